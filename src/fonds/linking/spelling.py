"""Spelling (floor 3): what differs between two spellings of one name without making it another name. Pure.

Lists, pages and decisions are compared in this form only, so that a typographic apostrophe or a line's end never
hides a name. How alike two *different* spellings are is asked in `likeness.py`.
"""

import re
import unicodedata
from functools import lru_cache

_INITIAL = re.compile(r"(?<=\b[^\W\d_])\. ?(?=[^\W\d_])")
_FOLD = (("’‘ʼʻ‛`´′", "'"), ("–‐‑‒−", "-"), ("\u00a0\u202f\u2007\n\r\t", " "))


def fold(text: str) -> str:
    """Fold what differs between two spellings of one name, keeping every code point's place.

    >>> fold("People’s Party")
    "People's Party"
    """
    for chars, plain in _FOLD:
        for char in chars:
            if char in text:  # far faster than str.translate: most texts hold none of them
                text = text.replace(char, plain)
    return text


def fold_name(text: str) -> str:
    """Fold a whole name for looking it up: composed letters, single spaces, one kind of apostrophe and hyphen.

    >>> fold_name("People’s\\n  Party")
    "People's Party"
    """
    return fold(" ".join(unicodedata.normalize("NFC", text).split()))


@lru_cache(65_536)
def lookup_form(text: str) -> str:
    """Fold a whole name as lists are asked for it: initials stand apart, however they were set.

    >>> lookup_form("W.W. Rostow"), lookup_form("No.5"), lookup_form("U.N.")
    ('W. W. Rostow', 'No.5', 'U. N.')
    """
    return _INITIAL.sub(". ", fold_name(text))


def is_capitals(text: str) -> bool:
    """Whether a name is set in capitals throughout, so that its letters do not tell which are.

    >>> is_capitals("IVAN PETROV"), is_capitals("KGB"), is_capitals("Ivan PETROV")
    (True, False, False)
    """
    return text.isupper() and any(len(word) > 3 for word in text.split())
