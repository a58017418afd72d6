"""The numbers of a store, against another engine's count of the same triples."""

from functools import partial
from pathlib import Path
from random import Random

import pytest
from rdflib import RDF, Graph, Literal, URIRef

from fonds.store import counts
from fonds.store.counts import Counts, count_changed, count_store, find_counts, write_counts
from fonds.store.embedded import StoreWriter, build_store
from store.samples import DATA

LANGUAGE = "https://schema.org/inLanguage"
CLASS = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


def counted(data: bytes) -> Counts:
    """Return the numbers of N-Triples, counted by rdflib and sets."""
    graph = Graph().parse(data=data, format="nt")
    tags = set(graph.objects(None, URIRef(LANGUAGE)))
    classes = {str(o) for o in graph.objects(None, RDF.type) if isinstance(o, URIRef)}
    return Counts(
        len(graph),
        {iri: len(set(graph.subjects(RDF.type, URIRef(iri)))) for iri in classes},
        {str(p): len(list(graph.subject_objects(p))) for p in set(graph.predicates())},
        len(set(graph.subjects())),
        len(set(graph.objects())),
        {str(tag): len(list(graph.subjects(URIRef(LANGUAGE), tag))) for tag in tags if isinstance(tag, Literal)},
    )


def random_lines(chance: Random, number: int) -> set[bytes]:
    """Return lines about few things, so that what goes is often still said elsewhere."""
    objects = ["<http://x/0>", "<http://x/1>", '"0"', '"0"@en', '"0"^^<http://x/t>', '"a\\nb \\" ."']
    lines = set()
    for _ in range(number):
        subject, term = f"<http://x/{chance.randrange(20)}>", chance.choice(objects)
        predicate = chance.choice([CLASS, "<http://x/p>", "<http://x/q>"])
        lines.add(f"{subject} {predicate} {term} .\n".encode())
    return lines


def test_a_store_is_counted(directory: Path) -> None:
    """What is counted of a store is what rdflib counts in the same triples."""
    assert count_store(directory) == counted(DATA)


@pytest.mark.parametrize("seed", range(4))
def test_a_change_is_counted(tmp_path: Path, seed: int) -> None:
    """The numbers of a changed store follow from those before and the change, and are what rdflib counts."""
    chance = Random(seed)
    lines = random_lines(chance, 80)
    build_store(tmp_path / "0", [b"".join(lines)])
    present = count_store(tmp_path / "0")
    for number in range(1, 4):
        removed = set(chance.sample(sorted(lines), 30))
        added = random_lines(chance, 25) - lines
        old, new = tmp_path / f"{number - 1}", tmp_path / f"{number}"
        with StoreWriter.derived(old, new) as writer:
            writer.remove(sorted(removed))
            writer.add(sorted(added))
            writer.close()
        lines = lines - removed | added
        present = count_changed(present, old, new, partial(sorted, removed), partial(sorted, added))
        assert present == counted(b"".join(lines))


def test_nothing_is_left(tmp_path: Path) -> None:
    """Of a store that everything was taken out of, every number is 0 and no class or property is named."""
    build_store(tmp_path / "full", [DATA])
    with StoreWriter.derived(tmp_path / "full", tmp_path / "empty") as writer:
        writer.remove([DATA])
        writer.close()
    before = count_store(tmp_path / "full")
    found = count_changed(before, tmp_path / "full", tmp_path / "empty", lambda: [DATA], list)
    assert found == Counts(0, {}, {}, 0, 0, {}) == count_store(tmp_path / "empty")


def test_too_many_for_memory(directory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Distinct things are not counted where they could take too much memory, and nor by later changes."""
    monkeypatch.setattr(counts, "MOST_DISTINCT", 3)
    found = count_store(directory)
    assert (found.subjects, found.objects, found.properties) == (None, None, counted(DATA).properties)
    changed = count_changed(found, directory, tmp_path, list, lambda: [b'<http://x> <http://p> "1" .\n'])
    assert (changed.triples, changed.subjects) == (found.triples + 1, None)


def test_kept_with_the_store(tmp_path: Path) -> None:
    """Numbers are read as they were written; what is broken or not there is no number."""
    build_store(tmp_path / "store", [DATA])
    assert find_counts(tmp_path / "store") is None
    found = count_store(tmp_path / "store")
    write_counts(tmp_path / "store", found)
    assert find_counts(tmp_path / "store") == found == count_store(tmp_path / "store")
    for broken in ("{", '{"triples": 1, "other": 2}'):
        (tmp_path / "store" / counts.FILE_NAME).unlink()
        (tmp_path / "store" / counts.FILE_NAME).write_text(broken)
        assert find_counts(tmp_path / "store") is None


def test_languages_come_and_go() -> None:
    """A language whose last statement is removed is gone, one that is added counts; IRIs of languages are no tags."""
    before = Counts(3, {}, {LANGUAGE: 3}, languages={"en": 1, "fr": 2})
    removed = [f'<http://x/a> <{LANGUAGE}> "en" .\n<http://x/b> <{LANGUAGE}> "fr" .\n'.encode()]
    added = [f'<http://x/a> <{LANGUAGE}> "de" .\n<http://x/a> <{LANGUAGE}> <http://x/deu> .\n'.encode()]
    after = count_changed(before, Path(), Path(), lambda: removed, lambda: added)
    assert (after.languages, after.triples) == ({"fr": 1, "de": 1}, 3)
    uncounted = count_changed(Counts(3, {}, {LANGUAGE: 3}), Path(), Path(), lambda: removed, lambda: added)
    assert uncounted.languages is None, "numbers that never counted them do not begin with a part"
