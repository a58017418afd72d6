"""Source notes (floor 3): where a document lies, its marking, and what kind it is, as an edition's notes say.

Two habits: "Source: National Archives, RG 59, Central Files 1964–66, POL 27 VIET S. Secret; Nodis. Drafted by …" below
the text, and a file number above it that may name the kind ("710.G Peace/22: Telegram"), with the marking in a line
of its own over the text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fonds.record.evidence import Found, Span, normalised, stated
from fonds.record.names import Phrase
from fonds.record.record import Marking
from fonds.record.references import ArchivalReference
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.grammar.names import phrase
from fonds.sources.grammar.provenance import find_archival_reference

_LABEL = re.compile(r"[\[(]?source(?:\s+note)?\s*[:,.]\s+", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.”\")])\s+(?=[^\W\d_])")
_FIRST = re.compile(r"[^;,.()—–\n]{3,40}")
_UNMARKED = re.compile(r"no\s+(?:security\s+)?classification(?:\s+marking)?\b", re.IGNORECASE)
_KIND = re.compile(r":\s*(?P<kind>[^\W\d_][^\W\d_ .]*(?:\s[^\W\d_]+)?)\s*\Z")
_EXTRACT = re.compile(r"[\[(][^\d\[\]()]*[\])]\.?")
LONGEST_NOTE = 20_000
MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class SourceNote:
    """What a source note says; ``line`` is the part of it that says where the document lies."""

    line: Found[str] | None = None
    archival: ArchivalReference | None = None
    marking: Found[Marking] | None = None
    genre: Found[str] | None = None


def read_source_note(page: str, span: Span, lexicon: Lexicon) -> SourceNote:
    """Read a source note.

    >>> page = "Source: Department of State, Central Files, POL 7 IRAN. Secret; Nodis. Drafted by Eliot."
    >>> lexicon = Lexicon(markings={"secret": "secret"})
    >>> note = read_source_note(page, Span(0, len(page)), lexicon)
    >>> note.line.value, note.marking.value.code
    ('Department of State, Central Files, POL 7 IRAN.', 'secret')
    """
    span = Span(span.start, min(span.end, span.start + LONGEST_NOTE))
    if _EXTRACT.fullmatch(page, span.start, span.end):
        return SourceNote()
    label = _LABEL.match(page, span.start, span.end)
    start = label.end() if label else span.start
    end, marking = span.end, None
    for sentence in _sentences(page, Span(start, span.end)):
        found = _marking(page, sentence, lexicon, alone=sentence.start == start)
        if found or _UNMARKED.match(page, sentence.start, sentence.end):
            end, marking = sentence.start, found
            break
    line = phrase(page, start, end)
    if line.text.endswith("]") and "[" not in line.text:
        line = phrase(page, start, line.span.end - 1)
    if not line.text:
        return SourceNote(marking=marking)
    return SourceNote(
        Found(line.text, stated("source-note", line.span)), find_archival_reference(page, line.span), marking,
        None if label else _genre(page, line, lexicon),
    )


def find_marking_line(page: str, spans: Iterable[Span], lexicon: Lexicon) -> Found[Marking] | None:
    """Return the first marking that begins one of these lines and is all of it, but for words of handling.

    >>> find_marking_line("secret urgent", [Span(0, 13)], Lexicon(markings={"secret": "secret"})).value.written
    'secret'
    """
    for span in spans:
        words = phrase(page, span.start, span.end)
        bare = words.text.strip("[]()*!. \t\u00a0")
        if not bare or len(words.text) > 80:
            continue
        tokens = bare.split()
        for count in range(min(MOST_WORDS, len(tokens)), 0, -1):
            code = lexicon.markings.get(" ".join(tokens[:count]).lower().rstrip(",;"))
            if code and _is_handling(tokens[count:], written=tokens[:count]):
                start = words.span.start + words.text.index(tokens[0])
                text = page[start : _end_of(page, start, tokens[:count])].rstrip(",;")
                return Found(Marking(code, text), normalised("marking-line", Span(start, start + len(text))))
    return None


def _is_handling(rest: list[str], *, written: list[str]) -> bool:
    """Whether words behind a marking are written as it is: handling and precedence, no sentence."""
    if len(rest) > 4 or any(char.isdigit() for word in rest for char in word):
        return False
    capitals, small = written[0].isupper(), written[0].islower()
    return all(word.isupper() if capitals else word.islower() if small else word[:1].isupper() for word in rest)


def _sentences(page: str, span: Span) -> Iterator[Span]:
    """Yield where sentences may begin; an abbreviation's stop only makes one too many."""
    starts = [span.start, *(match.end() for match in _SENTENCE.finditer(page, span.start, span.end))]
    for start, end in zip(starts, [*starts[1:], span.end], strict=True):
        yield Span(start, end)


def _marking(page: str, sentence: Span, lexicon: Lexicon, *, alone: bool) -> Found[Marking] | None:
    """Return the marking a sentence begins with, up to its first stop; not ``alone``, with words of handling behind."""
    match = _FIRST.match(page, sentence.start, sentence.end)
    if not match:
        return None
    words = phrase(page, *match.span())
    tokens = words.text.split()
    for count in range(len(tokens), 0 if not alone else len(tokens) - 1, -1):
        code = lexicon.markings.get(" ".join(tokens[:count]).lower())
        if code and _is_handling(tokens[count:], written=tokens[:count]):
            end = _end_of(page, words.span.start, tokens[:count])
            span = Span(words.span.start, end)
            return Found(Marking(code, span.of(page)), normalised("source-note-marking", span))
    return None


def _end_of(page: str, start: int, tokens: list[str]) -> int:
    """Return where words that stand in a row end, whatever space is between them."""
    for token in tokens:
        start = page.index(token, start) + len(token)
    return start


def _genre(page: str, line: Phrase, lexicon: Lexicon) -> Found[str] | None:
    """Return the kind a file number names behind it: "891.00/1–1648: Telegram"."""
    match = _KIND.search(page, line.span.start, line.span.end)
    if not match or not any(char.isdigit() for char in page[line.span.start : match.start()]):
        return None
    code = lexicon.genres.get(" ".join(match["kind"].lower().split()))
    return Found(code, normalised("source-note-genre", Span(*match.span("kind")))) if code else None
