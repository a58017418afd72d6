"""BEACON files (floor 6): which persons, bodies and places of an authority file are spoken of here.

One file an authority, as `BEACON link dumps <https://gbv.github.io/beaconspec/beacon.html>`_ has them: a line is the
authority's number, the name here, the address here. To add an authority: a row of :data:`AUTHORITIES`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedIOBase

from fonds.crosswalks.nodes import Node, label, values
from fonds.feeds.dumps.dump import Content


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority file: the name in the dump's, what its IRIs begin with, all ways in which they are written."""

    name: str
    label: str
    prefix: str
    pattern: re.Pattern[str]


def _authority(name: str, words: str, prefix: str, pattern: str) -> Authority:
    return Authority(name, words, prefix, re.compile(rf"https?://(?:www\.)?{pattern}/?"))


AUTHORITIES = (
    _authority("gnd", "Gemeinsame Normdatei", "https://d-nb.info/gnd/", r"d-nb\.info/gnd/([\dX-]+)"),
    _authority("viaf", "VIAF", "http://viaf.org/viaf/", r"viaf\.org/viaf/(\d+)"),
    _authority("wikidata", "Wikidata", "http://www.wikidata.org/entity/", r"wikidata\.org/(?:entity|wiki)/(Q\d+)"),
    _authority("lc", "LC names", "http://id.loc.gov/authorities/names/", r"id\.loc\.gov/authorities/names/(\w+)"),
    _authority("geonames", "GeoNames", "https://sws.geonames.org/", r"(?:sws\.)?geonames\.org/(\d+)(?:/[^/]*)?"),
)
"""The authority files that dumps are made for."""


@dataclass(frozen=True, slots=True)
class Beacon:
    """What writes the file of one authority."""

    authority: Authority

    def __call__(self, content: Content, output: BufferedIOBase) -> int:
        """Write head and lines; return how many lines there are."""
        site, release = content.site, content.reader.current_release()
        head = {
            "FORMAT": "BEACON", "PREFIX": self.authority.prefix, "DESCRIPTION": f"{site.title}: documents that speak of them",
            "CREATOR": site.publisher, "CONTACT": site.contact, "HOMEPAGE": f"{site.base}/",
            "FEED": f"{site.base}/dumps/beacon-{self.authority.name}.txt", "TIMESTAMP": release.stamp if release else "",
            "RELATION": "http://xmlns.com/foaf/0.1/isPrimaryTopicOf",
        }
        output.write("".join(f"#{name}: {_line(text)}\n" for name, text in head.items() if text).encode() + b"\n")
        number = 0
        for tree in content.entities():
            for identifier in self._identifiers(tree):
                output.write(f"{identifier}|{_line(label(tree))}|{tree['id']}\n".encode())
                number += 1
        return number

    def _identifiers(self, tree: Node) -> Iterator[str]:
        found = (self.authority.pattern.fullmatch(iri) for iri in values(tree, "sameAs"))
        return (match[1] for match in dict.fromkeys(found) if match)


def _line(text: str) -> str:
    """Return text without what would end a line or a field."""
    return " ".join(text.replace("|", " ").split())
