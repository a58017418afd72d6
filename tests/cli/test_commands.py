"""Each command, as somebody meets it who has never seen Fonds."""

import csv
import io
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from click import Argument, Command, Context, Option
from lxml import etree, html
from pyld import jsonld

from cli.conftest import Run
from fonds import __version__
from fonds.bundled import bundled_path
from fonds.cli import SHOW_FORMATS, main
from fonds.rdf.contexts import load_context
from fonds.settings import TABLE
from publishing.pages import letter, write_pages

PAGE = bundled_path("data", "003_2f9377a29a530927.txt")
SLUG = "1989-09-02-letter-from-ahmad-shah-masoud-to-soviet-first-deputy-foreign-minister"
OXIGRAPH = {
    "turtle": pyoxigraph.RdfFormat.TURTLE, "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
}
RAPPER = {"turtle": "turtle", "ntriples": "ntriples", "rdfxml": "rdfxml"}


# ── help ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_option_is_explained(run: Run, name: str) -> None:
    """The help of a command explains each option in a sentence and names each argument in its text."""
    command: Command = main.commands[name]
    told = run(name, "--help")
    assert told.exit_code == 0 and str(command.help).split("\n", 1)[0].rstrip(".") in told.output
    for parameter in command.params:
        if isinstance(parameter, Option):
            assert parameter.help and parameter.help.endswith("."), parameter.name
        elif isinstance(parameter, Argument):
            assert parameter.make_metavar(Context(command)).strip("[].") in told.output.split("\n\n", 1)[1], parameter.name


def test_help_lists_commands_and_settings(run: Run) -> None:
    """The first help a person sees lists every command with a whole sentence, and every setting."""
    text = run("--help").output
    for name, command in main.commands.items():
        assert f"\n  {name} " in text
        assert command.get_short_help_str(60) in text and not command.get_short_help_str(60).endswith("...")
    for name, _ in TABLE:
        assert f"\n  {name} " in text
    assert run("-h").output == text


def test_version(run: Run) -> None:
    """The version is told in one line."""
    assert run("--version").output == f"fonds, version {__version__}\n"


# ── publish ──────────────────────────────────────────────────────────────────────────────────────────────


def test_publish_without_paths_publishes_the_bundled_pages(run: Run) -> None:
    """The first command of a newcomer works without any argument, and again says that nothing changed."""
    first, second = run("publish"), run("publish")
    assert (first.exit_code, second.exit_code) == (0, 0) and Path("var/catalogue.sqlite").exists()
    assert first.output.splitlines()[0] == "2 documents read, 2 new, 0 changed, 0 unchanged."
    assert first.output.splitlines()[1] == "Layouts: archive-page 2."
    assert first.output.splitlines()[2].startswith("Release 1 is published: 2 documents, ")
    assert second.output.splitlines()[0] == "2 documents read, 0 new, 0 changed, 2 unchanged."
    assert second.output.splitlines()[1].startswith("Nothing has changed")


def test_publish_as_json(run: Run) -> None:
    """The report as JSON holds the counts and the problems, and nothing else is printed."""
    write_pages(Path("pages"), range(2))
    Path("pages/bad.txt").write_bytes(b"\xff")
    told = run("publish", "pages", "--json")
    data = json.loads(told.stdout)
    assert told.exit_code == 0 and told.stderr == ""
    assert (data["read"], data["new"], data["left_out"], data["release"]) == (2, 2, 1, 1)
    assert data["layouts"] == {"archive-page": 2} and data["stopped"] == ""
    (bad,) = [row for row in data["problems"] if row["severity"] == "error"]
    assert (bad["code"], bad["where"], bad["line"]) == ("file-not-utf8", "pages/bad.txt", 1)


def test_publish_strict(run: Run) -> None:
    """With --strict problems end it with exit 1 and no release, and the report says so in its last line."""
    write_pages(Path("pages"), range(2))
    Path("pages/bad.txt").write_bytes(b"\xff")
    told = run("publish", "pages", "--strict")
    assert told.exit_code == 1
    assert told.output.splitlines()[-1] == "--strict: nothing is released while there are problems."
    Path("pages/bad.txt").unlink()
    assert run("publish", "pages", "--strict").exit_code == 0


def test_publish_dry_run(run: Run) -> None:
    """With --dry-run everything is told and nothing made, not even a state directory."""
    told = run("publish", "--dry-run")
    assert told.exit_code == 0 and "2 new" in told.output and not Path("var").exists()


def test_publish_prune(run: Run) -> None:
    """With --prune what is gone is counted as deleted."""
    write_pages(Path("pages"), range(2))
    run("publish", "pages")
    Path("pages/00001.txt").unlink()
    assert "1 deleted" in run("publish", "pages", "--prune").output


@pytest.mark.parametrize("given", [["nowhere"], ["empty.txt"]])
def test_publish_in_vain(run: Run, given: list[str]) -> None:
    """Where no page can be published at all it ends with exit 3, and names the path and what to do."""
    Path("empty.txt").touch()
    told = run("publish", *given)
    assert told.exit_code == 3 and given[0] in told.output and "→ " in told.output


def test_publish_of_some(run: Run) -> None:
    """A missing path among others is told; the others are published, and it ends with 0."""
    write_pages(Path("pages"), range(1))
    told = run("publish", "pages", "nowhere")
    assert told.exit_code == 0 and "nowhere" in told.output and "Release 1 is published" in told.output


def test_up_publishes_and_serves(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one command publishes, says what to open, and serves with the settings given."""
    served: list[Any] = []
    monkeypatch.setattr("fonds.web.serving.serve", served.append)
    monkeypatch.setattr("fonds.web.serving.check_address", lambda host, port: None)
    told = run("up", "--port", "8123")
    assert told.exit_code == 0 and told.output.splitlines()[-1] == "Open http://127.0.0.1:8123 (stop with Ctrl+C)"
    assert [settings.port for settings in served] == [8123]
    assert run("serve", "--host", "0.0.0.0").exit_code == 0  # noqa: S104 - nothing listens here
    assert served[-1].host == "0.0.0.0"  # noqa: S104


def test_up_does_not_serve_nothing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing could be published there is nothing to serve: exit 3, and the reason."""
    monkeypatch.setattr("fonds.web.serving.serve", lambda _: pytest.fail("served"))
    told = run("up", "nowhere")
    assert told.exit_code == 3 and "nowhere" in told.output


# ── show ─────────────────────────────────────────────────────────────────────────────────────────────────


def _show(run: Run, state: Path, what: str, form: str) -> str:
    told = run("--state", str(state), "show", what, "--format", form)
    assert (told.exit_code, told.stderr) == (0, "")
    return told.stdout


@pytest.mark.parametrize("what", [str(PAGE), SLUG])
def test_formats_are_read_by_others(run: Run, published: Path, what: str) -> None:
    """Every format of a page, and of a published document, is read by parsers that are not ours, to one graph."""
    graphs = {
        form: {quad.triple for quad in pyoxigraph.parse(_show(run, published, what, form).encode(), format=known)}
        for form, known in OXIGRAPH.items()
    }
    options = {"documentLoader": load_context, "format": "application/n-quads"}
    nquads = jsonld.to_rdf(json.loads(_show(run, published, what, "jsonld")), options)
    graphs["jsonld"] = {quad.triple for quad in pyoxigraph.parse(nquads.encode(), format=pyoxigraph.RdfFormat.N_QUADS)}
    assert len(graphs["ntriples"]) > 200
    assert all(graph == graphs["ntriples"] for graph in graphs.values())
    for row in json.loads(_show(run, published, what, "evidence")):
        assert {"s", "p", "o", "status", "rule", "published", "quotes"} <= row.keys()
    assert "schema:sender  agent/masoud-ahmad-shah" in _show(run, published, what, "table")


@pytest.mark.skipif(shutil.which("rapper") is None, reason="rapper is not on this machine")
@pytest.mark.parametrize("form", RAPPER)
def test_rapper_reads_the_formats(run: Run, published: Path, form: str) -> None:
    """rapper counts as many triples in each serialisation as there are N-Triples lines."""
    Path("page").write_text(_show(run, published, SLUG, form), encoding="utf-8")
    counted = subprocess.run(
        ["rapper", "-q", "-i", RAPPER[form], "-o", "ntriples", "page", "http://127.0.0.1:8000/"],
        capture_output=True, check=True,
    )
    lines = _show(run, published, SLUG, "ntriples").splitlines()
    assert len(set(counted.stdout.splitlines())) == len(lines)


def test_show_record(run: Run, published: Path) -> None:
    """What was read of a page is plain JSON; of a published document it is not kept, and that is said."""
    record = json.loads(_show(run, published, str(PAGE), "record"))
    assert record["title"]["value"].startswith("Letter from") and record["layout"] == "archive-page"
    told = run("--state", str(published), "show", SLUG, "--format", "record")
    assert told.exit_code == 2 and "Name its page instead" in told.stderr


def test_show_knows_all_its_formats(run: Run) -> None:
    """The formats of the help are those there are; any other one is a usage error that lists them."""
    told = run("show", "x", "--format", "word")
    assert told.exit_code == 2 and all(form in told.stderr for form in SHOW_FORMATS)


def test_show_tells_what_is_wrong_with_a_page(run: Run) -> None:
    """Problems of a page that can be shown go to standard error; one that cannot be shown ends with exit 2."""
    Path("a.txt").write_text(letter(), encoding="utf-8")
    told = run("show", "a.txt", "--format", "ntriples")
    assert told.exit_code == 0 and "[name-unreconciled]" in told.stderr and "<" in told.stdout
    Path("b.txt").write_bytes(b"\xff")
    told = run("show", "b.txt")
    assert told.exit_code == 2 and "b.txt, line 1: byte 1" in told.stderr and told.stdout == ""
    told = run("show", ".")
    assert told.exit_code == 2 and "cannot be shown" in told.stderr


def test_show_what_is_not_there(run: Run, published: Path) -> None:
    """An unknown slug, a missing file and a site never published are three different sentences."""
    told = run("--state", str(published), "show", "no-such-letter")
    assert told.exit_code == 2 and "no published document 'no-such-letter'" in told.stderr
    told = run("--state", str(published), "show", "pages/none.txt")
    assert told.exit_code == 2 and told.stderr.startswith("fonds: There is no file pages/none.txt.")
    told = run("show", SLUG)
    assert told.exit_code == 3 and "fonds publish" in told.stderr


def test_show_follows_a_renamed_slug(run: Run) -> None:
    """The old slug of a renamed document shows the document; a deleted one is not there."""
    write_pages(Path("pages"), range(1))
    run("publish", "pages")
    old = "1950-01-01-letter-no-0-from-ivan-petrov-to-anna-weber-on-grain-deliveries"
    assert f"doc/{old}\n" in run("show", old).output
    Path("pages/00000.curation.toml").write_text('slug = "my-letter"\n', encoding="utf-8")
    run("publish", "pages")
    assert "doc/my-letter\n" in run("show", old).output
    Path("pages/00000.txt").unlink()
    run("publish", "pages", "--prune")
    assert run("show", old).exit_code == 2


# ── check ────────────────────────────────────────────────────────────────────────────────────────────────


def test_check_good_pages(run: Run) -> None:
    """Pages without problems are counted, and nothing is stored."""
    told = run("check")
    assert told.exit_code == 0 and not Path("var").exists()
    assert told.output.startswith("2 documents read, 2 without anything to mend. Layouts: archive-page 2.\n")
    assert told.output.endswith("\n\nNo problems.\n") and "  Sender  " in told.output


def test_check_bad_pages_in_three_forms(run: Run) -> None:
    """A check ends with exit 1 where a page would be left out, and text, JSON and HTML tell the same."""
    write_pages(Path("pages"), range(1))
    Path("pages/<bad>.txt").write_bytes(b"\xff")
    text, data, page = run("check", "pages"), run("check", "pages", "--json"), run("check", "pages", "--html")
    assert [told.exit_code for told in (text, data, page)] == [1, 1, 1]
    assert "pages/<bad>.txt, line 1: byte 1" in text.output
    rows = json.loads(data.output)
    assert rows["pages"] == 1 and "file-not-utf8" in [row["code"] for row in rows["problems"]]
    report = html.document_fromstring(page.output)
    assert "pages/<bad>.txt, line 1: byte 1" in report.text_content()
    assert "Left out" in [each.text for each in report.iter("h3")] and rows["left_out"] == 1


def test_check_of_warnings_is_no_failure(run: Run) -> None:
    """Where pages would be published, with things to look at, a check ends with 0."""
    Path("a.txt").write_text(letter().replace("January 1, 1950\n\n", ""), encoding="utf-8")
    told = run("check", "a.txt")
    assert told.exit_code == 0 and "[date-missing]" in told.output


# ── queries ──────────────────────────────────────────────────────────────────────────────────────────────


def test_queries_are_listed_with_their_parameters(run: Run) -> None:
    """Every canned query is listed with its summary, and what each parameter takes."""
    text = run("queries").output
    for path in bundled_path("queries").glob("*.rq"):
        assert f"\n{path.stem}\n" in f"\n{text}"
    assert "--param sender=…" in text


def test_a_query_runs_in_every_format_of_rows(run: Run, published: Path) -> None:
    """Rows come as a table, CSV, TSV, JSON and XML, each read by a parser that is not ours."""
    def ask(form: str) -> str:
        told = run(
            "--state", str(published), "query", "documents-by-sender", "--param", "sender=agent/masoud-ahmad-shah",
            "--format", form,
        )
        assert (told.exit_code, told.stderr) == (0, "")
        return told.stdout

    rows = list(csv.DictReader(io.StringIO(ask("csv"), newline="")))
    assert [row["document"].rpartition("/")[2] for row in rows] == [SLUG]
    assert len(json.loads(ask("json"))["results"]["bindings"]) == len(rows)
    assert len(etree.fromstring(ask("xml").encode()).findall(".//{*}result")) == len(rows)
    assert len(ask("tsv").splitlines()) == len(rows) + 1
    assert SLUG in ask("table") and "(1 row)" in ask("table")


def test_a_query_tells_whether_there_are_more_rows(run: Run, published: Path) -> None:
    """A limit ends the rows where it says, with the offset of those behind it, or no word where there are none."""
    for form, lines in (("csv", 2), ("tsv", 2)):
        first = run("--state", str(published), "query", "documents-by-date", "--param", "from=1979-01-01", "--param", "until=1990-01-01", "--limit", "1", "--format", form)
        assert (first.exit_code, first.stderr) == (0, "There are more rows: --offset 1\n")
        assert len(first.stdout.splitlines()) == lines
        last = run("--state", str(published), "query", "documents-by-date", "--param", "from=1979-01-01", "--param", "until=1990-01-01", "--limit", "1", "--offset", "1", "--format", form)
        assert (last.exit_code, last.stderr, len(last.stdout.splitlines())) == (0, "", lines)
        assert first.stdout != last.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["no-such-query"], "no-such-query"),
        (["documents-by-sender"], "sender"),
        (["documents-by-sender", "--param", "sender"], "NAME=VALUE"),
        (["documents-by-sender", "--param", "sender=agent/x", "--param", "colour=red"], "colour"),
        (["documents-by-sender", "--param", "sender=no good"], "sender"),
        (["documents-by-sender", "--param", "sender=agent/x", "--param", "sender=agent/y"], "sender"),
        (["documents-by-sender", "--param", "sender=agent/x", "--limit", "0"], "--limit"),
    ],
)
def test_a_wrong_query_is_named(run: Run, published: Path, arguments: list[str], words: str) -> None:
    """A query or parameter that is unknown, missing or ill-typed ends with exit 2 and is named."""
    told = run("--state", str(published), "query", *arguments)
    assert told.exit_code == 2 and words in told.stderr and "Traceback" not in told.stderr


# ── sparql ───────────────────────────────────────────────────────────────────────────────────────────────

LABELS = "SELECT ?l { ?d a <https://schema.org/Message> ; <http://www.w3.org/2000/01/rdf-schema#label> ?l }"


def test_sparql_from_the_command_and_from_standard_input(run: Run, published: Path) -> None:
    """One query may be an argument, or come from standard input."""
    told = run("--state", str(published), "sparql", LABELS)
    assert told.exit_code == 0 and "(2 rows)" in told.output
    assert run("--state", str(published), "sparql", "-", text=LABELS).output == told.output


def test_sparql_graphs_and_answers(run: Run, published: Path) -> None:
    """A CONSTRUCT comes as a graph, an ASK as a word."""
    construct = "CONSTRUCT { ?d a ?t } WHERE { ?d a ?t ; <https://schema.org/sender> ?s }"
    for form, known in OXIGRAPH.items():
        told = run("--state", str(published), "sparql", construct, "--format", form)
        assert len(list(pyoxigraph.parse(told.stdout.encode(), format=known))) == 1
    assert "schema:Message" in run("--state", str(published), "sparql", construct).output
    assert run("--state", str(published), "sparql", "ASK { ?s ?p ?o }").output == "yes\n"


@pytest.mark.parametrize(("text", "form", "fitting"), [(LABELS, "turtle", "csv"), ("CONSTRUCT WHERE { ?s a ?o }", "csv", "rdfxml")])
def test_a_format_that_cannot_hold_the_answer_is_refused(run: Run, published: Path, text: str, form: str, fitting: str) -> None:
    """Rows asked for as a graph, and a graph asked for as rows, are a mistake that names what there is; nothing is printed."""
    told = run("--state", str(published), "sparql", text, "--format", form)
    assert (told.exit_code, told.stdout) == (2, "")
    assert form in told.stderr and fitting in told.stderr


@pytest.mark.parametrize("text", ["SELECT * {", "INSERT DATA { <a> <b> <c> }", "SELECT * { SERVICE <http://x> { } }"])
def test_sparql_that_is_refused(run: Run, published: Path, text: str) -> None:
    """What is no query, or asks for what is never done, ends with exit 2 and one sentence."""
    told = run("--state", str(published), "sparql", text)
    assert told.exit_code == 2 and told.stderr.startswith("fonds: ") and "Traceback" not in told.stderr


def test_sparql_beyond_a_limit(run: Run, published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A result that is cut says so; a query that runs out of time ends with exit 3."""
    monkeypatch.setenv("FONDS_QUERY_ROWS", "2")
    told = run("--state", str(published), "sparql", "SELECT ?s { ?s ?p ?o }", "--format", "csv")
    assert told.exit_code == 0 and len(told.stdout.split()) == 3 and "The result was cut" in told.stderr
    monkeypatch.setenv("FONDS_QUERY_SECONDS", "0.3")
    cross = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    told = run("--state", str(published), "sparql", cross)
    assert told.exit_code == 3 and told.stderr.startswith("fonds: ")
