"""Names of parties (floor 3): "offices before names", lists, forms of address.

``parse_parties`` reads the words between "from" and "to" of a title. The last office word before a name ends the
office ("Special Afghanistan Envoy | Yuli Vorontsov"); an office without a name belongs to the next name that has
an office too ("Foreign Minister and Envoy Y. V."), one after a comma to the name before it. Where office and name
cannot be told apart, the words stay one name and ``Parties.unclear`` says so.
"""

import re
from dataclasses import dataclass, replace

from fonds.record.evidence import Span
from fonds.record.names import Name, Phrase
from fonds.sources.grammar.lexicon import BODIES, COLLECTIVES, COURTESY, OFFICES, PARTICLES, Lexicon

_TOKEN = re.compile(r"[^\s,;()]+")
_SEPARATOR = re.compile(r"\s*(?:,\s*and\s+|,\s*|\s+and\s+|\s*;\s*|\s+&\s+)", re.IGNORECASE)
_INITIAL = re.compile(r"(?:[^\W\d_]\.-?){1,4}")
_NAME_WORD = re.compile(r"[^\W\d_a-z][\w’'.-]*")
_COURTESY = re.compile(
    rf"(?:(?:{'|'.join(sorted(COURTESY, key=len, reverse=True))})\b\.?\s+)+(?=\S)", re.IGNORECASE
)
_ARTICLE = re.compile(r"the\s+", re.IGNORECASE)
_CONNECTOR = frozenset({"of", "for", "to", "at", "in", "the"})
MOST_NAME_WORDS = 4


@dataclass(frozen=True, slots=True)
class Parties:
    """The names found, and the words in which an office and a name could not be told apart."""

    names: tuple[Name, ...]
    unclear: tuple[Phrase, ...] = ()


def phrase(page: str, start: int, end: int) -> Phrase:
    """Return the words between two offsets without the white space around them."""
    while start < end and page[start].isspace():
        start += 1
    while end > start and page[end - 1].isspace():
        end -= 1
    return Phrase(page[start:end], Span(start, end))


def strip_article(page: str, span: Span) -> Span:
    """Return the span without a leading "the"."""
    match = _ARTICLE.match(page, span.start, span.end)
    return Span(match.end(), span.end) if match else span


def strip_courtesy(page: str, span: Span) -> Span:
    """Return the span without a form of address ("Cde.", "Mister").

    >>> page = "Cde. Taraki"
    >>> strip_courtesy(page, Span(0, 11)).of(page)
    'Taraki'
    """
    match = _COURTESY.match(page, span.start, span.end)
    return Span(match.end(), span.end) if match else span


def kind_of(text: str) -> str:
    """Say what kind of thing a name is by its form: person, organization, group or unknown.

    >>> kind_of("Ahmad Shah Masoud"), kind_of("Soviet Ambassadors"), kind_of("Foreign Ministry")
    ('person', 'group', 'organization')
    """
    words = [word.strip(".,").lower() for word in text.split()]
    head = words[next((i for i, w in enumerate(words) if w in _CONNECTOR and i), len(words)) - 1] if words else ""
    if head in COLLECTIVES:
        return "group"
    if head in BODIES or any(word in BODIES for word in words):
        return "organization"
    if head in OFFICES:
        return "unknown"
    return "person" if _looks_personal(text) else "unknown"


def _looks_personal(text: str) -> bool:
    words = text.split()
    if not 1 <= len(words) <= MOST_NAME_WORDS + 1 or any(char.isdigit() for char in text):
        return False
    if len(words) == 1 and text.isupper():
        return False
    return all(
        _NAME_WORD.fullmatch(word) or _INITIAL.fullmatch(word) or word.lower() in PARTICLES for word in words
    )


def parse_parties(page: str, span: Span, lexicon: Lexicon) -> Parties:
    """Read the parties named in a span, with the offices that stand at them."""
    whole = phrase(page, span.start, span.end)
    bare = strip_article(page, whole.span)
    if not whole.text:
        return Parties(())
    if lexicon.known(bare.of(page)):
        return Parties((_name(page, bare),))
    parts = [_office_and_name(page, part, lexicon) for part in _split(page, whole.span)]
    return _join(page, whole, parts, lexicon)


def parse_person(page: str, span: Span) -> Name:
    """Read one name without offices: the form of address is left out."""
    return _name(page, strip_courtesy(page, strip_article(page, phrase(page, span.start, span.end).span)))


def split_names(page: str, span: Span) -> list[Name]:
    """Read a list of names ("Gierek, Kadar, T. Zhivkov and Le Duan")."""
    return [parse_person(page, part) for part in _split(page, span) if part.of(page).strip()]


def _split(page: str, span: Span) -> list[Span]:
    parts: list[Span] = []
    start = span.start
    for match in _SEPARATOR.finditer(page, span.start, span.end):
        parts.append(Span(start, match.start()))
        start = match.end()
    parts.append(Span(start, span.end))
    return [phrase(page, part.start, part.end).span for part in parts if part.of(page).strip()]


def _name(page: str, span: Span) -> Name:
    words = Phrase(span.of(page), span)
    return Name(words, kind=kind_of(words.text))


@dataclass(frozen=True, slots=True)
class _Part:
    office: Phrase | None
    name: Name | None
    unclear: bool = False


def _office_and_name(page: str, span: Span, lexicon: Lexicon) -> _Part:
    """Take one part of a list apart: an office, a name, or an office before a name."""
    bare = strip_article(page, span)
    if lexicon.known(bare.of(page)):
        return _Part(None, _name(page, bare))
    tokens = list(_TOKEN.finditer(page, bare.start, bare.end))
    heads = [i for i, token in enumerate(tokens) if token[0].strip(".").lower() in OFFICES]
    if not heads:
        return _Part(None, _name(page, strip_courtesy(page, bare)))
    after = heads[-1] + 1
    if after == len(tokens):
        return _Part(phrase(page, bare.start, bare.end), None)
    start, unclear = _name_start(tokens, after)
    if start == len(tokens):
        return _Part(phrase(page, bare.start, bare.end), None)
    office = phrase(page, bare.start, tokens[start].start())
    name = _name(page, strip_courtesy(page, Span(tokens[start].start(), bare.end)))
    if unclear and not lexicon.known(name.phrase.text):
        return _Part(None, _name(page, bare), unclear=True)
    return _Part(office, name)


def _name_start(tokens: list[re.Match[str]], after: int) -> tuple[int, bool]:
    """Return the token the name begins at, and whether that is a guess.

    Straight after the office it is certain. After "of the …" the name can only be told by initials, or by being
    the one word left after a word that names a body.
    """
    if tokens[after][0].lower() not in _CONNECTOR:
        return after, False
    for index in range(after + 1, len(tokens)):
        if _INITIAL.fullmatch(tokens[index][0]) or tokens[index][0].rstrip(".").lower() in COURTESY:
            return index, False
    bodies = [i for i in range(after, len(tokens)) if tokens[i][0].lower() in BODIES | {"affairs", "defense"}]
    if bodies:
        return bodies[-1] + 1, False
    return (len(tokens), False) if len(tokens) - after <= 3 else (len(tokens) - 1, True)


def _join(page: str, whole: Phrase, parts: list[_Part], lexicon: Lexicon) -> Parties:
    """Give offices without a name to the name they belong to; a group of offices is a name itself."""
    names: list[Name] = []
    unclear: list[Phrase] = []
    waiting: list[Phrase] = []
    for part in parts:
        if part.unclear and part.name:
            unclear.append(part.name.phrase)
        if part.name is None and part.office:
            if kind_of(part.office.text) == "group":
                names.append(Name(part.office, kind="group"))
            elif names and not waiting and names[-1].kind == "person":
                names[-1] = replace(names[-1], offices=(*names[-1].offices, part.office))
            else:
                waiting.append(part.office)
        elif part.name and part.office:
            names.append(replace(part.name, offices=(*waiting, part.office)))
            waiting = []
        elif part.name:
            if waiting:
                return Parties((Name(whole, kind="unknown"),), (whole,))
            names.append(part.name)
    names.extend(Name(office, kind=kind_of(office.text)) for office in waiting)
    return Parties(tuple(names), tuple(unclear))
