"""What XML 1.0 has no character for (floor 2): whoever writes XML or SVG asks here.

The forbidden characters are named, not the allowed ones: a set of a million takes ten milliseconds to compile, and every
worker of a server imports this.
"""

import re

NOT_XML = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
"""The inside of a set in a pattern (XML 1.0, production 2: all that is no ``Char``)."""

_FORBIDDEN = re.compile(f"[{NOT_XML}]")


def without_forbidden(text: str, instead: str = "\ufffd") -> str:
    """Return text in which something else stands for each character that XML cannot hold, not even escaped.

    >>> without_forbidden("a" + chr(0) + chr(0xFFFF) + "b", "?"), without_forbidden("a" + chr(7) + "b", "")
    ('a??b', 'ab')
    """
    return _FORBIDDEN.sub(instead, text)
