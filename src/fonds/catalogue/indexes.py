"""Indexes (floor 3): those of an empty catalogue wait until its documents are written.

A row goes to its place in every index at once, and in an index of millions that place is somewhere else each time: a first
release of a million documents would do little but look for places. An index that is made when all rows are there is
sorted once. What is looked up while documents are written (keys, slugs, marks) never waits.
"""

from sqlalchemy import Connection, Index, Table, select

from fonds.catalogue.tables import changes, citations, documents, entities, links, slugs

_OF_DOCUMENTS: tuple[Table, ...] = (documents, links, citations, changes, slugs)
_NEVER = "citations_by_document"
"""Asked by what clears a document, which may be written twice in one release."""


class Indexes:
    """The indexes of a release in the making."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._waiting: dict[str, Index] = {}
        self._asked = False

    def let_wait(self) -> None:
        """Take away what can wait, where no document was ever written; later calls do nothing."""
        if self._asked:
            return
        self._asked = True
        if self._connection.scalar(select(documents.c.id).limit(1)) is not None:
            return
        for index in (index for table in (*_OF_DOCUMENTS, entities) for index in table.indexes if index.name != _NEVER):
            index.drop(self._connection, checkfirst=True)  # an old catalogue may lack one
            self._waiting[str(index.name)] = index

    def make_for_documents(self) -> None:
        """Make those that documents waited for: what entities are told of is asked through them."""
        self._make(*_OF_DOCUMENTS)

    def make_for_entities(self) -> None:
        """Make those of entities, once they are described."""
        self._make(entities)

    def _make(self, *tables: Table) -> None:
        for name, index in [*self._waiting.items()]:
            if index.table in tables:
                index.create(self._connection)
                del self._waiting[name]
