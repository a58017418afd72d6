"""What a person decided of a page's own fields (floor 3): title, date and genre of the curation file.

Decisions about entities are the linker's. "add" and "replace" both set the one value these fields have; "forbid"
takes away what the page says, where it says just that. A value that does not fit is a Problem at its line.
"""

from fonds.problems import Problem
from fonds.record.curation import CuratedStatement, Curation
from fonds.record.dates import parse_iso
from fonds.record.evidence import Found
from fonds.record.record import Dated
from fonds.sources.grammar.lexicon import Lexicon

CURATED = "curated"
"""The position of a date that a person decided."""
_UNREADABLE = "curation-value-unreadable"


def decide_genre(
    genre: Found[str] | None, curation: Curation, lexicon: Lexicon
) -> tuple[Found[str] | None, list[Problem]]:
    """Return the genre after the decisions about it; a value is a code of the genre scheme."""
    codes = {*lexicon.genres.values(), *lexicon.correspondence, *lexicon.conversations}
    problems: list[Problem] = []
    for statement in curation.of_field("genre"):
        if statement.value not in codes:
            problems.append(statement.problem(_UNREADABLE, f"{statement.value!r} is no code of the genre scheme"))
        elif statement.action != "forbid":
            genre = Found(statement.value, statement.evidence)
        elif genre and genre.value == statement.value:
            genre = None
    return genre, problems


def decide_title(title: Found[str] | None, curation: Curation) -> tuple[Found[str] | None, list[Problem]]:
    """Return the title after the decisions about it; a value is one line of text."""
    problems: list[Problem] = []
    for statement in curation.of_field("title"):
        words = " ".join(statement.value.split())
        if not any(char.isalnum() for char in words):
            problems.append(statement.problem(_UNREADABLE, "a title has a letter or a figure"))
        elif statement.action != "forbid":
            title = Found(words, statement.evidence)
        elif title and title.value == words:
            title = None
    return title, problems


def decide_dates(dates: tuple[Dated, ...], curation: Curation) -> tuple[tuple[Dated, ...], list[Problem]]:
    """Return the dates after the decisions about them: days, months or years, which replace the page's own."""
    problems: list[Problem] = []
    chosen: list[Dated] = []
    for statement in curation.of_field("date"):
        date = parse_iso(statement.value.strip())
        if date is None:
            problems.append(_no_date(statement))
        elif statement.action == "forbid":
            dates = tuple(dated for dated in dates if dated.date.value != date)
        else:
            chosen.append(Dated(CURATED, Found(date, statement.evidence)))
    return tuple(chosen) or dates, problems


def _no_date(statement: CuratedStatement) -> Problem:
    return statement.problem(_UNREADABLE, f"{statement.value!r} is not YYYY, YYYY-MM or YYYY-MM-DD of the calendar")
