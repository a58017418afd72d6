"""Rolling back: a new release that says what an earlier one said."""

import re
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from fonds.catalogue.digests import kept
from fonds.catalogue.rows import Filters
from fonds.errors import NotFoundError, StateError, UsageError
from fonds.publishing.rollback import RolledBack, roll_back
from fonds.publishing.run import Options
from fonds.publishing.stores import catalogue_path
from fonds.settings import Settings
from publishing.archive import Archive
from publishing.pages import write_pages

_STAMP = re.compile(rb"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_HEAD = "id,type,name,name_lang,alternate_names,scope,same_as,see_also,dates,note\n"
REPLY = "With reference to your letter of April 2, 1951 we agree. The grain deliveries can go on as we proposed to you."


def _said(archive: Archive) -> dict[str, object]:
    """Return all that readers are told: documents, entities, triples, lists, hits, citations, without datestamps."""
    with archive.catalogue() as catalogue:
        documents = {slug: catalogue.find_document(slug) for slug in archive.slugs()}
        listed = catalogue.documents(Filters(), limit=1_000)
        links = {slug: catalogue.entity_links(slug) for slug in documents}
        keys = sorted({link.key for found in links.values() for link in found})
        entities = {key: catalogue.find_entity(key) for key in keys}
        return {
            "documents": {
                slug: (_STAMP.sub(b"", each.tree), _STAMP.sub(b"", each.own), each.cards, each.listing, each.created)
                for slug, each in documents.items() if each
            },
            "entities": {key: (e.own, e.tree, e.cards, e.label, e.documents) for key, e in entities.items() if e},
            "related": {key: catalogue.related_counts(key) for key in keys},
            "evidence": {slug: catalogue.find_evidence(slug) for slug in documents},
            "pages": {slug: catalogue.find_page_text(slug) for slug in documents},
            "links": links,
            "listed": [(item.slug, item.listing, item.relations) for item in listed.items],
            "facets": catalogue.facets(Filters()),
            "hits": {
                word: [hit.slug for hit in catalogue.search(word, limit=100).items]
                for word in ("telegram", "weber", "grain", "number", "conversation", "republic", "petrov")
            },
            "citing": {slug: catalogue.cited_by(slug).items for slug in documents},
            "triples": sorted(_STAMP.sub(b"", line.encode()) for line in archive.triples()),
        }


def _roll_back(archive: Archive, number: int) -> RolledBack:
    return roll_back(number, archive.settings, Options(clock=archive.clock))


@pytest.fixture
def changed(archive: Archive) -> Archive:
    """Return an archive with two releases that differ in every way there is."""
    archive.settings = replace(archive.settings, authorities=str(archive.root / "lists"))
    _write_list(archive, "Union of Soviet Socialist Republics")
    write_pages(archive.pages, range(6))
    archive.write("reply.txt", 9, body=REPLY)
    archive.publish()
    _write_list(archive, "Soviet Union")
    archive.write("00000.txt", 0, title="Telegram from Ivan Petrov to Anna Weber")
    (archive.pages / "00001.txt").unlink()
    (archive.pages / "00002.curation.toml").write_text('slug = "another-name"\n', encoding="utf-8")
    (archive.pages / "00003.txt").rename(archive.pages / "moved.txt")
    archive.write("00007.txt", 7)
    return archive


def _write_list(archive: Archive, name: str) -> None:
    folder = archive.root / "lists"
    folder.mkdir(exist_ok=True)
    (folder / "agents.csv").write_text(f"{_HEAD}agent/ussr,Organization,{name},en,USSR,,,,,\n", encoding="utf-8")


def test_a_rollback_says_what_was_said(changed: Archive) -> None:
    """Documents, entities, triples, lists, search and citations are those of the release that was brought back."""
    before, slugs = _said(changed), changed.slugs()
    changed.publish(prune=True)
    assert changed.slugs() != slugs and _said(changed) != before
    done = _roll_back(changed, 1)
    assert done.release is not None and done.withheld == ()
    assert (done.release.number, done.release.kind, done.release.note) == (3, "rollback", "as release 1")
    after = _said(changed)
    for what, said in before.items():
        assert after[what] == said, what
    changed.check()


def test_a_rollback_is_in_the_change_log(changed: Archive) -> None:
    """Whoever follows the log is told of each document that comes back, changes and goes, later than of all before."""
    changed.publish(prune=True)
    with changed.catalogue() as catalogue:
        last, before = catalogue.last_change(), catalogue.current_release()
    done = _roll_back(changed, 1)
    assert done.release is not None and before is not None and done.release.stamp > before.stamp
    with changed.catalogue() as catalogue:
        changes = catalogue.changes(last)
    assert {each.release for each in changes} == {3}
    told = {kind: {each.slug for each in changes if each.kind == kind} for kind in ("create", "update", "delete")}
    assert all(told.values()) and "another-name" in told["delete"]
    counts = (done.release.created, done.release.updated, done.release.deleted)
    assert counts == tuple(len(told[kind]) for kind in ("create", "update", "delete"))
    gone = {each.slug: (each.reason, each.successor) for each in changes if each.kind == "delete"}
    assert gone.pop("another-name")[1] in told["create"]
    assert set(gone.values()) == {("It was not published in release 1, which was brought back.", "")}


def test_a_renamed_document_redirects_both_ways(changed: Archive) -> None:
    """A rename that is rolled back leaves a redirect to the first slug, and is made again by the next publish."""
    before = set(changed.slugs())
    changed.publish(prune=True)
    (first,) = (slug for slug in before if _redirect(changed, slug) == "another-name")
    _roll_back(changed, 1)
    assert _redirect(changed, "another-name") == first and first in changed.slugs()
    changed.publish(prune=True)
    assert _redirect(changed, first) == "another-name" and first not in changed.slugs()


def _redirect(archive: Archive, slug: str) -> str | None:
    with archive.catalogue() as catalogue:
        return catalogue.find_redirect(slug)


def test_the_next_publish_follows_the_sources_again(changed: Archive) -> None:
    """After a rollback a publish of the same files says what it said before the rollback, entities included."""
    changed.publish(prune=True)
    wanted = _said(changed)
    _roll_back(changed, 1)
    changed.publish(prune=True)
    found = _said(changed)
    for what, said in wanted.items():
        assert found[what] == said, what
    assert changed.publish(prune=True).release == 0
    changed.check()


def test_back_and_forth(changed: Archive) -> None:
    """A rollback can itself be rolled back, and rolled back to."""
    changed.publish(prune=True)
    second = _said(changed)
    _roll_back(changed, 1)
    first = _said(changed)
    _roll_back(changed, 2)
    assert _said(changed) == second
    _roll_back(changed, 3)
    assert _said(changed) == first
    changed.check()


def test_purged_documents_stay_away(archive: Archive) -> None:
    """What is withheld does not come back, neither under its slug nor from a file that says the same, and is named."""
    write_pages(archive.pages, range(4))
    archive.publish()
    slug, other, third, _ = archive.slugs()
    with archive.catalogue() as catalogue:
        states = {each.slug: each for each in catalogue.sources()}
    for each in (slug, other, third):
        Path(states[each].source).unlink()
    archive.publish(prune=True)
    connection = sqlite3.connect(catalogue_path(archive.state))
    row = "INSERT INTO withheld (slug, source, file_digest, reason, release) VALUES (?, ?, ?, 'privacy', 2)"
    connection.execute(row, (slug, "", ""))
    connection.execute(row, ("some-other-slug", "", kept(states[other].file_digest)))
    connection.commit()
    connection.close()
    done = _roll_back(archive, 1)
    assert done.withheld == (slug, other)
    assert third in archive.slugs() and not {slug, other} & {*archive.slugs()}
    archive.check()


def test_what_was_never_different_makes_no_release(archive: Archive) -> None:
    """Going back to a release that said the same makes no release."""
    write_pages(archive.pages, range(2))
    archive.publish()
    archive.write("00000.txt", 0, title="Telegram from Anna Weber")
    archive.publish()
    _roll_back(archive, 1)
    done = _roll_back(archive, 1)
    assert done.release is None and archive.release().number == 3


def test_what_cannot_be_rolled_back_is_refused(archive: Archive) -> None:
    """No release, an unknown one, the present one, one of another address: each is refused with a remedy, untouched."""
    with pytest.raises(StateError, match="Run `fonds publish` first"):
        _roll_back(archive, 1)
    write_pages(archive.pages, range(2))
    archive.publish()
    with pytest.raises(NotFoundError, match="no release 7"):
        _roll_back(archive, 7)
    with pytest.raises(UsageError, match="Release 1 is the one that is served"):
        _roll_back(archive, 1)
    archive.write("00000.txt", 0, title="Telegram from Anna Weber")
    archive.publish()
    archive.settings = replace(archive.settings, base_iri="https://elsewhere.example")
    with pytest.raises(StateError, match=r"under another address than https://elsewhere\.example"):
        _roll_back(archive, 1)
    assert archive.release().number == 2 and len(list(archive.state.glob("store-*"))) == 2
    archive.settings = replace(archive.settings, base_iri=Settings().base_iri)
    archive.check()


def test_a_rollback_that_fails_changes_nothing(changed: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the store cannot be made the release before is served, nothing is left over, and trying again works."""
    changed.publish(prune=True)
    before = _said(changed)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("fonds.store.embedded.StoreWriter.close", full)
        with pytest.raises(StateError, match="Make room"):
            _roll_back(changed, 1)
    assert _said(changed) == before and changed.release().number == 2
    changed.check()
    assert _roll_back(changed, 1).release is not None


def test_only_kept_stores_are_on_disk(changed: Archive) -> None:
    """A rollback keeps as many stores as a publish does, and does not need the one it goes back to."""
    changed.publish(prune=True)
    changed.settings = replace(changed.settings, snapshots_kept=1)
    _roll_back(changed, 1)
    assert [path.name for path in changed.state.glob("store-*")] == [changed.release().store]
