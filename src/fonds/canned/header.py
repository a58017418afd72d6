"""The ``#+`` lines of a query → what it says of itself (floor 4).

The lines are YAML, as grlc's decorators are, so that a folder made for grlc is read as it is; grlc's
``defaults`` and ``enumerate`` are read beside our ``params``. To add a decorator: a function and a row of
``_DECORATORS``.

::

    #+ summary: Documents by sender
    #+ description: What one person or organisation sent.
    #+ tags: [correspondence]
    #+ pagination: 100
    #+ params:
    #+   - name: sender
    #+     type: agent
    #+     label: Sender
    #+     example: agent/red-army

A parameter has an ``example`` (then a value is required, unless ``optional: true`` says that none means any) or a
``default``; its VALUES block holds the same value. ``enumerate`` lists the values allowed; the words ``from the
data``, or a SELECT, offer values that the data have, whatever they are at the time. ``many: true`` takes several
values, ``language`` is that of a string. ``view`` says how the rows are best seen (``canned/view``).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from fonds.canned.entries import Entry, parse_entries
from fonds.canned.groups import parse_groups, query_form
from fonds.canned.parameters import FROM_DATA, TYPES, Parameter
from fonds.canned.scanner import QueryTextError, Token, scan
from fonds.canned.view import View, parse_view

RESERVED = frozenset({"format", "limit", "offset", "page", "profile", "release", "version", "digest"})
"""Words of an address that are about the answer, so that no parameter may have them as a name."""
_IGNORED = {
    "endpoint": "every query is asked of this site",
    "endpoint_in_url": "every query is asked of this site",
    "mime": "the format of an answer is the caller's choice",
    "transform": "results are given as SPARQL results",
}
_PARAMETER_KEYS = (
    "name", "type", "label", "description", "default", "example", "enumerate", "many", "optional", "language",
)
_SELECT = re.compile(r"(?:SELECT\b|PREFIX\s|BASE\s)", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")


@dataclass(slots=True)
class Header:
    """What the header says. ``lines``: each parameter's line; ``notes``: what was left unheeded, and why.

    ``defaults``, ``choices`` and ``offered`` are grlc's ``defaults`` and ``enumerate``, by parameter or variable.
    """

    summary: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    pagination: int | None = None
    parameters: list[Parameter] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    defaults: dict[str, tuple[str, ...]] = field(default_factory=dict)
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    offered: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    view: View | None = None


def parse_header(tokens: list[Token]) -> Header:
    """Read the comments that begin with ``#+``; a file without any has an empty header.

    Raises QueryTextError for text that is no YAML, and for a value that does not fit its decorator.
    """
    rows = [
        (token.line, token.text.removeprefix("#+").removeprefix(" "))
        for token in tokens
        if token.kind == "comment" and token.text.startswith("#+")
    ]
    header = Header()
    if rows:
        for key, entry in parse_entries(rows).table("The header").items():
            reader = _DECORATORS.get(key)
            if reader is None:
                why = _IGNORED.get(key, "there is no such decorator")
                header.notes.append(f"'{key}' is ignored: {why}.")
            else:
                reader(header, entry)
    return header


def check_name(name: str, line: int) -> str:
    """Return a parameter's name when it can be one: letters, digits, underscores, and no reserved word."""
    if not (name.isascii() and name.isidentifier()) or name.startswith("_"):
        raise QueryTextError(
            line, f"{name!r} cannot name a parameter.", "Begin with a letter; use letters, digits and '_'."
        )
    if name in RESERVED:
        raise QueryTextError(
            line, f"{name!r} is about the answer, not about the query.", "Name the parameter otherwise."
        )
    return name


def _summary(header: Header, entry: Entry) -> None:
    header.summary = entry.prose("The summary")


def _description(header: Header, entry: Entry) -> None:
    header.description = entry.prose("The description")


def _tags(header: Header, entry: Entry) -> None:
    header.tags = entry.texts("A tag")


def _pagination(header: Header, entry: Entry) -> None:
    text = entry.text("The pagination")
    if not re.fullmatch("[1-9][0-9]{0,5}", text):
        raise QueryTextError(entry.line, f"The pagination is {text!r}.", "Say how many rows a page has.")
    header.pagination = int(text)


def _view(header: Header, entry: Entry) -> None:
    header.view = parse_view(entry)


def _method(header: Header, entry: Entry) -> None:
    if entry.text("The method").upper() != "GET":
        header.notes.append("'method' is ignored: canned queries only read, and are answered to GET.")


def _defaults(header: Header, entry: Entry) -> None:
    for name, value in _by_parameter(entry.items(), "A default").items():
        header.defaults[name] = value.texts(f"The default of {name!r}")


def _enumerate(header: Header, entry: Entry) -> None:
    """Read ``- name: [values]``; a bare name offers the values that the data have."""
    listed = [each for each in entry.items() if not isinstance(each.value, str)]
    header.offered |= {each.value.lstrip("?$") for each in entry.items() if isinstance(each.value, str)}
    for name, value in _by_parameter(listed, "An enumeration").items():
        header.choices[name] = value.texts(f"A value of {name!r}")


def _by_parameter(entries: list[Entry], what: str) -> dict[str, Entry]:
    """Read tables keyed by parameter, or by variable with its mark: grlc's users write both."""
    return {name.lstrip("?$"): value for each in entries for name, value in each.table(what).items()}


def _parameters(header: Header, entry: Entry) -> None:
    for each in entry.items():
        parameter = _parameter(each.table("A parameter"), each.line)
        if parameter.name in header.lines:
            raise QueryTextError(each.line, f"The parameter {parameter.name!r} is declared twice.")
        header.parameters.append(parameter)
        header.lines[parameter.name] = each.line


def _parameter(table: dict[str, Entry], line: int) -> Parameter:
    for key, entry in table.items():
        if key not in _PARAMETER_KEYS:
            raise QueryTextError(
                entry.line, f"A parameter has no {key!r}.", f"There are: {', '.join(_PARAMETER_KEYS)}."
            )
    if "name" not in table:
        raise QueryTextError(line, "A parameter has no name.", "Name it as the variable, without the mark.")
    name = check_name(table["name"].text("The name of a parameter"), line)
    texts = {key: table[key].prose(f"The {key} of {name!r}") for key in _PARAMETER_KEYS[1:4] if key in table}
    lists = {key: table[key].texts(f"The {key} of {name!r}") for key in _PARAMETER_KEYS[4:7] if key in table}
    offers = _offers(table["enumerate"], name) if "enumerate" in table else ""
    if offers:
        del lists["enumerate"]
    flags = {key: table[key].flag(f"'{key}' of {name!r}") for key in _PARAMETER_KEYS[7:9] if key in table}
    parameter = Parameter(
        name=name,
        variable=name,
        type=texts.get("type", "string"),
        label=texts.get("label") or name.replace("_", " ").capitalize(),
        description=texts.get("description", ""),
        default=lists.get("default", ()),
        example=lists.get("example", ()),
        choices=lists.get("enumerate", ()),
        offers=offers,
        many=flags.get("many", False),
        optional=flags.get("optional", False),
        language=table["language"].text(f"The language of {name!r}") if "language" in table else "",
    )
    _check_parameter(parameter, line)
    return parameter


def _offers(entry: Entry, name: str) -> str:
    """Return where offers come from: a SELECT, or the query itself; empty for a list of values.

    Raises QueryTextError for a text that begins as a query and is none.
    """
    if not isinstance(entry.value, str):
        return ""
    text = entry.value.strip()
    if text == FROM_DATA:
        return FROM_DATA
    if not _SELECT.match(text):
        return ""
    try:
        query = parse_groups(scan(text))
        is_select = query_form(query) == "SELECT"
    except QueryTextError as error:
        raise QueryTextError(entry.line, error.message, error.remedy) from error
    if not is_select or query.pattern is None:
        raise QueryTextError(entry.line, f"The values of {name!r} come from no SELECT.", "Write SELECT ?value { … }.")
    return text


def _check_parameter(parameter: Parameter, line: int) -> None:
    name = parameter.name
    known = [each for each in TYPES if each != "literal"]
    if parameter.type not in known:
        raise QueryTextError(
            line, f"The parameter {name!r} has the unknown type {parameter.type!r}.",
            f"There are: {', '.join(known)}.",
        )
    if parameter.language and (parameter.type != "string" or not _LANGUAGE.fullmatch(parameter.language)):
        raise QueryTextError(
            line, f"The parameter {name!r} cannot have the language {parameter.language!r}.",
            "Only strings have one, written as a BCP 47 tag such as 'en'.",
        )
    if parameter.optional and parameter.default:
        raise QueryTextError(
            line, f"The parameter {name!r} is optional and has a default.",
            "Leave one out: a default stands in, 'optional' means any value.",
        )
    if not parameter.default and not parameter.example:
        raise QueryTextError(
            line, f"The parameter {name!r} has neither a default nor an example.",
            "Say 'example', and put the same value into its VALUES block.",
        )


_DECORATORS: dict[str, Callable[[Header, Entry], None]] = {
    "summary": _summary,
    "description": _description,
    "tags": _tags,
    "params": _parameters,
    "pagination": _pagination,
    "view": _view,
    "method": _method,
    "defaults": _defaults,
    "enumerate": _enumerate,
}
"""What each decorator does; all others are noted and left alone."""
