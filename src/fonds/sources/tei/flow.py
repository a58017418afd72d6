"""Running text (floor 3): the words of TEI elements as a reader sees them, and where the elements stand in them.

White space is XML's, not the author's: it is folded, and blocks and lines stand apart by what they are (TEI P5, 3 and
4). Notes are no words of the text; neither is what belongs to the printed page (``pb``, ``fw``) or to its editor
(``corr``, ``reg`` and ``expan`` of a ``choice``). To teach it an element, add its name to the set that says what it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from fonds.record.evidence import Span
from fonds.record.names import Phrase
from fonds.sources.tei.named import bare_name, local_name

BLOCKS = frozenset(
    """ab address argument attachment back body byline castList closer dateline div div1 div2 div3 div4 div5 div6 div7
    docImprint docTitle epigraph figure floatingText front group head imprimatur lg list listBibl opener p postscript
    quote row salute sp stage table text titlePage trailer""".split()
)
"""Elements that stand apart from what is before and behind them."""
LINES = frozenset("addrLine item l label speaker titlePart".split())
"""Elements that begin a line."""
LEFT_OUT = frozenset(
    """addSpan certainty del delSpan desc facsimile figDesc fw graphic index interp interpGrp milestone noteGrp pb
    rdg standOff teiHeader witDetail xenoData""".split()
)
"""Elements whose words are not the text's: what the author struck, what the page or its editor adds."""
NOTES = frozenset({"note"})
INNER = frozenset("attachment floatingText quote q cit postscript".split())
"""Elements that may hold another document, or words of one: its head, date and signature are not those of this one."""
INNER_TYPES = frozenset(
    "annex appendix attachment document enclosure inclosure letter subdocument tab".split()
)
"""Types of a ``div`` that is another document within this one."""
MARKED = frozenset(
    """attachment closer country date dateline geogName gloss head item list name opener orgName p persName placeName
    rs salute seg settlement signed term""".split()
)
"""Elements whose place in the text is kept."""
OMISSION = "[…]"
"""What is written for words that the edition leaves out."""
_READINGS = ("sic", "orig", "abbr", "unclear")
"""What is read of a choice: the words as they stand in the document."""
_WHITE = " \t\r\n"
"""White space of XML; any other is the author's."""
_SPACE = re.compile(rf"[{_WHITE}]{{2,}}|[\t\r\n]")
"""What is folded; a single space may stay as it is."""
_STRENGTH = {"": 0, " ": 1, "\t": 2, "\n": 3, "\n\n": 4}
_GAPS: dict[str, str] = {
    **dict.fromkeys(BLOCKS, "\n\n"), **dict.fromkeys(LINES, "\n"), "cell": "\t", "space": " ",
}
"""What keeps an element apart from its neighbours, but for those of which more must be asked."""
_PASSED = frozenset({"", "gap", "choice", "app", *NOTES, *LEFT_OUT})
"""Elements that are not written as what is in them."""


@dataclass(slots=True, eq=False)
class Mark:
    """An element that stands in the text from ``start`` to ``end``; ``inner``: within another document.

    ``parent`` is the marked element around it. It answers ``get`` like an element.
    """

    name: str
    attributes: dict[str, str]
    parent: "Mark | None"
    inner: bool
    start: int = -1
    end: int = -1
    heading: bool = False

    def get(self, name: str, default: str | None = None) -> str | None:
        """Return an attribute."""
        return self.attributes.get(name, default)

    @property
    def span(self) -> Span:
        """Where its words stand."""
        return Span(self.start, self.end)

    def within(self, *names: str) -> "Mark | None":
        """Return the nearest marked element around it that has one of these names."""
        found = self.parent
        while found is not None and found.name not in names:
            found = found.parent
        return found


@dataclass(slots=True)
class Flow:
    """A text that grows. ``marks`` are the marked elements that have words, in the order they begin."""

    marks: list[Mark] = field(default_factory=list)
    notes: list[Any] = field(default_factory=list)
    length: int = 0
    _parts: list[str] = field(default_factory=list)
    _gap: str = ""
    _waiting: list[Mark] = field(default_factory=list)
    _labelled: bool = False

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self._parts)

    def element(self, element: Any, parent: Mark | None = None, *, inner: bool = False) -> None:
        """Write the words of an element (which may be left out), without what follows it."""
        name = bare_name(element.tag)
        if name in _PASSED:
            self._pass(name, element, parent, inner)
            return
        if name == "div":
            if _is_document(element):
                return
            inner_too = inner or element.get("type") in INNER_TYPES
        else:
            inner_too = inner or name in INNER
        gap = _gap_of(name, element, parent)
        if gap and not (self._labelled and name == "item"):
            self.break_(gap)
        self._labelled = False
        if name in MARKED:
            mark = self._mark(name, element, parent, inner)
            self.content(element, mark, inner=inner_too)
            self._close(mark)
        else:
            self.content(element, parent, inner=inner_too)
        if name == "label":
            gap = " "
            self._labelled = True
        if gap:
            self.break_(gap)

    def content(self, element: Any, parent: Mark | None = None, *, inner: bool = False) -> None:
        """Write what is in an element, whatever it is itself."""
        if words := element.text:
            self.words(words)
        for child in element:
            self.element(child, parent, inner=inner)
            if words := child.tail:
                self.words(words)

    def words(self, words: str | None) -> None:
        """Write words of running text."""
        if not words:
            return
        text = words.strip(_WHITE)
        if not self._gap and (not text or words[0] in _WHITE):
            self._gap = " "
        if text:
            self._put(_folded(text))
            if words[-1] in _WHITE:
                self._gap = " "

    def line(self, label: str, words: str) -> Phrase:
        """Write a line with a label; the Phrase of the words comes back."""
        self.break_("\n")
        self._put(f"{label}: " if label else "")
        return self.phrase(_folded(words).strip())

    def phrase(self, words: str) -> Phrase:
        """Write words as they are, right behind what stands there; their Phrase comes back."""
        self._gap = "" if self._gap == " " else self._gap
        self._put(words)
        self._labelled = False
        return Phrase(words, Span(self.length - len(words), self.length))

    def break_(self, gap: str) -> None:
        """Keep what follows apart: by a space, a tab, a line or a blank line; the strongest wish counts."""
        if _STRENGTH[gap] > _STRENGTH[self._gap]:
            self._gap = gap

    def named(self, *names: str) -> Iterator[Mark]:
        """Yield the marks with one of these names that are the document's own."""
        return (mark for mark in self.marks if mark.name in names and not mark.inner)

    def _put(self, text: str) -> None:
        if not text:
            return
        if self._gap:
            if self.length:
                self._parts.append(self._gap)
                self.length += len(self._gap)
            self._gap = ""
        if self._waiting:
            for mark in self._waiting:
                mark.start = self.length
            self._waiting.clear()
        self._parts.append(text)
        self.length += len(text)

    def _pass(self, name: str, element: Any, parent: Mark | None, inner: bool) -> None:
        """Keep a note for later, write one reading of several, say that words are left out; leave out all others."""
        if name in NOTES:
            self.notes.append(element)
        elif name in ("choice", "app"):
            self._reading(element, parent, inner)
        elif name == "gap":
            self._put(OMISSION)

    def _mark(self, name: str, element: Any, parent: Mark | None, inner: bool) -> Mark:
        mark = Mark(name, dict(element.items()), parent, inner)
        if name == "item":
            mark.heading = _is_heading(element)
        self.marks.append(mark)
        self._waiting.append(mark)
        return mark

    def _close(self, mark: Mark) -> None:
        if mark.start < 0:
            self._waiting.remove(mark)
            mark.start = self.length
        mark.end = self.length

    def _reading(self, element: Any, parent: Mark | None, inner: bool) -> None:
        """Write one reading of a choice: the words as they stand, or an edition's own."""
        children = {local_name(child): child for child in reversed(element) if local_name(child)}
        order = ("lem", *_READINGS, *children)
        chosen = next((children[name] for name in order if name in children), None)
        if chosen is not None:
            self.content(chosen, parent, inner=inner)


def _folded(words: str) -> str:
    """Return words with each stretch of white space inside them as one space.

    Most of it is a line's end and the next one's indent, and lines are parted far faster than a pattern finds them.
    """
    if "\n" in words:
        words = " ".join([bare for line in words.split("\n") if (bare := line.strip(_WHITE))])
    if "  " in words or "\t" in words or "\r" in words:
        return _SPACE.sub(" ", words)
    return words


def _gap_of(name: str, element: Any, parent: Mark | None) -> str:
    """Return what keeps an element apart from its neighbours."""
    if name == "lb":
        in_head = parent is not None and (parent.name == "head" or parent.within("head") is not None)
        return "" if element.get("break") == "no" else " " if in_head else "\n"
    if name == "quote":
        return "\n\n" if _has_blocks(element) else ""
    if name in ("seg", "signed"):
        return "\n" if local_name(element.getparent()) in ("opener", "closer") else ""
    return _GAPS.get(name, "")


def _has_blocks(element: Any) -> bool:
    return any(local_name(child) in BLOCKS or local_name(child) in LINES for child in element)


def _is_document(div: Any) -> bool:
    """Whether a div within another one is a document that is read by itself."""
    return bool(div.get("type") == "document")


def _is_heading(element: Any) -> bool:
    """Whether an item is nothing but words in italics: the heading of those behind it."""
    if len(element) != 1 or (element.text or "").strip() or (element[0].tail or "").strip():
        return False
    return local_name(element[0]) == "hi" and element[0].get("rend") == "italic" and len(element[0]) == 0
