"""Pictures of results on the web: in pages, as files, in frames of partners."""

import json
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from shutil import which
from typing import Literal

import html5lib
import pytest
from flask.testing import FlaskClient
from lxml import etree
from PIL import Image

from fonds.rdf.formats import RESULTS_JSON
from fonds.settings import Settings
from fonds.store.answer import Answer, Formats
from fonds.web.app import create_app
from fonds.web.rendering import STATIC
from web.archive import BASE, open_catalogue

ROWS = [
    {"person": f"{BASE}/agent/{n}", "name": f"</svg><script>alert({n})</script>", "documents": str(n)} for n in range(1, 6)
]
SELECT = "SELECT ?person ?name ?documents WHERE {{ {} ?person ?name ?documents }} ORDER BY ?name\n"
QUERIES = {
    "bars.rq": f"#+ summary: Who is <named>\n#+ view: bar\n{SELECT.format('')}",
    "named.rq": (
        "#+ summary: Named\n#+ view: bar\n#+ pagination: 3\n#+ params:\n#+   - name: name\n#+     example: A\n"
        + SELECT.format('VALUES ?name { "A" }')
    ),
    "undrawn.rq": f"#+ view: map\n{SELECT.format('')}",
    "chosen.rq": (
        "BASE <http://127.0.0.1:8000/>\n#+ summary: Chosen\n#+ params:\n#+   - {name: documents, type: integer, example: 3}\n#+   - {name: person, type: agent, many: true, optional: true, example: [agent/1]}\n"
        + SELECT.format("VALUES ?documents { 3 } VALUES ?person { <agent/1> }")
    ),
    "typed.rq": (
        "BASE <http://127.0.0.1:8000/>\n#+ summary: Typed\n#+ view: bar\n#+ params:\n#+   - {name: person, type: agent, optional: true, example: agent/1}\n"
        + SELECT.format("VALUES ?person { <agent/1> }")
    ),
    "plain.rq": f"#+ summary: Plain\n{SELECT.format('')}",
    "table.rq": f"#+ summary: Table\n#+ view: table\n{SELECT.format('')}",
    "graph.rq": "#+ summary: Graph\nCONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }\n",
}


class Prepared:
    """A query service that finds the same rows whatever it is asked, as many as its limit allows."""

    cut: Literal["rows"] | None = None

    def run(
        self, query: str, *, store: Path | str, formats: Formats | None = None, trusted: bool = False,
        abandoned: Callable[[], bool] | None = None, client: str = "",
    ) -> Answer:
        """Answer with the rows; those who count are told their number."""
        rows = [{name: _term(text) for name, text in row.items()} for row in ROWS]
        if "COUNT(*)" in query:
            rows = [{"rows": _term("5")}]
        limit = query.rpartition("LIMIT ")[2].split()[0] if "LIMIT " in query else "5"
        rows = rows[: int(limit)]
        # Each row on its own line, as the engine writes them: what cuts answers relies on it.
        listed = ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows)
        names = json.dumps(list(rows[0]), separators=(",", ":"))
        body = f'{{"head":{{"vars":{names}}},"results":{{"bindings":[\n{listed}\n]}}}}'.encode()
        return Answer("select", RESULTS_JSON.media_type, body, self.cut, len(rows))

    def counts(self) -> dict[str, int]:
        """Count nothing."""
        return {}


def _term(text: str) -> dict[str, str]:
    return {"type": "uri" if text.startswith("http") else "literal", "value": text}


@pytest.fixture(scope="module")
def asked(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """Return a client of the archive with queries that are seen in several ways."""
    folder = tmp_path_factory.mktemp("queries")
    for name, text in QUERIES.items():
        (folder / name).write_text(text, encoding="utf-8")
    app = create_app(
        replace(settings, queries=str(folder)), catalogue=lambda: open_catalogue(settings), queries=Prepared()
    )
    yield app.test_client()
    app.extensions["fonds"].reading.close()


def test_svg(asked: FlaskClient) -> None:
    """The SVG is a whole file: well-formed, with its title, and leading to the IRIs wherever it is taken."""
    answer = asked.get("/queries/bars.svg")
    assert (answer.status_code, answer.content_type) == (200, "image/svg+xml")
    root = etree.fromstring(answer.data)
    assert root[0].text == "Who is <named>"
    links = {each.get("href") for each in root.iter("{http://www.w3.org/2000/svg}a")}
    assert links == {row["person"] for row in ROWS}
    assert f"{BASE}/queries/bars" in "".join(root.itertext())


def test_png(asked: FlaskClient) -> None:
    """The PNG is one that a decoder opens."""
    answer = asked.get("/queries/bars.png")
    assert answer.content_type == "image/png"
    with Image.open(BytesIO(answer.data)) as image:
        image.load()
        assert image.width == 1920


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("image/svg+xml", "image/svg+xml"), ("image/png,image/*;q=0.8", "image/png"), ("image/*,*/*;q=0.5", "image/svg+xml"),
        ("text/html,image/svg+xml;q=0.9", "text/html"), ("*/*", "application/sparql-results+json"),
        ("text/html,application/xhtml+xml,image/avif,image/webp,*/*;q=0.8", "text/html"),
    ],
)
def test_picture_by_accept(asked: FlaskClient, accept: str, kind: str) -> None:
    """Whoever asks for an image gets the picture, a browser that opens the address the page, a program the rows."""
    answer = asked.get("/queries/bars", headers={"Accept": accept})
    assert answer.mimetype == kind
    assert answer.headers["Vary"] == "Accept"


@pytest.mark.parametrize("name", ["plain", "table", "graph"])
@pytest.mark.parametrize("suffix", ["svg", "png"])
def test_no_picture(asked: FlaskClient, name: str, suffix: str) -> None:
    """A query that is best seen as a table has no picture, and says where its rows are."""
    answer = asked.get(f"/queries/{name}.{suffix}")
    assert answer.status_code == 404
    assert f"{name}.csv" in answer.get_json(force=True)["remedy"]


def test_parameters_are_those_of_the_query(asked: FlaskClient) -> None:
    """A picture needs the values its query needs, refuses others, and says in its title what it was given."""
    assert asked.get("/queries/named.svg").status_code == 400
    assert asked.get("/queries/named.svg?name=A&other=1").get_json(force=True)["parameter"] == "other"
    root = etree.fromstring(asked.get("/queries/named.svg?name=%3Cb%3E").data)
    assert root[0].text == "Named – Name: <b>"
    assert asked.get("/queries/absent.svg").status_code == 404


def test_one_page_of_several(asked: FlaskClient) -> None:
    """A picture of one page of a result says which rows of how many it shows."""
    text = asked.get("/queries/named.svg?name=A").get_data(as_text=True)
    assert "one page of the result: rows 1 to 3 of 5." in text
    assert "page of the result" not in asked.get("/queries/bars.svg").get_data(as_text=True)


def page(answer: bytes) -> etree._Element:
    """Return a page as html5lib reads it."""
    return html5lib.parse(answer, treebuilder="lxml", namespaceHTMLElements=False)


def test_page_shows_the_picture(asked: FlaskClient) -> None:
    """The page of a query has the picture, its downloads and the words for a partner, and always the table."""
    answer = asked.get("/queries/bars", headers={"Accept": "text/html"})
    found = page(answer.data)
    (svg,) = found.findall(".//figure//{http://www.w3.org/2000/svg}svg")
    assert len(svg.findall(".//{http://www.w3.org/2000/svg}rect[@class='v-c0']")) == 5
    assert {each.get("href") for each in svg.iter("{http://www.w3.org/2000/svg}a")} == {f"../agent/{n}" for n in range(1, 6)}
    assert len(found.findall(".//table[@class='result']/tbody/tr")) == 5
    downloads = [each.get("href") for each in found.findall(".//a[@download]")]
    assert downloads == ["../queries/bars.svg", "../queries/bars.png", "../queries/bars.csv"]
    assert all(asked.get(each.removeprefix("..")).status_code == 200 for each in downloads)
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert [each.get("src", "")[:20] for each in found.iter("script")] == ["../static/picture.js"]


def test_nothing_to_draw(asked: FlaskClient) -> None:
    """Rows that cannot be drawn are told in words that fit any screen, and there is no picture to take away."""
    answer = asked.get("/queries/undrawn", headers={"Accept": "text/html"})
    found = page(answer.data)
    assert not found.findall(".//figure")
    assert not found.findall(".//details[@class='pasted']")
    assert any("No picture can be drawn." in "".join(each.itertext()) for each in found.findall(".//p[@class='note']"))
    assert len(found.findall(".//table[@class='result']/tbody/tr")) == 5
    assert not page(asked.get("/queries/undrawn/embed").data).findall(".//figure")


def test_table_alone(asked: FlaskClient) -> None:
    """A query without a view and without a form has its table, and neither picture nor script."""
    answer = asked.get("/queries/plain", headers={"Accept": "text/html"})
    found = page(answer.data)
    assert len(found.findall(".//table[@class='result']/tbody/tr")) == 5
    assert not found.findall(".//figure")
    assert "script-src" not in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(("address", "scripts", "allowed"), [
    ("plain", [], []),
    ("chosen?documents=3", [], []),
    ("bars", ["picture.js"], ["script-src 'self'"]),
    ("typed", ["suggest.js", "picture.js"], ["script-src 'self'", "connect-src 'self'"]),
    ("plain/embed", [], []),
    ("bars/embed", ["picture.js"], ["script-src 'self'"]),
])
def test_policy_is_that_of_the_page(asked: FlaskClient, address: str, scripts: list[str], allowed: list[str]) -> None:
    """A page allows scripts where it has one, lets them ask this site where one does, and has one policy."""
    answer = asked.get(f"/queries/{address}", headers={"Accept": "text/html"})
    assert answer.status_code == 200
    found = [each.get("src", "").partition("?")[0].rpartition("/")[2] for each in page(answer.data).iter("script")]
    assert found == scripts
    (policy,) = answer.headers.getlist("Content-Security-Policy")
    assert [each for each in policy.split("; ") if each.startswith(("script-src", "connect-src"))] == allowed


def test_pasted_frame_works(asked: FlaskClient) -> None:
    """What a partner pastes is one frame whose address is the embedded page of the same result."""
    found = page(asked.get("/queries/named?name=A", headers={"Accept": "text/html"}).data)
    (pasted,) = found.findall(".//details[@class='pasted']/pre")
    (frame,) = html5lib.parseFragment(pasted.text, namespaceHTMLElements=False)
    assert frame.tag == "iframe"
    assert frame.get("src") == f"{BASE}/queries/named/embed?name=A"
    assert asked.get(frame.get("src").removeprefix(BASE)).status_code == 200


@pytest.mark.parametrize("name", ["bars", "plain"])
def test_embedded_page(asked: FlaskClient, name: str) -> None:
    """The embedded page may be framed by anybody, keeps nothing with its readers, and has the table as well."""
    answer = asked.get(f"/queries/{name}/embed")
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in answer.headers
    found = page(answer.data)
    assert found.find(".//link[@rel='canonical']").get("href") == f"{BASE}/queries/{name}"
    assert len(found.findall(".//table/tbody/tr")) == 5
    assert len(found.findall(".//figure")) == (name == "bars")
    assert {each.get("href") for each in found.findall(".//td/a")} == {f"../../agent/{n}" for n in range(1, 6)}
    assert "frame-ancestors 'self'" in asked.get(f"/queries/{name}").headers["Content-Security-Policy"]


def test_script_is_served(asked: FlaskClient) -> None:
    """The script that moves pictures comes from the site, and asks for nothing that a strict policy forbids."""
    answer = asked.get("/static/picture.js")
    assert answer.content_type == "text/javascript; charset=utf-8"
    assert not [word for word in ("eval", "Function(", "innerHTML", "http:", "https:") if word in answer.text]


SPY = """
<script>
addEventListener("error", (event) => { document.title += " error:" + event.message; });
addEventListener("load", () => {
  const svg = document.querySelector("svg.picture"), whole = svg.getAttribute("viewBox");
  const point = (element, kind) => element.dispatchEvent(new PointerEvent(kind, { bubbles: true, clientX: 5, clientY: 5 }));
  const [larger, , back] = document.querySelectorAll(".tools button");
  larger.click();
  const zoomed = svg.getAttribute("viewBox") !== whole;
  back.click();
  const restored = svg.getAttribute("viewBox").split(" ").map(Number).join() === whole.split(" ").map(Number).join();
  const mark = svg.querySelector("circle[data-node$='1']");
  point(mark, "pointerover");
  const near = [...svg.querySelectorAll("circle.near")].length;
  document.title = JSON.stringify({ zoomed, restored, near, tip: document.querySelector(".tip").textContent });
});
</script>
"""


def test_script_moves_the_picture(tmp_path: Path) -> None:
    """In a browser the buttons enlarge the picture and bring it back, and pointing at a name tells it and its neighbours."""
    browser = which("chromium")
    if browser is None:
        pytest.skip("chromium is not on this machine")
    from fonds.canned.view import View
    from fonds.views.picture import make_picture
    from fonds.views.rows import Rows, Value

    pairs = [(1, 2), (1, 3), (4, 5)]
    rows = tuple({"source": Value(f"{BASE}/a/{a}"), "target": Value(f"{BASE}/a/{b}")} for a, b in pairs)
    made = make_picture(View("network"), Rows(("source", "target"), rows), "T", str, alone=False)
    assert made is not None
    path = tmp_path / "page.html"
    script = (STATIC / "picture.js").read_text()
    path.write_text(f"<body><figure class=seen>{made.svg.decode()}</figure><script>{script}</script>{SPY}", "utf-8")
    done = subprocess.run(
        [
            browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
            f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=2000", "--dump-dom", path.as_uri(),
        ],
        capture_output=True, check=True, timeout=60,
    )
    title = page(done.stdout).findtext(".//title")
    assert json.loads(title) == {"zoomed": True, "restored": True, "near": 3, "tip": f"{BASE}/a/1"}
