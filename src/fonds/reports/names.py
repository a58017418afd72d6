"""Names in no list (floor 6): gathered from documents, published or only read, with the words they stand in.

A document gives its own triples, its evidence and the entities it leads to, whether it comes from the catalogue or
from a page that was read without storing it; so both worklists are made alike. Each document is looked at once.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from fonds.catalogue.listings import ListingReader
from fonds.linking.candidates import LocalName
from fonds.linking.worklist import WorklistRow
from fonds.rdf.iris import Iris, concept
from fonds.rdf.literals import Term, Triple, iri_term, name_term, parse_ntriples, parse_term

KINDS = ("agent", "place", "position", "creative-work")
"""Kinds of entities that names are reconciled for."""
UNLISTED_TYPES = frozenset({"Book"})
"""Known by their citation, not by a name."""
MOST_EXAMPLES = 3
MOST_FORMS = 50
_AGENT, _WRITTEN, _STATUS, _SAME, _TYPE, _NAME, _LABEL = (
    name_term(name) for name in (
        "fonds:agent", "fonds:nameAsWritten", "fonds:identityStatus", "schema:sameAs", "rdf:type", "schema:name",
        "rdfs:label",
    )
)
_UNRECONCILED, _STATED = (iri_term(concept("status", code)) for code in ("unreconciled", "stated"))


@dataclass(slots=True)
class _Found:
    type: str
    name: str
    documents: int = 0
    examples: list[str] = field(default_factory=list)
    forms: dict[str, None] = field(default_factory=dict)
    context: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """The names in no list as rows without candidates, and the entities that only a source identifies."""

    rows: list[WorklistRow]
    identified: list[LocalName]


def published_names(catalogue: ListingReader, iris: Iris) -> Names:
    """Return the names of the current release."""
    gatherer = NameGatherer(iris)
    for kind in KINDS:
        for key, triples in _stored(catalogue, kind):
            gatherer.meet({key: triples})
    for source in catalogue.sources():
        document = catalogue.find_document(source.slug) if source.state == "live" else None
        if document is not None and document.state == "live":
            keys = {link.key for link in catalogue.entity_links(source.slug)}
            if gatherer.knows(keys):
                gatherer.look_at(source.slug, document.own, catalogue.find_evidence(source.slug) or b"[]", keys)
    return gatherer.names()


def _stored(catalogue: ListingReader, kind: str) -> Iterator[tuple[str, list[Triple]]]:
    offset = 0
    while items := catalogue.entities(kind, offset=offset, limit=1_000).items:
        offset += len(items)
        for item in items:
            stored = catalogue.find_entity(item.key)
            if stored is not None and stored.state == "live":
                yield item.key, list(parse_ntriples(stored.own))


class NameGatherer:
    """Takes in entities and documents one by one, keeps of each name what a person needs to decide on it."""

    def __init__(self, iris: Iris) -> None:
        self._iris = iris
        self._found: dict[str, _Found] = {}
        self._identified: dict[str, LocalName] = {}

    def add(self, slug: str, own: bytes, evidence: bytes, entities: Mapping[str, Sequence[Triple]]) -> None:
        """Take in a document with the descriptions of the entities it leads to."""
        self.meet(entities)
        self.look_at(slug, own, evidence, entities)

    def meet(self, entities: Mapping[str, Sequence[Triple]]) -> None:
        """Take in descriptions of entities: names in no list, and who only a source identifies."""
        for key, triples in entities.items():
            if key in self._found or key.partition("/")[0] not in KINDS:
                continue
            node = iri_term(self._iris.entity(key))
            said = [(p, o) for s, p, o in triples if s == node]
            type_ = _first(said, _TYPE).rpartition("/")[2]
            if (_STATUS, _UNRECONCILED) in said and type_ not in UNLISTED_TYPES:
                self._found[key] = _Found(type_, _first(said, _LABEL))
            elif (_STATUS, _STATED) in said and (address := _first(said, _SAME)):
                self._identified[key] = LocalName(key, type_, _first(said, _LABEL), address=address)

    def knows(self, keys: Iterable[str]) -> bool:
        """Whether any of these is a name in no list."""
        return any(key in self._found for key in keys)

    def look_at(self, slug: str, own: bytes, evidence: bytes, keys: Iterable[str]) -> None:
        """Take in where a document has the names behind some keys."""
        forms, contexts = _written(own, evidence, self._iris)
        for key in keys:
            if one := self._found.get(key):
                one.documents += 1
                if len(one.examples) < MOST_EXAMPLES:
                    one.examples.append(slug)
                node = iri_term(self._iris.entity(key))
                one.forms.update(dict.fromkeys(forms.get(node, ())[: MOST_FORMS - len(one.forms)]))
                one.context = one.context or contexts.get(node, "")

    def names(self) -> Names:
        """Return what was gathered: those names first whose decision repairs most documents."""
        rows = [
            WorklistRow(
                LocalName(key, one.type, one.name, tuple(one.forms), one.documents), tuple(one.examples), one.context
            )
            for key, one in self._found.items()
        ]
        rows.sort(key=lambda row: (-row.name.documents, row.name.name.casefold(), row.name.key))
        return Names(rows, list(self._identified.values()))


def _written(own: bytes, evidence: bytes, iris: Iris) -> tuple[dict[Term, list[str]], dict[Term, str]]:
    """Return how the entities of a document are written in it, and words in context for each."""
    forms: dict[Term, list[str]] = {}
    contexts: dict[Term, str] = {}
    agents: dict[Term, Term] = {}
    written: list[tuple[Term, Term]] = []
    for subject, predicate, obj in parse_ntriples(own):
        if predicate == _AGENT:
            agents[subject] = obj
        elif predicate == _WRITTEN:
            written.append((subject, obj))
    for part, text in written:
        if part in agents:
            forms.setdefault(agents[part], []).append(parse_term(text).value)
    site = f"<{iris.base}/"
    for row in json.loads(evidence):
        if row["p"] == _NAME:
            forms.setdefault(row["s"], []).append(parse_term(row["o"]).value)
        for node in (row["o"], row["s"]):
            if row["quotes"] and node.startswith(site) and node not in contexts:
                contexts[node] = _in_context(row["quotes"][0])
    return forms, contexts


def _in_context(quote: Mapping[str, str]) -> str:
    """Return a quote between the words around it, in angle quotes."""
    return " ".join(f"…{quote['prefix']}«{quote['exact']}»{quote['suffix']}…".split())


def _first(said: Iterable[tuple[Term, Term]], predicate: Term) -> str:
    return next((parse_term(o).value for p, o in said if p == predicate), "")
