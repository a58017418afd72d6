"""Entities (floor 7): ``/agent/…``, ``/place/…`` and so on, in every format, and a list of each kind.

One that was merged into another redirects there; one that no document speaks of any more is gone. What lays out a page
is imported with the first page, so that a worker is ready sooner.
"""

import json
from typing import Any

from flask import Blueprint, Response, request

from fonds.catalogue.listings import ListingReader
from fonds.catalogue.rows import StoredEntity
from fonds.clock import parse_stamp
from fonds.crosswalks.schemaorg import one_type, schema_snippet
from fonds.errors import NotFoundError
from fonds.rdf.formats import HTML
from fonds.rdf.iris import ENTITY_KINDS
from fonds.rdf.namespaces import SCHEMA
from fonds.web.descriptions import Description, describe, describe_graph
from fonds.web.negotiation import named
from fonds.web.pages.links import Links
from fonds.web.pages.lists import stretch, stretch_links
from fonds.web.pages.words import KINDS
from fonds.web.parameters import PAGE_SIZE, Asked, asked, page_number
from fonds.web.representation import Representation
from fonds.web.responses import respond
from fonds.web.site import Site

SHOWN = 25
"""Documents of one role on an entity's page."""

_ANY_KIND = f"<any({', '.join(repr(kind) for kind in ENTITY_KINDS)}):kind>"


def make_blueprint(site: Site) -> Blueprint:
    """Return the routes of entities."""
    blueprint = Blueprint("entities", __name__)

    @blueprint.get(f"/{_ANY_KIND}")
    def listing(kind: str) -> Response:
        """All entities of a kind: agent, place, event, position, creative-work, collection, archival-unit, rights."""
        wanted, number = asked(kind, (HTML,)), page_number(request.args)
        made = site.reading.answer((kind, number), lambda reader: _listing(site, reader, kind, number))
        return respond(made, varies=wanted.varies)

    @blueprint.get(f"/{_ANY_KIND}/<path:rest>")
    def entity(kind: str, rest: str) -> Response:
        """An entity, with the documents it stands in by role; 301 where it was merged."""
        above, slash, last = rest.rpartition("/")
        wanted = asked(last)
        key = f"{kind}/{above}{slash}{wanted.name}"
        made = site.reading.answer(
            (key, wanted.choice), lambda reader: _entity(site, reader, key, wanted)
        )
        return respond(made, varies=wanted.varies)

    return blueprint


def _listing(site: Site, reader: ListingReader, kind: str, number: int) -> Representation:
    from fonds.canned.behind import entities_query

    links = Links(site.iris, f"/{kind}")
    page = reader.entities(kind, (number - 1) * PAGE_SIZE * 4, PAGE_SIZE * 4)
    part = stretch(
        number=number, size=PAGE_SIZE * 4, shown=len(page.items), total=page.total, address=links.to(kind),
        capped=page.capped,
    )
    body = site.pages.render(
        "entities.html", links, kind=kind, heading=KINDS[kind][1], entities=page.items, part=part,
        behind=entities_query(site.iris, kind, page.total),
    )
    return Representation(body, HTML.content_type, headers=(stretch_links(part, links.to("dataset")),))


def _entity(site: Site, reader: ListingReader, key: str, wanted: Asked) -> Representation:
    links = Links(site.iris, f"/{key}")
    found = reader.find_entity(key)
    if found is None:
        raise NotFoundError("Nothing of this name is known here.")
    if found.successor:
        return Representation(
            b"", HTML.content_type, 301, location=links.to(f"{found.successor}{wanted.suffix}")
        )
    if found.state != "live":
        return _tombstone(site, found, wanted, links)
    tree = json.loads(found.tree)
    description = Description(
        iri=site.iris.entity(key),
        tree=found.tree,
        graph=found.own + found.cards,
        modified=parse_stamp(found.modified),
        classes=(SCHEMA + (one_type(tree) or "Thing"),),
    )
    release = reader.current_release()
    stamp = release.stamp if release else found.modified
    return describe(
        wanted.choice, description, lambda: _page(site, reader, found, tree, links), parse_stamp(stamp)
    )


def _page(site: Site, reader: ListingReader, found: StoredEntity, tree: dict[str, Any], links: Links) -> bytes:
    from fonds.web.pages.entity import entity_page, main_relations, merged, role

    counts = reader.related_counts(found.key)
    roles = merged(
        role(relation, reader.linked(found.key, relation, 0, SHOWN).items, counts[relation], found.key, links)
        for relation in main_relations(counts)
    )
    page = entity_page(tree, found.key, roles, found.documents, links)
    snippet = schema_snippet(tree, publisher=site.settings.publisher, publisher_iri=site.iris.base)
    stem = found.key.rpartition("/")[2]
    return site.pages.render(
        "entity.html", links, entity=page, stem=stem, snippet=snippet
    )


def _tombstone(site: Site, found: StoredEntity, wanted: Asked, links: Links) -> Representation:
    reason = "No document here speaks of it any more."
    iri = site.iris.entity(found.key)
    from fonds.web.pages.graphs import tombstone_triples

    triples = tombstone_triples(iri, found.modified, reason, "")

    def page() -> bytes:
        return site.pages.render(
            "tombstone.html", links, slug=found.key, when=found.modified, reason=reason, successor=""
        )

    made = describe_graph(
        named(wanted.choice.format), Description(iri, b"", b"", parse_stamp(found.modified)), triples,
        site.context, page,
    )
    return Representation(made.body, wanted.choice.content_type, 410, made.modified, made.headers)
