"""One canned query, ready to be shown and bound (floor 4): a plain value that ``loading`` makes."""

from dataclasses import dataclass

from fonds.canned.parameters import Parameter
from fonds.canned.view import View

SITE_BASE = "http://127.0.0.1:8000/"
"""The BASE that stands for "this site" in a file: it is the default of the setting ``base_iri``, so that a
file runs as it is against a site on one's own machine. Binding puts the site's own in its place; another
BASE is left alone."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a parameter's block stands in the text: from ``VALUES`` to behind ``}``, and its data between."""

    variable: str
    start: int
    end: int
    data_start: int
    data_end: int


@dataclass(frozen=True, slots=True)
class Edit:
    """A part of the text that every binding replaces: the site's BASE, a LIMIT of the file's own."""

    start: int
    end: int
    site: bool = False


@dataclass(frozen=True, slots=True)
class CannedQuery:
    """A query file: what it says of itself, and its text. Positions count code points in ``text``.

    ``form`` is SELECT, CONSTRUCT, ASK or DESCRIBE. ``pagination`` is the rows of a page, None where the file
    says nothing. ``most`` and ``skip`` are the LIMIT and OFFSET the file itself ends with. ``notes`` say
    which decorators were left unheeded. ``start`` is where the prologue begins, ``head`` the query's first word
    behind it, ``pattern`` its WHERE group, ``order`` its ORDER BY. ``tested`` are the parameters' variables that stand
    in expressions, which fail where nothing is bound. ``version`` is the digest of the file. ``view`` says
    how the rows are best seen, None where the file does not.
    """

    name: str
    form: str
    text: str
    summary: str
    description: str = ""
    tags: tuple[str, ...] = ()
    pagination: int | None = None
    parameters: tuple[Parameter, ...] = ()
    notes: tuple[str, ...] = ()
    slots: tuple[Slot, ...] = ()
    edits: tuple[Edit, ...] = ()
    start: int = 0
    head: int = 0
    pattern: tuple[int, int] = (0, 0)
    order: tuple[int, int] | None = None
    tested: frozenset[str] = frozenset()
    version: str = ""
    most: int | None = None
    skip: int = 0
    view: View | None = None

    @property
    def pageable(self) -> bool:
        """True where LIMIT and OFFSET cut rows; in a graph they would cut descriptions in the middle."""
        return self.form == "SELECT"
