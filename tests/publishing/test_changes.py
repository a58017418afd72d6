"""The change log: what is said in it, when, and that nobody who follows it misses anything."""

from datetime import timedelta
from pathlib import Path

import pytest

from catalogue.samples import NOON, Ticking
from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.rows import Change
from fonds.clock import stamp, system_clock
from fonds.publishing.publish import publish
from fonds.publishing.run import Options
from fonds.publishing.sources import Source
from fonds.publishing.stores import catalogue_path
from fonds.store.embedded import StoreWriter
from publishing.archive import Archive
from publishing.pages import write_pages


def _changes(archive: Archive, after: int = 0) -> list[Change]:
    with archive.catalogue() as catalogue:
        return list(catalogue.changes(after, 10_000))


def _last(archive: Archive) -> int:
    with archive.catalogue() as catalogue:
        return catalogue.last_change()


# ── what is a change ─────────────────────────────────────────────────────────────────────────────────────


def test_a_touched_file_is_no_change(archive: Archive) -> None:
    """A file that was only touched, or written anew with the same bytes, is in no release and no log."""
    write_pages(archive.pages, range(3))
    archive.publish()
    before = _changes(archive)
    for path in archive.pages.iterdir():
        data = path.read_bytes()
        path.unlink()
        path.write_bytes(data)
    report = archive.publish()
    assert (report.unchanged, report.release, _changes(archive)) == (3, 0, before)


def test_an_upgrade_is_no_change(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version of Fonds and of its rules reads all pages again, and logs nothing where they say the same."""
    write_pages(archive.pages, range(3))
    archive.publish()
    before = _changes(archive)
    for module in ("kit", "releasing"):
        monkeypatch.setattr(f"fonds.publishing.{module}.__version__", "99.0")
        monkeypatch.setattr(f"fonds.publishing.{module}.RULES_VERSION", "99")
    report = archive.publish()
    assert report.layouts == {"archive-page": 3}
    assert (report.changed, report.release, _changes(archive)) == (0, 0, before)
    assert archive.publish().layouts == {}
    archive.check()


def test_an_upgrade_shows_in_what_changes_for_another_reason(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an upgrade only the record that changed is logged and bears the new version."""
    write_pages(archive.pages, range(3))
    archive.publish()
    last = _last(archive)
    for module in ("kit", "releasing"):
        monkeypatch.setattr(f"fonds.publishing.{module}.__version__", "99.0")
    archive.write("00001.txt", 1, title="Telegram from Anna Weber to Karel Novak")
    archive.publish()
    (change,) = _changes(archive, last)
    assert change.kind == "update"
    versions = {line.split('"')[1] for line in archive.triples() if "softwareVersion" in line}
    assert len(versions) == 2 and "99.0" in versions
    archive.check()


def test_a_life_in_the_log(archive: Archive) -> None:
    """A document that comes, changes, goes and comes back is logged so, under one slug, with its versions counted on."""
    page = archive.write("a.txt", 1)
    archive.write("b.txt", 2)
    archive.publish()
    archive.write("a.txt", 1, title="Telegram from Anna Weber")
    archive.publish()
    text = page.read_text(encoding="utf-8")
    page.unlink()
    assert archive.publish().deleted == 0
    assert archive.publish(prune=True).deleted == 1
    page.write_text(text, encoding="utf-8")
    archive.publish()
    first = _changes(archive)[0]
    told = [(each.kind, each.version) for each in _changes(archive) if each.slug == first.slug]
    assert told == [("create", 1), ("update", 2), ("delete", 2), ("create", 3)]
    (gone,) = (each for each in _changes(archive) if each.kind == "delete")
    assert gone.reason and gone.stamp == _stamp_of(archive, gone.release)
    stamps = [each.stamp for each in _changes(archive)]
    assert stamps == sorted(stamps) and len(set(stamps)) == 4
    archive.check()


def _stamp_of(archive: Archive, number: int) -> str:
    with archive.catalogue() as catalogue:
        return next(each.stamp for each in catalogue.releases() if each.number == number)


def test_entities_go_with_their_last_record(archive: Archive) -> None:
    """An entity is live as long as any live document leads to it, and comes back with one."""
    write_pages(archive.pages, (0, 1))
    archive.publish()
    only = archive.pages / "00001.txt"
    text = only.read_text(encoding="utf-8")
    with archive.catalogue() as catalogue:
        links = {each.key: each for slug in archive.slugs() for each in catalogue.entity_links(slug)}
        alone = {key for key in links if catalogue.linked(key).total == 1}
    only.unlink()
    archive.publish(prune=True)
    with archive.catalogue() as catalogue:
        states = {key: found.state for key in links if (found := catalogue.find_entity(key))}
        left = {each.key for slug in archive.slugs() for each in catalogue.entity_links(slug)}
    assert alone - left and {key for key, state in states.items() if state == "live"} == left
    archive.check()
    only.write_text(text, encoding="utf-8")
    archive.publish()
    with archive.catalogue() as catalogue:
        again = [catalogue.find_entity(key) for key in links]
    assert {each.state for each in again if each} == {"live"}
    archive.check()


# ── when ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_stamps_rise_though_the_clock_is_set_back(archive: Archive) -> None:
    """Each release, and each change in it, is stamped later than all before, whatever the clock says meanwhile."""
    for day in (0, -3, 5, 5, -90):
        archive.clock = Ticking(NOON + timedelta(days=day))
        archive.write("a.txt", 1, title=f"Letter {day} from Anna Weber {len(archive.slugs()) if day else 0}")
        archive.write("b.txt", 2, body=f"We have examined {day} {archive.clock.now} with great attention and care.")
        archive.publish()
    with archive.catalogue() as catalogue:
        stamps = [each.stamp for each in reversed(catalogue.releases())]
        of_releases = {each.number: each.stamp for each in catalogue.releases()}
    assert len(stamps) > 3 and stamps == sorted(set(stamps))
    assert all(each.stamp == of_releases[each.release] for each in _changes(archive))
    archive.check()


class _Harvester:
    """Asks again and again for what has changed since it was answered last, as OAI-PMH harvesters do."""

    def __init__(self, state: Path) -> None:
        self.path = catalogue_path(state)
        self.since = ""
        self.answers = 0
        self.seen: set[tuple[str, int]] = set()

    def ask(self) -> str:
        """Harvest what is stamped since the last answer, that second included; return the second of this answer."""
        now = stamp(system_clock())
        with Catalogue.open(self.path, read_only=True) as catalogue:
            self.seen |= {(each.slug, each.version) for each in catalogue.changes(0, 10_000) if each.stamp >= self.since}
        self.since = now
        self.answers += 1
        return now

    def ask_into_the_next_second(self) -> None:
        """Harvest until the clock has passed from one second to another."""
        first = self.ask()
        while self.ask() == first:
            pass


@pytest.mark.parametrize("slow", ["optimise", "close", "both"])
def test_nobody_who_harvests_during_a_publish_misses_a_change(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, slow: str
) -> None:
    """While a store is built and closed for seconds somebody harvests: they hear of everything when they ask again."""
    sources, options = (Source(archive.pages),), Options()
    write_pages(archive.pages, range(2))
    publish(sources, archive.settings, options)
    harvester = _Harvester(archive.state)
    harvester.ask()
    write_pages(archive.pages, range(2, 5))
    archive.write("00000.txt", 0, title="Telegram from Anna Weber to Karel Novak")
    optimise, close, times = StoreWriter.optimise, StoreWriter.close, []

    def slowly_optimise(self: StoreWriter) -> None:
        harvester.ask_into_the_next_second()
        optimise(self)

    def slowly_close(self: StoreWriter) -> None:
        times.append(1)
        if len(times) < 3:  # the first appointments are missed
            harvester.ask_into_the_next_second()
            harvester.ask_into_the_next_second()
        harvester.ask()
        close(self)

    if slow != "close":
        monkeypatch.setattr(StoreWriter, "optimise", slowly_optimise)
    if slow != "optimise":
        monkeypatch.setattr(StoreWriter, "close", slowly_close)
    publish(sources, archive.settings, options)
    asked = harvester.answers
    harvester.ask()
    changes = {(each.slug, each.version) for each in _changes(archive)}
    assert len(changes) == 6 and harvester.seen == changes and asked > 2
    assert archive.release().stamp <= stamp(system_clock() + timedelta(seconds=1))
    archive.check()
