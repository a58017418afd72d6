"""The page of a response of OAI-PMH (floor 7): the response read again, for people who open its address."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

OAI = "{http://www.openarchives.org/OAI/2.0/}"
LABELS = {
    "repositoryName": "Name", "baseURL": "Base URL", "protocolVersion": "Version of the protocol",
    "adminEmail": "Contact", "earliestDatestamp": "Earliest datestamp", "deletedRecord": "Deletions",
    "granularity": "Granularity", "compression": "Compression",
}
"""Element of Identify → what it is called."""


@dataclass(frozen=True, slots=True)
class ShownRecord:
    """A record or a header. ``slug`` is empty where it is gone; ``fields`` are elements and their texts."""

    identifier: str
    datestamp: str
    sets: tuple[str, ...]
    is_gone: bool
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OaiPage:
    """A response. ``said`` are the request's arguments, ``token`` leads to the next page (empty: there is none)."""

    verb: str
    said: tuple[tuple[str, str], ...]
    date: str
    errors: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    formats: tuple[tuple[str, str, str], ...]
    sets: tuple[tuple[str, str], ...]
    records: tuple[ShownRecord, ...]
    token: str
    size: str


def oai_page(body: bytes) -> OaiPage:
    """Return what a page shows of a response of ours."""
    from lxml import etree

    root = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
    request = root.find(f"{OAI}request")
    verb = request.get("verb", "")
    part = root.find(f"{OAI}{verb}") if verb else None
    part = root if part is None else part
    token = part.find(f"{OAI}resumptionToken")
    facts = [(LABELS[_name(each)], each.text or "") for each in part if _name(each) in LABELS]
    return OaiPage(
        verb, tuple(sorted(request.attrib.items())), root.findtext(f"{OAI}responseDate", ""),
        tuple((each.get("code", ""), each.text or "") for each in root.iterfind(f"{OAI}error")), tuple(facts),
        tuple(
            (_text(each, "metadataPrefix"), _text(each, "metadataNamespace"), _text(each, "schema"))
            for each in part.iterfind(f"{OAI}metadataFormat")
        ),
        tuple(sorted((_text(each, "setSpec"), _text(each, "setName")) for each in part.iterfind(f"{OAI}set"))),
        tuple(_record(each) for each in part if _name(each) in ("record", "header")),
        "" if token is None else token.text or "", "" if token is None else token.get("completeListSize", ""),
    )


def _record(element: "_Element") -> ShownRecord:
    header = element if _name(element) == "header" else element.find(f"{OAI}header")
    metadata = element.find(f"{OAI}metadata")
    leaves = [] if metadata is None else [each for each in metadata.iter("*") if len(each) == 0]
    return ShownRecord(
        _text(header, "identifier"), _text(header, "datestamp"),
        tuple(each.text or "" for each in header.iterfind(f"{OAI}setSpec")), header.get("status") == "deleted",
        tuple((_name(each), each.text or " ".join(each.attrib.values())) for each in leaves),
    )


def _name(element: "_Element") -> str:
    return str(element.tag).rpartition("}")[2]


def _text(element: "_Element", name: str) -> str:
    return str(element.findtext(f"{OAI}{name}", ""))
