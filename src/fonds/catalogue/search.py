"""Full-text search (floor 3): the only module that knows SQLite's FTS5. Another database replaces this one.

Two indexes without content (the words lie packed in the version already): ``search_titles`` and
``search_words``. Documents with all words in the title come first, then all others, each in order of date: an
order people can foresee, which costs the same for a rare word and for one that stands in a million documents,
where bm25 must count every hit.

What a reader types is never FTS5 syntax: it is cut into words, each of which is quoted; double quotes keep
words together as a phrase.
"""

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, TableClause, bindparam, literal_column, table

from fonds.catalogue.rows import SearchText

_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r'"([^"]*)"|([^"]+)')
MOST_WORDS = 32
MOST_CHARACTERS = 1_000

_TOKENS = "tokenize = 'unicode61 remove_diacritics 2'"
_CREATE = (
    f"CREATE VIRTUAL TABLE search_titles USING fts5(title, content = '', {_TOKENS})",
    "CREATE VIRTUAL TABLE search_words"
    f" USING fts5(title, summary, names, body, content = '', {_TOKENS})",
)
_ADD = (
    "INSERT INTO search_titles (rowid, title) VALUES (:id, :title)",
    "INSERT INTO search_words (rowid, title, summary, names, body)"
    " VALUES (:id, :title, :summary, :names, :body)",
)
_REMOVE = (
    "INSERT INTO search_titles (search_titles, rowid, title) VALUES ('delete', :id, :title)",
    "INSERT INTO search_words (search_words, rowid, title, summary, names, body)"
    " VALUES ('delete', :id, :title, :summary, :names, :body)",
)


def create_search(connection: Connection) -> None:
    """Make the indexes; part of making a catalogue."""
    for statement in _CREATE:
        connection.exec_driver_sql(statement)


def add_words(cursor: Any, document: int, words: SearchText) -> None:
    """Let a document be found by its words."""
    for statement in _ADD:
        cursor.execute(statement, _named(document, words))


def remove_words(cursor: Any, document: int, words: SearchText) -> None:
    """Let a document be found no more; ``words`` must be those it was added with."""
    for statement in _REMOVE:
        cursor.execute(statement, _named(document, words))


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
    name = "search_titles" if titles else "search_words"
    found = literal_column(name).op("MATCH")(bindparam("words"))
    # the plus keeps SQLite from asking the index once for each document
    return table(name), (documents == literal_column(f"+{name}.rowid")) & found


def match_parameter(phrases: Sequence[Sequence[str]]) -> str:
    """Return phrases as the value of the parameter ``words``: every phrase must be there.

    >>> match_parameter([("red", "army"), ("NOT",)])
    '"red army" "NOT"'
    """
    return " ".join('"' + " ".join(phrase) + '"' for phrase in phrases)


def _named(document: int, words: SearchText) -> dict[str, object]:
    return {
        "id": document, "title": words.title, "summary": words.summary, "names": words.names,
        "body": words.body,
    }
