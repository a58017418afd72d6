"""What the labels of a page say (floor 3): one function a field, from the values that are a label's own.

A value is taken only where it is what its field asks for: a language by its name, a genre and a marking by the
vocabulary. Names under "Author(s)" that are written elsewhere in the page are those names, however they are turned.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from fonds.record.dates import DateExpression
from fonds.record.evidence import Found, Span, normalised, observed, stated
from fonds.record.names import Contribution, Name, Phrase, is_short_for
from fonds.record.record import Marking
from fonds.record.references import ArchivalReference
from fonds.sources.archive_page.regions import Layout
from fonds.sources.grammar.dates import parse_date_line
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.grammar.names import is_firm, make_name, phrase
from fonds.sources.language import language_tag

_YEARS = re.compile(r"[\s,(]*(?:(?:b|d|ca?|born|died)\.?\s*)?1\d{3}\s*[-–]?\s*(?:[12]\d{3})?[\s)]*\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Languages:
    """The language of the original, as a label states it; the values that are none; whether it is only the text's."""

    original: Found[str] | None = None
    unread: tuple[Span, ...] = ()


def find_identifier(page: str, layout: Layout) -> Found[str] | None:
    """Read the number the archive knows the page by."""
    return next((Found(span.of(page), stated("record-id", span)) for span in layout.values("identifier")), None)


def find_uploaded(page: str, layout: Layout) -> Found[DateExpression] | None:
    """Read the day the page was put into the archive."""
    lines = (parse_date_line(page, span) for span in layout.values("uploaded"))
    line = next((line for line in lines if line), None)
    return Found(line[0], normalised("upload-date", line[1])) if line else None


def find_languages(page: str, layout: Layout, text: str, *, translated: bool) -> Languages:
    """Read the language of the original; ``text`` is the tag of the language the page's own text is in.

    "Language" may speak of the text as well: where that is a translation into just this language, it does.
    """
    unread: list[Span] = []
    for each in layout.labels:
        if each.label.field not in ("language", "original-language") or not each.values:
            continue
        tag = language_tag(each.values[0].of(page))
        if not tag:
            unread.append(each.values[0])
        elif each.label.field == "original-language" or not (translated and tag == text):
            rule = normalised(f"label-{each.label.field}", each.values[0])
            return Languages(Found(tag, rule), tuple(unread))
    return Languages(None, tuple(unread))


def find_type(page: str, layout: Layout, lexicon: Lexicon) -> tuple[Found[str] | None, list[Span]]:
    """Read the kind of document under "Type", by the vocabulary's words; and the values that are none of them."""
    unread: list[Span] = []
    for span in layout.values("type"):
        words = " ".join(span.of(page).lower().split())
        code = lexicon.genres.get(words) or lexicon.genres.get(words.removesuffix("s"))
        if code:
            return Found(code, normalised("label-type", span)), unread
        unread.append(span)
    return None, unread


def find_label_marking(page: str, layout: Layout, lexicon: Lexicon) -> tuple[Found[Marking] | None, list[Span]]:
    """Read the marking under "Original Classification", by the vocabulary's words; and the values that are none."""
    unread: list[Span] = []
    for span in layout.values("marking"):
        code = lexicon.markings.get(" ".join(span.of(page).lower().split()))
        if code:
            return Found(Marking(code, span.of(page)), normalised("label-marking", span)), unread
        unread.append(span)
    return None, unread


def find_authors(
    page: str, layout: Layout, names: Iterable[Name], funders: Iterable[Contribution]
) -> list[Contribution]:
    """Read who made the document, under "Author(s)"; ``names`` are those that the page writes elsewhere.

    A funder of the credit line is none: where labels lose their values, its name slips up to the label above.
    """
    known = list(names)
    paid = {each.name.phrase.text.casefold() for each in funders}
    found: list[Contribution] = []
    for span in layout.values("author"):
        name = label_name_of(page, span)
        if name and name.phrase.text.casefold() not in paid:
            same = next((each for each in known if _is_same(name.phrase.text, each.phrase.text)), name)
            found.append(Contribution("author", same, stated("label-author", span)))
    return found


def find_donors(page: str, layout: Layout, funders: Iterable[Contribution]) -> tuple[list[Contribution], list[Span]]:
    """Read who paid, under "Donors" and in lines that repeat a funder of the credit line; and the lines left over."""
    known = {each.name.phrase.text.casefold(): each.name for each in funders}
    found: list[Contribution] = []
    for span in layout.values("donor"):
        name = known.get(span.of(page).casefold()) or Name(Phrase(span.of(page), span), kind="organization")
        found.append(Contribution("funder", name, stated("label-donor", span)))
    rest: list[Span] = []
    slipped = (span for span in layout.values("author", "people") if span.of(page).casefold() in known)
    for span in (*slipped, *layout.unlabelled):
        again = known.get(span.of(page).casefold())
        if again:
            found.append(Contribution("funder", again, stated("donor-line", span)))
        else:
            rest.append(span)
    return found, rest


def find_associated(page: str, layout: Layout) -> tuple[Found[Name], ...]:
    """Read the people, bodies and places that the archive's labels say are associated with the document."""
    found: list[Found[Name]] = []
    for field, kind in (("people", ""), ("places", "place")):
        for span in layout.values(field):
            name = Name(Phrase(span.of(page), span), kind=kind) if kind else label_name_of(page, span)
            if name:
                found.append(Found(name, stated(f"label-{field}", span)))
    return tuple(found)


def find_topics(page: str, layout: Layout) -> tuple[Found[str], ...]:
    """Read the topics under the archive's labels."""
    return tuple(Found(" ".join(span.of(page).split()), stated("label-topics", span)) for span in layout.values("topics"))


def find_label_archive(page: str, layout: Layout) -> ArchivalReference | None:
    """Read where the document lies, under "Original Archive": the archive alone."""
    span = next(iter(layout.values("archive")), None)
    if span is None or "\n" in span.of(page):
        return None
    whole = phrase(page, span.start, span.end)
    return ArchivalReference(Name(whole, kind="archive"), (), whole)


def find_empty_fields(page: str, layout: Layout) -> tuple[Found[str], ...]:
    """Return the labels with nothing after them."""
    return tuple(
        Found(each.span.of(page).strip(" :"), observed("empty-label", each.span))
        for each in layout.labels
        if not each.values and each.label.field != "related"
    )


def label_name_of(page: str, span: Span) -> Name | None:
    """Return the name a value of a label is, without the years of a life behind it; None where only years stand.

    >>> label_name_of("Masoud, Ahmad Shah, 1953-2001", Span(0, 29)).phrase.text
    'Masoud, Ahmad Shah'
    """
    years = _YEARS.search(page, max(span.start, span.end - 40), span.end)
    end = years.start() if years else span.end
    words = phrase(page, span.start, end)
    if not words.text:
        return None
    if _turned(words.text) != words.text:
        return Name(words, kind="person")
    return make_name(page, words.span)


def _is_same(written: str, other: str) -> bool:
    turned = _turned(written)
    return turned.casefold() == other.casefold() or is_short_for(other, turned) or is_short_for(turned, other)


def _turned(text: str) -> str:
    """Return "Surname, Given" the other way round; other texts as they are.

    >>> _turned("Masoud, Ahmad Shah"), _turned("Kabul, Embassy in, 1980")
    ('Ahmad Shah Masoud', 'Kabul, Embassy in, 1980')
    """
    surname, comma, given = text.partition(", ")
    if not comma or "," in given or len(text.split()) > 6 or not given[:1].isupper() or is_firm(text) or "&" in text:
        return text
    return f"{given} {surname}"
