"""Whatever happens, the release before is served, people are told what to do, and the next publish puts all right."""

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fonds.catalogue.catalogue import Catalogue
from fonds.errors import StateError
from fonds.linking.authorities import AuthorityList
from fonds.linking.linker import Linked
from fonds.mapping.document import FIELDS
from fonds.mapping.mapper import Mapped, map_record
from fonds.mapping.statements import Site, Statement, say
from fonds.publishing.stores import catalogue_path
from fonds.rdf.literals import iri_term
from fonds.record.evidence import Span, stated
from publishing.archive import Archive, codes
from publishing.pages import write_pages

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT / 'tests'}"}

STAGES = {
    "listing": "fonds.publishing.files.Files.__iter__",
    "reading": "fonds.publishing.tasks.understand",
    "spooling": "fonds.publishing.spool.Spool.keep_pickled",
    "deciding": "fonds.catalogue.slugs.SlugPlan.slug_for",
    "agreeing": "fonds.publishing.agreement.Agreement.settle",
    "writing": "fonds.catalogue.release.ReleaseWriter.put",
    "naming": "fonds.catalogue.release.ReleaseWriter.put_entity",
    "deleting": "fonds.catalogue.release.ReleaseWriter.delete",
    "building": "fonds.publishing.stores.StoreWriter",
    "stamping": "fonds.catalogue.release.ReleaseWriter.appoint",
    "closing": "fonds.store.embedded.StoreWriter.close",
    "finishing": "fonds.catalogue.release.ReleaseWriter.finish",
}

KILLED = """
import importlib, os, signal, sys
from pathlib import Path
from fonds.publishing.publish import publish
from fonds.publishing.sources import Source
from fonds.settings import Settings
root, (place, _, name) = Path(sys.argv[1]), sys.argv[2].rpartition(".")
try:
    owner = importlib.import_module(place)
except ModuleNotFoundError:
    module, _, within = place.rpartition(".")
    owner = getattr(importlib.import_module(module), within)
setattr(owner, name, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
publish((Source(root / "pages"),), Settings(state=str(root / "state")))
"""


class _Crash(BaseException):
    """Something nobody catches."""


@pytest.fixture
def published(archive: Archive) -> Archive:
    """Return an archive with a release, and pages that would make another one."""
    write_pages(archive.pages, range(4))
    archive.publish()
    archive.write("00000.txt", 20)
    archive.write("00009.txt", 9)
    (archive.pages / "00002.txt").unlink()
    return archive


def _assert_untouched(archive: Archive, slugs: list[str], stores: set[str]) -> None:
    assert archive.slugs() == slugs and archive.release().number == 1
    assert {path.name for path in archive.state.glob("store-*")} == stores
    archive.check()


def _assert_completes(archive: Archive) -> None:
    report = archive.publish(prune=True)
    assert (report.changed, report.new, report.deleted, report.release) == (1, 1, 1, 2)
    archive.check()


@pytest.mark.parametrize("stage", STAGES)
def test_a_crash_changes_nothing(published: Archive, monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    """A crash at any stage leaves the old release serving, no half store, no lock; the next publish completes."""
    slugs, stores = published.slugs(), {path.name for path in published.state.glob("store-*")}

    def crash(*_: object, **__: object) -> None:
        raise _Crash

    with monkeypatch.context() as patch:
        patch.setattr(STAGES[stage], crash)
        with pytest.raises(_Crash):
            published.publish(prune=True)
    _assert_untouched(published, slugs, stores)
    _assert_completes(published)


@pytest.mark.parametrize("stage", ["reading", "writing", "building", "finishing"])
def test_a_kill_changes_nothing(published: Archive, stage: str) -> None:
    """A publish killed at any stage leaves the old release serving; the next one completes and removes what was left."""
    slugs = published.slugs()
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(published.root), STAGES[stage]], env=ENVIRONMENT, check=False, timeout=120
    )
    assert ended.returncode == -signal.SIGKILL
    assert published.slugs() == slugs and published.release().number == 1
    _assert_completes(published)


def test_a_page_that_crashes_the_mapper_costs_only_itself(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of Fonds on one page is told with its kind; the other pages are published."""
    write_pages(archive.pages, range(3))

    def faulty(linked: Linked, slug: str, authorities: AuthorityList, site: Site) -> Mapped:
        if linked.record.source.name == "00001.txt":
            raise ZeroDivisionError("ouch")
        return map_record(linked, slug, authorities, site)

    monkeypatch.setattr("fonds.publishing.page.map_record", faulty)
    report = archive.publish()
    assert (report.new, report.left_out, codes(report)) == (2, 1, ["crashed"])
    (problem,) = [each for each in report.problems if each.code == "crashed"]
    assert problem.where == str(archive.pages / "00001.txt") and problem.detail == "ZeroDivisionError: ouch"
    archive.check()


@pytest.mark.parametrize(("start", "end"), [(5, 5), (-3, 2), (10**6, 10**6 + 4)])
def test_a_rule_that_points_nowhere_keeps_its_page_back(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, start: int, end: int
) -> None:
    """A statement whose words are not in the file is a fault of a rule: the page is left out, and the rule named."""
    def pointless(linked: Linked, doc: str, site: Site) -> Iterator[Statement]:
        yield from say(doc, "schema:mentions", iri_term("http://x"), evidence=[stated("a-rule", Span(start, end))])

    archive.write()
    monkeypatch.setattr("fonds.mapping.mapper.FIELDS", (*FIELDS, pointless))
    report = archive.publish()
    assert (report.new, codes(report)) == (0, ["quote-mismatch"])
    assert "schema.org/mentions by a-rule" in report.problems[-1].detail


def test_the_second_publisher_is_refused(published: Archive) -> None:
    """While one publishes another is told which process came first, and nothing of its own is begun."""
    with Catalogue.open(catalogue_path(published.state)) as first, first.publishing():
        with pytest.raises(StateError, match=rf"Another publish is under way \(process {os.getpid()} on"):
            published.publish()
        assert published.publish(dry_run=True).new == 1  # looking is always possible
    _assert_completes(published)


# ── the disk ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "Make room"), (errno.EACCES, "permissions"), (errno.EROFS, "Set 'state'"), (errno.EIO, "the disk")],
)
def test_faults_of_the_disk_have_a_remedy(
    published: Archive, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    """What the system says while something is written becomes one sentence with what to do, and changes nothing."""
    def fault(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr("fonds.publishing.spool.Spool.keep", fault)
        with pytest.raises(StateError, match=words) as caught:
            published.publish()
    assert str(published.state) in caught.value.message and os.strerror(number) in caught.value.message
    _assert_completes(published)


def test_state_below_a_file_is_refused(archive: Archive) -> None:
    """A state directory that cannot be made is told with the setting that names it."""
    archive.write()
    archive.state.write_text("a file", encoding="utf-8")
    with pytest.raises(StateError, match="state"):
        archive.publish()


def _without_privileges() -> list[str]:
    """Return what to put before a command so that permissions hold for root, too."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root may write everywhere, and setpriv is not there to take that away")
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]


def test_a_state_that_may_not_be_written(published: Archive) -> None:
    """Where the state may only be read a publish is refused with exit 3 and one sentence; a dry run still works."""
    command = [*_without_privileges(), sys.executable, "-m", "fonds.cli", "--state", str(published.state)]
    everything = [published.state, *published.state.rglob("*")]
    for path in everything:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        told = [
            subprocess.run(
                [*command, "publish", str(published.pages), *more], env=ENVIRONMENT, capture_output=True, text=True,
                check=False, timeout=120,
            )
            for more in ([], ["--dry-run"])
        ]
    finally:
        for path in everything:
            path.chmod(0o755 if path.is_dir() else 0o644)
    assert told[0].returncode == 3 and told[0].stderr.count("\n") == 1 and "permissions" in told[0].stderr
    assert told[1].returncode == 0 and "1 new, 1 changed" in told[1].stdout
    _assert_completes(published)


@pytest.mark.parametrize("below", ["", "deeper"])
def test_a_folder_that_cannot_be_listed(archive: Archive, monkeypatch: pytest.MonkeyPatch, below: str) -> None:
    """A folder that may not be listed is named; other pages are published, and none of its own is taken for gone."""
    archive.write()
    locked = archive.root / "locked"
    write_pages(locked / below, range(3, 5))
    archive.publish(locked, archive.pages)
    archive.write(number=7)
    real = Path.iterdir

    def listing(path: Path) -> Iterator[Path]:
        if path == locked / below:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(Path, "iterdir", listing)
    report = archive.publish(locked, archive.pages, prune=True)
    assert (report.changed, report.deleted, codes(report)) == (1, 0, ["file-unreadable"])
    assert [p.where for p in report.problems if p.code == "file-unreadable"] == [str(locked / below)]
    assert len(archive.slugs()) == 3


# ── looking only ─────────────────────────────────────────────────────────────────────────────────────────


def test_dry_run_makes_nothing(archive: Archive) -> None:
    """A dry run of an archive never published tells what would come, and leaves no state directory."""
    write_pages(archive.pages, range(3))
    report = archive.publish(dry_run=True)
    assert (report.new, report.release, report.stopped) == (3, 0, "--dry-run: nothing was released")
    assert not archive.state.exists()


def test_dry_run_changes_nothing(published: Archive) -> None:
    """A dry run counts what a publish would do, and leaves every file of the state as it was."""
    files = published.files()
    report = published.publish(dry_run=True, prune=True)
    assert (report.changed, report.new, report.deleted, report.unchanged, report.release) == (1, 1, 1, 2, 0)
    assert published.files() == files
    _assert_completes(published)


def test_strict_releases_nothing_while_there_are_problems(published: Archive) -> None:
    """With --strict one bad page keeps everything back; without bad pages it is an ordinary publish."""
    bad = published.pages / "bad.txt"
    bad.write_bytes(b"\xff")
    slugs = published.slugs()
    report = published.publish(strict=True, prune=True)
    assert (report.release, report.new, report.changed, report.deleted) == (0, 1, 1, 1)
    assert report.stopped.startswith("--strict") and published.slugs() == slugs
    bad.unlink()
    assert published.publish(strict=True, prune=True).release == 2
    published.check()


def test_notes_do_not_stop_a_strict_publish(archive: Archive) -> None:
    """What is only good to know, such as a name in no list, is no problem to --strict."""
    archive.write()
    report = archive.publish(strict=True)
    assert report.release == 1 and {problem.severity for problem in report.problems} == {"note"}
