"""Slugs (floor 3): which one a source gets. Once published, a slug belongs to its source for ever.

A plan is made while a publish reads and maps, before anything is written: it looks into the register of the
catalogue and remembers what it gave out itself. Ask in the order of the sources' keys, so that the same
sources always get the same slugs.
"""

import hashlib
from collections.abc import MutableMapping

from fonds.catalogue.reading import RecordReader

_SHORTEST = 6


class SlugPlan:
    """The slugs one publish will use. ``given`` and ``taken`` are where it remembers them, empty at first."""

    def __init__(
        self, catalogue: RecordReader, given: MutableMapping[str, str] | None = None,
        taken: MutableMapping[str, str] | None = None,
    ) -> None:
        self._catalogue = catalogue
        self._given = {} if given is None else given
        self._taken = {} if taken is None else taken

    def slug_for(self, source: str, wanted: str, digest: str, *, rename: bool = False) -> str:
        """Return the slug of a source.

        One that has a slug keeps it, whatever is ``wanted`` now, unless a person asks for a ``rename``. A new
        one gets the wanted slug, or, where another source has that, the wanted slug with the first digits of
        ``digest`` (hexadecimal, of the source's file).
        """
        present = self._given.get(source) or self._published(source)
        if present and (not rename or present == wanted):
            return present
        slug = next(slug for slug in _candidates(wanted, digest, source) if self._free(slug, source))
        self._given[source] = slug
        self._taken[slug] = source
        return slug

    def move(self, old: str, new: str) -> None:
        """Treat the source ``new`` as ``old`` under another name (``ReleaseWriter.moved`` makes it last)."""
        slug = self._given.pop(old, None) or self._published(old)
        if slug:
            self._given[new] = slug
            self._taken[slug] = new

    def _published(self, source: str) -> str | None:
        state = self._catalogue.find_source(source)
        return None if state is None else state.slug

    def _free(self, slug: str, source: str) -> bool:
        if slug in self._taken:
            return self._taken[slug] == source
        entry = self._catalogue.find_slug(slug)
        return entry is None or entry[0] == source


def _candidates(wanted: str, digest: str, source: str) -> list[str]:
    """Return the wanted slug and ever longer ones; the last cannot belong to another source."""
    lengths = range(_SHORTEST, len(digest) + 1, 2)
    own = hashlib.sha256(source.encode()).hexdigest()
    return [
        wanted,
        *(f"{wanted}-{digest[:n]}" for n in lengths),
        *(f"{wanted}-{own[:n]}" for n in range(_SHORTEST, len(own) + 1, 2)),
    ]
