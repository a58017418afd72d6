"""JSON Schemas of the contract (floor 7): what parameters of canned queries take, what answers look like."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from fonds.rdf.formats import JSONLD, RESULTS_JSON, Format
from fonds.web.questions import LARGEST

if TYPE_CHECKING:
    from fonds.canned.parameters import Parameter
    from fonds.canned.query import CannedQuery

COMPONENTS: Mapping[str, Any] = {
    "Problem": {
        "type": "object", "description": "Problem details (RFC 9457).",
        "properties": {
            "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"},
            "detail": {"type": "string"}, "remedy": {"type": "string"}, "parameter": {"type": "string"},
            "available": {"type": "array", "items": {"type": "string"}}, "limit": {"type": "string"},
        },
        "required": ["type", "title", "status", "detail"],
    },
    "Result": {
        "type": "object", "description": "SPARQL 1.1 Query Results JSON Format.",
        "properties": {
            "head": {"type": "object"}, "boolean": {"type": "boolean"},
            "results": {
                "type": "object", "required": ["bindings"],
                "properties": {"bindings": {"type": "array", "items": {"type": "object"}}},
            },
        },
        "required": ["head"],
    },
    "Health": {
        "type": "object", "description": "Whether the site is up: `ok` with its release, or `unavailable` with the reason.",
        "properties": {
            "status": {"type": "string", "enum": ["ok", "unavailable"]}, "software": {"type": "string"},
            "release": {"type": "integer"}, "stamp": {"type": "string"}, "documents": {"type": "integer"},
            "detail": {"type": "string"}, "remedy": {"type": "string"},
        },
        "required": ["status"],
    },
    "Suggestions": {
        "type": "object", "description": "Suggestions, as the Reconciliation API 0.2 has them (section 7).",
        "properties": {
            "result": {
                "type": "array",
                "items": {
                    "type": "object", "required": ["id", "name"],
                    "properties": {name: {"type": "string"} for name in ("id", "name", "description")},
                },
            },
        },
        "required": ["result"],
    },
    "Citation": {
        "type": "object", "description": "How a result is cited, and what has changed since it was.",
        "properties": {
            "citation": {"type": "string"}, "address": {"type": "string"}, "query": {"type": "string"},
            "version": {"type": "string"}, "release": {"type": "integer"}, "released": {"type": "string"},
            "parameters": {"type": "object"}, "rows": {"type": ["integer", "null"]}, "total": {"type": ["integer", "null"]},
            "digest": {"type": "string"}, "csl": {"type": "object"}, "asCited": {"type": "boolean"},
            "changes": {"type": "array", "items": {"type": "object"}}, "cited": {"type": "object"},
        },
        "required": ["citation", "address", "query", "version", "release", "csl"],
    },
}
"""Schemas that several operations share."""

CITED: tuple[dict[str, Any], ...] = tuple(
    {"name": name, "in": "query", "description": f"{words}, as a citation names it.", "schema": schema}
    for name, words, schema in (
        ("release", "The release that was asked", {"type": "integer", "minimum": 1, "maximum": LARGEST}),
        ("version", "The version of the query", {"type": "string", "pattern": "^[0-9a-f]{12}$"}),
        ("digest", "The digest of the rows", {"type": "string", "pattern": "^[0-9a-f]{16}-[0-9]{1,9}$"}),
    )
)
"""What the answers of all canned queries are cited by."""

_TYPES: Mapping[str, Mapping[str, Any]] = {
    "boolean": {"type": "string", "enum": ["true", "false"]},
    "date": {"type": "string", "format": "date"},
    "decimal": {"type": "number"},
    "integer": {"type": "integer"},
    "iri": {"type": "string", "format": "iri"},
    "year": {"type": "string", "pattern": "^[0-9]{1,4}$"},
}
"""Type of a parameter → what its value is; all others are texts."""
_NUMBERS = {"integer": int, "decimal": float}
LISTS = (JSONLD.media_type, "application/vnd.citationstyles.csl+json")
"""Formats in JSON that may be a list: JSON-LD in its expanded form, a bibliography."""


def body_schema(form: Format, media_type: str) -> Mapping[str, Any]:
    """Return what an answer is, in a media type of a format."""
    if form is RESULTS_JSON:
        return {"$ref": "#/components/schemas/Result"}
    if form.media_type in LISTS:
        return {"type": ["object", "array"]}
    return {"type": "object"} if media_type.endswith("json") else {"type": "string"}


def query_parameters(query: "CannedQuery") -> list[dict[str, Any]]:
    """Return the parameters of a canned query, and those of its pages."""
    found = [*(_parameter(each) for each in query.parameters), *CITED]
    if query.pageable:
        rows: dict[str, Any] = {"type": "integer", "minimum": 1, "maximum": LARGEST}
        rows |= {"default": query.pagination} if query.pagination else {}
        if query.pagination:
            page = {"type": "integer", "minimum": 1, "maximum": 1_000}
            found.append({"name": "page", "in": "query", "description": "A page, instead of offset.", "schema": page})
        found += [
            {"name": "limit", "in": "query", "description": "Rows of the answer.", "schema": rows},
            {
                "name": "offset", "in": "query", "description": "Rows to pass over.",
                "schema": {"type": "integer", "minimum": 0, "maximum": LARGEST, "default": 0},
            },
        ]
    return found


def parameter_schema(parameter: "Parameter") -> dict[str, Any]:
    """Return what one value of a parameter is."""
    schema: dict[str, Any] = dict(_TYPES.get(parameter.type, {"type": "string"}))
    if parameter.choices:
        schema = {"type": "string", "enum": list(parameter.choices)}
    elif schema == {"type": "string"}:
        from fonds.canned.parameters import LONGEST_TEXT

        schema["maxLength"] = LONGEST_TEXT
    return schema


def _parameter(parameter: "Parameter") -> dict[str, Any]:
    one = parameter_schema(parameter)
    default = [_value(parameter, text) for text in parameter.default]
    example = [_value(parameter, text) for text in parameter.example]
    schema: dict[str, Any] = {"type": "array", "items": one} if parameter.many else one
    if default:
        schema = {**schema, "default": default if parameter.many else default[0]}
    made: dict[str, Any] = {
        "name": parameter.name, "in": "query", "required": parameter.required, "schema": schema,
        "description": parameter.description or f"{parameter.label}: {parameter.hint}.",
    }
    if parameter.many:
        made |= {"style": "form", "explode": True}
    if example:
        made["example"] = example if parameter.many else example[0]
    return made


def _value(parameter: "Parameter", text: str) -> str | int | float:
    """Return a value as JSON has it; the text itself where it is one of a list of texts."""
    number = None if parameter.choices else _NUMBERS.get(parameter.type)
    return number(text) if number else text
