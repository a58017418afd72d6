"""Every address of a site that can be a file (floor 7), in the order in which files are made.

What is told of the site as a whole comes first, for it is little; documents and entities follow in stretches, so that an
archive of any size takes no more memory than a small one. Parts of lists and pages of feeds are found by their numbers.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from fonds.catalogue.listings import ListingReader
from fonds.feeds import ldes, sitemap
from fonds.feeds.changes import ChangeLog
from fonds.feeds.pages import count_pages
from fonds.feeds.resourcesync import changes, description
from fonds.feeds.resourcesync.resources import CAPABILITIES, CHANGES, DUMP, RESOURCES
from fonds.rdf.contexts import CONTEXT_NAME
from fonds.rdf.iris import ENTITY_KINDS
from fonds.rdf.vocabulary import FILES, SCHEMES, concepts
from fonds.reports.aggregators.table import AGGREGATORS
from fonds.web.operations import MEDIA_TYPES
from fonds.web.rendering import STATIC
from fonds.web.vocabulary import SHAPES

if TYPE_CHECKING:
    from fonds.canned.query import CannedQuery

LISTS = ("doc", *ENTITY_KINDS)
"""Lists that have pages."""
LEFT_OUT: Mapping[str, str] = {
    "/search": "it is computed for each request",
    "/sparql": "it is computed for each request",
    "/sparql.<suffix>": "it describes what is not there",
    "/suggest/<kind>": "it is computed for each request",
    "/openapi.json": "it describes what a server computes",
    "/oai": "a gateway answers from the static repository in its place",
    "/health": "it is about a running server",
}
"""Routes that have no file, and why."""


def plain_addresses(reader: ListingReader) -> Iterator[str]:
    """Yield the addresses that have one format and bear its suffix (or are told as they stand)."""
    yield from (CONTEXT_NAME, "robots.txt", "sitemap.xml", "feed.atom", description.WELL_KNOWN, CAPABILITIES)
    yield from (RESOURCES, CHANGES, DUMP)
    yield from (f"sitemap-{name}.xml" for name in _sitemaps(reader))
    yield from sorted(f"static/{path.name}" for path in STATIC.iterdir() if path.suffix in MEDIA_TYPES)
    last = count_pages(ChangeLog(reader), changes.PAGE)
    yield from (f"resourcesync/changelist-{number}.xml" for number in range(1, last + 1))


def negotiated_addresses(reader: ListingReader) -> Iterator[str]:
    """Yield the addresses about the site as a whole that have several formats: vocabulary, feeds, the dataset."""
    yield from ("dataset", "vocab", *(f"vocab/{name}" for name in (*FILES, SHAPES)))
    yield from (f"vocab/{scheme}/{each.code}" for scheme in SCHEMES for each in concepts(scheme))
    yield from (f"as/{name}" for name in AGGREGATORS)
    yield "changes"
    log = ChangeLog(reader)
    yield from (f"changes/{number}" for number in range(1, count_pages(log) + 1))
    yield from ("ldes", f"ldes/{ldes.VIEW}")
    last = count_pages(log, ldes.PAGE)
    yield from (f"ldes/{number}" for number in range(1, last + 1))
    if last > ldes.GROUP:
        yield from (f"ldes/group-{number}" for number in range(1, -(-last // ldes.GROUP) + 1))


def needs_values(query: "CannedQuery") -> bool:
    """Say whether a query has no answer before somebody chooses a value."""
    return any(each.required for each in query.parameters)


def documents(reader: ListingReader) -> Iterator[str]:
    """Yield the addresses of all live documents."""
    return (f"doc/{item.slug}" for item in ChangeLog(reader).live())


def entities(reader: ListingReader) -> Iterator[str]:
    """Yield the addresses of all live entities."""
    for after in range(0, reader.highest_entity(), sitemap.MOST):
        yield from (key for key, _ in reader.entity_items(after, after + sitemap.MOST))


def former(reader: ListingReader) -> Iterator[str]:
    """Yield the addresses at which something was that is there no more: it moved, or was withdrawn."""
    for item in ChangeLog(reader).all_items(state="deleted"):
        yield f"doc/{item.slug}"
    for slug, _, current in reader.slug_register():
        if slug != current and reader.find_state(slug) is None:
            yield f"doc/{slug}"
    yield from reader.former_entities()


def _sitemaps(reader: ListingReader) -> Iterator[str]:
    yield "site"
    for kind, highest in (("documents", reader.highest_item()), ("entities", reader.highest_entity())):
        yield from (f"{kind}-{number}" for number in range(1, -(-highest // sitemap.MOST) + 1))
