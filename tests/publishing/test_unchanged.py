"""What a publish does without where nothing has changed."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from fonds.catalogue.reading import RecordReader
from publishing.archive import Archive
from publishing.pages import write_pages
from publishing.test_parts import index, letter

ROOT = Path(__file__).parents[2]
UNDERSTANDING = (
    "archive_page.adapter", "grammar.title", "grammar.provenance", "tables.assembly", "tei.document", "tei.heading",
    "tei.single",
)
"""What only a part that is new or changed is read with."""
OTHER_KINDS = ("dublin_core", "ead", "mods", "oai_records", "rdf_made", "web_page")
"""Kinds of sources of which there is no file."""
UNUSED = (
    "fonds.canned.loading", "fonds.publishing.processes", "concurrent.futures.process", "yaml", "rdflib",
    *(f"fonds.sources.{name}" for name in (*UNDERSTANDING, *OTHER_KINDS)),
)
PROGRAM = f"""
import sys
from fonds.cli import main
try:
    main()
finally:
    from fonds.rdf.framing import bundled_framer

    framer = ["framer"] * bundled_framer.cache_info().currsize
    print([name for name in {UNUSED!r} if name in sys.modules] + framer, file=sys.stderr)
"""


def publish(archive: Archive) -> tuple[dict[str, Any], str]:
    """Publish with the command in a process of its own; return the report, and which of UNUSED it has used, or the framer."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FONDS_")}
    command = [sys.executable, "-c", PROGRAM, "--state", str(archive.state), "publish", str(archive.pages), "--json"]
    done = subprocess.run(
        command, env={**environment, "PYTHONPATH": str(ROOT / "src")}, cwd=archive.root, capture_output=True, text=True,
        check=True, timeout=120,
    )
    return json.loads(done.stdout), done.stderr


def test_what_is_unchanged_is_not_understood(archive: Archive) -> None:
    """Where nothing changed, neither what understands pages, nor other kinds of sources, nor queries are loaded, nor what
    makes trees."""
    archive.write()
    index(archive.pages / "index.xml", letter("l1", "Paul Klee", "1921-05-04"))
    (archive.pages / "table.csv").write_text("id,title,date\nr1,A note on grain,1962-05-04\n", encoding="utf-8")
    assert archive.publish().new == 3
    report, loaded = publish(archive)
    assert (report["unchanged"], report["release"], report["problems"]) == (3, 0, [])
    assert loaded == "[]\n"
    archive.write(number=1)
    report, loaded = publish(archive)
    assert (report["unchanged"], report["changed"], report["release"]) == (2, 1, 2)
    assert "archive_page.adapter" in loaded and "framer" in loaded and "tei" not in loaded and "canned" not in loaded


def test_an_unchanged_page_costs_three_questions(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """The catalogue is asked three times for each page that is unchanged, where nothing is withheld."""
    asked: list[int] = []
    for name in ("_one", "_all"):
        real = getattr(RecordReader, name)

        def counted(self: RecordReader, *given: Any, real: Any = real, **values: Any) -> Any:
            asked[-1] += 1
            return real(self, *given, **values)

        monkeypatch.setattr(RecordReader, name, counted)
    for pages in (6, 12):
        write_pages(archive.pages, range(pages))
        asked.append(0)
        archive.publish()
        asked.append(0)
        assert archive.publish().unchanged == pages
    assert asked[3] - asked[1] == 3 * 6
