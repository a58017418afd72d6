"""Descriptions in our terms become records again, and what has no room in them is told."""

from functools import cache
from pathlib import Path

import pytest

from acceptance_rows import SEEDS
from fonds.bundled import bundled_path
from fonds.problems import Problem
from fonds.publishing.kit import Kit, make_kit
from fonds.publishing.preview import Preview, preview_file
from fonds.rdf.formats import TURTLE
from fonds.rdf.serialise import render
from fonds.record.curation import Curation
from fonds.record.record import Record
from fonds.settings import Settings
from fonds.sources.parts import Part, ReadOptions
from fonds.sources.rdf_made.adapter import read_rdf

HEAD = """
@prefix s: <https://schema.org/> . @prefix dct: <http://purl.org/dc/terms/> . @prefix f: <https://w3id.org/fonds/terms#> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix role: <https://w3id.org/fonds/role/> . @prefix genre: <https://w3id.org/fonds/genre/> .
@prefix status: <https://w3id.org/fonds/status/> . @prefix : <https://a.example/> .
"""
LOST = {
    "000": {"https://w3id.org/fonds/terms#capacity", "position/"},
    "003": {"https://schema.org/author"},
}
"""What a record has no room for: an office of somebody mentioned, whose a claim is."""


@cache
def _kit() -> Kit:
    return make_kit(Settings())


def _previews(path: Path) -> list[Preview]:
    return list(preview_file(path, f"main:{path.name}", _kit()))


def _found(folder: Path, text: str, name: str = "a.ttl") -> list[Part | Problem]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return list(read_rdf(path, f"main:{name}", ReadOptions()))


def _record(folder: Path, text: str, name: str = "a.ttl") -> Record:
    (part,) = _found(folder, HEAD + text if name.endswith("ttl") else text, name)
    assert isinstance(part, Part), part
    return part.parse(Curation(), _kit().lexicon)


def _told(record: Record) -> list[tuple[str, str]]:
    return [(problem.code, problem.detail) for problem in record.problems]


@pytest.mark.parametrize("number", sorted(SEEDS))
@pytest.mark.parametrize("suffix", ["nt", "ttl", "jsonld"])
def test_what_fonds_gives_is_read_back_as_it_was(tmp_path: Path, number: str, suffix: str) -> None:
    """A page given as N-Triples, Turtle or JSON-LD and read again says the same of the document, its text, the parts
    played, the citations and every entity; the record and the file alone are the new one's.
    """
    (first,) = _previews(bundled_path("data", SEEDS[number]))
    assert first.row is not None
    data = first.row.own + first.row.cards
    if suffix != "nt":
        data = render(data, TURTLE) if suffix == "ttl" else first.row.tree
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(data)
    (again,) = _previews(path)
    assert again.row is not None, again.problems
    before, after = (set((each.own + each.cards).decode().splitlines()) for each in (first.row, again.row))
    own = ("#record>", "#source>")
    lost = {line for line in before - after if not line.split(" ")[0].endswith(own)}
    assert not {line for line in after - before if not line.split(" ")[0].endswith(own)}
    assert all(any(words in line for words in LOST[number]) for line in lost)
    told = {problem.detail.split(" ")[0] for problem in again.problems if problem.code == "rdf-statement-unread"}
    assert told == {"fonds:capacity" if number == "000" else "schema:author"}


def test_every_quote_is_in_the_text_of_the_statements(tmp_path: Path) -> None:
    """The evidence of a description rests on the statements as they are written out, quote by quote."""
    (first,) = _previews(bundled_path("data", SEEDS["003"]))
    assert first.row is not None
    path = tmp_path / "a.nt"
    path.write_bytes(first.row.own + first.row.cards)
    (again,) = _previews(path)
    assert again.mapped is not None and again.row is not None
    quotes = [quote for row in again.mapped.evidence for quote in row["quotes"]]
    assert len(quotes) > 50
    assert all(again.row.page_text[each["start"] : each["end"]] == each["exact"] != "" for each in quotes)


def test_a_description_of_another_hand_is_read(tmp_path: Path) -> None:
    """Blank nodes, http://schema.org, plain names and authority IRIs are understood without a record about it."""
    text = """
    @prefix old: <http://schema.org/> .
    :1 a old:Message ; dct:title "Brief"@de ; dct:type genre:letter ; dct:date "1914-05~"^^edtf:EDTF-level1 ;
       old:sender [ a old:Person ; old:name "Paul Klee" ; old:sameAs <http://d-nb.info/gnd/118562827> ] ;
       old:recipient <http://www.wikidata.org/entity/Q44054> ; s:author "August Macke" ; s:inLanguage "de" ;
       s:locationCreated :bern ; s:keywords "art" ; s:text "Lieber Franz,\\nherzlich" .
    <http://www.wikidata.org/entity/Q44054> a s:Person ; s:name "Franz Marc" .
    :bern a s:City ; s:name "Bern" .
    """
    record = _record(tmp_path, text)
    assert record.title and (record.title.value, record.language) == ("Brief", "de")
    assert record.genre and record.genre.value == "letter" and record.dates[0].date.value.edtf == "1914-05~"
    names = {each.role: each.name for each in record.contributions}
    assert {role: name.phrase.text for role, name in names.items()} == {
        "sender": "Paul Klee", "addressee": "Franz Marc", "author": "August Macke"
    }
    assert [iri.text for iri in names["sender"].same_as] == ["http://d-nb.info/gnd/118562827"]
    assert [iri.text for iri in names["addressee"].same_as] == ["http://www.wikidata.org/entity/Q44054"]
    assert record.place_written and record.place_written.value.phrase.text == "Bern"
    assert record.body and record.body.value == "Lieber Franz,\nherzlich"
    assert not _told(record) and "_:" not in record.source.page


def test_how_sure_a_part_is_stays(tmp_path: Path) -> None:
    """Status, confidence, the source's own doubt, the name as written and the fuller one come back."""
    text = """
    :1 a s:Message ; dct:title "Letter"@en ; dct:date "1914" ; f:participation :p .
    :p s:roleName role:sender ; f:agent :klee ; f:nameAsWritten "P. Klee" ; f:assertionStatus status:inferred ;
       f:confidence 0.7 ; f:certainty "low" ; f:capacity [ s:name "painter" ] .
    :klee a s:Person ; s:name "Paul Klee" .
    """
    (sender,) = _record(tmp_path, text).contributions
    assert (sender.name.phrase.text, sender.name.full and sender.name.full.text) == ("P. Klee", "Paul Klee")
    assert [office.text for office in sender.name.offices] == ["painter"]
    evidence = sender.evidence
    assert (evidence.status, evidence.confidence, evidence.certainty) == ("inferred", 0.7, "low")


def test_statements_without_room_are_told_by_their_predicate(tmp_path: Path) -> None:
    """Ours are warnings, other vocabularies' notes; both stay in the text of the record."""
    text = """
    @prefix x: <https://x.example/> .
    :1 a s:Message ; dct:title "Letter"@en, "Brief"@de ; dct:date "1914" ; s:license <https://l.example/> ;
       dct:temporal "1900" ; x:colour "red" ; x:seal :klee ; s:sender :klee .
    :klee a s:Person ; s:name "Paul Klee" ; s:birthDate "1879-12-18" .
    """
    record = _record(tmp_path, text)
    assert sorted(each for each in _told(record) if each[0].startswith("rdf-")) == [
        ("rdf-statement-unread", "dcterms:temporal"),
        ("rdf-statement-unread", "dcterms:title “Letter”"),
        ("rdf-statement-unread", "schema:birthDate"),
        ("rdf-statement-unread", "schema:license"),
        ("rdf-vocabulary-unknown", "https://x.example/colour"),
        ("rdf-vocabulary-unknown", "https://x.example/seal"),
    ]
    assert "https://x.example/colour: “red”" in record.source.page and "schema:birthDate: “1879-12-18”" in record.source.page


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ('dct:date "spring"', "dcterms:date “spring”"), ("s:sender :nobody", "schema:sender leads to what has no name"),
        ("f:participation [ s:roleName role:sender ]", "fonds:participation has not one known role and one agent"),
        ("f:securityMarking :secret", ""), ('s:url "not an address"', "schema:url not an address"),
        ('s:dateSent "soon"', "schema:dateSent “soon”"),
    ],
)
def test_values_that_do_not_fit_are_told(tmp_path: Path, statement: str, words: str) -> None:
    """A date that is none, a name that is missing, an address that is none: told by the predicate, never guessed."""
    record = _record(tmp_path, f':1 a s:Message ; dct:title "Letter"@en ; dct:type genre:letter ; {statement} .')
    told = [detail for code, detail in _told(record) if code == "rdf-value-unreadable"]
    assert told == ([words] if words else [])
    assert not record.contributions and not record.dates and not record.addresses and not record.marking


def test_events_are_said_where_the_lists_know_them(tmp_path: Path) -> None:
    """What is neither person, body nor place is looked for in the lists, and a note says so."""
    text = """
    :1 a s:Message ; dct:title "Letter"@en ; dct:date "1980" ; s:mentions :e ; s:about :e .
    :e a s:Event ; s:name "Invasion of Afghanistan" .
    """
    record = _record(tmp_path, text)
    assert [phrase.text for phrase in record.about] == ["Invasion of Afghanistan"]
    assert ("rdf-list-only", "schema:about Invasion of Afghanistan") in _told(record)


def test_each_document_of_a_file_is_a_part(tmp_path: Path) -> None:
    """Texts, claims, cited documents, books and units are no documents; each document has its id and its line."""
    text = HEAD + """
    <https://a.example/doc/1> a s:Message ; dct:title "One"@en ; dct:date "1914" ; dct:references :cited, :law ;
       s:workTranslation <https://a.example/doc/1#text-en> ; s:isPartOf :unit .
    <https://a.example/doc/1#text-en> a s:CreativeWork ; s:name "One"@en ; s:text "words" ; dct:source :book .
    :cited a f:CitedDocument, s:CreativeWork ; s:name "Minutes 7"@en ; dct:type genre:minutes .
    :law a s:Legislation ; s:name "UN Charter"@en ; dct:created "1945"^^xsd:gYear .
    :book a s:Book ; s:name "Works" ; dct:creator "Klee" .
    :unit a s:ArchiveComponent ; s:name "F. 1" ; f:levelAsWritten "F." ; s:identifier "1" .
    <https://a.example/doc/2> a s:Report ; s:name "Two"@en ; s:author "Marc" .
    """
    found = _found(tmp_path, text)
    assert [(part.id, part.line) for part in found if isinstance(part, Part)] == [("1", 7), ("2", 14)]
    first = found[0]
    assert isinstance(first, Part)
    record = first.parse(Curation(), _kit().lexicon)
    assert [citation.relation for citation in record.citations] == ["reference", "reference"]
    assert record.book and record.book.title.text == "Works"


def test_reading_twice_gives_the_same_text(tmp_path: Path) -> None:
    """A blank node's label, which changes with every reading, is in no text, digest or key."""
    text = HEAD + '[] a s:Message ; dct:title "A"@en ; s:author [ s:name "B" ] ; s:comment [ s:name "C" ] .'
    first, second = (_found(tmp_path, text)[0] for _ in range(2))
    assert isinstance(first, Part) and isinstance(second, Part)
    assert first.source == second.source and first.id == second.id
    assert "schema:comment: [a resource without a name]" in first.source.page


@pytest.mark.parametrize(
    ("name", "data", "code", "line"),
    [
        ("a.nt", b"<urn:a> <urn:b> <urn:c> .\nnonsense\n", "rdf-malformed", 2),
        ("a.nq", b"<urn:a> <urn:b> <urn:c> <urn:g> .\n<urn:a>\n", "rdf-malformed", 2),
        ("a.jsonld", b'{"@context": "https://schema.org", "name": "x"}', "rdf-refused", None),
        ("a.jsonld", b"{", "rdf-malformed", 1),
        ("a.ttl", b"<urn:a> <urn:b> \xff .", "file-not-utf8", 1),
        ("a.nt", b"<urn:a> <urn:b> \"\0\" .", "file-not-utf8", 1),
        ("a.nt", b"\n", "file-empty", None),
        ("a.nt", b"<urn:a> <urn:b> <urn:c> .\n", "rdf-without-documents", None),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(
    tmp_path: Path, name: str, data: bytes, code: str, line: int | None
) -> None:
    """Nothing of a broken file is read; the Problem says where, as far as the format tells."""
    path = tmp_path / name
    path.write_bytes(data)
    (problem,) = read_rdf(path, f"main:{name}", ReadOptions())
    assert isinstance(problem, Problem) and (problem.code, problem.line) == (code, line)


def test_size_is_bounded(tmp_path: Path) -> None:
    """A file larger than a page may be is not read."""
    path = tmp_path / "a.nt"
    path.write_bytes(b"<urn:a> <urn:b> <urn:c> .\n" * 100)
    (problem,) = read_rdf(path, "main:a.nt", ReadOptions(page_bytes=1_000))
    assert isinstance(problem, Problem) and problem.code == "file-too-large"


def test_very_many_faults_are_told_as_many(tmp_path: Path) -> None:
    """Hundreds of statements that cannot be read are told up to a number, and that there are more."""
    senders = ", ".join(f":n{number}" for number in range(1_000))
    record = _record(tmp_path, f':1 a s:Message ; dct:title "L"@en ; s:sender {senders} ; s:license {senders} .')
    assert len(record.problems) < 220


def test_only_letters_have_sender_and_addressee(tmp_path: Path) -> None:
    """A report with a sender is published without, and told; a sender without a genre makes correspondence."""
    report = _record(tmp_path, ':1 a s:Report ; dct:title "R"@en ; dct:type genre:report ; s:sender "Klee" ; s:author "Marc" .')
    assert [each.role for each in report.contributions] == ["author"]
    assert ("rdf-statement-unread", "the sender Klee, of a report") in _told(report)
    letter = _record(tmp_path, ':1 a s:CreativeWork ; dct:title "R"@en ; s:sender "Klee" ; dct:date "1914" .')
    assert letter.genre and letter.genre.value == "correspondence" and len(letter.contributions) == 1
    message = _record(tmp_path, ':1 a s:Message ; dct:title "R"@en ; dct:date "1914" .')
    assert message.genre and message.genre.value == "correspondence"


@pytest.mark.parametrize(
    "statement",
    [
        "f:participation [ s:roleName role:bystander ; f:agent :klee ]", "f:securityMarking <https://w3id.org/fonds/marking/x>",
        's:inLanguage "German, mostly"', 'dct:title "B"@x-y-z', 's:sender :klee ; dct:type genre:report',
        's:workExample [ s:inLanguage "no tag" ; s:text "words" ]', "dct:references [ a f:CitedDocument ; s:name 'C' ; dct:type genre:x ]",
    ],
)
def test_what_the_model_has_no_place_for_costs_no_document(tmp_path: Path, statement: str) -> None:
    """A role, marking, genre or language that does not exist is left out, and the rest is published."""
    path = tmp_path / "a.ttl"
    path.write_text(f"{HEAD}:1 a s:Message ; s:name 'A' ; dct:date '1914' ; {statement} . :klee a s:Person ; s:name 'K' .")
    (preview,) = _previews(path)
    assert preview.row is not None and not preview.is_refused, preview.problems


@pytest.mark.parametrize("relative", ["#l1", "letters/l1", "/l1", "l1"])
def test_addresses_of_a_file_without_a_base(tmp_path: Path, relative: str) -> None:
    """A file written by hand may name its documents relative to itself; such an address is published nowhere."""
    path = tmp_path / "a.ttl"
    path.write_text(HEAD + f'<{relative}> a s:Message ; s:name "Letter" ; s:dateCreated "1900" .')
    (preview,) = _previews(path)
    assert preview.part == "l1" and preview.row is not None and b"x-fonds" not in preview.row.own
