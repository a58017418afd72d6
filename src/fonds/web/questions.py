"""A question (floor 7): one canned query as somebody asks it, read from the request, and its address.

Besides the query's own parameters an address may hold which rows are wanted (``limit``, ``offset``, or ``page`` as grlc
counts) and what is cited (``release``, ``version``, ``digest``; see ``citations.py``).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import request

from fonds.errors import ParameterError

if TYPE_CHECKING:
    from fonds.canned.query import CannedQuery

Values = dict[str, str | list[str]]

ABOUT_THE_ANSWER = ("limit", "offset", "page", "release", "version", "digest")
"""What every query takes besides its own parameters."""

_LINE_END = re.compile(r"\r?\n")
LARGEST = 999_999_999
"""The largest number a limit or an offset may be; more rows nobody has."""
_VERSION = re.compile(r"[0-9a-f]{12}")
_DIGEST = re.compile(r"[0-9a-f]{16}-[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation names: release, version of the query, digest of the rows; empty where it does not."""

    release: int | None = None
    version: str = ""
    digest: str = ""

    @property
    def given(self) -> bool:
        """Whether anything is cited at all."""
        return bool(self.release or self.version or self.digest)

    @property
    def rows(self) -> int:
        """The number of rows that were cited."""
        return int(self.digest.rpartition("-")[2] or 0)


@dataclass(frozen=True, slots=True)
class Question:
    """A query with the values given, the rows wanted (``limit`` None: the query's own page) and what is cited."""

    canned: "CannedQuery"
    values: Values
    limit: int | None = None
    offset: int = 0
    cited: Cited = Cited()

    @property
    def page_rows(self) -> int | None:
        """The rows of a page; None where all rows are wanted at once."""
        return self.canned.pagination if self.limit is None else self.limit

    def pairs(self) -> list[tuple[str, str]]:
        """Return names and values, without blank ones, as addresses and citations tell them."""
        found = ((name, [value] if isinstance(value, str) else value) for name, value in self.values.items())
        return [(name, text) for name, texts in found for text in texts if text.strip()]

    def tail(self) -> str:
        """Return the query of the address, with its question mark; nothing where it is empty."""
        pairs: list[tuple[str, object]] = [*self.pairs()]
        pairs += [("limit", self.limit)] * (self.limit is not None) + [("offset", self.offset)] * bool(self.offset)
        pairs += [
            (name, value) for name, value in (
                ("release", self.cited.release), ("version", self.cited.version), ("digest", self.cited.digest)
            ) if value
        ]
        return f"?{urlencode(pairs)}" if pairs else ""

    def at(self, offset: int) -> "Question":
        """Return the same question from another row on; a digest is that of the rows here, so it is left out."""
        return replace(self, offset=offset, cited=replace(self.cited, digest=""))

    def citing(self, release: int, digest: str = "") -> "Question":
        """Return the same question with all that a citation needs."""
        return replace(self, cited=Cited(release, self.canned.version, digest))


def asked_question(canned: "CannedQuery") -> Question:
    """Return the question of the present request. ParameterError for what is not about the query and ill-formed."""
    many = {parameter.name for parameter in canned.parameters if parameter.many}
    values: Values = {}
    for name, texts in request.args.lists():
        if name not in ABOUT_THE_ANSWER:
            found = [line for text in texts for line in _LINE_END.split(text)] if name in many else texts
            values[name] = found[0] if len(found) == 1 else found
    limit = _whole("limit", least=1)
    rows = canned.pagination if limit is None else limit
    return Question(canned, values, limit, _offset(rows), _cited())


def _offset(rows: int | None) -> int:
    page = _whole("page", least=1)
    if page is None:
        return _whole("offset", least=0) or 0
    if request.args.get("offset"):
        raise ParameterError("page", "Both 'page' and 'offset' say where to begin.", "Give one of them.")
    if rows is None:
        raise ParameterError("page", "The query says nothing of pages.", "Give 'limit', too.")
    if (offset := (page - 1) * rows) > LARGEST:
        raise ParameterError("page", f"Page {page} would begin at row {offset:,}.", f"Give one up to row {LARGEST:,}.")
    return offset


def _cited() -> Cited:
    for name, shape in (("version", _VERSION), ("digest", _DIGEST)):
        text = request.args.get(name, "")
        if text and not shape.fullmatch(text):
            raise ParameterError(name, f"The parameter {name!r} is {text[:40]!r}.", "Take it from a citation, as it is.")
    return Cited(_whole("release", least=1), request.args.get("version", ""), request.args.get("digest", ""))


def _whole(name: str, *, least: int) -> int | None:
    text = request.args.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST)) and int(text) >= least):
        remedy = f"Give a whole number from {least} to {LARGEST}."
        raise ParameterError(name, f"The parameter {name!r} is {text[:40]!r}.", remedy)
    return int(text)


def pairs_words(pairs: Sequence[tuple[str, str]], labels: dict[str, str]) -> str:
    """Return names and values for people.

    >>> pairs_words([("a", "1"), ("b", "2"), ("b", "3")], {"a": "First", "b": "Second"})
    'First: 1; Second: 2, 3'
    """
    found: dict[str, list[str]] = {}
    for name, text in pairs:
        found.setdefault(labels.get(name, name), []).append(text)
    return "; ".join(f"{label}: {', '.join(texts)}" for label, texts in found.items())
