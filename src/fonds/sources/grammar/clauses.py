"""The clauses of a title (floor 3): where "from", "to", "by", "between", "on" … open one, and where they do not.

A preposition inside brackets or quotes opens nothing; one right after a word it belongs to ("Special Assistant to",
"Committee on", "excerpt from") is part of a name, unless it is the only one that can be meant. Clauses end where
a subject, a colon, an infinitive, words like "transmitting", or another letter with its own parties begin.
"""

import re
from itertools import pairwise
from typing import NamedTuple

from fonds.record.evidence import Span
from fonds.record.names import Phrase
from fonds.sources.grammar.dates import find_dates
from fonds.sources.grammar.hedges import hedge_before
from fonds.sources.grammar.lexicon import (
    AUTHORED,
    BODIES,
    COLLECTIVES,
    COURTESY,
    FIRM_FORMS,
    GOVERNORS,
    INFINITIVES,
    NEVER_GOVERN,
    PARTICLES,
    PLACE_PAIRS,
    SENT,
    Lexicon,
)
from fonds.sources.grammar.names import bare_word, is_office, phrase
from fonds.sources.grammar.openings import find_number_sign, genre_code

_MARK = re.compile(
    r"(?:(?<!\w)|(?!\w))(?:\(\s*(?:via|through)\s+(?P<aside>[^()\[\]]{1,80})\)|(?P<single>(?<![^\s,:(\[])['‘](?=[^\W\d_]))"
    r"|(?P<open>[(\[“«„])|(?P<close>[)\]”»])|(?P<quote>\")|(?P<colon>[,;]?\s(?:subject|subj|ref|date)\s?:|:\s|\s[–—-]\s)"
    r"|(?<![^\s,;)\]])(?P<word>on\s+behalf\s+of|from:?|to:?|between|among|with\s+the\s+participation\s+of|with|by|for|on|regarding|concerning|about|re:?|via"
    r"|through|in\s+(?:reply|response|answer|connection|regard|reference|relation|order))(?=\s)"
    r"|(?<![^\s,;])(?P<ing>[^\W_]+ing)(?=\s))",
    re.IGNORECASE,
)
"""None of these begins inside a word, which is asked first."""
_ING = frozenset(
    """announcing asking conveying containing describing discussing enclosing expressing forwarding informing
    instructing notifying offering proposing relaying reporting requesting suggesting transmitting urging""".split()
)
_NESTING = frozenset("containing conveying enclosing forwarding relaying transmitting".split())
"""Words behind which another text is named, whose parties are its own."""
_WITH_TEXT = re.compile(r"with\s+(?:the\s+)?(?:full\s+)?(?:text|copy|translation)s?\s+of\b", re.IGNORECASE)
_NOT_ING = frozenset("acting banking housing leading mining planning ruling sitting standing visiting".split())
_MEANS = frozenset(
    "air cable courier force hand land letter mail means order phone post radio rail sea telephone train".split()
)
_LED = frozenset("accompanied chaired headed led represented".split())
STOP = "stop"
_CLOSING = re.compile(r"['’](?=\s*(?:[,.;)]|\Z))")
_CLOSING_WORD = re.compile(r"['’](?=\s)")
WINDOW = 120
"""Characters around a preposition in which the words beside it are looked for."""
_OWN = frozenset({"from", "to", "by"})
SUBJECT = frozenset({"on", "regarding", "concerning", "about", "re"})
_LOWER = frozenset("the a an all certain each every her his its our other their various selected some several".split())
_ACCREDITED = frozenset("ambassador delegate delegation mission observer representative".split())
_ORGANISATIONS = frozenset("cmea comecon ec eec eu iaea ilo nato un unesco".split())
"""What missions are accredited to: "the Permanent Mission of India to the UN" is one name."""
_PLACED = frozenset("ambassador ambassadors consul envoy minister mission".split())
_NAME_INSIDE = re.compile(r"[a-z]{1,3}['’-][^\W\d_a-z]")
"""A name that begins with a small letter: "d'Estaing", "al-Sadat"."""
_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(
    r"(?:,\s+(?:at\s+)?(?:\d{1,2}(?:[:.]\d{2})?\s?(?:[ap]\.?m\b\.?|h(?:ou)?rs?\b\.?)|noon\b|midnight\b"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)){1,3}[\s,]*\Z",
    re.IGNORECASE,
)
"""A time of the day, a day of the week, at the end of a clause."""
_FIRM_STOP = re.compile(r"\b(?:Bros|Cie|Co|Corp|Inc|Ltd)\.\Z")
_PARTICIPLE = re.compile(r"[^\W_]+(?:ed|en|made|sent|held)", re.IGNORECASE)


class Clause(NamedTuple):
    """A preposition with its words. ``whole`` begins at the preposition. ``doubtful``: another reading is as good.

    ``dated``: a date stands behind the words. ``hedge``: how sure the words before the preposition are of it.
    """

    word: str
    whole: Phrase
    words: Phrase
    doubtful: bool = False
    dated: bool = False
    hedge: float | None = None


class _Cut(NamedTuple):
    word: str
    start: int
    end: int
    governed: bool = False
    until: int | None = None
    """Where its words end at the latest: the bracket they stand in closes there."""


def cut_clauses(page: str, span: Span, lexicon: Lexicon, without: frozenset[str] = frozenset()) -> list[Clause]:
    """Cut a span into clauses; words before the first preposition belong to none.

    Prepositions of ``without`` open no clause: a conversation has no "to", though its attendees may.

    >>> page = "from the Special Assistant to the President to the Secretary of State on Iran"
    >>> [(clause.word, clause.words.text) for clause in cut_clauses(page, Span(0, 77), Lexicon())]
    [('from', 'the Special Assistant to the President'), ('to', 'the Secretary of State'), ('on', 'Iran')]
    """
    cuts = [cut for cut in _cuts(page, span, lexicon) if cut.word not in without]
    chosen, stop = _choose(page, cuts, span.end)
    doubtful = not any(cut.word == "to" for cut in chosen) and any(cut.word == "to" for cut in cuts)
    clauses = []
    hedges = [hedge_before(page, span.start, cut.start) for cut in chosen]
    for index, cut in enumerate(chosen):
        end = chosen[index + 1].start if index + 1 < len(chosen) else stop
        end = end if cut.until is None else cut.until
        if index + 1 < len(chosen) and (following := hedges[index + 1]):
            end = max(cut.end, following[0])
        end = _before_participle(page, cut.end, end)
        last = _trim(page, cut.end, end)
        words = phrase(page, cut.end, last)
        whole = phrase(page, cut.start, words.span.end)
        doubt = doubtful and not words.text.endswith(")") and any(_is_inside(page, cut, o, words) for o in cuts)
        hedge = hedges[index]
        dated = _DIGIT.search(page, last, end) is not None
        clauses.append(Clause(cut.word, whole, words, doubt, dated, hedge[1] if hedge else None))
    return clauses


def _is_inside(page: str, cut: _Cut, other: _Cut, words: Phrase) -> bool:
    """Whether another "to" stands in a clause, before any comma: it may be the one that names the addressee."""
    within = other.word == "to" and other.governed and cut.start < other.start < words.span.end
    return within and "," not in page[cut.end : other.start]


def _choose(page: str, cuts: list[_Cut], end: int) -> tuple[list[_Cut], int]:
    """Return one cut of each kind, in their order, and where the last clause ends.

    Of several "to" the first that no word governs counts, one right after a name in brackets before any other;
    what stands before that one is no subject.
    """
    free = [cut for cut in cuts if not cut.governed]
    closing = next((cut for cut in free if cut.word == "to" and page[:cut.start][-2:-1] == ")"), None)
    chosen: dict[str, _Cut] = {}
    for cut in free:
        before_name = closing is not None and cut.start < closing.start and "to" not in chosen
        if before_name and cut.word in (*SUBJECT, "to", "with", STOP):
            continue
        if cut.word == STOP:
            end = cut.start
            break
        chosen.setdefault("between" if cut.word == "among" else cut.word, cut)
        if cut.word in SUBJECT:
            break
    return sorted(chosen.values(), key=lambda cut: cut.start), end


def _cuts(page: str, span: Span, lexicon: Lexicon) -> list[_Cut]:
    """Return every preposition that may open a clause, and every place where clauses may end."""
    cuts: list[_Cut] = []
    depth = 0
    quoted = named = False
    quoted_to, closed = span.start, True
    for match in _MARK.finditer(page, span.start, span.end):
        if match.start() < quoted_to:
            continue
        if match["single"]:
            quoted_to = _end_of_quote(page, match.end(), span.end) if closed else match.end()
            closed = quoted_to > match.end()
            continue
        depth = max(0, depth + (match["open"] is not None) - (match["close"] is not None))
        quoted ^= match["quote"] is not None
        if depth or quoted:
            continue
        if match["aside"]:
            cuts.append(_Cut("via", match.start(), match.start("aside"), until=match.end("aside")))
        if (match["colon"] and cuts) or (match["ing"] and _is_ing(match["ing"]) and (cuts or _is_nesting(match["ing"]))):
            cuts.append(_Cut(STOP, match.start(), match.start()))
        if match["word"] and _WITH_TEXT.match(page, match.start("word"), span.end):
            cuts.append(_Cut(STOP, match.start("word"), match.start("word")))
        if match["word"]:
            word = " ".join(match["word"].lower().rstrip(":").split())
            word = "with" if word.startswith("with ") else word
            nested = _nested_at(page, span, match.start("word"), lexicon) if word in _OWN and named else None
            if nested is not None:
                cuts.append(_Cut(STOP, nested, nested))
            cuts.append(_read_cut(page, span, match, word, lexicon))
            named = named or (word in _OWN and not cuts[-1].governed)
    return cuts


def _end_of_quote(page: str, start: int, end: int) -> int:
    """Return where a quotation in single marks closes; where it began if it does not: the mark was none."""
    closing = _CLOSING.search(page, start, end) or _CLOSING_WORD.search(page, start, end)
    return closing.end() if closing else start


def _nested_at(page: str, span: Span, at: int, lexicon: Lexicon) -> int | None:
    """Return where another text begins that has parties of its own ("… to Tito, Letter | from Stalin")."""
    space = page.rfind(" ", max(span.start, at - WINDOW), at - 1)
    word = page[space + 1 : at].strip()
    if space < 0 or not genre_code(word, lexicon):
        return None
    before = page[max(span.start, at - WINDOW) : at].split()
    if len(before) < 2:
        return None
    start = page.rfind(word, span.start, at)
    article = before[-2].lower() in ("a", "an", "the", "his", "her", "their")
    return page.rfind(before[-2], span.start, start) if article else start


def _read_cut(page: str, span: Span, match: re.Match[str], word: str, lexicon: Lexicon) -> _Cut:
    """Return the cut a preposition makes; one that opens no clause may still end the one before."""
    start, end = match.span("word")
    before = page[max(span.start, start - WINDOW) : start].split() or [""]
    after = page[end : min(span.end, end + WINDOW)].split(None, 3)
    following = after[0] if after else ""
    if word.startswith("in ") or (word == "to" and _is_infinitive(following)):
        return _Cut(STOP, start, end)
    if word == "for" and bare_word(page[span.start : start][:WINDOW].strip()) not in ("", *AUTHORED):
        return _Cut(word, start, end, governed=not (before[-1].endswith(")") or _is_sent("mission", after)))
    if word == "by":
        if bare_word(before[-1]) in _LED and "between" in page[span.start : start].lower():
            return _Cut(word, start, end, governed=True)
        participle = _PARTICIPLE.fullmatch(before[-1].strip(",")) and bare_word(before[-1]) not in AUTHORED
        lower = following[:1].islower() and following.lower() not in _LOWER
        if participle or lower or bare_word(following) in _MEANS:
            return _Cut(STOP, start, end)
    return _Cut(word, start, end, _is_governed(word, before[-5:], after, lexicon))


def _is_sent(governor: str, after: list[str]) -> bool:
    """Whether a delegation's "to" names an addressee: it is sent to bodies and meetings, not to the holder of an office."""
    names = [bare_word(word) for word in after if word.lower() != "the"][:3]
    return governor in SENT and any(
        (is_office(name) and name not in COLLECTIVES) or name in COURTESY for name in names
    )


def _is_inside_body(before: list[str]) -> bool:
    """Whether a governor is the last word of a body ("Council of Economic Advisers")."""
    words = [bare_word(word) for word in before]
    plural = bool(words) and words[-1].endswith("s") and is_office(words[-1])
    return plural and any(second == "of" and first in BODIES for first, second in pairwise(words))


def _is_governed(word: str, before: list[str], after: list[str], lexicon: Lexicon) -> bool:
    """Whether a preposition belongs to the word before it; ``before`` are the last words, ``after`` the next ones."""
    if before[-1].endswith((",", ";")):
        return False
    governor = bare_word(before[-1])
    if governor in FIRM_FORMS and before[-1][:1].isupper() and not _OWN.isdisjoint(map(str.lower, before)):
        return False
    if governor in GOVERNORS.get(word, frozenset()):
        if word == "on":
            return tuple(bare_word(each) for each in before[-2:]) not in NEVER_GOVERN
        return not (word == "to" and (_is_sent(governor, after) or _is_inside_body(before)))
    if word == "to" and _is_organisation(after) and any(bare_word(each) in _ACCREDITED for each in before):
        return True
    if word == "to" and governor in _PLACED:
        names = [bare_word(w) for w in after if w.lower() != "the"]
        if "_".join(names[:2]) in PLACE_PAIRS:
            return True
        party = any(is_office(n) or n in BODIES or n in COURTESY or n in COLLECTIVES for n in names[:3])
        return not party and not lexicon.known(" ".join(after[:2]))
    return False


def _is_organisation(after: list[str]) -> bool:
    """Whether words name an organisation that states send missions to."""
    names = [bare_word(word).replace(".", "") for word in after if word.lower() != "the"]
    return names[:1] != [] and (names[0] in _ORGANISATIONS or names[:2] == ["united", "nations"])


def _is_nesting(word: str) -> bool:
    return word.lower() in _NESTING


def _is_infinitive(following: str) -> bool:
    """Whether "to" is followed by a verb: a known one, or a lower-case word that begins no party."""
    word = bare_word(following)
    if word in INFINITIVES:
        return True
    if not following[:1].islower() or following.lower() in _LOWER or _NAME_INSIDE.match(following) or word in PARTICLES:
        return False
    return not (is_office(word) or word in BODIES or word in COLLECTIVES or word in COURTESY)


def _is_ing(word: str) -> bool:
    lower = word.lower()
    return lower in _ING or (word.islower() and lower not in _NOT_ING and lower not in SUBJECT and len(word) > 5)


def _before_participle(page: str, start: int, end: int) -> int:
    """Leave out "Prepared" before "by" at the end of a clause."""
    words = page[start:end].rstrip()
    last = words.split()[-1] if words else ""
    return start + len(words) - len(last) if bare_word(last) in AUTHORED else end


def _trim(page: str, start: int, end: int) -> int:
    """Leave out a date or a number at the end of a clause, commas, full stops and open brackets."""
    if _DIGIT.search(page, start, end):
        if dates := find_dates(page, Span(start, end)):
            end = dates[0][1].start
        number = find_number_sign(page, start, end)
        end = end if number is None else number
    if (clock := _CLOCK.search(page, max(start, end - WINDOW), end)) and clock.start() > start:
        end = clock.start()
    while end > start and (page[end - 1].isspace() or page[end - 1] in ",;:(["):
        end -= 1
    if end > start + 2 and page[end - 1] == "." and page[end - 3].isalnum() and not _FIRM_STOP.search(page, start, end):
        end -= 1
    return end
