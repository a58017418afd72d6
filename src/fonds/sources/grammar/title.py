"""A title taken apart (floor 3): what the grammar of titles gives back, and the same where the title stands elsewhere."""

from dataclasses import dataclass

from fonds.record.evidence import Found, Span
from fonds.record.names import Contribution, Phrase
from fonds.sources.grammar.moving import (
    moved_contributions,
    moved_found,
    moved_phrase,
    moved_phrases,
    moved_span,
)


@dataclass(frozen=True, slots=True)
class Title:
    """A title taken apart. ``series`` is the clause "Attachment to …" and the words for the whole it names.

    ``unclear`` are names in which an office may stand, ``left_out`` words that may be a place as well as a name.
    """

    genre: Found[str] | None = None
    contributions: tuple[Contribution, ...] = ()
    attendees: tuple[Contribution, ...] = ()
    about: tuple[Phrase, ...] = ()
    series: tuple[Phrase, Phrase] | None = None
    position: Found[str] | None = None
    number: Found[str] | None = None
    used: tuple[Span, ...] = ()
    unclear: tuple[Phrase, ...] = ()
    left_out: tuple[Phrase, ...] = ()
    draft: Found[str] | None = None
    """That the text is a draft, and the word that says so."""


def moved_title(title: Title, by: int) -> Title:
    """Return a title that stands so many characters further on."""
    clause = title.series
    return Title(
        moved_found(title.genre, by), moved_contributions(title.contributions, by), moved_contributions(title.attendees, by),
        moved_phrases(title.about, by), (moved_phrase(clause[0], by), moved_phrase(clause[1], by)) if clause else None,
        moved_found(title.position, by), moved_found(title.number, by), tuple([moved_span(each, by) for each in title.used]),
        moved_phrases(title.unclear, by), moved_phrases(title.left_out, by), moved_found(title.draft, by),
    )
