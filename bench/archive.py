"""Make an archive of any size: ``python bench/archive.py DIR --documents 1000 [--seed 1] [--shares …] [--change 100 …]``

DIR gets `files/` (pages, volumes, indexes, tables), `authorities/`, a `fonds.toml`, and `answers.jsonl`, which says of
each document what a reader must find. The same numbers and seed always make the same bytes; memory does not grow with
the size. With ``--change``, ``--delete``, ``--add`` and ``--move`` the folder becomes another state of the same archive:
only files that differ are written again. Everybody and everything in it is invented, and every page says so.

To add a layout of pages: a function in `archive_pages.PAGES`; a kind of file: a row of :data:`FILES`; and its share.
"""

import argparse
import json
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from archive_facts import Exchanges, Facts
from archive_files import Written, authority_lists, csv_table, index, json_lines, settings, volume
from archive_pages import PAGES, WITHOUT_SOURCE
from archive_words import body, cited, summary

SHARES = {
    "archive-page": 50.0, "archive-page-labelled": 12.0, "archive-page-related-first": 4.0, "archive-page-plain": 4.0,
    "digital-archive-2011": 8.0, "pdf-text": 6.0, "tei": 7.0, "cmif": 3.0, "csv": 3.0, "jsonl": 3.0,
}
"""How much of each layout and kind of file there is, in any unit."""
FILES: dict[str, tuple[str, str, int, Callable[[int, Iterable[Written]], bytes]]] = {
    "tei": ("volumes/volume-{:04}.xml", "d{}", 250, volume),
    "cmif": ("indexes/index-{:04}.xml", "l{}", 500, index),
    "csv": ("tables/table-{:04}.csv", "{}", 1_000, csv_table),
    "jsonl": ("tables/table-{:04}.jsonl", "{}", 1_000, json_lines),
}
"""Kind of file → its path, a document's id in it, documents a file, what writes it."""
FOLDER = 250
"""Pages in one folder."""
MARK = "generated-archive"
"""A file that says that a folder is ours to write in."""


@dataclass(frozen=True)
class Changes:
    """Another state of an archive: so many documents changed, deleted, moved, added; ``round`` chooses others."""

    change: int = 0
    delete: int = 0
    move: int = 0
    add: int = 0
    round: int = 1


@dataclass(frozen=True)
class Archive:
    """An archive by its numbers. Documents 0 … ``documents`` - 1, in order: pages, then files of many, then added pages."""

    documents: int
    seed: int = 1
    shares: dict[str, float] = field(default_factory=lambda: SHARES)
    changes: Changes = field(default_factory=Changes)
    length: float = 1.0

    @cached_property
    def exchanges(self) -> Exchanges:
        return Exchanges(self.documents, self.seed)

    @cached_property
    def spans(self) -> dict[str, range]:
        """Which numbers stand in files of each kind; all below the first of them are pages."""
        whole, end, found = sum(self.shares.values()), self.documents, dict[str, range]()
        for kind in FILES:
            number = int(self.documents * self.shares.get(kind, 0) / whole + 0.5)
            found[kind] = range(end - number, end)
            end -= number
        return found

    @property
    def pages(self) -> int:
        """How many of the first documents are pages."""
        return min(span.start for span in self.spans.values())

    @cached_property
    def touched(self) -> tuple[frozenset[int], frozenset[int], frozenset[int]]:
        """The numbers that are changed, deleted, and moved in this state."""
        random, wanted = Random(f"{self.seed} state {self.changes.round}"), self.changes
        moved = frozenset(random.sample(range(self.pages), min(wanted.move, self.pages)))
        number = min(self.documents, wanted.change + wanted.delete + len(moved))
        others = [each for each in random.sample(range(self.documents), number) if each not in moved]
        return frozenset(others[: wanted.change]), frozenset(others[wanted.change :][: wanted.delete]), moved

    def numbers(self, span: range) -> Iterator[int]:
        """Yield the numbers of a span that are there in this state."""
        return (number for number in span if number not in self.touched[1])

    def written(self, number: int) -> Written:
        """Return one document: what it says, its paragraphs, its summary."""
        facts = self.exchanges.facts(number, revision=number in self.touched[0])
        return facts, body(facts, self.exchanges, self.documents, self.length), summary(facts, self.exchanges)

    def layout(self, number: int) -> str:
        """Return the layout of a page: spread so evenly that any stretch of pages has nearly the shares asked for."""
        shares = {name: self.shares.get(name, 0.0) for name in PAGES}
        place = (number * 0.6180339887498949 + self.seed * 0.37) % 1 * sum(shares.values())
        for name, share in shares.items():
            place -= share
            if place < 0:
                return name
        return next(iter(PAGES))

    def page_path(self, number: int) -> str:
        """Return where a page lies in this state."""
        folder = "moved" if number in self.touched[2] else "pages"
        return f"{folder}/{number // FOLDER:05}/{number:08}.txt"

    def files(self) -> Iterator[tuple[str, bytes, list[dict[str, Any]]]]:
        """Yield path, bytes and answers of every file, those of one folder together."""
        for span in (range(self.pages), range(self.documents, self.documents + self.changes.add)):
            for number in self.numbers(span):
                if number not in self.touched[2]:
                    yield self.page(number)
        yield from (self.page(number) for number in sorted(self.touched[2]))
        for kind in sorted(FILES, key=lambda kind: FILES[kind][0].partition("/")[0]):
            yield from self._files(kind)

    def page(self, number: int) -> tuple[str, bytes, list[dict[str, Any]]]:
        """Return path, bytes and answer of one page."""
        facts, text, told = self.written(number)
        path, layout = self.page_path(number), self.layout(number)
        return path, PAGES[layout](facts, text, told).encode(), [answer(facts, path, layout)]

    def _files(self, kind: str) -> Iterator[tuple[str, bytes, list[dict[str, Any]]]]:
        """Yield the files of a kind. A document stays in its file, whatever becomes of its neighbours."""
        form, part, most, write = FILES[kind]
        span = self.spans[kind]
        for number, group in groupby(self.numbers(span), key=lambda each: (each - span.start) // most + 1):
            documents, path = [self.written(each) for each in group], form.format(number)
            told = [answer(facts, f"{path}#{part.format(facts.number)}", kind) for facts, _, _ in documents]
            yield path, write(number, documents), told


def answer(facts: Facts, key: str, layout: str) -> dict[str, Any]:
    """Return what a reader must find: what is empty, or has no key, is not in that layout, or not said."""
    met = [facts.sender.name, facts.recipient.name] if facts.genre == "conversation" else []
    letter = facts.is_letter or layout == "cmif"
    whole = f"{facts.archive}, {facts.unit}" if layout in ("csv", "jsonl") else facts.reference
    text, placed = layout not in ("cmif", "csv"), layout not in (*WITHOUT_SOURCE, "cmif")
    return {
        "key": key, "layout": layout, "title": facts.title if layout != "cmif" else "",
        "date": facts.date.edtf if layout != "cmif" or facts.date.day else "",
        "sender": [facts.sender.name] if letter else [], "recipient": [facts.recipient.name] if letter else [],
        "attendees": [] if layout == "cmif" else [facts.council] if facts.genre == "minutes" else met,
        "archive": facts.archive if placed else "", "reference": whole if placed else "",
        "marking": facts.marking if text and layout != "jsonl" else "",
        "answers": cited(facts.answers) if facts.answers and text else "",
    }


def write_archive(archive: Archive, root: Path) -> int:
    """Write an archive, or another state of it, into a folder; return how many files were written anew."""
    if root.exists() and any(root.iterdir()) and not (root / MARK).exists():
        raise SystemExit(f"{root} is not empty, and no archive made by this program: choose another folder.")
    root = root.resolve()
    files = root / "files"
    files.mkdir(parents=True, exist_ok=True)
    (root / MARK).write_text("Generated for measuring; no historical document.\n", encoding="utf-8")
    written = 0
    for name, data in (("fonds.toml", settings(root)), *_lists(archive)):
        _put(root / name, data)
    with (root / "answers.jsonl").open("w", encoding="utf-8") as answers:
        folders: dict[Path, None] = {}
        for folder, group in groupby(archive.files(), key=lambda file: (files / file[0]).parent):
            present = set[str]()
            for path, data, told in group:
                written += _put(files / path, data)
                present.add(Path(path).name)
                answers.writelines(json.dumps(each, ensure_ascii=False) + "\n" for each in told)
            _tidy(folder, present)
            folders[folder] = None
    _drop_folders(files, folders)
    return written


def _lists(archive: Archive) -> Iterator[tuple[str, bytes]]:
    return ((f"authorities/{name}", data) for name, data in authority_lists(archive.documents))


def _put(path: Path, data: bytes) -> bool:
    """Write a file that is not there with these bytes already."""
    if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return True


def _tidy(folder: Path, present: set[str]) -> None:
    for path in folder.iterdir():
        if path.name not in present and path.is_file():
            path.unlink()


def _drop_folders(files: Path, kept: dict[Path, None]) -> None:
    """Remove the folders of an earlier state that this one has nothing in."""
    used = {*kept, *(folder.parent for folder in kept)}
    for folder in [*files.glob("*/*"), *files.glob("*")]:
        if folder.is_dir() and folder not in used:
            shutil.rmtree(folder)


def parse_shares(text: str) -> dict[str, float]:
    """Read "archive-page=90,tei=10"; what is not named has no share."""
    shares = {name: float(share) for name, _, share in (part.partition("=") for part in text.split(","))}
    if unknown := sorted(set(shares) - set(SHARES)):
        raise argparse.ArgumentTypeError(f"no layout {unknown[0]!r}; there are {', '.join(SHARES)}")
    return shares


def main() -> None:
    """Write what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=1_000, help="how many documents the archive has")
    parser.add_argument("--seed", type=int, default=1, help="another seed is another archive")
    parser.add_argument("--shares", type=parse_shares, default=SHARES, help="LAYOUT=PARTS,…; left out: mostly pages")
    parser.add_argument("--length", type=float, default=1.0, help="how long texts are: 1 gives some 3,000 characters")
    for name in ("change", "delete", "move", "add"):
        parser.add_argument(f"--{name}", type=int, default=0, metavar="N", help=f"a state of the archive with N {_DONE[name]}")
    parser.add_argument("--round", type=int, default=1, help="which documents these are")
    given = parser.parse_args()
    changes = Changes(given.change, given.delete, given.move, given.add, given.round)
    archive = Archive(given.documents, given.seed, given.shares, changes, given.length)
    print(f"{given.folder}: {write_archive(archive, given.folder)} files written")


_DONE = {"change": "documents changed", "delete": "documents gone", "move": "pages moved", "add": "pages added"}

if __name__ == "__main__":
    main()
