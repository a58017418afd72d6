"""An embargo: a document is published from its day on, and not before."""

from datetime import UTC, datetime

import pytest

from catalogue.samples import Ticking
from fonds.publishing.rollback import roll_back
from fonds.publishing.run import Options
from fonds.publishing.verifying import verify
from publishing.archive import Archive, codes
from publishing.test_resolving import BASE, FRAGMENT, LETTER, LETTER_NAME, REPLY, replies, write

EVE = datetime(2029, 12, 31, 12, tzinfo=UTC)
DAY = datetime(2030, 1, 1, 0, 0, tzinfo=UTC)


def embargo(archive: Archive, day: str = "2030-01-01") -> None:
    """Put the page a.txt under an embargo."""
    archive.pages.joinpath("a.curation.toml").write_text(f"embargo = {day}\n", encoding="utf-8")


@pytest.fixture
def archive(archive: Archive) -> Archive:
    """Return an archive on New Year's Eve, with one letter."""
    archive.clock = Ticking(EVE)
    write(archive, "a", LETTER)
    return archive


def test_a_document_is_left_out_until_its_day(archive: Archive) -> None:
    """Before its day it is left out, with a note that names the day; the first publish on the day publishes it."""
    embargo(archive)
    write(archive, "b", REPLY)
    report = archive.publish()
    assert (report.new, report.left_out) == (1, 1) and "document-embargoed" in codes(report)
    (problem,) = [each for each in report.problems if each.code == "document-embargoed"]
    assert (problem.detail, problem.severity) == ("until 2030-01-01", "note") and problem.where.endswith("a.txt")
    archive.clock = Ticking(DAY)
    report = archive.publish()
    assert (report.new, report.left_out) == (1, 0) and "document-embargoed" not in codes(report)
    assert LETTER_NAME in archive.slugs() and replies(archive) == {f"<{BASE}/doc/{LETTER_NAME}>"}
    archive.check()


def test_strict_releases_in_spite_of_an_embargo(archive: Archive) -> None:
    """An embargo is as it should be, so ``--strict`` releases the rest."""
    embargo(archive)
    write(archive, "b", REPLY)
    report = archive.publish(strict=True)
    assert (report.new, report.stopped) == (1, "")


def test_a_live_document_becomes_a_tombstone(archive: Archive) -> None:
    """One that is published already is taken back with the day as the reason, and comes back under the same slug."""
    write(archive, "b", REPLY)
    archive.publish()
    embargo(archive)
    report = archive.publish()
    assert report.deleted == 1 and "document-embargoed" in codes(report)
    assert LETTER_NAME not in archive.slugs() and replies(archive) == {FRAGMENT}
    with archive.catalogue() as catalogue:
        assert (found := catalogue.find_document(LETTER_NAME)) and found.reason == "Under embargo until 2030-01-01."
    assert archive.publish().deleted == 0
    archive.clock = Ticking(DAY)
    archive.publish()
    with archive.catalogue() as catalogue:
        kinds = [change.kind for change in catalogue.changes() if change.slug == LETTER_NAME]
    assert kinds == ["create", "delete", "create"] and LETTER_NAME in archive.slugs()
    archive.check()
    assert verify(archive.settings, deep=True).problems == []


def test_a_moved_document_under_embargo_is_taken_back(archive: Archive) -> None:
    """A file that moves and comes under an embargo at once leaves no live document behind."""
    write(archive, "b", REPLY)
    archive.publish()
    (archive.pages / "a.txt").rename(archive.pages / "z.txt")
    archive.pages.joinpath("z.curation.toml").write_text("embargo = 2030-01-01\n", encoding="utf-8")
    assert archive.publish().deleted == 1
    assert LETTER_NAME not in archive.slugs()
    archive.clock = Ticking(DAY)
    archive.publish()
    assert LETTER_NAME in archive.slugs()


def test_an_unreadable_embargo_publishes_nothing(archive: Archive) -> None:
    """A day that cannot be read is a fault of the curation file, with its line; the page is not published for it."""
    embargo(archive, '"when the heirs agree"')
    report = archive.publish()
    (problem,) = report.problems_of("error")
    assert (report.new, problem.code, problem.line) == (0, "curation-broken", 1)


def test_going_back_ends_no_embargo(archive: Archive) -> None:
    """A release from before an embargo comes back without the document, which is named, until its day has come."""
    write(archive, "b", REPLY)
    archive.publish()
    embargo(archive)
    archive.publish()
    back = roll_back(1, archive.settings, Options(clock=archive.clock))
    assert (back.embargoed, back.withheld) == ((LETTER_NAME,), ()) and LETTER_NAME not in archive.slugs()
    assert verify(archive.settings, deep=True).problems == []
    archive.clock = Ticking(DAY)
    assert roll_back(1, archive.settings, Options(clock=archive.clock)).embargoed == ()
    assert LETTER_NAME in archive.slugs()
    assert verify(archive.settings, deep=True).problems == []
