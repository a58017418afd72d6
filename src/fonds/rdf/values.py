"""What a value may be (floor 2): questions about one term, each answered yes or no.

They ask about the text of a term, so that a million records need no objects; ``rdf/checks.py`` uses them. To
add one, write a function from Term to bool.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache

from fonds.rdf.iris import concept
from fonds.rdf.literals import Term, iri_term, parse_term, xsd_of
from fonds.rdf.namespaces import EDTF, VOCABULARY, XSD
from fonds.rdf.vocabulary import concepts

_LANGUAGE = re.compile(
    r"([a-z]{2,3}(-[a-z]{3}){0,3}|[a-z]{4,8})(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?"
    r"(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(-[0-9a-wy-z](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?",
    re.IGNORECASE,
)
# Over the whole term, so that nothing has to be taken apart: white space may stand escaped.
_FILLER = re.compile(
    r'"(\s|\\[tnrf])*(unknown|none|null|nan|n/a|n\. ?d\.)?(\s|\\[tnrf])*"([@^].*)?', re.IGNORECASE | re.DOTALL
)
_FILLER_BEGINS = frozenset('"\\nNuU')
"""What may stand behind the first quotation mark of a filler, but for white space."""
_DIGEST = re.compile(r"[0-9a-f]{64}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_YEAR = re.compile(r"[0-9]{4}")
_DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_EDTF_LEVELS = tuple(f"{EDTF}EDTF-level{level}" for level in (0, 1, 2))


def is_iri(term: Term) -> bool:
    """Whether it is an IRI."""
    return term.startswith("<")


def is_plain(term: Term) -> bool:
    """Whether it is text without a language."""
    return term.startswith('"') and term.endswith(('"', f"^^<{XSD}string>"))


def is_tagged(term: Term) -> bool:
    """Whether it is text in a language."""
    return term.startswith('"') and term[-1] not in '">'


def is_said(term: Term) -> bool:
    """Whether it says anything: not empty, not "Unknown", "None" or "n.d."."""
    first = term[1:2]  # the pattern is slow, and only for what begins as a filler does
    return (first not in _FILLER_BEGINS and not first.isspace()) or not _FILLER.fullmatch(term)


def is_day(term: Term) -> bool:
    """Whether it is a day (xsd:date) of the calendar, in the years 1 to 9999."""
    return as_day(term) is not None


def is_period(term: Term) -> bool:
    """Whether it is a day, a month or a year (xsd:date, xsd:gYearMonth, xsd:gYear)."""
    parsed = parse_term(term)
    pattern = {"gYearMonth": _MONTH, "gYear": _YEAR}.get(xsd_of(parsed))
    return is_day(term) if pattern is None else bool(pattern.fullmatch(parsed.value))


def as_day(term: Term) -> date | None:
    """Return the day an xsd:date is, or None for anything else.

    >>> as_day('"1979-12-27"^^<http://www.w3.org/2001/XMLSchema#date>')
    datetime.date(1979, 12, 27)
    """
    parsed = parse_term(term)
    if xsd_of(parsed) != "date" or not _DAY.fullmatch(parsed.value):
        return None
    try:
        return date.fromisoformat(parsed.value)
    except ValueError:
        return None


def is_edtf(term: Term) -> bool:
    """Whether it has one of the EDTF levels as datatype; its syntax is the business of who wrote it."""
    return parse_term(term).datatype in _EDTF_LEVELS


def is_confidence(term: Term) -> bool:
    """Whether it is an xsd:decimal from 0 to 1."""
    return is_decimal(term, 0, 1)


def is_decimal(term: Term, least: int, most: int) -> bool:
    """Whether it is an xsd:decimal between two numbers, or one of them."""
    parsed = parse_term(term)
    return (
        xsd_of(parsed) == "decimal"
        and bool(_DECIMAL.fullmatch(parsed.value))
        and least <= Decimal(parsed.value) <= most
    )


def is_agent(term: Term) -> bool:
    """Whether it can be an agent's IRI: neither a part of a document nor something of our vocabulary."""
    return is_iri(term) and "#" not in term and not term.startswith(f"<{VOCABULARY}")


def is_web_address(term: Term) -> bool:
    """Whether it is an http or https IRI."""
    return term.startswith(("<http://", "<https://"))


def is_digest(term: Term) -> bool:
    """Whether it is a SHA-256 digest in lower-case hexadecimal digits."""
    return bool(_DIGEST.fullmatch(parse_term(term).value))


def is_language(term: Term) -> bool:
    """Whether it is a well-formed language tag (BCP 47, RFC 5646 section 2.1), without a language itself."""
    return is_plain(term) and bool(_LANGUAGE.fullmatch(parse_term(term).value))


def member_of(scheme: str) -> Callable[[Term], bool]:
    """Return the question whether a term is a concept of that scheme."""

    def is_member(term: Term) -> bool:
        return term in _members(scheme)

    return is_member


@cache
def _members(scheme: str) -> frozenset[Term]:
    return frozenset(iri_term(concept(scheme, each.code)) for each in concepts(scheme))
