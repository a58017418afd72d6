"""What is published does not depend on the order in which pages came, were changed, or went."""

import json
from pathlib import Path
from random import Random

import pytest

from fonds.catalogue.rows import Filters
from publishing.archive import Archive, codes

BOOK = "I. Ivanov, Red Rivers{gloss} ({where}: {publisher}, 1975), p. {page}. Translated for CWIHP by Gary Goldberg."
SOURCES = (
    BOOK.format(gloss="", where="Moscow", publisher="Nauka", page=3),
    BOOK.format(gloss=" (The Red Rivers)", where="Moscow", publisher="Nauka", page=3),
    BOOK.format(gloss="", where="Moscow", publisher="Progress", page=3),
    BOOK.format(gloss=" (Rivers in Red)", where="Leningrad", publisher="Progress", page=4),
    "TsKhSD, F. 1, P. 2, D. 3. Translated for CWIHP by Gary Goldberg.",
    "TsKhSD, f. 1, p. 2, d. 3. Translated for CWIHP by Gary Goldberg.",
)
NOTICES = (
    "The Example Program welcomes reuse of Reading Room materials for research.",
    "The Example Program welcomes reuse of Reading Room materials for every purpose.",
)
TITLES = (
    "Letter from Foreign Ministry to Karel Novak on grain", "Letter from Foreign-Ministry to Karel Novak on grain",
    "Letter from FOREIGN MINISTRY to Karel Novak on grain",
)
WORK = "creative-work/ivanov-red-rivers-1975"


def _write(archive: Archive, name: str, *, source: int, notice: int = 0, title: int = 0) -> None:
    """Write a page with a date, and so a slug, of its own."""
    date = f"May {1 + 'abcdefgh'.index(name)}, 1962"
    body = f"Page {name} speaks of the grain that was promised, of its price, and of the month of its delivery."
    archive.write(
        f"{name}.txt", title=TITLES[title], date=date, body=body, source=SOURCES[source], notice=NOTICES[notice]
    )


def _published(archive: Archive) -> dict[str, object]:
    """Return all that readers can see, without datestamps: descriptions, trees, evidence, links, words, entities."""
    seen: dict[str, object] = {}
    with archive.catalogue() as catalogue:
        for item in catalogue.documents(Filters(), limit=100).items:
            document = catalogue.find_document(item.slug)
            assert document is not None
            row = catalogue.find_version_row(item.slug, document.version)
            assert row is not None
            links = {(link.key, link.label, link.relation) for link in catalogue.entity_links(item.slug)}
            seen[item.slug] = (row.own, row.cards, row.tree, row.evidence, row.listing, set(row.links), row.search)
            seen[f"links of {item.slug}"] = links
        for kind in ("agent", "place", "creative-work", "rights", "archival-unit", "collection", "event", "position"):
            for listed in catalogue.entities(kind, limit=100).items:
                entity = catalogue.find_entity(listed.key)
                assert entity is not None
                seen[listed.key] = (entity.own, entity.tree, entity.cards, entity.type, entity.label, entity.documents)
    return seen


def _fresh(archive: Archive, tmp_path: Path) -> dict[str, object]:
    """Return what is seen when the pages as they are now are published for the first time, in the same place."""
    other = Archive(tmp_path / "fresh")
    report = other.publish(archive.pages)
    assert report.new == len(list(archive.pages.glob("*.txt")))
    return _published(other)


@pytest.mark.parametrize("seed", range(6))
def test_any_history_ends_the_same(archive: Archive, tmp_path: Path, seed: int) -> None:
    """After any order of new, changed and deleted pages the site is as if its pages had all come at once."""
    (tmp_path / "fresh").mkdir()
    random = Random(seed)
    names: set[str] = set()
    for _ in range(6):
        for name in random.sample("abcd", random.randint(1, 2)):
            if name in names and random.random() < 0.4:
                (archive.pages / f"{name}.txt").unlink()
                names.discard(name)
            else:
                source, notice, title = random.randrange(6), int(random.random() < 0.2), random.randrange(3)
                _write(archive, name, source=source, notice=notice, title=title)
                names.add(name)
        report = archive.publish(prune=True)
        assert set(codes(report)) <= {"entity-extra-withheld", "folder-without-pages"}
    seen, wanted = _published(archive), _fresh(archive, tmp_path)
    assert seen.keys() == wanted.keys()
    for key, value in wanted.items():
        assert seen[key] == value, key
    if names:
        archive.check()


def test_what_two_pages_say_differently_is_withheld(archive: Archive) -> None:
    """Two citations that name two publishers of one book: neither is said, and the report names the book."""
    _write(archive, "a", source=0)
    _write(archive, "b", source=2)
    report = archive.publish()
    withheld = {(p.where, p.detail) for p in report.problems if p.code == "entity-extra-withheld"}
    assert withheld >= {(WORK, "schema:publisher"), (WORK, "dcterms:publisher")}
    text = "\n".join(archive.triples())
    assert f"{WORK}> <https://schema.org/publisher>" not in text and f"{WORK}> <https://schema.org/author>" in text
    assert "agent/nauka" not in text and "agent/progress" not in text


def test_a_new_page_changes_what_others_show(archive: Archive) -> None:
    """When a second page contradicts the first, the first's tree, evidence and links follow, and its datestamp moves."""
    _write(archive, "a", source=0)
    archive.publish()
    (slug,) = archive.slugs()
    _write(archive, "b", source=2)
    report = archive.publish()
    assert (report.new, report.unchanged, report.changed, report.followed) == (1, 1, 0, 1)
    with archive.catalogue() as catalogue:
        document = catalogue.find_document(slug)
        assert document is not None and document.version == 2 and document.modified > document.created
        assert b"agent/nauka" not in document.tree + document.cards
        assert "agent/nauka" not in {link.key for link in catalogue.entity_links(slug)}
        rows = [r for r in json.loads(catalogue.find_evidence(slug) or b"") if r["p"].endswith("/publisher>")]
        assert {row["published"] for row in rows if WORK in row["s"]} == {False}
    (archive.pages / "b.txt").unlink()
    report = archive.publish(prune=True)
    assert (report.deleted, report.followed) == (1, 1)
    assert any(WORK in line and "agent/nauka" in line for line in archive.triples())
    archive.check()


def test_a_new_page_tells_others_more(archive: Archive) -> None:
    """What only a later page knows of an entity is shown by earlier pages that name it, too."""
    _write(archive, "a", source=0)
    archive.publish()
    slugs = archive.slugs()
    _write(archive, "b", source=1)
    assert archive.publish().followed == 1
    with archive.catalogue() as catalogue:
        assert "The Red Rivers" in catalogue.find_version_row(slugs[0], 2).search.names  # type: ignore[union-attr]
    archive.check()


def test_pages_that_agree_ask_nobody(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new page that says of entities what is known of them costs no look at other documents' evidence."""
    _write(archive, "a", source=0)
    _write(archive, "b", source=0)
    archive.publish()
    _write(archive, "c", source=0)

    def asked(*_: object) -> None:
        raise AssertionError("a document was asked")

    monkeypatch.setattr("fonds.publishing.agreement.Agreement.other_documents", asked)
    report = archive.publish()
    assert (report.new, report.followed) == (1, 0)


def test_dry_run_foresees_what_follows(archive: Archive) -> None:
    """A dry run counts the documents that would follow, and leaves them."""
    _write(archive, "a", source=0)
    archive.publish()
    _write(archive, "b", source=2)
    report = archive.publish(dry_run=True)
    assert (report.new, report.followed, report.release) == (1, 1, 0)
    assert any("agent/nauka" in line for line in archive.triples())
