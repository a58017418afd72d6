"""Citations: read by the parsers of others, each document once, nothing taken apart and nothing made up."""

import json
from typing import Any

import pytest
import rispy
from pybtex.database import parse_string

from crosswalks.judges import tool
from crosswalks.trees import NASTY, SITE, agent, hostile, letter, part
from fonds.crosswalks.bibtex import render_bibtex
from fonds.crosswalks.citations import CITATIONS
from fonds.crosswalks.csl import csl_item
from fonds.crosswalks.meta_tags import meta_tags
from fonds.crosswalks.ris import render_ris

Tree = dict[str, Any]


def ris(*trees: Tree) -> list[dict[str, Any]]:
    """Return references as an outside parser reads them."""
    found: list[dict[str, Any]] = rispy.loads("\n".join(render_ris(tree, SITE).decode() for tree in trees))
    return found


def bibtex(tree: Tree) -> Any:
    """Return the one entry an outside parser reads."""
    (entry,) = parse_string(render_bibtex(tree, SITE).decode(), "bibtex").entries.values()
    return entry


def test_bibtex_of_all(many: tuple[Tree, ...]) -> None:
    """A strict parser reads one entry for every document, with its address; bibutils reads as many."""
    text = "\n".join(render_bibtex(tree, SITE).decode() for tree in many)
    found = parse_string(text, "bibtex").entries
    assert {entry.fields["url"] for entry in found.values()} == {tree["id"] for tree in many}
    assert len(found) == len({tree["id"] for tree in many})
    assert tool("bib2xml", text.encode()).count("<mods ID=") == len(many)


def test_ris_of_all(many: tuple[Tree, ...]) -> None:
    """Two parsers read one reference for every document, with its title."""
    found = ris(*many)
    assert [each["urls"] for each in found] == [[tree["id"]] for tree in many]
    assert all(each["title"] for each in found)
    assert tool("ris2xml", b"".join(render_ris(tree, SITE) for tree in many)).count("<mods ID=") == len(many)


def test_csl_of_all(many: tuple[Tree, ...]) -> None:
    """A citation processor takes every item and writes a bibliography of them."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    items = [item for tree in many[:60] for item in json.loads(CITATIONS["csl"].render(tree, SITE))]
    source = CiteProcJSON([{key: value for key, value in item.items() if key != "contributor"} for item in items])
    assert len(source) == len({item["id"] for item in items})
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    for key in source:
        bibliography.register(Citation([CitationItem(key)]))
    assert len(bibliography.bibliography()) == len(source)


def test_hostile_texts_in_citations() -> None:
    """Braces, commands, line ends and control characters make no second entry, no tag and no broken file."""
    tree = hostile()
    entry = bibtex(tree)
    assert "@misc" in entry.fields["title"] and "\\textbraceleft" in entry.fields["title"]
    assert [str(each.last_names[0]) for each in entry.persons["author"]] != []
    (reference,) = ris(tree)
    assert reference["title"].startswith("]]> <b>&amp;") and "TY - HACK ER - @misc" in reference["title"]
    assert render_ris(tree, SITE).count(b"\r\nER  - ") == 1 == render_ris(tree, SITE).count(b"TY  - PCOMM")
    assert json.loads(CITATIONS["csl"].render(tree, SITE))[0]["title"].count("\n") == 0
    assert {name for name, _ in meta_tags(tree)} >= {"citation_title", "DC.title"}
    assert "\x00" not in "".join(words for _, words in meta_tags(tree)) and "\x00" in NASTY


def test_nobody_becomes_an_author() -> None:
    """A sender and a doubtful author are named in the note with the part played, in no citation as author."""
    tree = letter(author=[agent("d", "D")], participation=[part("author", agent("d", "D"), certainty="certainty: low")])
    assert "author" not in csl_item(tree) and "B (sender)" in csl_item(tree)["note"]
    assert "author" not in bibtex(tree).persons and "D (author, uncertain)" in bibtex(tree).fields["note"]
    assert "authors" not in ris(tree)[0]
    assert not any(name == "citation_author" for name, _ in meta_tags(tree))
    sure = letter(author=[agent("d", "Ahmad Shah Masoud")])
    assert csl_item(sure)["author"] == [{"literal": "Ahmad Shah Masoud"}]
    assert ris(sure)[0]["authors"] == ["Ahmad Shah Masoud"]
    (person,) = bibtex(sure).persons["author"]
    assert str(person) == "{Ahmad Shah Masoud}"


@pytest.mark.parametrize(
    ("stated", "issued", "year", "day"),
    [
        ("1989-09-02", {"date-parts": [[1989, 9, 2]]}, "1989", "1989/09/02/"),
        ("1989-09", {"date-parts": [[1989, 9]]}, "1989", "1989/09//"),
        ("1989-09-02?", {"date-parts": [[1989, 9, 2]], "circa": True}, None, None),
        ("1989~", {"date-parts": [[1989]], "circa": True}, None, None),
        ("1989-09%", {"date-parts": [[1989, 9]], "circa": True}, None, None),
        ("1989-09-02/1989-09-05", {"date-parts": [[1989, 9, 2], [1989, 9, 5]]}, "1989", None),
        ("[1989-09..1990]", {"literal": "[1989-09..1990]"}, None, None),
        ("1989/..", {"literal": "1989/.."}, None, None),
        ("1989-21", {"literal": "1989-21"}, None, None),
        ("", None, None, None),
    ],
)
def test_dates_of_citations(stated: str, issued: dict[str, Any] | None, year: str | None, day: str | None) -> None:
    """A citation has a year where it is certain; what is not certain is marked, or EDTF."""
    tree = letter(date=stated or None, dateCreated=None)
    assert csl_item(tree).get("issued") == issued
    assert bibtex(tree).fields.get("year") == year == ris(tree)[0].get("year")
    assert bibtex(tree).fields.get("date") == (stated or None)
    assert ris(tree)[0].get("date") == day


def test_what_zotero_reads() -> None:
    """The head of a page names title, authors, date and address as reference managers look for them."""
    tags = meta_tags(letter(author=[agent("b", "B")]))
    assert dict(tags)["citation_title"] == "Letter from B to C"
    assert [words for name, words in tags if name == "citation_author"] == ["B"]
    assert dict(tags)["citation_publication_date"] == "1989/09/02" and dict(tags)["DC.date"] == "1989-09-02"
    assert ("DC.contributor", "C (addressee)") in tags and ("DC.type", "letter") in tags
