"""Credits (floor 3): who translated, edited, obtained and paid for what is printed, and from what language.

A credit is a clause: verbs, then "by", "from", "for", "to" in any order, up to a full stop, a semicolon or the next
verb: "Obtained and translated for CWIHP from Russian by A and B". To add a verb: a row of :data:`VERBS`.
"""

import re
from dataclasses import dataclass, field
from itertools import zip_longest

from fonds.record.evidence import Found, Span, normalised, stated
from fonds.record.names import Contribution, Name, Phrase
from fonds.sources.grammar.archives import ARCHIVE_WORDS
from fonds.sources.grammar.lexicon import BODIES
from fonds.sources.grammar.names import bare_word, is_acronym, looks_personal, parse_person, phrase, split_names, strip_article
from fonds.sources.language import language_tag

VERBS: dict[str, str] = {
    "translated": "translator", "translation": "translator", "translations": "translator", "translator": "translator",
    "translators": "translator", "trans.": "translator", "edited": "editor", "annotated": "editor",
    "obtained": "provider", "provided": "provider", "contributed": "provider", "donated": "provider",
    "supplied": "provider", "courtesy": "provider", "made available": "provider", "introduced": "", "transcribed": "",
    "compiled": "", "selected": "", "revised": "", "scanned": "", "published": "", "reprinted": "",
}
"""What a verb of a credit makes of the names behind "by": a code of the role scheme; empty where we have none."""

_VERB = "|".join(re.escape(verb).replace(r"\ ", r"\s+") for verb in sorted(VERBS, key=len, reverse=True))
_START = re.compile(rf"(?<![\w-])(?:{_VERB})(?![\w-])(?:(?:,\s+(?:and\s+)?|\s+and\s+)(?:{_VERB})(?![\w-]))*", re.IGNORECASE)
_ONE_VERB = re.compile(rf"(?<![\w-])(?:{_VERB})(?![\w-])", re.IGNORECASE)
_STOP = re.compile(
    rf"[\n;)]|\.(?=\s|\Z)|(?=,?\s+(?:and\s+)?(?:then\s+)?(?:{_VERB})(?![\w-]))|(?=,\s+(?:in|see)\s)", re.IGNORECASE
)
_MODIFIER = re.compile(
    r"(?<!\S)(?P<word>by|from|for|to|into|with|of|under|at|through|via|during|as)\b:?(?=\s)|(?P<colon>:)(?=\s)", re.IGNORECASE
)
_CHAIR = re.compile(r"(?:Assistant|Associate|Adjunct|Emeritus|Visiting)\s+Prof(?:essor|\.)\s+(?=\S)")
_CAPITAL = re.compile(r"\d{0,3}[^\W\d_a-z]|[^\x00-\x7f]")
_INITIAL = re.compile(r"(?:^|[\s.(-])(?:[^\W\d_]|[JS]r|Drs?|Mrs?|Ms|Prof|St|[IVX]{1,4})\Z")
_LANGUAGE = re.compile(
    r"(?:the\s+)?(?P<language>[^\W\d_]+)(?P<more>\s*(?:and|,|/|&)\s*[^\W\d_]+)?(?:\s+original)?\s*,?\Z", re.IGNORECASE
)
_FUNDER = re.compile(
    r"\s*(?:This\s+document\s+was\s+)?made\s+possible\s+(?:in\s+part\s+)?(?:with|by|through)\s+(?:the\s+)?(?:generous\s+)?"
    r"(?:support|funding|a\s+grant|grants)\s+(?:from|of|by)\s+(?P<names>.+?)\.?\s*\Z",
    re.IGNORECASE,
)
_FUNDER_JOINT = re.compile(r";\s*|,\s+and\s+(?:the\s+)?|\s+and\s+(?:the\s+)?|,\s+(?:the\s+)?")
LEAST_WRAPPED = 50
"""Characters a line has at least that is broken where it was full."""
LONGEST_CREDIT = 600
LONGEST_CLAUSE = 500
LONGEST_TAIL = 1_200
"""Characters at the end of a source line in which credits are looked for."""


@dataclass(slots=True)
class Credit:
    """One clause: its words, the roles of its verbs, and the words behind each preposition."""

    span: Span
    roles: tuple[str, ...]
    verb_end: int
    parts: dict[str, Phrase] = field(default_factory=dict)
    starts: dict[str, int] = field(default_factory=dict)


def read_credits(page: str, line: Span) -> list[Credit]:
    """Cut a line into credits; what stands between them is none.

    >>> page = "Obtained by A. See and translated from Russian by B. Dee for CWIHP."
    >>> [(credit.roles, credit.parts["by"].text) for credit in read_credits(page, Span(0, len(page)))]
    [(('provider',), 'A. See'), (('translator',), 'B. Dee')]
    """
    found: list[Credit] = []
    at = max(line.start, line.end - LONGEST_TAIL)
    while match := _START.search(page, at, line.end):
        end, stop = _clause_end(page, match.end(), line.end)
        roles = tuple(dict.fromkeys(VERBS[_folded(verb[0])] for verb in _ONE_VERB.finditer(match[0])))
        credit = Credit(Span(match.start(), stop), roles, match.end())
        _read_parts(page, credit, end)
        found.append(credit)
        at = max(end, match.end())
    return found


def _folded(verb: str) -> str:
    return " ".join(verb.lower().split())


def _clause_end(page: str, start: int, limit: int) -> tuple[int, int]:
    """Return where the words of a clause end, and where it ends with its full stop."""
    limit = min(limit, start + LONGEST_CLAUSE)
    for match in _STOP.finditer(page, start, limit):
        if match[0] == ")" and page.find("(", start, match.start()) >= 0:
            continue
        if match[0] == "\n" and _is_wrapped(page, match.start()):
            continue
        if match[0] == "." and _INITIAL.search(page, max(start, match.start() - 8), match.start()):
            if page[match.end() : limit].strip():
                continue
            return match.end(), match.end()
        if not match[0] and match.start() == start:
            continue
        return match.start(), match.end() if match[0] == "." else match.start()
    end = start + len(page[start:limit].rstrip())
    return end, end


def _is_wrapped(page: str, at: int) -> bool:
    """Whether a line that ends here was broken by its length: it is long, and another one follows."""
    length = at - page.rfind("\n", max(0, at - 2 * LEAST_WRAPPED), at) - 1
    return length >= LEAST_WRAPPED and bool(page[at + 1 : at + LEAST_WRAPPED].partition("\n")[0].strip())


def _read_parts(page: str, credit: Credit, end: int) -> None:
    """Read the words behind each preposition; one that stands twice counts the first time."""
    marks: list[re.Match[str]] = []
    for match in _MODIFIER.finditer(page, credit.verb_end, end):
        first = not page[credit.verb_end : match.start()].strip()
        word = _folded(match["word"] or "")
        if first or not (match["colon"] or word == "of" or (word == "to" and _has_by(marks))):
            marks.append(match)
    for match, after in zip_longest(marks, marks[1:]):
        word = _folded(match["word"] or "by")
        words = phrase(page, match.end(), after.start() if after else end)
        bare = words.text.rstrip(" ,;:").removesuffix(" and").rstrip(" ,")
        if bare and word not in credit.parts:
            credit.parts[word] = Phrase(bare, Span(words.span.start, words.span.start + len(bare)))
            credit.starts[word] = match.start()


def _has_by(marks: list[re.Match[str]]) -> bool:
    return any(_folded(mark["word"] or "by") == "by" for mark in marks)


def find_credit(page: str, line: Span) -> tuple[Found[str], list[Contribution]] | None:
    """Read who translated, and for whom: the sentence as it stands and its parties.

    >>> page = "Translated from Russian by Gary Goldberg for CWIHP."
    >>> [(c.role, c.name.phrase.text) for c in find_credit(page, Span(0, len(page)))[1]]
    [('translator', 'Gary Goldberg'), ('commissioning-body', 'CWIHP')]
    """
    return credit_of(page, read_credits(page, line))


def credit_of(page: str, credits: list[Credit]) -> tuple[Found[str], list[Contribution]] | None:
    """Return what :func:`find_credit` finds, of credits that are read already."""
    credit = _translation(credits)
    if credit is None:
        return None
    found = [
        Contribution("translator", name, stated("translated-by", each.span))
        for each in credits if "translator" in each.roles and "by" in each.parts
        for name in _names(page, each.parts["by"])
    ]
    body = credit.parts.get("for")
    if body:
        words = strip_article(page, body.span)
        name = Name(phrase(page, words.start, words.end), kind="organization")
        place = Span(credit.starts["for"], words.end)
        if name.phrase.text[:1].isupper():
            found.append(Contribution("commissioning-body", name, stated("translated-for", place)))
    return Found(credit.span.of(page), stated("credit-sentence", credit.span)), found


def _translation(credits: list[Credit]) -> Credit | None:
    return next((credit for credit in credits if "translator" in credit.roles and "by" in credit.parts), None)


def find_original_language(page: str, line: Span) -> Found[str] | None:
    """Read the language a credit says the text was translated from; two languages give none.

    >>> find_original_language("Translated from the Russian by A. B.", Span(0, 36)).value
    'ru'
    """
    return language_of(read_credits(page, line))


def language_of(credits: list[Credit]) -> Found[str] | None:
    """Return what :func:`find_original_language` finds, of credits that are read already."""
    credit = _translation(credits)
    words = credit.parts.get("from") if credit else None
    match = _LANGUAGE.match(words.text) if words else None
    if credit is None or words is None or not match or match["more"]:
        return None
    tag = language_tag(match["language"])
    place = Span(credit.span.start, words.span.start + match.end("language"))
    return Found(tag, normalised("translated-from", place)) if tag else None


def find_providers(page: str, line: Span) -> list[Contribution]:
    """Read who obtained, contributed or provided what is printed, and who edited it.

    >>> page = "Contributed to CWIHP by Mark Kramer; edited by A. See."
    >>> [(c.role, c.name.phrase.text) for c in find_providers(page, Span(0, len(page)))]
    [('provider', 'Mark Kramer'), ('editor', 'A. See')]
    """
    return providers_of(page, read_credits(page, line))


def providers_of(page: str, credits: list[Credit]) -> list[Contribution]:
    """Return what :func:`find_providers` finds, of credits that are read already."""
    found: list[Contribution] = []
    for credit in credits:
        words = credit.parts.get("by")
        if words is None and "courtesy" in page[credit.span.start : credit.verb_end].lower():
            words = credit.parts.get("of")
        if words is None:
            continue
        for role in ("provider", "editor"):
            if role in credit.roles:
                rule = "provided-by" if role == "provider" else "edited-by"
                names = _names(page, words)
                found.extend(Contribution(role, name, stated(rule, credit.span)) for name in names)
    return found


def _names(page: str, words: Phrase) -> list[Name]:
    """Return the names of a credit; a bracket or a body behind a person says where somebody works, and is left out."""
    end = page.find("(", words.span.start, words.span.end)
    part = phrase(page, words.span.start, end if end > words.span.start else words.span.end)
    if (of := part.text.find(" of the ")) > 0 and " " in part.text[:of] and looks_personal(part.text[:of]):
        part = phrase(page, part.span.start, part.span.start + of)
    names = [
        name._replace(kind="organization") if _is_institution(name.phrase.text) else name
        for name in (_without_chair(page, each) for each in split_names(page, part.span))
        if _CAPITAL.match(name.phrase.text)
    ]
    if any(name.kind == "person" for name in names):
        return [name for name in names if name.kind in ("person", "unknown") and not is_acronym(name.phrase.text)]
    if len(names) < 2 or any(name.kind == "unknown" for name in names):
        return names
    bare = strip_article(page, part.span)
    return [Name(phrase(page, bare.start, bare.end), kind="organization")]


def _without_chair(page: str, name: Name) -> Name:
    """Leave out an academic rank before a name."""
    rank = _CHAIR.match(name.phrase.text)
    return parse_person(page, Span(name.phrase.span.start + rank.end(), name.phrase.span.end)) if rank else name


def _is_institution(text: str) -> bool:
    return any(bare_word(word) in ARCHIVE_WORDS for word in text.split())


def find_funders(page: str, block: Span) -> list[Contribution]:
    """Read a credit line of support: "made possible with support from NAMES".

    >>> page = "Made possible with support from the Leon Levy Foundation and the MacArthur Foundation"
    >>> [c.name.phrase.text for c in find_funders(page, Span(0, len(page)))]
    ['Leon Levy Foundation', 'MacArthur Foundation']
    """
    if block.end - block.start > LONGEST_CREDIT:
        return []
    match = _FUNDER.match(page, block.start, block.end)
    if not match:
        return []
    line = phrase(page, match.start(), match.end())
    return [
        Contribution("funder", Name(words, kind="organization"), stated("support-from", line.span))
        for words in _funders(page, phrase(page, *match.span("names")).span)
    ]


def _funders(page: str, names: Span) -> list[Phrase]:
    """Cut a list of funders where both sides are bodies: "John D. and Catherine T. MacArthur Foundation" is one."""
    parts: list[Phrase] = []
    start = names.start
    for joint in [*_FUNDER_JOINT.finditer(page, names.start, names.end), None]:
        end = joint.start() if joint else names.end
        following = page[joint.end() : names.end] if joint else ""
        sure = joint is None or ";" in joint[0] or "the" in joint[0].split()
        next_one = re.split(r",|;|\sand\s", following, maxsplit=1)[0]
        if not sure and not (_is_body(page[start:end]) and _is_body(next_one)):
            continue
        words = strip_article(page, phrase(page, start, end).span)
        parts.append(phrase(page, words.start, words.end))
        start = joint.end() if joint else end
    return [part for part in parts if part.text]


def _is_body(text: str) -> bool:
    return any(bare_word(word) in BODIES for word in text.split())
