"""What each generated document says: genre, date, correspondents, reference, replies; a pure function of its number.

Documents come in exchanges: a run of up to five numbers in which two sides write to each other, each later document
answering or recalling an earlier one by kind, number and date. A block of eight numbers is made at once, so a document
never needs more of the archive than its neighbours, whatever the archive's size.
"""

import calendar
from dataclasses import dataclass, replace
from functools import lru_cache
from random import Random

from archive_world import (
    FUNDERS,
    GENRES,
    MARKINGS,
    SUBJECTS,
    TRANSLATORS,
    Country,
    Person,
    people_of,
    person,
    reference,
    zipf,
)

BLOCK = 8
LETTERS = frozenset({"letter", "telegram", "memorandum", "message", "note-verbale"})
"""Kinds that have a sender and a recipient."""
_SIGNED = frozenset({"letter", "telegram", "memorandum", "message"})
_KINDS = [kind for kind, share in GENRES for _ in range(share)]


@dataclass(frozen=True, slots=True)
class Date:
    """A date as far as it is known: month and day may be 0, and ``year`` too (undated)."""

    year: int
    month: int
    day: int

    @property
    def edtf(self) -> str:
        return "-".join(f"{part:02d}" for part in (self.year, self.month, self.day) if part)

    @property
    def american(self) -> str:
        """As headings have it: "May 3, 1962"."""
        month = calendar.month_name[self.month]
        if self.day:
            return f"{month} {self.day}, {self.year}"
        return f"{month} {self.year}" if self.month else str(self.year) if self.year else "(undated)"

    @property
    def european(self) -> str:
        """As datelines and letters have it: "3 May 1962"."""
        return f"{self.day} {calendar.month_name[self.month]} {self.year}"


@dataclass(frozen=True, slots=True)
class Party:
    """A side of a document: how the title writes it, the bare name, and who it is where it is a person."""

    styled: str
    name: str
    country: Country
    who: Person | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """One document. ``answers`` is the document of the same exchange that it replies to, ``recalls`` one it cites."""

    number: int
    genre: str
    date: Date
    sender: Party
    recipient: Party
    subject: str
    own_number: str = ""
    marking: str = ""
    archive: str = ""
    reference: str = ""
    translator: str = ""
    language: str = ""
    funder: str = ""
    answers: "Facts | None" = None
    recalls: "Facts | None" = None
    revision: int = 0

    @property
    def is_letter(self) -> bool:
        return self.genre in LETTERS

    @property
    def council(self) -> str:
        """The body whose minutes and decrees these are."""
        return f"{self.sender.country.adjective} Council of Ministers"

    @property
    def title(self) -> str:
        """The title as the archive gives it."""
        sender, recipient, subject = self.sender.styled, self.recipient.styled, _capital(self.subject)
        number = f" No. {self.own_number}" if self.own_number else ""
        match self.genre:
            case "conversation":
                return f"Memorandum of Conversation between {sender} and {recipient}"
            case "report":
                return f"Report by {sender} on {subject}"
            case "minutes":
                return f"Minutes of the Meeting of the {self.council} on {subject}"
            case "decree":
                return f"Decree of the {self.council} on {subject}"
            case "speech":
                return f"Speech by {sender} on {subject}"
            case "note-verbale":
                return f"Note Verbale{number} from {sender} to {recipient}"
        return f"{self.genre.title()}{number} from {sender} to {recipient}"

    @property
    def unit(self) -> str:
        """The reference without the archive's name and short name: where the document lies there."""
        return self.reference.partition(", ")[2]

    @property
    def place(self) -> str:
        """Where it was written."""
        towns = self.sender.country.towns
        return towns[self.number % len(towns)] if self.number % 3 == 0 else self.sender.country.capital


class Exchanges:
    """All documents of an archive of ``documents`` documents and a seed, each by its number."""

    def __init__(self, documents: int, seed: int) -> None:
        self._people = people_of(documents)
        self._seed = seed
        self._block = lru_cache(maxsize=4)(self._make_block)

    def facts(self, number: int, revision: int = 0) -> Facts:
        """Return one document; a later ``revision`` says somewhat more."""
        return replace(self._block(number // BLOCK)[number % BLOCK], revision=revision)

    def random(self, number: int, purpose: str) -> Random:
        """Return the chance of one document for one purpose."""
        return Random(f"{self._seed} {purpose} {number}")

    def _make_block(self, block: int) -> list[Facts]:
        random = self.random(block, "block")
        made: list[Facts] = []
        while len(made) < BLOCK:
            length = min(BLOCK - len(made), random.choice((1, 1, 2, 2, 3, 4, 5)))
            made.extend(self._exchange(random, block * BLOCK + len(made), length))
        return made

    def _exchange(self, random: Random, first: int, length: int) -> list[Facts]:
        one, other = self._pair(random)
        year = min(1989, max(1945, int(random.triangular(1945, 1990, 1963))))
        day = random.randint(1, 300)
        subject, made = random.choice(SUBJECTS), list[Facts]()
        for number in range(first, first + length):
            genre = random.choice(_KINDS)
            sides = self._sides(random, genre, one, other)
            facts = Facts(
                number=number, genre=genre, date=_date(random, year, day, genre), sender=sides[0], recipient=sides[1],
                subject=subject, own_number=self._own_number(random, genre),
            )
            made.append(_with_circumstances(random, _with_references(facts, made)))
            day += random.randint(2, 12)
            one, other = other, one
        return made

    def _pair(self, random: Random) -> tuple[Person, Person]:
        one = zipf(random, self._people)
        other = zipf(random, self._people)
        return person(one), person(other if other != one else (one + 1) % self._people)

    def _sides(self, random: Random, genre: str, one: Person, other: Person) -> tuple[Party, Party]:
        """Return both sides: bodies in notes and in some telegrams and memoranda, else people."""
        if genre == "note-verbale" or (genre in ("telegram", "memorandum") and random.random() < 0.3):
            embassy = f"{one.country.adjective} Embassy in {other.country.capital}"
            ministry = f"{one.country.adjective} Ministry of Foreign Affairs"
            return Party(f"the {embassy}", embassy, one.country), Party(f"the {ministry}", ministry, one.country)
        return _party(one), _party(other)

    def _own_number(self, random: Random, genre: str) -> str:
        share = {"telegram": 0.7, "note-verbale": 0.5, "letter": 0.06}.get(genre, 0.0)
        return str(random.randint(2, 2_900)) if random.random() < share else ""


def _party(who: Person) -> Party:
    return Party(who.styled, who.name, who.country, who)


def _date(random: Random, year: int, day: int, genre: str) -> Date:
    """Return a date, for one in fifty documents less than a day: letters and telegrams always have one."""
    month, of_month = (day - 1) // 28 % 12 + 1, (day - 1) % 28 + 1
    rough = 1.0 if genre in LETTERS or genre == "conversation" else random.random()
    if rough < 0.02:
        return Date(0, 0, 0)
    if rough < 0.06:
        return Date(year, 0, 0)
    return Date(year, month, 0) if rough < 0.14 else Date(year, month, of_month)


def _with_references(facts: Facts, before: list[Facts]) -> Facts:
    """Let a letter answer the last one that its recipient has sent, and anything recall an earlier letter."""
    letters = [each for each in before if each.is_letter]
    theirs = [each for each in letters if each.sender.name == facts.recipient.name]
    answers = theirs[-1] if theirs and facts.genre in _SIGNED else None
    others = [each for each in letters if each is not answers]
    return replace(facts, answers=answers, recalls=others[0] if others else None)


def _with_circumstances(random: Random, facts: Facts) -> Facts:
    archive, whole = reference(random, facts.number)
    foreign = random.random() < 0.7
    return replace(
        facts, archive=archive, reference=whole,
        marking=random.choice(MARKINGS) if random.random() < 0.35 else "",
        translator=TRANSLATORS[zipf(random, len(TRANSLATORS))] if foreign else "",
        language=facts.sender.country.language if foreign else "English",
        funder=random.choice(FUNDERS) if random.random() < 0.2 else "",
    )


def _capital(text: str) -> str:
    """Return a subject as titles write it: an article stays small.

    >>> _capital("the delegation's visit")
    "the Delegation's Visit"
    """
    return " ".join(word if word == "the" else word[0].upper() + word[1:] for word in text.split())
