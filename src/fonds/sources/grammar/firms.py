"""Firms in lists of names (floor 3): "Kuhn, Loeb & Co." is one name, whatever signs stand in it.

A firm is told by its end: "& Co.", "and Sons", "Ltd" behind "&". Words that "&" alone joins ("Marks & Spencer") may be one
firm or two people: they are kept together, and not *sure*. Where a form of address, initials, a first name, the form of a
surname or the authority lists show that people are joined, they are. To teach it a word: `lexicon.FIRM_ENDS`, `FIRM_FORMS`.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from fonds.record.evidence import Span
from fonds.sources.grammar.lexicon import COURTESY, FIRM_ENDS, FIRM_ENDS_AND, FIRM_FORMS
from fonds.sources.grammar.names import (
    bare_word,
    is_acronym,
    is_initials,
    is_name_word,
    is_office,
    is_place,
    is_surname,
    phrase,
)

_TELLING = FIRM_ENDS_AND | FIRM_FORMS
MOST_WORDS = 4
"""Words of a part of a firm's name between two signs."""


class Firm(NamedTuple):
    """Where the words of a firm's name stand; ``sure``: its end tells that it is one."""

    span: Span
    sure: bool


def find_firms(
    page: str, span: Span, joints: Sequence[Span], known: Callable[[str], bool] = lambda text: False
) -> list[Firm]:
    """Return the firms in a list that is cut at ``joints`` (commas, "and", "&"), the signs between its parts.

    >>> page = "Brown, Shipley & Co., Marx and Engels"
    >>> [(firm.span.of(page), firm.sure) for firm in find_firms(page, Span(0, 37), [Span(5, 6), Span(13, 16), Span(20, 21)])]
    [('Brown, Shipley & Co.', True)]
    """
    if not joints or not _may_hold_firm(span.of(page)):
        return []
    edges = [span.start, *(edge for joint in joints for edge in (joint.start, joint.end)), span.end]
    parts = [phrase(page, start, end).span for start, end in zip(edges[::2], edges[1::2], strict=True)]
    signs = [joint.of(page).strip().lower() for joint in joints]
    found: list[Firm] = []
    for at, sign in enumerate(signs):
        if not parts[at].of(page):
            continue
        behind = found[-1] if found and found[-1].span.end == parts[at].end else None
        if sign == "," and behind is None and not _is_plain(parts[at].of(page)):
            continue
        begin = behind.span.start if behind and sign == "," else None
        if sign == "," and _is_form(parts[at + 1].of(page)):
            begin = parts[at].start if begin is None else begin
            sure = True
        elif sign != "," and (kind := _ends_firm(sign, parts[at].of(page), parts[at + 1].of(page), known)):
            sure = kind == "told"
            first = _first(page, parts, signs, at, known, sure=sure)
            begin = None if first is None else parts[first].start
        else:
            continue
        if begin is not None:
            found = [firm for firm in found if firm.span.end <= begin]
            found.append(Firm(Span(begin, parts[at + 1].end), sure))
    return found


def _may_hold_firm(text: str) -> bool:
    """Whether a list holds a sign or a word of a firm: most hold none, and are not taken apart."""
    return "&" in text or not _TELLING.isdisjoint(text.lower().replace(",", " ").replace(".", " ").split())


def _ends_firm(sign: str, before: str, after: str, known: Callable[[str], bool]) -> str:
    """Say whether a sign and the part behind it end a firm's name: "told" by its words, "open" by the sign alone."""
    words = [bare_word(word) for word in after.split()]
    if not words or not after[0].isupper() or not _is_plain(before):
        return ""
    ends = words[0] in (FIRM_ENDS if "&" in sign else FIRM_ENDS_AND)
    if ends and all(word in FIRM_FORMS for word in words[1:]):
        return "told"
    if "&" not in sign:
        return ""
    if len(words) > 1 and words[-1] in FIRM_FORMS | {"company"}:
        return "told"
    return "open" if _may_be_either(before, known) and _may_be_either(after, known) else ""


def _first(
    page: str, parts: Sequence[Span], signs: Sequence[str], at: int, known: Callable[[str], bool], *, sure: bool
) -> int | None:
    """Return the part a firm's name begins with: single words before commas belong to it. None where a person is named."""
    first = at
    while first and signs[first - 1] == "," and len(parts[first].of(page).split()) == 1:
        before = parts[first - 1].of(page)
        if not _may_be_either(before, known, words=1 + (first == 1)):
            return first if sure else None
        first -= 1
    return first


def _is_plain(text: str) -> bool:
    """Whether a part is words of names alone: no office, no article."""
    words = text.split()
    return 0 < len(words) <= MOST_WORDS + 1 and all(
        is_name_word(word) or (len(word) == 1 and word.isupper()) or bare_word(word) in ("company", "corporation", "limited")
        for word in words
    ) and not any(is_office(bare_word(word)) for word in words)


def _is_form(text: str) -> bool:
    return bool(text) and all(bare_word(word) in FIRM_FORMS for word in text.split())


def _may_be_either(text: str, known: Callable[[str], bool], words: int = 1) -> bool:
    """Whether a part may be a person's name as well as part of a firm's: bare words that nothing tells."""
    parts = text.split()
    if not 0 < len(parts) <= words or known(text) or is_surname(text) or is_place(text):
        return False
    return all(
        is_name_word(part) and not (is_initials(part) or is_acronym(part) or bare_word(part) in COURTESY) for part in parts
    )
