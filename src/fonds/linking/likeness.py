"""Likeness (floor 3): how alike two written names are, 0 to 100, and why. Pure.

It only ever proposes: whoever edits the worklist decides. Names are compared word by word, transliterated to plain
letters; two words are alike when they are the same, differ by few letters (Hoenecker, Honecker), or sound alike under
the transliterations archives use (Khrushchev, Chruschtschow, Khrouchtchev). Numbers, and words of fewer than four
letters, are alike only when they are the same. A further habit of spelling is a row of :data:`SOUNDS`.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from anyascii import anyascii

SMALL_WORDS = frozenset(
    "a an and at by da de del della der des die do du e et for fur i in la le of on the to und v von y z za".split()
)
"""Words that tell no two bodies apart."""
SOUNDS: tuple[tuple[str, str], ...] = (
    ("S", "schtsch chtch shch stch szcz tsch tch sch sh cz sz zh dzh ch ts tz s z x(?=[ieh])"),
    ("K", "ch(?=[rl]) kh ck gh g k q h c(?![ieyhz])"),
    ("S", "c"), ("X", "x"),
    ("V", "ph ff f v w"),
    ("T", "th dt tt dh t d"),
    ("P", "pp bb p b"),
    ("M", "mm m"), ("N", "nn n"), ("L", "ll l"), ("R", "rr rh r"),
)
"""A class of sounds and how it is spelt; vowels, y and j are not heard, an X is heard as K and S. The longest form counts."""

SUFFIXES = frozenset("jr sr ii iii iv".split())
"""What stands after a surname and is none."""

_WORD = re.compile(r"[a-z0-9]+")
_QUOTES = re.compile(r"['\"`´’ʼ‘]")
_SPELT = sorted(
    ((form, sound) for sound, forms in SOUNDS for form in forms.split()),
    key=lambda pair: (-len(re.sub(r"\(.*\)", "", pair[0])), "(" not in pair[0]),
)
_SOUND = re.compile("|".join(f"(?P<{sound}{number}>{form})" for number, (form, sound) in enumerate(_SPELT)))
HOLDS = "the one name holds the other"
LEAST = 55
"""Likeness below which two names are not worth a person's look."""


@lru_cache(65_536)
def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name in plain lower-case letters; a name written surname first is turned round.

    >>> words_of("Хрущёв, Н. С."), words_of("People’s Party")
    (('n', 's', 'khrushchev'), ('peoples', 'party'))
    >>> words_of("Albert Watson, II"), words_of("Watson, Albert")
    (('albert', 'watson'), ('albert', 'watson'))
    """
    before, comma, after = name.partition(",")
    if comma and "," not in after and len(before.split()) <= 2 and not set(_plain(after)) <= SUFFIXES:
        before, after = after, before
    words = (*_plain(before), *_plain(after))
    return words[:-1] if len(words) > 2 and words[-1] in SUFFIXES else words


def _plain(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(_QUOTES.sub("", anyascii(_QUOTES.sub("", text))).lower()))


@lru_cache(65_536)
def sound_of(word: str) -> str:
    """Return how a plain lower-case word sounds, roughly: classes of consonants, an A for a vowel at its beginning.

    >>> sound_of("khrushchev") == sound_of("chruschtschow") == sound_of("khrouchtchev")
    True
    >>> sound_of("amin"), sound_of("1")
    ('AMN', '')
    """
    heard = ["A"] if word[:1] in tuple("aeiou") else []
    for match in _SOUND.finditer(word):
        for sound in (match.lastgroup or " ")[0].replace("X", "KS"):
            if not heard or heard[-1] != sound:
                heard.append(sound)
    return "".join(heard)


def word_likeness(one: str, other: str) -> float:
    """Return how alike two plain words are, 0 to 1; 0 where they are no spellings of one word.

    >>> word_likeness("poland", "holland"), word_likeness("iran", "iraq"), word_likeness("12", "13")
    (0.0, 0.0, 0.0)
    >>> round(word_likeness("hoenecker", "honecker"), 2)
    0.89
    """
    if one == other:
        return 1.0
    if min(len(one), len(other)) < 4 or not (one.isalpha() and other.isalpha()):
        return 0.0
    from rapidfuzz.distance import Levenshtein

    near = Levenshtein.normalized_similarity(one, other)
    if near >= 0.8 and min(len(one), len(other)) >= 5:
        return near
    sound = sound_of(one)
    return 0.75 + 0.2 * near if near >= 0.45 and len(sound) >= 3 and sound == sound_of(other) else 0.0


def person_likeness(one: str, other: str) -> tuple[int, str]:
    """Return the likeness of two names of persons and why; 0 where given names or surnames tell them apart.

    >>> person_likeness("Hoenecker", "Erich Honecker")
    (58, 'a surname spelt alike, without a given name')
    >>> person_likeness("A. Kosygin", "Alexei Kosygin")
    (85, 'the same surname, initials that fit')
    >>> person_likeness("Anna Petrov", "Ivan Petrov")
    (0, '')
    """
    few, many = sorted((words_of(one), words_of(other)), key=len)
    if not few:
        return 0, ""
    if sorted(few) == sorted(many):
        return (98 if few == many else 96), "the same words"
    surname = word_likeness(few[-1], many[-1])
    if not surname or (len(few[-1]) < 3 and len(few) == 1):
        return 0, ""
    how = "the same surname" if surname == 1.0 else "a surname spelt alike"
    if len(few) == 1:
        return round(65 * surname), f"{how}, without a given name"
    given = _given_likeness(few[:-1], many[:-1])
    if not given:
        return 0, ""
    base = (95 if len(few) == len(many) else 88) if given > 0.7 else 85
    fits = ("given names spelt alike" if given < 1 else "the same given name") if given > 0.7 else "initials that fit"
    return round(base * surname * (given if given > 0.7 else 1)), f"{how}, {fits}"


def _given_likeness(few: Sequence[str], many: Sequence[str]) -> float:
    """Return how well the shorter list fits into the longer one, in order; an initial fits with 0.5."""
    worst, at = 1.0, 0
    for place, word in enumerate(few):
        while at < len(many):
            fit = _given_fit(word, many[at])
            at += 1
            if fit:
                worst = min(worst, fit)
                break
            if place == 0:  # another first name is another person
                return 0.0
        else:
            return 0.0
    return worst


def _given_fit(one: str, other: str) -> float:
    if min(len(one), len(other)) == 1:
        return 1.0 if one == other else 0.5 * (one[0] == other[0])
    return word_likeness(one, other)


def body_likeness(one: str, other: str) -> tuple[int, str]:
    """Return the likeness of two names of bodies, places, offices or works, and why.

    >>> body_likeness("PDPA", "People’s Democratic Party of Afghanistan")
    (85, 'the initials of the other')
    >>> body_likeness("Politburo of the CPSU", "CPSU Politburo")
    (94, 'the same words')
    >>> body_likeness("Embassy in Poland", "Embassy in Holland")
    (0, '')
    """
    first, second = (tuple(word for word in words_of(name) if word not in SMALL_WORDS) for name in (one, other))
    if not first or not second:
        return 0, ""
    if first == second:
        return 97, "the same words"
    if sorted(first) == sorted(second):
        return 94, "the same words"
    if is_initials(one, other) or is_initials(other, one):
        return (85 if min(len("".join(first)), len("".join(second))) > 2 else 70), "the initials of the other"
    few, many = sorted((first, second), key=len)
    fits = [max(word_likeness(word, each) for each in many) for word in few]
    if not all(fits):
        return 0, ""
    alike = sum(fits) / len(fits)
    if len(few) == len(many):
        return round((92 if len(few) > 1 else 75) * alike), "spelt alike"
    if len(few) < 2 or alike < 1:
        return 0, ""
    return round(55 + 30 * len(few) / len(many)), HOLDS


def is_initials(short: str, full: str) -> bool:
    """Whether one name is the initials of the other, with or without its small words.

    >>> is_initials("C.P.S.U.", "Communist Party of the Soviet Union"), is_initials("Pa", "Poland Austria")
    (True, False)
    """
    letters, words = "".join(words_of(short)), words_of(full)
    if not 2 <= len(letters) <= 12 or len(words) < 2 or not (short.isupper() or "." in short):
        return False
    every = "".join(word[0] for word in words)
    return letters in (every, "".join(word[0] for word in words if word not in SMALL_WORDS))
