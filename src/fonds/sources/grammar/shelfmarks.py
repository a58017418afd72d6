"""One unit of an archival reference (floor 3): "F. 89", "opis 30", "Box 12", "288. f.", "FO 371/1234", "ll. 3–5".

A mark is read at one place: a label with its number, a number with the label behind it (Hungarian archives), or a call
number that has no label. What a label may be is in `archives.py`; which of these it is, its place in the chain says
(`archival.py`).
"""

import re
from functools import lru_cache
from typing import NamedTuple

from fonds.sources.grammar.archives import (
    AFTER_NUMBER,
    AFTER_NUMBER_PAGES,
    ARCHIVES,
    FILE_LABELS,
    FONDS_LABELS,
    ONLY_PAGES,
    PAGE_LABELS,
    SERIES_LABELS,
    WEAK_LABELS,
)

MOST_LABELS = 1024
"""Labels whose form in the tables is remembered."""


class Mark(NamedTuple):
    """A label and a number as printed, the offsets they take, and the folded label (empty for a call number)."""

    label: str
    number: str
    start: int
    end: int
    key: str

    @property
    def is_call_number(self) -> bool:
        """Whether there is no label of a level: the letters, if any, belong to the number."""
        return not self.key


_STOP_AND_SPACE = re.compile(r"\.\s+")


@lru_cache(MOST_LABELS)
def fold_label(label: str) -> str:
    """Return a label as the tables have it.

    >>> fold_label("A. E."), fold_label("Box"), fold_label("Lot  File")
    ('a.e', 'box', 'lot file')
    """
    return _STOP_AND_SPACE.sub(".", " ".join(label.lower().split())).rstrip(".")


def _any_of(*tables: tuple[str, ...]) -> str:
    """Return the alternatives of tables, the longest first, white space and stops as they are printed."""
    labels = sorted({label for table in tables for label in table}, key=lambda label: (-len(label), label))
    patterns = (re.sub(r"(?:\\\ |\s)+", r"\\s+", re.escape(label).replace(r"\.", r"\.\s?")) for label in labels)
    return "|".join(patterns)


_SIGN = r"(?:(?:(?:nos?|nr)\.?(?![^\W\d_])|Nº|N°|№|#)\s?)?"
_FIGURES = (
    r"(?=[^\s,;()]*\d)(?>[^\W_](?:[\w–-]|/(?!\s?[^\W\d_]{1,4}\.)(?=\w)|[.:](?=\d)|\(\w{1,6}\)(?=[\w/-]))*)(?<=\w)(?!\()"
)
_NUMBER = (
    r"(?:[“\"„][^“”\"„\n]{1,80}[”\"“]|\d{2}\s?[A-Z]\s?\d{1,4}(?!\w)|\d+/(?:[A-Z]\s)?[IVX]{1,4}\s\d[\w./-]*\w"
    r"|(?-i:[A-Z]{1,2})\s\d[\w/]*(?=\s*(?:[,.;)]|\Z))"
    r"|\d+[–-][A-Z]\s\d\w+"
    rf"|(?-i:[IVX]{{1,5}}\s(?:[A-Z]/?\s?)?)?{_FIGURES}|(?-i:[IVXLC]+)(?=\s*(?:[,;:)(\]/–—-]|\.(?![^\W\d_])|\Z)))"
)
_LABELLED = re.compile(
    rf"(?P<label>(?:{_any_of(FONDS_LABELS, SERIES_LABELS, FILE_LABELS, WEAK_LABELS, PAGE_LABELS)})(?![^\W\d_])\.?)"
    rf"[:\s]{{0,3}}{_SIGN}(?P<number>{_NUMBER})",
    re.IGNORECASE,
)
_LABEL_HEADS = frozenset(
    re.split(r"[\W\d_]", label)[0]
    for table in (FONDS_LABELS, SERIES_LABELS, FILE_LABELS, WEAK_LABELS, PAGE_LABELS)
    for label in table
)
"""The letters that the labels begin with."""
_LETTERS = re.compile(r"[^\W\d_]*")
_MAY_BE_CALL_NUMBER = re.compile(r"[^\W\d_a-z]|[^\s,;()]*\d")
_LEAF = r"(?:\d[^\W_]*|(?-i:[ivxlc]+)(?!\w))(?:\s?(?:ob|об|verso|recto|rev)\b\.?)?"
_LEAVES = rf"{_LEAF}(?:\s?[–—-]\s?{_LEAF})?"
_PAGES = re.compile(
    rf"(?P<label>(?:{_any_of(PAGE_LABELS)})(?![^\W\d_])\.?)\s{{0,3}}"
    rf"(?P<number>{_LEAVES}(?:(?:,\s?|\s(?:and|&|i|u\.|und|et)\s){_LEAVES}(?=\s*(?:[,.;)\]]|\Z)))*)",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"(?P<number>(?:(?-i:[A-ZÁÉÍÓÖŐÚÜŰ]{1,4}-[A-ZÁÉÍÓÖŐÚÜŰ]{1,4})[\s-])?(?=[\w/-]*\d)[\w/-]*\w)\.?\s?"
    rf"(?P<label>(?:{_any_of(AFTER_NUMBER, AFTER_NUMBER_PAGES)})(?![^\W\d_])\.?)",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"(?P<label>[^\W\d_a-z][^\W\d_]{0,5}(?:-[^\W\d_]{1,5})?)\s(?P<number>(?:[IVX]{1,4}\s)?"
    r"(?:\d+/(?:[A-Z]\s)?[IVX]{1,4}\s\d[\w./-]*\w|\d(?:[\w–-]|[./](?=\w))*))(?!\w)"
)
_SUBJECT = re.compile(
    r"[A-Z]{2,6}\s[A-Z]{3,}(?:[–-][A-Z][A-Z.]+)(?<=\w)(?!\w)"
    r"|[A-Z]{1,6}(?:\s?\([A-Z]+\))?\s\d{1,2}(?:[–-]\d{1,2})?"
    r"(?:[ \u00a0]+[A-Z][A-Z.–-]*(?:[ \u00a0][A-Z][A-Z.–-]+)?)?(?<=\w)(?!\w)"
    r"|\d{3}[A-Z]?\.\d[\w.]*(?:/\d[\d–-]*)?(?!\w)"
)
_BARE = re.compile(
    r"(?:[IVX]{1,5}\s)?(?=[^\s,;()]*\d)(?=[^\s,;()]*[-/.])[^\W_](?:[\w–-]|[./](?=\w))*(?<=\w)"
    r"|(?:[A-Z]{2}\s)?\d+\s[A-Z]{1,3}\s\d[\w./-]*(?:\s\d+)?|[A-Z]{1,3}\d{2,}(?!\w)"
)
_NO_CALL_NUMBER = re.compile(
    r"\d{1,4}[-–]\d{1,4}|(?!0)\d{1,4}/\d{1,4}"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d+(?:st|nd|rd|th)|[\d.]+", re.IGNORECASE
)
_PIECE = re.compile(r"\d{1,6}(?:/\d{1,6})*(?![\w/–-])")
_SERIES = re.compile(r"[A-Z]{1,3}\d+|\d{1,6}(?:/\d{1,6})*")
_A_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_ANY_LABEL = re.compile(rf"(?P<label>[^\W\d_]{{1,15}}\.?)\s{_SIGN}(?P<number>{_NUMBER})", re.IGNORECASE)
_NO_LABEL = frozenset("about after and before between by from in issue note of on see since the to until".split())
_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)
_FREE_END = re.compile(r"\s*(?:[,.;:)(\]/]|\Z)")


def read_labelled(page: str, start: int, end: int) -> Mark | None:
    """Read "LABEL NUMBER" at a place.

    >>> read_labelled("Op. 30, D. 12", 0, 13)
    Mark(label='Op.', number='30', start=0, end=6, key='op')
    """
    letters = _LETTERS.match(page, start, end)
    if letters and letters[0].isascii() and letters[0].lower() not in _LABEL_HEADS:
        return None
    match = _LABELLED.match(page, start, end)
    return _mark(match, fold_label(match["label"])) if match else None


def read_pages(page: str, start: int, end: int) -> Mark | None:
    """Read leaves or pages at a place, ranges and lists of them too.

    >>> read_pages("ll. 1–4, 7.", 0, 11).number
    '1–4, 7'
    """
    match = _PAGES.match(page, start, end)
    return _mark(match, fold_label(match["label"])) if match else None


def read_behind(page: str, start: int, end: int) -> Mark | None:
    """Read "NUMBER. LABEL", as Hungarian archives print it.

    >>> read_behind("5/167. ő. e.", 0, 12)[:2]
    ('ő. e.', '5/167')
    """
    match = _BEHIND.match(page, start, end)
    return _mark(match, fold_label(match["label"])) if match else None


def may_be_call_number(page: str, start: int, end: int) -> bool:
    """Whether a call number can stand at a place: each begins with a capital, or has a figure in its first word."""
    return _MAY_BE_CALL_NUMBER.match(page, start, end) is not None


def read_call_number(page: str, start: int, end: int, *, subject_files: bool = False) -> Mark | None:
    """Read a call number that has no label of a level: "FO 371/12345", "117-00030-01", "POL 13–2 IRAN".

    The letters before a number are its label as printed; codes of subject files are one word with what follows.

    >>> read_call_number("FO 371/12345", 0, 12)[:2], read_call_number("117-00030-01", 0, 12)[:2]
    (('FO', '371/12345'), ('', '117-00030-01'))
    >>> read_call_number("1952–54", 0, 7) is None, read_call_number("May 1960", 0, 8) is None
    (True, True)
    """
    if subject_files and (match := _SUBJECT.match(page, start, end)):
        return Mark("", match[0], match.start(), match.end(), "") if _ends(page, match.end(), end) else None
    match = _CODE.match(page, start, end)
    if match and _is_code(match["label"]) and _ends(page, match.end(), end):
        return _mark(match, "")
    match = _BARE.match(page, start, end)
    if match and not _NO_CALL_NUMBER.fullmatch(match[0]) and len(match[0]) > 3:
        words_end = match.end()
        return Mark("", match[0], match.start(), words_end, "") if _ends(page, words_end, end) else None
    return None


def read_further(page: str, last: Mark, start: int, end: int) -> Mark | None:
    """Read what goes on behind a call number and a comma: the number of a piece ("FO 371 | 127308"), a call number.

    A year may be when the piece was made, and is none.

    >>> read_further("FO 371, 127308", Mark("FO", "371", 0, 6, ""), 8, 14)[:2]
    ('', '127308')
    """
    if not last.is_call_number or (not last.label and not _SERIES.fullmatch(last.number)):
        return None
    match = _PIECE.match(page, start, end)
    if match and not _A_YEAR.fullmatch(match[0]) and _ends(page, match.end(), end):
        return Mark("", match[0], match.start(), match.end(), "")
    code = read_call_number(page, start, end)
    return code if code and len(code.label) > 1 else None


def read_unknown(page: str, start: int, end: int) -> Mark | None:
    """Read a word that no table has, with a number: a unit, where one of an archive that is known is due.

    >>> read_unknown("korobka 12, d. 5", 0, 16)[:2], read_unknown("May 1960", 0, 8)
    (('korobka', '12'), None)
    """
    match = _ANY_LABEL.match(page, start, end)
    if not match or not _ends(page, match.end(), end):
        return None
    key = fold_label(match["label"])
    if key in _NO_LABEL or _MONTH.match(key):
        return None
    if len(match["label"]) > 3 and match["label"][0].isupper() and match["label"].isalpha():
        return Mark("", match[0], match.start(), match.end(), "")
    return _mark(match, key)


def may_be_pages(mark: Mark) -> bool:
    """Whether a label can stand for leaves or pages."""
    return mark.key in PAGE_LABELS or mark.key in AFTER_NUMBER_PAGES


def must_be_pages(mark: Mark) -> bool:
    """Whether a label stands for nothing but leaves or pages."""
    return mark.key in ONLY_PAGES


def _is_code(label: str) -> bool:
    if label in ARCHIVES:
        return False
    capitals = sum(char.isupper() for char in label)
    return (capitals > 1 or len(label) == 1) and not _MONTH.fullmatch(label[:3] if len(label) > 1 else "x")


def _ends(page: str, at: int, end: int) -> bool:
    """Whether a call number ends where nothing but punctuation, a bracket or another mark follows."""
    if _FREE_END.match(page, at, end):
        return True
    after = at + 1
    return page[at : at + 1].isspace() and (
        read_labelled(page, after, end) is not None or read_behind(page, after, end) is not None
    )


def _mark(match: re.Match[str], key: str) -> Mark:
    return Mark(match["label"], match["number"].strip("“”\"„"), match.start(), match.end(), key)
