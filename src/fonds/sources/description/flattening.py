"""Flattening (floor 3): the words of an XML element as one line or as paragraphs, and where inner elements stand.

White space is collapsed as XML means it. Elements that catalogues put side by side without a space between them
(`BREAKS`) are kept apart; a comment or an instruction is no words.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

BREAKS = frozenset({"lb", "part", "quantity", "unittype", "addressline"})
"""Elements whose words are apart from those before them, whether a space is written or not."""
BLOCKS = frozenset(
    """p item head list chronlist chronitem event eventgrp table tgroup tbody thead row entry defitem label
    blockquote legalstatus note address accessrestrict userestrict scopecontent abstract""".split()
)
"""Elements that are paragraphs of their own."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An inner element, and where its words begin and end in the line."""

    element: Any
    start: int
    end: int


@dataclass(slots=True)
class _Line:
    """A line that grows; ``due`` says that a space comes before the next words. ``starts`` is where each text began."""

    parts: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    length: int = 0
    due: bool = False

    @property
    def text(self) -> str:
        """The words so far."""
        return "".join(self.parts)

    def add(self, words: str | None) -> None:
        """Add words, their white space collapsed."""
        if not words:
            return
        self.due = self.due or words[0].isspace()
        if joined := " ".join(words.split()):
            space = " " if self.due and self.length else ""
            self.starts.append(self.length + len(space))
            self.parts.append(space + joined)
            self.length += len(space) + len(joined)
            self.due = words[-1].isspace()


def local_name(element: Any) -> str:
    """Return the name of an element without its namespace; empty for what is no element."""
    tag = element.tag
    return _bare(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=4096)
def _bare(tag: str) -> str:
    return tag.rpartition("}")[2]


def flatten(element: Any) -> tuple[str, list[Mark]]:
    """Return the words of an element on one line, and its inner elements in the order they begin.

    >>> from xml.etree import ElementTree
    >>> words, marks = flatten(ElementTree.fromstring("<t>Letter from <n>Paul\\n Klee</n>, 1911 </t>"))
    >>> words, words[marks[0].start : marks[0].end]
    ('Letter from Paul Klee, 1911', 'Paul Klee')
    """
    line = _Line()
    _walk(element, line)
    return line.text, line.marks


def words_of(element: Any) -> str:
    """Return the words of an element on one line; empty for None."""
    return flatten(element)[0] if element is not None else ""


def paragraphs(element: Any) -> list[str]:
    """Return the paragraphs in an element, each on one line; a heading is none.

    >>> from xml.etree import ElementTree
    >>> paragraphs(ElementTree.fromstring("<a><head>Scope</head>In<p>one</p><list><item>two</item></list></a>"))
    ['In', 'one', 'two']
    """
    found: list[str] = []
    line = _Line()
    line.add(element.text)
    for child in element:
        name = local_name(child)
        if name in BLOCKS:
            found.append(line.text)
            line = _Line()
            if name != "head":
                found.extend(paragraphs(child))
        elif name:
            _inner(child, name, line)
        line.add(child.tail)
    found.append(line.text)
    return [words for words in found if words]


def _walk(element: Any, line: _Line) -> None:
    line.add(element.text)
    for child in element:
        if name := local_name(child):
            _inner(child, name, line)
        line.add(child.tail)


def _inner(child: Any, name: str, line: _Line) -> None:
    line.due = line.due or name in BREAKS
    at, words = len(line.marks), len(line.starts)
    line.marks.append(Mark(child, 0, 0))
    _walk(child, line)
    start = line.starts[words] if len(line.starts) > words else line.length
    line.marks[at] = Mark(child, start, line.length)
