"""Names of EAD (floor 3): persname, corpname and their like, their roles and identifiers.

EAD 2002 has ``role`` and ``authfilenumber``, EAD3 ``relator`` and ``identifier``; ``source`` names the authority file.
"""

from typing import Any

from fonds.record.evidence import Span
from fonds.record.names import Name, Phrase
from fonds.sources.description.description import Description
from fonds.sources.description.flattening import flatten, local_name, words_of
from fonds.sources.description.headings import name_end
from fonds.sources.description.identifiers import identity_iri
from fonds.sources.description.roles import CONTRIBUTOR, is_subject, role_of
from fonds.sources.ead.elements import NAMES, children, within

TITLED = frozenset(NAMES)


def iris_of(element: Any) -> list[str]:
    """Return the IRI that an element's number in an authority file is, where that is certain."""
    source = element.get("source")
    found = (identity_iri(source, element.get(name)) for name in ("authfilenumber", "identifier"))
    parts = (identity_iri(part.get("source") or source, part.get("identifier")) for part in children(element, "part"))
    return list(dict.fromkeys(iri for iri in (*found, *parts) if iri))


def stated_role(element: Any) -> str:
    """Return the role an element states, empty for none of ours."""
    return role_of(element.get("role")) or role_of(element.get("relator"))


def read_title_names(title: Any, at: int, description: Description) -> None:
    """Take the names marked in a title that was written at offset ``at``; what they are known by is written below it."""
    words, marks = flatten(title)
    taken = 0
    for mark in marks:
        if local_name(mark.element) not in TITLED or mark.start >= mark.end or mark.end <= taken:
            continue
        taken = mark.end
        kind = NAMES[local_name(mark.element)]
        end = mark.start + name_end(words[mark.start : mark.end]) if kind == "person" else mark.end
        phrase = Phrase(words[mark.start : end], Span(at + mark.start, at + end))
        same: list[Phrase] = []
        for iri in iris_of(mark.element):
            description.text.add(f"named: {phrase.text} <")
            same.append(description.text.add(iri))
            description.text.add(">\n")
        name = Name(phrase, kind=kind, same_as=tuple(same))
        description.title_names.append(name)
        if role := stated_role(mark.element):
            description.add_contribution(role, name, "title-name-role")


def read_origination(did: Any, description: Description) -> None:
    """Who made the document: the author, unless a role is stated that is another one."""
    for origination in children(did, "origination"):
        label = origination.get("label") or "origination"
        names = children(origination, "persname", "corpname", "famname", "name")
        for element in names or [origination]:
            said = element.get("role") or element.get("relator")
            role = stated_role(element) or role_of(origination.get("label"))
            role = role or (CONTRIBUTOR if said else "author")
            kind = NAMES.get(local_name(element), "")
            found = description.add_name(label, words_of(element), kind=kind, iris=iris_of(element))
            if found:
                description.add_line("role", said)
                description.add_contribution(found[1] or role, found[0], "origination")


def read_access_points(component: Any, description: Description) -> None:
    """Read ``controlaccess``: names and subjects it is about, kinds of documents; a stated role is a part in it."""
    for access in children(component, "controlaccess"):
        for element in within(access, *TITLED, "subject", "function", "occupation", "title", "genreform"):
            _access_point(element, local_name(element), description)


def _access_point(element: Any, name: str, description: Description) -> None:
    parts = [words_of(part) for part in children(element, "part")]
    words = " -- ".join(filter(None, parts)) if len(parts) > 1 and name not in NAMES else words_of(element)
    said = (element.get("role") or element.get("relator") or "").strip()
    if name == "genreform":
        description.add_genre("genre", words)
    elif name not in NAMES:
        description.add_subject("subject", words, "subject", iris_of(element))
    elif name == "geogname" or not said or is_subject(said):
        description.add_subject("subject", words, NAMES[name], iris_of(element))
    elif found := description.add_name(said, words, kind=NAMES[name], iris=iris_of(element)):
        description.add_contribution(stated_role(element) or CONTRIBUTOR, found[0], "access-point-role")
