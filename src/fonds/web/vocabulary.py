"""The vocabulary and the context (floor 7): ``/context.jsonld``, ``/vocab`` and below.

The terms have their IRIs at w3id.org, which leads to some site's ``/vocab``: every site serves all of it.
They change with the software only, so they need no release.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache

from flask import Blueprint, Response

from fonds.bundled import bundled_path
from fonds.errors import NotFoundError
from fonds.rdf.contexts import CONTEXT_NAME
from fonds.rdf.formats import HTML, JSONLD, TURTLE
from fonds.rdf.literals import Triple
from fonds.rdf.namespaces import VOCABULARY
from fonds.rdf.vocabulary import FILES, SCHEMES, vocabulary_triples
from fonds.web.descriptions import Description, describe_graph
from fonds.web.negotiation import Choice
from fonds.web.pages.links import Links
from fonds.web.parameters import Asked, asked
from fonds.web.representation import Representation
from fonds.web.responses import respond
from fonds.web.site import Site

KEPT = 500
"""Answers a worker keeps ready: they change with the software only, and are dear to make."""
SHAPES = "shapes"
"""The rules descriptions keep (SHACL), given as the file they are in."""


def make_blueprint(site: Site) -> Blueprint:
    """Return the routes of the vocabulary."""
    blueprint = Blueprint("vocabulary", __name__)

    @blueprint.get(f"/{CONTEXT_NAME}")
    def context() -> Response:
        """The JSON-LD context."""
        body = bundled_path("vocab", CONTEXT_NAME).read_bytes()
        return respond(Representation(body, JSONLD.content_type))

    @blueprint.get("/vocab.<suffix>")
    @blueprint.get("/vocab", defaults={"suffix": ""})
    def everything(suffix: str) -> Response:
        """Our terms, concept schemes and shapes."""
        return answered(asked(f"vocab.{suffix}" if suffix else "vocab"), "")

    @blueprint.get("/vocab/<name>")
    def file(name: str) -> Response:
        """One part of the vocabulary: `terms`, a concept scheme, `shapes`."""
        stem = name.partition(".")[0]
        if stem == SHAPES:
            return _shapes(site, name)
        if stem not in FILES:
            raise NotFoundError("The vocabulary has no such part.", f"There are: {', '.join((*FILES, SHAPES))}.")
        return answered(asked(name), stem)

    @blueprint.get("/vocab/<scheme>/<name>")
    def one_concept(scheme: str, name: str) -> Response:
        """One concept of a scheme."""
        wanted = asked(name)
        return answered(wanted, f"{scheme}/{wanted.name}")

    @lru_cache(maxsize=KEPT)
    def made(path: str, name: str, choice: Choice) -> Representation:
        return _described(site, path, name, choice)

    def answered(wanted: Asked, path: str) -> Response:
        return respond(made(path, wanted.name, wanted.choice), varies=wanted.varies)

    return blueprint


def _described(site: Site, path: str, name: str, choice: Choice) -> Representation:
    """Return what is at a path below the vocabulary. NotFoundError for a concept that is none."""
    from fonds.web.pages.vocabulary import concept_triples

    scheme, slash, code = path.partition("/")
    triples = concept_triples(scheme, code) if slash else vocabulary_triples(path) if path else vocabulary_triples()
    if not triples:
        raise NotFoundError("The vocabulary has no such concept.", f"There are schemes: {', '.join(SCHEMES)}.")
    about = Description(f"{VOCABULARY}{path}", b"", b"", _written(), stem=name)
    links = Links(site.iris, f"/vocab/{path}".rstrip("/"))
    return describe_graph(choice, about, triples, site.context, _page(site, path, triples, links))


def _page(site: Site, path: str, triples: list[Triple], links: Links) -> Callable[[], bytes]:
    def render() -> bytes:
        from fonds.web.pages.vocabulary import concept_entry, vocabulary_file, vocabulary_files

        if not path:
            return site.pages.render("vocabularies.html", links, files=vocabulary_files(links))
        if "/" in path:
            return site.pages.render("concept.html", links, concept=concept_entry(triples, links), path=path)
        return site.pages.render("vocabulary.html", links, file=vocabulary_file(path, links))

    return render


def _shapes(site: Site, name: str) -> Response:
    wanted = asked(name, (HTML, TURTLE))
    body = bundled_path("vocab", "shapes.ttl").read_bytes()
    if wanted.choice.format is HTML:
        links = Links(site.iris, f"/vocab/{SHAPES}")
        body = site.pages.render("shapes.html", links, text=body.decode())
    return respond(Representation(body, wanted.choice.content_type), varies=wanted.varies)


def _written() -> datetime:
    """Return when the files of the vocabulary were written, the latest of them."""
    times = (bundled_path("vocab", f"{name}.ttl").stat().st_mtime for name in FILES)
    return datetime.fromtimestamp(int(max(times)), UTC)

