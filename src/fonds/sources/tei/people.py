"""Lists of persons and terms (floor 3): who a name's ``@corresp`` points at, by the volume's own lists.

A person is ``person/persName`` of a listPerson or the ``persName`` of an item; a term is the ``term`` of an item. The
words behind it describe it. A list writes the surname first; names are turned round, the list's own form is kept
beside them (TEI P5, 14.3.2; the volumes of *Foreign Relations of the United States*).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from fonds.record.names import Phrase
from fonds.sources.grammar.lexicon import COURTESY
from fonds.sources.grammar.names import CONNECTORS, MOST_WORDS, bare_word, is_office, kind_of
from fonds.sources.rendering import one_line
from fonds.sources.tei.flow import Flow
from fonds.sources.tei.named import TEI, iris_of, is_iri, local_name, text_of

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
LISTS = (f"{TEI}list", f"{TEI}listPerson", f"{TEI}listOrg")
LONGEST_DESCRIPTION = 400
RANKS = frozenset(
    """adm air brig capt captain cdr cmdr col corporal cpt gen hon honorable honourable lieut lt maj major rear reverend
    rev sergeant sgt the vice""".split()
)
"""Ranks and styles before a name, shortened; whole ones are offices of the lexicon."""
_SUFFIX = re.compile(r"(?:[JS]r\.?|I{2,3}|IV)")
_BRACKET = re.compile(r"\s*[(\[].*")
_JOINING = frozenset({*CONNECTORS, "and", "by", "de", "from"})
_LEAD = re.compile(r"[\s,;:.–—-]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: the name as the list writes it, the same turned round, its description, the IRIs it gives."""

    listed: str
    name: str
    description: str
    kind: str
    iris: tuple[str, ...] = ()


class People:
    """The entries of a file's lists by their identifiers."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}

    def read_list(self, element: Any) -> None:
        """Take the entries of a list; one within another list is taken with that."""
        if next(element.iterancestors(*LISTS), None) is not None:
            return
        for child in element.iter(f"{TEI}item", f"{TEI}person", f"{TEI}org"):
            for id_, entry in _entries(child):
                self._entries.setdefault(id_, entry)

    def find(self, pointers: str | None) -> Entry | None:
        """Return the entry that a ``@corresp``, ``@ref``, ``@key`` or ``@target`` points at (``#p_AB1``)."""
        for pointer in (pointers or "").split():
            entry = self._entries.get(pointer.rpartition("#")[2])
            if entry:
                return entry
        return None


@dataclass(frozen=True, slots=True)
class Identified:
    """Who a marked name is, as it was written out: the fuller name and the IRIs in the record's text.

    ``said`` is all that the list says: the name in its own form, and the description.
    """

    full: Phrase | None
    said: str = ""
    surname: str = ""
    kind: str = ""
    same_as: tuple[Phrase, ...] = ()


def write_entry(flow: Flow, entry: Entry) -> Identified:
    """Write an entry as a line; the Phrases of its name and of its IRIs come back."""
    full = flow.line("", entry.name)
    if entry.listed != entry.name:
        flow.phrase(f" ({entry.listed})")
    if entry.description:
        flow.phrase(f", {entry.description}")
    said = f"{entry.name} {entry.listed} {entry.description}"
    return Identified(full, said, entry.listed.partition(",")[0], entry.kind, _write_iris(flow, entry.iris))


def write_iris(flow: Flow, words: str, iris: Iterable[str]) -> Identified:
    """Write a name with the IRIs its own element gives it; the Phrases of the IRIs come back."""
    flow.line("", words)
    return Identified(None, same_as=_write_iris(flow, iris))


def _write_iris(flow: Flow, iris: Iterable[str]) -> tuple[Phrase, ...]:
    same_as = []
    for iri in iris:
        flow.phrase(" <")
        same_as.append(flow.phrase(iri))
        flow.phrase(">")
    return tuple(same_as)


def natural_order(listed: str) -> str:
    """Return a name of a list as it is spoken: surname last, rank and what stands in brackets left out.

    >>> natural_order("Acheson, Dean G."), natural_order("Lodge, Henry Cabot, Jr."), natural_order("Chou En-lai")
    ('Dean G. Acheson', 'Henry Cabot Lodge, Jr.', 'Chou En-lai')
    >>> natural_order("Adams, General Paul D."), natural_order("Wisner, Frank G. (pseudonym)")
    ('Paul D. Adams', 'Frank G. Wisner')
    """
    parts = [part.strip() for part in _BRACKET.sub("", one_line(listed)).strip(" ,;:").split(",")]
    suffixes = [part for part in parts[1:] if _SUFFIX.fullmatch(part)]
    others = [part for part in parts[1:] if part and part not in suffixes]
    given = others[0].split() if others else []
    while len(given) > 1 and is_rank(given[0]):
        given = given[1:]
    if given and all(is_rank(word) for word in given):
        given = []
    return ", ".join([" ".join([*given, parts[0]]), *suffixes])


@lru_cache(MOST_WORDS)
def is_rank(word: str) -> bool:
    """Whether a word before a name is a rank, a style or a form of address.

    >>> is_rank("Gen."), is_rank("Colonel"), is_rank("Robert")
    (True, True, False)
    """
    bare = bare_word(word)
    return bare in RANKS or bare in COURTESY or is_office(bare)


def _entries(element: Any) -> Iterator[tuple[str, Entry]]:
    """Yield the entry of an item, a person or an org, under each identifier it has."""
    own = element.get(XML_ID)
    tag = local_name(element)
    inner = f"{TEI}orgName" if tag == "org" else f"{TEI}persName"
    for name in element.iter(inner, f"{TEI}term"):
        id_ = name.get(XML_ID) or own
        words = text_of(name)
        listed = words.strip(" ,;:")
        if not id_ or not listed or next(name.iterancestors(element.tag), None) is not element:
            continue
        said = text_of(element).partition(words)[2] if tag == "item" else ""
        description = _LEAD.sub("", said[:LONGEST_DESCRIPTION], count=1) if _LEAD.match(said) else said
        yield id_, _entry(local_name(name), name, element, listed, description[:LONGEST_DESCRIPTION].strip())
        return


def _entry(tag: str, name: Any, element: Any, listed: str, description: str) -> Entry:
    iris = tuple(dict.fromkeys([*iris_of(name), *iris_of(element), *_idno(element)]))
    if tag == "term":
        words = one_line(_BRACKET.sub("", re.split(r"[,;]", description)[0]))
        return Entry(listed, words, "", _term_kind(description), iris)
    if tag == "orgName":
        return Entry(listed, listed, description, "organization", iris)
    structured = [text_of(part) for kind in ("forename", "nameLink", "surname") for part in name.iter(f"{TEI}{kind}")]
    return Entry(listed, " ".join(filter(None, structured)) or natural_order(listed), description, "person", iris)


def _term_kind(description: str) -> str:
    """Return what a term stands for: a body by its form, else nothing that is a name."""
    words = _BRACKET.sub("", re.split(r"[,;]", description)[0]).strip()
    named = all(word[:1].isupper() or word in _JOINING for word in words.split())
    return "organization" if named and kind_of(words) == "organization" else ""


def _idno(element: Any) -> list[str]:
    found = (text_of(idno) for idno in element.iter(f"{TEI}idno"))
    return [iri for iri in found if is_iri(iri)]
