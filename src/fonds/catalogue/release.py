"""Writing a release (floor 3): one transaction, whose commit switches the site.

Everything a publish changes is written inside it, at last the row of ``releases`` that names the SPARQL
store's directory. Until the commit readers see the release before, after it the new one, never a mixture; a
process that dies leaves nothing behind. The order of a publish is::

    with catalogue.release("store-0007", clock=clock) as writer:
        for row in rows: writer.put(row)          # documents and entities, in any order
        writer.delete("1989-09-07-letter", "withdrawn by the archive")
        if writer.changed:
            triples = build_store("store-0007", writer.ntriples())
            writer.finish(triples)
        else:
            writer.finish()

Leaving the block without ``finish`` releases nothing: that is what a dry run does.

**Datestamps.** A release has one, later than the one before whatever the clock says. It is taken when first
needed, which is when the triples are read: all that a harvester could miss happens after that.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from fonds.catalogue.database import Pinned
from fonds.catalogue.documents import DocumentWriter
from fonds.catalogue.entities import EntityWriter
from fonds.catalogue.erasing import Eraser, Remaking
from fonds.catalogue.packing import PackedDocument, pack_document
from fonds.catalogue.reading import RecordReader
from fonds.catalogue.rows import DocumentRow, EntityRow, Outcome, Release, ReleaseKind
from fonds.catalogue.tables import UNDATED, counters, documents, entities, releases
from fonds.clock import Clock, after, parse_stamp, stamp


class ReleaseWriter:
    """One release in the making. Not for several threads."""

    def __init__(
        self,
        pinned: Pinned,
        connection: Connection,
        *,
        clock: Clock,
        store: str,
        software: str,
        rules: str,
        settings: str,
        kind: ReleaseKind = "publish",
        note: str = "",
    ) -> None:
        self._connection = connection
        self._clock = clock
        self._reader = RecordReader(pinned)
        self._previous = self._reader.current_release()
        self._stamp = ""
        self._finished = False
        self._settled = True
        self.number = 1 if self._previous is None else self._previous.number + 1
        connection.execute(
            insert(releases).values(
                number=self.number, stamp="", store=store, software=software, rules=rules, settings=settings,
                kind=kind, note=note, documents=0, entities=0, triples=0, created=0, updated=0, deleted=0,
            )
        )
        cursor: Any = connection.connection.cursor()
        self._documents = DocumentWriter(cursor, self.number)
        self._entities = EntityWriter(connection, cursor, self.number)

    @property
    def stamp(self) -> str:
        """The datestamp of everything in this release; fixed when first asked for."""
        if not self._stamp:
            previous = None if self._previous is None else parse_stamp(self._previous.stamp)
            self._stamp = stamp(after(previous, self._whole_seconds))
            self._connection.execute(
                update(releases).where(releases.c.number == self.number).values(stamp=self._stamp)
            )
        return self._stamp

    @property
    def changed(self) -> bool:
        """Whether readers will see any difference."""
        self._settle()
        written = self._documents.created + self._documents.updated + self._documents.deleted
        return written + self._entities.changed > 0

    def put(self, document: DocumentRow | PackedDocument) -> Outcome:
        """Write a document: a new version where its content digest changed, else nothing that readers see.

        ValueError where the slug belongs to another source. A source that comes with a new slug leaves a
        tombstone at the old one, which redirects.
        """
        packed = document if isinstance(document, PackedDocument) else pack_document(document)
        self._open()
        return self._documents.put(packed)

    def put_entity(self, entity: EntityRow) -> Outcome:
        """Describe an entity. Of one that no document is linked to at the end, nothing is kept."""
        self._open()
        return self._entities.put(entity)

    def delete(self, slug: str, reason: str = "", successor: str = "") -> bool:
        """Leave a tombstone; False where there is one already. NotFoundError for a slug never published."""
        self._open()
        return self._documents.delete(slug, reason, successor)

    def moved(self, old: str, new: str) -> None:
        """Let a document follow its source to another place; say so before putting what is there."""
        self._open()
        self._documents.moved(old, new)

    def merge_entity(self, old: str, new: str) -> None:
        """Redirect the key ``old`` to ``new`` once no document is linked to ``old`` any more."""
        self._open()
        self._entities.merge(old, new)

    def count_again(self, *, search: bool) -> None:
        """Make every number that lists show again from the links, and with ``search`` the search index from the texts."""
        self._open()
        self._entities.touch_all()
        if search:
            self._documents.index_again()

    def erase(self, slug: str, reason: str, remaking: Remaking) -> None:
        """Take all that a document says out of the catalogue and keep it out; nothing may be written afterwards.

        NotFoundError for a slug never published.
        """
        self._settle()
        eraser = Eraser(self._connection.connection.cursor(), self.number, remaking)
        self._documents.deleted += eraser.erase(slug, reason)

    def created(self, slug: str) -> str | None:
        """Return the stamp at which a document first appeared (this release's for a new one), or None."""
        number = self._documents.created_in(slug)
        if number is None:
            return None
        if number == self.number:
            return self.stamp
        return self._connection.scalar(select(releases.c.stamp).where(releases.c.number == number))

    def ntriples(self) -> Iterator[bytes]:
        """Yield the own triples of all documents and entities as they will be after the commit."""
        self._settle()
        _ = self.stamp
        yield from self._reader.ntriples()

    def finish(self, triples: int = 0, *, unchanged_too: bool = False) -> Release | None:
        """Commit. Returns the release, or None where nothing changed: then no release is made.

        ``unchanged_too`` makes one all the same: the store was built anew from the same content.
        """
        changed = self.changed
        self._finished = True
        if not changed and not unchanged_too:
            self._connection.execute(delete(releases).where(releases.c.number == self.number))
            self._connection.commit()
            return None
        _ = self.stamp
        self._sum_up()
        self._connection.execute(
            update(releases)
            .where(releases.c.number == self.number)
            .values(
                documents=self._live(documents), entities=self._live(entities), triples=triples,
                created=self._documents.created, updated=self._documents.updated,
                deleted=self._documents.deleted,
            )
        )
        release = self._reader.current_release()
        self._connection.commit()
        return release

    def _open(self) -> None:
        if self._finished:
            raise ValueError("the release is finished: nothing can be written to it any more")
        self._settled = False

    def _settle(self) -> None:
        if not self._settled:
            self._documents.write_words()
            self._entities.settle()
            self._documents.forget_entities()
            self._settled = True

    def _sum_up(self) -> None:
        """Make the sums of ``counters`` again."""
        live = documents.c.state == "live"
        self._connection.execute(delete(counters))
        sums = {("state", "live"): self._live(documents)}
        for facet in ("genre", "archive"):
            column = documents.c[facet]
            rows = self._connection.execute(
                select(column, func.count()).where(live, column != "").group_by(column)
            )
            sums.update({(facet, value): number for value, number in rows})
        years = self._connection.execute(
            select(documents.c.sort_key, func.count())
            .where(live, documents.c.sort_key != UNDATED)
            .group_by(documents.c.sort_key)
        )
        for key, number in years:
            year = ("year", str(key // 10_000))
            sums[year] = sums.get(year, 0) + number
        kinds = self._connection.execute(
            select(entities.c.kind, func.count()).where(entities.c.state == "live").group_by(entities.c.kind)
        )
        sums.update({("kind", kind): number for kind, number in kinds})
        self._connection.execute(
            insert(counters),
            [{"facet": facet, "value": value, "documents": n} for (facet, value), n in sums.items()],
        )

    def _live(self, table: Any) -> int:
        number = select(func.count()).select_from(table).where(table.c.state == "live")
        return self._connection.scalar(number) or 0

    def _whole_seconds(self) -> datetime:
        return self._clock().replace(microsecond=0)
