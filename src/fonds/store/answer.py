"""What a query gives back (floor 3): an :class:`Answer`, ready to be sent.

An answer is bytes in one format, because the kind of a query is known only where it is parsed, and that may
be in another process. So the asker names a format for each kind beforehand (:data:`Formats`). To add a
format: a row in ``rdf/formats.py`` and a writer in ``results.py`` or ``embedded.py``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from fonds.errors import UsageError
from fonds.rdf.formats import FORMATS, RESULTS, Format, find_format

Kind = Literal["select", "ask", "construct"]
"""What a query asks for; "construct" stands for every query that gives a graph, DESCRIBE too."""

Cut = Literal["rows", "bytes"]
"""Which limit shortened an answer."""

Formats = Mapping[str, str]
"""Kind → name, suffix or media type of a format; a kind that is missing gets the first format there is."""

TABLES: dict[Kind, tuple[Format, ...]] = {"select": RESULTS, "ask": RESULTS, "construct": FORMATS}
"""The formats each kind can be given in; the first is the default."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete, well-formed answer, also where ``truncated`` names the limit that shortened it.

    ``rows`` counts solutions (select) or triples (construct) in the body, and is 1 for ask. ``seconds`` is
    the time spent on parsing, evaluating and writing, without waiting for a turn.
    """

    kind: Kind
    media_type: str
    body: bytes
    truncated: Cut | None = None
    rows: int = 0
    seconds: float = 0.0


def answer_format(kind: Kind, formats: Formats) -> Format:
    """Return the format wanted for that kind. Raises UsageError for one that the kind does not have.

    >>> answer_format("construct", {"construct": "ttl"}).media_type
    'text/turtle'
    """
    table = TABLES[kind]
    wanted = formats.get(kind, table[0].name)
    found = find_format(wanted, table)
    if found is None:
        names = ", ".join(each.name for each in table)
        raise UsageError(f"{wanted!r} is no format for the answer to a {kind} query.", f"There are: {names}.")
    return found


def check_formats(formats: Formats) -> None:
    """Raise UsageError for a kind or a format that does not exist, before a query is run for nothing."""
    for kind in formats:
        if kind not in TABLES:
            raise UsageError(f"{kind!r} is no kind of query.", f"There are: {', '.join(TABLES)}.")
    for known in TABLES:
        answer_format(known, formats)
