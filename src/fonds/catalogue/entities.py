"""Writing entities (floor 3): they live as long as a live document is linked to them.

What is put is only staged. :meth:`EntityWriter.settle` counts the links of every entity that documents
touched and then describes, keeps or drops it. So the order of puts does not matter, and a whole authority
list may be put: of rows nobody speaks of, nothing is written.
"""

from typing import Any

from anyascii import anyascii
from sqlalchemy import (
    ColumnElement,
    Connection,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as insert_unless

from fonds.catalogue.compression import Packer, pack_together
from fonds.catalogue.names import keep_names
from fonds.catalogue.prepared import Prepared
from fonds.catalogue.rows import EntityRow, Outcome
from fonds.catalogue.tables import (
    entities,
    entity_names,
    entity_versions,
    former_entities,
    links,
    relation_counts,
    relations,
    staged,
    touched,
)

_STAGED = ("key", "type", "label", "sort_label", "digest", "own", "tree", "cards")
_PRESENT = Prepared(select(entities.c.state, entities.c.digest).where(entities.c.key == bindparam("at_key")))
_PRESENT_STATE = Prepared(select(entities.c.state).where(entities.c.key == bindparam("at_key")))
_UNSTAGE = Prepared(delete(staged).where(staged.c.key == bindparam("at_key")))
_STAGE = Prepared(insert(staged), *_STAGED)
_MERGE = Prepared(
    update(entities).where(entities.c.key == bindparam("at_key")).values(successor=bindparam("heir"))
)


class EntityWriter:
    """Writes entities for one release."""

    def __init__(self, connection: Connection, cursor: Any, release: int) -> None:
        self._connection = connection
        self._cursor = cursor
        self._release = release
        self.changed = 0

    def put(self, row: EntityRow) -> Outcome:
        """Stage an entity unless it is described so already; later rows of one key replace earlier ones."""
        present = _PRESENT.one(self._cursor, at_key=row.key)
        _UNSTAGE.run(self._cursor, at_key=row.key)
        if present == ("live", row.digest):
            return "unchanged"
        packer = Packer(row.own, row.tree)
        own, tree = pack_together(row.own, row.tree)
        _STAGE.run(
            self._cursor,
            key=row.key, type=row.type, label=row.label, sort_label=anyascii(row.label).casefold(),
            digest=row.digest, own=own, tree=tree, cards=packer.triples_beside(row.cards),
        )
        return "updated" if present and present[0] == "live" else "created"

    def merge(self, old: str, new: str) -> None:
        """Say which entity stands for ``old`` once nobody speaks of it any more."""
        _MERGE.run(self._cursor, at_key=old, heir=new)

    def gone(self) -> list[tuple[str, str]]:
        """Return key and label of every entity that nobody speaks of any more since this release."""
        found = self._connection.execute(
            select(entities.c.key, entities.c.label)
            .where(entities.c.modified_in == self._release, entities.c.state == "deleted", entities.c.version > 0)
            .order_by(entities.c.key)
        )
        return [(key, label) for key, label in found]

    def is_live(self, key: str) -> bool:
        """Whether a document leads to an entity."""
        return _PRESENT_STATE.one(self._cursor, at_key=key) == ("live",)

    def touch_all(self) -> None:
        """Count the links of every entity again when entities are settled."""
        self._connection.execute(
            insert(touched).from_select(["entity"], select(entities.c.id).where(~_is_touched(entities.c.id)))
        )

    def settle(self) -> None:
        """Make entities agree with the links; ValueError where one that is linked was never put."""
        self._touch_staged()
        self._remember()
        self._count()
        self._describe()
        self._refuse_undescribed()
        self._drop()
        keep_names(self._cursor)
        self._connection.execute(delete(touched))

    def _touch_staged(self) -> None:
        known = select(entities.c.id).join_from(staged, entities, entities.c.key == staged.c.key)
        self._connection.execute(
            insert(touched).from_select(["entity"], known.where(~_is_touched(entities.c.id)))
        )

    def _remember(self) -> None:
        """Note which version the touched entities had before this release."""
        live = (entities.c.state == "live", entities.c.modified_in < self._release)
        self._connection.execute(
            insert_unless(former_entities)
            .from_select(
                ["entity", "version"],
                select(entities.c.id, entities.c.version).where(_is_touched(entities.c.id), *live),
            )
            .on_conflict_do_nothing()
        )

    def _count(self) -> None:
        number = (
            select(func.count(links.c.document.distinct()))
            .where(links.c.entity == entities.c.id)
            .scalar_subquery()
        )
        self._connection.execute(update(entities).where(_is_touched(entities.c.id)).values(documents=number))
        self._connection.execute(delete(relation_counts).where(_is_touched(relation_counts.c.entity)))
        self._connection.execute(
            insert(relation_counts).from_select(
                ["entity", "relation", "documents"],
                select(links.c.entity, relations.c.name, func.count())
                .join_from(links, relations, relations.c.id == links.c.relation)
                .where(_is_touched(links.c.entity))
                .group_by(links.c.entity, links.c.relation),
            )
        )

    def _describe(self) -> None:
        """Write a version of each staged entity that has links and is not yet described so."""
        new = (
            staged.c.key == entities.c.key,
            entities.c.documents > 0,
            ~((entities.c.state == "live") & (entities.c.digest == staged.c.digest)),
        )
        self._connection.execute(
            insert(entity_versions).from_select(
                ["entity", "version", "release", "type", "label", "digest", "own", "tree", "cards"],
                select(
                    entities.c.id, entities.c.version + 1, literal(self._release),
                    *(staged.c[name] for name in _STAGED if name not in ("key", "sort_label")),
                ).where(*new),
            )
        )
        described = self._connection.execute(
            update(entities)
            .where(*new)
            .values(
                type=staged.c.type, label=staged.c.label, sort_label=staged.c.sort_label,
                digest=staged.c.digest, state="live", version=entities.c.version + 1,
                modified_in=self._release, successor="",
            )
        )
        self.changed += described.rowcount

    def _refuse_undescribed(self) -> None:
        missing = self._connection.scalars(
            select(entities.c.key)
            .where(_is_touched(entities.c.id), entities.c.documents > 0, entities.c.state != "live")
            .order_by(entities.c.key)
            .limit(5)
        ).all()
        if missing:
            raise ValueError(f"documents are linked to entities that were never put: {', '.join(missing)}")

    def _drop(self) -> None:
        """Take away entities without links: all trace of those never shown, the others' state only."""
        unlinked = (_is_touched(entities.c.id), entities.c.documents == 0)
        shown_never = select(entities.c.id).where(*unlinked, entities.c.version == 0)
        self._connection.execute(delete(entity_names).where(entity_names.c.entity.in_(shown_never)))
        self._connection.execute(delete(entities).where(*unlinked, entities.c.version == 0))
        gone = self._connection.execute(
            update(entities)
            .where(*unlinked, entities.c.state == "live")
            .values(state="deleted", modified_in=self._release)
        )
        self.changed += gone.rowcount


def _is_touched(entity: ColumnElement[int]) -> ColumnElement[bool]:
    return exists().where(touched.c.entity == entity)
