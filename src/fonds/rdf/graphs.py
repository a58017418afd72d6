"""Graphs that are only read (floor 2): RDF that rdflib's users understand, found by two dictionaries.

A judge such as pyshacl asks a graph some thousand times a document for the values of one property; rdflib's own memory
store answers each through four generators, and equal terms that are two objects are compared in Python. Here a question
is one look into a dictionary; whoever fills a graph gives one object for each term. This module imports rdflib: import it
where used.
"""

from collections.abc import Generator, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import NamespaceManager
from rdflib.paths import Path
from rdflib.plugins.sparql import prepareQuery
from rdflib.query import Result
from rdflib.term import Node

from fonds.rdf.literals import Term, parse_term

if TYPE_CHECKING:
    from rdflib.plugins.sparql.sparql import Query

_Index = dict[Node, dict[Node, list[Node]]]
_Nodes = tuple[Node, Node, Node]


class ReadGraph(Graph):
    """A graph of these triples, each given once. Values are found by subject, subjects by value, for each property."""

    def __init__(self, triples: Iterable[_Nodes]) -> None:
        super().__init__(bind_namespaces="none")
        self.namespace_manager = _Whole(self, "none")
        self._values: _Index = {}
        self._subjects: _Index = {}
        self._count = 0
        for triple in triples:
            self.add(triple)

    def add(self, triple: _Nodes) -> "ReadGraph":
        """Put a triple in, unless it is there (pyshacl adds two to every graph of shapes)."""
        subject, predicate, value = triple
        values = self._values.setdefault(subject, {}).setdefault(predicate, [])
        subjects = self._subjects.setdefault(predicate, {}).setdefault(value, [])
        if len(subjects) < len(values):
            if subject in subjects:
                return self
        elif value in values:
            return self
        values.append(value)
        subjects.append(subject)
        self._count += 1
        return self

    def __len__(self) -> int:
        return self._count

    def __contains__(self, triple: Any) -> bool:
        return next(self.triples(triple), None) is not None

    def triples(self, triple: Any) -> Generator[Any]:
        """Yield the triples that fit; None fits everything."""
        subject, predicate, value = triple
        if isinstance(predicate, Path):
            yield from ((start, predicate, end) for start, end in predicate.eval(self, subject, value))
            return
        if subject is not None:
            for each in (predicate,) if predicate is not None else self._values.get(subject, ()):
                for found in self._values.get(subject, {}).get(each, ()):
                    if value is None or value == found:
                        yield subject, each, found
            return
        for each in (predicate,) if predicate is not None else self._subjects:
            said = self._subjects.get(each, {})
            for found in (value,) if value is not None else said:
                for one in said.get(found, ()):
                    yield one, each, found

    def objects(self, subject: Any = None, predicate: Any = None, unique: bool = False) -> Iterator[Any]:  # type: ignore[override]
        """Return the values of a property; without a subject or a property as rdflib does."""
        if subject is None or predicate is None or isinstance(subject, list) or isinstance(predicate, Path):
            return super().objects(subject, predicate, unique)
        return iter(self._values.get(subject, {}).get(predicate, ()))

    def subjects(self, predicate: Any = None, object: Any = None, unique: bool = False) -> Iterator[Any]:  # type: ignore[override]
        """Return what has a value; without a property or a value as rdflib does."""
        if predicate is None or object is None or isinstance(object, list) or isinstance(predicate, Path):
            return super().subjects(predicate, object, unique)
        return iter(self._subjects.get(predicate, {}).get(object, ()))

    def query(self, query_object: Any, *args: Any, **kwargs: Any) -> Result:
        """Answer a SPARQL query, whose text is parsed once a process."""
        prepared = _prepared(query_object) if isinstance(query_object, str) else query_object
        return super().query(prepared, *args, **kwargs)


class Property(URIRef):
    """The IRI of a property, which is compared with other IRIs alone: as text, a tenth of what rdflib's comparison costs.

    All six comparisons are given, else Python looks each one up.
    """

    __slots__ = ()
    __eq__ = str.__eq__
    __ne__ = str.__ne__
    __lt__ = str.__lt__
    __le__ = str.__le__
    __gt__ = str.__gt__
    __ge__ = str.__ge__
    __hash__ = str.__hash__


class _Whole(NamespaceManager):
    """Nothing is shortened: the names of what nobody reads are not worth looking for."""

    def bind(self, *_: Any, **__: Any) -> None:
        """Bind nothing."""

    def namespaces(self) -> Iterator[tuple[str, URIRef]]:
        """Return nothing."""
        return iter(())

    def normalizeUri(self, rdfTerm: str) -> str:  # noqa: N802, N803
        """Return an IRI as it stands in SPARQL."""
        return f"<{rdfTerm}>"


@lru_cache(16)
def _prepared(text: str) -> "Query":
    return prepareQuery(text)


def node_of(term: Term) -> Node:
    """Return a term as rdflib's parsers make it."""
    parsed = parse_term(term)
    if parsed.kind == "iri":
        return URIRef(parsed.value)
    return Literal(parsed.value, parsed.tag or None, URIRef(parsed.datatype) if parsed.datatype else None)
