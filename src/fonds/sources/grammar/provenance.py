"""Source lines (floor 3): where the document lies, where the text was printed, who translated, paid, gave leave.

"TsKhSD, F. 89, P. 14, D. 32." is an archival reference: it describes the document. "Author, Title (Translation)
(Place: Publisher, Year), p. 523." is a book: it describes the text.
"""

import re

from fonds.record.evidence import Evidence, Found, Span, inferred, normalised, stated
from fonds.record.names import Contribution, Name, Phrase
from fonds.record.record import Notice
from fonds.record.references import ArchivalReference, ArchivalUnit, Book
from fonds.sources.grammar.names import kind_of, phrase, split_names
from fonds.sources.language import language_tag

_CREDIT = re.compile(
    r"(?P<whole>Translated(?:\s+from\s+(?:the\s+)?(?P<language>[\w-]+))?(?:\s+for\s+(?:the\s+)?(?P<body>.+?))?\s+by\s+"
    r"(?P<names>[^\n]+?))(?P<stop>(?<![A-Z])\.(?=\s|\Z)|\Z|\n)"
)
_FUNDER = re.compile(
    r"\s*(?:This\s+document\s+was\s+)?made\s+possible\s+(?:in\s+part\s+)?(?:with|by|through)\s+(?:the\s+)?(?:generous\s+)?"
    r"(?:support|funding|a\s+grant|grants)\s+(?:from|of|by)\s+(?P<names>.+?)\.?\s*\Z",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"(?P<label>(?:f(?:ond|onds)?|fondo|op(?:is)?|p(?:er)?|d(?:elo)?|t|vol|box|folder|file|series|record\s+group|rg"
    r"|reel|carton|bundle|dossier|sygn|teczka|dy|j|bd|kart|inv|ae|a\.e|spr|zesp|karton|job)\b\.?)\s*"
    r"(?P<number>[\w/-]*\d[\w/-]*|[IVXLC]+\b)",
    re.IGNORECASE,
)
_BOOK = re.compile(
    r"(?P<author>[^,(]+(?:,\s+(?:and\s+)?[^,(]+?)??),\s+(?P<title>[“\"]?[^()]+?[”\"]?)\s*"
    r"(?:\((?P<translation>[^():]+)\)\s*)?"
    r"\((?P<publication>(?:(?P<place>[^():]+):\s*(?P<publisher>[^()]+?),\s*|(?P<place_only>[^():,\d]+),\s*)?(?P<year>1\d{3}|20\d\d))\)"
    r"(?:,?\s*(?P<pages>pp?\.\s*(?P<page>[\divxlc]+(?:\s*[-–—]\s*[\divxlc]+)?)))?"
)
_WELCOME = re.compile(
    r"\s*(?:The\s+)?(?P<body>[^\W\d_a-z][^.]*?)\s+welcomes?\s+(?:the\s+)?(?:re)?use\s+of\s+(?:the\s+|its\s+)?"
    r"(?P<collection>[^\W\d_a-z][^.]*?)\s+(?:materials|documents|content|items|records)\b"
)
_SENTENCE_END = re.compile(r"(?<=[\w)])\.(?=\s+[^\W\d_a-z][^\W\d_]{2,}\s+[^\W\d_])")
"""A full stop after a reference, before a sentence of its own ("Obtained by …")."""
PUBLISHER_CONFIDENCE = 0.8


def find_credit(page: str, line: Span) -> tuple[Found[str], list[Contribution]] | None:
    """Read "Translated for BODY by NAME.": the sentence as it stands and its parties."""
    match = _CREDIT.search(page, line.start, line.end)
    if not match:
        return None
    end = match.end("stop") if match["stop"] == "." else match.end("whole")
    whole = Span(match.start("whole"), end)
    found = [
        Contribution("translator", name, stated("translated-by", whole))
        for name in split_names(page, Span(*match.span("names")))
    ]
    if match["body"]:
        words = phrase(page, *match.span("body"))
        place = Span(page.rindex("for", whole.start, words.span.start), words.span.end)
        found.append(
            Contribution("commissioning-body", Name(words, kind="organization"), stated("translated-for", place))
        )
    return Found(whole.of(page), stated("credit-sentence", whole)), found


def find_original_language(page: str, line: Span) -> Found[str] | None:
    """Read the language a credit says the text was translated from ("Translated from the Russian by …")."""
    match = _CREDIT.search(page, line.start, line.end)
    if not match or not match["language"]:
        return None
    tag = language_tag(match["language"])
    words = Span(match.start("whole"), match.end("language"))
    return Found(tag, normalised("translated-from", words)) if tag else None


def find_funders(page: str, block: Span) -> list[Contribution]:
    """Read a credit line of support: "made possible with support from NAMES"."""
    match = _FUNDER.match(page, block.start, block.end)
    if not match:
        return []
    line = phrase(page, match.start(), match.end())
    names = phrase(page, *match.span("names"))
    parts = re.compile(r"\s*(?:;|,\s+and\s+the\s+|\s+and\s+the\s+)\s*").split(names.text)
    found, start = [], names.span.start
    for part in parts:
        at = page.index(part, start)
        words = phrase(page, at + (4 if part.lower().startswith("the ") else 0), at + len(part))
        found.append(Contribution("funder", Name(words, kind="organization"), stated("support-from", line.span)))
        start = at + len(part)
    return found


def find_archival_reference(page: str, line: Span) -> ArchivalReference | None:
    """Read "ARCHIVE, LABEL NUMBER, LABEL NUMBER …": the archive and its units, labels as printed."""
    parts = _comma_parts(page, line)
    first = next((i for i, part in enumerate(parts) if _UNIT.fullmatch(part.text)), None)
    if not first or any(char in page[line.start : parts[first].span.start] for char in "()“”\""):
        return None
    units: list[ArchivalUnit] = []
    end = line.end
    for part in parts[first:]:
        match = _UNIT.fullmatch(part.text)
        if not match:
            break
        units.append(ArchivalUnit(match["label"], match["number"], part))
    if (stop := _SENTENCE_END.search(page, units[-1].phrase.span.end, line.end)) is not None:
        end = stop.end()
    archive = phrase(page, parts[0].span.start, parts[first - 1].span.end)
    return ArchivalReference(
        Name(archive, kind="archive"), tuple(units), phrase(page, archive.span.start, end)
    )


def _comma_parts(page: str, line: Span) -> list[Phrase]:
    parts = []
    start = line.start
    for match in re.compile(rf",\s+|;\s+|{_SENTENCE_END.pattern}\s*|\.?\s*\Z").finditer(page, line.start, line.end):
        if match.start() > start:
            parts.append(phrase(page, start, match.start()))
        start = match.end()
    return [part for part in parts if part.text]


def find_book(page: str, line: Span, *, rule: str = "book-citation") -> Book | None:
    """Read "AUTHOR, TITLE (TRANSLATION) (PLACE: PUBLISHER, YEAR), p. N"."""
    match = _BOOK.match(page, line.start, line.end)
    if not match:
        return None
    title = phrase(page, *match.span("title"))
    bare = title.text.strip("“”\"")
    start = title.span.start + title.text.index(bare)
    where = "place" if match["place"] else "place_only"
    place = phrase(page, *match.span(where)) if match[where] else None
    publisher = phrase(page, *match.span("publisher")) if match["publisher"] else None
    return Book(
        author=tuple(split_names(page, Span(*match.span("author")))),
        title=Phrase(bare, Span(start, start + len(bare))),
        evidence=normalised(rule, phrase(page, line.start, line.end).span),
        translation=phrase(page, *match.span("translation")) if match["translation"] else None,
        place=Name(place, kind="place") if place else None,
        publisher=Name(publisher, kind="organization") if publisher else None,
        publication=phrase(page, *match.span("publication")),
        year=Found(int(match["year"]), stated(rule, Span(*match.span("year")))),
        pages=Found(match["page"], stated(rule, Span(*match.span("pages")))) if match["pages"] else None,
    )


def find_notice(page: str, block: Span) -> Notice:
    """Read a rights notice; "X welcomes reuse of Y materials" tells who speaks and of what collection.

    That X publishes the texts is a step the notice does not take, so it is inferred.
    """
    words = phrase(page, block.start, block.end)
    text = Found(words.text, stated("rights-notice", words.span))
    match = _WELCOME.match(page, block.start, block.end)
    if not match:
        return Notice(text)
    body = phrase(page, *match.span("body"))
    evidence: Evidence = inferred("notice-speaker", PUBLISHER_CONFIDENCE, Span(words.span.start, match.end()))
    kind = "organization" if kind_of(body.text) == "unknown" else kind_of(body.text)
    return Notice(text, phrase(page, *match.span("collection")), Found(Name(body, kind=kind), evidence))


def is_notice(text: str) -> bool:
    """Whether a block is about rights: it speaks of copyright, rights holders, reuse or licence.

    >>> is_notice("All rights reserved."), is_notice("TsKhSD, F. 89")
    (True, False)
    """
    return re.search(
        r"copyright|rights[\s-]holder|all rights reserved|\breuse of\b|creative commons|public domain|©", text, re.I
    ) is not None


