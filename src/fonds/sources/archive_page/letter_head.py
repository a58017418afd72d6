"""What the first blocks of a body say of the document itself (floor 3): marking, number, dispatch, address, dateline."""

from dataclasses import dataclass

from fonds.record.dates import DateExpression
from fonds.record.evidence import Found, Span
from fonds.record.names import Contribution, Name
from fonds.record.record import Marking
from fonds.record.references import Citation
from fonds.sources.archive_page.head import HEAD_BLOCKS
from fonds.sources.grammar.citations import find_header_references
from fonds.sources.grammar.endings import find_dateline
from fonds.sources.grammar.letters import (
    find_address_lines,
    find_attachment_number,
    find_dispatch,
    find_marking,
    find_salutation,
)
from fonds.sources.grammar.lexicon import Lexicon

HANDLING = "special-file"
"""The marking that says how a paper is kept, beside any other one."""


@dataclass(frozen=True, slots=True)
class LetterHead:
    """What stands above the text; ``used`` are the stretches understood, ``contradictions`` other markings."""

    marking: Found[Marking] | None = None
    position: Found[str] | None = None
    references: tuple[Citation, ...] = ()
    used: tuple[Span, ...] = ()
    contradictions: tuple[Found[Marking], ...] = ()
    sent: Found[DateExpression] | None = None
    received: Found[DateExpression] | None = None
    addressed: tuple[Contribution, ...] = ()
    dateline: tuple[Found[DateExpression], Found[Name] | None] | None = None


def read_letter_head(page: str, body: list[Span], lexicon: Lexicon) -> LetterHead:
    """Read markings, attachment numbers and references that stand as lines of their own above the text."""
    markings: list[Found[Marking]] = []
    positions: list[Found[str]] = []
    references: list[Citation] = []
    dispatches: dict[str, Found[DateExpression]] = {}
    addressed: list[Contribution] = []
    dateline: tuple[Found[DateExpression], Found[Name] | None] | None = None
    for block in body[:HEAD_BLOCKS]:
        if marking := find_marking(page, block, lexicon):
            markings.append(marking)
        elif position := find_attachment_number(page, block):
            positions.append(position)
        elif found_references := find_header_references(page, block, lexicon):
            references.extend(found_references)
        elif dispatch := find_dispatch(page, block):
            dispatches.setdefault(*dispatch)
        elif dateline is None and block is not body[-1] and (found := find_dateline(page, block)):
            dateline = found
        addressed.extend(find_address_lines(page, block, lexicon))
    return LetterHead(
        marking=markings[0] if markings else None,
        position=positions[0] if positions else None,
        references=tuple(references),
        used=tuple(
            evidence.spans[0]
            for evidence in [*(m.evidence for m in markings), *(p.evidence for p in positions),
                             *(a.evidence for a in addressed)]
        ),
        addressed=tuple(addressed), dateline=dateline,
        sent=dispatches.get("sent"), received=dispatches.get("received"),
        contradictions=tuple(m for m in markings[1:] if m.value.code not in (markings[0].value.code, HANDLING)),
    )


def read_salutation(page: str, body: list[Span]) -> Found[Name] | None:
    """Read the line of the head that addresses somebody."""
    return next((found for block in body[:HEAD_BLOCKS] if (found := find_salutation(page, block))), None)
