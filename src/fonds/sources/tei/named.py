"""Names of TEI (floor 3): persName, orgName, placeName and their like, with the IRIs their editors gave them."""

import re
from functools import lru_cache
from typing import Any

from fonds.sources.rendering import one_line

NAMESPACE = "http://www.tei-c.org/ns/1.0"
TEI = f"{{{NAMESPACE}}}"

AGENTS: dict[str, str] = {"persName": "person", "orgName": "organization", "name": "unknown", "rs": "unknown"}
KINDS: dict[str, str] = {
    "persName": "person", "orgName": "organization", "placeName": "place", "geogName": "place", "country": "place",
    "settlement": "place", "gloss": "", "name": "", "rs": "",
}
"""Elements that name something, and what; empty where their type or a list of the file must tell."""
PLACES = ("placeName", "settlement", "country", "region", "district", "geogName", "bloc")
UNKNOWN_IRIS = ("http://correspsearch.net/unknown", "https://correspsearch.net/unknown")
"""What correspSearch's guidelines put where nobody knows the person."""
MOST_TAGS = 256
"""Tags whose bare name is remembered: a file has a few dozen."""
_IRI = re.compile(r"https?://[^\W_][^\s<>\"{}|\\^`\[\]\x00-\x20]*")
_UNKNOWN_WORDS = frozenset(
    """unknown|unbekannt|unbekannter|unbekannte|n. n.|n.n.|nn|anonymous|inconnu|inconnue|anonyme|anonym|sconosciuto
    |desconocido|неизвестный|неизвестно|not known|nicht bekannt|?|-|–|o. a.|s. n.|s.n.""".replace("\n", "").split("|")
)


def is_iri(text: str) -> bool:
    """Whether a text is an IRI of the web, with nothing in it that an IRI may not have (RFC 3987, 2.2).

    >>> is_iri("https://d-nb.info/gnd/118"), is_iri('http://a"b'), is_iri("#p1")
    (True, False, False)
    """
    return _IRI.fullmatch(text) is not None


def local_name(element: Any) -> str:
    """Return the name of an element without its namespace; empty for what is no element."""
    return bare_name(element.tag)


@lru_cache(maxsize=MOST_TAGS)
def bare_name(tag: object) -> str:
    """Return a tag without its namespace. What is no element (a comment) has a function in place of a tag."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text_of(element: Any) -> str:
    """Return all words in an element, on one line; notes inside it are no part of it. A new line parts words."""
    return one_line("".join(_pieces(element)))


def _pieces(element: Any) -> list[str]:
    found = [element.text or ""]
    for child in element:
        if (name := local_name(child)) not in ("note", ""):
            found.extend(_pieces(child))
        if name == "lb" and child.get("break") != "no":
            found.append(" ")
        found.append(child.tail or "")
    return found


def iris_of(element: Any) -> list[str]:
    """Return the IRIs of ``@ref`` (and ``@sameAs``) that lead out of the file; those that mean nobody are left out."""
    words = f"{element.get('ref') or ''} {element.get('sameAs') or ''}".split()
    found = dict.fromkeys(word for word in words if is_iri(word))
    return [iri for iri in found if iri.lower().rstrip("/") not in UNKNOWN_IRIS]


def is_nobody(element: Any) -> bool:
    """Whether an element says that the person or place is not known.

    An editor who knows an IRI knows who it is, whatever the words.
    """
    if iris_of(element):
        return False
    refs = (element.get("ref") or "").lower().split()
    words = text_of(element).strip("[]()").strip().lower()
    return any(ref.rstrip("/") in UNKNOWN_IRIS for ref in refs) or not words or words in _UNKNOWN_WORDS
