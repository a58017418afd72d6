"""Line ends that few programs write (floor 3): a page whose lines end otherwise is read as if they ended as usual.

Each is one character and is read as one, so that every offset is that of the file as it stands, where quotes are taken
from. A paragraph separator ends a block, as a blank line does. To add one: a row of :data:`LINE_ENDS`.
"""

from dataclasses import replace

from fonds.record.record import SourceFile

LINE_ENDS = {"\v": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\f"}
"""Vertical tab, next line, line separator and paragraph separator: the character each is read as."""
_TABLE = str.maketrans(LINE_ENDS)


def with_line_ends(source: SourceFile) -> SourceFile:
    """Return the file with usual line ends in its text; the same one where it has no others.

    >>> with_line_ends(SourceFile("a", "a.txt", "text/plain", "", 0, "one\u2028two\u2029three")).page
    'one\\ntwo\\x0cthree'
    """
    return replace(source, page=source.page.translate(_TABLE)) if any(end in source.page for end in LINE_ENDS) else source
