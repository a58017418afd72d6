"""Dates → statements (floor 4): typed at their true precision, EDTF always, bounds always (model: Dates)."""

from collections.abc import Iterable, Iterator, Sequence

from fonds.mapping.statements import Statement, say
from fonds.rdf.literals import Term, typed
from fonds.record.dates import DateExpression
from fonds.record.edtf import edtf_level
from fonds.record.evidence import Evidence, Found


def date_term(date: DateExpression) -> Term:
    """Return the typed literal of a date at its precision."""
    return typed(date.iso, date.xsd_type)


def edtf_term(text: str) -> Term:
    """Return an EDTF literal typed by the lowest level its syntax belongs to (ISO 8601-2; LoC's datatypes).

    Raises ValueError for text that is no EDTF.
    """
    level = edtf_level(text)
    if level is None:
        raise ValueError(f"{text!r} is no EDTF date")
    return typed(text, f"edtf:EDTF-level{level}")


def date_statements(
    subject: str, dates: Sequence[Found[DateExpression]], properties: Iterable[str]
) -> Iterator[Statement]:
    """Yield what dates say of a subject; ``properties`` take the typed literal.

    Dates that agree give the finest of them. Dates that differ give no typed date but the set of them in EDTF, and
    bounds that span all.
    """
    if not dates:
        return
    finest = max(dates, key=lambda found: (bool(found.value.day), bool(found.value.month)))
    evidence = _evidence(dates)
    if all(found.value.allows(finest.value) for found in dates):
        for name in properties:
            yield from say(subject, name, date_term(finest.value), evidence=evidence)
        yield from say(subject, "dcterms:date", typed(finest.value.iso, "edtf:EDTF-level0"), evidence=evidence)
        yield from bounds_statements(subject, [finest.value], evidence)
        return
    values = sorted({found.value for found in dates})
    text = f"[{','.join(value.iso for value in values)}]"
    yield from say(subject, "dcterms:date", typed(text, "edtf:EDTF-level2"), evidence=evidence)
    yield from bounds_statements(subject, values, evidence)


def bounds_statements(
    subject: str, dates: Sequence[DateExpression], evidence: Iterable[Evidence] = ()
) -> Iterator[Statement]:
    """Yield the first and the last day that dates can mean: what every filter and sort uses."""
    said = tuple(evidence)
    earliest = min(date.earliest for date in dates)
    latest = max(date.latest for date in dates)
    yield from say(subject, "fonds:earliest", typed(earliest.isoformat(), "xsd:date"), evidence=said)
    yield from say(subject, "fonds:latest", typed(latest.isoformat(), "xsd:date"), evidence=said)


def _evidence(dates: Sequence[Found[DateExpression]]) -> tuple[Evidence, ...]:
    return tuple(found.evidence for found in dates)
