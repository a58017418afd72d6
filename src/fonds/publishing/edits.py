"""Edits (floor 6): what has changed in the authority lists since documents were read, and which of them it touches."""

from collections.abc import Mapping

from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.rows import SourceState
from fonds.linking.authorities import AuthorityList
from fonds.linking.touching import Edit, edit_between, pack_state, read_state, state_of


class Edits:
    """The edits that lie between a catalogue's documents and the lists of this publish."""

    def __init__(self, catalogue: Catalogue, authorities: AuthorityList) -> None:
        self.lists = authorities.digest
        """The digest of the lists as they are."""
        self._now = state_of(authorities)
        states = {lists: catalogue.find_lists(lists) for lists in catalogue.lists_in_use() - {self.lists}}
        self.by_lists: Mapping[str, Edit] = {
            lists: edit_between(read_state(said), self._now) for lists, said in states.items() if said is not None
        }
        """What was edited since some lists, by their digest."""
        rows = {row for edit in self.by_lists.values() for row in edit.rows}
        self._naming = {slug for row in sorted(rows) for slug in catalogue.slugs_naming(row)}

    def outdate(self, state: SourceState) -> bool:
        """Whether a document must be read again whatever its text is: it names what was edited, or nobody knows."""
        return state.lists != self.lists and (state.lists not in self.by_lists or state.slug in self._naming)

    def content(self) -> bytes:
        """What the lists say, to be kept beside the documents that are read with them."""
        return pack_state(self._now)
