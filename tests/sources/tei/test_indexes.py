"""Letter indexes (CMIF): who sent, received and forwarded what, when, where, and how sure the editors are."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from fonds.problems import Problem
from fonds.record.dates import DateExpression
from fonds.record.record import Record
from fonds.record.spans import AnyDate, DateSpan
from sources.tei.files import TEI, codes, corpus, names, parts, records

CMIF = (
    "avhumboldt-BerlinerBriefe", "boettiger-Millin", "buchwald-keller", "bultmann-cullmann", "deutsche-sozialisten",
    "ehrhart-trew", "feuerbach-1", "forster-Band10", "helmholtz-Bois-Reymond", "klee-bloesch",
)
NS = f"{{{TEI}}}"
UNKNOWN = "correspsearch.net/unknown"
DATING = ("when", "from", "to", "notBefore", "notAfter")


def index(*letters: str) -> str:
    """Return an index of these letters."""
    return (
        f'<TEI xmlns="{TEI}"><teiHeader><fileDesc><titleStmt><title>Letters</title></titleStmt><publicationStmt><p/>'
        f'</publicationStmt><sourceDesc><bibl type="print" xml:id="ed">The Edition, Berlin 1900</bibl></sourceDesc>'
        f"</fileDesc><profileDesc>{''.join(letters)}</profileDesc></teiHeader>"
        "<text><body><p/></body></text></TEI>"
    )


def letter(inside: str, more: str = 'source="#ed" key="17" ref="https://example.org/17"') -> str:
    """Return one letter of an index."""
    return f"<correspDesc {more}>{inside}</correspDesc>"


SENT = """<correspAction type="sent"><persName ref="http://d-nb.info/gnd/1">Ann Lee</persName>
<placeName ref="http://www.geonames.org/2">Bonn</placeName><date when="1827-05-12"/></correspAction>"""
RECEIVED = '<correspAction type="received"><persName>Bo Ray</persName></correspAction>'


def one(folder: Path, inside: str) -> Record:
    """Return the record of an index with one letter."""
    [record] = records(folder, index(letter(inside)))
    return record


def test_a_letter(tmp_path: Path) -> None:
    """A letter of an index has a title of its parties and day, its edition, number and address."""
    record = one(tmp_path, SENT + RECEIVED)
    assert record.title and record.title.value == "Ann Lee to Bo Ray, 1827-05-12" and record.layout == "cmif"
    assert names(record, "sender") == ["Ann Lee"] and names(record, "addressee") == ["Bo Ray"]
    [sender] = [c.name for c in record.contributions if c.role == "sender"]
    assert [iri.text for iri in sender.same_as] == ["http://d-nb.info/gnd/1"]
    assert record.place_written and record.place_written.value.same_as[0].text == "http://www.geonames.org/2"
    assert record.source_line and record.source_line.value == "The Edition, Berlin 1900"
    assert [i.value for i in record.identifiers] == ["17"]
    assert [a.value for a in record.addresses] == ["https://example.org/17"] and record.genre


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('when="1827-05"', DateExpression(1827, 5)),
        ('from="1827-05-01" to="1827-05-04"', DateSpan(DateExpression(1827, 5, 1), DateExpression(1827, 5, 4))),
        ('notBefore="1827" notAfter="1829"', DateSpan(DateExpression(1827), DateExpression(1829), choice=True)),
        ('notBefore="1827"', DateSpan(DateExpression(1827), None, choice=True)),
        ('when="1827-05-12" cert="low"', DateSpan(DateExpression(1827, 5, 12), DateExpression(1827, 5, 12), uncertain=True)),
        ('when="1827-05-12" evidence="conjecture"',
         DateSpan(DateExpression(1827, 5, 12), DateExpression(1827, 5, 12), uncertain=True)),
        ('when="1827-05-12" cert="high"', DateExpression(1827, 5, 12)),
    ],
)
def test_dates(tmp_path: Path, attributes: str, expected: AnyDate) -> None:
    """A date is a day, a range, one between bounds, or an uncertain one, just as its attributes say."""
    record = one(tmp_path, SENT.replace('when="1827-05-12"', attributes))
    assert [d.date.value for d in record.dates] == [expected]


def test_the_editors_doubts_are_kept(tmp_path: Path) -> None:
    """What an editor says of how sure a person or date is stands in the evidence, in the editor's own words."""
    record = one(tmp_path, SENT.replace("<persName", '<persName cert="medium" evidence="conjecture"').replace(
        "<date", '<date cert="low"'))
    assert record.contributions[0].evidence.certainty == "certainty: medium; evidence: conjecture"
    assert record.dates[0].date.evidence.certainty == "certainty: low"


def test_forwarded_and_redirected(tmp_path: Path) -> None:
    """Who forwarded a letter is no recipient; when and where that happened is kept, as is when it was received."""
    record = one(tmp_path, SENT + """
    <correspAction type="forwarded"><persName>Cy Coe</persName><placeName>Ulm</placeName><date when="1827-05-20"/>
    </correspAction><correspAction type="redirected"><orgName>The Post</orgName></correspAction>
    <correspAction type="received"><persName>Bo Ray</persName><placeName>Rome</placeName><date when="1827-06-01"/>
    </correspAction>""")
    assert names(record, "forwarder") == ["Cy Coe", "The Post"] and names(record, "addressee") == ["Bo Ray"]
    found = [(t.kind, t.date and t.date.value, t.place and t.place.value.phrase.text) for t in record.transfers]
    assert found == [("forwarded", DateExpression(1827, 5, 20), "Ulm"), ("received", DateExpression(1827, 6, 1), "Rome")]


def test_nobody_is_nobody(tmp_path: Path) -> None:
    """A person who is not known is no person of that name; a letter without any has a Problem, not a title."""
    unknown = '<correspAction type="{}"><persName ref="http://correspsearch.net/unknown">Unbekannt</persName></correspAction>'
    record = one(tmp_path, SENT + unknown.format("received"))
    assert names(record, "addressee") == [] and record.title and record.title.value == "Ann Lee, 1827-05-12"
    record = one(tmp_path, unknown.format("sent"))
    assert record.contributions == () and {"title-missing", "date-missing"} <= set(codes(record))


def test_an_action_nobody_knows(tmp_path: Path) -> None:
    """An action of another kind is told of and gives no role."""
    record = one(tmp_path, SENT + '<correspAction type="burnt"><persName>Di Day</persName></correspAction>')
    assert "correspondence-action-unknown" in codes(record) and all(c.role == "sender" for c in record.contributions)


def test_two_letters_of_one_number_stay_two(tmp_path: Path) -> None:
    """Letters that bear the same key are both there, under keys of their own."""
    twice = letter(SENT, 'key="1"') + letter(RECEIVED, 'key="1"')
    keys = [r.source.key for r in records(tmp_path, index(twice))]
    assert len(set(keys)) == 2 and keys[0] == "file.xml#1"


def test_a_malformed_index(tmp_path: Path) -> None:
    """A real file that is no well-formed XML gives one error with line and column, and no letter."""
    data = corpus("cmif", "luxemburg-malformed.xml").read_bytes()
    [found] = parts(tmp_path, data)
    assert isinstance(found, Problem) and (found.code, found.severity, found.line) == ("xml-malformed", "error", 19)
    assert "column" in found.detail


@pytest.mark.parametrize("name", CMIF)
def test_everything_of_an_index_is_carried(tmp_path: Path, name: str) -> None:
    """Each person, body, place, IRI and date that another parser finds in a real index is in the record of its letter."""
    data = corpus("cmif", f"{name}.xml").read_bytes()
    found = records(tmp_path, data)
    letters = list(ElementTree.fromstring(data).iter(f"{NS}correspDesc"))  # noqa: S314 - our own corpora
    assert len(found) == len(letters) > 5
    for record, element in zip(found, letters, strict=True):
        assert _said(record) >= _told(element), record.source.key
        assert _days(record) == _dated(element), record.source.key


def _told(element: ElementTree.Element) -> set[tuple[str, str, str]]:
    """Return what a description tells: kind of action, name, and each IRI (or none)."""
    told = set()
    for action in element.iter(f"{NS}correspAction"):
        for tag in ("persName", "orgName", "placeName"):
            for each in action.iter(f"{NS}{tag}"):
                words = " ".join("".join(each.itertext()).split())
                refs = [ref for ref in (each.get("ref") or "").split() if ref.startswith("http")]
                if UNKNOWN not in (each.get("ref") or "").lower() and (words or refs):
                    told |= {(action.get("type", "sent"), words or refs[0], ref) for ref in refs or [""]}
    return told


def _said(record: Record) -> set[tuple[str, str, str]]:
    kinds = {"sender": "sent", "addressee": "received", "forwarder": "forwarded"}
    named = [(kinds[c.role], c.name) for c in record.contributions]
    named += [("sent", place.value) for place in (record.place_written, *record.further_places) if place]
    named += [(t.kind, t.place.value) for t in record.transfers if t.place]
    bare = {(kind, name.phrase.text, "") for kind, name in named}
    return bare | {(kind, name.phrase.text, iri.text) for kind, name in named for iri in name.same_as}


def _dated(element: ElementTree.Element) -> list[tuple[str, tuple[str, ...]]]:
    """Return the attributes of the first date of each action."""
    found = []
    for action in element.iter(f"{NS}correspAction"):
        date = next((d for d in action.iter(f"{NS}date") if any(d.get(name) for name in DATING)), None)
        if date is not None:
            ends = tuple(date.get(name, "") for name in DATING)
            found.append((action.get("type", "sent"), ends))
    return sorted(found)


def _days(record: Record) -> list[tuple[str, tuple[str, ...]]]:
    dated = [("sent", d.date.value) for d in record.dates]
    dated += [(t.kind, t.date.value) for t in record.transfers if t.date]
    return sorted((kind, _attributes(value)) for kind, value in dated)


def _attributes(date: AnyDate) -> tuple[str, ...]:
    """Return a date as the attributes that say it."""
    if isinstance(date, DateExpression):
        return (date.iso, "", "", "", "")
    first, last = (end.iso if end else "" for end in (date.first, date.last))
    if first == last:
        return (first, "", "", "", "")
    return ("", "", "", first, last) if date.choice else ("", first, last, "", "")
