"""The linked data event stream (floor 6): every version of every document as a member, in fragments by time.

LDES and TREE (https://w3id.org/ldes/specification, https://w3id.org/tree/specification). A member is what a document's
own description said when it changed, with an IRI of its own in the place of the document's, so that versions stand side
by side; a deletion is a member, too. The root leads to fragments of :data:`PAGE` members, by way of groups where there
are many, with the times between which they lie. All members are kept for ever; of a document that was purged they have
nothing left but its address, when, and its deletion. A fragment that is full is immutable (nobody need read it twice),
but caches are never told so: what was purged must not live on in them.
"""

from collections.abc import Iterator

from fonds.catalogue.listings import ListingReader
from fonds.catalogue.rows import Change
from fonds.errors import NotFoundError
from fonds.feeds.changes import ChangeLog
from fonds.feeds.pages import count_pages, get_page, page_stamps
from fonds.rdf.iris import Iris
from fonds.rdf.literals import Term, Triple, iri_term, name_term, parse_ntriples, plain, typed

LDES = "https://w3id.org/ldes#"
TREE = "https://w3id.org/tree#"
ACTIVITIES = "https://www.w3.org/ns/activitystreams#"
PAGE = 50
"""Members of a fragment."""
GROUP = 100
"""Fragments a node leads to at most."""
VIEW = "view"
"""Name of the root node, beside the numbers of fragments and the names of groups."""

_KEPT = "Every version of every document is kept for ever; of a document that was purged only its deletion is."
_TYPES = {"create": "Create", "update": "Update", "delete": "Delete"}


def stream_triples(reader: ListingReader, iris: Iris, title: str) -> Iterator[Triple]:
    """Yield the description of the stream, and its root node."""
    stream = _stream(iris)
    yield stream, name_term("rdf:type"), iri_term(f"{LDES}EventStream")
    yield stream, name_term("dcterms:title"), plain(title)
    yield stream, name_term("rdfs:comment"), plain(_KEPT)
    yield stream, iri_term(f"{LDES}timestampPath"), name_term("dcterms:modified")
    yield stream, iri_term(f"{LDES}versionOfPath"), name_term("dcterms:isVersionOf")
    for kind, name in _TYPES.items():
        yield stream, iri_term(f"{LDES}version{kind.capitalize()}Path"), name_term("rdf:type")
        yield stream, iri_term(f"{LDES}version{kind.capitalize()}Object"), iri_term(ACTIVITIES + name)
    yield from view_triples(reader, iris)


def view_triples(reader: ListingReader, iris: Iris) -> Iterator[Triple]:
    """Yield the root node: it leads to all fragments, or to groups of them."""
    last = count_pages(ChangeLog(reader), PAGE)
    root = _node(iris, VIEW)
    yield _stream(iris), iri_term(f"{TREE}view"), root
    yield root, name_term("rdf:type"), iri_term(f"{TREE}RootNode")
    yield root, name_term("rdf:type"), iri_term(f"{TREE}Node")
    if last <= GROUP:
        yield from _leading(reader, iris, VIEW, [(str(number), number, number) for number in range(1, last + 1)], last)
        return
    firsts = range(1, last + 1, GROUP)
    groups = [(f"group-{number}", first, min(first + GROUP - 1, last)) for number, first in enumerate(firsts, 1)]
    yield from _leading(reader, iris, VIEW, groups, last)


def group_triples(reader: ListingReader, iris: Iris, number: int) -> Iterator[Triple]:
    """Yield a group of fragments. NotFoundError where there is none."""
    last = count_pages(ChangeLog(reader), PAGE)
    first = (number - 1) * GROUP + 1
    if last <= GROUP or not 1 <= first <= last:
        raise NotFoundError("There is no such group.")
    name = f"group-{number}"
    yield _node(iris, name), name_term("rdf:type"), iri_term(f"{TREE}Node")
    pages = [(str(page), page, page) for page in range(first, min(first + GROUP, last + 1))]
    yield from _leading(reader, iris, name, pages, last)


def fragment_triples(reader: ListingReader, iris: Iris, number: int) -> Iterator[Triple]:
    """Yield a fragment with its members. NotFoundError where there is none."""
    page = get_page(ChangeLog(reader), number, PAGE)
    stream, node = _stream(iris), _node(iris, str(number))
    yield node, name_term("rdf:type"), iri_term(f"{TREE}Node")
    if page.is_whole:
        yield node, iri_term(f"{LDES}immutable"), typed("true", "xsd:boolean")
    for change in page.entries:
        member = f"{iris.base}/ldes/{number}#{change.seq}"
        yield stream, iri_term(f"{TREE}member"), iri_term(member)
        yield from _member(reader, iris, change, member)


def _member(reader: ListingReader, iris: Iris, change: Change, member: str) -> Iterator[Triple]:
    subject, document = iri_term(member), iris.document(change.slug)
    yield subject, name_term("rdf:type"), iri_term(ACTIVITIES + _TYPES[change.kind])
    yield subject, name_term("dcterms:isVersionOf"), iri_term(document)
    yield subject, name_term("dcterms:modified"), typed(change.stamp, "xsd:dateTime")
    if change.kind == "delete":
        if change.reason:
            yield subject, name_term("dcterms:description"), plain(change.reason)
        if change.successor:
            yield subject, name_term("dcterms:isReplacedBy"), iri_term(iris.document(change.successor))
        return
    found = reader.find_version(change.slug, change.version)
    for triple in parse_ntriples(found.own) if found else ():
        yield _moved(triple[0], document, member), triple[1], _moved(triple[2], document, member)


def _moved(term: Term, document: str, member: str) -> Term:
    """Return a term with the member's IRI in the place of the document's, and of its fragments'."""
    if term == f"<{document}>":
        return f"<{member}>"
    if term.startswith(f"<{document}#"):
        return f"<{member}-{term[len(document) + 2:]}"
    return term


def _leading(
    reader: ListingReader, iris: Iris, name: str, targets: list[tuple[str, int, int]], last: int
) -> Iterator[Triple]:
    """Yield what leads from a node to others: name, first and last fragment of each.

    Whoever looks for members after a moment need not follow a relation that ends before it; the newest one has no end.
    """
    log = ChangeLog(reader)
    for target, first_page, last_page in targets:
        yield from _relation(iris, name, target, "GreaterThanOrEqualTo", page_stamps(log, first_page, PAGE)[0])
        if last_page < last:
            yield from _relation(iris, name, target, "LessThanOrEqualTo", page_stamps(log, last_page, PAGE)[1])


def _relation(iris: Iris, name: str, target: str, kind: str, stamp: str) -> Iterator[Triple]:
    node = _node(iris, name)
    relation = iri_term(f"{iris.base}/ldes/{name}#to-{target}-{kind}")
    yield node, iri_term(f"{TREE}relation"), relation
    yield relation, name_term("rdf:type"), iri_term(f"{TREE}{kind}Relation")
    yield relation, iri_term(f"{TREE}node"), _node(iris, target)
    yield relation, iri_term(f"{TREE}path"), name_term("dcterms:modified")
    yield relation, iri_term(f"{TREE}value"), typed(stamp, "xsd:dateTime")


def _stream(iris: Iris) -> Term:
    return iri_term(f"{iris.base}/ldes")


def _node(iris: Iris, name: str) -> Term:
    return iri_term(f"{iris.base}/ldes/{name}")
