"""Pages of the vocabulary (floor 7): terms, schemes, concepts, as their files say."""

from dataclasses import dataclass

from fonds.rdf.literals import Term, Triple, parse_term
from fonds.rdf.namespaces import FONDS, VOCABULARY, shorten
from fonds.rdf.vocabulary import FILES, SCHEMES, Described, find_term, vocabulary_triples
from fonds.web.pages.links import Links
from fonds.web.pages.things import Thing
from fonds.web.pages.words import taken_apart

_SHOWN_ALREADY = (
    "rdfs:label", "schema:name", "skos:prefLabel", "rdfs:comment", "skos:definition", "rdf:type",
)
_TELLS_NOTHING = (
    "rdfs:isDefinedBy", "skos:inScheme", "schema:inDefinedTermSet", "skos:topConceptOf", "schema:termCode",
    "dcterms:title",
)
_WORDS = {
    "rdfs:domain": "said of",
    "rdfs:range": "value",
    "rdfs:subClassOf": "narrower than",
    "rdfs:subPropertyOf": "narrower than",
    "skos:altLabel": "also",
    "skos:broader": "below",
    "skos:broadMatch": "broader elsewhere",
    "skos:closeMatch": "close match",
    "skos:exactMatch": "same as",
    "skos:relatedMatch": "related",
    "skos:scopeNote": "note",
}


@dataclass(frozen=True, slots=True)
class TermEntry:
    """A term or concept. ``fragment`` is its address on the page of its file; ``facts`` are what else is said."""

    iri: str
    name: str
    fragment: str
    kind: str
    label: str
    comment: str
    href: str
    facts: tuple[tuple[str, tuple[Thing, ...]], ...]


@dataclass(frozen=True, slots=True)
class VocabularyFile:
    """One file of the vocabulary; ``name`` is its path below ``/vocab``."""

    name: str
    iri: str
    label: str
    comment: str
    entries: tuple[TermEntry, ...]


def vocabulary_files(links: Links) -> tuple[VocabularyFile, ...]:
    """Return all files."""
    return tuple(vocabulary_file(name, links) for name in FILES)


def vocabulary_file(name: str, links: Links) -> VocabularyFile:
    """Return one file with its terms or concepts in alphabetical order. NotFoundError for an unknown one."""
    said = _by_subject(vocabulary_triples(name))
    head = f"{VOCABULARY}{name}"
    described = find_term(head) or Described(head, "scheme", name)
    entries = (_entry(iri, facts, links) for iri, facts in said.items() if iri != head)
    ordered = tuple(sorted(entries, key=lambda each: (each.kind, each.label.lower())))
    return VocabularyFile(name, head, described.label, described.comment, ordered)


def concept_triples(scheme: str, code: str) -> list[Triple]:
    """Return what a scheme's file says of one concept; nothing for an unknown one."""
    if scheme not in SCHEMES:
        return []
    subject = f"<{VOCABULARY}{scheme}/{code}>"
    return [triple for triple in vocabulary_triples(scheme) if triple[0] == subject]


def concept_entry(triples: list[Triple], links: Links) -> TermEntry:
    """Return one concept as it is shown."""
    (iri, facts), *_ = _by_subject(triples).items()
    return _entry(iri, facts, links)


def _by_subject(triples: list[Triple]) -> dict[str, dict[str, list[Term]]]:
    said: dict[str, dict[str, list[Term]]] = {}
    for subject, predicate, term in triples:
        name = shorten(parse_term(predicate).value)
        said.setdefault(parse_term(subject).value, {}).setdefault(name, []).append(term)
    return said


def _entry(iri: str, facts: dict[str, list[Term]], links: Links) -> TermEntry:
    described = find_term(iri) or Described(iri, "term", iri)
    shown = tuple(
        (_WORDS.get(name) or taken_apart(name), tuple(_thing(term, links) for term in terms))
        for name, terms in facts.items()
        if name not in (*_SHOWN_ALREADY, *_TELLS_NOTHING)
    )
    notes = {parse_term(term).value for term in facts.get("skos:scopeNote", ())}
    comment = "" if described.comment in notes else described.comment
    fragment = iri.removeprefix(FONDS).rpartition("/")[2]
    name = shorten(iri)
    return TermEntry(iri, name, fragment, described.kind, described.label, comment, links.iri(iri), shown)


def _thing(term: Term, links: Links) -> Thing:
    kind, value, _, _ = parse_term(term)
    if kind != "iri":
        return Thing(value)
    described = find_term(value)
    return Thing(described.label if described else shorten(value), links.iri(value))
