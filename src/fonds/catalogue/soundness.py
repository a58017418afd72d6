"""Soundness (floor 3): whether the catalogue's tables tell the same story.

A check is a row of CHECKS: the code of a Problem and a query that finds what contradicts, as two columns: where, and
what. Everything is read from one moment of the file, through one connection, beside whoever publishes meanwhile.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fonds.catalogue.compression import inflate, inflate_beside
from fonds.catalogue.database import open_reader
from fonds.catalogue.digests import told
from fonds.catalogue.disseminations import HarvestReader
from fonds.catalogue.faults import guarded
from fonds.catalogue.feeding import Span
from fonds.catalogue.packing import unpack_evidence, unpack_extra
from fonds.catalogue.prepared import Row
from fonds.catalogue.rows import FeedItem, Link, Listing
from fonds.catalogue.stored import StoredReader
from fonds.catalogue.tables import UNDATED
from fonds.catalogue.walking import in_stretches
from fonds.catalogue.withholding import WithheldReader
from fonds.errors import StateError
from fonds.problems import Problem

_MOST = 20
"""Faults that are told of one check."""
_BATCH = 500

CHECKS: tuple[tuple[str, str], ...] = (
    (
        "stamp-wrong",
        """SELECT 'release ' || number, stamp || ' does not follow ' || before FROM
           (SELECT number, stamp, lag(stamp) OVER (ORDER BY number) AS before FROM releases) WHERE stamp <= before""",
    ),
    (
        "stamp-wrong",
        """SELECT 'change ' || seq, 'release ' || release || ' after ' || before FROM
           (SELECT seq, release, lag(release) OVER (ORDER BY seq) AS before FROM changes) WHERE release < before""",
    ),
    (
        "changelog-contradiction",
        """SELECT slug, kind || ' after ' || coalesce(before, 'nothing') FROM
           (SELECT slug, kind, lag(kind) OVER (PARTITION BY slug ORDER BY seq) AS before FROM changes)
           WHERE (kind = 'create' AND before IN ('create', 'update')) OR (kind <> 'create' AND before IS NULL)
           OR (kind = 'update' AND before = 'delete')""",
    ),
    (
        "changelog-contradiction",
        """SELECT d.slug, 'it is ' || d.state || ' in version ' || d.version || '; the log ends with '
           || coalesce(c.kind || ' of version ' || c.version, 'nothing')
           FROM documents d LEFT JOIN changes c ON c.seq = (SELECT max(seq) FROM changes WHERE slug = d.slug)
           WHERE c.seq IS NULL OR (d.state = 'live') <> (c.kind <> 'delete') OR c.version <> d.version
           OR c.release <> d.modified_in""",
    ),
    (
        "changelog-contradiction",
        """SELECT DISTINCT slug, 'the log tells of a document that is not there' FROM changes
           WHERE slug NOT IN (SELECT slug FROM documents)""",
    ),
    (
        "version-missing",
        """SELECT slug, 'version ' || version FROM documents d WHERE NOT EXISTS (SELECT 1 FROM versions v
           WHERE v.document = d.id AND v.version = d.version AND (d.state <> 'live' OR length(v.extra) > 0))""",
    ),
    (
        "version-missing",
        """SELECT key, 'version ' || version FROM entities e WHERE state = 'live' AND NOT EXISTS
           (SELECT 1 FROM entity_versions v WHERE v.entity = e.id AND v.version = e.version)""",
    ),
    (
        "digest-wrong",
        """SELECT d.slug, 'version ' || d.version FROM documents d JOIN versions v
           ON v.document = d.id AND v.version = d.version
           WHERE d.state = 'live' AND v.content_digest <> d.content_digest""",
    ),
    (
        "digest-wrong",
        """SELECT e.key, 'version ' || e.version FROM entities e JOIN entity_versions v
           ON v.entity = e.id AND v.version = e.version WHERE e.state = 'live' AND v.digest <> e.digest""",
    ),
    (
        "count-wrong",
        """SELECT key, documents || ' documents are counted, ' || number || ' are linked to it' FROM
           (SELECT e.key, e.documents, count(DISTINCT l.document) AS number FROM entities e
           LEFT JOIN links l ON l.entity = e.id GROUP BY e.id) WHERE documents <> number""",
    ),
    (
        "count-wrong",
        """SELECT key, 'it is live and no document is linked to it' FROM entities e
           WHERE state = 'live' AND NOT EXISTS (SELECT 1 FROM links WHERE entity = e.id)""",
    ),
    (
        "count-wrong",
        """WITH counted AS (SELECT l.entity, r.name AS relation, count(*) AS documents
           FROM links l JOIN relations r ON r.id = l.relation GROUP BY l.entity, l.relation)
           SELECT e.key, x.relation || ': ' || x.documents FROM
           (SELECT * FROM (SELECT entity, relation, documents FROM relation_counts EXCEPT SELECT * FROM counted)
           UNION ALL SELECT * FROM
           (SELECT * FROM counted EXCEPT SELECT entity, relation, documents FROM relation_counts)) x
           JOIN entities e ON e.id = x.entity""",
    ),
    (
        "count-wrong",
        """SELECT slug, named || ' agents, places and events are kept beside it, ' || number || ' are linked to it' FROM
           (SELECT d.slug, (length(o.agents) + length(o.places) + length(o.events)) / 4 AS named,
           count(DISTINCT e.id) AS number FROM outlines o JOIN documents d ON d.id = o.document
           LEFT JOIN links l ON l.document = d.id
           LEFT JOIN entities e ON e.id = l.entity AND e.kind IN ('agent', 'place', 'event') GROUP BY d.id)
           WHERE named <> number""",
    ),
    (
        "count-wrong",
        """WITH told AS (SELECT o.document, o.sort_key || ' ' || coalesce(g.name, '') || ' ' || coalesce(a.name, '') AS said
           FROM outlines o LEFT JOIN terms g ON g.id = o.genre LEFT JOIN terms a ON a.id = o.archive),
           kept AS (SELECT id, slug, CASE state WHEN 'live' THEN sort_key || ' ' || genre || ' ' || archive END AS said
           FROM documents)
           SELECT slug, 'it is ranked as ' || coalesce(told.said, 'nothing') || ', not ' || coalesce(kept.said, 'nothing')
           FROM kept LEFT JOIN told ON document = id WHERE told.said IS NOT kept.said""",
    ),
    (
        "link-wrong",
        """SELECT slug, 'it is deleted, and still linked, known or citing' FROM documents d WHERE state <> 'live' AND (
           EXISTS (SELECT 1 FROM links WHERE document = d.id)
           OR EXISTS (SELECT 1 FROM marks WHERE document = d.id)
           OR EXISTS (SELECT 1 FROM identities WHERE document = d.id)
           OR EXISTS (SELECT 1 FROM citations WHERE document = d.id))""",
    ),
    (
        "search-wrong",
        """SELECT slug, 'its words cannot be found' FROM documents WHERE state = 'live'
           AND (id NOT IN (SELECT id FROM search_words_docsize) OR id NOT IN (SELECT id FROM search_titles_docsize))""",
    ),
    (
        "search-wrong",
        """SELECT 'number ' || id, 'words of a document that is not live' FROM
           (SELECT id FROM search_words_docsize UNION SELECT id FROM search_titles_docsize)
           WHERE id NOT IN (SELECT id FROM documents WHERE state = 'live')""",
    ),
    (
        "slug-wrong",
        """SELECT d.slug, 'the register does not have it for ' || coalesce(d.source, 'any source') FROM documents d
           LEFT JOIN slugs s ON s.slug = d.slug WHERE s.slug IS NULL OR (d.source IS NOT NULL AND d.source <> s.source)""",
    ),
    (
        "slug-wrong",
        """SELECT s.slug, 'it leads to ' || s.current FROM slugs s LEFT JOIN slugs c ON c.slug = s.current
           WHERE c.slug IS NULL OR c.current <> c.slug OR c.source <> s.source
           OR (s.slug NOT IN (SELECT slug FROM documents) AND s.slug NOT IN (SELECT slug FROM withheld))""",
    ),
    (
        "set-wrong",
        """SELECT d.slug, 'it is listed in ' || s.spec || ' as of release ' || m.changed_in || ', not ' || d.modified_in
           FROM memberships m JOIN documents d ON d.id = m.document JOIN sets s ON s.id = m.set_id
           WHERE m.joined_in > m.changed_in OR (m.has_left = 0 AND m.changed_in <> d.modified_in)
           OR (m.has_left = 1 AND m.changed_in > d.modified_in)""",
    ),
    (
        "set-wrong",
        """SELECT d.slug, 'it belongs to ' || (length(d.sets) - length(replace(d.sets, ' ', '')) + (d.sets <> ''))
           || ' sets and is listed in ' || number FROM
           (SELECT document, sum(has_left = 0) AS number FROM memberships GROUP BY document) m
           JOIN documents d ON d.id = m.document
           WHERE number <> length(d.sets) - length(replace(d.sets, ' ', '')) + (d.sets <> '')""",
    ),
    (
        "set-wrong",
        """SELECT d.slug, 'it is not listed in the set of its genre, its archive or its decade' FROM documents d
           WHERE state = 'live' AND ((genre <> '' AND genre NOT GLOB '*[^a-z0-9-]*' AND NOT EXISTS (SELECT 1 FROM memberships m
           JOIN sets s ON s.id = m.set_id WHERE m.document = d.id AND m.has_left = 0 AND s.spec = 'genre:' || d.genre))
           OR (archive <> '' AND NOT EXISTS (SELECT 1 FROM memberships m JOIN sets s ON s.id = m.set_id
           WHERE m.document = d.id AND m.has_left = 0 AND s.spec = 'archive:' || substr(d.archive, instr(d.archive, '/') + 1)))
           OR (earliest <> '' AND NOT EXISTS (SELECT 1 FROM memberships m JOIN sets s ON s.id = m.set_id
           WHERE m.document = d.id AND m.has_left = 0 AND s.spec = 'decade')))""",
    ),
    (
        "withheld-present",
        """SELECT DISTINCT d.slug, 'it is ' || d.state FROM documents d JOIN slugs s ON s.slug = d.slug
           JOIN withheld w ON w.slug = s.current WHERE d.state = 'live' OR d.label <> '' OR EXISTS
           (SELECT 1 FROM versions v WHERE v.document = d.id
           AND length(v.page_text) + length(v.tree) + length(v.own) + length(v.extra) + length(v.evidence) > 0)""",
    ),
    (
        "withheld-present",
        """SELECT DISTINCT d.slug, 'it has the bytes of ' || w.slug FROM withheld w
           JOIN documents d ON d.file_digest = w.file_digest WHERE w.file_digest <> ''""",
    ),
    (
        "release-wrong",
        """SELECT 'release ' || r.number, 'it says ' || r.created || ' created, ' || r.updated || ' updated, '
           || r.deleted || ' deleted; the change log does not' FROM releases r LEFT JOIN
           (SELECT release, sum(kind = 'create') AS c, sum(kind = 'update') AS u, sum(kind = 'delete') AS d
           FROM changes GROUP BY release) x ON x.release = r.number
           WHERE r.created <> coalesce(c, 0) OR r.updated <> coalesce(u, 0) OR r.deleted <> coalesce(d, 0)""",
    ),
    (
        "release-wrong",
        """SELECT 'release ' || number, 'it says ' || documents || ' documents and ' || entities || ' entities' FROM releases
           WHERE number = (SELECT max(number) FROM releases)
           AND (documents <> (SELECT count(*) FROM documents WHERE state = 'live')
           OR entities <> (SELECT count(*) FROM entities WHERE state = 'live'))""",
    ),
)

_SUMS = (
    ("genre", "SELECT genre, count(*) FROM documents WHERE state = 'live' AND genre <> '' GROUP BY genre"),
    ("archive", "SELECT archive, count(*) FROM documents WHERE state = 'live' AND archive <> '' GROUP BY archive"),
    ("state", "SELECT 'live', count(*) FROM documents WHERE state = 'live'"),
    ("kind", "SELECT kind, count(*) FROM entities WHERE state = 'live' GROUP BY kind"),
)
_YEARS = "SELECT sort_key, count(*) FROM documents WHERE state = 'live' AND sort_key <> ? GROUP BY sort_key"
_DOCUMENTS = """
SELECT v.id, d.id, d.slug, v.version, v.content_digest, v.page_text, v.own, v.cards, v.evidence, v.extra,
v.version = d.version AND d.state = 'live',
d.label, d.genre, d.date, d.earliest, d.latest, d.archive, d.summary, v.source
FROM versions v JOIN documents d ON d.id = v.document
WHERE v.id > ? AND length(v.extra) > 0 AND (? OR (v.version = d.version AND d.state = 'live')) ORDER BY v.id LIMIT ?
"""
_LINKS = """
SELECT e.key, r.name FROM links l JOIN entities e ON e.id = l.entity JOIN relations r ON r.id = l.relation
WHERE l.document = ?
"""
_ENTITIES = """
SELECT v.id, e.key, v.version, v.digest, v.own, v.cards, v.version = e.version AND e.state = 'live'
FROM entity_versions v JOIN entities e ON e.id = v.entity
WHERE v.id > ? AND (? OR (v.version = e.version AND e.state = 'live')) ORDER BY v.id LIMIT ?
"""
_NOTHING = Listing("")


@dataclass(frozen=True, slots=True)
class Described:
    """A version of a document or an entity as it is stored.

    ``links`` and ``listing`` are what the present version of a document says, ``linked`` and ``listed`` what the tables
    say of it.
    """

    name: str
    version: int
    digest: str
    own: bytes
    cards: bytes
    evidence: bytes
    is_present: bool
    links: frozenset[Link] = frozenset()
    linked: frozenset[Link] = frozenset()
    listing: Listing = _NOTHING
    listed: Listing = _NOTHING
    source: str = ""


def check_file(path: Path) -> list[str]:
    """Return what is wrong with the file as a database, in SQLite's own words."""
    try:
        with closing(open_reader(path)) as connection:
            found = [str(row[0]) for row in connection.execute(f"PRAGMA integrity_check({_MOST})")]
            rows = connection.execute("PRAGMA foreign_key_check").fetchmany(_MOST)
    except sqlite3.Error as error:
        return [str(error)]
    faults = [] if found == ["ok"] else found
    return [*faults, *(f"row {number} of {table} leads to nothing in {other}" for table, number, other, _ in rows)]


@contextmanager
def looked_through(path: Path) -> Iterator["Soundness"]:
    """Open the file as it is at this moment; StateError where it cannot be read on."""
    with guarded(path), closing(open_reader(path)) as connection:
        connection.execute("BEGIN")
        yield Soundness(connection)


class _One:
    """Lends cursors of the one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @contextmanager
    def cursor(self) -> Iterator[Any]:
        with closing(self._connection.cursor()) as cursor:
            yield cursor

    transaction = cursor


class Soundness(WithheldReader, StoredReader, HarvestReader):
    """Looks through one state of the catalogue."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(_One(connection))
        self._connection = connection

    def contradictions(self) -> Iterator[Problem]:
        """Yield where the tables contradict each other."""
        for code, query in CHECKS:
            for where, detail in self._connection.execute(query).fetchmany(_MOST):
                yield Problem(code, str(where), str(detail))
        yield from self._wrong_sums()

    def documents(self, *, all_versions: bool) -> Iterator[Described]:
        """Yield the present versions of all live documents, or every version there is."""
        yield from map(self._document, self._rows(_DOCUMENTS, all_versions=all_versions))

    def live_items(self) -> Iterator[FeedItem]:
        """Yield all live documents by their numbers."""
        after = 0
        while items := self.feed_items(Span(), after, state="live"):
            yield from items
            after = items[-1].number

    def entities(self, *, all_versions: bool) -> Iterator[Described]:
        """Yield the present versions of all live entities, or every version there is."""
        yield from map(_entity, self._rows(_ENTITIES, all_versions=all_versions))

    def _rows(self, query: str, *, all_versions: bool) -> Iterator[Row]:
        return in_stretches(lambda after: self._connection.execute(query, (after, all_versions, _BATCH)).fetchall())

    def _document(self, row: tuple[Any, ...]) -> Described:
        """Return a version; one that cannot be unpacked says nothing, which no digest fits."""
        digest, present, listed = told(row[4]), bool(row[10]), Listing(*row[11:18])
        found = self._connection.execute(_LINKS, (row[1],)) if present else ()
        linked = frozenset(Link(*each) for each in found)
        try:
            own, cards = inflate_beside(row[6], row[5]), inflate_beside(row[7], row[5])
            evidence = unpack_evidence(row[8], row[5], row[6])
            listing, links, _ = unpack_extra(row[9], row[5])
        except (StateError, ValueError):
            return Described(row[2], row[3], digest, b"", b"", b"", present, linked, linked, listed, listed, row[18])
        return Described(
            row[2], row[3], digest, own, cards, evidence, present, frozenset(links), linked, listing, listed, row[18]
        )

    def _wrong_sums(self) -> Iterator[Problem]:
        counted: dict[tuple[str, str], int] = {}
        for facet, query in _SUMS:
            counted.update({(facet, str(value)): number for value, number in self._connection.execute(query)})
        for key, number in self._connection.execute(_YEARS, (UNDATED,)):
            year = ("year", str(key // 10_000))
            counted[year] = counted.get(year, 0) + number
        told = {(row[0], row[1]): row[2] for row in self._connection.execute("SELECT * FROM counters")}
        for pair in sorted(counted.keys() | told.keys()):
            if told.get(pair, 0) != counted.get(pair, 0):
                detail = f"{told.get(pair, 0)} are counted, {counted.get(pair, 0)} are there"
                yield Problem("count-wrong", " ".join(pair), detail)


def _entity(row: tuple[Any, ...]) -> Described:
    digest = told(row[3])
    try:
        own = inflate(row[4])
        return Described(row[1], row[2], digest, own, inflate_beside(row[5], row[4]), b"", bool(row[6]))
    except StateError:
        return Described(row[1], row[2], digest, b"", b"", b"", bool(row[6]))
