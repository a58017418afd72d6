"""Serialisations (floor 2): one graph as N-Triples, Turtle and RDF/XML, the same bytes for the same graph.

JSON-LD is not here: it is the tree of :mod:`fonds.rdf.framing`. rdflib writes Turtle and RDF/XML; its graphs keep
no order, so the one here hands its triples out in
order. To add a format: a row in ``rdf/formats.py`` and the name
rdflib knows it by in :data:`_WRITERS`.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from fonds.rdf.formats import NTRIPLES, RDFXML, TURTLE, Format
from fonds.rdf.literals import Term, Triple, ntriples, parse_ntriples, parse_term
from fonds.rdf.namespaces import PREFIXES
from fonds.rdf.xml_characters import without_forbidden

if TYPE_CHECKING:
    from rdflib import Graph

_WRITERS = {TURTLE: "turtle", RDFXML: "xml"}


def render(graph: bytes | Iterable[Triple], form: Format, about: str = "") -> bytes:
    """Write a graph, given as triples or as our own N-Triples, in one of the formats above.

    In RDF/XML the resource ``about`` and its fragments come first; N-Triples are sorted as lines. RDF/XML puts
    U+FFFD for characters that XML cannot hold. Raises ValueError for a format that is not made from triples, and
    for a predicate that cannot be the name of an XML element.
    """
    triples = parse_ntriples(graph) if isinstance(graph, bytes) else list(graph)
    if form == NTRIPLES:
        return ntriples(triples)
    if form not in _WRITERS:
        raise ValueError(f"{form.name} is not made from triples")
    first, part = f"<{about}>", f"<{about}#"
    ordered = sorted(set(triples), key=lambda t: (t[0] != first, not t[0].startswith(part), t))
    return _written(ordered, form)


def _written(ordered: list[Triple], form: Format) -> bytes:
    xml = form == RDFXML
    nodes = {term: _node(term, xml=xml) for triple in ordered for term in triple}
    graph = _graph_class()([tuple(map(nodes.__getitem__, triple)) for triple in ordered])
    written: bytes = graph.serialize(format=_WRITERS[form], encoding="utf-8")
    return written.replace(b"\r", b"&#13;") if xml else written


def _node(term: Term, *, xml: bool = False) -> Any:
    """Return a term as rdflib's, its lexical form untouched."""
    from rdflib import Literal, URIRef

    parsed = parse_term(term)
    if parsed.kind == "iri":
        return URIRef(parsed.value)
    text = without_forbidden(parsed.value) if xml else parsed.value
    datatype = URIRef(parsed.datatype) if parsed.datatype else None
    return Literal(text, lang=parsed.tag or None, datatype=datatype, normalize=False)


@cache
def _graph_class() -> "Callable[[list[Any]], Graph]":
    """Return the class of graph that keeps its order; made when first asked for, since rdflib is slow to load."""
    from rdflib import Graph

    class OrderedGraph(Graph):
        """A graph that hands its triples out in the order given, whatever the hash seed of the process."""

        def __init__(self, ordered: list[Any]) -> None:
            super().__init__(bind_namespaces="none")
            self._rank = {triple: rank for rank, triple in reversed(list(enumerate(ordered)))}
            for prefix, namespace in PREFIXES.items():
                self.bind(prefix, namespace)
            for triple in ordered:
                self.add(triple)

        def triples(self, pattern: Any) -> Iterator[Any]:  # type: ignore[override]  # paths are not asked here
            yield from sorted(super().triples(pattern), key=self._rank.__getitem__)

    return OrderedGraph
