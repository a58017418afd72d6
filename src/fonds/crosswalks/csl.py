"""CSL-JSON (floor 5): citations for reference managers and citation processors.

Types and variables follow the CSL 1.0.2 specification and its JSON schema. Names are literals, for nobody here knows which
part is the surname. Only an author is an ``author``; a sender who is not stated as author is a ``contributor``, and the
note says what the part was.
"""

import json
import re
from typing import Any

from fonds.crosswalks import describing as told
from fonds.crosswalks.crosswalk import SiteFacts
from fonds.crosswalks.dating import Dating, dating
from fonds.crosswalks.describing import Work
from fonds.crosswalks.markup import shown
from fonds.crosswalks.nodes import Node, label, values
from fonds.crosswalks.parties import Party, contributors, creators, parties

TYPES = {
    "Message": "personal_communication", "Report": "report", "Legislation": "legislation", "Map": "map",
    "Photograph": "graphic", "Book": "book", "Newspaper": "article-newspaper", "Article": "article",
}
"""Type of schema.org → type of CSL; the rest is a manuscript in an archive, and otherwise a document."""
_ROLES = {"addressee": "recipient", "translator": "translator", "editor": "editor"}
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def render_csl(tree: Node, site: SiteFacts) -> bytes:
    """Return the citation, a list of one item, as CSL-JSON is exchanged."""
    return json.dumps([csl_item(tree)], ensure_ascii=False, indent=1).encode("utf-8", "replace")


def csl_item(tree: Node) -> dict[str, Any]:
    """Return the citation of a document."""
    work = told.work_of(tree)
    found = parties(work)
    item: dict[str, Any] = {"id": work.iri, "type": csl_type(work), "title": plain(told.titles(work)[0][0])}
    if authors := creators(found):
        item["author"] = [_name(party) for party in authors]
    others = contributors(found)
    for party in others:
        sure = "" if party.doubt else _ROLES.get(party.role, "")
        item.setdefault(sure or "contributor", []).append(_name(party))
    if issued := csl_date(dating(tree)):
        item["issued"] = issued
    item |= _particulars(work)
    if note := note_of(work, others):
        item["note"] = note
    return item


def csl_type(work: Work) -> str:
    """Return the type of a document."""
    types = values(work.tree, "type")
    known = next((TYPES[each] for each in types if each in TYPES), "")
    return known or ("manuscript" if told.holders(work) else "document")


def csl_date(date: Dating) -> dict[str, Any]:
    """Return a date as CSL has it; one that its parts cannot say is given in EDTF, as a literal.

    >>> csl_date(Dating("1989-09", exact="1989-09"))
    {'date-parts': [[1989, 9]]}
    """
    if date.exact:
        return {"date-parts": [_parts(date.exact)]}
    if date.doubtful and date.bounds[0] == date.bounds[1] and date.bounds[0]:
        return {"date-parts": [_parts(date.bounds[0])], "circa": True}
    if all(date.span) and not date.doubtful:
        return {"date-parts": [_parts(day) for day in date.span]}
    return {"literal": date.edtf} if date.edtf else {}


def note_of(work: Work, others: tuple[Party, ...]) -> str:
    """Return what the fields of a citation cannot say: who else had which part, and where the text was printed."""
    said = [plain(party.words) for party in others if party.doubt or party.role not in _ROLES]
    lines = ["; ".join(said)] if said else []
    return ". ".join(line for line in (*lines, *(plain(each).rstrip(".") for each in told.printed_in(work))) if line)


def plain(text: str) -> str:
    """Return text for one line: without control characters, every run of white space one space."""
    return shown(_CONTROL.sub(" ", text))


def _parts(date: str) -> list[int]:
    return [int(part) for part in date.split("-")]


def _name(party: Party) -> dict[str, str]:
    return {"literal": plain(party.name)}


def _particulars(work: Work) -> dict[str, str]:
    found = {
        "genre": told.genre(work),
        "number": next(iter(values(work.tree, "number")), ""),
        "abstract": next((words for words, _ in told.abstracts(work)), ""),
        "archive": next((label(each) for each in told.holders(work)), ""),
        "archive_location": next(iter(told.shelfmarks(work)), ""),
        "publisher": next((label(each) for each in told.publishers(work)), ""),
        "language": next(iter(told.languages(work)), ""),
        "URL": work.iri,
    }
    return {key: plain(words) for key, words in found.items() if words}
