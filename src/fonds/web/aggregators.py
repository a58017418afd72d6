"""As aggregators see it (floor 7): a page for each document, and one for the collection.

The collection is judged by a sample of bounded size, spread evenly over the change log, and the page says so; it is made
once for a release.
"""

import json

from flask import Blueprint, Response

from fonds.catalogue.listings import ListingReader
from fonds.catalogue.rows import Filters
from fonds.clock import parse_stamp
from fonds.rdf.formats import HTML
from fonds.web.documents import not_live
from fonds.web.pages.links import Links
from fonds.web.parameters import asked
from fonds.web.representation import Representation
from fonds.web.responses import respond
from fonds.web.site import Site

SAMPLE = 300
"""Documents of a collection that are looked at."""


def make_blueprint(site: Site) -> Blueprint:
    """Return the routes."""
    blueprint = Blueprint("aggregators", __name__)

    @blueprint.get("/doc/<slug>/as/<name>")
    def document(slug: str, name: str) -> Response:
        """A document as an aggregator sees it: whether it would be taken, and what is missing."""
        wanted = asked(name, (HTML,))
        made = site.reading.answer(("as", slug, wanted.name), lambda reader: _document(site, reader, slug, wanted.name))
        return respond(made, varies=wanted.varies)

    @blueprint.get("/as/<name>")
    def collection(name: str) -> Response:
        """The collection as an aggregator sees it: how many documents would be taken, and what would repair how many."""
        wanted = asked(name, (HTML,))
        made = site.reading.answer(("as", wanted.name), lambda reader: _collection(site, reader, wanted.name))
        return respond(made, varies=wanted.varies)

    return blueprint


def _document(site: Site, reader: ListingReader, slug: str, name: str) -> Representation:
    from fonds.crosswalks.facts import site_facts
    from fonds.reports.aggregators.judging import judge
    from fonds.reports.aggregators.table import AGGREGATORS, get_aggregator

    links, aggregator = Links(site.iris, f"/doc/{slug}/as/{name}"), get_aggregator(name)
    stored = reader.find_tree(slug)
    if stored is None:
        return not_live(site, reader, slug, links, f"/as/{name}")
    tree = json.loads(stored.tree)
    verdict = judge(aggregator, tree, site_facts(site.settings), slug)
    body = site.pages.render(
        "seen_document.html", links, aggregator=aggregator, verdict=verdict, slug=slug, title=tree.get("label", slug),
        aggregators=AGGREGATORS,
    )
    return Representation(body, HTML.content_type, modified=parse_stamp(stored.modified))


def _collection(site: Site, reader: ListingReader, name: str) -> Representation:
    from fonds.crosswalks.facts import site_facts
    from fonds.reports.aggregators.judging import Judgement
    from fonds.reports.aggregators.table import AGGREGATORS, get_aggregator
    from fonds.reports.aggregators.words import summary

    judged = Judgement(get_aggregator(name), site_facts(site.settings))
    page = reader.documents(Filters(), 0, SAMPLE)
    total = page.total
    slugs = [item.slug for item in page.items] if total <= SAMPLE else _spread(reader)
    for slug in slugs:
        if stored := reader.find_tree(slug):
            judged.add(slug, json.loads(stored.tree))
    release = reader.current_release()
    body = site.pages.render(
        "seen_collection.html", Links(site.iris, f"/as/{name}"), judged=judged, summary=summary(judged), total=total,
        demands=judged.demands(), wishes=judged.wishes(), aggregators=AGGREGATORS,
    )
    return Representation(body, HTML.content_type, modified=parse_stamp(release.stamp) if release else None)


def _spread(reader: ListingReader) -> list[str]:
    """Return the slugs of a sample, each once, at even distances in the change log."""
    last = reader.last_change()
    found = (reader.changes(number * last // SAMPLE, 1) for number in range(SAMPLE))
    return list(dict.fromkeys(change.slug for changes in found for change in changes))
