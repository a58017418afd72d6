"""The document's own fields (floor 4): one function a field, yielding statements about ``{doc}``.

The document is what was written then; its translation, printing and funding belong to the text (`text.py`).
"""

from collections.abc import Callable, Iterator

from fonds.linking.linker import Linked, Reference
from fonds.mapping.dates import date_statements, date_term, edtf_term, expression_term
from fonds.mapping.statements import Site, Statement, say, say_name, say_type
from fonds.rdf import iris
from fonds.rdf.literals import Term, iri_term, lang_string, plain
from fonds.rdf.vocabulary import class_of_genre
from fonds.record.dates import DateExpression
from fonds.record.evidence import Evidence, Found, Status, inferred, normalised, stated
from fonds.record.references import CitedDocument

AUTHOR_OF_WHOLE_CONFIDENCE = 0.4


def type_statements(linked: Linked, doc: str, site: Site) -> Iterator[Statement]:
    """The class: the genre decides it; a component of an archive when one is stated."""
    genre = linked.record.genre
    evidence = [normalised("genre-class", *genre.evidence.spans)] if genre else []
    yield from say_type(doc, class_of_genre(genre.value) if genre else "schema:CreativeWork", evidence=evidence)
    if linked.archive and linked.record.archival:
        whole = normalised("archival-reference", linked.record.archival.whole.span)
        yield from say_type(doc, "schema:ArchiveComponent", evidence=[whole])


def title_statements(linked: Linked, doc: str, site: Site) -> Iterator[Statement]:
    """Title in both vocabularies, and the plain label."""
    if title := linked.record.title:
        language = linked.record.language
        yield from say(doc, "dcterms:title", lang_string(title.value, language), evidence=[title.evidence])
        yield from say_name(doc, title.value, language, evidence=[title.evidence])


def date_of_document(linked: Linked, doc: str, site: Site) -> Iterator[Statement]:
    """When it was made."""
    dates = [dated.date for dated in linked.record.dates]
    yield from date_statements(doc, dates, ("dcterms:created", "schema:dateCreated"))


def genre_statements(linked: Linked, doc: str, site: Site) -> Iterator[Statement]:
    """Its genre, a concept of ours."""
    if genre := linked.record.genre:
        term = iri_term(iris.concept("genre", genre.value))
        for name in ("dcterms:type", "schema:genre"):
            yield from say(doc, name, term, evidence=[genre.evidence])


_ROLE_PROPERTIES: dict[str, tuple[str, ...]] = {
    "sender": ("schema:sender",),
    "addressee": ("schema:recipient",),
    "author": ("schema:author", "dcterms:creator"),
    "intended-informee": ("fonds:intendedFor",),
    "contributor": ("schema:contributor", "dcterms:contributor"),
}


def party_statements(linked: Linked, doc: str, site: Site) -> Iterator[Statement]:
    """Sender, recipient, author, those to be told: flat properties straight at the agent."""
    for part in linked.parts.values():
        for name in _ROLE_PROPERTIES.get(part.role, ()):
            yield from say(doc, name, _entity(site, part.entity.key), evidence=part.evidence)


def author_of_whole_statements(linked: Linked, doc: str, site: Site) -> Iterator[Statement]:
    """Who issued the whole that this is attached to may have written this too: a guess, kept as evidence."""
    if linked.in_role("author", "sender"):
        return
    for citation in linked.record.citations:
        target = citation.target
        if citation.relation == "part-of" and isinstance(target, CitedDocument) and target.key in linked.issuers:
            evidence = inferred("issuer-of-whole", AUTHOR_OF_WHOLE_CONFIDENCE, *citation.evidence.spans)
            issuer = _entity(site, linked.issuers[target.key].key)
            yield from say(doc, "dcterms:creator", issuer, evidence=[evidence])


def about_statements(linked: Linked, doc: str, site: Site) -> Iterator[Statement]:
    """What the title says it is about."""
    yield from _references(linked.about, doc, site, "schema:about", "dcterms:subject")


def place_statements(linked: Linked, doc: str, site: Site) -> Iterator[Statement]:
    """Where it is about, and where it was written."""
    yield from _references(linked.places, doc, site, "schema:contentLocation", "dcterms:spatial")
    yield from _references(linked.places_written, doc, site, "schema:locationCreated")


def mention_statements(linked: Linked, doc: str, site: Site) -> Iterator[Statement]:
    """Whom and what it mentions."""
    yield from _references(linked.mentions, doc, site, "schema:mentions")


def marking_statements(linked: Linked, doc: str, site: Site) -> Iterator[Statement]:
    """The security marking it bore: history, never an access condition of today."""
    if marking := linked.record.marking:
        written = marking.evidence._replace(status=Status.STATED)
        term = iri_term(iris.concept("marking", marking.value.code))
        yield from say(doc, "fonds:securityMarking", term, evidence=[marking.evidence])
        words = lang_string(marking.value.written, linked.record.language)
        yield from say(doc, "fonds:securityMarkingAsWritten", words, evidence=[written])


def position_statements(linked: Linked, doc: str, site: Site) -> Iterator[Statement]:
    """Its number as an attachment, and the number it bears itself."""
    if number := linked.record.number:
        yield from say(doc, "bibo:number", plain(number.value), evidence=[number.evidence])
    if position := linked.record.position:
        yield from say(doc, "schema:position", plain(position.value), evidence=[position.evidence])


def draft_statements(linked: Linked, doc: str, site: Site) -> Iterator[Statement]:
    """That it is a draft: the state of the text, as its title says."""
    if (draft := linked.record.draft) and draft.value:
        yield from say(doc, "schema:creativeWorkStatus", plain(draft.value.capitalize()), evidence=[draft.evidence])


def abstract_statements(linked: Linked, doc: str, site: Site) -> Iterator[Statement]:
    """The archive's summary."""
    if summary := linked.record.summary:
        term = lang_string(summary.value, linked.record.language)
        for name in ("dcterms:abstract", "schema:abstract"):
            yield from say(doc, name, term, evidence=[summary.evidence])


def language_statements(linked: Linked, doc: str, site: Site) -> Iterator[Statement]:
    """The language it was written in, where the translator's credit states it."""
    if original := linked.record.original_language:
        yield from say(doc, "schema:inLanguage", plain(original.value), evidence=[original.evidence])
        yield from language_code_statements(doc, original.value, [original.evidence])


def language_code_statements(subject: str, language: str, evidence: list[Evidence]) -> Iterator[Statement]:
    """The ISO 639-2 code of a BCP 47 language, as Dublin Core wants it; nothing where there is none."""
    from iso639 import Lang
    from iso639.exceptions import DeprecatedLanguageValue, InvalidLanguageValue

    try:
        code = Lang(language.partition("-")[0]).pt2b
    except (InvalidLanguageValue, DeprecatedLanguageValue):
        return
    if code and language != "und":
        yield from say(subject, "dcterms:language", iri_term(iris.language(code)), evidence=evidence)


def dispatch_statements(linked: Linked, doc: str, site: Site) -> Iterator[Statement]:
    """When it was sent and received, where lines of its head say so."""
    for name, found in (("schema:dateSent", linked.record.sent), ("schema:dateReceived", linked.record.received)):
        if found:
            yield from say(doc, name, date_term(found.value), evidence=[found.evidence])


_TRANSFERS: dict[str, tuple[str, str]] = {
    "received": ("schema:dateReceived", "fonds:placeReceived"),
    "forwarded": ("fonds:dateForwarded", "fonds:placeForwarded"),
}


def transfer_statements(linked: Linked, doc: str, site: Site) -> Iterator[Statement]:
    """When and where it was received or forwarded, where a description of the letter says so."""
    for kind, date, place in linked.transfers:
        when, where = _TRANSFERS[kind]
        if date:
            value = date.value
            term = date_term(value) if isinstance(value, DateExpression) else expression_term(value)
            yield from say(doc, when, term, evidence=[date.evidence])
        if place:
            yield from say(doc, where, _entity(site, place.entity.key), evidence=place.evidence)


def keyword_statements(linked: Linked, doc: str, site: Site) -> Iterator[Statement]:
    """Subjects the source names that are no person, body or place: words, and the IRI the source gives them."""
    for found in (*linked.record.keywords, *(Found(k.value.phrase.text, k.evidence) for k in linked.keywords)):
        term = lang_string(found.value, linked.record.language)
        yield from say(doc, "schema:keywords", term, evidence=[found.evidence])
    for keyword in linked.keywords:
        for iri in keyword.value.same_as:
            evidence = stated("source-identity", iri.span)
            yield from say(doc, "dcterms:subject", iri_term(iri.text), evidence=[evidence])


def extent_statements(linked: Linked, doc: str, site: Site) -> Iterator[Statement]:
    """How large it is, in the words of its description."""
    if extent := linked.record.extent:
        yield from say(doc, "schema:materialExtent", plain(extent.value), evidence=[extent.evidence])


def identifier_statements(linked: Linked, doc: str, site: Site) -> Iterator[Statement]:
    """What its own archive or edition knows it by."""
    for identifier in linked.record.identifiers:
        yield from say(doc, "schema:identifier", plain(identifier.value), evidence=[identifier.evidence])


def address_statements(linked: Linked, doc: str, site: Site) -> Iterator[Statement]:
    """Where else it, or its edition, can be seen."""
    for address in linked.record.addresses:
        yield from say(doc, "schema:url", iri_term(address.value), evidence=[address.evidence])


def archival_statements(linked: Linked, doc: str, site: Site) -> Iterator[Statement]:
    """Where it lies: the archive, the lowest unit, the reference as printed."""
    reference = linked.record.archival
    if not reference or not linked.archive:
        return
    whole = normalised("archival-reference", reference.whole.span)
    printed = whole._replace(status=Status.STATED)
    yield from say(doc, "schema:holdingArchive", _entity(site, linked.archive.key), evidence=[whole])
    if linked.unit_keys:
        lowest = _entity(site, linked.unit_keys[-1])
        for name in ("schema:isPartOf", "dcterms:isPartOf"):
            yield from say(doc, name, lowest, evidence=[whole])
    location = plain(reference.whole.text.rstrip(" ."))
    yield from say(doc, "schema:itemLocation", location, evidence=[printed])
    yield from say(doc, "dcterms:bibliographicCitation", plain(reference.whole.text), evidence=[printed])


def claim_statements(linked: Linked, doc: str, site: Site) -> Iterator[Statement]:
    """Claims the document makes, in its own words."""
    for claim in linked.record.curation.claims:
        node = iris.claim_iri(doc, claim.id)
        said = [claim.evidence]
        yield from say(doc, "schema:interpretedAsClaim", iri_term(node), evidence=said)
        yield from say_type(node, "schema:Claim")
        yield from say_name(node, claim.text, linked.record.language)
        yield from say(node, "schema:text", lang_string(claim.text, linked.record.language), evidence=said)
        yield from say(node, "schema:appearance", iri_term(doc), evidence=said)
        if claim.author:
            author = claim.evidence._replace(status=Status.NORMALISED, confidence=None)
            yield from say(node, "schema:author", _entity(site, claim.author), evidence=[author])


def temporal_statements(linked: Linked, doc: str, site: Site) -> Iterator[Statement]:
    """The time it speaks of, which only a person can tell."""
    for statement in linked.record.curation.statements:
        if statement.field == "temporal" and statement.action != "forbid":
            yield from say(doc, "dcterms:temporal", edtf_term(statement.value), evidence=[statement.evidence])


def licence_statements(linked: Linked, doc: str, site: Site) -> Iterator[Statement]:
    """A licence only where the site's settings state one."""
    if site.document_licence:
        yield from say(doc, "schema:license", iri_term(site.document_licence))
        yield from say(doc, "dcterms:license", iri_term(site.document_licence))


FIELDS: tuple[Callable[[Linked, str, Site], Iterator[Statement]], ...] = (
    type_statements, title_statements, date_of_document, genre_statements, party_statements,
    author_of_whole_statements, about_statements, place_statements, mention_statements, marking_statements,
    position_statements, draft_statements, abstract_statements, language_statements, dispatch_statements, transfer_statements,
    keyword_statements, extent_statements, identifier_statements, address_statements, archival_statements,
    claim_statements, temporal_statements, licence_statements,
)
"""Every field of the document, in the order they are said."""


def _entity(site: Site, key: str) -> Term:
    return iri_term(site.iris.entity(key))


def _references(
    table: dict[str, Reference], doc: str, site: Site, *properties: str
) -> Iterator[Statement]:
    for key, reference in table.items():
        for name in properties:
            yield from say(doc, name, _entity(site, key), evidence=reference.evidence)
