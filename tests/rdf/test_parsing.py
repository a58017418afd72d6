"""RDF that others wrote: all formats say the same, judged by other readers, and hostile text is refused."""

import json
from pathlib import Path

import pyoxigraph
import pytest
from pyld import jsonld

from fonds.rdf import parsing
from fonds.rdf.contexts import load_context
from fonds.rdf.parsing import RdfError, Statements, Value, parse_rdf

LINES = r"""
# a comment
<urn:a> <urn:p> "plain" .
<urn:a><urn:p>"tagged"@DE-ch.
  <urn:a>	<urn:p> "1979"^^<http://www.w3.org/2001/XMLSchema#gYear> . # behind
<urn:a> <urn:p> "\t\b\n\r\f\"\'\\ \u00E9 \U0001F600" .
<urn:\u00E9> <urn:p> _:b1.c .
_:b1.c <http://schema.org/name> <http://schema.org/Person> .
<urn:a> <urn:p> "plain"^^<http://www.w3.org/2001/XMLSchema#string> .
"""


def _outside(text: str) -> set[tuple[str, str, str]]:
    """Return what Oxigraph reads of N-Triples, blank nodes as one and the same."""
    found = pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    return {(_told(each.subject), each.predicate.value, _told(each.object)) for each in found}


def _told(node: object) -> str:
    if isinstance(node, pyoxigraph.BlankNode):
        return "_:"
    if isinstance(node, pyoxigraph.NamedNode):
        return f"<{node.value}>"
    assert isinstance(node, pyoxigraph.Literal)
    return f"{node.value} @{node.language or ''}".lower()


def _inside(found: Statements) -> set[tuple[str, str, str]]:
    def told(value: Value) -> str:
        if value.kind == "literal":
            return f"{value.text} @{value.language}".lower()
        return "_:" if value.kind == "blank" else f"<{value.text}>"

    subjects = {subject: "_:" if subject.startswith("_:") else f"<{subject}>" for subject in found.said}
    return {
        (subjects[subject], predicate, told(value))
        for subject, said in found.said.items() for predicate, values in said.items() for value in values
    }


def test_lines_are_read_as_another_reader_reads_them() -> None:
    """Every form a line of N-Triples may have gives what Oxigraph finds, but that schema.org is https."""
    expected = {tuple(part.replace("http://schema.org/", "https://schema.org/") for part in each)
                for each in _outside(LINES)}
    assert _inside(parse_rdf(LINES, "ntriples")) == expected
    assert parse_rdf(LINES, "ntriples").said["urn:a"]["urn:p"].count(Value("literal", "plain")) == 1


def test_quads_are_read_whatever_their_graph() -> None:
    """A line may name its graph; N-Triples and N-Quads then say the same."""
    quads = '<urn:a> <urn:p> "x" <urn:g> .\n<urn:a> <urn:p> <urn:b> _:g .\n'
    assert parse_rdf(quads, "nquads").said == {"urn:a": {"urn:p": [Value("iri", "urn:b"), Value("literal", "x")]}}


@pytest.mark.parametrize(
    "line",
    [
        "<urn:a> <urn:p> .", "<urn:a> <urn:p> <urn:b>", "<urn:a b> <urn:p> <urn:c> .", '<urn:a> <urn:p> "a\nb" .',
        '<urn:a> <urn:p> "\\x" .', '"a" <urn:p> "b" .', "<urn:a> _:p <urn:b> .", '<urn:a> <urn:p> "a"@ .',
        "<urn:a> <urn:p> <urn:b> . <urn:c>", '<urn:a> <urn:p> "\\uD800" .', '<urn:a> <urn:p> "\\UFFFFFFFF" .',
        "@prefix a: <urn:a> .",
    ],
)
def test_a_broken_line_is_named(line: str) -> None:
    """What is no statement is an error with its line."""
    with pytest.raises(RdfError) as error:
        parse_rdf(f"<urn:a> <urn:p> <urn:b> .\r\n{line}\n", "ntriples")
    assert error.value.line == 2 and not error.value.refused


def test_turtle_and_json_ld_say_what_their_readers_find() -> None:
    """Turtle is what rdflib reads; JSON-LD is what pyld expands, named graphs and all."""
    turtle = "@prefix s: <http://schema.org/> . <urn:a> s:name 'x'@en, 'y' ; s:sender [ s:name 'z' ] ."
    assert ("<urn:a>", "https://schema.org/name", "x @en") in _inside(parse_rdf(turtle, "turtle"))
    assert len(parse_rdf(turtle, "turtle").said) == 2
    tree = {
        "@context": ["https://archive.example/context.jsonld", {"x": "urn:x"}],
        "@graph": [{"id": "urn:a", "name": {"en": "A", "de": "Ä"}, "date": "1979-12", "x": [1, True]},
                   {"id": "urn:g", "@graph": [{"id": "urn:b", "sender": "urn:c"}]}],
    }
    quads = jsonld.to_rdf(tree, {"documentLoader": load_context, "format": "application/n-quads"})
    assert _inside(parse_rdf(json.dumps(tree), "jsonld")) == _inside(parse_rdf(quads, "nquads"))


@pytest.mark.parametrize(
    ("text", "form", "why"),
    [
        ('{"@context": "https://schema.org", "@id": "urn:a"}', "jsonld", "'https://schema.org' is not ours"),
        ('{"@graph": [{"@context": ["x/context.json"]}]}', "jsonld", "'x/context.json' is not ours"),
        ('{"@context": {"a": {"@id": "urn:a", "@context": "http://x/"}}}', "jsonld", "'http://x/' is not ours"),
        ('{"@context": {"@import": "http://x/context.jsonld"}}', "jsonld", "imports 'http://x/context.jsonld'"),
        ('{"a":' * 2_000 + "1" + "}" * 2_000, "jsonld", "nested more than"),
        ("[" * 100_000, "jsonld", "nested more than"),
        ('[{"@context": {}}' + ', {"@context": {}}' * 200 + "]", "jsonld", "more than 100 contexts"),
        ("<urn:a> <urn:p> " + "[ <urn:p> " * 500, "turtle", "nested more than"),
        ("<urn:a> <urn:p> " + "(" * 5_000, "turtle", "nested more than"),
    ],
)
def test_what_would_fetch_or_exhaust_is_refused(text: str, form: str, why: str) -> None:
    """No context but ours is known by its address, and nothing is nested without bound."""
    with pytest.raises(RdfError, match=why) as error:
        parse_rdf(text, form)
    assert error.value.refused


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("@prefix : <urn:> . :a :b", "turtle"), ('"""' * 999, "turtle"), ("@prefix : <urn:> . x:a :b :c .", "turtle"),
        ("[1", "jsonld"), ('{"@id": NaN}', "jsonld"), ('{"@context": {"a": {"@id": 7}}, "a": 1}', "jsonld"),
        ('{"@id": "urn:a", "urn:p": "\\ud800"}', "jsonld"),
    ],
)
def test_what_is_not_its_format_is_an_error(text: str, form: str) -> None:
    """Whatever a library raises of a broken text is one error of ours."""
    with pytest.raises(RdfError):
        parse_rdf(text, form)


def test_the_number_of_statements_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of more statements than memory should hold is refused."""
    monkeypatch.setattr(parsing, "MOST_STATEMENTS", 10)
    text = "".join(f"<urn:a> <urn:p> <urn:{n}> .\n" for n in range(11))
    with pytest.raises(RdfError, match="more than 10 statements"):
        parse_rdf(text, "ntriples")
    assert parse_rdf(text[: text.rindex("<urn:a>")], "ntriples").count == 10


def test_brackets_in_words_are_not_nesting() -> None:
    """Brackets in literals, comments and IRIs of Turtle do not count as nesting."""
    text = "<urn:a> <urn:p> '" + "[" * 500 + "', \"\"\"" + "(\n" * 500 + '""" . # ' + "[" * 500
    assert parse_rdf(text, "turtle").count == 2


def test_a_hostile_line_takes_linear_time(tmp_path: Path) -> None:
    """Millions of escapes, or a quote that never ends, are read or refused at once, whatever their length."""
    assert parse_rdf('<urn:a> <urn:p> "' + "\\n" * 300_000 + '" .', "ntriples").count == 1
    for text in ('<urn:a> <urn:p> "' + "\\n" * 300_000, "<urn:" + "a" * 300_000, "_:" + "a." * 300_000):
        with pytest.raises(RdfError):
            parse_rdf(text, "ntriples")
