"""Writing documents (floor 3): new versions, tombstones, slugs that change hands.

Used by ``release.ReleaseWriter`` inside its transaction. A document is written only when its content digest
changed; the links it had and has are noted as *touched*, so that entities can be settled at the end of the
release.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_unless

from fonds.catalogue.citing import CitationWriter
from fonds.catalogue.fragments import FragmentWriter
from fonds.catalogue.memberships import MembershipWriter, sets_of_row
from fonds.catalogue.numbering import Numbers
from fonds.catalogue.outlines import OutlineWriter
from fonds.catalogue.packing import PackedDocument, unpack_extra
from fonds.catalogue.prepared import Prepared
from fonds.catalogue.rows import Link, Listing, Outcome, SearchText
from fonds.catalogue.search import add_words, remove_words
from fonds.catalogue.tables import (
    UNDATED,
    changes,
    documents,
    entities,
    former_documents,
    links,
    relations,
    slugs,
    sort_key,
    touched,
    versions,
)
from fonds.errors import NotFoundError

_TOGETHER = 500
"""Changes of words that are written at once."""
_REMEMBERED = 200_000
"""Entities whose numbers are kept in memory while writing."""

_DIGESTS = ("file_digest", "input_digest", "content_digest")
_LISTED = ("label", "genre", "date", "earliest", "latest", "archive", "summary")
_WRITTEN = (
    "slug", "source", *_DIGESTS, "lists", "state", "version", "modified_in", *_LISTED, "sort_key", "reason",
    "successor", "sets",
)
_PRESENT = (
    documents.c.id, documents.c.slug, documents.c.source, documents.c.state, documents.c.version,
    *(documents.c[name] for name in (*_DIGESTS, "lists", "sets")),
)

_BY_SLUG = Prepared(select(*_PRESENT).where(documents.c.slug == bindparam("at_slug")))
_BY_SOURCE = Prepared(select(*_PRESENT).where(documents.c.source == bindparam("at_source")))
_OWNER = Prepared(select(slugs.c.source).where(slugs.c.slug == bindparam("at_slug")))
_NEW = Prepared(insert(documents), *_WRITTEN, "created_in")
_AGAIN = Prepared(
    update(documents)
    .where(documents.c.id == bindparam("at_id"))
    .values({name: bindparam(f"new_{name}") for name in _WRITTEN})
)
_SEEN = Prepared(
    update(documents)
    .where(documents.c.id == bindparam("at_id"))
    .values(
        file_digest=bindparam("new_file"), input_digest=bindparam("new_input"), lists=bindparam("new_lists")
    )
)
_BURY = Prepared(
    update(documents)
    .where(documents.c.id == bindparam("at_id"))
    .values(
        state="deleted", modified_in=bindparam("release"), sort_key=UNDATED,
        reason=bindparam("why"), successor=bindparam("heir"),
    )
)
_REMEMBER = Prepared(
    insert_unless(former_documents)
    .from_select(
        ["document", "version"],
        select(documents.c.id, documents.c.version).where(
            documents.c.id == bindparam("at_id"), documents.c.state == "live",
            documents.c.modified_in < bindparam("release"),
        ),
    )
    .on_conflict_do_nothing()
)
_DISOWN = Prepared(update(documents).where(documents.c.id == bindparam("at_id")).values(source=None))
_RENAME_SOURCE = Prepared(
    update(documents)
    .where(documents.c.source == bindparam("old"))
    .values(source=bindparam("new"))
)
_RENAME_IN_REGISTER = Prepared(
    update(slugs).where(slugs.c.source == bindparam("old")).values(source=bindparam("new"))
)
_VERSION = Prepared(
    insert(versions),
    "document", "version", "release", "source", *_DIGESTS,
    "page_text", "tree", "own", "cards", "extra", "evidence",
)
_EXTRA = Prepared(
    select(versions.c.extra, versions.c.page_text).where(
        versions.c.document == bindparam("document"), versions.c.version == bindparam("number")
    )
)
_CHANGE = Prepared(insert(changes), "kind", "slug", "version", "release", "reason", "successor")
_REGISTER = Prepared(insert(slugs), "slug", "source", "current")
_REDIRECT = Prepared(
    update(slugs).where(slugs.c.source == bindparam("at_source")).values(current=bindparam("slug_now"))
)
_ENTITY_ID = Prepared(select(entities.c.id).where(entities.c.key == bindparam("at_key")))
_BLANK = ("type", "label", "sort_label", "digest", "successor")
_PLACEHOLDER = Prepared(
    insert(entities),
    "key", "kind", "created_in", "modified_in", "state", "version", "documents", *_BLANK,
)
_LINK = Prepared(insert(links), "document", "entity", "relation", "sort_key")
_TOUCH = Prepared(insert_unless(touched).on_conflict_do_nothing(), "entity")
_LINKED = Prepared(select(links.c.entity).distinct().where(links.c.document == bindparam("document")))
_UNLINK = Prepared(delete(links).where(links.c.document == bindparam("document")))
_CREATED = Prepared(
    select(documents.c.created_in).where(documents.c.slug == bindparam("at_slug"))
)


_Indexed = tuple[Listing, tuple[Link, ...], SearchText]
_Change = Callable[[Any, int, Listing, tuple[Link, ...], SearchText], None]


class DocumentWriter:
    """Writes documents for one release."""

    def __init__(self, cursor: Any, release: int) -> None:
        self._cursor = cursor
        self._release = release
        self.created = 0
        self.updated = 0
        self.deleted = 0
        self._numbers: dict[str, int] = {}
        self._relations = Numbers(cursor, relations)
        self._touched: set[int] = set()
        self._citations = CitationWriter(cursor)
        self._memberships = MembershipWriter(cursor, release)
        self._outlines = OutlineWriter(cursor)
        self.fragments = FragmentWriter(cursor)
        self._words: list[tuple[_Change, int, _Indexed]] = []

    def write_waiting(self) -> None:
        """Write the words and fragments that are waiting.

        They wait because most other writes in between make SQLite's index write out all it holds, which
        costs more than the words themselves; fragments because many lie in one row.
        """
        self._write_words()
        self.fragments.flush()

    def _write_words(self) -> None:
        for change, document, words in self._words:
            change(self._cursor, document, *words)
        self._words.clear()

    def mend_all(self) -> None:
        """Put all live documents into their sets again, and tell again what ranking and facets need of them."""
        self._memberships.mend_all()
        self._outlines.make_all()

    def forget_entities(self) -> None:
        """Look entities up again: those that got no link have been taken away, and none is marked as touched any more."""
        self._numbers.clear()
        self._touched.clear()

    def put(self, row: PackedDocument) -> Outcome:
        """Write a document unless it says what it said before."""
        cursor = self._cursor
        owner = _OWNER.one(cursor, at_slug=row.slug)
        if owner is not None and owner[0] != row.source:
            raise ValueError(f"the slug {row.slug} belongs to the source {owner[0]}, not to {row.source}")
        present = _BY_SLUG.one(cursor, at_slug=row.slug)
        if present is not None and present[3] == "live" and present[7] == row.content_digest:
            if (present[5], present[6], present[8]) != (row.file_digest, row.input_digest, row.lists):
                _SEEN.run(
                    cursor, at_id=present[0], new_file=row.file_digest, new_input=row.input_digest, new_lists=row.lists
                )
            self._citations.keep(present[0], row)
            return "unchanged"
        if owner is None:
            _REGISTER.run(self._cursor, slug=row.slug, source=row.source, current=row.slug)
        self._retire_former_slug(row)
        sets = self._memberships.numbers(sets_of_row(row.listing, row.links))
        outcome: Outcome = "updated" if present is not None and present[3] == "live" else "created"
        if present is None:
            document, number = self._insert(row, sets), 1
        else:
            document, number = present[0], present[4] + 1
            if outcome == "updated":
                self._clear(document, present[4])
            self._overwrite(document, number, row, sets)
        self._fill(document, number, row)
        self._memberships.write(document, present[9] if present is not None else "", sets)
        self.fragments.write(document, row.fragment)
        self.fragments.refuse(document, row.refused, existed=present is not None)
        self._log("update" if outcome == "updated" else "create", row.slug, number)
        setattr(self, outcome, getattr(self, outcome) + 1)
        return outcome

    def delete(self, slug: str, reason: str = "", successor: str = "") -> bool:
        """Leave a tombstone; False where there is one already. NotFoundError for a slug never published."""
        present = _BY_SLUG.one(self._cursor, at_slug=slug)
        if present is None:
            raise NotFoundError(f"No document has the slug {slug!r}.", "Look it up with `fonds show`.")
        if present[3] != "live":
            return False
        self._clear(present[0], present[4])
        _BURY.run(self._cursor, at_id=present[0], release=self._release, why=reason, heir=successor)
        self._memberships.touch(present[0], present[9])
        self.fragments.write(present[0], b"")
        self._log("delete", slug, present[4], reason, successor)
        self.deleted += 1
        return True

    def moved(self, old: str, new: str) -> None:
        """Let what belonged to the source ``old`` belong to ``new``; readers see no change."""
        if _BY_SOURCE.one(self._cursor, at_source=new) is not None:
            raise ValueError(f"the source {new} has a document of its own already")
        _RENAME_SOURCE.run(self._cursor, old=old, new=new)
        _RENAME_IN_REGISTER.run(self._cursor, old=old, new=new)

    def created_in(self, slug: str) -> int | None:
        """Return the release in which a slug first appeared, or None."""
        found = _CREATED.one(self._cursor, at_slug=slug)
        return None if found is None else int(found[0])

    def _retire_former_slug(self, row: PackedDocument) -> None:
        """Where the source went by another slug, leave a tombstone there that points to the new one."""
        former = _BY_SOURCE.one(self._cursor, at_source=row.source)
        if former is not None and former[1] != row.slug:
            self.delete(former[1], "renamed", row.slug)
            _DISOWN.run(self._cursor, at_id=former[0])
            _REDIRECT.run(self._cursor, at_source=row.source, slug_now=row.slug)

    def _insert(self, row: PackedDocument, sets: str) -> int:
        _NEW.run(self._cursor, **self._values(row, 1, sets), created_in=self._release)
        return int(self._cursor.lastrowid)

    def _overwrite(self, document: int, number: int, row: PackedDocument, sets: str) -> None:
        values = {f"new_{name}": value for name, value in self._values(row, number, sets).items()}
        _AGAIN.run(self._cursor, at_id=document, **values)

    def _values(self, row: PackedDocument, number: int, sets: str) -> dict[str, object]:
        return {
            "slug": row.slug,
            "source": row.source,
            **{name: getattr(row, name) for name in (*_DIGESTS, "lists")},
            "state": "live",
            "version": number,
            "modified_in": self._release,
            **{name: getattr(row.listing, name) for name in _LISTED},
            "sort_key": sort_key(row.listing.earliest),
            "reason": "",
            "successor": "",
            "sets": sets,
        }

    def _fill(self, document: int, number: int, row: PackedDocument) -> None:
        """Write the version, the words, the links, the outline and the citations of a document."""
        _VERSION.run(
            self._cursor,
            document=document, version=number, release=self._release, source=row.source,
            file_digest=row.file_digest, input_digest=row.input_digest, content_digest=row.content_digest,
            page_text=row.page_text, tree=row.tree, own=row.own, cards=row.cards, extra=row.extra,
            evidence=row.evidence,
        )
        self._change_words(add_words, document, (row.listing, row.links, row.search))
        self._citations.write(document, row)
        place = sort_key(row.listing.earliest)
        found = dict.fromkeys((self._entity(link.entity), self._relations.of(link.relation)) for link in row.links)
        _LINK.run_many(
            self._cursor,
            (
                {"document": document, "entity": entity, "relation": relation, "sort_key": place}
                for entity, relation in found
            ),
        )
        self._outlines.write(
            document, place, row.listing.genre, row.listing.archive,
            ((link.entity.partition("/")[0], self._entity(link.entity)) for link in row.links),
        )
        self._touch({entity for entity, _ in found})

    def _touch(self, linked: set[int]) -> None:
        """Mark entities whose links change; most were marked for a document before."""
        unmarked = linked - self._touched
        if len(self._touched) >= _REMEMBERED:
            self._touched.clear()
        self._touched |= unmarked
        _TOUCH.run_many(self._cursor, ({"entity": entity} for entity in unmarked))

    def _change_words(self, change: _Change, document: int, words: _Indexed) -> None:
        self._words.append((change, document, words))
        if len(self._words) >= _TOGETHER:
            self._write_words()

    def _entity(self, key: str) -> int:
        """Return the number of an entity; one not described yet gets a row of version 0 until it is."""
        if key not in self._numbers:
            if len(self._numbers) >= _REMEMBERED:
                self._numbers.clear()
            found = _ENTITY_ID.one(self._cursor, at_key=key)
            self._numbers[key] = found[0] if found is not None else self._placeholder(key)
        return self._numbers[key]

    def _placeholder(self, key: str) -> int:
        _PLACEHOLDER.run(
            self._cursor,
            key=key, kind=key.partition("/")[0], created_in=self._release, modified_in=self._release,
            state="deleted", version=0, documents=0, **dict.fromkeys(_BLANK, ""),
        )
        return int(self._cursor.lastrowid)

    def _clear(self, document: int, number: int) -> None:
        """Take away the words, links, outline and citations of a live document; which version it had is remembered."""
        _REMEMBER.run(self._cursor, at_id=document, release=self._release)
        found = _EXTRA.one(self._cursor, document=document, number=number)
        if found is not None:
            self._change_words(remove_words, document, unpack_extra(*found))
        self._touch({entity for (entity,) in _LINKED.all(self._cursor, document=document)})
        _UNLINK.run(self._cursor, document=document)
        self._outlines.remove(document)
        self._citations.clear(document)

    def _log(self, kind: str, slug: str, number: int, reason: str = "", successor: str = "") -> None:
        _CHANGE.run(
            self._cursor,
            kind=kind, slug=slug, version=number, release=self._release, reason=reason, successor=successor,
        )
