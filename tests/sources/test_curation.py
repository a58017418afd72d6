"""Curation files: every fault is told by file and line, every decision rests on words of the page."""

import os
from pathlib import Path

import pytest

from fonds.problems import Problem
from fonds.record.curation import Curation
from fonds.record.evidence import Status
from fonds.sources.curation import LARGEST, read_curation
from sources.pages import curated, curated_or_problem

PAGE = "The delegation left Kabul. The delegation came to Kabul."
ADD = '[[add]]\nfield = "mentions"\nvalue = "place/kabul"\nquote = "left Kabul"\n'


def test_no_file(tmp_path: Path) -> None:
    """Where there is no curation file nothing is decided, and none can be beside a page of the longest name there is."""
    assert read_curation(tmp_path / "a.curation.toml", PAGE) == Curation()
    assert read_curation(tmp_path / f"{'a' * 251}.curation.toml", PAGE) == Curation()


def test_everything(tmp_path: Path) -> None:
    """Slug, statements and claims are read with their quotes, statuses, persons who decided, and lines."""
    found = curated(
        tmp_path, PAGE, 'slug = "a-page"', 'decided_by = "A. Editor"', ADD,
        '[[replace]]\nfield = "about"\nvalue = "event/x"\nquote = "Kabul"\noccurrence = 2\nby = "B"\nnote = "so it is"',
        '[[forbid]]\nfield = "sender"\nvalue = "agent/x"\nquote = "The"\nstatus = "inferred"\nconfidence = 0.3',
        '[[claim]]\nid = "1"\nquote = "The delegation"\nauthor = "agent/x"\nstatus = "stated"',
    )
    assert found.slug == "a-page" and len(found.digest) == 64
    add, replaced, forbidden = found.statements
    assert (add.action, add.field, add.value, add.evidence.by, add.line) == ("add", "mentions", "place/kabul",
        "A. Editor", 5)
    assert add.evidence.status == Status.CURATED and add.evidence.spans[0].of(PAGE) == "left Kabul"
    assert (replaced.action, replaced.evidence.by, replaced.note) == ("replace", "B", "so it is")
    assert replaced.evidence.spans[0].start == PAGE.rindex("Kabul")
    assert (forbidden.evidence.status, forbidden.evidence.confidence) == (Status.INFERRED, 0.3)
    assert (found.claims[0].id, found.claims[0].text, found.claims[0].author) == ("1", "The delegation", "agent/x")
    assert add.where == str(tmp_path / "page.curation.toml") and len(found.spans()) == 4
    assert [s.value for s in found.of_field("about")] == ["event/x"]


def test_statement_without_confidence(tmp_path: Path) -> None:
    """An inferred statement has a confidence even where none is written; others have none."""
    found = curated(tmp_path, PAGE, ADD + 'status = "inferred"')
    assert found.statements[0].evidence.confidence == 0.5
    assert curated(tmp_path, PAGE, ADD).statements[0].evidence.confidence is None


@pytest.mark.parametrize("written", ["2030-01-31", '"2030-01-31"'])
def test_embargo(tmp_path: Path, written: str) -> None:
    """An embargo is a day, as TOML writes one or as text."""
    assert curated(tmp_path, PAGE, f"embargo = {written}").embargo == "2030-01-31"
    assert curated(tmp_path, PAGE, 'slug = "a"').embargo == ""


FAULTS: dict[str, tuple[str, int | None, str]] = {
    'slug = "a"\nembargo = "next year"\n': ("curation-broken", 2, "next year"),
    'slug = "a"\nembargo = 2030-02-31\n': ("curation-broken", 2, ""),
    'slug = "a"\nembargo = 2030-01-31T12:00:00Z\n': ("curation-broken", 2, "2030-01-31"),
    'slug = "a"\nembargo = 2030\n': ("curation-broken", 2, "2030-01-31"),
    '[[add]]\nfield = "mentions\n': ("curation-broken", 2, ""),
    "slug = 'a'\nslug = 'b'\n": ("curation-broken", 2, ""),
    f'{ADD}colour = "red"\n': ("curation-broken", 5, "colour"),
    'colour = "red"\n': ("curation-broken", 1, "colour"),
    f'{ADD}[[add]]\nfield = "colour"\nvalue = "x"\nquote = "The"\n': ("curation-broken", 6, "colour"),
    f'{ADD}[[add]]\nfield = "mentions"\nquote = "The"\n': ("curation-broken", 5, "value"),
    f'{ADD}[[add]]\nvalue = 5\nfield = "mentions"\nquote = "The"\n': ("curation-broken", 6, "value"),
    f'{ADD}[[add]]\nfield = "title"\nvalue = "  "\nquote = "The"\n': ("curation-value-unreadable", 7, "title"),
    f'{ADD}[[add]]\nfield = "temporal"\nvalue = "in spring"\nquote = "The"\n': ("curation-value-unreadable", 7, "EDTF"),
    f'{ADD}[[replace]]\nfield = "about"\nvalue = "event/x"\nquote = "Kabul is lost"\n': ("curation-quote-missing", 8,
        "Kabul is lost"),
    f'{ADD}[[replace]]\nfield = "about"\nvalue = "event/x"\nquote = "Kabul"\noccurrence = 3\n': (
        "curation-quote-missing", 8, "3 times",
    ),
    f"{ADD}[[replace]]\nfield = 'about'\nvalue = 'event/x'\nquote = 'Kabul'\noccurrence = 0\n": ("curation-broken", 9,
        "occurrence"),
    f"{ADD}occurrence = true\n": ("curation-broken", 5, "occurrence"),
    '[[add]]\nfield = "mentions"\nvalue = "place/kabul"\nquote = ""\n': ("curation-broken", 4, "quote"),
    f'{ADD}status = "certain"\n': ("curation-broken", 5, "certain"),
    f"{ADD}confidence = 2\n": ("curation-broken", 5, "confidence"),
    f"{ADD}confidence = true\n": ("curation-broken", 5, "confidence"),
    'slug = "Not a Slug"\n': ("curation-broken", 1, "slug"),
    "add = 5\n": ("curation-broken", 1, "[[add]]"),
    '[[claim]]\nid = "1"\nquote = "The"\n[[claim]]\nid = "1"\nquote = "left"\n': ("curation-broken", 5, "two claims"),
    '[[claim]]\nid = "…"\nquote = "The"\n': ("curation-broken", 2, "id"),
    '[[claim]]\nquote = "The"\n': ("curation-broken", 1, "id"),
    "x = " + "[" * 200 + "]" * 200: ("curation-broken", 1, "nested"),
}


@pytest.mark.parametrize("text", FAULTS)
def test_fault(tmp_path: Path, text: str) -> None:
    """A fault names the file, its line and what is wrong, and nothing of the file is used."""
    code, line, words = FAULTS[text]
    found = curated_or_problem(tmp_path, PAGE, text)
    assert isinstance(found, Problem)
    assert (found.code, found.where, found.line) == (code, str(tmp_path / "page.curation.toml"), line)
    assert words in found.detail and found.severity == "error" and found.kind.remedy


def test_unreadable_files(tmp_path: Path) -> None:
    """A file that is no text, too large, a folder, a pipe or a link to nothing is told, with the line where it can be."""
    path = tmp_path / "a.curation.toml"
    path.write_bytes(b"slug = 'a'\nnote = '\xff'\n")
    found = read_curation(path, PAGE)
    assert isinstance(found, Problem) and (found.code, found.line) == ("curation-broken", 2)
    path.write_bytes(b"#" * (LARGEST + 1))
    assert isinstance(read_curation(path, PAGE), Problem)
    path.unlink()
    path.mkdir()
    assert isinstance(read_curation(path, PAGE), Problem)
    path.rmdir()
    os.mkfifo(path)
    assert isinstance(read_curation(path, PAGE), Problem)
    path.unlink()
    path.symlink_to(tmp_path / "nowhere")
    assert isinstance(read_curation(path, PAGE), Problem)


def test_line_ends_and_byte_order_mark(tmp_path: Path) -> None:
    """A curation file saved on another system is read all the same, and a quote may reach over a line's end."""
    path = tmp_path / "a.curation.toml"
    text = ADD.replace("left Kabul", "left\\nKabul").replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    page = PAGE.replace("left Kabul", "left\r\nKabul")
    found = read_curation(path, page)
    assert isinstance(found, Curation) and found.statements[0].evidence.spans[0].of(page) == "left\r\nKabul"
