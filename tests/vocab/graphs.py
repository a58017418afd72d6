"""Good descriptions for the tests of the rules: the acceptance rows of both pages, and what they leave out.

The rows list what is special about a page; the record, the file, the labels of fragments and the holders of
archival units follow from the model and are added here.
"""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from fonds.bundled import bundled_path
from fonds.rdf import iris
from fonds.rdf.literals import Term, Triple, iri_term, lang_string, name_term, plain, typed

ROWS = Path(__file__).parent.parent / "acceptance"
BASE = "http://127.0.0.1:8000"
SEEDS = ("000", "003")


def document(seed: str) -> str:
    """The IRI of a page's document."""
    return f"{BASE}/doc/seed-{seed}"


def resolve(token: str, seed: str) -> Term:
    """Turn a token of the rows (DOC#x, TEXT, PART(agent role), /agent/x, a prefixed name) into a term."""
    doc = document(seed)
    if token.startswith("PART("):
        agent, role = token[5:-1].split()
        return iri_term(iris.participation_iri(doc, role.removeprefix("role:"), agent[1:]))
    fixed = {"DOC": doc, "TEXT": f"{doc}#text-en", "SOURCE": f"{doc}#source", "RECORD": f"{doc}#record"}
    if token in fixed:
        return iri_term(fixed[token])
    if token.startswith("DOC#"):
        return iri_term(doc + token[3:])
    return iri_term(BASE + token) if token.startswith("/") else name_term(token)


@cache
def good_graph(seed: str) -> frozenset[Triple]:
    """A description that breaks no rule."""
    triples = set(_stated(seed))
    triples.update(_record(seed))
    triples.update(_units(triples))
    triples.update(_missing_types(triples))
    triples.update(_missing_names(triples))
    return frozenset(triples)


@cache
def _authority() -> dict[str, tuple[str, str]]:
    """Key of an entity → its name and the language of it."""
    rows: dict[str, tuple[str, str]] = {}
    for path in sorted(bundled_path("vocab", "authorities").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            rows.update({row["id"]: (row["name"], row["name_lang"]) for row in csv.DictReader(lines)})
    return rows


def _stated(seed: str) -> Iterator[Triple]:
    with (ROWS / f"seed-{seed}.facts.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["published"] != "yes":
                continue
            subject = resolve(row["subject"], seed)
            yield subject, name_term(row["predicate"]), _object(row, seed)
            if row["subject"].startswith("PART("):
                yield from _participation(subject, row, seed)


def _object(row: dict[str, str], seed: str) -> Term:
    text, kind = row["object"], row["datatype_or_lang"]
    if kind == "*":
        return lang_string(text, _authority()[row["subject"][1:]][1])
    if kind.startswith("@"):
        return lang_string(text, kind[1:])
    if kind == "xsd:string":
        return plain(text)
    return typed(text, kind) if kind else resolve(text, seed)


def _participation(subject: Term, row: dict[str, str], seed: str) -> Iterator[Triple]:
    agent, role = row["subject"][5:-1].split()
    yield subject, name_term("rdf:type"), name_term("fonds:Participation")
    yield subject, name_term("fonds:agent"), resolve(agent, seed)
    yield subject, name_term("schema:roleName"), name_term(role)
    yield subject, name_term("fonds:assertionStatus"), name_term("status:stated")
    yield resolve("DOC", seed), name_term("fonds:participation"), subject
    if role == "role:mentioned":
        yield subject, name_term("fonds:nameAsWritten"), plain("Cde. Taraki")


def _record(seed: str) -> Iterator[Triple]:
    doc, record, source, text = (resolve(token, seed) for token in ("DOC", "RECORD", "SOURCE", "TEXT"))
    dataset, licence = iri_term(f"{BASE}/dataset"), iri_term("https://creativecommons.org/publicdomain/zero/1.0/")
    for subject, name, value in (
        (doc, "foaf:isPrimaryTopicOf", record),
        (record, "rdf:type", name_term("foaf:Document")),
        (record, "rdf:type", name_term("prov:Entity")),
        (record, "foaf:primaryTopic", doc),
        (record, "prov:wasDerivedFrom", source),
        (record, "dcterms:source", source),
        (record, "dcterms:isPartOf", dataset),
        (record, "schema:isPartOf", dataset),
        (record, "dcterms:license", licence),
        (record, "schema:sdLicense", licence),
        (source, "rdf:type", name_term("schema:TextObject")),
        (source, "schema:sha256", plain("0" * 64)),
        (source, "schema:name", lang_string("page.txt", "und")),
        (text, "schema:text", lang_string("Words.", "en")),
    ):
        yield subject, name_term(name), value


def _units(triples: set[Triple]) -> Iterator[Triple]:
    for subject in {subject for subject, _, _ in triples if "/archival-unit/" in subject}:
        yield subject, name_term("rdf:type"), name_term("schema:ArchiveComponent")
        yield subject, name_term("schema:holdingArchive"), iri_term(f"{BASE}/agent/tskhsd")


_TYPES = {
    "#claim-": ("schema:Claim",),
    "#cited-": ("fonds:CitedDocument", "schema:CreativeWork"),
    "#publication": ("schema:PublicationEvent",),
    "/creative-work/": ("schema:CreativeWork",),
    "/rights/": ("schema:CreativeWork",),
}


def _missing_types(triples: set[Triple]) -> Iterator[Triple]:
    for subject in {subject for subject, _, _ in triples}:
        mark = next((mark for mark in _TYPES if mark in subject), None)
        for name in _TYPES[mark] if mark else ():
            yield subject, name_term("rdf:type"), name_term(name)


def _missing_names(triples: set[Triple]) -> Iterator[Triple]:
    said = {(subject, predicate) for subject, predicate, _ in triples}
    for subject in {subject for subject, _ in said}:
        key = subject[len(BASE) + 2 : -1]
        name, language = _authority().get(key, (key.rpartition("/")[2].replace("#", " "), "und"))
        if (subject, name_term("rdfs:label")) not in said:
            yield subject, name_term("rdfs:label"), plain(name)
        if (subject, name_term("schema:name")) not in said and "#" not in subject:
            yield subject, name_term("schema:name"), lang_string(name, language)
