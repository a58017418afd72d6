"""Entities: what a row of the lists says, or the key alone; books, units, notices, instruments by what pages say."""

from dataclasses import replace

import pytest

from fonds.linking.authorities import Authority, Point
from fonds.linking.entities import Entity, entity_of, local_entity
from fonds.linking.linker import Linked, Reference
from fonds.mapping.entities import described_entities, entity_statements, find_parent
from fonds.mapping.mapper import map_record
from fonds.mapping.statements import Site
from fonds.record.curation import Claim, Curation
from fonds.record.dates import DateExpression
from fonds.record.evidence import Status
from fonds.record.names import Name
from fonds.record.record import Notice
from fonds.record.references import ArchivalReference, ArchivalUnit, Book, Citation, CitedDocument, Instrument
from mapping.samples import SITE, authorities, evidence, found, linked, listed, part, phrase, record, reference, span
from mapping.told import told

FULL = Authority(
    "agent/x", "Person", "Ivan Petrov", "und-latn", ("I. Petrov", "Petrov"), {},
    ("http://www.wikidata.org/entity/Q1",), ("http://example.org/x",), DateExpression(1901), "a note",
)


def _described(of: Linked, site: Site = SITE) -> dict[str, set[str]]:
    return {key: told(said) for key, said in described_entities(of, authorities(), site).items()}


def test_a_row_says_all_it_holds() -> None:
    """Name, label, alternate names, same-as, see-also and date of a row are said, the note is not."""
    assert told(entity_statements(entity_of(FULL), SITE)) == {
        "agent/x rdf:type schema:Person", 'agent/x schema:name "Ivan Petrov"@und-latn',
        'agent/x rdfs:label "Ivan Petrov"',
        "agent/x fonds:identityStatus status:curated", 'agent/x schema:alternateName "I. Petrov"@und-latn',
        'agent/x schema:alternateName "Petrov"@und-latn', "agent/x schema:sameAs http://www.wikidata.org/entity/Q1",
        "agent/x rdfs:seeAlso http://example.org/x", 'agent/x dcterms:date "1901"^^edtf:EDTF-level0',
        'agent/x fonds:earliest "1901-01-01"^^xsd:date', 'agent/x fonds:latest "1901-12-31"^^xsd:date',
    }


def test_a_place_lies_where_its_row_says() -> None:
    """The coordinates of a row are said as decimal numbers."""
    kabul = Authority("place/kabul", "City", "Kabul", "en", point=Point("34.5167", "69.18"))
    assert told(entity_statements(entity_of(kabul), SITE)) >= {
        'place/kabul schema:latitude "34.5167"^^xsd:decimal', 'place/kabul schema:longitude "69.18"^^xsd:decimal',
    }


def test_a_row_with_blanks_says_no_more() -> None:
    """Cells without a value yield nothing."""
    bare = Authority("agent/x", "Person", "Ivan Petrov", "und")
    assert told(entity_statements(entity_of(bare), SITE)) == {
        "agent/x rdf:type schema:Person", 'agent/x schema:name "Ivan Petrov"@und', 'agent/x rdfs:label "Ivan Petrov"',
        "agent/x fonds:identityStatus status:curated",
    }


def test_an_entity_without_a_row_is_its_name() -> None:
    """A name in no list is described by the name alone, and marked unreconciled."""
    assert told(entity_statements(local_entity("Ivan Petrov", "person"), SITE)) == {
        "agent/ivan-petrov rdf:type schema:Person", 'agent/ivan-petrov schema:name "Ivan Petrov"@und',
        'agent/ivan-petrov rdfs:label "Ivan Petrov"', "agent/ivan-petrov fonds:identityStatus status:unreconciled",
    }


@pytest.mark.parametrize(
    ("type_", "properties"),
    [
        ("Event", {"schema:startDate"}), ("Book", {"dcterms:issued", "schema:datePublished"}),
        ("Legislation", {"dcterms:created", "schema:dateCreated"}), ("Person", set[str]()),
    ],
)
def test_dates_of_entities_say_what_they_date(type_: str, properties: set[str]) -> None:
    """An event begins, a book is printed, an instrument is made; all have EDTF and bounds."""
    row = replace(FULL, type=type_)
    lines = {line for line in told(entity_statements(entity_of(row), SITE)) if "^^" in line}
    assert {line.split()[1] for line in lines} == properties | {"dcterms:date", "fonds:earliest", "fonds:latest"}


def test_whoever_is_named_is_described() -> None:
    """Parties with their offices, subjects, places, mentions, works and authors of claims all have a description."""
    claims = Curation(claims=(Claim("1", "A", evidence(), "agent/taraki"),))
    of = linked(
        record(curation=claims),
        parts=part("sender", "A", capacities=[(listed("position/special-afghanistan-envoy"), evidence())]),
        about=reference("event/invasion-of-afghanistan"), places=reference("place/afghanistan"),
        places_written=reference("place/moscow"), mentions=reference("agent/pdpa"),
        works=reference("creative-work/un-charter"),
    )
    assert set(_described(of)) == {
        "agent/a", "position/special-afghanistan-envoy", "event/invasion-of-afghanistan", "place/afghanistan",
        "place/moscow", "agent/pdpa", "creative-work/un-charter", "agent/taraki",
    }
    assert _described(linked()) == {}


# ── parents ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_body_belongs_to_the_body_its_name_begins_with() -> None:
    """The longest whole name of a listed body at the beginning of another's is its parent; persons have none."""
    parent = find_parent(local_entity("CPSU Politburo Commission", "organization"), authorities())
    assert parent is not None and parent.id == "agent/cpsu-politburo"
    assert find_parent(local_entity("CPSUX Politburo", "organization"), authorities()) is None
    assert find_parent(listed("agent/cpsu"), authorities()) is None


def test_parents_are_published_only_by_the_list() -> None:
    """The parent, and its own parent, are described only where the site publishes that inference."""
    of = linked(parts=part("sender", "CPSU Politburo Commission", kind="organization"))
    shown = _described(of)
    assert "agent/cpsu-politburo-commission schema:parentOrganization agent/cpsu-politburo" in shown[
        "agent/cpsu-politburo-commission"
    ]
    assert "agent/cpsu-politburo schema:parentOrganization agent/cpsu" in shown["agent/cpsu-politburo"]
    assert set(shown) == {"agent/cpsu-politburo-commission", "agent/cpsu-politburo", "agent/cpsu"}
    silent = _described(of, replace(SITE, published_inferences=()))
    assert set(silent) == {"agent/cpsu-politburo-commission"}


# ── printed works ────────────────────────────────────────────────────────────────────────────────────────


def _book(**more: object) -> Linked:
    fields: dict[str, object] = {
        "translation": phrase("letter"), "place": Name(phrase("Moscow")), "publisher": Name(phrase("B")),
        "publication": phrase("Moscow"), "year": found(1989, "1989"), **more,
    }
    book = Book((Name(phrase("A")),), phrase("Letter"), evidence("Letter from A"), **fields)  # type: ignore[arg-type]
    return linked(
        record(book=book), book=Entity("creative-work/a-letter-1989", "Book", "Letter", "und-latn"),
        book_authors=[(local_entity("A", "person"), phrase("A"))],
        book_publisher=local_entity("B", "organization") if book.publisher else None,
        book_place=listed("place/moscow") if book.place else None,
    )


def test_a_book_is_what_its_citation_says() -> None:
    """Title, gloss, author, publisher, year and place of printing come from the citation, in both vocabularies."""
    said = _described(_book())
    assert set(said) == {"creative-work/a-letter-1989", "agent/a", "agent/b", "place/moscow"}
    key = "creative-work/a-letter-1989"
    assert said[key] == {
        f"{key} rdf:type schema:Book", f'{key} schema:name "Letter"@und-latn', f'{key} rdfs:label "Letter"',
        f'{key} dcterms:title "Letter"@und-latn', f"{key} fonds:identityStatus status:unreconciled",
        f'{key} schema:alternateName "letter"@en', f"{key} schema:author agent/a", f"{key} dcterms:creator agent/a",
        f"{key} schema:publisher agent/b", f"{key} dcterms:publisher agent/b",
        f'{key} dcterms:issued "1989"^^xsd:gYear', f'{key} schema:datePublished "1989"^^xsd:gYear',
        f'{key} dcterms:date "1989"^^edtf:EDTF-level0', f'{key} fonds:earliest "1989-01-01"^^xsd:date',
        f'{key} fonds:latest "1989-12-31"^^xsd:date', f"{key} schema:publication {key}#publication",
        f"{key}#publication rdf:type schema:PublicationEvent", f'{key}#publication schema:name "Moscow"@und',
        f'{key}#publication rdfs:label "Moscow"', f"{key}#publication schema:location place/moscow",
    }


def test_a_book_without_particulars_is_its_title() -> None:
    """What a citation leaves out is not said; a gloss that is the title itself is no other name."""
    bare = _described(_book(translation=None, place=None, publisher=None, publication=None, year=None))
    assert set(bare) == {"creative-work/a-letter-1989", "agent/a"}
    lines = " ".join(bare["creative-work/a-letter-1989"])
    assert not any(word in lines for word in ("alternateName", "publisher", "issued", "publication", "earliest"))
    glossed = _described(_book(translation=phrase("Letter")))
    assert "alternateName" not in " ".join(glossed["creative-work/a-letter-1989"])


# ── archival units, notices, instruments ─────────────────────────────────────────────────────────────────


def test_units_keep_their_printed_labels() -> None:
    """Each level says its label as printed, its number, its holder, and the level above."""
    units = (ArchivalUnit("F.", "89", phrase("F. 89")), ArchivalUnit("P.", "14", phrase("P. 14")))
    reference_ = ArchivalReference(Name(phrase("TsKhSD")), units, phrase("TsKhSD, F. 89, P. 14"))
    keys = ["archival-unit/tskhsd/f-89", "archival-unit/tskhsd/f-89/p-14"]
    said = _described(linked(record(archival=reference_), archive=listed("agent/tskhsd"), unit_keys=keys))
    assert set(said) == {"agent/tskhsd", *keys}
    low = keys[1]
    assert said[low] == {
        f"{low} rdf:type schema:ArchiveComponent", f'{low} schema:name "TsKhSD, F. 89, P. 14"@und',
        f'{low} rdfs:label "TsKhSD, F. 89, P. 14"', f'{low} schema:identifier "14"', f'{low} fonds:levelAsWritten "P."',
        f"{low} schema:holdingArchive agent/tskhsd", f"{low} schema:isPartOf {keys[0]}",
        f"{low} dcterms:isPartOf {keys[0]}",
    }
    assert not any("isPartOf" in line for line in said[keys[0]])


def test_a_notice_has_its_words() -> None:
    """A rights notice is an entity with the text as printed."""
    of = linked(record(notice=Notice(found("Reuse is welcome."))), notice=listed("rights/digital-archive-notice"))
    key = "rights/digital-archive-notice"
    assert f'{key} schema:text "Reuse is welcome."@en' in _described(of)[key]
    assert _described(linked(record(notice=Notice(found("Reuse is welcome."))))) == {}


def _instrument(entity: Entity, year: int | None) -> Linked:
    words = evidence("July")
    target = Instrument(phrase("July"), words, found(year, "1989") if year else None)
    return linked(
        record(citations=(Citation("reference", target, words),)), works={entity.key: Reference(entity, [words])}
    )


def test_the_year_of_an_instrument_is_said() -> None:
    """An instrument in no list has the year the words give it; without one it has no date."""
    pact = Entity("creative-work/pact-1978", "Legislation", "Pact", "en")
    dated = _described(_instrument(pact, 1978))[pact.key]
    assert f'{pact.key} dcterms:created "1978"^^xsd:gYear' in dated
    assert not any("^^" in line for line in _described(_instrument(pact, None))[pact.key])


def test_the_list_knows_the_date_of_an_instrument_better() -> None:
    """Where the list has the day, a year in the page is evidence for that day and no second date."""
    row = replace(FULL, id="creative-work/pact", type="Legislation", date=DateExpression(1978, 12, 5))
    said = _described(_instrument(entity_of(row), 1978))["creative-work/pact"]
    created = {line for line in said if "dcterms:created" in line}
    assert created == {'creative-work/pact dcterms:created "1978-12-05"^^xsd:date'}


def test_issuers_of_what_is_cited_are_described() -> None:
    """The body that issued a cited document is an entity, and the document's creator."""
    target = CitedDocument("7", "decree", evidence("No. 7"), issuer=found(Name(phrase("B")), "B"))
    cites = record(citations=(Citation("part-of", target, evidence("No. 7")),))
    assert "agent/cpsu" in _described(linked(cites, issuers={"7": listed("agent/cpsu")}))


def test_entities_behind_unpublished_inferences_are_not_published() -> None:
    """An entity that only an unpublished inference leads to is in the evidence, not among the published."""
    of = linked(parts=part("sender", "Ivan Petrov", Status.INFERRED))
    mapped = map_record(of, "a", authorities(), SITE)
    assert mapped.entities == {}
    (row,) = [row for row in mapped.evidence if row["p"].endswith("sender>")]
    assert row["published"] is False and row["confidence"] == 0.5
    assert span("A").start >= 0
