"""A purge: nothing is left of a document but its address, a reason and a datestamp, and nothing brings it back."""

import shutil
from dataclasses import replace
from pathlib import Path

import fsspec
import pytest

from fonds.catalogue.catalogue import Catalogue
from fonds.errors import NotFoundError, StateError, UsageError
from fonds.harvesting.harvest import records_folder
from fonds.harvesting.mirror import file_name
from fonds.publishing.backups import back_up
from fonds.publishing.purging import Purged, lift, purge, withheld
from fonds.publishing.rollback import roll_back
from fonds.publishing.run import Options
from fonds.publishing.sources import known_sources
from fonds.publishing.stores import catalogue_path
from fonds.publishing.verifying import verify
from publishing.archive import Archive, codes
from publishing.pages import letter
from publishing.remains import remains
from publishing.test_resolving import BASE, FRAGMENT, LETTER, REPLY, REPLY_NAME, cited_by, replies, said, write

RECORD = """<record xmlns="http://www.openarchives.org/OAI/2.0/"><header><identifier>oai:them:1</identifier>
<datestamp>2020-01-01</datestamp></header><metadata><dc xmlns="http://www.openarchives.org/OAI/2.0/oai_dc/"
xmlns:d="http://purl.org/dc/elements/1.1/"><d:title>A letter on the quandlewick</d:title><d:date>1979-05-10</d:date>
</dc></metadata></record>"""
WHY = "At the wish of the heirs."
TITLED = ("May 10, 1979", "Letter from Ivan Petrov to Anna Weber on the Quaxelhorn Affair", "The brimvolt was wrong.")
AGAIN = (TITLED[0], "Letter from Ivan Petrov to Anna Weber on the Snerdwick Affair", "The plomquist was wrong.")
SLUG = "1979-05-10-letter-from-ivan-petrov-to-anna-weber-on-the-quaxelhorn-affair"
ALONE = ("June 3, 1980", "Letter from Zeno Zarbolak to Ivan Petrov", "The frumskin has come by the courier.")
ALONE_SLUG = "1980-06-03-letter-from-zeno-zarbolak-to-ivan-petrov"


def purged(archive: Archive, slug: str, why: str = WHY) -> Purged:
    """Purge a document without waiting for servers that are not there."""
    return purge(slug, why, archive.settings, Options(clock=archive.clock), wait=0)


def left(archive: Archive, *words: str, slug: str = SLUG) -> dict[str, set[str]]:
    """Return where these words are left, but for the address."""
    return remains(archive.state, *words, slug=slug)


@pytest.fixture
def cited(archive: Archive) -> Archive:
    """Return an archive with a letter in two versions, and a reply that cites it in three."""
    write(archive, "b", REPLY)
    archive.publish()
    write(archive, "a", TITLED)
    archive.publish()
    write(archive, "a", AGAIN)
    archive.publish()
    assert archive.slugs() == [SLUG, REPLY_NAME]
    return archive


def test_no_word_is_left(cited: Archive) -> None:
    """Of no version of a purged document a word is left: not in versions of others that cite it, the search index,
    the store or older stores, nor in the file of the catalogue itself.
    """
    words = ("Quaxelhorn", "Snerdwick", "brimvolt", "plomquist")
    before = left(cited, *words)
    assert before["Quaxelhorn"] >= {"versions.tree", "versions.cards", "versions.page_text"}
    assert before["Snerdwick"] >= {"search_words", "search_titles", "documents", cited.release().store}
    purged(cited, SLUG)
    assert left(cited, *words) == {}
    assert [path.name for path in cited.state.glob("store-*")] == [cited.release().store]


def test_the_address_is_left(cited: Archive) -> None:
    """A tombstone says when and why; the change log has a deletion with the reason, in a release of the kind purge."""
    done = purged(cited, SLUG)
    release = cited.release()
    assert (done.slug, done.release, release.kind, release.deleted) == (SLUG, 4, "purge", 1)
    with cited.catalogue() as catalogue:
        tombstone = catalogue.find_document(SLUG)
        changes = catalogue.changes()
        assert [version.digest for version in catalogue.versions(SLUG)] == ["", ""]
        assert catalogue.find_version(SLUG, 1) is None and catalogue.find_version_row(SLUG, 2) is None
        (kept_out,) = catalogue.withheld()
    assert tombstone is not None
    assert (tombstone.state, tombstone.reason, tombstone.modified) == ("deleted", WHY, release.stamp)
    assert (tombstone.tree, tombstone.own, tombstone.listing.label) == (b"", b"", "")
    assert ("delete", SLUG, WHY, 4) in [(each.kind, each.slug, each.reason, each.release) for each in changes]
    assert (kept_out.slug, kept_out.reason, kept_out.release) == (SLUG, WHY, 4)
    cited.check()
    assert verify(cited.settings, deep=True).problems == []


def test_who_cited_it_only_cites_it_again(archive: Archive) -> None:
    """A document that was linked to the purged one says what its page alone says."""
    write(archive, "b", REPLY)
    archive.publish()
    alone = said(archive)
    write(archive, "a", LETTER)
    archive.publish()
    (letter,) = set(archive.slugs()) - {REPLY_NAME}
    assert replies(archive) == {f"<{BASE}/doc/{letter}>"}
    purged(archive, letter)
    assert said(archive) == alone and replies(archive) == {FRAGMENT} and cited_by(archive, letter) == {}


def test_who_was_named_there_alone_is_gone(archive: Archive) -> None:
    """An entity that only the purged document ever named is gone with all its versions; others stay as others say."""
    write(archive, "a", LETTER)
    write(archive, "c", ALONE)
    archive.publish()
    assert "entities" in left(archive, "agent/zeno-zarbolak")["agent/zeno-zarbolak"]
    purged(archive, ALONE_SLUG)
    assert left(archive, "Zarbolak", "frumskin", slug=ALONE_SLUG) == {}
    with archive.catalogue() as catalogue:
        assert catalogue.find_entity("agent/zeno-zarbolak") is None
        assert (entity := catalogue.find_entity("agent/ivan-petrov")) and entity.documents == 1
    assert verify(archive.settings, deep=True).problems == []


def test_a_document_that_is_a_tombstone_already_is_purged(archive: Archive) -> None:
    """What was deleted before has versions, too; it is purged, and the tombstone says the reason."""
    write(archive, "a", LETTER)
    write(archive, "c", ALONE)
    archive.publish()
    (archive.pages / "c.txt").unlink()
    archive.publish(prune=True)
    assert left(archive, "frumskin")
    assert purged(archive, ALONE_SLUG).release == 3
    assert left(archive, "frumskin", "Zarbolak", slug=ALONE_SLUG) == {}
    with archive.catalogue() as catalogue:
        assert (tombstone := catalogue.find_document(ALONE_SLUG)) and tombstone.reason == WHY
    assert verify(archive.settings, deep=True).problems == []


def test_every_slug_it_had_is_purged(archive: Archive) -> None:
    """A renamed document is purged under its old slug as well, whichever of the two is named."""
    write(archive, "c", ALONE)
    archive.publish()
    archive.pages.joinpath("c.curation.toml").write_text('slug = "another-name"\n', encoding="utf-8")
    archive.publish()
    assert purged(archive, ALONE_SLUG).slug == "another-name"
    assert left(archive, "frumskin", "Zarbolak", slug=ALONE_SLUG) == {}
    with archive.catalogue() as catalogue:
        assert {each.slug for each in catalogue.withheld()} == {"another-name"}
        assert (tombstone := catalogue.find_document(ALONE_SLUG)) and tombstone.reason == WHY
    assert verify(archive.settings, deep=True).problems == []


@pytest.mark.parametrize("way", ["the same file", "changed", "moved", "copied beside another one"])
def test_no_publish_brings_it_back(cited: Archive, way: str) -> None:
    """The same source, its bytes elsewhere, a moved file: the publish says that it is withheld, and goes on."""
    page, other = cited.pages / "a.txt", cited.pages / "z.txt"
    purged(cited, SLUG)
    if way == "changed":
        write(cited, "a", ALONE)
    elif way == "moved":
        page.rename(other)
    elif way == "copied beside another one":
        shutil.copy(page, other)
        write(cited, "a", ALONE)
    cited.write("new.txt", 9)
    report = cited.publish(prune=True)
    assert set(codes(report)) <= {"document-withheld", "file-duplicate"} and "document-withheld" in codes(report)
    assert (report.new, report.deleted) == (1, 0)
    (problem, *_) = [each for each in report.problems if each.code == "document-withheld"]
    assert WHY in problem.detail and "--lift" in problem.kind.remedy
    assert left(cited, "plomquist") == {}
    assert verify(cited.settings).problems == []


def test_an_earlier_state_of_the_file_is_kept_out_too(cited: Archive) -> None:
    """The bytes of an older version, found elsewhere, do not come back either."""
    purged(cited, SLUG)
    (cited.pages / "a.txt").unlink()
    write(cited, "old-copy", TITLED)
    assert codes(cited.publish()) == ["document-withheld"]


def test_what_is_lifted_comes_back(cited: Archive) -> None:
    """Once it is lifted, the next publish publishes it under its old slug, as a version of its own."""
    purged(cited, SLUG)
    assert [each.slug for each in withheld(cited.settings)] == [SLUG]
    assert lift(SLUG, cited.settings, Options(clock=cited.clock)) == SLUG
    assert withheld(cited.settings) == ()
    report = cited.publish()
    assert report.new == 1 and "document-withheld" not in codes(report)
    with cited.catalogue() as catalogue:
        assert (found := catalogue.find_document(SLUG)) and (found.state, found.version) == ("live", 3)
    assert replies(cited) == {f"<{BASE}/doc/{SLUG}>"}
    cited.check()
    assert verify(cited.settings, deep=True).problems == []
    with pytest.raises(NotFoundError, match="--list"):
        lift(SLUG, cited.settings)


def test_purging_again_finishes_what_was_interrupted(cited: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """A purge that is killed after its commit leaves old stores; the same command again removes them."""
    with monkeypatch.context() as patch:
        patch.setattr("fonds.publishing.purging._clean", _killed)
        with pytest.raises(KeyboardInterrupt):
            purged(cited, SLUG)
    assert len(list(cited.state.glob("store-*"))) > 1
    assert {problem.code for problem in verify(cited.settings).problems} == {"withheld-present"}
    assert purged(cited, SLUG).release == 0
    assert left(cited, "plomquist", "Snerdwick") == {} and cited.release().number == 4
    assert verify(cited.settings).problems == []
    cited.check()


def _killed(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_crash_before_the_commit_changes_nothing(cited: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the erasing fails, the document is published as it was."""
    before = said(cited)
    with monkeypatch.context() as patch:
        patch.setattr("fonds.catalogue.erasing.merge_words", _killed)
        with pytest.raises(KeyboardInterrupt):
            purged(cited, SLUG)
    assert said(cited) == before and cited.release().number == 3
    cited.check()


def test_what_is_not_ours_is_named(cited: Archive) -> None:
    """The page itself, and backups that lie in the state directory, are named: a person has to remove them."""
    backup = cited.state / "backups" / "monday"
    backup.parent.mkdir()
    back_up(backup, cited.settings)
    assert set(purged(cited, SLUG).files) == {cited.pages / "a.txt", backup}


def test_a_reader_of_the_state_before_is_told_of(cited: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """While somebody reads an earlier state its journal cannot be emptied: that is said, and what to do."""
    monkeypatch.setattr("fonds.catalogue.upkeep._WAIT_SECONDS", 0.1)
    with Catalogue.open(catalogue_path(cited.state), read_only=True) as reader, reader.snapshot() as pinned:
        with pytest.raises(StateError, match="the same command again"):
            purged(cited, SLUG)
        assert (found := pinned.find_document(SLUG)) and found.state == "live"
    assert purged(cited, SLUG).release == 0
    assert left(cited, "plomquist") == {}


def test_a_full_disk_after_the_commit_is_told(cited: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no room to write the file anew, that is said: the document is purged, its bytes are not gone yet."""
    def full(_: Path) -> bool:
        raise StateError("The catalogue cannot grow: the disk is full.", "Make room.")

    with monkeypatch.context() as patch:
        patch.setattr("fonds.publishing.purging.compact", full)
        with pytest.raises(StateError, match=r"is purged, but .* disk is full.*same command again"):
            purged(cited, SLUG)
    assert SLUG not in cited.slugs()
    assert purged(cited, SLUG).release == 0 and left(cited, "plomquist") == {}


def test_a_harvested_record_is_removed_from_the_mirror(archive: Archive) -> None:
    """What was harvested lies in the state directory: the purge removes it, and harvesting it again publishes nothing."""
    archive.settings = replace(archive.settings, sources=("them=oai:http://127.0.0.1:9/oai",))
    record = records_folder(archive.state / "harvested" / "them") / file_name("oai:them:1")
    record.parent.mkdir(parents=True)
    record.write_text(RECORD, encoding="utf-8")
    (source, _) = known_sources(archive.settings)
    assert archive.publish(source, offline=True).new == 1
    (slug,) = archive.slugs()
    assert left(archive, "quandlewick", slug=slug)
    assert purged(archive, slug).files == () and not record.exists()
    assert left(archive, "quandlewick", slug=slug) == {}
    record.write_text(RECORD, encoding="utf-8")
    assert "document-withheld" in codes(archive.publish(source, offline=True))


def test_a_rollback_brings_nothing_back(cited: Archive) -> None:
    """Going back to a release in which a purged document was live brings back what was purged in no version."""
    cited.write("other.txt", 4)
    cited.publish()
    purged(cited, SLUG)
    done = roll_back(3, cited.settings, Options(clock=cited.clock))
    assert done.release is not None and done.withheld == (SLUG,)
    assert cited.slugs() == [REPLY_NAME]
    assert left(cited, "Quaxelhorn Affair", "Snerdwick", "brimvolt", "plomquist") == {}
    cited.check()
    assert verify(cited.settings, deep=True).problems == []


def test_faults_of_the_call(cited: Archive, tmp_path: Path) -> None:
    """No reason, no such document, nothing published: each is told, and nothing is done."""
    with pytest.raises(UsageError, match="--why"):
        purged(cited, SLUG, " ")
    with pytest.raises(NotFoundError, match="never-there"):
        purged(cited, "never-there")
    with pytest.raises(StateError, match="no catalogue"):
        purge("x", WHY, replace(cited.settings, state=str(tmp_path / "nowhere")))
    assert not (tmp_path / "nowhere").exists() and cited.release().number == 3


def test_an_edited_copy_does_not_come_in_by_another_name(cited: Archive) -> None:
    """A page with the purged one's day and title is left out, until a person gives it a slug of its own."""
    purged(cited, SLUG)
    page = next(path for path in cited.pages.glob("*.txt") if LETTER[1] in path.read_text(encoding="utf-8"))
    text = page.read_text(encoding="utf-8")
    page.unlink()
    copy = cited.pages / "copy.txt"
    copy.write_text(text.replace("Snerdwick", "Quaxelhorn") + "\n", encoding="utf-8")
    report = cited.publish()
    assert ("document-like-withheld" in codes(report), cited.slugs()) == (True, [REPLY_NAME])
    copy.with_name("copy.curation.toml").write_text('slug = "another-letter"\n', encoding="utf-8")
    assert "document-like-withheld" not in codes(cited.publish())
    assert cited.slugs() == sorted(["another-letter", REPLY_NAME])


def test_the_copy_of_a_file_elsewhere_is_removed(archive: Archive) -> None:
    """What was fetched from elsewhere lies in the state directory: the purge leaves no word of it there either."""
    system = fsspec.filesystem("memory")
    system.pipe_file("/purged-letters/a.txt", letter(1, body="The quandlewick has arrived.").encode())
    archive.settings = replace(archive.settings, sources=("away=memory://purged-letters",))
    (source, _) = known_sources(archive.settings)
    assert archive.publish(source).new == 1
    (slug,) = archive.slugs()
    assert left(archive, "quandlewick", slug=slug)
    assert purged(archive, slug).files == ()
    assert left(archive, "quandlewick", slug=slug) == {}
