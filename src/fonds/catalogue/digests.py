"""Digests (floor 3): text of hexadecimal digits to everybody, and half as many bytes in the catalogue.

They stand in several tables and indexes for each document. What is not of such digits (a digest left empty, one made by
somebody else) is kept as the text it is; so the same digest is always kept in the same way, and is found by comparing.
"""

from typing import Any

from sqlalchemy import ColumnElement, LargeBinary, Text, case, func, literal_column, type_coerce
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

_LEAST = 16
"""Digits of the shortest digest that is kept as bytes."""
_DIGITS = frozenset("0123456789abcdef")


def kept(digest: str) -> str | bytes:
    """Return a digest as the catalogue keeps it.

    >>> kept("00ff" * 4), kept(""), kept("ABCD" * 4)
    (b'\\x00\\xff\\x00\\xff\\x00\\xff\\x00\\xff', '', 'ABCDABCDABCDABCD')
    """
    if len(digest) < _LEAST or len(digest) % 2 or not _DIGITS.issuperset(digest):
        return digest
    return bytes.fromhex(digest)


def told(digest: str | bytes) -> str:
    """Return the text of a digest that the catalogue keeps.

    >>> told(kept("00ff" * 4)), told("")
    ('00ff00ff00ff00ff', '')
    """
    return digest.hex() if isinstance(digest, bytes) else digest


class Digest(TypeDecorator[str]):
    """The type of a column that holds digests: statements take text and give text."""

    impl = LargeBinary
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Any:
        """Return what makes of a digest what is kept; nothing of the driver's is wanted for that."""
        return _bound

    def result_processor(self, dialect: Dialect, coltype: object) -> None:
        """Leave what was read as it is: the statement has made text of it."""

    def column_expression(self, column: ColumnElement[Any]) -> ColumnElement[str]:
        """Return what a statement reads of a column of digests."""
        found = type_coerce(column, LargeBinary)
        is_bytes = func.typeof(found) == literal_column("'blob'")
        return case((is_bytes, func.lower(func.hex(found))), else_=type_coerce(column, Text))


def _bound(value: str | None) -> str | bytes | None:
    return None if value is None else kept(value)
