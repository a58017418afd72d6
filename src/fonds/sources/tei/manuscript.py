"""Descriptions of manuscripts (floor 3): where a document lies, by ``msIdentifier`` (TEI P5, 11.4).

Repository, collection and shelf mark are written out as one line ("Repository, Place, Collection, Shelf mark"), which
is the reference as it would be printed.
"""

from dataclasses import dataclass
from typing import Any

from fonds.record.evidence import Found, Span, stated
from fonds.record.names import Name, Phrase
from fonds.record.references import ArchivalReference, ArchivalUnit
from fonds.sources.rendering import TextBuilder
from fonds.sources.tei.named import TEI, text_of

_HOLDERS = ("repository", "institution")
_PLACES = ("settlement", "region", "country")
_LEVELS = ("collection", "idno")


@dataclass(frozen=True, slots=True)
class Manuscript:
    """Where a document lies: the line as written out, and the archive with its units where both are named."""

    line: Found[str] | None = None
    reference: ArchivalReference | None = None


def read_manuscript(header: Any, text: TextBuilder) -> Manuscript:
    """Write out the first msIdentifier of a header and return what it says."""
    found = next(header.iter(f"{TEI}msIdentifier"), None) if header is not None else None
    if found is None:
        return Manuscript()
    words = [(name, words) for name in (*_HOLDERS, *_PLACES, *_LEVELS) for words in _words(found, name)]
    if not words:
        return Manuscript()
    text.add("archive: ")
    start = text.length
    phrases: list[tuple[str, Phrase]] = []
    for at, (name, value) in enumerate(words):
        text.add(", " if at else "")
        phrases.append((name, text.add(value)))
    span = Span(start, text.length)
    text.add("\n")
    whole = span.of(text.text)
    holder = next((phrase for name, phrase in phrases if name in _HOLDERS), None)
    units = tuple(ArchivalUnit("", phrase.text, phrase) for name, phrase in phrases if name in _LEVELS)
    reference = ArchivalReference(Name(holder, kind="archive"), units, Phrase(whole, span)) if holder and units else None
    return Manuscript(Found(whole, stated("manuscript-identifier", span)), reference)


def _words(element: Any, name: str) -> list[str]:
    """Return the words of the children of one name: shelf marks too that stand in an ``altIdentifier`` are not these."""
    return [words for child in element.iterfind(f"{TEI}{name}") if (words := text_of(child))]
