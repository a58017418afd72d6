"""Trees for the tests of crosswalks: the bundled pages, a generated archive, the corpora, and hostile ones made here."""

import json
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from fonds.catalogue.stamps import stamped
from fonds.crosswalks.crosswalk import SiteFacts
from fonds.mapping.rows import document_row
from fonds.problems import Problem
from fonds.publishing.kit import Kit, make_kit
from fonds.publishing.page import PageRead, Worked, read_inputs, understand, work_on
from fonds.settings import Settings, load_settings

ROOT = Path(__file__).resolve().parents[2]
CORPORA = ROOT.parent / "shared" / "corpora"
BENCH = ROOT / "bench"
SHARES = "archive-page=1,digital-archive-2011=1,tei=1,cmif=1,csv=1,jsonl=1"
SITE = SiteFacts(
    base="http://127.0.0.1:8000", title="Letters & <Papers>", publisher="An “Archive” & Sons", contact="a@example.org",
    licence="https://creativecommons.org/publicdomain/zero/1.0/",
    edm_rights="http://rightsstatements.org/vocab/CNE/1.0/", edm_provider="An aggregator",
)
"""A site that has decided everything."""
BARE = SiteFacts("http://127.0.0.1:8000", "An archive", "", "", "")
"""A site where nobody decided anything."""

DOC = "http://x/doc/1989-09-02-letter"
NASTY = "]]> <b>&amp; \"it's\" {one \\ } %$#_^~ \x00\x07\x1b\ud800\ufffe סוד\u200f 𝔘𐍈 line\r\nTY  - HACK\r\nER  - \r\n@misc{x, a = {b}"
"""Everything that means something to somebody, and what no XML can hold."""


def letter(**more: Any) -> dict[str, Any]:
    """Return the tree of a letter from B to C, with these keys instead of or besides its own."""
    tree: dict[str, Any] = {
        "id": DOC, "type": ["Message"], "title": {"en": "Letter from B to C"}, "label": "Letter from B to C",
        "date": "1989-09-02", "dateCreated": "1989-09-02", "genre": ["https://w3id.org/fonds/genre/letter"],
        "sender": [agent("b", "B")], "recipient": [agent("c", "C")],
        "workExample": [{"id": f"{DOC}#text-en", "type": ["Text", "CreativeWork"], "inLanguage": ["en"]}],
        "isPrimaryTopicOf": {"id": f"{DOC}#record", "modifiedTime": "2026-01-02T03:04:05Z"},
    }
    return {key: value for key, value in (tree | more).items() if value is not None}


def agent(slug: str, name: str, kind: str = "Person", *same: str) -> dict[str, Any]:
    """Return an agent as a tree shows it."""
    node: dict[str, Any] = {"id": f"http://x/agent/{slug}", "type": [kind], "label": name, "name": {"und": name}}
    return node | ({"sameAs": list(same)} if same else {})


def part(role: str, who: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a participation."""
    return {"id": f"{DOC}#part-{role}", "role": f"https://w3id.org/fonds/role/{role}", "agent": who, **more}


def hostile() -> dict[str, Any]:
    """Return a letter whose every text is full of markup, commands and what cannot be written."""
    return letter(
        title={"en": NASTY, "x y\"": "Other"}, label=NASTY, abstract={"he": NASTY}, identifier=[NASTY],
        sender=[agent("b", NASTY)], recipient=[agent("c", NASTY, "Organization")], author=[agent("b", NASTY)],
        about=[agent("d", NASTY)], bibliographicCitation=[NASTY], locationCreated=[agent("p", NASTY, "Place")],
        holdingArchive=[agent("h", NASTY)], isPartOf=[{"id": "http://x/a b\">", "label": NASTY}],
        license=["javascript:alert(1)", "http://x/\"><evil/>"], keywords={"en": [NASTY]}, materialExtent=NASTY,
        usageInfo=[{"id": "http://x/rights/r", "text": {"en": NASTY}}], date="1989-13-99<&>\"",
        citation=[{"id": f"{DOC}#cited-x", "label": NASTY}], number=NASTY,
    )


@cache
def bundled() -> tuple[dict[str, Any], ...]:
    """Return the trees of the pages shipped with Fonds."""
    kit = make_kit(Settings())
    return tuple(tree for path in sorted((ROOT / "data").glob("*.txt")) for tree in trees_of(path, kit))


def generated(folder: Path, documents: int = 60) -> tuple[dict[str, Any], ...]:
    """Return the trees of a generated archive, in every layout that the generator knows."""
    command = [sys.executable, str(BENCH / "archive.py"), str(folder), "--documents", str(documents), "--shares", SHARES]
    subprocess.run(command, capture_output=True, check=True)
    kit = make_kit(load_settings(folder / "fonds.toml", {}))
    files = [path for path in sorted((folder / "files").rglob("*")) if path.is_file()]
    return tuple(tree for path in files for tree in trees_of(path, kit))


def sampled(folder: str, every: int) -> Iterator[dict[str, Any]]:
    """Yield every so manieth document of a folder of the corpora."""
    kit = make_kit(Settings())
    for path in sorted((CORPORA / folder).glob("*.xml")):
        yield from trees_of(path, kit, every)


def trees_of(path: Path, kit: Kit, every: int = 1) -> Iterator[dict[str, Any]]:
    """Yield the trees of the documents of a file as a release would hold them."""
    for number, page in enumerate(read_inputs(path, path.name, kit)):
        if isinstance(page, Problem) or number % every:
            continue
        read = understand(page, kit)
        if not isinstance(read, PageRead):
            continue
        worked = work_on(page, read, read.wanted_slug, kit)
        assert isinstance(worked, Worked)
        row = document_row(worked.mapped, worked.mapped.entities.get, kit.framer, kit.site, page.digest)
        yield json.loads(stamped(row.tree, "2026-01-02T03:04:05Z", "2026-02-03T04:05:06Z"))
