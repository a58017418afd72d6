"""RDF as a source (floor 3): Turtle, N-Triples, N-Quads and JSON-LD in our terms, one Record a document.

The whole file is parsed before anything of it is read; what is not what its format says refuses it.
"""

import hashlib
import stat
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from fonds.problems import Problem
from fonds.rdf.parsing import RdfError, parse_rdf
from fonds.record.curation import Claim, Curation
from fonds.record.evidence import Found, normalised
from fonds.record.names import Contribution
from fonds.record.record import Record, SourceFile
from fonds.sources.archive_page.decisions import decide_dates, decide_genre, decide_title
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.parts import Part, ReadOptions, part_id, part_key
from fonds.sources.rdf_made.description import Description, read_description
from fonds.sources.rdf_made.documents import document_id, find_documents, find_lines
from fonds.sources.rdf_made.graph import Graph
from fonds.sources.rdf_made.terms import is_code
from fonds.sources.rdf_made.writing import RULE, Writing

FORMS: dict[str, tuple[str, str]] = {
    ".ttl": ("turtle", "text/turtle"),
    ".nt": ("ntriples", "application/n-triples"),
    ".nq": ("nquads", "application/n-quads"),
    ".jsonld": ("jsonld", "application/ld+json"),
}
"""Suffix → the name of the format and its media type."""
LAYOUT = "rdf"
GENRE = "correspondence"
_SIDES = ("sender", "addressee")


def read_rdf(path: Path, key: str, options: ReadOptions) -> Iterator[Part | Problem]:
    """Yield the documents that a file describes, or why nothing of it is read."""
    text = _read(path, options.page_bytes)
    if isinstance(text, Problem):
        yield text
        return
    try:
        statements = parse_rdf(text, FORMS[path.suffix.lower()][0])
    except RdfError as error:
        yield Problem("rdf-refused" if error.refused else "rdf-malformed", str(path), str(error), error.line)
        return
    graph = Graph(statements)
    documents = list(find_documents(graph))
    if not documents:
        yield Problem("rdf-without-documents", str(path))
    taken: set[str] = set()
    lines = find_lines(text, documents)
    for document in documents:
        yield _part(path, key, graph, document, taken, lines.get(document, 1))


def _read(path: Path, limit: int) -> str | Problem:
    """Read a file of UTF-8 text; all of it is kept in memory, so it may be as large as a page."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            return Problem("file-unreadable", str(path), "it is no plain file")
        if found.st_size > limit:
            return Problem("file-too-large", str(path), f"{found.st_size:,} bytes; the limit is {limit:,}")
        data = path.read_bytes()
    except OSError as error:
        return Problem("file-unreadable", str(path), error.strerror or "")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Problem("file-not-utf8", str(path), f"byte {error.start + 1:,}", data[: error.start].count(b"\n") + 1)
    if "\0" in text:
        return Problem("file-not-utf8", str(path), "it holds NUL characters", text.count("\n", 0, text.index("\0")) + 1)
    return text if text.strip() else Problem("file-empty", str(path))


def _part(path: Path, key: str, graph: Graph, document: str, taken: set[str], line: int) -> Part:
    writing = Writing(graph, document, key)
    found = read_description(writing)
    text = writing.text.text
    digest = hashlib.sha256(text.encode()).hexdigest()
    id_ = digest[:12] if document.startswith("_:") else part_id(document_id(document)) or digest[:12]
    if id_ in taken:
        id_ = f"{id_}-{hashlib.sha256(document.encode()).hexdigest()[:8]}"
    taken.add(id_)
    own = part_key(key, id_)
    problems = tuple(replace(problem, where=own) for problem in writing.problems)
    media_type = FORMS[path.suffix.lower()][1]
    source = SourceFile(own, path.name, media_type, digest, len(text.encode()), text)
    return Part(source, partial(_parse, source, found, problems), id_, line)


def _parse(
    source: SourceFile, found: Description, problems: tuple[Problem, ...], curation: Curation, lexicon: Lexicon
) -> Record:
    """Return the record of one document."""
    known = _known_genre(found.genre, lexicon) or _genre_by_parties(found)
    genre, wrong = decide_genre(known, curation, lexicon)
    title, wrong_title = decide_title(found.title, curation)
    dates, wrong_dates = decide_dates(found.dates, curation)
    line, parts = found.line, found.parts
    credited = () if parts.contributions else line.contributions
    fitting, misplaced = _fitting(source, tuple(parts.contributions), genre, lexicon)
    return Record(
        source=source, curation=_with_claims(curation, found.claims), layout=LAYOUT, language=found.language, title=title,
        genre=genre, dates=dates,
        contributions=(*fitting, *credited), attendees=tuple(parts.attendees), about=tuple(found.about),
        place_written=found.place, marking=found.marking, position=found.position, number=found.number, body=found.body,
        summary=found.summary, citations=found.citations, archival=found.archival or line.archival, book=found.book,
        source_line=found.printed, credit=found.credit, original_language=found.original, sent=found.sent,
        transfers=found.transfers, mentions=(*found.mentions, *parts.mentions), subjects=tuple(found.subjects),
        keywords=found.keywords, extent=found.extent, addresses=found.addresses, notice=found.notice,
        identifier=found.identifier, identifiers=found.identifiers, uploaded=found.uploaded, prose=tuple(found.listed),
        problems=(
            *problems, *wrong, *wrong_title, *wrong_dates, *misplaced, *_missing(source, title, dates, found, genre),
        ),
    )


def _with_claims(curation: Curation, claims: tuple[Claim, ...]) -> Curation:
    """Return the curation with the claims the file describes; one that the curation file has too is the latter's."""
    known = {claim.id for claim in curation.claims}
    return replace(curation, claims=(*curation.claims, *(claim for claim in claims if claim.id not in known)))


def _known_genre(genre: Found[str] | None, lexicon: Lexicon) -> Found[str] | None:
    """Return the genre as a code of the scheme; None for words that are none."""
    if genre is None:
        return None
    code = genre.value if is_code("genre", genre.value) else lexicon.genres.get(genre.value.casefold())
    return Found(code, normalised(genre.evidence.rule, *genre.evidence.spans)) if code else None


def _genre_by_parties(found: Description) -> Found[str] | None:
    """What has a sender or an addressee, and no genre that is known, is correspondence."""
    spans = [each.name.phrase.span for each in found.parts.contributions if each.role in _SIDES]
    return Found(GENRE, normalised(RULE, *spans)) if spans else None


def _fitting(
    source: SourceFile, parties: tuple[Contribution, ...], genre: Found[str] | None, lexicon: Lexicon
) -> tuple[tuple[Contribution, ...], list[Problem]]:
    """Leave out sender and addressee of what is no letter, and tell of them."""
    if genre is None or genre.value in lexicon.correspondence:
        return parties, []
    told = [
        Problem("rdf-statement-unread", source.key, f"the {each.role} {each.name.phrase.text}, of a {genre.value}")
        for each in parties if each.role in _SIDES
    ]
    return tuple(each for each in parties if each.role not in _SIDES), told


def _missing(
    source: SourceFile, title: Found[str] | None, dates: object, found: Description, genre: Found[str] | None
) -> Iterator[Problem]:
    if title is None:
        yield Problem("title-missing", source.key, "no dcterms:title, schema:name or rdfs:label")
    if not dates:
        yield Problem("date-missing", source.key)
    if genre is None:
        words = f"“{found.genre.value}”" if found.genre else ""
        yield Problem("genre-unknown", source.key, words)
