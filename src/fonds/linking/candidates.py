"""Merge candidates (floor 3): entities a name in no list may be, from our own lists and from the other names. Pure.

Names are compared only where they share something that tells (`blocks_of`): all words, one word, the sound of one,
initials. So a list of fifty thousand names is compared in time linear in it. What a person told apart is never
proposed again. A candidate is a proposal: nothing is matched by likeness.
"""

import heapq
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fonds.linking.authorities import AuthorityList
from fonds.linking.entities import key_slug
from fonds.linking.likeness import HOLDS, LEAST, SMALL_WORDS, body_likeness, person_likeness, sound_of, words_of

MOST_IN_A_BLOCK = 200
"""Names that share one word or sound; where there are more, it tells nothing and is passed over."""
MOST_COMPARED = 32
"""Names that one name is compared with: those that share the most telling things with it."""
PERSONS = frozenset({"Person"})
OFFICES = frozenset({"Occupation"})
UNCLEAR = frozenset({"Thing"})
"""The class of a name of which the words do not tell what it names."""


_EXTRA = re.compile(r"(?:-[0-9a-f]{4,6})?")
"""What may follow the slug of a name in its key: a year, or a digest where two names have one slug."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity a name may be: ``id`` of the lists, a key of a name in no list, or an address of an outside service.

    ``score`` is 0 to 100; ``why`` says what is alike, or who proposes it; ``match``: the outside service is certain.
    """

    id: str
    name: str
    score: float
    why: str = ""
    match: bool | None = None


@dataclass(frozen=True, slots=True)
class LocalName:
    """A name in no list: the key and class of its entity, how it is written, in how many documents it stands.

    ``address`` is the IRI of an authority file that a source itself gives it: it is proposed under that.
    """

    key: str
    type: str
    name: str
    forms: tuple[str, ...] = ()
    documents: int = 0
    address: str = ""

    @property
    def kind(self) -> str:
        """The first segment of the key."""
        return self.key.partition("/")[0]

    @property
    def names(self) -> tuple[str, ...]:
        """All ways it is written, the name itself first."""
        return tuple(dict.fromkeys((self.name, *self.forms)))

    @property
    def own_forms(self) -> tuple[str, ...]:
        """Those ways that lead to its entity by themselves.

        A surname that one document explains by the full name is no name of the entity anywhere else.

        >>> LocalName("agent/ivan-petrov", "Person", "Ivan Petrov", ("IVAN PETROV", "Petrov")).own_forms
        ('Ivan Petrov', 'IVAN PETROV')
        """
        slug = self.key.partition("/")[2]
        found = []
        for form in self.names:
            of_form = key_slug(form)
            if slug.startswith(of_form) and _EXTRA.fullmatch(slug[len(of_form) :]):
                found.append(form)
        return tuple(found) or (self.name,)


@dataclass(frozen=True, slots=True)
class _Target:
    id: str
    key: str
    type: str
    name: str
    forms: tuple[str, ...]
    rank: int
    """0 for an entity of the lists; others come after it, those in many documents first."""


class CandidateFinder:
    """Proposes entities for names: those of the lists, and the names in no list among themselves."""

    def __init__(self, authorities: AuthorityList, names: Iterable[LocalName] = ()) -> None:
        self._authorities = authorities
        self._targets: list[_Target] = []
        self._blocks: dict[tuple[str, str], list[int]] = {}
        for row in authorities.rows.values():
            self._add(_Target(row.id, row.id, row.type, row.name, row.forms, 0))
        for name in sorted(names, key=lambda each: (-each.documents, each.key)):
            rank = len(self._targets) + 1
            self._add(_Target(name.address or name.key, name.key, name.type, name.name, name.own_forms, rank))

    def find(self, name: LocalName, most: int = 3) -> tuple[Candidate, ...]:
        """Return the best candidates, the likeliest first; never the name itself, never what a person rejected."""
        found: list[tuple[int, str, _Target]] = []
        forms = name.own_forms
        for number in self._near(forms, name.kind):
            target = self._targets[number]
            if target.key != name.key and not self._told_apart(forms, name.key, target):
                score, why = _likeness(forms, name.type, target)
                if score >= LEAST:
                    found.append((score, why, target))
        found.sort(key=lambda each: (-each[0], each[2].rank, each[2].id))
        return tuple(Candidate(target.id, target.name, score, why) for score, why, target in found[:most])

    def _add(self, target: _Target) -> None:
        kind = target.key.partition("/")[0]
        for block in {block for form in target.forms for block in blocks_of(form)}:
            self._blocks.setdefault((kind, block), []).append(len(self._targets))
        self._targets.append(target)

    def _near(self, forms: Iterable[str], kind: str) -> list[int]:
        """Return the targets of the same kind that share the most with a name; what few share tells more."""
        shared: dict[int, float] = {}
        for block in {block for form in forms for block in blocks_of(form)}:
            found = self._blocks.get((kind, block), ())
            if len(found) <= MOST_IN_A_BLOCK:
                for number in found:
                    shared[number] = shared.get(number, 0) + 1 / len(found)
        return heapq.nsmallest(MOST_COMPARED, shared, key=lambda number: (-shared[number], number))

    def _told_apart(self, forms: Iterable[str], key: str, target: _Target) -> bool:
        rejects = self._authorities.rejects
        return any(rejects(form, target.id) for form in forms) or any(rejects(form, key) for form in target.forms)


def blocks_of(form: str) -> Iterator[str]:
    """Yield what two alike names have in common, as texts that are compared whole.

    >>> sorted(blocks_of("Tsedenbal"))
    ['all:tsedenbal', 'initials:tsedenbal', 'sound:SNPL', 'sound:STNL', 'sound:STNP', 'sound:STNPL', 'sound:STPL', \
'sound:TNPL', 'word:tsedenbal']
    """
    words = words_of(form)
    telling = [word for word in words if word not in SMALL_WORDS]
    if not telling:
        return
    yield "all:" + " ".join(sorted(telling))
    if len("".join(words)) <= 12:
        yield "initials:" + "".join(words)
    if len(words) > 1:
        yield "initials:" + "".join(word[0] for word in words)
        yield "initials:" + "".join(word[0] for word in telling)
    for word in telling:
        if len(word) > 1:
            yield f"word:{word}"
        sound = sound_of(word)
        if len(sound) >= 3:
            yield f"sound:{sound}"
        if 4 <= len(sound) <= 12:
            yield from (f"sound:{sound[:at]}{sound[at + 1:]}" for at in range(len(sound)))


def _likeness(forms: Iterable[str], type_: str, target: _Target) -> tuple[int, str]:
    """Return the best likeness of any two forms, by the rules of what both may be."""
    types = {type_, target.type}
    rules = []
    if types <= PERSONS | UNCLEAR:
        rules.append(person_likeness)
    if not types & PERSONS:
        rules.append(body_likeness)
    pairs = [(one, other) for one in forms for other in target.forms]
    found = [rule(one, other) for rule in rules for one, other in pairs]
    if types == OFFICES:  # the deputy's office holds the name of another one
        found = [each for each in found if each[1] != HOLDS]
    return max(found, default=(0, ""))
