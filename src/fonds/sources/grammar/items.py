"""The items of a list of parties (floor 3): where one ends, what joins it to the one before, who stands in its brackets.

Items are cut at commas, semicolons and "and"; a pair of words that "and" only joins ("Coal and Steel") is no cut. A
bracket holds the name of who holds an office, a doubt ("[?]", "(presumably)"), or something that is no part of a
name. To teach it a pair or a hedge, add the word to `lexicon.py`.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from fonds.record.evidence import Span
from fonds.record.names import Name, Phrase
from fonds.sources.grammar.firms import Firm, find_firms
from fonds.sources.grammar.hedges import hedge_of, strip_hedge
from fonds.sources.grammar.lexicon import JOINED, OTHERS, STATES, Lexicon
from fonds.sources.grammar.names import (
    CONNECTORS,
    bare_word,
    looks_personal,
    phrase,
    strip_article,
    strip_courtesy,
)
from fonds.sources.grammar.offices import Piece, parse_piece

_CUT = re.compile(
    r"\((?![a-zа-я]\))(?P<round>[^()]*)\)|\[(?P<square>[^\[\]]*)\]"
    r"|(?P<joint>,[ \t]*(?:and|&)\s|,(?!\s*[JS]r\b)|;|\s(?:and|&)\s)",
    re.IGNORECASE,
)
_QUOTE = re.compile(r"[,:]\s*[\"“«„]|[,:]\s+['‘](?=[^\W\d_])|:\s|\s[–—-]\s")
_AGAIN = re.compile(r"(?:by|from|to|for|with)\s+(?=\S)", re.IGNORECASE)
_ET_AL = re.compile(r"(?<=\w)\.?\s+et\s+al\b\.?\Z", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r",\s*(?:and\s+)?|\s(?:and|&)\s", re.IGNORECASE)
MOST_PIECES = 40
MOST_ALIASES = 4
WINDOW = 60
"""Characters before a bracket or "and" in which the word beside it is looked for."""


class Item(NamedTuple):
    """A piece, what joins it to the one before ("", ",", "and", ";"), and the names in brackets behind it.

    ``hedge`` is how sure the words are of it (0 to 1), None where they do not doubt. ``again``: the preposition
    of the clause is said again before it ("and by Y").
    """

    joint: str
    span: Span
    piece: Piece
    article: bool
    aliases: tuple[Phrase, ...] = ()
    hedge: float | None = None
    again: bool = False

    @property
    def opens(self) -> bool:
        """Whether it begins a party of its own, whatever stands before it."""
        form = self.piece.form
        if form == "named" or (form == "name" and self.piece.sure):
            return True
        return self.article and (form == "office" or (form in ("body", "group") and self.joint != ","))


@dataclass(slots=True)
class _Bracket:
    """What the brackets behind the words read so far hold: where the first opens, where the last closes."""

    start: int | None = None
    end: int = 0
    aliases: tuple[Phrase, ...] = ()
    hedge: float | None = None

    def add(self, page: str, match: re.Match[str], inner: Phrase) -> None:
        """Take a bracket in: a doubt, names, or words that are no part of a name."""
        if (doubt := hedge_of(inner.text)) is not None:
            self.hedge = doubt
        elif names := _aliases(page, inner):
            if not self.aliases or not page[self.end : match.start()].strip():
                self.aliases = names
        elif not (inner.text[:1].isupper() or inner.text[:1].isdigit() or match["round"] is not None):
            return
        self.start = match.start() if self.start is None else self.start
        self.end = match.end()


def cut_items(page: str, span: Span, lexicon: Lexicon) -> list[Item]:
    """Cut a list into its items.

    >>> page = "the Foreign Minister (Gromyko) and Mr. Semenov"
    >>> [(i.joint, i.span.of(page), [a.text for a in i.aliases]) for i in cut_items(page, Span(0, 46), Lexicon())]
    [('', 'Foreign Minister', ['Gromyko']), ('and', 'Mr. Semenov', [])]
    """
    items: list[Item] = []
    joint, start = "", span.start
    bracket = _Bracket()
    cuts = list(_CUT.finditer(page, span.start, span.end))
    firms = find_firms(page, span, [Span(*cut.span()) for cut in cuts if cut["joint"] is not None], lexicon.known)
    for match in [*cuts, None]:
        if match is not None and match["joint"] is None:
            inner = phrase(page, *match.span("round" if match["round"] is not None else "square"))
            before = page[max(start, match.start() - WINDOW) : match.start()].rsplit(maxsplit=1)
            alone = not before and items and _aliases(page, inner)
            if alone or (before and before[-1].lower() not in CONNECTORS):
                bracket.add(page, match, inner)
            continue
        if match is not None and _is_joined(page, match, start, span.end, firms):
            continue
        end = match.start() if match else span.end
        words = phrase(page, start, end if bracket.start is None else bracket.start)
        if len(items) < MOST_PIECES:
            firm = next((firm for firm in firms if firm.span == words.span), None)
            items.extend([_firm_item(page, firm, joint)] if firm else _item(page, words, joint, bracket, lexicon))
        if match is not None:
            joint = "and" if match["joint"].strip(" \t,") not in ("", ";") else match["joint"].strip()
            start, bracket = match.end(), _Bracket()
    return _without_others(items)


def _without_others(items: list[Item]) -> list[Item]:
    """Leave out "and others", which names nobody but closes a list as "and" does."""
    if len(items) < 2 or " ".join(items[-1].piece.name.phrase.text.lower().split()) not in OTHERS:
        return items
    *rest, last = items[:-1]
    return [*rest, last._replace(joint="and") if rest else last]


def before_quote(page: str, span: Span) -> Phrase:
    """Return the words of a clause without the quoted title, or what stands behind a colon or a dash.

    >>> before_quote("the Ambassador to India, 'The Border'", Span(0, 37)).text
    'the Ambassador to India'
    """
    whole = phrase(page, span.start, span.end)
    stop = _QUOTE.search(page, whole.span.start, whole.span.end)
    return phrase(page, whole.span.start, stop.start()) if stop else whole


def _aliases(page: str, inner: Phrase) -> tuple[Phrase, ...]:
    """Return the names in a bracket; nothing where one of its parts has not the form of a name."""
    start = inner.span.start
    names: list[Phrase] = []
    for match in [*_BETWEEN_NAMES.finditer(page, inner.span.start, inner.span.end), None]:
        end = match.start() if match else inner.span.end
        bare = strip_courtesy(page, phrase(page, start, end).span)
        name = phrase(page, bare.start, bare.end)
        state = all(bare_word(word) in STATES for word in name.text.split())
        if state or not looks_personal(name.text) or len(names) == MOST_ALIASES:
            return ()
        names.append(name)
        start = match.end() if match else end
    return tuple(names)


def _is_joined(page: str, match: re.Match[str], start: int, end: int, firms: list[Firm]) -> bool:
    """Whether a sign joins words of one name ("European Coal and Steel Community", "Smith & Co.")."""
    if any(firm.span.start < match.start() < firm.span.end for firm in firms):
        return True
    if not match["joint"][:1].isspace():
        return False
    before = page[max(start, match.start() - WINDOW) : match.start()].rsplit(maxsplit=1)[-1:]
    after = page[match.end() : min(end, match.end() + 40)].split(maxsplit=1)[:1]
    return bool(before and after) and (bare_word(before[0]), bare_word(after[0])) in JOINED


def _firm_item(page: str, firm: Firm, joint: str) -> Item:
    """Return the item that a firm is; what may be two people as well is one name that is unclear."""
    bare = strip_courtesy(page, strip_article(page, firm.span))
    name = Name(phrase(page, bare.start, bare.end), kind="organization" if firm.sure else "unknown")
    piece = Piece("body", name, sure=True) if firm.sure else Piece("name", name, unclear=True)
    return Item(joint, bare, piece, article=bare.start > firm.span.start)


def _item(page: str, words: Phrase, joint: str, bracket: _Bracket, lexicon: Lexicon) -> list[Item]:
    """Read one item. A person has no article: "the Kremlin" is none. A bracket alone is one more name."""
    if not words.text:
        return [
            Item(joint or ",", name.span, Piece("name", Name(name, kind="person"), sure=True), article=False)
            for name in bracket.aliases
        ]
    if more := _ET_AL.search(words.text):
        words = phrase(page, words.span.start, words.span.start + more.start())
    told, hedge = strip_hedge(page, words.span)
    again = _AGAIN.match(page, told.start, told.end) if joint else None
    bare = strip_article(page, Span(again.end(), told.end) if again else told)
    article = bare.start > (again.end() if again else told.start)
    piece = parse_piece(page, bare, lexicon)
    if article and piece.form == "name" and not piece.sure and not piece.unclear:
        piece = Piece("words", Name(phrase(page, bare.start, bare.end), kind="unknown"))
    doubts = [doubt for doubt in (hedge, bracket.hedge) if doubt is not None]
    return [Item(joint, bare, piece, article, bracket.aliases, min(doubts, default=None), again is not None)]
