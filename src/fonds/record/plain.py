"""Records as plain data (floor 2): what JSON can write, an object for everything that has named parts."""

from dataclasses import fields, is_dataclass
from typing import Any


def plain(value: Any) -> Any:
    """Return a value of a record as dicts and lists.

    >>> from fonds.record.evidence import Span
    >>> plain((Span(3, 7), None))
    [{'start': 3, 'end': 7}, None]
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if is_named_tuple(value):
        return {name: plain(part) for name, part in zip(value._fields, value, strict=True)}
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    return value


def is_named_tuple(value: object) -> bool:
    """Whether a value is a tuple whose parts have names."""
    return isinstance(value, tuple) and hasattr(value, "_fields")
