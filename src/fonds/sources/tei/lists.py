"""Lists at the head of a document (floor 3): its subject, who took part, to whom it went.

Items are names with what they are, in any order ("Prime Minister Sato", "Eisaku Sato, Prime Minister of Japan",
"Interpreter—H. Ukawa"). Items that only say whose side follows name nobody; who stands for somebody ("Mr. A vice
Mr. B") is there, the other is not.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from fonds.record.evidence import Found, Span, stated
from fonds.record.names import Contribution, Name, Phrase
from fonds.sources.grammar.lexicon import COURTESY, TITLES, Lexicon
from fonds.sources.grammar.names import bare_word, is_initials, is_office, looks_personal, phrase
from fonds.sources.grammar.parties import parse_parties
from fonds.sources.tei.flow import Mark
from fonds.sources.tei.heading import identified, is_withheld, trimmed, without_rank
from fonds.sources.tei.people import Identified

ROLES: dict[str, str] = {"participants": "participant", "from": "sender", "to": "addressee"}
"""Types of lists that name persons in a role."""
_GENERATION = re.compile(r"(?:II|III|IV|Jr\.?|Sr\.?)\s*(?:[,;]\s*|\Z)")
"""What may stand between a tagged name and the office: a part of the name."""
_INSTEAD = re.compile(r"\S\s+(?:vice|for)\s(?:\s*[^\W\d_]+\.?){0,3}\s*\Z")
_DASH = re.compile(r"\s*[—–]\s*")
_NO_OFFICE = re.compile(r"[;\[\]\d]|\((?![^\W\d_a-z]{2,8}\))")
LONGEST_ITEM = 600


@dataclass(slots=True)
class Lists:
    """What the lists of one document say. ``people`` are by the type of their list."""

    subjects: list[Phrase] = field(default_factory=list)
    people: dict[str, list[Contribution]] = field(default_factory=dict)
    left_out: list[Span] = field(default_factory=list)
    used: list[Span] = field(default_factory=list)

    @property
    def keywords(self) -> tuple[Found[str], ...]:
        """The subjects as words."""
        return tuple(Found(" ".join(s.text.split()), stated("subject-list", s.span)) for s in self.subjects)


def read_lists(page: str, marks: Iterable[Mark], known: Mapping[Span, Identified], lexicon: Lexicon) -> Lists:
    """Read the lists whose type is known; ``known`` are entries of the file's lists of persons."""
    found = Lists()
    names: dict[int, list[Mark]] = {}
    items: list[Mark] = []
    for mark in marks:
        if mark.name == "item" and not mark.inner and mark.start < mark.end:
            items.append(mark)
        elif mark.name == "persName" and (item := mark.within("item")) is not None:
            names.setdefault(id(item), []).append(mark)
    nests = {id(outer) for item in items if (outer := item.within("item")) is not None}
    for item in items:
        kind = _kind_of_list(item)
        if kind == "subject":
            found.subjects.append(phrase(page, item.start, item.end))
        elif kind in ROLES and id(item) not in nests and not item.heading and item.end - item.start <= LONGEST_ITEM:
            found.used.append(item.span)
            role = ROLES[kind]
            people = list(_people(page, item, names.get(id(item), []), known, lexicon))
            if not people and any(char.isalpha() for char in page[item.start : item.end]):
                found.left_out.append(item.span)
            found.people.setdefault(kind, []).extend(
                Contribution(role, name, stated(f"{kind}-list", item.span)) for name in people
            )
    return found


def _kind_of_list(item: Mark) -> str:
    """Return the type of the list around an item; a list within an item is of the outer one's."""
    mark: Mark | None = item
    while mark is not None and (mark := mark.within("list")) is not None:
        if kind := mark.get("type"):
            return kind
    return ""


def _people(
    page: str, item: Mark, marks: list[Mark], known: Mapping[Span, Identified], lexicon: Lexicon
) -> Iterator[Name]:
    """Yield the persons of one item: those tagged, else those the words show to be persons."""
    for mark in marks:
        words = trimmed(page, mark.span)
        if words.text and not is_withheld(words.text) and not _INSTEAD.search(page, item.start, mark.start):
            offices = _offices(page, item, mark) if len(marks) == 1 else ()
            name = identified(Name(words, kind="person"), known.get(mark.span))
            yield name._replace(offices=(*name.offices, *offices))
    if not marks:
        yield from _untagged(page, item.span, lexicon)


def _offices(page: str, item: Mark, mark: Mark) -> tuple[Phrase, ...]:
    """Return the offices that stand before or behind the only name of an item."""
    sides = (phrase(page, item.start, mark.start), phrase(page, mark.end, item.end))
    found = []
    for words in sides:
        bare = words.text.strip(" ,;:—–-()")
        bare = _GENERATION.sub("", bare, count=1) if _GENERATION.match(bare) else bare
        if not bare:
            continue
        start = words.span.start + words.text.index(bare)
        office = trimmed(page, Span(start, start + len(bare)))
        if _names_office(office.text):
            found.append(office)
    return tuple(found)


def _names_office(text: str) -> bool:
    """Whether words are an office and nothing else: no second clause, no brackets but of a few letters."""
    words = [bare_word(word) for word in text.split()]
    return any(is_office(word) or word in TITLES for word in words) and not _NO_OFFICE.search(text)


def _untagged(page: str, span: Span, lexicon: Lexicon) -> Iterator[Name]:
    """Yield the persons of an item without tags; a bare name is one only by its form of address, office or initials."""
    parts = [part for part in _split(page, span) if part.text]
    if len(parts) == 2 and _names_office(parts[0].text):
        behind = phrase(page, parts[1].span.start, _comma(page, parts[1].span))
        name = without_rank(Name(trimmed(page, behind.span), kind="person"))
        if looks_personal(name.phrase.text):
            yield name._replace(offices=(*name.offices, trimmed(page, parts[0].span)))
        return
    text = page[span.start : span.end]
    if len(parts) != 1 or text.startswith("["):
        return
    if _names_office(text) and "," not in text and (found := parse_parties(page, span, lexicon).names):
        yield from (name for name in found if name.kind in ("person", "unknown"))
        return
    yield from _listed(page, span, lexicon)


def _listed(page: str, span: Span, lexicon: Lexicon) -> Iterator[Name]:
    """Yield the names of an item that may hold several, or one and what it is."""
    words = page[span.start : span.end].split()
    addressed = bare_word(words[0]) in COURTESY or any(is_initials(word) for word in words)
    comma = _comma(page, span)
    for name in parse_parties(page, span, lexicon).names:
        if name.kind == "person" and (name.offices or addressed):
            yield name
        elif looks_personal(name.phrase.text) and name.phrase.span.end <= comma < span.end:
            behind = trimmed(page, Span(comma + 1, span.end))
            yield name._replace(kind="person", offices=(behind,) if _names_office(behind.text) else ())
            return


def _comma(page: str, span: Span) -> int:
    """Return where the first comma of a span stands; its end where there is none."""
    at = page.find(",", span.start, span.end)
    return span.end if at < 0 else at


def _split(page: str, span: Span) -> list[Phrase]:
    match = _DASH.search(page, span.start, span.end)
    if not match:
        return [phrase(page, span.start, span.end)]
    return [phrase(page, span.start, match.start()), phrase(page, match.end(), span.end)]
