"""Names as written (floor 2), and the parts agents play in a document."""

from typing import NamedTuple

from fonds.record.evidence import Evidence, Span


class Phrase(NamedTuple):
    """Words and where they stand."""

    text: str
    span: Span


class Name(NamedTuple):
    """A name as written, with the offices written before or after it.

    ``kind`` is what the form of the words, or the source's markup, tells: person, organization, group, place,
    subject or unknown. ``same_as`` are IRIs of authority files that the source itself gives this name; ``full`` is
    the fuller name that the source's own list of persons gives it, where that list stands in the page; ``aliases``
    are other names of the same person that stand right behind it in brackets ("Filippov [Stalin]").
    """

    phrase: Phrase
    offices: tuple[Phrase, ...] = ()
    kind: str = "unknown"
    same_as: tuple[Phrase, ...] = ()
    full: Phrase | None = None
    aliases: tuple[Phrase, ...] = ()


class Contribution(NamedTuple):
    """One name in one role (a code of the role scheme); ``mention``: the words also name the agent in the text."""

    role: str
    name: Name
    evidence: Evidence
    mention: bool = False


def is_short_for(short: str, full: str) -> bool:
    """Whether a name may stand for a fuller one: same last word, the words before it the same or their initials.

    >>> is_short_for("A. Kosygin", "Alexei Kosygin"), is_short_for("Vorontsov", "Yuli Vorontsov")
    (True, True)
    >>> is_short_for("B. Kosygin", "Alexei Kosygin"), is_short_for("Alexei", "Alexei Kosygin")
    (False, False)
    """
    few, many = short.replace(".", ". ").split(), full.split()
    if not few or not many or few[-1].casefold() != many[-1].casefold() or len(few) > len(many):
        return False
    return all(
        word.rstrip(".").casefold() == whole.rstrip(".").casefold()
        or (word.endswith(".") and whole.casefold().startswith(word.rstrip(".").casefold()))
        for word, whole in zip(few[:-1], many, strict=False)
    )
