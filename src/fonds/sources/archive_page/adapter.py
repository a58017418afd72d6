"""An archive page → a Record (floor 3): one function a field, each from the parts that `layout.py` found."""

from dataclasses import dataclass

from fonds.problems import Problem
from fonds.record.curation import Curation
from fonds.record.dates import DateExpression
from fonds.record.evidence import Found, Span, normalised, observed, stated
from fonds.record.names import Contribution, Name, Phrase, is_short_for
from fonds.record.record import Dated, Marking, Record, SourceFile
from fonds.record.references import ArchivalReference, Book, Citation, CitedDocument
from fonds.sources.archive_page.layout import Layout, find_layout
from fonds.sources.grammar.citations import (
    find_header_reference,
    find_instruments,
    find_numbered,
    find_reply,
    fold_key,
    parse_numbered,
)
from fonds.sources.grammar.dates import is_undated, parse_date_line
from fonds.sources.grammar.letters import (
    Ending,
    find_address_lines,
    find_attachment_number,
    find_dispatch,
    find_ending,
    find_informees,
    find_instructing_bodies,
    find_marking,
    find_salutation,
)
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.grammar.names import phrase
from fonds.sources.grammar.provenance import (
    find_archival_reference,
    find_book,
    find_credit,
    find_funders,
    find_notice,
    find_original_language,
)
from fonds.sources.grammar.titles import Title, parse_title
from fonds.sources.language import find_language

HEAD_BLOCKS = 6
"""How many blocks of a body may be its head: references, markings, attachment numbers, the salutation."""


@dataclass(frozen=True, slots=True)
class _Head:
    """What the first blocks of a body say of the document itself."""

    marking: Found[Marking] | None = None
    position: Found[str] | None = None
    references: tuple[Citation, ...] = ()
    used: tuple[Span, ...] = ()
    contradictions: tuple[Found[Marking], ...] = ()
    sent: Found[DateExpression] | None = None
    received: Found[DateExpression] | None = None
    addressed: tuple[Contribution, ...] = ()


@dataclass(frozen=True, slots=True)
class _Provenance:
    """What the source line says."""

    line: Span | None = None
    archival: ArchivalReference | None = None
    book: Book | None = None
    credit: Found[str] | None = None
    contributions: tuple[Contribution, ...] = ()


def parse_page(source: SourceFile, curation: Curation, lexicon: Lexicon) -> Record:
    """Read one page. The record always comes back; what is missing or contradictory is among its problems."""
    page = source.page
    layout = find_layout(page, lexicon)
    title = parse_title(page, layout.title, lexicon) if layout.title else Title()
    letter = title.genre is not None and title.genre.value in lexicon.correspondence
    head = _head(page, layout.body, lexicon)
    ending = find_ending(page, layout.body)
    body = Span(layout.body[0].start, layout.body[-1].end) if layout.body else None
    salutation = _salutation(page, layout.body) if letter else None
    provenance = _provenance(page, layout)
    citations = _citations(page, body, title, head, lexicon, letter=letter)
    contributions = (
        *_letter_parties(page, body, title, head, ending, salutation, letter=letter),
        *(find_funders(page, layout.credit) if layout.credit else ()),
        *provenance.contributions,
    )
    notice = find_notice(page, layout.notice) if layout.notice else None
    funders, unlabelled = _donors(page, layout.unlabelled, contributions)
    dates = _dates(page, layout, ending)
    return Record(
        source=source, curation=curation, layout="archive-page" if layout.known else "unknown",
        language=find_language(" ".join(s.of(page) for s in (*layout.body, layout.summary, layout.title) if s)),
        title=_whole(page, layout.title, "title"), genre=title.genre, dates=dates,
        contributions=(*contributions, *funders), attendees=title.attendees, salutation=salutation,
        about=title.about, place_written=ending.place if letter else None,
        marking=head.marking, position=head.position or title.position,
        body=_whole(page, body, "body"), summary=_whole(page, layout.summary, "summary"),
        citations=citations, archival=provenance.archival, book=provenance.book,
        source_line=_whole(page, provenance.line, "source-line"), credit=provenance.credit,
        original_language=find_original_language(page, layout.source) if layout.source else None,
        number=title.number, sent=head.sent, received=head.received, notice=notice,
        identifier=_identifier(page, layout), uploaded=_uploaded(page, layout),
        empty_fields=_empty_fields(page, layout),
        used=_used(title, head, ending, salutation, contributions, citations),
        prose=tuple(span for span in (layout.title, *layout.body, layout.summary) if span),
        problems=(
            *_missing(source, layout, title, dates), *_doubtful(source, layout, dates, head, title),
            *_unread(source, provenance, unlabelled),
        ),
    )


def _head(page: str, body: list[Span], lexicon: Lexicon) -> _Head:
    """Read markings, attachment numbers and references that stand as lines of their own above the text."""
    markings: list[Found[Marking]] = []
    positions: list[Found[str]] = []
    references: list[Citation] = []
    dispatches: dict[str, Found[DateExpression]] = {}
    addressed: list[Contribution] = []
    for block in body[:HEAD_BLOCKS]:
        if marking := find_marking(page, block, lexicon):
            markings.append(marking)
        elif position := find_attachment_number(page, block):
            positions.append(position)
        elif reference := find_header_reference(page, block, lexicon):
            references.append(reference)
        elif dispatch := find_dispatch(page, block):
            dispatches.setdefault(*dispatch)
        addressed.extend(find_address_lines(page, block, lexicon))
    return _Head(
        marking=markings[0] if markings else None,
        position=positions[0] if positions else None,
        references=tuple(references),
        used=tuple(
            evidence.spans[0]
            for evidence in [*(m.evidence for m in markings), *(p.evidence for p in positions),
                             *(a.evidence for a in addressed)]
        ),
        addressed=tuple(addressed),
        sent=dispatches.get("sent"), received=dispatches.get("received"),
        contradictions=tuple(m for m in markings[1:] if m.value.code != markings[0].value.code),
    )


def _salutation(page: str, body: list[Span]) -> Found[Name] | None:
    return next((found for block in body[:HEAD_BLOCKS] if (found := find_salutation(page, block))), None)


def _letter_parties(
    page: str, body: Span | None, title: Title, head: _Head, ending: Ending, salutation: Found[Name] | None,
    *, letter: bool,
) -> tuple[Contribution, ...]:
    """Sender and addressee by the title, else by lines of the head or the salutation; the author by the signature."""
    parties = list(title.contributions)
    stated_roles = {party.role for party in parties}
    parties.extend(party for party in head.addressed if letter and party.role not in stated_roles)
    addressees = [party for party in parties if party.role == "addressee"]
    if salutation and not addressees:
        parties.append(Contribution("addressee", salutation.value, salutation.evidence))
    for party in addressees:
        if salutation and is_short_for(salutation.value.phrase.text, party.name.phrase.text):
            parties.append(Contribution("addressee", party.name, salutation.evidence))
    if letter:
        parties.extend(ending.authors)
        parties.extend(find_informees(page, body) if body else ())
    parties.extend(find_instructing_bodies(page, body) if body else ())
    return tuple(parties)


def _citations(
    page: str, body: Span | None, title: Title, head: _Head, lexicon: Lexicon, *, letter: bool
) -> tuple[Citation, ...]:
    found: list[Citation] = []
    if title.series:
        clause, whole = title.series
        target = parse_numbered(page, whole.span, lexicon) or _named_whole(whole)
        found.append(Citation("part-of", target, stated("title-series", clause.span)))
    found.extend(head.references)
    if body:
        reply = find_reply(page, body, lexicon) if letter else None
        found.extend([reply] if reply else [])
        found.extend(find_instruments(page, body))
        found.extend(find_numbered(page, body, lexicon))
    kept: dict[str, Citation] = {}
    for citation in found:
        cited = citation.target
        place = citation.evidence.spans[0]
        key = cited.key if isinstance(cited, CitedDocument) else fold_key(cited.name.text)
        if not any(place.meets(other.evidence.spans[0]) for other in kept.values()):
            kept.setdefault(key, citation)
    return tuple(kept.values())


def _named_whole(whole: Phrase) -> CitedDocument:
    """The whole of an "Attachment to …" that has no number: known by its words alone."""
    return CitedDocument(fold_key(whole.text), whole.text, stated("title-series", whole.span))


def _provenance(page: str, layout: Layout) -> _Provenance:
    """Read the source line: the credit sentence is cut off its end first."""
    if layout.source is None:
        return _Provenance()
    credit = find_credit(page, layout.source)
    end = credit[0].span.start if credit else layout.source.end
    line = phrase(page, layout.source.start, end).span
    if line.start == line.end:
        return _Provenance(None, None, None, credit[0] if credit else None, tuple(credit[1]) if credit else ())
    archival = find_archival_reference(page, line)
    book = None if archival else find_book(page, line)
    return _Provenance(
        line, archival, book, credit[0] if credit else None, tuple(credit[1]) if credit else ()
    )


def _donors(
    page: str, unlabelled: list[Span], contributions: tuple[Contribution, ...]
) -> tuple[tuple[Contribution, ...], list[Span]]:
    """A line under the labels that repeats a funder of the credit line says so again; others stay unread."""
    funders = {c.name.phrase.text.casefold(): c for c in contributions if c.role == "funder"}
    again, rest = [], []
    for span in unlabelled:
        funder = funders.get(span.of(page).casefold())
        if funder:
            again.append(Contribution("funder", funder.name, stated("donor-line", span)))
        else:
            rest.append(span)
    return tuple(again), rest


def _dates(page: str, layout: Layout, ending: Ending) -> tuple[Dated, ...]:
    found: list[Dated] = []
    if layout.date and (line := parse_date_line(page, layout.date)):
        found.append(Dated("heading", Found(line[0], normalised("date-line", line[1]))))
    if ending.date:
        found.append(Dated("dateline", ending.date))
    return tuple(found)


def _whole(page: str, span: Span | None, rule: str) -> Found[str] | None:
    return Found(span.of(page), stated(rule, span)) if span else None


def _value(page: str, layout: Layout, *names: str) -> Span | None:
    """Return the value that stands under one of these labels."""
    for label, value in layout.labels:
        if label.of(page).strip(" :").lower() in names:
            return value
    return None


def _identifier(page: str, layout: Layout) -> Found[str] | None:
    return _whole(page, _value(page, layout, "record id"), "record-id")


def _uploaded(page: str, layout: Layout) -> Found[DateExpression] | None:
    span = _value(page, layout, "original uploaded date", "upload date")
    line = parse_date_line(page, span) if span else None
    return Found(line[0], normalised("upload-date", line[1])) if line else None


def _empty_fields(page: str, layout: Layout) -> tuple[Found[str], ...]:
    return tuple(
        Found(label.of(page).strip(" :"), observed("empty-label", label))
        for label, value in layout.labels
        if value is None
    )


def _used(
    title: Title, head: _Head, ending: Ending, salutation: Found[Name] | None,
    contributions: tuple[Contribution, ...], citations: tuple[Citation, ...],
) -> tuple[Span, ...]:
    """Return the stretches some rule has understood, in which no mention is looked for."""
    return (
        *title.used, *head.used, *ending.used,
        *((salutation.span,) if salutation else ()),
        *(c.evidence.spans[0] for c in contributions if c.mention),
        *(c.evidence.spans[0] for c in citations),
    )


def _missing(source: SourceFile, layout: Layout, title: Title, dates: tuple[Dated, ...]) -> list[Problem]:
    where = source.key
    absent = {
        "layout-unknown": layout.known,
        "title-missing": layout.title,
        "date-missing": layout.date or dates,
        "body-missing": layout.body,
        "summary-missing": layout.summary,
        "source-missing": layout.source or not layout.has_tail,
        "notice-missing": layout.notice or not layout.has_tail,
        "genre-unknown": title.genre or not layout.title,
    }
    return [Problem(code, where) for code, there in absent.items() if not there]


def _doubtful(
    source: SourceFile, layout: Layout, dates: tuple[Dated, ...], head: _Head, title: Title
) -> list[Problem]:
    page, where = source.page, source.key
    found: list[Problem] = []
    if layout.date and not parse_date_line(page, layout.date) and not (dates and is_undated(layout.date.of(page))):
        code = "date-missing" if is_undated(layout.date.of(page)) else "date-unreadable"
        found.append(Problem(code, where, f"“{layout.date.of(page)}”", _line(page, layout.date)))
    if len(dates) == 2:
        first, second = (dated.date for dated in dates)
        if not (first.value.allows(second.value) or second.value.allows(first.value)):
            detail = f"“{first.span.of(page)}” and “{second.span.of(page)}”"
            found.append(Problem("date-contradiction", where, detail, _line(page, second.span)))
    for other in head.contradictions:
        found.append(Problem("marking-contradiction", where, f"“{other.value.written}”", _line(page, other.span)))
    for words in title.unclear:
        found.append(Problem("name-unclear", where, f"“{words.text}”", _line(page, words.span)))
    return found


def _unread(source: SourceFile, provenance: _Provenance, unlabelled: list[Span]) -> list[Problem]:
    page, where = source.page, source.key
    found: list[Problem] = []
    if provenance.line and not provenance.archival and not provenance.book:
        found.append(
            Problem("source-unreadable", where, f"“{provenance.line.of(page)[:80]}”", _line(page, provenance.line))
        )
    found.extend(
        Problem("line-unread", where, f"“{span.of(page)[:80]}”", _line(page, span)) for span in unlabelled
    )
    return found


def _line(page: str, span: Span) -> int:
    return page.count("\n", 0, span.start) + 1
