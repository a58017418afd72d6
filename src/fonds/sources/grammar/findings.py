"""What is found in a title (floor 3): names in roles, each with its evidence, and words that are nobody's.

Every way of reading a title adds to one :class:`Findings`. A bare place is nobody; "Unknown" is no name. To teach it
a word that stands where a name would, add it to `lexicon.NOBODY`.
"""

import re
from dataclasses import dataclass, field

from fonds.record.evidence import Evidence, Span, inferred, stated
from fonds.record.names import Contribution, Name, Phrase
from fonds.sources.grammar.clauses import Clause
from fonds.sources.grammar.items import before_quote
from fonds.sources.grammar.lexicon import MEANS, NOBODY, Lexicon
from fonds.sources.grammar.names import bare_word, is_place, is_surname
from fonds.sources.grammar.parties import Parties, parse_parties

MET = re.compile(r"\b(?:sessions?|meetings?|talks?|conversations?|negotiations?|consultations?)\b", re.IGNORECASE)
_BETWEEN_WORDS = re.compile(r"[\W_]+")


@dataclass(slots=True)
class Findings:
    """What is read from the clauses of one title, which begins at ``start``."""

    page: str
    start: int
    lexicon: Lexicon
    contributions: list[Contribution] = field(default_factory=list)
    attendees: list[Contribution] = field(default_factory=list)
    unclear: list[Phrase] = field(default_factory=list)
    left_out: list[Phrase] = field(default_factory=list)

    def add(self, role: str, clause: Clause, parties: Parties) -> None:
        """Add every party of a clause in one role."""
        names = parties.names
        if clause.doubtful and names:
            words = before_quote(self.page, clause.words.span)
            names = (Name(words, kind="unknown"),)
            self.unclear.append(words)
        else:
            self.unclear.extend(parties.unclear)
            self.left_out.extend(parties.left_out)
        hedges = dict(parties.hedges)
        places = [name for name in names if _is_bare_place(name)]
        self.left_out.extend(name.phrase for name in places)
        held = [name for name in names if role in ("sender", "author") and MET.match(name.phrase.text)]
        self.left_out.extend(name.phrase for name in held)
        names = tuple(name for name in names if name not in (*places, *held) and _is_said(name))
        into = self.attendees if role == "participant" else self.contributions
        for name in names:
            sure = min((h for h in (clause.hedge, hedges.get(name.phrase.span)) if h is not None), default=None)
            evidence = evidence_of(self.start, clause, name, role, alone=len(names) == 1)
            if sure is not None:
                evidence = inferred(f"{evidence.rule}-hedged", sure, *evidence.spans)
            into.append(Contribution(role, name, evidence))

    def parties(self, clause: Clause, *, several: bool = False) -> Parties:
        """Read the parties of a clause."""
        return parse_parties(self.page, clause.words.span, self.lexicon, several=several, dated=clause.dated)


def are_named(parties: Parties) -> bool:
    """Whether all parties are persons by more than one word each."""
    return bool(parties.names) and all(n.kind == "person" and " " in n.phrase.text for n in parties.names)


def are_parties(parties: Parties, share: float = 0.5) -> bool:
    """Whether all parties are told, or are persons of whom a ``share`` at least is told or has a surname's form.

    "Gromyko, Ustinov and Andropov" are; "Smith and Brown" may be anything.
    """
    if parties.told:
        return True
    if not are_persons(parties) or parties.unclear or parties.left_out:
        return False
    names = [name.phrase for name in parties.names]
    if any(is_place(words.text) for words in names):
        return False
    sure = sum(words.span not in parties.untold or is_surname(words.text) for words in names)
    return sure >= share * len(names) and any(is_surname(words.text) for words in names)


def are_carriers(parties: Parties) -> bool:
    """Whether all parties are persons by their form, and no means by which something is carried."""
    words = [bare_word(word) for name in parties.names for word in name.phrase.text.split()]
    return bool(words) and all(name.kind == "person" for name in parties.names) and not MEANS.intersection(words)


def are_persons(parties: Parties) -> bool:
    """Whether all parties are persons by their form."""
    return bool(parties.names) and all(name.kind == "person" for name in parties.names)


def _is_said(name: Name) -> bool:
    """Whether the words are a name at all: "[Unknown]" and "?" are none."""
    words = _BETWEEN_WORDS.sub(" ", name.phrase.text).strip().lower()
    return bool(words) and words not in NOBODY


def _is_bare_place(name: Name) -> bool:
    """Whether a name is that of a place and nothing else ("Cable from Warsaw"): who is there is not said."""
    return not name.offices and is_place(name.phrase.text)


def evidence_of(start: int, clause: Clause, name: Name, role: str, *, alone: bool) -> Evidence:
    """A bare name rests on itself; a name with offices, or a sender, on the clause that says the role."""
    rule = f"title-{clause.word}"
    bare = clause.word in ("body", "leading", "of", "owner") or role == "participant"
    if not alone or bare or (role == "addressee" and not name.offices):
        return stated(rule, name.phrase.span)
    if clause.word in ("from", "by"):
        return stated(rule, Span(start, clause.whole.span.end))
    return stated(rule, clause.whole.span)
