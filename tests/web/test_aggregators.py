"""Pages "as seen by …": a document, the collection, and what is said of a sample."""

import pytest
from flask.testing import FlaskClient
from lxml import etree

from fonds.reports.aggregators.table import AGGREGATORS
from fonds.settings import Settings
from fonds.web import aggregators
from fonds.web.app import create_app
from web.archive import BARE, LETTER, PRESENT, RENAMED, WITHDRAWN, open_catalogue


def words(client: FlaskClient, path: str) -> str:
    """Return the words of a page."""
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    return " ".join("".join(etree.HTML(answer.data).itertext()).split())


@pytest.mark.parametrize("name", list(AGGREGATORS))
def test_every_aggregator_has_its_pages(client: FlaskClient, name: str) -> None:
    """Each aggregator has a page of a document and one of the collection, with its name and the source of its rules."""
    for path in (f"/doc/{LETTER}/as/{name}", f"/as/{name}"):
        said = words(client, path)
        assert f"As seen by {AGGREGATORS[name].title}" in said and AGGREGATORS[name].source in said


def test_what_is_missing_is_said(client: FlaskClient) -> None:
    """A document that would not be taken says what is missing, and which setting mends it; a letter with no ends says that."""
    said = words(client, f"/doc/{LETTER}/as/europeana")
    assert "Europeana would not take it." in said and "Set 'edm_rights'" in said
    assert "Neither a sender nor a recipient is stated." in words(client, f"/doc/{BARE}/as/correspsearch")


@pytest.mark.parametrize(("most", "told"), [(300, ""), (3, "These are numbers of a sample: 3 documents of ")])
def test_the_collection_is_counted(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, most: int, told: str
) -> None:
    """All documents of a small site are judged; of a large one a sample, and the page says of how many."""
    monkeypatch.setattr(aggregators, "SAMPLE", most)
    app = create_app(settings, catalogue=lambda: open_catalogue(settings))
    said = words(app.test_client(), "/as/dpla")
    app.extensions["fonds"].reading.close()
    assert told in said and ("sample" in said) == bool(told)


def test_what_is_not_there(client: FlaskClient) -> None:
    """A withdrawn document is judged no more, a renamed one leads on, an unknown aggregator is not found."""
    assert client.get(f"/doc/{WITHDRAWN}/as/base").status_code == 410
    assert client.get("/doc/never-was/as/base").status_code == 404
    moved = client.get(f"/doc/{RENAMED}/as/base")
    assert moved.status_code == 301 and moved.headers["Location"].endswith(f"doc/{PRESENT}/as/base")
    assert client.get("/as/marc").status_code == 404 == client.get(f"/doc/{LETTER}/as/marc").status_code
