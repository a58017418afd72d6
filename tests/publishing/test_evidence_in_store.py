"""Evidence in the store: it follows the documents through every kind of release, and is nowhere else."""

from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest

from fonds.bundled import bundled_path
from fonds.publishing import stores
from fonds.publishing.purging import purge
from fonds.publishing.rebuilding import rebuild
from fonds.publishing.rollback import roll_back
from fonds.publishing.run import Options
from fonds.publishing.sources import EXAMPLE, Source
from fonds.publishing.verifying import verify
from fonds.rdf.namespaces import PREFIXES
from fonds.settings import Settings
from fonds.store.embedded import StoreWriter, build_store
from publishing.archive import Archive

DOCS = Path(__file__).parents[2] / "docs" / "operations.md"


@pytest.fixture
def evident(archive: Archive) -> Archive:
    """Return an archive of four letters whose evidence is in the store."""
    archive.settings = replace(archive.settings, evidence_in_store=True)
    for number in range(4):
        archive.write(f"{number}.txt", number)
    archive.publish()
    return archive


def checked(archive: Archive) -> int:
    """Assert that the store holds what it should and that the site is sound; return the lines of evidence."""
    archive.check()
    found = verify(archive.settings, deep=True)
    assert found.problems == [] and found.triples == archive.release().triples
    return len(archive.evident())


def test_it_follows_every_release(evident: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a change, a deletion, a rollback, a rebuild and a purge the store holds the evidence of what is live."""
    monkeypatch.setattr(stores, "MOST", 1.0)
    derived: list[Path] = []
    real = StoreWriter.derived

    def noted(source: Path, directory: Path) -> StoreWriter:
        derived.append(directory)
        return real(source, directory)

    monkeypatch.setattr(StoreWriter, "derived", noted)
    options = Options(clock=evident.clock)
    assert checked(evident) > 1_000
    evident.write("1.txt", 1, body="The USSR has agreed to the proposals of Ivan Petrov.")
    (evident.pages / "2.txt").unlink()
    evident.publish(prune=True)
    checked(evident)
    roll_back(1, evident.settings, options)
    checked(evident)
    assert len(derived) == 2
    rebuild(evident.settings, options)
    checked(evident)
    slug = evident.slugs()[0]
    purge(slug, "At the wish of the heirs.", evident.settings, options, wait=0)
    assert checked(evident) > 0 and not any(slug in line for line in evident.stored() - evident.triples())


def test_a_setting_takes_effect_with_the_next_publish(evident: Archive) -> None:
    """Nothing else has changed, and yet the store is made anew once, with or without evidence, by publish and rebuild."""
    with_evidence = evident.release()
    evident.settings = replace(evident.settings, evidence_in_store=False)
    assert evident.publish().release == 2 and evident.publish().release == 0
    assert checked(evident) == 0 and evident.release().triples < with_evidence.triples / 2
    evident.settings = replace(evident.settings, evidence_in_store=True)
    rebuild(evident.settings, Options(clock=evident.clock))
    assert evident.release().triples == with_evidence.triples and evident.publish().release == 0
    checked(evident)


def test_unset_it_is_for_the_shipped_pages_only(archive: Archive) -> None:
    """Where nothing is set, the evidence of the shipped pages is in the store, that of other pages is not."""
    assert Settings().evidence_in_store is None
    archive.write("a.txt", 1)
    archive.publish(archive.pages, Source(bundled_path("data"), EXAMPLE))
    evidence = {line.partition("/evidence#")[0] for line in archive.stored() if "/evidence#" in line.partition(" ")[0]}
    shipped = {slug for slug in archive.slugs() if slug.startswith(("1979", "1989"))}
    assert {each.rpartition("/")[2] for each in evidence} == shipped and len(archive.slugs()) == 3
    assert verify(archive.settings, deep=True).problems == []


def test_lost_evidence_is_noticed(evident: Archive) -> None:
    """A store that lacks one line of evidence is told of, line and all."""
    lines = sorted(evident.stored())
    lost = next(line for line in lines if "evidence#s-1>" in line)
    directory = evident.state / evident.release().store
    stores.drop_store(evident.state, directory.name)
    build_store(directory, [f"{line}\n".encode() for line in lines if line != lost])
    problems = verify(evident.settings, deep=True).problems
    assert {each.code for each in problems} == {"store-differs"}
    assert any(lost.removesuffix(" .") in each.detail for each in problems)


def test_the_question_of_the_documentation_is_answered(archive: Archive) -> None:
    """The query that operations.md gives finds what is inferred in the shipped pages, and the words it rests on."""
    archive.publish(Source(bundled_path("data"), EXAMPLE))
    query = DOCS.read_text(encoding="utf-8").partition("```sparql\n")[2].partition("```")[0]
    prefixes = "".join(f"PREFIX {name}: <{space}>\n" for name, space in PREFIXES.items())
    store = pyoxigraph.Store.read_only(str(archive.state / archive.release().store))
    found = store.query(prefixes + query)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    rows = [(row["property"], row["words"], row["confidence"]) for row in found]
    assert len({row[0] for row in rows}) >= 3 and all(row[2] for row in rows)
    pages = "".join(path.read_text(encoding="utf-8") for path in bundled_path("data").glob("*.txt"))
    assert all(row[1].value in pages for row in rows if row[1])
