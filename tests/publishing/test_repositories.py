"""Repositories among the sources: harvested, published, followed, and never in the way."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fonds.errors import NotFoundError, SettingsError
from fonds.publishing.mirrors import harvest_named
from fonds.publishing.sources import Repository as RepositorySource
from fonds.publishing.sources import given_sources, known_sources
from fonds.settings import Settings
from harvesting.provider import Fault, Repository, oai_dc, serving
from publishing.archive import Archive, codes


@pytest.fixture
def repository() -> Iterator[Repository]:
    """Serve a repository of three letters."""
    repository = Repository()
    for number in range(3):
        repository.put(str(number), oai_dc(f"Letter No. {number} from Andrei Gromyko to the Foreign Ministry"))
    with serving(repository):
        yield repository


@pytest.fixture
def harvested(archive: Archive, repository: Repository) -> Archive:
    """Return an archive whose only named source is the repository."""
    archive.settings = replace(archive.settings, sources=(f"partner=oai:{repository.address}",))
    return archive


def publish(archive: Archive, **options: bool) -> object:
    """Publish the sources of the settings."""
    return archive.publish(*given_sources((), archive.settings), **options)


def slugs(archive: Archive) -> list[str]:
    """Return the numbers of the letters that are published."""
    return [slug.split("no-")[1][:1] for slug in archive.slugs()]


def test_round_trip(harvested: Archive, repository: Repository) -> None:
    """Records are published at once; what is changed and deleted upstream is, at the next publish, without --prune."""
    report = harvested.publish(*given_sources((), harvested.settings))
    assert (report.new, codes(report)) == (3, []) and report.layouts == {"dublin-core": 3}
    assert slugs(harvested) == ["0", "1", "2"]
    repository.put("1", None, "2026-02-02T00:00:00Z")
    repository.put("2", oai_dc("Letter No. 2 from Andrei Gromyko to Erich Honecker"), "2026-02-02T00:00:00Z")
    report = harvested.publish(*given_sources((), harvested.settings))
    assert (report.new, report.changed, report.unchanged, report.deleted) == (0, 1, 1, 1)
    assert slugs(harvested) == ["0", "2"]
    with harvested.catalogue() as catalogue:
        states = {state.source: state.state for state in catalogue.sources()}
    assert states["partner:oai:Example.org:1"] == "deleted" and states["partner:oai:Example.org:2"] == "live"
    harvested.check()


def test_the_same_again_changes_nothing(harvested: Archive, repository: Repository) -> None:
    """A record whose datestamp alone moved is no new version."""
    publish(harvested)
    for item in repository.items.values():
        item.stamp = "2026-02-02T00:00:00Z"
    report = harvested.publish(*given_sources((), harvested.settings))
    assert (report.unchanged, report.changed, report.release) == (3, 0, 0)


def test_a_repository_that_is_down_costs_nothing(harvested: Archive, repository: Repository) -> None:
    """What was harvested before stays published while the repository does not answer; the report says so."""
    publish(harvested)
    repository.faults.append(Fault("", status=404))
    report = harvested.publish(*given_sources((), harvested.settings))
    assert (report.unchanged, report.deleted, codes(report)) == (3, 0, ["harvest-failed"])


def test_offline_and_dry_runs_ask_nobody(harvested: Archive, repository: Repository) -> None:
    """With --offline, or where nothing is to be written, no repository is asked."""
    for options in ({"offline": True}, {"dry_run": True}):
        report = harvested.publish(*given_sources((), harvested.settings), **options)
        assert codes(report) == ["harvest-missing"] and repository.asked == []


def test_harvesting_alone(harvested: Archive, repository: Repository) -> None:
    """Harvesting brings the mirror up to date and publishes nothing; what follows needs no network."""
    (found,) = harvest_named((), harvested.settings, tell=lambda *_: None)
    assert (found.name, found.new, found.complete) == ("partner", 3, True)
    repository.faults.append(Fault("", status=404))
    report = harvested.publish(*given_sources((), harvested.settings), offline=True)
    assert report.new == 3 and codes(report) == []


def test_unknown_names(harvested: Archive) -> None:
    """A name that is no repository's is refused, naming those there are."""
    with pytest.raises(NotFoundError, match="There are partner"):
        harvest_named(("other",), harvested.settings, tell=lambda *_: None)


def test_pages_of_a_folder_are_not_taken_for_records(harvested: Archive) -> None:
    """A name that once stood for a folder does not make its pages gone once it stands for a repository."""
    harvested.write("a.txt")
    repository = harvested.settings
    harvested.settings = replace(repository, sources=(f"partner={harvested.pages}",))
    publish(harvested)
    harvested.settings = repository
    report = harvested.publish(*given_sources((), harvested.settings))
    assert (report.new, report.deleted) == (3, 0)


@pytest.mark.parametrize("record", ["oai:x:1", "oai:x:No #7", "oai:X.org:a/b%20c", "oai:x:" + "y" * 400, "oai:ä:ß~"])
def test_keys_lead_to_files_and_back(tmp_path: Path, record: str) -> None:
    """The key of a record leads to the file it was made from, whatever its identifier."""
    from fonds.harvesting.mirror import file_name

    settings = Settings(state=str(tmp_path), sources=("partner=oai:https://example.org/oai",))
    source = known_sources(settings)[0]
    assert isinstance(source, RepositorySource)
    source.root.mkdir(parents=True)
    file = source.root / file_name(record)
    assert source.path(source.key(file)) == file and source.path(source.key(file) + "#d1") == file
    assert source.path("other:oai:x:1") is None


@pytest.mark.parametrize(
    "address", ["oai:", "oai:ftp://x/y", "oai:https://x/oai?verb=Identify", "oai:https://u:p@x/", "oai:https://x/?set=a&set=b",
                "oai:https://x:99999/", "oai:https://x/#y"],
)
def test_addresses_that_are_none(address: str) -> None:
    """An address that cannot be asked is refused, with the form of one."""
    with pytest.raises(SettingsError, match="metadataPrefix"):
        known_sources(Settings(sources=(f"partner={address}",)))
