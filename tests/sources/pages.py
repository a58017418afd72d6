"""Made-up pages in the archive's layout, and all that one of them says, as one plain table."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from fonds.linking.linker import Linked
from fonds.problems import Problem
from fonds.publishing.kit import Kit, make_kit
from fonds.record.curation import Curation
from fonds.record.record import Record, SourceFile
from fonds.record.references import CitedDocument
from fonds.settings import Settings
from fonds.sources.archive_page.adapter import parse_page
from fonds.sources.curation import read_curation

NOTICE = (
    "The Example Program welcomes reuse of Reading Room materials for research and educational purposes. Some "
    "documents may be subject to copyright, which is retained by the rights holders."
)
ENQUIRY = "To enquire about this document's rights status, please contact the Example Program at [email\u00a0protected]."
LABELS = "Original Uploaded Date\n\n\nRecord ID"


@cache
def kit() -> Kit:
    """The bundled vocabulary and authority lists."""
    return make_kit(Settings())


def page(
    title: str, body: str, *, date: str = "May 5, 1962", credit: str = "", summary: str = "",
    source: str = "RGANI, F. 5, Op. 30, D. 12.", notice: str = NOTICE, labels: str = LABELS,
) -> str:
    """Return a page; parts that are empty are left out."""
    head = ("Skip to content", date, title, credit, body, summary)
    tail = ("Document Information", source, notice, ENQUIRY if notice else "", labels)
    return "\n\n".join(part for part in (*head, *tail) if part)


def source_file(text: str, name: str = "page.txt") -> SourceFile:
    """Return a page as it would come from disk."""
    data = text.encode()
    return SourceFile(name, name, "text/plain", hashlib.sha256(data).hexdigest(), len(data), text)


def read(text: str, curation: Curation | None = None) -> Record:
    """Read a page with the bundled lists."""
    return parse_page(source_file(text), curation or Curation(), kit().lexicon)


def link(text: str, curation: Curation | None = None) -> Linked:
    """Read and link a page with the bundled lists."""
    return kit().linker.link(read(text, curation))


def curated(folder: Path, text: str, *entries: str) -> Curation:
    """Write a curation file of these entries and read it for a page. Raises AssertionError where it is broken."""
    found = curated_or_problem(folder, text, *entries)
    assert isinstance(found, Curation), str(found)
    return found


def curated_or_problem(folder: Path, text: str, *entries: str) -> Curation | Problem:
    """Write a curation file of these entries and read it for a page."""
    path = folder / "page.curation.toml"
    path.write_text("\n".join(entries), encoding="utf-8")
    return read_curation(path, text)


def codes(problems: Iterable[Problem], *left_out: str) -> list[str]:
    """Return the codes of problems, sorted, each once; notes about names in no list are left out."""
    return sorted({problem.code for problem in problems} - {"name-unreconciled", *left_out})


def told(text: str, curation: Curation | None = None) -> dict[str, object]:
    """Return all that a page says, the body apart; what it does not say has no key.

    Agents stand under their role, each with the offices written at the name, as ``NAME [OFFICE; OFFICE]``.
    """
    linked = link(text, curation)
    record = linked.record
    values: dict[str, object] = {
        "title": record.title and record.title.value,
        "genre": record.genre and record.genre.value,
        "dates": [f"{dated.date.value.edtf} {dated.position}" for dated in record.dates],
        "summary": record.summary and record.summary.value,
        "marking": record.marking and record.marking.value.code,
        "position": record.position and record.position.value,
        "number": record.number and record.number.value,
        "sent": record.sent and record.sent.value.iso,
        "received": record.received and record.received.value.iso,
        "original language": record.original_language and record.original_language.value,
        "identifier": record.identifier and record.identifier.value,
        "uploaded": record.uploaded and record.uploaded.value.iso,
        "empty": [found.value for found in record.empty_fields],
        "about": [phrase.text for phrase in record.about],
        "place written": [reference.entity.name for reference in linked.places_written.values()],
        "archive": linked.archive and linked.archive.name,
        "units": [f"{unit.label} {unit.number}" for unit in record.archival.units] if record.archival else [],
        "collection": linked.collection and linked.collection.name,
        "problems": codes((*record.problems, *linked.problems)),
        **_book(linked), **_citations(record), **_agents(linked),
    }
    return {key: value for key, value in values.items() if value}


def _agents(linked: Linked) -> dict[str, object]:
    found: dict[str, list[str]] = {}
    for (role, _), part in linked.parts.items():
        offices = "; ".join(position.name for position, _ in part.capacities)
        found.setdefault(role, []).append(f"{part.entity.name} [{offices}]" if offices else part.entity.name)
    found.pop("mentioned", None)
    return dict(found)


def _book(linked: Linked) -> dict[str, object]:
    book = linked.record.book
    if book is None or linked.book is None:
        return {}
    return {
        "book": linked.book.name,
        "book author": [entity.name for entity, _ in linked.book_authors],
        "book year": book.year and book.year.value,
        "book place": linked.book_place and linked.book_place.name,
        "book publisher": linked.book_publisher and linked.book_publisher.name,
        "book pages": book.pages and book.pages.value,
    }


def _citations(record: Record) -> dict[str, object]:
    found = []
    for citation in record.citations:
        target = citation.target
        name = target.key if isinstance(target, CitedDocument) else target.name.text
        found.append(f"{citation.relation}: {name}")
    return {"citations": found}
