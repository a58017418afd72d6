"""What is said of a document besides who and when (floor 5): the questions that all bibliographic formats ask of a tree.

Texts come with their BCP 47 tag, empty where it is not known. Nothing is added: no rights where none are stated, no
language of the original because its translation has one, no subject because something is mentioned.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from fonds.crosswalks.dating import Dating
from fonds.crosswalks.markup import is_web_iri
from fonds.crosswalks.nodes import Node, label, nodes, text, values
from fonds.crosswalks.parties import TEXTS
from fonds.rdf.vocabulary import find_term

Said = tuple[str, str]
"""Words and their language."""

IMAGES = frozenset({"Photograph", "Map"})
"""Types of schema.org that are a still image to Dublin Core (DCMI Type Vocabulary)."""
RESERVED = ("reserved", "©")


def said(node: Node, *keys: str) -> tuple[Said, ...]:
    """Return all texts under the first of the keys that has any, each with its language.

    >>> said({"title": {"en": "Letter", "und-latn": "Pismo"}}, "title", "name")
    (('Letter', 'en'), ('Pismo', ''))
    """
    for key in keys:
        found = node.get(key)
        if isinstance(found, str):
            return ((found, ""),)
        if found:
            return tuple(_said(found))
    return ()


def titles(tree: Node) -> tuple[Said, ...]:
    """Return the titles; there is always one."""
    return said(tree, "title", "name") or ((label(tree), ""),)


def abstracts(tree: Node) -> tuple[Said, ...]:
    """Return summaries and descriptions."""
    return tuple(dict.fromkeys((
        *said(tree, "abstract", "dcAbstract"), *said(tree, "description", "dcDescription"),
    )))


def subjects(tree: Node) -> tuple[Node, ...]:
    """Return what the document is about; what it only mentions is no subject."""
    return _distinct(tree, "about", "subject")


def keywords(tree: Node) -> tuple[Said, ...]:
    """Return its keywords."""
    return said(tree, "keywords")


def places(tree: Node) -> tuple[Node, ...]:
    """Return the places it is about."""
    return _distinct(tree, "contentLocation", "spatial")


def text_nodes(tree: Node) -> tuple[Node, ...]:
    """Return the published texts."""
    return tuple(each for key in TEXTS for each in nodes(tree, key))


def genre(tree: Node) -> str:
    """Return the word for the kind of document, empty where none is stated."""
    found = values(tree, "genre") or values(tree, "documentType")
    return genre_words(found[0]) if found else ""


@lru_cache(maxsize=512)
def genre_words(iri: str) -> str:
    """Return the word for a genre; of a genre that is not ours, the last part of its address."""
    term = find_term(iri)
    return term.label if term else iri.rstrip("/").rpartition("/")[2].rpartition("#")[2]


def dcmi_type(tree: Node) -> str:
    """Return the term of the DCMI Type Vocabulary; empty where nothing says what kind of thing it is."""
    types = frozenset(values(tree, "type"))
    if types & IMAGES:
        return "StillImage"
    if "Collection" in types:
        return "Collection"
    return "Text" if tree.get("genre") or text_nodes(tree) else ""


def languages(tree: Node) -> tuple[str, ...]:
    """Return the language of the document where it is stated, then those of its published texts."""
    found = (tag for each in (tree, *text_nodes(tree)) for tag in values(each, "inLanguage"))
    return tuple(dict.fromkeys(tag for tag in found if tag and not tag.lower().startswith("und")))


def language_note(tree: Node) -> str:
    """Return what has to be said where the language given is only that of a translation."""
    translations = nodes(tree, "workTranslation")
    if not translations or values(tree, "inLanguage") or nodes(tree, "workExample") or not languages(tree):
        return ""
    return "The language given is that of the published translation; the language of the original is not stated."


def identifiers(tree: Node) -> tuple[str, ...]:
    """Return the identifiers its source has for it, and the shelf mark it has in its archive."""
    own = (*values(tree, "identifier"), *values(tree, "dcIdentifier"), *shelfmarks(tree))
    return tuple(dict.fromkeys(each for each in own if each != tree["id"]))


def shelfmarks(tree: Node) -> tuple[str, ...]:
    """Return where it lies in its archive, as it is cited or in so many words."""
    return values(tree, "bibliographicCitation") or values(tree, "itemLocation")


def printed_in(tree: Node) -> tuple[str, ...]:
    """Return where its texts were printed or taken from."""
    found = (line for each in text_nodes(tree) for line in values(each, "bibliographicCitation"))
    return tuple(dict.fromkeys(found))


def wholes(tree: Node) -> tuple[Node, ...]:
    """Return what the document is part of, and the collections its texts belong to."""
    found = (*nodes(tree, "isPartOf"), *(whole for each in text_nodes(tree) for whole in nodes(each, "isPartOf")))
    return tuple({str(each["id"]): each for each in found}.values())


def cited(tree: Node) -> tuple[Node, ...]:
    """Return what it cites or answers."""
    return _distinct(tree, "isReplyTo", "citation")


def reference(node: Node, document: str) -> str:
    """Return how to refer to a related thing: by its address where it has one of its own, else by its name."""
    iri = str(node["id"])
    return iri if is_web_iri(iri) and not iri.startswith(f"{document}#") else label(node)


def publishers(tree: Node) -> tuple[Node, ...]:
    """Return who published the document or its texts."""
    found = (*nodes(tree, "publisher"), *(who for each in text_nodes(tree) for who in nodes(each, "publisher")))
    return tuple({str(each["id"]): each for each in found}.values())


def holders(tree: Node) -> tuple[Node, ...]:
    """Return the archives that hold it."""
    return nodes(tree, "holdingArchive")


def licences(tree: Node) -> tuple[str, ...]:
    """Return the addresses of licences that are stated of the document or its texts: never that of the metadata."""
    found = (iri for each in (tree, *text_nodes(tree)) for key in ("license", "dcLicense") for iri in values(each, key))
    return tuple(dict.fromkeys(found))


def notices(tree: Node) -> tuple[Said, ...]:
    """Return the rights notices that are stated, in full."""
    found: dict[str, Node] = {}
    for each in (tree, *text_nodes(tree)):
        found |= {str(node["id"]): node for node in nodes(each, "usageInfo") or nodes(each, "rights")}
    return tuple(said(node, "text", "label")[0] if said(node, "text", "label") else (label(node), "")
                 for node in found.values())


def notes(tree: Node, date: Dating) -> tuple[str, ...]:
    """Return what a format has to say in words, so that its elements are not taken for more than they say."""
    return tuple(filter(None, (date.note, language_note(tree))))


def summary(tree: Node) -> str:
    """Return the summary, in English where there are several."""
    return text(tree, "abstract", "dcAbstract", "description", "dcDescription")


def _distinct(tree: Node, *keys: str) -> tuple[Node, ...]:
    """Return the nodes under all keys, each thing once, with as much as any of them says of it."""
    found: dict[str, Node] = {}
    for each in (each for key in keys for each in nodes(tree, key)):
        if len(each) > len(found.get(str(each["id"]), {})):
            found[str(each["id"])] = each
    return tuple(found.values())


def _said(found: object) -> Iterator[Said]:
    if isinstance(found, dict):
        for tag in sorted(found):
            known = "" if tag == "@none" or tag.startswith("und") else tag
            yield from ((str(each), known) for each in _listed(found[tag]))
    elif isinstance(found, Iterable):
        yield from ((str(each), "") for each in found)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
