"""Where words stand (floor 3): whole words of a text, found by search for each, since most texts hold few of them.

A pattern of many alternatives is tried at every letter; the search for one word is many times faster than that, so a
rule looks for the words that may begin it here, and reads on from there.
"""

from collections.abc import Iterable
from functools import lru_cache

from fonds.record.evidence import Span


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


def find_starts(page: str, span: Span, words: Iterable[str], *, whole: bool = True) -> list[tuple[int, str]]:
    """Return where each of the words (lower-case) begins in a stretch, in the order they stand.

    A word begins at no letter, figure or hyphen's right side; it need not be ``whole``: "enclos" finds "enclosing".

    >>> find_starts("Your letter. yourself, our", Span(0, 26), ("your", "our"))
    [(0, 'your'), (23, 'our')]
    """
    text = fold_case(page)
    found: list[tuple[int, str]] = []
    for word in words:
        at = text.find(word, span.start, span.end)
        while at >= 0:
            end = at + len(word)
            before = text[at - 1] if at > span.start else " "
            if not (before.isalnum() or before in "-_") and not (whole and end < span.end and text[end].isalnum()):
                found.append((at, word))
            at = text.find(word, end, span.end)
    return sorted(found)
