"""The schema (floor 3): makes a new catalogue, and recognises, migrates or refuses one that exists.

``meta`` bears the number of the layout. An older one is brought up to date by the functions of MIGRATIONS
when it is opened for writing, a newer one is refused.
"""

import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, inspect, select, update

from fonds.catalogue import tables
from fonds.catalogue.compression import pack
from fonds.catalogue.digests import kept
from fonds.catalogue.memberships import MembershipWriter
from fonds.catalogue.names import keep_names
from fonds.catalogue.naming import KINDS
from fonds.catalogue.outlines import OutlineWriter
from fonds.catalogue.search import create_search, drop_search
from fonds.errors import StateError


def _add_citations(connection: Connection) -> None:
    """Layout 2 knows what documents cite; every page is read once more, for only its words tell that."""
    tables.metadata.create_all(connection, tables=[tables.identities, tables.marks, tables.citations])
    connection.execute(update(tables.documents).values(input_digest=""))


def _add_lists(connection: Connection) -> None:
    """Layout 3 knows what kind of release each is, how its store was made, which lists a document was read with, and
    what is withheld; relations have numbers."""
    for table, column, kind in (
        ("releases", "kind", "TEXT NOT NULL DEFAULT 'publish'"), ("releases", "note", "TEXT NOT NULL DEFAULT ''"),
        ("releases", "loose", "INTEGER NOT NULL DEFAULT 0"), ("releases", "vocabulary", "TEXT NOT NULL DEFAULT ''"),
        ("documents", "lists", "TEXT NOT NULL DEFAULT ''"),
    ):
        connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")
    tables.metadata.create_all(connection, tables=[tables.authority_lists, tables.withheld])
    _number_relations(connection)


def _number_relations(connection: Connection) -> None:
    for statement in (
        "DROP INDEX links_in_order", "DROP INDEX links_by_relation", "ALTER TABLE links RENAME TO named_links",
    ):
        connection.exec_driver_sql(statement)
    tables.metadata.create_all(connection, tables=[tables.relations, tables.links])
    for statement in (
        "INSERT INTO relations (name) SELECT DISTINCT relation FROM named_links ORDER BY relation",
        "INSERT INTO links (document, entity, relation, sort_key) SELECT n.document, n.entity, r.id, n.sort_key"
        " FROM named_links n JOIN relations r ON r.name = n.relation",
        "DROP TABLE named_links",
    ):
        connection.exec_driver_sql(statement)


def _add_common(connection: Connection) -> None:
    """Layout 4 keeps what its store holds beside descriptions (what older ones held is not known), and names as they
    are typed."""
    connection.exec_driver_sql("ALTER TABLE releases ADD COLUMN evidence TEXT")
    tables.metadata.create_all(connection, tables=[tables.common_triples, tables.entity_names])
    keep_names(connection.connection.cursor(), everyone=True)


def _add_feeds(connection: Connection) -> None:
    """Layout 5 knows what harvesters ask for: sets, formats, fragments; these are made at the next release."""
    connection.exec_driver_sql("ALTER TABLE documents ADD COLUMN sets TEXT NOT NULL DEFAULT ''")
    tables.metadata.create_all(
        connection, tables=[tables.sets, tables.memberships, tables.refusals, tables.fragments]
    )
    cursor = connection.connection.cursor()
    MembershipWriter(cursor, 0).mark_all()
    _add_key(connection)


def _drop_index(connection: Connection) -> None:
    """Layout 6 packs a page with its tree, which older versions of Fonds cannot read, and finds names without an index."""
    connection.exec_driver_sql("DROP INDEX IF EXISTS names_by_entity")


_WITH_DIGESTS = {
    "documents": ("file_digest", "input_digest", "content_digest", "lists"),
    "versions": ("file_digest", "input_digest", "content_digest"),
    "entities": ("digest",), "entity_versions": ("digest",), "authority_lists": ("digest",), "withheld": ("file_digest",),
}


def _shorten(connection: Connection) -> None:
    """Layout 7 keeps digests as bytes, packs what documents are known by, and a document's parts beside page and tree,
    which older versions of Fonds cannot read; parts that were packed otherwise stay as they are."""
    driver: Any = connection.connection.driver_connection
    driver.create_function("kept", 1, kept, deterministic=True)
    driver.create_function("packed", 1, lambda text: pack(text.encode()), deterministic=True)
    for table, columns in _WITH_DIGESTS.items():
        changed = ", ".join(f"{column} = kept({column})" for column in columns)
        connection.exec_driver_sql(f"UPDATE {table} SET {changed}")  # noqa: S608 - our own names
    connection.exec_driver_sql("UPDATE identities SET described = packed(described)")


def _mark_words(connection: Connection) -> None:
    """Layout 8 finds words in lists that are narrowed; what it kept beside a document is in ``outlines`` in layout 9."""
    from fonds.catalogue.indexing import index_again

    drop_search(connection)
    create_search(connection)
    index_again(connection.connection.cursor())


def _add_outlines(connection: Connection) -> None:
    """Layout 9 keeps what ranking and facets need of a document apart; what layout 8 kept of that beside it goes."""
    present = {column["name"] for column in inspect(connection).get_columns("documents")}
    for name in KINDS.values():
        if name in present:  # one that was older than layout 8 a moment ago never had it
            connection.exec_driver_sql(f"ALTER TABLE documents DROP COLUMN {name}")
    tables.metadata.create_all(connection, tables=[tables.terms, tables.outlines])
    OutlineWriter(connection.connection.cursor()).make_all()


def _add_key(connection: Connection) -> None:
    """Make the key that resumption tokens are signed with; it lies here so that backups keep it."""
    connection.execute(insert(tables.meta).values(name="token_key", value=secrets.token_hex(32)))


MIGRATIONS: Mapping[int, Callable[[Connection], None]] = {
    1: _add_citations, 2: _add_lists, 3: _add_common, 4: _add_feeds, 5: _drop_index, 6: _shorten, 7: _mark_words,
    8: _add_outlines,
}
"""From the number of an older layout to what makes it the next one."""


def ensure_schema(connection: Connection, path: Path) -> None:
    """Make the tables in an empty file, or bring those of an older Fonds up to date; StateError otherwise."""
    if not inspect(connection).get_table_names():
        tables.metadata.create_all(connection)
        create_search(connection)
        connection.execute(insert(tables.meta).values(name="schema", value=str(tables.SCHEMA)))
        _add_key(connection)
        return
    number = _number(connection, path)
    while number != tables.SCHEMA:
        if number not in MIGRATIONS:
            raise _unfit(number, path)
        MIGRATIONS[number](connection)
        number += 1
        connection.execute(
            update(tables.meta).where(tables.meta.c.name == "schema").values(value=str(number))
        )


def is_current(connection: Connection, path: Path) -> bool:
    """Whether nothing has to be made or migrated; StateError for a file that is no catalogue."""
    return bool(inspect(connection).get_table_names()) and _number(connection, path) == tables.SCHEMA


def check_schema(connection: Connection, path: Path) -> None:
    """Raise StateError unless the catalogue is one that this version reads."""
    number = _number(connection, path)
    if number in MIGRATIONS:
        raise StateError(
            f"The catalogue {path} was made by an older Fonds (layout {number}, not {tables.SCHEMA}).",
            "Run `fonds publish` once: it brings the catalogue up to date.",
        )
    if number != tables.SCHEMA:
        raise _unfit(number, path)


def _number(connection: Connection, path: Path) -> int:
    value = None
    if "meta" in inspect(connection).get_table_names():
        value = connection.scalar(select(tables.meta.c.value).where(tables.meta.c.name == "schema"))
    if value is None and path.exists() and not path.stat().st_size:
        raise StateError(
            f"The catalogue {path} is empty.",
            "Run `fonds restore BACKUP --replace`, or `fonds publish` where nothing was published before.",
        )
    if value is None or not value.isdecimal():
        raise StateError(f"The file {path} is no catalogue of Fonds.", "Set 'state' to another directory.")
    return int(value)


def _unfit(number: int, path: Path) -> StateError:
    if number > tables.SCHEMA:
        return StateError(
            f"The catalogue {path} was made by a newer Fonds (layout {number}, not {tables.SCHEMA}).",
            "Install that version of Fonds, or a later one.",
        )
    return StateError(
        f"The catalogue {path} was made by an older Fonds (layout {number}, not {tables.SCHEMA}).",
        "Move it away and run `fonds publish` again.",
    )
