"""BibTeX (floor 5): one ``@misc`` entry, in UTF-8 (biber, and every reference manager).

``@misc`` demands nothing, so nothing has to be invented for it. Braces in a text are written as commands, for BibTeX counts
braces even behind a backslash; names stand in braces of their own and are never taken apart. ``year`` and ``month`` are
given only as far as they are certain; ``date`` (biblatex) is EDTF and says all.
"""

from collections.abc import Iterator

from fonds.crosswalks import describing as told
from fonds.crosswalks.crosswalk import SiteFacts
from fonds.crosswalks.csl import note_of, plain
from fonds.crosswalks.dating import dating
from fonds.crosswalks.nodes import Node, label
from fonds.crosswalks.parties import Party, contributors, creators, parties

_WRITTEN = str.maketrans({
    "\\": "\\textbackslash{}", "{": "\\textbraceleft{}", "}": "\\textbraceright{}", "%": "\\%", "&": "\\&", "#": "\\#",
    "$": "\\$", "_": "\\_", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}",
})
_DATED = str.maketrans({each: written for each, written in _WRITTEN.items() if chr(each) not in "~%"})
"""The two signs of EDTF stay: biber reads a date as it stands, and no date is typeset as text."""
_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20", '"': "%22"})
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def render_bibtex(tree: Node, site: SiteFacts) -> bytes:
    """Return the entry."""
    key = "".join(each for each in str(tree["id"]).rpartition("/")[2] if each.isascii() and (each.isalnum() or each in "-_"))
    fields = ",\n".join(f"  {name} = {value}" for name, value in _fields(tree))
    return f"@misc{{{key or 'document'},\n{fields}\n}}\n".encode("utf-8", "replace")


def _fields(tree: Node) -> Iterator[tuple[str, str]]:
    work, date = told.work_of(tree), dating(tree)
    found = parties(work)
    others = contributors(found)
    yield "title", f"{{{_escaped(told.titles(work)[0][0], '{}')}}}"
    yield from _names("author", creators(found))
    for name, role in (("editor", "editor"), ("translator", "translator")):
        yield from _names(name, tuple(each for each in others if each.role == role and not each.doubt))
    if date.edtf:
        yield "date", f"{{{plain(date.edtf).translate(_DATED)}}}"
    if date.year:
        yield "year", f"{{{date.year}}}"
    if month := (date.exact or date.certain)[5:7]:
        yield "month", _MONTHS[int(month) - 1] if month.isdigit() and 1 <= int(month) <= 12 else f"{{{month}}}"
    said = (
        ("howpublished", told.genre(work)), ("publisher", _first(told.publishers(work))),
        ("institution", _first(told.holders(work))), ("abstract", next((words for words, _ in told.abstracts(work)), "")),
        ("language", next(iter(told.languages(work)), "")),
        ("note", ". ".join(filter(None, (*told.shelfmarks(work)[:1], _parts(others), note_of(work, others))))),
    )
    yield from ((name, f"{{{_escaped(words)}}}") for name, words in said if words)
    yield "url", f"{{{plain(work.iri).translate(_ADDRESS)}}}"


def _first(found: tuple[Node, ...]) -> str:
    return next((label(each) for each in found), "")


def _names(field: str, found: tuple[Party, ...]) -> Iterator[tuple[str, str]]:
    if found:
        yield field, "{" + " and ".join(f"{{{_escaped(party.name)}}}" for party in found) + "}"


def _parts(others: tuple[Party, ...]) -> str:
    """Return the addressees, for whom BibTeX has no field."""
    return "; ".join(party.words for party in others if party.role == "addressee" and not party.doubt)


def _escaped(text: str, around: str = "") -> str:
    written = plain(text).translate(_WRITTEN)
    return f"{around[:1]}{written}{around[1:]}"
