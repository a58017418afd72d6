"""Canned queries on the web (floor 7): ``/queries`` lists them, ``/queries/{name}`` is one with form and result.

Parameters are bound as typed terms (``canned/binding``); an unknown or ill-typed one is a 400 that names it. A page
without the values its query needs shows the form; a machine is told which are missing.

What reads and binds queries is imported when the first of them is asked for, so that a worker is ready sooner.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Blueprint, Response

from fonds.bundled import bundled_path
from fonds.rdf.formats import HTML
from fonds.web.answers import wanted
from fonds.web.pages.links import Links
from fonds.web.parameters import asked
from fonds.web.representation import Representation
from fonds.web.responses import respond
from fonds.web.site import Site

if TYPE_CHECKING:
    from fonds.canned.query import CannedQuery
    from fonds.web.findings import Findings

OTHERS = "other questions"
"""What queries without a tag stand under."""


def make_blueprint(site: Site) -> Blueprint:
    """Return the routes of the canned queries."""
    blueprint = Blueprint("queries", __name__)
    findings = _Findings(site)

    @blueprint.get("/queries")
    def listing() -> Response:
        """The canned queries."""
        choice = asked("queries", (HTML,))
        body = site.pages.render("queries.html", Links(site.iris, "/queries"), groups=by_tag(all_queries(site)))
        return respond(Representation(body, choice.choice.content_type), varies=True)

    @blueprint.get("/queries/<name>")
    def query(name: str) -> Response:
        """One canned query: form and result, or the result in the format asked for."""
        from fonds.canned.loading import get_query
        from fonds.web.query_pages import query_page
        from fonds.web.query_results import represent_result
        from fonds.web.questions import asked_question
        from fonds.web.views import picture_file, preferred_picture

        stem, _, suffix = name.partition(".")
        canned = get_query(all_queries(site), stem)
        picture = None if suffix else preferred_picture(canned)
        if picture is not None:
            return respond(picture_file(site, findings.made(), stem, picture), varies=True)
        form = wanted(suffix)
        if form.as_page:
            return respond(query_page(site, findings.made(), asked_question(canned)), varies=not suffix)
        return respond(represent_result(site, findings.made(), asked_question(canned), form), varies=not suffix)

    @blueprint.get("/queries/<name>/citation")
    def citation(name: str) -> Response:
        """How a result is cited, as JSON (CSL-JSON within), and what has changed since it was."""
        from fonds.canned.loading import get_query
        from fonds.web.citations import represent_citation
        from fonds.web.questions import asked_question

        question = asked_question(get_query(all_queries(site), name))
        return respond(represent_citation(site, findings.made().find(question, wanted("json"), digest=True)))

    return blueprint


class _Findings:
    """Makes what finds answers when the first question comes: it needs all that reads and binds queries."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._made: Findings | None = None

    def made(self) -> "Findings":
        """Return it; two made at once differ only in what they remember."""
        if self._made is None:
            from fonds.web.findings import Findings

            self._made = Findings(self._site)
        return self._made


def by_tag(queries: "Mapping[str, CannedQuery]") -> list[tuple[str, "list[CannedQuery]"]]:
    """Return the queries under their first tag, tags and queries in alphabetical order, those without one last."""
    groups: dict[str, list[CannedQuery]] = {}
    for query in sorted(queries.values(), key=lambda each: each.summary.casefold()):
        groups.setdefault(query.tags[0] if query.tags else OTHERS, []).append(query)
    return sorted(groups.items(), key=lambda group: (group[0] == OTHERS, group[0].casefold()))


def all_queries(site: Site) -> "Mapping[str, CannedQuery]":
    """Return the site's canned queries; read once in every worker."""
    return _loaded(Path(site.settings.queries) if site.settings.queries else bundled_path("queries"))


@lru_cache(maxsize=4)
def _loaded(folder: Path) -> "Mapping[str, CannedQuery]":
    from fonds.canned.loading import load_queries

    return load_queries(folder)
