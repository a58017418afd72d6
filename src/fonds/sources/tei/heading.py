"""Headings (floor 3): who wrote to whom, by the editors' tags in a head and by its words.

Editors tag the name only ("the President’s Special Assistant (<persName type="from">Rostow</persName>)"); the office
stands outside of the tag, and is read by the grammar of titles. Where both speak, the tag says who it is. In a
conversation those tagged are the two talkers: attendees, never sender and recipient.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from fonds.record.evidence import Evidence, Found, Span, normalised, stated
from fonds.record.names import Contribution, Name, Phrase
from fonds.sources.grammar.lexicon import COURTESY, TITLES, Lexicon
from fonds.sources.grammar.names import (
    bare_word,
    is_initials,
    is_office,
    kind_of,
    looks_personal,
    phrase,
    strip_article,
    strip_courtesy,
)
from fonds.sources.grammar.title import Title
from fonds.sources.grammar.titles import CORRESPONDENCE, parse_title
from fonds.sources.tei.flow import Mark
from fonds.sources.tei.people import Identified, is_rank

SIDES: dict[str, str] = {"from": "sender", "to": "addressee"}
"""What ``@type`` says of a name in a head, and the role it is."""
TAGS = ("persName", "gloss", "orgName", "name", "rs", "placeName")
_SENDERS = ("sender", "author")
MOST_TAGS = 100
"""Tags of a head that are read; more are no heading."""
LONGEST_KEPT = 100
MOST_KEPT = 8192
"""How many names are remembered without what is around them, and how long they may be."""
_WITHHELD = "not declassified"
_TOKEN = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Tag:
    """A name the editors tagged as one side of a letter."""

    side: str
    name: Name


@dataclass(frozen=True, slots=True)
class Heading:
    """What a head says: of whom, to whom, what kind of document it is, and who attended."""

    title: Title
    genre: Found[str] | None
    contributions: tuple[Contribution, ...]
    attendees: tuple[Contribution, ...]


def find_tags(page: str, marks: Iterable[Mark], known: Mapping[Span, Identified]) -> list[Tag]:
    """Return the tagged names of a head; ``known`` are entries of the file's lists.

    Words that only say that something is withheld name nobody.
    """
    found: list[Tag] = []
    for mark in marks:
        side = mark.get("type") or ""
        if side not in SIDES or mark.name not in TAGS or mark.within("head") is None:
            continue
        words = trimmed(page, mark.span)
        if len(found) == MOST_TAGS:
            break
        if not words.text or is_withheld(words.text) or any(t.name.phrase.span.holds(words.span) for t in found):
            continue
        found.append(Tag(side, identified(Name(words, kind=_kind(mark, words.text)), known.get(mark.span))))
    return found


def is_withheld(text: str) -> bool:
    """Whether words in place of a name only say that it is withheld.

    >>> is_withheld("[place not declassified]"), is_withheld("CIA Station in [place not declassified]")
    (True, False)
    """
    return text.startswith("[") and text.find("]") in (-1, len(text) - 1) and _WITHHELD in text


def trimmed(page: str, span: Span) -> Phrase:
    """Return the words of a name without article, form of address and the marks around it."""
    words = phrase(page, span.start, span.end)
    text, at = words.text, words.span.start
    bare = _kept_name(text) if len(text) <= LONGEST_KEPT else _bare_name(text)
    if len(bare.text) == len(text):
        return words
    return Phrase(bare.text, Span(at + bare.span.start, at + bare.span.end))


def _bare_name(text: str) -> Phrase:
    if text.isalpha():
        return Phrase(text, Span(0, len(text)))
    bare = text.rstrip(" ,;:")
    if bare.endswith(".") and not bare.endswith(("Jr.", "Sr.")) and not _ends_in_initial(bare):
        bare = bare[:-1]
    inner = strip_courtesy(bare, strip_article(bare, Span(0, len(bare))))
    return phrase(bare, inner.start, inner.end)


_kept_name = lru_cache(MOST_KEPT)(_bare_name)
"""The same names stand in many documents of a volume."""


def identified(name: Name, entry: Identified | None) -> Name:
    """Return a name with what the source's own list says of it; ranks before a person's name are offices.

    An entry that has another surname than the whole name in the text is the wrong one.
    """
    if name.kind == "person" and not name.offices:
        name = without_rank(name)
    if entry is None or is_contradicted(name.phrase.text, entry):
        return name
    return Name(name.phrase, name.offices, entry.kind or name.kind, entry.same_as, entry.full, name.aliases)


def is_contradicted(text: str, entry: Identified) -> bool:
    """Whether a whole name, initials or given names before it, has a surname that its entry does not have."""
    words = text.split()
    if entry.full is None or entry.kind != "person" or len(words) < 2 or words[-1] in entry.said:
        return False
    if is_initials(words[-1]) or not looks_personal(text):
        return False
    said, surnames = _words(entry.said), _words(entry.surname)
    return bare_word(words[-1]) not in said and bare_word(words[0]) not in surnames


def _words(text: str) -> set[str]:
    return {bare_word(part) for word in text.split() for part in (word, *word.split("-"))}


def without_rank(name: Name) -> Name:
    """Return a person's name with the ranks and forms of address before it as its office."""
    # Most names begin with no rank, and need not be taken apart.
    first_word = name.phrase.text.split(maxsplit=1)[:1]
    if not any(map(is_rank, first_word)):
        return name
    tokens = list(_TOKEN.finditer(name.phrase.text))
    first = next((i for i, token in enumerate(tokens) if not is_rank(token[0])), 0)
    if not 0 < first < len(tokens):
        return name
    at = name.phrase.span.start
    office = Phrase(name.phrase.text[: tokens[first - 1].end()], Span(at, at + tokens[first - 1].end()))
    rest = Phrase(name.phrase.text[tokens[first].start() :], Span(at + tokens[first].start(), name.phrase.span.end))
    courtesy = all(bare_word(token[0]) in COURTESY for token in tokens[:first])
    return name._replace(phrase=rest, offices=() if courtesy else (office,))


def read_heading(
    page: str, span: Span, tags: list[Tag], lexicon: Lexicon, genre: Found[str] | None = None,
    known: Mapping[Span, Identified] | None = None,
) -> Heading:
    """Read a head with its tags; ``genre`` is one that is known otherwise, ``known`` who its marked names are."""
    title = parse_title(page, span, lexicon, genre=genre)
    genre = genre or title.genre
    if genre is None and {tag.side for tag in tags} == set(SIDES) and CORRESPONDENCE in lexicon.correspondence:
        genre = Found(CORRESPONDENCE, normalised("tagged-parties", *(tag.name.phrase.span for tag in tags)))
    attendees = title.attendees
    if genre is not None and genre.value in lexicon.conversations:
        found = tuple(c for c in title.contributions if c.role not in SIDES.values())
        attendees = _attendees(title, tags)
    elif genre is None or genre.value not in lexicon.correspondence:
        found = _authors(title, tags)
    else:
        found = _parties(title, tags)
    return Heading(title, genre, _completed(found, known or {}), _completed(attendees, known or {}))


def _completed(found: Iterable[Contribution], known: Mapping[Span, Identified]) -> tuple[Contribution, ...]:
    """Say who names are that are marked, though not as a side; leave out those that only say they are withheld."""
    if len(known) > MOST_TAGS:
        known = {}
    disclosed = [c for c in found if not is_withheld(c.name.phrase.text)]
    for at, contribution in enumerate(disclosed):
        name = contribution.name
        entry = next((entry for span, entry in known.items() if span.meets(name.phrase.span)), None)
        if entry is not None and name.full is None and name.kind in ("person", "unknown") and entry.kind == "person":
            disclosed[at] = contribution._replace(name=identified(name, entry))
    return tuple(disclosed)


def _parties(title: Title, tags: list[Tag]) -> tuple[Contribution, ...]:
    """Return sender and addressee: those tagged; on a side without a tag, those of the words."""
    read = [c.name for c in title.contributions]
    parties: list[Contribution] = []
    for side, role in SIDES.items():
        mine = [tag for tag in tags if tag.side == side]
        others = [tag.name.phrase.span for tag in tags if tag.side != side]
        if mine:
            parties.extend(Contribution(role, name, _evidence(side, name)) for name in _told(mine, read))
        else:
            parties.extend(
                c for c in title.contributions if c.role == role and not any(_meets(c.name, span) for span in others)
            )
    tagged = [tag.name.phrase.span for tag in tags]
    rest = [c for c in title.contributions if c.role not in SIDES.values()]
    parties.extend(c for c in rest if not any(_meets(c.name, span) for span in tagged))
    return tuple(parties)


def _authors(title: Title, tags: list[Tag]) -> tuple[Contribution, ...]:
    """Of what is no letter, who is tagged as its sender is its author, where the words name none."""
    found = title.contributions
    if any(c.role in _SENDERS for c in found):
        return found
    names = _told([tag for tag in tags if tag.side == "from"], [c.name for c in found])
    return (*found, *(Contribution("author", name, _evidence("from", name)) for name in names))


def _attendees(title: Title, tags: list[Tag]) -> tuple[Contribution, ...]:
    """Return those who talked: of the words, with what the tags know of them, and who is only tagged."""
    read = [c.name for c in (*title.attendees, *title.contributions)]
    named = {name.phrase.span: name for name in _told(tags, read)}
    kept = [c for c in title.attendees if not any(_meets(c.name, tag.name.phrase.span) for tag in tags)]
    tagged = [Contribution("participant", name, stated("tagged-talker", span)) for span, name in named.items()]
    return tuple(sorted((*kept, *tagged), key=lambda c: c.name.phrase.span))


def _told(tags: list[Tag], read: list[Name]) -> list[Name]:
    """Return the tagged names with the offices that the words give them, each once."""
    names: dict[Span, Name] = {}
    for tag in tags:
        name = _with_office(tag.name, next((n for n in read if _meets(n, tag.name.phrase.span)), None))
        names.setdefault(name.phrase.span, name)
    return list(names.values())


def _with_office(tagged: Name, read: Name | None) -> Name:
    """Put together what the tag says of a name and what the words say.

    "The Shah of Iran" is more than the "Shah" that is tagged; an office that is tagged may have its holder behind it.
    """
    if read is None:
        return tagged
    words = tagged.phrase
    if any(office.span.meets(words.span) for office in read.offices):
        return read
    offices = tuple(office for office in read.offices if not office.span.meets(words.span))
    if _is_title(words.text) and read.phrase.span.holds(words.span) and read.phrase.text != words.text:
        return tagged._replace(phrase=read.phrase, offices=offices, kind=read.kind)
    return tagged._replace(offices=offices) if offices != tagged.offices else tagged


def _is_title(text: str) -> bool:
    bare = [bare_word(word) for word in text.split()]
    return bool(bare) and (bare[-1] in TITLES or is_office(bare[-1]))


def _meets(name: Name, span: Span) -> bool:
    return name.phrase.span.meets(span) or any(office.span.meets(span) for office in name.offices)


def _evidence(side: str, name: Name) -> Evidence:
    spans = [name.phrase.span, *(office.span for office in name.offices)]
    return stated(f"tagged-{side}", Span(min(s.start for s in spans), max(s.end for s in spans)))


def _kind(mark: Mark, text: str) -> str:
    """Return what a tag and the form of its words say a name is."""
    if mark.name == "persName":
        return "person"
    if mark.name == "orgName":
        return "organization"
    kind = kind_of(text)
    return "organization" if mark.name == "gloss" and kind == "person" else kind


def _ends_in_initial(text: str) -> bool:
    last = text.rsplit(maxsplit=1)[-1]
    return len(last.rstrip(".").rpartition(".")[2]) == 1
