"""Listings (floor 3): pages of documents and entities, search, facets.

Lists of documents are in order of the earliest possible date, those of one day by slug (those of an entity, and what a
search finds: as they were first published); undated ones come last. Every method reads inside one transaction, so total
and items belong together. What could only be counted by walking through everything is counted up to a ceiling, and the
answer says so (``capped``).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, select

from fonds.catalogue.citing import CitationReader
from fonds.catalogue.disseminations import HarvestReader
from fonds.catalogue.facets import NOTHING, TOLD, Columns, all_facets, facets_of, first_documents
from fonds.catalogue.names import NamesReader
from fonds.catalogue.packing import unpack_words
from fonds.catalogue.passages import fold, marked, passage
from fonds.catalogue.prepared import Prepared
from fonds.catalogue.rows import Facets, Filters, Hit, ListedDocument, ListedEntity, Listing, Page
from fonds.catalogue.search import all_matching, match_parameter, matching, parse_phrases
from fonds.catalogue.selection import Selection, Shape, find_selection
from fonds.catalogue.stored import StoredReader
from fonds.catalogue.tables import (
    UNDATED,
    counters,
    documents,
    entities,
    links,
    outlines,
    relation_counts,
    relations,
    versions,
)
from fonds.catalogue.walking import is_present

COUNTED = 1_000
"""Documents a list is counted up to where no sum is kept."""
RANKED = 1_000
"""Documents a search puts in order."""

_LARGEST = 2**31
_ITEM = (
    documents.c.id, documents.c.slug, documents.c.label, documents.c.genre, documents.c.date,
    documents.c.earliest, documents.c.latest, documents.c.archive, documents.c.summary,
)
_LATEST = Prepared(
    select(*_ITEM)
    .where(documents.c.state == "live", documents.c.sort_key < UNDATED)
    .order_by(documents.c.sort_key.desc(), documents.c.slug.desc())
    .limit(bindparam("most"))
)
_PLACE = (outlines.c.sort_key, outlines.c.document)
"""What puts documents in order: the date, then the number, which tells which was published first."""
_NUMBERS = select(func.json_each(bindparam("numbers")).table_valued("value").c.value)
_FOUND_ITEMS = Prepared(select(*_ITEM).where(documents.c.id.in_(_NUMBERS)))
_PLACES = Prepared(select(*_PLACE).where(outlines.c.document.in_(_NUMBERS)))
_TEXTS = Prepared(
    select(versions.c.extra, versions.c.page_text)
    .join_from(documents, versions, is_present())
    .where(documents.c.id == bindparam("at_id"))
)
_RELATIONS = Prepared(
    select(relations.c.name)
    .join_from(entities, links, links.c.entity == entities.c.id)
    .join(relations, relations.c.id == links.c.relation)
    .where(entities.c.key == bindparam("at_key"), links.c.document == bindparam("at_document"))
    .order_by(relations.c.name)
)
_ENTITIES = Prepared(
    select(entities.c.key, entities.c.type, entities.c.label, entities.c.documents)
    .where(entities.c.state == "live", entities.c.kind == bindparam("kind_is"))
    .order_by(entities.c.sort_label, entities.c.key)
    .offset(bindparam("skip"))
    .limit(bindparam("most"))
)
_COUNTER = Prepared(
    select(counters.c.documents).where(
        counters.c.facet == bindparam("facet_is"), counters.c.value == bindparam("value_is")
    )
)
_OF_ENTITY = Prepared(select(entities.c.documents).where(entities.c.key == bindparam("at_key")))
_OF_RELATION = Prepared(
    select(relation_counts.c.documents)
    .join_from(entities, relation_counts, relation_counts.c.entity == entities.c.id)
    .where(entities.c.key == bindparam("at_key"), relation_counts.c.relation == bindparam("relation_is"))
)


class ListingReader(CitationReader, NamesReader, HarvestReader, StoredReader):
    """Answers with lists."""

    def documents(self, filters: Filters, offset: int = 0, limit: int = 50) -> Page[ListedDocument]:
        """Return the documents that the filters leave."""
        with self._connections.transaction() as cursor:
            selection = find_selection(cursor, filters)
            if selection is None:
                return Page(0, ())
            rows = _items(selection.shape).all(cursor, **selection.values, **_window(offset, limit))
            total, capped = _total(cursor, filters, selection)
        return Page(total, tuple(ListedDocument(row[1], Listing(*row[2:])) for row in rows), capped)

    def latest(self, limit: int = 50) -> tuple[ListedDocument, ...]:
        """Return the dated documents that come last, the last one first."""
        with self._connections.cursor() as cursor:
            rows = _LATEST.all(cursor, most=limit)
        return tuple(ListedDocument(row[1], Listing(*row[2:])) for row in rows)

    def linked(
        self, key: str, relation: str | None = None, offset: int = 0, limit: int = 50
    ) -> Page[ListedDocument]:
        """Return the documents linked to an entity of any kind, each with all its relations to it."""
        filters = Filters(agent=key, relation=relation or "")
        with self._connections.transaction() as cursor:
            selection = find_selection(cursor, filters)
            if selection is None:
                return Page(0, ())
            rows = _items(selection.shape).all(cursor, **selection.values, **_window(offset, limit))
            relations = [_RELATIONS.all(cursor, at_key=key, at_document=row[0]) for row in rows]
            total, _ = _total(cursor, filters, selection)
        items = (
            ListedDocument(row[1], Listing(*row[2:]), tuple(name for (name,) in names))
            for row, names in zip(rows, relations, strict=True)
        )
        return Page(total, tuple(items))

    def entities(self, kind: str, offset: int = 0, limit: int = 50) -> Page[ListedEntity]:
        """Return the entities of a kind (``agent``, ``place`` …) by name."""
        with self._connections.transaction() as cursor:
            rows = _ENTITIES.all(cursor, kind_is=kind, **_window(offset, limit))
            total = _number(_COUNTER, cursor, facet_is="kind", value_is=kind)
        return Page(total, tuple(ListedEntity(*row) for row in rows))

    def search(
        self, text: str, filters: Filters | None = None, offset: int = 0, limit: int = 20
    ) -> Page[Hit]:
        """Return the documents that have all words: those with all in the title first, then the others.

        At most RANKED documents are put in order; where there may be more, the page is capped. Text without
        any word finds nothing.
        """
        phrases = parse_phrases(text)
        with self._connections.transaction() as cursor:
            return _page(cursor, _find(cursor, phrases, filters or Filters()), phrases, offset, limit)

    def facets(
        self, filters: Filters | None = None, text: str = "", limit: int = 20, *, named: int | None = None
    ) -> Facets:
        """Return what a list or the result of a search can be narrowed to, the most frequent first.

        Of all documents, ``named`` are the most agents, places and events that are wanted, where not as many as of others.
        """
        filters = filters or Filters()
        if text:
            phrases = parse_phrases(text)
            with self._connections.transaction() as cursor:
                return _facets(cursor, _find(cursor, phrases, filters, told=True), limit)
        with self._connections.transaction() as cursor:
            if filters == Filters():
                return all_facets(cursor, limit, limit if named is None else named)
            selection = find_selection(cursor, filters)
            return Facets() if selection is None else facets_of(cursor, first_documents(cursor, selection), limit)

    def search_with_facets(
        self, text: str, filters: Filters, offset: int, limit: int, values: int = 20
    ) -> tuple[Page[Hit], Facets]:
        """Return what :meth:`search` and :meth:`facets` do, in half the time."""
        phrases = parse_phrases(text)
        with self._connections.transaction() as cursor:
            found = _find(cursor, phrases, filters, told=True)
            return _page(cursor, found, phrases, offset, limit), _facets(cursor, found, values)


def _window(offset: int, limit: int) -> dict[str, int]:
    """Return both within what the database can hold; a negative limit would mean none at all."""
    return {"skip": min(max(offset, 0), _LARGEST), "most": min(max(limit, 0), _LARGEST)}


@cache
def _items(shape: Shape) -> Prepared:
    return Prepared(shape.window(*_ITEM))


@cache
def _counting(shape: Shape) -> Prepared:
    few = shape.first(COUNTED + 1).subquery()
    return Prepared(select(func.count()).select_from(few))


@cache
def _finding(shape: Shape, *, told: bool) -> Prepared:
    index, condition = matching(outlines.c.document, titles=False)
    columns = (*_PLACE, *TOLD[1:]) if told else _PLACE
    return Prepared(shape.among(*columns).join_from(index, outlines, condition).limit(RANKED))


@cache
def _entitled(shape: Shape) -> Prepared:
    if shape == Shape():
        return Prepared(all_matching(titles=True).limit(RANKED))
    index, condition = matching(outlines.c.document, titles=True)
    return Prepared(shape.among(outlines.c.document).join_from(index, outlines, condition).limit(RANKED))


class _Found(NamedTuple):
    """The documents found, best first, and of the first that have the words anywhere what facets are told, by column."""

    numbers: list[int]
    told: Columns | None


def _find(cursor: Any, phrases: Sequence[Sequence[str]], filters: Filters, *, told: bool = False) -> _Found:
    """Return the documents that have all phrases, at most RANKED; ``told`` where facets are wanted, too.

    Most of those with the words in their title are among those that have them anywhere: of the others alone it is asked
    where they stand in order.
    """
    selection = find_selection(cursor, filters) if phrases else None
    if selection is None:
        return _Found([], None)
    values: Mapping[str, Any] = {**selection.values, "words": match_parameter(phrases, filters)}
    titled = {number for (number,) in _entitled(selection.shape).all(cursor, **values)}
    rows = _finding(selection.shape, told=told).all(cursor, **values) if told or len(titled) < RANKED else []
    others = titled.difference([row[1] for row in rows])
    places = [*rows, *_PLACES.all(cursor, numbers=json.dumps([*others]))] if others else rows
    ordered = [row[1] for row in sorted(places)]
    best = [number for number in ordered if number in titled] + [number for number in ordered if number not in titled]
    if not told or not rows:
        return _Found(best[:RANKED], NOTHING if told else None)
    keys, _, *columns = zip(*rows, strict=True)
    return _Found(best[:RANKED], [keys, *columns])


def _facets(cursor: Any, found: _Found, limit: int) -> Facets:
    return Facets() if found.told is None else facets_of(cursor, found.told, limit)


def _page(cursor: Any, found: _Found, phrases: Sequence[Sequence[str]], offset: int, limit: int) -> Page[Hit]:
    """Return a stretch of what was found; texts are unpacked of what is shown alone, and only where they are needed."""
    words = frozenset(fold(word) for phrase in phrases for word in phrase)
    shown = found.numbers[max(offset, 0) :][: max(limit, 0)]
    rows = {row[0]: row for row in _FOUND_ITEMS.all(cursor, numbers=json.dumps(shown))}
    hits: list[Hit] = []
    for number in shown:
        listing = Listing(*rows[number][2:])
        best = passage(_texts(cursor, number, listing.summary), words)
        hits.append(Hit(rows[number][1], listing, marked(listing.label, words), best))
    return Page(len(found.numbers), tuple(hits), len(found.numbers) >= RANKED)


def _texts(cursor: Any, number: int, summary: str) -> Iterator[str]:
    """Yield the texts of a document in the order in which passages are taken from them."""
    yield summary
    row = _TEXTS.one(cursor, at_id=number)
    if row is not None:
        texts = unpack_words(*row)
        yield texts.body
        yield texts.names


def _total(cursor: Any, filters: Filters, selection: Selection) -> tuple[int, bool]:
    """Return how many documents there are, and whether that is only the ceiling."""
    kept = _kept_total(cursor, filters)
    if kept is not None:
        return kept, False
    number = _number(_counting(selection.shape), cursor, **selection.values)
    return min(number, COUNTED), number > COUNTED


def _kept_total(cursor: Any, filters: Filters) -> int | None:
    """Return the total from a sum that every release makes anew; None where none fits."""
    for same, facet, value in (
        (Filters(), "state", "live"),
        (Filters(genre=filters.genre), "genre", filters.genre),
        (Filters(archive=filters.archive), "archive", filters.archive),
        (Filters(year=filters.year), "year", str(filters.year)),
    ):
        if filters == same:
            return _number(_COUNTER, cursor, facet_is=facet, value_is=value)
    entity, relation = filters.agent or filters.place or filters.event, filters.relation
    alone = (
        Filters(agent=entity, relation=relation),
        Filters(place=entity, relation=relation),
        Filters(event=entity, relation=relation),
    )
    if entity and filters in alone:
        if relation:
            return _number(_OF_RELATION, cursor, at_key=entity, relation_is=relation)
        return _number(_OF_ENTITY, cursor, at_key=entity)
    return None


def _number(statement: Prepared, cursor: Any, **values: object) -> int:
    row = statement.one(cursor, **values)
    return 0 if row is None else int(row[0])
