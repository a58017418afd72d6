"""The XML of ResourceSync (floor 6): sitemaps with links and metadata of their own namespace (sections 5 and 6)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from fonds.crosswalks.markup import attribute, escape
from fonds.feeds.sitemap import NAMESPACE

RS = "http://www.openarchives.org/rs/terms/"
MOST = 50_000
"""Resources of one list."""

Metadata = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Resource:
    """One entry of a list: ``metadata`` are attributes of its ``rs:md``, ``links`` its ``rs:ln`` (relation, address)."""

    location: str
    modified: str = ""
    metadata: Metadata | None = None
    links: tuple[tuple[str, str], ...] = ()


def rendered(
    capability: str, entries: Iterable[Resource], *, up: str = "", index: bool = False, more: Metadata | None = None,
    part_of: str = "",
) -> bytes:
    """Return a whole document: a list, or (``index``) a list of lists.

    ``up`` is the address of what it belongs to, ``part_of`` that of its index, where it has one (section 6.2).
    """
    return "".join(pieces(capability, entries, up=up, index=index, more=more, part_of=part_of)).encode()


def pieces(
    capability: str, entries: Iterable[Resource], *, up: str = "", index: bool = False, more: Metadata | None = None,
    part_of: str = "",
) -> Iterator[str]:
    """Yield a document piece by piece."""
    root, name = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{NAMESPACE}" xmlns:rs="{RS}">\n'
    for relation, address in (("up", up), ("index", part_of)):
        if address:
            yield f'<rs:ln rel="{relation}" href="{attribute(address)}"/>\n'
    yield f"{_metadata({'capability': capability, **(more or {})})}\n"
    for each in entries:
        modified = f"<lastmod>{each.modified}</lastmod>" if each.modified else ""
        links = "".join(f'<rs:ln rel="{relation}" href="{attribute(href)}"/>' for relation, href in each.links)
        metadata = _metadata(each.metadata) if each.metadata else ""
        yield f"<{name}><loc>{escape(each.location)}</loc>{modified}{metadata}{links}</{name}>\n"
    yield f"</{root}>\n"


def _metadata(found: Metadata) -> str:
    said = "".join(f' {name}="{attribute(value)}"' for name, value in found.items() if value)
    return f"<rs:md{said}/>"
