"""Reading from disk: what cannot be a page is told by file and line, and never waited for."""

import hashlib
import os
from pathlib import Path

import pytest

from fonds.problems import Problem
from fonds.record.record import SourceFile
from fonds.sources.adapters import ADAPTERS, find_adapter, is_source
from fonds.sources.parts import ReadOptions
from fonds.sources.rdf_made.adapter import FORMS
from fonds.sources.reading import SUFFIXES, curation_path, find_files, find_orphans, read_page
from fonds.sources.tables.adapter import MEDIA_TYPES

LIMIT = 1_000


def problem(path: Path) -> Problem:
    """Read a file that is no page."""
    found = read_page(path, "k", LIMIT)
    assert isinstance(found, Problem) and found.where == str(path) and found.severity == "error"
    assert found.kind.remedy and str(found).startswith(found.where)
    return found


def test_a_page_as_it_stands(tmp_path: Path) -> None:
    """A page keeps its byte-order mark and line ends, and knows the digest and size of its bytes."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfa\r\nb")
    found = read_page(path, "k", LIMIT)
    assert isinstance(found, SourceFile)
    assert (found.page, found.size, found.key, found.name) == ("\ufeffa\r\nb", 7, "k", "a.txt")
    assert found.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("data", [b"", b" \r\n\t \n", b"\xef\xbb\xbf", b"\xef\xbb\xbf \xc2\xa0\n", b"\x0c"])
def test_empty(tmp_path: Path, data: bytes) -> None:
    """White space and a byte-order mark are no text."""
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert problem(path).code == "file-empty"


@pytest.mark.parametrize(
    ("data", "line"),
    [(b"one\ntwo \xff\n", 2), ("Śródka".encode("cp1250"), 1), ("a\nb".encode("utf-16"), 1), (b"a\nb\nc\x00", 3)]
)
def test_not_utf8(tmp_path: Path, data: bytes, line: int) -> None:
    """Bytes that are no UTF-8, or NUL, are told with their line."""
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert (problem(path).code, problem(path).line) == ("file-not-utf8", line)


def test_too_large(tmp_path: Path) -> None:
    """The limit counts bytes, and a page of just that size may be read."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * (LIMIT + 1))
    assert problem(path).code == "file-too-large" and "1,001" in problem(path).detail
    path.write_bytes(b"x" * LIMIT)
    assert isinstance(read_page(path, "k", LIMIT), SourceFile)


def test_no_plain_file(tmp_path: Path) -> None:
    """A folder, a pipe, a device, a link to nothing, a loop of links and nothing at all are told at once."""
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "lost.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "device.txt").symlink_to("/dev/null")
    for name in ("folder.txt", "pipe.txt", "lost.txt", "loop.txt", "device.txt", "absent.txt"):
        assert problem(tmp_path / name).code == "file-unreadable", name


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_without_permission(tmp_path: Path) -> None:
    """A file nobody may read is told."""
    path = tmp_path / "a.txt"
    path.write_text("x")
    path.chmod(0)
    assert problem(path).code == "file-unreadable"


def test_finding_files(tmp_path: Path) -> None:
    """Files are found in order below folders; hidden ones, curation files and notes are left out, pipes are not."""
    for name in ("b.txt", "a.txt", ".hidden.txt", "a.curation.toml", "README.md", "README", "x.pdf", "sub.txt/c.TXT"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    os.mkfifo(tmp_path / "pipe.txt")
    os.mkfifo(tmp_path / "pipe.log")
    (tmp_path / "again").symlink_to(tmp_path)
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    names = [path.relative_to(tmp_path).as_posix() for path in find_files(tmp_path)]
    assert names == ["a.txt", "b.txt", "loop.txt", "pipe.txt", "sub.txt/c.TXT", "x.pdf"]
    assert list(find_files(tmp_path / "a.txt")) == [tmp_path / "a.txt"]
    assert list(find_files(tmp_path / "pipe.txt")) == [tmp_path / "pipe.txt"]
    assert list(find_files(tmp_path / "absent")) == []


def test_curation_files_and_their_pages(tmp_path: Path) -> None:
    """A curation file belongs to the page of its name; without one it is an orphan."""
    for name in ("a.txt", "a.curation.toml", "B.TXT", "B.curation.toml", "c.curation.toml", "c.pdf"):
        (tmp_path / name).write_text("")
    assert curation_path(tmp_path / "a.txt") == tmp_path / "a.curation.toml"
    assert list(find_orphans(tmp_path)) == [tmp_path / "c.curation.toml"]
    assert list(find_orphans(tmp_path / "a.txt")) == []


HEADS = {
    "tei": b'<TEI xmlns="http://www.tei-c.org/ns/1.0">', "ead": b'<?xml version="1.0"?><ead xmlns="urn:isbn:1-931666-22-9">',
    "mods": b'<mods xmlns="http://www.loc.gov/mods/v3">', "oai-pmh": b'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">',
    "dublin-core": b'<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">',
}
"""How files of readers that share a suffix begin."""


def test_readers_by_suffix(tmp_path: Path) -> None:
    """Every reader is found by its suffixes, in capitals too, and where several share one by a file's first words."""
    for adapter in ADAPTERS:
        for suffix in adapter.suffixes:
            path = tmp_path / f"a{suffix.upper()}"
            path.write_bytes(HEADS.get(adapter.name, b"a"))
            assert find_adapter(path) == adapter and is_source(path)
    assert {suffix for adapter in ADAPTERS for suffix in adapter.suffixes} == set(SUFFIXES)


def test_every_reader_reads(tmp_path: Path) -> None:
    """Every row of the table names a function that is there, and tells of a file that is not."""
    for adapter in ADAPTERS:
        for suffix in adapter.suffixes:
            found = list(adapter.read(tmp_path / f"none{suffix}", "none", ReadOptions()))
            assert [problem.code for problem in found if isinstance(problem, Problem)] == ["file-unreadable"], adapter.name
    suffixes = {adapter.name: set(adapter.suffixes) for adapter in ADAPTERS}
    assert (suffixes["table"], suffixes["rdf"]) == (set(MEDIA_TYPES), set(FORMS))


def test_other_files_have_no_reader(tmp_path: Path) -> None:
    """What nobody reads has no reader, XML of another kind neither."""
    for name, data in (("a.pdf", b"%PDF"), ("txt", b"a"), ("a.xml", b"<svg/>"), ("b.xml", b"no markup"), ("c.xml", b"")):
        (tmp_path / name).write_bytes(data)
        assert find_adapter(tmp_path / name) is None
