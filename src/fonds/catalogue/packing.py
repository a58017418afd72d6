"""Packing (floor 3): how one version of a document lies in the catalogue.

Compressing is the most costly part of writing, so it is a pure function that mapping workers can call:
``ReleaseWriter.put`` takes rows either way. What is packed is enough to make the row again, so that any old
version can be released once more.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from fonds.catalogue.compression import Packer, inflate, inflate_beside, pack_together
from fonds.catalogue.evidence import is_short, restore, shorten
from fonds.catalogue.rows import NOTHING_KNOWN, DocumentRow, Identity, Link, Listing, Reference, SearchText

_SEARCH = '"search": '
"""Where the search text begins: quotes within texts are escaped, so nothing else looks like it."""


@dataclass(frozen=True, slots=True)
class PackedDocument:
    """A DocumentRow whose bytes are compressed; ``extra`` holds all but its bytes and digests as JSON.

    ``fragment`` is what harvesters are given most, made ready; ``refused`` are the formats it cannot be given in.
    """

    slug: str
    source: str
    file_digest: str
    input_digest: str
    content_digest: str
    listing: Listing
    links: tuple[Link, ...]
    search: SearchText
    page_text: bytes
    tree: bytes
    own: bytes
    cards: bytes
    evidence: bytes
    extra: bytes
    identity: Identity = NOTHING_KNOWN
    references: tuple[Reference, ...] = ()
    lists: str = ""
    fragment: bytes = b""
    refused: tuple[str, ...] = ()


def pack_document(row: DocumentRow) -> PackedDocument:
    """Return the row compressed."""
    extra = {
        "listing": asdict(row.listing),
        "links": [[link.entity, link.relation] for link in row.links],
        "search": asdict(row.search),
        "identity": [row.identity.described, row.identity.marks, row.identity.sought],
        "references": [[each.slug, each.relation, each.said] for each in row.references],
    }
    parts = pack_parts(row.page_text, row.tree, row.own, row.cards, row.evidence, extra)
    return PackedDocument(
        slug=row.slug,
        source=row.source,
        file_digest=row.file_digest,
        input_digest=row.input_digest,
        content_digest=row.content_digest,
        listing=row.listing,
        links=row.links,
        search=row.search,
        identity=row.identity,
        references=row.references,
        lists=row.lists,
        page_text=parts["page_text"],
        tree=parts["tree"],
        own=parts["own"],
        cards=parts["cards"],
        evidence=parts["evidence"],
        extra=parts["extra"],
    )


def pack_parts(
    page_text: str, tree: bytes, own: bytes, cards: bytes, evidence: bytes, extra: Mapping[str, object]
) -> dict[str, bytes]:
    """Return the packed columns of a version by their names. They hang together: where one changes, all are made anew."""
    page = page_text.encode()
    packer = Packer(page, tree)
    packed_page, packed_tree = pack_together(page, tree)
    return {
        "page_text": packed_page,
        "tree": packed_tree,
        "own": packer.triples_beside(own),
        "cards": packer.triples_beside(cards),
        "extra": packer.beside(json.dumps(extra, ensure_ascii=False).encode()),
        "evidence": packer.beside(shorten(evidence, page_text, own)),
    }


def unpack_extra(extra: bytes, page_text: bytes) -> tuple[Listing, tuple[Link, ...], SearchText]:
    """Return listing, links and search text from two packed columns of a version."""
    return parse_extra(json.loads(inflate_beside(extra, page_text)))


def parse_extra(plain: Mapping[str, Any]) -> tuple[Listing, tuple[Link, ...], SearchText]:
    """Return listing, links and search text from what stood in the column ``extra``."""
    links = tuple(Link(entity, relation) for entity, relation in plain["links"])
    return Listing(**plain["listing"]), links, SearchText(**plain["search"])


def unpack_words(extra: bytes, page_text: bytes) -> SearchText:
    """Return the search text alone, from two packed columns of a version."""
    plain = inflate_beside(extra, page_text).decode()
    return SearchText(**json.JSONDecoder().raw_decode(plain, plain.index(_SEARCH) + len(_SEARCH))[0])


def unpack_evidence(evidence: bytes, page_text: bytes, own: bytes) -> bytes:
    """Return the evidence as it was given, from three packed columns of a version."""
    plain = inflate_beside(evidence, page_text)
    return restore(plain, inflate(page_text).decode(), inflate_beside(own, page_text)) if is_short(plain) else plain


def unpack_citing(extra: bytes, page_text: bytes) -> tuple[Identity, tuple[Reference, ...]]:
    """Return identity and references from two packed columns of a version."""
    plain = json.loads(inflate_beside(extra, page_text))
    described, marks, sought = plain.get("identity", ("", (), ()))
    references = tuple(Reference(*each) for each in plain.get("references", ()))
    return Identity(described, tuple(marks), tuple(sought)), references
