"""The spool: things wait on disk, and come back as they went."""

from pathlib import Path

import pytest

from acceptance_rows import SEEDS
from fonds.catalogue.packing import pack_document
from fonds.catalogue.rows import NOTHING_KNOWN
from fonds.publishing.drafts import pickled_draft, unpickled_draft
from fonds.publishing.heard import Voices, said_of
from fonds.publishing.report import Report
from fonds.publishing.spool import Spool
from fonds.rdf.literals import plain
from mapping.samples import seed


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    """Things of any size, read in any order, between writing others, are what they were."""
    things = [b"", b"x" * 100_000, "text", ("a", 1), {"k": None}]
    with Spool(tmp_path) as spool:
        places = [spool.keep(thing) for thing in things]
        for place, thing in reversed(list(zip(places, things, strict=True))):
            assert spool.read(place) == thing
            spool.keep(thing)
        assert spool.read(places[0]) == b""


@pytest.mark.parametrize("number", SEEDS)
def test_documents_come_back(tmp_path: Path, number: str) -> None:
    """A packed document comes back whole, and so does a draft, of which its triples and its marks can be had alone."""
    row = seed(number).row
    packed = pack_document(row)
    with Spool(tmp_path) as spool:
        place = spool.keep_document(packed)
        waiting = spool.keep_pickled(pickled_draft(row))
        assert spool.read_document(place) == packed
        draft = unpickled_draft(spool.read_pickled(waiting))
        assert (draft.row(), draft.triples(), draft.identity) == (row, row.own, row.identity)
        assert row.own and row.identity != NOTHING_KNOWN and row.search.body


def test_the_spool_leaves_nothing_behind(tmp_path: Path) -> None:
    """The spool's file has no name that anybody could find, and is gone when it is closed."""
    with Spool(tmp_path) as spool:
        spool.keep(b"x")
        assert list(tmp_path.iterdir()) == []
    assert list(tmp_path.iterdir()) == []


def test_voices_are_heard_once(tmp_path: Path) -> None:
    """The same description in any order is one; another one is kept beside it; what is only put by counts for nothing."""
    one, two = ("<s>", "<p>", plain("a")), ("<s>", "<p>", plain("b"))
    with Spool(tmp_path) as spool:
        voices = Voices(spool)
        places = [voices.keep("agent/x", said_of(said)) for said in ([one, two], [two, one], [one])]
        assert places[0] == places[1] != places[2]
        for place in places:
            voices.hear(place)
        voices.hear(voices.keep("agent/a", said_of([one])))
        voices.keep("agent/b", said_of([one]))
        assert voices.named() == ["agent/a", "agent/x"]
        assert (voices.count("agent/x"), voices.count("agent/b"), voices.count("agent/nobody")) == (2, 0, 0)
        assert voices.of("agent/x") == [(one,), (one, two)]


def test_counts_of_a_report() -> None:
    """A report's numbers are plain, and in the order they are told."""
    report = Report(read=3, new=2)
    assert list(report.counts().items())[:3] == [("read", 3), ("new", 2), ("changed", 0)]
    assert not report.in_vain
