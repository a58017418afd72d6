"""Where the words stand by which citations begin (floor 3): those of all rules are found in one pass over a page.

A rule looks for the words that may begin it here, and reads on from there. To give a rule a word to begin with, add it
to the table of that rule; to add a rule, add a table and its row of ``_CUES``.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from fonds.record.evidence import Span
from fonds.sources.grammar.cited import SHORT_KINDS

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick


@dataclass(frozen=True, slots=True, eq=False)
class Cue:
    """Words (lower-case) by which something may begin. They need not be ``whole``: "enclos" finds "enclosing"."""

    words: tuple[str, ...]
    whole: bool = True


BARE_KINDS = frozenset({"telegram", "telegrams", "despatch", "dispatch", "airgram", "cable"})
"""Kinds of documents that are cited by a bare number."""
DATED_KINDS = frozenset(
    """letter telegram cable note memorandum memo message despatch dispatch airgram aide-memoire aide-mémoire decree
    resolution order decision report instruction directive""".split()
)
"""Kinds of documents that are cited by their date."""
_POSTS = ("emb", "dep", "con", "leg", "cir", "urt", "myt", "our", "usu")

REPLIES = Cue(("reply", "replying", "replies", "response", "responding", "responds", "answer", "answering"))
OWNERS = Cue(("your", "my", "our"))
KINDS = Cue(tuple(sorted({word for word in SHORT_KINDS if word.startswith(_POSTS)} | BARE_KINDS | DATED_KINDS)))
SIGNS = Cue(("no", "nr", "number", "nº", "n°", "№", "#"), whole=False)
SENDING = Cue(("enclos", "transmit", "attach", "forward", "send", "submit"), whole=False)
ATTACHED = Cue(("attachment", "annex", "enclosure", "appendix", "addendum", "attached"))
TREATIES = Cue(
    ("treaty", "convention", "charter", "agreement", "pact", "accord", "covenant", "constitution", "protocol"), whole=False
)
_CUES = (REPLIES, OWNERS, KINDS, SIGNS, SENDING, ATTACHED, TREATIES)


@lru_cache(2)
def fold_case(text: str) -> str:
    """Return a text in lower case, every letter at its place. That of the last page is kept: many rules ask for it.

    >>> fold_case("İ EMBTEL"), len(fold_case("İ")) == 1
    ('İ embtel', True)
    """
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(small if len(small := char.lower()) == 1 else char for char in text)


def find_starts(page: str, span: Span, cue: Cue) -> list[tuple[int, str]]:
    """Return where each of the words of a cue begins in a stretch, in the order they stand.

    A word begins at no letter, figure or hyphen's right side.

    >>> find_starts("Your letter. yourself, our", Span(0, 26), OWNERS)
    [(0, 'your'), (23, 'our')]
    """
    text = fold_case(page)
    found: list[tuple[int, str]] = []
    for at, word in find_words(page, span, cue):
        if at > span.start and ((before := text[at - 1]).isalnum() or before in "-_"):
            continue
        end = at + len(word)
        if not (cue.whole and end < span.end and text[end].isalnum()):
            found.append((at, word))
    return found


def find_words(page: str, span: Span, cue: Cue) -> list[tuple[int, str]]:
    """Return where the words of a cue stand in a stretch, inside other words too.

    >>> find_words("Your letter. yourself, our", Span(0, 26), OWNERS)
    [(0, 'your'), (1, 'our'), (13, 'your'), (14, 'our'), (23, 'our')]
    """
    start, end = span.start, span.end
    return [(at, word) for at, word in _occurrences(page)[cue] if start <= at <= end - len(word)]


@lru_cache(2)
def _occurrences(page: str) -> dict[Cue, list[tuple[int, str]]]:
    """Return where the words of every cue stand in a page, inside other words too; all rules ask for the same page."""
    automaton, words = _automaton()
    found: dict[Cue, list[tuple[int, str]]] = {cue: [] for cue in _CUES}
    text = fold_case(page)
    try:
        matches = automaton.find_matches_as_indexes(text, overlapping=True)
    except UnicodeEncodeError:  # half of a surrogate pair, which no UTF-8 can hold: it is part of no word
        matches = automaton.find_matches_as_indexes(text.encode(errors="replace").decode(), overlapping=True)
    for index, start, _ in matches:
        cue, word = words[index]
        found[cue].append((start, word))
    for places in found.values():
        places.sort()
    return found


@cache
def _automaton() -> "tuple[AhoCorasick, list[tuple[Cue, str]]]":
    """Return what finds all words at once, and which word of which cue each of its numbers stands for."""
    from ahocorasick_rs import AhoCorasick, Implementation

    words = [(cue, word) for cue in _CUES for word in cue.words]
    return AhoCorasick([word for _, word in words], implementation=Implementation.DFA), words
