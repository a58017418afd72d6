"""The core of every record as a table (floor 6): CSV as RFC 4180 has it, one document a row, UTF-8.

Several values of a cell stand with `` | `` between them; what a record does not state is empty. To add a column: a row
of :data:`COLUMNS`.
"""

import csv
import io
from collections.abc import Callable, Iterable
from io import BufferedIOBase
from typing import BinaryIO, cast

from fonds.crosswalks.nodes import Node, date, edtf, first, label, nodes, text, values
from fonds.feeds.dumps.dump import Content
from fonds.rdf.vocabulary import find_term

BETWEEN = " | "
"""What stands between several values of a cell."""


def _names(*keys: str) -> Callable[[Node], Iterable[str]]:
    return lambda tree: (label(each) for key in keys for each in nodes(tree, key))


def _addresses(*keys: str) -> Callable[[Node], Iterable[str]]:
    return lambda tree: (str(each.get("id", "")) for key in keys for each in nodes(tree, key))


def _words(*keys: str) -> Callable[[Node], Iterable[str]]:
    return lambda tree: (text(tree, *keys),)


def _genres(tree: Node) -> Iterable[str]:
    for iri in values(tree, "genre"):
        found = find_term(iri)
        yield found.label if found else iri


def _text_languages(tree: Node) -> Iterable[str]:
    texts = (each for key in ("workTranslation", "workExample") for each in nodes(tree, key))
    return (tag for each in texts for tag in values(each, "inLanguage"))


def _stamps(name: str) -> Callable[[Node], Iterable[str]]:
    return lambda tree: (date(record, name) for record in nodes(tree, "isPrimaryTopicOf"))


COLUMNS: dict[str, Callable[[Node], Iterable[str]]] = {
    "iri": lambda tree: (str(tree["id"]),),
    "title": _words("title", "name", "label"),
    "genre": _genres,
    "date": lambda tree: (edtf(tree),),
    "earliest": lambda tree: (first(tree, "earliest"),),
    "latest": lambda tree: (first(tree, "latest"),),
    "author": _names("author"),
    "author_iri": _addresses("author"),
    "sender": _names("sender"),
    "sender_iri": _addresses("sender"),
    "recipient": _names("recipient"),
    "recipient_iri": _addresses("recipient"),
    "place_written": _names("locationCreated"),
    "archive": _names("holdingArchive"),
    "reference": lambda tree: values(tree, "itemLocation"),
    "language_of_original": lambda tree: values(tree, "inLanguage"),
    "language_of_text": _text_languages,
    "summary": _words("abstract"),
    "issued": _stamps("issued"),
    "modified": _stamps("modified"),
}
"""Column → what stands in it."""


def write_rows(content: Content, output: BufferedIOBase) -> int:
    """Write head and rows."""
    wrapped = io.TextIOWrapper(cast(BinaryIO, output), encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(wrapped)
    writer.writerow(COLUMNS)
    number = 0
    for tree in content.documents():
        writer.writerow([BETWEEN.join(dict.fromkeys(filter(None, read(tree)))) for read in COLUMNS.values()])
        number += 1
    wrapped.detach()
    return number
