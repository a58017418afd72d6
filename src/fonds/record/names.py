"""Names as written (floor 2), and the parts agents play in a document."""

from dataclasses import dataclass

from fonds.record.evidence import Evidence, Span


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words and where they stand."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written, with the offices written before or after it.

    ``kind`` is what the form of the words tells: person, organization, group, place or unknown.
    """

    phrase: Phrase
    offices: tuple[Phrase, ...] = ()
    kind: str = "unknown"


@dataclass(frozen=True, slots=True)
class Contribution:
    """One name in one role (a code of the role scheme); ``mention``: the words also name the agent in the text."""

    role: str
    name: Name
    evidence: Evidence
    mention: bool = False
