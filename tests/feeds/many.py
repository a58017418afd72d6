"""An archive of one table with many rows, each a document: cheap to publish, and to change and delete a part of."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from catalogue.samples import Ticking
from publishing.archive import Archive

GENRES = ("Letter", "Telegram", "Report", "Memorandum")


def many(folder: Path, base: str, numbers: Iterable[int]) -> Archive:
    """Return an archive with a document for each number, published below a base IRI."""
    made = Archive(folder)
    made.settings = replace(made.settings, base_iri=base)
    made.clock = Ticking()
    publish_many(made, numbers)
    return made


def publish_many(archive: Archive, numbers: Iterable[int], changed: Iterable[int] = (), edition: str = "second") -> None:
    """Publish a document for each number and no others; those that changed are of another edition."""
    others = set(changed)
    rows = [
        f"{number},{GENRES[number % 4]} {number} of the {edition if number in others else 'first'} edition,{1950 + number % 40}-03-04\n"
        for number in numbers
    ]
    (archive.pages / "list.csv").write_text("id,title,date\n" + "".join(rows), encoding="utf-8")
    archive.publish(prune=True)
