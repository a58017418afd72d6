"""Simple Dublin Core as OAI-PMH wants it of every repository (floor 5).

OAI-PMH 2.0, section 2.5; the schema is ``oai_dc.xsd``. All elements are plain text: a contributor carries the part
played in brackets, for there is no ``dc:sender``; ``dc:date`` is W3CDTF or an ISO 8601 interval (DCMI Metadata Terms), and
what these cannot say stands in a description. The first identifier is the document's address.
"""

from collections.abc import Iterable

from fonds.crosswalks import describing as told
from fonds.crosswalks.crosswalk import SiteFacts
from fonds.crosswalks.dating import dating
from fonds.crosswalks.markup import element
from fonds.crosswalks.nodes import Node, label, values
from fonds.crosswalks.parties import contributors, creators, parties

NAMESPACE = "http://www.openarchives.org/OAI/2.0/oai_dc/"
SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
_START = (
    f'<oai_dc:dc xmlns:oai_dc="{NAMESPACE}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="{NAMESPACE} {SCHEMA}">'
)


def render_oai_dc(tree: Node, site: SiteFacts) -> bytes:
    """Return the record; the elements stand in the order in which Dublin Core lists them."""
    work = told.work_of(tree)
    found, date = parties(work), dating(tree)
    return "".join([
        _START,
        *_texts("title", (*told.titles(work), *told.other_titles(work))),
        *_plain("creator", [party.name for party in creators(found)]),
        *_plain("subject", [label(each) for each in told.subjects(work)]),
        *_texts("subject", told.keywords(work)),
        *_texts("description", dict.fromkeys((*told.abstracts(work), *told.descriptions(work)))),
        *_texts("description", [(note, "en") for note in told.notes(work, date)]),
        *_plain("publisher", [label(each) for each in told.publishers(work)]),
        *_plain("contributor", [party.words for party in contributors(found)]),
        *_plain("date", [date.interval]),
        *_plain("type", [told.genre(work), told.dcmi_type(work)]),
        *_plain("format", values(tree, "materialExtent")),
        *_plain("identifier", dict.fromkeys((work.iri, *told.identifiers(work), *told.shelfmarks(work)))),
        *_plain("source", told.printed_in(work)),
        *_plain("language", told.languages(work)),
        *_plain("relation", [told.reference(each, work.iri) for each in (*told.wholes(work), *told.cited(work))]),
        *_plain("coverage", [*[label(each) for each in told.places(work)], *told.periods(work)]),
        *_plain("rights", told.licences(work)),
        *_texts("rights", told.notices(work)),
        "</oai_dc:dc>",
    ]).encode()


def _texts(name: str, found: Iterable[told.Said]) -> list[str]:
    return [element(f"dc:{name}", words, language) for words, language in found if words.strip()]


def _plain(name: str, found: Iterable[str]) -> list[str]:
    return [element(f"dc:{name}", words) for words in found if words.strip()]
