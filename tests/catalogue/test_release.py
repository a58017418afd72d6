"""Releases: what a publish changes, and what it leaves alone."""

import json
import sqlite3
from datetime import timedelta

import pytest
from pyoxigraph import RdfFormat, parse

from catalogue.samples import BASE, NOON, Ticking, document, entity, publish
from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.packing import pack_document
from fonds.catalogue.rows import Change, Filters
from fonds.catalogue.tables import SCHEMA
from fonds.errors import NotFoundError

_LETTER = "1989-07-31-letter"


def test_document_comes_back_as_it_was_put(catalogue: Catalogue) -> None:
    """Tree, triples, evidence and page come back byte for byte, but for the datestamps."""
    row = document(_LETTER, "Lettre à Массуд “now”", earliest="1989-07-31")
    release = publish(catalogue, row)
    found = catalogue.find_document(_LETTER)
    assert release is not None and found is not None
    assert json.loads(found.tree) == {
        "id": f"{BASE}/doc/{_LETTER}", "title": {"en": "Lettre à Массуд “now”"},
        "issued": release.stamp, "modified": release.stamp,
    }
    assert found.own.count(release.stamp.encode()) == 2
    assert b"0001-01-01" not in found.own
    assert found.cards == row.cards
    assert found.listing == row.listing
    assert (found.version, found.state, found.digest) == (1, "live", row.content_digest)
    assert catalogue.find_evidence(_LETTER) == row.evidence
    assert catalogue.find_page_text(_LETTER) == row.page_text


def test_release_counts(catalogue: Catalogue) -> None:
    """A release says how much the site holds and how much it changed."""
    publish(catalogue, document("a"), document("b"))
    clock = Ticking(NOON + timedelta(days=1))
    with catalogue.release("store-2", clock=clock, software="0.1", rules="3", settings="abc") as writer:
        assert writer.put(document("a", "New title")) == "updated"
        assert writer.put(document("c", links=[("agent/masoud", "sender")])) == "created"
        assert writer.delete("b")
        writer.put_entity(entity("agent/masoud"))
        release = writer.finish(42)
    assert release == catalogue.current_release()
    assert release is not None
    assert (release.number, release.store, release.software, release.rules) == (2, "store-2", "0.1", "3")
    assert (release.documents, release.entities, release.triples) == (2, 2, 42)
    assert (release.created, release.updated, release.deleted) == (1, 1, 1)
    assert [each.number for each in catalogue.releases()] == [2, 1]


def test_publishing_the_same_again_changes_nothing(catalogue: Catalogue) -> None:
    """What says the same as before makes no release, no version, no change and no new datestamp."""
    publish(catalogue, document("a"))
    before = (catalogue.find_document("a"), catalogue.changes(), catalogue.current_release())
    assert publish(catalogue, document("a"), clock=Ticking(NOON + timedelta(days=9))) is None
    assert (catalogue.find_document("a"), catalogue.changes(), catalogue.current_release()) == before
    assert len(catalogue.versions("a")) == 1


def test_unchanged_content_from_other_input_is_remembered(catalogue: Catalogue) -> None:
    """A touched file that says the same is not mapped again next time, though readers see no change."""
    first = document("a")
    publish(catalogue, first)
    again = pack_document(first)
    with catalogue.release("store", clock=Ticking()) as writer:
        changed = type(again)(**{
            **{name: getattr(again, name) for name in again.__dataclass_fields__}, "input_digest": "rules 2",
        })
        assert writer.put(changed) == "unchanged"
        assert not writer.changed
        assert writer.finish() is None
    state = catalogue.find_source("main:a.txt")
    assert state is not None and state.input_digest == "rules 2"


def test_update_keeps_the_first_stamp_and_all_versions(catalogue: Catalogue) -> None:
    """An update moves only the later of the two stamps, and the older version stays readable."""
    publish(catalogue, document("a", "First", body="alpha"))
    publish(catalogue, document("a", "Second", body="beta"), clock=Ticking(NOON + timedelta(days=1)))
    found = catalogue.find_document("a")
    assert found is not None
    assert (found.created, found.modified) == ("2026-01-01T12:01:00Z", "2026-01-02T12:01:00Z")
    assert json.loads(found.tree)["issued"] == found.created
    assert json.loads(found.tree)["modified"] == found.modified
    assert [(v.version, v.release) for v in catalogue.versions("a")] == [(1, 1), (2, 2)]
    old = catalogue.find_version("a", 1)
    assert old is not None
    assert old.listing.label == "First"
    assert json.loads(old.tree)["title"] == {"en": "First"}
    assert old.modified == found.created
    assert catalogue.find_version_row("a", 1) == document("a", "First", body="alpha")
    assert catalogue.find_version("a", 3) is None


def test_delete_leaves_a_tombstone(catalogue: Catalogue) -> None:
    """A deleted document is a tombstone with reason and successor, in no list, with nothing of its content."""
    publish(catalogue, document("a"), document("b"))
    with catalogue.release("store", clock=Ticking(NOON + timedelta(days=1))) as writer:
        assert writer.delete("a", "withdrawn by the archive", "b")
        assert not writer.delete("a")
        writer.finish()
    found = catalogue.find_document("a")
    assert found is not None
    assert (found.state, found.reason, found.successor) == ("deleted", "withdrawn by the archive", "b")
    assert (found.tree, found.own, found.cards) == (b"", b"", b"")
    assert found.modified == "2026-01-02T12:01:00Z"
    assert catalogue.find_evidence("a") is None
    assert catalogue.find_page_text("a") is None
    assert catalogue.entity_links("a") == ()
    assert [item.slug for item in catalogue.documents(Filters()).items] == ["b"]
    assert [hit.slug for hit in catalogue.search("snow").items] == ["b"]
    last = catalogue.changes()[-1]
    assert (last.kind, last.slug, last.reason, last.successor) == ("delete", "a", found.reason, "b")


def test_deleting_what_never_was_is_an_error(catalogue: Catalogue) -> None:
    """A slug that was never published cannot be deleted."""
    with catalogue.release("store", clock=Ticking()) as writer, pytest.raises(NotFoundError, match="'a'"):
        writer.delete("a")


def test_document_that_comes_back_keeps_slug_and_history(catalogue: Catalogue) -> None:
    """A document published again after its deletion goes on counting versions and keeps its first stamp."""
    publish(catalogue, document("a"))
    with catalogue.release("store", clock=Ticking(NOON + timedelta(days=1))) as writer:
        writer.delete("a")
        writer.finish()
    publish(catalogue, document("a"), clock=Ticking(NOON + timedelta(days=2)))
    found = catalogue.find_document("a")
    assert found is not None
    assert (found.state, found.version, found.reason) == ("live", 2, "")
    assert (found.created, found.modified) == ("2026-01-01T12:01:00Z", "2026-01-03T12:01:00Z")
    assert [(c.kind, c.version) for c in catalogue.changes()] == [("create", 1), ("delete", 1), ("create", 2)]
    assert catalogue.search("snow").total == 1


def test_change_log_is_in_order_and_can_be_paged(catalogue: Catalogue) -> None:
    """The change log only grows, and ``after`` continues it without gap or repetition."""
    publish(catalogue, document("a"), document("b"), document("c"))
    publish(catalogue, document("b", "Changed"), clock=Ticking(NOON + timedelta(days=1)))
    everything = catalogue.changes()
    assert [(c.kind, c.slug, c.release) for c in everything] == [
        ("create", "a", 1), ("create", "b", 1), ("create", "c", 1), ("update", "b", 2),
    ]
    assert [c.stamp for c in everything] == ["2026-01-01T12:01:00Z"] * 3 + ["2026-01-02T12:01:00Z"]
    paged: list[Change] = []
    while more := catalogue.changes(paged[-1].seq if paged else 0, 1):
        paged += more
    assert tuple(paged) == everything
    assert catalogue.last_change() == everything[-1].seq


def test_stamps_rise_when_the_clock_goes_backwards(catalogue: Catalogue) -> None:
    """Every release is stamped later than the one before, whatever the clock says."""
    for day, title in ((0, "One"), (-30, "Two"), (-60, "Three")):
        publish(catalogue, document("a", title), clock=Ticking(NOON + timedelta(days=day)))
    stamps = [release.stamp for release in reversed(catalogue.releases())]
    assert stamps == ["2026-01-01T12:01:00Z", "2026-01-01T12:01:01Z", "2026-01-01T12:01:02Z"]
    assert [version.stamp for version in catalogue.versions("a")] == stamps


def test_stamp_is_taken_after_the_documents_were_put(catalogue: Catalogue) -> None:
    """The datestamp is the time of the end of a publish, not of its beginning."""
    clock = Ticking()
    with catalogue.release("store", clock=clock) as writer:
        writer.put(document("a", links=()))
        clock.now += timedelta(hours=5)
        assert writer.stamp == "2026-01-01T17:01:00Z"
        assert writer.created("a") == writer.stamp
        assert writer.created("z") is None
        writer.finish()
    with catalogue.release("store", clock=clock) as writer:
        assert writer.created("a") == "2026-01-01T17:01:00Z"


def test_leaving_without_finish_releases_nothing(catalogue: Catalogue) -> None:
    """A dry run, and a publish that fails, leave no trace."""
    with catalogue.release("store", clock=Ticking()) as writer:
        writer.put(document("a", links=()))
    with pytest.raises(RuntimeError), catalogue.release("store", clock=Ticking()) as writer:
        writer.put(document("a", links=()))
        raise RuntimeError("mapping failed")
    assert catalogue.current_release() is None
    assert catalogue.find_document("a") is None
    assert catalogue.find_slug("a") is None


def test_nothing_is_written_after_finish(catalogue: Catalogue) -> None:
    """A finished release takes nothing more."""
    with catalogue.release("store", clock=Ticking()) as writer:
        writer.put(document("a", links=()))
        writer.finish()
        with pytest.raises(ValueError, match="finished"):
            writer.put(document("b", links=()))


def test_ntriples_is_the_new_state_before_the_commit(catalogue: Catalogue) -> None:
    """Inside the transaction all own triples can be read with their stamps, for a store made before the commit."""
    publish(catalogue, document("a"), document("b"), document("c"))
    with catalogue.release("store", clock=Ticking(NOON + timedelta(days=1))) as writer:
        writer.put(document("b", "Changed", links=[("agent/new", "sender")]))
        writer.put_entity(entity("agent/new"))
        writer.put_entity(entity("agent/nobody"))
        writer.delete("a")
        early = list(parse(b"".join(writer.ntriples()), format=RdfFormat.N_TRIPLES))
        release = writer.finish(len(early))
    assert release is not None
    with catalogue.snapshot() as view:
        late = list(parse(b"".join(view.ntriples()), format=RdfFormat.N_TRIPLES))
    assert early == late
    subjects = {quad.subject.value.removeprefix(BASE) for quad in early}
    assert subjects == {
        "/doc/b", "/doc/b#record", "/doc/c", "/doc/c#record", "/agent/new", "/agent/masoud", "/place/kabul",
    }
    moments = sorted(quad.object.value for quad in early if "purl.org/dc/terms/modified" in str(quad.predicate))
    assert moments == ["2026-01-01T12:01:00Z", release.stamp]


def test_a_release_can_be_made_for_a_new_store_alone(catalogue: Catalogue) -> None:
    """A store that was built anew from the same content gets a release of its own."""
    publish(catalogue, document("a"), store="store-1")
    with catalogue.release("store-2", clock=Ticking()) as writer:
        release = writer.finish(7, unchanged_too=True)
    assert release is not None and (release.number, release.store) == (2, "store-2")
    assert (release.documents, release.created) == (1, 0)
    assert len(catalogue.changes()) == 1


def test_old_content_can_be_released_again(catalogue: Catalogue) -> None:
    """A rollback is a new release with the row of an old version."""
    publish(catalogue, document("a", "First"))
    publish(catalogue, document("a", "Second"))
    row = catalogue.find_version_row("a", 1)
    assert row is not None
    publish(catalogue, row)
    found = catalogue.find_document("a")
    assert found is not None
    assert (found.version, found.listing.label, found.digest) == (3, "First", row.content_digest)
    assert catalogue.changes()[-1].kind == "update"


def test_packed_rows_are_put_as_plain_ones(catalogue: Catalogue) -> None:
    """Rows packed by a worker make the same document as rows packed by the writer."""
    with catalogue.release("store", clock=Ticking()) as writer:
        writer.put(pack_document(document("a", links=())))
        writer.finish()
    assert catalogue.find_version_row("a", 1) == document("a", links=())


def test_tables_hold_what_another_reader_expects(catalogue: Catalogue) -> None:
    """Read with the standard library alone, the file holds the rows and violates no constraint."""
    publish(catalogue, document("a", earliest="1989-07-31"), document("b"))
    publish(catalogue, document("b", "Changed"), clock=Ticking(NOON + timedelta(days=1)))
    connection = sqlite3.connect(catalogue.path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        rows = connection.execute("SELECT slug, version, sort_key FROM documents ORDER BY slug").fetchall()
        assert rows == [("a", 1, 19890731), ("b", 2, 99999999)]
        assert connection.execute("SELECT count(*) FROM versions").fetchone() == (3,)
        assert connection.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone() == (str(SCHEMA),)
        words = connection.execute("SELECT rowid FROM search_words WHERE search_words MATCH 'changed'").fetchall()
        assert words == [(2,)]
    finally:
        connection.close()
