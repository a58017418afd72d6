"""Disseminating (floor 6): what harvesters are given of each document, made where its row is made.

Simple Dublin Core, which every harvester asks for, is kept ready (``fragment``); of the other formats only whether they
refuse the document. Both depend on what the site says of itself, so that is kept, too: a harvester is told what was true
at the release it reads. Where it has changed, or another version of Fonds makes the formats, all are made again.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, replace

import orjson

from fonds import __version__
from fonds.catalogue.compression import inflate_beside
from fonds.catalogue.fragments import Dissemination
from fonds.catalogue.packing import PackedDocument, pack_document
from fonds.catalogue.release import ReleaseWriter
from fonds.catalogue.rows import DocumentRow
from fonds.crosswalks.crosswalk import SiteFacts
from fonds.crosswalks.facts import site_facts
from fonds.crosswalks.table import CROSSWALKS
from fonds.settings import Settings

READY = "oai_dc"
"""The format that is kept ready."""

_DECIDED = SiteFacts(
    base="http://archive.example", title="An archive", publisher="An archive", contact="archive@archive.example",
    licence="https://creativecommons.org/publicdomain/zero/1.0/",
    edm_rights="http://creativecommons.org/publicdomain/mark/1.0/", edm_provider="An aggregator",
)
"""A site that has decided everything: what is refused to it as well is not refused because of the site."""
_NOTHING_SAID = {"id": f"{_DECIDED.base}/doc/nothing"}
"""A document of which nothing is said."""


def offered(facts: SiteFacts) -> tuple[str, ...]:
    """Return the formats that a site can give at all: those it refuses no document for its own sake."""
    return tuple(
        name for name, each in CROSSWALKS.items()
        if set(each.refusals(_NOTHING_SAID, facts)) <= set(each.refusals(_NOTHING_SAID, _DECIDED))
    )


def dissemination(facts: SiteFacts) -> Dissemination:
    """Return what makes of a tree the fragment, and tells the formats that refuse it although the site offers them."""
    formats = [CROSSWALKS[name] for name in offered(facts)]

    def make(tree: bytes) -> tuple[bytes, tuple[str, ...]]:
        node: Mapping[str, object] = orjson.loads(tree)
        refused = tuple(each.name for each in formats if each.refusals(node, facts))
        ready = next((each for each in formats if each.name == READY and READY not in refused), None)
        return ready.render(node, facts) if ready else b"", refused

    return make


def pack_disseminated(row: DocumentRow, make: Dissemination) -> PackedDocument:
    """Return a row packed, with what harvesters are given of it."""
    fragment, refused = make(row.tree)
    return replace(pack_document(row), fragment=fragment, refused=refused)


def disseminated(packed: PackedDocument, make: Dissemination) -> PackedDocument:
    """Return a packed document with what harvesters are given of it."""
    fragment, refused = make(inflate_beside(packed.tree, packed.page_text))
    return replace(packed, fragment=fragment, refused=refused)


def keep_up(writer: ReleaseWriter, settings: Settings, *, anyway: bool = False) -> None:
    """Let all documents be given as this version of Fonds gives them of this site; nothing where they are already.

    ``anyway`` makes everything again.
    """
    facts = site_facts(settings)
    said = json.dumps(asdict(facts), ensure_ascii=False)
    names = offered(facts)
    made_with = hashlib.sha256(f"{__version__}\n{said}\n{' '.join(CROSSWALKS)}".encode()).hexdigest()
    if anyway or writer.made_with != made_with:
        is_first = writer.previous is None  # all of it was made this moment
        writer.make_again(made_with, names, said, None if is_first else dissemination(facts))
