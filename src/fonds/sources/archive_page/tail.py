"""The tail of an archive page (floor 3): where it begins, and which words belong to which label.

It begins at the heading "Document Information", or at a run of labels that leads up to it or stands at the end of the
page. Labels that stand empty one after another own nothing: the lines under the last of them (names, places, topics)
were torn from their places, and belong to no label.
"""

import re

from fonds.record.evidence import Span
from fonds.sources.archive_page.blocks import lines_of, tail_lines
from fonds.sources.archive_page.labels import (
    HEADING,
    LONGEST_LABEL_LINE,
    Label,
    Labelled,
    by_words,
    fits,
    label_line,
    label_name,
    label_of,
    labels_of_run,
)
from fonds.sources.archive_page.regions import Layout
from fonds.sources.grammar.names import phrase
from fonds.sources.grammar.provenance import find_credit, is_notice, read_source_line

_LINE = re.compile(r"[^\r\n\f]+")
_MARKS = re.compile(r"(?:[*+•·–-]\s+)?(?:\[\d{1,4}\]\s?)?")
_ENQUIRY = re.compile(r"\s*To\s+(?:enquire|inquire)\s+about\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[^\W\d_]{2,}[.!?…]['’\"”»)\]]*\Z")
_STRONG = {
    "source": re.compile(
        r"\d|\b(?:archiv\w*|librar\w*|collections?|papers|files?|fonds?|ministry|museum|courtesy|(?:contributed|donated"
        r"|obtained|provided|published|translated|translation)\b)",
        re.IGNORECASE,
    ),
    "archive": re.compile(r"\b(?:archiv\w*|arkhiv\w*|librar\w*|collections?|museum|[A-ZÄÖÜ]{3,})\b", re.IGNORECASE),
    "rights": re.compile(r"\S+\s+\S+\s+\S+\s.*[.!]\Z", re.DOTALL),
}
"""What a value must have in it to belong to a label that stands under other empty ones."""
LONGEST_PILL = 120
"""Characters a line between two labels may have, a name or a topic."""
MOST_LINES = 60
"""Lines there may be between two labels."""


def find_tail(page: str) -> Span | None:
    """Return the tail of a page: from its first label or its heading to the end; None where there is none.

    >>> page = "A text.\\n\\nAuthor(s)\\n\\nAssociated Places\\n\\nDocument Information\\n\\nSource"
    >>> find_tail(page).of(page)[:9]
    'Author(s)'
    """
    marks = _marks(page)
    headings = [at for at, (_, label) in enumerate(marks) if label is None]
    last = headings[-1] if headings else len(marks) - 1
    if last < 0:
        return None
    start = last
    while start and _leads_on(page, marks[start - 1], marks[start], any_label=not headings):
        start -= 1
    if not headings:
        start = _first_opening(marks, start)
        if len({label.field for _, label in marks[start:] if label and label.opens}) < 2:
            return None
    return Span(marks[start][0].start, len(page))


def read_tail(page: str, span: Span, layout: Layout) -> None:
    """Read labels, source line, credits and notice of a tail into the layout."""
    layout.has_tail = True
    reader = _Reader(page, layout)
    for block in tail_lines(page, span, _stands_alone, _opens):
        reader.read(block)
    reader.finish()


_Mark = tuple[Span, Label | None]
"""A line that is a label, or (None) the heading."""


def _marks(page: str) -> list[_Mark]:
    found: list[_Mark] = []
    for match in _LINE.finditer(page):
        name = label_name(match[0]) if len(match[0]) < LONGEST_LABEL_LINE else ""
        if name == HEADING:
            found.append((Span(*match.span()), None))
        elif label := by_words().get(name):
            found.append((Span(*match.span()), label))
        else:
            for start, end in labels_of_run(match[0].strip()) if name else ():
                at = match.start() + len(match[0]) - len(match[0].lstrip())
                found.append((Span(at + start, at + end), by_words().get(label_name(match[0].strip()[start:end]))))
    return found


def _leads_on(page: str, mark: _Mark, following: _Mark, *, any_label: bool) -> bool:
    """Whether between two labels stand only lines that may belong to the first: names, topics, other documents."""
    _, label = mark
    gap = Span(mark[0].end, following[0].start)
    if label is None or gap.end - gap.start > MOST_LINES * LONGEST_PILL:
        return False
    if not (any_label or label.opens):
        return not gap.of(page).strip()
    related = label.field == "related"
    lines = [match[0].strip() for match in _LINE.finditer(page, gap.start, gap.end)]
    lines = [line for line in lines if line]
    if len(lines) > MOST_LINES:
        return False
    return related or any_label or not any(len(line) > LONGEST_PILL or _SENTENCE.search(line) for line in lines)


def _first_opening(marks: list[_Mark], start: int) -> int:
    """Return the first mark from ``start`` on that may begin a tail: "Source" alone in a text does not."""
    return next((at for at in range(start, len(marks)) if _may_open(marks[at])), start)


def _may_open(mark: _Mark) -> bool:
    return mark[1] is None or mark[1].opens


def _stands_alone(text: str) -> bool:
    return label_line(text) is not None or label_name(text) == HEADING or bool(labels_of_run(text))


def _opens(text: str) -> str:
    """Return the part of its own that a line of the tail begins: the rights notice, the enquiry line."""
    if _ENQUIRY.match(text):
        return "enquiry"
    return "notice" if is_notice(text) else ""


class _Reader:
    """Reads the blocks of a tail one after another: which label is open, and whether it owns what follows."""

    def __init__(self, page: str, layout: Layout) -> None:
        self.page, self.layout = page, layout
        self.notices: list[Span] = []
        self.closed = False
        """Whether the last label has its value on its own line, so that nothing below is its."""

    def read(self, block: Span) -> None:
        """Read a block: a heading, labels, a value of the label above, the notice, the source, or nothing known."""
        text = block.of(self.page)
        if label_name(text) == HEADING:
            return
        if self._labels(block, text):
            return
        open_ = self.layout.labels[-1] if self.layout.labels else None
        if _ENQUIRY.match(text):
            return
        if is_notice(text):
            self.notices.append(block)
            if open_ and open_.label.field == "rights":
                open_.values.append(block)
        elif open_:
            self._value(open_, block)
        elif self.layout.source is None and not self.notices:
            self.layout.source = block
        elif (credit := find_credit(self.page, block)) and credit[0].span.start == block.start:
            self.layout.credits.append(block)
        else:
            self.layout.unlabelled.append(block)

    def finish(self) -> None:
        """Say where notice and source stand, now that all blocks are read."""
        layout = self.layout
        if self.notices:
            layout.notice = Span(self.notices[0].start, self.notices[-1].end)
        sources = layout.values("source")
        if sources and layout.source is None:
            layout.source = sources[0]
        if related := layout.values("related"):
            layout.related.append(Span(related[0].start, related[-1].end))

    def _labels(self, block: Span, text: str) -> bool:
        """Take a line that is a label, with a value on it perhaps, or several labels."""
        if run := labels_of_run(text):
            for start, end in run:
                self._open(Span(block.start + start, block.start + end))
            return True
        match = label_line(text)
        if not match:
            return False
        label = label_of(match["label"])
        if label is None:
            return False
        words = phrase(self.page, block.start + match.start("label"), block.start + match.end("label")).span
        if match["value"] is None:
            self._open(words)
            return True
        value = phrase(self.page, block.start + match.start("value"), block.end).span
        if (label.free and match["colon"] is None) or not fits(self.page, label, value):
            return False
        self.layout.labels.append(Labelled(label, words, _cut(self.page, value) if label.many else [value]))
        self.closed = True
        if label.field == "rights":
            self.notices.append(value)
        return True

    def _open(self, words: Span) -> None:
        label = label_of(words.of(self.page))
        if label is not None:
            self.layout.labels.append(Labelled(label, words, []))
            self.closed = False

    def _value(self, open_: Labelled, block: Span) -> None:
        """Give a block to the label above it, where it fits and the label owns it; else line by line."""
        label = open_.label
        if (torn := self._empty_source()) and torn is not open_ and not self.notices and _is_source(self.page, block):
            torn.values.append(block)
            return
        whole = label.field == "related" or (not label.many and self._takes(open_, block))
        for marked in [block] if whole else lines_of(self.page, block):
            line = _without_marks(self.page, marked) if label.many and not whole else marked
            if self._takes(open_, line):
                open_.values.append(line)
                self.notices.extend([line] if label.field == "rights" else [])
            elif (credit := find_credit(self.page, line)) and credit[0].span.start == line.start:
                self.layout.credits.append(line)
            else:
                self.layout.unlabelled.append(line)

    def _empty_source(self) -> Labelled | None:
        """Return the label "Source" where nothing stands that is its."""
        own = [each for each in self.layout.labels if each.label.field == "source"]
        return own[0] if own and self.layout.source is None and not any(each.values for each in own) else None

    def _takes(self, open_: Labelled, line: Span) -> bool:
        """Whether a label has room for words, they have the form of its values, and it owns them."""
        label = open_.label
        room = not self.closed and (label.many or label.field == "rights" or not open_.values)
        return room and fits(self.page, label, line) and self._owns(open_, line)

    def _owns(self, open_: Labelled, line: Span) -> bool:
        """Whether words under a label are its own: under the last of several empty labels only what is unmistakable."""
        label, text = open_.label, line.of(self.page)
        if label.field == "related" or not label.free:
            return True
        if label.pills and (line.end - line.start > LONGEST_PILL or _SENTENCE.search(text)):
            return False
        before = self.layout.labels[-2] if len(self.layout.labels) > 1 else None
        if open_.values or before is None or before.values:
            return label.field != "rights" or _speaks_of_rights(self.page, line)
        if label.pills:
            return False
        if label.field == "rights":
            return _speaks_of_rights(self.page, line)
        strong = _STRONG.get(label.field)
        return strong is None or strong.search(text) is not None


def _without_marks(page: str, line: Span) -> Span:
    """Leave out the bullet and the number of a link that a browser of text writes before a line ("* [12]Cuba")."""
    marks = _MARKS.match(page, line.start, line.end)
    return Span(marks.end(), line.end) if marks and marks.end() < line.end else line


def _is_source(page: str, block: Span) -> bool:
    """Whether words can only be a source line: a shelf mark below an archive's name, or a printed book."""
    if block.end - block.start > LONGEST_LABEL_LINE * 4:
        return False
    found = read_source_line(page, block)
    return found.book is not None or (found.archival is not None and bool(found.archival.units))


def _speaks_of_rights(page: str, line: Span) -> bool:
    """Whether words can be a notice: a sentence that is no source line."""
    return _STRONG["rights"].match(line.of(page)) is not None and not find_credit(page, line) and not _is_source(page, line)


def _cut(page: str, value: Span) -> list[Span]:
    """Cut values that stand on one line at semicolons."""
    found: list[Span] = []
    start = value.start
    for at in [*(match.start() for match in re.finditer(";", value.of(page))), value.end - value.start]:
        words = phrase(page, start, value.start + at).span
        if words.start < words.end:
            found.append(words)
        start = value.start + at + 1
    return found
