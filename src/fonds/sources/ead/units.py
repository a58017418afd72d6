"""Archival units (floor 3): the chain from the archive down to the place a document lies in (ISAD(G), 2.2).

The archive is the nearest ``repository``. Each unit above the document is a level: its own word for it, its number, or
its title where it has none. Boxes and folders are those of the document, or of the nearest unit that names any.
"""

from dataclasses import dataclass, field
from typing import Any

from fonds.record.evidence import Found, Span, stated
from fonds.record.names import Name, Phrase
from fonds.record.references import ArchivalReference, ArchivalUnit
from fonds.sources.description.description import Description
from fonds.sources.description.flattening import words_of
from fonds.sources.ead.elements import ancestors, children, did_of, first_words, level_of
from fonds.sources.ead.names import iris_of
from fonds.sources.rendering import TextBuilder

UNNAMED = "component"
"""The label of a unit that states no level: what EAD itself calls it."""


def read_units(component: Any, description: Description) -> None:
    """Write the reference of a document: with an archive it is one of archival units, else a line kept as it is."""
    text = description.text
    above = ancestors(component)
    archive = next((each for each in (component, *reversed(above)) if _repository(each) is not None), None)
    chain = _Chain(text)
    text.add("reference: ")
    start = text.length
    name = _archive(_repository(archive), chain) if archive is not None else None
    for unit in above:
        _unit(unit, chain)
    for container in _containers((component, *reversed(above))):
        chain.add(_label_of(container), words_of(container))
    number = first_words(did_of(component), "unitid")
    if number:
        chain.begin()
        text.add(number)
    whole = Phrase(text.text[start:], Span(start, text.length))
    text.add("\n")
    if not whole.text:
        return
    if name and chain.units:
        description.archival = ArchivalReference(name, tuple(chain.units), whole)
    else:
        description.source_line = Found(whole.text, stated("source-line", whole.span))


@dataclass(slots=True)
class _Chain:
    """Units written one after another, with commas between."""

    text: TextBuilder
    units: list[ArchivalUnit] = field(default_factory=list)
    begun: bool = False

    def begin(self) -> int:
        """Write what stands before the next unit; return where that begins."""
        self.text.add(", " if self.begun else "")
        self.begun = True
        return self.text.length

    def add(self, label: str, number: str, title: str = "") -> None:
        """Write a unit; one without number and title is none."""
        if not number and not title:
            return
        start = self.begin()
        words = f"{label} {number or title}" + (f" ({title})" if number and title else "")
        self.text.add(words)
        self.units.append(ArchivalUnit(label, number or title, Phrase(words, Span(start, start + len(words)))))


def _repository(unit: Any) -> Any:
    did = did_of(unit)
    found = children(did, "repository") if did is not None else []
    return next((each for each in found if words_of(each)), None)


def _archive(repository: Any, chain: _Chain) -> Name:
    """Write the archive: the name in the element, or its words without the address."""
    named = next(iter(children(repository, "corpname", "name", "persname", "famname")), None)
    words = words_of(named) if named is not None else ""
    if not words:
        address = " ".join(words_of(each) for each in children(repository, "address"))
        words = words_of(repository)
        words = words.removesuffix(address).strip(" ,") or words
    start = chain.begin()
    phrase = Phrase(words, Span(start, start + len(words)))
    chain.text.add(words)
    same: list[Phrase] = []
    for iri in iris_of(named) if named is not None else ():
        chain.text.add(" <")
        same.append(chain.text.add(iri))
        chain.text.add(">")
    return Name(phrase, kind="archive", same_as=tuple(same))


def _unit(unit: Any, chain: _Chain) -> None:
    did = did_of(unit)
    if did is not None:
        chain.add(level_of(unit) or UNNAMED, first_words(did, "unitid"), first_words(did, "unittitle"))


def _containers(units: tuple[Any, ...]) -> list[Any]:
    """Return the containers of the lowest of these units that has any."""
    for unit in units:
        did = did_of(unit)
        found = [each for each in children(did, "container") if words_of(each)] if did is not None else []
        if found:
            return found
    return []


def _label_of(container: Any) -> str:
    """Return a container's own word for what it is: ``type`` (EAD 2002), ``localtype`` (EAD3) or ``label``."""
    words = (container.get(name) for name in ("type", "localtype", "label"))
    return next((word.strip().lower() for word in words if word and word.strip()), "container")
