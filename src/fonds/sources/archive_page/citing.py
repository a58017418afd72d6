"""What a page cites (floor 3): the whole it is attached to, references of its head, what its text names; each once."""

from fonds.record.evidence import Span, stated
from fonds.record.names import Phrase
from fonds.record.references import Citation, CitedDocument
from fonds.sources.archive_page.letter_head import LetterHead
from fonds.sources.grammar import citations
from fonds.sources.grammar.citations import fold_key, parse_numbered
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.grammar.title import Title


def find_citations(
    page: str, body: Span | None, title_span: Span | None, title: Title, head: LetterHead, lexicon: Lexicon, *,
    letter: bool,
) -> tuple[Citation, ...]:
    """Return what the page cites; of stretches that meet, and of one document named twice, the first.

    ``letter``: only a letter answers another one.
    """
    known: list[Citation] = []
    if title.series:
        clause, whole = title.series
        target = parse_numbered(page, whole.span, lexicon) or _named_whole(whole)
        known.append(Citation("part-of", target, stated("title-series", clause.span)))
    known.extend(head.references)
    return citations.find_citations(page, body, lexicon, letter=letter, title=title_span, known=known)


def _named_whole(whole: Phrase) -> CitedDocument:
    """The whole of an "Attachment to …" that has no number: known by its words alone."""
    return CitedDocument(fold_key(whole.text), whole.text, stated("title-series", whole.span))
