"""Queries written for grlc (floor 4): ``?_name_type`` is a parameter although no block says so.

The names follow BASIL's convention, which grlc took over: ``?_name`` is required and ``?__name`` is not;
``_iri``, ``_integer``, ``_en`` or ``_prefix_datatype`` behind it is the type. grlc pastes the value's text
where the variable stands. Here each group that uses the variable is given a VALUES block, so that only a
term comes in.
"""

import re
from collections.abc import Mapping

from fonds.canned.groups import Group, finds_values, first_line, using_groups
from fonds.canned.header import Header, check_name
from fonds.canned.parameters import FROM_DATA, Parameter
from fonds.canned.scanner import QueryTextError
from fonds.rdf.namespaces import XSD

_VARIABLE = re.compile(
    r"_(?P<free>_)?(?P<name>[^_]+)(?:_(?P<type>[A-Za-z0-9]+))?(?:_(?P<datatype>[A-Za-z0-9]+))?"
)
_TYPES = {
    "iri": "iri", "number": "number", "literal": "string", "string": "string", "integer": "integer",
    "int": "integer", "decimal": "decimal", "date": "date", "gYear": "year", "boolean": "boolean",
}
_XSD_OTHERS = frozenset({"dateTime", "double", "float", "gYearMonth", "time", "anyURI", "nonNegativeInteger"})


def grlc_parameters(query: Group, header: Header, prefixes: Mapping[str, str]) -> list[Parameter]:
    """Return the parameters that the variables' names make, in the order of their first use.

    Raises QueryTextError for two variables that make one name, and for a datatype whose prefix is not
    declared.
    """
    first: dict[str, int] = {}
    for group in query.walk():
        for variable, token in group.uses.items():
            if _VARIABLE.fullmatch(variable):
                first[variable] = min(token.start, first.get(variable, token.start))
    found: dict[str, Parameter] = {}
    for variable in sorted(first, key=lambda each: first[each]):
        line = first_line(query, variable)
        parameter = _parameter(query, variable, header, prefixes, line)
        if parameter.name in found or parameter.name in header.lines:
            raise QueryTextError(line, f"Two variables make the parameter {parameter.name!r}.")
        found[parameter.name] = parameter
    return list(found.values())


def insertions(query: Group, parameter: Parameter, data: str) -> list[tuple[int, str]]:
    """Return the blocks that the query lacks for the parameter: positions in the text, and what to put there.

    Raises QueryTextError where no group could hold a block.
    """
    groups = [group for group, _ in using_groups(query, parameter.variable)]
    if not groups:
        raise QueryTextError(
            first_line(query, parameter.variable),
            f"?{parameter.variable} stands beside no group that could hold its values.",
            "Write a WHERE group.",
        )
    block = f" VALUES ?{parameter.variable} {{ {data} }}"
    return [
        (group.opened.start + 1, block)
        for group in groups
        if not any(each.holds(parameter.variable) for each in group.blocks)
    ]


def _parameter(query: Group, variable: str, header: Header, prefixes: Mapping[str, str], line: int) -> Parameter:
    match = _VARIABLE.fullmatch(variable)
    if match is None:
        raise QueryTextError(line, f"?{variable} is no parameter.")
    name = check_name(match["name"], line)
    kind, language, datatype = _kind(match["type"] or "", match["datatype"] or "", prefixes, line)
    default = _of(header.defaults, variable, name)
    offered = bool({variable, name} & header.offered)
    if offered and not finds_values(query, variable):
        header.notes.append(f"'enumerate' of {name!r} is ignored: ?{variable} stands in no plain pattern.")
        offered = False
    return Parameter(
        name=name,
        variable=variable,
        type=kind,
        label=name.capitalize(),
        default=default,
        choices=_of(header.choices, variable, name),
        offers=FROM_DATA if offered else "",
        optional=bool(match["free"]) and not default,
        language=language,
        datatype=datatype,
    )


def _kind(kind: str, datatype: str, prefixes: Mapping[str, str], line: int) -> tuple[str, str, str]:
    """Return our type, the language and the datatype that the end of a variable's name means."""
    if kind in _TYPES and not datatype:
        return _TYPES[kind], "", ""
    if kind in _XSD_OTHERS:
        return "literal", "", XSD + kind
    if len(kind) == 2 and kind.isalpha() and not datatype:
        return "string", kind.lower(), ""
    if not datatype:
        return "string", "", ""
    if kind == "xsd" and datatype in _TYPES:
        return _TYPES[datatype], "", ""
    if kind not in prefixes:
        raise QueryTextError(line, f"The prefix {kind!r} of a parameter's datatype is not declared.")
    return "literal", "", prefixes[kind] + datatype


def _of(values: Mapping[str, tuple[str, ...]], variable: str, name: str) -> tuple[str, ...]:
    return values.get(variable, values.get(name, ()))
