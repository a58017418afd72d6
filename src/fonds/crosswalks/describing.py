"""What is said of a document besides who and when (floor 5): the questions that all bibliographic formats ask of a tree.

Texts come with their BCP 47 tag, empty where it is not known. Nothing is added: no rights where none are stated, no
language of the original because its translation has one, no subject because something is mentioned.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from fonds.crosswalks.dating import Dating
from fonds.crosswalks.markup import is_web_iri
from fonds.crosswalks.nodes import Node, label, nodes, values
from fonds.rdf.vocabulary import find_term

Said = tuple[str, str]
"""Words and their language."""

IMAGES = frozenset({"Photograph", "Map"})
"""Types of schema.org that are a still image to Dublin Core (DCMI Type Vocabulary)."""


class Work(NamedTuple):
    """A document as formats ask of it: its IRI, its tree, its published texts."""

    iri: str
    tree: Node
    texts: tuple[Node, ...]


def work_of(tree: Node) -> Work:
    """Return the document of a tree."""
    return Work(str(tree.get("id", "")), tree, (*nodes(tree, "workTranslation"), *nodes(tree, "workExample")))


def said(node: Node, *keys: str) -> tuple[Said, ...]:
    """Return all texts under the first of the keys that has any, each with its language.

    >>> said({"title": {"en": "Letter", "und-latn": "Pismo"}}, "title", "name")
    (('Letter', 'en'), ('Pismo', ''))
    """
    for key in keys:
        if found := node.get(key):
            return ((found, ""),) if isinstance(found, str) else tuple(_said(found))
    return ()


def titles(work: Work) -> tuple[Said, ...]:
    """Return the titles; there is always one."""
    return said(work.tree, "title", "name") or ((label(work.tree), ""),)


def other_titles(work: Work) -> tuple[Said, ...]:
    """Return other names it has."""
    return said(work.tree, "alternateName")


def abstracts(work: Work) -> tuple[Said, ...]:
    """Return its summaries."""
    return said(work.tree, "abstract", "dcAbstract")


def descriptions(work: Work) -> tuple[Said, ...]:
    """Return what else describes it."""
    return said(work.tree, "description", "dcDescription")


def subjects(work: Work) -> tuple[Node, ...]:
    """Return what the document is about; what it only mentions is no subject."""
    return _distinct(work.tree, "about", "subject")


def keywords(work: Work) -> tuple[Said, ...]:
    """Return its keywords."""
    return said(work.tree, "keywords")


def places(work: Work) -> tuple[Node, ...]:
    """Return the places it is about."""
    return _distinct(work.tree, "contentLocation", "spatial")


def periods(work: Work) -> tuple[str, ...]:
    """Return the times it is about, in EDTF."""
    tree = work.tree
    return (*values(tree, "temporal"), *values(tree, "temporalLevel1"), *values(tree, "temporalLevel2"))


def genres(work: Work) -> tuple[str, ...]:
    """Return the IRIs of its kinds."""
    return values(work.tree, "genre") or values(work.tree, "documentType")


def genre(work: Work) -> str:
    """Return the word for the kind of document, empty where none is stated."""
    found = genres(work)
    return genre_words(found[0]) if found else ""


@lru_cache(maxsize=512)
def genre_words(iri: str) -> str:
    """Return the word for a genre; of a genre that is not ours, the last part of its address."""
    term = find_term(iri)
    return term.label if term else iri.rstrip("/").rpartition("/")[2].rpartition("#")[2]


def dcmi_type(work: Work) -> str:
    """Return the term of the DCMI Type Vocabulary; empty where nothing says what kind of thing it is."""
    types = values(work.tree, "type")
    if not IMAGES.isdisjoint(types):
        return "StillImage"
    if "Collection" in types:
        return "Collection"
    return "Text" if work.texts or "genre" in work.tree else ""


def languages(work: Work) -> tuple[str, ...]:
    """Return the language of the document where it is stated, then those of its published texts."""
    found = _of_all(work, "inLanguage")
    return tuple([tag for tag in dict.fromkeys(found) if not tag.lower().startswith("und")])


def own_languages(work: Work) -> tuple[str, ...]:
    """Return the language of the document itself: the stated one, or that of a text that is no translation."""
    found = [*values(work.tree, "inLanguage")]
    for each in nodes(work.tree, "workExample"):
        found += values(each, "inLanguage")
    return tuple([tag for tag in dict.fromkeys(found) if not tag.lower().startswith("und")])


def language_note(work: Work) -> str:
    """Return what has to be said where the language given is only that of a translation."""
    if "workTranslation" not in work.tree or own_languages(work) or not languages(work):
        return ""
    return "The language given is that of the published translation; the language of the original is not stated."


def identifiers(work: Work) -> tuple[str, ...]:
    """Return the identifiers its source has for it."""
    own = (*values(work.tree, "identifier"), *values(work.tree, "dcIdentifier"))
    return tuple([each for each in dict.fromkeys(own) if each != work.iri])


def shelfmarks(work: Work) -> tuple[str, ...]:
    """Return where it lies in its archive, as it is cited or in so many words."""
    return values(work.tree, "bibliographicCitation") or values(work.tree, "itemLocation")


def printed_in(work: Work) -> tuple[str, ...]:
    """Return where its texts were printed or taken from."""
    return tuple(dict.fromkeys([line for each in work.texts for line in values(each, "bibliographicCitation")]))


def wholes(work: Work) -> tuple[Node, ...]:
    """Return what the document is part of, and the collections its texts belong to."""
    return _nodes_of_all(work, "isPartOf")


def cited(work: Work) -> tuple[Node, ...]:
    """Return what it cites or answers."""
    return _distinct(work.tree, "isReplyTo", "citation")


def reference(node: Node, document: str) -> str:
    """Return how to refer to a related thing: by its address where it has one of its own, else by its name."""
    iri = str(node["id"])
    return label(node) if iri.startswith(f"{document}#") or not is_web_iri(iri) else iri


def publishers(work: Work) -> tuple[Node, ...]:
    """Return who published the document or its texts."""
    return _nodes_of_all(work, "publisher")


def holders(work: Work) -> tuple[Node, ...]:
    """Return the archives that hold it."""
    return nodes(work.tree, "holdingArchive")


def licences(work: Work) -> tuple[str, ...]:
    """Return the addresses of licences that are stated of the document or its texts: never that of the metadata."""
    return tuple(dict.fromkeys((*_of_all(work, "license"), *_of_all(work, "dcLicense"))))


def notices(work: Work) -> tuple[Said, ...]:
    """Return the rights notices that are stated, in full."""
    found = _nodes_of_all(work, "usageInfo") or _nodes_of_all(work, "rights")
    return tuple([(said(node, "text", "label") or ((label(node), ""),))[0] for node in found])


def notes(work: Work, date: Dating) -> tuple[str, ...]:
    """Return what a format has to say in words, so that its elements are not taken for more than they say."""
    return tuple(filter(None, (date.note, language_note(work))))


def _of_all(work: Work, key: str) -> list[str]:
    """Return the plain values under a key of the document and of its texts."""
    found = [*values(work.tree, key)]
    for each in work.texts:
        found += values(each, key)
    return found


def _nodes_of_all(work: Work, key: str) -> tuple[Node, ...]:
    """Return the nodes under a key of the document and of its texts, each thing once."""
    found = {str(each["id"]): each for each in nodes(work.tree, key)}
    for owner in work.texts:
        for each in nodes(owner, key):
            found.setdefault(str(each["id"]), each)
    return tuple(found.values())


def _distinct(tree: Node, *keys: str) -> tuple[Node, ...]:
    """Return the nodes under all keys, each thing once, with as much as any of them says of it."""
    found: dict[str, Node] = {}
    for key in keys:
        for each in nodes(tree, key):
            if len(each) > len(found.get(str(each["id"]), ())):
                found[str(each["id"])] = each
    return tuple(found.values())


def _said(found: object) -> list[Said]:
    if isinstance(found, Mapping):
        return [
            (str(each), "" if tag == "@none" or tag.startswith("und") else str(tag))
            for tag in sorted(found) for each in _listed(found[tag])
        ]
    return [(str(each), "") for each in _listed(found)]


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
