"""Files that hold many documents: each is published, changed, moved and deleted for itself."""

from pathlib import Path

import pytest

from fonds.publishing.sources import Source
from publishing.archive import Archive, codes

LETTERS = {"a": ("Paul Klee", "1898-10-11"), "b": ("Hans Bloesch", "1898-10-18"), "c": ("Paul Klee", "1899-01-02")}


def letter(id_: str, sender: str, date: str) -> str:
    """Return one letter of an index."""
    return (
        f'<correspDesc xml:id="{id_}" source="#e"><correspAction type="sent"><persName>{sender}</persName>'
        f'<date when="{date}"/></correspAction><correspAction type="received"><persName>Anna Weber</persName>'
        "</correspAction></correspDesc>"
    )


def index(path: Path, *letters: str, edition: str = "Letters, 1950.", end: str = "</profileDesc></teiHeader></TEI>") -> Path:
    """Write an index of letters."""
    path.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><sourceDesc>'
        f'<bibl xml:id="e">{edition}</bibl></sourceDesc></fileDesc><profileDesc>\n' + "\n".join(letters) + end,
        encoding="utf-8",
    )
    return path


@pytest.fixture
def file(archive: Archive) -> Path:
    """Return an index of three letters that is published."""
    path = index(archive.pages / "index.xml", *(letter(id_, *rest) for id_, rest in LETTERS.items()))
    report = archive.publish()
    assert (report.read, report.new, dict(report.layouts)) == (3, 3, {"cmif": 3})
    archive.check()
    return path


def test_every_part_is_a_document(archive: Archive, file: Path) -> None:
    """Each letter has a slug, a source of its own and a digest of its own; a second publish finds all unchanged."""
    assert len(archive.slugs()) == 3
    with archive.catalogue() as catalogue:
        assert sorted(state.source for state in catalogue.sources()) == [f"{file}#{id_}" for id_ in LETTERS]
    report = archive.publish()
    assert (report.unchanged, report.release) == (3, 0)


def test_only_what_changed_is_made_again(archive: Archive, file: Path) -> None:
    """A correction in one letter changes one document."""
    changed = {**LETTERS, "b": ("Hans Bloesch", "1898-10-19")}
    index(file, *(letter(id_, *rest) for id_, rest in changed.items()))
    report = archive.publish()
    assert (report.changed, report.unchanged, report.new) == (1, 2, 0)
    archive.check()


def test_what_is_gone_is_deleted_with_prune_alone(archive: Archive, file: Path) -> None:
    """A letter taken out of the index stays until it is pruned; then it is the only one deleted."""
    index(file, *(letter(id_, *LETTERS[id_]) for id_ in "ac"))
    assert archive.publish().deleted == 0 and len(archive.slugs()) == 3
    assert archive.publish(prune=True).deleted == 1
    assert [slug[:10] for slug in archive.slugs()] == ["1898-10-11", "1899-01-02"]
    archive.check()


def test_a_broken_file_changes_nothing(archive: Archive, file: Path) -> None:
    """Of a file that is no longer well formed nothing is published, changed or pruned; line and column are told."""
    before = archive.triples()
    index(file, letter("d", "New Person", "1900-01-01"), letter("a", "Other", "1898"), end="</profileDesc></TEI>")
    report = archive.publish(prune=True)
    (problem,) = [each for each in report.problems if each.code == "xml-malformed"]
    assert (problem.where, problem.line) == (str(file), 3) and "column" in problem.detail
    assert (report.new, report.changed, report.deleted, report.left_out) == (0, 0, 0, 1)
    assert archive.triples() == before


def test_a_file_of_a_new_name_keeps_its_slugs(archive: Archive, file: Path) -> None:
    """A renamed index is known by its letters: nothing is new, nothing is deleted."""
    slugs = archive.slugs()
    file.rename(file.with_name("renamed.xml"))
    report = archive.publish(prune=True)
    assert (report.new, report.deleted, archive.slugs()) == (0, 0, slugs)
    with archive.catalogue() as catalogue:
        assert all("renamed.xml#" in state.source for state in catalogue.sources())


def test_the_same_letter_twice_is_one(archive: Archive) -> None:
    """Two letters of the same bytes without identifiers are one document, and the other is told."""
    bare = letter("a", *LETTERS["a"]).replace(' xml:id="a"', "")
    index(archive.pages / "index.xml", bare, bare)
    report = archive.publish()
    assert (report.new, codes(report)) == (1, ["file-duplicate"])


def test_a_curation_file_speaks_of_one_part(archive: Archive, file: Path) -> None:
    """``index.b.curation.toml`` decides of the letter b alone; one that names no part of a file is an orphan."""
    curation = file.with_name("index.b.curation.toml")
    curation.write_text('[[replace]]\nfield = "title"\nvalue = "A letter"\nquote = "Hans Bloesch"\n', encoding="utf-8")
    file.with_name("other.b.curation.toml").write_text("", encoding="utf-8")
    report = archive.publish()
    assert (report.changed, report.unchanged, codes(report)) == (1, 2, ["curation-orphan"])
    with archive.catalogue() as catalogue:
        states = {state.source: catalogue.find_document(state.slug) for state in catalogue.sources()}
    labels = {source.rpartition("#")[2]: document.listing.label for source, document in states.items() if document}
    assert labels["b"] == "A letter" and labels["a"].startswith("Paul Klee to Anna Weber")


def test_names_with_a_number_sign(archive: Archive) -> None:
    """A file's own name may hold what parts are marked with."""
    folder = archive.root / "No #7 100%"
    folder.mkdir()
    file = index(folder / "a#b.xml", letter("x", *LETTERS["a"]))
    source = Source(folder, "main")
    assert archive.publish(source).new == 1
    assert source.path("main:a%23b.xml#x") == file
    assert archive.publish(source, prune=True).unchanged == 1
    file.unlink()
    assert archive.publish(source, prune=True).deleted == 1
