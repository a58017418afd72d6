"""Identifiers in descriptions (floor 3): the number of an authority file → its IRI, where that form is certain.

A source that names no file, or one whose addresses nobody is sure of, gives no IRI: the number stays words. To add a
file: a row with its names, the form of its numbers, and its address.
"""

import re
from typing import NamedTuple


class _File(NamedTuple):
    names: frozenset[str]
    number: re.Pattern[str]
    address: str


_FILES = tuple(
    _File(frozenset(names.split()), re.compile(number, re.IGNORECASE), address)
    for names, number, address in (
        ("viaf", r"(?:viaf[: ]*)?(?P<n>\d{1,22})", "http://viaf.org/viaf/{n}"),
        (
            "gnd pnd gkd dnb swd", r"(?:\(DE-588\)|gnd[: /]*)?(?P<n>1[0-9]?\d{7}[\dX]|[47]\d{6}-\d|[1-9]\d{0,7}-[\dX])",
            "https://d-nb.info/gnd/{n}",
        ),
        ("lcnaf naf lcna lccn", r"(?P<n>n[bors]?\s*\d{8,10})", "http://id.loc.gov/authorities/names/{n}"),
        ("lcsh", r"(?P<n>sh\s*\d{8,10})", "http://id.loc.gov/authorities/subjects/{n}"),
        ("geonames", r"(?P<n>\d{1,9})", "https://sws.geonames.org/{n}/"),
        ("wikidata", r"(?:wd:)?(?P<n>Q[1-9]\d{0,9})", "http://www.wikidata.org/entity/{n}"),
        ("tgn", r"(?:tgn[: /]*)?(?P<n>\d{5,9})", "http://vocab.getty.edu/tgn/{n}"),
        ("ulan", r"(?:ulan[: /]*)?(?P<n>\d{5,9})", "http://vocab.getty.edu/ulan/{n}"),
        ("aat", r"(?:aat[: /]*)?(?P<n>\d{5,9})", "http://vocab.getty.edu/aat/{n}"),
    )
)
_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`]+", re.IGNORECASE)


def web_address(text: str | None) -> str:
    """Return the text where it is one http or https address, else an empty text.

    >>> web_address(" https://example.org/7 "), web_address("see https://example.org"), web_address("urn:x")
    ('https://example.org/7', '', '')
    """
    words = (text or "").strip()
    return words if _IRI.fullmatch(words) else ""


def identity_iri(source: str | None, number: str | None) -> str:
    """Return the IRI of a number in an authority file, empty where none is certain.

    >>> identity_iri("gnd", "118562827"), identity_iri("naf", "n 79021164"), identity_iri("local", "17")
    ('https://d-nb.info/gnd/118562827', 'http://id.loc.gov/authorities/names/n79021164', '')
    """
    if address := web_address(number):
        return address
    name = re.sub(r"[\W_]+", "", (source or "").lower().removeprefix("http://").removeprefix("https://"))
    words = (number or "").strip()
    for file in _FILES:
        if name in file.names and len(words) < 40 and (match := file.number.fullmatch(words)):
            digits = re.sub(r"\s+", "", match["n"])
            return file.address.format(n=digits.upper() if name == "wikidata" else digits)
    return ""
