"""Canned queries as RDF on the web (floor 7): ``/queries/{name}/description``, and what the endpoint says of them.

``/queries/{name}`` answers with the result of the query in every format; what is said of the query itself has an
address of its own, and the same triples are in the store (`canned/descriptions.py`).
"""

import json

from flask import Blueprint, Response

from fonds.rdf.formats import FORMATS, JSONLD
from fonds.rdf.iris import Iris
from fonds.rdf.literals import Triple, iri_term, name_term, ntriples
from fonds.rdf.serialise import render
from fonds.web.pages.graphs import graph_tree
from fonds.web.parameters import asked
from fonds.web.queries import all_queries
from fonds.web.representation import Header, Link, Representation, link_header
from fonds.web.responses import respond
from fonds.web.site import Site


def make_blueprint(site: Site) -> Blueprint:
    """Return the routes of the descriptions of queries."""
    blueprint = Blueprint("executables", __name__)

    @blueprint.get("/queries/<query>/description.<suffix>")
    @blueprint.get("/queries/<query>/description", defaults={"suffix": ""})
    def description(query: str, suffix: str) -> Response:
        """A canned query as RDF (`sh:SPARQLExecutable`): its text with examples, its prefixes and tags."""
        wanted = asked(f"description.{suffix}" if suffix else "description", FORMATS)
        triples = _triples(site, query)
        if wanted.choice.format is JSONLD:
            body = json.dumps(graph_tree(triples, site.context), ensure_ascii=False).encode()
        else:
            body = render(ntriples(triples), wanted.choice.format)
        made = Representation(body, wanted.choice.content_type, headers=(_links(site.iris, query),))
        return respond(made, varies=wanted.varies)

    return blueprint


def executable_links(site: Site) -> list[Triple]:
    """Return what the description of the endpoint says of the queries: where each is, and the prefixes they share."""
    from fonds.canned.descriptions import prefix_triples, query_iri

    service = iri_term(f"{site.iris.base}/sparql")
    links = [(service, name_term("rdfs:seeAlso"), iri_term(query_iri(site.iris, name))) for name in all_queries(site)]
    return [*links, *prefix_triples(site.iris)]


def _triples(site: Site, name: str) -> list[Triple]:
    from fonds.canned.descriptions import prefix_triples, query_triples
    from fonds.canned.loading import get_query

    query = get_query(all_queries(site), name)
    return [*query_triples(query, site.iris), *prefix_triples(site.iris)]


def _links(iris: Iris, name: str) -> Header:
    """Return the Link header: the query that is described, and every format of the description."""
    formats = [Link(f"description.{form.suffix}", "alternate", form.media_type) for form in FORMATS]
    return link_header([Link(f"{iris.base}/queries/{name}", "describes"), *formats])
