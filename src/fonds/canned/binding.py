"""Values → a query that can be run (floor 4): the only module that changes SPARQL text.

A value takes the place of the data in its parameter's VALUES blocks, as a term built by
``fonds.rdf.literals``; everything else of the file stays as it was written. LIMIT and OFFSET are appended as
checked integers.
"""

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from fonds.canned.parameters import FROM_DATA, Parameter, parameter_terms
from fonds.canned.query import CannedQuery, Edit
from fonds.canned.scanner import scan
from fonds.errors import ParameterError
from fonds.rdf.iris import Iris
from fonds.rdf.literals import Term, iri_term

Answer = TypeVar("Answer")
Value = str | list[str]
"""One text, or several for a parameter with ``many``. A blank text is as good as none."""

_ESCAPE = re.compile(r"\\\\([uU])|\\.", re.DOTALL)


def run(
    query: CannedQuery, values: Mapping[str, Value], iris: Iris, service: Callable[[str], Answer],
    *, limit: int | None = None, offset: int = 0,
) -> Answer:
    """Bind and hand the text to ``service`` (whatever runs queries); return what it returns."""
    return service(bind(query, values, iris, limit, offset))


def bind(
    query: CannedQuery, values: Mapping[str, Value], iris: Iris, limit: int | None = None, offset: int = 0
) -> str:
    """Return the query's text, without header, with these values in the place of its examples.

    ``limit`` None means the file's pagination, if it has one. Raises ParameterError naming the parameter (or
    ``limit``, ``offset``) for one that is unknown, missing or does not fit.
    """
    return _bound(query, values, iris) + _page(query, limit, offset)


def bind_with_next(
    query: CannedQuery, values: Mapping[str, Value], iris: Iris, limit: int | None = None, offset: int = 0
) -> tuple[str, str]:
    """Return the text as :func:`bind` does, and one of a row more, which tells whether there is a next page.

    Both are the same where the query has no pages. Raises what :func:`bind` raises.
    """
    text = _bound(query, values, iris)
    page, rows = _page(query, limit, offset), query.pagination if limit is None else limit
    more = page if rows is None or not query.pageable else _page(query, rows + 1, offset)
    return text + page, text + more


def bind_example(query: CannedQuery, iris: Iris, examples: Mapping[str, Value] | None = None) -> str:
    """Return the query with values it is sure to take: those given here, else the examples of its header."""
    needed = [each for each in query.parameters if each.required]
    return bind(query, {each.name: (examples or {}).get(each.name, list(each.example)) for each in needed}, iris)


def bind_count(query: CannedQuery, values: Mapping[str, Value], iris: Iris) -> str | None:
    """Return a query that counts all rows of a bound one, whatever its pages; None where there is nothing to count.

    The query becomes a sub-SELECT, which may name no dataset (SPARQL 1.1, rule 8); its order says nothing here.
    """
    if not query.pageable or any(token.is_word("FROM") for token in scan(query.text[query.head :])):
        return None
    name = "rows"
    while name in query.text:
        name += "_"
    changes = _filled(query, values, iris)
    changes.append((query.head, query.head, f"SELECT (COUNT(*) AS ?{name}) WHERE {{ "))
    if query.order:
        changes.append((*query.order, ""))
    text = _changed(query.text, changes)[query.start :].strip()
    whole = replace(query, pagination=None)
    return f"{text}\n{_page(whole, None, 0)}}}\n"


def bind_offers(query: CannedQuery, parameter: Parameter, iris: Iris, most: int) -> str:
    """Return a query for the values a parameter with ``offers`` may have, in its first column, ``most`` at most.

    Offers from the data are what the query's pattern finds for the variable with every parameter left free, but for
    those in expressions: they have the values of the file.
    """
    prologue = [(edit.start, edit.end, _edited(edit, iris)) for edit in query.edits]
    if parameter.offers != FROM_DATA:
        head = [change for change in prologue if change[1] <= query.head]
        return _changed(query.text[: query.head], head)[query.start :] + parameter.offers
    free = [(slot.start, slot.end, "") for slot in query.slots if slot.variable not in query.tested]
    start, end = query.pattern
    inside = [change for change in (*prologue, *free) if change[1] <= end]
    text = _changed(query.text[:end], [*inside, (query.head, start, f"SELECT DISTINCT ?{parameter.variable} WHERE ")])
    return f"{text[query.start :]}\nORDER BY ?{parameter.variable}\nLIMIT {most:d}\n"


def _bound(query: CannedQuery, values: Mapping[str, Value], iris: Iris) -> str:
    """Return the text with its values, as far as the closing LIMIT and OFFSET."""
    return _changed(query.text, _filled(query, values, iris))[query.start :].strip() + "\n"


def _filled(query: CannedQuery, values: Mapping[str, Value], iris: Iris) -> list[tuple[int, int, str]]:
    """Return the stretches of the text that are replaced, and by what. ParameterError as :func:`bind` raises it."""
    _check_names(query, values)
    terms = {each.variable: _terms(each, values.get(each.name, []), iris) for each in query.parameters}
    changes = [(edit.start, edit.end, _edited(edit, iris)) for edit in query.edits]
    for slot in query.slots:
        chosen = terms[slot.variable]
        if chosen:
            changes.append((slot.data_start, slot.data_end, f" {' '.join(map(sparql_term, chosen))} "))
        else:
            changes.append((slot.start, slot.end, ""))
    return changes


def _changed(text: str, changes: list[tuple[int, int, str]]) -> str:
    for start, end, replacement in sorted(changes, reverse=True):
        text = text[:start] + replacement + text[end:]
    return text


def sparql_term(term: Term) -> str:
    r"""Write a term as SPARQL text that every processor reads alike.

    SPARQL resolves ``\u`` escapes in the whole text before it looks for strings (section 19.2), and some
    processors then take the second backslash of an escaped one for the beginning of such an escape. So a
    ``u`` behind a backslash is written as its own code, which is the same before and after that step.

    >>> print(sparql_term(r'"C:\\users"'))
    "C:\\\U00000075sers"
    """
    return _ESCAPE.sub(lambda match: rf"\\\U{ord(match[1]):08X}" if match[1] else match[0], term)


def _check_names(query: CannedQuery, values: Mapping[str, Value]) -> None:
    names = [each.name for each in query.parameters]
    for name in values:
        if name not in names:
            near = difflib.get_close_matches(name, names, 1)
            known = f"It has: {', '.join(names)}." if names else "It has none."
            raise ParameterError(
                name, f"The query {query.name!r} has no parameter {name!r}.",
                f"Did you mean {near[0]!r}?" if near else known,
            )


def _terms(parameter: Parameter, value: Value, iris: Iris) -> list[Term]:
    """Return the terms to bind; none means that nothing restricts the variable."""
    texts = [text for text in ([value] if isinstance(value, str) else value) if text.strip()]
    if not texts and parameter.required:
        raise ParameterError(
            parameter.name, f"The parameter {parameter.name!r} is missing.", f"It must be {parameter.hint}."
        )
    return parameter_terms(parameter, texts or list(parameter.default), iris)


def _edited(edit: Edit, iris: Iris) -> str:
    return iri_term(f"{iris.base}/") if edit.site else ""


def _page(query: CannedQuery, limit: int | None, offset: int) -> str:
    """Return the closing LIMIT and OFFSET; a file's own are an upper bound that pages count from."""
    for name, number in (("limit", limit), ("offset", offset)):
        if number is not None and (isinstance(number, bool) or not isinstance(number, int) or number < 0):
            raise ParameterError(name, f"{name!r} is {number!r}.", "It must be a whole number from 0.")
    if not query.pageable:
        if limit is not None or offset:
            raise ParameterError(
                "offset" if limit is None else "limit",
                f"The query {query.name!r} answers in one piece, not in rows.", "Leave limit and offset out.",
            )
        return ""
    rows = query.pagination if limit is None else limit
    if query.most is not None:
        left = max(0, query.most - offset)
        rows = left if rows is None else min(rows, left)
    skip = query.skip + offset
    return (f"LIMIT {rows:d}\n" if rows is not None else "") + (f"OFFSET {skip:d}\n" if skip else "")
