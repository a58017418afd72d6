"""Qualified Dublin Core (floor 5): the refinements and encoding schemes of the DCMI Metadata Terms.

Elements and ``xsi:type`` follow DCMI's ``dcterms.xsd`` ("Guidelines for implementing Dublin Core in XML", recommendations 7
and 8), which declares no root: the root is the one that repositories with ``oai_dcterms`` have in common. A date is of type
W3CDTF where it is one, and plain EDTF text where W3CDTF could not say it.
"""

from collections.abc import Iterable, Iterator

from fonds.crosswalks import describing as told
from fonds.crosswalks.crosswalk import SiteFacts
from fonds.crosswalks.dating import Dating, dating
from fonds.crosswalks.markup import element, elements, is_tag, is_web_iri, tagged
from fonds.crosswalks.nodes import Node, label, values
from fonds.crosswalks.parties import contributors, creators, parties

NAMESPACE = "http://www.openarchives.org/OAI/2.0/oai_dcterms/"
SCHEMA = "http://dublincore.org/schemas/xmls/qdc/2008/02/11/dcterms.xsd"
_START = (
    f'<oai_dcterms:dcterms xmlns:oai_dcterms="{NAMESPACE}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    f'xsi:schemaLocation="http://purl.org/dc/terms/ {SCHEMA}">'
)
_W3CDTF, _IRI, _TYPE, _TAG = (
    f' xsi:type="dcterms:{name}"' for name in ("W3CDTF", "URI", "DCMIType", "RFC3066")
)


def render_oai_dcterms(tree: Node, site: SiteFacts) -> bytes:
    """Return the record."""
    work = told.work_of(tree)
    found, date = parties(work), dating(tree)
    kind = told.dcmi_type(work)
    return "".join([
        _START,
        *tagged("dc:title", told.titles(work)),
        *tagged("dcterms:alternative", told.other_titles(work)),
        *elements("dc:creator", [party.name for party in creators(found)]),
        *elements("dc:subject", [label(each) for each in told.subjects(work)]),
        *tagged("dc:subject", told.keywords(work)),
        *tagged("dcterms:abstract", told.abstracts(work)),
        *tagged("dc:description", told.descriptions(work)),
        *tagged("dc:description", [(note, "en") for note in (told.language_note(work),) if note]),
        *elements("dc:publisher", [label(each) for each in told.publishers(work)]),
        *elements("dc:contributor", [party.words for party in contributors(found)]),
        *_date(date),
        *elements("dc:type", [told.genre(work)]),
        *([element("dc:type", kind, more=_TYPE)] if kind else ()),
        *elements("dcterms:extent", values(tree, "materialExtent")),
        element("dc:identifier", work.iri, more=_IRI),
        *elements("dc:identifier", told.identifiers(work)),
        *elements("dcterms:bibliographicCitation", told.shelfmarks(work)),
        *elements("dc:source", told.printed_in(work)),
        *[element("dc:language", tag, more=_TAG) for tag in told.languages(work) if is_tag(tag)],
        *_links("dcterms:isPartOf", told.wholes(work), work.iri),
        *_links("dcterms:references", told.cited(work), work.iri),
        *elements("dcterms:spatial", [label(each) for each in told.places(work)]),
        *elements("dcterms:temporal", told.periods(work)),
        *[element("dc:rights", iri, more=_IRI) for iri in told.licences(work) if is_web_iri(iri)],
        *tagged("dc:rights", told.notices(work)),
        "</oai_dcterms:dcterms>",
    ]).encode()


def _date(date: Dating) -> Iterator[str]:
    if date.exact:
        yield element("dcterms:created", date.exact, more=_W3CDTF)
    elif date.edtf:
        yield element("dcterms:created", date.edtf)


def _links(name: str, found: Iterable[Node], document: str) -> Iterator[str]:
    for each in found:
        words = told.reference(each, document)
        yield element(name, words, more=_IRI if is_web_iri(words) else "")
