"""Single names (floor 3): the words of a name without article and form of address, and what kind of thing it is."""

import re
from functools import lru_cache

from fonds.record.evidence import Span
from fonds.record.names import Name, Phrase
from fonds.sources.grammar.lexicon import (
    BODIES,
    BODY_ENDINGS,
    COLLECTIVES,
    COURTESY,
    DOMAINS,
    FIRM_ENDS,
    FIRM_ENDS_AND,
    FIRM_FORMS,
    FURTHER_PLACES,
    OFFICES,
    PARTICLES,
    PLACES,
    SURNAME_ENDINGS,
)

_SEPARATOR = re.compile(r",\s*and\s|,(?!\s*[JS]r\b)|;|\s(?:and|&)\s", re.IGNORECASE)
_INITIAL = re.compile(r"(?:(?:[^\W\d_]|Y[aeou]|Zh|Kh|Ts|[CS]h|Shch|Dzh)\.-?){1,4}")
"""A letter, or those that stand for one Cyrillic letter ("Yu. Andropov"), with a stop."""
_NAME_WORD = re.compile(r"(?:[^\W\d_]['’])?[^\W\d_a-z][\w’'ʼ.-]*")
_PREFIXED = re.compile(r"(?:al|as|el|at|ad|d|l)[-'’][^\W\d_a-z][\w’'ʼ-]*")
_INNER_CAPITAL = re.compile(r"(?:Mc|Mac|O['’])[A-Z][a-z]+")
_FIRM = re.compile(
    rf"\s&\s+(?:{'|'.join(sorted(FIRM_ENDS))})\b|\sand\s+(?:{'|'.join(sorted(FIRM_ENDS_AND))})\b", re.IGNORECASE
)
_ROMAN = re.compile(r"[IVX]{1,5}")
_COURTESY = re.compile(
    rf"(?:(?:{'|'.join(sorted(COURTESY, key=len, reverse=True))})\b\.?\s+)+(?=\S)", re.IGNORECASE
)
_JUNIOR = re.compile(r",?\s(?:[JS]r\.?|I{2,3})\Z")
_ARTICLE = re.compile(r"the\s+", re.IGNORECASE)
_BEFORE_OFFICE = frozenset({"co", "deputy", "ex", "sub", "under", "vice"})
CONNECTORS = frozenset({"of", "for", "to", "at", "in", "the", "on", "with"})
"""Words that join an office or a body to what it is for."""
INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
"""Marks nobody sees, which pages and editors leave beside words: soft hyphens, joiners, directions, byte-order marks."""
_EDGES = "".join(filter(str.isspace, map(chr, range(0x3001)))) + INVISIBLE
MOST_NAME_WORDS = 4
MOST_WORDS = 8192
"""Words whose form is remembered: the same few make up most titles."""
MOST_TEXTS = 4096
"""Names whose form is remembered: the same offices and bodies come in most titles of an edition."""
SHORTEST_SURNAME = 3
MOST_NAMES = 200
"""A longer list is no list of names."""


def phrase(page: str, start: int, end: int) -> Phrase:
    """Return the words between two offsets without the white space and the marks nobody sees around them.

    >>> phrase("To: Cde. Gromyko ", 3, 17)
    Phrase(text='Cde. Gromyko', span=Span(start=4, end=16))
    """
    words = page[start:end]
    bare = words.strip()
    marked = bare[:1] in INVISIBLE or bare[-1:] in INVISIBLE
    if len(bare) == len(words) and not marked:
        return Phrase(bare, Span(start, start + len(bare)))
    edges = _EDGES if marked else None
    bare = words.lstrip(edges)
    start += len(words) - len(bare)
    bare = bare.rstrip(edges)
    return Phrase(bare, Span(start, start + len(bare)))


def strip_article(page: str, span: Span) -> Span:
    """Return the span without a leading "the".

    >>> strip_article("the President", Span(0, 13)).of("the President")
    'President'
    """
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


@lru_cache(MOST_WORDS)
def bare_word(word: str) -> str:
    """Return a word as the lexicon has it: lower-case, no stops, no possessive.

    >>> bare_word("President’s"), bare_word("Amb.")
    ('president', 'amb')
    """
    word = word.strip(".,").lower()
    if word.endswith(("'s", "’s")):
        return word[:-2]
    return word[:-1] if word.endswith(("'", "’")) else word


@lru_cache(MOST_WORDS)
def is_office(word: str) -> bool:
    """Whether a word (as :func:`bare_word` gives it) is an office; of words joined by hyphens the first one says so.

    >>> is_office("minister-counselor"), is_office("vice-president"), is_office("quinn-judge")
    (True, True, False)
    """
    first, hyphen, _ = word.partition("-")
    if hyphen and first in _BEFORE_OFFICE:
        return word.rpartition("-")[2] in OFFICES
    return first in OFFICES


def is_body(word: str) -> bool:
    """Whether a word (as :func:`bare_word` gives it) is the head of a body's name, or a body in one word.

    >>> is_body("ministry"), is_body("amembassy"), is_body("cabinetmaker")
    (True, True, False)
    """
    return word in BODIES or word.endswith(BODY_ENDINGS)


@lru_cache(MOST_WORDS)
def is_acronym(word: str) -> bool:
    """Whether a word is the initials of a body: capitals only, two at least.

    >>> is_acronym("CPSU"), is_acronym("U.S."), is_acronym("DC/P"), is_acronym("Mao")
    (True, True, True, False)
    """
    letters = word.strip("()’'").replace(".", "").replace("/", "")
    if is_initials(word) or _ROMAN.fullmatch(word):
        return False
    return len(letters) > 1 and letters.isupper() and letters.isalpha()


@lru_cache(MOST_WORDS)
def is_initials(word: str) -> bool:
    """Whether a word is the initials of a person ("A.", "L.I."); "U.S." and "U.N." are no person's.

    >>> is_initials("L.I."), is_initials("U.S."), is_initials("Yu.V.")
    (True, False, True)
    """
    return _INITIAL.fullmatch(word) is not None and word not in ("U.S.", "U.N.", "U.K.", "U.S.S.R.", "R.F.")


@lru_cache(MOST_WORDS)
def is_name_word(word: str) -> bool:
    """Whether a word can be part of a personal name by its form, and is no office, body or field of work."""
    bare = bare_word(word)
    if is_body(bare) or is_office(bare) or bare in DOMAINS or bare in COLLECTIVES:
        return False
    if is_initials(word) or bare in PARTICLES or _PREFIXED.fullmatch(word):
        return True
    if word[:1].islower() or word.endswith(("’s", "'s")):
        return False
    return _NAME_WORD.fullmatch(word) is not None


def is_surname(text: str) -> bool:
    """Whether a name's last word is a surname by its form, whatever stands beside it: "Gromyko", "MacDonald".

    >>> is_surname("Gromyko"), is_surname("McNamara"), is_surname("Trade"), is_surname("Kiev")
    (True, True, False, False)
    """
    word = text.rpartition(" ")[2]
    ending = len(word) > SHORTEST_SURNAME and word[1:].islower() and word.endswith(SURNAME_ENDINGS)
    return (ending or _INNER_CAPITAL.fullmatch(word) is not None) and is_name_word(word) and not is_place(text)


def is_firm(text: str) -> bool:
    """Whether words are the name of a firm by their end: "Smith & Co.", "William Smith and Sons", "Rolls-Royce Ltd".

    >>> is_firm("Kuhn, Loeb & Co."), is_firm("Smith & Wesson Ltd"), is_firm("Marks & Spencer")
    (True, True, False)
    """
    if bare_word(text.rpartition(" ")[2]) in FIRM_FORMS:
        return " " in text
    return ("&" in text or " and " in text) and _FIRM.search(text) is not None


def is_place(text: str) -> bool:
    """Whether words are a state or a city that documents are sent from, and so no person for sure.

    >>> is_place("Buenos Aires"), is_place("Kim Il Sung")
    (True, False)
    """
    folded = "_".join(text.lower().split())
    return folded in PLACES or folded in FURTHER_PLACES


@lru_cache(MOST_TEXTS)
def kind_of(text: str) -> str:
    """Say what kind of thing a name is by its form: person, organization, group or unknown.

    >>> kind_of("Ahmad Shah Masoud"), kind_of("Soviet Ambassadors"), kind_of("Foreign Ministry")
    ('person', 'group', 'organization')
    >>> kind_of("Secretary of State"), kind_of("1st Army"), kind_of("all diplomatic posts")
    ('unknown', 'organization', 'group')
    """
    words = [bare_word(word) for word in text.split()]
    head = head_word(words)
    if head in COLLECTIVES:
        return "group"
    if is_office(head):
        return "unknown"
    if any(is_body(word) for word in words) or is_firm(text):
        return "organization"
    return "person" if looks_personal(text) else "unknown"


def head_word(words: list[str]) -> str:
    """Return the head noun of a noun phrase: the word before its first connector, else the last one.

    >>> head_word(["director", "of", "the", "office"]), head_word(["soviet", "ambassadors"]), head_word([])
    ('director', 'ambassadors', '')
    """
    at = next((i for i, word in enumerate(words) if word in CONNECTORS and i), len(words))
    return words[at - 1] if words else ""


@lru_cache(MOST_TEXTS)
def looks_personal(text: str) -> bool:
    """Whether words have the form of a personal name: one to five capitalised words, initials, particles.

    Words in capitals are the initials of a body, unless a person's initials stand beside them ("A. GROMYKO").

    >>> looks_personal("J. von Neumann"), looks_personal("CPSU"), looks_personal("the people")
    (True, False, False)
    >>> looks_personal("Zhu De"), looks_personal("Zhu de")
    (True, False)
    """
    words = _JUNIOR.sub("", text).split()
    if not 1 <= len(words) <= MOST_NAME_WORDS + 1 or any(char.isdigit() for char in text):
        return False
    initials = sum(is_initials(word) for word in words)
    if initials == len(words) or words[-1] in PARTICLES:
        return False
    if any(is_acronym(word) for word in words) and not initials:
        return False
    return all(is_name_word(word) for word in words)


def make_name(page: str, span: Span) -> Name:
    """Return the words of a span as a name, of the kind its form tells."""
    words = Phrase(span.of(page), span)
    return Name(words, kind=kind_of(words.text))


def parse_person(page: str, span: Span) -> Name:
    """Read one name without offices: article and form of address are left out.

    >>> parse_person("Dear Comrade L. I. Brezhnev", Span(5, 27)).phrase.text
    'L. I. Brezhnev'
    """
    return make_name(page, strip_courtesy(page, strip_article(page, phrase(page, span.start, span.end).span)))


def split_names(page: str, span: Span) -> list[Name]:
    """Read a list of names.

    >>> [name.phrase.text for name in split_names("Gierek, Kadar and Cde. T. Zhivkov", Span(0, 33))]
    ['Gierek', 'Kadar', 'T. Zhivkov']
    """
    parts = _split(page, span)
    return [parse_person(page, part) for part in parts] if len(parts) <= MOST_NAMES else []


def _split(page: str, span: Span) -> list[Span]:
    parts: list[Span] = []
    start = span.start
    for match in _SEPARATOR.finditer(page, span.start, span.end):
        parts.append(Span(start, match.start()))
        start = match.end()
    parts.append(Span(start, span.end))
    return [phrase(page, part.start, part.end).span for part in parts if part.of(page).strip()]
