"""Signatures (floor 3): who signed, by ``signed``; the office may stand below the name.

A signature of one word that is neither tagged nor a telegram's is a given name or initials, and names nobody to
those who do not know.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from fonds.record.evidence import Span, stated
from fonds.record.names import Contribution, Name, Phrase
from fonds.sources.grammar.lexicon import PARTICLES
from fonds.sources.grammar.names import bare_word, is_office, looks_personal, phrase
from fonds.sources.tei.flow import Mark
from fonds.sources.tei.heading import identified, trimmed
from fonds.sources.tei.people import Identified

LONGEST_SIGNATURE = 300
LONGEST_OFFICE = 100


@dataclass(slots=True)
class Signatures:
    """Who signed; ``unclear`` are signatures that name nobody who could be known."""

    authors: list[Contribution] = field(default_factory=list)
    unclear: list[Span] = field(default_factory=list)
    used: list[Span] = field(default_factory=list)


def read_signatures(
    page: str, marks: Iterable[Mark], known: Mapping[Span, Identified], *, telegram: bool = False
) -> Signatures:
    """Read the signatures of a document; below a telegram one surname is enough."""
    found = Signatures()
    names: dict[int, list[Mark]] = {}
    signed: list[Mark] = []
    for mark in marks:
        if mark.name == "signed" and not mark.inner and 0 <= mark.start < mark.end <= mark.start + LONGEST_SIGNATURE:
            signed.append(mark)
        elif mark.name == "persName" and (outer := mark.within("signed")) is not None:
            names.setdefault(id(outer), []).append(mark)
    for mark in signed:
        found.used.append(mark.span)
        tagged = [tag for tag in names.get(id(mark), []) if telegram or _is_told(page, tag, known)]
        people = [identified(Name(trimmed(page, tag.span), kind="person"), known.get(tag.span)) for tag in tagged]
        if not people and not names.get(id(mark)) and (name := _untagged(page, mark, telegram=telegram)):
            people = [Name(name, kind="person")]
        people = [name for name in people if any(char.isalpha() for char in name.phrase.text)]
        if len(people) == 1 and (office := _office(page, mark, people[0].phrase)):
            people = [Name(people[0].phrase, (office,), people[0].kind, people[0].same_as, people[0].full)]
        found.authors.extend(Contribution("author", name, stated("signature", mark.span)) for name in people)
        if not people:
            found.unclear.append(mark.span)
    return found


def _is_told(page: str, tag: Mark, known: Mapping[Span, Identified]) -> bool:
    """Whether a tagged signature is more than a given name: a list knows whose it is, or it has several words."""
    return tag.span in known or len(tag.span.of(page).split()) > 1


def _untagged(page: str, mark: Mark, *, telegram: bool) -> Phrase | None:
    """Return the name on the first line of a signature; None for initials, given names and notes in brackets."""
    end = page.find("\n", mark.start, mark.end)
    words = trimmed(page, Span(mark.start, mark.end if end < 0 else end))
    text = _capitalised(words.text)
    several = len(text.split()) > 1
    if not looks_personal(text) or (several and all(len(word.strip(".")) == 1 for word in text.split())):
        return None
    return words if several or (telegram and len(text) > 2 and not words.text.isupper()) else None


def _capitalised(text: str) -> str:
    """Return a name that is written in capitals as names are written.

    >>> _capitalised("WILLIAM H. SEWARD"), _capitalised("Holmes")
    ('William H. Seward', 'Holmes')
    """
    if not text.isupper():
        return text
    return " ".join(word.lower() if word.lower() in PARTICLES else word.capitalize() for word in text.split())


def _office(page: str, mark: Mark, name: Phrase) -> Phrase | None:
    """Return the office in the lines below a name, within the signature or behind it in its closer."""
    closer = mark.within("closer")
    end = closer.end if closer is not None else mark.end
    words = trimmed(page, Span(name.span.end, min(end, name.span.end + LONGEST_OFFICE + 1)))
    line = trimmed(page, phrase(page, words.span.start, words.span.start + len(words.text.split("\n")[0])).span)
    told = any(is_office(bare_word(word)) for word in line.text.split())
    return line if told and line.text[:1].isupper() and len(line.text) <= LONGEST_OFFICE else None
