"""The words for one cited document (floor 3): "your letter of 31 July 1989", "Embtel 1234, May 3", "airgram A–361".

A reading begins where its caller found a reason to look ("in reply to", "your", a number sign) and goes no further than
the words belong together: whose, kind, number, from whom, date. Keys are these words in order, folded, number signs
dropped; a letter known by its date has the date first. To teach it a kind of telegram: a row of :data:`SHORT_KINDS`.
"""

import re
from dataclasses import dataclass

from fonds.record.dates import DateExpression
from fonds.record.evidence import Found, Span, normalised, stated
from fonds.record.names import Name, Phrase
from fonds.record.references import CitedDocument
from fonds.slugs import slugify
from fonds.sources.grammar.dates import find_dates
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.grammar.names import kind_of, phrase, strip_article

NUMBER_SIGN = r"(?:(?<!\w)(?:(?:Nos?|Nr|number)\.?|nos?\.|nr\.)(?![^\W\d_])|Nº|N°|№|#)"
NUMBER = rf"{NUMBER_SIGN}\s?(?P<number>(?=[\w./-]*\d)[\w./-]*\w)"
SHORT_KINDS: dict[str, str] = {
    **dict.fromkeys(
        """embtel embtels deptel deptels contel contels congentel congentels consultel legtel legtels depcirtel depcirtels
        cirtel circtel usuntel reftel urtel urtels mytel mytels
        ourtel ourtels tel tels telegrams cables depcirc""".split(), "telegram",
    ),
    **dict.fromkeys("embdes embdesp condes despatches dispatches".split(), "despatch"),
    **dict.fromkeys("airgrams depcirgram".split(), "airgram"), **dict.fromkeys("letters ltr".split(), "letter"),
    **dict.fromkeys("notes".split(), "note"), **dict.fromkeys("memoranda memorandums memos".split(), "memorandum"),
    **dict.fromkeys("messages msg".split(), "message"),
}
"""Words for kinds that no title has: the genre word each stands for."""

NUMBERED_KINDS = frozenset({"telegram", "airgram", "despatch"})
"""Genres that are cited by a bare number ("telegram 637")."""

WHOSE = {"your": "addressee", "yours": "addressee", "my": "sender", "our": "sender", "mine": "sender"}
"""Whose document it is: the role that its author has in the one that cites it."""

WHOSE_KINDS = {"urtel": "addressee", "urtels": "addressee", "mytel": "sender", "mytels": "sender", "ourtel": "sender"}
"""Kinds that say in one word whose they are."""

_WORD = re.compile(r"[^\W\d_][\w.’'-]*")
_WORDS = re.compile(r"\s*[^\W\d_][\w.’'-]*(?:\s+[^\W\d_][\w.’'-]*){0,5}")
"""As many words in a row as the words for a kind and those that qualify it may be."""
_SIGN_BEFORE_NUMBER = re.compile(rf"(?:(?<=\s)|^){NUMBER_SIGN}(?=\s?\w*\d)")
_ARTICLES = re.compile(r"\b(?:the|of|a|an)\b", re.IGNORECASE)
_BARE = re.compile(r"(?P<number>(?:[A-Z]{1,6}\s?[–-]\s?)?\d[\w–/-]*)(?!\s?[%$])(?=[\s,.;:)\]]|\Z)")
_SIGNED = re.compile(rf",?\s*{NUMBER}")
_OF = re.compile(r"\s*,?\s*(?:(?:of|dated|from|on)\s+)?(?:the\s+)?(?=[^\W_])")
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_PARTIAL = re.compile(
    rf"(?:[0-3]?\d(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}|{_MONTH}(?:\s+[0-3]?\d(?:st|nd|rd|th)?)?|[0-3]?\d(?:st|nd|rd|th)\b)(?![\w-])(?!\s+\d)"
)
_PROPER = r"(?:the\s+)?[^\W\d_a-z][\w’'.&-]*(?:\s+(?:of|for|the|and|in|at|de|[^\W\d_a-z][\w’'.&-]*)){0,10}?"
_PROPER_END = r"(?=\s+(?:to\s|dated|of\s+\d|on\s+\d)|[,;)\]\n]|\.(?=\s|\Z)|\s*\Z)"
_FROM = re.compile(rf"\s+from\s+(?P<from>{_PROPER}){_PROPER_END}")
_TO = re.compile(rf"\s+to\s+{_PROPER}{_PROPER_END}")
_NOT_BEFORE_KIND = frozenset(
    """a an and as at by for from if in is it not of on or that the this to was which who with
    his her their its your my our""".split()
)
MOST_BEFORE_KIND = 3
LONGEST = 200
"""Characters the words for one document may have."""


@dataclass(frozen=True, slots=True)
class Kind:
    """The words of a kind with what qualifies them, and the genre."""

    words: Phrase
    genre: str


def fold_key(text: str) -> str:
    """Fold a citation into a key: number signs and articles dropped.

    >>> fold_key("CPSU Politburo Decree #177"), fold_key("the UN Charter")
    ('cpsu-politburo-decree-177', 'un-charter')
    """
    return slugify(_ARTICLES.sub(" ", _SIGN_BEFORE_NUMBER.sub(" ", text)))


def genre_of(words: str, lexicon: Lexicon) -> str:
    """Return the genre that words are a name of, in the singular or the plural; empty where they are none."""
    return _genre(" ".join(words.lower().replace("’", "'").split()), lexicon)


def _genre(folded: str, lexicon: Lexicon) -> str:
    folded = folded.rstrip(".")
    known = lexicon.genres.get(folded) or (lexicon.genres.get(folded[:-1]) if folded.endswith("s") else None)
    return known or lexicon.genres.get(SHORT_KINDS.get(folded, ""), "")


def read_kind(page: str, start: int, end: int, lexicon: Lexicon) -> Kind | None:
    """Read the word for a kind of document, behind up to three words that qualify it ("your most secret telegram")."""
    match = _WORDS.match(page, start, min(end, start + LONGEST))
    if match is None:
        return None
    folded = match[0].lower().replace("’", "'").split()
    ends = lexicon.genre_ends
    ending = [at for at, word in enumerate(folded) if (bare := word.rstrip(".")) in ends or bare in SHORT_KINDS]
    if not ending:
        return None
    for first in range(min(len(folded), MOST_BEFORE_KIND + 1)):
        for last in reversed(ending):
            if first <= last < first + 3 and (genre := _genre(" ".join(folded[first : last + 1]), lexicon)):
                return Kind(_words_up_to(page, match.span(), last), genre)
        if folded[first] in _NOT_BEFORE_KIND:
            return None
    return None


def _words_up_to(page: str, place: tuple[int, int], last: int) -> Phrase:
    """Return words of a place up to the one of an index, without a full stop that ends the sentence."""
    words = list(_WORD.finditer(page, *place))
    stop = words[last].end() - (words[last][0].endswith(".") and not _is_cut(words[last][0]))
    return phrase(page, words[0].start(), stop)


def _is_cut(word: str) -> bool:
    return word.lower() in ("tel.", "msg.", "ltr.", "memo.")


def read_cited(
    page: str, start: int, end: int, lexicon: Lexicon, *, rule: str, whose: Span | None = None, parties: bool = False
) -> tuple[CitedDocument, Span] | None:
    """Read the words for a document from its kind on; None where neither a number nor a date tells which one.

    ``whose`` is the word before ("your"). With ``parties``, whom it is from and to may stand between kind and date.
    Returns the document and the words that name it.
    """
    kind = read_kind(page, start, min(end, start + LONGEST), lexicon)
    if kind is None:
        return None
    end = min(end, kind.words.span.end + LONGEST)
    number, at = _number(page, kind, end)
    issuer, at = _parties(page, at, end) if parties else (None, at)
    date, place = _date(page, at, end)
    if number is None and date is None and not (place and whose) and issuer is None:
        return None
    stop = max(place.end if place else 0, at, kind.words.span.end)
    label = Span(kind.words.span.start, stop)
    return _document(page, label, kind, number, date, place, issuer, whose, rule), label


def _document(
    page: str, label: Span, kind: Kind, number: tuple[str, Span] | None, date: DateExpression | None, place: Span | None,
    issuer: Found[Name] | None, whose: Span | None, rule: str,
) -> CitedDocument:
    partial = fold_key(place.of(page)) if place and date is None else ""
    sender = fold_key(issuer.value.phrase.text) if issuer and not number and not date else ""
    words = (date.iso if date else "", fold_key(kind.words.text), sender, slugify(number[0]) if number else "", partial)
    role = WHOSE.get(whose.of(page).lower()) if whose else WHOSE_KINDS.get(kind.words.text.lower())
    owner = Span(whose.start, kind.words.span.end) if whose else kind.words.span
    return CitedDocument(
        key="-".join(filter(None, words)),
        label=label.of(page),
        evidence=normalised(f"{rule}-document", label),
        genre=Found(kind.genre, normalised(f"{rule}-genre", label)),
        number=Found(number[0], stated(f"{rule}-number", Span(kind.words.span.start, number[1].end))) if number else None,
        date=Found(date, normalised(f"{rule}-date", label if whose else place)) if date and place else None,
        issuer=issuer,
        author_role=Found(role, normalised(f"{rule}-whose", owner)) if role else None,
    )


def _number(page: str, kind: Kind, end: int) -> tuple[tuple[str, Span] | None, int]:
    """Read the number behind a kind: with a sign, or bare where that kind is cited so; a date is none."""
    at = kind.words.span.end
    if signed := _SIGNED.match(page, at, end):
        return (signed["number"], Span(*signed.span("number"))), signed.end()
    start = at + len(page[at:end]) - len(page[at:end].lstrip())
    bare = _BARE.match(page, start, end) if start > at else None
    if not bare or kind.genre not in NUMBERED_KINDS:
        return None, at
    if read_date(page, start, end) or (_PARTIAL.match(page, start, end)):
        return None, at
    return (bare["number"], Span(*bare.span("number"))), bare.end()


def _parties(page: str, at: int, end: int) -> tuple[Found[Name] | None, int]:
    """Read "from X to Y" behind a kind; a body is its issuer."""
    issuer = None
    if sent := _FROM.match(page, at, end):
        bare = strip_article(page, Span(*sent.span("from")))
        words, at = phrase(page, bare.start, bare.end), sent.end()
        kind = kind_of(words.text)
        if kind == "organization":
            issuer = Found(Name(words, kind=kind), normalised("cited-from", words.span))
    addressed = _TO.match(page, at, end)
    return issuer, addressed.end() if addressed else at


def _date(page: str, at: int, end: int) -> tuple[DateExpression | None, Span | None]:
    """Read the date behind "of", "dated" or a comma; one without a year gives its words only."""
    lead = _OF.match(page, at, end)
    if not lead:
        return None, None
    if dated := read_date(page, lead.end(), end):
        return dated
    partial = _PARTIAL.match(page, lead.end(), end)
    return (None, Span(*partial.span())) if partial and lead.end() > at + 1 else (None, None)


def read_date(page: str, at: int, end: int) -> tuple[DateExpression, Span] | None:
    """Read a date of month and year at least that begins at a place."""
    dates = find_dates(page, Span(at, min(end, at + 40)))
    return dates[0] if dates and dates[0][1].start == at else None
