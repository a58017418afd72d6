"""Passages (floor 3): the piece of a text that shows why it was found, with the words marked.

The full-text index keeps no text, so this is done here for the few documents of one page of results. Words
are compared as the index does: without case and without accents. Plain fragments come out; escaping is the
page's business.
"""

import re
import unicodedata
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from heapq import merge
from itertools import chain

from fonds.catalogue.rows import Fragment

WIDTH = 240
"""Characters a passage has at most, ellipses not counted."""

LONGEST = 50_000
"""Characters of a text that are looked through for a passage."""

_BEFORE = 60
_BEYOND = LONGEST + WIDTH
"""A place that no other lies near."""
_NEAR = 50
"""Words that are looked at for one passage."""
_FOREIGN = re.compile(r"([^\x00-\x7f]+)")


class _Folding(dict[int, str]):
    """Each character as it is compared, worked out when first met; always one for one.

    A few letters would become a space and a sign: they stay, so that what folds to a word is one, and none overlap.
    """

    def __missing__(self, code: int) -> str:
        plain = "".join(c for c in unicodedata.normalize("NFKD", chr(code)) if not unicodedata.combining(c))
        folded = plain.lower()
        self[code] = folded if len(folded) == 1 and not folded.isspace() else chr(code)
        return self[code]


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Return text as it is compared, character for character.

    >>> fold("Émigré"), fold("KABUL")
    ('emigre', 'kabul')
    """
    if text.isascii():
        return text.lower()
    return "".join(piece.lower() if piece.isascii() else piece.translate(_FOLDING) for piece in _FOREIGN.split(text))


def marked(text: str, words: Collection[str]) -> tuple[Fragment, ...]:
    """Cut a text where one of the folded words begins or ends.

    >>> [(f.text, f.found) for f in marked("The Red Army", {"red"})]
    [('The ', False), ('Red', True), (' Army', False)]
    """
    fragments: list[Fragment] = []
    done = 0
    for start, word in merge(*_found(text, words)):
        if start > done:
            fragments.append(Fragment(text[done:start], False))
        done = start + len(word)
        fragments.append(Fragment(text[start:done], True))
    if done < len(text):
        fragments.append(Fragment(text[done:], False))
    return tuple(fragments)


def passage(texts: Iterable[str], words: Collection[str]) -> tuple[Fragment, ...]:
    """Return the stretch with the most different words of the first text that has any, else a start.

    No text is asked for beyond that first one.
    """
    first = ""
    for text in texts:
        start = _densest(_found(text[:LONGEST], words))
        if start is not None:
            return marked(_cut(text, start), words)
        first = first or (text if text.strip() else "")
    return (Fragment(_cut(first, 0), False),) if first else ()


def _found(text: str, words: Collection[str]) -> list[Iterator[tuple[int, str]]]:
    """Return, of each word that is in a text, where it begins and the word itself.

    One word after the other: what looks for several at once tries each of them at every character.
    """
    folded = fold(text)
    return [_standing(folded, word) for word in words if word in folded]


def _standing(folded: str, word: str) -> Iterator[tuple[int, str]]:
    """Yield where a word stands by itself, not within another."""
    for match in _ending(word).finditer(folded):
        start = match.start()
        if start == 0 or not folded[start - 1].isalnum():
            yield start, word


@lru_cache(maxsize=64)
def _ending(word: str) -> re.Pattern[str]:
    """Return what finds the ends of words; where they begin is looked at afterwards, since looking behind is slow."""
    return re.compile(re.escape(word) + r"(?![^\W_])")


def _densest(found: Sequence[Iterator[tuple[int, str]]]) -> int | None:
    """Return the first place from which most different words lie within one passage, or None where there is none.

    No more places are looked at where all words that were found lie together.
    """
    if len(found) == 1:
        return next(found[0], (None, ""))[0]
    best, most = None, 0
    near: deque[tuple[int, str]] = deque()
    times: dict[str, int] = {}
    for place, word in chain(merge(*found), [(_BEYOND, "")]):
        while near and (len(near) == _NEAR or place >= near[0][0] + WIDTH - _BEFORE):
            start, gone = near.popleft()
            if len(times) > most:
                best, most = start, len(times)
            times[gone] -= 1
            if not times[gone]:
                del times[gone]
        near.append((place, word))
        times[word] = times.get(word, 0) + 1
        if len(times) == len(found) and place < _BEYOND:
            return near[0][0]
    return best


def _cut(text: str, start: int) -> str:
    """Return about WIDTH characters around ``start``, cut at spaces, with ellipses where cut."""
    begin = 0
    if start > _BEFORE:
        begin = text.find(" ", start - _BEFORE, start) + 1 or start
    end = len(text)
    if end - begin > WIDTH:
        end = text.rfind(" ", begin + 1, begin + WIDTH)
        end = end if end > start else begin + WIDTH
    stretch = " ".join(text[begin:end].split())
    return ("… " if begin else "") + stretch + (" …" if end < len(text) else "")
