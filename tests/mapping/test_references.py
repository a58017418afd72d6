"""From the words of a page to what is published: where it lies, what it answers, transmits and is attached to."""

from pathlib import Path

import pytest

from fonds.mapping.citations import citation_statements
from fonds.record.evidence import Found, stated
from fonds.record.references import Citation, CitedDocument
from mapping.samples import DOC, SITE, linked, part, record, span, work
from mapping.told import told

LEVELS = (
    "Johnson Library, National Security File, Country File, Iran, Vol. II, p. 7; also in National Security Archive, "
    "Box 5, Folder 2."
)
UNIT = "archival-unit/johnson-library/national-security-file"


def publish(folder: Path, body: str, source: str) -> set[str]:
    """Return what is published of a letter with this body and source line; nothing breaks a rule of the model."""
    path = folder / "page.txt"
    path.write_text(
        "Skip to content\n\nMay 5, 1962\n\nLetter from Ivan Petrov to Soviet Deputy Foreign Minister Yuri Sidorov\n\n"
        f"{body}\n\nRespectfully, Ivan Petrov\n\nA letter about letters.\n\nDocument Information\n\n{source}\n\n"
        "Original Uploaded Date\n\n\nRecord ID\n",
        encoding="utf-8",
    )
    worked = work(path, "a")
    assert worked.broken == ()
    return told(worked.mapped.own).union(*(told(triples) for triples in worked.mapped.entities.values()))


def test_named_levels_and_leaves(tmp_path: Path) -> None:
    """Levels that are names stand in the chain, the page in its unit on the document, a copy elsewhere as printed."""
    said = publish(tmp_path, "Mister Sidorov!\n\nIt is done.", LEVELS)
    assert {
        f"DOC schema:isPartOf {UNIT}/country-file/iran/vol-ii", f"{UNIT}/country-file schema:isPartOf {UNIT}",
        f'{UNIT} fonds:levelAsWritten "National Security File"', f'{UNIT} schema:identifier "National Security File"',
        f'{UNIT}/country-file/iran/vol-ii fonds:levelAsWritten "Vol."',
        f'{UNIT}/country-file/iran/vol-ii schema:identifier "II"', "DOC schema:holdingArchive agent/johnson-library",
        'DOC bibo:locator "p. 7"',
        'DOC dcterms:bibliographicCitation "also in National Security Archive, Box 5, Folder 2"',
    } <= said
    assert not any("national-security-archive" in each for each in said)


def test_unreadable_line_stays_whole(tmp_path: Path) -> None:
    """A line that is no reference and no book is the citation of the text, and leads to no archive."""
    said = publish(tmp_path, "Mister Sidorov!\n\nIt is done.", "CWIHP Bulletin No. 8-9, pp. 133–145.")
    whole = 'dcterms:bibliographicCitation "CWIHP Bulletin No. 8-9, pp. 133–145."'
    assert [each.partition(" ")[2] for each in said if "bibliographicCitation" in each] == [whole]
    assert not any("DOC schema:holdingArchive" in each or "archival-unit" in each for each in said)


def test_reply_by_number(tmp_path: Path) -> None:
    """What is answered by its number is a cited document of its kind, written by the addressee."""
    said = publish(tmp_path, "In reply to your telegram No. 371 I say that it is done.", "RGANI, F. 5, Op. 30, D. 12.")
    assert {
        "DOC rico:isReplyTo #cited-telegram-371", '#cited-telegram-371 bibo:number "371"',
        "#cited-telegram-371 schema:author agent/yuri-sidorov", "#cited-telegram-371 rdf:type fonds:CitedDocument",
    } <= said
    assert "#cited-telegram-371 rdf:type schema:Message" not in said


def cited(relation: str, role: str) -> Citation:
    """Return a citation of a letter whose author plays a role."""
    words = span("your letter No. 7")
    target = CitedDocument("letter-7", "letter No. 7", stated("a", words), author_role=Found(role, stated("b", words)))
    return Citation(relation, target, stated("c", words))


@pytest.mark.parametrize(
    ("relation", "properties"),
    [
        ("part-of", ["dcterms:isPartOf", "schema:isPartOf"]), ("attachment-of", ["dcterms:isPartOf", "schema:isPartOf"]),
        ("reply-to", ["dcterms:references", "rico:isReplyTo", "schema:citation"]),
        ("transmits", ["dcterms:references", "fonds:transmits", "schema:citation"]),
        ("reference", ["dcterms:references", "schema:citation"]),
    ],
)
def test_relations(relation: str, properties: list[str]) -> None:
    """Each relation has its properties, and leads to the cited document."""
    said = told(citation_statements(linked(record(citations=(cited(relation, "addressee"),))), DOC, SITE))
    assert sorted(each.split()[1] for each in said if each.startswith("DOC ")) == properties
    assert all(each.endswith("#cited-letter-7") for each in said if each.startswith("DOC "))


def test_whose_it_is() -> None:
    """ "Your letter" is the addressee's, "my telegram" the sender's; among several, nobody's."""
    one = {**part("sender", "Ann Lee"), **part("addressee", "Jo Dee")}
    two = {**one, **part("addressee", "Bo Ray")}
    for role, parts, author in (
        ("addressee", one, "agent/jo-dee"), ("sender", one, "agent/ann-lee"), ("addressee", two, ""), ("sender", {}, ""),
    ):
        said = told(citation_statements(linked(record(citations=(cited("reference", role),)), parts=parts), DOC, SITE))
        authors = [each.split()[2] for each in said if each.startswith("#cited-letter-7 schema:author")]
        assert authors == ([author] if author else [])
        assert not any("schema:recipient" in each for each in said)
