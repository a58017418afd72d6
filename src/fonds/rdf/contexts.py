"""The JSON-LD context and frame (floor 2), as shipped in ``vocab/``, and the forms pyld gives of a tree.

One context for everything, named ``{base}/context.jsonld`` and never fetched: :func:`load_context` answers
that name on any base from the bundle and refuses every other address, so a tree that names a foreign
context is an error here and not a request to a stranger.

``context.jsonld`` follows four rules. A property of schema.org keeps its name; its Dublin Core twin has the
name Dublin Core gives it (``title``, ``created``, ``subject``, ``references``, ``source``), or, where both
vocabularies share one name, the prefix ``dc`` (``dcPublisher``, ``dcAbstract``). Three names are not taken
from either: ``documentType`` and ``partOf`` are Dublin Core's type and isPartOf, and ``creator`` is Dublin
Core's since harvesters look for it, so that schema.org's is ``schemaCreator``. Dates have one term a
datatype: the bare name is xsd:date, then ``…Month``, ``…Year``, ``…Time``; EDTF is ``date``,
``dateLevel1``, ``dateLevel2``. Texts are language maps, and whatever may be repeated is an array even when
it is alone, ``type`` too. There is no ``@vocab``: what has no term shows as a prefixed name, or, where the
frame does not know it, not at all.

``frame.jsonld`` is one frame for documents and entities. Each key is a prefixed name, never a term, since a
term with a container would change what the key matches; each place that nests says ``"@id": {}``, which
matches any node. Agents, places and topics nest as cards wherever they are named. Whatever has parts of its
own (cited documents, archival units, the file) nests under its schema.org name, and its Dublin Core twin
only points. The flags it is meant for are :data:`FRAMING`. To add a property: a term in the context, a key
at each place of the frame.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from fonds.bundled import bundled_path
from fonds.errors import VocabularyError
from fonds.rdf.literals import Triple, parse_term
from fonds.rdf.namespaces import RDF, XSD

Tree = dict[str, Any]
"""A JSON-LD node object as plain data; its ``@context`` is the context's IRI."""

CONTEXT_NAME = "context.jsonld"
"""Last segment of the context's IRI on every site."""

FRAMING = {"embed": "@always", "explicit": True, "omitDefault": True, "omitGraph": True}
"""The flags ``frame.jsonld`` is meant for (JSON-LD 1.1 Framing, section 4.1)."""


@cache
def bundled_context() -> dict[str, Any]:
    """Return the value of ``@context``. It is shared: do not change it."""
    context = _read_json(CONTEXT_NAME).get("@context")
    if not isinstance(context, dict):
        raise VocabularyError(f"{CONTEXT_NAME} holds no context.")
    return context


@cache
def bundled_frame() -> dict[str, Any]:
    """Return the frame without its ``@context``; ``@id`` is a wildcard. It is shared: do not change it."""
    return {key: value for key, value in _read_json("frame.jsonld").items() if key != "@context"}


def load_context(url: str, _options: object = None) -> dict[str, Any]:
    """Answer pyld's request for a document: our context on any base; VocabularyError for all else."""
    if not url.endswith(f"/{CONTEXT_NAME}"):
        raise VocabularyError(f"The context {url!r} is not ours, and Fonds fetches none.")
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": {"@context": bundled_context()},
    }


def expanded(tree: Tree) -> list[Tree]:
    """Return the expanded form of a tree: full IRIs, every value an object in an array."""
    result: list[Tree] = _pyld().expand(tree, _options())
    return result


def flattened(tree: Tree) -> Tree:
    """Return the flattened form of a tree: each node once, side by side in ``@graph``, in our context."""
    result: Tree = _pyld().flatten(tree, tree["@context"], _options())
    return result


def framed(
    root_iri: str, triples: Iterable[Triple], context_iri: str, frame: Mapping[str, Any] | None = None
) -> Tree:
    """Frame triples with pyld: the reference :mod:`fonds.rdf.framing` must equal, a hundred times slower.

    Triples are taken in sorted order, so that arrays do not depend on how a graph was made. ``frame`` takes
    the place of the bundled one; it names neither its root nor its context.
    """
    pyld = _pyld()
    graph = {"@default": [_pyld_triple(triple) for triple in sorted(set(triples))]}
    nodes = pyld.from_rdf(graph, {"useNativeTypes": False})
    whole = {**(bundled_frame() if frame is None else frame), "@context": context_iri, "@id": root_iri}
    result: Tree = pyld.frame(nodes, whole, {**FRAMING, **_options()})
    return result


def _options() -> dict[str, Any]:
    return {"documentLoader": load_context, "processingMode": "json-ld-1.1"}


def _pyld() -> Any:
    from pyld import jsonld

    return jsonld


def _pyld_triple(triple: Triple) -> dict[str, dict[str, str]]:
    return dict(zip(("subject", "predicate", "object"), map(_pyld_term, triple), strict=True))


def _pyld_term(term: str) -> dict[str, str]:
    kind, value, tag, datatype = parse_term(term)
    if kind == "iri":
        return {"type": "IRI", "value": value}
    if tag:
        return {"type": "literal", "value": value, "language": tag, "datatype": f"{RDF}langString"}
    return {"type": "literal", "value": value, "datatype": datatype or f"{XSD}string"}


def _read_json(name: str) -> dict[str, Any]:
    try:
        content = json.loads(bundled_path("vocab", name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise VocabularyError(f"vocab/{name} cannot be read: {error}.") from error
    if not isinstance(content, dict):
        raise VocabularyError(f"vocab/{name} is not a JSON object.")
    return content
