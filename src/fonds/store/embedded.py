"""The store in a directory (floor 3): Oxigraph, and the only module that knows it.

A release's directory is written once by a :class:`StoreWriter` and from then on opened
only for reading: the engine would let a second process open it for writing, and rewrite it under its readers'
feet. Exceptions of the engine end here: StateError for the disk, QueryRefusedError for the text of a query.
"""

import errno
import functools
import itertools
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pyoxigraph as ox

from fonds.durability import sync
from fonds.errors import QueryRefusedError, StateError
from fonds.rdf.formats import Format
from fonds.rdf.literals import Parsed
from fonds.rdf.namespaces import PREFIXES, XSD
from fonds.store.answer import Answer, Cut, Formats, Kind, answer_format
from fonds.store.chunks import chunk_stream, give_out, whole_statements
from fonds.store.results import Row, Written, drop_not_xml, render_boolean, render_rows
from fonds.store.vetting import parse_engine_error

_REBUILD = "Run `fonds rebuild` to make the store again from the catalogue."
_PIECE = 32 << 20
"""Bytes that are loaded in one go. The engine holds a million triples of one text in memory, then the next million while
it sorts the first: 1.3 GB. Of a piece it holds what it says; but each is put on disk by itself, to be merged later, and
what was merged lies there uncompressed, unless it is large: so pieces are not small."""
_AT_ONCE = 2
"""Pieces that are loaded at the same time."""
_STRING = XSD + "string"
_RDF_FORMATS = {
    "jsonld": ox.RdfFormat.JSON_LD, "turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
# Narrower than XML 1.0: its editions disagree about rarer letters, and so do the engine and XML parsers.
_ENDS_AS_XML_NAME = re.compile(r"[\x00-\x7f][A-Za-z_À-ÖØ-öø-ɏ][A-Za-z0-9_.À-ÖØ-öø-ɏ-]*\Z")


class EmbeddedStore:
    """A store directory, opened for reading. Usable as a context manager."""

    def __init__(self, directory: Path) -> None:
        """Open it. Raises StateError where there is no store or it cannot be read."""
        self.directory = directory
        with _border(directory):
            self._store: ox.Store | None = ox.Store.read_only(str(directory))

    def __enter__(self) -> "EmbeddedStore":
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the directory's files."""
        self._store = None

    def count(self) -> int:
        """Return the number of triples, by counting them (about 4 million a second)."""
        with _border(self.directory):
            return len(self._opened())

    def absent(self, chunks: Iterable[bytes], most: int) -> list[str]:
        """Return the triples that are not there, of those given as N-Triples; not more than ``most``."""
        with _border(self.directory):
            held = self._opened()
            found = (quad for quad in ox.parse(chunk_stream(chunks), format=ox.RdfFormat.N_TRIPLES) if quad not in held)
            return [str(quad.triple) for quad in itertools.islice(found, most)]

    def standing(self, chunks: Iterable[bytes]) -> tuple[int, int]:
        """Return how many of the subjects, and of the objects, of these N-Triples some triple here has as such."""
        with _border(self.directory):
            held = self._opened()
            triples = list(ox.parse(chunk_stream(chunks), format=ox.RdfFormat.N_TRIPLES))
            subjects, objects = {each.subject for each in triples}, {each.object for each in triples}
            return (
                sum(any(held.quads_for_pattern(each, None, None)) for each in subjects),
                sum(any(held.quads_for_pattern(None, None, each)) for each in objects),
            )

    def query(
        self, query: str, *, formats: Formats, rows: int | None = None, size: int | None = None
    ) -> Answer:
        """Answer one query, in this process and without a limit of time or memory. See ``protocol.Store``."""
        start = time.perf_counter()
        with _border(self.directory, query):
            found = self._opened().query(query)
            kind = _kind(found)
            form = answer_format(kind, formats)
            if isinstance(found, ox.QueryBoolean):
                written = Written(render_boolean(form.name, bool(found)), 1, None)
            elif isinstance(found, ox.QueryTriples):
                written = _render_triples(found, form, rows, size)
            else:
                names = [variable.value for variable in found.variables]
                written = render_rows(form.name, names, _rows(found), most=rows, size=size)
        spent = time.perf_counter() - start
        return Answer(kind, form.media_type, written.body, written.truncated, written.count, spent)

    def _opened(self) -> ox.Store:
        if self._store is None:
            raise StateError(f"The store in {self.directory} has been closed.")
        return self._store


class StoreWriter:
    """A store in the making, in a directory of its own; nobody reads it before it is closed. A context manager.

    Leaving the block without :meth:`close` lets go of the files; what was begun stays on disk then, and nobody has
    been told of it. StateError where the disk cannot be written, ValueError naming the line for what is no Turtle:
    that would be our own mistake.
    """

    def __init__(self, directory: Path) -> None:
        """Begin with nothing. The directory must not exist or be empty."""
        if directory.exists() and any(directory.iterdir()):
            raise StateError(f"{directory} is not empty, so no store is made there.", "Choose a new directory.")
        with _border(directory):
            directory.mkdir(parents=True, exist_ok=True)
        self._open(directory)

    @classmethod
    def derived(cls, source: Path, directory: Path) -> "StoreWriter":
        """Begin with what another store holds, which is only read and may be in use; files are shared (hard links)."""
        snapshot_store(source, directory)
        writer = cls.__new__(cls)
        writer._open(directory)
        return writer

    def _open(self, directory: Path) -> None:
        self.directory = directory
        with _border(directory):
            self._store: ox.Store | None = ox.Store(str(directory))

    def __enter__(self) -> "StoreWriter":
        return self

    def __exit__(self, *exception: object) -> None:
        self.abandon()

    def abandon(self) -> None:
        """Let go of the files as they are."""
        self._store = None

    def reopen(self) -> None:
        """Go on writing after :meth:`close`, where nobody has been told of the store yet."""
        self._open(self.directory)

    def add(self, chunks: Iterable[bytes]) -> None:
        """Add N-Triples, or any Turtle without names of its own for IRIs and nodes in which each subject's statements end
        with a line, given as pieces of any size; the memory taken does not depend on their number."""
        with _border(self.directory):
            _load(self._opened(), chunks)

    def remove(self, chunks: Iterable[bytes]) -> None:
        """Remove N-Triples; those that are not there make no difference."""
        with _border(self.directory):
            store = self._opened()
            for triple in ox.parse(chunk_stream(chunks), format=ox.RdfFormat.N_TRIPLES):
                store.remove(triple)

    def optimise(self) -> None:
        """Put everything in order on disk: reads are five times slower without it. It costs as much for a change of
        one per cent as for all, so it is for changes of more than some five per cent."""
        with _border(self.directory):
            self._opened().optimize()

    def count(self) -> int:
        """Return the number of triples, by counting them."""
        with _border(self.directory):
            return len(self._opened())

    def keep(self) -> None:
        """Make what was written so far outlive a power failure."""
        with _border(self.directory):
            self._opened().flush()
            _make_durable(self.directory)

    def close(self) -> None:
        """Make everything outlive a power failure, the directory's own name, too, and let go of the files."""
        with _border(self.directory):
            self._opened().flush()
            self._store = None  # the engine may write a last time
            _make_durable(self.directory)

    def _opened(self) -> ox.Store:
        if self._store is None:
            raise StateError(f"The store in {self.directory} has been closed.")
        return self._store


def build_store(directory: Path, chunks: Iterable[bytes]) -> int:
    """Make an optimised store of Turtle (N-Triples are) and return how many triples it holds. See :class:`StoreWriter`."""
    with StoreWriter(directory) as writer:
        writer.add(chunks)
        writer.optimise()
        number = writer.count()
        writer.close()
    return number


def _make_durable(directory: Path) -> None:
    """Sync every file of a directory, then the directory itself and the one that names it."""
    for path in (*sorted(directory.iterdir()), directory, directory.parent):
        with suppress(FileNotFoundError):  # the engine tidies up in the background
            sync(path)


def snapshot_store(source: Path, target: Path) -> None:
    """Copy a store that may be in use to a directory that does not exist yet (hard links where possible)."""
    with _border(source):
        held = ox.Store.read_only(str(source))
    with _border(target):
        if target.exists():
            raise StateError(f"{target} exists already, so no copy is made there.", "Choose a new directory.")
        target.parent.mkdir(parents=True, exist_ok=True)
        held.backup(str(target))


def find_syntax_error(query: str) -> str | None:
    """Return what the engine's parser says against a query, or None.

    The query is run against an empty store, so it must not name other servers.
    """
    try:
        ox.Store().query(query)
    except SyntaxError as error:
        return str(error)
    except (OSError, RuntimeError):
        return None
    return None


def render_graph(
    data: bytes, media_type: str, form: Format, *, most: int | None, size: int | None
) -> Written:
    """Read a graph in the format of ``media_type``, write it in another; ValueError if it is not that."""
    found = ox.RdfFormat.from_media_type(media_type)
    if found is None:
        raise ValueError(f"{media_type} is no format of graphs")
    try:
        triples = [quad.triple for quad in ox.parse(data, format=found)]
    except SyntaxError as error:
        raise ValueError(str(error)) from error
    return _render_triples(triples, form, most, size)


def _load(store: ox.Store, chunks: Iterable[bytes]) -> None:
    try:
        pieces = whole_statements(chunks, _PIECE)
        give_out(pieces, lambda piece: store.bulk_load(piece, ox.RdfFormat.TURTLE), _AT_ONCE)
    except SyntaxError as error:
        raise ValueError(f"not Turtle: {error}") from error


# ── writing ─────────────────────────────────────────────────────────────────────────────────────────────
def _kind(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Kind:
    if isinstance(found, ox.QueryBoolean):
        return "ask"
    return "construct" if isinstance(found, ox.QueryTriples) else "select"


def _rows(solutions: ox.QuerySolutions) -> Iterator[Row]:
    for solution in solutions:
        yield [_cell(term) for term in solution]


@functools.lru_cache(maxsize=8192)
def _iri_cell(term: ox.NamedNode) -> Parsed:
    """Return an IRI as a cell; the same few stand in most rows, and asking the engine for each is slow."""
    return Parsed("iri", term.value)


def _cell(term: object) -> Parsed | None:
    if isinstance(term, ox.NamedNode):
        return _iri_cell(term)
    if isinstance(term, ox.Literal):
        if term.language:
            return Parsed("literal", term.value, term.language)
        datatype = term.datatype.value
        return Parsed("literal", term.value, "", "" if datatype == _STRING else datatype)
    if isinstance(term, ox.BlankNode):
        return Parsed("blank", term.value)
    if term is None:
        return None
    raise QueryRefusedError("The result holds a triple term, which SPARQL 1.1 has no form for.")


def _render_triples(
    triples: Iterable[ox.Triple], form: Format, most: int | None, size: int | None
) -> Written:
    """Write triples without repetition, sorted, weighing them as N-Triples and then as written."""
    kept: dict[str, ox.Triple] = {}
    weight = 0
    truncated: Cut | None = None
    for triple in triples:
        line = str(triple)
        if line in kept:
            continue
        weight += len(line.encode()) + 3  # the space, the full stop and the line end
        if len(kept) == most or (size is not None and weight > size):
            truncated = "rows" if len(kept) == most else "bytes"
            break
        kept[line] = triple
    ordered = [kept[line] for line in sorted(kept)]
    body = _serialise(ordered, form)
    while size is not None and len(body) > size and ordered:
        ordered = ordered[: len(ordered) * size * 9 // (len(body) * 10)]
        body, truncated = _serialise(ordered, form), "bytes"
    return Written(body, len(ordered), truncated)


def _serialise(triples: Sequence[ox.Triple], form: Format) -> bytes:
    if form.name != "rdfxml":
        return ox.serialize(triples, format=_RDF_FORMATS[form.name], prefixes=_prefixes(triples)) or b""
    whole = [_as_xml(triple) for triple in triples]
    try:
        body = ox.serialize(whole, format=ox.RdfFormat.RDF_XML, prefixes=_prefixes(triples)) or b""
    except OSError as error:  # a property such as rdf:li, which means something else in this syntax
        raise QueryRefusedError(f"RDF/XML cannot hold this: {error}.", "Take another format.") from error
    return body.replace(b"\r", b"&#13;")  # an XML parser would read a bare one as a line feed


def _as_xml(triple: ox.Triple) -> ox.Triple:
    """Return the triple as XML can hold it. Raises QueryRefusedError for a property with no XML name."""
    if not _ENDS_AS_XML_NAME.search(triple.predicate.value):
        name = triple.predicate.value
        raise QueryRefusedError(f"RDF/XML has no way to write the property <{name}>.", "Take another format.")
    term = triple.object
    if isinstance(term, ox.Literal) and drop_not_xml(term.value) != term.value:
        text = drop_not_xml(term.value)
        tagged = ox.Literal(text, language=term.language) if term.language else None
        return ox.Triple(triple.subject, triple.predicate, tagged or ox.Literal(text, datatype=term.datatype))
    return triple


def _prefixes(triples: Iterable[ox.Triple]) -> dict[str, str]:
    """Return those of our prefixes that the triples use: the writers declare all they are given."""
    iris: set[str] = set()
    for triple in triples:
        iris.add(triple.predicate.value)
        iris.update(term.value for term in (triple.subject, triple.object) if isinstance(term, ox.NamedNode))
        if isinstance(triple.object, ox.Literal):
            iris.add(triple.object.datatype.value)
    spaces = {iri[: max(iri.rfind("#"), iri.rfind("/")) + 1] for iri in iris}
    return {prefix: space for prefix, space in PREFIXES.items() if space in spaces}


# ── the border ──────────────────────────────────────────────────────────────────────────────────────────
@contextmanager
def _border(directory: Path, query: str = "") -> Iterator[None]:
    """Turn the engine's exceptions into ours; ``query`` is the text that was being answered."""
    try:
        yield
    except SyntaxError as error:
        raise parse_engine_error(query, str(error)) from error
    except FileNotFoundError as error:
        raise StateError(f"There is no store in {directory}.", _REBUILD) from error
    except OSError as error:
        raise _disk_error(directory, error) from error
    except RuntimeError as error:
        if query and not str(error).startswith("Corruption"):
            raise parse_engine_error(query, str(error)) from error
        raise StateError(f"The store in {directory} is damaged: {error}.", _REBUILD) from error


def _disk_error(directory: Path, error: OSError) -> StateError:
    said = str(error)
    if error.errno == errno.ENOSPC or "No space left" in said:
        return StateError(f"The disk is full; {directory} could not be written.", "Make room and try again.")
    if any(words in said for words in ("File too large", "quota exceeded")):
        return StateError(f"{directory} could not be written: {said}.", "Raise the quota or the limit on the size of files.")
    if isinstance(error, PermissionError) or "Permission denied" in said or "Read-only" in said:
        return StateError(f"{directory} may not be written or read.", "Check its owner and permissions.")
    if "LOCK" in said:
        return StateError(f"Another process is writing the store in {directory}.", "Wait until it is done.")
    return StateError(f"The store in {directory} cannot be used: {said}.", _REBUILD)
