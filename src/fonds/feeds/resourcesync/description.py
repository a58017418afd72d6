"""The way in (floor 6): source description, capability list, and the lists that dumps hold (sections 8 to 12)."""

from fonds.feeds.dumps.making import Manifest
from fonds.feeds.resourcesync.resources import CAPABILITIES, CHANGES, DUMP, RESOURCES
from fonds.feeds.resourcesync.writing import Resource, rendered
from fonds.rdf.iris import Iris

WELL_KNOWN = ".well-known/resourcesync"


def render_source(iris: Iris) -> bytes:
    """Return the source description: one set of resources, with its capability list (section 8)."""
    described = Resource(
        f"{iris.base}/{CAPABILITIES}", "", {"capability": "capabilitylist"}, (("describedby", iris.dataset()),)
    )
    return rendered("description", [described])


def render_capabilities(iris: Iris, manifest: Manifest | None) -> bytes:
    """Return what the source offers (section 9): resource list and dump only where the dumps have been made."""
    found = [(CHANGES, "changelist")]
    if manifest and _parts(manifest, "resourcelist-"):
        found = [(RESOURCES, "resourcelist"), *found, (DUMP, "resourcedump")]
    entries = [Resource(f"{iris.base}/{path}", "", {"capability": capability}) for path, capability in found]
    return rendered("capabilitylist", entries, up=f"{iris.base}/{WELL_KNOWN}")


def render_resource_index(iris: Iris, manifest: Manifest) -> bytes:
    """Return the index of the resource lists of a release."""
    entries = [
        Resource(f"{iris.base}/dumps/{name}", manifest.stamp) for name, _ in _parts(manifest, "resourcelist-")
    ]
    return rendered(
        "resourcelist", entries, up=f"{iris.base}/{CAPABILITIES}", index=True, more={"at": manifest.stamp}
    )


def render_dump_index(iris: Iris, manifest: Manifest) -> bytes:
    """Return the packages of the resource dump of a release (section 12)."""
    entries = [
        Resource(
            f"{iris.base}/dumps/{name}", manifest.stamp,
            {"type": "application/zip", "length": str(size), "at": manifest.stamp},
        )
        for name, size in _parts(manifest, "resourcedump-")
    ]
    return rendered("resourcedump", entries, up=f"{iris.base}/{CAPABILITIES}", more={"at": manifest.stamp})


def _parts(manifest: Manifest, prefix: str) -> list[tuple[str, int]]:
    return [(each.name, each.plain_size) for each in manifest.files if each.name.startswith(prefix)]
