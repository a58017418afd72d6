"""The grammar of titles (floor 3): "TYPE from X to Y", "TYPE to X on Y, Attachment to Z", "TYPE between A and B".

A title is cut at its prepositions, outside brackets; the words between them are the parties, the subject, the
series. A conversation has attendees, never sender and recipient.
"""

import re
from dataclasses import dataclass

from fonds.record.evidence import Evidence, Found, Span, normalised, stated
from fonds.record.names import Contribution, Name, Phrase
from fonds.sources.grammar.dates import find_dates
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.grammar.names import kind_of, parse_parties, phrase

_SERIES = re.compile(
    r",?\s+\(?(?P<clause>(?:Attachment|Annex|Enclosure|Appendix|Addendum)(?:\s+(?P<number>\d+|[IVX]+))?\s+to\s+"
    r"(?:the\s+)?(?P<whole>[^()]+?))\)?\s*\Z"
)
_CUT = re.compile(
    r"(?<=\s)(?P<word>from|to|between|with|on|regarding|concerning|about|re)(?=\s)", re.IGNORECASE
)
_SUBJECT = frozenset({"on", "regarding", "concerning", "about", "re"})
_QUALIFIERS = re.compile(
    r"(?:(?:top secret|secret|confidential|urgent|ciphered|cipher|coded|encrypted|personal|draft|joint|open"
    r"|closed|official|excerpts?(?: from)?|extracts?(?: from)?|text of|copy of|summary of)[\s,]+)+"
    r"(?:a\s+|an\s+|the\s+)?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\s+(?:No\.?|Nr\.?|Nº|N°|№|#|number)\s?(?P<number>[\w./-]*\d[\w/-]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Title:
    """A title taken apart. ``series`` is the clause "Attachment to …" and the words for the whole it names."""

    genre: Found[str] | None = None
    contributions: tuple[Contribution, ...] = ()
    attendees: tuple[Contribution, ...] = ()
    about: tuple[Phrase, ...] = ()
    series: tuple[Phrase, Phrase] | None = None
    position: Found[str] | None = None
    number: Found[str] | None = None
    used: tuple[Span, ...] = ()
    unclear: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class _Segment:
    word: str
    clause: Phrase
    words: Phrase


def parse_title(page: str, span: Span, lexicon: Lexicon) -> Title:
    """Read a title. Everything in the result is optional: an unknown form gives what can be had."""
    series, position, end = _series(page, span)
    genre = find_genre(page, Span(span.start, end), lexicon)
    if genre is None:
        return Title(series=series, position=position, used=_spans(series))
    number = _own_number(page, genre.span, end)
    rest = Span(number.span.end if number else genre.span.end, end)
    segments = _segments(page, rest)
    about = tuple(s.words for s in segments if s.word in _SUBJECT)
    contributions: tuple[Contribution, ...] = ()
    attendees: tuple[Contribution, ...] = ()
    unclear: list[Phrase] = []
    if genre.value in lexicon.conversations:
        attendees, unclear = _attendees(page, segments, lexicon)
    elif genre.value in lexicon.correspondence:
        contributions, unclear = _parties(page, _with_leading(page, rest, segments), lexicon)
    used = tuple(c.evidence.spans[0] for c in (*contributions, *attendees))
    used = (*used, *_spans(series), *((number.span,) if number else ()))
    return Title(genre, contributions, attendees, about, series, position, number, used, tuple(unclear))


def find_genre(page: str, span: Span, lexicon: Lexicon) -> Found[str] | None:
    """Return the genre a title begins with: the longest genre word there, after words like "Secret" or "Draft"."""
    start = span.start
    if qualifiers := _QUALIFIERS.match(page, start, span.end):
        start = qualifiers.end()
    words = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
    ends = [match.end() for match in words.finditer(page, start, min(span.end, start + 60))][:5]
    for begin in dict.fromkeys((start, span.start)):
        for end in reversed(ends):
            code = lexicon.genres.get(" ".join(page[begin:end].lower().replace("’", "'").split()))
            if code:
                return Found(code, normalised("title-genre", Span(begin, end)))
    return None


def _series(page: str, span: Span) -> tuple[tuple[Phrase, Phrase] | None, Found[str] | None, int]:
    match = _SERIES.search(page, span.start, span.end)
    if not match:
        return None, None, span.end
    clause, whole = phrase(page, *match.span("clause")), phrase(page, *match.span("whole"))
    number = None
    if match["number"]:
        words = Span(match.start("clause"), match.end("number"))
        number = Found(match["number"], stated("title-attachment-number", words))
    return (clause, whole), number, match.start()


def _own_number(page: str, genre: Span, end: int) -> Found[str] | None:
    """Read the document's own number, right after its genre ("Telegram No. 3410")."""
    match = _NUMBER.match(page, genre.end, end)
    return Found(match["number"], stated("title-number", Span(genre.start, match.end()))) if match else None


def _with_leading(page: str, rest: Span, segments: list[_Segment]) -> list[_Segment]:
    """Read "TYPE, X to Y": what stands between the genre and "to" is the sender, where no "from" says so."""
    if not segments or segments[0].word != "to" or any(s.word == "from" for s in segments):
        return segments
    match = re.compile(r"[\s,:–—-]*").match(page, rest.start, rest.end)
    words = phrase(page, match.end() if match else rest.start, segments[0].clause.span.start)
    if not words.text or kind_of(words.text) not in ("person", "organization"):
        return segments
    return [_Segment("leading", words, words), *segments]


def _segments(page: str, span: Span) -> list[_Segment]:
    """Cut what follows the genre at prepositions that stand outside brackets."""
    cuts = [
        match for match in _CUT.finditer(page, span.start, span.end)
        if page.count("(", span.start, match.start()) == page.count(")", span.start, match.start())
    ]
    openings: list[re.Match[str]] = []
    for match in cuts:
        word = match["word"].lower()
        if all(word != seen["word"].lower() for seen in openings):
            if openings and openings[-1]["word"].lower() in _SUBJECT:
                break
            openings.append(match)
    segments = []
    for index, match in enumerate(openings):
        end = openings[index + 1].start() if index + 1 < len(openings) else span.end
        words = phrase(page, match.end(), _trim(page, match.end(), end))
        segments.append(_Segment(match["word"].lower(), phrase(page, match.start(), words.span.end), words))
    return segments


def _trim(page: str, start: int, end: int) -> int:
    """Leave out a date at the end of a segment, and commas and full stops."""
    if dates := find_dates(page, Span(start, end)):
        end = dates[0][1].start
    while end > start and (page[end - 1].isspace() or page[end - 1] in ",.;:(["):
        end -= 1
    return end


def _parties(
    page: str, segments: list[_Segment], lexicon: Lexicon
) -> tuple[tuple[Contribution, ...], list[Phrase]]:
    found: list[Contribution] = []
    unclear: list[Phrase] = []
    for segment in segments:
        role = {"from": "sender", "leading": "sender", "to": "addressee"}.get(segment.word)
        if role is None:
            continue
        parties = parse_parties(page, segment.words.span, lexicon)
        unclear.extend(parties.unclear)
        found.extend(
            Contribution(role, name, _party_evidence(page, segment, name, alone=len(parties.names) == 1))
            for name in parties.names
        )
    return tuple(found), unclear


def _party_evidence(page: str, segment: _Segment, name: Name, *, alone: bool) -> Evidence:
    """A bare name rests on itself; a name with offices, or a sender, on the clause that says the role."""
    rule = f"title-{segment.word}"
    if not alone or segment.word == "leading" or (segment.word == "to" and not name.offices):
        return stated(rule, name.phrase.span)
    if segment.word == "from":
        return stated(rule, Span(_title_start(page, segment.clause.span.start), segment.clause.span.end))
    return stated(rule, segment.clause.span)


def _title_start(page: str, position: int) -> int:
    """Return where the line that holds ``position`` begins: "Letter from X" is the words for a sender."""
    start = position
    while start > 0 and page[start - 1] not in "\r\n":
        start -= 1
    while page[start].isspace():
        start += 1
    return start


def _attendees(
    page: str, segments: list[_Segment], lexicon: Lexicon
) -> tuple[tuple[Contribution, ...], list[Phrase]]:
    found: list[Contribution] = []
    unclear: list[Phrase] = []
    for segment in segments:
        if segment.word in ("between", "with"):
            parties = parse_parties(page, segment.words.span, lexicon)
            unclear.extend(parties.unclear)
            found.extend(
                Contribution("participant", name, stated(f"title-{segment.word}", name.phrase.span))
                for name in parties.names
            )
    return tuple(found), unclear


def _spans(series: tuple[Phrase, Phrase] | None) -> tuple[Span, ...]:
    return (series[0].span,) if series else ()
