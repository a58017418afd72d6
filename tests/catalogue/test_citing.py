"""Which documents cite which, and how those are found that may."""

import sqlite3
from dataclasses import replace
from pathlib import Path

from catalogue.samples import Ticking, document, publish
from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.rows import DocumentRow, Identity, Reference
from fonds.catalogue.schema import MIGRATIONS


def citing(slug: str, *targets: str, relation: str = "citation", **more: str) -> DocumentRow:
    """Return a document that cites others."""
    references = tuple(Reference(target, relation, f"<{slug}> <{relation}> <{target}> .") for target in targets)
    return replace(document(slug, links=(), **more), references=references)


def known(slug: str, marks: tuple[int, ...] = (), sought: tuple[int, ...] = (), title: str = "A letter") -> DocumentRow:
    """Return a document that bears marks and seeks others."""
    return replace(document(slug, title, links=()), identity=Identity(f"{slug} {marks} {sought}", marks, sought))


def test_cited_by_is_in_order(catalogue: Catalogue) -> None:
    """Those who cite a document come by date, each once with all its relations, undated ones last."""
    both = citing("b", "x", earliest="1980-01-01")
    both = replace(both, references=(*both.references, Reference("x", "isReplyTo", "."), Reference("y", "citation", ".")))
    publish(catalogue, citing("c", "x"), both, citing("a", "x", earliest="1979-01-01"), document("x", links=()))
    found = catalogue.cited_by("x")
    assert [(item.slug, item.relations) for item in found.items] == [
        ("a", ("citation",)), ("b", ("citation", "isReplyTo")), ("c", ("citation",)),
    ]
    assert found.total == 3 and found.items[0].listing.earliest == "1979-01-01"
    assert [item.slug for item in catalogue.cited_by("x", 1, 1).items] == ["b"]
    assert catalogue.cited_by("x", 1, 1).total == 3
    assert catalogue.cited_by("nobody").total == 0 and catalogue.cited_by("x", -1, -1).items == ()
    assert [item.slug for item in catalogue.cited_by("y").items] == ["b"]


def test_citations_go_with_their_document(catalogue: Catalogue) -> None:
    """A new version replaces what a document cites, a tombstone cites nothing, and a new life cites again."""
    publish(catalogue, citing("a", "x"))
    publish(catalogue, citing("a", "y", title="Changed"))
    assert (catalogue.cited_by("x").total, catalogue.cited_by("y").total) == (0, 1)
    with catalogue.release("store", clock=Ticking()) as writer:
        writer.delete("a")
        writer.finish()
    assert catalogue.cited_by("y").total == 0 and catalogue.find_identity("a") is None
    publish(catalogue, citing("a", "y", title="Changed"))
    assert catalogue.cited_by("y").total == 1


def test_marks_meet(catalogue: Catalogue) -> None:
    """Who bears a mark and who seeks it are found by it, whatever else bears other marks."""
    assert not catalogue.seeks_anything()
    publish(catalogue, known("a", (1, -(2**63))), known("b", (2**63 - 1,), (1,)), known("c", (1,), (7, 1)))
    assert sorted(catalogue.bearing(1, 10)) == [("a", "a (1, -9223372036854775808) ()"), ("c", "c (1,) (7, 1)")]
    assert len(catalogue.bearing(1, 1)) == 1 and catalogue.bearing(7, 10) == ()
    assert sorted(catalogue.seeking(1)) == ["b", "c"] and catalogue.seeks_anything()
    assert catalogue.find_identity("c") == Identity("c (1,) (7, 1)", (1,), (1, 7))
    assert catalogue.find_identity("nobody") is None


def test_marks_change_though_nothing_is_said_otherwise(catalogue: Catalogue) -> None:
    """A document that says what it said may be known by something else; that makes no new version."""
    publish(catalogue, known("a", (1,), (3,)))
    publish(catalogue, known("a", (2,), (4,)))
    assert catalogue.bearing(1, 9) == () and catalogue.seeking(3) == ()
    assert [slug for slug, _ in catalogue.bearing(2, 9)] == ["a"] and catalogue.seeking(4) == ("a",)
    assert len(catalogue.versions("a")) == 1


def test_a_version_keeps_what_it_cites(catalogue: Catalogue) -> None:
    """The row of a version has identity and references as they were given."""
    row = replace(citing("a", "x"), identity=Identity("{}", (1,), (2, 3)))
    publish(catalogue, row)
    assert catalogue.find_version_row("a", 1) == row


def test_layout_one_learns_of_citations(tmp_path: Path) -> None:
    """A catalogue of the first layout is brought up to date, and every page will be read again."""
    path = tmp_path / "catalogue.sqlite"
    with Catalogue.open(path) as catalogue:
        publish(catalogue, document("a"))
    connection = sqlite3.connect(path)
    connection.executescript(
        "DROP TABLE citations; DROP TABLE marks; DROP TABLE identities; DROP TABLE withheld; DROP TABLE authority_lists;"
        "ALTER TABLE releases DROP COLUMN kind; ALTER TABLE releases DROP COLUMN note;"
        "ALTER TABLE releases DROP COLUMN loose; ALTER TABLE releases DROP COLUMN vocabulary;"
        "ALTER TABLE releases DROP COLUMN evidence; DROP TABLE common_triples; DROP TABLE entity_names;"
        "ALTER TABLE documents DROP COLUMN lists; ALTER TABLE documents DROP COLUMN sets;"
        "DROP TABLE outlines; DROP TABLE terms; DROP TABLE memberships; DROP TABLE sets; DROP TABLE refusals; DROP TABLE fragments;"
        "DELETE FROM meta WHERE name = 'token_key';"
        "UPDATE meta SET value = '1' WHERE name = 'schema'"
    )
    connection.close()
    assert 1 in MIGRATIONS
    with Catalogue.open(path) as catalogue:
        state = catalogue.find_source("main:a.txt")
        assert state is not None and state.input_digest == ""
        assert catalogue.cited_by("a").total == 0
        publish(catalogue, replace(document("a"), identity=Identity("{}", (5,), ())))
        assert [slug for slug, _ in catalogue.bearing(5, 9)] == ["a"] and len(catalogue.versions("a")) == 1
