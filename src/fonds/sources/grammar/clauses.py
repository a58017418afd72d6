"""The clauses of a title (floor 3): where "from", "to", "by", "between", "on" … open one, and where they do not.

A preposition inside brackets or quotes opens nothing; one right after a word it belongs to ("Special Assistant to",
"Committee on", "excerpt from") is part of a name, unless it is the only one that can be meant. Clauses end where
a subject, a colon, an infinitive or words like "transmitting" begin.
"""

import re
from dataclasses import dataclass

from fonds.record.evidence import Span
from fonds.record.names import Phrase
from fonds.sources.grammar.dates import find_dates
from fonds.sources.grammar.lexicon import AUTHORED, BODIES, COLLECTIVES, COURTESY, GOVERNORS, OFFICES, Lexicon
from fonds.sources.grammar.names import bare_word, phrase
from fonds.sources.grammar.openings import find_number_sign

_MARK = re.compile(
    r"(?P<open>[(\[“«„])|(?P<close>[)\]”»])|(?P<quote>\")|(?P<colon>:\s|\s[–—-]\s)"
    r"|(?<![^\s,;])(?P<word>on\s+behalf\s+of|from|to|between|among|with|by|for|on|regarding|concerning|about|re:?|via"
    r"|through|in\s+(?:reply|response|answer|connection|regard|reference|relation|order))(?=\s)"
    r"|(?<![^\s,;])(?P<ing>[^\W_]+ing)(?=\s)",
    re.IGNORECASE,
)
_ING = frozenset(
    """announcing asking conveying containing describing discussing enclosing expressing forwarding informing
    instructing notifying offering proposing relaying reporting requesting suggesting transmitting urging""".split()
)
_NOT_ING = frozenset("acting banking housing leading mining planning ruling sitting standing visiting".split())
_MEANS = frozenset("air cable courier force hand land letter mail means order phone post radio rail sea telegram telegraph telephone train".split())
SUBJECT = frozenset({"on", "regarding", "concerning", "about", "re"})
_LOWER = frozenset("the a an all certain each every her his its our other their various selected some several".split())
_PLACED = frozenset("ambassador ambassadors consul envoy minister mission".split())
_PARTICIPLE = re.compile(r"[^\W_]+(?:ed|en|made|sent|held)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clause:
    """A preposition with its words. ``whole`` begins at the preposition. ``doubtful``: another reading is as good."""

    word: str
    whole: Phrase
    words: Phrase
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class _Cut:
    word: str
    start: int
    end: int
    governed: bool = False


def cut_clauses(page: str, span: Span, lexicon: Lexicon) -> list[Clause]:
    """Cut a span into clauses; words before the first preposition belong to none.

    >>> page = "from the Special Assistant to the President to the Secretary of State on Iran"
    >>> [(clause.word, clause.words.text) for clause in cut_clauses(page, Span(0, 77), Lexicon())]
    [('from', 'the Special Assistant to the President'), ('to', 'the Secretary of State'), ('on', 'Iran')]
    """
    cuts, stop = _cuts(page, span, lexicon)
    chosen: dict[str, _Cut] = {}
    doubtful = False
    for cut in cuts:
        word = "between" if cut.word == "among" else cut.word
        if cut.governed:
            continue
        chosen.setdefault(word, cut)
    if "to" not in chosen and any(cut.word == "to" for cut in cuts):
        doubtful = True
    ordered = sorted(chosen.values(), key=lambda cut: cut.start)
    subject = next((cut.start for cut in ordered if cut.word in SUBJECT), None)
    ordered = [cut for cut in ordered if subject is None or cut.start <= subject]
    clauses = []
    for index, cut in enumerate(ordered):
        end = ordered[index + 1].start if index + 1 < len(ordered) else stop
        words = phrase(page, cut.end, _trim(page, cut.end, _before_participle(page, cut.end, end)))
        whole = phrase(page, cut.start, words.span.end)
        held = doubtful and any(other.governed and cut.start < other.start < words.span.end for other in cuts)
        clauses.append(Clause(cut.word, whole, words, held))
    return clauses


def _cuts(page: str, span: Span, lexicon: Lexicon) -> tuple[list[_Cut], int]:
    """Return every preposition that may open a clause, and where the clauses end."""
    cuts: list[_Cut] = []
    depth = 0
    quoted = False
    for match in _MARK.finditer(page, span.start, span.end):
        depth = max(0, depth + (match["open"] is not None) - (match["close"] is not None))
        quoted ^= match["quote"] is not None
        if depth or quoted:
            continue
        if (match["colon"] and cuts) or (match["ing"] and cuts and _is_ing(match["ing"])):
            return cuts, match.start()
        if not match["word"]:
            continue
        word = " ".join(match["word"].lower().rstrip(":").split())
        cut = _read_cut(page, span, match, word, lexicon)
        if cut is None:
            if word in ("to", "by"):
                return cuts, match.start()
            continue
        cuts.append(cut)
        if word in SUBJECT and not cut.governed:
            return cuts, span.end
        if word.startswith(("in ", "on behalf")):
            return cuts[:-1], match.start()
    return cuts, span.end


def _read_cut(page: str, span: Span, match: re.Match[str], word: str, lexicon: Lexicon) -> _Cut | None:
    """Return the cut a preposition makes; None where it opens no clause but ends the one before."""
    start, end = match.span("word")
    before = page[span.start : start].split()[-1:] or [""]
    after = page[end : span.end].split(None, 3)
    following = after[0] if after else ""
    if word == "to" and _is_infinitive(following):
        return None
    if word == "by":
        participle = _PARTICIPLE.fullmatch(before[0].strip(",")) and bare_word(before[0]) not in AUTHORED
        if participle or bare_word(following) in _MEANS or following[:1].islower() and following.lower() not in _LOWER:
            return None
    return _Cut(word, start, end, _is_governed(word, before[0], after, lexicon))


def _is_governed(word: str, before: str, after: list[str], lexicon: Lexicon) -> bool:
    if before.endswith((",", ";")):
        return False
    governor = bare_word(before)
    if governor in GOVERNORS.get(word, frozenset()):
        return True
    if word == "to" and governor in _PLACED:
        names = [bare_word(w) for w in after if w.lower() != "the"]
        known = {*OFFICES, *BODIES, *COURTESY, *COLLECTIVES}
        return not any(name in known for name in names[:3]) and not lexicon.known(" ".join(after[:2]))
    return False


def _is_infinitive(following: str) -> bool:
    """Whether "to" is followed by a verb: a lower-case word that begins no party."""
    if not following[:1].islower() or following.lower() in _LOWER:
        return False
    word = bare_word(following)
    return not (word in OFFICES or word in BODIES or word in COLLECTIVES or word in COURTESY)


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
    if dates := find_dates(page, Span(start, end)):
        end = dates[0][1].start
    number = find_number_sign(page, start, end)
    end = end if number is None else number
    while end > start and (page[end - 1].isspace() or page[end - 1] in ",;:(["):
        end -= 1
    if end > start + 2 and page[end - 1] == "." and page[end - 3].isalnum():
        end -= 1
    return end
