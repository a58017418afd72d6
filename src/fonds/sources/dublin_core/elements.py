"""Dublin Core elements → a description (floor 3): one function an element, DCMES 1.1 and DCMI Metadata Terms.

Simple Dublin Core says little of what its values mean: a date is when something happened to the document, a
contributor took part nobody says how. What the terms refine (``created``, ``abstract``, ``spatial``) counts before it.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

from fonds.record.evidence import Found, stated
from fonds.sources.description.description import Description
from fonds.sources.description.flattening import local_name, words_of
from fonds.sources.description.identifiers import web_address
from fonds.sources.description.languages import tag_of_code
from fonds.sources.description.markup import plain_words
from fonds.sources.description.roles import CONTRIBUTOR

NAMESPACES = ("http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/")
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_STAMP = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")

Values = dict[str, list[Any]]
"""The elements of a record by their local names, in the order of the file."""


def values_of(record: Any) -> Values:
    """Return the elements of a record that are Dublin Core and hold words, however deep a wrapper has them."""
    found: Values = {}
    for element in record.iter():
        if isinstance(element.tag, str) and element.tag[1:].partition("}")[0] in NAMESPACES and words_of(element):
            found.setdefault(local_name(element), []).append(element)
    return found


def describe(record: Any, key: str) -> Description:
    """Write out a Dublin Core record."""
    values = values_of(record)
    description = Description(key, record.sourceline)
    for read in _READERS:
        read(values, description)
    return description


def _words(values: Values, *names: str) -> list[str]:
    """Return the words of the elements of these names, each once."""
    return list(dict.fromkeys(plain_words(words_of(element)) for name in names for element in values.get(name, ())))


def _titles(values: Values, description: Description) -> None:
    elements = values.get("title", [])
    for number, element in enumerate(elements):
        description.add_title(plain_words(words_of(element)), "title" if not number else "also called")
    if elements:
        description.title_language = tag_of_code(elements[0].get(LANG) or "")
    for words in _words(values, "alternative"):
        description.add_line("also called", words)


def _agents(values: Values, description: Description) -> None:
    for name, stated_role in (("creator", "author"), ("contributor", CONTRIBUTOR), ("publisher", "publisher")):
        for words in _words(values, name):
            kind = "organization" if name == "publisher" else ""
            if found := description.add_name(name, words, kind=kind):
                description.add_contribution(found[1] or stated_role, found[0], f"dc-{name}")


def _dates(values: Values, description: Description) -> None:
    """The date of creation; else the dates nobody says the meaning of, without moments a computer has put there."""
    name = next((name for name in ("created", "date") if values.get(name)), "")
    words = _words(values, name)
    moments = [value for value in words if _STAMP.match(value)]
    kept = [value for value in words if value not in moments] or moments
    for value in kept:
        description.add_date(name, value)
    for other in ("issued", "modified", "available", "dateSubmitted", "dateAccepted", "dateCopyrighted", "valid"):
        for value in _words(values, other):
            description.add_line(other, value)


def _subjects(values: Values, description: Description) -> None:
    for words in _words(values, "subject"):
        if address := web_address(words):
            description.add_subject("subject", address, "subject", [address])
        else:
            description.add_keyword("subject", words)
    for words in _words(values, "spatial"):
        if not web_address(words) and "=" not in words:
            description.add_subject("place", words, "place")
        else:
            description.add_line("place", words)
    for words in _words(values, "coverage", "temporal"):
        description.add_keyword("coverage", words)


def _summary(values: Values, description: Description) -> None:
    abstracts = _words(values, "abstract")
    description.summary = description.add_text("summary", abstracts or _words(values, "description"), "description")
    if abstracts:
        for words in _words(values, "description"):
            description.add_line("description", words)


def _kind(values: Values, description: Description) -> None:
    for words in _words(values, "type"):
        description.add_genre("type", words)
    for words in _words(values, "extent"):
        if (found := description.add_line("extent", words)) and description.extent is None:
            description.extent = Found(found.text, stated("extent", found.span))
    for words in _words(values, "format", "medium"):
        description.add_line("format", words)
    for words in _words(values, "language"):
        description.add_language("", words)


def _identifiers(values: Values, description: Description) -> None:
    for words in _words(values, "identifier"):
        description.add_identifier("identifier", words)


def _provenance(values: Values, description: Description) -> None:
    """Where it comes from: the first source that is no web address."""
    for words in _words(values, "source"):
        found = description.add_line("source", words)
        if found and description.source_line is None and not web_address(words):
            description.source_line = Found(found.text, stated("source-line", found.span))
    for words in _words(values, "isPartOf", "relation", "references", "isReferencedBy", "provenance"):
        description.add_line("relation", words)


def _rights(values: Values, description: Description) -> None:
    description.add_notice("rights", _words(values, "rights", "accessRights", "license", "rightsHolder"))


_READERS: Iterable[Callable[[Values, Description], None]] = (
    _titles, _agents, _dates, _kind, _subjects, _summary, _identifiers, _provenance, _rights,
)
