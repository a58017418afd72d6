"""What a form offers for a parameter (floor 7): values with their labels, from a list, our vocabulary, the catalogue or
the query's own data.

Values of the data are asked for through the query service and remembered with their release (``findings.py``). What is
offered restricts nothing: a value nobody offered is answered as well, unless the query itself lists what it takes.
"""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fonds.canned.binding import bind_offers
from fonds.canned.parameters import parameter_terms
from fonds.catalogue.listings import ListingReader
from fonds.catalogue.rows import Filters, Release
from fonds.errors import ParameterError
from fonds.rdf.iris import ENTITY_KINDS, Iris
from fonds.rdf.namespaces import VOCABULARY, shorten
from fonds.rdf.vocabulary import concepts
from fonds.web.findings import Findings
from fonds.web.pages.words import concept_words, sentence
from fonds.web.site import Site
from fonds.web.suggest import GROUPS

if TYPE_CHECKING:
    from fonds.canned.parameters import Parameter
    from fonds.canned.query import CannedQuery

MOST = 300
"""Values that a form offers."""

SCHEMES = ("genre", "marking", "role", "status")
"""Types of parameters that take a concept of a scheme of ours."""

Choice = tuple[str, str]
"""A value and its label."""


@dataclass(frozen=True, slots=True)
class Offers:
    """Values to choose from; ``complete`` says that there are no others."""

    choices: tuple[Choice, ...] = ()
    complete: bool = False


def find_offers(
    site: Site, findings: Findings, canned: "CannedQuery", parameter: "Parameter", release: Release
) -> Offers:
    """Return what a form offers for one parameter."""
    if parameter.choices:
        return Offers(tuple((value, _label(value)) for value in parameter.choices), complete=True)
    with site.reading.snapshot() as reader:
        if parameter.offers:
            text = bind_offers(canned, parameter, site.iris, MOST + 1)
            rows = findings.rows(release, text, MOST + 1)
            found = _told(rows, parameter, site.iris, reader)
            return Offers(found[:MOST], complete=0 < len(rows) <= MOST)
        return _listed(parameter, reader)


def find_examples(site: Site, parameter: "Parameter", choices: tuple[Choice, ...]) -> tuple[str, ...]:
    """Return the examples of the header; the first value offered where this archive does not hold what they name."""
    named = suggested(parameter) in (*ENTITY_KINDS, "document", "entity")
    if not named or not choices:
        return parameter.example
    with site.reading.snapshot() as reader:
        held = all(_known(_value(text, site.iris), reader) for text in parameter.example)
    return parameter.example if held else (choices[0][0],)


def suggested(parameter: "Parameter") -> str:
    """Return the kind of thing that may be suggested while somebody types, as ``/suggest/`` has it; or nothing."""
    kind = _kind(parameter)
    return kind if kind in GROUPS else ""


def _kind(parameter: "Parameter") -> str:
    """Return what a parameter's values are entries of; nothing for plain values."""
    if parameter.type == "archive":
        return "agent"
    return parameter.type if parameter.type in (*ENTITY_KINDS, *SCHEMES, "concept", "document", "entity") else ""


def _listed(parameter: "Parameter", reader: ListingReader) -> Offers:
    kind = _kind(parameter)
    if kind in SCHEMES:
        return Offers(tuple((each.code, sentence(each.label)) for each in concepts(kind)), complete=True)
    if kind == "concept":
        found = [(f"{scheme}/{each.code}", sentence(each.label)) for scheme in SCHEMES for each in concepts(scheme)]
        return Offers(tuple(found))
    if kind == "document":
        documents = reader.documents(Filters(), 0, MOST)
        return Offers(tuple((f"doc/{each.slug}", each.listing.label) for each in documents.items))
    if kind in ENTITY_KINDS:
        return Offers(tuple((each.key, each.label) for each in reader.entities(kind, 0, MOST).items))
    return Offers()


def _told(
    rows: list[list[dict[str, str] | None]], parameter: "Parameter", iris: Iris, reader: ListingReader
) -> tuple[Choice, ...]:
    """Return values the parameter takes, with the label of the second column or the best one known here."""
    found: dict[str, str] = {}
    for first, *others in rows:
        if first is None:
            continue
        value = _value(first["value"], iris)
        try:
            parameter_terms(parameter, [value], iris)
        except ParameterError:
            continue
        label = others[0]["value"] if others and others[0] else ""
        found.setdefault(value, label or _known(value, reader) or _label(first["value"]))
    return tuple(found.items())


def _value(text: str, iris: Iris) -> str:
    """Return a term's text as short as a parameter takes it."""
    return iris.local(text) or text


def _known(value: str, reader: ListingReader) -> str:
    if value.partition("/")[0] == "doc":
        tree = reader.find_tree(value.partition("/")[2])
        return "" if tree is None else _title(tree.tree)
    if value.partition("/")[0] in ENTITY_KINDS:
        entity = reader.find_entity(value)
        return entity.label if entity else ""
    return ""


def _title(tree: bytes) -> str:
    label = json.loads(tree).get("label", "")
    return label if isinstance(label, str) else ""


def _label(value: str) -> str:
    """Return a value for people: a concept's label, an IRI with its prefix, any other as it is."""
    if value.startswith(VOCABULARY):
        return sentence(concept_words(value)) or shorten(value)
    return shorten(value) if "://" in value else value
