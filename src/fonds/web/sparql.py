"""The SPARQL endpoint (floor 7): SPARQL 1.1 Protocol, query only, by GET, POST of a form, and POST of the query.

Browsers get a plain form with the result below it; who asks nothing gets the service description. Parameters that
name graphs are ignored: there is one default graph (SPARQL 1.1 Protocol, 2.1.4).
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request
from werkzeug.exceptions import UnsupportedMediaType

from fonds.catalogue.listings import ListingReader
from fonds.clock import parse_stamp
from fonds.errors import ParameterError, QueryLimitError, QueryRefusedError, StateError
from fonds.rdf.formats import HTML
from fonds.rdf.namespaces import PREFIXES
from fonds.web.answers import GRAPHS, Wanted, cut_headers, cut_words, represent, run, wanted
from fonds.web.descriptions import Description, describe_graph
from fonds.web.editor import POLICY, editor_data, find_editor
from fonds.web.errors import retry_headers, status_of
from fonds.web.executables import executable_links
from fonds.web.pages.limits import limits_header, limits_words
from fonds.web.pages.links import Links
from fonds.web.parameters import Asked, asked
from fonds.web.queries import all_queries
from fonds.web.representation import Header, Representation
from fonds.web.responses import Ready, respond
from fonds.web.site import Site

if TYPE_CHECKING:
    from fonds.web.pages.results import Result

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
EXAMPLE = """PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>

SELECT ?document ?title ?date {
  ?document a schema:Message ;
            rdfs:label ?title ;
            dcterms:date ?date .
}
ORDER BY ?date
LIMIT 20"""
"""What the form begins with; the prefixes it does without stand below the form, so that the question is in sight."""


def make_blueprint(site: Site) -> Blueprint:
    """Return the routes of the endpoint."""
    blueprint = Blueprint("sparql", __name__)
    blueprint.after_request(lambda response: _stating(site, response))

    @blueprint.get("/sparql.<suffix>")
    def description(suffix: str) -> Response:
        """The description of the endpoint, in the format of the suffix."""
        return _described(site, suffix)

    @blueprint.route("/sparql", methods=["GET", "POST"])
    def endpoint() -> Response:
        """The SPARQL 1.1 endpoint; without a query its description, or a form for browsers."""
        from fonds.canned.schemaorg import with_https

        query = query_text()
        if query is None:
            return _example(site) or _described(site)
        form = wanted()
        if form.as_page:
            return respond(_page(site, query, form), varies=True)
        return respond(represent(site, run(site, with_https(query), form), form), varies=True)

    return blueprint


def _example(site: Site) -> Response | None:
    """Return the form filled with a canned query, as ``?example=NAME`` asks for it in a browser; else None."""
    from fonds.canned.binding import bind_example
    from fonds.canned.loading import get_query

    name = request.args.get("example", "")
    if not name or not wanted().as_page:
        return None
    text = bind_example(get_query(all_queries(site), name), site.iris)
    return respond(Representation(_form(site, text, None, ""), HTML.content_type, headers=_policy()), varies=True)


def _policy() -> tuple[Header, ...]:
    """Return the policy that the editor's page needs, none where there is no editor."""
    return POLICY if find_editor() else ()


def query_text() -> str | None:
    """Return the query of the present request, None where a GET has none.

    ParameterError for none or several where one is needed, and for an update; UnsupportedMediaType for a POST of
    anything but a form or a query; QueryRefusedError for a query that is not UTF-8.
    """
    if request.method != "POST":
        return _single(request.args.getlist("query"), required="update" in request.args)
    if request.mimetype == DIRECT:
        if "query" in request.args or "update" in request.args:
            _single([*request.args.getlist("query"), ""], required=True)
        if request.mimetype_params.get("charset", "utf-8").lower() not in ("utf-8", "us-ascii"):
            raise UnsupportedMediaType
        try:
            return request.get_data().decode("utf-8")
        except UnicodeDecodeError as error:
            raise QueryRefusedError("The query is not UTF-8.") from error
    if request.mimetype == FORM:
        return _single([*request.form.getlist("query"), *request.args.getlist("query")], required=True)
    raise UnsupportedMediaType


def _single(queries: list[str], *, required: bool) -> str | None:
    if "update" in request.args or "update" in request.form:
        raise ParameterError("update", "Updates are not possible here.", "This endpoint answers queries only.")
    if len(queries) > 1:
        raise ParameterError("query", f"There are {len(queries)} queries.", "Send one.")
    if not queries and required:
        raise ParameterError("query", "There is no query.", "Send one as the parameter 'query'.")
    return queries[0] if queries else None


def _stating(site: Site, response: Response) -> Response:
    """State the limits on answers that have not done so: errors, and what a preflight is told."""
    if not isinstance(response, Ready):
        name, value = limits_header(site.settings)
        response.headers.setdefault(name, value)
    return response


def _described(site: Site, suffix: str = "") -> Response:
    choice = asked(f"sparql.{suffix}" if suffix else "sparql", (*GRAPHS, HTML))
    made = site.reading.answer(
        ("sparql", choice.choice, site.counts() is None), lambda reader: _description(site, reader, choice)
    )
    return respond(made, varies=choice.varies)


def _description(site: Site, reader: ListingReader, choice: Asked) -> Representation:
    from fonds.web.pages.service import service_triples

    release = reader.current_release()
    if release is None:
        raise StateError("Nothing has been published yet.", "Run `fonds publish` first.")
    about = Description(f"{site.iris.base}/sparql", b"", b"", parse_stamp(release.stamp))
    triples = [*service_triples(site.settings, site.iris, release, site.counts()), *executable_links(site)]
    made = describe_graph(choice.choice, about, triples, site.context, lambda: _form(site, "", None, ""))
    policy = _policy() if choice.choice.format is HTML else ()
    return replace(made, headers=(*made.headers, limits_header(site.settings), *policy))


def _page(site: Site, query: str, form: Wanted) -> Representation:
    """Return the form with the result; what was refused is told beside the query, so that it can be mended."""
    from fonds.canned.schemaorg import with_https
    from fonds.web.pages.results import result_page

    links = Links(site.iris, "/sparql")
    try:
        answer = run(site, with_https(query), form)
    except (QueryRefusedError, QueryLimitError) as error:
        status = status_of(error)
        headers = (*retry_headers(error), *_policy())
        return Representation(_form(site, query, None, str(error)), HTML.content_type, status, headers=headers)
    page = _form(site, query, result_page(answer, links, cut_words(site, answer)), "")
    return Representation(page, HTML.content_type, headers=(*cut_headers(site, answer), *_policy()))


def _form(site: Site, query: str, result: "Result | None", error: str) -> bytes:
    links = Links(site.iris, "/sparql")
    prefixes = "\n".join(f"PREFIX {prefix}: <{namespace}>" for prefix, namespace in PREFIXES.items())
    editor = find_editor()
    return site.pages.render(
        "sparql.html", links, query=query or EXAMPLE, prefixes=prefixes, result=result, error=error,
        limits=limits_words(site.settings), examples=list(all_queries(site).values()), editor=editor,
        told=editor_data(links, site.counts(), EXAMPLE, query) if editor else None,
    )
