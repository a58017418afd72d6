"""Slugs belong to their sources for ever."""

from datetime import timedelta

import pytest

from catalogue.samples import NOON, Ticking, document, publish
from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.reading import _SOURCES


def test_new_source_gets_the_slug_it_wants(catalogue: Catalogue) -> None:
    """A free slug is given as it is, and again whenever it is asked for."""
    plan = catalogue.slug_plan()
    assert plan.slug_for("main:a.txt", "1989-letter", "abcdef0123") == "1989-letter"
    assert plan.slug_for("main:a.txt", "1989-letter", "abcdef0123") == "1989-letter"


def test_published_slug_outlives_its_title(catalogue: Catalogue) -> None:
    """A source keeps the slug it was published under, whatever its title becomes, even when deleted."""
    publish(catalogue, document("1989-letter", source="main:a.txt"))
    assert catalogue.slug_plan().slug_for("main:a.txt", "1990-report", "ff") == "1989-letter"
    with catalogue.release("store", clock=Ticking()) as writer:
        writer.delete("1989-letter")
        writer.finish()
    assert catalogue.slug_plan().slug_for("main:a.txt", "1990-report", "ff") == "1989-letter"


def test_collision_adds_a_short_hash(catalogue: Catalogue) -> None:
    """Whoever comes second gets the wanted slug with the first digits of its digest, however many come."""
    publish(catalogue, document("1989-letter", source="main:a.txt"))
    plan = catalogue.slug_plan()
    given = [plan.slug_for(f"main:{name}.txt", "1989-letter", "abcdef0123") for name in "bcde"]
    assert given[0] == "1989-letter-abcdef"
    assert given[1] == "1989-letter-abcdef01"
    assert len(set(given)) == 4
    assert plan.slug_for("main:c.txt", "1989-letter", "abcdef0123") == given[1]


def test_slug_of_another_source_is_refused(catalogue: Catalogue) -> None:
    """A document cannot be put under a slug that belongs to another source, not even a deleted one's."""
    publish(catalogue, document("a", source="main:a.txt"))
    with catalogue.release("store", clock=Ticking()) as writer:
        writer.delete("a")
        with pytest.raises(ValueError, match=r"belongs to the source main:a\.txt"):
            writer.put(document("a", source="main:b.txt"))


def test_moved_source_keeps_its_slug_and_shows_no_change(catalogue: Catalogue) -> None:
    """A file found elsewhere with the same bytes is the same source: no version, no change, the same slug."""
    row = document("a", source="main:old.txt")
    publish(catalogue, row)
    seen = catalogue.sources_of_file(row.file_digest)
    assert [state.source for state in seen] == ["main:old.txt"]
    plan = catalogue.slug_plan()
    plan.move("main:old.txt", "main:new.txt")
    assert plan.slug_for("main:new.txt", "whatever", "ff") == "a"
    with catalogue.release("store", clock=Ticking()) as writer:
        writer.moved("main:old.txt", "main:new.txt")
        assert writer.put(document("a", source="main:new.txt")) == "unchanged"
        assert writer.finish() is None
    assert catalogue.find_source("main:old.txt") is None
    state = catalogue.find_source("main:new.txt")
    assert state is not None and state.slug == "a"
    assert catalogue.find_slug("a") == ("main:new.txt", "a")
    assert len(catalogue.changes()) == 1


def test_move_onto_a_source_with_a_document_is_refused(catalogue: Catalogue) -> None:
    """Two documents cannot come from one source."""
    publish(catalogue, document("a"), document("b"))
    with catalogue.release("store", clock=Ticking()) as writer, pytest.raises(ValueError, match="of its own"):
        writer.moved("main:a.txt", "main:b.txt")


def test_rename_redirects_the_old_slug(catalogue: Catalogue) -> None:
    """A slug a person changed leaves a tombstone that redirects, also after a second change and a return."""
    publish(catalogue, document("first", source="main:a.txt"))
    clock = Ticking(NOON + timedelta(days=1))
    for slug in ("second", "third"):
        wanted = catalogue.slug_plan().slug_for("main:a.txt", slug, "ff", rename=True)
        assert wanted == slug
        publish(catalogue, document(slug, source="main:a.txt"), clock=clock)
    assert catalogue.find_redirect("first") == "third"
    assert catalogue.find_redirect("second") == "third"
    assert catalogue.find_redirect("third") is None
    old = catalogue.find_document("first")
    assert old is not None and (old.state, old.successor) == ("deleted", "second")
    told = [(change.kind, change.slug, change.successor) for change in catalogue.changes()[-2:]]
    assert told == [("delete", "second", "third"), ("create", "third", "")]
    publish(catalogue, document("first", source="main:a.txt"), clock=clock)
    assert catalogue.find_redirect("first") is None
    assert catalogue.find_redirect("third") == "first"
    found = catalogue.find_document("first")
    assert found is not None and (found.state, found.version) == ("live", 2)
    assert sorted(catalogue.slug_register()) == [
        ("first", "main:a.txt", "first"), ("second", "main:a.txt", "first"), ("third", "main:a.txt", "first"),
    ]


def test_sources_are_told_by_prefix(catalogue: Catalogue) -> None:
    """A publisher can go through the sources of one root, in order, whatever signs the name has."""
    names = ["main:b.txt", "main:a.txt", "ma_n:c.txt", "other%:d.txt"]
    publish(catalogue, *(document(f"s{n}", source=name) for n, name in enumerate(names)))
    assert [state.source for state in catalogue.sources("main:")] == ["main:a.txt", "main:b.txt"]
    assert [state.source for state in catalogue.sources("ma_")] == ["ma_n:c.txt"]
    assert len(list(catalogue.sources())) == 4
    assert catalogue.find_source("main:z.txt") is None


def test_parts_of_a_file_are_found_where_they_stand(catalogue: Catalogue) -> None:
    """The parts of one file come without any other source, and the index is read between their keys alone."""
    names = ["m:v.xml", "m:v.xml#a", "m:v.xml#é", "m:v.xml#\U0010fff0", "m:v.xml$", "m:v.xml2#a", "m:u.xml#z"]
    publish(catalogue, *(document(f"s{n}", source=name) for n, name in enumerate(names)))
    assert [state.source for state in catalogue.sources("m:v.xml#")] == names[1:4]
    assert [state.source for state in catalogue.sources("m:v.xml")] == names[:6]
    with catalogue._database.cursor() as cursor:
        plan = cursor.execute(f"EXPLAIN QUERY PLAN {_SOURCES.sql}", [""] * _SOURCES.sql.count("?")).fetchall()
    assert [row[3].partition("(")[2] for row in plan] == ["source>? AND source<?)"]


def test_long_registers_are_streamed_whole(catalogue: Catalogue) -> None:
    """Sources and slugs beyond one stretch of reading are neither lost nor repeated."""
    publish(catalogue, *(document(f"s{n:04}", links=()) for n in range(1_203)))
    assert [state.slug for state in catalogue.sources()] == [f"s{n:04}" for n in range(1_203)]
    assert [slug for slug, _, _ in catalogue.slug_register()] == [f"s{n:04}" for n in range(1_203)]
    with catalogue.snapshot() as view:
        assert sum(chunk.count(b"/dc/terms/title>") for chunk in view.ntriples()) == 1_203
