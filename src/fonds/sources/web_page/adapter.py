"""Web pages as files (floor 3): one page, one document; its text is the page's words, then what the page says of itself.

Where the words have one of the archive page's layouts, they are read as such. Else the title is the one heading or the
one the page names, the body its main text. What the page's own metadata say fills what its words leave open, and never
replaces it.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from fonds.problems import Problem
from fonds.record.curation import Curation
from fonds.record.evidence import Found, Span, stated
from fonds.record.record import Dated, Record, SourceFile
from fonds.record.spans import AnyDate
from fonds.sources.archive_page.adapter import parse_page
from fonds.sources.archive_page.blocks import find_blocks
from fonds.sources.archive_page.dating import find_page_dates
from fonds.sources.archive_page.decisions import decide_dates, decide_genre, decide_title
from fonds.sources.archive_page.head import HEAD_BLOCKS
from fonds.sources.archive_page.letter_head import read_letter_head
from fonds.sources.archive_page.regions import Layout
from fonds.sources.grammar.endings import find_ending
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.grammar.openings import find_opening
from fonds.sources.grammar.titles import parse_title
from fonds.sources.language import find_language
from fonds.sources.parts import Part, ReadOptions
from fonds.sources.reading import read_data
from fonds.sources.rendering import TextBuilder
from fonds.sources.web_page.embedded import Said, find_said
from fonds.sources.web_page.filling import Filling, Line, fill
from fonds.sources.web_page.markup import Markup, find_main, parse_markup, render_text

MEDIA_TYPE = "text/html"
HEADING = "The page's own metadata"
LEAST_TITLE = 8
_JOINTS = re.compile(r"\s+(?:[|–—·•»«:/-]|::)\s+|:\s+")


def read_web_page(path: Path, key: str, options: ReadOptions) -> Iterator[Part | Problem]:
    """Yield the page, or why it cannot be read."""
    data = read_data(path, options.page_bytes)
    if isinstance(data, Problem):
        yield data
        return
    markup = parse_markup(data)
    text = render_text(markup) if markup else ""
    if markup is None or not any(map(str.isalnum, text)):
        yield Problem("file-empty", str(path))
        return
    builder = TextBuilder()
    builder.add(text + "\n")
    lines = tuple(_write_out(builder, markup, find_said(markup)))
    digest = hashlib.sha256(data).hexdigest()
    source = SourceFile(key, path.name, MEDIA_TYPE, digest, len(data), builder.text)
    yield Part(source, partial(_parse, source, len(text), markup, lines))


def _page_titles(markup: Markup, lexicon: Lexicon) -> Iterator[str]:
    """Yield what may be the title, the likeliest first: the one heading, else what opens as titles do.

    The page's own title stands beside the name of the site, behind it or before it; of several headings one is in it.
    Where the one heading is in it too, it may be the site's name: words that name parties go before it.
    """
    parts = [part.strip() for part in _JOINTS.split(markup.title)]
    if len(markup.headings) == 1:
        if markup.headings[0] in parts:
            yield from (words for words in (*markup.headings, *parts) if _names_parties(words, lexicon))
        yield markup.headings[0]
    for words in (*markup.headings, *parts):
        if find_opening(words, Span(0, len(words)), lexicon):
            yield words
    yield markup.title
    yield from (words for words in markup.headings if words in parts and len(markup.headings) > 1)
    yield from parts


def _names_parties(words: str, lexicon: Lexicon) -> bool:
    title = parse_title(words, Span(0, len(words)), lexicon)
    return title.genre is not None and bool(title.contributions or title.attendees)


def _write_out(builder: TextBuilder, markup: Markup, said: list[Said]) -> Iterator[Line]:
    """Write what the page says of itself below its words, a line a value."""
    extra = [Said("address", markup.canonical, "canonical")] if markup.canonical.startswith("http") else []
    if said or extra:
        builder.block(HEADING)
    for one in (*said, *extra):
        builder.add(f"{one.label}: ")
        words = builder.add(one.value)
        iris = []
        for iri in one.iris:
            builder.add(" <")
            iris.append(builder.add(iri))
            builder.add(">")
        builder.add("\n")
        yield Line(one.field, words, one.kind, tuple(iris))


def _parse(
    source: SourceFile, end: int, markup: Markup, lines: tuple[Line, ...], curation: Curation, lexicon: Lexicon
) -> Record:
    """Return the record of a page whose words end at ``end``."""
    shown = replace(source, page=source.page[:end])
    record = parse_page(shown, curation, lexicon)
    if record.layout == "unknown":
        record = _plain(source, end, markup, lines, curation, lexicon)
    else:
        record = replace(record, source=source, layout=f"web page: {record.layout}")
    filling = Filling(source.key, source.page, lexicon, curation)
    record = fill(record, lines, filling)
    if record.language == "und" and markup.language:
        record = replace(record, language=markup.language)
    if markup.guessed:
        guessed = Problem("encoding-guessed", source.key, markup.guessed)
        record = replace(record, problems=(*record.problems, guessed))
    return record


def _plain(
    source: SourceFile, end: int, markup: Markup, lines: tuple[Line, ...], curation: Curation, lexicon: Lexicon
) -> Record:
    """Return the record of a page that has none of the known layouts.

    Only such a page is asked for its main text: the library that tells it takes longer than all other reading.
    """
    page = source.page
    titles = tuple(dict.fromkeys(filter(None, _page_titles(markup, lexicon))))
    main = find_main(page[:end], markup)
    place = _title_place(page, end, titles, lines)
    parsed = parse_title(page, place, lexicon) if place else None
    genre, wrong = decide_genre(parsed.genre if parsed else None, curation, lexicon)
    if place and parsed and genre is not parsed.genre:
        parsed = parse_title(page, place, lexicon, genre=genre)
    words = Found(place.of(page), stated("page-title", place)) if place else None
    title, wrong_title = decide_title(words, curation)
    if main and place and main.start <= place.start < main.end:
        main = Span(place.end, main.end) if place.end < main.end else None
    body = _trimmed(page, main) if main else None
    blocks = find_blocks(page, body) if body else []
    talk = genre is not None and genre.value in lexicon.conversations
    letter = genre is not None and genre.value in lexicon.correspondence
    dates, held, wrong_dates = _dates(page, place, blocks, curation, lexicon, talk=talk, letter=letter)
    problems = [*wrong, *wrong_title, *wrong_dates, Problem("layout-unknown", source.key)]
    if title is None:
        problems.append(Problem("title-missing", source.key))
    if body is None:
        problems.append(Problem("body-missing", source.key))
    return Record(
        source=source, curation=curation, layout="web page", problems=tuple(problems), title=title, genre=genre,
        contributions=parsed.contributions if parsed else (), attendees=parsed.attendees if parsed else (),
        dates=dates, held=held, number=parsed.number if parsed else None, draft=parsed.draft if parsed else None,
        about=parsed.about if parsed else (),
        body=Found(body.of(page), stated("main-text", body)) if body else None,
        language=find_language(body.of(page)) if body else "und",
        used=parsed.used if parsed else (), prose=tuple(span for span in (place, body) if span and span.end <= end),
    )


def _dates(
    page: str, title: Span | None, blocks: list[Span], curation: Curation, lexicon: Lexicon, *, talk: bool, letter: bool
) -> tuple[tuple[Dated, ...], Found[AnyDate] | None, list[Problem]]:
    """Read the dates in title, head and ending; a bare date above the text may be when the page appeared, and is none."""
    above = read_letter_head(page, blocks, lexicon).dateline if letter else None
    below = find_ending(page, blocks).date if letter else None
    lines = [*([above[0]] if above and above[1] else []), *([below] if below else [])]
    said = find_page_dates(page, Layout(), title, lines, blocks[:HEAD_BLOCKS], talk=talk)
    dates, wrong = decide_dates(said.of_document, curation)
    return dates, said.held, wrong


def _title_place(page: str, end: int, titles: tuple[str, ...], lines: tuple[Line, ...]) -> Span | None:
    """Return where the title stands: in the words of the page where it can be found there, else in the metadata."""
    named = [line.words.text for line in lines if line.field == "title"]
    for title in (*named, *titles):
        at = page.find(title, 0, end) if len(title) >= LEAST_TITLE else -1
        if at >= 0:
            return Span(at, at + len(title))
    found = next((line.words for line in lines if line.field in ("title", "page-title")), None)
    return found.span if found else None


def _trimmed(page: str, span: Span) -> Span | None:
    words = span.of(page)
    start = span.start + len(words) - len(words.lstrip())
    end = span.end - (len(words) - len(words.rstrip()))
    return Span(start, end) if start < end else None


