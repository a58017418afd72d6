"""What a document is offered in besides RDF and pages (floor 7): profiles for aggregators, citations.

A profile is asked for by ``?profile=`` or the Accept-Profile header (Content Negotiation by Profile, W3C, section 7), by
its short name or the namespace of its format; a citation by its suffix or its media type. What a record cannot honestly
be given in is a 406 with the reasons. Both tables are those of :mod:`fonds.crosswalks`; the profile ``schema`` is what the
page of a document says of it in schema.org, alone.
"""

import json
import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

from flask import request

from fonds.catalogue.listings import ListingReader
from fonds.clock import parse_stamp
from fonds.crosswalks.citations import CITATIONS
from fonds.crosswalks.crosswalk import SiteFacts, never
from fonds.crosswalks.facts import site_facts
from fonds.crosswalks.nodes import Node
from fonds.rdf.formats import JSONLD, Format
from fonds.rdf.namespaces import SCHEMA
from fonds.web.errors import NotAcceptableError
from fonds.web.negotiation import DESCRIPTIONS, LONGEST_HEADER, choose
from fonds.web.representation import Link, Representation, link_header
from fonds.web.site import Site

DEFAULT = ("fonds", "https://w3id.org/fonds/terms")
"""The names of the profile that is given when none is asked for."""
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'
_ELEMENT = re.compile(r"\s*<?([^<>;,\s]+)>?\s*(?:;\s*q\s*=\s*([0-9.]+))?\s*")


class Offer(NamedTuple):
    """One way to have a document: ``profile`` is empty for a citation, ``suffix`` for a profile."""

    name: str
    label: str
    media_type: str
    refusals: Callable[[Node, SiteFacts], tuple[str, ...]]
    render: Callable[[Node, SiteFacts], bytes]
    profile: str = ""
    namespace: str = ""
    suffix: str = ""


class Offered(NamedTuple):
    """What a request asks for: a slug in an offer. ``varies`` says that a header chose it."""

    slug: str
    offer: Offer
    varies: bool


SUFFIXES: dict[str, Offer] = {
    each.suffix: Offer(each.name, each.label, each.media_type, never, each.render, suffix=each.suffix)
    for each in CITATIONS.values()
}
"""By the suffix of their address."""
_CITATION_FORMATS = tuple(Format(each.name, each.media_type, each.suffix, each.label) for each in SUFFIXES.values())
_CITED = re.compile("|".join(re.escape(each.media_type) for each in SUFFIXES.values()))


@cache
def profiles() -> dict[str, Offer]:
    """Return the profiles by the name that ``?profile=`` has for them; few requests want one."""
    from fonds.crosswalks.table import CROSSWALKS

    return {
        "schema": Offer("schema", "schema.org", JSONLD.media_type, never, _schema, "schema", SCHEMA),
        **{
            each.profile: Offer(
                each.name, each.label, each.media_type, each.refusals, _as_file(each.render), each.profile, each.namespace
            )
            for each in CROSSWALKS.values() if each.profile
        },
    }


def _schema(tree: Node, site: SiteFacts) -> bytes:
    from fonds.crosswalks.schemaorg import schema_snippet

    snippet = schema_snippet(tree, publisher=site.publisher, publisher_iri=site.base)
    return json.dumps(snippet, ensure_ascii=False).encode()


def _as_file(render: Callable[[Node, SiteFacts], bytes]) -> Callable[[Node, SiteFacts], bytes]:
    """Return a writer of whole files of XML for one of elements."""
    return lambda tree, site: _DECLARATION + render(tree, site)


def find_offer(name: str) -> Offered | None:
    """Return the offer the present request asks for; None where it asks for a page or for RDF.

    ``name`` is the last part of its path, maybe with a suffix. What the address says goes before any header: a suffix, a
    profile, a form of JSON-LD.
    """
    if "." in name:
        return _by_suffix(name)
    environ = request.environ
    if environ.get("QUERY_STRING"):
        if profile := request.args.get("profile", ""):
            offer_asked = profiles().get(profile) or _by_namespace(profile)
            return Offered(name, offer_asked, varies=False) if offer_asked else None
        if request.args.get("form"):
            return None
    if header := environ.get("HTTP_ACCEPT_PROFILE", ""):
        wanted = _first(header[:LONGEST_HEADER])
    else:
        wanted = _cited(environ.get("HTTP_ACCEPT", ""))
    return Offered(name, wanted, varies=True) if wanted else None


def _by_suffix(name: str) -> Offered | None:
    for suffix, offer in SUFFIXES.items():
        if name.endswith(f".{suffix}"):
            return Offered(name.removesuffix(f".{suffix}"), offer, varies=False)
    return None


@lru_cache(maxsize=512)
def _cited(accept: str) -> Offer | None:
    """Return the citation that an Accept header wants most, None where that is something else."""
    if not _CITED.search(accept):
        return None
    choice = choose(accept, (*DESCRIPTIONS, *_CITATION_FORMATS))
    return SUFFIXES.get(choice.format.suffix) if choice else None


def find_representation(site: Site, reader: ListingReader, offered: Offered) -> Representation | None:
    """Return a live document as it is offered, None where there is none; NotAcceptableError with the reasons."""
    stored = reader.find_tree(offered.slug)
    if stored is None:
        return None
    tree, facts, offer = json.loads(stored.tree), site_facts(site.settings), offered.offer
    if reasons := offer.refusals(tree, facts):
        raise NotAcceptableError(DESCRIPTIONS, f"This document cannot be given as {offer.label}. {' '.join(reasons)}")
    return Representation(
        offer.render(tree, facts), offer.media_type, modified=parse_stamp(stored.modified),
        headers=_headers(site.iris.document(offered.slug), offer),
    )


def offer_links(stem: str) -> list[Link]:
    """Return the links to all citations of a document, whose address ends in ``stem``."""
    return [Link(f"{stem}.{each.suffix}", "alternate", each.media_type) for each in SUFFIXES.values()]


def offered_profiles(site: Site, tree: Node) -> tuple[Offer, ...]:
    """Return the profiles that a document can be given in."""
    facts = site_facts(site.settings)
    return tuple(each for each in profiles().values() if not each.refusals(tree, facts))


def _headers(iri: str, offer: Offer) -> tuple[tuple[str, str], ...]:
    links = [Link(iri, "canonical"), Link(iri, "describes")]
    if not offer.namespace:
        return (link_header(links),)
    return link_header([*links, Link(offer.namespace, "profile")]), ("Content-Profile", f"<{offer.namespace}>")


def _by_namespace(iri: str) -> Offer | None:
    return next((each for each in profiles().values() if each.namespace == iri), None)


def _first(header: str) -> Offer | None:
    """Return the offer a header wants most, None where that is our own profile, or nothing we know."""
    ranked: list[tuple[float, Offer | None]] = []
    for element in header.split(","):
        match = _ELEMENT.fullmatch(element)
        if match is None:
            continue
        weight = _weight(match[2])
        found = profiles().get(match[1]) or _by_namespace(match[1])
        if weight > 0 and (found or match[1] in DEFAULT):
            ranked.append((weight, found))
    return max(ranked, key=lambda each: each[0])[1] if ranked else None


def _weight(text: str | None) -> float:
    try:
        return min(float(text), 1.0) if text else 1.0
    except ValueError:
        return 0.0
