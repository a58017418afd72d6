"""What a store holds, in numbers (floor 3): triples, classes, properties, distinct subjects and objects.

They are counted once for a release and kept in a file beside the store's own. A store that is made of a whole catalogue
is given its triples one by one, so they are counted on the way; how many subjects and objects are distinct only the store
knows. A store that was made from another one is not counted again: what was removed and added says how the numbers
change, and whether a subject or an object is still there, or was there before, is asked of both stores. So a release of
a few documents costs a few lookups, whatever the size of the archive. To count anything else: a field of :class:`Counts`,
a query, what is counted on the way, and what a change does to it.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from fonds.durability import put
from fonds.errors import StateError
from fonds.rdf.namespaces import RDF, SCHEMA
from fonds.rdf.tally import Tally

if TYPE_CHECKING:
    from fonds.store.embedded import EmbeddedStore

FILE_NAME = "counts.json"
MOST_DISTINCT = 50_000_000
"""Triples up to which distinct subjects and objects are counted from the start: the engine holds each once in memory."""

_TYPE = f"{RDF}type"
_LANGUAGE = f"{SCHEMA}inLanguage"
_PROPERTIES = "SELECT (?p AS ?what) (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p"
_CLASSES = f"SELECT (?c AS ?what) (COUNT(*) AS ?n) {{ ?s <{_TYPE}> ?c FILTER(isIRI(?c)) }} GROUP BY ?c"
_LANGUAGES = f"SELECT (?l AS ?what) (COUNT(*) AS ?n) {{ ?s <{_LANGUAGE}> ?l FILTER(isLiteral(?l)) }} GROUP BY ?l"
_SUBJECTS = "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"
_OBJECTS = "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }"


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of one store: ``classes`` IRI → instances, ``properties`` IRI → triples.

    ``subjects`` and ``objects`` are distinct ones; None where they were not counted (:data:`MOST_DISTINCT`). ``languages``
    are the tags of what is stated to be in one → how often; None in numbers older than them.
    """

    triples: int
    classes: Mapping[str, int]
    properties: Mapping[str, int]
    subjects: int | None = None
    objects: int | None = None
    languages: Mapping[str, int] | None = None


Lines = Callable[[], Iterable[bytes]]
"""Gives N-Triples, whole lines in pieces; called as often as they are needed."""


def count_store(directory: Path) -> Counts:
    """Count what a store holds: some three seconds a million triples. StateError where it cannot be read."""
    from fonds.store.embedded import EmbeddedStore

    with EmbeddedStore(directory) as store:
        properties, classes, languages = (_groups(store, query) for query in (_PROPERTIES, _CLASSES, _LANGUAGES))
    return count_distinct(directory, Counts(sum(properties.values()), classes, properties, languages=languages))


def count_distinct(directory: Path, counted: Counts) -> Counts:
    """Count what is counted of no store of more than :data:`MOST_DISTINCT` triples; all else is known of this one."""
    from fonds.store.embedded import EmbeddedStore

    if counted.triples > MOST_DISTINCT:
        return counted
    with EmbeddedStore(directory) as store:
        return replace(counted, subjects=_number(store, _SUBJECTS), objects=_number(store, _OBJECTS))


def count_changed(before: Counts, old: Path, new: Path, removed: Lines, added: Lines) -> Counts:
    """Return the numbers of the store ``new``, made from ``old`` by removing and adding these lines.

    Every removed line stands in ``old`` and no added one does, and none in both. StateError where a store cannot be read.
    """
    gone, came = Tally(), Tally()
    for tally, lines in ((gone, removed), (came, added)):
        for piece in lines():
            tally.add(piece)
    properties = _changed(before.properties, gone.properties, came.properties)
    classes = _changed(before.classes, gone.classes, came.classes)
    languages = _changed(before.languages or {}, gone.languages, came.languages)
    subjects, objects = before.subjects, before.objects
    if subjects is not None and objects is not None:
        from fonds.store.embedded import EmbeddedStore

        with EmbeddedStore(old) as was, EmbeddedStore(new) as now:
            held, holds = (store.standing(chain(removed(), added())) for store in (was, now))
        subjects, objects = subjects + holds[0] - held[0], objects + holds[1] - held[1]
    told = None if before.languages is None else dict(+languages)
    return Counts(properties.total(), dict(+classes), dict(+properties), subjects, objects, told)


def write_counts(directory: Path, counts: Counts) -> None:
    """Keep the numbers with their store. StateError where that cannot be written."""
    try:
        put(directory / FILE_NAME, json.dumps(asdict(counts), sort_keys=True).encode())
    except OSError as error:
        raise StateError(f"{directory} could not be written: {error.strerror}.") from error


def find_counts(directory: Path) -> Counts | None:
    """Return the numbers kept with a store; None where there are none (yet), or they cannot be read."""
    try:
        status = (directory / FILE_NAME).stat()
        return _read(directory / FILE_NAME, (status.st_ino, status.st_mtime_ns))
    except (OSError, ValueError, TypeError):
        return None


@lru_cache(maxsize=8)
def _read(path: Path, file: tuple[int, int]) -> Counts:
    """Read the file of that inode and moment."""
    return Counts(**json.loads(path.read_text(encoding="utf-8")))


def _changed(before: Mapping[str, int], gone: Mapping[str, int], came: Mapping[str, int]) -> Counter[str]:
    found = Counter(before)
    found.subtract(gone)
    found.update(came)
    return found


def _groups(store: "EmbeddedStore", query: str) -> dict[str, int]:
    return {row["what"]["value"]: int(row["n"]["value"]) for row in _rows(store, query)}


def _number(store: "EmbeddedStore", query: str) -> int:
    [row] = _rows(store, query)
    return int(row["n"]["value"])


def _rows(store: "EmbeddedStore", query: str) -> list[dict[str, dict[str, str]]]:
    answer = store.query(query, formats={"select": "json"})
    rows: list[dict[str, dict[str, str]]] = json.loads(answer.body)["results"]["bindings"]
    return rows
