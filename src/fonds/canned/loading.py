"""A folder of ``.rq`` files → canned queries (floor 4); a mistake is told with file, line and remedy.

Nothing is read before somebody asks. A file is checked once, here, so that ``binding`` cannot fail on it: its
parameters and blocks match, every block reaches its uses, its examples are what the header says.
"""

import difflib
import hashlib
import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from fonds.canned.binding import sparql_term
from fonds.canned.data import parse_data
from fonds.canned.folder import find_query_files
from fonds.canned.grlc import grlc_parameters, insertions
from fonds.canned.groups import (
    Block,
    Group,
    check_blocks,
    finds_values,
    first_line,
    parse_groups,
    query_form,
    using_groups,
)
from fonds.canned.header import Header, parse_header
from fonds.canned.parameters import FROM_DATA, Parameter, parameter_terms
from fonds.canned.query import SITE_BASE, CannedQuery, Edit, Slot
from fonds.canned.scanner import QueryTextError, Token, meaningful, scan
from fonds.canned.view import check_view
from fonds.errors import NotFoundError, ParameterError, VocabularyError
from fonds.rdf.iris import Iris
from fonds.rdf.literals import Term

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_SITE = Iris(SITE_BASE.rstrip("/"))


def load_queries(folder: Path) -> dict[str, CannedQuery]:
    """Read every query file of a folder, by name, in alphabetical order.

    Raises VocabularyError, beginning with file and line, for the first file that cannot be used, and for two of one name.
    """
    return {name: read_query(path, name) for name, path in find_query_files(folder).items()}


def get_query(queries: Mapping[str, CannedQuery], name: str) -> CannedQuery:
    """Return a query by name. Raises NotFoundError, with the nearest name there is."""
    if name in queries:
        return queries[name]
    near = difflib.get_close_matches(name, queries, 1)
    raise NotFoundError(f"There is no query {name!r}.", f"Did you mean {near[0]!r}?" if near else "")


def read_query(path: Path, name: str = "") -> CannedQuery:
    """Read one file; the query's name is that of the file without its suffix, unless given. Raises VocabularyError."""
    name = name or path.stem
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise VocabularyError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise VocabularyError(f"{path} is not UTF-8 text.", "Save it as UTF-8.") from error
    if not _NAME.fullmatch(name):
        raise VocabularyError(
            f"{path} has a name that cannot stand in an address.", "Use letters, digits, '-' and '_'."
        )
    try:
        return parse_query(name, text)
    except QueryTextError as error:
        raise VocabularyError(f"{path}:{error.line}: {error.message}", error.remedy) from error


def parse_query(name: str, text: str) -> CannedQuery:
    """Make a query of a file's text. Raises QueryTextError, with the line."""
    version = hashlib.sha256(text.encode()).hexdigest()[:12]
    tokens = scan(text)
    header = parse_header(tokens)
    prefixes, base = _prologue(tokens)
    added = grlc_parameters(parse_groups(tokens), header, prefixes)
    text = _with_blocks(text, parse_groups(tokens), added)
    tokens = scan(text)
    query = parse_groups(tokens)
    form = query_form(query)
    parameters = [*header.parameters, *added]
    _check_query(query, form, parameters)
    _note_unmatched(header, added)
    order = _order(query, len(text))
    if header.pagination and form == "SELECT" and order is None:
        header.notes.append("The query has no ORDER BY, so nothing says which rows come on which page.")
    if header.view:
        check_view(header.view, form, tokens)
    blocks = {each.variable: _checked(each, query, header, prefixes, base) for each in parameters}
    cuts, most, skip = _own_page(query)
    return CannedQuery(
        name=name,
        form=form,
        text=text,
        summary=header.summary or name.replace("-", " ").replace("_", " ").capitalize(),
        description=header.description,
        tags=header.tags,
        pagination=header.pagination,
        parameters=tuple(parameters),
        notes=tuple(header.notes),
        slots=tuple(_slot(variable, block) for variable, found in blocks.items() for block in found),
        edits=(*_site_base(tokens), *cuts),
        start=meaningful(tokens)[0].start,
        head=next(token.start for token in query.words if token.is_word(form)),
        pattern=(query.pattern.opened.start, query.pattern.end) if query.pattern else (0, 0),
        order=order,
        tested=frozenset(each.variable for each in parameters if _tested(query, each.variable)),
        version=version,
        most=most,
        skip=skip,
        view=header.view,
    )


def _prologue(tokens: list[Token]) -> tuple[dict[str, str], str]:
    """Return prefixes and base as declared."""
    code = meaningful(tokens)
    prefixes: dict[str, str] = {}
    base = ""
    for token, name, iri in zip(code, code[1:], code[2:], strict=False):
        if token.is_word("PREFIX") and name.kind == "name" and iri.kind == "iri":
            prefixes[name.text.removesuffix(":")] = iri.text[1:-1]
        elif token.is_word("BASE") and name.kind == "iri":
            base = name.text[1:-1]
    return prefixes, base


def _site_base(tokens: list[Token]) -> list[Edit]:
    """Return where the site's BASE stands.

    Raises QueryTextError for an IRI that would keep naming this machine when the BASE is replaced.
    """
    code = meaningful(tokens)
    found: list[Edit] = []
    for before, token in pairwise(code):
        if token.kind == "iri" and before.is_word("BASE") and token.text == f"<{SITE_BASE}>":
            found.append(Edit(token.start, token.end, site=True))
        elif token.kind == "iri" and token.text.startswith(f"<{SITE_BASE}"):
            short = token.text.replace(SITE_BASE, "", 1)
            raise QueryTextError(
                token.line, f"{token.text} names this machine, and would stay so on every other site.",
                f"Write BASE <{SITE_BASE}> at the top and {short} here.",
            )
    return found


def _with_blocks(text: str, query: Group, added: list[Parameter]) -> str:
    """Return the text with the blocks that a query written for grlc lacks; its lines keep their numbers."""
    places: list[tuple[int, str]] = []
    for parameter in added:
        line = first_line(query, parameter.variable)
        terms = _example(parameter, parameter.default or parameter.choices[:1], line)
        places += insertions(query, parameter, " ".join(map(sparql_term, terms)))
    for position, block in sorted(places, reverse=True):
        text = text[:position] + block + text[position:]
    return text


def _check_query(query: Group, form: str, parameters: list[Parameter]) -> None:
    if query.blocks:
        raise QueryTextError(
            query.blocks[0].keyword.line, "VALUES stands behind the pattern.", "Put it into the WHERE group."
        )
    templates = [child for child in query.children if child.kind == "TEMPLATE"]
    if form == "CONSTRUCT" and parameters and not templates:
        raise QueryTextError(
            query.opened.line, "CONSTRUCT WHERE cannot hold parameters.", "Write the template out."
        )


def _note_unmatched(header: Header, added: list[Parameter]) -> None:
    """Note what grlc's ``defaults`` and ``enumerate`` say of no such parameter."""
    known = {name for each in added for name in (each.name, each.variable)}
    enumerated = [*header.choices, *sorted(header.offered)]
    for decorator, names in (("defaults", list(header.defaults)), ("enumerate", enumerated)):
        for name in names:
            if name not in known:
                header.notes.append(f"'{decorator}' of {name!r} is ignored: no variable asks for it.")


def _checked(
    parameter: Parameter, query: Group, header: Header, prefixes: Mapping[str, str], base: str
) -> list[Block]:
    """Return the parameter's blocks, having made sure that binding them says what the header promises."""
    line = header.lines.get(parameter.name, query.opened.line)
    blocks = check_blocks(query, parameter.variable)
    if not blocks:
        raise QueryTextError(
            line, f"The parameter {parameter.name!r} has no VALUES ?{parameter.variable} in the query.",
            "Write the block, with the header's example in it.",
        )
    if parameter.optional:
        _check_optional(parameter, query)
    if parameter.offers == FROM_DATA and not finds_values(query, parameter.variable):
        raise QueryTextError(
            line, f"The data offer no values of {parameter.name!r}: ?{parameter.variable} stands in no plain pattern.",
            "Write a SELECT behind 'enumerate' that gives them.",
        )
    if parameter.name in header.lines:
        wanted = _example(parameter, parameter.default or parameter.example, line)
        for block in blocks:
            if sorted(parse_data(block.data, prefixes, base)) != sorted(wanted):
                raise QueryTextError(
                    block.keyword.line, f"The block of {parameter.name!r} and the header's value differ.",
                    _written(wanted, base),
                )
    return blocks


def _written(wanted: list[Term], base: str) -> str:
    """Return how a block says what the header does: relative to the site's BASE, which must be there for that."""
    short = [term.replace(f"<{SITE_BASE}", "<", 1) for term in wanted]
    remedy = f"The header's value is written: {' '.join(short)}"
    return remedy if base == SITE_BASE or short == wanted else f"{remedy} (with BASE <{SITE_BASE}> at the top)."


def _check_optional(parameter: Parameter, query: Group) -> None:
    """Refuse filters on a variable that may be left free: they would fail, and drop every row."""
    token = _tested(query, parameter.variable)
    if token is not None:
        raise QueryTextError(
            token.line,
            f"{parameter.name!r} is optional, but ?{parameter.variable} stands in an expression.",
            "Use it in plain patterns only, or give it a default.",
        )


def _tested(query: Group, variable: str) -> Token | None:
    """Return where an expression first uses the variable."""
    found = (group.tested.get(variable) for group, _ in using_groups(query, variable))
    return next((token for token in found if token is not None), None)


def _example(parameter: Parameter, texts: tuple[str, ...], line: int) -> list[Term]:
    """Return the header's own values as terms. Raises QueryTextError where one does not fit its type."""
    try:
        return parameter_terms(parameter, list(texts), _SITE)
    except ParameterError as error:
        raise QueryTextError(line, error.message, error.remedy) from error


def _slot(variable: str, block: Block) -> Slot:
    return Slot(variable, block.keyword.start, block.closed.end, block.opened.end, block.closed.start)


def _order(query: Group, length: int) -> tuple[int, int] | None:
    """Return where the query's ORDER BY stands; only LIMIT and OFFSET may follow it (SPARQL 1.1, rule 18)."""
    start = next((token.start for token in query.words if token.is_word("ORDER")), None)
    if start is None:
        return None
    pages = (token.start for token in query.words if token.is_word("LIMIT", "OFFSET"))
    return start, min(pages, default=length)


def _own_page(query: Group) -> tuple[list[Edit], int | None, int]:
    """Return the LIMIT and OFFSET the file ends with: where they stand, and their numbers."""
    cuts: list[Edit] = []
    numbers: dict[str, int] = {}
    for token, number in pairwise(query.words):
        if token.is_word("LIMIT", "OFFSET") and number.text.isdigit():
            cuts.append(Edit(token.start, number.end))
            numbers[token.text.upper()] = int(number.text)
    return cuts, numbers.get("LIMIT"), numbers.get("OFFSET", 0)
