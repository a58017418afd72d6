"""References that name the archive last (floor 3): "f. 89, op. 14, d. 36, RGANI", "Folder 3, Box 12, RG 218, NARA".

Or behind what it holds: "Harriman Papers, Library of Congress, Box 12". Every part between commas must be a unit or a named
level, and one of them an archive that is known; a line with anything else is left alone. Units are given from the highest
down: labels tell which way they are printed (a fond above its file, a box above its folder), and a named level is above the
units before it. Where labels contradict each other nothing is said. To teach it a label's height: :data:`RANKS`.
"""

from itertools import pairwise

from fonds.record.evidence import Found, Span, stated
from fonds.record.names import Name, Phrase
from fonds.record.references import ArchivalReference, ArchivalUnit
from fonds.sources.grammar.archives import FONDS_LABELS, HOLDINGS, SERIES_LABELS, WEAK_LABELS
from fonds.sources.grammar.levels import is_archive_place
from fonds.sources.grammar.names import bare_word, phrase
from fonds.sources.grammar.reference_lines import (
    SHORT,
    as_one_line,
    comma_parts,
    further_references,
    is_known,
    one_line,
    segment_end,
    trimmed,
    with_stop,
)
from fonds.sources.grammar.shelfmarks import (
    Mark,
    may_be_pages,
    must_be_pages,
    read_call_number,
    read_labelled,
    read_pages,
)

FONDS, SERIES, FILE, FOLDER = 1, 2, 3, 4
RANKS = {
    **dict.fromkeys(SERIES_LABELS, SERIES), **dict.fromkeys(FONDS_LABELS, FONDS),
    **dict.fromkeys(("folder", "folders"), FOLDER),
}
"""How high a label stands, by the tables of `archives.py`; one that is not here is a file's or a box's."""
MOST_PARTS = 12


def read_turned(page: str, line: Span) -> ArchivalReference | None:
    """Read a line whose first part is no archive, but what one holds; None where any part is something else.

    >>> page = "d. 36, op. 14, f. 89, RGANI"
    >>> found = read_turned(page, Span(0, len(page)))
    >>> found.archive.phrase.text, [(unit.label, unit.number) for unit in found.units]
    ('RGANI', [('f.', '89'), ('op.', '14'), ('d.', '36')])
    """
    end = segment_end(page, line.start, line.end)
    parts = list(comma_parts(page, Span(line.start, end)))
    known = [at for at, part in enumerate(parts) if is_known(part.text)]
    if len(known) != 1 or not known[0] or len(parts) > MOST_PARTS:
        return None
    at = known[0]
    last = next((i for i in range(at + 1, len(parts)) if not is_archive_place(parts[i].text)), len(parts))
    above = [_unit(page, part) for part in parts[:at]]
    below = [_unit(page, part) for part in parts[last:]]
    ordered = _in_order([unit for unit in above if unit], [unit for unit in below if unit])
    if ordered is None or None in (*above, *below):
        return None
    units, pages = ordered
    archive = phrase(page, parts[at].span.start, parts[last - 1].span.end)
    short = SHORT.search(page, archive.span.start, archive.span.end)
    name = trimmed(page, archive.span.start, short.start()) if short else archive
    span = phrase(page, line.start, with_stop(page, end, line.end)).span
    return ArchivalReference(
        Name(as_one_line(name), kind="archive"), tuple(as_unit(page, unit) for unit in units),
        Phrase(one_line(span.of(page)), span), phrase(page, *short.span("short")) if short else None,
        as_place(page, pages) if pages else None, further_references(page, Span(end, line.end)),
    )


def as_unit(page: str, mark: Mark) -> ArchivalUnit:
    """Return a mark as a unit, its label and its number as printed."""
    printed = as_one_line(phrase(page, mark.start, mark.end))
    return ArchivalUnit(one_line(mark.label), one_line(mark.number), printed)


def as_place(page: str, pages: Mark) -> Found[str]:
    """Return a mark of leaves or pages as the place in the lowest unit."""
    return Found(one_line(page[pages.start : pages.end]), stated("archival-pages", Span(pages.start, pages.end)))


def _unit(page: str, part: Phrase) -> Mark | None:
    """Return the unit or the named level that a part is, whole."""
    span = part.span
    for read in (read_pages, read_labelled, read_call_number):
        mark = read(page, span.start, span.end)
        if mark and mark.end == span.end and (read is not read_pages or must_be_pages(mark)):
            return mark
    named = part.text[:1].isupper() and _is_holding(part.text)
    return Mark("", part.text, span.start, span.end, "") if named else None


def _in_order(above: list[Mark], below: list[Mark]) -> tuple[list[Mark], Mark | None] | None:
    """Return the units from the highest down, and the pages; None where the labels leave it open.

    ``above`` stand before the archive; those ``below``, behind it, are units in levels that only a name has.
    """
    pages = [mark for mark in (*above, *below) if must_be_pages(mark)]
    named = [mark for mark in above if _is_named(mark)]
    marks = [mark for mark in above if not _is_named(mark) and mark not in pages]
    if len(pages) > 1 or (below and marks) or not (below or marks) or all(m.key in WEAK_LABELS for m in (*marks, *below)):
        return None
    ranks = [_rank(mark) for mark in marks]
    if all(a <= b for a, b in pairwise(ranks)):
        fond_first = bool(marks) and ranks[0] == FONDS and above[0] in (marks[0], *pages)
        if fond_first:
            units = [mark for mark in above if mark not in pages]
        elif named and marks and above.index(named[0]) < above.index(marks[-1]):
            return None
        else:
            units = [*named[::-1], *marks]
    elif named or not all(a > b for a, b in pairwise(ranks)):
        return None
    else:
        units = marks[::-1]
    units.extend(mark for mark in below if mark not in pages)
    if not pages and len(units) > 1 and not _is_unit(units, len(units) - 1):
        pages = [units.pop()]
    clear = all(_is_unit(units, at) for at in range(len(units)))
    return (units, pages[0] if pages else None) if clear else None


def _is_unit(units: list[Mark], at: int) -> bool:
    """Whether a label is no page's here: "f." is a fond on top only, "p." a folder below an opis only."""
    key = units[at].key
    if not may_be_pages(units[at]):
        return True
    return at == 0 if key == "f" else key == "p" and at > 0 and units[at - 1].key in ("op", "opis")


def _is_named(mark: Mark) -> bool:
    return not (mark.label or mark.key) and _is_holding(mark.number)


def _is_holding(text: str) -> bool:
    return any(bare_word(word).strip(":") in HOLDINGS for word in text.split())


def _rank(mark: Mark) -> int:
    return RANKS.get(mark.key, FILE) if mark.key else FONDS
