"""Evidence (floor 2): where in a page the words stand that a statement rests on.

Offsets are code points into the file as it stands (no normalisation, line ends kept), start included, end not.
These, and the words that stand there (`names.Phrase`), are named tuples: a page makes hundreds of them, and a tuple is
made, compared and hashed several times as fast as a frozen dataclass. Written out they are objects (`plain.py`).
"""

from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

T_co = TypeVar("T_co", covariant=True)

CONTEXT = 24
"""Code points of context kept on either side of a quote."""


class Status(StrEnum):
    """How a statement rests on its words (the status scheme of ``vocab/concepts.ttl``)."""

    STATED = "stated"
    NORMALISED = "normalised"
    INFERRED = "inferred"
    OBSERVED = "observed"
    CURATED = "curated"


class Span(NamedTuple):
    """A stretch of the page."""

    start: int
    end: int

    def of(self, page: str) -> str:
        """Return the words themselves."""
        return page[self.start : self.end]

    def holds(self, other: "Span") -> bool:
        """Whether ``other`` lies inside this span."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: "Span") -> bool:
        """Whether the two spans share a code point."""
        return self.start < other.end and other.start < self.end


class Evidence(NamedTuple):
    """What a statement rests on: no span only where it was computed from the whole file (*observed*).

    ``confidence`` (0 to 1) is there exactly for inferred statements; ``by`` names who decided a curated one.
    ``certainty`` is the source's own doubt in its own words ("low; conjecture" of TEI's ``@cert`` and ``@evidence``).
    """

    status: Status
    rule: str
    spans: tuple[Span, ...] = ()
    confidence: float | None = None
    by: str = ""
    certainty: str = ""

    def at(self, span: Span, status: Status | None = None) -> "Evidence":
        """Return the same evidence resting on other words."""
        return Evidence(status or self.status, self.rule, (span,), self.confidence, self.by, self.certainty)


class Found(NamedTuple, Generic[T_co]):
    """A value and what it rests on."""

    value: T_co
    evidence: Evidence

    @property
    def span(self) -> Span:
        """The first stretch of words it rests on."""
        return self.evidence.spans[0]


def stated(rule: str, *spans: Span) -> Evidence:
    """Evidence whose words say just this."""
    return Evidence(Status.STATED, rule, spans)


def normalised(rule: str, *spans: Span) -> Evidence:
    """Evidence whose words say this in another form."""
    return Evidence(Status.NORMALISED, rule, spans)


def inferred(rule: str, confidence: float, *spans: Span) -> Evidence:
    """Evidence that needs a step the text does not take."""
    return Evidence(Status.INFERRED, rule, spans, confidence)


def observed(rule: str, *spans: Span) -> Evidence:
    """Evidence computed from the file."""
    return Evidence(Status.OBSERVED, rule, spans)
