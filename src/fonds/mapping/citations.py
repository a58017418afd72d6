"""Cited documents (floor 4): known by what this page says of them, never a schema:Message, so that counting
messages counts what is held.
"""

from collections.abc import Iterator

from fonds.linking.linker import Linked
from fonds.mapping.dates import date_statements
from fonds.mapping.statements import Site, Statement, say, say_name, say_type
from fonds.rdf import iris
from fonds.rdf.literals import Term, iri_term, plain
from fonds.record.evidence import Evidence, inferred, normalised, stated
from fonds.record.references import Citation, CitedDocument, Instrument

REPLY_RECIPIENT_CONFIDENCE = 0.9

_RELATIONS: dict[str, tuple[str, ...]] = {
    "part-of": ("dcterms:isPartOf", "schema:isPartOf"),
    "attachment-of": ("dcterms:isPartOf", "schema:isPartOf"),
    "reply-to": ("rico:isReplyTo", "dcterms:references", "schema:citation"),
    "transmits": ("fonds:transmits", "dcterms:references", "schema:citation"),
    "reference": ("dcterms:references", "schema:citation"),
}


def citation_statements(linked: Linked, doc: str, site: Site) -> Iterator[Statement]:
    """What the document cites, answers, transmits or is attached to, and where in its archival unit it lies."""
    yield from _place_statements(linked, doc)
    for citation in linked.record.citations:
        target = citation.target
        if isinstance(target, Instrument):
            continue
        node = iri_term(iris.cited_iri(doc, target.key))
        for name in _RELATIONS[citation.relation]:
            yield from say(doc, name, node, evidence=[citation.evidence])
        yield from cited_statements(linked, target, doc, site)
        yield from _whose_statements(linked, citation, doc, site)
    for key, reference in linked.works.items():
        for name in _RELATIONS["reference"]:
            yield from say(doc, name, iri_term(site.iris.entity(key)), evidence=reference.evidence)


def cited_statements(linked: Linked, cited: CitedDocument, doc: str, site: Site) -> Iterator[Statement]:
    """What the citation tells of a document: number, genre, date, issuer, and the whole it is a part of."""
    node = iris.cited_iri(doc, cited.key)
    yield from say_type(node, "fonds:CitedDocument", "schema:CreativeWork", evidence=[_told(cited)])
    yield from say_name(node, cited.label, linked.record.language, evidence=[cited.evidence])
    if cited.genre:
        term = iri_term(iris.concept("genre", cited.genre.value))
        for name in ("dcterms:type", "schema:genre"):
            yield from say(node, name, term, evidence=[cited.genre.evidence])
    for name, found in (("bibo:number", cited.number), ("bibo:locator", cited.locator), ("bibo:pages", cited.pages)):
        if found:
            yield from say(node, name, plain(found.value), evidence=[found.evidence])
    if cited.date:
        yield from date_statements(node, [cited.date], ("dcterms:created", "schema:dateCreated"))
    if cited.issuer and cited.key in linked.issuers:
        issuer = iri_term(site.iris.entity(linked.issuers[cited.key].key))
        yield from _author(node, issuer, cited.issuer.evidence)
    yield from _whole_statements(linked, cited, node, doc, site)


def _told(cited: CitedDocument) -> Evidence:
    return normalised(cited.evidence.rule, *cited.evidence.spans)


def _author(node: str, agent: Term, evidence: Evidence) -> Iterator[Statement]:
    for name in ("dcterms:creator", "schema:creator", "schema:author"):
        yield from say(node, name, agent, evidence=[evidence])


def _whole_statements(
    linked: Linked, cited: CitedDocument, node: str, doc: str, site: Site
) -> Iterator[Statement]:
    if isinstance(cited.part_of, CitedDocument):
        whole = iris.cited_iri(doc, cited.part_of.key)
        yield from cited_statements(linked, cited.part_of, doc, site)
    elif cited.key in linked.instruments:
        whole = site.iris.entity(linked.instruments[cited.key].key)
    else:
        return
    for name in ("schema:isPartOf", "dcterms:isPartOf"):
        yield from say(node, name, iri_term(whole), evidence=[cited.evidence])


def _whose_statements(linked: Linked, citation: Citation, doc: str, site: Site) -> Iterator[Statement]:
    """ "Your letter" was written by the addressee, "my telegram" by the sender, where there is one of these.

    That the letter which is answered went to the sender is likely, not stated.
    """
    target = citation.target
    if not isinstance(target, CitedDocument) or not target.author_role or target.key in linked.issuers:
        return
    node = iris.cited_iri(doc, target.key)
    authors, senders = linked.in_role(target.author_role.value), linked.in_role("sender")
    if len(authors) == 1:
        agent = iri_term(site.iris.entity(authors[0].entity.key))
        yield from _author(node, agent, target.author_role.evidence)
    if citation.relation == "reply-to" and len(senders) == 1 and target.author_role.value == "addressee":
        agent = iri_term(site.iris.entity(senders[0].entity.key))
        evidence = inferred("reply-recipient", REPLY_RECIPIENT_CONFIDENCE, *citation.evidence.spans)
        yield from say(node, "schema:recipient", agent, evidence=[evidence])


def _place_statements(linked: Linked, doc: str) -> Iterator[Statement]:
    """The leaves of the unit the document lies on, and the further references of its source line, as printed."""
    reference = linked.record.archival
    if reference is None:
        return
    if reference.pages:
        yield from say(doc, "bibo:locator", plain(reference.pages.value), evidence=[reference.pages.evidence])
    for words in reference.also:
        said = [stated("further-reference", words.span)]
        yield from say(doc, "dcterms:bibliographicCitation", plain(words.text), evidence=said)
