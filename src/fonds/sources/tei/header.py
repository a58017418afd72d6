"""Headers (floor 3): what a teiHeader says of the whole file: its title, identifier, year and language (TEI P5, 2)."""

import re
from dataclasses import dataclass
from typing import Any

from fonds.record.dates import DateExpression
from fonds.sources.tei.datable import parse_when
from fonds.sources.tei.named import TEI, text_of

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TRADE = frozenset({"dospubno", "isbn", "isbn-10", "isbn-13", "eisbn", "issn", "oclc", "stacks", "urn", "uri", "url", "doi"})
_YEAR = re.compile(r"(?<!\d)(1\d{3}|20\d\d)(?!\d)")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Header:
    """What a header says; everything may be empty."""

    title: str = ""
    id: str = ""
    year: str = ""
    language: str = ""


def read_header(element: Any) -> Header:
    """Read a teiHeader."""
    return Header(_title(element), _identifier(element), _year(element), _language(element))


def language_of(element: Any, default: str = "") -> str:
    """Return the BCP 47 tag that ``xml:lang`` gives an element, or what is around it."""
    while element is not None:
        if tag := tag_of(element.get(XML_LANG)):
            return tag
        element = element.getparent()
    return default


def tag_of(text: str | None) -> str:
    """Return a language tag with the short code of its language; empty where it is none.

    >>> tag_of("ger"), tag_of("de-DE"), tag_of("German")
    ('de', 'de-DE', '')
    """
    if not text or not _TAG.fullmatch(text.strip()):
        return ""
    code, dash, rest = text.strip().partition("-")
    return f"{_short(code.lower())}{dash}{rest}" if _short(code.lower()) else ""


def _short(code: str) -> str:
    """Return the shortest code of a language (ISO 639-1, else 639-3); empty where there is no such code."""
    from iso639 import Lang
    from iso639.exceptions import DeprecatedLanguageValue, InvalidLanguageValue

    try:
        language = Lang(code)
    except (InvalidLanguageValue, DeprecatedLanguageValue):
        return ""
    return str(language.pt1 or language.pt3) if code != "und" else ""


def _title(header: Any) -> str:
    """Return the title of the text itself, not that of a series or journal it stands in (TEI P5, ``title/@level``)."""
    every = list(header.iterfind(f"{TEI}fileDesc/{TEI}titleStmt/{TEI}title"))
    own = [title for title in every if title.get("level") not in ("s", "j")] or every
    titles = [title for title in own if title.get("level") == "a"] or own
    chosen = [title for title in titles if title.get("type") in ("complete", "full", "main")] or titles
    return next((words for title in chosen if (words := text_of(title))), "")


def _identifier(header: Any) -> str:
    for idno in header.iterfind(f"{TEI}fileDesc/{TEI}publicationStmt/{TEI}idno"):
        words = text_of(idno)
        if words and (idno.get("type") or "").lower() not in _TRADE:
            return words
    return ""


def _year(header: Any) -> str:
    for date in header.iterfind(f"{TEI}fileDesc/{TEI}publicationStmt/{TEI}date"):
        when: DateExpression | None = parse_when(date.get("when"))
        match = _YEAR.search(text_of(date))
        if when or match:
            return f"{when.year:04d}" if when else match[1] if match else ""
    return ""


def _language(header: Any) -> str:
    languages = [tag_of(each.get("ident")) for each in header.iter(f"{TEI}language")]
    return languages[0] if len(set(languages)) == 1 else ""
