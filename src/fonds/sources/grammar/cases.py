"""Names told apart by their case (floor 3): "Письмо Н.С. Хрущева | И.В. Сталину", without a preposition.

The endings of the genitive (whose it is) and of the dative (whom it is to) are data of the language: `tongues.py`.
"""

from dataclasses import dataclass

from fonds.record.evidence import Span
from fonds.sources.grammar.names import is_acronym, is_initials
from fonds.sources.grammar.tongues import Tongue

LONGEST_FIRST = 3
"""Letters, with its stop, of a first name cut short."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a title and where it stands."""

    text: str
    span: Span

    @property
    def lower(self) -> str:
        """The word in small letters."""
        return self.text.lower()


def by_case(words: list[Word], tongue: Tongue) -> tuple[list[Word], list[Word]]:
    """Split names without a preposition by their endings: whose it is, to whom it is ("Хрущева | И.В. Сталину").

    Where initials begin again, another name does ("А. П. Чехова | О. Л. Книппер").
    """
    for index, word in enumerate(words):
        if word.lower.endswith(tongue.dative_endings or ("\0",)) and not is_initials(word.text) and word.text != ",":
            start = next(
                (i + 1 for i in range(index - 1, -1, -1) if _is_genitive(words[i], tongue)), 0
            )
            return words[:start], words[start:]
    again = _second_initials(words, tongue) if tongue.dative_endings else len(words)
    return words[:again], words[again:]


def _second_initials(words: list[Word], tongue: Tongue) -> int:
    """Return where the initials of a second name stand right behind a first name with initials."""
    known = False
    for index, word in enumerate(words):
        before = words[index - 1] if index else None
        if not _is_first(word):
            if word.text == "," or word.lower in tongue.joins:
                break
        elif known and before is not None and not _is_first(before):
            return index
        else:
            known = True
    return len(words)


def _is_first(word: Word) -> bool:
    """Whether a word is a first name cut short: initials, "Дж."."""
    short = word.text.endswith(".") and len(word.text) <= LONGEST_FIRST and word.text[:1].isupper()
    return short or is_initials(word.text)


def _is_genitive(word: Word, tongue: Tongue) -> bool:
    name = not is_initials(word.text) and not is_acronym(word.text)
    return (name and word.lower.endswith(tongue.genitive_endings)) or (is_acronym(word.text) and len(word.text) > 1)
