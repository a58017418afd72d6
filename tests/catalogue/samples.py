"""Documents, entities and clocks for the tests of the catalogue."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.packing import PackedDocument
from fonds.catalogue.rows import DocumentRow, EntityRow, Link, Listing, Release, SearchText
from fonds.catalogue.stamps import CREATED, MODIFIED, stamp_triples
from fonds.rdf.literals import iri_term, lang_string, name_term, ntriples, plain

BASE = "http://archive.example"
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


class Ticking:
    """A clock that goes on by one minute (or another step) whenever it is asked."""

    def __init__(self, start: datetime = NOON, step: timedelta = timedelta(minutes=1)) -> None:
        self.now = start - step
        self.step = step

    def __call__(self) -> datetime:
        """Return the time, later than the last."""
        self.now += self.step
        return self.now


def document(
    slug: str,
    title: str = "Letter about Kabul",
    *,
    source: str = "",
    links: Iterable[tuple[str, str]] = (("agent/masoud", "sender"), ("place/kabul", "contentLocation")),
    body: str = "We met at the pass before the snow.",
    **listed: str,
) -> DocumentRow:
    """Return a document whose content digest follows from what is given."""
    iri = iri_term(f"{BASE}/doc/{slug}")
    links = tuple(links)
    own = [(iri, name_term("dcterms:title"), lang_string(title, "en"))]
    own += [(iri, name_term("schema:mentions"), iri_term(f"{BASE}/{key}")) for key, _ in links]
    own += stamp_triples(iri_term(f"{BASE}/doc/{slug}#record"))
    tree = {"id": f"{BASE}/doc/{slug}", "title": {"en": title}, "issued": CREATED, "modified": MODIFIED}
    names = " ".join(key.partition("/")[2] for key, _ in links)
    listing = Listing(**{"label": title, "date": listed.get("earliest", ""), **listed})
    return DocumentRow(
        slug=slug,
        source=source or f"main:{slug}.txt",
        input_digest=f"input of {title} {body}",
        content_digest=f"{title}|{body}|{links}|{listing}",
        tree=json.dumps(tree, ensure_ascii=False).encode(),
        own=ntriples(own),
        cards=ntriples([(iri_term(f"{BASE}/agent/masoud"), name_term("rdfs:label"), plain("Masoud"))]),
        evidence=json.dumps([{"s": iri, "status": "stated", "quotes": [{"exact": title}]}]).encode(),
        page_text=f"{title}\n{body}\n",
        listing=listing,
        links=tuple(Link(*link) for link in links),
        search=SearchText(title, listing.summary, names, body),
        file_digest=f"file of {slug} {title} {body}",
    )


def entity(key: str, label: str = "", version: str = "1") -> EntityRow:
    """Return an entity; another ``version`` says something else of it."""
    label = label or key.partition("/")[2].title()
    iri = iri_term(f"{BASE}/{key}")
    own = ntriples([
        (iri, name_term("rdfs:label"), plain(label)),
        (iri, name_term("schema:description"), plain(version)),
    ])
    return EntityRow(
        key=key,
        type="schema:Place" if key.startswith("place/") else "schema:Person",
        label=label,
        tree=json.dumps({"id": f"{BASE}/{key}", "label": label, "description": version}).encode(),
        own=own,
        cards=b"",
        digest=f"{label}|{version}",
    )


def publish(
    catalogue: Catalogue, *documents: DocumentRow | PackedDocument, clock: Ticking | None = None, store: str = "store"
) -> Release | None:
    """Put documents, with an entity for everything they are linked to, and finish."""
    with catalogue.release(store, clock=clock or Ticking()) as writer:
        for row in documents:
            writer.put(row)
            for link in row.links:
                writer.put_entity(entity(link.entity))
        return writer.finish(7)
