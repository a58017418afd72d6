"""Sets (floor 3): which parts of an archive a document belongs to, for harvesters that want a part.

A set's name tells its place among the others (``genre:telegram`` lies in ``genre``), and a document is in all sets
above its own. A document that leaves a set stays known there as one that left: who harvests that set alone would
keep it for ever otherwise. To add a kind of set: a row in :func:`sets_of`.
"""

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or

from fonds.catalogue.numbering import Numbers
from fonds.catalogue.prepared import Prepared
from fonds.catalogue.rows import Link, Listing
from fonds.catalogue.tables import UNDATED, documents, memberships, sets, sort_key
from fonds.catalogue.walking import in_stretches

COLLECTION = "collection/"
"""How the keys of collections begin."""

_PART = re.compile(r"[A-Za-z0-9\-_.!~*'()]+")
"""What a part of a set's name may be made of (OAI-PMH, section 2.6)."""
_BATCH = 500

_joining = insert_or(memberships)
_JOIN = Prepared(
    _joining.on_conflict_do_update(
        index_elements=[memberships.c.set_id, memberships.c.document],
        set_={"changed_in": _joining.excluded.changed_in, "has_left": 0},
    ),
    "set_id", "document", "joined_in", "changed_in", "has_left",
)
_MOVE = Prepared(
    update(memberships)
    .where(memberships.c.set_id == bindparam("at_set"), memberships.c.document == bindparam("at_id"))
    .values(changed_in=bindparam("release"), has_left=bindparam("left"))
)
_UNMARKED = Prepared(
    select(
        documents.c.id, documents.c.genre, documents.c.archive, documents.c.earliest, documents.c.created_in,
        documents.c.modified_in, documents.c.state,
    )
    .where(documents.c.id > bindparam("after"))
    .order_by(documents.c.id)
    .limit(_BATCH)
)
_COLLECTIONS = "SELECT DISTINCT e.key FROM links l JOIN entities e ON e.id = l.entity WHERE l.document = ? AND e.kind = ?"
_MARK = Prepared(update(documents).where(documents.c.id == bindparam("at_id")).values(sets=bindparam("new_sets")))
_OF = Prepared(
    select(memberships.c.set_id, memberships.c.has_left).where(memberships.c.document == bindparam("at_id"))
)
_TOUCH_ALL = Prepared(
    update(memberships)
    .where(memberships.c.document == bindparam("at_id"), memberships.c.has_left == 0)
    .values(changed_in=bindparam("release"))
)
_OTHER = Prepared(
    select(memberships.c.document)
    .where(memberships.c.set_id == bindparam("at_set"), memberships.c.document != bindparam("at_id"))
    .limit(1)
)
_LEAVE = Prepared(
    delete(memberships).where(
        memberships.c.set_id == bindparam("at_set"), memberships.c.document == bindparam("at_id")
    )
)
_CLEAR = Prepared(
    delete(memberships).where(
        memberships.c.has_left == 0,
        memberships.c.document.in_(select(documents.c.id).where(documents.c.state == "live")),
    )
)
_DROP = Prepared(delete(sets).where(sets.c.id == bindparam("at_set")))


def sets_of(genre: str, archive: str, earliest: str, collections: Iterable[str]) -> dict[str, str]:
    """Return the sets of a document, and the entity each is about (empty for one that is about none).

    >>> sets_of("telegram", "agent/rgani", "1979-12-27", [])
    {'genre': '', 'genre:telegram': '', 'archive': '', 'archive:rgani': 'agent/rgani', 'decade': '', 'decade:1970s': ''}
    """
    found: dict[str, str] = {}
    keyed = [("archive", archive), *(("collection", key) for key in collections)]
    year = sort_key(earliest) // 10_000
    decade = f"{'-' if year < 0 else ''}{abs(year) // 10 * 10}s" if earliest and sort_key(earliest) != UNDATED else ""
    named = [("genre", genre, ""), *((kind, key.rpartition("/")[2], key) for kind, key in keyed), ("decade", decade, "")]
    for kind, name, entity in named:
        if _PART.fullmatch(name):
            found[kind] = ""
            found[f"{kind}:{name}"] = entity
    return found


def sets_of_row(listing: Listing, links: tuple[Link, ...]) -> dict[str, str]:
    """Return the sets of a document that is about to be written."""
    collections = dict.fromkeys(link.entity for link in links if link.entity.startswith(COLLECTION))
    return sets_of(listing.genre, listing.archive, listing.earliest, list(collections))


class MembershipWriter:
    """Keeps the memberships for one release. What a document is in is written as its sets' numbers: ``3 17``."""

    def __init__(self, cursor: Any, release: int) -> None:
        self._cursor = cursor
        self._release = release
        self._numbers = Numbers(cursor, sets)

    def numbers(self, specs: dict[str, str]) -> str:
        """Return the numbers of sets; each gets one when it is first met."""
        return " ".join(str(self._numbers.of(spec, entity=entity)) for spec, entity in specs.items())

    def write(self, document: int, before: str, after: str) -> None:
        """Let a document that changes be in the sets ``after``, and have left those of ``before`` that are not there."""
        joined = set(after.split())
        for number in before.split():
            if number not in joined:
                self._move(document, int(number), left=1)
        self._join(document, after, self._release, self._release)

    def touch(self, document: int, sets_in: str) -> None:
        """Let a deletion be heard in all sets the document is in."""
        for number in sets_in.split():
            self._move(document, int(number), left=0)

    def touch_all(self, document: int) -> None:
        """The same for one whose sets nobody remembers but the memberships."""
        _TOUCH_ALL.run(self._cursor, at_id=document, release=self._release)

    def forget(self, document: int) -> None:
        """Take away the sets that this document alone was ever in; whoever harvests others still hears of it there."""
        kept: list[str] = []
        for number, has_left in _OF.all(self._cursor, at_id=document):
            if _OTHER.one(self._cursor, at_set=number, at_id=document) is None:
                _LEAVE.run(self._cursor, at_set=number, at_id=document)
                _DROP.run(self._cursor, at_set=number)
            elif not has_left:
                kept.append(str(number))
        _MARK.run(self._cursor, at_id=document, new_sets=" ".join(kept))
        self._numbers.forget()

    def mend_all(self) -> None:
        """Put every live document into its sets again, and into no others; what it has left before stays left."""
        _CLEAR.run(self._cursor)
        self.mark_all(live_only=True)

    def mark_all(self, *, live_only: bool = False) -> None:
        """Put every document there is into its sets, as of the release that changed it last."""
        rows = in_stretches(lambda after: _UNMARKED.all(self._cursor, after=after))
        for document, genre, archive, earliest, created, modified, state in rows:
            if live_only and state != "live":
                continue
            keys = [key for (key,) in self._cursor.execute(_COLLECTIONS, (document, "collection")).fetchall()]
            numbers = self.numbers(sets_of(genre, archive, earliest, keys))
            _MARK.run(self._cursor, at_id=document, new_sets=numbers)
            self._join(document, numbers, created, modified)

    def _join(self, document: int, numbers: str, joined: int, changed: int) -> None:
        _JOIN.run_many(
            self._cursor,
            (
                {"set_id": int(number), "document": document, "joined_in": joined, "changed_in": changed, "has_left": 0}
                for number in numbers.split()
            ),
        )

    def _move(self, document: int, number: int, *, left: int) -> None:
        _MOVE.run(self._cursor, at_set=number, at_id=document, release=self._release, left=left)


