"""XML files (floor 3): looked through once before anything of them is read, then streamed element by element.

The first pass (expat) proves that the file is well formed, counts its elements, takes its digest and refuses
declared entities: neither external ones nor bombs can do harm. The second one (lxml) never loads a DTD, never
resolves an entity and never asks the network; each element is let go once it was used, so memory does not grow with
the file.
"""

import hashlib
import stat
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.parsers import expat

from fonds.problems import Problem

_CHUNK = 1 << 16
DEEPEST = 250
"""How deep elements may be nested; deeper ones would exhaust a parser's stack."""


@dataclass(frozen=True, slots=True)
class XmlFile:
    """A well-formed file. ``root`` is ``{namespace}name``; ``elements`` counts local names, and ``name@type`` pairs."""

    path: Path
    key: str
    root: str
    sha256: str
    size: int
    elements: Counter[str]


@dataclass(slots=True)
class _Look:
    """What the first pass has seen."""

    root: str = ""
    depth: int = 0
    fault: str = ""
    elements: Counter[str] = field(default_factory=Counter)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if not self.root:
            namespace = name.rpartition(" ")[0]
            self.root = f"{{{namespace}}}{local}" if namespace else local
        self.depth += 1
        if self.depth > DEEPEST:
            self.fault = self.fault or f"elements are nested more than {DEEPEST} deep"
        self.elements[local] += 1
        if kind := attributes.get("type"):
            self.elements[f"{local}@{kind}"] += 1

    def end(self, _name: str) -> None:
        self.depth -= 1

    def declared(self, name: str, *_: object) -> None:
        self.fault = self.fault or f"it declares the entity {name!r}"

    def skipped(self, name: str, *_: object) -> None:
        self.fault = self.fault or f"it uses the entity {name!r}, which it does not declare"


def root_of(head: bytes) -> str:
    """Return the root element of a file from its first bytes, as ``{namespace}name``; empty where there is none.

    >>> root_of(b'<?xml version="1.0"?><ead xmlns="urn:isbn:1-931666-22-9"><eadheader>')
    '{urn:isbn:1-931666-22-9}ead'
    """
    look = _Look()
    parser = _parser(look)
    try:
        parser.Parse(head, False)
    except (expat.ExpatError, ValueError):
        pass
    return look.root


def read_xml(path: Path, key: str, limit: int) -> XmlFile | Problem:
    """Look through a file of at most ``limit`` bytes; the Problem says why nothing of it is read, and at which line."""
    look, digest, size = _Look(), hashlib.sha256(), 0
    parser = _parser(look)
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            return Problem("file-unreadable", str(path), "it is no plain file")
        if found.st_size > limit:
            return Problem("file-too-large", str(path), f"{found.st_size:,} bytes; the limit is {limit:,}")
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                parser.Parse(chunk, False)
                if look.fault:
                    return Problem("xml-refused", str(path), look.fault, parser.CurrentLineNumber)
        parser.Parse(b"", True)
    except OSError as error:
        return Problem("file-unreadable", str(path), error.strerror or "")
    except (expat.ExpatError, ValueError, LookupError) as error:
        return Problem("xml-malformed", str(path), _told(error), getattr(error, "lineno", None))
    if look.fault:
        return Problem("xml-refused", str(path), look.fault)
    return XmlFile(path, key, look.root, digest.hexdigest(), size, look.elements)


def iter_elements(file: XmlFile, *tags: str) -> Iterator[Any]:
    """Yield each element with one of these tags (``{namespace}name``), whole, in the order they end; then let go of it.

    An element inside another one of these tags is yielded first and stays in place until the outer one is done.
    """
    from lxml import etree

    wanted = frozenset(tags)
    events = etree.iterparse(
        str(file.path), events=("start", "end"), tag=tags, resolve_entities=False, load_dtd=False, no_network=True,
        huge_tree=True, remove_comments=True, remove_pis=True,
    )
    depth = 0
    for event, element in events:
        if event == "start":
            depth += 1
            continue
        depth -= 1
        if element.tag in wanted:
            yield element
        if depth == 0:
            _let_go(element)


def canonical(element: Any) -> bytes:
    """Return the canonical bytes of an element (Exclusive XML Canonicalization 1.0), without what follows it."""
    from lxml import etree

    data: bytes = etree.tostring(element, method="c14n", exclusive=True, with_comments=False, with_tail=False)
    return data


def _let_go(element: Any) -> None:
    """Empty an element and drop its elder siblings, which nothing needs any more."""
    tail = element.tail
    element.clear(keep_tail=True)
    parent = element.getparent()
    if parent is not None and not (tail or "").strip():
        while element.getprevious() is not None:
            del parent[0]


def _parser(look: _Look) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = look.start
    parser.EndElementHandler = look.end
    parser.EntityDeclHandler = look.declared
    parser.SkippedEntityHandler = look.skipped
    return parser


def _told(error: Exception) -> str:
    if not isinstance(error, expat.ExpatError):
        return str(error)
    return f"{expat.errors.messages.get(error.code, str(error))}, column {error.offset + 1}"
