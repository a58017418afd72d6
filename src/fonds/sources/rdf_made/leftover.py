"""What nobody read (floor 3): told by its predicate, and written out under the document, so that nothing is lost.

A statement of our vocabularies that a Record has no room for is a warning; one of another vocabulary is a note. What
only says again what others say, and what Fonds says anew of every document, is passed over.
"""

from collections.abc import Iterable, Iterator

from fonds.sources.rdf_made.terms import NAMED, REPEATED, is_ours, told
from fonds.sources.rdf_made.writing import Writing, shown

MOST_WRITTEN = 500
"""Statements of a document that nobody read which are written out."""


def tell_leftover(writing: Writing, texts: Iterable[str], others: Iterable[str]) -> None:
    """Tell of what was not read of a document, its texts and the ``others``: meetings, cited documents, entities."""
    kinds = (
        ((writing.document, *texts), REPEATED), (others, NAMED | REPEATED),
    )
    counts: dict[str, int] = {}
    written = 0
    for subjects, passed in kinds:
        for subject, predicate in _unread(writing, subjects, passed):
            values = writing.graph.said[subject][predicate]
            counts[predicate] = counts.get(predicate, 0) + len(values)
            for value in values if written < MOST_WRITTEN else ():
                writing.text.line(told(predicate), shown(value))
                written += 1
    for predicate, count in sorted(counts.items()):
        code = "rdf-statement-unread" if is_ours(predicate) else "rdf-vocabulary-unknown"
        writing.tell(code, told(predicate), f"({count} values)" if count > 1 else "")


def _unread(writing: Writing, subjects: Iterable[str], passed: frozenset[str]) -> Iterator[tuple[str, str]]:
    used = writing.graph.used
    for subject in subjects:
        for predicate in writing.graph.said.get(subject, {}):
            if predicate not in passed and (subject, predicate) not in used:
                yield subject, predicate


def reached(writing: Writing, texts: list[str]) -> list[str]:
    """Return the other resources that were read on the way: those something was asked of."""
    return sorted(writing.graph.asked - {writing.document, *texts})
