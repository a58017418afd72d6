"""Full-text search (floor 3): the only module that knows SQLite's FTS5. Another database replaces this one.

Two indexes without content (the words lie packed in the version already): ``search_titles`` and
``search_words``. Documents with all words in the title come first, then all others, each in order of date, those of one
day in the order in which they were first published: an order people can foresee, which costs the same for a rare word and
for one that stands in a million documents, where bm25 must count every hit.

Both have a column of *marks*: words nobody can type, each of which stands for something a list can be narrowed to (a
genre, a year, an archive, a person, a place, an event). A narrowed search asks for marks beside its words, so that
what lies outside is passed over in the index. The tables are asked all the same: a mark alone never decides.

What a reader types is never FTS5 syntax: it is cut into words, each of which is quoted; double quotes keep
words together as a phrase.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, TableClause, bindparam, literal_column, select, table

from fonds.catalogue.naming import KINDS
from fonds.catalogue.rows import Filters, Link, Listing, SearchText
from fonds.catalogue.tables import UNDATED, sort_key

_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r'"([^"]*)"|([^"]+)')
MOST_WORDS = 32
MOST_CHARACTERS = 1_000

_TOKENS = "tokenize = 'unicode61 remove_diacritics 2'"
_CREATE = (
    f"CREATE VIRTUAL TABLE search_titles USING fts5(title, marks, content = '', {_TOKENS})",
    "CREATE VIRTUAL TABLE search_words"
    f" USING fts5(title, summary, names, body, marks, content = '', {_TOKENS})",
)
_ADD = (
    "INSERT INTO search_titles (rowid, title, marks) VALUES (:id, :title, :marks)",
    "INSERT INTO search_words (rowid, title, summary, names, body, marks)"
    " VALUES (:id, :title, :summary, :names, :body, :marks)",
)
_REMOVE = (
    "INSERT INTO search_titles (search_titles, rowid, title, marks) VALUES ('delete', :id, :title, :marks)",
    "INSERT INTO search_words (search_words, rowid, title, summary, names, body, marks)"
    " VALUES ('delete', :id, :title, :summary, :names, :body, :marks)",
)


def create_search(connection: Connection) -> None:
    """Make the indexes; part of making a catalogue."""
    for statement in _CREATE:
        connection.exec_driver_sql(statement)


def drop_search(connection: Connection) -> None:
    """Take the indexes away, to make those of another layout."""
    for name in ("search_titles", "search_words"):
        connection.exec_driver_sql(f"DROP TABLE {name}")


def add_words(cursor: Any, document: int, listing: Listing, links: Iterable[Link], words: SearchText) -> None:
    """Let a document be found by its words, in lists narrowed to what listing and links say."""
    for statement in _ADD:
        cursor.execute(statement, _named(document, listing, links, words))


def remove_words(cursor: Any, document: int, listing: Listing, links: Iterable[Link], words: SearchText) -> None:
    """Let a document be found no more; all must be what it was added with."""
    for statement in _REMOVE:
        cursor.execute(statement, _named(document, listing, links, words))


def forget_words(cursor: Any) -> None:
    """Empty the indexes, whatever state they are in."""
    cursor.execute("INSERT INTO search_titles (search_titles) VALUES ('delete-all')")
    cursor.execute("INSERT INTO search_words (search_words) VALUES ('delete-all')")


def merge_words(cursor: Any) -> None:
    """Leave no trace of words that were removed: until the index is merged, it only marks them as gone."""
    cursor.execute("INSERT INTO search_titles (search_titles) VALUES ('optimize')")
    cursor.execute("INSERT INTO search_words (search_words) VALUES ('optimize')")


def parse_phrases(text: str) -> tuple[tuple[str, ...], ...]:
    """Cut what a reader typed into phrases of words; what is not quoted is a phrase of one word.

    >>> parse_phrases('stinger "red army" NOT col:umn*')
    (('stinger',), ('red', 'army'), ('NOT',), ('col',), ('umn',))
    """
    phrases: list[tuple[str, ...]] = []
    for match in _QUOTED.finditer(text[:MOST_CHARACTERS]):
        words = tuple(_WORD.findall(match[1] or match[2] or ""))
        if match[1] is None:
            phrases.extend((word,) for word in words)
        elif words:
            phrases.append(words)
    return tuple(phrases[:MOST_WORDS])


def matching(documents: ColumnElement[int], *, titles: bool) -> tuple[TableClause, ColumnElement[bool]]:
    """Return the index to join and the condition that joins it; the phrases are the parameter ``words``."""
    name = _index(titles)
    # the plus keeps SQLite from asking the index once for each document
    return table(name), (documents == literal_column(f"+{name}.rowid")) & _has_words(name)


def all_matching(*, titles: bool) -> Select[Any]:
    """Return the statement for the numbers of all documents that an index has the phrases of, in order of number."""
    name = _index(titles)
    return select(literal_column(f"{name}.rowid")).select_from(table(name)).where(_has_words(name))


def _index(titles: bool) -> str:
    return "search_titles" if titles else "search_words"


def _has_words(index: str) -> ColumnElement[bool]:
    return literal_column(index).op("MATCH")(bindparam("words"))


def match_parameter(phrases: Sequence[Sequence[str]], filters: Filters | None = None) -> str:
    """Return phrases as the value of the parameter ``words``: every phrase must be there, and the marks of the filters.

    >>> match_parameter([("red", "army"), ("NOT",)])
    '"red army" "NOT"'
    """
    marks = [] if filters is None else _marks_sought(filters)
    return " ".join([*('"' + " ".join(phrase) + '"' for phrase in phrases), *(f'"{mark}"' for mark in marks)])


def _mark(facet: str, value: object) -> str:
    """Return the word that stands for a value; its first character is for private use, so no reader's word has it."""
    return f"\ue000{hashlib.blake2b(f'{facet} {value}'.encode(), digest_size=5).hexdigest()}"


def _marks(listing: Listing, links: Iterable[Link]) -> Iterable[str]:
    """Yield the marks a document bears."""
    day = sort_key(listing.earliest)
    if day != UNDATED:
        yield _mark("year", day // 10_000)
    for facet, value in (("genre", listing.genre), ("archive", listing.archive)):
        if value:
            yield _mark(facet, value)
    for key in dict.fromkeys(link.entity for link in links):
        if key.partition("/")[0] in KINDS:
            yield _mark("entity", key)


def _marks_sought(filters: Filters) -> list[str]:
    """Return the marks that all documents bear which the filters leave; not every filter has one."""
    given = (("year", filters.year), ("genre", filters.genre), ("archive", filters.archive))
    marks = [_mark(facet, value) for facet, value in given if value not in (None, "")]
    keys = (key for key in (filters.agent, filters.place, filters.event) if key.partition("/")[0] in KINDS)
    return [*marks, *(_mark("entity", key) for key in keys)]


def _named(document: int, listing: Listing, links: Iterable[Link], words: SearchText) -> dict[str, object]:
    return {
        "id": document, "title": words.title, "summary": words.summary, "names": words.names,
        "body": words.body, "marks": " ".join(_marks(listing, links)),
    }
