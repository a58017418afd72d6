"""The published text (floor 4): ``{doc}#text-{lang}``. A translation, or the document's own words printed.

Translator, commissioning project, funder, notice, publisher, collection and the printed page belong here.
"""

from collections.abc import Iterator

from fonds.linking.linker import Linked
from fonds.mapping.dates import date_term
from fonds.mapping.document import language_code_statements
from fonds.mapping.statements import Site, Statement, say, say_name, say_type
from fonds.rdf import iris
from fonds.rdf.literals import iri_term, lang_string, plain
from fonds.record.evidence import Evidence, Status, normalised, observed

_ROLE_PROPERTIES: dict[str, tuple[str, ...]] = {
    "translator": ("schema:translator",),
    "funder": ("schema:funder",),
    "commissioning-body": ("schema:sourceOrganization",),
    "publisher": ("schema:publisher", "dcterms:publisher"),
    "provider": ("schema:provider",),
    "editor": ("schema:editor",),
}
_CONTRIBUTORS = frozenset({"translator", "editor"})


def text_statements(linked: Linked, doc: str, site: Site) -> Iterator[Statement]:
    """All that is said of the text."""
    text = iris.text_iri(doc, linked.record.language)
    yield from _identity(linked, doc, text)
    yield from _parties(linked, text, site)
    yield from _provenance(linked, doc, text, site)
    yield from _notice(linked, text, site)
    yield from _labels(linked, text)


def _identity(linked: Linked, doc: str, text: str) -> Iterator[Statement]:
    record = linked.record
    language = record.language
    yield from say_type(text, "schema:CreativeWork", "dcmitype:Text", evidence=[observed("text")])
    if record.title:
        yield from say_name(text, record.title.value, language, evidence=[record.title.evidence])
    if record.body:
        yield from say(text, "schema:text", lang_string(record.body.value, language), evidence=[record.body.evidence])
    seen = [observed("language")]
    yield from say(text, "schema:inLanguage", plain(language), evidence=seen)
    yield from language_code_statements(text, language, seen)
    if record.credit:
        said = [record.credit.evidence]
        yield from say(text, "schema:creditText", lang_string(record.credit.value, language), evidence=said)
        yield from say(text, "schema:translationOfWork", iri_term(doc), evidence=said)
        yield from say(doc, "schema:workTranslation", iri_term(text), evidence=said)
    else:
        yield from say(text, "schema:exampleOfWork", iri_term(doc))
        yield from say(doc, "schema:workExample", iri_term(text))


def _parties(linked: Linked, text: str, site: Site) -> Iterator[Statement]:
    for part in linked.parts.values():
        agent = iri_term(site.iris.entity(part.entity.key))
        for name in _ROLE_PROPERTIES.get(part.role, ()):
            yield from say(text, name, agent, evidence=part.evidence)
        if part.role in _CONTRIBUTORS:
            said = [normalised(item.rule, *item.spans) for item in part.evidence]
            yield from say(text, "dcterms:contributor", agent, evidence=said)


def _provenance(linked: Linked, doc: str, text: str, site: Site) -> Iterator[Statement]:
    """What the text was made from: the archival unit, or the page of the book."""
    record = linked.record
    if record.archival and linked.unit_keys:
        whole = [normalised("archival-reference", record.archival.whole.span)]
        unit = iri_term(site.iris.entity(linked.unit_keys[-1]))
        for name in ("dcterms:source", "schema:isBasedOn"):
            yield from say(text, name, unit, evidence=whole)
    if record.book and linked.book:
        yield from _book(linked, doc, text, site)
    line = record.source_line
    read = [record.archival.whole.span] if record.archival and linked.unit_keys else []
    read += record.book.evidence.spans if record.book else ()
    if line and not any(line.span.meets(span) for span in read):
        yield from say(text, "dcterms:bibliographicCitation", plain(line.value), evidence=[line.evidence])


def _book(linked: Linked, doc: str, text: str, site: Site) -> Iterator[Statement]:
    book, work = linked.record.book, linked.book
    if book is None or work is None:
        return
    target = site.iris.entity(work.key)
    if book.pages:
        key = f"{work.key.rpartition('/')[2]}-p{book.pages.value.replace(' ', '').replace('–', '-').replace('—', '-')}"
        node = iris.cited_iri(doc, key)
        label = f"{book.title.text}, {book.pages.span.of(linked.record.source.page)}"
        yield from say_type(node, "fonds:CitedDocument", "schema:CreativeWork")
        yield from say_name(node, label, work.language)
        yield from say(node, "bibo:pages", plain(book.pages.value), evidence=[book.pages.evidence])
        for name in ("schema:isPartOf", "dcterms:isPartOf"):
            yield from say(node, name, iri_term(target), evidence=[book.pages.evidence])
        target = node
    for name in ("dcterms:source", "schema:isBasedOn"):
        yield from say(text, name, iri_term(target), evidence=[book.evidence])
    printed = book.evidence.spans[0].of(linked.record.source.page)
    line = Evidence(Status.STATED, book.evidence.rule, book.evidence.spans)
    yield from say(text, "dcterms:bibliographicCitation", plain(printed), evidence=[line])


def _notice(linked: Linked, text: str, site: Site) -> Iterator[Statement]:
    notice = linked.record.notice
    if notice and linked.notice:
        node = iri_term(site.iris.entity(linked.notice.key))
        for name in ("dcterms:rights", "schema:usageInfo"):
            yield from say(text, name, node, evidence=[notice.text.evidence])
    if notice and notice.collection and linked.collection:
        said = [normalised("notice-collection", notice.collection.span)]
        collection = iri_term(site.iris.entity(linked.collection.key))
        for name in ("dcterms:isPartOf", "schema:isPartOf"):
            yield from say(text, name, collection, evidence=said)
    if site.document_licence:
        for name in ("schema:license", "dcterms:license"):
            yield from say(text, name, iri_term(site.document_licence))


def _labels(linked: Linked, text: str) -> Iterator[Statement]:
    if found := linked.record.identifier:
        yield from say(text, "schema:identifier", plain(found.value), evidence=[found.evidence])
    if uploaded := linked.record.uploaded:
        yield from say(text, "schema:uploadDate", date_term(uploaded.value), evidence=[uploaded.evidence])
