"""Where things lie in a twin (floor 7): which file stands for an address, and what file servers must know of it.

A file is the address with the suffix of its format, as the site itself has it: ``/doc/a`` is ``doc/a.html``,
``doc/a.ttl`` and so on; ``/`` is ``index.html``. Page 2 of the list ``/doc`` is ``doc-page-2.html``, the rows of a result
from the 100th on ``queries/a-from-100.html``. What has a suffix of its own (``/sitemap.xml``) keeps its name.
"""

import posixpath
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qsl

from fonds.rdf.formats import FORMATS, HTML, JSONLD, LINKSETS, PICTURES, RESULTS, TURTLE, Format
from fonds.rdf.iris import ENTITY_KINDS
from fonds.web.answers import GRAPHS
from fonds.web.documents import EVIDENCE_FORMATS
from fonds.web.feeds import STREAM_FORMATS
from fonds.web.negotiation import DESCRIPTIONS
from fonds.web.profiles import SUFFIXES

JSON = Format("plain-json", "application/json", "json", "JSON")
INDEX = "index.html"
OAI = "oai-static-repository.xml"
WELL_KNOWN_VOID = ".well-known/void"
"""Where a description of the dataset is looked for (VoID, section 7.2): there are no redirects among files."""
NUMBERED = {"page": "-page-", "offset": "-from-"}
"""A parameter that a list may have → what its number follows in the name of the file."""

CITATIONS = tuple(Format(each.name, each.media_type, each.suffix, each.label) for each in SUFFIXES.values())
"""What a document is cited in."""

_CITING = frozenset({"release", "version", "digest"})
"""What cites the release that a twin is of: the answer is the one without it."""
_THINGS = "|".join(ENTITY_KINDS)
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True)
class Kind:
    """Addresses that are given in the same formats. ``pattern`` fits paths below the site, without slash and suffix.

    The first format is what those get who want none in particular.
    """

    name: str
    pattern: str
    formats: tuple[Format, ...]


KINDS: tuple[Kind, ...] = (
    Kind("evidence", "doc/[^/.]+/evidence", EVIDENCE_FORMATS),
    Kind("linkset", "doc/[^/.]+/linkset", LINKSETS),
    Kind("shapes", "vocab/shapes", (HTML, TURTLE)),
    Kind("query", "queries/[^/.]+/description", FORMATS),
    Kind("citation", "queries/[^/.]+/citation", (JSON,)),
    Kind("embed", "queries/[^/.]+/embed", (HTML,)),
    Kind("graph", "queries/(?:{graphs})", (*GRAPHS, HTML, *PICTURES)),
    Kind("rows", "queries/[^/.]+", (*RESULTS, HTML, *PICTURES)),
    Kind("stream", "ldes(?:/[^/.]+)?", STREAM_FORMATS),
    Kind("changes", "changes(?:/[0-9]+)?", (JSONLD,)),
    Kind("list", f"(?:doc|queries|dumps|{_THINGS})", (HTML,)),
    Kind("seen", "(?:doc/[^/.]+/)?as/[^/.]+", (HTML,)),
    Kind("document", "doc/[^/.]+", (*DESCRIPTIONS, *CITATIONS)),
    Kind("description", f"(?:dataset|vocab|(?:vocab|{_THINGS})/[^.]+)", DESCRIPTIONS),
)
"""The first one that fits counts; ``{graphs}`` stands for the names of the queries whose answer is a graph."""


@dataclass(frozen=True)
class Layout:
    """The addresses of one site as files. ``graphs`` are the names of queries whose answer is a graph."""

    graphs: Collection[str] = ()

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """All kinds, for this site."""
        names = "|".join(sorted(self.graphs)) or "[.]"
        return tuple(Kind(each.name, each.pattern.replace("{graphs}", names), each.formats) for each in KINDS)

    def find_kind(self, path: str) -> Kind | None:
        """Return the kind of an address without suffix (``doc/a``), None where it is none that is negotiated."""
        return next((each for each in self.kinds if re.fullmatch(each.pattern, path)), None)

    def file(self, path: str, form: Format, query: str = "") -> str:
        """Return the file of an address in a format; ``query`` may say which part of a list."""
        return f"{path}{_numbered(query) or ''}.{form.suffix}" if path else INDEX

    def find_file(self, path: str, query: str = "") -> str | None:
        """Return the file a link on a page leads to, a page where there is one; None for what no file can answer.

        Whether there is such a file is another question.
        """
        numbered = _numbered(query)
        if numbered is None:
            return None
        if not path:
            return INDEX
        if kind := self.find_kind(path):
            form = HTML if HTML in kind.formats else kind.formats[0]
            return f"{path}{numbered}.{form.suffix}"
        return path if "." in path.rpartition("/")[2] and not numbered else None


def from_file(target: str, own: str) -> str:
    """Return a file as a link in another one names it.

    >>> from_file("agent/b.html", "doc/a.html")
    '../agent/b.html'
    """
    return posixpath.relpath(target, posixpath.dirname(own) or ".")


def _numbered(query: str) -> str | None:
    """Return what a query adds to the name of a file: nothing for none; None for a query that no file answers."""
    said = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name not in _CITING and name != "v"]
    if not said:
        return ""
    (name, value), *more = said
    if more or name not in NUMBERED or not _NUMBER.fullmatch(value):
        return None
    return f"{NUMBERED[name]}{value}" if (name, value) != ("page", "1") else ""
