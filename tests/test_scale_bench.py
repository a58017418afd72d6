"""The bench of size: every bar a row, figures kept from run to run; finished records are what a publish would have made."""

import importlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.rows import Filters
from fonds.rdf.literals import parse_ntriples

BENCH = Path(__file__).resolve().parent.parent / "bench"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the bench."""
    command = [sys.executable, str(BENCH / "scale.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Import a module of the bench by name, as its programs do."""
    monkeypatch.syspath_prepend(BENCH)
    return importlib.import_module


def test_pages_are_published_thrice_beside_the_bare_engine(tmp_path: Path) -> None:
    """One command generates, publishes, weighs and publishes again; each bar has a row, the figures stay, the site does not."""
    results, folder = tmp_path / "figures.json", tmp_path / "made"
    folder.mkdir()
    sections = ("--only", "sizes", "load", "publish", "again")
    done = run("24", *sections, "--results", str(results), "--folder", str(folder))
    assert done.returncode == 0, done.stderr
    [column] = json.loads(results.read_text(encoding="utf-8")).values()
    bars = {figure["what"]: figure["bar"] for figure in column.values() if figure["bar"]}
    assert sorted(bars.values()) == sorted(["≤ 16 KB", "≤ 150 B", "≥ 0.85 ×", "≤ 2 ×", "≤ 2000 MB", "≤ 5 %", "≤ 10 %"])
    assert all(f"| {what} | {bar} |" in done.stdout for what, bar in bars.items())
    assert all(figure["value"] > 0 for figure in column.values()) and not list(folder.iterdir())


def test_figures_of_several_runs_stand_side_by_side(tmp_path: Path, bench: Any) -> None:
    """Sizes measured in different runs are columns of one table; what was not measured is empty, what misses is bold."""
    figures = bench("scale_figures")
    one = {"1,000 pages": figures.collect([figures.at_most("memory", 2_000, 150.4, "MB"), figures.at_least("share", 0.5, 0.25, "×")])}
    figures.write_columns(tmp_path / "kept.json", one)
    columns = figures.read_columns(tmp_path / "kept.json") | {"1,000,000 records": figures.collect([figures.plain("rate", 12.345, "/s")])}
    assert figures.table(columns).splitlines() == [
        "| what | bar | 1,000 pages | 1,000,000 records |", "| --- | --- | --- | --- |", "| memory | ≤ 2000 MB | 150 MB |  |",
        "| share | ≥ 0.5 × | **0.25 ×** |  |", "| rate |  |  | 12.3 /s |",
    ]
    assert figures.missed(columns) == ["1,000 pages: share"]


def test_most_memory_is_that_of_the_largest_process(bench: Any) -> None:
    """A child that takes memory for a moment is seen, though its parent takes little."""
    child = "import time; held = bytearray(150_000_000); time.sleep(0.6)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}], check=True)"
    done = bench("scale_watch").watch([sys.executable, "-c", parent])
    assert 145 < done.peak_mb < 400 and done.processes >= 2


def test_a_command_that_fails_is_told(bench: Any) -> None:
    """What a failing command says is not lost."""
    with pytest.raises(RuntimeError, match="no such thing"):
        bench("scale_watch").watch([sys.executable, "-c", "raise SystemExit('no such thing')"])


def test_finished_records(tmp_path: Path, bench: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Copies are documents of their own: other slugs, years, persons and units, sound triples and trees, whole links."""
    records, states = bench("scale_records"), bench("scale_states")
    monkeypatch.setattr(records.make_models, "__defaults__", (12,))
    state = states.records(tmp_path / "site", 40, 2, 0.2)
    with Catalogue.open(state.catalogue, read_only=True) as catalogue:
        slugs = [each.slug for each in catalogue.sources()]
        release = catalogue.current_release()
        rows = [row for slug in slugs if (row := catalogue.find_version_row(slug, 1))]
        assert release and release.documents == len(set(slugs)) == len(rows) == 40
        assert catalogue.documents(Filters()).total == 40 and len({row.file_digest for row in rows}) == 40
        assert len({row.listing.earliest[:4] for row in rows}) > 5
        base = state.settings.base_iri
        for row in rows:
            tree, own = json.loads(row.tree), parse_ntriples(row.own)
            assert tree["id"] == f"{base}/doc/{row.slug}" and own
            assert all(subject[1:-1].partition("#")[0] == tree["id"] for subject, _, _ in own)
            assert all(catalogue.find_entity(link.entity) for link in row.links)
            assert all(each.slug in slugs for each in row.references)
        units = [link.entity for row in rows for link in row.links if link.entity.startswith("archival-unit/")]
        assert len({unit for unit in units if unit.rpartition("-")[2] > "2999999"}) >= 40
    assert states.size_of(state.store) > 0


def test_site_is_read_in_every_way(tmp_path: Path, bench: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists, one document, the framer and requests are timed on a site, each with its bar; lists differ by what is asked."""
    states, reading = bench("scale_states"), bench("scale_reading")
    state = states.published(tmp_path / "site", 60, 1, 1)
    monkeypatch.setattr(reading, "ASKED", 25)
    monkeypatch.setattr(reading, "ROUNDS", 1)
    figures = [*reading.listings(state), *reading.growth(state, state), *reading.framing(state, 2), *reading.serving(state, 4)]
    assert len({figure.what for figure in figures}) == len(figures) == 9 + 3 + 1 + 2
    assert all(figure.value > 0 and figure.bar for figure in figures)
    with pytest.raises(RuntimeError, match="the same page"):
        reading._requests(state, ["/doc?agent=agent/a", "/doc?agent=agent/b"])
