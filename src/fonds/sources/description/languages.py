"""Languages in descriptions (floor 3): ISO 639 codes and names → BCP 47 tags."""

import re

from fonds.sources.language import language_tag

_NO_LANGUAGE = frozenset({"und", "mul", "zxx", "mis"})
_WORD = re.compile(r"[^\W\d_]{4,}(?!\w|\s+(?:script|alphabet|characters|letters|Schrift))")
MOST_WORDS = 12
"""Words of a sentence about a language that are looked at."""


def tag_of_code(code: str) -> str:
    """Return the BCP 47 tag of a language code (ISO 639-1, 639-2 of either kind, 639-3, RFC 3066); empty for no code.

    >>> tag_of_code("ger"), tag_of_code("deu"), tag_of_code("en-GB"), tag_of_code("mul"), tag_of_code("German")
    ('de', 'de', 'en', '', '')
    """
    from iso639 import Lang
    from iso639.exceptions import DeprecatedLanguageValue, InvalidLanguageValue

    primary = re.split(r"[-_]", code.strip().lower())[0]
    if not 2 <= len(primary) <= 3 or primary in _NO_LANGUAGE:
        return ""
    try:
        language = Lang(primary)
    except (InvalidLanguageValue, DeprecatedLanguageValue):
        return ""
    return str(language.pt1 or language.pt3)


def tags_of_words(words: str) -> list[str]:
    """Return the tags of the languages that a code, a name or a short sentence names, each once.

    >>> tags_of_words("rus"), tags_of_words("In German and Polish."), tags_of_words("unknown")
    (['ru'], ['de', 'pl'], [])
    """
    if code := tag_of_code(words) or language_tag(words):
        return [code]
    names = _WORD.findall(words)[:MOST_WORDS]
    return list(dict.fromkeys(tag for name in names if name[0].isupper() and (tag := language_tag(name))))
