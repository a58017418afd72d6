"""The shipped context and frame, and pyld's forms of a tree."""

import csv
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld

from fonds.errors import VocabularyError
from fonds.rdf.contexts import (
    FRAMING,
    bundled_context,
    bundled_frame,
    expanded,
    flattened,
    framed,
    load_context,
)
from fonds.rdf.framing import bundled_framer
from fonds.rdf.keys import Keys
from fonds.rdf.literals import plain
from fonds.rdf.namespaces import PREFIXES, expand
from rdf.graphs import CONTEXT_IRI, SEEDS, seed_graph

KEYS = Keys(bundled_context())
PART_KEYS = KEYS.scoped("participation")
ROWS = sorted((Path(__file__).parent.parent / "acceptance").glob("*.facts.tsv"))


def _acceptance() -> Iterator[dict[str, str]]:
    for path in ROWS:
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _places(frame: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield path, frame
    for key, child in frame.items():
        if not key.startswith("@"):
            yield from _places(child, f"{path}/{key}")


def test_context_is_strict() -> None:
    """The context is 1.1, protected, and has no @vocab to hide a misspelt term."""
    context = bundled_context()
    assert context["@version"] == 1.1
    assert context["@protected"] is True
    assert not [key for key in context if key.startswith("@") and key not in ("@version", "@protected")]


def test_prefixes_are_those_of_every_other_format() -> None:
    """A prefix means in the context what it means in Turtle and in queries."""
    context = bundled_context()
    found = {name: iri for name, iri in context.items() if isinstance(iri, str) and iri.startswith("http")}
    assert found == {name: PREFIXES[name] for name in found}


def test_every_published_row_has_a_term() -> None:
    """Whatever the acceptance rows publish stands under a term, never under a prefixed name."""
    without = set()
    for row in _acceptance():
        predicate, kind = expand(row["predicate"]), row["datatype_or_lang"]
        keys = PART_KEYS if row["subject"].startswith("PART") else KEYS
        if row["predicate"] == "rdf:type":
            names = [keys.class_name(expand(row["object"]))]
        elif not kind:
            names = [keys.select(predicate, "iri").name]
        elif kind == "xsd:string":
            names = [keys.select(predicate, "plain").name]
        elif kind[0] in "@*":
            names = [keys.select(predicate, "tagged").name]
        else:
            names = [keys.select(predicate, "typed", expand(kind)).name]
        without |= {name for name in names if ":" in name}
    assert without == set()


@pytest.mark.parametrize(
    ("predicate", "datatype", "term"),
    [
        ("dcterms:date", "edtf:EDTF-level0", "date"),
        ("dcterms:date", "edtf:EDTF-level1", "dateLevel1"),
        ("dcterms:date", "edtf:EDTF-level2", "dateLevel2"),
        ("dcterms:created", "xsd:date", "created"),
        ("dcterms:created", "xsd:gYearMonth", "createdMonth"),
        ("dcterms:created", "xsd:gYear", "createdYear"),
        ("schema:dateCreated", "xsd:gYear", "dateCreatedYear"),
        ("schema:datePublished", "xsd:gYear", "datePublishedYear"),
        ("schema:startDate", "xsd:gYearMonth", "startDateMonth"),
        ("dcterms:modified", "xsd:dateTime", "modifiedTime"),
        ("fonds:earliest", "xsd:date", "earliest"),
    ],
)
def test_dates_have_one_term_a_datatype(predicate: str, datatype: str, term: str) -> None:
    """A date stands under the term of its datatype, so that no consumer has to look at the datatype."""
    key = KEYS.select(expand(predicate), "typed", expand(datatype))
    assert (key.name, key.coerces) == (term, expand(datatype))


@pytest.mark.parametrize(
    ("ours", "twin", "ours_iri", "twin_iri"),
    [
        ("name", "title", "schema:name", "dcterms:title"),
        ("genre", "documentType", "schema:genre", "dcterms:type"),
        ("isPartOf", "partOf", "schema:isPartOf", "dcterms:isPartOf"),
        ("publisher", "dcPublisher", "schema:publisher", "dcterms:publisher"),
        ("abstract", "dcAbstract", "schema:abstract", "dcterms:abstract"),
        ("schemaCreator", "creator", "schema:creator", "dcterms:creator"),
        ("isBasedOn", "source", "schema:isBasedOn", "dcterms:source"),
    ],
)
def test_twins_have_their_own_names(ours: str, twin: str, ours_iri: str, twin_iri: str) -> None:
    """The two vocabularies' properties for one fact never share a key."""
    definitions = {name: value for name, value in bundled_context().items() if isinstance(value, dict)}
    assert definitions[ours]["@id"] == ours_iri
    assert definitions[twin]["@id"] == twin_iri


def test_frame_keys_are_prefixed_names_the_context_has_terms_for() -> None:
    """No key of the frame is a term, and each is shown under one."""
    for path, place in _places(bundled_frame()):
        keys = PART_KEYS if "/fonds:participation" in path else KEYS
        for name in (key for key in place if not key.startswith("@")):
            assert name not in bundled_context(), path
            assert keys.has_term(expand(name)), f"{path}: {name}"


def test_frame_nests_by_wildcard_only() -> None:
    """Each place of the frame that shows properties matches any node, whatever it lacks."""
    for path, place in _places(bundled_frame()):
        if any(not key.startswith("@") for key in place):
            assert place["@id"] == {}, path


def test_frame_is_of_any_resource() -> None:
    """The bundled frame names no resource and no site."""
    assert bundled_frame()["@id"] == {}
    assert "@context" not in bundled_frame()


@pytest.mark.parametrize("base", ["http://127.0.0.1:8000", "https://archive.example/papers"])
def test_context_is_served_on_any_base(base: str) -> None:
    """The context's IRI is answered from the bundle, wherever the site is."""
    assert load_context(f"{base}/context.jsonld")["document"] == {"@context": bundled_context()}


@pytest.mark.parametrize("url", ["https://schema.org", "http://x/other.jsonld", "http://x/acontext.jsonld"])
def test_foreign_contexts_are_refused(url: str) -> None:
    """Any other address is an error before anything is fetched."""
    with pytest.raises(VocabularyError, match="fetches none"):
        load_context(url)


def test_tree_with_a_foreign_context_is_not_expanded() -> None:
    """A tree that names somebody else's context is refused, not looked up."""
    with pytest.raises(Exception, match="context") as caught:
        expanded({"@context": "https://schema.org/docs/jsonldcontext.json", "id": "http://x/a"})
    causes = []
    cause: BaseException | None = caught.value
    while cause is not None:
        causes.append(type(cause))
        cause = cause.__cause__
    assert VocabularyError in causes


def test_suite_fails_on_any_fetch() -> None:
    """An attempt to reach the network is an error in these tests."""
    with pytest.raises(AssertionError, match="tried to reach"):
        urllib.request.urlopen("http://archive.example/context.jsonld", timeout=1)


@pytest.mark.parametrize("seed", SEEDS)
def test_forms_carry_the_same_graph(seed: str) -> None:
    """The expanded and the flattened form say exactly what the tree says."""
    tree = bundled_framer(CONTEXT_IRI).frame(SEEDS[seed], seed_graph(seed))
    options = {"documentLoader": load_context, "format": "application/n-quads"}
    forms = [jsonld.to_rdf(form, options) for form in (tree, expanded(tree), flattened(tree))]
    wanted = sorted(forms[0].splitlines())
    assert len(wanted) > 150
    assert [sorted(form.splitlines()) for form in forms] == [wanted] * 3


def test_flattened_form_has_each_node_once() -> None:
    """The flattened form lists every node once, in our context."""
    tree = bundled_framer(CONTEXT_IRI).frame(SEEDS["003"], seed_graph("003"))
    flat = flattened(tree)
    ids = [node["id"] for node in flat["@graph"]]
    assert flat["@context"] == CONTEXT_IRI
    assert len(ids) == len(set(ids)) > 20


def test_reference_frame_uses_the_documented_flags() -> None:
    """pyld's frame is explicit: what the frame does not know is not shown."""
    assert FRAMING["explicit"] is True
    tree = framed("http://x/a", [("<http://x/a>", "<http://x/unknown>", plain("v"))], CONTEXT_IRI)
    assert tree == {"@context": CONTEXT_IRI, "id": "http://x/a"}
