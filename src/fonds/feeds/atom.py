"""Atom (floor 6): the newest changes for feed readers (RFC 4287), with deletions (RFC 6721) and the way back (RFC 5005)."""

from collections.abc import Iterator

from fonds.catalogue.feeding import LARGEST
from fonds.catalogue.listings import ListingReader
from fonds.catalogue.rows import Change
from fonds.crosswalks.crosswalk import SiteFacts
from fonds.crosswalks.markup import attribute, element
from fonds.feeds.changes import ChangeLog
from fonds.rdf.iris import Iris

MEDIA_TYPE = "application/atom+xml"
ENTRIES = 50
"""Entries of one document; what came before is linked."""
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" '
    'xmlns:at="http://purl.org/atompub/tombstones/1.0" xmlns:fh="http://purl.org/syndication/history/1.0">\n'
)


def render_atom(reader: ListingReader, iris: Iris, site: SiteFacts, before: int = LARGEST) -> bytes:
    """Return the newest entries that precede number ``before`` of the change log.

    A document stands there once, as it is now: with what happened to it last of all that is listed.
    """
    log = ChangeLog(reader)
    changes = log.latest(before=before, most=ENTRIES)
    parts = [_HEAD, *_about(iris, site, log, before), *_ways(iris, changes, before)]
    told: set[str] = set()
    for change in changes:
        if change.slug not in told:
            told.add(change.slug)
            parts.extend(_entry(reader, iris, change))
    return "".join([*parts, "</feed>\n"]).encode()


def _about(iris: Iris, site: SiteFacts, log: ChangeLog, before: int) -> Iterator[str]:
    yield element("id", f"{iris.base}/feed.atom")
    yield element("title", site.title)
    yield element("updated", log.stamp or "1970-01-01T00:00:00Z")
    yield f"<author>{element('name', site.publisher or site.title)}</author>"
    if site.licence:
        yield f'<link rel="license" href="{attribute(site.licence)}"/>'
    yield f'<link rel="alternate" type="text/html" href="{attribute(iris.base)}/"/>'
    yield "\n" if before == LARGEST else "<fh:archive/>\n"


def _ways(iris: Iris, changes: tuple[Change, ...], before: int) -> Iterator[str]:
    address = f"{attribute(iris.base)}/feed.atom"
    yield f'<link rel="self" type="{MEDIA_TYPE}" href="{address}{"" if before == LARGEST else f"?before={before}"}"/>\n'
    if before != LARGEST:
        yield f'<link rel="current" type="{MEDIA_TYPE}" href="{address}"/>\n'
    if changes and changes[-1].seq > 1:
        for relation in ("prev-archive", "next"):
            yield f'<link rel="{relation}" type="{MEDIA_TYPE}" href="{address}?before={changes[-1].seq}"/>\n'


def _entry(reader: ListingReader, iris: Iris, change: Change) -> Iterator[str]:
    document = iris.document(change.slug)
    found = reader.find_document(change.slug)
    if found is None or found.state != "live":
        yield f'<at:deleted-entry ref="{attribute(document)}" when="{found.modified if found else change.stamp}">'
        yield f"{element('at:comment', found.reason) if found and found.reason else ''}</at:deleted-entry>\n"
        return
    yield f"<entry>{element('id', document)}{element('title', found.listing.label)}{element('updated', found.modified)}"
    yield element("published", found.created)
    yield f'<link rel="alternate" type="text/html" href="{attribute(document)}"/>'
    yield f'<link rel="alternate" type="application/ld+json" href="{attribute(document)}.jsonld"/>'
    yield element("summary", found.listing.summary or found.listing.label) + "</entry>\n"
