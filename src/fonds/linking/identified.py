"""Names a source identifies (floor 3): by the IRI of an authority file, whatever the name is in this source or another."""

from collections.abc import Iterable

from fonds.linking.authorities import Authority, AuthorityList
from fonds.linking.entities import Entity, entity_of, key_kind, type_of
from fonds.linking.identities import authority_of, best_identity, identity_of
from fonds.linking.linked import Linked
from fonds.record.names import Name


class Identified:
    """The identified names of one record; ``identities`` are the rows of the lists by the identities they have."""

    def __init__(self, linked: Linked, authorities: AuthorityList, identities: dict[str, Authority]) -> None:
        self._linked = linked
        self._authorities = authorities
        self._identities = identities
        self._known: dict[str, Entity] = {}

    def entity(self, name: Name, kind: str, kinds: tuple[str, ...]) -> Entity:
        """Return the entity of a name with IRIs of authority files.

        A row of the lists with one of these IRIs; one with the name, where it has no IRI of such an authority; else
        an entity that all sources with this IRI share. What else the record calls that one is another name of it.
        """
        iris = {phrase.text: phrase for phrase in name.same_as}
        if row := self._row(name, iris, kinds):
            return entity_of(row)
        words = name.full or name.phrase
        text = " ".join(words.text.split())
        key = f"{key_kind(kind)}/{best_identity(iris)}"
        self._linked.identities.setdefault(key, {}).update(iris)
        if name.full:
            self._linked.fuller.setdefault(key, name.full)
        entity = self._known.setdefault(key, Entity(key, type_of(kind), text, "und", identified=True))
        others = self._linked.aliases.get(key, ())
        if text != entity.name and all(each.text != words.text for each in others):
            self._linked.aliases[key] = (*others, words)
        return entity

    def _row(self, name: Name, iris: Iterable[str], kinds: tuple[str, ...]) -> Authority | None:
        identities = [identity_of(iri) for iri in iris]
        for identity in identities:
            row = self._identities.get(identity)
            if row and row.kind in kinds:
                return row
        row = self._authorities.find(name.phrase.text, kinds)
        if row is None or row.scope_of(name.phrase.text) is not None:
            return None
        known = {authority_of(identity_of(iri)) for iri in row.same_as}
        return None if known & {authority_of(identity) for identity in identities} else row
