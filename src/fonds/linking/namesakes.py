"""Namesakes (floor 3): a bare surname is nobody of the lists where the document names somebody else by it.

In a letter from Idi Amin "Amin" is not H. Amin, whatever the scope of the short form says. Pure.
"""

import unicodedata

from fonds.linking.matcher import Match
from fonds.record.record import Record


def without_namesakes(matches: list[Match], record: Record) -> list[Match]:
    """Return the matches but for bare surnames that a party of the record has with another first name."""
    page = record.source.page
    fuller: dict[str, set[str]] = {}
    for party in (*record.contributions, *record.attendees):
        words = party.name.phrase.text.split()
        if len(words) > 1:
            fuller.setdefault(_folded(words[-1]), set()).add(_initial(words[0]))
    return [match for match in matches if not _is_namesake(page, match, fuller)] if fuller else matches


def _is_namesake(page: str, match: Match, fuller: dict[str, set[str]]) -> bool:
    words = match.core.of(page).split() if match.authority.type == "Person" else []
    initials = fuller.get(_folded(words[0])) if len(words) == 1 else None
    own = match.authority.name.split() if initials else []
    return len(own) > 1 and _initial(own[0]) not in (initials or ())


def _initial(word: str) -> str:
    """Return the first letter of a name, without its marks.

    >>> _initial("Émile"), _initial("H.")
    ('e', 'h')
    """
    return _folded(word)[:1]


def _folded(word: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(char))
