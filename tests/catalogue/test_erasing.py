"""Erasing: what one document said of shared entities is taken out of every version that shows it, and nothing else."""

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from catalogue.samples import BASE, Ticking, document, entity
from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.erasing import Remade, Remaking
from fonds.catalogue.rows import DocumentRow, Filters, SearchText
from fonds.catalogue.soundness import looked_through
from fonds.errors import NotFoundError

MASOUD, OLD, LONELY = "agent/masoud", "agent/old", "agent/lonely"
SECRET = entity(MASOUD, version="whispered")
CLOCK = Ticking()


def _remade(*parts: object) -> Remade:
    data = b"|".join(str(part).encode() for part in parts)
    return Remade(b'{"remade": true}', hashlib.sha256(data).hexdigest())


REMAKING = Remaking(_remade, _remade, lambda slug: f"{BASE}/doc/{slug}")


def showing(row: DocumentRow, cards: bytes, *names: str) -> DocumentRow:
    """Return a document whose tree shows some triples, and that is found by some names."""
    search = SearchText("Letter about Kabul", names="\n".join(names), body="snow")
    return replace(row, cards=cards, search=search)


@pytest.fixture
def shared(catalogue: Catalogue) -> Catalogue:
    """Return a catalogue in which ``a`` let something be said of an agent that ``b`` shows in two versions."""
    a = document("a", links=((MASOUD, "sender"), (OLD, "about"), (LONELY, "about")))
    b = document("b", links=((MASOUD, "sender"), (OLD, "about")))
    card = f'<{BASE}/doc/a> <http://purl.org/dc/terms/title> "The title of a" .\n'.encode()
    with catalogue.release("one", clock=CLOCK) as writer:
        writer.put(a)
        writer.put(showing(b, SECRET.own + card, "Masoud", "whispered"))
        for row in (SECRET, entity(OLD, version="whispered too"), entity(LONELY, version="whispered as well")):
            writer.put_entity(row)
        writer.finish(1)
    with catalogue.release("two", clock=CLOCK) as writer:
        writer.put(showing(document("b", "A changed letter", links=((MASOUD, "sender"),)), SECRET.own, "Masoud", "whispered"))
        writer.put_entity(entity(MASOUD, version="spoken"))
        writer.finish(1)
    return catalogue


def erase(catalogue: Catalogue, slug: str = "a") -> None:
    """Delete and erase a document."""
    with catalogue.release("three", clock=CLOCK, kind="purge") as writer:
        writer.delete(slug, "why")
        writer.erase(slug, "why", REMAKING)
        writer.finish(1, unchanged_too=True)


def test_what_others_show_of_it_is_gone(shared: Catalogue) -> None:
    """Both versions of the other document lose what only the erased one let be said, and keep the rest."""
    erase(shared)
    first, second = shared.find_version_row("b", 1), shared.find_version_row("b", 2)
    assert first is not None and second is not None
    for row in (first, second):
        assert b"whispered" not in row.cards and b"Masoud" in row.cards
        assert row.search.names == "Masoud" and row.tree == b'{"remade": true}'
        assert row.links and row.page_text and row.own and row.evidence
    assert b"The title of a" not in first.cards
    assert (found := shared.find_document("b")) and found.digest == second.content_digest
    assert shared.search("whispered").total == 0 and shared.search("masoud").total == 1


def test_entities_keep_what_others_say(shared: Catalogue) -> None:
    """A shared entity keeps its present description; one that an old version of another document names keeps its name;
    one that nobody else ever named is gone altogether.
    """
    erase(shared)
    assert (masoud := shared.find_entity(MASOUD)) and b"spoken" in masoud.own
    with looked_through(shared.path) as every:
        versions = [(each.name, each.own) for each in every.entities(all_versions=True)]
    assert {name for name, _ in versions} == {MASOUD, OLD, "agent/masoud"}
    assert not [own for _, own in versions if b"whispered" in own]
    assert [b"Old" in own for name, own in versions if name == OLD] == [True]
    assert shared.find_entity(LONELY) is None


def test_a_document_that_shows_nothing_of_it_is_not_touched(shared: Catalogue) -> None:
    """What has nothing to do with the erased document is the same, byte for byte."""
    with shared.release("x", clock=CLOCK) as writer:
        writer.put(document("c"))
        for key in (MASOUD, "place/kabul"):
            writer.put_entity(entity(key, version="spoken"))
        writer.finish(1)
    before = shared.find_version_row("c", 1)
    erase(shared)
    assert shared.find_version_row("c", 1) == before


def test_its_genre_and_its_archive_are_gone(shared: Catalogue) -> None:
    """A genre and an archive that only the erased document had are forgotten; those of others stay."""
    with shared.release("x", clock=CLOCK) as writer:
        writer.put(document("c", genre="whisper", archive="agent/vault", links=((MASOUD, "sender"),)))
        writer.put(document("d", genre="letter", archive="agent/archive", links=((MASOUD, "sender"),)))
        writer.finish(1)
    erase(shared, "c")
    with closing(sqlite3.connect(shared.path)) as connection:
        assert {name for (name,) in connection.execute("SELECT name FROM terms")} == {"letter", "agent/archive"}
    assert shared.search("snow", Filters(genre="letter", archive="agent/archive")).total == 1


def test_a_slug_that_was_never_published(shared: Catalogue) -> None:
    """There is nothing to erase."""
    with pytest.raises(NotFoundError), shared.release("x", clock=CLOCK) as writer:
        writer.erase("z", "why", REMAKING)
