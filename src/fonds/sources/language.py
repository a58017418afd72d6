"""The language of a text (floor 3), computed by a library: an *observed* fact, never one about the original."""

import re
from functools import cache
from typing import Protocol

ENOUGH = 2_000
"""Characters a language is told by at most."""
FIRST_LOOK = 200
"""Characters that are looked at first: they tell nine texts of ten, and the library's time is that of their length.

They stand in the middle, behind the places, names and lists of participants that a text begins with.
"""
LEAST_CONFIDENCE = 0.9
LEAST_LETTERS = 40
_LETTERS = re.compile(rf"(?:[\W\d_]*+[^\W\d_]){{{LEAST_LETTERS}}}")
ENGLISH_LOOK = 400
"""Characters of the middle in which English is looked for by its words: most texts are English, and a hundred times
sooner known by these than by the library."""
_ENGLISH = frozenset(
    """about after and any are been before being between but by could did does during each from has have his how if
    into its may might more most must not of only other our out shall should since some such than that the their them
    then there these they this those through until upon was were what when where which while who whom whose will with
    would you your""".split()
)
"""Words English cannot do without, hardly any of which another language has."""
LEAST_ENGLISH = 5
"""So many different ones must stand there: other languages share a few ("of" and "been" are Dutch, "have" Danish)."""
ENGLISH_SHARE = 7
"""One word of so many at least: English prose has one of four, so that no more than half of the text is in another one."""

_NAMES = {
    name: tag
    for tag, names in (
        ("ar", "arabisch arabe"), ("bg", "bulgarisch bulgare български"), ("zh", "chinesisch chinois"),
        ("da", "dänisch danois dansk"), ("de", "deutsch allemand"), ("en", "englisch anglais"),
        ("fi", "finnisch finnois suomi"), ("fr", "französisch français"), ("he", "hebräisch hébreu"),
        ("it", "italienisch italien italiano"), ("ja", "japanisch japonais"), ("hr", "kroatisch croate"),
        ("la", "latein lateinisch"), ("mn", "mongolisch mongol"), ("nl", "niederländisch néerlandais nederlands"),
        ("no", "norwegisch norvégien norsk"), ("pl", "polnisch polonais polski"),
        ("pt", "portugiesisch portugais português"), ("ro", "rumänisch roumain română"),
        ("ru", "russisch russe русский"), ("sv", "schwedisch suédois svenska"), ("sr", "serbisch serbe"),
        ("sk", "slowakisch slovaque"), ("es", "spanisch espagnol español"), ("cs", "tschechisch tchèque čeština"),
        ("tr", "türkisch turc türkçe"), ("uk", "ukrainisch ukrainien українська"), ("hu", "ungarisch hongrois magyar"),
        ("vi", "vietnamesisch vietnamien"),
    )
    for name in names.split()
}
"""Names of languages in German, French and the languages themselves → tags. One a language of ours shares is left out."""


class _Identifier(Protocol):
    def classify(self, text: str) -> tuple[str, float]: ...


@cache
def _identifier() -> _Identifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier: _Identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return identifier


def find_language(text: str) -> str:
    """Return the BCP 47 tag of the language a text is in, ``und`` where the text is too short to tell.

    >>> find_language("We consider it necessary with all directness to inform the leadership of our friends.")
    'en'
    >>> find_language("No. 7")
    'und'
    """
    sample = text[:ENOUGH]
    if not _LETTERS.match(sample):
        return "und"
    if _is_english(_middle(sample, ENGLISH_LOOK)):
        return "en"
    if len(sample) > FIRST_LOOK:
        language, confidence = _identifier().classify(_middle(sample, FIRST_LOOK))
        if confidence >= LEAST_CONFIDENCE:
            return language
    language, confidence = _identifier().classify(sample)
    return language if confidence >= LEAST_CONFIDENCE else "und"


def _middle(text: str, width: int) -> str:
    start = max(0, len(text) - width) // 2
    return text[start : start + width]


def _is_english(text: str) -> bool:
    """Whether a text can only be English, by words no other language has so many of; False says nothing."""
    words = text.lower().split()
    found = [word for word in words if word in _ENGLISH]
    return len(found) * ENGLISH_SHARE >= len(words) and len(set(found)) >= LEAST_ENGLISH


def language_tag(name: str) -> str:
    """Return the BCP 47 tag of a language by its name: English, German, French or its own; empty where there is none.

    >>> language_tag("Russian"), language_tag("Deutsch"), language_tag("français"), language_tag("telegraph")
    ('ru', 'de', 'fr', '')
    """
    from iso639 import Lang
    from iso639.exceptions import DeprecatedLanguageValue, InvalidLanguageValue

    try:
        language = Lang(name.strip().capitalize())
    except (InvalidLanguageValue, DeprecatedLanguageValue):
        return _NAMES.get(name.strip().lower(), "")
    return str(language.pt1 or language.pt3) if len(name) > 3 else ""
