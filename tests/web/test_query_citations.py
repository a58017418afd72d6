"""Results that were cited: asked again they are the same, or it is said what has changed."""

import csv
import io
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import html
from requests.utils import parse_header_links

from fonds.settings import Settings
from web.archive import told
from web.asking import InProcess, application, publish_pages, query_folder

HTML = {"Accept": "text/html"}
PREFIXES = "PREFIX foaf: <http://xmlns.com/foaf/0.1/>\nPREFIX schema: <https://schema.org/>\n"
LETTERS = (
    "#+ summary: Documents of a kind\n#+ pagination: 10\n#+ params:\n#+   - name: kind\n#+     type: iri\n"
    "#+     label: Kind\n#+     optional: true\n#+     example: schema:Message\n"
    f"{PREFIXES}SELECT ?d {{ VALUES ?kind {{ schema:Message }} ?r foaf:primaryTopic ?d . ?d a ?kind }} ORDER BY ?d"
)
STEADY = f"{PREFIXES}SELECT (1 AS ?n) {{}}"
MESSAGES = "/queries/letters?kind=schema:Message"
GRAPH = f"{PREFIXES}CONSTRUCT {{ ?r foaf:primaryTopic ?d }} {{ ?r foaf:primaryTopic ?d }}"


@dataclass(frozen=True)
class Place:
    """A site whose releases a test makes, one page more each time."""

    folder: Path
    pages: Path
    settings: Settings

    def release(self, count: int, kept: int = 2) -> None:
        """Publish so many pages, and keep the stores of so many releases."""
        publish_pages(replace(self.settings, snapshots_kept=kept), self.pages, count)

    def write(self, **files: str) -> None:
        """Write query files."""
        query_folder(self.folder / "queries", {f"{name}.rq": text for name, text in files.items()})


def at(folder: Path, pages: Path) -> Place:
    """Return a site in a folder."""
    settings = Settings(
        state=str(folder / "var"), queries=str(folder / "queries"), title="The Reading Room",
        publisher="The Archivists", base_iri="http://archive.example",
    )
    return Place(folder, pages, settings)


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Return a site with one release, to be copied."""
    folder = tmp_path_factory.mktemp("released")
    made = at(folder, folder / "pages")
    made.write(letters=LETTERS, steady=STEADY, graph=GRAPH)
    made.release(1)
    return made


@pytest.fixture
def place(released: Place, tmp_path: Path) -> Place:
    """Return a site with one release and three queries."""
    shutil.copytree(released.folder, tmp_path / "site")
    return at(tmp_path / "site", released.pages)


@pytest.fixture
def client(place: Place) -> Iterator[FlaskClient]:
    """Return a client that sees each release at once."""
    with application(place.settings, InProcess()) as app:
        app.extensions["fonds"].reading._look_every = 0.0
        yield app.test_client()


def cited(client: FlaskClient, path: str = MESSAGES) -> str:
    """Return the permalink of a page, as a path."""
    answer = client.get(path, headers=HTML)
    (href,) = html.fromstring(answer.text).xpath("//a[@rel='bookmark']/@href")
    links = {link["rel"]: link["url"] for link in parse_header_links(answer.headers["Link"])}
    assert links["cite-as"] == f"http://archive.example/queries/{href}"
    return f"/queries/{href}"


def machine(path: str, suffix: str) -> str:
    """Return the address of the same in a format."""
    return path.replace("?", f".{suffix}?", 1)


def rows(client: FlaskClient, path: str) -> int:
    """Return how many rows an address gives as CSV."""
    return len(list(csv.reader(io.StringIO(client.get(machine(path, "csv")).text)))) - 1


def test_a_permalink_names_all_that_the_rows_depend_on(client: FlaskClient) -> None:
    """Release, version of the file, values and the digest of the rows with their number stand in it."""
    parts = parse_qs(urlsplit(cited(client)).query)
    assert parts["release"] == ["1"]
    assert parts["kind"] == ["schema:Message"]
    assert re.fullmatch("[0-9a-f]{12}", parts["version"][0])
    assert re.fullmatch("[0-9a-f]{16}-1", parts["digest"][0])


def test_the_same_is_said_to_be_the_same(client: FlaskClient) -> None:
    """Asked again at once, page, formats and citation say that it is as it was cited."""
    for name in ("letters", "steady", "graph"):
        path = cited(client, f"/queries/{name}")
        answer = client.get(path, headers=HTML)
        assert (answer.headers["Fonds-Citation"], "As cited: release 1" in answer.text) == ("same", True)
        assert cited(client, path) == path
        for suffix in ("nt", "ttl", "jsonld") if name == "graph" else ("csv", "json", "xml", "tsv"):
            assert client.get(machine(path, suffix)).headers["Fonds-Citation"] == "same", (name, suffix)
        checked = told(client.get(path.replace("?", "/citation?", 1)))
        assert (checked["asCited"], checked["changes"]) == (True, [])


def test_an_earlier_release_that_is_kept_gives_its_own_rows(place: Place, client: FlaskClient) -> None:
    """After another release the permalink still gives the rows of its own, while the plain address gives all."""
    path = cited(client)
    place.release(2)
    assert (rows(client, MESSAGES), rows(client, path)) == (2, 1)
    answer = client.get(machine(path, "json"))
    assert (answer.headers["Fonds-Release"], answer.headers["Fonds-Citation"]) == ("1", "same")
    page = client.get(path, headers=HTML)
    assert "As cited: release 1, the same 1 row" in html.fromstring(page.text).text_content()


def test_a_release_that_has_gone_is_said_with_the_numbers(place: Place, client: FlaskClient) -> None:
    """Where its store was dropped the present release answers, and it is said, with how many rows there were and are."""
    path, steady, graph = (cited(client, path) for path in (MESSAGES, "/queries/steady", "/queries/graph"))
    place.release(2, kept=1)
    answer = client.get(path, headers=HTML)
    assert answer.headers["Fonds-Citation"] == "release, rows"
    text = html.fromstring(answer.text).text_content()
    assert "Release 1 cannot be asked any more; this is the answer of release 2." in text
    assert "The rows are not those that were cited: 2 now, 1 then." in text
    checked = told(client.get(path.replace("?", "/citation?", 1)))
    assert [each["code"] for each in checked["changes"]] == ["release", "rows"]
    assert (checked["cited"]["rows"], checked["rows"], checked["release"]) == (1, 2, 2)
    assert client.get(steady, headers=HTML).headers["Fonds-Citation"] == "release"
    assert client.get(machine(graph, "ttl")).headers["Fonds-Citation"] == "release, rows"


def test_an_edited_query_is_said(place: Place, client: FlaskClient) -> None:
    """A file that says something else has another version, and what was cited of it is said to be edited."""
    path, steady = cited(client), cited(client, "/queries/steady")
    place.write(letters=LETTERS.replace("?d a ?kind", "?d a ?kind FILTER(false)"), steady=f"{STEADY} # a word")
    with application(place.settings, InProcess()) as app:
        from fonds.web.queries import _loaded

        _loaded.cache_clear()
        later = app.test_client()
        assert later.get(path, headers=HTML).headers["Fonds-Citation"] == "query, rows"
        assert later.get(steady, headers=HTML).headers["Fonds-Citation"] == "query"


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("release=9", "release"), ("release=0", "release"), ("release=x", "release"), ("version=x", "version"),
        ("version=0a1b2c3d4e5g", "version"), ("digest=0a1b2c3d4e5f6071", "digest"), ("digest=%0d%0aX:-1", "digest"),
    ],
)
def test_what_was_never_cited_is_refused(client: FlaskClient, query: str, name: str) -> None:
    """A release that never was, and a version or digest that cannot be one, is a 400 that names it."""
    answer = client.get(f"/queries/letters.csv?{query}")
    assert (answer.status_code, told(answer)["parameter"]) == (400, name)


def test_a_forged_digest_is_found_out(client: FlaskClient) -> None:
    """Another digest with the right number of rows is said to be that of other rows."""
    path = re.sub("digest=[0-9a-f]{16}", "digest=" + "0" * 16, cited(client))
    answer = client.get(path, headers=HTML)
    assert answer.headers["Fonds-Citation"] == "rows"
    assert "not those that were cited, though they are 1 as before" in answer.text


def test_the_citation_says_who_what_where_and_when(client: FlaskClient) -> None:
    """The sentence has publisher, question, values, version, site, release with its day, and the permalink."""
    path = cited(client)
    text = html.fromstring(client.get(path, headers=HTML).text).xpath("string(//blockquote[@class='cite'])")
    version = parse_qs(urlsplit(path).query)["version"][0]
    assert re.fullmatch(
        rf"The Archivists\. “Documents of a kind” \(Kind: schema:Message\)\. Query letters, version {version}\. "
        rf"The Reading Room, release 1 of \d+ \w+ \d{{4}}\. http://archive\.example{re.escape(path)}", text,
    )
    item = told(client.get(path.replace("?", "/citation?", 1)))
    assert item["citation"] == text
    assert item["csl"]["URL"] == f"http://archive.example{path}"
    assert (item["csl"]["type"], item["csl"]["author"]) == ("dataset", [{"literal": "The Archivists"}])


def test_pages_of_a_cited_result_stay_in_its_release(place: Place, client: FlaskClient) -> None:
    """From a window of a cited result the others of the same release are reached, without the digest of this one."""
    place.release(2)
    path = cited(client, f"{MESSAGES}&limit=1")
    links = {link["rel"]: link["url"] for link in parse_header_links(client.get(machine(path, "csv")).headers["Link"])}
    parts = parse_qs(urlsplit(links["next"]).query)
    assert (parts["release"], parts["offset"], "digest" in parts) == (["2"], ["1"], False)
