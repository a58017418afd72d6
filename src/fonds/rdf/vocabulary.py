"""Our vocabulary (floor 2): the terms and concept schemes of ``vocab/*.ttl``, read when first asked for.

The files are the only place where a term, a concept or a word of a genre is written down: to add one, add a
block to its file. A scheme is a file of :data:`SCHEMES`; the class a genre makes of a document follows from
``skos:broader`` and :data:`CLASSES`. Reading Turtle needs rdflib, which takes a server a quarter of a second to load and
to do; so ``vocab/ready`` has the same as N-Triples, each file headed by the digest of the one it was made of
(``python docs/generate.py``). Where the digests differ, the Turtle is read.
"""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from fonds.bundled import bundled_path
from fonds.errors import NotFoundError, VocabularyError
from fonds.rdf.iris import concept
from fonds.rdf.literals import (
    Term,
    Triple,
    iri_term,
    lang_string,
    name_term,
    ntriples,
    parse_ntriples,
    parse_term,
    plain,
    typed,
)
from fonds.rdf.namespaces import VOCABULARY, shorten

if TYPE_CHECKING:
    from rdflib.term import Node

SCHEMES = ("genre", "marking", "role", "status")
"""The concept schemes; each is ``vocab/{scheme}.ttl`` and has the IRI ``https://w3id.org/fonds/{scheme}``."""

FILES = ("terms", *SCHEMES)
"""The files that are loaded into the store and served below ``/vocab``."""

CLASSES = {
    "correspondence": "schema:Message",
    "legal-instrument": "schema:Legislation",
    "report": "schema:Report",
}
"""The class of documents whose genre is the key or stands below it."""

OTHER_CLASS = "schema:CreativeWork"
"""The class of every other document."""


@dataclass(frozen=True, slots=True)
class Described:
    """Something of ours and what is said of it; ``kind`` is class, property, scheme, concept or ontology."""

    iri: str
    kind: str
    label: str
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept of a scheme. ``broader`` is the code above it, empty at the top."""

    iri: str
    scheme: str
    code: str
    label: str
    alternatives: tuple[str, ...] = ()
    broader: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """Every word or phrase that means it, in lower case."""
        return tuple(dict.fromkeys(text.lower() for text in (self.label, *self.alternatives)))


def vocabulary_triples(file: str = "") -> list[Triple]:
    """Return the sorted triples of one of :data:`FILES`, or of all of them.

    Raises NotFoundError for another name, VocabularyError where a file is not Turtle or has a blank node.
    """
    if file and file not in FILES:
        raise NotFoundError(f"There is no vocabulary file {file!r}.", f"There are {', '.join(FILES)}.")
    return sorted({triple for name in ([file] if file else FILES) for triple in _read_file(name)})


def find_term(iri: str) -> Described | None:
    """Return what our vocabulary says of an IRI, or None where it is none of ours."""
    return _described().get(iri)


@cache
def concepts(scheme: str) -> tuple[Concept, ...]:
    """Return the concepts of a scheme, by code. Raises NotFoundError for an unknown scheme."""
    if scheme not in SCHEMES:
        raise NotFoundError(f"There is no concept scheme {scheme!r}.", f"There are {', '.join(SCHEMES)}.")
    said = _by_subject(vocabulary_triples(scheme))
    member = iri_term(VOCABULARY + scheme)
    found = [
        _concept(scheme, subject, values)
        for subject, values in said.items()
        if member in values.get(name_term("skos:inScheme"), ())
    ]
    return tuple(sorted(found, key=lambda each: each.code))


def genre_words() -> dict[str, str]:
    """Return the code of every word or phrase that names a genre: ``"cable"`` → ``"telegram"``.

    Keys are in lower case, the longest first, so that the first hit is the most telling one.
    """
    return dict(_words("genre"))


def marking_words() -> dict[str, str]:
    """Return the code of every phrase that is a marking (``"top secret"``), the longest first."""
    return dict(_words("marking"))


@cache
def lineage(scheme: str, code: str) -> tuple[str, ...]:
    """Return a concept's code and the codes above it, nearest first; nothing for an unknown code."""
    above = {each.code: each.broader for each in concepts(scheme)}
    line: list[str] = []
    while code in above and code not in line:
        line.append(code)
        code = above[code]
    return tuple(line)


def class_of_genre(code: str) -> str:
    """Return the class, as a prefixed name, of documents of a genre (an unknown one: schema:CreativeWork)."""
    return next((CLASSES[each] for each in lineage("genre", code) if each in CLASSES), OTHER_CLASS)


def scheme_triples(iris: set[Term]) -> list[Triple]:
    """Return scheme and broader concepts of those terms that are concepts of ours.

    A description names its concepts only; shapes that ask where a concept stands are given these beside it.
    """
    found: set[Triple] = set()
    for term in iris:
        scheme, code = concept_parts(term)
        for each in lineage(scheme, code) if scheme else ():
            node = iri_term(concept(scheme, each))
            found.add((node, name_term("skos:inScheme"), iri_term(VOCABULARY + scheme)))
            found.update(
                (node, name_term("skos:broader"), iri_term(concept(scheme, above)))
                for above in lineage(scheme, each)[1:2]
            )
    return sorted(found)


def concept_parts(term: Term) -> tuple[str, str]:
    """Return scheme and code of a term with the form of a concept's IRI, or two empty texts.

    >>> concept_parts("<https://w3id.org/fonds/genre/letter>"), concept_parts("<http://example.org/genre/x>")
    (('genre', 'letter'), ('', ''))
    """
    scheme, _, code = term[1:-1].removeprefix(VOCABULARY).partition("/")
    return (scheme, code) if term.startswith(f"<{VOCABULARY}") and scheme in SCHEMES else ("", "")


@cache
def _words(scheme: str) -> tuple[tuple[str, str], ...]:
    pairs = {word: each.code for each in concepts(scheme) for word in each.words}
    return tuple(sorted(pairs.items(), key=lambda pair: (-len(pair[0]), pair[0])))


def _concept(scheme: str, subject: Term, values: dict[Term, list[Term]]) -> Concept:
    def texts(name: str) -> list[str]:
        return [parse_term(term).value for term in values.get(name_term(name), ())]

    iri = parse_term(subject).value
    above = [text.rpartition("/")[2] for text in texts("skos:broader")]
    if len(above) > 1:
        raise VocabularyError(f"The concept {iri} stands below {len(above)} others; one is allowed.")
    return Concept(
        iri=iri,
        scheme=scheme,
        code=iri.rpartition("/")[2],
        label=texts("rdfs:label")[0],
        alternatives=tuple(sorted(texts("skos:altLabel"))),
        broader=above[0] if above else "",
    )


_KINDS = (
    ("rdfs:Class", "class"),
    ("rdf:Property", "property"),
    ("skos:ConceptScheme", "scheme"),
    ("skos:Concept", "concept"),
)


@cache
def _described() -> dict[str, Described]:
    found: dict[str, Described] = {}
    for subject, values in _by_subject(vocabulary_triples()).items():
        types = values.get(name_term("rdf:type"), [])
        kind = next((kind for name, kind in _KINDS if name_term(name) in types), "ontology")
        comments = [
            parse_term(term).value
            for name in ("rdfs:comment", "skos:definition", "skos:scopeNote")
            for term in values.get(name_term(name), ())
        ]
        label = parse_term(values[name_term("rdfs:label")][0]).value
        iri = parse_term(subject).value
        found[iri] = Described(iri, kind, label, " ".join(comments))
    return found


def _by_subject(triples: list[Triple]) -> dict[Term, dict[Term, list[Term]]]:
    said: dict[Term, dict[Term, list[Term]]] = {}
    for subject, predicate, value in triples:
        said.setdefault(subject, {}).setdefault(predicate, []).append(value)
    return said


@cache
def _read_file(file: str) -> frozenset[Triple]:
    path = bundled_path("vocab", f"{file}.ttl")
    data = path.read_bytes()
    made_of, _, ready = _ready(path).partition(b"\n")
    return frozenset(parse_ntriples(ready)) if made_of == _digest(data) else _parse_turtle(path, data)


def _ready(path: Path) -> bytes:
    try:
        return (path.parent / "ready" / f"{path.stem}.nt").read_bytes()
    except FileNotFoundError:
        return b""


def _digest(data: bytes) -> bytes:
    return f"# made of {hashlib.sha256(data).hexdigest()}".encode()


def render_ready(file: str) -> bytes:
    """Return what ``vocab/ready`` is to hold of one of :data:`FILES`: a comment with its digest, sorted N-Triples."""
    path = bundled_path("vocab", f"{file}.ttl")
    data = path.read_bytes()
    return _digest(data) + b"\n" + ntriples([*_parse_turtle(path, data)])


def _parse_turtle(path: Path, data: bytes) -> frozenset[Triple]:
    from rdflib import Graph

    try:
        graph = Graph(bind_namespaces="none").parse(data=data, format="turtle")
    except Exception as error:  # rdflib raises many kinds, some of them plain Exception
        raise VocabularyError(f"{path} is not Turtle: {error}") from error
    return frozenset((_term(s, path.name), _term(p, path.name), _term(o, path.name)) for s, p, o in graph)


def _term(node: "Node", file: str) -> Term:
    from rdflib import Literal, URIRef

    if isinstance(node, URIRef):
        return iri_term(str(node))
    if not isinstance(node, Literal):
        raise VocabularyError(f"{file} has a blank node.", "Give it an IRI.")
    if node.language:
        return lang_string(str(node), node.language)
    return typed(str(node), shorten(str(node.datatype))) if node.datatype else plain(str(node))
