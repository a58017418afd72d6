"""Names as they are typed (floor 3): entities whose name has a word that begins so, in milliseconds at any size.

A name is kept folded from each of its words on ("ahmad shah masoud", "shah masoud", "masoud"), so what somebody has
typed so far is the beginning of a row: one range of one index. Only entities that are live have rows.
"""

from collections.abc import Iterator
from typing import Any

from anyascii import anyascii
from sqlalchemy import bindparam, delete, exists, insert, select

from fonds.catalogue.prepared import Prepared
from fonds.catalogue.reading import RecordReader
from fonds.catalogue.rows import ListedEntity
from fonds.catalogue.tables import entities, entity_names, touched

LONGEST = 48
"""Characters of a name that are kept, from each word on."""
MOST_WORDS = 8
"""Words of a name it is found by."""
CONSIDERED = 200
"""Rows that are looked at: of more, those first in the alphabet are put in order."""

_LAST = "\U0010ffff"
_ITEM = (entities.c.key, entities.c.type, entities.c.label, entities.c.documents)
_near = (
    select(entity_names.c.entity)
    .where(
        entity_names.c.kind == bindparam("kind_is"),
        entity_names.c.name >= bindparam("first"), entity_names.c.name < bindparam("last"),
    )
    .order_by(entity_names.c.name)
    .limit(CONSIDERED)
    .subquery()
)
_BEGINNING = Prepared(
    select(*_ITEM)
    .where(entities.c.id.in_(select(_near.c.entity)))
    .order_by(entities.c.documents.desc(), entities.c.sort_label, entities.c.key)
    .limit(bindparam("most"))
)
_WEIGHTIEST = Prepared(
    select(*_ITEM)
    .where(entities.c.state == "live", entities.c.kind == bindparam("kind_is"))
    .order_by(entities.c.documents.desc())
    .limit(bindparam("most"))
)
_TOUCHED = Prepared(
    select(entities.c.id, entities.c.kind, entities.c.label)
    .join_from(touched, entities, entities.c.id == touched.c.entity)
    .where(entities.c.state == "live")
)
_ALL = Prepared(select(entities.c.id, entities.c.kind, entities.c.label).where(entities.c.state == "live"))
_FORGET = Prepared(
    delete(entity_names).where(exists(select(touched.c.entity)), entity_names.c.entity.in_(select(touched.c.entity)))
)
"""Passes over all names, unless nothing was touched."""
_KEEP = Prepared(insert(entity_names), "kind", "name", "entity")


def folded_name(text: str) -> str:
    """Return a name as it is compared: transliterated, in lower case, one space between words.

    >>> folded_name("  Сергей  L'Île "), folded_name("O.M.I.")
    ("sergey l'ile", 'o.m.i.')
    """
    return " ".join(anyascii(text).casefold().split())


def names_from_each_word(label: str) -> Iterator[str]:
    """Yield a folded name from each of its words on, none twice.

    >>> list(names_from_each_word("Ahmad Shah (Masoud)"))
    ['ahmad shah (masoud)', 'shah (masoud)', '(masoud)', 'masoud)']
    """
    words = folded_name(label).split(" ")[:MOST_WORDS]
    found: dict[str, None] = {}
    for number, word in enumerate(words):
        rest = " ".join(words[number:])
        found[rest[:LONGEST]] = None
        bare = rest.lstrip("\"'([{<-")
        if bare and not word.isalnum():
            found[bare[:LONGEST]] = None
    yield from (name for name in found if name)


class NamesReader(RecordReader):
    """Answers what somebody who types a name may mean."""

    def suggested(self, kind: str, beginning: str, limit: int = 10) -> tuple[ListedEntity, ...]:
        """Return entities of a kind whose name has a word that begins so, those in most documents first.

        Nothing typed gives those in most documents. ``kind`` is ``agent``, ``place`` …
        """
        first = folded_name(beginning)[:LONGEST]
        if not first and beginning.strip():
            return ()
        if not first:
            return tuple(ListedEntity(*row) for row in self._all(_WEIGHTIEST, kind_is=kind, most=limit))
        rows = self._all(_BEGINNING, kind_is=kind, first=first, last=first + _LAST, most=limit)
        return tuple(ListedEntity(*row) for row in rows)


def keep_names(cursor: Any, *, everyone: bool = False) -> None:
    """Make the rows of the touched entities anew, or of all where none has any yet."""
    if not everyone:
        _FORGET.run(cursor)
    rows = (_ALL if everyone else _TOUCHED).each(cursor)
    _KEEP.run_many(
        cursor,
        ({"kind": kind, "name": name, "entity": entity} for entity, kind, label in rows
         for name in names_from_each_word(label)),
    )
