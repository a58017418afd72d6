"""Sitemaps (floor 6): an index, and files of at most 50,000 addresses, with the days on which they really changed.

sitemaps.org, protocol 0.9. A file holds the documents (or entities) whose numbers lie in one stretch; numbers never
change, so what a crawler has read stays where it was, whatever is published.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fonds.catalogue.listings import ListingReader
from fonds.crosswalks.markup import escape
from fonds.errors import NotFoundError
from fonds.feeds.changes import ChangeLog
from fonds.rdf.iris import Iris

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST = 50_000
"""Addresses a file may have."""
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(frozen=True, slots=True)
class Address:
    """One address and the datestamp of its last change, empty where that is not known."""

    location: str
    modified: str = ""


def render_index(reader: ListingReader, iris: Iris) -> bytes:
    """Return the index: a file for each stretch that has anything in it, and when it last became another one: by a change
    of what it lists, or by a deletion."""
    files = [("site", ChangeLog(reader).stamp)]
    files += [(f"documents-{number}", stamp) for number, stamp in reader.stretches("documents", MOST)]
    files += [(f"entities-{number}", stamp) for number, stamp in reader.stretches("entities", MOST)]
    found = (Address(f"{iris.base}/sitemap-{name}.xml", stamp) for name, stamp in files)
    return _rendered("sitemapindex", "sitemap", found)


def render_file(reader: ListingReader, iris: Iris, name: str) -> bytes:
    """Return one file: ``site``, ``documents-1``, ``entities-1`` … NotFoundError for one without anything in it."""
    kind, _, number = name.partition("-")
    if kind == "site" and not number:
        return _rendered("urlset", "url", _site(reader, iris))
    if not (number.isascii() and number.isdecimal() and len(number) <= 9) or kind not in _STRETCHES:
        raise NotFoundError("There is no such sitemap.", "/sitemap.xml lists them.")
    highest = reader.highest_item() if kind == "documents" else reader.highest_entity()
    addresses = list(_STRETCHES[kind](reader, iris, int(number))) if 1 <= int(number) <= -(-highest // MOST) else []
    if not addresses:  # a file without any would be none (its schema wants one)
        raise NotFoundError("There is no such sitemap.", "/sitemap.xml lists them.")
    return _rendered("urlset", "url", addresses)


def _site(reader: ListingReader, iris: Iris) -> Iterator[Address]:
    """Yield the pages that are about the site as a whole: they change with every release."""
    stamp = ChangeLog(reader).stamp
    for path in ("/", "/doc", "/dataset", "/queries", "/dumps"):
        yield Address(iris.base + path, stamp)


def _documents(reader: ListingReader, iris: Iris, number: int) -> Iterator[Address]:
    log = ChangeLog(reader)
    after, until = (number - 1) * MOST, number * MOST
    while page := log.items(state="live", after=after, until=until):
        yield from (Address(iris.document(item.slug), item.modified) for item in page)
        after = page[-1].number


def _entities(reader: ListingReader, iris: Iris, number: int) -> Iterator[Address]:
    for key, stamp in reader.entity_items((number - 1) * MOST, number * MOST):
        yield Address(iris.entity(key), stamp)


_STRETCHES = {"documents": _documents, "entities": _entities}


def _rendered(root: str, name: str, addresses: Iterable[Address]) -> bytes:
    parts = [f'{_HEAD}<{root} xmlns="{NAMESPACE}">\n']
    for each in addresses:
        modified = f"<lastmod>{each.modified}</lastmod>" if each.modified else ""
        parts.append(f"<{name}><loc>{escape(each.location)}</loc>{modified}</{name}>\n")
    parts.append(f"</{root}>\n")
    return "".join(parts).encode()
