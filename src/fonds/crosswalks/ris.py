"""RIS (floor 5): tagged lines, as reference managers exchange them (Research Information Systems, format of 2011).

A tag is two characters, two spaces, a hyphen, a space; lines end in CRLF, and a text with line ends would make tags of its
own, so it stands on one line. Dates are ``YYYY/MM/DD/`` only where they are exact.
"""

from collections.abc import Iterator

from fonds.crosswalks import describing as told
from fonds.crosswalks.crosswalk import SiteFacts
from fonds.crosswalks.csl import note_of, plain
from fonds.crosswalks.dating import dating
from fonds.crosswalks.describing import Work
from fonds.crosswalks.nodes import Node, label, values
from fonds.crosswalks.parties import contributors, creators, parties

TYPES = {
    "Message": "PCOMM", "Report": "RPRT", "Legislation": "LEGAL", "Map": "MAP", "Photograph": "ART", "Book": "BOOK",
    "Newspaper": "NEWS",
}
"""Type of schema.org → type of reference; the rest is a manuscript in an archive, and otherwise generic."""


def render_ris(tree: Node, site: SiteFacts) -> bytes:
    """Return the reference."""
    lines = (f"{tag}  - {plain(words)}\r\n" for tag, words in _tags(tree) if words or tag == "ER")
    return "".join(lines).encode("utf-8", "replace")


def _tags(tree: Node) -> Iterator[tuple[str, str]]:
    work, date = told.work_of(tree), dating(tree)
    found = parties(work)
    others = contributors(found)
    yield "TY", _type(work)
    yield "TI", told.titles(work)[0][0]
    yield from (("AU", party.name) for party in creators(found))
    yield from (("ED", party.name) for party in others if party.role == "editor" and not party.doubt)
    yield "PY", date.year
    yield "DA", "/".join((*date.exact.split("-"), "", "", "")[:4]) if date.exact else ""
    yield "AB", next((words for words, _ in told.abstracts(work)), "")
    yield "M3", told.genre(work)
    yield "PB", next((label(each) for each in told.publishers(work)), "")
    yield "LA", next(iter(told.languages(work)), "")
    yield "DB", next((label(each) for each in told.holders(work)), "")
    yield "AV", next(iter(told.shelfmarks(work)), "")
    yield from (("KW", label(each)) for each in told.subjects(work))
    yield from (("N1", party.words) for party in others if party.role in ("addressee", "translator") and not party.doubt)
    yield "N1", note_of(work, others)
    yield "N1", date.note
    yield "UR", work.iri
    yield "ID", work.iri.rpartition("/")[2]
    yield "ER", ""


def _type(work: Work) -> str:
    known = next((TYPES[each] for each in values(work.tree, "type") if each in TYPES), "")
    return known or ("MANSCPT" if told.holders(work) else "GEN")
