"""Web pages: the words of the page first, its own metadata where the words leave a field open."""

from pathlib import Path

import html5lib
import pytest

from fonds.problems import Problem
from fonds.record.curation import Curation
from fonds.record.evidence import Evidence
from fonds.record.record import Record
from fonds.sources.adapters import find_adapter
from fonds.sources.parts import Part, ReadOptions
from fonds.sources.web_page.adapter import read_web_page
from sources.pages import curated, kit

LETTER = "Dear Minister, we have read your proposals with care and we accept nearly all of them without any change."
ANSWER = "The commission will meet again in the spring, when the harvest is in and the roads can be travelled once more."


def web(
    body: str = f"<p>{LETTER}</p><p>{ANSWER}</p>", *, head: str = "", heading: str = "Letter from Anna Weber to Karl Schulz",
    before: str = "", after: str = "", language: str = "en",
) -> str:
    """Return a web page with furniture all around its main text."""
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{heading} | Example Archive</title>'
        f"{head}<script>var tracked = 'Jane Visitor';</script></head><body><nav><a href='/'>Home</a><a>Browse</a></nav>"
        f"{before}<main><h1>{heading}</h1>{body}</main>{after}<aside>You may also like: Letter from X to Y</aside>"
        "<footer>Copyright Example Archive, 2020. Contact Peter Webmaster</footer></body></html>"
    )


def parts(folder: Path, page: str | bytes, limit: int = 1_000_000) -> list[Part | Problem]:
    """Read a saved page."""
    path = folder / "page.html"
    path.write_bytes(page if isinstance(page, bytes) else page.encode())
    return list(read_web_page(path, "web:page.html", ReadOptions(page_bytes=limit)))


def record(folder: Path, page: str | bytes, curation: Curation | None = None) -> Record:
    """Return the record of a page that can be read."""
    (part,) = parts(folder, page)
    assert isinstance(part, Part)
    return part.parse(curation or Curation(), kit().lexicon)


def evidence_of(found: Record) -> list[Evidence]:
    """Return all evidence of a record's own fields."""
    fields = (found.title, found.genre, found.body, found.summary, found.source_line, found.identifier, found.uploaded)
    return [
        *(each.evidence for each in fields if each), *(each.date.evidence for each in found.dates),
        *(each.evidence for each in found.contributions), *(each.evidence for each in found.subjects),
        *(each.evidence for each in found.mentions), *(each.evidence for each in found.keywords),
        *(each.evidence for each in found.addresses),
    ]


def names(found: Record, role: str) -> list[str]:
    """Return the names that have a role."""
    return [each.name.phrase.text for each in found.contributions if each.role == role]


def test_main_text_is_the_body(tmp_path: Path) -> None:
    """Menus, scripts, asides and footers are no words of a document; its paragraphs are, in their order."""
    found = record(tmp_path, web())
    assert found.body and found.body.value.split("\n\n") == [LETTER, ANSWER]
    for words in ("Home", "tracked", "Peter Webmaster", "You may also like"):
        assert words not in found.source.page
    assert found.layout == "web page" and [p.code for p in found.problems] == ["layout-unknown", "date-missing"]


def test_title_and_parties_come_from_the_heading(tmp_path: Path) -> None:
    """The one heading is the title, without the site's name, and is read by the grammar of titles."""
    found = record(tmp_path, web())
    assert found.title and found.title.value == "Letter from Anna Weber to Karl Schulz"
    assert (names(found, "sender"), names(found, "addressee")) == (["Anna Weber"], ["Karl Schulz"])
    assert found.genre and found.genre.value == "letter"


def test_a_saved_archive_page_keeps_its_layout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page with the archive's layout is read as one, says so, and is not asked for its main text, which takes long."""
    monkeypatch.setattr("fonds.sources.web_page.adapter.find_main", None)
    body = (
        f"<p>{LETTER}</p><p>{ANSWER}</p><p>The commission accepts the proposals of the minister nearly whole.</p>"
        "<h2>Document Information</h2><p>RGANI, F. 5, Op. 30, D. 12.</p>"
    )
    found = record(tmp_path, web(body).replace("<h1>", "<p>May 5, 1962</p><h1>"))
    assert found.layout.startswith("web page: archive-page")
    assert [d.date.value.edtf for d in found.dates] == ["1962-05-05"]
    assert found.archival and (found.archival.units[0].label, found.archival.units[0].number) == ("F.", "5")
    assert found.summary and found.summary.value.startswith("The commission accepts")


def test_every_quote_is_in_the_extracted_text(tmp_path: Path) -> None:
    """Whatever is said rests on words of the text as extracted, metadata included."""
    head = '<meta name="DC.date" content="1871-03"><meta name="DC.subject" content="peace"><link rel="canonical" href="https://example.org/7">'
    found = record(tmp_path, web(head=head))
    assert len(evidence_of(found)) >= 8
    for evidence in evidence_of(found):
        for span in evidence.spans:
            assert span.of(found.source.page).strip() == span.of(found.source.page) != ""
    assert [a.value for a in found.addresses] == ["https://example.org/7"]
    assert [k.value for k in found.keywords] == ["peace"]


def test_json_ld_fills_what_the_words_leave_open(tmp_path: Path) -> None:
    """Names, dates and subjects of JSON-LD that describes the document are taken, with their IRIs."""
    head = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
      {"@type": "WebSite", "name": "Example Archive", "author": {"name": "A Webmaster"}},
      {"@type": ["ArchiveComponent", "Message"], "name": "Letter from Anna Weber to Karl Schulz", "dateCreated": "1871-03-05",
       "sender": {"@type": "Person", "name": "Anna Weber", "sameAs": "https://viaf.org/viaf/7"},
       "about": [{"@type": "Place", "name": "Berlin"}, "harvest"], "mentions": {"@id": "#m"}, "abstract": "On proposals."},
      {"@id": "#m", "@type": "Organization", "name": "Harvest Commission"}]}</script>"""
    found = record(tmp_path, web(head=head))
    assert [d.date.value.edtf for d in found.dates] == ["1871-03-05"]
    sender = next(c for c in found.contributions if c.role == "sender")
    assert [iri.text for iri in sender.name.same_as] == ["https://viaf.org/viaf/7"]
    assert [(s.value.phrase.text, s.value.kind) for s in found.subjects] == [("Berlin", "place"), ("harvest", "unknown")]
    assert [m.value.phrase.text for m in found.mentions] == ["Harvest Commission"]
    assert found.summary and found.summary.value == "On proposals."
    assert names(found, "author") == []


def test_dublin_core_in_meta_elements(tmp_path: Path) -> None:
    """Dublin Core in the head is about the document: its author, its date at its own precision, its rights."""
    head = (
        '<meta name="DC.creator" content="Anna Weber"><meta name="DC.date" content="1871">'
        '<meta name="dcterms.abstract" content="On proposals."><meta name="DC.rights" content="In copyright.">'
        '<meta name="DC.source" content="RGANI, F. 5, Op. 30, D. 12."><meta name="DC.identifier" content="AW 7">'
    )
    found = record(tmp_path, web(head=head, heading="A page of the diary"))
    assert names(found, "author") == ["Anna Weber"] and [d.date.value.edtf for d in found.dates] == ["1871"]
    assert found.notice and found.notice.text.value == "In copyright."
    assert found.archival and found.archival.archive.phrase.text == "RGANI"
    assert found.identifier and found.identifier.value == "AW 7"


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2020-02-03T10:00:00Z">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "x", "datePublished": "2020-02-03",'
        ' "author": {"@type": "Person", "name": "A Webmaster"}}</script>',
    ],
)
def test_when_the_page_appeared_is_no_date_of_the_document(tmp_path: Path, head: str) -> None:
    """The day a web page was published is its own, and so is whoever wrote the page."""
    found = record(tmp_path, web(head=head))
    assert found.dates == () and names(found, "author") == []
    assert found.uploaded and found.uploaded.value.iso == "2020-02-03"


def test_the_words_of_the_page_win(tmp_path: Path) -> None:
    """Metadata never replace what the page itself says."""
    head = (
        '<script type="application/ld+json">{"@type": "Message", "name": "Another title of the page", "sender": "X Y",'
        ' "recipient": "Z Z"}</script>'
    )
    found = record(tmp_path, web(head=head))
    assert found.title and found.title.value == "Letter from Anna Weber to Karl Schulz"
    assert (names(found, "sender"), names(found, "addressee")) == (["Anna Weber"], ["Karl Schulz"])


def test_talks_get_no_sender_from_metadata(tmp_path: Path) -> None:
    """A conversation has participants, whatever the page's metadata call them."""
    head = '<script type="application/ld+json">{"@type": "CreativeWork", "name": "x", "sender": "Anna Weber"}</script>'
    found = record(tmp_path, web(head=head, heading="Memorandum of Conversation between Anna Weber and Karl Schulz"))
    assert names(found, "sender") == [] and len(found.attendees) == 2


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ('<script type="application/ld+json">{"@type": "Message", broken</script>', "names"),
        ('<script type="application/ld+json">' + "[" * 5000 + "</script>", "nesting"),
        ('<script type="application/ld+json">{"@type": "Message", "name": 7, "sender": [[], null, true, {"name": {}}]}</script>', "types"),
        ('<meta name="DC.date" content="some day">', "date"),
    ],
)
def test_broken_metadata_cost_nothing(tmp_path: Path, head: str, field: str) -> None:
    """What cannot be read of a page's metadata is left out; the page is read all the same."""
    found = record(tmp_path, web(head=head))
    assert found.title and found.body and found.dates == (), field
    assert ("date-unreadable" in [p.code for p in found.problems]) == (field == "date")


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16", "windows-1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    """A page is decoded as it declares, or by its byte-order mark."""
    page = web(heading="Brief von Jürgen Müller an André Poincaré").replace("utf-8", encoding)
    found = record(tmp_path, page.encode(encoding))
    assert found.title and found.title.value == "Brief von Jürgen Müller an André Poincaré"


def test_undeclared_bytes_are_utf8_where_they_can_be(tmp_path: Path) -> None:
    """A page that declares no encoding is UTF-8 if its bytes are."""
    page = web(heading="Письмо Анны Вебер").replace('<meta charset="utf-8">', "")
    found = record(tmp_path, page)
    assert found.title and found.title.value == "Письмо Анны Вебер"


@pytest.mark.parametrize("page", [b"", b"   ", b"<html></html>", b"<script>1</script>", b"\x00\x01\x02"])
def test_pages_without_words(tmp_path: Path, page: bytes) -> None:
    """A page without words is a Problem, and no document."""
    (found,) = parts(tmp_path, page)
    assert isinstance(found, Problem) and found.code == "file-empty"


def test_large_pages_are_refused(tmp_path: Path) -> None:
    """A page above the limit is not read."""
    (found,) = parts(tmp_path, web(), limit=100)
    assert isinstance(found, Problem) and found.code == "file-too-large"


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 20_000 + "word " * 50, "<p>" + "<b><i>" * 3_000 + "word " * 50, "<table>" + "<tr><td>a" * 5_000,
        "<!DOCTYPE html [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]><p>&b; " + "word " * 50,
        '<p>' + "word " * 50 + '<a href="' + "x" * 200_000,
    ],
)
def test_hostile_markup_is_read_or_refused(tmp_path: Path, page: str) -> None:
    """Deep, endless and declaring markup ends in a part or a Problem, never in an exception."""
    for part in parts(tmp_path, page):
        if isinstance(part, Part):
            assert part.parse(Curation(), kit().lexicon).layout.startswith("web page")


def test_hidden_words_are_not_read(tmp_path: Path) -> None:
    """What a reader does not see is not said."""
    found = record(tmp_path, web(after='<div hidden>Letter from Nobody</div><p style="display: none">To Nobody</p>'))
    assert "Nobody" not in found.source.page


def test_a_curation_file_decides(tmp_path: Path) -> None:
    """Title and date of a curation file replace those of the page."""
    entry = '[[replace]]\nfield = "{}"\nvalue = "{}"\nquote = "harvest"\n'
    curation = curated(tmp_path, record(tmp_path, web()).source.page, entry.format("date", "1871-03"), entry.format("title", "A"))
    found = record(tmp_path, web(), curation)
    assert found.title and found.title.value == "A" and [d.date.value.edtf for d in found.dates] == ["1871-03"]


def test_the_text_holds_the_words_another_parser_finds(tmp_path: Path) -> None:
    """Every word of the main element that the specification's own parser sees is in the text, in the same order."""
    page = web("<p>One<br>two</p><ul><li>three<li>four</ul><table><tr><td>five<td>six</table><dl><dt>seven<dd>eight</dl>" + f"<p>{LETTER}</p>")
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    expected = " ".join(" ".join(tree.find(".//main").itertext()).split())
    found = record(tmp_path, page)
    assert " ".join(found.source.page.split()).replace(" ", "") == expected.replace(" ", "")


def test_suffixes(tmp_path: Path) -> None:
    """Saved pages are known by their suffixes."""
    for suffix in (".html", ".HTM", ".xhtml"):
        path = tmp_path / f"a{suffix}"
        path.write_text(web(), encoding="utf-8")
        adapter = find_adapter(path)
        assert adapter is not None and adapter.name == "web-page"
