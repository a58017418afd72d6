"""The layouts of generated pages: the words of a document as the archive's site, of any year, would have them saved."""

from collections.abc import Callable

from archive_facts import Facts
from archive_world import COLLECTION, NOTICE, TRANSLATORS

_RUN = (
    "Author(s)", "Associated People & Organizations", "Associated Places", "Associated Topics", "Subjects Discussed",
    "Related Documents", "Document Information", "Source", "Rights",
)
"""Labels that lost their values, one after another."""
_ADDRESS = "http://archive.example.org/document/{number}"

Layout = Callable[[Facts, list[str], str], str]
"""A document's facts, the paragraphs of its text and its summary → the page."""


def archive_page(facts: Facts, text: list[str], summary: str) -> str:
    """A page of the archive's site: labels without values at the end."""
    return _blocks(
        "Skip to content", facts.date.american, facts.title, _credit(facts), *text, summary,
        "Document Information", _source(facts), NOTICE, "Original Uploaded Date", "Record ID",
    )


def labelled(facts: Facts, text: list[str], summary: str) -> str:
    """A page whose labels kept their values."""
    place = facts.sender.country.name
    return _blocks(
        "Skip to content", facts.date.american, facts.title, _credit(facts), *text, summary,
        "Associated Places", place, "Subjects Discussed", facts.sender.country.adjective + " foreign relations",
        "Document Information", "Source", _source(facts), "Rights", NOTICE,
        "Original Uploaded Date", f"20{10 + facts.number % 10}-0{1 + facts.number % 9}-1{facts.number % 10}",
        "Language", facts.language, "Record ID", str(100_000 + facts.number),
        *(("Donors", facts.funder) if facts.funder else ()),
    )


def plain(facts: Facts, text: list[str], summary: str) -> str:
    """A page with a run of empty labels, below which the values stand torn from them."""
    country = facts.sender.country
    return _blocks(
        facts.date.american, facts.title, _credit(facts), *text, summary, *_RUN, country.capital, country.name,
        f"{country.adjective} foreign relations", NOTICE,
    )


def related_first(facts: Facts, text: list[str], summary: str) -> str:
    """The same below the summary of another document."""
    other = (
        f"A report on the state of the roads in {facts.recipient.country.name}. The author describes what was built and "
        f"complains about {TRANSLATORS[facts.number % len(TRANSLATORS)]}."
    )
    return _blocks(other, plain(facts, text, summary))


def search_page(facts: Facts, text: list[str], summary: str) -> str:
    """A page of the older site: title in capitals, a citation, then the text."""
    return _blocks(
        "Search in\nADD SEARCH FILTER\nCANCEL SEARCH FILTER", "Digital Archive Generated Documents", _padded(facts),
        facts.title.upper(), "get citation", summary, f'"{facts.title}," {_citation(facts)}', "VIEW DOCUMENT IN\nEnglish HTML",
        *text, NOTICE,
    )


def pdf_text(facts: Facts, text: list[str], summary: str) -> str:
    """The text of a PDF: a cover sheet whose lines are broken anywhere, then the text with page numbers."""
    pages = [line for number, paragraph in enumerate(text) for line in (_wrapped(paragraph), *_folio(number))]
    return "\n".join(part for part in (
        "Digital Archive", "archive.example.org", "Generated Documents", _padded(facts), _wrapped(facts.title, 70),
        "Citation:", _wrapped(f"“{facts.title},” {_citation(facts)}", 90), _ADDRESS.format(number=facts.number),
        "Summary:", _wrapped(summary), "Credits:", NOTICE, "Original Language:", facts.language,
        "Contents:", "- English Translation" if facts.translator else "- English Transcription", *pages,
    ) if part)


PAGES: dict[str, Layout] = {
    "archive-page": archive_page, "archive-page-labelled": labelled, "archive-page-related-first": related_first,
    "archive-page-plain": plain, "digital-archive-2011": search_page, "pdf-text": pdf_text,
}
"""Layout, as the report of a publish names it → what writes it."""
WITHOUT_SOURCE = frozenset({"archive-page-related-first", "archive-page-plain"})
"""Layouts in which no label owns the archival reference."""


def _blocks(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"


def _credit(facts: Facts) -> str:
    return f"This document was made possible with support from {facts.funder}" if facts.funder else ""


def _source(facts: Facts) -> str:
    return f"{facts.reference}. Translated by {facts.translator}." if facts.translator else f"{facts.reference}."


def _citation(facts: Facts) -> str:
    date = facts.date.american if facts.date.year else "undated"
    return f"{date}, {COLLECTION} Digital Archive, {_source(facts)} {_ADDRESS.format(number=facts.number)}"


def _padded(facts: Facts) -> str:
    """The date as the older site had it: two figures for a day."""
    head = facts.date.american
    return head.replace(f" {facts.date.day},", f" {facts.date.day:02d},") if facts.date.day else head


def _wrapped(text: str, width: int = 100) -> str:
    """Break lines where a column ends."""
    lines, line = list[str](), ""
    for word in text.split():
        if line and len(line) + len(word) >= width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return "\n".join([*lines, line])


def _folio(number: int) -> tuple[str, ...]:
    return (f"{number // 7 + 1}",) if number % 7 == 6 else ()
