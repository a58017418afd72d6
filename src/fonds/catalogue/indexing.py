"""Indexing (floor 3): all search indexes made again from what the versions hold, after damage or for a new layout."""

from typing import Any

from fonds.catalogue.packing import unpack_extra
from fonds.catalogue.search import add_words, forget_words
from fonds.catalogue.tables import versions
from fonds.catalogue.walking import Walk

_LIVE = Walk(versions.c.extra, versions.c.page_text, together=500)


def index_again(cursor: Any) -> None:
    """Make the search indexes anew from the versions."""
    forget_words(cursor)
    for document, extra, page in _LIVE.through(cursor):
        add_words(cursor, document, *unpack_extra(extra, page))
