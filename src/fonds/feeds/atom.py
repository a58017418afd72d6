"""Atom (floor 6): what happened, for feed readers (RFC 4287), with deletions (RFC 6721) and the way back (RFC 5005).

The feed is the newest pages of the change log; an archive document is one page that is full, so it stays what it is
(RFC 5005, section 4) and a reader that has one need not fetch it again. An entry says what its document was called
then, so no later change makes it another one; of a document that was purged nothing but its deletion is told.
"""

from collections.abc import Iterable, Iterator

from fonds.catalogue.listings import ListingReader
from fonds.catalogue.rows import Change
from fonds.crosswalks.crosswalk import SiteFacts
from fonds.crosswalks.markup import attribute, element
from fonds.errors import NotFoundError
from fonds.feeds.changes import ChangeLog
from fonds.feeds.pages import count_pages, get_page
from fonds.rdf.formats import JSONLD
from fonds.rdf.iris import Iris

MEDIA_TYPE = "application/atom+xml"
PAGE = 50
"""Changes of an archive document; the feed itself has those of the last full one besides."""
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" '
    'xmlns:at="http://purl.org/atompub/tombstones/1.0" xmlns:fh="http://purl.org/syndication/history/1.0">\n'
)


def render_atom(reader: ListingReader, iris: Iris, site: SiteFacts) -> bytes:
    """Return the feed: what happened last, the newest first."""
    log = ChangeLog(reader)
    last = count_pages(log, PAGE)
    changes = [each for number in (last, last - 1) if number for each in reversed(get_page(log, number, PAGE).entries)]
    ways = [("self", ""), *([("prev-archive", _page(last - 1))] if last > 1 else [])]
    return _rendered(reader, iris, site, changes, ways, log.stamp)


def render_archive(reader: ListingReader, iris: Iris, site: SiteFacts, number: int) -> bytes:
    """Return an archive document. NotFoundError for a page that is not full yet, or that there is not."""
    log = ChangeLog(reader)
    page = get_page(log, number, PAGE)
    if not page.is_whole:
        raise NotFoundError("This page of the feed is not full yet.", "/feed.atom has what stands on it.")
    ways = [("self", _page(number)), ("current", "")]  # no next-archive: it would come later, and make this another one
    ways += [("prev-archive", _page(number - 1))] if number > 1 else []
    changes = page.entries[::-1]
    return _rendered(reader, iris, site, changes, ways, changes[0].stamp, archive=True)


def _page(number: int) -> str:
    return f"?page={number}"


def _rendered(
    reader: ListingReader, iris: Iris, site: SiteFacts, changes: Iterable[Change], ways: Iterable[tuple[str, str]],
    updated: str, *, archive: bool = False,
) -> bytes:
    address = f"{attribute(iris.base)}/feed.atom"
    parts = [_HEAD, *_about(iris, site, updated), "<fh:archive/>\n" if archive else "\n"]
    parts += [f'<link rel="{relation}" type="{MEDIA_TYPE}" href="{address}{query}"/>\n' for relation, query in ways]
    told: set[str] = set()
    for change in changes:
        if change.slug not in told:  # a document stands there once, with what happened to it last
            told.add(change.slug)
            parts.extend(_entry(reader, iris, change))
    return "".join([*parts, "</feed>\n"]).encode()


def _about(iris: Iris, site: SiteFacts, updated: str) -> Iterator[str]:
    yield element("id", f"{iris.base}/feed.atom")
    yield element("title", site.title)
    yield element("updated", updated)
    yield f"<author>{element('name', site.publisher or site.title)}</author>"
    if site.licence:
        yield f'<link rel="license" href="{attribute(site.licence)}"/>'
    yield f'<link rel="alternate" type="text/html" href="{attribute(iris.base)}/"/>'


def _entry(reader: ListingReader, iris: Iris, change: Change) -> Iterator[str]:
    """Yield an entry; nothing for a version that a purge took away."""
    document = iris.document(change.slug)
    if change.kind == "delete":
        said = element("at:comment", change.reason) if change.reason else ""
        yield f'<at:deleted-entry ref="{attribute(document)}" when="{change.stamp}">{said}</at:deleted-entry>\n'
        return
    found = reader.find_version(change.slug, change.version)
    if found is None:
        return
    label = found.listing.label or change.slug
    yield f"<entry>{element('id', document)}{element('title', label)}{element('updated', change.stamp)}"
    yield element("published", found.created)
    yield f'<link rel="alternate" type="text/html" href="{attribute(document)}"/>'
    yield f'<link rel="alternate" type="{JSONLD.media_type}" href="{attribute(document)}.{JSONLD.suffix}"/>'
    yield element("summary", found.listing.summary or label) + "</entry>\n"
