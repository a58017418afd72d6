"""Citations between held documents, as people and programs see them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html

from fonds.catalogue.rows import ListedDocument, Listing, Page
from fonds.publishing.publish import publish
from fonds.publishing.run import Options
from fonds.publishing.sources import Source
from fonds.web.app import create_app
from fonds.web.pages.citing import citing_documents
from publishing.pages import letter
from web.archive import BASE, open_catalogue, site_settings
from web.conftest import NoRows

LETTER = "1979-05-10-letter-from-ivan-petrov-to-anna-weber"
REPLY = "1979-05-20-letter-from-anna-weber-to-ivan-petrov"
FRAGMENT = "cited-1979-05-10-letter"
CITING = '//section[@aria-labelledby="citing"]'


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """Yield a client of a site with a letter and its reply."""
    root = tmp_path_factory.mktemp("letters")
    pages = root / "pages"
    pages.mkdir()
    _write(pages / "a.txt", "May 10, 1979", "Letter from Ivan Petrov to Anna Weber", "The talks begin soon.")
    _write(
        pages / "b.txt", "May 20, 1979", "Letter from Anna Weber to Ivan Petrov",
        "In reply to your letter of 10 May 1979 we agree, and refer to Minutes No. 7 of the Politburo.",
    )
    settings = site_settings(root / "state")
    publish((Source(pages),), settings, Options())
    app = create_app(settings, catalogue=lambda: open_catalogue(settings), queries=NoRows())
    yield app.test_client()
    app.extensions["fonds"].reading.close()


def _write(path: Path, date: str, title: str, body: str) -> None:
    path.write_text(letter(date=date, title=title, body=body, summary="A summary."), encoding="utf-8")


def _page(client: FlaskClient, slug: str) -> html.HtmlElement:
    answer = client.get(f"/doc/{slug}", headers={"Accept": "text/html"})
    assert answer.status_code == 200
    return html.fromstring(answer.data)


def test_a_reply_leads_to_the_letter(letters: FlaskClient) -> None:
    """The reply's page names and links the letter by its title, and shows by which words it is cited."""
    page = _page(letters, REPLY)
    (item,) = [each for each in page.xpath('//ul[@class="cited"]/li') if "Ivan Petrov to Anna Weber" in each.text_content()]
    (link,) = item.xpath('.//*[@class="who"]/a')
    assert (link.get("href"), link.text) == (f"../doc/{LETTER}", "Letter from Ivan Petrov to Anna Weber")
    words = " ".join(item.text_content().split())
    assert words.startswith("reply to ") and "cited as “letter of 10 May 1979”" in words
    assert "Not held here" not in words


def test_the_citation_keeps_its_address(letters: FlaskClient) -> None:
    """What was the address of the citation before the letter was held is so still, once on the page."""
    page = _page(letters, REPLY)
    assert len(page.xpath(f'//*[@id="{FRAGMENT}"]')) == 1
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_what_is_not_held_is_said_not_to_be(letters: FlaskClient) -> None:
    """A document that is cited and not held is still told as such beside one that is held."""
    page = _page(letters, REPLY)
    (item,) = [each for each in page.xpath('//ul[@class="cited"]/li') if "Minutes" in each.text_content()]
    assert "Not held here" in item.text_content()


def test_the_letter_shows_its_reply(letters: FlaskClient) -> None:
    """The letter's page names who answers it; the reply's page has no such part."""
    page = _page(letters, LETTER)
    (section,) = page.xpath(CITING)
    assert [each.text for each in section.xpath("h3")] == ["Answered by"]
    assert section.xpath('.//*[@class="what"]/a/@href') == [f"../doc/{REPLY}"]
    assert not _page(letters, REPLY).xpath(CITING)


@pytest.mark.parametrize("suffix", ["jsonld", "ttl", "nt", "rdf"])
def test_every_serialisation_has_both_ends(letters: FlaskClient, suffix: str) -> None:
    """The citation and the letter it is stand in every form of the reply."""
    answer = letters.get(f"/doc/{REPLY}.{suffix}")
    text = answer.data.decode()
    assert f"#{FRAGMENT}" in text and f"/doc/{LETTER}" in text and "sameAs" in text


def test_the_tree_nests_the_letter(letters: FlaskClient) -> None:
    """In JSON-LD the letter stands with its label where it is answered, and its address where it is the same."""
    tree = json.loads(letters.get(f"/doc/{REPLY}.jsonld").data)
    assert tree["isReplyTo"]["label"] == "Letter from Ivan Petrov to Anna Weber"
    (citation,) = tree["citedAs"]
    assert (citation["id"], citation["sameAs"]) == (f"{BASE}/doc/{REPLY}#{FRAGMENT}", [f"{BASE}/doc/{LETTER}"])


def test_each_stands_once_under_its_most_telling_relation() -> None:
    """Who answers and cites is told as answering; what is not shown is counted."""
    items = [
        ListedDocument("a", Listing("A"), ("citation", "references")),
        ListedDocument("b", Listing("B"), ("citation", "isReplyTo", "references")),
        ListedDocument("c", Listing("C"), ("isPartOf",)),
        ListedDocument("d", Listing("D"), ("cited-isPartOf",)),
    ]
    found = citing_documents(Page(9, items))
    assert [(heading, [each.slug for each in group]) for heading, group in found.groups] == [
        ("Answered by", ["b"]), ("Attached to it", ["c"]), ("Cited by", ["a", "d"]),
    ]
    assert (found.total, found.left_out) == (9, 5)
