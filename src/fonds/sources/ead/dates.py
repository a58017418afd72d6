"""Dates of EAD (floor 3): ``unitdate`` of both versions, EAD3's ``unitdatestructured``, and dates inside titles.

``datechar`` says what happened then; only the making of the document is its date. A span of time counts before
another one that is for the bulk of something.
"""

from typing import Any

from fonds.record.dates import DateExpression
from fonds.record.spans import AnyDate, make_span
from fonds.sources.description.dates import parse_coded, parse_written
from fonds.sources.description.description import Description
from fonds.sources.description.flattening import local_name, words_of
from fonds.sources.ead.elements import children, within

MAKING = frozenset(
    """creation created production produced sent inclusive date record-creation recordcreation writing written
    erstellung entstehung laufzeit datierung création rédaction""".split()
)
"""Words of ``datechar`` for the making of a document; none at all says the same."""


def read_dates(did: Any, description: Description) -> None:
    """Write the dates of a unit."""
    elements = list(within(did, "unitdate", "unitdatestructured"))
    kinds = {_kind(each) for each in elements}
    for element in elements:
        label = _label(element)
        if (label and label not in MAKING) or (_kind(element) == "bulk" and kinds != {"bulk"}):
            description.add_line(label or "bulk of dates", words_of(element))
        elif local_name(element) == "unitdatestructured":
            _structured(element, description)
        else:
            doubt = element.get("certainty") or ""
            description.add_date("unitdate", words_of(element), element.get("normal") or "", doubt, element.sourceline)
    if not elements:
        for element in within(did, "date"):
            if (element.get("normal") or element.get("standarddate")) and _in_title(element, did):
                code = element.get("normal") or element.get("standarddate")
                description.add_date("date of title", words_of(element), code, "", element.sourceline)


def _in_title(element: Any, did: Any) -> bool:
    while element is not None and element is not did:
        if local_name(element) == "unittitle":
            return True
        element = element.getparent()
    return False


def _kind(element: Any) -> str:
    return (element.get("type") or element.get("unitdatetype") or "").lower()


def _label(element: Any) -> str:
    return (element.get("datechar") or "").strip().lower()


def _structured(element: Any, description: Description) -> None:
    """Write datesingle, daterange, or a dateset of them: several dates are several statements."""
    doubt = element.get("certainty") or ""
    for each in within(element, "datesingle", "daterange"):
        own = each.get("certainty") or doubt
        ends = children(each, "fromdate", "todate") if local_name(each) == "daterange" else [each]
        values = [_end(end) for end in ends]
        said = " / ".join(filter(None, (_said(end) for end in ends)))
        value = values[0] if local_name(each) == "datesingle" else _ranged(ends, values)
        if not said:
            continue
        found = description.text.line("unitdate", said)
        if value is None:
            description.note("date-unreadable", f"“{said}”", each.sourceline)
        else:
            description.put_date("unitdate", value, found.span, own)


def _said(end: Any) -> str:
    coded = (end.get(name) for name in ("standarddate", "notbefore", "notafter"))
    return " — ".join(dict.fromkeys(words for words in (words_of(end), *coded) if words))


def _end(end: Any) -> AnyDate | None:
    """Return the date of one end: its code, the bounds it lies in, or its words."""
    if code := end.get("standarddate"):
        return parse_coded(code)
    bounds = [parse_coded(end.get(name) or "") for name in ("notbefore", "notafter")]
    if any(bounds):
        first, last = (each if isinstance(each, DateExpression) else None for each in bounds)
        return make_span(first, last, choice=True)
    return parse_written(words_of(end))


def _ranged(ends: list[Any], values: list[AnyDate | None]) -> AnyDate | None:
    """Return the time from one date to another; an end that is a span of its own gives its outer bound."""
    found: dict[str, AnyDate | None] = {local_name(end): value for end, value in zip(ends, values, strict=True)}
    if not found or any(value is None and _said(end) for end, value in zip(ends, values, strict=True)):
        return None
    first, last = found.get("fromdate"), found.get("todate")
    begin = first if isinstance(first, DateExpression) or first is None else first.first
    finish = last if isinstance(last, DateExpression) or last is None else last.last
    doubts = [value for value in (first, last) if value is not None and not isinstance(value, DateExpression)]
    return make_span(
        begin, finish, uncertain=any(value.uncertain for value in doubts),
        approximate=any(value.approximate for value in doubts),
    )
