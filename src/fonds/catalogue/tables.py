"""The tables (floor 3). Nothing outside this room knows their names.

Rules that hold them together:

* A datestamp stands once, in ``releases``; every other table names the release by its number.
* ``documents`` and ``entities`` hold what is true now, ``versions`` and ``entity_versions`` hold everything
  ever released and are only added to. The current version is the one whose number the document or entity
  bears.
* ``links`` exist for live documents only: an entity without links is gone. So do ``identities``, ``marks`` and
  ``citations``, which lead from documents to documents.
* ``relations`` gives each relation of ``links`` a number, for a document has dozens of links and they lie in three
  orders; it is only added to.
* ``sort_key`` is the earliest date as a number (19890907), so that lists come out of an index; undated sorts
  last.
* ``documents.lists`` names the authority lists a document was read with; ``authority_lists`` keeps what they said, so
  that the documents an edit touches can be told from the others.
* ``releases.loose`` counts the triples that were removed from the store and added to it since it was last optimised;
  ``releases.vocabulary`` is the digest of those triples of it that are in no description, which ``common_triples``
  keeps for the current release. ``releases.evidence`` begins the sources of the documents whose evidence is in the
  store, too: empty for all documents, null for none.
* ``withheld`` names the sources that must never be published again: a row for every digest the file of a document ever
  had.
* ``entity_names`` has the names of live entities as they are typed, from each word on. It has no index by entity, which
  would be as large as itself: a release that touches entities passes over it once.
* ``sets`` are what harvesters can ask for a part of; a row is never taken away while a document was ever in it.
  ``memberships`` tell since which release a document is in one (``joined_in``) and by which release it changed last
  there; one that left stays, for whoever harvests the set has to hear of it. ``documents.sets`` names those it is in.
* ``outlines`` tell of live documents what ranking and facets need, in rows of some 60 bytes: what ``documents`` and
  ``links`` say, packed, so that a thousand of them lie in memory wherever their documents lie (`outlines.py`). ``terms``
  gives their genres and archives numbers, as ``relations`` does.
* ``refusals`` name the formats a document cannot be given in; ``given`` where it once could. ``fragments`` hold what
  harvesters are given most, made ready: 64 documents a row, by their numbers (`fragments.py`).
* ``relation_counts`` and ``counters`` are sums of the above, made again at each release for what it touched.
* Digests are text of hexadecimal digits to those who ask, and bytes in the file (`digests.py`).

A change here is a new SCHEMA number and a row in ``schema.MIGRATIONS``.
"""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint

from fonds.catalogue.digests import Digest
from fonds.catalogue.naming import KINDS

SCHEMA = 9
"""The number of this layout."""

UNDATED = 9_999_99_99
"""The sort key of a document without any date."""

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

releases = Table(
    "releases",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("stamp", Text, nullable=False, unique=True),
    Column("store", Text, nullable=False),
    Column("software", Text, nullable=False),
    Column("rules", Text, nullable=False),
    Column("settings", Text, nullable=False),
    Column("kind", Text, nullable=False, server_default="publish"),
    Column("note", Text, nullable=False, server_default=""),
    Column("documents", Integer, nullable=False),
    Column("entities", Integer, nullable=False),
    Column("triples", Integer, nullable=False),
    Column("created", Integer, nullable=False),
    Column("updated", Integer, nullable=False),
    Column("deleted", Integer, nullable=False),
    Column("loose", Integer, nullable=False, server_default="0"),
    Column("vocabulary", Text, nullable=False, server_default=""),
    Column("evidence", Text),
)


def _release(name: str) -> Column[int]:
    return Column(name, Integer, ForeignKey("releases.number"), nullable=False)


def _numbered(name: str) -> Table:
    """Return a table that gives names their numbers (`numbering.py`)."""
    return Table(
        name,
        metadata,
        Column("id", Integer, primary_key=True),
        Column("name", Text, nullable=False, unique=True),
    )


documents = Table(
    "documents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("slug", Text, nullable=False, unique=True),
    Column("source", Text, unique=True),  # null: the source now goes by another slug
    Column("file_digest", Digest, nullable=False),
    Column("input_digest", Digest, nullable=False),
    Column("content_digest", Digest, nullable=False),
    Column("lists", Digest, nullable=False, server_default=""),
    Column("state", Text, nullable=False),
    Column("version", Integer, nullable=False),
    _release("created_in"),
    _release("modified_in"),
    Column("label", Text, nullable=False),
    Column("genre", Text, nullable=False),
    Column("date", Text, nullable=False),
    Column("earliest", Text, nullable=False),
    Column("latest", Text, nullable=False),
    Column("sort_key", Integer, nullable=False),
    Column("archive", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("successor", Text, nullable=False),
    Column("sets", Text, nullable=False, server_default=""),
)
Index("documents_in_order", documents.c.state, documents.c.sort_key, documents.c.slug)
Index("documents_by_genre", documents.c.genre, documents.c.state, documents.c.sort_key, documents.c.slug)
Index("documents_by_archive", documents.c.archive, documents.c.state, documents.c.sort_key, documents.c.slug)
Index("documents_by_release", documents.c.modified_in)
Index("documents_by_file", documents.c.file_digest)

terms = _numbered("terms")

outlines = Table(
    "outlines",
    metadata,
    Column("document", Integer, ForeignKey("documents.id"), primary_key=True),
    Column("sort_key", Integer, nullable=False),
    Column("genre", Integer, ForeignKey("terms.id")),  # null: it has none
    Column("archive", Integer, ForeignKey("terms.id")),
    *(Column(name, LargeBinary, nullable=False) for name in KINDS.values()),
)

versions = Table(
    "versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document", Integer, ForeignKey("documents.id"), nullable=False),
    Column("version", Integer, nullable=False),
    _release("release"),
    Column("source", Text, nullable=False),
    Column("file_digest", Digest, nullable=False),
    Column("input_digest", Digest, nullable=False),
    Column("content_digest", Digest, nullable=False),
    Column("page_text", LargeBinary, nullable=False),  # before the others: they need it to be read
    Column("tree", LargeBinary, nullable=False),
    Column("own", LargeBinary, nullable=False),
    Column("cards", LargeBinary, nullable=False),
    Column("extra", LargeBinary, nullable=False),
    Column("evidence", LargeBinary, nullable=False),
    UniqueConstraint("document", "version"),
)

entities = Table(
    "entities",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("sort_label", Text, nullable=False),
    Column("digest", Digest, nullable=False),
    Column("state", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("documents", Integer, nullable=False),
    _release("created_in"),
    _release("modified_in"),
    Column("successor", Text, nullable=False),
)
Index("entities_in_order", entities.c.state, entities.c.kind, entities.c.sort_label, entities.c.key)
Index("entities_by_weight", entities.c.state, entities.c.kind, entities.c.documents)

entity_versions = Table(
    "entity_versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("entity", Integer, ForeignKey("entities.id"), nullable=False),
    Column("version", Integer, nullable=False),
    _release("release"),
    Column("type", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("digest", Digest, nullable=False),
    Column("own", LargeBinary, nullable=False),
    Column("tree", LargeBinary, nullable=False),
    Column("cards", LargeBinary, nullable=False),
    UniqueConstraint("entity", "version"),
)

relations = _numbered("relations")

links = Table(
    "links",
    metadata,
    Column("document", Integer, ForeignKey("documents.id"), primary_key=True),
    Column("entity", Integer, ForeignKey("entities.id"), primary_key=True),
    Column("relation", Integer, ForeignKey("relations.id"), primary_key=True),
    Column("sort_key", Integer, nullable=False),
    sqlite_with_rowid=False,
)
Index("links_in_order", links.c.entity, links.c.sort_key, links.c.document)
Index("links_by_relation", links.c.entity, links.c.relation, links.c.sort_key, links.c.document)

entity_names = Table(
    "entity_names",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("entity", Integer, ForeignKey("entities.id"), primary_key=True),
    sqlite_with_rowid=False,
)

identities = Table(
    "identities",
    metadata,
    Column("document", Integer, ForeignKey("documents.id"), primary_key=True),
    Column("described", LargeBinary, nullable=False),
)

marks = Table(
    "marks",
    metadata,
    Column("mark", Integer, primary_key=True),
    Column("side", Integer, primary_key=True),
    Column("document", Integer, ForeignKey("documents.id"), primary_key=True),
    sqlite_with_rowid=False,
)
Index("marks_by_document", marks.c.document)

BORNE, SOUGHT = 0, 1
"""The sides of a mark: the document is known by it, or cites something that is."""

citations = Table(
    "citations",
    metadata,
    Column("target", Text, primary_key=True),  # a slug: it may be written later in the same release
    Column("document", Integer, ForeignKey("documents.id"), primary_key=True),
    Column("relation", Text, primary_key=True),
    Column("sort_key", Integer, nullable=False),
    sqlite_with_rowid=False,
)
Index("citations_by_document", citations.c.document)
Index("citations_in_order", citations.c.target, citations.c.sort_key, citations.c.document)

sets = Table(
    "sets",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("spec", Text, nullable=False, unique=True),
    Column("entity", Text, nullable=False),
)

memberships = Table(
    "memberships",
    metadata,
    Column("set_id", Integer, ForeignKey("sets.id"), primary_key=True),
    Column("document", Integer, ForeignKey("documents.id"), primary_key=True),
    Column("joined_in", Integer, nullable=False),
    Column("changed_in", Integer, nullable=False),
    Column("has_left", Integer, nullable=False),
    sqlite_with_rowid=False,
)

refusals = Table(
    "refusals",
    metadata,
    Column("format", Text, primary_key=True),
    Column("document", Integer, ForeignKey("documents.id"), primary_key=True),
    Column("given", Integer, nullable=False),
    sqlite_with_rowid=False,
)
Index("refusals_by_document", refusals.c.document)

fragments = Table(
    "fragments",
    metadata,
    Column("block", Integer, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

relation_counts = Table(
    "relation_counts",
    metadata,
    Column("entity", Integer, ForeignKey("entities.id"), primary_key=True),
    Column("relation", Text, primary_key=True),
    Column("documents", Integer, nullable=False),
    sqlite_with_rowid=False,
)

counters = Table(
    "counters",
    metadata,
    Column("facet", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("documents", Integer, nullable=False),
    sqlite_with_rowid=False,
)

changes = Table(
    "changes",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("slug", Text, nullable=False),
    Column("version", Integer, nullable=False),
    _release("release"),
    Column("reason", Text, nullable=False),
    Column("successor", Text, nullable=False),
    sqlite_autoincrement=True,
)
Index("changes_by_slug", changes.c.slug)
Index("changes_by_release", changes.c.release)

slugs = Table(
    "slugs",
    metadata,
    Column("slug", Text, primary_key=True),
    Column("source", Text, nullable=False),
    Column("current", Text, nullable=False),
    sqlite_with_rowid=False,
)
Index("slugs_by_source", slugs.c.source)

common_triples = Table(
    "common_triples",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

authority_lists = Table(
    "authority_lists",
    metadata,
    Column("digest", Digest, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

withheld = Table(
    "withheld",
    metadata,
    Column("slug", Text, primary_key=True),
    Column("source", Text, primary_key=True),
    Column("file_digest", Digest, primary_key=True),
    Column("reason", Text, nullable=False),
    _release("release"),
    sqlite_with_rowid=False,
)
Index("withheld_by_source", withheld.c.source)
Index("withheld_by_file", withheld.c.file_digest)

drafts = MetaData()
"""Temporary tables of one write transaction."""

touched = Table(
    "touched",
    drafts,
    Column("entity", Integer, primary_key=True),
    prefixes=["TEMPORARY"],
)

former_documents = Table(
    "former_documents",
    drafts,
    Column("document", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
    prefixes=["TEMPORARY"],
)
"""Documents that this release changed or took away, and the version of them that was live before it."""

former_entities = Table(
    "former_entities",
    drafts,
    Column("entity", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
    prefixes=["TEMPORARY"],
)
"""Entities that were live before this release and that it touched, and the version they had."""

staged = Table(
    "staged",
    drafts,
    Column("key", Text, primary_key=True),
    Column("type", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("sort_label", Text, nullable=False),
    Column("digest", Digest, nullable=False),
    Column("own", LargeBinary, nullable=False),
    Column("tree", LargeBinary, nullable=False),
    Column("cards", LargeBinary, nullable=False),
    prefixes=["TEMPORARY"],
)


def sort_key(earliest: str) -> int:
    """Return an xsd:date as a number that sorts like it.

    >>> sort_key("1989-09-07"), sort_key(""), sort_key("-0044-03-15")
    (19890907, 99999999, -439685)
    """
    if not earliest:
        return UNDATED
    year, month, day = earliest.rsplit("-", 2)
    return int(year) * 10_000 + int(month) * 100 + int(day)
