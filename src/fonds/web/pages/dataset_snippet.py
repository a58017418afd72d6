"""The schema.org snippet of the dataset (floor 7), made of its graph: what search engines read on the page is what it says."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from fonds.crosswalks.schemaorg import SCHEMA_CONTEXT
from fonds.rdf.literals import Triple, parse_term
from fonds.rdf.namespaces import RDF, SCHEMA


def dataset_snippet(triples: Iterable[Triple], iri: str) -> dict[str, Any]:
    """Return what a graph says of a node in terms of schema.org; nodes it leads to stand inside."""
    said: dict[str, list[tuple[str, str, bool]]] = defaultdict(list)
    for subject, predicate, term in sorted(triples):
        value = parse_term(term)
        said[parse_term(subject).value].append((parse_term(predicate).value, value.value, value.kind == "iri"))
    return {"@context": SCHEMA_CONTEXT, **_node(iri, said)}


def _node(iri: str, said: dict[str, list[tuple[str, str, bool]]]) -> dict[str, Any]:
    """Return one node; nothing of the graph leads back to a node above it by a property of schema.org."""
    found: dict[str, Any] = {"@id": iri}
    for predicate, value, is_iri in said[iri]:
        if predicate == f"{RDF}type" and value.startswith(SCHEMA):
            found["@type"] = value.removeprefix(SCHEMA)
        elif predicate.startswith(SCHEMA):
            inside = is_iri and value != iri and any(key.startswith(SCHEMA) for key, _, _ in said.get(value, ()))
            found.setdefault(predicate.removeprefix(SCHEMA), []).append(_node(value, said) if inside else value)
    return {key: each[0] if isinstance(each, list) and len(each) == 1 else each for key, each in found.items()}
