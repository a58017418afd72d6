"""The parts of a source line (floor 3): where a reference begins and ends, its comma parts, what follows it.

A full stop of an abbreviation or before a figure ends nothing; "also in", "published in", "obtained by" begin something
else; brackets hold together.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from fonds.record.evidence import Span
from fonds.record.names import Phrase
from fonds.sources.grammar.archives import ARCHIVE_PAIRS, ARCHIVE_WORDS, ARCHIVES, CREDIT_WORDS
from fonds.sources.grammar.names import bare_word, strip_article

WORD = re.compile(r"[^\s,;:()\[\]]+")
_LABEL = re.compile(
    r"(?:(?:original\s+|archival\s+)?(?:source|archive|citation|location|reference)\s*[:,]\s*"
    r"|(?:original|document|copy|located|found|held|preserved|kept|stored)\s+(?:is\s+)?(?:held\s+)?(?:in|at|from)\s*:?\s+"
    r"|(?:from|in)\s*:?\s+(?=(?:the\s+)?(?-i:[^\W\d_a-z])))",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"[;.,(](?:(?<=;)|(?<=\.)(?=\s|\Z)|(?<=[,(])\s*(?=(?:and\s+)?(?:also|published|printed|reprinted|copy|copies|available|accessed"
    rf"|on\s+file|cited|quoted|see|{'|'.join(word.replace(' ', chr(92) + 's+') for word in CREDIT_WORDS)})\b))",
    re.IGNORECASE,
)
"""The sign comes first, so that the search goes from sign to sign."""
_ABBREVIATED = frozenset("nos no nr vol vols pp p f ff op l ll bd dr mr mrs st gen col doc dok fol ser sr u".split())
CREDIT = re.compile(
    rf"(?:and\s+)?(?:{'|'.join(word.replace(' ', chr(92) + 's+') for word in CREDIT_WORDS)})\b", re.IGNORECASE
)
_FURTHER = re.compile(
    r"(?:and\s+)?(?:also\s+(?:in|at|on|as|available|found|published|printed|see)|published|printed|reprinted|cop(?:y|ies)\s+(?:at|in|of|from|held)|available"
    r"|on\s+file|cited|quoted|see|cf)\b", re.IGNORECASE
)
SHORT = re.compile(
    r"\s*[(\[](?P<short>(?=\w*[^\W\d_a-z]\w*[^\W\d_a-z]|[^()\[\]]{0,20}[^\W\d_a-z]{2})"
    r"[^\W\d_a-z][\w./ –-]{1,24}?)(?:,[^()\[\]]{1,40})?[)\]]"
    r"(?=\s*(?:[,;:.]|\Z|[^\W_]+\.?\s\d))"
)
"""A short name in brackets behind the name of an archive."""
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+")
_CUT = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_CUTS = re.compile(r"[,;()\[\]]")
MOST_PARTS = 2048
"""Parts of lines that are remembered: the same archives and levels come in most lines of an edition."""
_ENDS = " .,;:–—-\u00a0\t\r\n"


def bare_line(page: str, line: Span) -> Span:
    """Leave out "Source:", "From the" before a source line; a name that begins with "The" keeps it."""
    while match := _LABEL.match(page, line.start, line.end):
        line = Span(match.end(), line.end)
    return strip_article(page, line) if page[line.start : line.start + 3] == "the" else line


def further_references(page: str, span: Span) -> tuple[Phrase, ...]:
    """Cut what stands behind a reference into references of their own; credits are none.

    >>> page = "Copy at NSA. Obtained by A. See; published in X, 1994."
    >>> [words.text for words in further_references(page, Span(0, len(page)))]
    ['Copy at NSA', 'published in X, 1994']
    """
    found, start = [], span.start
    while start < span.end:
        end = segment_end(page, start, span.end)
        words = trimmed(page, start, end)
        if _FURTHER.match(words.text) or (is_known(words.text) and not CREDIT.match(words.text)):
            found.append(words)
        start = max(end, start + 1)
    return tuple(found)


@lru_cache(MOST_PARTS)
def is_known(text: str) -> bool:
    """Whether a name is that of an archive: by a word of it, or a short name that is known."""
    return known_until(text) is not None


def known_until(text: str) -> int | None:
    """Return where in words the first ends by which an archive is known; None where none does.

    >>> known_until("Public Record Office, London"), known_until("Foreign Office")
    (20, None)
    """
    last = ""
    for word in WORD.finditer(text):
        bare = word[0].strip(".,“”\"")
        folded = bare_word(bare) if bare[:1].isupper() else ""
        short = bare in ARCHIVES or bare.partition("-")[0] in ARCHIVES
        if short or folded in ARCHIVE_WORDS or (last, folded) in ARCHIVE_PAIRS:
            return word.end()
        last = folded
    return None


def comma_parts(page: str, span: Span) -> Iterator[Phrase]:
    """Cut at commas outside brackets."""
    depth, start = 0, span.start
    for sign in _CUTS.finditer(page, span.start, span.end):
        char = sign[0]
        if char in "([":
            depth += 1
        elif char in ")]":
            depth = max(0, depth - 1)
        elif not depth:
            if (words := trimmed(page, start, sign.start())).text:
                yield words
            start = sign.end()
    if (words := trimmed(page, start, span.end)).text:
        yield words


def segment_end(page: str, start: int, end: int) -> int:
    """Return where a reference ends: at a semicolon, a full stop that is none of an abbreviation, "also in"."""
    for match in _BREAK.finditer(page, start, end):
        at = match.start()
        if page[at] == ".":
            following = page[at + 1 : min(end, at + 9)].lstrip()[:1]
            if following.isdigit() or following.islower() or (following and _is_cut(page[max(start, at - 12) : at])):
                continue
        return at
    return end


def _is_cut(before: str) -> bool:
    """Whether the last of the words before a full stop is an abbreviation, or initials."""
    last = before.split()[-1:] or [""]
    word = last[0].strip("([.,").lower()
    return word in _ABBREVIATED or _CUT.fullmatch(word) is not None


def trimmed(page: str, start: int, end: int) -> Phrase:
    """Return words without white space, commas and stops around them; a stop of an initial stays."""
    begin, text = _bare(page[start:end])
    at = start + begin
    return Phrase(text, Span(at, at + len(text)))


@lru_cache(MOST_PARTS)
def _bare(words: str) -> tuple[int, str]:
    """Return what :func:`trimmed` leaves of words, and where in them it begins."""
    bare = words.strip()
    text = bare.lstrip(_ENDS + "(")
    begin = len(words) - len(words.lstrip()) + len(bare) - len(text)
    text = text.rstrip(",;:–—- \u00a0\t\r\n")
    if text.endswith(".") and not _INITIALS.fullmatch(text.split()[-1]):
        text = text.rstrip(_ENDS)
    if text.endswith("(") or text.count("(") < text.count(")"):
        text = text.rstrip("()" + _ENDS)
    return begin, text


def with_stop(page: str, end: int, limit: int) -> int:
    """Return where a reference ends with the full stop behind it; a comma or a semicolon is none of its own."""
    return end + 1 if page[end : min(end + 1, limit)] == "." else end


def one_line(text: str) -> str:
    """Return words as one line: a source line may be broken anywhere."""
    return " ".join(text.split())


def as_one_line(words: Phrase) -> Phrase:
    """Return words with their text as one line."""
    return Phrase(one_line(words.text), words.span)
