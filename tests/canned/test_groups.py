"""Which group holds which block, and what is refused."""

import pyoxigraph
import pytest

from fonds.canned.groups import check_blocks, parse_groups, query_form, using_groups
from fonds.canned.scanner import QueryTextError, scan

GOOD = """SELECT ?d WHERE {
  VALUES ?x { <a> }
  ?d <p> ?x .
  OPTIONAL { VALUES ?x { <a> } ?d <q> ?x }
  { SELECT (COUNT(?x) AS ?n) WHERE { VALUES ?x { <a> } ?y <p> ?x } }
  { VALUES ?x { <a> } ?d <r> ?x } UNION { ?d <s> <t> }
}"""


def blocks_of(text: str, variable: str = "x") -> list[int]:
    """The lines of the variable's blocks."""
    return [block.keyword.line for block in check_blocks(parse_groups(scan(text)), variable)]


def test_all_blocks_are_found() -> None:
    """A query whose every using group holds its block gives all of them, in the order of the text."""
    assert blocks_of(GOOD) == [2, 4, 5, 6]


@pytest.mark.parametrize("lost", [2, 4, 5, 6])
def test_each_missing_block_is_named(lost: int) -> None:
    """Without the block of any one group the query is refused, with the line of the use."""
    lines = GOOD.split("\n")
    lines[lost - 1] = lines[lost - 1].replace("VALUES ?x { <a> }", "")
    with pytest.raises(QueryTextError) as caught:
        blocks_of("\n".join(lines))
    assert caught.value.line == (3 if lost == 2 else lost)
    assert "no VALUES ?x of its own" in caught.value.message


def test_outer_block_yields_nothing_inside() -> None:
    """The rule has a reason: an engine answers nothing where only an outer group holds the block."""
    store = pyoxigraph.Store()
    store.load(b"<http://x/a> <http://x/p> 1 .", pyoxigraph.RdfFormat.TURTLE)
    inner = (
        "SELECT ?x WHERE {{ VALUES ?x {{ <http://x/a> }}"
        " {{ {} BIND(?x AS ?y) FILTER(?y = <http://x/a>) }} }}"
    )

    def count(block: str) -> int:
        found = store.query(inner.format(block))
        assert isinstance(found, pyoxigraph.QuerySolutions)
        return len(list(found))

    assert count("") == 0
    assert count("VALUES ?x { <http://x/a> }") == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * { ?d <p> ?x . VALUES ?x { <a> } }", "before its VALUES block"),
        ("SELECT * { ?d <p> ?x } VALUES ?x { <a> }", "behind the pattern"),
        ("SELECT * { { SELECT ?x { ?d <p> ?x } VALUES ?x { <a> } } }", "behind the pattern"),
        ("SELECT * { VALUES (?x) { (<a>) } ?d <p> ?x }", "cannot be filled"),
        ("SELECT * { VALUES (?x ?y) { (<a> 1) } ?d <p> ?x }", "cannot be filled"),
        ("SELECT * { VALUES ?x { UNDEF } ?d <p> ?x }", "UNDEF"),
        ("SELECT ?x { ?d <p> ?y }", "no VALUES ?x"),
        ("CONSTRUCT { ?d <p> ?x } WHERE { ?d <p> ?y }", "no VALUES ?x"),
        ("SELECT * { ?d <p> ?y FILTER NOT EXISTS { ?d <p> ?x } }", "EXISTS group"),
        ("SELECT * { GRAPH <g> { ?d <p> ?x } }", "GRAPH group"),
        ("SELECT * { ?d <p> ?x MINUS { VALUES ?x { <a> } ?d <p> ?x } }", "no VALUES ?x"),
        ("SELECT * { ?d <p> ?x ", "never closed"),
        ("SELECT * { ?d <p> ?x } }", "closes nothing"),
        ("SELECT * { VALUES ?x { <a> ", "never closed"),
        ("SELECT * { VALUES ?x <a> }", "not followed"),
        ("# nothing", "no query"),
    ],
)
def test_what_cannot_be_bound_is_refused(text: str, message: str) -> None:
    """Every form of block that binding could not fill rightly is refused, saying why."""
    with pytest.raises(QueryTextError, match=r".") as caught:
        blocks_of(text)
    assert message in caught.value.message


def test_data_of_blocks_and_templates_are_no_groups() -> None:
    """A template's use asks for a block in the pattern, not in the template."""
    text = "CONSTRUCT { ?d <p> ?x } WHERE { VALUES ?x { <a> } ?d <q> ?y }"
    assert [group.opened.start for group, _ in using_groups(parse_groups(scan(text)), "x")] == [30]
    assert blocks_of(text) == [1]


def test_strings_that_look_like_blocks_are_none() -> None:
    """Text that reads like a block, in a string or a comment, is not taken for one."""
    assert blocks_of('SELECT * { VALUES ?x { <a> } # VALUES ?x {\n ?x <p> "VALUES ?x { }" }') == [1]


@pytest.mark.parametrize(
    ("text", "form"),
    [("PREFIX a: <b> select * {}", "SELECT"), ("ASK {}", "ASK"), ("DESCRIBE <a>", "DESCRIBE")],
)
def test_form(text: str, form: str) -> None:
    """The form is told whatever the case of its word."""
    assert query_form(parse_groups(scan(text))) == form


@pytest.mark.parametrize("text", ["DELETE WHERE { ?a ?b ?c }", "LOAD <http://x/>", "PREFIX a: <b>"])
def test_updates_are_refused(text: str) -> None:
    """What changes data, or asks nothing, is no canned query."""
    with pytest.raises(QueryTextError):
        query_form(parse_groups(scan(text)))


@pytest.mark.parametrize(
    "text", ["FILTER(?a<?b&&?c>?d)", "FILTER(1<?b&&?c>2)", "BIND((?a)<?b&&?c>?d AS ?e)", 'FILTER("x"<$b&&?c>?d)'],
)
def test_comparisons_that_look_like_an_iri_are_refused(text: str) -> None:
    """What the engine reads as two comparisons must not hide its variables from us."""
    with pytest.raises(QueryTextError, match="two comparisons"):
        parse_groups(scan(f"SELECT * {{ ?s ?p ?a {text} }}"))


@pytest.mark.parametrize(
    "text", ["FILTER(?a < ?b && ?c > ?d)", "FILTER(?a IN (<http://e.example/?x=1>))", "?s (<a?b>/<c>) ?o", "FILTER(?a=<http://e/?b>)"],
)
def test_iris_with_a_question_mark_are_iris(text: str) -> None:
    """An IRI where no comparison could stand is left alone."""
    parse_groups(scan(f"SELECT * {{ ?s ?p ?a . {text} }}"))


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        ("VALUES ?x { 1 }\nOPTIONAL { ?s ?p ?x }", 3),
        ("VALUES ?x { 1 }\n?s ?p ?o\nFILTER NOT EXISTS { ?s ?q ?x }", 4),
        ("VALUES ?x { 1 }\nMINUS { ?s ?q $x }", 3),
        ("VALUES ?x { 1 }\nGRAPH ?g { ?s ?q ?x }", 3),
        ("VALUES ?x { 1 }\n{ SELECT ?s { VALUES ?x { 1 }\n{ ?s ?q ?x } UNION { VALUES ?x { 1 } ?s ?r ?x } } }", 4),
        ("VALUES ?x { 1 }\n{ SELECT (MAX(?x) AS ?m) {\n?s ?p ?o } }", 3),
        ("VALUES ?x { 1 }\n{ SELECT ?s\n{ ?s ?p ?o } GROUP BY ?s HAVING(COUNT(?x) > 1) }", 4),
        ("VALUES ?x { 1 }\nBIND(EXISTS { ?s ?p ?x } AS ?y)", 3),
        ("OPTIONAL { VALUES ?x { 1 } ?s ?q ?x }\n?s ?p ?x", 3),
    ],
)
def test_every_hidden_use_is_named(pattern: str, line: int) -> None:
    """However deep a group stands, using the parameter without a block of its own is told with its line."""
    with pytest.raises(QueryTextError, match="holds no VALUES") as caught:
        check_blocks(parse_groups(scan(f"SELECT ?s {{\n{pattern}\n}}")), "x")
    assert caught.value.line == line
