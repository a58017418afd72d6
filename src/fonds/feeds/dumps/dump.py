"""What a dump is, and what it is made of (floor 6)."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BufferedIOBase

from fonds.catalogue.listings import ListingReader
from fonds.catalogue.rows import StoredTree
from fonds.crosswalks.crosswalk import SiteFacts
from fonds.crosswalks.grounds import beside_of
from fonds.crosswalks.nodes import Node
from fonds.feeds.changes import ChangeLog
from fonds.rdf.iris import Iris


@dataclass(frozen=True, slots=True)
class Content:
    """One release: ``reader`` belongs to a snapshot of the catalogue."""

    reader: ListingReader
    site: SiteFacts

    def stored(self) -> Iterator[tuple[str, StoredTree]]:
        """Yield slug and tree of every live document, in the order in which they came."""
        for item in ChangeLog(self.reader).live():
            if found := self.reader.find_tree(item.slug):
                yield item.slug, found

    def documents(self) -> Iterator[Node]:
        """Yield the tree of every live document."""
        for _, stored in self.stored():
            yield json.loads(stored.tree)

    def entities(self) -> Iterator[Node]:
        """Yield the tree of every live entity."""
        for tree in self.reader.entity_trees():
            yield json.loads(tree)

    def graph(self) -> Iterator[bytes]:
        """Yield all triples of the store, as N-Triples in pieces of whole lines."""
        release = self.reader.current_release()
        if release is None:
            return
        common = self.reader.find_common(release.vocabulary) or b""
        yield common
        yield from self.reader.ntriples()
        yield from self.reader.evidence(beside_of(common, release.evidence, Iris(self.site.base)))


@dataclass(frozen=True, slots=True)
class Dump:
    """One file. ``write`` returns how many ``things`` it wrote; a file without any is not kept.

    ``refusal`` says in a sentence why the site cannot give it, and nothing where it can. ``packed`` files are kept as gzip
    and given plain to who asks for them without ``.gz``.
    """

    name: str
    media_type: str
    label: str
    things: str
    write: Callable[[Content, BufferedIOBase], int]
    refusal: Callable[[SiteFacts], str] = lambda site: ""
    packed: bool = True
