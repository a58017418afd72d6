"""The serialisations, read by three parsers that are not ours."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest

from fonds.rdf.formats import FORMATS, HTML, JSONLD, NTRIPLES, RDFXML, TURTLE, Format
from fonds.rdf.literals import Triple, iri_term, lang_string, name_term, ntriples, plain, typed
from fonds.rdf.serialise import render
from rdf.graphs import BASE, SEEDS, random_graph, seed_graph

FORMS = (NTRIPLES, TURTLE, RDFXML)
OXIGRAPH = {
    NTRIPLES: pyoxigraph.RdfFormat.N_TRIPLES,
    TURTLE: pyoxigraph.RdfFormat.TURTLE,
    RDFXML: pyoxigraph.RdfFormat.RDF_XML,
}
RDFLIB = {NTRIPLES: "nt", TURTLE: "turtle", RDFXML: "xml"}
RAPPER = {NTRIPLES: "ntriples", TURTLE: "turtle", RDFXML: "rdfxml"}
DOCUMENT = f"{BASE}/doc/a"
TEXTS = ("", "a\tb\nc\rd", '"<&>\'"', "\\n ^^<x>", "Gustáv \u2028\u0085 \U0001d54f", "]]>", " x ", "^^ahttps://schema.org/b")
NAMES = ("a", "a/b", "a.", "a:b", "é", "", "#", "1-2")

form_and_seed = pytest.mark.parametrize(("form", "seed"), [(form, seed) for form in FORMS for seed in SEEDS])


def _oxigraph(data: bytes, form: Format) -> list[pyoxigraph.Triple]:
    return [quad.triple for quad in pyoxigraph.parse(data, format=OXIGRAPH[form])]


def _texts() -> list[Triple]:
    text_of = name_term("schema:text")
    graph = [(iri_term(f"{DOCUMENT}?n={n}&x=é"), text_of, plain(text)) for n, text in enumerate(TEXTS)]
    graph += [(iri_term(DOCUMENT), text_of, lang_string(text, "und-latn")) for text in TEXTS]
    graph += [(iri_term(DOCUMENT), name_term("schema:url"), typed(text, "xsd:anyURI")) for text in TEXTS]
    graph += [(iri_term(DOCUMENT), name_term("schema:url"), name_term(f"schema:{name}")) for name in NAMES]
    return graph


@form_and_seed
def test_oxigraph_reads_the_same_graph(form: Format, seed: str) -> None:
    """Every triple of a seed is read back, term for term, by pyoxigraph."""
    graph = seed_graph(seed)
    found = _oxigraph(render(graph, form), form)
    assert len(found) == len(graph)
    assert set(found) == set(_oxigraph(ntriples(graph), NTRIPLES))


@form_and_seed
def test_rapper_reads_as_many_triples(form: Format, seed: str) -> None:
    """Raptor reads every format of a seed without a complaint, to the same number of triples."""
    rapper = shutil.which("rapper")
    if rapper is None:
        pytest.skip("rapper is not installed (Debian: raptor2-utils): the formats were not read by Raptor")
    command = [rapper, "-q", "-i", RAPPER[form], "-o", "ntriples", "-", BASE]
    done = subprocess.run(command, input=render(seed_graph(seed), form), capture_output=True, check=True)
    assert done.stderr == b""
    assert len(done.stdout.splitlines()) == len(seed_graph(seed))


@form_and_seed
def test_rdflib_reads_as_many_triples(form: Format, seed: str) -> None:
    """rdflib reads every format of a seed to the same number of triples."""
    from rdflib import Graph

    graph = seed_graph(seed)
    assert len(Graph().parse(data=render(graph, form), format=RDFLIB[form])) == len(graph)


@pytest.mark.parametrize("form", FORMS)
def test_any_text_survives(form: Format) -> None:
    """Quotes, markup, spaces, letters beyond the first plane and odd local names come back as they were."""
    graph = _texts()
    assert set(_oxigraph(render(graph, form), form)) == set(_oxigraph(ntriples(graph), NTRIPLES))


@pytest.mark.parametrize("form", FORMS)
def test_line_ends_survive(form: Format) -> None:
    """A carriage return is read back by rdflib too, whose XML parser turns bare ones into line feeds."""
    from rdflib import Graph, Literal

    data = render([(iri_term(DOCUMENT), name_term("rdfs:label"), plain("a\r\nb\rc"))], form)
    assert list(Graph().parse(data=data, format=RDFLIB[form]).objects()) == [Literal("a\r\nb\rc")]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("number", range(5))
def test_any_term_survives(form: Format, number: int) -> None:
    """Random graphs of every form of term are read back whole, those aside that no checked record holds."""
    graph = [triple for triple in random_graph(number)[1] if not triple[2].endswith(("#decimal>", "#boolean>"))]
    assert set(_oxigraph(render(graph, form), form)) == set(_oxigraph(ntriples(graph), NTRIPLES))


@pytest.mark.parametrize("form", FORMS)
def test_output_is_one_for_one_graph(form: Format) -> None:
    """Order, repetition and the way a graph is given do not change a byte."""
    graph = seed_graph("000")
    wanted = render(graph, form)
    assert render([*reversed(graph), *graph], form) == wanted
    assert render(ntriples(graph), form) == wanted


@pytest.mark.parametrize("form", FORMS)
def test_output_is_one_for_every_run(form: Format, tmp_path: Path) -> None:
    """Two processes with different hash seeds write the same bytes."""
    data = tmp_path / "graph.nt"
    data.write_bytes(ntriples(seed_graph("003")))
    program = (
        "import sys; from pathlib import Path; from fonds.rdf.formats import FORMATS, find_format;"
        "from fonds.rdf.serialise import render;"
        "sys.stdout.buffer.write(render(Path(sys.argv[1]).read_bytes(), find_format(sys.argv[2], FORMATS)))"
    )
    written = [
        subprocess.run(
            [sys.executable, "-c", program, str(data), form.name],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert written[0] == written[1] == render(data.read_bytes(), form)


def test_only_used_prefixes_are_declared() -> None:
    """A prefix is declared where a name takes it, and not where an IRI in a text looks like one."""
    graph = [(iri_term(DOCUMENT), name_term("rdfs:label"), plain("see https://schema.org/name"))]
    turtle = render(graph, TURTLE).decode()
    assert turtle.count("@prefix") == 1
    assert "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n" in turtle
    assert render(graph, RDFXML).count(b"xmlns:") == 2


def test_the_resource_itself_comes_first() -> None:
    """In RDF/XML the document stands before its fragments, and they before everybody else."""
    order = [SEEDS["003"], f"{SEEDS['003']}#claim-1", f"{BASE}/agent/cwihp"]
    text = render(seed_graph("003"), RDFXML, about=SEEDS["003"]).decode()
    places = [text.index(f'rdf:about="{iri}">') for iri in order]
    assert places == sorted(places)


def test_types_come_first_in_turtle() -> None:
    """The types of a subject come first, as `a`."""
    graph = [
        (iri_term(DOCUMENT), name_term("bibo:number"), plain("1")),
        (iri_term(DOCUMENT), name_term("rdf:type"), name_term("schema:Message")),
    ]
    assert f'<{DOCUMENT}> a schema:Message ;\n    bibo:number "1" .\n' in render(graph, TURTLE).decode()


def test_xml_cannot_hold_control_characters() -> None:
    """What XML has no way to write becomes U+FFFD there, and stays what it is in Turtle."""
    graph = [(iri_term(DOCUMENT), name_term("rdfs:label"), plain("a\x0cb"))]
    for form, text in ((RDFXML, "a\ufffdb"), (TURTLE, "a\x0cb")):
        (triple,) = _oxigraph(render(graph, form), form)
        assert triple.object == pyoxigraph.Literal(text)


def test_foreign_predicates_get_a_prefix_of_their_own() -> None:
    """RDF/XML declares a namespace for a predicate that is not in ours, and shares it between its names."""
    names = ("a-b", "c", "1d")
    graph = [(iri_term(DOCUMENT), f"<http://other.example/terms/{name}>", plain("x")) for name in names]
    data = render(graph, RDFXML)
    assert set(_oxigraph(data, RDFXML)) == set(_oxigraph(ntriples(graph), NTRIPLES))
    assert data.count(b"xmlns:ns") >= 1


def test_predicates_without_a_name_are_refused() -> None:
    """RDF/XML cannot say a predicate that ends in no name: that is an error, not a broken file."""
    with pytest.raises(ValueError, match="split"):
        render([(iri_term(DOCUMENT), "<http://other.example/1/>", plain("x"))], RDFXML)


@pytest.mark.parametrize("form", [HTML, JSONLD])
def test_other_formats_are_refused(form: Format) -> None:
    """HTML and JSON-LD are made from the tree, and asking for them here is a mistake."""
    with pytest.raises(ValueError, match="not made from triples"):
        render([], form)


def test_every_format_but_the_tree_is_written_here() -> None:
    """A format added to the table has a writer."""
    assert set(FORMS) == set(FORMATS) - {JSONLD}
