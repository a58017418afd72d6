"""Each field of the document and its text: with a value, with a blank one, without one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import pytest

from fonds.linking.linker import Linked
from fonds.mapping import document
from fonds.mapping.citations import citation_statements
from fonds.mapping.participations import meeting_statements, participation_statements
from fonds.mapping.record_node import record_statements, source_statements
from fonds.mapping.statements import Statement
from fonds.mapping.text import text_statements
from fonds.rdf.literals import name_term
from fonds.record.curation import Claim, CuratedStatement, Curation
from fonds.record.dates import DateExpression
from fonds.record.evidence import Status, normalised
from fonds.record.names import Name, Phrase
from fonds.record.record import Dated, Marking, Notice
from fonds.record.references import ArchivalReference, ArchivalUnit, Book, Citation, CitedDocument
from fonds.record.spans import AnyDate, DateSpan
from mapping.samples import DOC, PAGE, SITE, evidence, found, linked, listed, part, phrase, record, reference, span
from mapping.told import told

LICENSED = replace(SITE, document_licence="https://creativecommons.org/licenses/by/4.0/")


@dataclass(frozen=True)
class Case:
    """What a function says of a value, a blank value, nothing. ``least``: more may be said than is listed."""

    function: Callable[[Linked], Iterable[Statement]]
    value: Linked
    says: tuple[str, ...]
    blank: Linked
    blank_says: tuple[str, ...] = ()
    missing_says: tuple[str, ...] = ()
    least: bool = False


def _of_document(name: str) -> Callable[[Linked], Iterable[Statement]]:
    function = getattr(document, name)
    return lambda linked: function(linked, DOC, SITE)


def _text(linked: Linked) -> Iterable[Statement]:
    return text_statements(linked, DOC, SITE)


def _dated(*dates: AnyDate) -> Linked:
    return linked(record(dates=tuple(Dated("heading", found(date, "2 September 1989")) for date in dates)))


def _archival(*units: str) -> Linked:
    parts = tuple(ArchivalUnit(unit.split()[0], unit.split()[1], phrase(unit)) for unit in units)
    reference = ArchivalReference(Name(phrase("TsKhSD")), parts, phrase("TsKhSD, F. 89, P. 14."))
    keys = [f"archival-unit/tskhsd/{'/'.join(('f-89', 'p-14')[: n + 1])}" for n in range(len(parts))]
    return linked(record(archival=reference), archive=listed("agent/tskhsd"), unit_keys=keys)


def _claims(*claims: Claim) -> Linked:
    return linked(record(curation=Curation(claims=claims)))


def _curated(field: str, value: str, action: str = "add") -> Linked:
    statement = CuratedStatement(action, field, value, evidence("July", Status.CURATED))
    return linked(record(curation=Curation(statements=(statement,))))


def _cites(relation: str, **fields: object) -> Linked:
    target = CitedDocument("7", "letter No. 7", normalised("sample", span("letter No. 7")), **fields)  # type: ignore[arg-type]
    return linked(record(citations=(Citation(relation, target, evidence("your letter No. 7")),)))


NOWHERE = linked(record())
UNSAID = linked(record(title=found(" ")))
WHOLE = "TsKhSD, F. 89, P. 14."
BOOK = "creative-work/lyakhovskiy-plamya-afgana-1999"
PRINTED = "#cited-lyakhovskiy-plamya-afgana-1999-p523-524"
SEPTEMBER = DateExpression(1989, 9, 2)
KEYWORD = Name(phrase("July"), kind="subject", same_as=(Phrase("https://example.org/7", span("July")),))

CASES: dict[str, Case] = {
    "type": Case(
        _of_document("type_statements"), linked(record(genre=found("telegram"))), ("DOC rdf:type schema:Message",),
        linked(record(genre=found(""))), ("DOC rdf:type schema:CreativeWork",), ("DOC rdf:type schema:CreativeWork",),
    ),
    "component": Case(
        _of_document("type_statements"), _archival("F. 89"),
        ("DOC rdf:type schema:ArchiveComponent", "DOC rdf:type schema:CreativeWork"),
        linked(archive=listed("agent/tskhsd")), ("DOC rdf:type schema:CreativeWork",),
        ("DOC rdf:type schema:CreativeWork",),
    ),
    "title": Case(
        _of_document("title_statements"), linked(record(title=found("Letter from A"))),
        (
            'DOC dcterms:title "Letter from A"@en', 'DOC schema:name "Letter from A"@en',
            'DOC rdfs:label "Letter from A"',
        ),
        UNSAID,
    ),
    "date": Case(
        _of_document("date_of_document"), _dated(DateExpression(1978, 4)),
        (
            'DOC dcterms:created "1978-04"^^xsd:gYearMonth', 'DOC schema:dateCreated "1978-04"^^xsd:gYearMonth',
            'DOC dcterms:date "1978-04"^^edtf:EDTF-level0', 'DOC fonds:earliest "1978-04-01"^^xsd:date',
            'DOC fonds:latest "1978-04-30"^^xsd:date',
        ),
        _dated(),
    ),
    "genre": Case(
        _of_document("genre_statements"), linked(record(genre=found("letter"))),
        ("DOC dcterms:type genre:letter", "DOC schema:genre genre:letter"), NOWHERE,
    ),
    "received": Case(
        _of_document("transfer_statements"),
        linked(transfers=[("received", found(DateSpan(SEPTEMBER, None), "2 September 1989"), reference("place/moscow", "Moscow")["place/moscow"])]),
        (
            'DOC schema:dateReceived "1989-09-02/.."^^edtf:EDTF-level1',
            "DOC fonds:placeReceived place/moscow",
        ),
        linked(transfers=[("received", None, None)]),
    ),
    "forwarded": Case(
        _of_document("transfer_statements"),
        linked(transfers=[("forwarded", found(SEPTEMBER, "2 September 1989"), None)]),
        ('DOC fonds:dateForwarded "1989-09-02"^^xsd:date',), linked(transfers=[]),
    ),
    "keywords": Case(
        _of_document("keyword_statements"),
        linked(record(keywords=(found("peace"),)), keywords=[found(KEYWORD)]),
        ('DOC schema:keywords "peace"@en', 'DOC schema:keywords "July"@en', "DOC dcterms:subject https://example.org/7"),
        linked(record(keywords=())),
    ),
    "extent": Case(
        _of_document("extent_statements"), linked(record(extent=found("2 leaves"))),
        ('DOC schema:materialExtent "2 leaves"',), linked(record(extent=found(""))),
    ),
    "draft": Case(
        _of_document("draft_statements"), linked(record(draft=found("draft", "letter"))),
        ('DOC schema:creativeWorkStatus "Draft"',), linked(record(draft=found("", "letter"))),
    ),
    "identifier of the archive": Case(
        _of_document("identifier_statements"), linked(record(identifiers=(found("MS 7"),))),
        ('DOC schema:identifier "MS 7"',), linked(record(identifiers=())),
    ),
    "address": Case(
        _of_document("address_statements"), linked(record(addresses=(found("https://example.org/7"),))),
        ("DOC schema:url https://example.org/7",), linked(record(addresses=())),
    ),
    "span of time": Case(
        _of_document("date_of_document"), _dated(DateSpan(SEPTEMBER, DateExpression(1989, 10), choice=True)),
        (
            'DOC dcterms:date "[1989-09-02..1989-10]"^^edtf:EDTF-level2', 'DOC fonds:earliest "1989-09-02"^^xsd:date',
            'DOC fonds:latest "1989-10-31"^^xsd:date',
        ),
        _dated(),
    ),
    "doubtful date": Case(
        _of_document("date_of_document"), _dated(DateSpan(SEPTEMBER, SEPTEMBER, uncertain=True)),
        (
            'DOC dcterms:date "1989-09-02?"^^edtf:EDTF-level1', 'DOC fonds:earliest "1989-09-02"^^xsd:date',
            'DOC fonds:latest "1989-09-02"^^xsd:date',
        ),
        _dated(),
    ),
    "sender": Case(
        _of_document("party_statements"), linked(parts=part("sender", "Ivan Petrov")),
        ("DOC schema:sender agent/ivan-petrov",), linked(parts={}),
    ),
    "recipient": Case(
        _of_document("party_statements"), linked(parts=part("addressee", "Ivan Petrov")),
        ("DOC schema:recipient agent/ivan-petrov",), linked(parts={}),
    ),
    "author": Case(
        _of_document("party_statements"), linked(parts=part("author", "Ivan Petrov")),
        ("DOC schema:author agent/ivan-petrov", "DOC dcterms:creator agent/ivan-petrov"), linked(parts={}),
    ),
    "intended": Case(
        _of_document("party_statements"), linked(parts=part("intended-informee", "Ivan Petrov")),
        ("DOC fonds:intendedFor agent/ivan-petrov",), linked(parts=part("participant", "Ivan Petrov")),
    ),
    "author of the whole": Case(
        _of_document("author_of_whole_statements"),
        replace(_cites("part-of"), issuers={"7": listed("agent/cpsu")}), ("DOC dcterms:creator agent/cpsu",),
        _cites("part-of"),
    ),
    "about": Case(
        _of_document("about_statements"), linked(about=reference("event/invasion-of-afghanistan")),
        ("DOC schema:about event/invasion-of-afghanistan", "DOC dcterms:subject event/invasion-of-afghanistan"),
        linked(about={}),
    ),
    "places": Case(
        _of_document("place_statements"), linked(places=reference("place/afghanistan")),
        ("DOC schema:contentLocation place/afghanistan", "DOC dcterms:spatial place/afghanistan"), linked(places={}),
    ),
    "place written": Case(
        _of_document("place_statements"), linked(places_written=reference("place/moscow", "Moscow")),
        ("DOC schema:locationCreated place/moscow",), linked(places_written={}),
    ),
    "mentions": Case(
        _of_document("mention_statements"), linked(mentions=reference("agent/pdpa")),
        ("DOC schema:mentions agent/pdpa",), linked(mentions={}),
    ),
    "marking": Case(
        _of_document("marking_statements"), linked(record(marking=found(Marking("top-secret", "Top Secret")))),
        ("DOC fonds:securityMarking marking:top-secret", 'DOC fonds:securityMarkingAsWritten "Top Secret"@en'),
        linked(record(marking=found(Marking("top-secret", "")))), ("DOC fonds:securityMarking marking:top-secret",),
    ),
    "position": Case(
        _of_document("position_statements"), linked(record(position=found("1"))), ('DOC schema:position "1"',),
        linked(record(position=found(""))),
    ),
    "number": Case(
        _of_document("position_statements"), linked(record(number=found("3410"))), ('DOC bibo:number "3410"',),
        linked(record(number=found("n.d."))),
    ),
    "abstract": Case(
        _of_document("abstract_statements"), linked(record(summary=found("A writes."))),
        ('DOC dcterms:abstract "A writes."@en', 'DOC schema:abstract "A writes."@en'),
        linked(record(summary=found("\n"))),
    ),
    "original language": Case(
        _of_document("language_statements"), linked(record(original_language=found("ru"))),
        ('DOC schema:inLanguage "ru"', "DOC dcterms:language iso639-2:rus"),
        linked(record(original_language=found(""))),
    ),
    "sent and received": Case(
        _of_document("dispatch_statements"),
        linked(record(sent=found(SEPTEMBER), received=found(DateExpression(1989)))),
        ('DOC schema:dateSent "1989-09-02"^^xsd:date', 'DOC schema:dateReceived "1989"^^xsd:gYear'), NOWHERE,
    ),
    "archival reference": Case(
        _of_document("archival_statements"), _archival("F. 89", "P. 14"),
        (
            "DOC schema:holdingArchive agent/tskhsd", "DOC schema:isPartOf archival-unit/tskhsd/f-89/p-14",
            "DOC dcterms:isPartOf archival-unit/tskhsd/f-89/p-14", 'DOC schema:itemLocation "TsKhSD, F. 89, P. 14"',
            f'DOC dcterms:bibliographicCitation "{WHOLE}"',
        ),
        linked(archive=listed("agent/tskhsd")),
    ),
    "archive without units": Case(
        _of_document("archival_statements"), _archival(),
        (
            "DOC schema:holdingArchive agent/tskhsd", 'DOC schema:itemLocation "TsKhSD, F. 89, P. 14"',
            f'DOC dcterms:bibliographicCitation "{WHOLE}"',
        ),
        NOWHERE,
    ),
    "claims": Case(
        _of_document("claim_statements"), _claims(Claim("1", "A from B", evidence(), "agent/pdpa")),
        (
            "DOC schema:interpretedAsClaim #claim-1", "#claim-1 rdf:type schema:Claim",
            '#claim-1 schema:text "A from B"@en',
            '#claim-1 schema:name "A from B"@en', '#claim-1 rdfs:label "A from B"', "#claim-1 schema:appearance DOC",
            "#claim-1 schema:author agent/pdpa",
        ),
        _claims(),
    ),
    "time spoken of": Case(
        _of_document("temporal_statements"), _curated("temporal", "1989-03~/1989-09-02"),
        ('DOC dcterms:temporal "1989-03~/1989-09-02"^^edtf:EDTF-level1',), _curated("temporal", "1989", "forbid"),
    ),
    "licence": Case(
        lambda linked: document.licence_statements(linked, DOC, LICENSED), NOWHERE,
        tuple(f"DOC {name} {LICENSED.document_licence}" for name in ("schema:license", "dcterms:license")), NOWHERE,
        tuple(f"DOC {name} {LICENSED.document_licence}" for name in ("schema:license", "dcterms:license")),
        tuple(f"DOC {name} {LICENSED.document_licence}" for name in ("schema:license", "dcterms:license")),
    ),
    "citation": Case(
        lambda linked: citation_statements(linked, DOC, SITE),
        _cites("reference", genre=found("letter"), number=found("7"), date=found(DateExpression(1989, 7), "July")),
        (
            "DOC dcterms:references #cited-7", "DOC schema:citation #cited-7", "#cited-7 rdf:type fonds:CitedDocument",
            "#cited-7 rdf:type schema:CreativeWork", '#cited-7 schema:name "letter No. 7"@en',
            '#cited-7 rdfs:label "letter No. 7"',
            "#cited-7 dcterms:type genre:letter", "#cited-7 schema:genre genre:letter", '#cited-7 bibo:number "7"',
            '#cited-7 dcterms:created "1989-07"^^xsd:gYearMonth',
            '#cited-7 schema:dateCreated "1989-07"^^xsd:gYearMonth',
            '#cited-7 dcterms:date "1989-07"^^edtf:EDTF-level0', '#cited-7 fonds:earliest "1989-07-01"^^xsd:date',
            '#cited-7 fonds:latest "1989-07-31"^^xsd:date',
        ),
        _cites("reference", number=found(""), pages=found(" "), locator=found("None")),
        (
            "DOC dcterms:references #cited-7", "DOC schema:citation #cited-7", "#cited-7 rdf:type fonds:CitedDocument",
            "#cited-7 rdf:type schema:CreativeWork", '#cited-7 schema:name "letter No. 7"@en',
            '#cited-7 rdfs:label "letter No. 7"',
        ),
    ),
    "reply": Case(
        lambda linked: citation_statements(linked, DOC, SITE),
        replace(
            _cites("reply-to", author_role=found("addressee", "your letter")),
            parts={**part("addressee", "Anna Weber"), **part("sender", "Ivan Petrov")},
        ),
        (
            "DOC rico:isReplyTo #cited-7", "#cited-7 schema:author agent/anna-weber",
            "#cited-7 dcterms:creator agent/anna-weber",
            "#cited-7 schema:creator agent/anna-weber", "#cited-7 schema:recipient agent/ivan-petrov",
        ),
        _cites("reply-to", author_role=found("addressee", "your letter")), ("DOC rico:isReplyTo #cited-7",), least=True,
    ),
    "work": Case(
        lambda linked: citation_statements(linked, DOC, SITE), linked(works=reference("creative-work/un-charter")),
        ("DOC dcterms:references creative-work/un-charter", "DOC schema:citation creative-work/un-charter"),
        linked(works={}),
    ),
    "meeting": Case(
        lambda linked: meeting_statements(linked, DOC, SITE),
        linked(
            record(title=found("Conversation"), dates=(Dated("heading", found(SEPTEMBER)),)),
            parts=part("participant", "Anna Weber"), places_written=reference("place/moscow"),
        ),
        (
            "DOC schema:recordedAt #meeting", "#meeting rdf:type schema:Event",
            '#meeting schema:name "Conversation"@en',
            '#meeting rdfs:label "Conversation"', '#meeting schema:startDate "1989-09-02"^^xsd:date',
            '#meeting dcterms:date "1989-09-02"^^edtf:EDTF-level0', '#meeting fonds:earliest "1989-09-02"^^xsd:date',
            '#meeting fonds:latest "1989-09-02"^^xsd:date', "#meeting schema:attendee agent/anna-weber",
            "#meeting schema:location place/moscow",
        ),
        linked(record(title=found("Conversation"))),
    ),
    "participation": Case(
        lambda linked: participation_statements(linked, DOC, f"{DOC}#text-en", SITE),
        linked(parts=part("sender", "A", capacities=[(listed("position/special-afghanistan-envoy"), evidence("B"))])),
        (
            "DOC fonds:participation #part-sender-a", "#part-sender-a rdf:type fonds:Participation",
            '#part-sender-a schema:name "A (sender)"@en', '#part-sender-a rdfs:label "A (sender)"',
            "#part-sender-a fonds:agent agent/a", "#part-sender-a schema:roleName role:sender",
            '#part-sender-a fonds:nameAsWritten "A"', "#part-sender-a fonds:assertionStatus status:stated",
            "#part-sender-a fonds:capacity position/special-afghanistan-envoy",
        ),
        linked(parts={}),
    ),
    "translator": Case(
        _text, linked(parts=part("translator", "A")),
        ("#text-en schema:translator agent/a", "#text-en dcterms:contributor agent/a"), linked(parts={}), least=True,
    ),
    "funder": Case(_text, linked(parts=part("funder", "A")), ("#text-en schema:funder agent/a",), NOWHERE, least=True),
    "commissioning body": Case(
        _text, linked(parts=part("commissioning-body", "A")), ("#text-en schema:sourceOrganization agent/a",), NOWHERE,
        least=True,
    ),
    "publisher": Case(
        _text, linked(parts=part("publisher", "A")),
        ("#text-en schema:publisher agent/a", "#text-en dcterms:publisher agent/a"), NOWHERE, least=True,
    ),
    "body": Case(
        _text, linked(record(body=found("Mister B!"))), ('#text-en schema:text "Mister B!"@en',),
        linked(record(body=found("\r\n"))), least=True,
    ),
    "name of the text": Case(
        _text, linked(record(title=found("Letter"))),
        ('#text-en schema:name "Letter"@en', '#text-en rdfs:label "Letter"'),
        UNSAID, least=True,
    ),
    "meeting on another day": Case(
        lambda linked: meeting_statements(linked, DOC, SITE),
        linked(
            record(
                title=found("Conversation"), held=found(DateExpression(1989, 7), "July"),
                dates=(Dated("heading", found(SEPTEMBER, "2 September 1989")),),
            ),
            parts=part("participant", "Anna Weber"),
        ),
        ('#meeting schema:startDate "1989-07"^^xsd:gYearMonth', '#meeting dcterms:date "1989-07"^^edtf:EDTF-level0'),
        linked(record(held=found(SEPTEMBER, "2 September 1989"))), least=True,
    ),
    "credit": Case(
        _text, linked(record(credit=found("Translated by A."))),
        (
            '#text-en schema:creditText "Translated by A."@en', "#text-en schema:translationOfWork DOC",
            "DOC schema:workTranslation #text-en",
        ),
        NOWHERE, ("#text-en schema:exampleOfWork DOC", "DOC schema:workExample #text-en"),
        ("#text-en schema:exampleOfWork DOC", "DOC schema:workExample #text-en"), least=True,
    ),
    "language of the text": Case(
        _text, linked(record(language="fr")),
        ('#text-fr schema:inLanguage "fr"', "#text-fr dcterms:language iso639-2:fre"),
        linked(record(language="und")), ('#text-und schema:inLanguage "und"',), ('#text-en schema:inLanguage "en"',),
        least=True,
    ),
    "source line": Case(
        _text, linked(record(source_line=found("Gift of A."))),
        ('#text-en dcterms:bibliographicCitation "Gift of A."',),
        linked(record(source_line=found("Unknown"))), least=True,
    ),
    "archival source": Case(
        _text, _archival("F. 89"),
        ("#text-en dcterms:source archival-unit/tskhsd/f-89", "#text-en schema:isBasedOn archival-unit/tskhsd/f-89"),
        _archival(), least=True,
    ),
    "notice": Case(
        _text,
        linked(record(notice=Notice(found("Reuse."))), notice=listed("rights/digital-archive-notice")),
        (
            "#text-en dcterms:rights rights/digital-archive-notice",
            "#text-en schema:usageInfo rights/digital-archive-notice",
        ),
        linked(record(notice=Notice(found("Reuse.")))), least=True,
    ),
    "collection": Case(
        _text,
        linked(record(notice=Notice(found("Reuse."), phrase("July"))), collection=listed("collection/digital-archive")),
        ("#text-en dcterms:isPartOf collection/digital-archive", "#text-en schema:isPartOf collection/digital-archive"),
        linked(record(notice=Notice(found("Reuse.")))), least=True,
    ),
    "book": Case(
        _text,
        linked(
            record(book=Book((), phrase("Letter"), evidence("Letter from A"), pages=found("523–524", "89"))),
            book=listed(BOOK),
        ),
        (
            f"#text-en dcterms:source {PRINTED}", f"#text-en schema:isBasedOn {PRINTED}",
            f"{PRINTED} schema:isPartOf {BOOK}", f"{PRINTED} dcterms:isPartOf {BOOK}",
            f'{PRINTED} bibo:pages "523–524"',
            '#text-en dcterms:bibliographicCitation "Letter from A"',
        ),
        linked(
            record(book=Book((), phrase("Letter"), evidence("Letter from A"))),
            book=listed(BOOK),
        ),
        (
            f"#text-en dcterms:source {BOOK}",
            '#text-en dcterms:bibliographicCitation "Letter from A"',
        ),
        least=True,
    ),
    "identifier": Case(
        _text, linked(record(identifier=found("112500"))), ('#text-en schema:identifier "112500"',),
        linked(record(identifier=found(""))), least=True,
    ),
    "upload date": Case(
        _text, linked(record(uploaded=found(SEPTEMBER))), ('#text-en schema:uploadDate "1989-09-02"^^xsd:date',),
        NOWHERE,
        least=True,
    ),
    "empty fields": Case(
        lambda linked: source_statements(linked, DOC),
        linked(record(empty_fields=(found("Record ID", status=Status.OBSERVED),))),
        ('#source fonds:emptySourceField "Record ID"',), linked(record(empty_fields=(found(""),))), least=True,
    ),
    "record": Case(
        lambda linked: record_statements(linked, DOC, SITE, set()), linked(record(title=found("Letter"))),
        (
            '#record rdfs:label "Record of: Letter"', "#record foaf:primaryTopic DOC",
            "DOC foaf:isPrimaryTopicOf #record",
        ),
        linked(record(title=found(""))), ("#record foaf:primaryTopic DOC", "DOC foaf:isPrimaryTopicOf #record"),
        (
            "#record foaf:primaryTopic DOC", "DOC foaf:isPrimaryTopicOf #record",
            '#record rdfs:label "Record of: a.txt"',
        ),
        least=True,
    ),
}


def _check(case: Case, linked: Linked, expected: tuple[str, ...]) -> None:
    lines = told(case.function(linked))
    if case.least:
        assert set(expected) <= lines
        assert not lines & (set(case.says) - set(expected)), "more is said than there is"
    else:
        assert lines == set(expected)


@pytest.mark.parametrize("name", CASES)
def test_a_value_is_said(name: str) -> None:
    """A field with a value yields just the statements of the model."""
    _check(CASES[name], CASES[name].value, CASES[name].says)


@pytest.mark.parametrize("name", CASES)
def test_a_blank_value_says_nothing(name: str) -> None:
    """A field that is there but holds nothing yields no empty text, no "None" and no dangling link."""
    _check(CASES[name], CASES[name].blank, CASES[name].blank_says)


@pytest.mark.parametrize("name", CASES)
def test_a_missing_value_says_nothing(name: str) -> None:
    """A field that is not there yields nothing."""
    _check(CASES[name], NOWHERE, CASES[name].missing_says)


def test_every_function_of_a_document_has_its_cases() -> None:
    """No field of the document is without its three tests."""
    tested = {function.__name__ for function in document.FIELDS}
    source = __import__("pathlib").Path(__file__).read_text(encoding="utf-8")
    assert [name for name in sorted(tested) if name not in source] == []
    assert PAGE.count("Letter") == 1


def test_marks_of_the_release_stand_for_the_dates_of_the_record() -> None:
    """The mapper never gives a time: issued and modified are marks that the catalogue fills in."""
    lines = told(record_statements(NOWHERE, DOC, SITE, set()))
    assert {line for line in lines if "xsd:dateTime" in line} == {
        '#record dcterms:issued "0001-01-01T00:00:01Z"^^xsd:dateTime',
        '#record dcterms:modified "0001-01-01T00:00:02Z"^^xsd:dateTime',
    }


def test_not_stated_is_never_said_beside_a_value() -> None:
    """What was looked for and found is not listed as not stated; what was not found is."""
    said = {(f"<{DOC}>", name_term("schema:author"), "<x>")}
    letter = replace(NOWHERE, is_correspondence=True)
    missing = {line.split()[-1] for line in told(record_statements(letter, DOC, SITE, said)) if "notStated" in line}
    assert "schema:author" not in missing
    assert missing >= {"schema:sender", "schema:recipient", "schema:dateCreated", "schema:license"}
    other = {line.split()[-1] for line in told(record_statements(NOWHERE, DOC, LICENSED, set())) if "notStated" in line}
    assert "schema:author" in other and not other & {"schema:sender", "schema:recipient", "schema:license"}
