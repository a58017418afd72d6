"""Turtle without end (floor 3): N-Triples of any number as one document, written as they are read."""

from collections.abc import Iterable, Iterator, Mapping
from io import BufferedIOBase
from typing import IO, cast

from pyoxigraph import RdfFormat, Triple, parse, serialize


def write_turtle(pieces: Iterable[bytes], output: BufferedIOBase, prefixes: Mapping[str, str]) -> int:
    """Write N-Triples, given in pieces of whole lines, as Turtle; return how many triples there were.

    Triples stay in their order, and those with one subject that follow each other are written as one statement.
    """
    counted = _Counted(pieces)
    serialize(iter(counted), cast(IO[bytes], output), RdfFormat.TURTLE, prefixes=dict(prefixes))
    return counted.number


class _Counted:
    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = pieces
        self.number = 0

    def __iter__(self) -> Iterator[Triple]:
        for piece in self._pieces:
            for quad in parse(piece, RdfFormat.N_TRIPLES):
                self.number += 1
                yield quad.triple
