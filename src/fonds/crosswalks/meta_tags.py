"""What reference managers read in the head of a page (floor 5): ``citation_*`` and ``DC.*``.

``citation_*`` are Highwire's tags, as Google Scholar's inclusion guidelines name them; ``DC.*`` is Dublin Core in HTML
(DC-HTML, 2008). Zotero's translator for embedded metadata reads both. Plain pairs; the template escapes them.
"""

from collections.abc import Iterator

from fonds.crosswalks import describing as told
from fonds.crosswalks.csl import plain
from fonds.crosswalks.dating import dating
from fonds.crosswalks.nodes import Node, label
from fonds.crosswalks.parties import contributors, creators, parties

Pair = tuple[str, str]
"""Name and content of one tag."""


def meta_tags(tree: Node) -> tuple[Pair, ...]:
    """Return the tags of a document, in the order they stand in."""
    return tuple((name, plain(words)) for name, words in _pairs(tree) if words)


def _pairs(tree: Node) -> Iterator[Pair]:
    work, date = told.work_of(tree), dating(tree)
    found = parties(work)
    title = told.titles(work)[0][0]
    yield "citation_title", title
    yield from (("citation_author", party.name) for party in creators(found))
    yield "citation_publication_date", (date.exact or date.certain).replace("-", "/")
    yield "citation_publisher", next((label(each) for each in told.publishers(work)), "")
    yield "citation_language", next(iter(told.languages(work)), "")
    yield "citation_public_url", work.iri
    yield "DC.title", title
    yield from (("DC.creator", party.name) for party in creators(found))
    yield from (("DC.contributor", party.words) for party in contributors(found))
    yield "DC.date", date.interval
    yield "DC.type", told.genre(work)
    yield "DC.type", told.dcmi_type(work)
    yield "DC.description", next((words for words, _ in told.abstracts(work)), "")
    yield "DC.identifier", work.iri
    yield from (("DC.source", words) for words in (*told.shelfmarks(work), *told.printed_in(work)))
    yield from (("DC.language", tag) for tag in told.languages(work))
    yield from (("DC.coverage", label(each)) for each in told.places(work))
    yield from (("DC.subject", label(each)) for each in told.subjects(work))
    yield from (("DC.rights", words) for words in (*told.licences(work), *(said for said, _ in told.notices(work))))
