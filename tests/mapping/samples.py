"""Pages, records and mapped documents for the tests of mapping."""

from functools import cache
from pathlib import Path
from typing import Any

from acceptance_rows import SEEDS
from fonds.bundled import bundled_path
from fonds.linking.authorities import AuthorityList, read_authorities
from fonds.linking.entities import Entity, entity_of, local_entity
from fonds.linking.linker import Linked, Part, Reference
from fonds.mapping.mapper import Mapped, map_record
from fonds.mapping.statements import Site
from fonds.publishing.kit import Kit, make_kit
from fonds.publishing.page import PageInput, Worked, read_inputs, understand, work_on
from fonds.rdf.iris import Iris
from fonds.record.evidence import Evidence, Found, Span, Status
from fonds.record.names import Phrase
from fonds.record.record import Record, SourceFile
from fonds.settings import Settings

BASE = "http://127.0.0.1:8000"
DOC = f"{BASE}/doc/a"
PAGE = "Letter from A to B, 2 September 1989, TsKhSD, F. 89, P. 14. In reply to your letter No. 7 of July. Moscow."
SITE = Site(
    Iris(BASE), "https://creativecommons.org/publicdomain/zero/1.0/",
    published_inferences=("schema:publisher", "dcterms:publisher", "schema:parentOrganization"),
    software_version="0", rules_version="0",
)


def span(words: str) -> Span:
    """Return where words stand in the sample page."""
    start = PAGE.index(words)
    return Span(start, start + len(words))


def phrase(words: str) -> Phrase:
    """Return words of the sample page."""
    return Phrase(words, span(words))


def evidence(words: str = "Letter", status: Status = Status.STATED, confidence: float | None = None) -> Evidence:
    """Return evidence that rests on words of the sample page."""
    return Evidence(status, "sample", (span(words),), confidence)


def found(value: Any, words: str = "Letter", status: Status = Status.STATED) -> Any:
    """Return a value that rests on words of the sample page."""
    return Found(value, evidence(words, status))


def record(**fields: Any) -> Record:
    """Return a record of the sample page."""
    source = SourceFile("main:a.txt", "a.txt", "text/plain", "ab" * 32, len(PAGE), PAGE)
    return Record(source, "archive-page", **{"language": "en", **fields})


def linked(record: Record | None = None, **names: Any) -> Linked:
    """Return a linked record; ``names`` are the fields of Linked."""
    return Linked(record or globals()["record"](), **names)


def part(role: str, name: str, status: Status = Status.STATED, **more: Any) -> dict[tuple[str, str], Part]:
    """Return the parts of a record in which one person plays one role."""
    entity = local_entity(name, more.pop("kind", "person"))
    confidence = 0.5 if status is Status.INFERRED else None
    words = more.pop("words", "A")
    rests = [evidence(words, status, confidence)]
    return {(role, entity.key): Part(role, entity, Phrase(name, span(words)), rests, **more)}


def reference(key: str, words: str = "Letter") -> dict[str, Reference]:
    """Return a reference to an entity of the bundled lists."""
    return {key: Reference(listed(key), [evidence(words)])}


@cache
def authorities() -> AuthorityList:
    """Return the bundled lists."""
    return read_authorities(bundled_path("vocab", "authorities"))


def listed(key: str) -> Entity:
    """Return an entity of the bundled lists."""
    return entity_of(authorities().rows[key])


@cache
def kit(**settings: Any) -> Kit:
    """Return everything pages are worked on with."""
    return make_kit(Settings(**settings))


def read(path: Path, using: Kit) -> PageInput:
    """Read a page that can be read."""
    page = next(read_inputs(path, f"main:{path.name}", using))
    assert isinstance(page, PageInput), page
    return page


def work(path: Path, slug: str = "", **settings: Any) -> Worked:
    """Return a page as it would be published."""
    using = kit(**settings)
    page = read(path, using)
    understood = understand(page, using)
    assert not isinstance(understood, list), understood
    worked = work_on(page, understood, slug or understood.wanted_slug, using)
    assert isinstance(worked, Worked), worked
    return worked


@cache
def seed(number: str) -> Worked:
    """Return one of the two bundled pages as it is published."""
    return work(bundled_path("data", SEEDS[number]))


def mapped(linked: Linked, site: Site = SITE) -> Mapped:
    """Map a linked record as the document ``a``."""
    return map_record(linked, "a", authorities(), site)
