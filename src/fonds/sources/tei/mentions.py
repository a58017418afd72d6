"""Mentions (floor 3): the persons, bodies and places that editors tagged in the text of a document."""

from collections.abc import Iterable, Mapping

from fonds.record.coverage import Coverage
from fonds.record.evidence import Found, Span, stated
from fonds.record.names import Name
from fonds.sources.grammar.names import looks_personal
from fonds.sources.tei.flow import Mark
from fonds.sources.tei.heading import SIDES, identified, is_withheld, trimmed
from fonds.sources.tei.named import KINDS
from fonds.sources.tei.people import Identified

_TYPES: dict[str, str] = {
    "person": "person", "persons": "person", "org": "organization", "organization": "organization",
    "organisation": "organization", "place": "place", "city": "place", "country": "place",
}
_APART = ("dateline", "signed", "gloss", "persName", "orgName", "placeName")
LONGEST_NAME = 160


def read_mentions(
    page: str, marks: Iterable[Mark], body: Span, known: Mapping[Span, Identified], used: Iterable[Span] = ()
) -> tuple[Found[Name], ...]:
    """Return each name tagged in a body, every form of it once; none in what is ``used``: date, parties, signature.

    A name of one word that no list of the file explains ("Cy") names nobody who could be known.
    """
    found: dict[tuple[str, str, str], Found[Name]] = {}
    taken = Coverage(used)
    for mark in marks:
        if mark.name not in KINDS or mark.start < body.start or mark.end > body.end:
            continue
        span = mark.span
        if taken.meets(span):
            continue
        entry, type_ = known.get(span), mark.get("type") or ""
        kind = (entry.kind if entry else "") or KINDS[mark.name] or _TYPES.get(type_, "")
        if not kind or type_ in SIDES or mark.within(*_APART):
            continue
        words = trimmed(page, span)
        if not words.text or len(words.text) > LONGEST_NAME or is_withheld(words.text):
            continue
        if kind == "person" and entry is None and not _is_full(words.text):
            continue
        name = identified(Name(words, kind=kind), entry)
        key = (kind, name.full.text if name.full else "", " ".join(words.text.split()))
        if key not in found:
            found[key] = Found(name, stated("name-tag", words.span))
    return tuple(found.values())


def _is_full(text: str) -> bool:
    return len(text.split()) > 1 and looks_personal(text)
