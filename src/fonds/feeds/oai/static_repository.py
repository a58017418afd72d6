"""The static repository (floor 6): all that can be harvested as one XML file, for a site that answers no requests.

Specification for an OAI Static Repository (guidelines of OAI-PMH 2.0, section 3): Identify, ListMetadataFormats, and a
ListRecords for each format, in a namespace of their own that holds elements of the protocol's. A gateway that somebody
runs answers harvesters from it. It knows no deleted records, no sets, no compression, and days only. The ``baseURL``
must be the gateway's address followed by that of this file; where no gateway is known it is the address of the file
alone, and who registers the file writes the gateway's before it.
"""

from collections.abc import Iterator
from io import BufferedIOBase

from fonds.catalogue.disseminations import Harvested, Selected
from fonds.catalogue.feeding import LARGEST, Span
from fonds.crosswalks.crosswalk import Crosswalk
from fonds.crosswalks.markup import attribute, escape
from fonds.feeds.oai.repository import Repository
from fonds.feeds.oai.writing import NAMESPACE, XSI

STATIC = "http://www.openarchives.org/OAI/2.0/static-repository"
SCHEMA = "http://www.openarchives.org/OAI/2.0/static-repository.xsd"
_READ = 500


def write_static_repository(repository: Repository, address: str, output: BufferedIOBase) -> int:
    """Write the file whose address will be ``address``; return how many records it has, in all formats together."""
    formats, count = repository.formats().values(), 0
    head = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Repository xmlns="{STATIC}" xmlns:oai="{NAMESPACE}" '
        f'xmlns:xsi="{XSI}" xsi:schemaLocation="{STATIC} {SCHEMA}">\n'
    )
    output.write("".join((head, *_identify(repository, address), *_metadata_formats(list(formats)))).encode())
    for crosswalk in formats:
        begun = False
        for records in _stretches(repository, crosswalk):
            if not begun:  # the schema allows no empty list
                output.write(f'<ListRecords metadataPrefix="{attribute(crosswalk.name)}">\n'.encode())
                begun = True
            output.write(b"".join(records))
            count += len(records)
        if begun:
            output.write(b"</ListRecords>\n")
    output.write(b"</Repository>\n")
    return count


def _identify(repository: Repository, address: str) -> Iterator[str]:
    provider = repository.provider
    yield "<Identify>\n"
    for name, words in (
        ("repositoryName", provider.title), ("baseURL", address), ("protocolVersion", "2.0"), ("adminEmail", provider.email),
        ("earliestDatestamp", repository.reader.earliest_stamp()[:10]), ("deletedRecord", "no"),
        ("granularity", "YYYY-MM-DD"),
    ):
        yield f"<oai:{name}>{escape(words)}</oai:{name}>\n"
    yield "</Identify>\n"


def _metadata_formats(formats: list[Crosswalk]) -> Iterator[str]:
    yield "<ListMetadataFormats>\n"
    for each in formats:
        parts = ("metadataPrefix", each.name), ("schema", each.schema), ("metadataNamespace", each.namespace)
        said = "".join(f"<oai:{name}>{escape(words)}</oai:{name}>" for name, words in parts)
        yield f"<oai:metadataFormat>{said}</oai:metadataFormat>\n"
    yield "</ListMetadataFormats>\n"


def _stretches(repository: Repository, crosswalk: Crosswalk) -> Iterator[list[bytes]]:
    """Yield the live records of a format, some at a time."""
    reader, after = repository.reader, 0
    selected = Selected(Span(), crosswalk.name, 0, LARGEST)
    while found := reader.harvested(selected, after=after, until=LARGEST, most=_READ):
        live = [each for each in found if not each.is_gone]
        records = [
            _record(repository, each, metadata)
            for each, metadata in zip(live, repository.metadata(live, crosswalk), strict=True) if metadata
        ]
        if records:
            yield records
        after = found[-1].number


def _record(repository: Repository, each: Harvested, metadata: bytes) -> bytes:
    identifier = escape(f"{repository.provider.stem}{each.slug}")
    header = (
        f"<oai:record><oai:header><oai:identifier>{identifier}</oai:identifier>"
        f"<oai:datestamp>{each.stamp[:10]}</oai:datestamp></oai:header><oai:metadata>"
    )
    return b"".join((header.encode(), metadata, b"</oai:metadata></oai:record>\n"))
