"""An archive page → a Record (floor 3): one function a field, each from the parts that `layout.py` found."""

from dataclasses import dataclass, replace

from fonds.problems import Problem
from fonds.record.coverage import Coverage
from fonds.record.curation import Curation
from fonds.record.dates import DateExpression
from fonds.record.evidence import Found, Span, normalised, observed, stated
from fonds.record.names import Contribution, Name, Phrase, is_short_for
from fonds.record.record import Dated, Marking, Record, SourceFile
from fonds.record.references import ArchivalReference, Book, Citation, CitedDocument
from fonds.sources.archive_page.decisions import decide_dates, decide_genre, decide_title
from fonds.sources.archive_page.doubts import find_doubts
from fonds.sources.archive_page.layout import DATED_LABELS, HEAD_BLOCKS, Layout, find_layout, label_name
from fonds.sources.grammar.citations import (
    find_header_reference,
    find_instruments,
    find_numbered,
    find_reply,
    fold_key,
    parse_numbered,
)
from fonds.sources.grammar.dates import parse_date_line
from fonds.sources.grammar.endings import Ending, find_dateline, find_ending
from fonds.sources.grammar.letters import (
    find_address_lines,
    find_attachment_number,
    find_dispatch,
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
from fonds.sources.language import ENOUGH, find_language


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
    dateline: tuple[Found[DateExpression], Found[Name] | None] | None = None


@dataclass(frozen=True, slots=True)
class _Provenance:
    """What the source line says."""

    line: Span | None = None
    archival: ArchivalReference | None = None
    book: Book | None = None
    credit: Found[str] | None = None
    language: Found[str] | None = None
    contributions: tuple[Contribution, ...] = ()


def parse_page(source: SourceFile, curation: Curation, lexicon: Lexicon) -> Record:
    """Read one page. The record always comes back; what is missing or contradictory is among its problems."""
    page = source.page
    layout = find_layout(page, lexicon)
    title, genre, wrong = _title(page, layout, curation, lexicon)
    letter = genre is not None and genre.value in lexicon.correspondence
    talk = genre is not None and genre.value in lexicon.conversations
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
    funders, unread = _donors(page, layout.unlabelled, contributions)
    dates, wrong_dates = decide_dates(_dates(page, layout, head, ending), curation)
    named, wrong_title = decide_title(_one_line(page, layout.title, "title"), curation)
    record = Record(
        source=source, curation=curation, layout="archive-page" if layout.known else "unknown",
        language=_language(page, layout), title=named, genre=genre, dates=dates,
        contributions=(*contributions, *funders), attendees=title.attendees, salutation=salutation,
        about=title.about, place_written=None if talk else ending.place or (head.dateline and head.dateline[1]),
        marking=head.marking, position=head.position or title.position,
        body=_whole(page, body, "body"), summary=_whole(page, layout.summary, "summary"),
        citations=citations, archival=provenance.archival, book=provenance.book,
        source_line=_whole(page, provenance.line, "source-line"), credit=provenance.credit,
        original_language=provenance.language, number=title.number, sent=head.sent, received=head.received,
        notice=find_notice(page, layout.notice) if layout.notice else None,
        identifier=_identifier(page, layout), uploaded=_uploaded(page, layout),
        empty_fields=_empty_fields(page, layout),
        used=_used(title, head, ending, salutation, contributions, citations),
        prose=tuple(span for span in (layout.title, *layout.body, layout.summary) if span),
    )
    doubts = find_doubts(source, layout, record, title, head.contradictions, unread)
    return replace(record, problems=(*wrong, *wrong_title, *wrong_dates, *doubts))


def _title(
    page: str, layout: Layout, curation: Curation, lexicon: Lexicon
) -> tuple[Title, Found[str] | None, list[Problem]]:
    """Read the title; a genre that a person decided says who of its names is a sender and who attended."""
    title = parse_title(page, layout.title, lexicon) if layout.title else Title()
    genre, wrong = decide_genre(title.genre, curation, lexicon)
    if layout.title and genre is not title.genre:
        title = parse_title(page, layout.title, lexicon, genre=genre)
    return title, genre, wrong


def _language(page: str, layout: Layout) -> str:
    """Return the language of the text: body, summary and title, as far as telling it needs."""
    spans = [span for span in (*layout.body[:HEAD_BLOCKS + 20], layout.summary, layout.title) if span]
    return find_language(" ".join(page[span.start : min(span.end, span.start + ENOUGH)] for span in spans))


def _head(page: str, body: list[Span], lexicon: Lexicon) -> _Head:
    """Read markings, attachment numbers and references that stand as lines of their own above the text."""
    markings: list[Found[Marking]] = []
    positions: list[Found[str]] = []
    references: list[Citation] = []
    dispatches: dict[str, Found[DateExpression]] = {}
    addressed: list[Contribution] = []
    dateline: tuple[Found[DateExpression], Found[Name] | None] | None = None
    for block in body[:HEAD_BLOCKS]:
        if marking := find_marking(page, block, lexicon):
            markings.append(marking)
        elif position := find_attachment_number(page, block):
            positions.append(position)
        elif reference := find_header_reference(page, block, lexicon):
            references.append(reference)
        elif dispatch := find_dispatch(page, block):
            dispatches.setdefault(*dispatch)
        elif dateline is None and block is not body[-1] and (found := find_dateline(page, block)):
            dateline = found
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
        addressed=tuple(addressed), dateline=dateline,
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
    taken = Coverage()
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
        if key not in kept and not taken.meets(place):
            kept[key] = citation
            taken.add(place)
    return tuple(kept.values())


def _named_whole(whole: Phrase) -> CitedDocument:
    """The whole of an "Attachment to …" that has no number: known by its words alone."""
    return CitedDocument(fold_key(whole.text), whole.text, stated("title-series", whole.span))


def _provenance(page: str, layout: Layout) -> _Provenance:
    """Read the source line: the credit sentence is cut off its end first; it may also be a line of its own."""
    spans = [span for span in (layout.source, *layout.credits) if span]
    credited = next(((span, found) for span in spans if (found := find_credit(page, span))), None)
    if layout.source is None:
        return _Provenance()
    end = layout.source.end
    if credited and credited[0] == layout.source:
        end = credited[1][0].span.start
    whole = phrase(page, layout.source.start, end).span
    line = whole if whole.start < whole.end else None
    archival = find_archival_reference(page, line) if line else None
    book = find_book(page, line) if line and not archival else None
    credit, parties = credited[1] if credited else (None, [])
    language = find_original_language(page, credited[0]) if credited else None
    return _Provenance(line, archival, book, credit, language, tuple(parties))


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


def _dates(page: str, layout: Layout, head: _Head, ending: Ending) -> tuple[Dated, ...]:
    found: list[Dated] = []
    if layout.date and (line := parse_date_line(page, layout.date)):
        found.append(Dated("heading", Found(line[0], normalised("date-line", line[1]))))
    if head.dateline:
        found.append(Dated("dateline", head.dateline[0]))
    if ending.date:
        found.append(Dated("dateline", ending.date))
    return tuple(found)


def _one_line(page: str, span: Span | None, rule: str) -> Found[str] | None:
    """Return words as one line; where the page breaks them, they are normalised."""
    if span is None:
        return None
    words = " ".join(span.of(page).split())
    return Found(words, stated(rule, span) if words == span.of(page) else normalised(rule, span))


def _whole(page: str, span: Span | None, rule: str) -> Found[str] | None:
    return Found(span.of(page), stated(rule, span)) if span else None


def _value(page: str, layout: Layout, *names: str) -> Span | None:
    """Return the value that stands under one of these labels."""
    values = (value for label, value in layout.labels if value and label_name(label.of(page)) in names)
    return next(values, None)


def _identifier(page: str, layout: Layout) -> Found[str] | None:
    return _whole(page, _value(page, layout, "record id"), "record-id")


def _uploaded(page: str, layout: Layout) -> Found[DateExpression] | None:
    span = _value(page, layout, *DATED_LABELS)
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
        *((head.dateline[0].span,) if head.dateline else ()),
        *((salutation.span,) if salutation else ()),
        *(c.evidence.spans[0] for c in contributions if c.mention),
        *(c.evidence.spans[0] for c in citations),
    )
