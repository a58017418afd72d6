"""An archive page → a Record (floor 3), from the parts that `layout.py` found.

What labels say is read in `values.py`, the title in `titles.py`, whose each date is in `dating.py`, the head of a
letter in `letter_head.py`, the source line in `provenance.py`, what the page cites in `citing.py`.
"""

from dataclasses import replace

from fonds.problems import Problem
from fonds.record.curation import Curation
from fonds.record.evidence import Found, Span, stated
from fonds.record.names import Contribution, Name, is_short_for
from fonds.record.record import Record, SourceFile
from fonds.record.references import Citation
from fonds.record.spans import AnyDate
from fonds.sources.archive_page.citing import find_citations
from fonds.sources.archive_page.dating import find_page_dates
from fonds.sources.archive_page.decisions import decide_dates, decide_genre, decide_title
from fonds.sources.archive_page.doubts import Doubted, find_doubts
from fonds.sources.archive_page.head import HEAD_BLOCKS
from fonds.sources.archive_page.layout import Layout, find_layout
from fonds.sources.archive_page.letter_head import LetterHead, read_letter_head, read_salutation
from fonds.sources.archive_page.line_ends import with_line_ends
from fonds.sources.archive_page.provenance import Provenance, read_provenance
from fonds.sources.archive_page.regions import PDF_TEXT
from fonds.sources.archive_page.titles import PageTitle, choose_title, one_line, read_title
from fonds.sources.archive_page.values import (
    find_associated,
    find_authors,
    find_donors,
    find_empty_fields,
    find_identifier,
    find_label_marking,
    find_languages,
    find_topics,
    find_type,
    find_uploaded,
)
from fonds.sources.grammar.endings import Ending, find_ending
from fonds.sources.grammar.letters import find_informees, find_instructing_bodies
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.grammar.provenance import find_funders, find_notice
from fonds.sources.grammar.title import Title
from fonds.sources.language import ENOUGH, find_language


def parse_page(source: SourceFile, curation: Curation, lexicon: Lexicon) -> Record:
    """Read one page. The record always comes back; what is missing or contradictory is among its problems."""
    shown = with_line_ends(source)
    record = _read(shown, curation, lexicon)
    return record if shown is source else replace(record, source=source)


def _read(source: SourceFile, curation: Curation, lexicon: Lexicon) -> Record:
    """Read a page whose lines end as usual."""
    page = source.page
    layout = find_layout(page, lexicon)
    chosen = choose_title(page, layout)
    typed, unread = find_type(page, layout, lexicon)
    title, genre, wrong = _title(page, chosen, typed, curation, lexicon)
    letter = genre is not None and genre.value in lexicon.correspondence
    talk = genre is not None and genre.value in lexicon.conversations
    head = read_letter_head(page, layout.body, lexicon)
    ending = find_ending(page, layout.body)
    body = Span(layout.body[0].start, layout.body[-1].end) if layout.body else None
    salutation = read_salutation(page, layout.body) if letter else None
    parties = _letter_parties(page, body, title, head, ending, salutation, letter=letter)
    said = find_page_dates(page, layout, chosen.span, _datelines(head, ending), layout.body[:HEAD_BLOCKS], talk=talk)
    dates, wrong_dates = decide_dates(said.of_document, curation)
    named, wrong_title = decide_title(chosen.found, curation)
    citations = find_citations(page, body, layout.title, title, head, lexicon, letter=letter)
    record = Record(
        source=source, curation=curation, layout=layout.name, language=_language(page, layout), title=named, genre=genre,
        dates=dates, held=said.held, contributions=parties, attendees=title.attendees, salutation=salutation,
        about=title.about, place_written=None if talk else ending.place or (head.dateline and head.dateline[1]),
        marking=head.marking, position=head.position or title.position, number=title.number, draft=title.draft,
        sent=head.sent, received=head.received, citations=citations,
        body=Found(body.of(page), stated("body", body)) if body else None, summary=_summary(page, layout),
        notice=find_notice(page, layout.notice) if layout.notice else None,
        used=_used(title, head, ending, salutation, parties, citations),
        prose=tuple(span for span in (chosen.span, *layout.body, layout.summary) if span),
    )
    doubted = Doubted(
        markings=head.contradictions, unread=(*unread, *layout.ignored), held=said.doubted, title=chosen.differs
    )
    record, doubted = _with_provenance(record, layout, doubted)
    record, doubted = _with_labels(record, layout, lexicon, doubted)
    doubts = find_doubts(source, layout, record, title, doubted)
    return replace(record, problems=(*wrong, *wrong_title, *wrong_dates, *doubts))


def _with_provenance(record: Record, layout: Layout, doubted: Doubted) -> tuple[Record, Doubted]:
    """Add where the page comes from: source line, credit, funders, the original's language, its address."""
    page = record.source.page
    provenance = read_provenance(page, layout)
    funders = find_funders(page, layout.credit) if layout.credit else []
    donors, left = find_donors(page, layout, funders)
    languages = find_languages(page, layout, record.language, translated=provenance.credit is not None)
    address = layout.citation.address if layout.citation else None
    authors = find_authors(page, layout, (each.name for each in (*record.contributions, *record.attendees)), funders)
    return replace(
        record,
        contributions=(*record.contributions, *authors, *funders, *provenance.contributions, *donors),
        archival=provenance.archival, book=provenance.book, source_line=provenance.line, credit=provenance.credit,
        original_language=provenance.language or languages.original,
        addresses=(Found(address.of(page), stated("citation-address", address)),) if address else (),
    ), replace(
        doubted, unread=(*doubted.unread, *left, *languages.unread, *provenance.unread),
        language=_other(provenance, languages.original),
    )


def _with_labels(record: Record, layout: Layout, lexicon: Lexicon, doubted: Doubted) -> tuple[Record, Doubted]:
    """Add what the remaining labels say."""
    page = record.source.page
    marking, unread = find_label_marking(page, layout, lexicon)
    return replace(
        record, marking=record.marking or marking, mentions=find_associated(page, layout),
        keywords=find_topics(page, layout), identifier=find_identifier(page, layout),
        uploaded=find_uploaded(page, layout), empty_fields=find_empty_fields(page, layout),
    ), replace(doubted, unread=(*doubted.unread, *unread))


def _datelines(head: LetterHead, ending: Ending) -> list[Found[AnyDate]]:
    above = [head.dateline[0]] if head.dateline else []
    return [*above, *([ending.date] if ending.date else [])]


def _title(
    page: str, chosen: PageTitle, typed: Found[str] | None, curation: Curation, lexicon: Lexicon
) -> tuple[Title, Found[str] | None, list[Problem]]:
    """Read the title; a genre that a person decided, or a label where the title has none, says what its names are."""
    title = read_title(page, chosen.span, lexicon)
    genre, wrong = decide_genre(title.genre or typed, curation, lexicon)
    if chosen.span and genre is not title.genre:
        title = read_title(page, chosen.span, lexicon, genre=genre)
    return title, genre, wrong


def _other(provenance: Provenance, labelled: Found[str] | None) -> Found[str] | None:
    """Return the language a label states, where the credit states another one."""
    stated_ = provenance.language
    return labelled if stated_ and labelled and stated_.value != labelled.value else None


def _language(page: str, layout: Layout) -> str:
    """Return the language of the text: body, summary and title, as far as telling it needs."""
    spans = [span for span in (*layout.body[:HEAD_BLOCKS + 20], layout.summary, layout.title) if span]
    return find_language(" ".join(page[span.start : min(span.end, span.start + ENOUGH)] for span in spans))


def _letter_parties(
    page: str, body: Span | None, title: Title, head: LetterHead, ending: Ending, salutation: Found[Name] | None,
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


def _summary(page: str, layout: Layout) -> Found[str] | None:
    """The archive's summary; where a file breaks its lines anywhere, as one line."""
    if layout.summary and layout.name == PDF_TEXT:
        return one_line(page, layout.summary, "summary")
    return Found(layout.summary.of(page), stated("summary", layout.summary)) if layout.summary else None


def _used(
    title: Title, head: LetterHead, ending: Ending, salutation: Found[Name] | None,
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
