"""Dates as other languages write them (floor 3): their months, and figures with dots, in the one form the grammar reads.

"12. März 1923" and "5 mars 1906" become "12 March 1923" and "5 March 1906", "05.03.1971" becomes "1971-03-05": figures
with dots put the day first wherever they are used. A month that several languages call alike means the same in them.
For cells and elements that are a date and nothing else. To add a language: a row of twelve words.
"""

import re

from fonds.record.dates import make_date

_ENGLISH = "January February March April May June July August September October November December".split()
_LANGUAGES = (
    "januar februar märz april mai juni juli august september oktober november dezember",
    "jänner feber maerz april mai juni juli august september oktober november dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "ledna února března dubna května června července srpna září října listopadu prosince",
    "januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra",
    "január február március április május június július augusztus szeptember október november december",
    "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "януари февруари март април май юни юли август септември октомври ноември декември",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
)
_MONTHS = {word: english for names in _LANGUAGES for word, english in zip(names.split(), _ENGLISH, strict=True)}
_WORDED = re.compile(
    r"(?:(?P<day>\b\d{1,2})(?:\.|er\b|º)?\s*(?:de\s+)?)?(?P<month>\b[^\W\d_]{3,12}\b)[.,]?\s+(?:del?\s+)?"
    r"(?P<year>\d{4}\b)(?:\s*(?:г\.|г\b|года\b|r\.|roku\b))?",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(
    r"(?P<year>\b[12]\d{3})\.\s?(?P<month>[^\W\d_]{3,12})\s+(?P<day>\d{1,2})(?:\.|\b)(?!\w)", re.IGNORECASE
)
"""As Hungarian has it: "1956. május 3."."""
_FAR_EAST = re.compile(r"(?P<year>[12]\d{3})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월](?:\s?(?P<day>\d{1,2})\s?[日일号])?")
_DOTTED = re.compile(r"(?<![\w.])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>[12]\d{3})(?![\w]|\.\d)")


def in_english(text: str) -> str:
    """Return a text with its dates in English or ISO form; what is no date of the calendar stays as it is.

    >>> in_english("12. März 1923"), in_english("1er août 1914"), in_english("ca. 5.3.1971"), in_english("31.02.1971")
    ('12 March 1923', '1 August 1914', 'ca. 1971-03-05', '31.02.1971')
    """
    return _DOTTED.sub(_iso, months_in_english(text))


def months_in_english(text: str) -> str:
    """Return a text with the months of its dates in English, dates of China, Japan and Korea in ISO form.

    >>> months_in_english("5 мая 1962 г."), months_in_english("1962年5月5日"), months_in_english("5.3.1971")
    ('5 May 1962', '1962-05-05', '5.3.1971')
    """
    return _FAR_EAST.sub(_numbered, _WORDED.sub(_worded, _YEAR_FIRST.sub(_worded, text)))


def _numbered(match: re.Match[str]) -> str:
    return "-".join([match["year"], *(part.zfill(2) for part in (match["month"], match["day"]) if part)])


def _worded(match: re.Match[str]) -> str:
    month = _MONTHS.get(match["month"].lower())
    return " ".join(filter(None, (match["day"], month, match["year"]))) if month else match[0]


def _iso(match: re.Match[str]) -> str:
    day, month = int(match["day"]), int(match["month"])
    date = make_date(int(match["year"]), month, day) if day and month else None
    return date.iso if date else match[0]
