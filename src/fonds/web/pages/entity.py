"""The page of an entity (floor 7): what is known of it, and the documents it stands in, grouped by role."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fonds.canned.behind import documents_query
from fonds.catalogue.rows import ListedDocument
from fonds.crosswalks.nodes import Node, date, edtf, first, fragments, label, nodes, text, texts, values
from fonds.web.pages.cited import Shelf, shelf
from fonds.web.pages.dates import date_words
from fonds.web.pages.links import Links
from fonds.web.pages.things import Thing, distinct, kind_of, things
from fonds.web.pages.words import KINDS, concept_words, relation_rank, relation_words

TWINS = {
    "creator": "author",
    "subject": "about",
    "spatial": "contentLocation",
    "contributor": "translator",
    "rights": "usageInfo",
    "source": "isBasedOn",
    "references": "citation",
}
"""Relation of one vocabulary → the one of the other that says the same of the same documents."""

_DATES = (
    ("Date", ("dateCreated", "created")),
    ("Published", ("datePublished", "issued")),
    ("Born", ("birthDate",)),
    ("Died", ("deathDate",)),
    ("Founded", ("foundingDate",)),
    ("Dissolved", ("dissolutionDate",)),
    ("Began", ("startDate",)),
    ("Ended", ("endDate",)),
)
_WHOLES = (
    ("Part of", "parentOrganization"),
    ("Member of", "memberOf"),
    ("Lies in", "containedInPlace"),
    ("Part of", "superEvent"),
    ("Author", "author"),
    ("Publisher", "publisher"),
)


@dataclass(frozen=True, slots=True)
class Publication:
    """Where and how a work was published."""

    fragment: str
    words: str
    places: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """Documents in which an entity has one role; ``total`` of them there are, ``more`` leads to all.

    ``query`` is the SPARQL that gives them.
    """

    heading: str
    documents: tuple[ListedDocument, ...]
    total: int
    more: str
    query: str = ""


@dataclass(frozen=True, slots=True)
class EntityPage:
    """All that an entity's page shows."""

    iri: str
    key: str
    title: str
    kind: str
    kind_words: str
    group: str
    other_names: tuple[str, ...]
    status: str
    dates: tuple[tuple[str, str], ...]
    point: str
    wholes: tuple[tuple[str, tuple[Thing, ...]], ...]
    shelf: Shelf | None
    publications: tuple[Publication, ...]
    same_as: tuple[Thing, ...]
    see_also: tuple[Thing, ...]
    description: str
    words: str
    roles: tuple[Role, ...]
    documents: int
    loose: tuple[str, ...]


def entity_page(tree: Node, key: str, roles: tuple[Role, ...], documents: int, links: Links) -> EntityPage:
    """Return the page of an entity; ``documents`` is in how many documents it stands."""
    kind = key.partition("/")[0]
    iri = str(tree["id"])
    publications = tuple(_publication(node, links) for node in nodes(tree, "publication"))
    known = {each.fragment for each in publications}
    return EntityPage(
        iri=iri,
        key=key,
        title=label(tree),
        kind=kind,
        kind_words=kind_of(tree) or KINDS[kind][0].lower(),
        group=KINDS[kind][1],
        other_names=tuple(name for name in texts(tree, "alternateName") if name != label(tree)),
        status=concept_words(first(tree, "identityStatus")),
        dates=_dates(tree),
        point=_point(tree),
        wholes=tuple((words, found) for words, key_ in _WHOLES if (found := things(tree, key_, links))),
        shelf=shelf(tree, links) if kind == "archival-unit" else None,
        publications=publications,
        same_as=_elsewhere(tree, "sameAs", links),
        see_also=_elsewhere(tree, "seeAlso", links),
        description=text(tree, "description", "disambiguatingDescription", "note"),
        words=text(tree, "text"),
        roles=roles,
        documents=documents,
        loose=tuple(each for each in dict.fromkeys(fragments(tree, iri)) if each not in known),
    )


def main_relations(counts: Mapping[str, int]) -> tuple[str, ...]:
    """Return the relations to show as headings, in their order: twins once, and what is implied not at all.

    >>> main_relations({"creator": 2, "author": 2, "agent": 2, "mentions": 1, "via-isPartOf": 1})
    ('author', 'mentions', 'via-isPartOf')
    """
    main = {name for name in counts if TWINS.get(name) not in counts}
    if len(main) > 1:
        main.discard("agent")
    return tuple(sorted(main, key=relation_rank))


def role(relation: str, found: Iterable[ListedDocument], total: int, key: str, links: Links) -> Role:
    """Return the documents of one relation, of which there are ``total``."""
    shown = tuple(found)
    more = links.to(f"search?agent={key}&relation={relation}") if total > len(shown) else ""
    query = documents_query(links.iris, {"agent": key, "relation": relation}, total=total)
    return Role(relation_words(relation), shown, total, more, query)


def merged(roles: Iterable[Role]) -> tuple[Role, ...]:
    """Return roles with one heading as one, each document once."""
    found: dict[str, Role] = {}
    for each in roles:
        known = found.get(each.heading)
        if known is None:
            found[each.heading] = each
            continue
        shown = {item.slug: item for item in (*known.documents, *each.documents)}
        total = max(known.total, each.total, len(shown))
        query = known.query if known.total >= each.total else each.query
        found[each.heading] = Role(each.heading, tuple(shown.values()), total, known.more or each.more, query)
    return tuple(found.values())


def _dates(tree: Node) -> tuple[tuple[str, str], ...]:
    found = tuple((words, date_words(when)) for words, names in _DATES if (when := date(tree, *names)))
    general = edtf(tree)
    return found or ((("Date", date_words(general)),) if general else ())


def _point(tree: Node) -> str:
    """Return latitude and longitude as one text; nothing where the lists do not give them."""
    return ", ".join(filter(None, (first(tree, "latitude"), first(tree, "longitude"))))


def _publication(node: Node, links: Links) -> Publication:
    return Publication(str(node["id"]).partition("#")[2], label(node), things(node, "location", links))


def _elsewhere(tree: Node, key: str, links: Links) -> tuple[Thing, ...]:
    return distinct(Thing(_host_and_id(iri), links.iri(iri)) for iri in values(tree, key))


def _host_and_id(iri: str) -> str:
    """Return an address as people name it.

    >>> _host_and_id("http://www.wikidata.org/entity/Q889")
    'wikidata.org · Q889'
    """
    host, _, path = iri.partition("://")[2].partition("/")
    last = path.rstrip("/").rpartition("/")[2]
    return f"{host.removeprefix('www.')} · {last}" if last else host
