"""Simple Dublin Core as OAI-PMH wants it of every repository (floor 5).

OAI-PMH 2.0, section 2.5; the schema is ``oai_dc.xsd``. All elements are plain text: a contributor carries the part
played in brackets, for there is no ``dc:sender``; ``dc:date`` is W3CDTF or an ISO 8601 interval (DCMI Metadata Terms), and
what these cannot say stands in a description. The first identifier is the document's address.
"""

from collections.abc import Iterable, Iterator

from fonds.crosswalks.crosswalk import SiteFacts
from fonds.crosswalks.dating import dating
from fonds.crosswalks.describing import (
    Said,
    abstracts,
    cited,
    dcmi_type,
    genre,
    identifiers,
    keywords,
    languages,
    licences,
    notes,
    notices,
    places,
    printed_in,
    publishers,
    reference,
    subjects,
    titles,
    wholes,
)
from fonds.crosswalks.markup import element
from fonds.crosswalks.nodes import Node, label, texts, values
from fonds.crosswalks.parties import contributors, creators, parties

NAMESPACE = "http://www.openarchives.org/OAI/2.0/oai_dc/"
SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
_START = (
    f'<oai_dc:dc xmlns:oai_dc="{NAMESPACE}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="{NAMESPACE} {SCHEMA}">'
)


def render_oai_dc(tree: Node, site: SiteFacts) -> bytes:
    """Return the record."""
    body = "".join(element(f"dc:{name}", words, language) for name, words, language in _elements(tree) if words.strip())
    return f"{_START}{body}</oai_dc:dc>".encode()


def _elements(tree: Node) -> Iterator[tuple[str, str, str]]:
    """Yield name, words and language of each element, in the order in which Dublin Core lists them."""
    document, found, date = str(tree["id"]), parties(tree), dating(tree)
    yield from _texts("title", titles(tree))
    yield from _plain("title", texts(tree, "alternateName"))
    yield from _plain("creator", (party.name for party in creators(found)))
    yield from _plain("subject", (label(each) for each in subjects(tree)))
    yield from _texts("subject", keywords(tree))
    yield from _texts("description", abstracts(tree))
    for note in notes(tree, date):
        yield "description", note, "en"
    yield from _plain("publisher", (label(each) for each in publishers(tree)))
    yield from _plain("contributor", (party.words for party in contributors(found)))
    yield from _plain("date", filter(None, (date.interval,)))
    yield from _plain("type", filter(None, (genre(tree), dcmi_type(tree))))
    yield from _plain("format", values(tree, "materialExtent"))
    yield from _plain("identifier", (document, *identifiers(tree)))
    yield from _plain("source", printed_in(tree))
    yield from _plain("language", languages(tree))
    yield from _plain("relation", (reference(each, document) for each in (*wholes(tree), *cited(tree))))
    yield from _plain("coverage", (label(each) for each in places(tree)))
    yield from _plain("coverage", values(tree, "temporal"))
    yield from _plain("rights", licences(tree))
    yield from _texts("rights", notices(tree))


def _texts(name: str, found: tuple[Said, ...]) -> Iterator[tuple[str, str, str]]:
    return ((name, words, language) for words, language in found)


def _plain(name: str, found: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    return ((name, words, "") for words in found)
