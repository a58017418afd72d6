"""Resources (floor 6): the JSON-LD of each document, weighed; the resource list and the resource dump hold them.

A list has the documents whose numbers lie in one stretch of 50,000 (section 10 of the specification sets that limit); a
dump has the same resources as files of a ZIP package, with a manifest (sections 12 and 13). Both are dumps
(`feeds/dumps`): made once per release.
"""

import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedIOBase
from typing import IO, cast

from fonds.catalogue.rows import FeedItem
from fonds.feeds.changes import ChangeLog
from fonds.feeds.dumps.dump import Content, Dump
from fonds.feeds.resourcesync.writing import MOST, Metadata, Resource, pieces, rendered
from fonds.rdf.formats import JSONLD
from fonds.rdf.iris import Iris

PACKAGE = 5_000
"""Resources of one package: some tens of megabytes."""
CAPABILITIES = "resourcesync/capabilitylist.xml"
"""The address of the capability list, below the site."""
CHANGES = "resourcesync/changelist.xml"
RESOURCES = "resourcesync/resourcelist.xml"
DUMP = "resourcesync/resourcedump.xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def resource_dumps(content: Content) -> tuple[Dump, ...]:
    """Return the lists and packages of a release, as dumps to be made."""
    highest = content.reader.highest_item()
    lists = [
        Dump(
            f"resourcelist-{number}.xml", "application/xml", f"ResourceSync resource list, part {number}", "resources",
            ResourceList(number),
        )
        for number in range(1, -(-highest // MOST) + 1)
    ]
    packages = [
        Dump(
            f"resourcedump-{number}.zip", "application/zip", f"ResourceSync resource dump, part {number}", "resources",
            Package(number), packed=False,
        )
        for number in range(1, -(-highest // PACKAGE) + 1)
    ]
    return (*lists, *packages)


def location(iris: Iris, slug: str) -> str:
    """Return the address of a document's resource."""
    return f"{iris.document(slug)}.{JSONLD.suffix}"


def weighed(data: bytes) -> Metadata:
    """Return hash, length and type of a resource as attributes (section 7.2)."""
    md5 = hashlib.md5(data, usedforsecurity=False).hexdigest()
    digests = f"md5:{md5} sha-256:{hashlib.sha256(data).hexdigest()}"
    return {"hash": digests, "length": str(len(data)), "type": JSONLD.media_type}


def _stretch(content: Content, number: int, size: int) -> Iterator[tuple[FeedItem, bytes]]:
    """Yield the live documents of one stretch, with their JSON-LD."""
    log, after, until = ChangeLog(content.reader), (number - 1) * size, number * size
    while page := log.items(state="live", after=after, until=until):
        for item in page:
            if stored := content.reader.find_tree(item.slug):
                yield item, stored.tree
        after = page[-1].number


@dataclass(frozen=True, slots=True)
class ResourceList:
    """Writes one resource list (section 10.1)."""

    number: int

    def __call__(self, content: Content, output: BufferedIOBase) -> int:
        """Write the list; return how many resources it has."""
        iris, count = Iris(content.site.base), 0

        def entries() -> Iterator[Resource]:
            nonlocal count
            for item, tree in _stretch(content, self.number, MOST):
                count += 1
                yield Resource(
                    location(iris, item.slug), item.modified, weighed(tree), (("describes", iris.document(item.slug)),)
                )

        stamp, index = ChangeLog(content.reader).stamp, f"{iris.base}/{RESOURCES}"
        for piece in pieces("resourcelist", entries(), up=f"{iris.base}/{CAPABILITIES}", more={"at": stamp}, part_of=index):
            output.write(piece.encode())
        return count


@dataclass(frozen=True, slots=True)
class Package:
    """Writes one package of the resource dump, and its manifest (sections 12.1 and 13.1)."""

    number: int

    def __call__(self, content: Content, output: BufferedIOBase) -> int:
        """Write the package; return how many resources it has."""
        iris, manifest = Iris(content.site.base), []
        with zipfile.ZipFile(cast(IO[bytes], output), "w", zipfile.ZIP_DEFLATED) as package:
            for item, tree in _stretch(content, self.number, PACKAGE):
                path = f"resources/{item.slug}.{JSONLD.suffix}"
                package.writestr(_entry(path), tree)
                metadata = {**weighed(tree), "path": f"/{path}"}
                manifest.append(Resource(location(iris, item.slug), item.modified, metadata))
            stamp = ChangeLog(content.reader).stamp
            body = rendered("resourcedump-manifest", manifest, up=f"{iris.base}/{CAPABILITIES}", more={"at": stamp})
            package.writestr(_entry("manifest.xml"), body)
        return len(manifest)


def _entry(path: str) -> zipfile.ZipInfo:
    """Return an entry without a time of its own, so that the same release gives the same bytes."""
    found = zipfile.ZipInfo(path, _EPOCH)
    found.compress_type = zipfile.ZIP_DEFLATED
    return found
