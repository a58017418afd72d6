"""Folding text into the part of an address (floor 1): ``[a-z0-9-]``, transliterated by a library.

No dots: they would read as the suffix of a format.
"""

import re
from functools import lru_cache

from anyascii import anyascii

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_APOSTROPHES = re.compile(r"['’ʼ`´]")
SLUG_WIDTH = 72
REMEMBERED = 16_384
"""Texts whose slug is kept at hand: the same names come again and again."""


@lru_cache(REMEMBERED)
def slugify(text: str, width: int = SLUG_WIDTH) -> str:
    """Fold text, cut at a word within ``width`` characters.

    >>> slugify("People’s Democratic Party"), slugify("Nº 177"), slugify("Жуков")
    ('peoples-democratic-party', 'no-177', 'zhukov')
    """
    folded = _NOT_SLUG.sub("-", _APOSTROPHES.sub("", anyascii(_APOSTROPHES.sub("", text))).lower()).strip("-")
    if len(folded) <= width:
        return folded
    cut = folded[: width + 1].rpartition("-")[0]
    return cut or folded[:width]
