"""The description of one document (floor 3): every field that a Record has room for, each written out as it is read."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from fonds.rdf.namespaces import GENRE, MARKING
from fonds.record.curation import Claim
from fonds.record.dates import DateExpression
from fonds.record.evidence import Found, Span, normalised, stated
from fonds.record.names import Name, Phrase
from fonds.record.record import Dated, Marking, Notice, Transfer
from fonds.record.references import ArchivalReference, Book, Citation
from fonds.record.spans import AnyDate
from fonds.slugs import slugify
from fonds.sources.edtf_dates import parse_edtf
from fonds.sources.grammar.provenance import SourceLine, find_notice
from fonds.sources.grammar.vague_dates import parse_dating
from fonds.sources.rdf_made.books import read_book
from fonds.sources.rdf_made.cited import read_citations
from fonds.sources.rdf_made.documents import document_id
from fonds.sources.rdf_made.leftover import reached, tell_leftover
from fonds.sources.rdf_made.lying import read_archival, read_printed
from fonds.sources.rdf_made.parties import Parts, read_parts
from fonds.sources.rdf_made.terms import is_absolute, is_code, is_tag
from fonds.sources.rdf_made.writing import RULE, Writing

_CREATED = ("dcterms:created", "schema:dateCreated")
_ABOUT = ("person", "organization", "group", "archive")


@dataclass(slots=True)
class Description:
    """What is said of one document. ``listed`` are names only the authority lists can place: events, works."""

    language: str = "und"
    title: Found[str] | None = None
    genre: Found[str] | None = None
    dates: tuple[Dated, ...] = ()
    claims: tuple[Claim, ...] = ()
    parts: Parts = field(default_factory=Parts)
    place: Found[Name] | None = None
    subjects: list[Found[Name]] = field(default_factory=list)
    about: list[Phrase] = field(default_factory=list)
    listed: list[Span] = field(default_factory=list)
    mentions: list[Found[Name]] = field(default_factory=list)
    keywords: tuple[Found[str], ...] = ()
    marking: Found[Marking] | None = None
    number: Found[str] | None = None
    position: Found[str] | None = None
    summary: Found[str] | None = None
    original: Found[str] | None = None
    sent: Found[DateExpression] | None = None
    transfers: tuple[Transfer, ...] = ()
    extent: Found[str] | None = None
    identifiers: tuple[Found[str], ...] = ()
    identifier: Found[str] | None = None
    uploaded: Found[DateExpression] | None = None
    addresses: tuple[Found[str], ...] = ()
    archival: ArchivalReference | None = None
    citations: tuple[Citation, ...] = ()
    printed: Found[str] | None = None
    line: SourceLine = field(default_factory=SourceLine)
    book: Book | None = None
    credit: Found[str] | None = None
    notice: Notice | None = None
    body: Found[str] | None = None


def read_description(writing: Writing) -> Description:
    """Write out what is said of a document, and return it."""
    graph, document = writing.graph, writing.document
    found = Description()
    graph.asked.clear()
    texts = graph.nodes(document, "schema:workTranslation", "schema:workExample")
    meetings = graph.nodes(document, "schema:recordedAt")
    _read_head(writing, found)
    found.parts = read_parts(writing, texts, meetings)
    _read_subjects(writing, found)
    _read_way(writing, found)
    found.archival = read_archival(writing)
    found.citations = tuple(read_citations(writing))
    if texts:
        _read_text(writing, texts[0], found)
    elif body := writing.block(document, "schema:text"):
        found.body = body
    found.claims = tuple(_read_claims(writing))
    for meeting in meetings:
        graph.values(meeting, "schema:startDate", "dcterms:date", "fonds:earliest", "fonds:latest", "schema:location")
    tell_leftover(writing, texts, reached(writing, texts))
    return found


def _read_head(writing: Writing, found: Description) -> None:
    """Title, genre, date, number, marking, summary, language."""
    graph, document = writing.graph, writing.document
    title = graph.text(document, "dcterms:title", "schema:name", "rdfs:label")
    found.language = title.language if title and is_tag(title.language) else "und"
    found.title = writing.literal(document, "dcterms:title", "schema:name", "rdfs:label", label="dcterms:title")
    found.genre = _read_genre(writing)
    found.dates = tuple(_read_dates(writing))
    found.number = writing.literal(document, "bibo:number")
    found.position = writing.literal(document, "schema:position")
    found.marking = _read_marking(writing)
    found.summary = writing.literal(document, "dcterms:abstract", "schema:abstract")
    found.original = _language(writing, writing.literal(document, "schema:inLanguage"))
    found.extent = writing.literal(document, "schema:materialExtent")
    found.identifiers = tuple(writing.literals(document, "schema:identifier"))
    found.keywords = tuple(writing.literals(document, "schema:keywords"))
    found.addresses = tuple(_read_addresses(writing))


def _language(writing: Writing, found: Found[str] | None) -> Found[str] | None:
    """Return a language that is a tag; other words for one are told."""
    if found and not is_tag(found.value):
        writing.tell("rdf-value-unreadable", "schema:inLanguage", f"“{found.value}”")
        return None
    return found


def _read_claims(writing: Writing) -> Iterator[Claim]:
    """Yield the claims made in it. Whose a claim is only a curation file can say, by a key of the lists."""
    for number, node in enumerate(writing.graph.nodes(writing.document, "schema:interpretedAsClaim"), 1):
        writing.graph.values(node, "schema:appearance")
        if words := writing.literal(node, "schema:text"):
            id_ = slugify(document_id(node).removeprefix("claim-")) if not node.startswith("_:") else ""
            yield Claim(id_ or f"stated-{number}", words.value, words.evidence)


def _read_genre(writing: Writing) -> Found[str] | None:
    """Return the code of the genre, or the words for it, which the lexicon knows or not."""
    values = writing.graph.values(writing.document, "dcterms:type", "schema:genre")
    words = list(dict.fromkeys(
        value.text.removeprefix(GENRE) for value in values if value.kind == "literal" or value.text.startswith(GENRE)
    ))
    for other in [value.text for value in values if value.text.removeprefix(GENRE) not in words[:1]]:
        writing.tell("rdf-statement-unread", "dcterms:type", other)
    if not words and writing.graph.is_a(writing.document, "schema:Message"):
        return Found("correspondence", normalised(RULE, writing.text.line("rdf:type", "schema:Message").span))
    if not words:
        return None
    line = writing.text.line("dcterms:type", words[0])
    return Found(line.text, normalised(RULE, line.span))


def _read_dates(writing: Writing) -> Iterator[Dated]:
    """The EDTF expression, which says more than the typed date; the typed one where there is none."""
    graph, document = writing.graph, writing.document
    expressions, typed = graph.texts(document, "dcterms:date"), graph.texts(document, *_CREATED)
    seen: set[AnyDate] = set()
    for value in expressions or typed:
        line = writing.text.line("dcterms:date" if expressions else _CREATED[0], value.text)
        dates = _dates_of(line.text)
        if not dates:
            writing.tell("rdf-value-unreadable", "dcterms:date", f"“{line.text}”")
        for date in dates:
            if date not in seen:
                seen.add(date)
                yield Dated("dcterms:date", Found(date, normalised(RULE, line.span)))


def _dates_of(text: str) -> tuple[AnyDate, ...]:
    if found := parse_edtf(text.partition("T")[0] if text[:4].isdigit() else text):
        return found
    dating = parse_dating(text, Span(0, len(text)))
    return (dating[0],) if dating else ()


def _read_marking(writing: Writing) -> Found[Marking] | None:
    graph, document = writing.graph, writing.document
    codes = [iri.removeprefix(MARKING) for iri in graph.nodes(document, "fonds:securityMarking") if iri.startswith(MARKING)]
    written = writing.literal(document, "fonds:securityMarkingAsWritten")
    if len(codes) != 1 or not is_code("marking", codes[0]):
        if codes or written:
            writing.tell("rdf-value-unreadable", "fonds:securityMarking", "is not one concept of the scheme")
        return None
    words = written or Found(codes[0], stated(RULE, writing.text.line("fonds:securityMarking", codes[0]).span))
    return Found(Marking(codes[0], words.value), normalised(RULE, words.span))


def _read_addresses(writing: Writing) -> Iterator[Found[str]]:
    for value in writing.graph.values(writing.document, "schema:url"):
        if is_absolute(value.text):
            line = writing.text.line("schema:url", value.text)
            yield Found(line.text, stated(RULE, line.span))
        else:
            writing.tell("rdf-value-unreadable", "schema:url", value.text)


def _read_subjects(writing: Writing, found: Description) -> None:
    """What it is about and mentions. Persons, bodies and places are named; the rest is found in the lists or not."""
    graph, document = writing.graph, writing.document
    found.subjects.extend(writing.names(document, "schema:contentLocation", "dcterms:spatial", kind="place"))
    places = {value.text for value in graph.values(document, "schema:contentLocation", "dcterms:spatial")}
    for each in _names(writing, "schema:about", "dcterms:subject"):
        if each.value.kind in (*_ABOUT, "place"):
            found.subjects.append(each)
        elif each.value.kind == "unknown":
            found.about.append(each.value.phrase)
            writing.tell("rdf-list-only", "schema:about", each.value.phrase.text)
    known = {name for _, name in found.parts.known} | places
    for value in graph.values(document, "schema:mentions"):
        name = writing.name("schema:mentions", value) if value.text not in known else None
        if name and name.kind == "unknown" and value.kind != "literal":
            found.listed.append(name.phrase.span)
            writing.tell("rdf-list-only", "schema:mentions", name.phrase.text)
        elif name:
            found.mentions.append(Found(name, stated(RULE, name.phrase.span)))


def _names(writing: Writing, *names: str) -> Iterator[Found[Name]]:
    """Yield names; words alone are a subject of their own."""
    for value in writing.graph.values(writing.document, *names):
        if name := writing.name(names[0], value, "subject" if value.kind == "literal" else ""):
            yield Found(name, stated(RULE, name.phrase.span))


def _read_way(writing: Writing, found: Description) -> None:
    """Where it was written, when sent, when and where received and forwarded."""
    graph, document = writing.graph, writing.document
    places = list(writing.names(document, "schema:locationCreated", kind="place"))
    found.place = places[0] if places else None
    for other in places[1:]:
        writing.tell("rdf-statement-unread", "schema:locationCreated", other.value.phrase.text)
    sent = _one_date(writing, "schema:dateSent")
    if sent and isinstance(sent.value, DateExpression):
        found.sent = Found(sent.value, sent.evidence)
    transfers = []
    for kind, when, where in (
        ("received", "schema:dateReceived", "fonds:placeReceived"),
        ("forwarded", "fonds:dateForwarded", "fonds:placeForwarded"),
    ):
        date, place = _one_date(writing, when), next(writing.names(document, where, kind="place"), None)
        if date or place:
            transfers.append(Transfer(kind, date, place))
    found.transfers = tuple(transfers)
    graph.values(document, "dcterms:isPartOf", "schema:isPartOf")


def _one_date(writing: Writing, name: str, subject: str = "") -> Found[AnyDate] | None:
    line = writing.literal(subject or writing.document, name)
    dates = _dates_of(line.value) if line else ()
    if line and len(dates) != 1:
        writing.tell("rdf-value-unreadable", name, f"“{line.value}”")
    return Found(dates[0], normalised(RULE, line.span)) if line and len(dates) == 1 else None


def _read_text(writing: Writing, text: str, found: Description) -> None:
    """Its published text: language, words, credit, citation, notice, identifier."""
    graph = writing.graph
    language = graph.text(text, "schema:inLanguage")
    if found.language == "und" and language and is_tag(language.text):
        found.language = language.text
    found.credit = writing.literal(text, "schema:creditText")
    found.identifier = writing.literal(text, "schema:identifier")
    uploaded = _one_date(writing, "schema:uploadDate", text)
    if uploaded and isinstance(uploaded.value, DateExpression):
        found.uploaded = Found(uploaded.value, uploaded.evidence)
    if found.archival is None:
        found.printed, found.line = read_printed(writing, text)
    found.book = found.line.book or read_book(writing, text, found.printed, known=False)
    if found.line.book:
        read_book(writing, text, found.printed, known=True)
    for node in graph.nodes(text, "dcterms:rights", "schema:usageInfo")[:1]:
        if words := writing.literal(node, "schema:text"):
            found.notice = find_notice(writing.text.text, words.span)
    collection = found.notice.collection.text if found.notice and found.notice.collection else ""
    for node in graph.nodes(text, "schema:isPartOf", "dcterms:isPartOf"):
        if graph.name(node) != collection:
            writing.tell("rdf-statement-unread", "schema:isPartOf", graph.name(node) or node)
    found.body = writing.block(text, "schema:text")
