"""Who says what of an entity, across the pages of this publish and all that is published already (floor 6).

A description must not depend on the order in which pages came. So where a page brings something new of an entity that
other documents name as well, or takes something back, the others are asked: their evidence tells what they say. As
few as possible are asked, for an entity may be named by every document there is.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from fonds.catalogue.catalogue import Catalogue
from fonds.linking.authorities import AuthorityList
from fonds.linking.entities import entity_of
from fonds.mapping.entities import entity_statements
from fonds.mapping.reach import key_of
from fonds.mapping.statements import Site
from fonds.problems import Problem
from fonds.publishing.heard import Voices
from fonds.publishing.voices import Said, Slot, agree, mode_of, voice_of
from fonds.rdf.literals import Term, Triple, iri_term, name_term, parse_ntriples
from fonds.rdf.namespaces import shorten
from fonds.record.evidence import Status

_STATUS = name_term("fonds:identityStatus")
_NOTHING: frozenset[tuple[Term, Term]] = frozenset()
_PAGE = 500
_REMEMBERED = 4_096


class Agreement:
    """The descriptions as they will be once the documents ``replaced`` say what the voices say, or nothing.

    ``replaced`` are slugs of live documents that this publish maps again or deletes.
    """

    def __init__(
        self, catalogue: Catalogue, voices: Voices, replaced: Iterable[str], authorities: AuthorityList, site: Site
    ) -> None:
        self._authorities = authorities
        self._catalogue = catalogue
        self._voices = voices
        self._replaced = frozenset(replaced)
        self._site = site
        self._agreed: dict[str, tuple[Triple, ...]] = {}
        self._stored = lru_cache(_REMEMBERED)(self._read_stored)
        self._new = lru_cache(_REMEMBERED)(lambda key: [voice_of(triples) for triples in voices.of(key)])
        self.problems: list[Problem] = []
        self.restated: set[str] = set()
        """Entities of which a page of this publish says something else than is agreed now."""
        self.changed: set[str] = set()
        """Entities that are described otherwise than they were, and that other documents name as well."""

    def settle(self) -> list[str]:
        """Agree on every entity that is named or no longer named; return their keys, sorted."""
        former = self._former_links()
        named = set(self._voices.named())
        shared = {key for key in named | set(former) if self._is_shared(key, former[key])}
        taken_back = self._taken_back(shared) if shared else {}
        keys = sorted(named | set(taken_back))
        for key in keys:
            self._settle(key, shared=key in shared, taken_back=taken_back.get(key, set()))
        return sorted({*keys, *self._revived()})

    def find_entity(self, key: str) -> tuple[Triple, ...] | None:
        """Return the description of an entity as it will be, or None."""
        if key in self._agreed:
            return self._agreed[key]
        if self._voices.count(key) and key not in self.restated:
            return self._voices.of(key)[0]
        return self._stored(key)

    def other_documents(self, key: str) -> Iterator[str]:
        """Yield the slugs of live documents that name an entity and are not replaced."""
        offset = 0
        while items := self._catalogue.linked(key, offset=offset, limit=_PAGE).items:
            yield from (item.slug for item in items if item.slug not in self._replaced)
            offset += len(items)

    # ── one entity ───────────────────────────────────────────────────────────────────────────────────

    def _settle(self, key: str, *, shared: bool, taken_back: set[Slot]) -> None:
        new = self._new(key)
        stored = voice_of(self._stored(key) or ()) if shared else {}
        voices = [*new, *self._others(key, new, stored, taken_back)] if shared else new
        if len(voices) == 1 and not shared:
            return
        description, differing = agree(voices)
        self._agreed[key] = description
        if any(voice_of(description) != voice for voice in new):
            self.restated.add(key)
        if shared and voice_of(description) != stored:
            self.changed.add(key)
        self.problems.extend(Problem("entity-extra-withheld", key, _told(slot)) for slot in differing)

    def _others(self, key: str, new: list[Said], stored: Said, taken_back: set[Slot]) -> list[Said]:
        """Return what the other documents say: as it is stored, where that is certain, else as they themselves say."""
        curated = any(_is_curated(voice) for voice in (*new, stored))
        certain: Said = {}
        doubtful: set[Slot] = set()
        for slot in {*stored, *taken_back, *(slot for voice in new for slot in voice)}:
            here = {voice[slot] for voice in new if slot in voice}
            if mode_of(slot) == "first" and slot not in taken_back:
                if slot in stored and not (curated and here):
                    certain[slot] = stored[slot]
            elif here == {stored.get(slot)}:
                continue
            elif here or slot in taken_back or (curated and new):
                doubtful.add(slot)
            elif slot in stored:
                certain[slot] = stored[slot]
        answers = self._ask(key, doubtful, new, stored)
        heard = {slot for voice in (*new, *answers) for slot in voice}
        certain.update(
            (slot, stored[slot]) for slot in doubtful - heard if mode_of(slot) == "first" and slot in stored
        )
        return [certain, *answers]

    def _ask(self, key: str, doubtful: set[Slot], new: list[Said], stored: Said) -> list[Said]:
        """Ask one document after the other until nothing more could change the outcome."""
        answers: list[Said] = []
        waiting = {slot for slot in doubtful if not _is_decided(slot, new, [], stored)}
        for slug in self.other_documents(key) if waiting else ():
            said = self._said_by(slug, {key}).get(key, {})
            answer = {slot: said[slot] for slot in doubtful if slot in said}
            if answer and answer not in answers:
                answers.append(answer)
                waiting = {slot for slot in waiting if not _is_decided(slot, new, answers, stored)}
                if not waiting:
                    break
        return answers

    def _revived(self) -> set[str]:
        """Describe again what nobody led to any more, and what is said of a changed entity leads to now."""
        revived: set[str] = set()
        for changed in sorted(self.changed):
            waiting = [changed]
            while waiting:
                for _, _, obj in self.find_entity(waiting.pop()) or ():
                    key = key_of(obj, self._site.iris)
                    if key and not self.find_entity(key):
                        answers = [self._said_by(slug, {key}).get(key, {}) for slug in self.other_documents(changed)]
                        self._agreed[key], _ = agree([self._by_key(key), *answers])
                        revived.add(key)
                        waiting.append(key)
        return revived

    def _by_key(self, key: str) -> Said:
        """Return what is said of an entity whoever names it, and rests on no page: its row in the lists, if any."""
        row = self._authorities.rows.get(key)
        if row:
            return voice_of(statement.triple for statement in entity_statements(entity_of(row), self._site))
        node = iri_term(self._site.iris.entity(key))
        return voice_of([(node, _STATUS, name_term("status:unreconciled"))])

    # ── what the catalogue knows ─────────────────────────────────────────────────────────────────────

    def _former_links(self) -> Counter[str]:
        """Return by how many of the replaced documents each entity was named."""
        found: Counter[str] = Counter()
        for slug in self._replaced:
            found.update({link.key for link in self._catalogue.entity_links(slug)})
        return found

    def _is_shared(self, key: str, former: int) -> bool:
        stored = self._catalogue.find_entity(key)
        return stored is not None and stored.state == "live" and stored.documents > former

    def _taken_back(self, shared: set[str]) -> dict[str, set[Slot]]:
        """Return what the replaced documents said of entities and no page of this publish says any more."""
        found: dict[str, set[Slot]] = {}
        for slug in sorted(self._replaced):
            for key, said in self._said_by(slug, shared).items():
                new = self._new(key)
                for slot, pairs in said.items():
                    if not any(pairs <= voice.get(slot, _NOTHING) for voice in new):
                        found.setdefault(key, set()).add(slot)
        return found

    def _said_by(self, slug: str, keys: set[str]) -> dict[str, Said]:
        """Return what a published document says of some entities, by its evidence: lists and labels are not in it."""
        triples: dict[str, set[Triple]] = {}
        for row in json.loads(self._catalogue.find_evidence(slug) or b"[]"):
            key = key_of(row["s"], self._site.iris)
            if key in keys and (row["status"] != Status.INFERRED or row["p"] in self._site.whitelist):
                triples.setdefault(key, set()).add((row["s"], row["p"], row["o"]))
        return {key: voice_of(found) for key, found in triples.items()}

    def _read_stored(self, key: str) -> tuple[Triple, ...] | None:
        stored = self._catalogue.find_entity(key)
        return tuple(parse_ntriples(stored.own)) if stored and stored.state == "live" else None


def _is_decided(slot: Slot, new: list[Said], answers: list[Said], stored: Said) -> bool:
    asked = {voice[slot] for voice in answers if slot in voice}
    known = asked | {voice[slot] for voice in new if slot in voice}
    if mode_of(slot) == "first":
        return slot not in stored or stored[slot] in asked
    if mode_of(slot) == "all":
        return stored.get(slot, frozenset()) <= frozenset().union(*known)
    return len(known) > 1 or (bool(asked) and slot in stored)


def _is_curated(said: Said) -> bool:
    return any(
        slot.about == _STATUS and any(obj == name_term("status:curated") for _, obj in pairs)
        for slot, pairs in said.items()
    )


def _told(slot: Slot) -> str:
    return slot.about if slot.about == "dates" else shorten(slot.about[1:-1])
