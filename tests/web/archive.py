"""A small published archive for the tests of the web: the two pages shipped with Fonds, and some odd ones by hand.

Besides the shipped pages it holds a document full of markup, one without a date and almost everything else, one that
was withdrawn, one that got another address, and an entity that was merged into another.
"""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from werkzeug.test import TestResponse

from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.rows import DocumentRow, EntityRow, Link, Listing, SearchText
from fonds.catalogue.stamps import stamp_triples
from fonds.publishing.publish import publish
from fonds.publishing.run import Options
from fonds.publishing.sources import given_sources
from fonds.rdf.framing import bundled_framer
from fonds.rdf.literals import Triple, iri_term, lang_string, name_term, ntriples, plain, typed
from fonds.settings import Settings

BASE = "http://archive.example"
LETTER = "1989-09-02-letter-from-ahmad-shah-masoud-to-soviet-first-deputy-foreign-minister"
MESSAGE = "1979-12-27-message-to-soviet-ambassadors-on-the-invasion-of-afghanistan-attachment"
HOSTILE = "1990-01-01-hostile"
BARE = "undated-bare"
WITHDRAWN = "1985-05-05-withdrawn"
RENAMED, PRESENT = "1986-06-06-old-name", "1986-06-06-new-name"

MARKUP = "</script><script>alert('1')</script> & \"quoted\" <b>bold</b> \u2028 line"
NAME = '<img src=x onerror="alert(2)">'
PAGE = "Head <i>not italic</i>\n\nOne two three four five\n\nsix & seven\n"

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


def site_settings(state: Path, base: str = BASE) -> Settings:
    """Return the settings of the archive."""
    return Settings(
        base_iri=base, state=str(state), title="The <Reading> Room", publisher="The Archivists",
        contact="archive@example.org",
    )


def catalogue_path(settings: Settings) -> Path:
    """Return where the archive's catalogue is."""
    return Path(settings.state) / "catalogue.sqlite"


def open_catalogue(settings: Settings) -> Catalogue:
    """Open the archive's catalogue for reading."""
    return Catalogue.open(catalogue_path(settings), read_only=True)


def told(answer: TestResponse) -> Any:
    """Return the JSON of an answer, whatever its media type."""
    return json.loads(answer.data)


def build(settings: Settings) -> None:
    """Publish the archive."""
    publish(given_sources((), settings), settings, Options(clock=lambda: NOON))
    base = settings.base_iri
    with Catalogue.open(catalogue_path(settings)) as catalogue:
        with catalogue.release("store-two", clock=lambda: NOON) as writer:
            for row in (hostile(base), bare(base, BARE), bare(base, WITHDRAWN), bare(base, RENAMED)):
                writer.put(row)
            for key in ("agent/hostile", "agent/old", "agent/lonely"):
                writer.put_entity(entity(base, key, NAME))
            writer.finish(1)
        with catalogue.release("store-three", clock=lambda: NOON) as writer:
            writer.put(replace(hostile(base), content_digest="again", links=(Link("agent/hostile", "sender"),)))
            writer.put(replace(bare(base, PRESENT), source=f"hand:{RENAMED}"))
            writer.delete(WITHDRAWN, "Withdrawn <b>at the request</b> of the heirs.", LETTER)
            writer.merge_entities(lambda key, label: {"agent/old": "agent/hostile"}.get(key, ""))
            writer.finish(1)


def hostile(base: str) -> DocumentRow:
    """Return a document whose every text is markup, with words that overlapping statements rest on."""
    doc, agent = f"{base}/doc/{HOSTILE}", f"{base}/agent/hostile"
    own: list[Triple] = [
        *_skeleton(doc, MARKUP),
        (iri_term(doc), name_term("schema:sender"), iri_term(agent)),
        (iri_term(doc), name_term("schema:abstract"), lang_string(MARKUP, "en")),
        (iri_term(doc), name_term("dcterms:date"), typed("1990-01-01", "edtf:EDTF-level0")),
        (iri_term(doc), name_term("schema:workExample"), iri_term(f"{doc}#text-en")),
        (iri_term(f"{doc}#text-en"), name_term("rdf:type"), name_term("schema:CreativeWork")),
        (iri_term(f"{doc}#text-en"), name_term("rdfs:label"), plain(MARKUP)),
        (iri_term(f"{doc}#text-en"), name_term("schema:text"), lang_string(PAGE, "en")),
    ]
    spans = ((0, 4), (24, 31), (28, 38), (24, 47), (40, 52), (28, 38))
    rows = [_row(f"<{doc}#text-en>", "<https://schema.org/text>", lang_string(PAGE, "en"), (0, len(PAGE)))]
    rows += [_row(f"<{doc}>", "<https://schema.org/mentions>", plain(MARKUP), span) for span in spans]
    return _document(
        base, HOSTILE, own, _agent(agent), json.dumps(rows), PAGE,
        Listing(MARKUP, "letter", "1990-01-01", "1990-01-01", "1990-01-01", "", MARKUP),
        (Link("agent/hostile", "sender"), Link("agent/old", "mentions"), Link("agent/lonely", "mentions")),
    )


def bare(base: str, slug: str) -> DocumentRow:
    """Return a document of which almost nothing is known."""
    doc = f"{base}/doc/{slug}"
    return _document(base, slug, _skeleton(doc, "A bare page"), [], "[]", "", Listing("A bare page"), ())


def entity(base: str, key: str, name: str) -> EntityRow:
    """Return an entity with nothing but a name and addresses elsewhere."""
    own = _agent(f"{base}/{key}", name)
    own.append((iri_term(f"{base}/{key}"), name_term("schema:sameAs"), iri_term("javascript:alert(3)")))
    own.append((iri_term(f"{base}/{key}"), name_term("schema:sameAs"), iri_term("http://www.wikidata.org/entity/Q1")))
    tree = bundled_framer(f"{base}/context.jsonld").frame(f"{base}/{key}", own)
    return EntityRow(key, "Person", name, json.dumps(tree).encode(), ntriples(own), b"", key)


def _skeleton(doc: str, title: str) -> list[Triple]:
    record = f"{doc}#record"
    return [
        (iri_term(doc), name_term("rdf:type"), name_term("schema:Message")),
        (iri_term(doc), name_term("dcterms:title"), lang_string(title, "en")),
        (iri_term(doc), name_term("schema:name"), lang_string(title, "en")),
        (iri_term(doc), name_term("rdfs:label"), plain(title)),
        (iri_term(doc), name_term("foaf:isPrimaryTopicOf"), iri_term(record)),
        (iri_term(record), name_term("rdf:type"), name_term("foaf:Document")),
        (iri_term(record), name_term("rdfs:label"), plain("Record")),
        (iri_term(record), name_term("foaf:primaryTopic"), iri_term(doc)),
    ]


def _agent(iri: str, name: str = NAME) -> list[Triple]:
    return [
        (iri_term(iri), name_term("rdf:type"), name_term("schema:Person")),
        (iri_term(iri), name_term("rdfs:label"), plain(name)),
        (iri_term(iri), name_term("schema:name"), lang_string(name, "und")),
    ]


def _row(subject: str, predicate: str, term: str, span: tuple[int, int]) -> dict[str, object]:
    start, end = span
    quote = {
        "start": start, "end": end, "exact": PAGE[start:end], "prefix": PAGE[max(0, start - 24) : start],
        "suffix": PAGE[end : end + 24],
    }
    return {
        "s": subject, "p": predicate, "o": term, "status": "inferred", "rule": "by-<hand>", "confidence": 0.5,
        "published": False, "by": "<somebody>", "quotes": [quote],
    }


def _document(
    base: str, slug: str, own: list[Triple], cards: list[Triple], evidence: str, page: str, listing: Listing,
    links: tuple[Link, ...],
) -> DocumentRow:
    tree = bundled_framer(f"{base}/context.jsonld").frame(f"{base}/doc/{slug}", [*own, *cards])
    return DocumentRow(
        slug=slug, source=f"hand:{slug}", input_digest=slug, content_digest=slug, tree=json.dumps(tree).encode(),
        own=ntriples(own), cards=ntriples(cards), evidence=evidence.encode(), page_text=page, listing=listing,
        links=links, search=SearchText(listing.label, listing.summary, NAME, page),
    )


def edition(base: str, slug: str, number: int) -> DocumentRow:
    """Return a document whose title says of which edition it is."""
    title, doc = f"Edition {number} of {slug}", f"{base}/doc/{slug}"
    own = [*_skeleton(doc, title), *stamp_triples(iri_term(f"{doc}#record"))]
    row = _document(base, slug, own, [], "[]", title, Listing(title, "letter"), ())
    return replace(row, content_digest=title)
