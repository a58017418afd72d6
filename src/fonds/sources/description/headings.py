"""Headings (floor 3): names as catalogues write them, "Klee, Paul, 1879-1940" → the name, and its natural order."""

import re

from fonds.sources.grammar.names import is_firm, looks_personal

_LIFE = re.compile(
    r"""(?:[,;]\s*|\s*[(\[]\s*)(?:(?:ca\.?|b\.|d\.|born|died|geb\.|gest\.|né|née|fl\.|active)\s*)?\d{3,4}\??
        (?:\s*[-–—/.]{1,4}\s*(?:(?:ca\.?|d\.)\s*)?(?:\d{3,4}\??|\.{2,4})?)?\.?\s*[)\]]?\s*\Z""",
    re.IGNORECASE | re.VERBOSE,
)


def name_end(words: str) -> int:
    """Return where the name ends in a heading: years of life behind it are no part of it.

    >>> [heading[: name_end(heading)] for heading in ("Klee, Paul, 1879-1940", "Jeanneney, Jean-Noël (1942-....)")]
    ['Klee, Paul', 'Jeanneney, Jean-Noël']
    >>> name_end("21st Army")
    9
    """
    cut = _LIFE.search(words, max(0, len(words) - 40))
    kept = words[: cut.start()].rstrip(" ,;") if cut else ""
    return len(kept) if any(char.isalpha() for char in kept) else len(words)


def natural_order(name: str) -> str:
    """Return a person's name in the order it is spoken; empty where the heading is not inverted, or no person's.

    >>> natural_order("Klee, Paul"), natural_order("Beethoven, Ludwig van"), natural_order("Paul Klee")
    ('Paul Klee', 'Ludwig van Beethoven', '')
    >>> natural_order("Soviet Union, Ministry of Foreign Affairs"), natural_order("King, Martin Luther, Jr.")
    ('', '')
    >>> natural_order("Rolls-Royce, Ltd")
    ''
    """
    last, comma, first = (part.strip() for part in name.partition(","))
    if not comma or not last or not first or "," in first or is_firm(name):
        return ""
    turned = f"{first} {last}"
    return turned if looks_personal(turned) else ""
