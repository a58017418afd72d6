"""Names in archival references (floor 3): what can be the name of an archive, and what one of its named levels.

To teach it a noun of a level or the place of an archive, add it to the tables of `archives.py`.
"""

import re
from functools import lru_cache

from fonds.sources.grammar.archives import ARCHIVE_PLACES, LEVEL_WORDS
from fonds.sources.grammar.names import bare_word
from fonds.sources.grammar.reference_lines import MOST_PARTS
from fonds.sources.grammar.shelfmarks import read_labelled

MOST_ARCHIVE_WORDS = 24
_VERBS = frozenset(
    """was were is are has have had been found located copied obtained published printed see cited can be which that this
    its from""".split()
)
_YEARS = re.compile(r"\b(?:1[89]|20)\d\d(?:\s?[–/-]\s?\d{2,4})?\b")
_CAPITALS = re.compile(r"[^\W\d_a-z][^\W\d_]{0,3}[^\W\d_a-z][^\W\d_]*(?![^\W\d_])")
_SENTENCES = re.compile(r"[^\W\d_A-Z]{3}\.\s")
_BRACKETED = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_LONG_NUMBER = re.compile(r"\d{3}")


@lru_cache(MOST_PARTS)
def is_name(text: str) -> bool:
    """Whether words can be the name of an archive: no sentence, no verb, no unit."""
    words = [bare_word(word) for word in text.split()]
    return 0 < len(words) <= MOST_ARCHIVE_WORDS and text[0].isupper() and not (
        any(word in _VERBS for word in words) or words[0] in ("a", "an") or _LONG_NUMBER.search(text)
        or _SENTENCES.search(text) or read_labelled(text, 0, len(text))
    )


def is_plain(text: str) -> bool:
    """Whether a name has neither quotes nor brackets, but for a place in brackets."""
    bare = _BRACKETED.sub(lambda match: "" if is_archive_place(match[1]) else match[0], text)
    return not any(char in bare for char in "()[]“”\"")


@lru_cache(MOST_PARTS)
def has_level_word(text: str) -> bool:
    """Whether a noun says that words are a level ("Central Files")."""
    return any(bare_word(word).strip("()") in LEVEL_WORDS for word in text.split())


@lru_cache(MOST_PARTS)
def is_level(text: str, *, below: bool = False) -> bool:
    """Whether a part between the archive and its units names a level: by a noun, by years, or as initials.

    ``below`` an archive that is known all is a level that is no place.
    """
    words = text.split()
    if is_archive_place(text) or not words:
        return False
    return below or has_level_word(text) or _YEARS.search(text) is not None or _CAPITALS.match(words[0]) is not None


def is_archive_place(text: str) -> bool:
    """Whether words are the place of an archive, which may stand in brackets behind its name."""
    return " ".join(text.lower().split()).rstrip(".") in ARCHIVE_PLACES
