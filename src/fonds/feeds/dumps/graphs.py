"""The whole graph (floor 6): N-Triples, Turtle, and one JSON-LD document a line."""

from io import BufferedIOBase

from fonds.feeds.dumps.dump import Content
from fonds.rdf.namespaces import PREFIXES


def write_ntriples(content: Content, output: BufferedIOBase) -> int:
    """Write all triples, one a line."""
    number = 0
    for piece in content.graph():
        output.write(piece)
        number += piece.count(b"\n")
    return number


def write_all_turtle(content: Content, output: BufferedIOBase) -> int:
    """Write all triples as Turtle."""
    from fonds.store.turtle import write_turtle  # a server that knows of dumps makes none

    return write_turtle(content.graph(), output, PREFIXES)


def write_lines(content: Content, output: BufferedIOBase) -> int:
    """Write the JSON-LD of every document, then of every entity, one a line (JSON Lines)."""
    number = 0
    for _, stored in content.stored():
        output.write(stored.tree + b"\n")
        number += 1
    for tree in content.reader.entity_trees():
        output.write(tree + b"\n")
        number += 1
    return number
