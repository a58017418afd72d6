"""Printed books (floor 3): "AUTHOR, TITLE (TRANSLATION) (PLACE: PUBLISHER, YEAR), p. N", "TITLE (PLACE: PUBLISHER, YEAR)".

Editors are no authors, a journal or a newspaper is no book, nor is an article or a chapter in quotes: such a line stays
whole. Words like "Published in" before a citation are no part of it.
"""

import re

from fonds.record.evidence import Found, Span, normalised, stated
from fonds.record.names import Name, Phrase
from fonds.record.references import Book
from fonds.sources.grammar.archival import LONGEST_LINE
from fonds.sources.grammar.dates import find_dates
from fonds.sources.grammar.names import is_initials, kind_of, phrase, split_names

_LEAD = re.compile(
    r"(?:(?:source|citation)\s*:\s*|(?:re)?(?:published|printed)\s+(?:in|as)\s*:?\s+|(?:cited|quoted|taken)\s+(?:in|from)\s*:?"
    r"\s+|(?:from|in)\s*:\s*|in\s+(?=(?-i:[^\W\d_a-z])\.?[^,]{0,60},))+",
    re.IGNORECASE,
)
_BOOK = re.compile(
    r"(?P<author>[^,(]{1,120}(?:,\s+(?:and\s+)?[^,(]{1,80}?)??(?:,\s*(?:eds?|comps?)\.|\s\((?:eds?|comps?)\.\))?),\s+"
    r"(?P<title>[“\"]?[^()]+?[”\"]?),?\s*"
    r"(?:\((?P<translation>[^():]+)\)\s*)?,?\s*"
    r"\((?P<publication>(?:(?P<place>[^():]+):\s*(?P<publisher>[^()]+?),\s*|(?P<place_only>[^():,\d]+),\s*)?(?P<year>1\d{3}|20\d\d))\)"
    r"(?:,?\s*(?P<pages>pp?\.\s*(?P<page>[\divxlc]+(?:\s*[-–—]\s*[\divxlc]+)?)))?"
)
_TITLED = re.compile(
    r"(?P<title>[^\W_][^()“”\"]{2,200}?),?\s*(?:\((?P<translation>[^():]+)\)\s*)?"
    r"\((?P<publication>(?P<place>[^():\d]+):\s*(?P<publisher>[^()]+?),\s*(?P<place_only>(?!))?(?P<year>1\d{3}|20\d\d))\)"
    r"(?:,?\s*(?P<pages>pp?\.\s*(?P<page>[\divxlc]+(?:\s*[-–—]\s*[\divxlc]+)?)))?"
)
_INSIDE = re.compile(r"[”\"][,.]?\s*[^\W_]|[”\"]?,?\s+in:?\s+[^,()]{2,60},\s+(?:eds?|comps?)\.", re.IGNORECASE)
"""A quoted title with more behind it: an article, or a chapter of somebody else's book."""
_ISSUE = re.compile(r"(?:nos?|nr|number|issue|vol|volume|heft|jg|t)\b\.?\s*[\d/–-]+", re.IGNORECASE)
"""What stands behind the name of a journal."""
_EDITED = re.compile(r"(?:,\s*|\s+\()(?:eds?|comps?)\.\)?\Z")
_NO_AUTHOR = re.compile(
    r"(?:published|printed|from|in|see|source|text|cited|quoted|reprinted|available)\b", re.IGNORECASE
)


def find_book(page: str, line: Span, *, rule: str = "book-citation") -> Book | None:
    """Read the citation of a book; editors ("eds.") are no authors.

    >>> page = "In: A. Lyakhovskiy, Plamya Afgana (Moscow: Iskon, 1999), p. 523."
    >>> book = find_book(page, Span(0, len(page)))
    >>> book.author[0].phrase.text, book.title.text, book.publisher.phrase.text, book.pages.value
    ('A. Lyakhovskiy', 'Plamya Afgana', 'Iskon', '523')
    """
    if line.end - line.start > LONGEST_LINE:
        return None
    lead = _LEAD.match(page, line.start, line.end)
    line = Span(lead.end() if lead else line.start, line.end)
    match = _BOOK.match(page, line.start, line.end)
    if not match or _NO_AUTHOR.match(match["author"]):
        return None if match else _titled(page, line, rule)
    if find_dates(page, Span(*match.span("title"))) or _INSIDE.search(match["title"], 1) or _ISSUE.fullmatch(match["title"]):
        return None
    if is_initials(match["title"].partition(",")[0].replace(" ", "")):
        return None
    edited = _EDITED.search(match["author"])
    authors = split_names(page, Span(match.start("author"), match.start("author") + edited.start())) if edited else (
        split_names(page, Span(*match.span("author")))
    )
    if any(name.kind != "person" for name in authors):
        return _titled(page, line, rule)
    title = phrase(page, *match.span("title"))
    bare = title.text.strip("“”\"").rstrip(",")
    start = title.span.start + title.text.index(bare)
    return _book(page, match, Phrase(bare, Span(start, start + len(bare))), [] if edited else authors, line, rule)


def _titled(page: str, line: Span, rule: str) -> Book | None:
    """Read a book that is cited by its title alone; a body before a comma may be who made it, and is not taken apart."""
    match = _TITLED.match(page, line.start, line.end)
    if not match or _NO_AUTHOR.match(match["title"]) or find_dates(page, Span(*match.span("title"))):
        return None
    title = phrase(page, *match.span("title"))
    parts = [kind_of(part.strip()) for part in title.text.split(",")]
    named = any(is_initials(word.strip(",")) for word in title.text.split())
    if not title.text[0].isupper() or named or "organization" in parts[:1] or (len(parts) > 1 and parts[0] == "person"):
        return None
    return _book(page, match, title, [], line, rule)


def _book(page: str, match: re.Match[str], title: Phrase, authors: list[Name], line: Span, rule: str) -> Book:
    where = "place" if match["place"] else "place_only"
    place = phrase(page, *match.span(where)) if match[where] else None
    publisher = phrase(page, *match.span("publisher")) if match["publisher"] else None
    return Book(
        author=tuple(authors),
        title=title,
        evidence=normalised(rule, phrase(page, line.start, line.end).span),
        translation=phrase(page, *match.span("translation")) if match["translation"] else None,
        place=Name(place, kind="place") if place else None,
        publisher=Name(publisher, kind="organization") if publisher else None,
        publication=phrase(page, *match.span("publication")),
        year=Found(int(match["year"]), stated(rule, Span(*match.span("year")))),
        pages=Found(match["page"], stated(rule, Span(*match.span("pages")))) if match["pages"] else None,
    )
