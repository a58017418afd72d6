"""Web pages as sites of all kinds make them: the right heading, the right letters, the document's own dates."""

import json
from pathlib import Path

import pytest

from sources.web_page.test_web_page import ANSWER, LETTER, names, record, web

TITLE = "Letter from Anna Weber to Karl Schulz"


def bare(heading: str, title: str, body: str = f"<p>{LETTER}</p><p>{ANSWER}</p>", *, encoding: str = "utf-8", head: str = "") -> bytes:
    """Return a page that states neither its language nor its encoding; ``heading`` is markup."""
    return f"<html><head><title>{title}</title>{head}</head><body>{heading}{body}</body></html>".encode(encoding)


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        (f"<h1>Example Archive</h1><h1>{TITLE}</h1>", "Example Archive"),
        (f"<h1>Example Archive of the Province</h1><h2>{TITLE}</h2>", f"{TITLE} · Example Archive of the Province"),
        (f"<h2>{TITLE}</h2>", f"The Digital Collections of the Example Archive: {TITLE}"),
        (f"<h2>{TITLE}</h2>", f"{TITLE} » The Very Long Name of the Digital Collections of the Example Archive"),
        (f"<h1>{TITLE}</h1><h1>Comments</h1><h1>Related</h1>", "x"),
    ],
)
def test_title_beside_the_name_of_the_site(tmp_path: Path, heading: str, title: str) -> None:
    """The heading that opens as titles do is the title, wherever the site's own name stands."""
    found = record(tmp_path, bare(heading, title))
    assert found.title and found.title.value == TITLE
    assert (names(found, "sender"), names(found, "addressee")) == (["Anna Weber"], ["Karl Schulz"])


RUSSIAN = "Милая моя, я получил твоё письмо и очень рад, что в Москве всё хорошо и что пьеса идёт с большим успехом."
FRENCH = "Je vous remercie, très cher ami, de vos vœux ; la tempête a cessé hier, et la traversée fut très agréable à tous."
CZECH = "Ústřední výbor schválil návrh smlouvy o spolupráci a pověřil předsedu, aby jej předložil příští týden vládě."


@pytest.mark.parametrize(
    ("text", "written", "named"),
    [
        (RUSSIAN, "windows-1251", "windows-1251"), (RUSSIAN, "koi8-r", "koi8-r"), (FRENCH, "windows-1252", "windows-1252"),
        (CZECH, "windows-1250", "windows-1250"),
    ],
)
def test_undeclared_bytes_are_what_they_look_like(tmp_path: Path, text: str, written: str, named: str) -> None:
    """A page that does not say its encoding is read in the one its letters show, and people are told."""
    found = record(tmp_path, bare("<h1>Letter</h1>", "Letter", f"<p>{text}</p><p>{text}</p>", encoding=written))
    assert text in found.source.page
    assert [problem.detail for problem in found.problems if problem.code == "encoding-guessed"] == [named]


def test_declared_bytes_are_not_guessed(tmp_path: Path) -> None:
    """Where the page is UTF-8 or says its encoding, nothing is guessed."""
    said = bare("<h1>Letter</h1>", "Letter", f"<p>{FRENCH}</p>", encoding="windows-1252", head="<meta charset='windows-1252'>")
    for data in (said, bare("<h1>Letter</h1>", "Letter", f"<p>{RUSSIAN}</p>")):
        assert all(problem.code != "encoding-guessed" for problem in record(tmp_path, data).problems)


@pytest.mark.parametrize("mark", ['class="newsletter box"', 'id="comments"', 'class="toc"', 'class="cookie-notice"', 'id="breadcrumb"'])
def test_marked_furniture_is_not_read(tmp_path: Path, mark: str) -> None:
    """What the site marks as no part of the text is no words of the document."""
    noise = "Subscribe now and receive every week new letters from our archive by electronic mail, free of any charge."
    found = record(tmp_path, web(f"<p>{LETTER}</p><div {mark}><p>{noise}</p></div><p>{ANSWER}</p>"))
    assert found.body and found.body.value.split("\n\n") == [LETTER, ANSWER] and "Subscribe" not in found.source.page


def test_dates_of_a_plain_page(tmp_path: Path) -> None:
    """Title, dateline with its place, and the line under a letter date it; a bare date may be the page's, and does not."""
    titled = record(tmp_path, web(heading=f"{TITLE}, 3 March 1798"))
    assert [(d.position, d.date.value.edtf) for d in titled.dates] == [("title", "1798-03-03")]
    above = record(tmp_path, web(f"<p>Berlin, 4 February 1902</p><p>{LETTER}</p><p>{ANSWER}</p>"))
    assert [(d.position, d.date.value.edtf) for d in above.dates] == [("dateline", "1902-02-04")]
    assert not record(tmp_path, web(f"<p>May 6, 2019</p><p>{LETTER}</p><p>{ANSWER}</p>")).dates


def linked_data(node: dict[str, object]) -> str:
    """Return a node as JSON-LD in a page."""
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def test_dublin_core_in_json_ld(tmp_path: Path) -> None:
    """Properties with the prefix of Dublin Core say what they say elsewhere, however their values are wrapped."""
    node: dict[str, object] = {
        "@id": "https://items.example.org/12", "@type": ["o:Item", "schema:Letter"],
        "dcterms:title": [{"type": "literal", "@value": TITLE}],
        "dcterms:creator": [{"@id": "http://viaf.org/viaf/1", "o:label": "Weber, Anna"}],
        "dcterms:date": [{"@value": "1911-11-03"}], "dcterms:identifier": [{"@value": "L 32/4"}],
    }
    found = record(tmp_path, bare("<h1>Archive</h1>", "Item 12", head=linked_data(node)))
    assert found.title and found.title.value == TITLE and found.identifier and found.identifier.value == "L 32/4"
    assert names(found, "author") == ["Weber, Anna"] and [d.date.value.edtf for d in found.dates] == ["1911-11-03"]


def test_sent_date_dates_a_message(tmp_path: Path) -> None:
    """When a message was sent is its date."""
    found = record(tmp_path, web(head=linked_data({"@type": "Message", "name": TITLE, "dateSent": "1946-02-28"})))
    assert [d.date.value.edtf for d in found.dates] == ["1946-02-28"]


def test_dates_of_an_article_are_the_articles(tmp_path: Path) -> None:
    """When an article about a document was written is no date of the document."""
    node: dict[str, object] = {"@type": "NewsArticle", "headline": TITLE, "dateCreated": "2021-04-30", "author": "Jane Reporter"}
    found = record(tmp_path, web(head=linked_data(node)))
    assert not found.dates and names(found, "author") == []
