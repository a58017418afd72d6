"""The code on a query's page really runs, and gives the rows that the page shows."""

import csv
import io
import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html

from fonds.settings import Settings
from fonds.web.pages.code import ANSWERS, GRAPHS, ROWS, Call, examples, python_text
from web.asking import InProcess, application, listening, publish_pages, query_folder

HTML = {"Accept": "text/html"}
WORDS = ["it's $HOME `id` \\", 'a "quoted" \\n word', "''' \"\"\" {}", "line\tend ü 漢 \u2028", "*/ // # <!-- </pre> ${x} %s"]
FILES = {
    "words.rq": (
        "#+ pagination: 5\n#+ params:\n#+   - name: word\n#+     many: true\n#+     default: [a]\n"
        'SELECT ?word ?n { VALUES ?word { "a" } VALUES ?n { 1 2 } } ORDER BY ?word ?n'
    ),
    "graph.rq": 'CONSTRUCT { <http://e.example/a> <http://e.example/b> ?word } { VALUES ?word { "x" "y" } }',
    "truth.rq": "ASK { ?s ?p ?o }",
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """Return a client of a site that listens at its own base address."""
    folder = tmp_path_factory.mktemp("code")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    settings = Settings(
        state=str(folder / "var"), queries=str(query_folder(folder / "queries", FILES)), base_iri=f"http://127.0.0.1:{port}"
    )
    publish_pages(settings, folder / "pages", 1)
    with application(settings, InProcess()) as app, listening(app, port):
        yield app.test_client()


def codes(client: FlaskClient, name: str, words: list[str] | None = None) -> dict[str, str]:
    """Return the code on a page by the name of its language."""
    answer = client.get(f"/queries/{name}", query_string={"word": words or []}, headers=HTML)
    assert answer.status_code == 200, answer.text
    found = html.fromstring(answer.text).xpath("//pre[starts-with(@id, 'code-')]")
    return {each.get("id").removeprefix("code-"): each.text_content() for each in found}


def ran(*command: str, cwd: Path) -> str:
    """Return what a program prints."""
    done = subprocess.run(command, capture_output=True, cwd=cwd, timeout=60, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def rows(client: FlaskClient, words: list[str]) -> list[list[str]]:
    """Return the rows of the site itself."""
    answer = client.get("/queries/words.csv", query_string={"word": words})
    return list(csv.reader(io.StringIO(answer.data.decode(), newline="")))


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not on this machine")
def test_curl_fetches_the_rows(client: FlaskClient, tmp_path: Path) -> None:
    """The line for the shell writes the same table, whatever signs of the shell stand in the values."""
    ran("sh", "-c", codes(client, "words", WORDS)["curl"], cwd=tmp_path)
    with (tmp_path / "result.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.reader(file))
    assert len(found) == 6
    assert found == rows(client, WORDS)
    ran("sh", "-c", codes(client, "graph")["curl"], cwd=tmp_path)
    assert (tmp_path / "result.ttl").read_text().count("http://e.example/b") == 1


def test_sparqlwrapper_prints_the_rows(client: FlaskClient, tmp_path: Path) -> None:
    """The query in Python is the one that was asked, with every quote and backslash in its values."""
    printed = ran(sys.executable, "-c", codes(client, "words", WORDS)["sparqlwrapper"], cwd=tmp_path)
    found = [eval(line, {}) for line in printed.splitlines()]  # noqa: S307 (what our own code printed)
    assert [[row["word"], row["n"]] for row in found] == rows(client, WORDS)[1:]
    assert ran(sys.executable, "-c", codes(client, "truth")["sparqlwrapper"], cwd=tmp_path) == "True\n"
    assert '"x"' in ran(sys.executable, "-c", codes(client, "graph")["sparqlwrapper"], cwd=tmp_path)


def test_pandas_reads_the_rows(client: FlaskClient, tmp_path: Path) -> None:
    """What pandas reads is the table; where there is no pandas, its call is answered by a stand-in that reads CSV."""
    code = codes(client, "words", WORDS)["pandas"]
    stand_in = (
        "import csv, io, json, urllib.request\n"
        "def read_csv(address):\n"
        "    with urllib.request.urlopen(address) as answer:\n"
        "        return json.dumps(list(csv.reader(io.StringIO(answer.read().decode(), newline=''))))\n"
    )
    (tmp_path / "pandas.py").write_text(stand_in)
    assert json.loads(ran(sys.executable, "-c", code, cwd=tmp_path)) == rows(client, WORDS)
    assert ran(sys.executable, "-c", codes(client, "graph")["rdflib"], cwd=tmp_path) == "2 triples\n"


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not on this machine")
def test_javascript_fetches_the_rows(client: FlaskClient, tmp_path: Path) -> None:
    """The module prints the bindings; an answer that is no success is thrown."""
    code = codes(client, "words", WORDS)["javascript"].replace(
        "console.log(results ? results.bindings : boolean);", "console.log(JSON.stringify(results.bindings));"
    )
    (tmp_path / "ask.mjs").write_text(code, encoding="utf-8")
    found = json.loads(ran("node", "ask.mjs", cwd=tmp_path))
    assert [[row["word"]["value"], row["n"]["value"]] for row in found] == rows(client, WORDS)[1:]
    (tmp_path / "truth.mjs").write_text(codes(client, "truth")["javascript"], encoding="utf-8")
    assert ran("node", "truth.mjs", cwd=tmp_path) == "true\n"
    (tmp_path / "graph.mjs").write_text(codes(client, "graph")["javascript"], encoding="utf-8")
    assert "e.example" in ran("node", "graph.mjs", cwd=tmp_path)


@pytest.mark.parametrize("name", ["words", "graph", "truth"])
def test_r_is_one_call_with_an_address_of_plain_signs(client: FlaskClient, name: str) -> None:
    """A lexer of R finds no fault in the code, and the only text in it is an address without quote or backslash."""
    from pygments.lexers.r import SLexer
    from pygments.token import Error, String

    code = codes(client, name, WORDS if name == "words" else None)["r"]
    tokens = list(SLexer().get_tokens(code))
    assert not [text for kind, text in tokens if kind is Error]
    texts = "".join(text for kind, text in tokens if kind in String)
    address = texts.removesuffix('"UTF-8"').strip('"')
    assert address.startswith("http://127.0.0.1:") and not set(address) & set("\"'\\ `\n")
    assert code.count("(") == code.count(")")


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R (Debian r-base-core) is not on this machine")
def test_r_reads_the_rows(client: FlaskClient, tmp_path: Path) -> None:
    """What R reads is the table, in any script; a truth and a graph are read as lines."""
    code = codes(client, "words", WORDS)["r"]
    kept = 'write.csv(rows, "rows.csv", row.names = FALSE, fileEncoding = "UTF-8")'
    ran("Rscript", "--encoding=UTF-8", "-e", f"{code}\n{kept}", cwd=tmp_path)
    with (tmp_path / "rows.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == rows(client, WORDS)
    assert "true" in ran("Rscript", "-e", codes(client, "truth")["r"], cwd=tmp_path)
    assert ran("Rscript", "-e", codes(client, "graph")["r"], cwd=tmp_path) == "[1] 2\n"


@pytest.mark.parametrize("text", ['"""', "a\r\nb", "tab\t", "\\", 'ends in "', "\\\n", "é\u2028", "plain", "r'''"])
def test_python_reads_back_what_was_written(text: str) -> None:
    """Whatever a query holds, Python reads it as it was, but for the line ends around it."""
    assert eval(python_text(text), {}).strip("\n") == text.strip("\n")  # noqa: S307 (the literal under test)


@pytest.mark.parametrize(("form", "table"), [("SELECT", ROWS), ("ASK", ANSWERS), ("CONSTRUCT", GRAPHS), ("DESCRIBE", GRAPHS)])
def test_every_form_has_code_in_every_language(form: str, table: dict[str, object]) -> None:
    """Rows, truths and graphs have code for the shell, Python, R and JavaScript."""
    made = examples(Call(lambda suffix: f"http://e.example/q.{suffix}", "ASK {}", "http://e.example/sparql"), form)
    assert [each.name for each in made] == list(table)
    assert {"curl", "sparqlwrapper", "r", "javascript"} <= {each.name for each in made}
