"""The title of a page (floor 3): from its head, or from how the page asks to be cited; capitals give way to words.

Where the head has the title in capitals, the citation has its proper form, and that is the title. Where there is no
citation it stays as written; only for being understood it is read in small letters, in a copy of the same length.
"""

import re
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from fonds.record.evidence import Found, Span, normalised, stated
from fonds.record.names import Phrase
from fonds.record.plain import is_named_tuple
from fonds.sources.archive_page.regions import Layout
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.grammar.title import Title
from fonds.sources.grammar.titles import parse_title

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SMALL = frozenset("a about among an and at between by concerning for from in of on re regarding the to via with".split())
LEAST_LETTERS = 6
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PageTitle:
    """The title as one line, and the stretch it is read from; whether the citation names another one."""

    found: Found[str] | None = None
    span: Span | None = None
    differs: bool = False


def choose_title(page: str, layout: Layout) -> PageTitle:
    """Return the title a page has, from its head or its citation."""
    head, cited = layout.title, layout.citation.title if layout.citation else None
    if head is None:
        return PageTitle(one_line(page, cited, "citation-title"), cited) if cited else PageTitle()
    differs = cited is not None and not _agree(head.of(page), cited.of(page))
    if cited and in_capitals(head.of(page)) and not in_capitals(cited.of(page)) and _letters(head.of(page)) == _letters(
        cited.of(page)
    ):
        words = " ".join(cited.of(page).split())
        return PageTitle(Found(words, normalised("title", cited, head)), cited)
    return PageTitle(one_line(page, head, "title"), head, differs)


def read_title(page: str, span: Span | None, lexicon: Lexicon, *, genre: Found[str] | None = None) -> Title:
    """Take a title apart; words in capitals are read as if they were not, and kept as they are written."""
    if span is None:
        return Title()
    if not in_capitals(span.of(page)):
        return parse_title(page, span, lexicon, genre=genre)
    copy = page[: span.start] + in_small_letters(span.of(page)) + page[span.end :]
    return _as_written(parse_title(copy, span, lexicon, genre=genre), page)


def one_line(page: str, span: Span, rule: str) -> Found[str]:
    """Return words as one line; where the page breaks them, they are normalised."""
    words = " ".join(span.of(page).split())
    return Found(words, stated(rule, span) if words == span.of(page) else normalised(rule, span))


def in_capitals(text: str) -> bool:
    """Whether words are written in capitals throughout, and are more than an abbreviation.

    >>> in_capitals("MEMORANDUM, EMBASSY IN KABUL"), in_capitals("CPSU CC"), in_capitals("Note of the CC")
    (True, False, False)
    """
    letters = [char for char in text if char.isalpha()]
    return (
        len(letters) > LEAST_LETTERS and any(char.isupper() for char in letters)
        and not any(char.islower() for char in letters)
    )


def in_small_letters(text: str) -> str:
    """Return words in capitals with small letters but for the first one of each; as long as they were.

    >>> in_small_letters("LETTER FROM THE EMBASSY IN KABUL")
    'Letter from the Embassy in Kabul'
    """
    return _WORD.sub(lambda match: _lowered(match[0], first=match.start() == 0), text)


def _lowered(word: str, *, first: bool) -> str:
    small = "".join(low if len(low := char.lower()) == 1 else char for char in word)
    return small if small in _SMALL and not first else word[0] + small[1:]


def _as_written(value: T, page: str) -> T:
    """Return a value with the words of the page itself wherever it holds words and their place."""
    copied: Any = value
    if isinstance(value, Phrase):
        whole = len(value.text) == value.span.end - value.span.start
        copied = Phrase(value.span.of(page), value.span) if whole else value
    elif is_named_tuple(value):
        copied = copied._make(_as_written(each, page) for each in copied)
    elif isinstance(value, tuple):
        copied = tuple(_as_written(each, page) for each in value)
    elif is_dataclass(value) and not isinstance(value, type):
        copied = replace(value, **{field.name: _as_written(getattr(value, field.name), page) for field in fields(value)})
    return copied  # type: ignore[no-any-return]


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _agree(head: str, cited: str) -> bool:
    """Whether two titles are the same, or one is the other cut short."""
    first, second = _letters(head), _letters(cited)
    return first.startswith(second) or second.startswith(first)
