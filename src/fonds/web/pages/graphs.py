"""Graphs that are no catalogue entries (floor 7): vocabulary, dataset, tombstones; as triples, and as JSON- LD."""

from collections.abc import Iterable
from typing import Any

from fonds.rdf.contexts import flattened
from fonds.rdf.literals import Term, Triple, iri_term, lang_string, name_term, parse_term, plain, typed
from fonds.rdf.namespaces import RDF, XSD


def graph_tree(triples: Iterable[Triple], context_iri: str) -> dict[str, Any]:
    """Return triples as JSON-LD in our context: a node for each subject, side by side.

    What the context has no term for stands under a prefixed name or its full IRI, so nothing is lost.
    """
    nodes: dict[str, dict[str, Any]] = {}
    for subject, predicate, term in sorted(set(triples)):
        node = nodes.setdefault(subject, {"@id": parse_term(subject).value})
        name = parse_term(predicate).value
        if name == f"{RDF}type":
            node.setdefault("@type", []).append(parse_term(term).value)
        else:
            node.setdefault(name, []).append(_value(term))
    return flattened({"@context": context_iri, "@graph": list(nodes.values())})


def tombstone_triples(document: str, when: str, reason: str, successor: str) -> list[Triple]:
    """Return what is left to say of a document that was deleted: that, when, why, and what took its place."""
    record = iri_term(f"{document}#record")
    found: list[Triple] = [
        (record, name_term("rdf:type"), name_term("foaf:Document")),
        (record, name_term("rdf:type"), name_term("prov:Entity")),
        (record, name_term("rdfs:label"), plain("Withdrawn record")),
        (record, name_term("foaf:primaryTopic"), iri_term(document)),
        (record, name_term("dcterms:modified"), typed(when, "xsd:dateTime")),
        (record, name_term("prov:invalidatedAtTime"), typed(when, "xsd:dateTime")),
    ]
    if reason:
        found.append((record, name_term("dcterms:description"), lang_string(reason, "en")))
    if successor:
        found.append((iri_term(document), name_term("dcterms:isReplacedBy"), iri_term(successor)))
    return found


def _value(term: Term) -> dict[str, str]:
    kind, value, tag, datatype = parse_term(term)
    if kind == "iri":
        return {"@id": value}
    if tag:
        return {"@value": value, "@language": tag}
    if datatype and datatype != f"{XSD}string":
        return {"@value": value, "@type": datatype}
    return {"@value": value}
