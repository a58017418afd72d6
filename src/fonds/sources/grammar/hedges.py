"""Doubt in words (floor 3): "presumably", "[?]", "unsigned" say how sure the text itself is of a name.

A statement that rests on doubted words is *inferred*, with the confidence that `lexicon.HEDGES` gives the word. To
teach it a word, add it there.
"""

import re

from fonds.record.evidence import Span
from fonds.sources.grammar.lexicon import HEDGES

_WORDS = "|".join(re.escape(word).replace("\\ ", r"\s+") for word in sorted(HEDGES, key=len, reverse=True))
_SPOKEN = "|".join(word for word in _WORDS.split("|") if "?" not in word)
_BEFORE = re.compile(rf"[\[(]?(?P<hedge>{_WORDS})[\])]?[\s,:]+(?=\S)", re.IGNORECASE)
_BEHIND = re.compile(r"\s*(?:[\[(]\s*\?\s*[\])]|\?)\Z")
_LAST = re.compile(rf"(?:\A|[\s,;\[(])(?P<hedge>{_SPOKEN})[\])]?[\s,]*\Z", re.IGNORECASE)
_FIRST = frozenset({"[", "(", *(word[0] for word in HEDGES)})
_ENDINGS = tuple(word for word in HEDGES if word != "?")
LONGEST = 32
"""Characters before a place in which a hedge is looked for."""


def hedge_of(words: str) -> float | None:
    """Return how sure words that are nothing but a hedge are, None for other words.

    >>> hedge_of("presumably"), hedge_of("?"), hedge_of("Stalin")
    (0.8, 0.5, None)
    """
    return HEDGES.get(" ".join(words.lower().strip(" .,").split()))


def strip_hedge(page: str, span: Span) -> tuple[Span, float | None]:
    """Return the span without a hedge at its beginning or a question mark at its end, and what the hedge is worth.

    >>> page = "[presumably] Stalin"
    >>> span, sure = strip_hedge(page, Span(0, 19))
    >>> span.of(page), sure
    ('Stalin', 0.8)
    """
    sure = None
    may_begin = page[span.start : span.start + 1].lower() in _FIRST
    if may_begin and (match := _BEFORE.match(page, span.start, span.end)):
        span, sure = Span(match.end(), span.end), hedge_of(match["hedge"])
    if page[max(span.start, span.end - 4) : span.end].find("?") >= 0:
        match = _BEHIND.search(page, max(span.start, span.end - 8), span.end)
        if match and match.start() > span.start:
            span, sure = Span(span.start, match.start()), min(sure or 1, HEDGES["?"])
    return span, sure


def hedge_before(page: str, start: int, at: int) -> tuple[int, float] | None:
    """Return where a hedge that ends right before ``at`` begins, and what it is worth.

    >>> hedge_before("Letter, probably from Stalin", 0, 17)
    (8, 0.8)
    """
    begin = max(start, at - LONGEST)
    ends = page[begin:at].rstrip(" \t\n\u00a0,])").lower().endswith(_ENDINGS)
    match = _LAST.search(page, begin, at) if ends else None
    sure = hedge_of(match["hedge"]) if match else None
    return (match.start("hedge"), sure) if match and sure is not None else None
