"""An edit of the authority lists: just the documents it touches are read again, and the outcome is that of a new site."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from fonds.publishing.report import Report
from publishing.archive import Archive
from publishing.pages import PEOPLE, write_pages

HEAD = "id,type,name,name_lang,alternate_names,scope,same_as\n"
WEBER = "agent/anna-weber,Person,Anna Weber,en,A. Weber,,http://d-nb.info/gnd/118562827\n"
NOVAK = "agent/k-novak,Person,Karel Novak,en,,,\n"


@pytest.fixture
def listed(archive: Archive) -> Archive:
    """Return an archive of fourteen letters, published with a list that holds one of the people."""
    archive.settings = replace(archive.settings, authorities=str(archive.root / "lists"))
    (archive.root / "lists").mkdir()
    write_pages(archive.pages, range(14))
    put(archive, NOVAK)
    archive.publish()
    return archive


def put(archive: Archive, rows: str) -> None:
    """Let the list hold these rows."""
    (archive.root / "lists" / "agents.csv").write_text(HEAD + rows, encoding="utf-8")


def read(report: Report) -> int:
    """Return how many documents were read for what they say."""
    return sum(report.layouts.values())


def naming(archive: Archive, *names: str) -> int:
    """Return how many pages hold one of some names."""
    pages = (path.read_text(encoding="utf-8") for path in archive.pages.glob("*.txt"))
    return sum(any(name in page for name in names) for page in pages)


def anew(archive: Archive, root: Path) -> set[str]:
    """Return the triples of the same pages published from nothing with the same lists, without moments and numbers."""
    root.mkdir()
    fresh = Archive(root)
    fresh.pages.rmdir()
    fresh.pages.symlink_to(archive.pages, target_is_directory=True)
    fresh.settings = replace(archive.settings, state=str(root / "state"))
    fresh.publish(archive.pages)
    return timeless(fresh)


def timeless(archive: Archive) -> set[str]:
    """Return all triples but the datestamps."""
    return {line for line in archive.triples() if "/dc/terms/issued>" not in line and "/dc/terms/modified>" not in line}


def test_one_row_more_touches_those_who_name_it(listed: Archive, tmp_path: Path) -> None:
    """Only letters with the new name are read again; all else is unchanged, and all is as if published anew."""
    put(listed, NOVAK + WEBER)
    report = listed.publish()
    assert 0 < read(report) == naming(listed, "Anna Weber") < 14
    assert report.changed == read(report) and report.unchanged == 14 - report.changed
    assert timeless(listed) == anew(listed, tmp_path / "fresh")


def test_an_edit_is_taken_in_once(listed: Archive) -> None:
    """The next publish reads nothing, and finds nothing to release."""
    put(listed, NOVAK + WEBER)
    listed.publish()
    report = listed.publish()
    assert (read(report), report.unchanged, report.release) == (0, 14, 0)


def test_lists_written_otherwise_touch_nothing(listed: Archive) -> None:
    """Rows in another order, or another file, say the same."""
    put(listed, "")
    (listed.root / "lists" / "others.csv").write_text(HEAD + NOVAK, encoding="utf-8")
    report = listed.publish()
    assert (read(report), report.unchanged, report.release) == (0, 14, 0)


def test_a_row_described_otherwise_touches_those_who_lead_to_it(listed: Archive, tmp_path: Path) -> None:
    """Another address of an entity reaches every document that names it."""
    put(listed, "agent/k-novak,Person,Karel Novak,en,Karl Novak,,http://www.wikidata.org/entity/Q42\n")
    report = listed.publish()
    assert read(report) == naming(listed, "Karel Novak")
    assert any("Q42" in line for line in listed.triples())
    assert timeless(listed) == anew(listed, tmp_path / "fresh")


def test_a_page_left_out_of_a_publish_keeps_its_lists(listed: Archive) -> None:
    """What this publish did not read is held against the edit by the next one that does."""
    touched = next(path for path in sorted(listed.pages.glob("*.txt")) if "Anna Weber" in path.read_text(encoding="utf-8"))
    put(listed, NOVAK + WEBER)
    assert read(listed.publish(touched)) == 1
    assert read(listed.publish()) == naming(listed, "Anna Weber") - 1


@pytest.mark.parametrize("seed", range(4))
def test_any_edits_end_as_a_new_site_would(listed: Archive, tmp_path: Path, seed: int) -> None:
    """However rows come, change and go, what is published in the end depends on the lists alone."""
    choose = random.Random(seed)
    for _ in range(3):
        people = choose.sample(PEOPLE, choose.randrange(4))
        rows = [
            f"agent/{name.split()[-1].lower()},Person,{name},en,{choose.choice(('', name.split()[-1]))},,\n" for name in people
        ]
        put(listed, "".join(rows))
        listed.publish()
    assert timeless(listed) == anew(listed, tmp_path / "fresh")


def test_a_name_that_gets_a_row_leads_to_it(listed: Archive) -> None:
    """The entity a name was before it had a row redirects to the row's, and comes back when the row goes."""
    local = "agent/anna-weber"
    with listed.catalogue() as catalogue:
        before = catalogue.find_entity(local)
        assert before is not None and (before.state, before.successor) == ("live", "")
    put(listed, NOVAK + WEBER.replace(local, "agent/weber"))
    listed.publish()
    with listed.catalogue() as catalogue:
        merged = catalogue.find_entity(local)
        assert merged is not None and (merged.state, merged.successor) == ("deleted", "agent/weber")
    put(listed, NOVAK)
    listed.publish()
    with listed.catalogue() as catalogue:
        again, gone = catalogue.find_entity(local), catalogue.find_entity("agent/weber")
        assert again is not None and (again.state, again.successor) == ("live", "")
        assert gone is not None and (gone.state, gone.successor) == ("deleted", "")
