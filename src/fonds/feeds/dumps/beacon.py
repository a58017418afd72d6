"""BEACON files (floor 6): which persons, bodies and places of an authority file are spoken of here.

One file an authority, as `BEACON link dumps <https://gbv.github.io/beaconspec/beacon.html>`_ has them: a line is the
authority's number, the name here, the address here. To add an authority: its name in :data:`AUTHORITIES`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedIOBase

from fonds.crosswalks.nodes import Node, label, values
from fonds.feeds.dumps.dump import Content
from fonds.rdf.authority_files import AUTHORITY_FILES, AuthorityFile, parse_authority

AUTHORITIES = tuple(file for file in AUTHORITY_FILES if file.name in ("gnd", "viaf", "wikidata", "lc", "geonames"))
"""The authority files that dumps are made for."""


@dataclass(frozen=True, slots=True)
class Beacon:
    """What writes the file of one authority."""

    authority: AuthorityFile

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
        found = dict.fromkeys(parse_authority(iri) for iri in values(tree, "sameAs"))
        return (known[1] for known in found if known and known[0] == self.authority.name)


def _line(text: str) -> str:
    """Return text without what would end a line or a field."""
    return " ".join(text.replace("|", " ").split())
