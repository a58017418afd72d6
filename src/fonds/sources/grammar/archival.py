"""Archival references (floor 3): "TsKhSD, F. 89, P. 14, D. 32", "TNA FO 371/1234", "MOL, M-KS 288. f. 5/167. ő. e."

A reference is the name of an archive, named levels perhaps ("Country File"), and a chain of units. A name nobody knows
is still an archive where units stand behind it that printed works do not have. Labels stay as printed; a label that
may be a unit or a page is what its place in the chain makes it. Whatever follows the chain stays in the whole, further
references of the line are kept whole beside it, and a line that is none of this is left alone.

To add an archive's habit: a label or a name in `archives.py`; a new form of unit in `shelfmarks.py`.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from fonds.record.evidence import Span
from fonds.record.names import Name, Phrase
from fonds.record.references import ArchivalReference, ArchivalUnit
from fonds.sources.grammar.archive_last import as_place, as_unit, read_turned
from fonds.sources.grammar.archives import (
    ARCHIVE_WORDS,
    ARCHIVES,
    COLLECTION_WORDS,
    FILE_LABELS,
    FONDS_LABELS,
    HOLDERS_OF_PAGES,
    HUNGARIAN,
    PRINTED_WORDS,
    STRONG_LABELS,
    SUBJECT_FILES,
    WEAK_LABELS,
)
from fonds.sources.grammar.levels import MOST_ARCHIVE_WORDS, has_level_word, is_archive_place, is_level, is_name, is_plain
from fonds.sources.grammar.moving import moved_reference, with_surroundings
from fonds.sources.grammar.names import bare_word, phrase
from fonds.sources.grammar.reference_lines import (
    CREDIT,
    SHORT,
    WORD,
    as_one_line,
    bare_line,
    comma_parts,
    further_references,
    is_known,
    known_until,
    one_line,
    segment_end,
    trimmed,
    with_stop,
)
from fonds.sources.grammar.shelfmarks import (
    Mark,
    may_be_call_number,
    may_be_pages,
    must_be_pages,
    read_behind,
    read_call_number,
    read_further,
    read_labelled,
    read_pages,
    read_unknown,
)

LONGEST_LINE = 1_200
"""Characters of a source line that are read by rule; a longer one is kept as it stands."""
LONGEST_HEAD = 500
"""Characters of it that the archive and its named levels may take."""
LONGEST_KEPT = 300
MOST_KEPT = 2048
"""How many lines are remembered, and how long they may be."""
NEAR = 80
MOST_UNITS = 12
_PARTING = frozenset(",;:./")
_JOINT = re.compile(r"\s*[,;:.]?\s*(?:[/–—-]\s*)?")
_PART_END = re.compile(r"[,;]|\.(?=\s|\Z)|:\s|\s*\(|\Z")
_INITIALS = re.compile(r"[^\W\d_a-z]{2,8}(?=\s*,)")
_FIRST_WORD = re.compile(r"[\s,;]")
_YEAR = re.compile(r"(?:1[89]|20)\d\d(?:\s?[–-]\s?\d{2,4})?(?=\s*[,:])")


def find_archival_reference(page: str, line: Span) -> ArchivalReference | None:
    """Read a source line: the archive, its units with labels as printed, the place in the lowest of them.

    >>> page = "TsKhSD, F. 89, P. 14, D. 32, ll. 3–5; also in NSA, RADD."
    >>> found = find_archival_reference(page, Span(0, len(page)))
    >>> found.archive.phrase.text, [(unit.label, unit.number) for unit in found.units], found.pages.value
    ('TsKhSD', [('F.', '89'), ('P.', '14'), ('D.', '32')], 'll. 3–5')
    >>> [words.text for words in found.also]
    ['also in NSA, RADD']
    """
    line = bare_line(page, phrase(page, line.start, line.end).span)
    if not 0 < line.end - line.start <= LONGEST_LINE or CREDIT.match(page, line.start, line.end):
        return None
    if line.end - line.start > LONGEST_KEPT:
        return _Reading(page, line).reference()
    words, begin = with_surroundings(page, line)
    found = _remembered(words, line.start - begin, line.end - begin)
    return found and moved_reference(found, begin)


@lru_cache(MOST_KEPT)
def _remembered(words: str, start: int, end: int) -> ArchivalReference | None:
    """Return the reference a line is: documents of the same file have the same one."""
    return _Reading(words, Span(start, end)).reference()


@dataclass(slots=True)
class _Reading:
    """The reading of one line."""

    page: str
    line: Span
    known_from: int = field(init=False)
    hungarian: bool = field(init=False)

    def __post_init__(self) -> None:
        """Look once where the name of an archive that is known ends, and whether it prints labels behind numbers."""
        page, start, end = self.page, self.line.start, self.line.end
        head = page[start : min(end, start + LONGEST_HEAD)]
        known = known_until(head)
        self.known_from = end + 1 if known is None else start + known
        self.hungarian = page.find("ő", start, end) >= 0 or not HUNGARIAN.isdisjoint(
            word.strip(".") for word in WORD.findall(head.lower())
        )

    def reference(self) -> ArchivalReference | None:
        """Find the chain first: what stands before it is the archive, unless one stands behind what it holds."""
        later = self.known_from <= self.line.end and self.page.find(",", self.line.start, self.known_from) >= 0
        if later and (turned := read_turned(self.page, self.line)):
            return turned
        first = self._first_mark()
        end = segment_end(self.page, first.end, self.line.end) if first else (
            segment_end(self.page, self.line.start, self.line.end)
        )
        head = self._head(first.start if first else end)
        if head is None:
            return None
        archive, short, levels = head
        chain, at = self._chain(first, levels) if first else ([], end)
        named = [ArchivalUnit("", words.text, words) for words in map(as_one_line, levels)]
        if not first:
            named = _up_to_level(named)
        units, pages, at = self._resolve(chain, named, at)
        if not _is_reference(archive, short, chain, named, alone=first is None and not levels):
            return None
        end = max(at, end)
        if first and pages:
            end = max(end, segment_end(self.page, pages.end, self.line.end))
        span = phrase(self.page, archive.span.start, self._with_stop(end)).span
        whole = Phrase(one_line(span.of(self.page)), span)
        return ArchivalReference(
            Name(as_one_line(archive), kind="archive"), tuple(units), whole, short,
            as_place(self.page, pages) if pages else None, further_references(self.page, Span(end, self.line.end)),
        )

    def _with_stop(self, end: int) -> int:
        """Take the full stop behind a reference with it, not the comma or the semicolon."""
        return with_stop(self.page, end, self.line.end)

    # ── the archive and its named levels ─────────────────────────────────────────────────────────────

    def _first_mark(self) -> Mark | None:
        """Return the first mark with something before it; inside a part only where a chain ends the part."""
        depth = 0
        page, begin = self.page, self.line.start
        for word in WORD.finditer(page, begin, self.line.end):
            at = word.start()
            gap = page[self._before(at) : at]
            if not gap.isspace():
                opened, closed = gap.count("(") + gap.count("["), gap.count(")") + gap.count("]")
                depth = max(0, depth + opened - closed)
            if at == begin or depth:
                continue
            if at > begin + LONGEST_HEAD:
                return None
            mark = self._mark(at, levels=self._levels(at))
            if mark is None:
                continue
            parted = not _PARTING.isdisjoint(gap) or page[at - 1] in ",;:/"
            if mark.key in WEAK_LABELS and not parted:
                continue
            dotted = parted and "." in page[at - 2 : at] and "," not in gap
            if dotted and mark.is_call_number and at < self.known_from:
                continue
            if parted or self._ends_part(mark):
                return mark
        return None

    def _levels(self, at: int) -> str:
        """Return the words right before an offset, which say what may stand there."""
        return self.page[max(self.line.start, at - NEAR) : at]

    def _before(self, at: int) -> int:
        """Return the end of the word before an offset, its stop left out."""
        least = max(self.line.start, at - 8)
        while at > least and (self.page[at - 1].isspace() or self.page[at - 1] in ",;:.()[]/"):
            at -= 1
        return at

    def _ends_part(self, mark: Mark) -> bool:
        """Whether a chain that begins inside a part goes on to its end."""
        at = mark.end
        for _ in range(MOST_UNITS):
            if _PART_END.match(self.page, at, self.line.end):
                return True
            joint = _JOINT.match(self.page, at, self.line.end)
            following = self._mark(joint.end(), levels="") if joint else None
            if following is None:
                return False
            at = following.end
        return False

    def _mark(self, at: int, *, levels: str) -> Mark | None:
        """Read a mark; ``levels`` are the words before it, which say how the archive prints them."""
        page, end = self.page, self.line.end
        if self.hungarian and (behind := read_behind(page, at, end)):
            return behind
        called = may_be_call_number(page, at, end)
        subject = called and not SUBJECT_FILES.isdisjoint(map(bare_word, levels.split()[-6:]))
        mark = read_call_number(page, at, end, subject_files=True) if subject else None
        mark = mark or read_labelled(page, at, end)
        if mark and self._is_place(at):
            return None
        if mark is None and called and levels:
            mark = read_call_number(page, at, end)
        if mark is None and at > self.known_from and levels.rstrip().endswith(","):
            mark = read_unknown(page, at, end)
        return mark

    def _is_place(self, at: int) -> bool:
        """Whether the words up to a comma are a place: "D.C." has the form of a label with its number."""
        comma = self.page.find(",", at, self.line.end)
        return is_archive_place(self.page[at : self.line.end if comma < 0 else comma].strip())

    def _head(self, end: int) -> tuple[Phrase, Phrase | None, list[Phrase]] | None:
        """Read the archive's name, its short form in brackets, and the named levels before the first mark."""
        words = trimmed(self.page, self.line.start, end)
        if not words.text or not words.text[0].isupper():
            return None
        parts = list(comma_parts(self.page, words.span))
        placed = len(parts) > 1 and is_archive_place(parts[0].text) and is_known(parts[1].text)
        known = placed or is_known(parts[0].text)
        first = next((i for i, part in enumerate(parts[:3]) if SHORT.search(part.text)), int(placed)) + 1
        below = range(first, len(parts))
        level = next((i for i in below if is_level(parts[i].text, below=known)), len(parts))
        name = trimmed(self.page, parts[0].span.start, parts[level - 1].span.end)
        short = SHORT.search(self.page, name.span.start, name.span.end)
        short = None if short and is_archive_place(short["short"]) else short
        archive = trimmed(self.page, name.span.start, short.start()) if short else name
        if not short and parts[0].text.split()[0].strip(".,") in ARCHIVES:
            archive = parts[0]
        if not is_name(archive.text) or (not short and not is_plain(name.text)):
            return None
        abbreviation = phrase(self.page, *short.span("short")) if short else None
        return archive, abbreviation, parts[level:]

    # ── the chain ────────────────────────────────────────────────────────────────────────────────────

    def _chain(self, first: Mark, levels: list[Phrase]) -> tuple[list[Mark], int]:
        """Return the marks one after another, and where they end; named levels may stand between them."""
        chain, at = [first], first.end
        while len(chain) < MOST_UNITS:
            joint = _JOINT.match(self.page, at, self.line.end)
            begin = joint.end() if joint else at
            if begin >= self.line.end or (begin == at and self.page[at - 1] != "."):
                break
            mark = self._next(begin, chain[-1], comma="," in self.page[at:begin])
            if mark is None:
                break
            chain.append(mark)
            at = mark.end
            if must_be_pages(mark):
                break
        return chain, at

    def _next(self, at: int, last: Mark, *, comma: bool) -> Mark | None:
        """Read what stands behind a mark: another one, a named level, a call number below a level."""
        before = "" if last.key else self.page[last.start : last.end]
        mark = self._mark(at, levels=self._levels(at) if is_level(before) else "")
        if mark is None and comma and at > self.known_from:
            mark = read_further(self.page, last, at, self.line.end)
        if mark is None and comma:
            mark = self._named(at) or read_unknown(self.page, at, self.line.end)
        if mark is None and comma:
            bare = _FIRST_WORD.split(self.page[at : min(at + 40, self.line.end)], maxsplit=1)[0]
            if "/" in bare or (len(bare) > 10 and bare[:1].isalpha()):
                mark = read_call_number(self.page, at, self.line.end)
        return mark

    def _named(self, at: int) -> Mark | None:
        """Read a named level between marks ("RG 59, Central Files 1964–66, …"), or a call number below one."""
        bare = _YEAR.match(self.page, at, self.line.end) or _INITIALS.match(self.page, at, self.line.end)
        if bare and self._leads_on(bare.end()):
            return Mark("", bare[0], *bare.span(), "")
        stop = _PART_END.search(self.page, at, self.line.end)
        words = trimmed(self.page, at, stop.start() if stop else self.line.end)
        if "(" in words.text:
            return None
        begun = words.text[:1].isupper() or words.text[:1].isdigit()
        if begun and has_level_word(words.text) and len(words.text.split()) <= MOST_ARCHIVE_WORDS:
            return Mark("", words.text, words.span.start, words.span.end, "")
        return None

    def _leads_on(self, at: int) -> bool:
        """Whether a mark follows, or a year and then a mark: what stands before it is a level."""
        begin = _joined(self.page, at, self.line.end)
        if self._mark(begin, levels=self._levels(at)):
            return True
        year = _YEAR.match(self.page, begin, self.line.end)
        after = _joined(self.page, year.end(), self.line.end) if year else begin
        return year is not None and self._mark(after, levels=self._levels(at)) is not None

    def _resolve(
        self, chain: list[Mark], named: list[ArchivalUnit], end: int
    ) -> tuple[list[ArchivalUnit], Mark | None, int]:
        """Tell units from pages: a label that may be either is a page where it is last and a file stands before it."""
        units, pages = list(named), None
        for index, mark in enumerate(chain):
            last = index == len(chain) - 1
            if must_be_pages(mark) or (last and may_be_pages(mark) and _is_page_here(mark, chain[:index], named)):
                pages = read_pages(self.page, mark.start, self.line.end) or mark
                return units, pages, pages.end
            units.append(as_unit(self.page, mark))
        return units, None, end


def _is_page_here(mark: Mark, before: list[Mark], named: list[ArchivalUnit]) -> bool:
    """Whether a label that is a unit or a page is a page, behind these marks."""
    if not before:
        return False
    if mark.key == "p" and mark.label[:1].isupper() and any(each.key in ("op", "opis") for each in before):
        return False  # where there are opisi, leaves are "l."; "P." is a folder
    if mark.key in ("p", "п", "b"):
        return any(
            each.is_call_number or each.key in HOLDERS_OF_PAGES or (each.key in FILE_LABELS and not may_be_pages(each))
            for each in before
        )
    return True


def _joined(page: str, at: int, end: int) -> int:
    joint = _JOINT.match(page, at, end)
    return joint.end() if joint else at


def _up_to_level(named: list[ArchivalUnit]) -> list[ArchivalUnit]:
    """Of levels that are only names, keep those up to the last that says that it is one."""
    last = max((i for i, unit in enumerate(named) if has_level_word(unit.number)), default=-1)
    return named[: last + 1]


def _is_reference(
    archive: Phrase, short: Phrase | None, chain: list[Mark], named: list[ArchivalUnit], *, alone: bool
) -> bool:
    """Whether an archive's name and what stands behind it make a reference."""
    words = [bare_word(word) for word in archive.text.split()]
    known = is_known(archive.text) or (short is not None and is_known(short.text))
    if any(word in PRINTED_WORDS for word in words) and not known:
        return False
    if words and words[-1] in COLLECTION_WORDS and not known and ARCHIVE_WORDS.isdisjoint(words):
        return False
    if alone:
        return known and not any(char.isdigit() for char in archive.text) and "digital" not in words
    if not chain:
        return known and bool(named) and not any("(" in unit.number for unit in named)
    if known:
        return True
    strong = [mark for mark in chain if mark.key in STRONG_LABELS]
    lone = len(chain) == 1 and len(strong) == 1 and strong[0].key in ("f", "ф", "op", "a.e", "v")
    levels = any(has_level_word(unit.number) for unit in named)
    return (bool(strong) and not lone) or (levels and any(mark.key not in WEAK_LABELS for mark in chain)) or (
        len(chain) > 1 and any(mark.key in FONDS_LABELS for mark in chain)
    ) or (short is not None and any(mark.is_call_number for mark in chain))
