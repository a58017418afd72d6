"""A row → a Record (floor 3): one function a field, each from the values `rendering.py` wrote out.

Who has a part is said by columns; where a table has none of them, the title is asked as a page's title is. Sender and
addressee are those of a letter: a row of another genre that has them is told, and they are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from fonds.problems import Problem
from fonds.record.curation import Curation
from fonds.record.dates import DateExpression
from fonds.record.evidence import Found, normalised, stated
from fonds.record.names import Contribution, Name, Phrase, is_short_for
from fonds.record.record import Dated, Notice, Record, SourceFile, Transfer
from fonds.record.references import ArchivalReference, Citation, CitedDocument
from fonds.record.spans import AnyDate
from fonds.sources.archive_page.decisions import decide_dates, decide_genre, decide_title
from fonds.sources.grammar.citations import find_citations
from fonds.sources.grammar.cited import fold_key, read_cited
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.grammar.provenance import SourceLine, find_archival_reference, find_notice, read_source_line
from fonds.sources.grammar.title import Title
from fonds.sources.grammar.titles import parse_title
from fonds.sources.language import ENOUGH, find_language
from fonds.sources.tables.cells import is_address, parse_cell_date, parse_cell_language
from fonds.sources.tables.columns import TableColumns
from fonds.sources.tables.parties import NameReading
from fonds.sources.tables.rendering import RenderedRow, span_of

GENRE = "correspondence"
"""The genre of a row that says no more than who wrote to whom."""
LAYOUT = "table"


@dataclass(slots=True)
class _Reading:
    """The reading of one row: what its fields are asked of, and the Problems found on the way."""

    source: SourceFile
    rendered: RenderedRow
    columns: TableColumns
    lexicon: Lexicon
    names: NameReading
    problems: list[Problem] = field(default_factory=list)

    def values(self, name: str) -> list[Phrase]:
        return self.rendered.of(self.columns, name)

    def column(self, name: str) -> str:
        """The first column of a field, for a Problem."""
        return next(iter(self.columns.fields.get(name, ("",))))

    def tell(self, code: str, name: str, value: str = "") -> None:
        place = self.rendered.row.place(self.column(name))
        words = f": “{value[:80]}”" if value else ""
        self.problems.append(Problem(code, self.source.key, f"{place}{words}"))

    def one(self, name: str) -> Phrase | None:
        """The one value of a field; several where there can be one are told, and none of them is said."""
        values = self.values(name)
        if len(values) > 1:
            self.tell("table-cell-several", name, "; ".join(value.text for value in values))
            return None
        return values[0] if values else None

    def words(self, name: str) -> Found[str] | None:
        value = self.one(name)
        return Found(value.text, stated("table-cell", value.span)) if value else None

    def all_words(self, name: str) -> tuple[Found[str], ...]:
        return tuple(Found(value.text, stated("table-cell", value.span)) for value in self.values(name))


def parse_row(
    source: SourceFile, rendered: RenderedRow, columns: TableColumns, curation: Curation, lexicon: Lexicon
) -> Record:
    """Return the record of one row; what is missing or not understood is among its problems."""
    reading = _Reading(source, rendered, columns, lexicon, NameReading(source.key, rendered, columns, lexicon))
    reading.problems.extend(Problem(code, source.key, detail) for code, detail in rendered.row.remarks)
    dates, wrong_dates = decide_dates(tuple(_dates(reading)), curation)
    parties = [party for name in ("sender", "addressee", "author") for party in reading.names.contributions(name)]
    written = reading.words("title")
    title, genre, wrong = _title(reading, written, parties, curation)
    parties = _fitting(reading, parties, genre)
    named, wrong_title = decide_title(written or supplied_title(parties, dates), curation)
    summary, body = reading.words("summary"), _body(reading)
    line = _source_line(reading)
    archival = _archival(reading) or (line.archival if line else None)
    record = Record(
        source=source, curation=curation, layout=LAYOUT, title=named, genre=genre, dates=dates,
        language=find_language(" ".join(found.value[:ENOUGH] for found in (body, summary, written) if found)),
        contributions=(*parties, *title.contributions, *(line.contributions if line else ())),
        attendees=(*reading.names.contributions("participants"), *title.attendees),
        about=title.about, position=title.position, number=title.number, draft=title.draft,
        place_written=_place(reading, "place"), sent=_sent(reading), transfers=tuple(_transfers(reading)),
        subjects=(*reading.names.names("subjects", "subject"), *reading.names.names("places", "place")),
        mentions=tuple(reading.names.names("mentions")), keywords=reading.all_words("keywords"),
        citations=(*_whole(reading, title), *_cited(reading, body, genre)), summary=summary, body=body,
        original_language=_language(reading), archival=archival,
        book=line.book if line and not archival else None, source_line=_line_itself(reading, line, archival),
        credit=line.credit if line else None, notice=_notice(reading), extent=reading.words("extent"),
        addresses=tuple(_addresses(reading)), identifiers=tuple(_identifiers(reading)), used=title.used,
        prose=tuple(found.span for found in (written, body, summary) if found),
    )
    told = (*reading.problems, *reading.names.problems, *_doubts(reading, record, title))
    problems = (*wrong, *wrong_title, *wrong_dates, *told)
    return replace(record, problems=tuple(dict.fromkeys(problems)))


def supplied_title(parties: list[Contribution], dates: tuple[Dated, ...]) -> Found[str] | None:
    """Return a title made of sender (or author), addressee and date; None where nobody is named."""
    roles: dict[str, list[Phrase]] = {}
    for party in parties:
        roles.setdefault(party.role, []).append(party.name.full or party.name.phrase)
    senders, addressees = roles.get("sender") or roles.get("author") or [], roles.get("addressee", [])
    if not senders and not addressees:
        return None
    words = " and ".join(name.text for name in senders)
    words += (" to " if senders else "To ") * bool(addressees) + " and ".join(name.text for name in addressees)
    spans = [name.span for name in (*senders, *addressees)]
    if dates:
        words += f", {dates[0].date.value.slug}"
        spans.append(dates[0].date.span)
    return Found(words, normalised("supplied-title", *spans))


def _title(
    reading: _Reading, written: Found[str] | None, parties: list[Contribution], curation: Curation
) -> tuple[Title, Found[str] | None, list[Problem]]:
    """Read the title and the genre: the genre's own cell, then the title's first words, then that it is a letter."""
    text, lexicon = reading.source.page, reading.lexicon
    stated_genre = _genre(reading)
    title = Title()
    if written:
        title = parse_title(text, written.span, lexicon, genre=stated_genre)
    sides = [party.name.phrase.span for party in parties if party.role != "author"]
    genre = stated_genre or title.genre
    known = {*lexicon.correspondence, *lexicon.conversations}
    if sides and not stated_genre and (genre is None or genre.value not in known):
        genre = Found(GENRE, normalised("table-parties", *sides))
    found, wrong = decide_genre(genre, curation, lexicon)
    if written and found is not genre:
        title = parse_title(text, written.span, lexicon, genre=found)
    return _beside(title, reading, parties), found, wrong


def _beside(title: Title, reading: _Reading, parties: list[Contribution]) -> Title:
    """Return what a title says beside the cells: the parts the row is silent on, where it contradicts no cell."""
    attended = reading.values("participants")
    if not parties and not attended:
        return title
    roles = {party.role for party in parties}
    silent = attended or any(not _agrees(each, parties) for each in title.contributions if each.role in roles)
    told = () if silent else tuple(each for each in title.contributions if each.role not in roles)
    return Title(
        title.genre, told, about=title.about, series=title.series, position=title.position, number=title.number,
        draft=title.draft, used=title.used if told else (),
    )


def _agrees(told: Contribution, parties: list[Contribution]) -> bool:
    """Whether a part that a title tells may be one of those that the cells state: the same name, or a shorter one."""
    names = [(party.name.full or party.name.phrase).text for party in parties if party.role == told.role]
    name = told.name.phrase.text
    return any(name == other or is_short_for(name, other) or is_short_for(other, name) for other in names)


def _cited(reading: _Reading, body: Found[str] | None, genre: Found[str] | None) -> tuple[Citation, ...]:
    """Return the documents that the text of a row refers to."""
    if body is None:
        return ()
    letter = genre is not None and genre.value in reading.lexicon.correspondence
    return find_citations(reading.source.page, body.span, reading.lexicon, letter=letter)


def _whole(reading: _Reading, title: Title) -> Iterator[Citation]:
    """The whole that "Attachment to …" in a title names."""
    if title.series:
        clause, whole = title.series
        told = stated("title-series", whole.span)
        page, span = reading.source.page, whole.span
        cited = read_cited(page, span.start, span.end, reading.lexicon, rule="title-series")
        target = cited[0] if cited and cited[1] == span else CitedDocument(fold_key(whole.text), whole.text, told)
        yield Citation("part-of", target, stated("title-series", clause.span))


def _genre(reading: _Reading) -> Found[str] | None:
    value = reading.one("genre")
    if value is None:
        return None
    words, lexicon = value.text.casefold(), reading.lexicon
    codes = {*lexicon.genres.values(), *lexicon.correspondence, *lexicon.conversations}
    code = lexicon.genres.get(words) or words.rpartition("/")[2].replace(" ", "-")
    if code not in codes:
        reading.tell("table-genre-unknown", "genre", value.text)
        return None
    return Found(code, normalised("table-cell", value.span))


def _fitting(reading: _Reading, parties: list[Contribution], genre: Found[str] | None) -> list[Contribution]:
    """Leave out sender and addressee of what is no letter."""
    if genre is None or genre.value in reading.lexicon.correspondence:
        return parties
    for party in parties:
        if party.role != "author":
            field_ = "sender" if party.role == "sender" else "addressee"
            reading.tell("table-party-misplaced", field_, f"{party.name.phrase.text} ({genre.value})")
    return [party for party in parties if party.role == "author"]


def _dates(reading: _Reading) -> Iterator[Dated]:
    for value in reading.values("date"):
        found = _date(reading, "date", value)
        yield from (Dated("date", Found(date, normalised("table-date", value.span))) for date in found)


def _date(reading: _Reading, name: str, value: Phrase) -> tuple[AnyDate, ...]:
    found = parse_cell_date(value.text, reading.columns.dates)
    if not found:
        reading.tell("table-date-unreadable", name, value.text)
    return found


def _sent(reading: _Reading) -> Found[DateExpression] | None:
    value = reading.one("date-sent")
    dates = _date(reading, "date-sent", value) if value else ()
    if value and len(dates) == 1 and isinstance(dates[0], DateExpression):
        return Found(dates[0], normalised("table-date", value.span))
    if value and dates:
        reading.tell("table-date-unreadable", "date-sent", value.text)
    return None


def _transfers(reading: _Reading) -> Iterator[Transfer]:
    value = reading.one("date-received")
    dates = _date(reading, "date-received", value) if value else ()
    place = _place(reading, "place-received")
    date = Found(dates[0], normalised("table-date", value.span)) if value and len(dates) == 1 else None
    if date or place:
        yield Transfer("received", date, place)


def _place(reading: _Reading, name: str) -> Found[Name] | None:
    found = reading.names.names(name, "place")
    if len(found) > 1:
        reading.one(name)
        return None
    return found[0] if found else None


def _body(reading: _Reading) -> Found[str] | None:
    span = span_of(reading.values("body"))
    return Found(span.of(reading.source.page), stated("table-cell", span)) if span else None


def _language(reading: _Reading) -> Found[str] | None:
    value = reading.one("language")
    tag = parse_cell_language(value.text) if value else ""
    if value and not tag:
        reading.tell("table-language-unknown", "language", value.text)
    return Found(tag, normalised("table-cell", value.span)) if value and tag else None


def _archival(reading: _Reading) -> ArchivalReference | None:
    """Read archive and reference together; where their form is not known, the archive is the archive all the same."""
    page, archive, reference = reading.source.page, reading.one("archive"), reading.one("reference")
    whole = reading.rendered.together or reference
    found = find_archival_reference(page, whole.span) if whole else None
    if archive is None:
        return found
    if found and found.archive.phrase.text.casefold() == archive.text.casefold():
        return found
    return ArchivalReference(Name(archive, kind="archive"), (), reading.rendered.together or reference or archive)


def _source_line(reading: _Reading) -> SourceLine | None:
    value = reading.one("source")
    return read_source_line(reading.source.page, value.span) if value else None


def _line_itself(
    reading: _Reading, line: SourceLine | None, archival: ArchivalReference | None
) -> Found[str] | None:
    """Return the source line as printed; a reference of no known form is one."""
    span = line.line if line else None
    reference = reading.one("reference")
    if span is None and reference and archival is None:
        span = reference.span
    return Found(span.of(reading.source.page), stated("table-cell", span)) if span else None


def _notice(reading: _Reading) -> Notice | None:
    value = reading.one("rights")
    return find_notice(reading.source.page, value.span) if value else None


def _addresses(reading: _Reading) -> Iterator[Found[str]]:
    for value in reading.values("url"):
        if is_address(value.text):
            yield Found(value.text, stated("table-cell", value.span))
        else:
            reading.tell("table-iri-unreadable", "url", value.text)


def _identifiers(reading: _Reading) -> Iterator[Found[str]]:
    """What the row is known by in its own table, and its other identifiers."""
    seen: set[str] = set()
    for value in (*reading.values("id"), *reading.values("identifier")):
        if value.text not in seen:
            seen.add(value.text)
            yield Found(value.text, stated("table-cell", value.span))


def _doubts(reading: _Reading, record: Record, title: Title) -> Iterator[Problem]:
    key = record.source.key
    if record.title is None:
        yield Problem("title-missing", key, "neither a title nor sender or addressee is given")
    if not record.dates and not reading.values("date"):
        yield Problem("date-missing", key)
    if record.title and not record.genre:
        yield Problem("genre-unknown", key)
    for words in title.unclear:
        yield Problem("name-unclear", key, f"“{words.text}”")
    for words in title.left_out:
        yield Problem("name-left-out", key, f"“{words.text}”")
    if record.source_line and not record.archival and not record.book:
        yield Problem("source-unreadable", key, f"“{record.source_line.value[:80]}”")
    values = [dated.date for dated in record.dates]
    for first, second in pairwise(values):
        if not (first.value.allows(second.value) or second.value.allows(first.value)) and first.span != second.span:
            both = f"“{first.span.of(record.source.page)}” and “{second.span.of(record.source.page)}”"
            yield Problem("date-contradiction", key, both)
            return
