"""What a document leads to (floor 4): the entities its triples name, and those they name in turn.

The catalogue keeps an entity as long as a document is linked to it, so links name all that can be reached.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache

from fonds.catalogue.rows import Link
from fonds.rdf.iris import ENTITY_KINDS, Iris
from fonds.rdf.literals import Term, Triple

_KINDS = frozenset(ENTITY_KINDS)
_OTHERS = ("cited-", "claim-")
"""Beginnings of fragments of a document's IRI that are things of their own."""


def key_of(term: Term, iris: Iris) -> str:
    """Return the key of the entity of ours that a term (or a fragment of it) names; else an empty text.

    >>> key_of("<http://x/creative-work/a#publication>", Iris("http://x"))
    'creative-work/a'
    """
    prefix = _prefix(iris)
    return _key(term, prefix) if term.startswith(prefix) else ""


def _prefix(iris: Iris) -> str:
    return f"<{iris.base}/"


def _key(term: Term, prefix: str) -> str:
    """Return the key of an IRI of ours, as above; most terms are none, so that is asked before."""
    key = term[len(prefix) : -1].partition("#")[0]
    return key if key.partition("/")[0] in _KINDS else ""


def reached(
    own: Iterable[Triple], find_entity: Callable[[str], Sequence[Triple] | None], iris: Iris
) -> tuple[Link, ...]:
    """Return a link for every property that names an entity, and one ``via-…`` for each found through another.

    What is said of a cited document or a claim is not said of the document: ``cited-author``, ``claim-author``.
    """
    found: dict[Link, None] = {}
    prefix = _prefix(iris)
    for subject, predicate, obj in own:
        if obj.startswith(prefix) and (key := _key(obj, prefix)) and find_entity(key):
            found[Link(key, _relation(subject, predicate))] = None
    known = {link.entity for link in found}
    waiting = sorted(known)
    while waiting:
        for _, predicate, obj in find_entity(waiting.pop(0)) or ():
            if not obj.startswith(prefix):
                continue
            key = _key(obj, prefix)
            if key and key not in known and find_entity(key):
                found[Link(key, f"via-{_local_name(predicate)}")] = None
                known.add(key)
                waiting.append(key)
    return tuple(found)


def _relation(subject: Term, predicate: Term) -> str:
    fragment = subject.partition("#")[2]
    about = next((begin for begin in _OTHERS if fragment.startswith(begin)), "") if fragment else ""
    return about + _local_name(predicate)


@cache
def _local_name(predicate: Term) -> str:
    return predicate[1:-1].replace("#", "/").rpartition("/")[2]
