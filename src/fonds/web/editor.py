"""The SPARQL editor for browsers (floor 7): whether it is here, and what its page needs to know.

The editor is Yasgui, which is none of ours: ``hatch_build.py`` puts it beside the stylesheet where somebody asked for
it. Where it is not, the page is a plain form with the result below it, and where script does not run, too: the editor
takes the form's place. It asks nobody but this site; what it completes is what the store holds.
"""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fonds.rdf.namespaces import PREFIXES
from fonds.store.counts import Counts
from fonds.web.pages.links import Links
from fonds.web.rendering import STATIC
from fonds.web.representation import Header

SCRIPTS = ("editor/yasgui.min.js", "editor.js")
STYLES = ("editor/yasgui.min.css",)

POLICY: tuple[Header, ...] = (
    (
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'",
    ),
)
"""Of the editor's page alone: its scripts are files of this site, and its tables set styles of their own."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file the page loads: its path below the site, and its digest, without which a browser refuses it."""

    path: str
    integrity: str


@dataclass(frozen=True, slots=True)
class Editor:
    """The editor as it is installed."""

    scripts: tuple[Asset, ...]
    styles: tuple[Asset, ...]


def find_editor() -> Editor | None:
    """Return the editor, or None where it is not installed."""
    return _found(STATIC)


@cache
def _found(folder: Path) -> Editor | None:
    if not all((folder / name).is_file() for name in (*SCRIPTS, *STYLES)):
        return None
    return Editor(
        tuple(_asset(folder, name) for name in SCRIPTS), tuple(_asset(folder, name) for name in STYLES)
    )


def _asset(folder: Path, name: str) -> Asset:
    digest = base64.b64encode(hashlib.sha384((folder / name).read_bytes()).digest()).decode()
    version = hashlib.sha256(digest.encode()).hexdigest()[:12]
    return Asset(f"static/{name}?v={version}", f"sha384-{digest}")


def editor_data(links: Links, counts: Counts | None, starter: str, query: str) -> dict[str, object]:
    """Return what the script is told: where to ask, prefixes, and the terms the store holds, the most frequent first."""
    return {
        "endpoint": links.to("sparql"),
        "prefixes": [f"{prefix}: <{namespace}>" for prefix, namespace in sorted(PREFIXES.items())],
        "classes": _frequent(counts.classes if counts else {}),
        "properties": _frequent(counts.properties if counts else {}),
        "starter": starter,
        "query": query,
    }


def _frequent(numbers: Mapping[str, int]) -> list[str]:
    return sorted(numbers, key=lambda iri: (-numbers[iri], iri))
