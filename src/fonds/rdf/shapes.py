"""The rules of the model as SHACL (floor 2): ``vocab/shapes.ttl``, judged by pyshacl, the outsider.

``rdf/checks.py`` is what every record goes through, a hundred times faster; this tells whether the published
shapes say the same. They are parsed once a process. A description names its concepts only, so their scheme
and the concepts above them are put beside it first. To add a rule, see ``rdf/rules.py``.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from fonds.bundled import bundled_path
from fonds.errors import VocabularyError
from fonds.problems import Problem
from fonds.rdf.literals import Triple, ntriples
from fonds.rdf.namespaces import VOCABULARY
from fonds.rdf.rules import NO_TARGET, RULES, Kind, Violation, rule_problems, without_licence
from fonds.rdf.vocabulary import scheme_triples

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

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
    judged = without_licence(triples, licence)
    concepts = scheme_triples({value for _, _, value in judged})
    graph = _graph([*judged, *concepts])
    found = set(_results(graph))
    if not all(_has_target(graph, name) for name in _MUST_FIND[kind]):
        found.add(Violation(NO_TARGET, ""))
    return found


_MUST_FIND: dict[Kind, tuple[str, ...]] = {"document": ("document", "record"), "entity": ("label",)}


@cache
def _shapes() -> "Graph":
    from rdflib import Graph

    path = bundled_path("vocab", "shapes.ttl")
    try:
        return Graph(bind_namespaces="none").parse(data=path.read_bytes(), format="turtle")
    except Exception as error:  # rdflib raises many kinds, some of them plain Exception
        raise VocabularyError(f"{path} is not Turtle: {error}") from error


def _graph(triples: list[Triple]) -> "Graph":
    from rdflib import Graph

    return Graph(bind_namespaces="none").parse(data=ntriples(triples), format="nt")


def _results(graph: "Graph") -> Iterator[Violation]:
    """Yield what pyshacl reports. The rule is the shape's name, up to a dot."""
    from pyshacl import validate
    from rdflib import RDF, Graph, URIRef

    _, report, text = validate(graph, shacl_graph=_shapes(), inplace=True)
    if not isinstance(report, Graph):
        raise VocabularyError(f"The shapes cannot be applied: {text}")
    for result in report.subjects(RDF.type, URIRef(f"{_SHACL}ValidationResult")):
        shape = str(report.value(result, URIRef(f"{_SHACL}sourceShape")))
        rule = shape.removeprefix(RULE).partition(".")[0]
        if rule in RULES:
            yield Violation(rule, str(report.value(result, URIRef(f"{_SHACL}focusNode"))))


def _has_target(graph: "Graph", shape: str) -> bool:
    """Whether the targets of a shape find anything: a shape without a target passes, and says nothing."""
    from rdflib import RDF, URIRef

    def targets(kind: str) -> list["Node"]:
        return list(_shapes().objects(URIRef(RULE + shape), URIRef(_SHACL + kind)))

    predicates = [*targets("targetSubjectsOf"), *targets("targetObjectsOf")]
    return any((None, each, None) in graph for each in predicates) or any(
        (None, RDF.type, each) in graph for each in targets("targetClass")
    )
