"""Writing XML (floor 5): text that cannot break out of the element or the attribute it stands in.

Templates of text rather than a tree of elements: a record of ten elements is written in microseconds. What XML 1.0 has no
character for (section 2.2: control characters, surrogates, U+FFFE and U+FFFF) is left out, since no reader would take it;
a carriage return is written as a reference, for a parser would make a line feed of it (section 2.11). ``>`` is always
escaped, so ``]]>`` cannot stand in text (section 2.4).
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from fonds.rdf.xml_characters import NOT_XML

_UNSAFE = re.compile(f'[{NOT_XML}\r&<>"]')
"""Everything that is not simply written: markup, quotes, a carriage return, and what XML cannot hold."""
_WRITTEN = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}
_SPACES = str.maketrans({"\t": "&#9;", "\n": "&#10;"})
_TAG = re.compile(r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*")
_NOT_IN_IRI = re.compile("[\x00-\x20<>\"{}|\\\\^`\x7f\ud800-\udfff\ufffe\uffff]")


def escape(text: str) -> str:
    """Return text for an element.

    >>> escape("a ]]> b & c" + chr(0) + chr(7))
    'a ]]&gt; b &amp; c'
    """
    return _UNSAFE.sub(_replace, text) if _UNSAFE.search(text) else text


def attribute(text: str) -> str:
    """Return text for an attribute in double quotes; tabs and line ends stay what they are (section 3.3.3)."""
    written = escape(text)
    return written.translate(_SPACES) if "\n" in written or "\t" in written else written


def is_tag(text: str) -> bool:
    """Whether a text is formed as a language tag (XML Schema, ``xs:language``)."""
    return _TAG.fullmatch(text) is not None


def element(name: str, text: str, language: str = "", more: str = "") -> str:
    """Return an element that holds text; ``more`` are attributes, written and with a space before them."""
    said = f' xml:lang="{language}"' if language and is_tag(language) else ""
    return f"<{name}{said}{more}>{escape(text)}</{name}>"


def elements(name: str, found: Iterable[str]) -> list[str]:
    """Return an element for each text that says something."""
    return [element(name, words) for words in found if words.strip()]


def tagged(name: str, found: Iterable[tuple[str, str]]) -> list[str]:
    """Return an element for each text that says something, with its language."""
    return [element(name, words, language) for words, language in found if words.strip()]


def linked(name: str, iri: str, by: str = "rdf:resource") -> str:
    """Return an empty element that leads to an IRI."""
    return f'<{name} {by}="{attribute(iri)}"/>'


@lru_cache(maxsize=4_096)
def is_web_iri(text: str) -> bool:
    """Whether a text is an http(s) IRI as it may stand in a document: no spaces, no quotes, no brackets.

    >>> is_web_iri("http://x/doc/a"), is_web_iri("105"), is_web_iri("http://x/a b")
    (True, False, False)
    """
    host = text.partition("://")[2].partition("/")[0]
    return text.startswith(("http://", "https://")) and bool(host) and not _NOT_IN_IRI.search(text)


def shown(text: str) -> str:
    """Return text with every run of white space as one space, for formats where a line end would mean something."""
    return " ".join(text.split())


def _replace(found: re.Match[str]) -> str:
    return _WRITTEN.get(found[0], "")
