"""The SPARQL page: a plain form for everybody, and the editor in its place where it is installed and script runs."""

import runpy
from pathlib import Path

import html5lib
import pytest
from flask.testing import FlaskClient
from rdflib.plugins.sparql import prepareQuery

from fonds.rdf.iris import Iris
from fonds.rdf.namespaces import PREFIXES
from fonds.store.counts import Counts
from fonds.web import editor, rendering
from fonds.web.pages.links import Links

ROOT = Path(__file__).resolve().parents[2]
PAGE = {"Accept": "text/html"}


@pytest.fixture
def present(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> editor.Editor:
    """A Fonds with files in the editor's place."""
    (tmp_path / "editor").mkdir()
    for name in (*editor.SCRIPTS, *editor.STYLES):
        (tmp_path / name).write_text(name)
    found = editor._found(tmp_path)
    assert found is not None
    monkeypatch.setattr("fonds.web.sparql.find_editor", lambda: found)
    return found


def test_plain_form(client: FlaskClient) -> None:
    """Without the editor the page has a form, the prefixes and the questions to begin with, and no script."""
    answer = client.get("/sparql?example=security-markings", headers=PAGE)
    page = answer.get_data(as_text=True)
    assert "script-src" not in answer.headers["Content-Security-Policy"]
    assert "<script" not in page
    assert page.count("?example=") > 40


def test_the_form_begins_with_a_question_in_sight(client: FlaskClient) -> None:
    """The form holds a short query that can be asked as it stands; every prefix of the site stands below it."""
    page = html5lib.parse(client.get("/sparql", headers=PAGE).get_data(), namespaceHTMLElements=False)
    text = page.findtext(".//textarea[@id='query']") or ""
    assert text.count("\n") < 18
    assert prepareQuery(text).algebra.name == "SelectQuery"
    below = "".join(page.find(".//details/pre").itertext())
    assert below.splitlines() == [f"PREFIX {prefix}: <{name}>" for prefix, name in PREFIXES.items()]


def test_example_fills_the_form(client: FlaskClient) -> None:
    """An example is put into the form with this site's addresses, to be asked by whoever reads it; it is not run."""
    page = client.get("/sparql?example=documents-by-sender", headers=PAGE).get_data(as_text=True)
    assert "VALUES ?sender { &lt;http://archive.example/agent/masoud-ahmad-shah&gt; }" in page
    assert "127.0.0.1" not in page
    assert 'id="answer"' not in page


def test_unknown_example(client: FlaskClient) -> None:
    """A question that does not exist is not found; programs are answered as if nothing had been asked."""
    assert client.get("/sparql?example=nothing", headers=PAGE).status_code == 404
    answer = client.get("/sparql?example=nothing", headers={"Accept": "text/turtle"})
    assert answer.status_code == 200
    assert answer.mimetype == "text/turtle"


def test_editor_page(client: FlaskClient, present: editor.Editor) -> None:
    """The editor's files are named with their digests, and the policy lets them run and talk to this site only."""
    answer = client.get("/sparql?example=security-markings", headers=PAGE)
    page, policy = answer.get_data(as_text=True), answer.headers["Content-Security-Policy"]
    for asset in (*present.scripts, *present.styles):
        assert f'{asset.path}" integrity="{asset.integrity}"' in page
    assert "script-src 'self';" in policy and "connect-src 'self';" in policy and "unsafe-eval" not in policy
    assert "unsafe-inline" not in policy.partition("script-src")[2].partition(";")[0]
    assert '<textarea id="query"' in page


@pytest.mark.usefixtures("present")
def test_only_its_page_is_open(client: FlaskClient) -> None:
    """No other page, and no answer to a program, may run anything."""
    for path, accept in (("/", "text/html"), ("/doc", "text/html"), ("/queries", "text/html"), ("/sparql", "text/turtle")):
        policy = client.get(path, headers={"Accept": accept}).headers["Content-Security-Policy"]
        assert "script-src" not in policy and "unsafe-inline" not in policy, path


def test_hostile_query_stays_text(client: FlaskClient, present: editor.Editor) -> None:
    """A query that tries to end the script element it is told in stays inside it."""
    page = client.post("/sparql", data={"query": "</script><script>alert(1)</script>"}, headers=PAGE).get_data(as_text=True)
    assert "<script>alert" not in page
    assert page.count("</script>") == len(present.scripts) + 1


def test_what_the_editor_is_told() -> None:
    """It completes this site's prefixes and the terms its store holds, the most frequent first."""
    counts = Counts(3, {"https://schema.org/Message": 2, "https://schema.org/Person": 5}, {"https://schema.org/sender": 1})
    told = editor.editor_data(Links(Iris("http://archive.example"), "/sparql"), counts, "ASK {}", "")
    assert told["classes"] == ["https://schema.org/Person", "https://schema.org/Message"]
    assert "fonds: <https://w3id.org/fonds/terms#>" in str(told["prefixes"])


def test_static_files_of_the_editor(client: FlaskClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What lies in the editor's folder is served as script and style, and nothing from anywhere else."""
    assert client.get("/static/editor.js").mimetype == "text/javascript"
    for path in ("/static/editor/../../app.py", "/static/editor/nothing.js", "/static/../editor.py", "/static/editor"):
        assert client.get(path).status_code == 404, path
    (tmp_path / "editor").mkdir()
    (tmp_path / "editor" / "yasgui.min.js").write_text("1")
    monkeypatch.setattr("fonds.web.operations.STATIC", tmp_path)
    answer = client.get("/static/editor/yasgui.min.js")
    assert answer.data == b"1"
    assert "immutable" in answer.headers["Cache-Control"]


def test_nobody_asks_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Building a wheel needs neither npm nor a network unless the variable asks for the editor, which then says so."""
    hook = runpy.run_path(str(ROOT / "hatch_build.py"))
    run = hook["EditorHook"].__dict__["initialize"]
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("FONDS_EDITOR", raising=False)
    run(None, "standard", {})
    monkeypatch.setenv("FONDS_EDITOR", "0")
    run(None, "standard", {})
    with pytest.raises(RuntimeError, match="npm is not on this machine"):
        hook["fetch_editor"](ROOT / "nowhere")
    assert not (ROOT / "nowhere").exists()


def test_found_only_whole(tmp_path: Path) -> None:
    """An editor of which a file is missing is none."""
    (tmp_path / "editor").mkdir()
    (tmp_path / "editor.js").write_text("1")
    assert editor._found(tmp_path) is None
    assert (rendering.STATIC / "editor.js").is_file()
