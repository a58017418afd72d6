"""Mapped pages: their graphs, trees and rows, judged by parsers and validators that are not ours."""

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pyoxigraph
import pytest
from pyld import jsonld

from acceptance_rows import SEEDS
from fonds.bundled import bundled_path
from fonds.catalogue.stamps import stamp_triples
from fonds.mapping.mapper import Mapped, map_record, wanted_slug
from fonds.mapping.reach import reached
from fonds.mapping.rows import completed, document_row, entity_row
from fonds.publishing.page import Worked
from fonds.rdf.checks import check_triples
from fonds.rdf.contexts import framed, load_context
from fonds.rdf.literals import Triple, iri_term, lang_string, name_term, ntriples, parse_ntriples, plain, typed
from fonds.rdf.shapes import check_shapes
from fonds.record.curation import Curation
from mapping.samples import BASE, SITE, authorities, found, kit, linked, record, seed, work
from mapping.told import told

CONTEXT = f"{BASE}/context.jsonld"


def _page(folder: Path, *, date: str = "May 2, 1962", title: str, body: str = "", tail: str = "") -> Path:
    body = body or "We met and talked about the matters that had been put before the two governments in spring."
    path = folder / "page.txt"
    parts = (date, title, body, "A summary of the page in one sentence.", "Document Information", tail)
    path.write_text("\n\n".join(part for part in parts if part), encoding="utf-8")
    return path


def _description(worked: Worked) -> list[Triple]:
    return [*parse_ntriples(worked.row.own), *parse_ntriples(worked.row.cards)]


def _told(worked: Worked) -> set[str]:
    doc = f"{BASE}/doc/{worked.mapped.slug}"
    return {line.replace(f"doc/{worked.mapped.slug}", "DOC").replace(doc, "DOC") for line in told(worked.mapped.own)}


@pytest.mark.parametrize("number", SEEDS)
def test_graphs_are_sorted_and_without_blank_nodes(number: str) -> None:
    """The bytes of a document are sorted N-Triples without a blank node, and another parser reads just as many."""
    row = seed(number).row
    for data in (row.own, row.cards):
        lines = data.decode().splitlines()
        assert lines == sorted(set(lines))
        read = list(pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.N_TRIPLES))
        assert len(read) == len(lines) > 40
        terms = [term for quad in read for term in (quad.subject, quad.object)]
        assert not any(isinstance(term, pyoxigraph.BlankNode) for term in terms)


@pytest.mark.parametrize("number", SEEDS)
def test_own_triples_are_of_the_document_and_its_fragments(number: str) -> None:
    """A document's own subjects are its IRI and fragments of it; an entity's are its own: replacing is exact."""
    mapped = seed(number).mapped
    doc = f"{BASE}/doc/{mapped.slug}"
    assert {s for s, _, _ in mapped.own if s != f"<{doc}>" and not s.startswith(f"<{doc}#")} == set()
    for key, triples in mapped.entities.items():
        node = f"{BASE}/{key}"
        assert {s for s, _, _ in triples if s != f"<{node}>" and not s.startswith(f"<{node}#")} == set()


@pytest.mark.parametrize("number", SEEDS)
def test_whatever_is_pointed_at_is_described(number: str) -> None:
    """No link leads to an IRI of the site that nothing is said of, the dataset apart."""
    mapped = seed(number).mapped
    graph = [*mapped.own, *chain.from_iterable(mapped.entities.values())]
    subjects = {s for s, _, _ in graph}
    pointed = {o for _, _, o in graph if o.startswith(f"<{BASE}/")}
    assert pointed - subjects == {f"<{BASE}/dataset>"}
    links = {link.entity for link in seed(number).row.links}
    assert links == set(mapped.entities)


@pytest.mark.parametrize("number", SEEDS)
def test_tree_of_the_document_is_pylds_frame(number: str) -> None:
    """The tree is what pyld frames of the same graph, and reads back as exactly that graph."""
    worked = seed(number)
    doc, description = f"{BASE}/doc/{worked.mapped.slug}", _description(worked)
    assert json.loads(worked.row.tree) == framed(doc, description, CONTEXT)
    options = {"documentLoader": load_context, "format": "application/n-quads"}
    nquads = jsonld.to_rdf(json.loads(worked.row.tree), options)
    read = {quad.triple for quad in pyoxigraph.parse(nquads.encode(), format=pyoxigraph.RdfFormat.N_QUADS)}
    given = {quad.triple for quad in pyoxigraph.parse(ntriples(description), format=pyoxigraph.RdfFormat.N_TRIPLES)}
    assert read == given


@pytest.mark.parametrize("number", SEEDS)
def test_tree_of_each_entity_is_pylds_frame(number: str) -> None:
    """The tree of each entity is what pyld frames of its triples and cards."""
    entities = seed(number).mapped.entities
    for key in entities:
        row = entity_row(key, entities.get, kit().framer, SITE)
        description = [*parse_ntriples(row.own), *parse_ntriples(row.cards)]
        assert json.loads(row.tree) == framed(f"{BASE}/{key}", description, CONTEXT)
        assert row.label and row.type


@pytest.mark.parametrize("number", SEEDS)
def test_shapes_conform(number: str) -> None:
    """Both pages and all their entities keep every rule, asked by SHACL and by plain functions."""
    worked = seed(number)
    assert check_shapes(_description(worked), "page") == check_triples(_description(worked), "page") == []
    for key in worked.mapped.entities:
        row = entity_row(key, worked.mapped.entities.get, kit().framer, SITE)
        description = [*parse_ntriples(row.own), *parse_ntriples(row.cards)]
        assert check_shapes(description, key, kind="entity") == check_triples(description, key, kind="entity") == []


def _changed(number: str, change: str) -> list[Triple]:
    worked = seed(number)
    doc = iri_term(f"{BASE}/doc/{worked.mapped.slug}")
    triples = _description(worked)
    marking = name_term("fonds:securityMarking")
    added: dict[str, list[Triple]] = {
        "licence": [(doc, name_term("schema:license"), iri_term("https://creativecommons.org/licenses/by/4.0/"))],
        "author": [(doc, name_term("schema:author"), name_term("role:author"))],
        "access": [(doc, name_term("dcterms:accessRights"), name_term("marking:top-secret"))],
        "dates": [(doc, name_term("dcterms:created"), typed("1990", "xsd:gYear"))],
        "title": [],
    }
    if change == "title":
        return [t for t in triples if t[0] != doc or t[1] != name_term("dcterms:title")]
    if change == "access":
        triples = [t for t in triples if t[1] != marking]
    return [*triples, *added[change]]


@pytest.mark.parametrize("number", SEEDS)
@pytest.mark.parametrize("change", ["licence", "author", "access", "dates", "title"])
def test_negative_controls_fail(number: str, change: str) -> None:
    """An invented licence or author, a marking as access right, two dates, no title: SHACL and functions object."""
    triples = _changed(number, change)
    assert check_shapes(triples, "page")
    assert check_triples(triples, "page")


def test_bytes_do_not_depend_on_the_hash_seed() -> None:
    """The same page gives the same bytes in two processes that hash differently."""
    program = (
        "import hashlib, sys; from mapping.samples import seed\n"
        "for number in ('000', '003'):\n"
        "    row = seed(number).row\n"
        "    data = repr((row.own, row.cards, row.tree, row.evidence, row.links, row.search, row.listing,"
        " row.content_digest))\n"
        "    print(hashlib.sha256(data.encode()).hexdigest())\n"
    )
    paths = os.pathsep.join(str(Path(__file__).parents[2] / name) for name in ("src", "tests"))
    printed = [
        subprocess.run(
            [sys.executable, "-c", program], env={**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": hash_seed},
            capture_output=True, text=True, check=True,
        ).stdout
        for hash_seed in ("1", "2")
    ]
    assert printed[0] == printed[1] and len(printed[0].split()) == 2


# ── pages of other kinds ─────────────────────────────────────────────────────────────────────────────────


def test_a_conversation_has_attendees_only(tmp_path: Path) -> None:
    """Of a conversation there are attendees of a meeting, never sender and recipient, nor are those looked for."""
    worked = work(_page(tmp_path, title="Memorandum of Conversation between Ivan Petrov and Anna Weber"))
    lines = _told(worked)
    assert {"DOC#meeting schema:attendee agent/ivan-petrov", "DOC#meeting schema:attendee agent/anna-weber"} <= lines
    assert "DOC schema:recordedAt DOC#meeting" in lines
    assert not [line for line in lines if "schema:sender" in line or "schema:recipient" in line]
    assert worked.broken == ()


def test_an_undated_page_says_so(tmp_path: Path) -> None:
    """A page without a date has none in the graph, is called undated, and lists the date as not stated."""
    worked = work(_page(tmp_path, date="", title="Letter from Ivan Petrov to Anna Weber"))
    assert worked.mapped.slug == "undated-letter-from-ivan-petrov-to-anna-weber"
    lines = _told(worked)
    assert "DOC#record fonds:notStated schema:dateCreated" in lines
    assert not [line for line in lines if line.startswith("DOC ") and ("date" in line.lower() or "earliest" in line)]
    assert worked.row.listing.earliest == "" and worked.broken == ()


def test_contradicting_dates_are_both_kept(tmp_path: Path) -> None:
    """Heading and dateline that disagree: no typed date, an EDTF set, bounds that span, the slug by the heading."""
    body = "We write to you about the matters at hand.\n\nRespectfully, Ivan Petrov\n\nMoscow, 9 May 1962"
    worked = work(_page(tmp_path, title="Letter from Ivan Petrov to Anna Weber", body=body))
    lines = _told(worked)
    assert 'DOC dcterms:date "[1962-05-02,1962-05-09]"^^edtf:EDTF-level2' in lines
    assert 'DOC fonds:earliest "1962-05-02"^^xsd:date' in lines and 'DOC fonds:latest "1962-05-09"^^xsd:date' in lines
    assert not [line for line in lines if "DOC dcterms:created" in line or "DOC schema:dateCreated" in line]
    assert worked.mapped.slug.startswith("1962-05-02-") and worked.broken == ()


def test_nothing_not_stated_is_given(tmp_path: Path) -> None:
    """No page is said to state and not to state the same property."""
    page = _page(tmp_path, title="Letter from Ivan Petrov to Anna Weber")
    for worked in (seed("000"), seed("003"), work(page)):
        lines = _told(worked)
        absent = {line.split()[-1] for line in lines if "fonds:notStated" in line}
        given = {line.split()[1] for line in lines if line.startswith("DOC ")}
        assert absent and not absent & given


def test_a_text_that_is_no_translation_is_an_example(tmp_path: Path) -> None:
    """Without a translator's credit the text is the document's own words, not a translation."""
    lines = _told(work(_page(tmp_path, title="Letter from Ivan Petrov to Anna Weber")))
    assert {"DOC#text-en schema:exampleOfWork DOC", "DOC schema:workExample DOC#text-en"} <= lines
    assert not [line for line in lines if "ranslat" in line]


def test_the_settings_may_state_a_licence() -> None:
    """A licence of the settings stands on document and text, is not called unstated, and keeps the rules."""
    licence = "https://creativecommons.org/licenses/by/4.0/"
    worked = work(bundled_path("data", SEEDS["003"]), document_licence=licence)
    lines = _told(worked)
    for node in ("DOC", "DOC#text-en"):
        assert {f"{node} schema:license {licence}", f"{node} dcterms:license {licence}"} <= lines
    assert "DOC#record fonds:notStated schema:license" not in lines and worked.broken == ()
    assert check_shapes(_description(worked), "page", licence=licence) == []
    assert check_shapes(_description(worked), "page") != []
    assert not [line for line in _told(seed("003")) if "schema:license" in line and "notStated" not in line]


def test_a_page_too_short_to_tell_has_no_language(tmp_path: Path) -> None:
    """Text of an unknown language is ``und`` everywhere, and says no ISO 639-2 code."""
    path = tmp_path / "page.txt"
    path.write_text("May 2, 1962\n\nLetter to X\n\nNo. 7\n\nDocument Information", encoding="utf-8")
    worked = work(path)
    lines = _told(worked)
    assert 'DOC#text-und schema:inLanguage "und"' in lines and 'DOC dcterms:title "Letter to X"@und' in lines
    assert not [line for line in lines if "dcterms:language" in line] and worked.broken == ()


def test_inferences_stay_out_unless_listed() -> None:
    """What was inferred is evidence only; a site that lists the property publishes it, with its confidence."""
    page = bundled_path("data", SEEDS["003"])
    silent, open_ = seed("003"), work(page, published_inferences=("schema:mentions", "dcterms:temporal"))
    kept_out = [r for r in silent.mapped.evidence if r["status"] == "inferred" and not r["published"]]
    guessed = {(r["s"], r["p"], r["o"]) for r in kept_out}
    assert len(guessed) >= 3 and not guessed & set(silent.mapped.own)
    assert {triple for triple in guessed if "schema.org/mentions" in triple[1]} <= set(open_.mapped.own)
    assert "agent/soviet-government" in open_.mapped.entities
    assert "agent/soviet-government" not in silent.mapped.entities
    for row in [*silent.mapped.evidence, *open_.mapped.evidence]:
        assert (row["confidence"] is not None) == (row["status"] == "inferred")


# ── slugs ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Letter from A", "undated-letter-from-a"),
        ("Письмо Жукова", "undated-pismo-zhukova"),
        ("№ 5", "undated-" + "ab" * 4),
        ("word " * 40, "undated-" + "-".join(["word"] * 14)),
        ("v1.2 of it", "undated-v1-2-of-it"),
    ],
)
def test_slugs_are_short_and_plain(title: str, slug: str) -> None:
    """A slug is date and title, folded, cut at a word; with too few letters, digits of the file's digest."""
    assert wanted_slug(linked(record(title=found(title)))) == slug


def test_a_slug_of_a_person_counts() -> None:
    """The curation file's slug is taken as it is."""
    assert wanted_slug(linked(record(title=found("T"), curation=Curation(slug="my-own")))) == "my-own"


# ── rows ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("number", SEEDS)
def test_a_row_can_be_made_again(number: str) -> None:
    """From what the catalogue keeps, with the same entities, comes the same row."""
    worked = seed(number)
    assert completed(worked.row, worked.mapped.entities.get, kit().framer, SITE) == worked.row


def test_a_row_follows_its_entities() -> None:
    """Where an entity is described otherwise, tree, cards, searched names, digest and the flags of evidence follow."""
    worked = seed("003")
    key = "creative-work/lyakhovskiy-plamya-afgana-1999"
    node, publisher = f"<{BASE}/{key}>", name_term("schema:publisher")
    less = {
        **worked.mapped.entities,
        key: (
            *(t for t in worked.mapped.entities[key] if t[1] not in (publisher, name_term("dcterms:publisher"))),
            (node, name_term("schema:alternateName"), lang_string("Another name", "en")),
        ),
    }
    row = completed(worked.row, less.get, kit().framer, SITE)
    assert row.content_digest != worked.row.content_digest and row.input_digest == worked.row.input_digest
    assert b"agent/iskon" in worked.row.tree and b"agent/iskon" not in row.tree
    assert "agent/iskon" not in {link.entity for link in row.links}
    assert "Another name" in row.search.names.split("\n")
    flags = {r["published"] for r in json.loads(row.evidence) if r["s"] == node and r["p"] == publisher}
    before = {r["published"] for r in json.loads(worked.row.evidence) if r["s"] == node and r["p"] == publisher}
    assert (before, flags) == ({True}, {False})


def test_a_tree_may_lose_nothing() -> None:
    """A statement the frame has no place for is refused, and named."""
    mapped = map_record(linked(record(title=found("T"))), "a", authorities(), SITE)
    odd = (f"<{BASE}/doc/a>", name_term("schema:colorist"), plain("x"))
    broken = replace(mapped, own=(*mapped.own, odd))
    with pytest.raises(ValueError, match=r"loses .*colorist"):
        document_row(broken, mapped.entities.get, kit().framer, SITE, "digest")


def test_an_entity_that_is_not_there_has_no_row() -> None:
    """Asking for the row of an unknown entity is a mistake of the caller."""
    with pytest.raises(KeyError, match="agent/nobody"):
        entity_row("agent/nobody", dict[str, tuple[Triple, ...]]().get, kit().framer, SITE)


def test_content_digest_covers_evidence_but_no_versions() -> None:
    """A record is changed by what it says and rests on, not by the software that made it."""
    worked = seed("003")
    mapped = worked.mapped
    other_software = tuple(
        (s, p, plain("99.9") if p == name_term("schema:softwareVersion") else o) for s, p, o in mapped.own
    )
    same, fewer = replace(mapped, own=other_software), replace(mapped, evidence=mapped.evidence[1:])

    def digest(of: Mapped) -> str:
        return document_row(of, mapped.entities.get, kit().framer, SITE, "d").content_digest

    assert digest(same) == worked.row.content_digest != digest(fewer)


def test_links_lead_through_entities() -> None:
    """What is reached only through another entity is linked as such; what has no description is not linked."""
    entities = {
        "creative-work/w": ((f"<{BASE}/creative-work/w>", name_term("schema:author"), f"<{BASE}/agent/a>"),),
        "agent/a": ((f"<{BASE}/agent/a>", name_term("rdfs:label"), plain("A")),),
    }
    own = [
        (f"<{BASE}/doc/a>", name_term("schema:citation"), f"<{BASE}/creative-work/w#publication>"),
        (f"<{BASE}/doc/a>", name_term("schema:mentions"), f"<{BASE}/agent/nobody>"),
        (f"<{BASE}/doc/a>", name_term("schema:isPartOf"), f"<{BASE}/doc/b>"),
    ]
    links = [(link.entity, link.relation) for link in reached(own, entities.get, SITE.iris)]
    assert links == [("creative-work/w", "citation"), ("agent/a", "via-author")]


def test_marks_are_in_every_document() -> None:
    """Every record holds the marks that its release turns into dates."""
    for number in SEEDS:
        mapped = seed(number).mapped
        assert set(stamp_triples(iri_term(f"{BASE}/doc/{mapped.slug}#record"))) <= set(mapped.own)


def test_the_file_is_known_by_its_digest() -> None:
    """The source node holds the SHA-256 of the file as it stands on disk."""
    for number, name in SEEDS.items():
        digest = hashlib.sha256(bundled_path("data", name).read_bytes()).hexdigest()
        assert f'DOC#source schema:sha256 "{digest}"' in _told(seed(number))
