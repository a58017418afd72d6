"""Graphs the tests of ``rdf/`` share: the two seeds from their acceptance rows, and random ones."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

from fonds.rdf.contexts import bundled_context
from fonds.rdf.iris import Iris, concept, participation_iri, record_iri, source_iri, text_iri
from fonds.rdf.literals import Term, Triple, iri_term, lang_string, name_term, plain, typed
from fonds.rdf.namespaces import PREFIXES

BASE = "http://archive.example"
CONTEXT_IRI = f"{BASE}/context.jsonld"
SEEDS = {"000": f"{BASE}/doc/1979-12-27-message", "003": f"{BASE}/doc/1989-09-02-letter"}
"""Number of a seed → IRI of its document."""

_ROWS = Path(__file__).parent.parent / "acceptance"
_PART = re.compile(r"PART\((?P<agent>\S+) role:(?P<role>\S+)\)")


def seed_graph(seed: str) -> list[Triple]:
    """Return the published rows of one seed, and what they leave to the mapper: links, record, file."""
    document = SEEDS[seed]
    triples = set(_structure(document))
    with (_ROWS / f"seed-{seed}.facts.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["published"] == "yes":
                subject = _iri(document, row["subject"])
                triples.add((iri_term(subject), name_term(row["predicate"]), _object(document, row)))
                triples.update(_participation(document, row["subject"]))
    return sorted(triples)


def _structure(document: str) -> Iterator[Triple]:
    source, record, text = (iri_term(make(document)) for make in (source_iri, record_iri, _english))
    root = iri_term(document)
    yield root, name_term("foaf:isPrimaryTopicOf"), record
    body = lang_string("Mister Vorontsov!\n\tIn reply “to” your \\letter\\", "en")
    for predicate, term in (
        ("rdf:type", name_term("foaf:Document")),
        ("rdf:type", name_term("prov:Entity")),
        ("rdfs:label", plain("Record")),
        ("foaf:primaryTopic", root),
        ("prov:wasDerivedFrom", source),
        ("dcterms:source", source),
        ("schema:isPartOf", iri_term(Iris(BASE).dataset())),
        ("dcterms:isPartOf", iri_term(Iris(BASE).dataset())),
        ("schema:sdLicense", iri_term("https://creativecommons.org/publicdomain/zero/1.0/")),
        ("dcterms:modified", typed("2026-01-02T03:04:05Z", "xsd:dateTime")),
        ("schema:softwareVersion", plain("0.1.0")),
    ):
        yield record, name_term(predicate), term
    yield source, name_term("rdf:type"), name_term("schema:TextObject")
    yield source, name_term("schema:sha256"), plain("2f9377a29a530927")
    yield text, name_term("schema:text"), body
    yield text, name_term("rdf:type"), name_term("dcmitype:Text")


def _participation(document: str, token: str) -> Iterator[Triple]:
    match = _PART.fullmatch(token)
    if match:
        part = iri_term(_iri(document, token))
        yield iri_term(document), name_term("fonds:participation"), part
        yield part, name_term("rdf:type"), name_term("fonds:Participation")
        yield part, name_term("fonds:agent"), iri_term(BASE + match["agent"])
        yield part, name_term("schema:roleName"), iri_term(concept("role", match["role"]))
        yield part, name_term("fonds:assertionStatus"), iri_term(concept("status", "stated"))
        yield part, name_term("fonds:confidence"), typed("0.9", "xsd:decimal")


def _english(document: str) -> str:
    return text_iri(document, "en")


def _iri(document: str, token: str) -> str:
    match = _PART.fullmatch(token)
    if match:
        return participation_iri(document, match["role"], match["agent"])
    fixed = {
        "DOC": document,
        "TEXT": _english(document),
        "SOURCE": source_iri(document),
        "RECORD": record_iri(document),
    }
    if token.startswith("DOC#"):
        return document + token[3:]
    if token.startswith("/"):
        return BASE + token
    return fixed.get(token) or name_term(token)[1:-1]


def _object(document: str, row: dict[str, str]) -> Term:
    kind, value = row["datatype_or_lang"], row["object"]
    if not kind:
        return iri_term(_iri(document, value))
    if kind == "*":
        return lang_string(value, "und")
    if kind.startswith("@"):
        return lang_string(value, kind[1:])
    return plain(value) if kind == "xsd:string" else typed(value, kind)


def random_graph(seed: int, size: int = 120) -> tuple[str, list[Triple]]:
    """Return a root and triples over the context's properties, every form of value on any of them.

    Subjects are few, so that nodes point at each other, at themselves and back at the root.
    """
    random = Random(seed)
    nodes = [f"{BASE}/n/{number}" for number in range(random.randint(2, 14))]
    properties = [name_term(name) for name in _properties()] + [name_term("schema:notInTheContext")]
    classes = [name_term(name) for name in ("schema:Person", "schema:Thing", "fonds:Participation")]
    triples = [(iri_term(nodes[0]), name_term("rdfs:label"), plain("root"))]
    for _ in range(size):
        subject = iri_term(random.choice(nodes[:3] if random.random() < 0.5 else nodes))
        if random.random() < 0.15:
            triples.append((subject, name_term("rdf:type"), random.choice(classes)))
        else:
            triples.append((subject, random.choice(properties), _random_term(random, nodes)))
    random.shuffle(triples)
    return nodes[0], triples


def _properties() -> list[str]:
    names: set[str] = set()
    context = bundled_context()
    for definition in [*context.values(), *context["participation"]["@context"].values()]:
        name = definition.get("@id", "") if isinstance(definition, dict) else str(definition)
        if name.partition(":")[0] in PREFIXES and not name.partition(":")[2][0].isupper():
            names.add(name)
    return sorted(names)


def _random_term(random: Random, nodes: list[str]) -> Term:
    texts = ("1979-12-27", "1979", "word", 'a "quoted"\nline \\n', "Gustáv \u2028 Husák \U0001d54f", "")
    text = random.choice(texts)
    datatypes = ("date", "gYear", "gYearMonth", "dateTime", "boolean", "integer", "decimal")
    return random.choice(
        (
            iri_term(random.choice(nodes)),
            iri_term(random.choice(nodes)),
            iri_term("http://elsewhere.example/x"),
            name_term("schema:author"),
            iri_term("https://schema.org/"),
            plain(text),
            lang_string(text, random.choice(("en", "de", "und-Latn"))),
            lang_string(text, "en"),
            typed(text, f"xsd:{random.choice(datatypes)}"),
            typed(text, f"edtf:EDTF-level{random.randint(0, 2)}"),
            f'"{text if text.isalnum() else "x"}"^^<http://elsewhere.example/type>',
        )
    )
