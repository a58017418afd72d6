"""Spelling (floor 3): what differs between two spellings of one name without making it another name. Pure.

Lists, pages and decisions are compared in this form only, so that a typographic apostrophe or a line's end never
hides a name. How alike two *different* spellings are is asked in `likeness.py`.
"""

import unicodedata

_FOLD = str.maketrans(
    {**dict.fromkeys("’‘ʼʻ‛`´′", "'"), **dict.fromkeys("–‐‑‒−", "-"), **dict.fromkeys("\u00a0\u202f\u2007\n\r\t", " ")}
)


def fold(text: str) -> str:
    """Fold what differs between two spellings of one name, keeping every code point's place.

    >>> fold("People’s Party")
    "People's Party"
    """
    return text.translate(_FOLD)


def fold_name(text: str) -> str:
    """Fold a whole name for looking it up: composed letters, single spaces, one kind of apostrophe and hyphen.

    >>> fold_name("People’s\\n  Party")
    "People's Party"
    """
    return fold(" ".join(unicodedata.normalize("NFC", text).split()))
