"""Documents (floor 7): ``/doc``, ``/doc/{slug}`` in every format, and the evidence beside it.

A document that was deleted is told as 410 in the format asked for; a slug that was renamed redirects for
ever. What lays out a page is imported with the first page, so that a worker is ready sooner.
"""

import json
from functools import cache, partial
from typing import Any

from flask import Blueprint, Response, request

from fonds.catalogue.listings import ListingReader
from fonds.catalogue.rows import Filters, Release, StoredDocument
from fonds.clock import parse_stamp
from fonds.errors import NotFoundError
from fonds.rdf.formats import HTML, JSONLD
from fonds.rdf.namespaces import SCHEMA, expand
from fonds.rdf.vocabulary import class_of_genre
from fonds.web.descriptions import Description, describe, describe_graph, links_of
from fonds.web.errors import GoneError
from fonds.web.negotiation import named
from fonds.web.pages.links import Links
from fonds.web.pages.lists import stretch, stretch_links
from fonds.web.parameters import PAGE_SIZE, Asked, asked, page_number
from fonds.web.profiles import SUFFIXES, Offered, find_offer, find_representation, offer_links, offered_profiles
from fonds.web.representation import Link, Representation, link_header
from fonds.web.responses import respond
from fonds.web.site import Site

EVIDENCE_FORMATS = (JSONLD, HTML)
"""What evidence is offered in; it is data first, a page for those who ask for one."""


def make_blueprint(site: Site) -> Blueprint:
    """Return the routes of documents."""
    blueprint = Blueprint("documents", __name__)

    @blueprint.get("/doc")
    def listing() -> Response:
        """All documents, by date."""
        wanted, number = asked("doc", (HTML,)), page_number(request.args)
        made = site.reading.answer(("doc", number), lambda reader: _listing(site, reader, number))
        return respond(made, varies=wanted.varies)

    @blueprint.get("/doc/<name>")
    def document(name: str) -> Response:
        """A document: page, JSON-LD, Turtle, N-Triples or RDF/XML; 410 with a tombstone once deleted.

        As a citation with the suffixes .bib, .ris and .csl.json; as aggregators want it with `?profile=`.
        """
        if offered := find_offer(name):
            return _offered(site, offered)
        wanted = asked(name)
        find = partial(_framed, site, wanted) if wanted.choice.format is JSONLD and wanted.choice.form == "framed" else None
        made = site.reading.answer(
            ("doc", wanted.name, wanted.choice), lambda reader: _document(site, reader, wanted), find
        )
        return respond(made, varies=wanted.varies, profiled=True)

    @blueprint.get("/doc/<slug>/<name>")
    def evidence(slug: str, name: str) -> Response:
        """The words each statement rests on: a page, or W3C Web Annotations (`evidence`, `evidence.jsonld`)."""
        if name.partition(".")[0] != "evidence":
            raise NotFoundError("There is nothing at this address.")
        wanted = asked(name, EVIDENCE_FORMATS)
        made = site.reading.answer(
            ("evidence", slug, wanted.choice), lambda reader: _evidence(site, reader, slug, wanted)
        )
        return respond(made, varies=wanted.varies)

    return blueprint


def _offered(site: Site, offered: Offered) -> Response:
    """Answer with a citation or a profile; where there is no such document any more, as for a page."""
    slug, offer = offered.slug, offered.offer

    def make(reader: ListingReader) -> Representation:
        wanted = Asked(slug, f".{offer.suffix}" if offer.suffix else "", named(JSONLD), offered.varies)
        return find_representation(site, reader, offered) or _document(site, reader, wanted)

    made = site.reading.answer(("doc", slug, offer.name), make)
    return respond(made, varies=offered.varies, profiled=True)


def _listing(site: Site, reader: ListingReader, number: int) -> Representation:
    from fonds.canned.behind import documents_query

    links = Links(site.iris, "/doc")
    page = reader.documents(Filters(), (number - 1) * PAGE_SIZE, PAGE_SIZE)
    part = stretch(
        number=number, size=PAGE_SIZE, shown=len(page.items), total=page.total, address=links.to("doc"),
        capped=page.capped,
    )
    body = site.pages.render(
        "documents.html", links, documents=page.items, part=part, behind=documents_query(site.iris, total=page.total)
    )
    headers = (stretch_links(part, links.to("dataset")),)
    return Representation(body, HTML.content_type, modified=parse_stamp(_release(reader).stamp), headers=headers)


def _document(site: Site, reader: ListingReader, wanted: Asked) -> Representation:
    from fonds.crosswalks.signposting import document_links

    links = Links(site.iris, f"/doc/{wanted.name}")
    found = _find(site, reader, wanted.name, wanted, links, tail=wanted.suffix)
    if isinstance(found, Representation):
        return found
    as_tree, as_page = wanted.choice.format is JSONLD, wanted.choice.format is HTML
    tree = json.loads(found.tree) if as_page else {}
    description = Description(
        iri=site.iris.document(found.slug),
        tree=found.tree if as_tree else b"",
        graph=b"" if as_tree or as_page else found.own + found.cards,
        modified=parse_stamp(found.modified),
        classes=classes_of(found.listing.genre),
        links=(
            *(Link(each.target, each.relation, each.media_type) for each in document_links(tree)),
            *(offer_links(found.slug) if as_page else ()),
        ),
        linkset=True,
    )
    stamp = parse_stamp(_release(reader).stamp)
    return describe(wanted.choice, description, lambda: _page(site, reader, found, tree, links), stamp)


def _framed(site: Site, wanted: Asked, reader: ListingReader) -> tuple[Representation, int] | None:
    """Return the tree as it is stored, and its release: the answer that machines ask for most, so nothing is asked twice.

    None where there is no such document (any more), or it has another address.
    """
    stored = reader.find_tree(wanted.name)
    if stored is None:
        return None
    links = links_of(site.iris.document(wanted.name), classes_of(stored.genre), wanted.name, linkset=True)
    made = Representation(
        stored.tree, wanted.choice.content_type, modified=parse_stamp(stored.modified), headers=(links,),
        made_of=stored.made_of,
    )
    return made, stored.release


@cache
def classes_of(genre: str) -> tuple[str, ...]:
    """Return what a document of a genre is, and that it has a page."""
    return expand(class_of_genre(genre)), f"{SCHEMA}AboutPage"


def _page(site: Site, reader: ListingReader, found: StoredDocument, tree: dict[str, Any], links: Links) -> bytes:
    from fonds.crosswalks.meta_tags import meta_tags
    from fonds.crosswalks.schemaorg import schema_snippet
    from fonds.reports.aggregators.table import AGGREGATORS
    from fonds.web.pages.citing import CITING_SHOWN, citing_documents
    from fonds.web.pages.document import document_page

    rows = json.loads(reader.find_evidence(found.slug) or b"[]")
    page = document_page(tree, rows, reader.find_page_text(found.slug) or "", links)
    citing = citing_documents(reader.cited_by(found.slug, limit=CITING_SHOWN))
    snippet = schema_snippet(tree, publisher=site.settings.publisher, publisher_iri=site.iris.base)
    return site.pages.render(
        "document.html", links, document=page, slug=found.slug, snippet=snippet, version=found.version,
        citing=citing, tags=meta_tags(tree), citations=tuple(SUFFIXES.values()), profiles=offered_profiles(site, tree),
        aggregators=AGGREGATORS,
    )


def _evidence(site: Site, reader: ListingReader, slug: str, wanted: Asked) -> Representation:
    from fonds.crosswalks.annotations import annotation_page, evidence_iri
    from fonds.web.pages.evidence import findings, marks, names_in
    from fonds.web.pages.marked_text import paragraphs

    links = Links(site.iris, f"/doc/{slug}/evidence")
    found = _find(site, reader, slug, wanted, links, tail=f"/evidence{wanted.suffix}")
    if isinstance(found, Representation):
        return found
    document, rows = site.iris.document(slug), json.loads(reader.find_evidence(slug) or b"[]")
    headers = (
        link_header([
            Link(evidence_iri(document), "canonical"),
            Link(document, "describes"),
            *(Link(f"evidence.{each.suffix}", "alternate", each.media_type) for each in EVIDENCE_FORMATS),
        ]),
    )
    if wanted.choice.format is HTML:
        shown = findings(rows, document, links, names_in(json.loads(found.tree)))
        page = reader.find_page_text(slug) or ""
        body = site.pages.render(
            "evidence.html", links, title=found.listing.label, slug=slug, findings=shown, rows=len(rows),
            page=paragraphs(page, 0, len(page), marks(shown)),
        )
        modified = parse_stamp(_release(reader).stamp)
    else:
        body = json.dumps(annotation_page(document, rows), ensure_ascii=False).encode()
        modified = parse_stamp(found.modified)
    return Representation(body, wanted.choice.content_type, modified=modified, headers=headers)


def _find(
    site: Site, reader: ListingReader, slug: str, wanted: Asked, links: Links, *, tail: str
) -> StoredDocument | Representation:
    """Return a live document, or what is answered in its place. NotFoundError where there never was one."""
    found = reader.find_document(slug)
    if found is not None and found.state == "live":
        return found
    if present := reader.find_redirect(slug):
        return Representation(b"", HTML.content_type, 301, location=links.to(f"doc/{present}{tail}"))
    if found is None:
        raise NotFoundError("There is no document at this address, and never was.")
    return _tombstone(site, found, wanted, links)


def not_live(site: Site, reader: ListingReader, slug: str, links: Links, tail: str) -> Representation:
    """Return the way to what lies beside a document, below its new name; GoneError or NotFoundError where there is none.

    ``tail`` is what follows the slug in the address.
    """
    if present := reader.find_redirect(slug):
        return Representation(b"", HTML.content_type, 301, location=links.to(f"doc/{present}{tail}"))
    if reader.find_document(slug) is None:
        raise NotFoundError("There is no document at this address, and never was.")
    raise GoneError("The document was withdrawn.", f"{site.iris.document(slug)} tells when, and why.")


def _tombstone(site: Site, found: StoredDocument, wanted: Asked, links: Links) -> Representation:
    from fonds.web.pages.graphs import tombstone_triples

    iri = site.iris.document(found.slug)
    successor = site.iris.document(found.successor) if found.successor else ""
    triples = tombstone_triples(iri, found.modified, found.reason, successor)

    def page() -> bytes:
        return site.pages.render(
            "tombstone.html", links, slug=found.slug, when=found.modified, reason=found.reason,
            successor=found.successor,
        )

    made = describe_graph(
        named(wanted.choice.format), Description(iri, b"", b"", parse_stamp(found.modified)), triples,
        site.context, page,
    )
    return Representation(made.body, wanted.choice.content_type, 410, made.modified, made.headers)


def _release(reader: ListingReader) -> Release:
    """Return the release a snapshot belongs to; it is there, or there would be no snapshot."""
    release = reader.current_release()
    if release is None:
        raise NotFoundError("Nothing has been published yet.")
    return release


