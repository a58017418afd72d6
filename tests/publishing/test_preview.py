"""Looking at pages without storing anything."""

import json
from pathlib import Path

import pytest

from acceptance_rows import SEEDS
from fonds.bundled import bundled_path
from fonds.publishing.preview import check_sources, preview_file
from fonds.publishing.sources import Source
from fonds.settings import Settings
from mapping.samples import kit
from publishing.pages import letter


def test_a_preview_has_no_datestamps() -> None:
    """A page that is not published has no date of issue; all else is as it would be published."""
    preview = next(preview_file(bundled_path("data", SEEDS["003"]), "a", kit()))
    assert preview.row is not None and preview.problems == ()
    for data in (preview.row.tree, preview.row.own):
        assert b"0001-01-01" not in data and b"dateTime" not in data
    assert len(preview.description) == len(preview.row.own.splitlines()) + len(preview.row.cards.splitlines())
    assert "issued" not in json.loads(preview.row.tree)["isPrimaryTopicOf"]


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "file-empty"), (b"\xff", "file-not-utf8"), (b"May 2, 1962\n\n" + b"word " * 200, "title-missing")],
)
def test_a_preview_says_why_there_is_none(tmp_path: Path, content: bytes, code: str) -> None:
    """Of a page that cannot be published there is a Problem and no description."""
    page = tmp_path / "a.txt"
    page.write_bytes(content)
    preview = next(preview_file(page, "a", kit()))
    assert code in [problem.code for problem in preview.problems]
    assert preview.row is None and preview.description == []


def test_checking_looks_at_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A check tells of missing paths, orphans, broken pages and broken rules, and goes on to the end."""
    (tmp_path / "a.txt").write_text(letter(), encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\xff")
    (tmp_path / "c.curation.toml").write_text("", encoding="utf-8")
    sources = (Source(tmp_path / "nowhere"), Source(tmp_path))
    found = [problem.code for preview in check_sources(sources, kit()) for problem in preview.problems]
    assert [code for code in found if code != "name-unreconciled"] == ["path-missing", "curation-orphan", "file-not-utf8"]
    monkeypatch.setattr("fonds.publishing.page.check_triples", lambda *_, **__: [])
    monkeypatch.setattr("fonds.mapping.document.type_statements", lambda *_: ())
    monkeypatch.setattr("fonds.mapping.mapper.FIELDS", ())
    told = [p.detail for preview in check_sources(sources, kit()) for p in preview.problems if p.code == "shape-violated"]
    assert any(detail.startswith("title:") for detail in told), "SHACL is asked, too"


def test_the_bundled_pages_have_no_problem() -> None:
    """The pages shipped with Fonds pass every check there is."""
    source = Source(bundled_path("data"), "example")
    assert [preview.problems for preview in check_sources((source,), kit())] == [(), ()]
    assert Settings().sources == ()
