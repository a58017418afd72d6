"""Publishing: what is new, changed, unchanged or wrong, and that both stores say the same."""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fonds.bundled import bundled_path
from fonds.linking.linker import Linked
from fonds.mapping.document import FIELDS
from fonds.mapping.statements import Site, Statement, say
from fonds.publishing.sources import EXAMPLE, Source
from fonds.rdf.literals import iri_term
from publishing.archive import Archive, codes
from publishing.pages import letter, write_pages

AUTHORITIES = "id,type,name,name_lang,alternate_names,scope,same_as,see_also,dates,note\n"


def test_first_publish(archive: Archive) -> None:
    """Every page becomes a document, its entities beside it, in one release that catalogue and store agree on."""
    write_pages(archive.pages, range(5))
    report = archive.publish()
    assert (report.read, report.new, report.release, report.documents) == (5, 5, 1, 5)
    assert report.layouts == {"archive-page": 5} and codes(report) == [] and report.stopped == ""
    assert report.triples == archive.release().triples > 400
    archive.check()


def test_bundled_pages(archive: Archive) -> None:
    """The pages shipped with Fonds are published without a problem."""
    report = archive.publish(Source(bundled_path("data"), EXAMPLE))
    assert (report.new, list(report.problems)) == (2, [])
    archive.check()


def test_the_same_again_changes_nothing(archive: Archive) -> None:
    """Publishing unchanged files makes no release, moves no datestamp and leaves every byte of both stores alone."""
    write_pages(archive.pages, range(3))
    archive.publish()
    with archive.catalogue() as catalogue:
        before = [catalogue.find_document(slug) for slug in archive.slugs()]
        changes = catalogue.last_change()
    files = archive.files()
    report = archive.publish()
    assert (report.read, report.unchanged, report.new, report.changed, report.release) == (3, 3, 0, 0, 0)
    assert report.documents == 3
    with archive.catalogue() as catalogue:
        assert [catalogue.find_document(slug) for slug in archive.slugs()] == before
        assert catalogue.last_change() == changes and len(catalogue.releases()) == 1
    assert {name: data for name, data in archive.files().items() if "store" in name} == {
        name: data for name, data in files.items() if "store" in name
    }


def test_a_changed_page_is_a_new_version(archive: Archive) -> None:
    """Of a page whose words change there is a new version under the same slug; the others keep their datestamps."""
    write_pages(archive.pages, range(2))
    archive.publish()
    slugs = archive.slugs()
    archive.write("00000.txt", 0, title="Telegram from Ivan Petrov to Anna Weber")
    report = archive.publish()
    assert (report.changed, report.unchanged, report.new, report.release) == (1, 1, 0, 2)
    assert archive.slugs() == slugs
    with archive.catalogue() as catalogue:
        titles = {slug: catalogue.find_document(slug) for slug in slugs}
        found = {d.listing.label: (d.version, d.created, d.modified) for d in titles.values() if d}
    assert found["Telegram from Ivan Petrov to Anna Weber"][0] == 2
    changed = found.pop("Telegram from Ivan Petrov to Anna Weber")
    ((version, created, modified),) = found.values()
    assert version == 1 and modified == created < changed[2] and changed[1] == created
    archive.check()


def test_a_changed_curation_file_is_a_change(archive: Archive) -> None:
    """What a person decides beside an unchanged page changes its record, and so does taking it back."""
    archive.write()
    archive.publish()
    curation = archive.pages / "a.curation.toml"
    curation.write_text('[[add]]\nfield = "mentions"\nvalue = "agent/pdpa"\nquote = "your proposals"\n', encoding="utf-8")
    assert archive.publish().changed == 1
    assert any("mentions" in line and "agent/pdpa" in line for line in archive.triples())
    archive.check()
    curation.unlink()
    assert archive.publish().changed == 1
    assert not any("agent/pdpa" in line for line in archive.triples())
    archive.check()


def test_better_evidence_is_a_change(archive: Archive) -> None:
    """A curation file that rests the same statement on other words changes the record: its evidence is part of it."""
    archive.write()
    curation = archive.pages / "a.curation.toml"
    text = '[[add]]\nfield = "mentions"\nvalue = "agent/pdpa"\nquote = "{}"\n'
    curation.write_text(text.format("your proposals"), encoding="utf-8")
    archive.publish()
    curation.write_text(text.format("great attention"), encoding="utf-8")
    assert archive.publish().changed == 1
    with archive.catalogue() as catalogue:
        evidence = json.loads(catalogue.find_evidence(archive.slugs()[0]) or b"[]")
    (row,) = [row for row in evidence if row["o"].endswith("agent/pdpa>") and row["p"].endswith("mentions>")]
    assert row["quotes"][0]["exact"] == "great attention"


def test_a_changed_list_changes_what_names_it(archive: Archive) -> None:
    """Another name in the authority list is a change of the documents that name the entity, and of no other."""
    lists = archive.root / "lists"
    lists.mkdir()
    row = "agent/soviet-union,Organization,{},en,USSR,,,,,\nplace/afghanistan,Country,Afghanistan,en,,,,,,\n"
    (lists / "agents.csv").write_text(AUTHORITIES + row.format("Soviet Union"), encoding="utf-8")
    archive.settings = replace(archive.settings, authorities=str(lists))
    archive.write("a.txt", 1)
    archive.write("b.txt", 2, body="A letter that names no other state than Afghanistan, and that only in passing.")
    archive.publish()
    (lists / "agents.csv").write_text(AUTHORITIES + row.format("Union of Soviet Republics"), encoding="utf-8")
    report = archive.publish()
    assert (report.changed, report.unchanged) == (1, 1)
    assert any('label> "Union of Soviet Republics"' in line for line in archive.triples())
    assert not any('label> "Soviet Union"' in line for line in archive.triples())
    archive.check()


def test_a_broken_list_row_costs_only_itself(archive: Archive) -> None:
    """A row that cannot be used is named with file and line; pages and the other rows are published."""
    lists = archive.root / "lists"
    lists.mkdir()
    rows = "agent/x,Robot,X,en,,,,,,\nplace/afghanistan,Country,Afghanistan,en,,,,,,\n"
    (lists / "agents.csv").write_text(AUTHORITIES + rows, encoding="utf-8")
    archive.settings = replace(archive.settings, authorities=str(lists))
    archive.write()
    report = archive.publish()
    assert report.new == 1 and codes(report) == ["authority-row-broken"]
    assert (report.problems[0].where, report.problems[0].line) == (str(lists / "agents.csv"), 2)
    assert any("place/afghanistan" in line for line in archive.triples())


def test_a_page_that_fails_keeps_what_was_published(archive: Archive) -> None:
    """A page that becomes unreadable, or whose curation breaks, is named; its published version stays as it was."""
    page = archive.write()
    archive.write("b.txt", 1)
    archive.publish()
    slugs, triples = archive.slugs(), archive.triples()
    page.write_bytes(b"Letter \xff")
    report = archive.publish(prune=True)
    assert codes(report) == ["file-not-utf8"] and (report.left_out, report.deleted, report.release) == (1, 0, 0)
    (archive.pages / "b.curation.toml").write_text("[[add]\n", encoding="utf-8")
    assert codes(archive.publish()) == ["curation-broken", "file-not-utf8"]
    assert (archive.slugs(), archive.triples()) == (slugs, triples)
    archive.check()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.txt", b"", "file-empty"),
        ("blank.txt", b"\xef\xbb\xbf \n", "file-empty"),
        ("latin.txt", "Brief von Müller".encode("latin-1"), "file-not-utf8"),
        ("large.txt", b"x" * 3_000, "file-too-large"),
        ("table.pdf", b"%PDF", "file-kind-unknown"),
        ("untitled.txt", b"May 2, 1962\n\n" + b"word " * 200 + b"\n\nDocument Information", "title-missing"),
    ],
)
def test_bad_input_is_named_and_the_rest_published(archive: Archive, name: str, content: bytes, code: str) -> None:
    """A file that cannot be published is told by its path, with a reason; the good page beside it is published."""
    archive.settings = replace(archive.settings, page_bytes=2_500)
    archive.write()
    (archive.pages / name).write_bytes(content)
    report = archive.publish()
    assert (report.new, report.left_out) == (1, 1)
    (problem,) = [each for each in report.problems if each.code == code]
    assert problem.where == str(archive.pages / name)
    archive.check()


@pytest.mark.skipif(os.name != "posix", reason="names of files are bytes only there")
def test_a_name_that_is_no_text_costs_only_its_file(archive: Archive) -> None:
    """A file whose name is not UTF-8 is left out, told in letters that can be printed, and the others are published."""
    archive.write()
    try:
        Path(os.fsdecode(os.fsencode(archive.pages) + b"/caf\xe9.txt")).write_text(letter(1), encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such names")
    report = archive.publish()
    assert (report.new, report.left_out, codes(report)) == (1, 1, ["file-unreadable"])
    (problem,) = report.problems_of("error")
    assert problem.where.encode().endswith("caf\N{REPLACEMENT CHARACTER}.txt".encode())


def test_a_missing_path_costs_nothing_else(archive: Archive) -> None:
    """A path with nothing at it is named; the other sources are published, and nothing of its own is pruned."""
    archive.write()
    report = archive.publish(archive.pages, archive.root / "nowhere", prune=True)
    assert (report.new, codes(report)) == (1, ["path-missing"]) and not report.in_vain
    assert archive.publish(archive.root / "nowhere", prune=True).in_vain
    assert len(archive.slugs()) == 1


def test_an_undated_page_and_a_folder_without_pages(archive: Archive) -> None:
    """A page without a date is published with a warning; an empty folder is one, too."""
    (archive.root / "empty").mkdir()
    text = "Letter from Ivan Petrov to Anna Weber\n\n" + "Some words of the letter. " * 9 + "\n\nDocument Information"
    (archive.pages / "a.txt").write_text(text, encoding="utf-8")
    report = archive.publish(archive.pages, archive.root / "empty")
    assert report.new == 1 and {"date-missing", "folder-without-pages"} <= set(codes(report))
    assert archive.slugs() == ["undated-letter-from-ivan-petrov-to-anna-weber"]


def test_language_that_is_not_expected_is_told(archive: Archive) -> None:
    """Where the settings name languages, a page in another one is noted, and published."""
    archive.settings = replace(archive.settings, languages=("fr",))
    archive.write()
    report = archive.publish()
    assert codes(report) == ["language-unexpected"] and report.new == 1


def test_a_record_that_breaks_a_rule_is_left_out_entirely(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """What breaks the model is named with the rule; nothing of it remains, nor of entities that only it names."""
    archive.write("a.txt", 0)
    archive.write("b.txt", 1)

    def licensed(linked: Linked, doc: str, site: Site) -> Iterator[Statement]:
        if linked.record.source.name == "b.txt":
            yield from say(doc, "schema:license", iri_term("https://example.org/invented"))

    monkeypatch.setattr("fonds.mapping.mapper.FIELDS", (*FIELDS, licensed))
    report = archive.publish()
    assert (report.new, report.left_out, report.read) == (1, 1, 2)
    (problem,) = [each for each in report.problems if each.code == "shape-violated"]
    assert problem.where == str(archive.pages / "b.txt") and "no-licence" in problem.detail
    text = "\n".join(archive.triples())
    assert "agent/ivan-petrov" in text and "agent/karel-novak" not in text and "invented" not in text
    archive.check()


def test_curation_of_an_unknown_entity_is_refused(archive: Archive) -> None:
    """A curation file that names an entity of no list, as a value or as a claim's author, keeps its page back."""
    archive.write()
    curation = archive.pages / "a.curation.toml"
    for text in (
        '[[add]]\nfield = "mentions"\nvalue = "agent/nobody"\nquote = "your proposals"\n',
        '[[claim]]\nid = "1"\nauthor = "agent/nobody"\nquote = "your proposals"\n',
    ):
        curation.write_text(text, encoding="utf-8")
        report = archive.publish()
        assert (codes(report), report.new) == (["curation-entity-unknown"], 0)


def test_two_sources_at_once(archive: Archive) -> None:
    """Named and unnamed sources are published together; each file is counted once, even where sources overlap."""
    write_pages(archive.pages / "x", range(2))
    other = write_pages(archive.root / "other", range(2, 4))
    report = archive.publish(archive.pages, archive.pages / "x", archive.pages / "x" / "00001.txt", Source(other, "other"))
    assert (report.read, report.new, report.left_out) == (4, 4, 0)
    with archive.catalogue() as catalogue:
        keys = [state.source for state in catalogue.sources()]
    assert keys == [*(str(archive.pages / "x" / f"0000{n}.txt") for n in (0, 1)), "other:00002.txt", "other:00003.txt"]
    archive.check()


def test_many_pages_stream_through_the_spool(archive: Archive) -> None:
    """Three hundred pages are published and found unchanged, whatever is left of the spool closed and gone."""
    write_pages(archive.pages, range(300))
    report = archive.publish()
    assert (report.new, report.left_out, codes(report)) == (300, 0, [])
    assert archive.publish().unchanged == 300
    archive.check()


def test_old_stores_are_dropped(archive: Archive) -> None:
    """Only as many stores are kept as the settings say, the newest ones."""
    archive.settings = replace(archive.settings, snapshots_kept=1)
    for number in range(3):
        archive.write("a.txt", number)
        archive.publish()
    assert [path.name for path in archive.state.glob("store-*")] == [archive.release().store]
    archive.check()


def test_progress_is_told(archive: Archive) -> None:
    """Every step tells how far it is, up to its end."""
    write_pages(archive.pages, range(3))
    told: list[tuple[str, int, int]] = []
    archive.publish(progress=lambda *step: told.append(step))
    assert {("reading", 0, 3), ("reading", 3, 3), ("writing", 3, 3), ("building the store", 0, 0)} <= set(told)
    assert [step for step, _, _ in told] == sorted([step for step, _, _ in told], key=_ORDER.index)


_ORDER = ("reading", "writing", "building the store")


def test_state_may_be_named_from_anywhere(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative state directory is made where the command runs."""
    archive.write()
    here = archive.root / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    archive.settings = replace(archive.settings, state="deep/var")
    archive.publish()
    assert (here / "deep" / "var" / "catalogue.sqlite").exists()
    assert Path("deep/var").resolve() == archive.state.resolve()
