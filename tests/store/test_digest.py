"""The digest of an answer tells rows apart, whatever their order, their format's own names, and who wrote them."""

import itertools

import pytest

from fonds.rdf.formats import NTRIPLES, RESULTS_CSV, RESULTS_JSON
from fonds.rdf.literals import Parsed
from fonds.store.answer import Answer
from fonds.store.digest import answer_digest
from fonds.store.results import Row, render_boolean, render_rows

ROWS: list[Row] = [
    [Parsed("literal", "a")], [Parsed("literal", "a", "en")], [Parsed("literal", "a", "", "http://e.example/t")],
    [Parsed("iri", "a")], [None], [Parsed("literal", "")], [Parsed("blank", "b0")], [Parsed("literal", 'a", ["')],
]


def digest(rows: list[Row], name: str = "x") -> str:
    """Return the digest of rows with one column."""
    written = render_rows("json", (name,), rows, most=None, size=None)
    return answer_digest(Answer("select", RESULTS_JSON.media_type, written.body, rows=written.count))


def graph(*lines: str) -> str:
    """Return the digest of a graph."""
    return answer_digest(Answer("construct", NTRIPLES.media_type, "".join(f"{line} .\n" for line in lines).encode(), rows=len(lines)))


def test_rows_that_differ_in_anything_differ() -> None:
    """Kind, text, language, datatype, unbound and the column's name all count; so does how often a row comes."""
    digests = [digest([row]) for row in ROWS] + [digest([]), digest([ROWS[0]] * 2), digest([ROWS[0]], "y")]
    assert len(set(digests)) == len(ROWS) + 3


def test_order_and_names_of_blank_nodes_do_not_count() -> None:
    """The same rows in any order, and blank nodes under any name, have one digest."""
    assert len({digest(list(order)) for order in itertools.permutations(ROWS[:4])}) == 1
    assert digest([[Parsed("blank", "b0")]]) == digest([[Parsed("blank", "xyz")]])
    assert graph("<a:s> <a:p> _:b1", "<a:s> <a:q> <a:o>") == graph("<a:s> <a:q> <a:o>", "<a:s> <a:p> _:c2")


def test_text_that_looks_like_a_blank_node_counts() -> None:
    """What stands in a literal is told apart, whatever it looks like."""
    assert graph('<a:s> <a:p> "> _:b1 ."') != graph('<a:s> <a:p> "> _:b2 ."')


def test_the_number_of_rows_stands_in_it() -> None:
    """Sixteen digits, a hyphen, the number."""
    assert digest(ROWS).endswith(f"-{len(ROWS)}")
    assert graph("<a:s> <a:p> <a:o>").endswith("-1")
    yes, no = (
        answer_digest(Answer("ask", RESULTS_JSON.media_type, render_boolean("json", value), rows=1)) for value in (True, False)
    )
    assert yes != no


def test_other_formats_have_no_digest() -> None:
    """A table that has lost its datatypes cannot be digested."""
    with pytest.raises(ValueError, match="cannot be digested"):
        answer_digest(Answer("select", RESULTS_CSV.media_type, b"x\r\n"))
