"""Text for a terminal (floor 6): names of files, words of pages and what clients call themselves are strangers' text."""


def visible(text: str) -> str:
    r"""Return text with a space for everything that a terminal would obey instead of showing it.

    >>> visible("a\x1b[31mred\nname \u202e.txt")
    'a [31mred name  .txt'
    """
    return text if text.isprintable() else "".join(each if each.isprintable() else " " for each in text)
