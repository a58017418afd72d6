"""Writing a release (floor 3): one transaction, whose commit switches the site.

Everything a publish changes is written inside it, at last the row of ``releases`` that names the SPARQL
store's directory. Until the commit readers see the release before, after it the new one, never a mixture; a
process that dies leaves nothing behind. The order of a publish is::

    with catalogue.release("store-0007", clock=clock) as writer:
        for row in rows: writer.put(row)          # documents and entities, in any order
        writer.delete("1989-09-07-letter", "withdrawn by the archive")
        if writer.changed:
            store.add(writer.whole(waiting.append, beside, tally))  # or change an older store as writer.delta says
            stamp = writer.appoint(seconds=0.5)       # what follows takes half a second
            store.add(stamped(line, stamp, stamp) for line in waiting)
            writer.finish(store.count())              # if it is_late: appoint anew before
        else:
            writer.finish()

Leaving the block without ``finish`` releases nothing: that is what a dry run does.

**Datestamps.** A release has one, later than the one before whatever the clock says. Somebody who harvests from time
to time asks each time for what has changed since they asked last. So a stamp must not be older than the moment at
which the release can be seen: who asked between the two would never hear of it. But the stamp stands in the store, and
a store takes minutes to make. Therefore it is appointed when all else is written, for a moment just ahead
(`clock.Appointment`); only the lines that bear it are written then, and the commit waits until that second is near.
Where it would come too late another one is appointed.
"""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from fonds.catalogue.authority_lists import keep_lists
from fonds.catalogue.database import Pinned
from fonds.catalogue.deltas import Delta, DeltaReader, Later
from fonds.catalogue.documents import DocumentWriter
from fonds.catalogue.entities import EntityWriter
from fonds.catalogue.erasing import Eraser, Remaking
from fonds.catalogue.fragments import Dissemination, make_all_again
from fonds.catalogue.indexes import Indexes
from fonds.catalogue.indexing import index_again
from fonds.catalogue.meta import find_meta, set_meta
from fonds.catalogue.packing import PackedDocument, pack_document
from fonds.catalogue.rows import DocumentRow, EntityRow, Outcome, Release, ReleaseKind
from fonds.catalogue.stored import Beside, keep_common
from fonds.catalogue.tables import UNDATED, counters, documents, entities, links, releases
from fonds.clock import Appointment, Clock, parse_stamp
from fonds.durability import sync
from fonds.rdf.tally import Tally


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
        after: int = 0,
    ) -> None:
        self._connection = connection
        self._clock = clock
        self._reader = DeltaReader(pinned)
        self._path = pinned.path
        self._appointment: Appointment | None = None
        self._finished = False
        self._settled = True
        self._summed = False
        self.kind = kind
        self.previous = self._reader.current_release()
        """The release before this one, or None."""
        self.number = max(after, self.previous.number if self.previous else 0) + 1
        connection.execute(
            insert(releases).values(
                number=self.number, stamp="", store=store, software=software, rules=rules, settings=settings,
                kind=kind, note=note, documents=0, entities=0, triples=0, created=0, updated=0, deleted=0,
            )
        )
        cursor: Any = connection.connection.cursor()
        self._documents = DocumentWriter(cursor, self.number)
        self._entities = EntityWriter(connection, cursor, self.number)
        self._indexes = Indexes(connection)

    @property
    def stamp(self) -> str:
        """The datestamp of everything in this release: the one appointed last, or one of this very moment."""
        return self._appointment.stamp if self._appointment else self.appoint()

    def appoint(self, seconds: float = 0.0) -> str:
        """Give this release the datestamp of the moment when it will be committed, ``seconds`` from now; return it.

        All that can be done beforehand is done first. It may be given anew until the release is finished.
        """
        self._settle()
        if not self._summed:
            self._sum_up()
            self._make_durable()
            self._summed = True
        previous = parse_stamp(self.previous.stamp) if self.previous else None
        self._appointment = Appointment(previous, self._clock, seconds + self._commit_seconds())
        self._connection.execute(
            update(releases).where(releases.c.number == self.number).values(stamp=self._appointment.stamp)
        )
        return self._appointment.stamp

    @property
    def is_late(self) -> bool:
        """Whether the release could no longer be seen before the second of its datestamp is over."""
        return self._appointment is None or self._appointment.seconds_left() < self._commit_seconds()

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
        self._indexes.let_wait()
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

    def keep_lists(self, digest: str, content: Callable[[], bytes], sources: Iterable[str]) -> None:
        """Keep what the authority lists say, and that documents of these sources say the same with them as before."""
        keep_lists(self._connection.connection.cursor(), digest, content, sources)

    def merge_entities(self, heir_of: Callable[[str, str], str]) -> None:
        """Redirect the keys of entities that this release leaves without documents.

        ``heir_of`` is asked with key and label for the key of the entity that stands for it; empty: there is none.
        """
        self._settle()
        for key, label in self._entities.gone():
            heir = heir_of(key, label)
            if heir and heir != key and self._entities.is_live(heir):
                self._entities.merge(key, heir)

    def read_again(self) -> None:
        """Let the next publish read the sources of all that this release changes, and of all that name what it does."""
        self._settle()
        naming = (
            select(links.c.document)
            .join_from(links, entities, entities.c.id == links.c.entity)
            .where(entities.c.modified_in == self.number)
        )
        self._connection.execute(
            update(documents)
            .where(or_(documents.c.modified_in == self.number, documents.c.id.in_(naming)))
            .values(input_digest="")
        )

    def make_again(self, made_with: str, offered: Iterable[str], facts: str, make: Dissemination | None) -> None:
        """Remember what fragments and refusals are made with; with ``make``, make those of all live documents again.

        ``offered`` are the formats the site can give, ``facts`` what they say of the site; readers are told the same.
        """
        self._settle()
        if make:
            make_all_again(self._connection.connection.cursor(), self._documents.fragments, make)
        for name, value in (("made_with", made_with), ("formats", " ".join(offered)), ("facts", facts)):
            set_meta(self._connection.connection.cursor(), name, value)

    @property
    def made_with(self) -> str:
        """What the fragments of the release before were made with, as it was told; empty where nobody knows."""
        return find_meta(self._connection.connection.cursor(), "made_with")

    def count_again(self, *, search: bool) -> None:
        """Make every number that lists show, and the sets, again; with ``search`` the search index from the texts."""
        self._open()
        self._documents.mend_all()
        self._entities.touch_all()
        if search:
            index_again(self._connection.connection.cursor())

    def erase(self, slug: str, reason: str, remaking: Remaking) -> None:
        """Take all that a document says out of the catalogue and keep it out; nothing may be written afterwards.

        NotFoundError for a slug never published.
        """
        self._settle()
        eraser = Eraser(self._connection.connection.cursor(), self.number, remaking, self._documents.fragments)
        self._documents.deleted += eraser.erase(slug, reason)
        self._documents.fragments.flush()

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

    def whole(self, later: Later, beside: Beside, tally: Tally) -> Iterator[bytes]:
        """Yield all that the store is to hold as Turtle, before there is a datestamp; lines that wait for it are given
        to ``later`` as N-Triples, with marks. ``tally`` counts what is yielded."""
        self._settle()
        yield from self._reader.whole(later, beside, tally)

    def delta(self, later: Later, beside: Beside) -> Iterator[Delta | None]:
        """Yield what the store loses and wins by this release; None where nobody knows what it held before.

        ``later`` as for :meth:`whole`.
        """
        self._settle()
        yield from self._reader.delta(self.previous, self.number, later, beside)

    def finish(
        self, triples: int = 0, *, loose: int = 0, beside: Beside | None = None, unchanged_too: bool = False
    ) -> Release | None:
        """Commit. Returns the release, or None where nothing changed: then no release is made.

        ``triples``, ``loose`` and ``beside`` are told of the store, see `tables.py`. ``unchanged_too`` makes a
        release all the same: the store was built anew from the same content.
        """
        changed = self.changed
        self._finished = True
        if not changed and not unchanged_too:
            self._connection.execute(delete(releases).where(releases.c.number == self.number))
            self._connection.commit()
            return None
        _ = self.stamp
        beside = beside or Beside()
        keep_common(self._connection.connection.cursor(), beside)
        self._connection.execute(
            update(releases)
            .where(releases.c.number == self.number)
            .values(
                documents=self._live(documents), entities=self._live(entities), triples=triples,
                created=self._documents.created, updated=self._documents.updated,
                deleted=self._documents.deleted, loose=loose, vocabulary=beside.digest, evidence=beside.prefix,
            )
        )
        release = self._reader.current_release()
        if self._appointment:
            self._appointment.wait(self._commit_seconds())
        self._connection.commit()
        return release

    def _open(self) -> None:
        if self._finished:
            raise ValueError("the release is finished: nothing can be written to it any more")
        self._settled = self._summed = False

    def _settle(self) -> None:
        if not self._settled:
            self._documents.write_waiting()
            self._indexes.make_for_documents()
            self._entities.settle()
            self._indexes.make_for_entities()
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

    def _make_durable(self) -> None:
        """Sync what the transaction has written so far, so that little is left to do at the commit."""
        journal = self._path.with_name(self._path.name + "-wal")
        with contextlib.suppress(OSError):  # the commit itself will tell of it
            sync(journal)

    def _commit_seconds(self) -> float:
        """Return how long a commit may well take: what SQLite still holds in memory is written and synced."""
        written = self._documents.created + self._documents.updated
        return min(10.0, 0.05 + written / 20_000)
