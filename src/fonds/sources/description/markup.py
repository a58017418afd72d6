"""Markup inside values (floor 3): HTML that a repository wrote as words ("<p>Two <em>letters</em></p>") → the words.

Only the elements of running text are taken for markup; whatever else stands in angle brackets are words.
"""

import re
from html import unescape

_BLOCKS = "p|br|div|li|ul|ol|h[1-6]|blockquote"
_TAG = re.compile(
    rf"</?(?:(?P<block>{_BLOCKS})|em|i|b|u|strong|a|span|sub|sup|small)(?:\s[^<>]{{0,500}})?/?>", re.IGNORECASE
)


def plain_words(words: str) -> str:
    """Return words without HTML; as they are where there is none.

    >>> plain_words("<p>Two <em>letters</em>,</p><p>R&amp;D</p>"), plain_words("a < b, <unclear>, R&amp;D")
    ('Two letters, R&D', 'a < b, <unclear>, R&amp;D')
    """
    bare, tags = _TAG.subn(lambda match: " " if match["block"] else "", words)
    return " ".join(unescape(bare).split()) if tags else words
