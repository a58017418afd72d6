"""A small archive that harvesters ask, for the tests of feeds; every answer is parsed, and valid where a schema is here."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from catalogue.samples import BASE, NOON, Ticking, document, entity
from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.rows import DocumentRow
from fonds.clock import stamp
from fonds.crosswalks.facts import site_facts
from fonds.feeds.oai.protocol import answer
from fonds.feeds.oai.repository import Provider, Repository
from fonds.publishing.disseminating import dissemination, keep_up, pack_disseminated
from fonds.settings import Settings
from harvesting.schemas import FOLDER, schema

OAI = "{http://www.openarchives.org/OAI/2.0/}"
DC = "{http://www.openarchives.org/OAI/2.0/oai_dc/}dc"
STEM = "oai:archive.example:"


@dataclass
class House:
    """An archive in a folder; ``asked`` counts the responses that were looked at."""

    folder: Path
    page: int = 3
    clock: Ticking = field(default_factory=Ticking)
    settings: Settings = field(default_factory=lambda: Settings(base_iri=BASE, title="The House", contact="house@example.org"))
    asked: int = 0

    def __post_init__(self) -> None:
        self.path = self.folder / "catalogue.sqlite"

    def publish(self, *rows: DocumentRow, gone: Iterable[str] = ()) -> str:
        """Publish documents, and take others away; return the datestamp."""
        make = dissemination(site_facts(self.settings))
        with Catalogue.open(self.path) as catalogue, catalogue.release("store", clock=self.clock) as writer:
            for slug in gone:
                writer.delete(slug, "withdrawn")
            for row in rows:
                writer.put(pack_disseminated(row, make))
                for link in row.links:
                    writer.put_entity(entity(link.entity))
            keep_up(writer, self.settings)
            release = writer.finish(1)
        assert release is not None
        return release.stamp

    @contextmanager
    def repository(self) -> Iterator[Repository]:
        """Open the repository as one request sees it."""
        provider = Provider(self.settings.base_iri, self.settings.title, self.settings.contact, self.page)
        with Catalogue.open(self.path, read_only=True) as catalogue, catalogue.snapshot() as reader:
            yield Repository(provider, reader, stamp(NOON))

    def raw(self, *pairs: tuple[str, str]) -> bytes:
        """Return the response to arguments in this order."""
        with self.repository() as repository:
            return answer(repository, pairs)

    def ask(self, verb: str, **said: str) -> Any:
        """Return the response to a verb, parsed; ``from_`` stands for ``from``."""
        self.asked += 1
        return checked(self.raw(("verb", verb), *((name.rstrip("_"), value) for name, value in said.items())))

    def harvest(self, verb: str = "ListRecords", **said: str) -> "list[Any]":
        """Return all pages of a list, one after the other."""
        said = {"metadataPrefix": "oai_dc", **said}
        pages = [self.ask(verb, **said)]
        while following := token(pages[-1]):
            pages.append(self.ask(verb, resumptionToken=following))
        return pages


def code(response: Any) -> str:
    """Return the code of an error, empty where there is none."""
    found = response.find(f"{OAI}error")
    return "" if found is None else str(found.get("code"))


def token(response: Any) -> str:
    """Return the resumptionToken of a response, empty where there is none, or an empty one."""
    return str(response.findtext(f".//{OAI}resumptionToken") or "")


def told(*responses: Any) -> list[tuple[str, str, str]]:
    """Return slug, datestamp and "live" or "gone" of every header, in order."""
    return [
        (
            header.findtext(f"{OAI}identifier").removeprefix(STEM), header.findtext(f"{OAI}datestamp"),
            "gone" if header.get("status") == "deleted" else "live",
        )
        for response in responses for header in response.iter(f"{OAI}header")
    ]


def slugs(*responses: Any) -> list[str]:
    """Return the slugs of responses in order."""
    return [slug for slug, _, _ in told(*responses)]


def checked(body: bytes) -> Any:
    """Return a response parsed strictly, after a look at the schemas of the protocol and of Dublin Core where they are here.

    What other formats hold is not looked at: their own tests do that.
    """
    from lxml import etree

    if (FOLDER / "oai-pmh" / "oai-all-lax.xsd").exists():
        root = etree.fromstring(body)
        for metadata in root.iter(f"{OAI}metadata"):
            if metadata[0].tag != DC:
                metadata[:] = [etree.Element("{http://x.example/}other")]
        _schema().assertValid(root)
    return etree.fromstring(body)


@cache
def _schema() -> Any:
    return schema("oai-pmh", "oai-all-lax.xsd")


def letters(*names: str, title: str = "A letter", **listed: str) -> list[DocumentRow]:
    """Return one letter for each name."""
    said = {"genre": "letter", "earliest": "1979-12-27", **listed}
    return [document(name, f"{title} {name}", **said) for name in names]  # type: ignore[arg-type] # what is listed is text
