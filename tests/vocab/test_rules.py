"""The rules of the model: plain checks and SHACL shapes judge alike, and both find what is wrong."""

import random

import pytest
from rdflib import Graph, URIRef

from fonds.bundled import bundled_path
from fonds.rdf.checks import check_triples, find_violations
from fonds.rdf.literals import Triple, iri_term, lang_string, name_term, plain
from fonds.rdf.rules import NO_TARGET, RULES
from fonds.rdf.shapes import RULE, check_shapes, conforms_to_shapes, find_shape_violations
from vocab.controls import CC_BY, CONTROLS, Control
from vocab.graphs import BASE, SEEDS, good_graph, resolve

SHACL = "http://www.w3.org/ns/shacl#"


@pytest.mark.parametrize("seed", SEEDS)
def test_good_descriptions_conform(seed: str) -> None:
    """A description made of the acceptance rows breaks no rule, in plain Python or in SHACL."""
    triples = good_graph(seed)
    assert find_violations(triples) == set()
    assert find_shape_violations(triples) == set()
    assert conforms_to_shapes(triples)


@pytest.mark.parametrize("control", CONTROLS, ids=lambda control: control.name)
def test_controls_fail(control: Control) -> None:
    """Each control breaks the rule it names, and both judges name the same rules and resources."""
    triples = control.triples()
    plainly = find_violations(triples)
    assert control.rule in {each.rule for each in plainly}
    assert plainly == find_shape_violations(triples)
    assert not conforms_to_shapes(triples)


def test_every_rule_has_a_control() -> None:
    """No rule stands in the table without a control that breaks it."""
    assert {control.rule for control in CONTROLS} == set(RULES)


def test_controls_change_something() -> None:
    """Every control differs from the good description it was made of."""
    assert [each.name for each in CONTROLS if each.triples() == good_graph(each.seed)] == []


@pytest.mark.parametrize("number", range(24))
def test_judges_agree_on_random_damage(number: int) -> None:
    """Whatever triples are lost, moved or given another value, both judges find the same faults."""
    chance = random.Random(number)
    triples = sorted(good_graph(SEEDS[number % 2]))
    subjects = sorted({subject for subject, _, _ in triples})
    damaged = set(triples)
    for subject, predicate, value in chance.sample(triples, 6):
        damaged.discard((subject, predicate, value))
        damage = chance.choice(("lost", "moved", "changed"))
        if damage == "moved":
            damaged.add((chance.choice(subjects), predicate, value))
        if damage == "changed":
            damaged.add((subject, predicate, chance.choice(triples)[2]))
    assert find_violations(damaged) == find_shape_violations(damaged)
    assert conforms_to_shapes(damaged) == (not find_violations(damaged))


def test_messages_are_the_same_everywhere() -> None:
    """A rule's shape bears the sentence of the table of rules, and no rule lacks a shape."""
    shapes = Graph().parse(bundled_path("vocab", "shapes.ttl"))
    messages = {
        str(shape).removeprefix(RULE).partition(".")[0]: str(text)
        for shape, text in shapes.subject_objects(URIRef(SHACL + "message"))
    }
    assert messages == {rule: text for rule, text in RULES.items() if rule != NO_TARGET}


def test_shapes_are_valid_shacl() -> None:
    """The shapes conform to the shapes of SHACL itself."""
    from pyshacl import validate

    shapes = Graph().parse(bundled_path("vocab", "shapes.ttl"))
    conforms, _, text = validate(Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, text


def test_a_foreign_graph_is_no_pass() -> None:
    """A graph that no shape is about (schema.org's http form) fails instead of passing vacuously."""
    letter, name = iri_term(f"{BASE}/doc/x"), lang_string("Letter", "en")
    triples = [(letter, iri_term("http://schema.org/name"), name)]
    for found in (find_violations(triples), find_shape_violations(triples)):
        assert {each.rule for each in found} == {NO_TARGET}
    for found in (find_violations(triples, kind="entity"), find_shape_violations(triples, kind="entity")):
        assert {each.rule for each in found} == {NO_TARGET}


def test_an_entity_needs_no_record() -> None:
    """The description of an entity is judged by the rules for entities and needs no document."""
    red_army = iri_term(f"{BASE}/agent/red-army")
    triples = [each for each in good_graph("003") if each[0] == red_army]
    assert find_violations(triples, kind="entity") == find_shape_violations(triples, kind="entity") == set()
    triples.append((red_army, name_term("rdfs:label"), plain("Soviet Army")))
    assert {each.rule for each in find_violations(triples, kind="entity")} == {"label"}
    assert {each.rule for each in find_shape_violations(triples, kind="entity")} == {"label"}


def test_only_the_stated_licence_may_be_claimed() -> None:
    """A licence in the site's settings may stand on document and text; any other licence stays forbidden."""
    text, licence = resolve("TEXT", "003"), name_term("schema:license")
    triples = {*good_graph("003"), (text, licence, iri_term(CC_BY))}
    other = {*triples, (text, licence, iri_term("http://example.org/other"))}
    for judge in (find_violations, find_shape_violations):
        assert judge(triples, licence=CC_BY) == set()
        assert {each.rule for each in judge(other, licence=CC_BY)} == {"no-licence"}


def test_licence_of_the_metadata_is_left_alone() -> None:
    """A site whose documents and metadata bear the same licence still says so of its records."""
    licence = "https://creativecommons.org/publicdomain/zero/1.0/"
    assert find_violations(good_graph("003"), licence=licence) == set()


def test_a_conversation_may_be_attended() -> None:
    """Minutes are a creative work with attendees and without sender or recipient."""
    doc = resolve("DOC", "000")
    gone = {name_term(name) for name in ("rdf:type", "schema:genre", "dcterms:type", "schema:recipient")}
    triples: set[Triple] = {each for each in good_graph("000") if each[0] != doc or each[1] not in gone}
    triples |= {
        (doc, name_term("rdf:type"), name_term("schema:CreativeWork")),
        (doc, name_term("schema:genre"), name_term("genre:minutes")),
        (doc, name_term("dcterms:type"), name_term("genre:minutes")),
        (doc, name_term("schema:attendee"), iri_term(f"{BASE}/agent/castro-fidel")),
    }
    assert find_violations(triples) == find_shape_violations(triples) == set()


def test_an_undated_document_conforms() -> None:
    """A document that states no date has none of the dates, and that is right."""
    doc = resolve("DOC", "003")
    dates = ("dcterms:created", "schema:dateCreated", "dcterms:date", "fonds:earliest", "fonds:latest")
    gone = {(doc, name_term(name)) for name in dates}
    triples = {each for each in good_graph("003") if each[:2] not in gone}
    assert find_violations(triples) == find_shape_violations(triples) == set()


def test_problems_are_told_to_archivists() -> None:
    """A broken rule becomes a Problem with the rule's sentence, the page and the resource."""
    control = next(each for each in CONTROLS if each.name == "an invented licence")
    expected = f"no-licence: {RULES['no-licence']} {BASE}/doc/seed-003#text-en"
    for judge in (check_triples, check_shapes):
        problems = judge(control.triples(), "page.txt")
        assert [(each.code, each.where) for each in problems] == [("shape-violated", "page.txt")]
        assert [each.detail for each in problems] == [expected]
