r"""Taking the last row off a written table (floor 3): whoever asks for one row more than a page holds knows its true end.

The row is cut off the bytes as ``results.py`` wrote them, so a page costs nothing more than its rows. In JSON, XML and
TSV a row begins behind a mark that no value can hold, for line ends and ``<`` are escaped in them. In CSV a value may
hold line ends inside quotes: a row begins where an even number of quotes follows. A test takes rows off tables whose
values hold all of these, and has other parsers read what is left.
"""

from collections.abc import Callable
from dataclasses import replace

from fonds.rdf.formats import RESULTS, find_format
from fonds.store.answer import Answer

_ROWS = b'"bindings":[\n'


def shorten(answer: Answer, rows: int) -> tuple[Answer, bool]:
    """Return no more than these rows of an answer that one more was asked for, and whether others follow.

    An answer that a limit cut just behind its last row was not cut at all; graphs and truth values stay as they are.
    """
    form = find_format(answer.media_type, RESULTS)
    if form is None or answer.kind != "select":
        return answer, False
    if answer.rows > rows:
        return replace(answer, body=drop_last_row(form.name, answer.body), rows=rows, truncated=None), True
    more = answer.truncated is not None
    return (replace(answer, truncated=None) if answer.rows == rows else answer), more


def drop_last_row(name: str, body: bytes) -> bytes:
    r"""Return the table without its last row; ``name`` is that of its format. ValueError where it has no row.

    >>> drop_last_row("csv", b'a\r\n1\r\n"2\r\n3"\r\n')
    b'a\r\n1\r\n'
    """
    return _CUTS[name](body)


def _json(body: bytes) -> bytes:
    head, tail = body.index(_ROWS) + len(_ROWS), b"\n]}}\n"
    if head + len(tail) >= len(body):
        raise ValueError("the table has no row")
    last = body.rfind(b",\n", head)
    return body[: last if last >= 0 else head] + tail


def _xml(body: bytes) -> bytes:
    start, end = body.rindex(b"<result>"), body.rindex(b"</result>\n")
    return body[:start] + body[end + len(b"</result>\n") :]


def _tsv(body: bytes) -> bytes:
    head = body.index(b"\n") + 1
    if head == len(body):
        raise ValueError("the table has no row")
    return body[: max(body.rfind(b"\n", 0, -1) + 1, head)]


def _csv(body: bytes) -> bytes:
    before, quotes = len(body), 0
    while True:
        place = body.rindex(b"\r\n", 0, before - (before == len(body)) * 2)
        quotes += body.count(b'"', place, before)
        if quotes % 2 == 0:
            return body[: place + 2]
        before = place


_CUTS: dict[str, Callable[[bytes], bytes]] = {"json": _json, "xml": _xml, "tsv": _tsv, "csv": _csv}
