"""The matcher (floor 3): names of the authority lists in a text. Pure; whole words, longest first, case matters.

An Aho-Corasick automaton (a library) finds all forms in one pass; scope, overlap and the words around a name are
decided here. The words of a mention take in a form of address ("Cde. Taraki"), the article of a name that has one
("the Red Army", but "DRA"), a year that tells an event ("April Revolution of 1978") and an editor's expansion in
brackets ("PDPA [People's Democratic Party …]").
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from fonds.linking.authorities import Authority, AuthorityList, fold
from fonds.linking.entities import PLACE_TYPES
from fonds.record.evidence import Span

_ARTICLE = re.compile(r"\b[Tt]he\s+\Z")
_ADDRESS = re.compile(
    r"(?:\b(?:Cdes?\.|Comrades?|Mr\.?|Mister|Mrs\.?|Ms\.?|Miss|Dr\.?|Prof\.?|Sir|Lord|Lady|Madam(?:e)?|Herr|Tov\.)\s+)+\Z"
)
_OF_YEAR = re.compile(r"\s+of\s+(?P<year>1\d{3}|20\d\d)\b")
_BEFORE_NAME = re.compile(r"\s*,?\s*(?:(?:Cde|Mr|Dr)\.?\s*)?\Z")


@dataclass(frozen=True, slots=True)
class Match:
    """A row found in the text: ``core`` are the words of the name, ``quote`` with what belongs to them.

    ``year`` is the year after an event's name, 0 where there is none.
    """

    authority: Authority
    core: Span
    quote: Span
    year: int = 0


class Matcher:
    """Finds the names of one AuthorityList; made once, used for every text."""

    def __init__(self, authorities: AuthorityList) -> None:
        self._automaton = _automaton(authorities)

    def find(self, page: str, regions: Iterable[Span], without: Iterable[Span] = ()) -> list[Match]:
        """Return the matches in ``regions`` that touch none of ``without``, in the order they stand.

        Of two that overlap the longer stands; places inside the name of an event are found too.
        """
        taken = tuple(without)
        folded = fold(page)
        found: list[Match] = []
        for region in regions:
            candidates = [
                match for match in self._candidates(folded, region)
                if not any(match.core.meets(span) for span in taken) and _in_scope(match, folded)
            ]
            found.extend(_longest(candidates))
        whole = [_with_words(page, match) for match in found]
        return _expanded(page, sorted(whole, key=lambda match: match.core))

    def _candidates(self, folded: str, region: Span) -> Iterable[Match]:
        if self._automaton is None:
            return
        text = folded[region.start : region.end]
        for last, (length, rows) in self._automaton.iter(text):
            start, end = region.start + last - length + 1, region.start + last + 1
            if _whole_word(folded, start, end):
                for row in rows:
                    yield Match(row, Span(start, end), Span(start, end))


def _automaton(authorities: AuthorityList) -> Any:
    """Build the automaton; None for an empty list. Forms of collections and notices are no mentions."""
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for form, rows in authorities.forms.items():
        wanted = tuple(row for row in rows if row.id.partition("/")[0] not in ("collection", "rights"))
        if wanted:
            automaton.add_word(form, (len(form), wanted))
    if not len(automaton):
        return None
    automaton.make_automaton()
    return automaton


def _whole_word(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() and text[start].isalnum()) and not (after.isalnum() and text[end - 1].isalnum())


def _in_scope(match: Match, folded: str) -> bool:
    """Whether this form counts here: after the full name, or where the document also has certain words."""
    scope = match.authority.scopes.get(folded[match.core.start : match.core.end])
    if scope is None:
        return True
    if scope.named:
        return re.search(rf"(?<!\w){re.escape(fold(scope.named))}(?!\w)", folded) is not None
    if scope.after_full_name:
        return 0 <= folded.find(fold(match.authority.name)) < match.core.start
    return True


def _longest(candidates: list[Match]) -> list[Match]:
    """Keep the longest of those that overlap; a form two rows share is dropped unless scope left one."""
    by_span: dict[Span, list[Match]] = {}
    for match in candidates:
        by_span.setdefault(match.core, []).append(match)
    single = [matches[0] for matches in by_span.values() if len({m.authority.id for m in matches}) == 1]
    kept: list[Match] = []
    for match in sorted(single, key=lambda m: (m.core.start - m.core.end, m.core.start)):
        over = [other for other in kept if other.core.meets(match.core)]
        inside_event = all(other.authority.type == "Event" and other.core.holds(match.core) for other in over)
        if not over or (inside_event and match.authority.type in PLACE_TYPES):
            kept.append(match)
    return kept


def _with_words(page: str, match: Match) -> Match:
    """Widen the quote by the words that belong to the name."""
    start, end, year = match.core.start, match.core.end, 0
    if match.authority.type == "Event" and (of_year := _OF_YEAR.match(page, end)):
        year, end = int(of_year["year"]), of_year.end()
    before = page[max(0, start - 40) : start]
    if match.authority.type == "Person" and (address := _ADDRESS.search(before)):
        start -= len(before) - address.start()
    elif (article := _ARTICLE.search(before)) and not _bare(page, match):
        start -= len(before) - article.start()
    return replace(match, quote=Span(start, end), year=year)


def _bare(page: str, match: Match) -> bool:
    """Whether the article is no part of the name: before the initials of an organisation, or a person."""
    initials = match.core.of(page).isupper() and match.authority.type not in PLACE_TYPES
    return initials or match.authority.type == "Person"


def _expanded(page: str, matches: list[Match]) -> list[Match]:
    """Join a short form and its expansion in square brackets: the expansion is an editor's, not a second mention."""
    joined: list[Match] = []
    for match in matches:
        last = joined[-1] if joined else None
        between = page[last.quote.end : match.core.start] if last else ""
        if (
            last and last.authority.id == match.authority.id and between.strip() == "["
            and page[match.core.end : match.core.end + 1] == "]"
        ):
            joined[-1] = replace(last, quote=Span(last.quote.start, match.core.end + 1))
        else:
            joined.append(match)
    return joined


def stands_before(page: str, office: Match, person: Match) -> bool:
    """Whether an office stands right before a name ("the leader of the Afghan revolution, Cde. Taraki")."""
    return office.quote.end <= person.core.start and bool(
        _BEFORE_NAME.fullmatch(page[office.quote.end : person.quote.start])
    )
