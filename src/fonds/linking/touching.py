"""Touching (floor 3): which documents an edit of the authority lists may concern. Pure.

A row or a judgement has a say in a document only where the document holds the words of one of its names or the
number of one of its addresses, or is linked to its entity already. So what every unit of the lists said is kept as
a :data:`State` (digest, names), two states are compared, and a document is read again only when it is *touched* by a
unit that differs. The test errs on the safe side: words may stand apart and in any order, letters of any case.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from fonds.linking.authorities import Authority, AuthorityList
from fonds.linking.identities import authority_of, identity_of
from fonds.linking.judgements import Judgement

State = Mapping[str, tuple[str, tuple[str, ...]]]
"""What lists say: the id of each unit → a digest of it, and the names and numbers by which it reaches documents."""

_WORD = re.compile(r"\w+")
_JUDGED = "judgement:"


def state_of(authorities: AuthorityList) -> State:
    """Return what lists say, unit by unit; where a row stands in its file does not count."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for row in authorities.rows.values():
        found[row.id] = (_digest(_row_parts(row)), tuple(dict.fromkeys((*row.forms, *map(_number, row.same_as)))))
    for one in authorities.judgements:
        unit = f"{_JUDGED}{one.kind}/{one.authority_id}/{one.name}"
        found[unit] = (_digest(_judgement_parts(one)), (one.name, *map(_number, one.same_as)))
    return found


def pack_state(state: State) -> bytes:
    """Return a state as bytes that :func:`read_state` reads."""
    return json.dumps(state, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def read_state(data: bytes) -> State:
    """Return the state that was packed."""
    return {unit: (digest, tuple(names)) for unit, (digest, names) in json.loads(data).items()}


@dataclass(frozen=True, slots=True)
class Edit:
    """What differs between two states: the ids of ``rows``, and the ``names`` of all units, old and new."""

    rows: frozenset[str]
    names: frozenset[str]

    def touches(self, text: str) -> bool:
        """Whether any of the names may stand in a text."""
        wanted = _by_rarest(self.names)
        words = set(_words(text))
        return any(name <= words for word in wanted.keys() & words for name in wanted[word])


def edit_between(old: State, new: State) -> Edit:
    """Return what was added, taken away or said otherwise."""
    units = {unit for unit in old.keys() | new.keys() if _said(old, unit) != _said(new, unit)}
    names = {name for state in (old, new) for unit in units if unit in state for name in state[unit][1]}
    return Edit(frozenset(unit for unit in units if not unit.startswith(_JUDGED)), frozenset(names))


def _said(state: State, unit: str) -> str:
    return state[unit][0] if unit in state else ""


@lru_cache(8)
def _by_rarest(names: frozenset[str]) -> dict[str, list[frozenset[str]]]:
    """Return the words of each name by its longest one: what a text must hold before the others are looked for.

    Initials are two spellings: "U.N." is "u", "n" and also "un".
    """
    found: dict[str, list[frozenset[str]]] = {}
    for name in names:
        apart, close = _spelt(name)
        for words in {frozenset(apart), frozenset(close)}:
            if words:
                found.setdefault(max(sorted(words), key=len), []).append(words)
    return found


def _words(text: str) -> Iterator[str]:
    apart, close = _spelt(text)
    yield from apart
    yield from close


def _spelt(text: str) -> tuple[list[str], list[str]]:
    """Return the words of a text in small letters, and those that its single letters make when they are joined."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    close: list[str] = []
    letters = ""
    for word in (*words, ""):
        if len(word) == 1:
            letters += word
            continue
        if letters:
            close.append(letters)
            letters = ""
        if word:
            close.append(word)
    return words, close


def _number(iri: str) -> str:
    """Return what an address is known by in any spelling of it."""
    identity = identity_of(iri)
    authority = authority_of(identity)
    return re.sub(r"^https?://(?:www\.)?", "", iri.strip()) if authority == "id" else identity[len(authority) + 1 :]


def _row_parts(row: Authority) -> Iterator[str]:
    yield from (row.type, row.name, row.language, *row.alternates, "", *row.same_as, "", *row.see_also, "")
    yield from (f"{form} {scope}" for form, scope in sorted(row.scopes.items()))
    yield from (row.date.iso if row.date else "", row.note, *(row.point or ()))


def _judgement_parts(one: Judgement) -> Iterator[str]:
    yield from (one.decision, *one.same_as)


def _digest(parts: Iterable[str]) -> str:
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=8).hexdigest()
