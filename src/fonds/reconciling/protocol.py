"""The Reconciliation Service API (floor 4) as pure functions: manifest, query batches, results.

Version 0.2 (https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/) is spoken by default;
with a service whose manifest names only the 1.0 draft, that. What a service answers is never trusted to have the
shape it should: :func:`parse_manifest` and :func:`parse_results` return a text that says what is wrong.
"""

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fonds.linking.judgements import IRI

LONGEST = 500
"""Characters of a name or an identifier that are kept."""
TYPE_WORDS: Mapping[str, tuple[str, ...]] = {
    "Person": ("person", "human", "people", "differentiatedperson", "personal name", "individual", "q5"),
    "Organization": ("organization", "organisation", "corporatebody", "corporate body", "q43229"),
    "Place": ("place", "location", "placeorgeographicname", "geographic name", "administrative area"),
}
"""Class of ours → what services call it, in the order of preference; asked for only where the manifest names it."""
_BODIES = frozenset(
    """GovernmentOrganization PoliticalParty ArchiveOrganization NGO Corporation EducationalOrganization
    NewsMediaOrganization ResearchOrganization""".split()
)
_PLACES = frozenset("Country City State AdministrativeArea Landform BodyOfWater".split())
_OLD = frozenset({"0.1", "0.2"})


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a service says of itself. ``types`` are its generic types: folded id or name → id."""

    name: str
    is_draft: bool = False
    identifier_space: str = ""
    view: str = ""
    types: tuple[tuple[str, str], ...] = ()
    batch_size: int = 0

    def type_for(self, type_: str) -> str:
        """Return the service's identifier of a class of ours; empty where it names none that fits."""
        own = "Organization" if type_ in _BODIES else "Place" if type_ in _PLACES else type_
        known = dict(reversed(self.types))
        return next((known[word] for word in TYPE_WORDS.get(own, ()) if word in known), "")

    def iri_of(self, id_: str) -> str:
        """Return the address of an entity; empty where the service does not tell one.

        An identifier that is an address is one; else it is put behind the identifier space where that is the
        beginning of an address, or into the template of the view.
        """
        view = re.sub(r"\{\{?\+?id\}?\}", lambda _: id_, self.view)
        behind = self.identifier_space + id_ if self.identifier_space[-1:] in ("/", "#", "=") else ""
        return next((iri for iri in (id_, behind, view if view != self.view else "") if IRI.fullmatch(iri)), "")


@dataclass(frozen=True, slots=True)
class Query:
    """One question: a name, the service's type (may be empty), how many candidates are wanted."""

    name: str
    type: str = ""
    limit: int = 3


@dataclass(frozen=True, slots=True)
class Proposal:
    """One candidate of a service; ``score`` is on the service's own scale."""

    id: str
    name: str
    score: float = 0.0
    match: bool = False


def parse_manifest(data: bytes) -> Manifest | str:
    """Read a manifest; a text says why it is none."""
    value = _loads(data)
    if isinstance(value, str):
        return value
    if not isinstance(value, dict) or not isinstance(value.get("name"), str):
        return "its manifest is no object with a name"
    versions = {each for each in _list(value.get("versions")) if isinstance(each, str)}
    view = value.get("view")
    size = value.get("batchSize")
    return Manifest(
        _tidy(value["name"]), bool(versions) and not versions & _OLD, _text(value.get("identifierSpace")),
        _text(view.get("url")) if isinstance(view, dict) else "", tuple(_types(value.get("defaultTypes"))),
        size if isinstance(size, int) and not isinstance(size, bool) and size > 0 else 0,
    )


def _types(value: object) -> Iterable[tuple[str, str]]:
    for each in _list(value):
        id_ = each if isinstance(each, str) else each.get("id") if isinstance(each, dict) else None
        if isinstance(id_, str) and id_:
            name = each.get("name") if isinstance(each, dict) else None
            yield id_.rpartition("/")[2].casefold(), id_
            yield id_.casefold(), id_
            if isinstance(name, str):
                yield name.casefold(), id_


def batch_body(queries: Sequence[Query], manifest: Manifest) -> tuple[str, str]:
    """Return the body of a query batch and its media type.

    >>> batch_body([Query("Kabul", limit=1)], Manifest("x"))[0]
    'queries=%7B%22q0%22%3A%7B%22query%22%3A%22Kabul%22%2C%22limit%22%3A1%7D%7D'
    """
    from urllib.parse import urlencode

    if manifest.is_draft:
        return _dumps({"queries": [_draft_query(query) for query in queries]}), "application/json"
    batch = {
        f"q{number}": {"query": q.name, **({"type": q.type} if q.type else {}), "limit": q.limit}
        for number, q in enumerate(queries)
    }
    return urlencode({"queries": _dumps(batch)}), "application/x-www-form-urlencoded"


def _draft_query(query: Query) -> dict[str, Any]:
    """Return a query of the draft. It has called the value of a condition "v" and then "propertyValue": both are said."""
    condition = {"matchType": "name", "propertyValue": query.name, "v": query.name}
    return {**({"type": query.type} if query.type else {}), "limit": query.limit, "conditions": [condition]}


def parse_results(data: bytes, number: int, manifest: Manifest) -> list[tuple[Proposal, ...]] | str:
    """Read the results of ``number`` queries, in their order; a text says why they cannot be had.

    One candidate without an identifier or a name is passed over; a missing answer makes the whole batch worthless,
    for nobody could tell it from “nothing found”.
    """
    value = _loads(data)
    if isinstance(value, str):
        return value
    if not isinstance(value, dict):
        return "its answer is no object"
    if manifest.is_draft:
        found, key = _list(value.get("results")), "candidates"
    else:
        found, key = [value.get(f"q{place}") for place in range(number)], "result"
    answers = [one.get(key) if isinstance(one, dict) else None for one in found]
    if len(answers) != number or not all(isinstance(one, list) for one in answers):
        told = next((_tidy(value[key]) for key in ("message", "details", "error") if isinstance(value.get(key), str)), "")
        return f"its answer lacks the result of a query{f': {told}' if told else ''}"
    return [tuple(_proposals(_list(one))) for one in answers]


def _proposals(found: Iterable[object]) -> Iterable[Proposal]:
    for each in found:
        if not isinstance(each, dict):
            continue
        id_, name, score = each.get("id"), each.get("name"), each.get("score", 0)
        if isinstance(id_, str) and id_.strip() and isinstance(name, str) and name.strip():
            number = float(score) if isinstance(score, int | float) and abs(score) < 1e15 else 0.0
            yield Proposal(_tidy(id_), _tidy(name), number if math.isfinite(number) else 0.0, each.get("match") is True)


def _loads(data: bytes) -> Any:
    """Return a JSON value, or a text that says why there is none (a text is no answer either)."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return "its answer is not JSON"
    return "its answer is no object" if isinstance(value, str) else value


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    return value.strip()[:LONGEST] if isinstance(value, str) else ""


def _tidy(text: str) -> str:
    """Return a service's text on one line, without what a terminal would obey."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:LONGEST]
