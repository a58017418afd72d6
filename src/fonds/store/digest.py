"""The digest of an answer (floor 3): what a citation of a result carries, so that a change of the rows is noticed.

It is the same whatever the format and the order in which rows came, and says how many they were. Blank nodes count as
one another: their names differ from answer to answer.
"""

import hashlib
import json
import re

from fonds.rdf.formats import NTRIPLES, RESULTS_JSON
from fonds.store.answer import Answer

PLAIN = {"select": RESULTS_JSON.name, "ask": RESULTS_JSON.name, "construct": NTRIPLES.name}
"""The formats an answer must be in to be digested."""

_BLANK = re.compile(r"^_:\S+|(?<=> )_:\S+(?= \.$)")


def answer_digest(answer: Answer) -> str:
    """Return 16 hex digits and the number of rows (or triples), such as ``0a1b2c3d4e5f6071-12``.

    ValueError for an answer that is not in one of the formats of :data:`PLAIN`.
    """
    lines = _lines(answer)
    return f"{hashlib.sha256(chr(10).join(lines).encode()).hexdigest()[:16]}-{answer.rows}"


def _lines(answer: Answer) -> list[str]:
    if answer.media_type == NTRIPLES.media_type:
        return sorted(_unnamed(line) for line in answer.body.decode().split("\n"))
    if answer.media_type != RESULTS_JSON.media_type:
        raise ValueError(f"an answer in {answer.media_type} cannot be digested")
    data = json.loads(answer.body)
    if "boolean" in data:
        return [json.dumps(data["boolean"])]
    names = data["head"]["vars"]
    rows = ([_told(row.get(name)) for name in names] for row in data["results"]["bindings"])
    return [json.dumps(names), *sorted(json.dumps(row) for row in rows)]


def _unnamed(line: str) -> str:
    """Return a triple without the names of its blank nodes; a literal that looks like one ends with a quote or a type.

    >>> _unnamed("_:b0 <http://e/p> _:b1 ."), _unnamed('<http://e/s> <http://e/p> "> _:b1 ." .')
    ('_: <http://e/p> _: .', '<http://e/s> <http://e/p> "> _:b1 ." .')
    """
    return _BLANK.sub("_:", line)


def _told(term: dict[str, str] | None) -> list[str]:
    if term is None:
        return []
    if term["type"] == "bnode":
        return ["bnode"]
    return [term["type"], term["value"], term.get("xml:lang", ""), term.get("datatype", "")]
