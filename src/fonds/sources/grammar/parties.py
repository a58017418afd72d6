"""Lists of parties (floor 3): the words between "from" and "to" of a title → names with their offices.

Pieces are cut at commas, "and", semicolons; brackets stand apart. An office without a name belongs to the next name
that has an office too ("Foreign Minister and Envoy Y. V."), to the one in brackets ("the Secretary of State
(Rusk)"), or, after a comma, to the name before it; else it is a name itself ("the Secretary of State"). Words after
a comma that may be a place as well as a name are left out.
"""

import re
from dataclasses import dataclass, field, replace

from fonds.record.evidence import Span
from fonds.record.names import Name, Phrase
from fonds.sources.grammar.lexicon import DOMAINS, Lexicon
from fonds.sources.grammar.names import (
    CONNECTORS,
    bare_word,
    looks_personal,
    make_name,
    phrase,
    strip_article,
    strip_courtesy,
)
from fonds.sources.grammar.offices import Piece, parse_piece

_CUT = re.compile(
    r"\((?P<round>[^()]*)\)|\[(?P<square>[^\[\]]*)\]"
    r"|(?P<joint>,[ \t]*(?:and|&)\s|,(?!\s*[JS]r\b)|;|\s(?:and|&)\s)",
    re.IGNORECASE,
)
_QUOTE = re.compile(r"[,:]\s*[\"“«„]|:\s|\s[–—-]\s")
_QUANTIFIED = re.compile(r"(?:all|certain|various|several|selected|some|other)\s", re.IGNORECASE)
MOST_PIECES = 40


@dataclass(frozen=True, slots=True)
class Parties:
    """The names found; words in which office and name could not be told apart; words left out."""

    names: tuple[Name, ...] = ()
    unclear: tuple[Phrase, ...] = ()
    left_out: tuple[Phrase, ...] = ()
    told: bool = False
    """Whether each name has an office, a form of address, a body's form, or is in the authority lists."""


@dataclass(frozen=True, slots=True)
class _Item:
    """A piece, what joins it to the one before ("", ",", "and", ";"), and a name in brackets behind it."""

    joint: str
    span: Span
    piece: Piece
    article: bool
    alias: Phrase | None = None

    @property
    def opens(self) -> bool:
        """Whether it begins a party of its own, whatever stands before it."""
        form = self.piece.form
        if form == "named" or (form == "name" and self.piece.sure):
            return True
        return self.article and (form == "office" or (form in ("body", "group") and self.joint != ","))


@dataclass(slots=True)
class _Assembly:
    """Parties put together piece by piece. ``offices`` wait for a name; ``open_`` is where the waiting began."""

    page: str
    names: list[Name] = field(default_factory=list)
    unclear: list[Phrase] = field(default_factory=list)
    left_out: list[Phrase] = field(default_factory=list)
    offices: list[Phrase] = field(default_factory=list)
    apposed: bool = False
    articled: bool = False
    several: bool = False
    untold: list[Span] = field(default_factory=list)

    def flush(self) -> None:
        """Offices that found no name are names themselves."""
        self.names.extend(make_name(self.page, office.span) for office in self.offices)
        self.offices = []

    def add(self, name: Name) -> None:
        """Add a name after whatever was waiting."""
        self.flush()
        self.names.append(name)
        self.apposed = False

    def doubt(self, name: Name) -> None:
        """Add a name that nothing but its form shows to be one."""
        self.add(name)
        self.untold.append(name.phrase.span)


def parse_parties(page: str, span: Span, lexicon: Lexicon, *, several: bool = False) -> Parties:
    """Read the parties named in a span, with the offices that stand at them.

    "The President and Secretary of State Rusk" may be two people or one: two where there must be ``several`` (a
    conversation), else one name that is unclear.

    >>> page = "the President’s Special Assistant (Rostow) and Mr. Bundy of the White House Staff"
    >>> names = parse_parties(page, Span(0, len(page)), Lexicon()).names
    >>> [(name.phrase.text, [office.text for office in name.offices]) for name in names]
    [('Rostow', ['President’s Special Assistant']), ('Bundy', [])]
    """
    whole = phrase(page, span.start, span.end)
    if (stop := _QUOTE.search(page, whole.span.start, whole.span.end)) is not None:
        whole = phrase(page, whole.span.start, stop.start())
    bare = strip_article(page, whole.span)
    if not whole.text:
        return Parties()
    if lexicon.known(bare.of(page)):
        return Parties((make_name(page, bare),), told=True)
    items = _items(page, whole.span, lexicon)
    found = _Assembly(page, several=several)
    index = 0
    while index < len(items):
        index += _take(found, items, index)
    found.flush()
    told = bool(found.names) and not any(n.phrase.span in found.untold and not n.offices for n in found.names)
    return Parties(tuple(found.names), tuple(found.unclear), tuple(found.left_out), told)


def _items(page: str, span: Span, lexicon: Lexicon) -> list[_Item]:
    """Cut a list into its pieces; a bracket with a personal name is an alias, any other one is no part of a name."""
    items: list[_Item] = []
    joint, start, end = "", span.start, 0
    alias: Phrase | None = None
    for match in [*_CUT.finditer(page, span.start, span.end), None]:
        if match is not None and match["joint"] is None:
            inner = phrase(page, *match.span("round" if match["round"] is not None else "square"))
            if (page[start : match.start()].rsplit(maxsplit=1) or [""])[-1].lower() in CONNECTORS:
                continue
            personal = strip_courtesy(page, inner.span)
            if looks_personal(personal.of(page)) and not alias:
                alias, end = phrase(page, personal.start, personal.end), end or match.start()
            elif inner.text[:1].isupper() or inner.text[:1].isdigit() or match["round"] is not None:
                end = end or match.start()
            continue
        words = phrase(page, start, end or (match.start() if match else span.end))
        if words.text and len(items) < MOST_PIECES:
            items.append(_item(page, words.span, joint, alias, lexicon))
        if match is not None:
            said = match["joint"].strip(" \t,").lower()
            joint = "and" if said else match["joint"].strip()
            start, end, alias = match.end(), 0, None
    return items


def _item(page: str, words: Span, joint: str, alias: Phrase | None, lexicon: Lexicon) -> _Item:
    """Read one piece. A person has no article: "the Kremlin" is none."""
    bare = strip_article(page, words)
    piece = parse_piece(page, bare, lexicon)
    if bare != words and piece.form == "name" and not piece.sure and not piece.unclear:
        piece = Piece("words", Name(phrase(page, bare.start, bare.end), kind="unknown"))
    return _Item(joint, bare, piece, bare != words, alias)


def _take(found: _Assembly, items: list[_Item], index: int) -> int:
    """Read the item at ``index`` with those it takes along; return how many that were."""
    item = items[index]
    form = item.piece.form
    if _is_quantified(found.page, items[index : index + 2]):
        found.add(make_name(found.page, Span(item.span.start, items[index + 1].span.end)))
        return 2
    if item.joint == "," and form == "office" and not item.article and _is_bare_person(found):
        _take_office(found, item)
        return 1
    if form in ("office", "body", "words", "group") or item.piece.unclear or item.piece.behind:
        closing = _alias_ahead(items, index)
        if closing is not None:
            return _take_alias(found, items, index, closing)
    if item.piece.unclear:
        found.unclear.append(item.piece.name.phrase)
        found.doubt(item.piece.name)
    elif form == "named" and item.piece.office:
        _take_named(found, item, item.piece.office)
    elif form == "office" and item.piece.office:
        _take_office(found, item)
    elif form == "name":
        return _take_name(found, items, index)
    else:
        _take_words(found, items, index)
    return 1


def _is_quantified(page: str, items: list[_Item]) -> bool:
    """Whether two pieces are one group: "certain diplomatic | and consular offices"."""
    if len(items) < 2 or items[0].piece.form in ("group", "office"):
        return False
    some = _QUANTIFIED.match(page, items[0].span.start, items[0].span.end) is not None
    return some and items[1].joint == "and" and items[1].piece.form == "group"


def _is_bare_person(found: _Assembly) -> bool:
    """Whether the last name is a person's without an office: what office follows a comma is theirs."""
    return bool(found.names) and not found.offices and found.names[-1].kind == "person" and not found.names[-1].offices


def _alias_ahead(items: list[_Item], index: int) -> int | None:
    """Return the item whose bracket names the holder of the office that begins at ``index``."""
    for at in range(index, len(items)):
        if at > index and (items[at].opens or items[index].piece.behind):
            return None
        if items[at].alias is not None:
            return at
    return None


def _take_alias(found: _Assembly, items: list[_Item], index: int, closing: int) -> int:
    """The words up to a bracket are the office (two, where "and" joins offices) of the name in it."""
    alias = items[closing].alias
    assert alias is not None  # noqa: S101 - the caller found it there; this tells the type checker
    name = Name(alias, kind="person")
    if items[index].piece.form == "body" and closing == index:
        found.add(items[index].piece.name)
        return 1
    starts = [index]
    starts += [
        i for i in range(index + 1, closing + 1) if items[i].joint == "and" and items[i].piece.form == "office"
    ]
    ends = [*(start - 1 for start in starts[1:]), closing]
    offices = [
        phrase(found.page, items[a].span.start, items[b].span.end) for a, b in zip(starts, ends, strict=True)
    ]
    waiting = found.offices if items[index].joint == "and" and not items[index].article else []
    found.offices = [] if waiting else found.offices
    found.add(replace(name, offices=(*waiting, *offices)))
    return closing - index + 1


def _take_named(found: _Assembly, item: _Item, office: Phrase) -> None:
    """An office with its name; one that waits behind "and" is the same person's where neither has an article."""
    joined = bool(found.offices) and item.joint == "and" and not item.article
    if joined and found.articled and not found.several:
        words = phrase(found.page, found.offices[0].span.start, item.span.end)
        found.offices = []
        found.doubt(Name(words, kind="unknown"))
        found.unclear.append(words)
        return
    waiting = found.offices if joined and not found.articled else []
    found.offices = [] if waiting else found.offices
    found.add(replace(item.piece.name, offices=(*waiting, office)))


def _take_office(found: _Assembly, item: _Item) -> None:
    """An office: of the name before it after a comma, else it waits for a name."""
    office = item.piece.office
    assert office is not None  # noqa: S101 - the caller looked; this tells the type checker
    last_is_person = bool(found.names) and found.names[-1].kind == "person" and not found.offices
    if last_is_person and (item.joint == "," or (item.joint == "and" and found.apposed and not item.article)):
        found.names[-1] = replace(found.names[-1], offices=(*found.names[-1].offices, office))
        found.apposed = True
        return
    if item.article or item.joint == ";":
        found.flush()
    found.articled = item.article
    found.offices.append(office)
    found.apposed = False


def _take_name(found: _Assembly, items: list[_Item], index: int) -> int:
    """A bare name: a party, the holder of the office before a comma, or words that could be anything."""
    item = items[index]
    name, page = item.piece.name, found.page
    if found.offices:
        if item.piece.sure and item.joint == ",":
            found.names.append(replace(name, offices=tuple(found.offices)))
            found.offices = []
            return 1
        if item.piece.sure or item.joint == ";":
            found.add(name)
            return 1
        return _extend_or_merge(found, items, index)
    after_body = bool(found.names) and found.names[-1].kind in ("organization", "unknown") and not item.piece.sure
    if item.joint == "and" and after_body and not item.article:
        words = phrase(page, found.names[-1].phrase.span.start, item.span.end)
        found.names[-1] = Name(words, found.names[-1].offices, "unknown")
        found.unclear.append(words)
    elif item.joint == "," and not item.piece.sure and not _listed(items, index):
        found.left_out.append(phrase(page, item.span.start, item.span.end))
    else:
        (found.add if item.piece.sure else found.doubt)(name)
    return 1


def _listed(items: list[_Item], index: int) -> bool:
    """Whether a name after a comma is one of a list: it is closed by "and", and all its parts are names."""
    closing = next((i for i in range(index + 1, len(items)) if items[i].joint == "and"), None)
    if closing is None:
        return False
    return all(item.piece.form in ("name", "named") for item in items[index : closing + 1])


def _extend_or_merge(found: _Assembly, items: list[_Item], index: int) -> int:
    """Capitalised words behind a waiting office: part of what it is for where a field of work ends them.

    "Near Eastern, South Asian, and African Affairs"; else office and words are one name that is unclear.
    """
    start = found.offices[-1].span.start
    for at in range(index, len(items)):
        if items[at].opens or items[at].piece.form in ("office", "named"):
            break
        if bare_word(items[at].span.of(found.page).split()[-1]) in DOMAINS:
            found.offices[-1] = phrase(found.page, start, items[at].span.end)
            return at - index + 1
    words = phrase(found.page, found.offices[0].span.start, items[index].span.end)
    found.offices = []
    found.doubt(Name(words, kind="unknown"))
    found.unclear.append(words)
    return 1


def _take_words(found: _Assembly, items: list[_Item], index: int) -> None:
    """A body, a group or mere words: a party, more of what an office is for, or where somebody belongs."""
    item = items[index]
    words = phrase(found.page, item.span.start, item.span.end)
    ends_field = bare_word(words.text.split()[-1]) in DOMAINS
    bare = item.piece.form == "words" and not item.article
    if item.joint == "and" and bare and found.offices:
        found.offices[-1] = phrase(found.page, found.offices[-1].span.start, words.span.end)
    elif item.joint in ("and", ",") and bare and found.names and ends_field and found.names[-1].kind != "person":
        joined = phrase(found.page, found.names[-1].phrase.span.start, words.span.end)
        found.names[-1] = replace(found.names[-1], phrase=joined)
    elif item.joint == "," and (item.piece.form == "words" or not (item.piece.sure or _body_listed(items, index))):
        return
    else:
        (found.doubt if item.piece.form == "words" else found.add)(item.piece.name)


def _body_listed(items: list[_Item], index: int) -> bool:
    """Whether a body after a comma is one of a list that "and" closes."""
    forms = ("body", "group", "named", "name")
    rest = items[index:]
    closed = any(item.joint == "and" for item in rest[1:])
    return closed and all(item.piece.form in forms for item in (items[0], *rest))
