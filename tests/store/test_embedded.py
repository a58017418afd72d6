"""The store in a directory."""

import errno
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from pyld import jsonld
from rdflib import Graph

from fonds.errors import QueryRefusedError, StateError
from fonds.rdf.formats import FORMATS, Format, find_format
from fonds.store import embedded
from fonds.store.embedded import (
    EmbeddedStore,
    StoreWriter,
    build_store,
    find_syntax_error,
    render_graph,
    snapshot_store,
)
from store.samples import DATA, EVERYTHING, LABELLED, LABELS, SMALL, TRIPLES, document

COUNT = len(set(TRIPLES))
ONE = b'<http://example.org/new> <http://www.w3.org/2000/01/rdf-schema#label> "new" .\n'


def _parsed(body: bytes, form: Format) -> Graph:
    """Return what rdflib reads in a serialisation, or pyld, for rdflib's own JSON-LD reader is deprecated."""
    names = {"jsonld": "nt", "turtle": "turtle", "ntriples": "nt", "rdfxml": "xml"}
    if form.name == "jsonld":
        body = jsonld.to_rdf(json.loads(body), {"format": "application/n-quads"}).encode()
    return Graph().parse(data=body, format=names[form.name])


def test_count(directory: Path) -> None:
    """A store holds each triple once, and says how many."""
    with EmbeddedStore(directory) as store:
        assert store.count() == COUNT


@pytest.mark.parametrize("size", [1, 7, 4096, 10_000_000])
def test_pieces(tmp_path: Path, size: int) -> None:
    """Data may come in pieces of any size, cut anywhere, even inside a character."""
    data = DATA[:6000] if size == 1 else DATA
    data = data[: data.rindex(b"\n") + 1]
    pieces = (data[at : at + size] for at in range(0, len(data), size))
    assert build_store(tmp_path / "s", pieces) == len(set(data.splitlines()))


def test_empty_pieces(tmp_path: Path) -> None:
    """An empty piece is not the end."""
    assert build_store(tmp_path / "s", [b"", ONE, b"", b""]) == 1


def test_nothing(tmp_path: Path) -> None:
    """A store of nothing can be opened and asked."""
    assert build_store(tmp_path / "s", []) == 0
    with EmbeddedStore(tmp_path / "s") as store:
        assert store.query("ASK { ?s ?p ?o }", formats={"ask": "tsv"}).body == b"false\n"


def test_pieces_are_not_gathered(tmp_path: Path) -> None:
    """Pieces are asked for as they are loaded: the engine has begun before the last one exists."""
    seen: list[bool] = []

    def pieces() -> Iterator[bytes]:
        for number in range(3):
            seen.append((tmp_path / "s" / "CURRENT").exists())
            yield b"".join(
                b'<http://e/%d> <http://e/p> "%d" .\n' % (number, each) for each in range(40_000)
            )

    assert build_store(tmp_path / "s", pieces()) == 120_000
    assert seen == [True, True, True]


def test_select(directory: Path) -> None:
    """Rows come in the query's order with the values that were stored."""
    with EmbeddedStore(directory) as store:
        answer = store.query(LABELLED, formats={"select": "json"})
    bindings = json.loads(answer.body)["results"]["bindings"]
    assert [row["label"]["value"] for row in bindings] == list(LABELS)
    assert [row["d"]["value"] for row in bindings] == [document(n) for n in range(len(LABELS))]
    assert (answer.kind, answer.rows, answer.truncated) == ("select", len(LABELS), None)


def test_ask(directory: Path) -> None:
    """An ASK is answered by a truth value."""
    with EmbeddedStore(directory) as store:
        answer = store.query(SMALL, formats={})
    assert (answer.kind, answer.media_type) == ("ask", "application/sparql-results+json")
    assert b'"boolean": true' in answer.body


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_construct(directory: Path, form: Format) -> None:
    """In every format rdflib reads the very graph that was stored."""
    with EmbeddedStore(directory) as store:
        answer = store.query(EVERYTHING, formats={"construct": form.name})
    assert answer.media_type == form.media_type
    assert answer.rows == COUNT
    assert _parsed(answer.body, form).isomorphic(Graph().parse(data=DATA, format="nt"))


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
@pytest.mark.parametrize("limits", [(5, None), (None, 700), (4, 900)])
def test_construct_cut(directory: Path, form: Format, limits: tuple[int | None, int | None]) -> None:
    """A graph cut at a limit is still whole in its format, a part of the graph, and within the limit."""
    rows, size = limits
    with EmbeddedStore(directory) as store:
        answer = store.query(EVERYTHING, formats={"construct": form.name}, rows=rows, size=size)
    graph = _parsed(answer.body, form)
    assert answer.truncated == ("bytes" if rows is None else "rows" if rows == 5 else answer.truncated)
    assert answer.truncated is not None
    assert 0 < len(graph) == answer.rows < COUNT
    assert size is None or len(answer.body) <= size
    assert set(graph) <= set(Graph().parse(data=DATA, format="nt"))


def test_construct_is_sorted_and_once(directory: Path) -> None:
    """A graph is given in one order, each triple once, however the engine came by it."""
    with EmbeddedStore(directory) as store:
        query = "CONSTRUCT { ?s a <http://example.org/T> } WHERE { ?s ?p ?o }"
        lines = store.query(query, formats={"construct": "ntriples"}).body.decode().splitlines()
    assert lines == sorted(set(lines))
    assert len(lines) == len({subject for subject, _, _ in TRIPLES})


@pytest.mark.parametrize("name", ["1", "a/", "aª", "٣a"])
def test_no_xml_name(directory: Path, name: str) -> None:
    """RDF/XML that no parser would read is refused, naming the property."""
    with EmbeddedStore(directory) as store, pytest.raises(QueryRefusedError, match=f"<http://example.org/{name}>"):
        store.query(
            f"CONSTRUCT {{ ?s <http://example.org/{name}> 1 }} WHERE {{ ?s ?p ?o }}",
            formats={"construct": "rdfxml"},
        )


def test_reserved_xml_name(directory: Path) -> None:
    """A property that means something else in RDF/XML is refused, and is not taken for a broken store."""
    query = "CONSTRUCT { ?s <http://www.w3.org/1999/02/22-rdf-syntax-ns#li> 1 } WHERE { ?s ?p ?o }"
    with EmbeddedStore(directory) as store, pytest.raises(QueryRefusedError, match="another format"):
        store.query(query, formats={"construct": "rdfxml"})


def test_control_characters_in_rdfxml(tmp_path: Path) -> None:
    """A character that XML cannot hold is replaced, and a carriage return survives."""
    build_store(tmp_path / "s", [b'<http://e/a> <http://e/p> "a\\u0001b\\rc"@en .\n'])
    with EmbeddedStore(tmp_path / "s") as store:
        body = store.query(EVERYTHING, formats={"construct": "rdfxml"}).body
    found = next(iter(Graph().parse(data=body, format="xml").objects()))
    assert (str(found), found.language) == ("a\ufffdb\rc", "en")  # type: ignore[attr-defined]


def test_turtle_uses_our_prefixes(directory: Path) -> None:
    """Turtle declares the prefixes it uses and no others."""
    with EmbeddedStore(directory) as store:
        body = store.query(EVERYTHING, formats={"construct": "turtle"}).body.decode()
    assert "rdfs:label" in body
    assert "@prefix rico:" not in body


def test_syntax_error(directory: Path) -> None:
    """A query the engine cannot read is refused with the place."""
    words = r"Line 2, column \d+: .* near “\?s BOGUS }”"
    with EmbeddedStore(directory) as store, pytest.raises(QueryRefusedError, match=words):
        store.query("SELECT * {\n ?s BOGUS }", formats={})


def test_unbound_variable(directory: Path) -> None:
    """What the engine says in a sentence is passed on."""
    with EmbeddedStore(directory) as store, pytest.raises(QueryRefusedError, match="a variable that is unbound"):
        store.query("SELECT (SUM(?x) AS ?y) ?z { ?z ?p ?x }", formats={})


def test_unknown_function(directory: Path) -> None:
    """A function that does not exist is refused by name."""
    with EmbeddedStore(directory) as store, pytest.raises(QueryRefusedError, match="<http://e/f> is not supported"):
        store.query("SELECT ?x { BIND(<http://e/f>(1) AS ?x) }", formats={})


def test_closed(directory: Path) -> None:
    """A store that was closed says so."""
    store = EmbeddedStore(directory)
    store.close()
    with pytest.raises(StateError, match="has been closed"):
        store.count()


@pytest.mark.parametrize("optimised", [False, True])
def test_derived(directory: Path, tmp_path: Path, optimised: bool) -> None:
    """A derived store has lost and won what it was told, while the one it comes from stays as it was."""
    removed = DATA.splitlines(keepends=True)[:3]
    with EmbeddedStore(directory) as source, StoreWriter.derived(directory, tmp_path / "new") as writer:
        writer.remove([*removed, b"<http://example.org/none> <http://example.org/p> 'x' .\n".replace(b"'", b'"')])
        writer.add([ONE, ONE])
        if optimised:
            writer.optimise()
        assert writer.count() == COUNT - 2
        writer.close()
        assert source.count() == COUNT
    with EmbeddedStore(tmp_path / "new") as store:
        lines = store.query(EVERYTHING, formats={"construct": "ntriples"}).body.splitlines(keepends=True)
    assert {*lines} == {*DATA.splitlines(keepends=True), ONE} - {*removed}


def test_what_was_removed_can_be_added_again(directory: Path, tmp_path: Path) -> None:
    """Of removing and adding the same triple the later one counts, loaded in bulk or not."""
    one = DATA.splitlines(keepends=True)[0]
    with StoreWriter.derived(directory, tmp_path / "new") as writer:
        writer.remove([one])
        writer.add([one, ONE])
        writer.remove([ONE])
        writer.close()
    with EmbeddedStore(tmp_path / "new") as store:
        lines = store.query(EVERYTHING, formats={"construct": "ntriples"}).body.splitlines(keepends=True)
    assert {*lines} == {*DATA.splitlines(keepends=True)}


def test_everything_is_synced_when_a_store_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file of a closed store has been synced after its last change, then its directory and the one above."""
    synced: dict[str, tuple[int, int]] = {}
    real = os.fsync

    def fsync(handle: int) -> None:
        status = os.fstat(handle)
        synced[str(Path(f"/proc/self/fd/{handle}").readlink())] = (status.st_size, status.st_mtime_ns)
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    build_store(tmp_path / "s", [DATA])
    order = list(synced)
    assert order[-2:] == [str(tmp_path / "s"), str(tmp_path)]
    for path in (tmp_path / "s").iterdir():
        assert synced[str(path)] == (path.stat().st_size, path.stat().st_mtime_ns), path


def test_a_closed_writer_says_so(tmp_path: Path) -> None:
    """Nothing is written to a store that is done."""
    with StoreWriter(tmp_path / "s") as writer:
        writer.close()
        with pytest.raises(StateError, match="has been closed"):
            writer.add([ONE])


def test_snapshot(directory: Path, tmp_path: Path) -> None:
    """A snapshot holds the same and lives on when the original is deleted."""
    build_store(tmp_path / "a", [ONE])
    snapshot_store(tmp_path / "a", tmp_path / "b" / "c")
    shutil.rmtree(tmp_path / "a")
    with EmbeddedStore(tmp_path / "b" / "c") as store:
        assert store.count() == 1


def test_snapshot_onto_something(directory: Path, tmp_path: Path) -> None:
    """A snapshot never overwrites."""
    with pytest.raises(StateError, match="exists already"):
        snapshot_store(directory, tmp_path)


def test_not_empty(tmp_path: Path) -> None:
    """A store is not made among files of somebody else."""
    (tmp_path / "letter.txt").write_text("Dear Sir", encoding="utf-8")
    with pytest.raises(StateError, match="not empty"):
        build_store(tmp_path, [ONE])


def test_not_turtle(tmp_path: Path) -> None:
    """Data that is no Turtle is our own mistake, and told with its line."""
    with pytest.raises(ValueError, match="line 2"):
        build_store(tmp_path / "s", [ONE, b"garbage\n"])


def test_missing(tmp_path: Path) -> None:
    """A directory without a store is named together with the remedy."""
    with pytest.raises(StateError, match=r"no store in .*nowhere.*fonds rebuild"):
        EmbeddedStore(tmp_path / "nowhere")


def test_corrupt(directory: Path, tmp_path: Path) -> None:
    """A damaged store is a StateError with the remedy, not an exception of the engine."""
    shutil.copytree(directory, tmp_path / "bad")
    for file in (tmp_path / "bad").glob("*.sst"):
        file.write_bytes(b"garbage" * 1000)
    with pytest.raises(StateError, match="fonds rebuild"), EmbeddedStore(tmp_path / "bad") as store:
        store.query(EVERYTHING, formats={})


def test_writer_beside_writer(tmp_path: Path) -> None:
    """While one process writes a store, deriving into the same directory is refused."""
    with pytest.raises(StateError, match="Another process"), embedded._border(tmp_path):
        first = ox.Store(str(tmp_path / "s"))
        try:
            ox.Store(str(tmp_path / "s"))
        finally:
            del first


@pytest.mark.parametrize(("error", "words"), [
    (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "disk is full"),
    (OSError("IO error: No space left on device: While appending to file"), "disk is full"),
    (PermissionError(errno.EACCES, "Permission denied"), "owner and permissions"),
    (OSError("IO error: Read-only file system: /x/LOCK"), "owner and permissions"),
    (OSError("something new"), "something new"),
    (RuntimeError("Corruption: bad block"), "damaged"),
])
def test_foreign_exceptions(tmp_path: Path, error: Exception, words: str) -> None:
    """Every exception of the engine about the disk becomes a StateError that says what to do."""
    with pytest.raises(StateError, match=words) as caught, embedded._border(tmp_path):
        raise error
    assert caught.value.remedy


@pytest.mark.skipif(os.getuid() == 0, reason="root may write everywhere")
def test_read_only_directory(tmp_path: Path) -> None:
    """A directory that may not be written is named."""
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(StateError, match="permissions"):
            build_store(tmp_path / "s", [ONE])
    finally:
        tmp_path.chmod(0o700)


def test_find_syntax_error() -> None:
    """The engine tells the place of an error, and nothing of a query that is right."""
    assert "1:" in (find_syntax_error("SELECT * {") or "")
    assert find_syntax_error("SELECT * { ?s ?p ?o }") is None


def test_render_graph() -> None:
    """A graph from elsewhere is given in the format asked for; what is no graph is a ValueError."""
    form = find_format("turtle", FORMATS)
    assert form is not None
    written = render_graph(DATA, "application/n-triples", form, most=None, size=None)
    assert _parsed(written.body, form).isomorphic(Graph().parse(data=DATA, format="nt"))
    for body, media_type in ((b"<p>Sorry", "text/html"), (b"<p>Sorry", "text/turtle")):
        with pytest.raises(ValueError, match=r"no format|line 1"):
            render_graph(body, media_type, form, most=None, size=None)


def test_long_texts_are_loaded_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is loaded piece by piece, each by itself, is what the whole says, be it folded Turtle."""
    monkeypatch.setattr(embedded, "_PIECE", 1_000)
    folded = [
        b'<http://e/%d> <http://e/p> "a. b .\\n", "c"; <http://e/q> <http://e/%d> .\n' % (number, number // 2)
        for number in range(300)
    ]
    assert embedded.build_store(tmp_path / "store", [DATA[:1_001], DATA[1_001:], *folded]) == len(TRIPLES) + 900
    expected = {*ox.parse(DATA, ox.RdfFormat.N_TRIPLES), *ox.parse(b"".join(folded), ox.RdfFormat.TURTLE)}
    assert set(ox.Store.read_only(str(tmp_path / "store"))) == expected
