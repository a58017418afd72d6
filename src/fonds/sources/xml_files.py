"""XML files (floor 3): looked through once before anything of them is read, then streamed element by element.

The first pass (expat) proves that the file is well formed, counts its elements, takes its digest and refuses
declared entities: neither external ones nor bombs can do harm. The second one (lxml) never loads a DTD, never
resolves an entity, never asks the network, and minds no identifier that stands twice; each element is let go once it
was used, so memory does not grow with the file.
"""

import hashlib
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO
from xml.parsers import expat

from fonds.problems import Problem

_CHUNK = 1 << 16
_COMMON = ("utf-8", "utf-16", "us-ascii", "iso-8859-1")
LONGEST_TAG = 10_000_000
"""Bytes after which a tag or comment that does not end is given up; it would have to be held whole."""
DEEPEST = 250
"""How deep elements may be nested; deeper ones would exhaust a parser's stack."""


@dataclass(frozen=True, slots=True)
class XmlFile:
    """A well-formed file. ``root`` is ``{namespace}name``; ``elements`` counts local names, and ``name@type`` pairs.

    ``contents`` says of the ``name@type`` pairs that were asked for where what is in the outermost of them stands: from
    the byte its first inner element begins at to that of its own end tag.
    """

    path: Path
    key: str
    root: str
    sha256: str
    size: int
    elements: Counter[str]
    contents: Mapping[str, Sequence[tuple[int, int]]] = field(default_factory=dict)


class _Stop(Exception):  # noqa: N818 - it is no error: what follows is not needed
    """The first pass has seen enough."""


@dataclass(slots=True)
class _Look:
    """What the first pass has seen. A fault stops it at once. ``holders`` are those whose contents it notes.

    ``open`` are the holders around, by how deep they are nested, and where what is in them begins (-1: not yet known).
    """

    holders: frozenset[str] = frozenset()
    byte_index: Callable[[], int] = int
    root: str = ""
    depth: int = 0
    fault: str = ""
    names: Counter[str] = field(default_factory=Counter)
    types: Counter[tuple[str, str]] = field(default_factory=Counter)
    contents: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    open: dict[int, tuple[str, int]] = field(default_factory=dict)

    @property
    def elements(self) -> Counter[str]:
        """How often each local name occurs, and each name with its type."""
        found: Counter[str] = Counter()
        for name, count in self.names.items():
            found[_local(name)] += count
        for (name, kind), count in self.types.items():
            found[f"{_local(name)}@{kind}"] += count
        return found

    def declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in _COMMON and not _is_known(encoding):
            raise LookupError(f"nothing reads its encoding, {encoding!r}")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if not self.root:
            namespace = name.rpartition(" ")[0]
            self.root = f"{{{namespace}}}{_local(name)}" if namespace else name
        if self.depth in self.open and self.open[self.depth][1] < 0:
            self.open[self.depth] = (self.open[self.depth][0], self.byte_index())
        self.depth += 1
        if self.depth > DEEPEST:
            self.stop(f"elements are nested more than {DEEPEST} deep")
        self.names[name] += 1
        if "type" in attributes and (kind := attributes["type"]):
            self.types[name, kind] += 1
            if self.holders and (holder := f"{_local(name)}@{kind}") in self.holders:
                self.hold(holder)

    def hold(self, holder: str) -> None:
        """Note that a holder begins, unless it stands in one of its kind."""
        if all(around != holder for around, _ in self.open.values()):
            self.open[self.depth] = (holder, -1)

    def end(self, _name: str) -> None:
        if self.depth in self.open:
            holder, begin = self.open.pop(self.depth)
            if begin >= 0:
                self.contents.setdefault(holder, []).append((begin, self.byte_index()))
        self.depth -= 1

    def declared(self, name: str, *_: object) -> None:
        self.stop(f"it declares the entity {name!r}")

    def skipped(self, name: str, *_: object) -> None:
        self.stop(f"it uses the entity {name!r}, which it does not declare")

    def stop(self, fault: str) -> None:
        self.fault = fault
        raise _Stop


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def root_of(head: bytes) -> str:
    """Return the root element of a file from its first bytes, as ``{namespace}name``; empty where there is none.

    >>> root_of(b'<?xml version="1.0"?><ead xmlns="urn:isbn:1-931666-22-9"><eadheader>')
    '{urn:isbn:1-931666-22-9}ead'
    """
    look = _Look()

    def start(name: str, attributes: dict[str, str]) -> None:
        look.start(name, attributes)
        raise _Stop

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    with suppress(_Stop, expat.ExpatError, ValueError, LookupError):
        parser.Parse(head, False)
    return look.root


def read_xml(path: Path, key: str, limit: int, holders: Iterable[str] = ()) -> XmlFile | Problem:
    """Look through a file of at most ``limit`` bytes; the Problem says why nothing of it is read, and at which line.

    ``holders`` are elements (``name@type``) whose contents can be passed over later.
    """
    look, digest, size = _Look(frozenset(holders)), hashlib.sha256(), 0
    parser = _parser(look)
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            return Problem("file-unreadable", str(path), "it is no plain file")
        if found.st_size > limit:
            return Problem("file-too-large", str(path), f"{found.st_size:,} bytes; the limit is {limit:,}")
        with path.open("rb") as stream:
            pending = 0
            while chunk := stream.read(max(_CHUNK, pending)):
                digest.update(chunk)
                size += len(chunk)
                parser.Parse(chunk, False)
                pending = size - max(parser.CurrentByteIndex, 0)
                if pending > LONGEST_TAG:
                    look.stop(f"a tag or comment has more than {LONGEST_TAG:,} bytes")
        parser.Parse(b"", True)
    except _Stop:
        return Problem("xml-refused", str(path), look.fault, parser.CurrentLineNumber)
    except OSError as error:
        return Problem("file-unreadable", str(path), error.strerror or "")
    except (expat.ExpatError, ValueError, LookupError) as error:
        return Problem("xml-malformed", str(path), _told(error), getattr(error, "lineno", parser.CurrentLineNumber))
    return XmlFile(path, key, look.root, digest.hexdigest(), size, look.elements, look.contents)


def iter_elements(
    file: XmlFile, *tags: str, chosen: Callable[[Any], bool] | None = None, without: str = ""
) -> Iterator[Any]:
    """Yield each element with one of these tags (``{namespace}name``), whole, in the order they end; then let go of it.

    ``chosen`` is asked when an element begins, by its attributes alone, whether it is one of those wanted. An element
    inside another one is yielded first and stays in place until the outer one is done. Whatever stands outside of
    them is let go of with the piece of the file it ends in: the parser tells of the wanted elements and the root
    only, since an object for every element would cost more than reading it. What is in the outermost elements of
    ``without`` (one of the holders the file was looked through for) is passed over: they are as good as empty.
    """
    from lxml import etree

    parser = etree.XMLPullParser(
        events=("start", "end"), tag=(file.root, *tags), resolve_entities=False, load_dtd=False, no_network=True,
        huge_tree=True, remove_comments=True, remove_pis=True, recover=True, collect_ids=False,
    )
    wanted = frozenset(tags)
    root: Any = None
    inside: list[Any] = []
    with file.path.open("rb") as stream:
        for data in _pieces(stream, file.contents.get(without, ())):
            _feed(parser, data)
            for event, element in parser.read_events():
                if root is None:
                    root = element
                if element.tag not in wanted:
                    continue
                if event == "start":
                    if chosen is None or chosen(element):
                        inside.append(element)
                elif inside and inside[-1] is element:
                    yield inside.pop()
                    if not inside:
                        element.clear(keep_tail=True)
            if root is not None:
                _let_go(root, inside[0] if inside else None)


def iter_inner(file: XmlFile, *tags: str) -> Iterator[Any]:
    """Yield each element with one of these tags when it ends, inner ones before those around them; then empty it.

    What stands before it in the elements around it stays: an outer element has all but its inner ones when it is
    yielded, and a shell of the last of these. Memory grows with the depth, not with the file.
    """
    from lxml import etree

    wanted = frozenset(tags)
    events = etree.iterparse(
        str(file.path), events=("end",), tag=tags, resolve_entities=False, load_dtd=False, no_network=True,
        huge_tree=True, remove_comments=True, remove_pis=True,
    )
    for _, element in events:
        yield element
        before = element.getprevious()
        if before is not None and before.tag in wanted:
            before.getparent().remove(before)
        element.clear(keep_tail=True)


def canonical(element: Any) -> bytes:
    """Return the canonical bytes of an element (Exclusive XML Canonicalization 1.0), without what follows it."""
    from lxml import etree

    data: bytes = etree.tostring(element, method="c14n", exclusive=True, with_comments=False, with_tail=False)
    return data


def _pieces(stream: BinaryIO, without: Sequence[tuple[int, int]]) -> Iterator[bytes]:
    """Yield the bytes of a file but for some stretches, piece by piece; an empty piece is the end."""
    at = 0
    for begin, end in without:
        while at < begin and (data := stream.read(min(_CHUNK, begin - at))):
            at += len(data)
            yield data
        at = stream.seek(end)
    while data := stream.read(_CHUNK):
        yield data
    yield b""


def _feed(parser: Any, data: bytes) -> None:
    """Hand a parser the next bytes; none are the end of the file."""
    if data:
        parser.feed(data)
    else:
        parser.close()


def _let_go(root: Any, kept: Any) -> None:
    """Drop what stands before the elements that are still open; ``kept`` is the outermost one that is wanted whole.

    An open element is the last one of its parent. The last one may have ended too; it goes the next time.
    """
    around = root
    while around is not kept and len(around):
        del around[:-1]
        around = around[-1]


def _is_known(encoding: str) -> bool:
    """Whether the second pass knows an encoding too."""
    from lxml import etree

    try:
        etree.XMLParser(encoding=encoding)
    except LookupError:
        return False
    return True


def _parser(look: _Look) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    look.byte_index = lambda: parser.CurrentByteIndex
    parser.XmlDeclHandler = look.declaration
    parser.StartElementHandler = look.start
    parser.EndElementHandler = look.end
    parser.EntityDeclHandler = look.declared
    parser.SkippedEntityHandler = look.skipped
    return parser


def _told(error: Exception) -> str:
    if not isinstance(error, expat.ExpatError):
        return str(error)
    if error.code == expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS]:
        return "the file ends before its elements do"
    return f"{expat.errors.messages.get(error.code, str(error))}, column {error.offset + 1}"
