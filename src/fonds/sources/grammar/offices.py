"""Offices before names (floor 3): one piece of a list of parties → an office, a name, or an office and a name.

Straight after an office's last word a name begins ("Premier | Zhou Enlai"); after "of the …" it begins behind the
last word that says what the office is for ("Secretary of State | Rusk", "Premier of Hungary | Kadar"). Where no word
tells ("Premier of Sverdlovia Kadar"), the words stay one name and are said to be unclear.
"""

import re
from typing import Literal, NamedTuple

from fonds.record.evidence import Span
from fonds.record.names import Name, Phrase
from fonds.sources.grammar.lexicon import (
    BODIES,
    COLLECTIVES,
    COURTESY,
    DOMAINS,
    FORENAMES,
    PLACE_PAIRS,
    TITLES,
    Lexicon,
)
from fonds.sources.grammar.names import (
    CONNECTORS,
    bare_word,
    is_acronym,
    is_body,
    is_firm,
    is_initials,
    is_name_word,
    is_office,
    is_place,
    looks_personal,
    make_name,
    phrase,
    strip_article,
    strip_courtesy,
)

Form = Literal["office", "named", "name", "body", "group", "words"]
"""*named*: an office with its name; *words*: nothing the lexicon knows."""

_TOKEN = re.compile(r"[^\s,;()]+")
_OF_OFFICE = re.compile(r"d['’]affaires|a\.\s?i\.|ad|interim|pro|tem|elect|designate|i\.c\.", re.IGNORECASE)
_AT_LARGE = ["at", "large"]
_PLURAL = re.compile(r".*(?:s|men|people|youth|children)\Z", re.IGNORECASE)


class Piece(NamedTuple):
    """One piece read. ``sure``: an address, initials or the authority lists say that the name is one.

    ``behind``: the name stands behind what the office is for, so that a name in brackets would be the better one.
    """

    form: Form
    name: Name
    office: Phrase | None = None
    sure: bool = False
    unclear: bool = False
    behind: bool = False


def parse_piece(page: str, span: Span, lexicon: Lexicon) -> Piece:
    """Read a piece that holds no comma and no bracket.

    >>> piece = parse_piece("Secretary of State Rusk", Span(0, 23), Lexicon())
    >>> piece.office.text, piece.name.phrase.text
    ('Secretary of State', 'Rusk')
    >>> parse_piece("Premier of Hungary Kadar", Span(0, 24), Lexicon()).name.phrase.text
    'Kadar'
    >>> parse_piece("Premier of Sverdlovia Kadar", Span(0, 27), Lexicon()).unclear
    True
    """
    bare = strip_article(page, span)
    addressed = strip_courtesy(page, bare)
    for known in (bare, addressed) if addressed != bare else (bare,):
        if lexicon.known(known.of(page)):
            name = make_name(page, known)
            form: Form = "name" if name.kind == "person" else "group" if name.kind == "group" else "body"
            return Piece(form, name, sure=True)
    tokens = list(_TOKEN.finditer(page, addressed.start, addressed.end))
    if not tokens:
        return Piece("words", make_name(page, bare))
    words = [bare_word(token[0]) for token in tokens]
    cut = next((i for i, word in enumerate(words) if i and word in CONNECTORS), len(words))
    head = words[cut - 1]
    whole = make_name(page, addressed)
    if (at := _inner_office(tokens, words, cut)) is not None:
        return _office(page, addressed, tokens, words, at)
    if head in COLLECTIVES:
        return Piece("group", whole)
    if head in BODIES or (head == "general" and cut > 1 and words[cut - 2] in BODIES):
        return Piece("body", Name(whole.phrase, kind="organization"))
    if is_firm(addressed.of(page)) or (is_body(words[0]) and is_place(page[tokens[0].end() : addressed.end].strip())):
        return Piece("body", Name(whole.phrase, kind="organization"), sure=True)
    if is_office(head) or (head in TITLES and cut == 1):
        return _office(page, addressed, tokens, words, cut)
    return _other(page, addressed, tokens, words, cut, sure=addressed != bare)


def _inner_office(tokens: list[re.Match[str]], words: list[str], cut: int) -> int | None:
    """Return the token after an office that follows the body it belongs to ("Department of State Legal Adviser").

    A field of work, initials or a possessive must close the body before the office begins; "Office of the
    Secretary" and "Council of Economic Advisers" are bodies through and through.
    """
    if words[cut - 1] not in BODIES or words[cut - 1] == "office" or words[cut : cut + 1] != ["of"]:
        return None
    closed = False
    for i in range(cut + 1, len(words)):
        if words[i] in CONNECTORS and i > cut + 1:
            return None
        ends = closed and is_office(words[i]) and words[i] not in COLLECTIVES and not words[i].endswith("s")
        if ends and not (i + 1 < len(words) and is_office(words[i + 1])):
            return i + 1
        closed = closed or _is_closing(tokens[i][0], words[i])
    return None


def _is_closing(token: str, word: str) -> bool:
    return word in DOMAINS or is_acronym(token) or token.endswith(("’s", "'s"))


def _office(page: str, span: Span, tokens: list[re.Match[str]], words: list[str], cut: int) -> Piece:
    """Read a piece whose head is an office: what it is for, and perhaps a name after that."""
    whole = make_name(page, span)
    office = phrase(page, span.start, span.end)
    if cut == len(tokens):
        return Piece("office", whole, office)
    start, unclear = _name_start(tokens, words, cut)
    if unclear:
        return Piece("name", Name(office, kind="unknown"), unclear=True)
    if start < len(tokens):
        return _named(page, span, tokens, words, start)._replace(behind=True)
    place = max((i for i, word in enumerate(words) if word in ("in", "at") and i > cut), default=0)
    if place and len(tokens) - place <= 3:
        before = _office(page, phrase(page, span.start, tokens[place].start()).span, tokens[:place], words[:place], cut)
        if before.form == "named":
            return before
    return Piece("office", whole, office)


def _name_start(tokens: list[re.Match[str]], words: list[str], cut: int) -> tuple[int, bool]:
    """Return the token the name begins at (the number of tokens where there is none), and whether none can say."""
    last = cut + 1 if words[cut : cut + 2] == _AT_LARGE else cut
    if last > cut and len(words) > last + 1:
        return last + 1, False
    for i in range(cut, len(words)):
        pair = i > cut + 1 and f"{words[i - 1]}_{words[i]}" in PLACE_PAIRS and last >= i - 2
        if pair or _is_told(tokens[i][0], words[i]):
            last = i
    rest = tokens[last + 1 :]
    if not rest or not all(is_name_word(token[0]) or bare_word(token[0]) in COURTESY for token in rest):
        return len(tokens), False
    told = next((i for i, token in enumerate(rest) if is_initials(token[0]) or bare_word(token[0]) in COURTESY), None)
    if words[last] not in CONNECTORS:
        return last + 1, False
    if told:
        return last + 1 + told, False
    if len(rest) > 1 and is_place(rest[0][0]) and not is_place(rest[1][0]):
        return last + 2, False
    return len(tokens), len(rest) > 1


def _is_told(token: str, word: str) -> bool:
    """Whether a word cannot be part of a name: it belongs to what an office is for."""
    known = word in CONNECTORS or word in DOMAINS or word in BODIES or word in COLLECTIVES or is_office(word)
    return known or is_acronym(token) or token.endswith(("’s", "'s"))


def _named(page: str, span: Span, tokens: list[re.Match[str]], words: list[str], start: int) -> Piece:
    """Take office and name apart at a token; "of the BODY" and "in PLACE" behind the name are left out.

    A city is where the office is, and nobody's name ("Ambassador Moscow").
    """
    end = _name_end(tokens, words, start)
    office = phrase(page, span.start, tokens[start].start())
    name = strip_courtesy(page, Span(tokens[start].start(), tokens[end - 1].end()))
    if is_place(name.of(page)):
        return Piece("office", make_name(page, span), phrase(page, span.start, span.end))
    return Piece("named", make_name(page, name), office, sure=True)


def _name_end(tokens: list[re.Match[str]], words: list[str], start: int) -> int:
    """Return the token after a name that begins at ``start``; "Hussein of Jordan" is all name."""
    cut = next((i for i in range(start + 1, len(words)) if words[i] in CONNECTORS), len(words))
    if cut == len(words):
        return cut
    rest = words[cut + 1 :]
    body = any(w in BODIES or is_office(w) for w in rest) or any(is_acronym(t[0]) for t in tokens[cut + 1 :])
    return cut if body or words[cut] in ("in", "at") else len(words)


def _other(
    page: str, span: Span, tokens: list[re.Match[str]], words: list[str], cut: int, *, sure: bool
) -> Piece:
    """Read a piece whose head is no office and no body: a name, an office before one, or mere words."""
    whole = make_name(page, span)
    offices = [i for i in range(cut) if is_office(words[i]) or (i == 0 and words[i] in TITLES and words[i] not in FORENAMES)]
    if offices:
        start = offices[-1] + 1
        while start < cut and (_OF_OFFICE.fullmatch(tokens[start][0]) or words[start] in DOMAINS):
            start += 1
        if start == cut and cut == len(tokens):
            return Piece("office", whole, whole.phrase)
        if start < cut and all(is_name_word(token[0]) for token in tokens[start:cut]):
            return _named(page, span, tokens, words, start)
        return Piece("words", whole)
    if looks_personal(page[span.start : tokens[cut - 1].end()]):
        return _personal(page, span, tokens, words, cut, sure=sure)
    if all(is_acronym(token[0]) for token in tokens[:cut]) or any(word in BODIES for word in words):
        return Piece("body", whole)
    return Piece("words", whole)


def _personal(
    page: str, span: Span, tokens: list[re.Match[str]], words: list[str], cut: int, *, sure: bool
) -> Piece:
    """Read a name; what it belongs to or where it was is left out where form allows ("Komer of the NSC Staff")."""
    end = _name_end(tokens, words, 0)
    belongs = end == cut > 1 and words[cut : cut + 1] == ["of"]
    sure = sure or belongs or any(is_initials(token[0]) for token in tokens[:cut])
    if end < len(tokens) and not sure and cut == 1 and _PLURAL.fullmatch(tokens[0][0]):
        return Piece("words", make_name(page, span))
    if end == len(tokens) and cut < end and words[cut] != "of":
        return Piece("words", make_name(page, span))
    name = Phrase(page[span.start : tokens[end - 1].end()], Span(span.start, tokens[end - 1].end()))
    return Piece("name", Name(name, kind="person"), sure=sure)
