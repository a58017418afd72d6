"""The compiled framer, held against pyld's frame."""

import json
from collections.abc import Iterable
from typing import Any

import pytest
from pyld import jsonld

from fonds.errors import VocabularyError
from fonds.rdf.contexts import Tree, bundled_context, framed, load_context
from fonds.rdf.framing import bundled_framer, compile_framer
from fonds.rdf.literals import Triple, iri_term, lang_string, name_term, parse_term, plain, typed
from fonds.rdf.namespaces import XSD
from rdf.graphs import BASE, CONTEXT_IRI, SEEDS, random_graph, seed_graph

FRAMER = bundled_framer(CONTEXT_IRI)
DOCUMENT = f"{BASE}/doc/a"


def _read_back(tree: Tree) -> set[tuple[str, ...]]:
    """Return what pyld reads in a tree: subject, predicate, value, tag or datatype."""
    quads = jsonld.to_rdf(tree, {"documentLoader": load_context}).get("@default", [])
    found: set[tuple[str, ...]] = set()
    for quad in quads:
        term = quad["object"]
        kind = term.get("language") or term.get("datatype", "iri")
        found.add((quad["subject"]["value"], quad["predicate"]["value"], term["value"], kind))
    return found


def _as_read(triples: Iterable[Triple]) -> set[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    for subject, predicate, term in triples:
        kind, value, tag, datatype = parse_term(term)
        named = "iri" if kind == "iri" else tag or datatype or f"{XSD}string"
        found.add((subject[1:-1], predicate[1:-1], value, named))
    return found


def _about(*statements: tuple[str, str], subject: str = DOCUMENT) -> list[Triple]:
    return [(iri_term(subject), name_term(predicate), term) for predicate, term in statements]


def _frame(*statements: tuple[str, str], more: Iterable[Triple] = ()) -> Tree:
    """Frame statements about one document, and be sure that pyld agrees."""
    triples = [*_about(*statements), *more]
    tree = FRAMER.frame(DOCUMENT, triples)
    assert tree == framed(DOCUMENT, triples, CONTEXT_IRI)
    return tree


@pytest.mark.parametrize("seed", SEEDS)
def test_tree_equals_pyld(seed: str) -> None:
    """The tree of a seed is pyld's frame of the same graph, to the order of its keys."""
    graph = seed_graph(seed)
    ours = FRAMER.frame(SEEDS[seed], graph)
    assert json.dumps(ours) == json.dumps(framed(SEEDS[seed], graph, CONTEXT_IRI))


@pytest.mark.parametrize("number", range(40))
def test_random_trees_equal_pyld(number: int) -> None:
    """Any value on any property, cycles and strangers included, is framed as pyld frames it."""
    root, graph = random_graph(number)
    assert json.dumps(FRAMER.frame(root, graph)) == json.dumps(framed(root, graph, CONTEXT_IRI))


@pytest.mark.parametrize("number", range(40))
def test_nothing_is_lost_in_silence(number: int) -> None:
    """A tree reads back as exactly the triples it was made of, less those reported as lost, without which it is the same."""
    root, graph = random_graph(number)
    tree, lost = FRAMER.frame_apart(root, set(graph))
    assert _read_back(tree) == _as_read(graph) - _as_read(lost)
    assert json.dumps(tree) == json.dumps(FRAMER.frame(root, graph)) == json.dumps(FRAMER.frame(root, set(graph) - lost))


@pytest.mark.parametrize(("seed", "lost"), [("000", 6), ("003", 0)])
def test_seeds_read_back_whole(seed: str, lost: int) -> None:
    """A seed's tree loses only what is an entity's own: the CPSU as parent, the dates of a revolution."""
    graph = seed_graph(seed)
    tree, gone = FRAMER.frame_apart(SEEDS[seed], set(graph))
    assert _read_back(tree) == _as_read(graph) - _as_read(gone)
    assert len(gone) == lost
    owners = {subject.rpartition("/")[2][:-1] for subject, _, _ in gone}
    assert owners <= {"cpsu", "cpsu-politburo", "april-revolution-1978"}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own reader
@pytest.mark.parametrize("seed", SEEDS)
def test_rdflib_reads_the_same(seed: str) -> None:
    """A second library reads the same triples in the tree as pyld."""
    from rdflib import Graph

    tree = FRAMER.frame(SEEDS[seed], seed_graph(seed))
    graph = Graph().parse(data=json.dumps({**tree, "@context": bundled_context()}), format="json-ld")
    found = {(str(s), str(p), str(o).replace("+00:00", "Z")) for s, p, o in graph}
    assert found == {triple[:3] for triple in _read_back(tree)}


def test_order_of_triples_does_not_matter() -> None:
    """A graph has one tree, however it was gathered and however often a triple is repeated."""
    graph = seed_graph("000")
    assert json.dumps(FRAMER.frame(SEEDS["000"], [*reversed(graph), *graph])) == json.dumps(
        FRAMER.frame(SEEDS["000"], graph)
    )


def test_texts_are_language_maps() -> None:
    """Languages stand side by side, repeated ones in an array, text without a language under @none."""
    tree = _frame(
        ("schema:name", lang_string("Letter", "en")),
        ("schema:name", lang_string("Brief", "de")),
        ("schema:name", lang_string("Note", "en")),
        ("schema:name", plain("?")),
        ("schema:alternateName", lang_string("Nota", "und-Latn")),
        ("rdfs:label", plain('a "b"\n\\')),
    )
    assert tree["name"] == {"de": "Brief", "en": ["Letter", "Note"], "@none": "?"}
    assert tree["alternateName"] == {"und-latn": ["Nota"]}
    assert tree["label"] == 'a "b"\n\\'


def test_literals_that_fit_no_term_keep_their_datatype() -> None:
    """A value whose datatype has no term falls to the prefixed name, or is wrapped under an untyped term."""
    tree = _frame(
        ("dcterms:created", typed("1979-12-27T00:00:00", "xsd:dateTime")),
        ("bibo:number", typed("177", "xsd:integer")),
        ("schema:sender", plain("Masoud")),
        ("schema:text", typed("true", "xsd:boolean")),
        ("rdfs:label", lang_string("x", "en")),
        ("schema:contentSize", typed("a", "xsd:string")),
    )
    assert tree["dcterms:created"] == {"type": "xsd:dateTime", "@value": "1979-12-27T00:00:00"}
    assert tree["number"] == {"type": "xsd:integer", "@value": "177"}
    assert tree["schema:sender"] == "Masoud"
    assert tree["schema:text"] == {"type": "xsd:boolean", "@value": "true"}
    assert tree["label"] == {"@language": "en", "@value": "x"}
    assert "created" not in tree


def test_dates_stand_under_their_datatype() -> None:
    """A year, a month and a day of one property have three keys and plain values."""
    tree = _frame(
        ("dcterms:created", typed("1979", "xsd:gYear")),
        ("dcterms:created", typed("1979-12", "xsd:gYearMonth")),
        ("dcterms:created", typed("1979-12-27", "xsd:date")),
        ("dcterms:date", typed("[1979-12-26,1979-12-27]", "edtf:EDTF-level2")),
    )
    assert (tree["created"], tree["createdMonth"], tree["createdYear"]) == ("1979-12-27", "1979-12", "1979")
    assert tree["dateLevel2"] == "[1979-12-26,1979-12-27]"


def test_types_are_an_array() -> None:
    """Types are sorted and an array even when there is one."""
    tree = _frame(
        ("rdf:type", name_term("schema:Message")),
        ("rdf:type", name_term("schema:ArchiveComponent")),
        ("rdf:type", name_term("schema:Unlisted")),
    )
    assert tree["type"] == ["ArchiveComponent", "Message", "schema:Unlisted"]
    assert _frame(("rdf:type", name_term("schema:Message")))["type"] == ["Message"]


def test_linked_entities_are_cards() -> None:
    """A linked entity shows its types, names and sameAs, and nothing else that is known of it."""
    agent = f"{BASE}/agent/a"
    tree = _frame(
        ("schema:sender", iri_term(agent)),
        more=_about(
            ("rdf:type", name_term("schema:Person")),
            ("schema:name", lang_string("A", "en")),
            ("rdfs:label", plain("A")),
            ("schema:sameAs", iri_term("http://viaf.org/viaf/1")),
            ("schema:birthDate", typed("1953", "xsd:gYear")),
            subject=agent,
        ),
    )
    card = {
        "id": agent, "type": ["Person"], "name": {"en": "A"}, "label": "A", "sameAs": ["http://viaf.org/viaf/1"],
    }
    assert tree["sender"] == [card]


def test_undescribed_targets_are_plain_iris() -> None:
    """What the graph says nothing of is its IRI, concepts in full, properties by their short names."""
    tree = _frame(
        ("schema:sender", iri_term("http://elsewhere/a")),
        ("schema:genre", iri_term("https://w3id.org/fonds/genre/letter")),
        ("foaf:isPrimaryTopicOf", iri_term(f"{DOCUMENT}#record")),
        more=_about(("fonds:notStated", name_term("schema:dateSent")), subject=f"{DOCUMENT}#record"),
    )
    assert tree["sender"] == ["http://elsewhere/a"]
    assert tree["genre"] == ["https://w3id.org/fonds/genre/letter"]
    assert tree["isPrimaryTopicOf"] == {"id": f"{DOCUMENT}#record", "notStated": ["schema:dateSent"]}


def test_cycles_end_in_a_plain_iri() -> None:
    """The text, the claims and the record point back at the document by its IRI."""
    tree = FRAMER.frame(SEEDS["003"], seed_graph("003"))
    assert tree["workTranslation"][0]["translationOfWork"] == SEEDS["003"]
    assert tree["isPrimaryTopicOf"]["primaryTopic"] == SEEDS["003"]
    assert {claim["appearance"][0] for claim in tree["interpretedAsClaim"]} == {SEEDS["003"]}


def test_structures_nest_under_their_schema_name_only() -> None:
    """What is cited and what contains nests once; the Dublin Core twin only points at it."""
    tree = FRAMER.frame(SEEDS["000"], seed_graph("000"))
    assert all(isinstance(part, dict) for part in tree["isPartOf"] + tree["citation"])
    assert sorted(tree["partOf"]) == sorted(part["id"] for part in tree["isPartOf"])
    assert sorted(tree["references"]) == sorted(work["id"] for work in tree["citation"])


def test_archival_units_show_their_chain() -> None:
    """The lowest unit holds the whole chain of its parents, labels as printed."""
    tree = FRAMER.frame(SEEDS["000"], seed_graph("000"))
    unit = next(part for part in tree["isPartOf"] if "levelAsWritten" in part)
    labels = []
    while unit is not None:
        labels.append((unit["levelAsWritten"], unit["identifier"]))
        unit = unit.get("isPartOf", [None])[0]
    assert labels == [("D.", ["32"]), ("P.", ["14"]), ("F.", ["89"])]


def test_too_deep_a_chain_is_reported() -> None:
    """Eight units nest; what is said of a ninth is reported as lost."""
    units = [f"{BASE}/archival-unit/x/{'/'.join('abcdefghij'[:depth])}" for depth in range(10, 0, -1)]
    graph = _about(("schema:isPartOf", iri_term(units[0])))
    for unit, above in zip(units, [*units[1:], ""], strict=True):
        graph += _about(("schema:identifier", plain("1")), subject=unit)
        graph += _about(("schema:isPartOf", iri_term(above)), subject=unit) if above else []
    assert FRAMER.frame(DOCUMENT, graph) == framed(DOCUMENT, graph, CONTEXT_IRI)
    _, lost = FRAMER.frame_apart(DOCUMENT, set(graph))
    assert {subject[1:-1] for subject, _, _ in lost} == set(units[8:])


def test_works_show_who_wrote_and_published_them() -> None:
    """The book a text was printed in has author, publisher, place and year within the text."""
    tree = FRAMER.frame(SEEDS["003"], seed_graph("003"))
    book = tree["workTranslation"][0]["isBasedOn"][0]["isPartOf"][0]
    assert book["author"][0]["label"] == "A. A. Lyakhovskiy"
    assert book["publisher"][0]["label"] == "Iskon"
    assert book["datePublishedYear"] == "1999"
    assert book["publication"][0]["location"][0]["label"] == "Moscow"


def test_participations_have_short_keys() -> None:
    """Inside a participation, and nowhere else, agent, role, status and confidence are terms."""
    tree = FRAMER.frame(SEEDS["003"], seed_graph("003"))
    part = next(p for p in tree["participation"] if p["role"].endswith("/addressee"))
    assert part["agent"]["label"] == "Yuli Vorontsov"
    assert part["nameAsWritten"] == ["Yuli Vorontsov"]
    assert part["confidence"] == "0.9"
    assert sorted(office["label"] for office in part["capacity"]) == [
        "Soviet First Deputy Foreign Minister", "Special Afghanistan Envoy",
    ]


def test_lost_triples_are_named() -> None:
    """An unknown property, a node nothing leads to, and a literal as a type are all reported."""
    strays = [
        *_about(("schema:notInTheFrame", plain("x")), ("rdf:type", plain("Message"))),
        *_about(("rdfs:label", plain("nobody points here")), subject=f"{BASE}/agent/stray"),
    ]
    graph = [*_about(("rdfs:label", plain("a")), ("rdf:type", name_term("schema:Message"))), *strays]
    assert FRAMER.frame_apart(DOCUMENT, set(graph))[1] == set(strays)


def test_unknown_root_is_a_mistake() -> None:
    """Framing a resource the graph says nothing of raises, and does not give an empty tree."""
    with pytest.raises(ValueError, match="says nothing of http://nowhere/a"):
        FRAMER.frame("http://nowhere/a", seed_graph("003"))


@pytest.mark.parametrize(
    "frame",
    [
        {"@id": {}, "schema:name": {"@type": {}}},
        {"@id": {}, "@explicit": False, "schema:name": {}},
        {"@id": {}, "@embed": "@once", "schema:name": {}},
        {"@id": {}, "name": {}},
        {"@id": {}, "schema:name": "x"},
        {"@id": {}, "schema:sender": {"schema:name": {}}},
        {"@embed": "@never"},
    ],
    ids=str,
)
def test_other_frames_are_refused(frame: dict[str, Any]) -> None:
    """A frame that would need rules we do not have is an error, never a different tree."""
    with pytest.raises(VocabularyError):
        compile_framer(bundled_context(), frame, CONTEXT_IRI)
