"""Names of MODS (floor 3): ``name`` with its parts, roles and identifiers."""

from collections.abc import Iterator
from typing import Any

from fonds.sources.description.flattening import local_name, words_of
from fonds.sources.description.identifiers import identity_iri, web_address
from fonds.sources.description.roles import role_of

KINDS: dict[str, str] = {"personal": "person", "corporate": "organization", "conference": "organization"}
"""``@type`` of a name → what kind of name it is; a family is of no kind of ours."""


def children(element: Any, *names: str) -> list[Any]:
    """Return the children of these local names."""
    return [child for child in element if local_name(child) in names]


def name_words(name: Any) -> tuple[str, str]:
    """Return a name's words, and what stands beside it (dates, terms of address) in the record.

    Parts that say what they are are put in natural order, for there nobody wrote any; else the words are as written.
    """
    parts: dict[str, list[str]] = {}
    for part in children(name, "namePart"):
        parts.setdefault(part.get("type") or "", []).append(words_of(part))
    beside = " ".join((*parts.get("termsOfAddress", ()), *parts.get("date", ())))
    for words in (" ".join(parts.get("", ())), " ".join((*parts.get("given", ()), *parts.get("family", ())))):
        if words.strip():
            return words, beside
    return next((words_of(form) for form in children(name, "displayForm")), ""), beside


def name_iris(element: Any) -> list[str]:
    """Return the IRIs that an element's ``valueURI``, its authority's number or a ``nameIdentifier`` give it."""
    found = [identity_iri(element.get("authority"), element.get("valueURI"))]
    found += [identity_iri(each.get("type"), words_of(each)) for each in children(element, "nameIdentifier")]
    found.append(web_address(element.get("{http://www.w3.org/1999/xlink}href")))
    return list(dict.fromkeys(iri for iri in found if iri))


def role_words(name: Any) -> list[str]:
    """Return the words of a name's roles, codes and terms, as they stand."""
    return list(dict.fromkeys(words_of(term) for role in children(name, "role") for term in children(role, "roleTerm")))


def roles_of(name: Any) -> Iterator[str]:
    """Yield the roles of ours that a name's roles are, each once."""
    found = {}
    for role in children(name, "role"):
        for term in children(role, "roleTerm"):
            if code := role_of(term.get("valueURI")) or role_of(words_of(term)):
                found[code] = True
                break
    yield from found
