"""What a release does to the store."""

from dataclasses import replace

import pytest
from rdflib import Graph

from catalogue.samples import document, entity
from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.compression import as_turtle, fold
from fonds.catalogue.stamps import CREATED, MODIFIED
from fonds.catalogue.stored import Beside
from fonds.rdf.literals import lang_string, ntriples, plain, typed
from fonds.rdf.tally import Tally

DATE, TEXT = "<http://e/date>", "<http://e/text>"
HARD = 'a, "b"; <http://e/c> .\n d\\'
"""Looks like the ends of statements."""


def test_folded_triples_are_turtle() -> None:
    """What was folded says as Turtle, to a parser that is not ours, what it said as N-Triples."""
    objects = [plain(HARD), lang_string(HARD, "en-GB"), typed("2", "xsd:integer"), "<http://e/a;b,c>", plain("")]
    subjects, names = ("<http://e/a>", "<http://e/b>"), (DATE, TEXT)
    own = ntriples([(subject, name, each) for subject in subjects for name in names for each in objects])
    folded = fold(own)
    assert folded is not None and len(folded) < len(own)
    turtle = as_turtle(folded)
    assert len(turtle) < len(own)
    read = Graph().parse(data=turtle, format="turtle")
    assert len(read) == 20
    assert set(read) == set(Graph().parse(data=own, format="nt"))
    assert as_turtle(own) == own


@pytest.mark.parametrize(
    "marked",
    [
        [("<http://e/a>", TEXT), (None, DATE), ("<http://e/z>", TEXT)],  # between others
        [("<http://e/z>", "<http://e/a>"), (None, DATE)],  # at the very end
        [(None, DATE), ("<http://e/z>", TEXT)],  # the first of its subject
        [(None, DATE)],  # nothing else is said
    ],
)
@pytest.mark.parametrize("also", [[], ["2026-01-01T00:00:00Z"], ["0001-01-01T00:00:00Z", "2026-01-01T00:00:00Z"]])
@pytest.mark.parametrize("quoted", [0, 1])
def test_lines_that_wait_are_left_out(
    catalogue: Catalogue, marked: list[tuple[str | None, str]], also: list[str], quoted: int
) -> None:
    """Wherever a mark stands, its line waits as N-Triples with its own subject, and all else is told at once."""
    lines = [("<http://e/0>", TEXT, plain(HARD))]
    for value, predicate in marked:
        if value is not None:
            lines.append(("<http://e/s>", predicate, value))
            continue
        lines += [("<http://e/s>", predicate, typed(each, "xsd:dateTime")) for each in (CREATED, MODIFIED, *also)]
        lines.append(("<http://e/s>", f"{predicate[:-1]}2>", typed(CREATED, "xsd:dateTime")))
    lines += [("<http://e/t>", TEXT, plain(CREATED))] * quoted
    own = ntriples(lines)
    waiting, tally = list[bytes](), Tally()
    with catalogue.release("store") as writer:
        writer.put(replace(document("a"), own=own))
        writer.put_entity(entity("agent/masoud"))
        writer.put_entity(entity("place/kabul"))
        said = b"".join(writer.whole(waiting.append, Beside(), tally))
        others = {line for key in ("agent/masoud", "place/kabul") for line in entity(key).own.splitlines(keepends=True)}
    expected = {line for line in own.splitlines(keepends=True) if CREATED.encode() in line or MODIFIED.encode() in line}
    expected -= {line for line in expected if b"/0>" in line}
    assert set(b"".join(waiting).splitlines(keepends=True)) == expected
    rest = set(own.splitlines(keepends=True)) - expected | others
    assert set(Graph().parse(data=said, format="turtle")) == set(Graph().parse(data=b"".join(rest), format="nt"))
    assert tally.triples == len(rest)
