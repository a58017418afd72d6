"""The generator of archives: the same every time, another state where asked, and read back as it was written."""

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from fonds.catalogue.catalogue import Catalogue
from fonds.publishing.kit import make_kit
from fonds.publishing.preview import Preview, preview_file
from fonds.publishing.publish import publish
from fonds.publishing.sources import given_sources
from fonds.publishing.stores import catalogue_path
from fonds.record.record import Record
from fonds.record.references import CitedDocument
from fonds.settings import Settings, load_settings

BENCH = Path(__file__).resolve().parent.parent / "bench"
DOCUMENTS = 300
AGREED = 0.99
"""The least share of values of each field that generator and reader agree on."""


def make(folder: Path, *arguments: str, documents: int = DOCUMENTS) -> Path:
    """Make an archive with the command."""
    command = [sys.executable, str(BENCH / "archive.py"), str(folder), "--documents", str(documents), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of an archive by its path."""
    root = folder / "files"
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def answers(folder: Path) -> dict[str, dict[str, Any]]:
    """Return what the generator says of each document, by its key."""
    lines = (folder / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["key"]: row for row in map(json.loads, lines)}


def settings_of(folder: Path) -> Settings:
    """Return the settings that came with an archive."""
    return load_settings(folder / "fonds.toml", environment={})


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of some hundred documents."""
    return make(tmp_path_factory.mktemp("archive") / "made")


@pytest.fixture(scope="module")
def previews(archive: Path) -> dict[str, Preview]:
    """Every document of the archive as it would be published, by the key the answers have for it."""
    kit, root, found = make_kit(settings_of(archive)), archive / "files", dict[str, Preview]()
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        name = str(path.relative_to(root))
        for preview in preview_file(path, f"made:{name}", kit):
            found[f"{name}#{preview.part}" if preview.part else name] = preview
    return found


def _line(text: str) -> str:
    return " ".join(text.split())


def said(record: Record) -> dict[str, Any]:
    """Return what a record says, in the words of the answers."""

    def names(*roles: str) -> list[str]:
        return [_line(each.name.phrase.text) for each in record.contributions if each.role in roles]

    reply = next(
        (each.target.label for each in record.citations if each.relation == "reply-to" and isinstance(each.target, CitedDocument)),
        "",
    )
    return {
        "title": record.title.value if record.title and record.layout != "cmif" else "",
        "date": record.dates[0].date.value.edtf if record.dates else "",
        "sender": names("sender"), "recipient": names("addressee"),
        "attendees": [_line(each.name.phrase.text) for each in record.attendees],
        "archive": record.archival.archive.phrase.text if record.archival else "",
        "reference": _line(record.archival.whole.text).rstrip(".") if record.archival else "",
        "marking": record.marking.value.written if record.marking else "",
        "answers": _line(reply),
    }


def test_generator_and_reader_agree(archive: Path, previews: dict[str, Preview]) -> None:
    """What is read of an archive is what was written into it, in every field of every layout, for 99 of 100 values."""
    known = answers(archive)
    right, all_, wrong = Counter[str](), Counter[str](), list[str]()
    for key, preview in previews.items():
        assert preview.mapped and not preview.is_refused, preview.problems
        found = said(preview.mapped.linked.record)
        for field in found:
            all_[field] += 1
            if found[field] == known[key][field]:
                right[field] += 1
            else:
                wrong.append(f"{known[key]['layout']} {key} {field}: wrote {known[key][field]!r}, read {found[field]!r}")
    assert set(all_.values()) == {DOCUMENTS}
    assert all(right[field] >= AGREED * all_[field] for field in all_), "\n".join(wrong)


def test_every_layout_is_met(archive: Path, previews: dict[str, Preview]) -> None:
    """The reader tells the layouts of an archive's pages as the generator names them, and every kind of file is there."""
    known = answers(archive)
    kinds = {"tei": "tei-volume", "csv": "table", "jsonl": "table"}
    met = {
        (known[key]["layout"], preview.mapped.linked.record.layout) for key, preview in previews.items() if preview.mapped
    }
    assert {(each, kinds.get(each, each)) for each in _layouts(known)} == met and len(met) == 10


def test_publish_releases_all_of_it(archive: Path) -> None:
    """A publish of an archive has no errors and releases every document; replies lead to the letters they answer."""
    settings = settings_of(archive)
    report = publish(given_sources((), settings), settings)
    assert report.problems_of("error") == [] and report.documents == DOCUMENTS
    with Catalogue.open(catalogue_path(Path(settings.state)), read_only=True) as catalogue:
        triples = b"".join(catalogue.ntriples())
    base = re.escape(settings.base_iri).encode()
    held = re.findall(rb"(?m)^<%b/doc/[^#>]+> <\S+#isReplyTo> <%b/doc/[^#>]+> \.$" % (base, base), triples)
    replies = sum(bool(row["answers"]) for row in answers(archive).values())
    assert len(held) >= 0.9 * replies > 0


def test_same_seed_same_bytes(archive: Path, tmp_path: Path) -> None:
    """The same size and seed give the same bytes, another seed gives other documents."""
    assert contents(make(tmp_path / "again")) == contents(archive)
    assert not set(contents(make(tmp_path / "other", "--seed", "2")).values()) & set(contents(archive).values())


def test_every_document_says_that_it_is_made_up(archive: Path) -> None:
    """No file can be taken for history: each has the notice, and no address but of a domain for examples."""
    for path, data in contents(archive).items():
        assert b"Generated for measuring; no historical document." in data, path
        hosts = {host for host in re.findall(rb"https?://([^/\s\"<]+)", data) if not host.endswith(b"example.org")}
        assert hosts <= {b"www.tei-c.org", b"creativecommons.org"}, path


def test_another_state_of_the_archive(tmp_path: Path) -> None:
    """So many documents are changed, gone, moved and added as was asked for; all others keep their bytes and places."""
    folder = make(tmp_path / "made", documents=200)
    before, known = contents(folder), answers(folder)
    make(folder, "--change", "12", "--delete", "7", "--move", "5", "--add", "9", documents=200)
    after, told = contents(folder), answers(folder)
    moved = {path for path in after if path.startswith("moved/")}
    assert len(moved) == 5 and all(after[path] == before[path.replace("moved", "pages", 1)] for path in moved)
    gone = set(known) - set(told) - {path.replace("moved", "pages", 1) for path in moved}
    assert len(gone) == 7 and len(set(told) - set(known) - moved) == 9
    pages = {path for path in set(before) & set(after) if path.startswith("pages/") and before[path] != after[path]}
    others = {path for path in set(before) & set(after) if not path.startswith("pages/") and before[path] != after[path]}
    assert len(pages) + len(others) <= 12 + 7 and pages
    assert all(b"Correction 1:" in after[path] for path in pages)
    make(folder, documents=200)
    assert contents(folder) == before and answers(folder) == known


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    """Writing a state that is there already touches no file."""
    folder = make(tmp_path / "made", documents=60)
    times = {path: path.stat().st_mtime_ns for path in (folder / "files").rglob("*")}
    make(folder, documents=60)
    assert {path: path.stat().st_mtime_ns for path in (folder / "files").rglob("*")} == times


def test_folders_of_others_are_left_alone(tmp_path: Path) -> None:
    """A folder that holds something else is refused."""
    (tmp_path / "letter.txt").write_text("Dear Sir", encoding="utf-8")
    command = [sys.executable, str(BENCH / "archive.py"), str(tmp_path), "--documents", "10"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "choose another folder" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_shares_of_layouts(tmp_path: Path) -> None:
    """Shares decide which layouts there are, and how many of each; an unknown layout is refused by name."""
    folder = make(tmp_path / "made", "--shares", "pdf-text=3,tei=1", documents=80)
    assert Counter(row["layout"] for row in answers(folder).values()) == {"pdf-text": 60, "tei": 20}
    command = [sys.executable, str(BENCH / "archive.py"), str(tmp_path / "x"), "--shares", "pdf=3"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "no layout 'pdf'" in done.stderr


def test_memory_does_not_grow_with_the_archive() -> None:
    """Beginning an archive of ten million documents takes a few megabytes at most, as one of a thousand does."""
    program = (
        f"import sys; sys.path.insert(0, {str(BENCH)!r})\n"
        "import itertools, tracemalloc, archive\n"
        "tracemalloc.start()\n"
        "made = archive.Archive(int(sys.argv[1]), changes=archive.Changes(change=50, delete=50, move=50))\n"
        "for _ in itertools.islice(made.files(), 200): pass\n"
        "print(tracemalloc.get_traced_memory()[1])\n"
    )
    peaks = [
        int(subprocess.run([sys.executable, "-c", program, size], capture_output=True, text=True, check=True).stdout)
        for size in ("1000", "10000000")
    ]
    assert max(peaks) < 3_000_000


def _layouts(known: dict[str, dict[str, Any]]) -> set[str]:
    return {row["layout"] for row in known.values()}
