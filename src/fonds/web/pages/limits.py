"""The limits of queries (floor 7): one table, told in a sentence, in a header and as data.

A limit that is added gets a row here, and is then stated wherever the others are.
"""

from collections.abc import Iterator
from typing import NamedTuple

from fonds.rdf.literals import Term, Triple, iri_term, name_term, plain, typed
from fonds.settings import Settings

LIMITS = "Fonds-Query-Limits"
"""The header of every answer of the endpoint: a dictionary of limits (RFC 9651, section 3.2)."""


class Limit(NamedTuple):
    """One limit: its key in the header, how much it allows (None: no limit), and of what."""

    name: str
    most: float | None
    words: str

    @property
    def number(self) -> str:
        """What it allows, as digits."""
        return "" if self.most is None else f"{self.most:.3f}".rstrip("0").rstrip(".")


def query_limits(settings: Settings) -> tuple[Limit, ...]:
    """Return the limits of a site."""
    return (
        Limit("seconds", settings.query_seconds, "seconds a query may run, and as many it may wait for its turn"),
        Limit("memory", settings.query_memory_mb * 1_000_000, "bytes of memory a query may take"),
        Limit("length", settings.query_length, "bytes of text a query may have"),
        Limit("rows", settings.query_rows, "rows or triples after which a result is cut"),
        Limit("bytes", settings.query_bytes, "bytes after which a result is cut"),
        Limit("queries", settings.query_client or None, "queries one client may have running and waiting"),
    )


def limits_words(settings: Settings) -> str:
    """Return the limits of a query, in sentences."""
    together = f" One client may have {settings.query_client:,} queries running or waiting." if settings.query_client else ""
    return (
        f"A query may take {settings.query_seconds:g} seconds, {settings.query_memory_mb:,} megabytes of memory and "
        f"{settings.query_length:,} bytes of text; a result is cut after {settings.query_rows:,} rows or "
        f"{settings.query_bytes:,} bytes.{together} SERVICE, FROM of what is not here, and every update are refused."
    )


def limits_header(settings: Settings) -> tuple[str, str]:
    """Return the limits as a header."""
    stated = (f"{limit.name}={limit.number}" for limit in query_limits(settings) if limit.most is not None)
    return LIMITS, ", ".join(stated)


def limit_triples(service: Term, endpoint: str, settings: Settings) -> Iterator[Triple]:
    """Yield the limits of the endpoint at that IRI: ``schema:PropertyValue``, for service descriptions have no terms."""
    for limit in query_limits(settings):
        if limit.most is None:
            continue
        node = iri_term(f"{endpoint}#limit-{limit.name}")
        yield service, name_term("schema:additionalProperty"), node
        yield node, name_term("rdf:type"), name_term("schema:PropertyValue")
        yield node, name_term("rdfs:label"), plain(f"Most {limit.words}")
        yield node, name_term("schema:propertyID"), plain(limit.name)
        yield node, name_term("schema:maxValue"), typed(limit.number, "xsd:decimal" if "." in limit.number else "xsd:integer")
