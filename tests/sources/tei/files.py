"""Made-up TEI files, and what is read of them; where the corpora lie that some tests read."""

from pathlib import Path
from textwrap import dedent

import pytest

from fonds.problems import Problem
from fonds.record.curation import Curation
from fonds.record.record import Record
from fonds.sources.parts import Part, ReadOptions
from fonds.sources.tei.adapter import read_tei
from sources.pages import kit

CORPORA = Path(__file__).parents[4] / "shared" / "corpora"
TEI = "http://www.tei-c.org/ns/1.0"
HEADER = """<teiHeader><fileDesc><titleStmt><title type="complete">Foreign Papers, 1901, Volume II</title></titleStmt>
<publicationStmt><date>1910</date><idno type="dospubno">55</idno><idno type="frus">papers1901v02</idno></publicationStmt>
<sourceDesc><p>Printed.</p></sourceDesc></fileDesc></teiHeader>"""
PERSONS = """<div type="section" xml:id="persons"><head>Persons</head><list type="names">
<item><hi rend="strong"><persName xml:id="p_RWW1">Rostow, Walt W.</persName>,</hi> Special Assistant to the President</item>
<item><hi rend="strong"><persName xml:id="p_JLB1">Johnson, Lyndon B.</persName>,</hi> President of the United States</item>
<item><hi rend="strong"><persName xml:id="p_HJC1">Holmes, General Julius C.</persName>,</hi> Ambassador to Iran</item>
</list></div>
<div type="section" xml:id="terms"><list type="terms">
<item><hi rend="strong"><term xml:id="t_CIA1">CIA</term>,</hi> Central Intelligence Agency</item>
<item><hi rend="strong"><term xml:id="t_reftel1">reftel</term>,</hi> reference telegram</item>
</list></div>"""


def corpus(*parts: str) -> Path:
    """Return a file or folder of the corpora; the test is skipped where they are not."""
    path = CORPORA.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"the corpora are not here: there is no {path}")
    return path


def volume(*documents: str, front: str = PERSONS, back: str = "", header: str = HEADER) -> str:
    """Return a volume of these documents, in a chapter of a compilation."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="{TEI}" xmlns:frus="http://history.state.gov/frus/ns/1.0">'
        f"{header}<text><front>{front}</front><body>"
        f'<div type="compilation" xml:id="comp1"><head>Iran</head><div type="chapter" xml:id="ch1"><head>Shah</head>'
        f"{''.join(documents)}</div></div></body><back>{back}</back></text></TEI>"
    )


def document(inside: str, id_: str = "d1", more: str = "") -> str:
    """Return one document of a volume."""
    return f'<div type="document" xml:id="{id_}" n="{id_.lstrip("d")}" {more}>{dedent(inside)}</div>'


def parts(folder: Path, xml: str | bytes, options: ReadOptions | None = None) -> list[Part | Problem]:
    """Return what the reader yields of a file."""
    path = folder / "file.xml"
    path.write_bytes(xml if isinstance(xml, bytes) else xml.encode())
    return list(read_tei(path, path.name, options or ReadOptions()))


def records(folder: Path, xml: str | bytes, curation: Curation | None = None) -> list[Record]:
    """Return the records of a file that is read without a Problem; each is held against its own text."""
    found = []
    for part in parts(folder, xml):
        assert isinstance(part, Part), part
        found.append(checked(part.parse(curation or Curation(), kit().lexicon)))
    return found


def one(folder: Path, inside: str, more: str = "", **around: str) -> Record:
    """Return the record of a volume with one document."""
    [record] = records(folder, volume(document(inside, more=more), **around))
    return record


def checked(record: Record) -> Record:
    """Return a record whose names, dates and values stand in its text where their evidence says."""
    page = record.source.page
    for contribution in (*record.contributions, *record.attendees):
        assert contribution.name.phrase.span.of(page) == contribution.name.phrase.text
        assert all(office.span.of(page) == office.text for office in contribution.name.offices)
        assert contribution.name.full is None or contribution.name.full.span.of(page) == contribution.name.full.text
    for mention in record.mentions:
        assert mention.value.phrase.span.of(page) == mention.value.phrase.text
        assert all(iri.span.of(page) == iri.text for iri in mention.value.same_as)
    for found in (record.title if record.layout != "cmif" else None, record.body, record.source_line, *record.keywords, *record.identifiers):
        assert found is None or " ".join(found.span.of(page).split()) == " ".join(found.value.split())
    for dated in record.dates:
        assert dated.date.span.of(page).strip()
    return record


def names(record: Record, role: str) -> list[str]:
    """Return the names a record has in a role."""
    return [c.name.phrase.text for c in (*record.contributions, *record.attendees) if c.role == role]


def codes(record: Record) -> list[str]:
    """Return the codes of a record's Problems."""
    return [problem.code for problem in record.problems]
