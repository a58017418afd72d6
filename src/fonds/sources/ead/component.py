"""A component (floor 3): the description of one document in a finding aid.

What a higher unit says of itself is not said of the document again, but for the archive, and the conditions of access
and use, which hold for all of a unit (ISAD(G), 2.4).
"""

from typing import Any

from fonds.record.evidence import Found, stated
from fonds.record.names import Phrase
from fonds.sources.description.description import Description
from fonds.sources.description.flattening import flatten, local_name, paragraphs, words_of
from fonds.sources.description.languages import tag_of_code, tags_of_words
from fonds.sources.description.records import supply_title
from fonds.sources.ead.dates import read_dates
from fonds.sources.ead.elements import XLINK, ancestors, children, did_of, first_words, within
from fonds.sources.ead.names import read_access_points, read_origination, read_title_names
from fonds.sources.ead.units import read_units

CONDITIONS = ("accessrestrict", "userestrict", "legalstatus")


def describe(component: Any, key: str, *, single: bool) -> Description:
    """Write out a component; ``single`` says whether it is one document for sure."""
    description = Description(key, component.sourceline, single=single)
    did = did_of(component)
    if did is not None:
        _title(did, description)
        read_dates(did, description)
        read_origination(did, description)
        _identifiers(did, description)
        _physical(did, description)
        for material in children(did, "langmaterial"):
            _languages(material, description)
    if description.title is None:
        _supplied(component, description)
    description.title_language = description.title_language or _language_of_aid(component)
    read_units(component, description)
    read_access_points(component, description)
    _summary(component, did, description)
    _conditions(component, description)
    for element in (component, did):
        for dao in within(element, "dao", "daoloc") if element is not None else ():
            description.add_address(dao.get("href") or dao.get(XLINK))
    return description


def _title(did: Any, description: Description) -> None:
    titles = [each for each in children(did, "unittitle") if words_of(each)]
    for title in titles:
        first = description.title is None
        found = description.add_title(flatten(title)[0], "title" if first else "also called")
        if first and found:
            code = title.get("lang") or title.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
            description.title_language = tag_of_code(code)
            read_title_names(title, found.span.start, description)


def _supplied(component: Any, description: Description) -> None:
    """Supply a title for a document that has none: its unit's title and its date."""
    for unit in reversed(ancestors(component)):
        if words := first_words(did_of(unit), "unittitle"):
            above = description.text.line("in", words)
            parts = [above, *(Phrase("", dated.date.span) for dated in description.dates[:1])]
            dates = [dated.date.span.of(description.text.text).partition(" — ")[0] for dated in description.dates[:1]]
            number = first_words(did_of(component), "unitid")
            if dates or number:
                description.supplied = supply_title(", ".join((above.text, *(dates or [number]))), *parts)
            return


def _language_of_aid(component: Any) -> str:
    """Return the language the finding aid is written in, where it states a single one."""
    aid = next((each for each in component.iterancestors() if local_name(each) == "ead"), None)
    heads = children(aid, "eadheader", "control") if aid is not None else []
    notes = [note for head in heads for note in within(head, "langusage", "languagedeclaration")]
    tags = {tag_of_code(each.get("langcode") or "") for note in notes for each in within(note, "language")}
    tags = tags or {tag for note in notes for tag in tags_of_words(words_of(note))}
    return tags.pop() if len(tags) == 1 else ""


def _identifiers(did: Any, description: Description) -> None:
    for unitid in children(did, "unitid"):
        description.add_identifier(unitid.get("label") or "unitid", words_of(unitid))


def _physical(did: Any, description: Description) -> None:
    for physical in within(did, "physdesc", "physdescstructured"):
        extents = [words_of(each) for each in within(physical, "extent") if words_of(each)]
        kinds = [each for each in within(physical, "genreform") if words_of(each)]
        words = "; ".join(extents) or ("" if kinds else words_of(physical))
        if (found := description.add_line("extent", words)) and description.extent is None:
            description.extent = Found(found.text, stated("extent", found.span))
        for kind in kinds:
            description.add_genre("genre", words_of(kind))


def _languages(material: Any, description: Description) -> None:
    """Write the languages: by their codes where there are any, else by the words of the whole note."""
    elements = list(within(material, "language"))
    for element in elements:
        description.add_language(element.get("langcode"), words_of(element))
    if not elements:
        description.add_language(material.get("langcode"), words_of(material))


def _summary(component: Any, did: Any, description: Description) -> None:
    for holder, name in ((component, "scopecontent"), (did, "abstract")):
        found = [words for each in children(holder, name) for words in paragraphs(each)] if holder is not None else []
        if found and description.summary is None:
            description.summary = description.add_text("summary", found, name)
        else:
            description.add_text("abstract", found, name)


def _conditions(component: Any, description: Description) -> None:
    """Write the conditions of the nearest unit that states any of a kind, the document's own first."""
    said: list[str] = []
    for name in CONDITIONS:
        for unit in (component, *reversed(ancestors(component))):
            if found := [words for each in children(unit, name) for words in paragraphs(each)]:
                said.extend(found)
                break
    description.add_notice("conditions", said)
