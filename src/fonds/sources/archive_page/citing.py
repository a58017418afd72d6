"""What a page cites (floor 3): the whole it is attached to, references of its head, what its text names; each once."""

from fonds.record.coverage import Coverage
from fonds.record.evidence import Span, stated
from fonds.record.names import Phrase
from fonds.record.references import Citation, CitedDocument
from fonds.sources.archive_page.letter_head import LetterHead
from fonds.sources.grammar.citations import find_instruments, find_numbered, find_reply, fold_key, parse_numbered
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.grammar.titles import Title


def find_citations(
    page: str, body: Span | None, title: Title, head: LetterHead, lexicon: Lexicon, *, letter: bool
) -> tuple[Citation, ...]:
    """Return what the page cites; of stretches that meet, and of one document named twice, the first.

    ``letter``: only a letter answers another one.
    """
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
