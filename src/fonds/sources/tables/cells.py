"""Cells → values (floor 3): dates, languages, addresses, and the parts of a cell with several values."""

import re

from fonds.record.dates import make_date
from fonds.record.evidence import Span
from fonds.record.names import Phrase
from fonds.record.spans import AnyDate
from fonds.sources.edtf_dates import parse_edtf
from fonds.sources.language import language_tag
from fonds.sources.local_dates import in_english
from fonds.sources.tables.mapping import DAY_FIRST

_NOTHING = frozenset(
    """-|–|—|?|.|n/a|n. a.|n.a.|none|null|nil|unknown|not known|anonymous|undated|no date|n. d.|n.d.|s. d.|s.d.
    |o. d.|o.d.|s. n.|s.n.|n. n.|n.n.|o. a.|unbekannt|undatiert|ohne datum|inconnu|sans date|sconosciuto|desconocido
    |неизвестно|неизвестен|без даты""".replace("\n", "").replace("    ", "").split("|")
)
_GAPS = frozenset(("NA", "NaN", "#N/A"))
"""What programs write for a missing value; "Na" and "Nan" are names."""
_TIME = re.compile(r"(?P<date>\d{4}-\d\d-\d\d)[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?")
_FIGURES = re.compile(r"(?P<first>\d{1,2})(?P<mark>[./-])\s?(?P<second>\d{1,2})(?P=mark)\s?(?P<year>\d{4})")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+", re.IGNORECASE)


def is_nothing(text: str) -> bool:
    """Whether the words of a cell say that nothing is known.

    >>> is_nothing("[unknown]"), is_nothing("n.d."), is_nothing("NaN"), is_nothing("Nan")
    (True, True, True, False)
    """
    bare = text.strip().casefold()
    return not bare or bare in _NOTHING or bare.strip("[]() ") in _NOTHING or text.strip() in _GAPS


def parse_cell_date(text: str, order: str = "") -> tuple[AnyDate, ...]:
    """Return the dates a cell says: ISO, EDTF, words; figures alone where the mapping says their ``order``.

    Figures with dots have the day first unless the mapping says otherwise: nobody writes them in another way.

    More than one where an EDTF set has several members; nothing for what cannot be read.

    >>> [date.edtf for date in parse_cell_date("1979-12-27T10:00")], [date.edtf for date in parse_cell_date("c. 1950")]
    (['1979-12-27'], ['1950~'])
    >>> parse_cell_date("3/4/1979"), [date.edtf for date in parse_cell_date("3/4/1979", "day-first")]
    ((), ['1979-04-03'])
    >>> [date.edtf for date in parse_cell_date("3.4.1979")], [date.edtf for date in parse_cell_date("März 1971")]
    (['1979-04-03'], ['1971-03'])
    """
    text = text.strip()
    if match := _TIME.fullmatch(text):
        text = match["date"]
    if found := parse_edtf(text):
        return found
    if (match := _FIGURES.fullmatch(text)) and order:
        first, second, year = (int(match[part]) for part in ("first", "second", "year"))
        day, month = (first, second) if order == DAY_FIRST else (second, first)
        date = make_date(year, month, day) if month and day else None
        return (date,) if date else ()
    if found := parse_edtf(text := in_english(text)):
        return found
    from fonds.sources.grammar.vague_dates import parse_dating

    dating = parse_dating(text, Span(0, len(text)))
    return (dating[0],) if dating else ()


def parse_cell_language(text: str) -> str:
    """Return the BCP 47 tag of a language by its tag or its name, an empty text where there is none.

    >>> parse_cell_language("DE"), parse_cell_language("ger"), parse_cell_language("Russian"), parse_cell_language("??")
    ('de', 'de', 'ru', '')
    """
    text = text.strip()
    if _TAG.fullmatch(text):
        language, _, rest = text.lower().partition("-")
        if known := _primary(language):
            return f"{known}-{rest}" if rest else known
    return language_tag(text)


def _primary(code: str) -> str:
    """Return the shortest code of a language by one of its ISO 639 codes; empty for none."""
    from iso639 import Lang
    from iso639.exceptions import DeprecatedLanguageValue, InvalidLanguageValue

    try:
        language = Lang(code)
    except (InvalidLanguageValue, DeprecatedLanguageValue):
        return ""
    return str(language.pt1 or language.pt3)


def is_address(text: str) -> bool:
    """Whether a text is one http or https address.

    >>> is_address("https://d-nb.info/gnd/118562827"), is_address("118562827")
    (True, False)
    """
    return len(text) < 2_000 and _ADDRESS.fullmatch(text) is not None


def split_phrase(cell: Phrase, separator: str) -> list[Phrase]:
    """Return the values of a cell and where each stands; an empty one keeps its place.

    >>> [part.text for part in split_phrase(Phrase("Klee; ;Kandinsky", Span(4, 20)), ";")]
    ['Klee', '', 'Kandinsky']
    """
    found: list[Phrase] = []
    at = 0
    for part in cell.text.split(separator) if separator else [cell.text]:
        bare = part.strip()
        start = cell.span.start + at + (len(part) - len(part.lstrip()))
        found.append(Phrase(bare, Span(start, start + len(bare))))
        at += len(part) + len(separator)
    return found
