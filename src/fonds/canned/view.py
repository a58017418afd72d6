"""How a query is best seen (floor 4): the ``#+ view`` line → a :class:`View`, checked against the query.

A type alone (``#+ view: bar``) leaves it to the rows which variable plays which part; a table names some of them::

    #+ view:
    #+   type: network
    #+   source: sender
    #+   sourceLabel: senderName

In a network ``arrows: false`` says that its lines have no direction.

What draws them is ``fonds.views``; here stands only what may be written, so that a slip is told when the file is
loaded, with its line. To add a type: a row of :data:`ROLES` here and one of ``views.picture.DRAWINGS``.
"""

import difflib
from dataclasses import dataclass

from fonds.canned.entries import Entry
from fonds.canned.scanner import QueryTextError, Token, meaningful

ROLES: dict[str, tuple[str, ...]] = {
    "table": (),
    "bar": ("x", "y", "series", "link"),
    "timeline": ("start", "end", "label", "group", "link"),
    "map": ("latitude", "longitude", "label", "size", "link"),
    "network": ("source", "target", "sourceLabel", "targetLabel", "weight"),
    "tree": ("node", "parent", "label"),
    "cards": ("title", "text", "date", "link"),
}
"""Type of view → the parts that variables play in it; every part may be left out of the header."""


@dataclass(frozen=True, slots=True)
class View:
    """How a query wants to be seen: pairs of part and variable, and the line of the header that says each.

    ``lines`` begins with that of the type. ``arrows``: the lines of a network lead from source to target.
    """

    type: str
    roles: tuple[tuple[str, str], ...] = ()
    lines: tuple[int, ...] = (0,)
    arrows: bool = True

    @property
    def drawn(self) -> bool:
        """Whether there is a picture besides the table."""
        return self.type != "table"


def parse_view(entry: Entry) -> View:
    """Read the value of ``view``. Raises QueryTextError for a type or a part that does not exist."""
    if isinstance(entry.value, str):
        return View(_known(entry.prose("The view"), entry.line), lines=(entry.line,))
    table = entry.table("The view")
    if "type" not in table:
        raise QueryTextError(entry.line, "The view has no type.", f"There are: {', '.join(ROLES)}.")
    kind = _known(table["type"].text("The type of the view"), table["type"].line)
    roles: list[tuple[str, str]] = []
    lines = [table["type"].line]
    arrows = table["arrows"].flag("'arrows' of the view") if kind == "network" and "arrows" in table else True
    for role, value in table.items():
        if role == "type" or (kind == "network" and role == "arrows"):
            continue
        if role not in ROLES[kind]:
            parts = ", ".join(ROLES[kind]) or "none"
            raise QueryTextError(value.line, f"A view of type {kind!r} has no part {role!r}.", f"There are: {parts}.")
        roles.append((role, value.text(f"The part {role!r} of the view").lstrip("?$")))
        lines.append(value.line)
    return View(kind, tuple(roles), tuple(lines), arrows)


def _known(kind: str, line: int) -> str:
    if kind not in ROLES:
        raise QueryTextError(line, f"There is no view of type {kind!r}.", f"There are: {', '.join(ROLES)}.")
    return kind


def check_view(view: View, form: str, tokens: list[Token]) -> None:
    """Refuse a view of a query that gives no rows, and a part played by a variable the query does not give."""
    if form != "SELECT":
        raise QueryTextError(
            view.lines[0], f"A {form} query gives no rows that could be drawn.", "Leave the view out, or SELECT rows."
        )
    given = selected_variables(tokens)
    for (role, variable), line in zip(view.roles, view.lines[1:], strict=True):
        if given and variable not in given:
            near = difflib.get_close_matches(variable, given, 1)
            remedy = f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(given)}."
            raise QueryTextError(
                line, f"The part {role!r} of the view is {variable!r}, which the query does not select.", remedy
            )


def selected_variables(tokens: list[Token]) -> tuple[str, ...]:
    """Return the variables between the first SELECT and its pattern, as rows have them; of ``*`` all there are.

    Of an expression only the name behind AS is one (SPARQL 1.1, section 18.2.4.4).
    """
    code = meaningful(tokens)
    start = next((place for place, token in enumerate(code) if token.is_word("SELECT")), len(code))
    found: dict[str, None] = {}
    depth = 0
    for before, token in zip(code[start:], code[start + 1 :], strict=False):
        if token.is_mark("{"):
            break
        depth += token.is_mark("(") - token.is_mark(")")
        if token.is_mark("*") and not depth:
            return tuple({each.text[1:]: None for each in code if each.kind == "var"})
        if token.kind == "var" and (not depth or before.is_word("AS")):
            found[token.text[1:]] = None
    return tuple(found)
