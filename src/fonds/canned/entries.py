"""YAML with line numbers (floor 4): the values of a header, each knowing its line in the file.

Scalars stay texts: YAML 1.1 would make a boolean of ``no`` and a date of ``1979-12-27``. PyYAML's node tree
is used, not its objects, because only nodes know where they stand; no tag of YAML ever makes an object.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fonds.canned.scanner import QueryTextError

if TYPE_CHECKING:
    from yaml.nodes import Node


@dataclass(frozen=True, slots=True)
class Entry:
    """A value and its line. The methods return it as what it should be, or raise QueryTextError.

    ``what`` begins the sentence of the error: "The summary".
    """

    value: "str | list[Entry] | dict[str, Entry]"
    line: int

    def table(self, what: str) -> "dict[str, Entry]":
        """Keys and values."""
        if not isinstance(self.value, dict):
            raise QueryTextError(self.line, f"{what} must be lines of the form 'key: value'.")
        return self.value

    def items(self) -> "list[Entry]":
        """A list; a single value counts as a list of one, an empty one as none."""
        if isinstance(self.value, list):
            return self.value
        return [] if self.value == "" else [self]

    def text(self, what: str) -> str:
        """One text, without spaces around it."""
        if not isinstance(self.value, str):
            raise QueryTextError(self.line, f"{what} must be a text.")
        return self.value

    def prose(self, what: str) -> str:
        """One text, with its lines joined."""
        return " ".join(self.text(what).split())

    def texts(self, what: str) -> tuple[str, ...]:
        """Texts, from a list or from a single one."""
        return tuple(each.text(what) for each in self.items())

    def flag(self, what: str) -> bool:
        """True or false, in these words."""
        if self.value not in ("true", "false"):
            raise QueryTextError(self.line, f"{what} must be true or false.")
        return self.value == "true"


def parse_entries(rows: list[tuple[int, str]]) -> Entry:
    """Read rows of YAML (line in the file, text). Raises QueryTextError for what is no YAML."""
    import yaml

    lines = [line for line, _ in rows]
    try:
        node = yaml.compose("\n".join(text for _, text in rows), yaml.BaseLoader)
        return Entry({}, lines[0]) if node is None else _entry(node, lines)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = lines[min(mark.line, len(lines) - 1)] if mark else lines[0]
        problem = getattr(error, "problem", None) or "a character in it is not allowed"
        raise QueryTextError(
            line, f"The header is not YAML: {problem}.", "Put text that holds a colon into quotes."
        ) from error
    except RecursionError as error:
        raise QueryTextError(lines[0], "The header holds itself, or is nested without end.") from error


def _entry(node: "Node", lines: list[int]) -> Entry:
    from yaml.nodes import MappingNode, SequenceNode

    line = lines[min(node.start_mark.line, len(lines) - 1)]
    if isinstance(node, SequenceNode):
        return Entry([_entry(each, lines) for each in node.value], line)
    if not isinstance(node, MappingNode):
        return Entry(str(node.value).strip(), line)
    table: dict[str, Entry] = {}
    for key, value in node.value:
        name = str(key.value)
        if name in table:
            raise QueryTextError(lines[key.start_mark.line], f"{name!r} stands twice in the header.")
        table[name] = _entry(value, lines)
    return Entry(table, line)
