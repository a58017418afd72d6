"""Rows and truth values as bytes (floor 3): the four SPARQL 1.1 result formats, one :class:`Layout` each.

Rows are written one by one and weighed before they are added, so an answer cut at a limit is still a whole
document. The engine's own writers cannot stop early without leaving a torn one.
To add a format: a row in ``rdf/formats.py`` and one in :data:`LAYOUTS`.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from fonds.rdf.literals import Parsed, plain
from fonds.rdf.xml_characters import without_forbidden
from fonds.store.answer import Cut

Row = Sequence[Parsed | None]
"""One solution, in the order of the variables; None where unbound. ``kind`` may also be "blank" here."""

_quoted = json.encoder.encode_basestring  # json.dumps of a dict a row takes three times as long
_CSV_SPECIAL = re.compile(r'[",\r\n]')


@dataclass(frozen=True, slots=True)
class Written:
    """What came of writing: ``count`` rows or triples stand in ``body``."""

    body: bytes
    count: int
    truncated: Cut | None


@dataclass(frozen=True, slots=True)
class Layout:
    """How one format writes a head, a row, what stands between rows, the end, and a truth value."""

    head: Callable[[Sequence[str]], str]
    row: Callable[[Sequence[str], Row], str]
    between: str
    tail: str
    boolean: Callable[[bool], str]


def render_rows(
    name: str, variables: Sequence[str], rows: Iterable[Row], *, most: int | None, size: int | None
) -> Written:
    """Write rows in the format of that name, at most ``most`` of them and ``size`` bytes in all.

    The head and the end are always written, so a size below theirs is exceeded by an empty table.
    """
    layout = LAYOUTS[name]
    parts = [layout.head(variables).encode()]
    weight, count = len(parts[0]) + len(layout.tail.encode()), 0
    truncated: Cut | None = None
    for row in rows:
        if count == most:
            truncated = "rows"
            break
        text = ((layout.between if count else "") + layout.row(variables, row)).encode()
        if size is not None and weight + len(text) > size:
            truncated = "bytes"
            break
        parts.append(text)
        weight += len(text)
        count += 1
    parts.append(layout.tail.encode())
    return Written(b"".join(parts), count, truncated)


def render_boolean(name: str, value: bool) -> bytes:
    """Write the answer to an ASK; in CSV and TSV, where the standard has no form for it, the bare word."""
    return LAYOUTS[name].boolean(value).encode()


def xml_text(text: str) -> str:
    r"""Escape text for XML 1.0; a character that XML cannot hold becomes U+FFFD.

    >>> xml_text('a < "b"\r')
    'a &lt; &quot;b&quot;&#13;'
    """
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return drop_not_xml(text).replace("\r", "&#13;")


def drop_not_xml(text: str) -> str:
    """Put U+FFFD in the place of characters that XML 1.0 cannot hold (section 2.2)."""
    return without_forbidden(text)


# ── JSON (SPARQL 1.1 Query Results JSON Format) ─────────────────────────────────────────────────────────
def _json_head(variables: Sequence[str]) -> str:
    return f'{{"head":{{"vars":{json.dumps(list(variables))}}},"results":{{"bindings":[\n'


def _json_row(variables: Sequence[str], row: Row) -> str:
    pairs = zip(variables, row, strict=True)
    bound = [f"{_quoted(name)}:{_json_term(term)}" for name, term in pairs if term is not None]
    return f"{{{','.join(bound)}}}"


def _json_term(term: Parsed) -> str:
    kind, value, tag, datatype = term
    if kind != "literal":
        return f'{{"type":"{"uri" if kind == "iri" else "bnode"}","value":{_quoted(value)}}}'
    if tag:
        return f'{{"type":"literal","xml:lang":{_quoted(tag)},"value":{_quoted(value)}}}'
    if datatype:
        return f'{{"type":"literal","datatype":{_quoted(datatype)},"value":{_quoted(value)}}}'
    return f'{{"type":"literal","value":{_quoted(value)}}}'


def _json_boolean(value: bool) -> str:
    return json.dumps({"head": {}, "boolean": value}) + "\n"


# ── XML (SPARQL Query Results XML Format) ───────────────────────────────────────────────────────────────
_XML_START = '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'


def _xml_head(variables: Sequence[str]) -> str:
    names = "".join(f'<variable name="{xml_text(name)}"/>' for name in variables)
    return f"{_XML_START}<head>{names}</head>\n<results>\n"


def _xml_row(variables: Sequence[str], row: Row) -> str:
    bound = [
        f'<binding name="{xml_text(name)}">{_xml_term(term)}</binding>'
        for name, term in zip(variables, row, strict=True) if term is not None
    ]
    return f"<result>{''.join(bound)}</result>\n"


def _xml_term(term: Parsed) -> str:
    value = xml_text(term.value)
    if term.kind != "literal":
        tag = "uri" if term.kind == "iri" else "bnode"
        return f"<{tag}>{value}</{tag}>"
    if term.tag:
        return f'<literal xml:lang="{term.tag}">{value}</literal>'
    if term.datatype:
        return f'<literal datatype="{xml_text(term.datatype)}">{value}</literal>'
    return f"<literal>{value}</literal>"


def _xml_boolean(value: bool) -> str:
    return f"{_XML_START}<head></head>\n<boolean>{_word(value)}</boolean>\n</sparql>\n"


# ── CSV and TSV (SPARQL 1.1 Query Results CSV and TSV Formats) ──────────────────────────────────────────
def _csv_head(variables: Sequence[str]) -> str:
    return ",".join(map(_csv_field, variables)) + "\r\n"


def _csv_row(variables: Sequence[str], row: Row) -> str:
    fields = ("" if term is None else _csv_field(_csv_term(term)) for term in row)
    return ",".join(fields) + "\r\n"


def _csv_term(term: Parsed) -> str:
    return f"_:{term.value}" if term.kind == "blank" else term.value


def _csv_field(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _CSV_SPECIAL.search(text) else text


def _tsv_head(variables: Sequence[str]) -> str:
    return "\t".join(f"?{name}" for name in variables) + "\n"


def _tsv_row(variables: Sequence[str], row: Row) -> str:
    return "\t".join("" if term is None else _tsv_term(term) for term in row) + "\n"


def _tsv_term(term: Parsed) -> str:
    if term.kind != "literal":
        return f"<{term.value}>" if term.kind == "iri" else f"_:{term.value}"
    if term.tag:
        return f"{plain(term.value)}@{term.tag}"
    return f"{plain(term.value)}^^<{term.datatype}>" if term.datatype else plain(term.value)


def _word(value: bool) -> str:
    return "true" if value else "false"


def _line(value: bool) -> str:
    return _word(value) + "\n"


LAYOUTS: dict[str, Layout] = {
    "json": Layout(_json_head, _json_row, ",\n", "\n]}}\n", _json_boolean),
    "xml": Layout(_xml_head, _xml_row, "", "</results>\n</sparql>\n", _xml_boolean),
    "csv": Layout(_csv_head, _csv_row, "", "", _line),
    "tsv": Layout(_tsv_head, _tsv_row, "", "", _line),
}
"""Name of a format in ``rdf.formats.RESULTS`` → how it is written."""
