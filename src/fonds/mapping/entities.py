"""Entities → statements (floor 4): what a row of the authority lists says, or the key alone.

An entity with no row is described by its key (a name; for a book the parts of its citation), so that every record
that names it says the same. Fragments of an entity (``…#publication``) belong to it.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from fonds.linking.authorities import Authority, AuthorityList
from fonds.linking.entities import Entity, entity_of
from fonds.linking.linker import Linked
from fonds.mapping.dates import bounds_statements, date_term
from fonds.mapping.statements import Site, Statement, say, say_name, say_type
from fonds.rdf import iris
from fonds.rdf.iris import Iris
from fonds.rdf.literals import REMEMBERED, Term, iri_term, lang_string, name_term, plain, typed
from fonds.record.dates import DateExpression
from fonds.record.evidence import Evidence, Span, Status, inferred, normalised, stated
from fonds.record.references import Citation, CitedDocument, Instrument

CURATED = Evidence(Status.CURATED, "authority-list")
PARENT_CONFIDENCE = 0.8
_BODIES = frozenset({"Organization", "GovernmentOrganization", "PoliticalParty", "ArchiveOrganization"})
_DATED: dict[str, tuple[str, ...]] = {
    "Event": ("schema:startDate",),
    "Book": ("dcterms:issued", "schema:datePublished"),
    "Periodical": ("dcterms:issued", "schema:datePublished"),
    "Legislation": ("dcterms:created", "schema:dateCreated"),
    "CreativeWork": ("dcterms:created", "schema:dateCreated"),
}


def entity_statements(entity: Entity, site: Site) -> Iterable[Statement]:
    """What is said of an entity whoever names it."""
    return _said(entity, site.iris) if entity.authority else _said_without_list(entity, site.iris)


@lru_cache(REMEMBERED)
def _said_without_list(entity: Entity, place: Iris) -> tuple[Statement, ...]:
    """What is said of one that has no row: kept at hand, for the same few stand in many documents."""
    return tuple(_said(entity, place))


def _said(entity: Entity, place: Iris) -> Iterator[Statement]:
    node = place.entity(entity.key)
    row = entity.authority
    said = [CURATED] if row else []
    yield from say_type(node, f"schema:{entity.type}", evidence=said)
    yield from say_name(node, entity.name, entity.language, evidence=said)
    if entity.kind == "creative-work":
        yield from say(node, "dcterms:title", lang_string(entity.name, entity.language), evidence=said)
    status = "curated" if row else "stated" if entity.identified else "unreconciled"
    yield from say(node, "fonds:identityStatus", iri_term(iris.concept("status", status)))
    if row:
        yield from _row_statements(row, node)


def _row_statements(row: Authority, node: str) -> Iterator[Statement]:
    said = [CURATED]
    if row.type != "Book":
        for name in row.alternates:
            yield from say(node, "schema:alternateName", lang_string(name, row.language), evidence=said)
    for iri in row.same_as:
        yield from say(node, "schema:sameAs", iri_term(iri), evidence=said)
    for iri in row.see_also:
        yield from say(node, "rdfs:seeAlso", iri_term(iri), evidence=said)
    if row.date:
        yield from dated_statements(row.type, node, row.date, CURATED)
    if row.point:
        yield from say(node, "schema:latitude", typed(row.point.latitude, "xsd:decimal"), evidence=said)
        yield from say(node, "schema:longitude", typed(row.point.longitude, "xsd:decimal"), evidence=said)


def dated_statements(type_: str, node: str, date: DateExpression, evidence: Evidence) -> Iterator[Statement]:
    """When an event began, a book was printed, an instrument was made."""
    for name in _DATED.get(type_, ()):
        yield from say(node, name, date_term(date), evidence=[evidence])
    yield from say(node, "dcterms:date", typed(date.iso, "edtf:EDTF-level0"), evidence=[evidence])
    yield from bounds_statements(node, [date], [evidence])


def parent_statements(
    entity: Entity, authorities: AuthorityList, site: Site, span: Span | None = None
) -> Iterator[Statement]:
    """The body a body belongs to, by the form of its name: "CPSU Politburo" begins with "CPSU"."""
    if entity.type not in _BODIES:
        return
    parent = find_parent(entity, authorities)
    if parent:
        evidence = inferred("parent-in-name", PARENT_CONFIDENCE, *((span,) if span else ()))
        node, target = site.iris.entity(entity.key), iri_term(site.iris.entity(parent.id))
        yield from say(node, "schema:parentOrganization", target, evidence=[evidence])


def find_parent(entity: Entity, authorities: AuthorityList) -> Authority | None:
    """Return the body of the lists whose whole name is the beginning of this one's, the longest there is."""
    words = entity.name.split()
    for count in range(len(words) - 1, 0, -1):
        row = authorities.find(" ".join(words[:count]), ("agent",))
        if row and row.type in _BODIES and row.id != entity.key:
            return row
    return None


def described_entities(linked: Linked, authorities: AuthorityList, site: Site) -> dict[str, list[Statement]]:
    """Return all entities a record refers to, by key, each with its statements; parents and wholes included."""
    entities: dict[str, list[Statement]] = {}
    for entity in _referred(linked, authorities):
        _described(entity, site, entities)
    for key, evidence in linked.dated.items():
        row = authorities.rows[key]
        said = _described(entity_of(row), site, entities)
        said.extend(dated_statements(row.type, site.iris.entity(key), row.date, evidence) if row.date else ())
    for citation in linked.record.citations:
        _describe_instrument(citation, linked, site, entities)
    _describe_book(linked, site, entities)
    _describe_notice(linked, site, entities)
    _describe_units(linked, site, entities)
    _describe_parents(linked, authorities, site, entities)
    for entity, words in _named(linked):
        if entity.key in entities and not entity.authority and _same(words.of(linked.record.source.page), entity.name):
            entities[entity.key].extend(_named_by(entity, words, site))
    for key, aliases in linked.aliases.items():
        for alias in aliases if key in entities else ():
            term, evidence = lang_string(alias.text, "und"), stated("alias-in-brackets", alias.span)
            entities[key].extend(say(site.iris.entity(key), "schema:alternateName", term, evidence=[evidence]))
    for key, identities in linked.identities.items():
        for iri, printed in identities.items() if key in entities else ():
            node, evidence = site.iris.entity(key), stated("source-identity", printed.span)
            entities[key].extend(say(node, "schema:sameAs", iri_term(iri), evidence=[evidence]))
    return entities


def _described(entity: Entity, site: Site, entities: dict[str, list[Statement]]) -> list[Statement]:
    """Return what is said of an entity, begun where nothing is yet: documents name the same ones again and again."""
    said = entities.get(entity.key)
    if said is None:
        said = entities[entity.key] = list(entity_statements(entity, site))
    return said


def _referred(linked: Linked, authorities: AuthorityList) -> Iterator[Entity]:
    """Yield every entity that is described by its row or its name alone."""
    for part in linked.parts.values():
        yield part.entity
        yield from (position for position, _ in part.capacities)
    for table in (linked.about, linked.places, linked.places_written, linked.mentions, linked.works):
        yield from (reference.entity for reference in table.values())
    for claim in linked.record.curation.claims:
        if claim.author in authorities.rows:
            yield entity_of(authorities.rows[claim.author])
    yield from (place.entity for _, _, place in linked.transfers if place)
    others = (*linked.instruments.values(), *linked.issuers.values(), linked.archive, linked.collection)
    yield from (entity for entity in others if entity)


def _named(linked: Linked) -> Iterator[tuple[Entity, Span]]:
    """Yield entities with the words that name them, as far as the words are the whole name."""
    for part in linked.parts.values():
        fuller = linked.fuller.get(part.entity.key)
        yield part.entity, fuller.span if fuller else part.written.span
        for position, office in part.capacities:
            yield from ((position, span) for span in office.spans)
    received = [place for _, _, place in linked.transfers if place]
    for reference in (*linked.places_written.values(), *linked.mentions.values(), *received):
        yield from ((reference.entity, span) for evidence in reference.evidence for span in evidence.spans)
    yield from ((author, words.span) for author, words in linked.book_authors)
    record, book = linked.record, linked.record.book
    pairs = (
        (linked.book, book.title if book else None),
        (linked.book_publisher, book.publisher.phrase if book and book.publisher else None),
        (linked.book_place, book.place.phrase if book and book.place else None),
        (linked.archive, record.archival.archive.phrase if record.archival else None),
        (linked.collection, record.notice.collection if record.notice else None),
    )
    yield from ((entity, words.span) for entity, words in pairs if entity and words)
    yield from _named_in_citations(linked)


def _named_in_citations(linked: Linked) -> Iterator[tuple[Entity, Span]]:
    for citation in linked.record.citations:
        target: object = citation.target
        while isinstance(target, CitedDocument):
            if target.issuer and target.key in linked.issuers:
                yield linked.issuers[target.key], target.issuer.value.phrase.span
            if isinstance(target.part_of, Instrument) and target.key in linked.instruments:
                yield linked.instruments[target.key], target.part_of.name.span
            target = target.part_of
        if isinstance(target, Instrument):
            name = target.name
            yield from ((each.entity, name.span) for each in linked.works.values() if each.entity.name == name.text)


def _named_by(entity: Entity, words: Span, site: Site) -> Iterator[Statement]:
    """An entity in no list is what the words call it; what kind of thing it is follows from their form."""
    node = site.iris.entity(entity.key)
    yield from say_type(node, f"schema:{entity.type}", evidence=[normalised("form-of-name", words)])
    yield from say_name(node, entity.name, entity.language, evidence=[stated("name-as-written", words)])


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()


def _describe_instrument(
    citation: Citation, linked: Linked, site: Site, entities: dict[str, list[Statement]]
) -> None:
    """The year the words give an instrument; where the list knows its date, the words are evidence for that one."""
    target = citation.target
    if not isinstance(target, Instrument) or not target.year:
        return
    for key, reference in linked.works.items():
        if citation.evidence in reference.evidence:
            date = _date_of(reference.entity) or DateExpression(target.year.value)
            statements = dated_statements("Legislation", site.iris.entity(key), date, target.year.evidence)
            entities[key].extend(statements)


def _date_of(entity: Entity) -> DateExpression | None:
    return entity.authority.date if entity.authority else None


def _describe_book(linked: Linked, site: Site, entities: dict[str, list[Statement]]) -> None:
    """A printed work as its citation describes it."""
    book, work = linked.record.book, linked.book
    if book is None or work is None:
        return
    node = site.iris.entity(work.key)
    name = [normalised("book-title", book.title.span)]
    said = _described(work, site, entities)
    said.extend(say(node, "dcterms:title", lang_string(work.name, work.language), evidence=name))
    said.extend(say(node, "schema:name", lang_string(work.name, work.language), evidence=name))
    if book.translation and book.translation.text != work.name:
        term = lang_string(book.translation.text, linked.record.language)
        gloss = stated("book-translation", book.translation.span)
        said.extend(say(node, "schema:alternateName", term, evidence=[gloss]))
    for author, words in linked.book_authors:
        _described(author, site, entities)
        for predicate in ("schema:author", "dcterms:creator"):
            said.extend(_to(node, predicate, author, site, stated("book-author", words.span)))
    if linked.book_publisher and book.publisher:
        _described(linked.book_publisher, site, entities)
        for predicate in ("schema:publisher", "dcterms:publisher"):
            evidence = stated("book-publisher", book.publisher.phrase.span)
            said.extend(_to(node, predicate, linked.book_publisher, site, evidence))
    if book.year:
        date = _date_of(work) or DateExpression(book.year.value)
        said.extend(dated_statements("Book", node, date, book.year.evidence))
    if book.publication:
        said.extend(_publication(linked, node, site, entities))


def _publication(
    linked: Linked, node: str, site: Site, entities: dict[str, list[Statement]]
) -> Iterator[Statement]:
    """The event of its publication, a fragment of the work: where, and the words as printed."""
    book, place = linked.record.book, linked.book_place
    if book is None or book.publication is None:
        return
    event = f"{node}#publication"
    evidence = stated("book-publication", book.publication.span)
    yield from say(node, "schema:publication", iri_term(event), evidence=[evidence])
    yield from say_type(event, "schema:PublicationEvent", evidence=[evidence])
    yield from say_name(event, book.publication.text, "und", evidence=[evidence])
    if place and book.place:
        _described(place, site, entities)
        end = book.publisher.phrase.span.end if book.publisher else book.place.phrase.span.end
        where = stated("book-place", Span(book.place.phrase.span.start, end))
        yield from _to(event, "schema:location", place, site, where)


def _describe_notice(linked: Linked, site: Site, entities: dict[str, list[Statement]]) -> None:
    notice, entity = linked.record.notice, linked.notice
    if notice is None or entity is None:
        return
    node = site.iris.entity(entity.key)
    said = _described(entity, site, entities)
    text = lang_string(notice.text.value, linked.record.language)
    if not entity.authority:
        read = [normalised("notice", *notice.text.evidence.spans)]
        said.extend(say_type(node, f"schema:{entity.type}", evidence=read))
        said.extend(say_name(node, entity.name, entity.language, evidence=read))
    said.extend(say(node, "schema:text", text, evidence=[notice.text.evidence]))


def _describe_units(linked: Linked, site: Site, entities: dict[str, list[Statement]]) -> None:
    """The chain of archival units, labels as printed; a level that is printed as a name alone has its name for one."""
    reference = linked.record.archival
    if reference is None or linked.archive is None:
        return
    holder = iri_term(site.iris.entity(linked.archive.key))
    above: Term | None = None
    name = reference.archive.phrase.text
    for unit, key in zip(reference.units, linked.unit_keys, strict=True):
        node = site.iris.entity(key)
        evidence = [stated("archival-unit", unit.phrase.span)]
        name = f"{name}, {unit.phrase.text}"
        said = entities.setdefault(key, [])
        read = [normalised("archival-reference", reference.whole.span)]
        said.extend(say_type(node, "schema:ArchiveComponent", evidence=read))
        said.extend(say_name(node, name, "und", evidence=read))
        said.extend(say(node, "schema:identifier", plain(unit.number), evidence=evidence))
        said.extend(say(node, "fonds:levelAsWritten", plain(unit.label or unit.number), evidence=evidence))
        printed = stated("archival-reference", reference.whole.span)
        said.extend(say(node, "schema:holdingArchive", holder, evidence=[printed]))
        if above:
            for predicate in ("schema:isPartOf", "dcterms:isPartOf"):
                said.extend(say(node, predicate, above, evidence=[printed]))
        above = iri_term(node)


def _describe_parents(
    linked: Linked, authorities: AuthorityList, site: Site, entities: dict[str, list[Statement]]
) -> None:
    if name_term("schema:parentOrganization") not in site.whitelist:
        return
    spans = {entity.key: span for entity, span in reversed(list(_named(linked)))}
    agents = [part.entity for part in linked.parts.values()] + list(linked.issuers.values())
    waiting = list({entity.key: entity for entity in (*agents, linked.archive) if entity}.values())
    while waiting:
        entity = waiting.pop()
        statements = list(parent_statements(entity, authorities, site, spans.get(entity.key)))
        parent = find_parent(entity, authorities) if statements else None
        if parent:
            entities[entity.key].extend(statements)
            if parent.id not in entities:
                entities[parent.id] = list(entity_statements(entity_of(parent), site))
                waiting.append(entity_of(parent))


def _to(node: str, predicate: str, entity: Entity, site: Site, evidence: Evidence) -> Iterator[Statement]:
    yield from say(node, predicate, iri_term(site.iris.entity(entity.key)), evidence=[evidence])
