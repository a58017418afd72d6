"""Fields of a query's form (floor 7): which widget each parameter has, what stands in it, what is said beside it.

Every widget works without script. Where a kind of thing may be suggested while somebody types, the field says so in
``data-suggest``; its list of values works without that, too.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fonds.canned.parameters import Parameter

_INPUTS = {"date": "date", "integer": "number", "year": "number"}
_YES_AND_NO = (("true", "yes"), ("false", "no"))


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter as a form shows it.

    ``widget`` is select, lines (one value a line) or the type of an input. ``choices`` are values with their labels;
    ``empty`` is what choosing nothing is called, "" where something must be chosen; ``error`` what was wrong with it;
    ``examples`` are values that find something here.
    """

    parameter: "Parameter"
    widget: str
    values: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    empty: str = ""
    suggest: str = ""
    error: str = ""
    examples: tuple[str, ...] = ()

    @property
    def help(self) -> str:
        """What the parameter is, and what a value looks like."""
        hint = f"{self.parameter.hint[:1].upper()}{self.parameter.hint[1:]}."
        told = self.parameter.description.rstrip()
        if told and not told.endswith((".", "!", "?")):
            told += "."
        shown = "" if self.widget in ("select", "date") or not self.parameter.hint else hint
        if self.parameter.language:
            shown = f"{shown} In the language “{self.parameter.language}”."
        if self.widget == "lines":
            shown = f"{shown} One value a line."
        return " ".join(part for part in (told, shown.strip()) if part)

    @property
    def placeholder(self) -> str:
        """An example, or the default."""
        return ", ".join(self.examples or self.parameter.default)


def make_field(
    parameter: "Parameter", given: tuple[str, ...], choices: tuple[tuple[str, str], ...], *, closed: bool, suggest: str,
    error: str = "", examples: tuple[str, ...] = (),
) -> Field:
    """Return the field of a parameter. ``closed`` says that ``choices`` are all there are.

    Only what is typed on one line can be suggested: ``suggest`` is left out elsewhere.
    """
    values = tuple(text for text in given if text.strip())
    if parameter.type == "boolean" and not choices:
        choices, closed = _YES_AND_NO, True
    if closed and choices:
        values = values or parameter.default
        known = {value for value, _ in choices}
        others = tuple((value, value) for value in values if value not in known)
        empty = "any" if parameter.optional else "choose …" if parameter.required else ""
        return Field(parameter, "select", values, (*choices, *others), empty, error=error, examples=examples)
    widget = "lines" if parameter.many else _INPUTS.get(parameter.type, "text")
    return Field(parameter, widget, values, choices, "", "" if widget == "lines" else suggest, error, examples)
