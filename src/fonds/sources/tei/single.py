"""A single text → a Record (floor 3): from the lines and marks that `letter.py` wrote out.

The description of the correspondence says who wrote to whom, when and where (TEI P5, 2.4.6); the description of the
manuscript where it lies (TEI P5, 11.4). Where neither is there, title and dates give what can be had, and a Problem
says so.
"""

from collections.abc import Iterator
from dataclasses import replace

from fonds.problems import Problem
from fonds.record.curation import Curation
from fonds.record.evidence import Found, Span, normalised, stated
from fonds.record.names import Contribution, Name
from fonds.record.record import Dated, Record, SourceFile
from fonds.sources.archive_page.decisions import decide_dates, decide_genre, decide_title
from fonds.sources.grammar.citations import find_citations
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.grammar.titles import CORRESPONDENCE
from fonds.sources.tei.correspondence import Correspondence, supplied_title
from fonds.sources.tei.dating import Datelines, read_datelines
from fonds.sources.tei.document import LONGEST_HEAD, language_of_words
from fonds.sources.tei.heading import Heading, find_tags, read_heading
from fonds.sources.tei.letter import Letter
from fonds.sources.tei.mentions import read_mentions
from fonds.sources.tei.signatures import read_signatures

LETTER, TEXT = "tei-letter", "tei-text"
"""Layouts: with a description of correspondence, and without."""


def parse_letter(letter: Letter, source: SourceFile, curation: Curation, lexicon: Lexicon) -> Record:
    """Return the record of one text."""
    page, described = letter.text, letter.described or Correspondence()
    heading = _heading(letter, lexicon, None)
    genre, wrong = decide_genre(_genre(letter, heading), curation, lexicon)
    if genre is not None and (heading.genre is None or genre.value != heading.genre.value):
        heading = _heading(letter, lexicon, genre)
    lines = read_datelines(page, letter.marks)
    title = Found(letter.title.text, stated("title", letter.title.span)) if letter.title else supplied_title(described)
    named, wrong_title = decide_title(title, curation)
    dates, wrong_dates = decide_dates(_dates(letter, described, lines), curation)
    signed = read_signatures(page, letter.marks, letter.known)
    talk = genre is not None and genre.value in lexicon.conversations
    letterly = genre is not None and genre.value in lexicon.correspondence
    used = (*heading.title.used, *lines.used, *signed.used)
    record = Record(
        source=source, curation=curation, layout=LETTER if letter.described else TEXT, language=_language(letter),
        title=named, genre=genre, dates=dates,
        contributions=(*_parties(described, heading), *(() if talk else letter.authors or signed.authors)),
        attendees=heading.attendees, about=heading.title.about, number=heading.title.number, draft=heading.title.draft,
        place_written=next(iter(described.places), lines.place), further_places=tuple(described.places[1:]),
        received=lines.received, transfers=tuple(described.transfers),
        mentions=_mentions(letter, described, used), addresses=tuple(described.addresses),
        identifiers=_identifiers(letter, described), original_language=described.language,
        archival=letter.manuscript.reference, source_line=letter.manuscript.line,
        body=Found(letter.body.of(page), stated("body", letter.body)) if letter.body else None,
        citations=find_citations(page, letter.body, lexicon, letter=letterly) if letter.body else (),
        used=used, prose=tuple(span for span in (letter.title and letter.title.span, letter.body) if span),
    )
    problems = (*described.problems, *wrong, *wrong_title, *wrong_dates)
    return replace(record, problems=(*problems, *_problems(record, letter)))


def _heading(letter: Letter, lexicon: Lexicon, genre: Found[str] | None) -> Heading:
    span = letter.title.span if letter.title else Span(0, 0)
    span = Span(span.start, min(span.end, span.start + LONGEST_HEAD))
    return read_heading(letter.text, span, find_tags(letter.text, (), letter.known), lexicon, genre)


def _genre(letter: Letter, heading: Heading) -> Found[str] | None:
    """Return the genre of the title; what has a description of its correspondence is correspondence."""
    if heading.genre or letter.described is None:
        return heading.genre
    spans = [c.name.phrase.span for c in letter.described.contributions] or [d.date.span for d in letter.described.dates]
    return Found(CORRESPONDENCE, normalised("correspondence-description", *spans)) if spans else None


def _parties(described: Correspondence, heading: Heading) -> tuple[Contribution, ...]:
    """Return who the description names; the title speaks of roles the description is silent on."""
    roles = {c.role for c in described.contributions}
    return (*described.contributions, *(c for c in heading.contributions if c.role not in roles))


def _dates(letter: Letter, described: Correspondence, lines: Datelines) -> tuple[Dated, ...]:
    """Return when it was written: by its description, else by its header, else by its dateline."""
    return tuple(described.dates) or ((letter.created,) if letter.created else tuple(lines.dates))


def _mentions(letter: Letter, described: Correspondence, used: tuple[Span, ...]) -> tuple[Found[Name], ...]:
    tagged = read_mentions(letter.text, letter.marks, letter.body, letter.known, used) if letter.body else ()
    return (*described.mentions, *tagged)


def _identifiers(letter: Letter, described: Correspondence) -> tuple[Found[str], ...]:
    return (described.identifier,) if described.identifier else ()


def _language(letter: Letter) -> str:
    if letter.language or letter.body is None:
        return letter.language or "und"
    return language_of_words(letter.text, letter.body)


def _problems(record: Record, letter: Letter) -> Iterator[Problem]:
    where = record.source.key
    if letter.described is None:
        yield Problem("layout-unknown", where, "the TEI has no description of a correspondence")
    missing = {
        "title-missing": record.title, "date-missing": record.dates, "body-missing": record.body,
        "source-missing": record.source_line or record.archival,
    }
    yield from (Problem(code, where) for code, found in missing.items() if not found)
