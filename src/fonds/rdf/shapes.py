"""The rules of the model as SHACL (floor 2): ``vocab/shapes.ttl``, judged by pyshacl, the outsider.

``rdf/checks.py`` is what every record goes through, a hundred times faster; this tells whether the published
shapes say the same. They are parsed once a process, and shapes and descriptions are given to pyshacl as graphs it can
ask cheaply (``rdf/graphs.py``). A description names its concepts only, so their scheme and the concepts above them are
put beside it first. To add a rule, see ``rdf/rules.py``.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from fonds.bundled import bundled_path
from fonds.errors import VocabularyError
from fonds.problems import Problem
from fonds.rdf.literals import Term, Triple, iri_term
from fonds.rdf.namespaces import VOCABULARY
from fonds.rdf.rules import NO_TARGET, RULES, Kind, Violation, rule_problems, without_licence
from fonds.rdf.vocabulary import scheme_triples

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

    from fonds.rdf.graphs import ReadGraph

RULE = f"{VOCABULARY}shapes#"
"""Namespace of the rules' shapes."""

_SHACL = "http://www.w3.org/ns/shacl#"


def check_shapes(
    triples: Iterable[Triple], where: str, *, licence: str = "", kind: Kind = "document"
) -> list[Problem]:
    """Return a Problem for every shape that a description (own triples and cards) does not conform to.

    ``licence`` is the one the site's settings state for documents, if any.
    """
    return rule_problems(find_shape_violations(triples, licence=licence, kind=kind), where)


def find_shape_violations(
    triples: Iterable[Triple], *, licence: str = "", kind: Kind = "document"
) -> set[Violation]:
    """Return every rule whose shape is not met, with the resource that does not meet it."""
    graph = _graph(triples, licence)
    _, report = _validated(graph)
    found = set(_violations(report))
    if not _has_targets(graph, kind):
        found.add(Violation(NO_TARGET, ""))
    return found


def conforms_to_shapes(triples: Iterable[Triple], *, licence: str = "", kind: Kind = "document") -> bool:
    """Whether every shape is met. Where one is not, this is known sooner than which one it is."""
    graph = _graph(triples, licence)
    return _has_targets(graph, kind) and _validated(graph, first=True)[0]


_MUST_FIND: dict[Kind, tuple[str, ...]] = {"document": ("document", "record"), "entity": ("label",)}


@cache
def _shapes() -> "ReadGraph":
    from rdflib import Graph

    from fonds.rdf.graphs import Property, ReadGraph

    path = bundled_path("vocab", "shapes.ttl")
    try:
        parsed = Graph(bind_namespaces="none").parse(data=path.read_bytes(), format="turtle")
    except Exception as error:  # rdflib raises many kinds, some of them plain Exception
        raise VocabularyError(f"{path} is not Turtle: {error}") from error
    return ReadGraph((subject, Property(str(predicate)), value) for subject, predicate, value in parsed)


@cache
def _named_by_shapes() -> dict[Term, "Node"]:
    """Return the IRIs that are values in the shapes: a description has the same objects, so that few are compared."""
    from rdflib import URIRef

    return {iri_term(str(value)): value for _, _, value in _shapes() if isinstance(value, URIRef)}


def _graph(triples: Iterable[Triple], licence: str) -> "ReadGraph":
    """Return a description with the concepts it is held against, and one object for each of its terms."""
    from fonds.rdf.graphs import ReadGraph, node_of

    judged = without_licence(triples, licence)
    concepts = scheme_triples({value for _, _, value in judged})
    nodes = dict(_named_by_shapes())
    for triple in (*judged, *concepts):
        for term in triple:
            if term not in nodes:
                nodes[term] = node_of(term)
    return ReadGraph((nodes[subject], nodes[predicate], nodes[value]) for subject, predicate, value in (*judged, *concepts))


def _validated(graph: "ReadGraph", *, first: bool = False) -> tuple[bool, "Graph"]:
    """Return whether pyshacl finds that a graph conforms, and its report; ``first``: it may stop at the first fault."""
    from pyshacl import validate
    from rdflib import Graph

    conforms, report, text = validate(graph, shacl_graph=_shapes(), inplace=True, abort_on_first=first)
    if not isinstance(report, Graph):
        raise VocabularyError(f"The shapes cannot be applied: {text}")
    return conforms, report


def _violations(report: "Graph") -> Iterator[Violation]:
    """Yield what pyshacl reports. The rule is the shape's name, up to a dot."""
    from rdflib import RDF, URIRef

    for result in report.subjects(RDF.type, URIRef(f"{_SHACL}ValidationResult")):
        shape = str(report.value(result, URIRef(f"{_SHACL}sourceShape")))
        rule = shape.removeprefix(RULE).partition(".")[0]
        if rule in RULES:
            yield Violation(rule, str(report.value(result, URIRef(f"{_SHACL}focusNode"))))


def _has_targets(graph: "ReadGraph", kind: Kind) -> bool:
    return all(_has_target(graph, name) for name in _MUST_FIND[kind])


def _has_target(graph: "ReadGraph", shape: str) -> bool:
    """Whether the targets of a shape find anything: a shape without a target passes, and says nothing."""
    from rdflib import RDF, URIRef

    def targets(kind: str) -> list["Node"]:
        return list(_shapes().objects(URIRef(RULE + shape), URIRef(_SHACL + kind)))

    predicates = [*targets("targetSubjectsOf"), *targets("targetObjectsOf")]
    return any((None, each, None) in graph for each in predicates) or any(
        (None, RDF.type, each) in graph for each in targets("targetClass")
    )
