"""The titles' words in other languages (floor 3): what a language file of ``vocab/titles`` says, ready to be looked up.

English is the grammar's own; every other language is a file: its words for the genres, its prepositions, beginnings
of the words for offices and bodies. To add a language, add a file; `foreign.py` reads titles by it.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field

ROLES = ("from", "to", "to-body", "to-party", "by", "between", "with", "via", "place", "about")
"""The parts of a title that a preposition of the file opens; *about* ends all others, *place* names nobody.

*to-body* and *to-party* open a part before a body, or before any party; else *to-party* ends all parts as *about* does."""
WHOLE = 4
"""Letters a beginning of a word has at least; a shorter one is a whole word."""


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language: ``opens`` are its prepositions and what each opens, the rest sets of words and beginnings."""

    language: str
    genres: Mapping[str, str]
    opens: Mapping[str, str]
    joins: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    genitives: frozenset[str] = frozenset()
    courtesy: frozenset[str] = frozenset()
    stems: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    genitive_endings: tuple[str, ...] = ()
    dative_endings: tuple[str, ...] = ()
    shared: frozenset[str] = frozenset()
    """Words for a genre that are English words for something else ("Brief")."""

    def begins(self, kind: str, word: str) -> bool:
        """Whether a word begins as one of a kind does: *office*, *body*, *talk* or *phone*.

        A beginning of up to three letters is the whole word: initials, mostly. The longer beginning says which of
        office and body it is ("Ministerium", "Minister").
        """
        length = self._begun(kind, word)
        rival = {"office": "body", "body": "office"}.get(kind)
        return length > 0 and (rival is None or length > self._begun(rival, word))

    def _begun(self, kind: str, word: str) -> int:
        """Return the length of the longest beginning of a kind that a word has."""
        lower = word.lower()
        stems = (stem for stem in self.stems.get(kind, ()) if lower == stem or (len(stem) >= WHOLE and lower.startswith(stem)))
        return max(map(len, stems), default=0)


def parse_tongue(text: str) -> Tongue:
    """Read a language file. ValueError where it is no TOML, KeyError where a part is missing.

    >>> tongue = parse_tongue('language = "de"\\n[genres]\\nletter = ["Brief"]\\n[words]\\nfrom = ["von"]\\n[stems]\\n')
    >>> tongue.genres, tongue.opens
    ({'brief': 'letter'}, {'von': 'from'})
    """
    table = tomllib.loads(text)
    words = {kind: [word.lower() for word in values] for kind, values in table["words"].items()}
    endings = table.get("endings", {})
    return Tongue(
        language=table["language"],
        genres={word.lower().replace("’", "'"): code for code, values in table["genres"].items() for word in values},
        opens={word: kind for kind in reversed(ROLES) for word in words.get(kind, ())},
        joins=frozenset(words.get("and", ())),
        articles=frozenset(words.get("article", ())),
        genitives=frozenset(words.get("genitive", ())),
        courtesy=frozenset(words.get("courtesy", ())),
        stems={kind: tuple(values) for kind, values in table["stems"].items()},
        genitive_endings=tuple(endings.get("genitive", ())),
        dative_endings=tuple(endings.get("dative", ())),
        shared=frozenset(words.get("shared", ())),
    )
