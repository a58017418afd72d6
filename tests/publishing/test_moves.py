"""Files come, go and move; slugs stay."""

from dataclasses import replace
from pathlib import Path

import pytest

from fonds.publishing.sources import EXAMPLE, Source, given_sources, known_sources
from fonds.settings import Settings
from publishing.archive import Archive, codes
from publishing.pages import letter

TITLE = "Letter from Ivan Petrov to Karel Novak"


def _state(archive: Archive, slug: str) -> tuple[str, str, str]:
    """Return state, reason and successor of a slug."""
    with archive.catalogue() as catalogue:
        document = catalogue.find_document(slug)
        assert document is not None
        return document.state, document.reason, document.successor


@pytest.mark.parametrize("name", ["", "letters"])
def test_a_renamed_file_keeps_its_slug(archive: Archive, name: str) -> None:
    """A file that is gone here and new there with the same bytes has moved: same document, same slug, one version."""
    source = Source(archive.pages, name)
    page = archive.write("a.txt")
    archive.publish(source)
    slugs = archive.slugs()
    page.rename(archive.pages / "z.txt")
    report = archive.publish(source, prune=True)
    assert (report.new, report.deleted, report.left_out, archive.slugs()) == (0, 0, 0, slugs)
    with archive.catalogue() as catalogue:
        (state,) = catalogue.sources()
        assert state.source == source.key(archive.pages / "z.txt")
        assert [change.kind for change in catalogue.changes()] == ["create", "update"]  # the file's name is told
    archive.check()


def test_a_named_source_may_move_as_a_whole(archive: Archive) -> None:
    """The files of a named source are known by their path below it: the folder itself may lie anywhere."""
    archive.write("x/a.txt")
    archive.publish(Source(archive.pages, "letters"))
    archive.pages.rename(archive.root / "elsewhere")
    report = archive.publish(Source(archive.root / "elsewhere", "letters"), prune=True)
    assert (report.unchanged, report.new, report.deleted, report.release) == (1, 0, 0, 0)


def test_an_unnamed_folder_that_moves_is_seen_by_its_files(archive: Archive) -> None:
    """Files without a named source have moved with their folder; their documents stay."""
    archive.write("a.txt")
    archive.write("b.txt", 1)
    archive.publish()
    slugs = archive.slugs()
    archive.pages.rename(archive.root / "elsewhere")
    report = archive.publish(archive.root / "elsewhere")
    assert (report.new, report.left_out, archive.slugs()) == (0, 0, slugs)
    archive.check()


def test_a_copy_is_left_out(archive: Archive) -> None:
    """Of files with the same bytes one is published, the one that was there first; the others are named."""
    archive.write("m.txt")
    archive.publish()
    archive.write("a.txt")
    archive.write("z.txt")
    report = archive.publish(prune=True)
    assert codes(report) == ["file-duplicate", "file-duplicate"] and (report.unchanged, report.new) == (1, 0)
    told = {problem.where: problem.detail for problem in report.problems if problem.code == "file-duplicate"}
    assert told == {
        str(archive.pages / name): f"the same as {archive.pages / 'm.txt'}" for name in ("a.txt", "z.txt")
    }
    (archive.pages / "m.curation.toml").write_text('slug = "mine"\n', encoding="utf-8")
    assert archive.publish().changed == 1 and archive.slugs() == ["mine"]


def test_two_new_copies(archive: Archive) -> None:
    """Of two new files with the same bytes the first in order is published."""
    archive.write("b.txt")
    archive.write("a.txt")
    report = archive.publish()
    assert (report.new, codes(report)) == (1, ["file-duplicate"])
    assert archive.publish().unchanged == 1


def test_a_place_taken_by_another_page(archive: Archive) -> None:
    """A file with a page's old name and new words changes that page; the old words elsewhere are a page of their own."""
    archive.write("a.txt", 0)
    archive.publish()
    (slug,) = archive.slugs()
    archive.write("a.txt", 1)
    archive.write("b.txt", 0)
    report = archive.publish(prune=True)
    assert (report.changed, report.new, report.left_out) == (1, 1, 0)
    assert slug in archive.slugs() and len(archive.slugs()) == 2
    archive.check()


def test_what_is_gone_stays_unless_pruned(archive: Archive) -> None:
    """A page that is gone stays published; with --prune it becomes a tombstone, and its entities go with it."""
    archive.write("a.txt", 0)
    archive.write("b.txt", 1).unlink()
    page = archive.write("b.txt", 1)
    archive.publish()
    page.unlink()
    assert archive.publish().release == 0 and len(archive.slugs()) == 2
    report = archive.publish(prune=True)
    assert (report.deleted, report.unchanged, report.release) == (1, 1, 2)
    assert len(archive.slugs()) == 1 and not any("agent/karel-novak" in line for line in archive.triples())
    with archive.catalogue() as catalogue:
        (gone,) = [change for change in catalogue.changes() if change.kind == "delete"]
    assert _state(archive, gone.slug) == ("deleted", "The page is no longer in its source.", "")
    archive.check()


def test_a_page_comes_back(archive: Archive) -> None:
    """A pruned page that returns gets its slug again, and a new version; so it does under another file name."""
    page = archive.write()
    archive.write("other.txt", 1)
    archive.publish()
    slugs = archive.slugs()
    for name in ("a.txt", "again.txt"):
        page.unlink()
        assert archive.publish(prune=True).deleted == 1
        page = archive.write(name)
        report = archive.publish(prune=True)
        assert (report.new, archive.slugs()) == (1, slugs)
    archive.check()


def test_pruning_touches_the_named_sources_only(archive: Archive) -> None:
    """What is missing from one source is never a tombstone because another one is published."""
    one, two = archive.root / "one", archive.root / "two"
    for folder, number in ((one, 0), (two, 1)):
        folder.mkdir()
        (folder / "a.txt").write_text(letter(number), encoding="utf-8")
    archive.publish(one, Source(two, "two"))
    (one / "a.txt").unlink()
    (two / "a.txt").unlink()
    assert archive.publish(archive.pages, prune=True).deleted == 0
    assert archive.publish(Source(two, "two"), prune=True).deleted == 1
    assert archive.publish(one, prune=True).deleted == 1
    assert archive.slugs() == []


def test_a_folder_that_is_missing_says_nothing(archive: Archive) -> None:
    """Where the whole folder is away (a disk not mounted) nothing is deleted."""
    archive.write()
    archive.publish()
    archive.pages.rename(archive.root / "unmounted")
    report = archive.publish(prune=True)
    assert (report.deleted, codes(report), len(archive.slugs())) == (0, ["path-missing"], 1)


# ── slugs ────────────────────────────────────────────────────────────────────────────────────────────────


def test_two_pages_of_one_date_and_title(archive: Archive) -> None:
    """Where two pages want one slug the second gets digits of its file, the same ones whenever it is published."""
    for name, body in (("a.txt", ""), ("b.txt", "Other words of another letter of that very day. " * 4)):
        archive.write(name, title=TITLE, date="May 2, 1962", body=body)
    archive.publish()
    wanted = "1962-05-02-letter-from-ivan-petrov-to-karel-novak"
    slugs = archive.slugs()
    assert slugs[0] == wanted and slugs[1].startswith(f"{wanted}-") and len(slugs[1]) == len(wanted) + 7
    archive.write("b.txt", title=TITLE, date="May 2, 1962", body="Changed words of another letter. " * 5)
    archive.publish()
    assert archive.slugs() == slugs
    archive.check()


def test_a_new_title_does_not_change_the_slug(archive: Archive) -> None:
    """Once published a slug stays, whatever the page is called later."""
    archive.write(title=TITLE)
    archive.publish()
    slugs = archive.slugs()
    archive.write(title="Cable from Ivan Petrov to Karel Novak", date="June 1, 1963")
    assert archive.publish().changed == 1
    assert archive.slugs() == slugs


def test_a_person_may_rename(archive: Archive) -> None:
    """A slug in the curation file takes over: the old one redirects, and is nobody else's."""
    archive.write(title=TITLE, date="May 2, 1962")
    archive.publish()
    (old,) = archive.slugs()
    (archive.pages / "a.curation.toml").write_text('slug = "my-letter"\n', encoding="utf-8")
    report = archive.publish()
    assert (report.changed, report.new, report.deleted) == (1, 0, 0)
    assert archive.slugs() == ["my-letter"]
    assert _state(archive, old) == ("deleted", "renamed", "my-letter")
    with archive.catalogue() as catalogue:
        assert catalogue.find_redirect(old) == "my-letter"
    archive.write("b.txt", title=TITLE, date="May 2, 1962", body="Other words of another letter. " * 6)
    archive.publish()
    assert old not in archive.slugs()
    archive.check()


# ── sources ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_part_of_a_named_source_has_its_name(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page or folder given by its path is known by the named source it lies in, wherever the command runs."""
    page = archive.write("x/a.txt")
    settings = replace(archive.settings, sources=(f"letters={archive.pages}",))
    monkeypatch.chdir(archive.pages / "x")
    for path in (page, Path("a.txt"), archive.pages / "x", archive.pages):
        (source,) = given_sources((path,), settings)
        assert [key for key, _ in source.files()] == ["letters:x/a.txt"]
        assert source.path("letters:x/a.txt") == page.resolve()
    (part,) = given_sources((archive.pages / "x",), settings)
    assert part.path("letters:y/b.txt") is None and part.path("example:x/a.txt") is None


def test_without_paths_the_settings_say_what_is_published(archive: Archive) -> None:
    """The sources of the settings are published by default, the shipped pages only where there are none."""
    named = replace(archive.settings, sources=(f"letters={archive.pages}",))
    assert [source.name for source in given_sources((), named)] == ["letters"]
    assert [source.name for source in given_sources((), Settings())] == [EXAMPLE]
    assert [source.name for source in known_sources(named)] == ["letters", EXAMPLE]
    assert [source.name for source in given_sources((archive.pages,), Settings())] == [""]


def test_the_shipped_pages_are_known_by_name_only(archive: Archive) -> None:
    """One of the shipped pages given by its path is the page that was published with the others, not a copy."""
    (example,) = given_sources((), Settings())
    archive.publish(example)
    (one,) = given_sources((example.root / "003_2f9377a29a530927.txt",), Settings())
    report = archive.publish(one)
    assert (report.unchanged, report.left_out, report.release) == (1, 0, 0)


def test_a_link_is_known_by_its_own_place(archive: Archive) -> None:
    """A symbolic link to a page elsewhere is a file of the folder it stands in."""
    elsewhere = archive.root / "store.txt"
    elsewhere.write_text(letter(3), encoding="utf-8")
    (archive.pages / "link.txt").symlink_to(elsewhere)
    assert archive.publish(Source(archive.pages, "letters")).new == 1
    with archive.catalogue() as catalogue:
        assert [state.source for state in catalogue.sources()] == ["letters:link.txt"]


def test_a_slug_that_another_document_has_is_told(archive: Archive) -> None:
    """Who asks for the slug of another document is told that it is taken, and where the document was published instead."""
    archive.write("a.txt")
    (archive.pages / "a.curation.toml").write_text('slug = "wanted"\n', encoding="utf-8")
    archive.write("b.txt", 1)
    (archive.pages / "b.curation.toml").write_text('slug = "wanted"\n', encoding="utf-8")
    report = archive.publish()
    (told,) = [problem for problem in report.problems if problem.code == "curation-slug-taken"]
    (instead,) = set(archive.slugs()) - {"wanted"}
    assert (told.where, told.detail) == (str(archive.pages / "b.txt"), f"wanted; it was published as {instead}")
