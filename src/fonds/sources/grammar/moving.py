"""Moving (floor 3): what was read of some words, as it is where the same words stand elsewhere.

The same titles, parties and source lines come again and again in an edition, so they are read once and remembered with
the few characters around them that a rule looks at; what was found is moved to each place they stand at. To remember
another kind of words: a function here for what is found in them.
"""

from dataclasses import replace
from typing import TypeVar

from fonds.record.evidence import Evidence, Found, Span
from fonds.record.names import Contribution, Name, Phrase
from fonds.record.references import ArchivalReference, ArchivalUnit

T = TypeVar("T", str, int)
AROUND = 2
"""Characters before and behind words that rules look at."""


def with_surroundings(page: str, span: Span) -> tuple[str, int]:
    """Return the words of a span with the characters around them, and where in the page these begin.

    >>> with_surroundings("1. Letter\\n\\nText", Span(3, 9))
    ('. Letter\\n\\n', 1)
    """
    begin = max(0, span.start - AROUND)
    return page[begin : span.end + AROUND], begin


def moved_span(span: Span, by: int) -> Span:
    """Return a span so many characters further on."""
    return Span(span.start + by, span.end + by)


def moved_phrase(phrase: Phrase, by: int) -> Phrase:
    """Return a phrase so many characters further on."""
    text, (start, end) = phrase
    return Phrase(text, Span(start + by, end + by))


def moved_phrases(phrases: tuple[Phrase, ...], by: int) -> tuple[Phrase, ...]:
    """Return phrases so many characters further on."""
    return tuple([moved_phrase(each, by) for each in phrases]) if phrases else ()


def moved_name(name: Name, by: int) -> Name:
    """Return a name so many characters further on, with its offices and aliases; the grammar gives names no more."""
    return Name(
        moved_phrase(name.phrase, by), moved_phrases(name.offices, by), name.kind, aliases=moved_phrases(name.aliases, by)
    )


def moved_evidence(evidence: Evidence, by: int) -> Evidence:
    """Return evidence that rests on the same words so many characters further on."""
    status, rule, spans, confidence, person, certainty = evidence
    moved = tuple([Span(start + by, end + by) for start, end in spans])
    return Evidence(status, rule, moved, confidence, person, certainty)


def moved_found(found: Found[T] | None, by: int) -> Found[T] | None:
    """Return a code, a number or words with their evidence so many characters further on."""
    return found and Found(found.value, moved_evidence(found.evidence, by))


def moved_contributions(found: tuple[Contribution, ...], by: int) -> tuple[Contribution, ...]:
    """Return contributions so many characters further on."""
    if not found:
        return ()
    return tuple(
        [Contribution(role, moved_name(name, by), moved_evidence(said, by), also) for role, name, said, also in found]
    )


def moved_reference(found: ArchivalReference, by: int) -> ArchivalReference:
    """Return an archival reference so many characters further on."""
    return replace(
        found, archive=moved_name(found.archive, by),
        units=tuple([ArchivalUnit(unit.label, unit.number, moved_phrase(unit.phrase, by)) for unit in found.units]),
        whole=moved_phrase(found.whole, by), abbreviation=found.abbreviation and moved_phrase(found.abbreviation, by),
        pages=moved_found(found.pages, by), also=moved_phrases(found.also, by),
    )
