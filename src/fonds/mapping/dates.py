"""Dates → statements (floor 4): typed at their true precision, EDTF always, bounds always (model: Dates)."""

from collections.abc import Iterable, Iterator, Sequence

from fonds.mapping.statements import Statement, say
from fonds.rdf.literals import Term, typed
from fonds.record.dates import DateExpression
from fonds.record.edtf import edtf_level
from fonds.record.evidence import Evidence, Found
from fonds.record.spans import AnyDate, bounds


def date_term(date: DateExpression) -> Term:
    """Return the typed literal of a date at its precision."""
    return typed(date.iso, date.xsd_type)


def expression_term(date: AnyDate) -> Term:
    """Return the EDTF literal of a date, typed by its level."""
    return typed(date.edtf, f"edtf:EDTF-level{date.level}")


def edtf_term(text: str) -> Term:
    """Return an EDTF literal typed by the lowest level its syntax belongs to (ISO 8601-2; LoC's datatypes).

    Raises ValueError for text that is no EDTF.
    """
    level = edtf_level(text)
    if level is None:
        raise ValueError(f"{text!r} is no EDTF date")
    return typed(text, f"edtf:EDTF-level{level}")


def date_statements(
    subject: str, dates: Sequence[Found[AnyDate]], properties: Iterable[str]
) -> Iterator[Statement]:
    """Yield what dates say of a subject; ``properties`` take the typed literal.

    Dates that agree give the finest of them; a span of time or a doubtful date gives no typed date, which could not
    say so. Dates that differ give no typed date either but the set of them in EDTF, and bounds that span all.
    """
    if not dates:
        return
    finest = min(dates, key=lambda found: _width(found.value))
    evidence = _evidence(dates)
    if all(found.value.allows(finest.value) for found in dates):
        if isinstance(finest.value, DateExpression):
            for name in properties:
                yield from say(subject, name, date_term(finest.value), evidence=evidence)
        yield from say(subject, "dcterms:date", expression_term(finest.value), evidence=evidence)
        yield from bounds_statements(subject, [finest.value], evidence)
        return
    values = sorted({found.value for found in dates}, key=lambda value: (value.slug, value.edtf))
    text = f"[{','.join(value.member for value in values)}]"
    yield from say(subject, "dcterms:date", typed(text, "edtf:EDTF-level2"), evidence=evidence)
    yield from bounds_statements(subject, values, evidence)


def bounds_statements(
    subject: str, dates: Sequence[AnyDate], evidence: Iterable[Evidence] = ()
) -> Iterator[Statement]:
    """Yield the first and the last day that dates can mean: what every filter and sort uses. An open end has none."""
    said = tuple(evidence)
    for name, day in zip(("fonds:earliest", "fonds:latest"), bounds(list(dates)), strict=True):
        if day:
            yield from say(subject, name, typed(day.isoformat(), "xsd:date"), evidence=said)


def _width(date: AnyDate) -> float:
    """Return how many days it leaves open; one end that nobody states leaves more than any two."""
    first, last = date.earliest, date.latest
    return float((last - first).days) if first and last else float("inf")


def _evidence(dates: Sequence[Found[AnyDate]]) -> tuple[Evidence, ...]:
    return tuple(found.evidence for found in dates)
