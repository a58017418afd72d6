"""Folders of query files, and what is told of a broken one."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import fonds.canned
from fonds.canned.loading import get_query, load_queries, read_query
from fonds.canned.query import CannedQuery
from fonds.errors import NotFoundError, VocabularyError

HEADER = "#+ params:\n#+   - name: who\n#+     type: agent\n#+     example: agent/a\n"
BASE = "BASE <http://127.0.0.1:8000/>\n"


def write(folder: Path, text: str, name: str = "q") -> Path:
    """Write a query file."""
    path = folder / f"{name}.rq"
    path.write_text(text, encoding="utf-8")
    return path


def refusal(path: Path) -> VocabularyError:
    """The error that reading the file gives."""
    with pytest.raises(VocabularyError) as caught:
        read_query(path)
    return caught.value


def test_folder(tmp_path: Path) -> None:
    """Queries come by the name of their file and of its folder, in alphabetical order; other files are left alone."""
    write(tmp_path, "ASK {}", "b")
    write(tmp_path, "#+ summary: First\nSELECT * {}", "A_1")
    (tmp_path / "README.md").write_text("{", encoding="utf-8")
    (tmp_path / "inner").mkdir()
    write(tmp_path / "inner", "ASK { ?s ?p ?o }", "c")
    (tmp_path / "inner" / "deeper").mkdir()
    write(tmp_path / "inner" / "deeper", "no query", "d")
    found = load_queries(tmp_path)
    assert list(found) == ["A_1", "b", "inner-c"]
    assert (found["A_1"].summary, found["A_1"].form, found["A_1"].pageable) == ("First", "SELECT", True)
    assert (found["b"].summary, found["b"].form, found["b"].pageable) == ("B", "ASK", False)


def test_no_folder(tmp_path: Path) -> None:
    """A folder that is not there is told; an empty one holds no queries."""
    assert load_queries(tmp_path) == {}
    with pytest.raises(VocabularyError, match="no folder of queries"):
        load_queries(tmp_path / "none")


def test_get_query(tmp_path: Path) -> None:
    """A name nobody has is refused, with the nearest there is."""
    queries = {"timeline": read_query(write(tmp_path, "ASK {}", "timeline"))}
    assert get_query(queries, "timeline").name == "timeline"
    with pytest.raises(NotFoundError, match="Did you mean 'timeline'"):
        get_query(queries, "timelime")


def test_shown_text_is_the_file_without_its_header(tmp_path: Path) -> None:
    """What pages show begins with the first word of the query, and keeps the comments inside it."""
    text = f"# mine\n{HEADER}\n{BASE}ASK {{ VALUES ?who {{ <agent/a> }} }} # end\n"
    query = read_query(write(tmp_path, text))
    assert query.text[query.start :].strip() == f"{BASE}ASK {{ VALUES ?who {{ <agent/a> }} }} # end"


def test_values_that_are_no_parameters_stay(tmp_path: Path) -> None:
    """A block of a variable that no header declares is part of the query."""
    text = "SELECT * { VALUES ?p { <urn:a> } VALUES (?a ?b) { (1 UNDEF) } ?s ?p ?o }"
    query = read_query(write(tmp_path, text))
    assert (query.parameters, query.slots) == ((), ())


@pytest.mark.parametrize(
    ("kind", "value", "data"),
    [
        ("integer", "12", "12"),
        ("decimal", "1.5", "1.5"),
        ("boolean", "yes", "TRUE"),
        ("string", "'a \"b\"'", r'"a \"b\""'),
        ("date", "1979-12-27", '"1979-12-27"^^xsd:date'),
        ("date", "1979-12-27", '"1979-12-27"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("genre", "letter", "genre:letter"),
        ("iri", "http://x/", "<http://x/>"),
        ("event", "event/a", "<event/a>"),
    ],
)
def test_blocks_say_what_the_header_says(tmp_path: Path, kind: str, value: str, data: str) -> None:
    """A block may write the header's example in any way SPARQL has; another value is refused."""
    text = (
        f"#+ params: [{{name: x, type: {kind}, example: {value}}}]\n{BASE}"
        "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\nPREFIX genre: <https://w3id.org/fonds/genre/>\n"
        f"SELECT * {{ VALUES ?x {{ {data} }} ?s ?p ?x }}"
    )
    assert len(read_query(write(tmp_path, text)).slots) == 1
    other = refusal(write(tmp_path, text.replace(f"{{ {data} }}", "{ <urn:other> }")))
    assert str(other).startswith(f"{tmp_path / 'q.rq'}:5: The block of 'x' and the header's value differ.")


def test_the_remedy_of_a_block_mends_it(tmp_path: Path) -> None:
    """What the remedy says of a block that differs can be written down as it stands, and the file is read then."""
    told = refusal(write(tmp_path, f"{HEADER}SELECT * {{ VALUES ?who {{ <agent/a> }} ?s ?p ?who }}")).remedy
    (short,) = re.findall("written: (<.*?>)", told)
    (base,) = re.findall("with (BASE <.*?>)", told)
    assert read_query(write(tmp_path, f"{HEADER}{base}\nSELECT * {{ VALUES ?who {{ {short} }} ?s ?p ?who }}")).slots


def test_lists_in_blocks(tmp_path: Path) -> None:
    """A parameter that takes several values has them all in its block, in any order."""
    header = "#+ params: [{name: x, many: true, language: en, default: [a, b]}]\n"
    text = header + 'SELECT * { VALUES ?x { "b"@en "a"@EN } }'
    assert read_query(write(tmp_path, text)).parameters[0].default == ("a", "b")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "no query in the file"),
        ("# only this", 1, "no query in the file"),
        ("PREFIX a: <b>", 1, "no SELECT"),
        ("\nINSERT DATA { <a> <b> <c> }", 2, "an update"),
        ('SELECT * {\n ?s ?p "x\n}', 2, "never ends"),
        ("SELECT * {\n{ ?s ?p ?o }", 1, "never closed"),
        ("#+ summary: a: b\nASK {}", 1, "not YAML"),
        (f"{HEADER}ASK {{}}", 2, "'who' has no VALUES ?who"),
        (f"{HEADER}{BASE}ASK {{\n VALUES ?who {{ <agent/b> }} }}", 7, "differ"),
        (f"{HEADER}{BASE}ASK {{\n VALUES ?who {{ a }} }}", 7, "'a' cannot stand"),
        (f"{HEADER}ASK {{\n VALUES ?who {{ x:a }} }}", 6, "prefix 'x' is not declared"),
        (
            f"{HEADER}{BASE}ASK {{ VALUES ?who {{ <agent/a> }}\n OPTIONAL {{ ?who ?p ?o }} }}", 7,
            "no VALUES ?who of its own",
        ),
        (f"{HEADER}{BASE}SELECT * {{ ?who ?p ?o }}\nVALUES ?who {{ <agent/a> }}", 7, "behind the pattern"),
        ("SELECT * { ?s ?p ?o }\nVALUES ?s { <urn:a> }", 2, "behind the pattern"),
        (f"{HEADER}CONSTRUCT WHERE {{ ?who ?p ?o }}", 5, "CONSTRUCT WHERE"),
        ("#+ params: [{name: n, type: date, default: x}]\nASK { VALUES ?n { 1 } }", 1, "does not take 'x'"),
        ("#+ params: [{name: n, example: [a, b]}]\nASK { VALUES ?n { 1 } }", 1, "takes one value"),
        (f"ASK {{\n{'{' * 3_000} ?s ?p ?o {'}' * 3_000} }}", 2, "200 deep"),
        (f"{BASE}ASK {{ ?s ?p <http://127.0.0.1:8000/agent/a> }}", 2, "names this machine"),
        ("ASK {\n ?s ?p <http://127.0.0.1:8000/agent/a> }", 2, "names this machine"),
        (
            "#+ params: [{name: s, type: iri, optional: true, example: 'urn:a'}]\n"
            "ASK { VALUES ?s { <urn:a> } ?s ?p ?o\n FILTER(?s != ?o) }", 3,
            "optional, but ?s stands in an expression",
        ),
    ],
)
def test_mistakes_are_told_with_file_and_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    """Every mistake in a file is told beginning with the file and the line."""
    path = write(tmp_path, text)
    told = str(refusal(path))
    assert told.startswith(f"{path}:{line}: "), told
    assert message in told


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """A file that is not UTF-8, is no file, or has a name no address can hold, is told by name."""
    (tmp_path / "latin.rq").write_bytes(b"# caf\xe9\nASK {}")
    assert "not UTF-8" in str(refusal(tmp_path / "latin.rq"))
    (tmp_path / "folder.rq").mkdir()
    assert "cannot be read" in str(refusal(tmp_path / "folder.rq"))
    assert "cannot stand in an address" in str(refusal(write(tmp_path, "ASK {}", "a.b")))


def test_byte_order_mark(tmp_path: Path) -> None:
    """A file saved with a byte order mark is read like any other."""
    (tmp_path / "q.rq").write_bytes("#+ summary: Bom\nASK {}".encode("utf-8-sig"))
    query = read_query(tmp_path / "q.rq")
    assert (query.summary, query.text[query.start :].strip()) == ("Bom", "ASK {}")


def test_one_broken_file_is_named(tmp_path: Path) -> None:
    """A broken file among good ones is the one that is told."""
    write(tmp_path, "ASK {}", "a")
    write(tmp_path, "ASK {", "b")
    with pytest.raises(VocabularyError, match=r"b\.rq:1"):
        load_queries(tmp_path)


def test_queries_cannot_be_changed(tmp_path: Path) -> None:
    """A query that was read is a value; nothing changes it afterwards."""
    query = read_query(write(tmp_path, "ASK {}"))
    assert isinstance(query, CannedQuery)
    with pytest.raises(AttributeError):
        query.text = "x"  # type: ignore[misc]


def test_importing_is_light() -> None:
    """Importing this room loads neither rdflib nor a YAML reader, and reads no file."""
    code = (
        "import sys, fonds.canned.loading, fonds.canned.binding;"
        "print(sorted({'rdflib', 'yaml', 'pyoxigraph', 'flask'} & set(sys.modules)))"
    )
    source = str(Path(fonds.canned.__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": source}
    )
    assert ast.literal_eval(done.stdout) == []
