"""Indexing (floor 3): all search indexes made again from what the versions hold, after damage or for a new layout."""

from typing import Any

from sqlalchemy import bindparam, select

from fonds.catalogue.packing import unpack_extra
from fonds.catalogue.prepared import Prepared
from fonds.catalogue.search import add_words, forget_words
from fonds.catalogue.tables import documents, versions

_TOGETHER = 500
_LIVE = Prepared(
    select(documents.c.id, versions.c.extra, versions.c.page_text)
    .join_from(
        documents, versions,
        (versions.c.document == documents.c.id) & (versions.c.version == documents.c.version),
    )
    .where(documents.c.state == "live", documents.c.id > bindparam("after"))
    .order_by(documents.c.id)
    .limit(_TOGETHER)
)


def index_again(cursor: Any) -> None:
    """Make the search indexes anew from the versions."""
    forget_words(cursor)
    after = 0
    while rows := _LIVE.all(cursor, after=after):
        for document, extra, page in rows:
            add_words(cursor, document, *unpack_extra(extra, page))
        after = rows[-1][0]
