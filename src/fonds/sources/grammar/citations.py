"""Documents and instruments a page cites (floor 3): the one door to all that finds them.

`answers.py` knows what a text answers and refers to, `enclosures.py` what goes with it, `numbered.py` what is cited by a
number, `instruments.py` treaties and charters by their names; `cited.py` reads the words for one document.
"""

from collections.abc import Iterable

from fonds.record.coverage import Coverage
from fonds.record.evidence import Span
from fonds.record.references import Citation, CitedDocument
from fonds.sources.grammar.answers import find_header_references, find_references, find_reply
from fonds.sources.grammar.cited import fold_key
from fonds.sources.grammar.enclosures import find_attachment_line, find_attachment_lines, find_transmitted
from fonds.sources.grammar.instruments import find_instruments
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.grammar.numbered import find_numbered, parse_numbered

__all__ = [
    "find_attachment_line", "find_attachment_lines", "find_citations", "find_header_references", "find_instruments",
    "find_numbered", "find_references", "find_reply", "find_transmitted", "fold_key", "key_of", "parse_numbered",
    "without_overlap",
]


def find_citations(
    page: str, body: Span | None, lexicon: Lexicon, *, letter: bool, title: Span | None = None,
    known: Iterable[Citation] = (),
) -> tuple[Citation, ...]:
    """Return all that a document cites: what is ``known`` of title and head, then what its words say.

    A ``letter`` (any correspondence) may answer another one. No word counts for two citations, no document is cited
    twice; the closer relation is kept.

    >>> page = "In reply to your letter of 5 May 1962 I enclose Note No. 7 of 6 May 1962. See your letter of 5 May 1962."
    >>> words = Lexicon({"letter": "letter", "note": "note"}, correspondence=frozenset({"letter"}))
    >>> [(c.relation, c.target.key) for c in find_citations(page, Span(0, len(page)), words, letter=True)]
    [('reply-to', '1962-05-05-letter'), ('transmits', '1962-05-06-note-7')]
    """
    found = list(known)
    if title:
        found.extend(find_transmitted(page, title, lexicon))
    if body:
        reply = find_reply(page, body, lexicon) if letter else None
        found.extend([reply] if reply else [])
        found.extend(find_attachment_lines(page, body, lexicon))
        found.extend(find_transmitted(page, body, lexicon))
        found.extend(find_instruments(page, body))
        found.extend(find_references(page, body, lexicon))
        found.extend(find_numbered(page, body, lexicon))
    return without_overlap(found)


def without_overlap(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Keep the first of citations that share words, or cite the same document."""
    kept: dict[str, Citation] = {}
    taken = Coverage()
    for citation in citations:
        place = citation.evidence.spans[0]
        if key_of(citation) not in kept and not taken.meets(place):
            kept[key_of(citation)] = citation
            taken.add(place)
    return tuple(kept.values())


def key_of(citation: Citation) -> str:
    """Return what a cited document or instrument is known by within its page."""
    cited = citation.target
    return cited.key if isinstance(cited, CitedDocument) else fold_key(cited.name.text)
