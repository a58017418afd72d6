"""Resolving (floor 6): which held documents the citations of documents mean, once a publish is released.

`mapping/identity.py` says when a citation means a document. Here the two sides are brought together, whichever of them
came first: citations of this publish's documents with all that is held, and citations published before with what this
publish brings, changes and takes away. Both ways go through the catalogue's index of marks, so the work is in
proportion to what changed, and the outcome depends on what is held in the end and not on the order of publishing.
"""

from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache

from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.rows import NOTHING_KNOWN, Identity
from fonds.mapping.identity import Described, Sought, card_of, fits, mark_number, marks_of, read_described
from fonds.mapping.statements import Site
from fonds.problems import Problem
from fonds.publishing.drafts import Draft, unpickled_draft
from fonds.publishing.run import Pending
from fonds.publishing.spool import Spool
from fonds.rdf.literals import Triple, parse_ntriples

MOST = 200
"""Documents of one mark that are looked at: a mark that more of them bear tells none of them apart."""
_REMEMBERED = 4_096
_SHOWN = 5


class Resolution:
    """What the citations of the documents ``pending``, and of those they concern, lead to.

    ``leaving`` are slugs of live documents that this publish maps again or deletes.
    """

    def __init__(
        self, catalogue: Catalogue, spool: Spool, pending: Sequence[Pending], leaving: Iterable[str], site: Site
    ) -> None:
        self._catalogue = catalogue
        self._spool = spool
        self._site = site
        self._places = {each.slug: each.place for each in pending}
        self._leaving = frozenset(leaving)
        self._described = lru_cache(_REMEMBERED)(self._read_described)
        self._cards = lru_cache(_REMEMBERED)(self._read_card)
        self._bearing: dict[int, list[str]] = {}
        self.problems: list[Problem] = []
        self.seeking: set[str] = set()
        """Slugs of pending documents that cite something that may be held."""
        self.concerned: list[str] = []
        """Slugs of other live documents whose citations may lead elsewhere now, or whose cited document changed."""
        self._look_through()

    def meant_by(self, slug: str, where: str) -> dict[str, str]:
        """Return what the citations of a document mean: fragment → slug; ``where`` is for telling what is unclear."""
        meant: dict[str, str] = {}
        for sought in self._described(slug).sought:
            found = self._fitting(sought, slug)
            if len(found) == 1:
                meant[sought.fragment] = found[0]
            elif found:
                more = ["…"] if len(found) > _SHOWN else []
                told = f"“{sought.label}”: {', '.join([*found[:_SHOWN], *more])}"
                self.problems.append(Problem("citation-ambiguous", where, told))
        return meant

    def find_held(self, slug: str) -> Sequence[Triple]:
        """Return what others show of a held document, as it will be."""
        return self._cards(slug)

    # ── one citation ─────────────────────────────────────────────────────────────────────────────────

    def _fitting(self, sought: Sought, slug: str) -> list[str]:
        """Return the documents a citation may mean, sorted."""
        found: set[str] = set()
        for mark in dict.fromkeys(map(mark_number, marks_of(sought))):
            candidates = self._candidates(mark) - {slug}
            if len(candidates) > MOST:
                return sorted(candidates)
            found |= candidates
        return sorted(each for each in found if fits(sought, self._described(each).known))

    def _candidates(self, mark: int) -> set[str]:
        """Return who will bear a mark; where they are more than MOST, not all of them."""
        new = self._bearing.get(mark, ())
        limit = MOST + 2
        while True:
            stored = [slug for slug, _ in self._catalogue.bearing(mark, limit)]
            found = {*new, *(slug for slug in stored if not self._is_replaced(slug))}
            if len(stored) < limit or len(found) > MOST + 1:
                return found
            limit *= 4

    def _read_described(self, slug: str) -> Described:
        place = self._places.get(slug)
        identity = self._draft(place).identity if place is not None else self._catalogue.find_identity(slug)
        return read_described(identity.described if identity else "")

    def _read_card(self, slug: str) -> list[Triple]:
        place = self._places.get(slug)
        if place is not None:
            own = self._draft(place).triples()
        else:
            stored = self._catalogue.find_document(slug)
            own = stored.own if stored else b""
        return card_of(self._site.iris.document(slug), parse_ntriples(own))

    # ── what has changed ─────────────────────────────────────────────────────────────────────────────

    def _look_through(self) -> None:
        """Find whose citations are to be looked at, and note the new bearers of the marks these seek."""
        before = self._catalogue.seeks_anything()
        borne, bearers = array("q"), array("q")
        slugs = list(self._places)
        sought: set[int] = set()
        concerned: set[str] = set()
        for number, (slug, place) in enumerate(self._places.items()):
            identity = self._draft(place).identity
            borne.extend(identity.marks)
            bearers.extend([number] * len(identity.marks))
            sought.update(identity.sought)
            if identity.sought:
                self.seeking.add(slug)
            if before:
                concerned |= self._concerned_by(slug, identity)
        for slug in self._leaving if before else ():
            if slug not in self._places:
                concerned |= self._concerned_by(slug, NOTHING_KNOWN)
        self.concerned = sorted(slug for slug in concerned if not self._is_replaced(slug))
        for slug in self.concerned:
            identity = self._catalogue.find_identity(slug) or NOTHING_KNOWN
            sought.update(identity.sought)
        for mark, number in zip(borne, bearers, strict=True):
            if mark in sought:
                self._bearing.setdefault(mark, []).append(slugs[number])

    def _is_replaced(self, slug: str) -> bool:
        return slug in self._places or slug in self._leaving

    def _concerned_by(self, slug: str, identity: Identity) -> set[str]:
        """Return the documents that may cite, or cite, one that will be described so, or not at all any more.

        Whoever cites it shares a mark with it, so nobody else has to be asked.
        """
        stored = self._catalogue.find_identity(slug) or NOTHING_KNOWN
        if stored.described == identity.described:
            return set()
        return {each for mark in {*stored.marks, *identity.marks} for each in self._catalogue.seeking(mark)}

    def _draft(self, place: int) -> Draft:
        return unpickled_draft(self._spool.read_pickled(place))
