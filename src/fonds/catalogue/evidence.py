"""Evidence (floor 3): what stands in the page and in the document's triples is not kept in it a second time.

A row of evidence names a triple, says how it was found, and quotes the page, with what stands around. Shortened, it has
the number of the triple's line, the number of the way in which it was found, and the places of the quotes. What cannot
be put together again to the byte is kept as it is.
"""

from collections.abc import Iterator
from typing import Any

import orjson

from fonds.catalogue.compression import fold, unfold
from fonds.errors import StateError

_SHORT = b"\x00"
"""Begins what was shortened; JSON cannot begin so."""
_END = " .\n"


def shorten(evidence: bytes, page: str, own: bytes) -> bytes:
    """Return evidence without what the page and the document's own triples say; what is short already stays so."""
    if not evidence or is_short(evidence):
        return evidence
    try:
        short = _shortened(orjson.loads(evidence), own)
        return _SHORT + orjson.dumps(short) if orjson.dumps(list(_restored(short, page, own))) == evidence else evidence
    except (LookupError, TypeError, ValueError, AttributeError, StateError):
        return evidence


def is_short(evidence: bytes) -> bool:
    """Whether page and triples are needed to read it."""
    return evidence.startswith(_SHORT)


def restore(short: bytes, page: str, own: bytes) -> bytes:
    """Return the evidence that was shortened; StateError where page or triples are not those it was shortened with."""
    try:
        return orjson.dumps(list(_restored(orjson.loads(short.removeprefix(_SHORT)), page, own)))
    except (LookupError, TypeError, ValueError) as error:
        raise StateError(
            f"What the catalogue keeps of a document contradicts itself ({error}).",
            "Run `fonds restore BACKUP --replace`, or publish into an empty state directory.",
        ) from error


def _shortened(rows: list[dict[str, Any]], own: bytes) -> dict[str, Any]:
    lines = {line: number for number, line in enumerate(_lines(own))}
    known = len(lines)
    ways: dict[tuple[tuple[str, Any], ...], int] = {}
    triples, manners, quotes = [], [], []
    last = width = 0
    for row in rows:
        number = lines.setdefault(f"{row['s']} {row['p']} {row['o']}", len(lines))
        triples.append(number - last)
        last = number
        way = tuple({**row, "quotes": None}.items())[3:]
        manners.append(ways.setdefault(way, len(ways)))
        places: list[int] = []
        for quote in row["quotes"]:
            start = quote["start"]
            places += (start, quote["end"] - start)
            if (wide := max(len(quote["prefix"]), len(quote["suffix"]))) > width:
                width = wide
        quotes.append(places)
    others = "".join(f"{line}{_END}" for line in list(lines)[known:]).encode()
    folded = fold(others)
    if others and folded is None:
        raise ValueError("these are no triples")
    return {
        "triples": triples, "manners": manners, "quotes": quotes, "width": width,
        "ways": [dict(way) for way in ways], "others": (folded or b"").decode(),
    }


def _restored(short: dict[str, Any], page: str, own: bytes) -> Iterator[dict[str, Any]]:
    others = unfold(short["others"].encode()) if short["others"] else b""
    triples = [_terms(line) for line in (*_lines(own), *_lines(others))]
    number, width, ways = 0, short["width"], short["ways"]
    quoted: dict[tuple[int, ...], list[dict[str, Any]]] = {}  # the same few stand behind most triples
    for step, manner, places in zip(short["triples"], short["manners"], short["quotes"], strict=True):
        number += step
        place = tuple(places)
        if place not in quoted:
            pairs = zip(places[::2], places[1::2], strict=True)
            quoted[place] = [_quote(page, start, start + length, width) for start, length in pairs]
        yield {**triples[number], **ways[manner], "quotes": quoted[place]}


def _quote(page: str, start: int, end: int, width: int) -> dict[str, Any]:
    return {
        "start": start, "end": end, "exact": page[start:end],
        "prefix": page[max(0, start - width) : start], "suffix": page[end : end + width],
    }


def _terms(line: str) -> dict[str, str]:
    subject, predicate, obj = line.split(" ", 2)
    return {"s": subject, "p": predicate, "o": obj}


def _lines(triples: bytes) -> list[str]:
    """Return each triple without the end of its line."""
    return triples.decode().removesuffix(_END).split(_END) if triples else []
