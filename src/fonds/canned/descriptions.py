"""Canned queries as RDF (floor 4): each a ``sh:SPARQLExecutable`` in the store, so that editors find them by a query.

It is the convention of the endpoints of the Swiss Institute of Bioinformatics (SHACL, section 5.2.1 for prefixes and
executables, schema.org for tags and endpoint), but for blank nodes: prefixes have IRIs of their own below the
endpoint's. The text is that of the file with its examples bound, so it runs as it is, with or without the prefixes.
"""

from collections.abc import Iterable, Iterator

from fonds.canned.binding import bind
from fonds.canned.query import CannedQuery
from fonds.rdf.iris import Iris
from fonds.rdf.literals import Triple, iri_term, name_term, plain, typed
from fonds.rdf.namespaces import OWL, PREFIXES

_FORMS = {
    "SELECT": ("sh:SPARQLSelectExecutable", "sh:select"),
    "CONSTRUCT": ("sh:SPARQLConstructExecutable", "sh:construct"),
    "ASK": ("sh:SPARQLAskExecutable", "sh:ask"),
}
_OTHER_TEXT = "schema:text"
"""The property of the text of a DESCRIBE, for which SHACL has no class and no property."""


def query_iri(iris: Iris, name: str) -> str:
    """Return the IRI of a canned query."""
    return f"{iris.base}/queries/{name}"


def description_triples(queries: Iterable[CannedQuery], iris: Iris) -> Iterator[Triple]:
    """Yield what is said of queries and of the site's prefixes, which they share."""
    yield from prefix_triples(iris)
    for query in queries:
        yield from query_triples(query, iris)


def query_triples(query: CannedQuery, iris: Iris) -> Iterator[Triple]:
    """Yield the description of one query."""
    subject = iri_term(query_iri(iris, query.name))
    yield subject, name_term("rdfs:label"), plain(query.summary)
    yield subject, name_term("rdfs:comment"), plain(query.description or query.summary)
    yield subject, name_term("sh:prefixes"), iri_term(_prefixes(iris))
    yield subject, name_term("schema:target"), iri_term(f"{iris.base}/sparql")
    for tag in query.tags:
        yield subject, name_term("schema:keywords"), plain(tag)
    kind, text = _FORMS.get(query.form, ("", _OTHER_TEXT))
    for name in filter(None, ("sh:SPARQLExecutable", kind)):
        yield subject, name_term("rdf:type"), name_term(name)
    yield subject, name_term(text), plain(example_text(query, iris))


def example_text(query: CannedQuery, iris: Iris) -> str:
    """Return a query's text with its own defaults and examples, of this site."""
    values = {each.name: list(each.default or each.example or each.choices[:1]) for each in query.parameters}
    return bind(query, values, iris)


def prefix_triples(iris: Iris) -> Iterator[Triple]:
    """Yield the declarations of the site's prefixes (SHACL, section 5.2.1)."""
    prefixes = iri_term(_prefixes(iris))
    yield prefixes, name_term("rdf:type"), iri_term(f"{OWL}Ontology")
    yield prefixes, name_term("rdfs:label"), plain("Prefixes of the queries")
    for prefix, namespace in PREFIXES.items():
        declared = iri_term(f"{iris.base}/sparql#prefix-{prefix}")
        yield prefixes, name_term("sh:declare"), declared
        yield declared, name_term("rdf:type"), name_term("sh:PrefixDeclaration")
        yield declared, name_term("rdfs:label"), plain(prefix)
        yield declared, name_term("sh:prefix"), plain(prefix)
        yield declared, name_term("sh:namespace"), typed(namespace, "xsd:anyURI")


def _prefixes(iris: Iris) -> str:
    return f"{iris.base}/sparql#prefixes"
