"""The metadata record and the file read (floor 4): ``{doc}#record`` and ``{doc}#source``.

The record carries the metadata's licence, what it was derived from, and what was looked for and not found. Its
dates (issued, modified) are given at the release's commit, never here.
"""

from collections.abc import Iterator

from fonds.catalogue.stamps import stamp_triples
from fonds.linking.linker import Linked
from fonds.mapping.statements import Site, Statement, say, say_name, say_type
from fonds.rdf import iris
from fonds.rdf.literals import Triple, iri_term, name_term, plain
from fonds.record.evidence import observed


def source_statements(linked: Linked, doc: str) -> Iterator[Statement]:
    """The file: digest, size, type, name, and the labels with nothing after them."""
    source = linked.record.source
    node = iris.source_iri(doc)
    yield from say_type(node, "schema:TextObject")
    yield from say_name(node, source.name, "und")
    yield from say(node, "schema:sha256", plain(source.sha256))
    yield from say(node, "schema:contentSize", plain(f"{source.size} B"))
    yield from say(node, "schema:encodingFormat", plain(source.media_type))
    yield from say(node, "dcterms:format", plain(source.media_type))
    for label in linked.record.empty_fields:
        yield from say(node, "fonds:emptySourceField", plain(label.value), evidence=[label.evidence])


def record_statements(linked: Linked, doc: str, site: Site, said: set[Triple]) -> Iterator[Statement]:
    """The record. ``said`` are the published triples: what is given cannot also be not stated."""
    node = iris.record_iri(doc)
    title = linked.record.title.value if linked.record.title else linked.record.source.name
    yield from say(doc, "foaf:isPrimaryTopicOf", iri_term(node))
    yield from say_type(node, "foaf:Document", "prov:Entity")
    yield from say_name(node, f"Record of: {title}", "en")
    yield from say(node, "foaf:primaryTopic", iri_term(doc))
    source = iri_term(iris.source_iri(doc))
    yield from say(node, "prov:wasDerivedFrom", source)
    yield from say(node, "dcterms:source", source)
    licence = iri_term(site.metadata_licence)
    yield from say(node, "dcterms:license", licence)
    yield from say(node, "schema:sdLicense", licence)
    dataset = iri_term(site.iris.dataset())
    yield from say(node, "dcterms:isPartOf", dataset)
    yield from say(node, "schema:isPartOf", dataset)
    yield from say(node, "schema:softwareVersion", plain(site.software_version))
    yield from say(node, "fonds:rulesVersion", plain(site.rules_version))
    for subject, predicate, stamp in stamp_triples(iri_term(node)):
        yield Statement(subject, predicate, stamp)
    given = {predicate for subject, predicate, _ in said if subject == iri_term(doc)}
    for name in looked_for(linked, site):
        if name_term(name) not in given:
            yield from say(node, "fonds:notStated", name_term(name), evidence=[observed("looked-for")])


def looked_for(linked: Linked, site: Site) -> Iterator[str]:
    """The properties the rules look for in every document, or in every letter (prefixed names)."""
    yield "schema:author"
    if linked.is_correspondence:
        yield "schema:sender"
        yield "schema:recipient"
    if not linked.record.dates:
        yield "schema:dateCreated"
    yield "schema:dateSent"
    yield "schema:dateReceived"
    yield "schema:inLanguage"
    yield "schema:locationCreated"
    yield "schema:holdingArchive"
    yield "fonds:securityMarking"
    if not site.document_licence:
        yield "schema:license"
