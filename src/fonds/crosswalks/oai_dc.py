"""Simple Dublin Core as OAI-PMH wants it of every repository (floor 5).

OAI-PMH 2.0, section 2.5; the schema is ``oai_dc.xsd``. All elements are plain text: a contributor carries the part
played in brackets, for there is no ``dc:sender``; ``dc:date`` is W3CDTF or an ISO 8601 interval (DCMI Metadata Terms), and
what these cannot say stands in a description. The first identifier is the document's address.
"""

from fonds.crosswalks import describing as told
from fonds.crosswalks.crosswalk import SiteFacts
from fonds.crosswalks.dating import dating
from fonds.crosswalks.markup import elements, tagged
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
        *tagged("dc:title", (*told.titles(work), *told.other_titles(work))),
        *elements("dc:creator", [party.name for party in creators(found)]),
        *elements("dc:subject", [label(each) for each in told.subjects(work)]),
        *tagged("dc:subject", told.keywords(work)),
        *tagged("dc:description", dict.fromkeys((*told.abstracts(work), *told.descriptions(work)))),
        *tagged("dc:description", [(note, "en") for note in told.notes(work, date)]),
        *elements("dc:publisher", [label(each) for each in told.publishers(work)]),
        *elements("dc:contributor", [party.words for party in contributors(found)]),
        *elements("dc:date", [date.interval]),
        *elements("dc:type", [told.genre(work), told.dcmi_type(work)]),
        *elements("dc:format", values(tree, "materialExtent")),
        *elements("dc:identifier", dict.fromkeys((work.iri, *told.identifiers(work), *told.shelfmarks(work)))),
        *elements("dc:source", told.printed_in(work)),
        *elements("dc:language", told.languages(work)),
        *elements("dc:relation", [told.reference(each, work.iri) for each in (*told.wholes(work), *told.cited(work))]),
        *elements("dc:coverage", [*[label(each) for each in told.places(work)], *told.periods(work)]),
        *elements("dc:rights", told.licences(work)),
        *tagged("dc:rights", told.notices(work)),
        "</oai_dc:dc>",
    ]).encode()
