"""The matcher (floor 3): names of the authority lists in a text. Pure; whole words, longest first, case matters.

An Aho-Corasick automaton (a library) finds all forms in one pass; scope, overlap and the words around a name are
decided here. The words of a mention take in a form of address ("Cde. Taraki"), the article of a name that has one
("the Red Army", but "DRA"), a year that tells an event ("April Revolution of 1978") and an editor's expansion in
brackets ("PDPA [People's Democratic Party …]").
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from fonds.linking.authorities import Authority, AuthorityList, Scope
from fonds.linking.entities import PLACE_TYPES
from fonds.linking.folded import Folded
from fonds.linking.spelling import fold_name
from fonds.record.coverage import Coverage
from fonds.record.evidence import Span

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_ARTICLE = re.compile(r"\b[Tt]he\s+\Z")
_ADDRESS = re.compile(
    r"(?:\b(?:Cdes?\.|Comrades?|Mr\.?|Mister|Mrs\.?|Ms\.?|Miss|Dr\.?|Prof\.?|Sir|Lord|Lady|Madam(?:e)?|Herr|Tov\.)\s+)+\Z"
)
_INITIALS = re.compile(r"(?<=\b\w)\. (?=\w\.)")
_ALL_INITIALS = re.compile(r"(?<=\b\w)\. (?=\w)")
_CLOSE_INITIALS = re.compile(r"(?<=\b\w)\.(?=\w)")
_OF_YEAR = re.compile(r"\s+of\s+(?P<year>1\d{3}|20\d\d)\b")
LONGEST_GAP = 24
"""Characters between an office and the name it stands before."""
_BEFORE_NAME = re.compile(r"\s*,?\s*(?:(?:Cde|Mr|Dr)\.?\s*)?\Z")


class Match(NamedTuple):
    """A row found in the text: ``core`` are the words of the name, ``quote`` with what belongs to them.

    ``year`` is the year after an event's name, 0 where there is none. A tuple, as spans are (`record/evidence.py`).
    """

    authority: Authority
    core: Span
    quote: Span
    year: int = 0


class Matcher:
    """Finds the names of one AuthorityList; made once, used for every text."""

    def __init__(self, authorities: AuthorityList) -> None:
        named = _named_by(authorities)
        self._named = list(named.values())
        self._anywhere = [_counting_anywhere(names) for names in self._named]
        self._automaton = _automaton(named)

    def find(
        self, page: str, regions: Iterable[Span], without: Iterable[Span] = (), folded: Folded | None = None
    ) -> list[Match]:
        """Return the matches in ``regions`` that touch none of ``without``, in the order they stand.

        Of two that overlap the longer stands; places inside the name of an event are found too. ``folded`` is the
        page folded already, where the caller has it.
        """
        folded = folded or Folded(page)
        taken = Coverage(without)
        scopes = _Scopes(folded.text)
        found: list[Match] = []
        for region in regions:
            candidates = [
                match for match in self._candidates(folded, region, scopes) if not taken.meets(match.core)
            ]
            found.extend(_longest(candidates))
        whole = [_with_words(page, match) for match in found]
        return _expanded(page, sorted(whole, key=lambda match: match.core))

    def _candidates(self, folded: Folded, region: Span, scopes: "_Scopes") -> Iterator[Match]:
        first, last = folded.at(region.start), folded.at(region.end)
        # A slice, not the whole text with bounds: the library takes in all of what it is given at every call.
        for number, begin, stop in self._automaton.find_matches_as_indexes(folded.text[first:last], overlapping=True):
            start, end = first + begin, first + stop
            if _whole_word(folded.text, start, end):
                core = folded.span(start, end)
                for row in self._anywhere[number] or scopes.counting_of(self._named[number], start):
                    yield Match(row, core, core)


_Names = Sequence[tuple[str, tuple[Authority, ...]]]
"""Forms that are written alike, with the rows that have each of them as a name."""


class _Scopes:
    """Where scoped forms count in one text: each question about the text is asked once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[str, int] = {}

    def counting_of(self, names: "_Names", start: int) -> Iterable[Authority]:
        """Return the rows of which any form counts at this place, each once."""
        return {row.id: row for form, rows in names for row in self.counting(form, rows, start)}.values()

    def counting(self, form: str, rows: tuple[Authority, ...], start: int) -> list[Authority]:
        """Return the rows of which a form is a name at this place; one with a scope goes before one without."""
        scoped = [row for row in rows if (scope := row.scopes.get(form)) and self._counts(row, scope, start)]
        return scoped or [row for row in rows if form not in row.scopes]

    def _counts(self, row: Authority, scope: Scope, start: int) -> bool:
        """Whether a form counts here: after the full name, or where the document also has certain words."""
        if not scope.in_text:
            return False
        if scope.named:
            return self._first(scope.named) >= 0
        return not scope.after_full_name or 0 <= self._first(row.name) < start

    def _first(self, words: str) -> int:
        if words not in self._found:
            self._found[words] = find_words(self._text, fold_name(words))
        return self._found[words]


def find_words(text: str, words: str) -> int:
    """Return where whole words first stand in a folded text, -1 where they do not.

    >>> find_words("Afghans in Afghanistan", "Afghan")
    -1
    """
    match = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text)
    return match.start() if match else -1


def _named_by(authorities: AuthorityList) -> Mapping[str, _Names]:
    """Return the forms of names, with their rows, by each way they are written; collections and notices have no mentions."""
    found: dict[str, list[tuple[str, tuple[Authority, ...]]]] = {}
    for form, rows in authorities.forms.items():
        wanted = tuple(row for row in rows if row.kind not in ("collection", "rights"))
        for variant in _variants(form) if wanted else ():
            found.setdefault(variant, []).append((form, wanted))
    return found


def _counting_anywhere(names: _Names) -> tuple[Authority, ...]:
    """Return the rows of forms that count wherever they stand; none where the text has a say."""
    scoped = any(form in row.scopes for form, rows in names for row in rows)
    return () if scoped else tuple({row.id: row for _, rows in names for row in rows}.values())


def _automaton(words: Iterable[str]) -> "AhoCorasick":
    from ahocorasick_rs import AhoCorasick

    return AhoCorasick(words)


def _variants(form: str) -> set[str]:
    """Return the ways one form is written: letters composed or not, initials with or without spaces between."""
    close = _INITIALS.sub(".", form)
    closest = _ALL_INITIALS.sub(".", form)
    spaced = _CLOSE_INITIALS.sub(". ", form)
    written = {form, close, closest, spaced, _CLOSE_INITIALS.sub(". ", close)}
    return written | {unicodedata.normalize("NFD", text) for text in written}


def _whole_word(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    if after and unicodedata.combining(after):
        return False
    return not (before.isalnum() and text[start].isalnum()) and not (after.isalnum() and text[end - 1].isalnum())


def _longest(candidates: list[Match]) -> list[Match]:
    """Keep the longest of those that overlap; a form two rows share is dropped unless scope left one."""
    by_span: dict[Span, list[Match]] = {}
    for match in candidates:
        by_span.setdefault(match.core, []).append(match)
    single = [matches[0] for matches in by_span.values() if len({m.authority.id for m in matches}) == 1]
    kept: list[Match] = []
    for crowd in _crowds(sorted(single, key=lambda match: match.core)):
        kept.extend(_longest_of(crowd))
    return kept


def _crowds(matches: list[Match]) -> Iterator[list[Match]]:
    """Yield the matches, sorted by where they stand, in groups that overlap nothing outside their group."""
    crowd: list[Match] = []
    end = 0
    for match in matches:
        if crowd and match.core.start >= end:
            yield crowd
            crowd = []
        crowd.append(match)
        end = max(end, match.core.end)
    if crowd:
        yield crowd


def _longest_of(crowd: list[Match]) -> list[Match]:
    if len(crowd) == 1:
        return crowd
    kept: list[Match] = []
    taken, events = Coverage(), Coverage()
    for match in sorted(crowd, key=lambda m: (m.core.start - m.core.end, m.core.start)):
        place = match.authority.type in PLACE_TYPES
        if taken.meets(match.core) or (events.meets(match.core) and not (place and events.holds(match.core))):
            continue
        kept.append(match)
        (events if match.authority.type == "Event" else taken).add(match.core)
    return kept


def _with_words(page: str, match: Match) -> Match:
    """Widen the quote by the words that belong to the name."""
    start, end, year = match.core.start, match.core.end, 0
    if match.authority.type == "Event" and (of_year := _OF_YEAR.match(page, end)):
        year, end = int(of_year["year"]), of_year.end()
    before = page[max(0, start - 40) : start]
    if match.authority.type == "Person" and (address := _ADDRESS.search(before)):
        start -= len(before) - address.start()
    elif before[-1:].isspace() and (article := _ARTICLE.search(before)) and not _bare(page, match):
        start -= len(before) - article.start()
    return Match(match.authority, match.core, Span(start, end), year)


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
            joined[-1] = last._replace(quote=Span(last.quote.start, match.core.end + 1))
        else:
            joined.append(match)
    return joined


def stands_before(page: str, office: Match, person: Match) -> bool:
    """Whether an office stands right before a name ("the leader of the Afghan revolution, Cde. Taraki")."""
    if office.authority.kind != "position" or not 0 <= person.quote.start - office.quote.end <= LONGEST_GAP:
        return False
    return _BEFORE_NAME.fullmatch(page[office.quote.end : person.quote.start]) is not None
