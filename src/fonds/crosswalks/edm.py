"""The Europeana Data Model, external profile (floor 5): what Europeana takes from its providers.

Rules are those of Europeana's own schema (``EDM.xsd``, ``EDM-EXTERNAL-MAIN.xsd`` with its Schematron) and of the EDM Mapping
Guidelines: one ``edm:ProvidedCHO`` (the document) and one ``ore:Aggregation`` (``#aggregation``, shown at the page in HTML);
title or description; subject, type, period or place; a language for what is text; and a rights statement from a fixed
list, which a person has to choose. Agents and places are given as contextual classes; Europeana takes no events, so what
happened is named in words. A contributor keeps the part played in words, for EDM has no relators.
"""

from collections.abc import Iterable, Iterator

from fonds.crosswalks import describing as told
from fonds.crosswalks.crosswalk import SiteFacts
from fonds.crosswalks.dating import Dating, dating
from fonds.crosswalks.describing import Work
from fonds.crosswalks.markup import attribute, element, elements, is_web_iri, linked, tagged
from fonds.crosswalks.nodes import Node, label, values
from fonds.crosswalks.parties import GROUPS, Party, contributors, creators, parties
from fonds.edm_rights import is_edm_rights

NAMESPACE = "http://www.europeana.eu/schemas/edm/"
SCHEMA = "http://www.europeana.eu/schemas/edm/EDM.xsd"
KINDS = {"Text": "TEXT", "StillImage": "IMAGE"}
"""DCMI type → edm:type."""
NO_RIGHTS = "Europeana shows a rights statement with everything; somebody has to choose it in the setting 'edm_rights'."
NO_PUBLISHER = "Europeana names who gives the data; state it in the setting 'publisher'."
NO_LANGUAGE = "It is a text, and nothing says in which language; Europeana demands it of every text."
NO_KIND = "Nothing says whether it is a text or a picture, which Europeana demands."
NO_TOPIC = "Neither its kind, nor a subject, nor a place or a time is stated; Europeana demands one of them."
_AGENTS = GROUPS | {"Person"}
_PLACES = frozenset({"Place", "Country", "City", "State", "AdministrativeArea", "Continent"})
_START = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    f'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:edm="{NAMESPACE}" '
    'xmlns:ore="http://www.openarchives.org/ore/terms/" xmlns:owl="http://www.w3.org/2002/07/owl#" '
    'xmlns:skos="http://www.w3.org/2004/02/skos/core#">'
)


def edm_refusals(tree: Node, site: SiteFacts) -> tuple[str, ...]:
    """Return why Europeana would not take the record."""
    work = told.work_of(tree)
    kind = told.dcmi_type(work)
    reasons = (
        ("" if is_edm_rights(site.edm_rights) else NO_RIGHTS),
        ("" if site.publisher else NO_PUBLISHER),
        ("" if kind in KINDS else NO_KIND),
        (NO_LANGUAGE if kind == "Text" and not told.languages(work) else ""),
        ("" if has_topic(work) else NO_TOPIC),
    )
    return tuple(filter(None, reasons))


def render_edm(tree: Node, site: SiteFacts) -> bytes:
    """Return the record as RDF/XML."""
    work = told.work_of(tree)
    found, date = parties(work), dating(tree)
    authors = creators(found)
    things = {str(each["id"]): each for each in (
        *(party.node for party in authors), *told.subjects(work), *told.places(work),
    )}
    return "".join([
        _START,
        f'<edm:ProvidedCHO rdf:about="{attribute(work.iri)}">',
        *_object(work, authors, contributors(found), date),
        f"<edm:type>{KINDS[told.dcmi_type(work)]}</edm:type></edm:ProvidedCHO>",
        *(_context(each) for each in things.values()),
        *_aggregation(work, site),
        "</rdf:RDF>",
    ]).encode()


def _object(work: Work, authors: Iterable[Party], others: Iterable[Party], date: Dating) -> Iterator[str]:
    """Yield what is said of the document."""
    yield from tagged("dc:title", told.titles(work))
    yield from tagged("dcterms:alternative", told.other_titles(work))
    yield from (_thing("dc:creator", party.node) for party in authors)
    yield from (element("dc:contributor", party.words, "en" if party.doubt else "") for party in others)
    yield from (_thing("dc:subject", each) for each in told.subjects(work))
    yield from tagged("dc:subject", told.keywords(work))
    yield from tagged("dc:description", (*told.abstracts(work), *told.descriptions(work)))
    if note := told.language_note(work):
        yield element("dc:description", note, "en")
    yield from elements("dc:publisher", [label(each) for each in told.publishers(work)])
    yield from elements("dcterms:created", [date.edtf])
    if kind := told.genre(work):
        yield element("dc:type", kind, "en")
    yield from elements("dcterms:extent", values(work.tree, "materialExtent"))
    yield from elements("dc:identifier", dict.fromkeys((work.iri, *told.identifiers(work), *told.shelfmarks(work))))
    yield from elements("dc:source", told.printed_in(work))
    yield from elements("dc:language", told.languages(work))
    yield from _related(work)
    yield from (_thing("dcterms:spatial", each) for each in told.places(work))
    yield from elements("dcterms:temporal", told.periods(work))
    yield from (linked("dc:rights", iri) for iri in told.licences(work) if is_web_iri(iri))
    yield from tagged("dc:rights", told.notices(work))


def _related(work: Work) -> Iterator[str]:
    for name, found in (("dcterms:isPartOf", told.wholes(work)), ("dcterms:references", told.cited(work))):
        for each in found:
            words = told.reference(each, work.iri)
            yield linked(name, words) if is_web_iri(words) else element(name, words)


def _aggregation(work: Work, site: SiteFacts) -> Iterator[str]:
    """Yield the aggregation: what links Europeana's page to ours. The order is the schema's."""
    yield f'<ore:Aggregation rdf:about="{attribute(work.iri)}#aggregation">'
    yield linked("edm:aggregatedCHO", work.iri)
    yield element("edm:dataProvider", site.publisher)
    yield linked("edm:isShownAt", f"{work.iri}.html")
    yield element("edm:provider", site.edm_provider or site.publisher)
    yield linked("edm:rights", site.edm_rights)
    yield "</ore:Aggregation>"


def _context(node: Node) -> str:
    """Return an agent or a place as a contextual class; nothing for what Europeana has no class for."""
    kind = _class(node)
    if not kind:
        return ""
    same = "".join(linked("owl:sameAs", iri) for iri in values(node, "sameAs") if is_web_iri(iri))
    names = "".join(element("skos:prefLabel", words, tag) for words, tag in _one_a_language(node))
    return f'<edm:{kind} rdf:about="{attribute(str(node["id"]))}">{names}{same}</edm:{kind}>'


def _one_a_language(node: Node) -> tuple[told.Said, ...]:
    """Return one name for each language, as SKOS wants preferred labels (SKOS Reference, S14)."""
    names = {tag: words for words, tag in reversed(told.said(node, "name", "label"))}
    return tuple((words, tag) for tag, words in names.items()) or ((label(node), ""),)


def _class(node: Node) -> str:
    if not is_web_iri(str(node["id"])):
        return ""
    types = values(node, "type")
    if not _AGENTS.isdisjoint(types):
        return "Agent"
    return "" if _PLACES.isdisjoint(types) else "Place"


def _thing(name: str, node: Node) -> str:
    return linked(name, str(node["id"])) if _class(node) else element(name, label(node))


def has_topic(work: Work) -> bool:
    """Whether a kind, a subject, a place or a period is stated: Europeana demands one of them."""
    return bool(
        told.genres(work) or told.subjects(work) or told.keywords(work) or told.places(work) or told.periods(work)
    )
