"""``/openapi.json`` (floor 7): OpenAPI 3.1 of every public route, and an operation for each canned query.

Addresses, methods and words come from the routes that exist, what a route promises from its row (`contract.py`), the
parameters of canned queries from their headers (`schemas.py`). It is made when first asked for
(`openapi_route.py`).
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from fonds import __version__
from fonds.rdf.formats import Format
from fonds.rdf.namespaces import PREFIXES
from fonds.web.contract import ALWAYS, NAME, ROUTES, STATUSES, TAKEN, Route
from fonds.web.pages.limits import limits_words
from fonds.web.queries import all_queries
from fonds.web.schemas import COMPONENTS, body_schema, query_parameters
from fonds.web.site import Site
from fonds.web.sparql import DIRECT, FORM

VERSION = "3.1.1"
CANNED = "/queries/{name}"
"""The route that has an operation for each canned query."""
SPARQL = "/sparql"
TAGS = {
    "pages": "For people.", "documents": "Documents, and what their statements rest on.",
    "entities": "People, places, events and all else that documents name.", "vocabulary": "Our terms and concepts.",
    "queries": "Questions: canned ones, and any in SPARQL.", "aggregators": "What aggregators would take, and would not.",
    "feeds": "For harvesters: everything at once, and what changes.", "operations": "The site itself.",
}
LONGEST_IN_ADDRESS = 5_000
"""Characters of a query that fit into an address in any script: HTTP servers read 64 kB of one."""
_PART = re.compile(r"<(?:[^<>]*:)?([^<>]+)>")

Operation = dict[str, Any]


def describe_site(app: Flask, site: Site) -> dict[str, Any]:
    """Return the description of a site's routes; a route without a row is there, but for what it promises."""
    settings = site.settings
    paths: dict[str, Operation] = {}
    for rule in sorted(app.url_map.iter_rules(), key=lambda each: each.rule):
        for address, item in _items(app, site, rule):
            paths.setdefault(address, {}).update(item)
    used = {tag for item in paths.values() for each in item.values() for tag in each["tags"]}
    return {
        "openapi": VERSION,
        "info": {
            "title": settings.title, "version": __version__,
            "description": f"{limits_words(settings)} Every address answers HEAD and OPTIONS, too.",
            "license": {"name": "Licence of the metadata", "url": settings.metadata_licence},
        },
        "servers": [{"url": site.iris.base}],
        "tags": [{"name": name, "description": words} for name, words in TAGS.items() if name in used],
        "paths": dict(sorted(paths.items())),
        "components": {"schemas": COMPONENTS, "responses": {f"status-{each}": _failure(each) for each in STATUSES}},
        "x-limits": _limits(site),
    }


def _limits(site: Site) -> dict[str, float]:
    names = ("query_seconds", "query_rows", "query_bytes", "query_memory_mb", "query_length")
    return {name: getattr(site.settings, name) for name in names}


def address_of(rule: Rule) -> str:
    """Return the address of a route as OpenAPI writes it: ``/doc/{name}``."""
    return _PART.sub(r"{\1}", rule.rule)


def _items(app: Flask, site: Site, rule: Rule) -> Iterator[tuple[str, Operation]]:
    address = address_of(rule)
    words = (app.view_functions[rule.endpoint].__doc__ or "").strip()
    route = ROUTES.get(rule.endpoint, Route("operations", ()))
    if address == CANNED:
        yield from _canned(site, route)
        address, words = f"{CANNED}.{{suffix}}", "A canned query without parameters, or with defaults, in a format."
        yield address, {"get": _operation("queries.query-in-format", words, route, _of_any_query(site, route, address))}
    elif address == SPARQL:
        yield address, _sparql(site, route, words)
    elif route.canned:
        yield address, {"get": _operation(rule.endpoint, words, route, _of_any_query(site, route, address))}
    else:
        name = rule.endpoint + ("-in-format" if "{suffix}" in address else "")
        found = {"get": _operation(name, words, route, [*_path(address, route), *_taken(route)])}
        if route.form:
            found["post"] = _posted(name, words, route)
        yield address, found


def _operation(name: str, words: str, route: Route, parameters: list[dict[str, Any]]) -> Operation:
    has_path = any(each["in"] == "path" for each in parameters)
    return {
        "operationId": name, "summary": words.partition("\n")[0], "tags": [route.tag], "parameters": parameters,
        "responses": _responses(route, {404} if has_path else set()),
    }


def _posted(name: str, words: str, route: Route) -> Operation:
    """Return the operation that takes in a form what the other one takes in its address."""
    form = {"type": "object", "properties": {each: TAKEN[each][1] for each in route.form}}
    body = {"required": True, "content": {FORM: {"schema": form}}}
    return {**_operation(f"{name}-posted", words, route, []), "requestBody": body}


def _path(address: str, route: Route) -> list[dict[str, Any]]:
    """Return the parameters that stand in an address."""
    suffixes = sorted({each.suffix for each in route.suffixes})
    schemas = {"suffix": {"type": "string", "enum": suffixes}, **route.path}
    return [
        {"name": name, "in": "path", "required": True, "schema": schemas.get(name, NAME)}
        for name in re.findall(r"{([^{}]+)}", address)
    ]


def _taken(route: Route) -> list[dict[str, Any]]:
    """Return the parameters that stand in the query of an address, and in the head of the request."""
    return [
        {"name": each.partition(":")[0], "in": place, "description": TAKEN[each][0], "schema": TAKEN[each][1]}
        for place, names in (("query", route.query), ("header", route.headers)) for each in names
    ]


def _responses(route: Route, more: set[int]) -> dict[str, Any]:
    given = _content(route.gives, route.schema)
    told: dict[str, Any] = {"200": {"description": STATUSES[200], "content": given}} if given else {}
    for status in sorted({*ALWAYS, *route.statuses, *more, *([406] if route.negotiated else [])}):
        told[str(status)] = {"$ref": f"#/components/responses/status-{status}"}
        if status in route.own or status == 206:
            told[str(status)] = {"description": STATUSES[status], "content": given}
        if status == 410:
            told["410"] = {"description": STATUSES[410], "content": {**given, **_PROBLEM}}
    return told


def _failure(status: int) -> dict[str, Any]:
    """Return what any route answers with a status; nothing is in the body of those below 400."""
    return {"description": STATUSES[status], **({"content": _PROBLEM} if status >= 400 and status != 431 else {})}


_PROBLEM = {
    "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}},
    "application/json": {"schema": {"$ref": "#/components/schemas/Problem"}},
    "text/html": {"schema": {"type": "string"}}, "application/xhtml+xml": {"schema": {"type": "string"}},
}
"""How an error is told (RFC 9457), and to browsers."""


def _content(formats: tuple[Format, ...], schema: str) -> dict[str, Any]:
    """Return every media type of formats, with those they are also asked for by; JSON is that component, if any."""
    return {
        media_type: {"schema": {"$ref": f"#/components/schemas/{schema}"} if schema else body_schema(each, media_type)}
        for each in formats for media_type in (each.media_type, *each.aliases)
    }


def _canned(site: Site, route: Route) -> Iterator[tuple[str, Operation]]:
    for query in all_queries(site).values():
        words = query.summary
        made = _operation(f"query-{query.name}", words, route, query_parameters(query))
        made |= {"description": query.description or words, "tags": [route.tag, *query.tags]}
        yield CANNED.replace("{name}", query.name), {"get": made}


def _of_any_query(site: Site, route: Route, address: str) -> list[dict[str, Any]]:
    """Return the parameters of an address that stands for every canned query: their own are a table."""
    path = {"name": {"type": "string", "enum": list(all_queries(site))}}
    values = {
        "name": "values", "in": "query", "style": "form", "explode": True,
        "description": "The parameters of the query, as its own address takes them.",
        "schema": {"type": "object", "additionalProperties": {"type": "string"}},
    }
    return [*_path(address, replace(route, path=path, suffixes=route.gives)), values]


def _sparql(site: Site, route: Route, words: str) -> Operation:
    text = {"type": "string", "maxLength": site.settings.query_length, "examples": [_example()]}
    ignored = "Ignored: there is one default graph (SPARQL 1.1 Protocol, 2.1.4)."
    words_of_query = "One query, longer ones by POST; without it the endpoint is described."
    short = {**text, "maxLength": min(LONGEST_IN_ADDRESS, site.settings.query_length)}
    parameters: list[dict[str, Any]] = [
        {"name": "query", "in": "query", "description": words_of_query, "schema": short},
        *(
            {"name": name, "in": "query", "description": ignored, "schema": {"type": "array", "items": {"type": "string"}}}
            for name in ("default-graph-uri", "named-graph-uri")
        ),
    ]
    form = {"type": "object", "properties": {"query": text}, "required": ["query"]}
    body = {"required": True, "content": {FORM: {"schema": form}, DIRECT: {"schema": text}}}
    asked = _operation("sparql.endpoint", words, route, parameters)
    posted = {**_operation("sparql.endpoint-posted", words, route, []), "requestBody": body}
    return {"get": asked, "post": posted}


def _example() -> str:
    prefix = PREFIXES["rdfs"]
    return f"PREFIX rdfs: <{prefix}> SELECT ?thing ?name WHERE {{ ?thing rdfs:label ?name }} LIMIT 10"
