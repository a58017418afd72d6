"""Credits: who translated, edited and obtained, for whom, from what language, in every order of words."""

import pytest

from fonds.record.evidence import Span
from fonds.sources.grammar.credits import find_credit, find_original_language, find_providers, read_credits


def all_of(text: str) -> Span:
    """The span of a whole text."""
    return Span(0, len(text))


@pytest.mark.parametrize(
    ("line", "translators", "body", "language", "others"),
    [
        ("Translated for CWIHP from Russian by Ann Lee and Jo Dee.", "Ann Lee, Jo Dee", "CWIHP", "ru", ""),
        ("Translated from Russian for CWIHP by Ann Lee.", "Ann Lee", "CWIHP", "ru", ""),
        ("Translated by Ann Lee from the Bulgarian original for the Cold War Project.", "Ann Lee", "Cold War Project",
         "bg", ""),
        ("Obtained and translated by Ann Lee.", "Ann Lee", "", "", "provider Ann Lee"),
        ("Obtained by Jo Dee and translated by Ann Lee for CWIHP.", "Ann Lee", "CWIHP", "", "provider Jo Dee"),
        ("Contributed to CWIHP by Jo Dee and translated by A. Lee.", "A. Lee", "", "", "provider Jo Dee"),
        ("Document courtesy of the National Security Archive, translated by A. Lee.", "A. Lee", "", "",
         "provider National Security Archive"),
        ("Provided by the Woodrow Wilson Center", "", "", "", "provider Woodrow Wilson Center"),
        ("Translated by Ann Lee; edited by Dr. Jo Dee.", "Ann Lee", "", "", "editor Jo Dee"),
        ("English translation by Ann Lee, edited by Jo Dee.", "Ann Lee", "", "", "editor Jo Dee"),
        ("Translation: Ann Lee", "Ann Lee", "", "", ""), ("Translator: Ann Lee", "Ann Lee", "", "", ""),
        ("Translated into English by Ann Lee", "Ann Lee", "", "", ""),
        ("Translated by Ann Lee with support from the Levy Foundation.", "Ann Lee", "", "", ""),
        ("Translated from Chinese and Korean by Ann Lee.", "Ann Lee", "", "", ""),
        ("Translated from the Chinese by Ann Lee (Hong Kong University).", "Ann Lee", "", "zh", ""),
        ("Trans. by J. R. Dee.", "J. R. Dee", "", "", ""), ("Translated by Ann Lee Jr.", "Ann Lee Jr.", "", "", ""),
        ("Translated by Ann Lee, The National Archive.", "Ann Lee", "", "", ""),
        ("Provided by Jo Dee; trans. by Ann Lee, CWIHP.", "Ann Lee", "", "", "provider Jo Dee"),
        ("RGANI, f. 5. Donated by Jo Dee. Translated by Ann Lee.", "Ann Lee", "", "", "provider Jo Dee"),
        ("Переведено. Translated by Иван Петров", "Иван Петров", "", "", ""),
        ("A lost translation by night", "", "", "", ""), ("Translated in 1989 in Moscow", "", "", "", ""),
        ("The text was provided by hand.", "", "", "", ""), ("", "", "", "", ""),
    ],
)
def test_credits(line: str, translators: str, body: str, language: str, others: str) -> None:
    """Each verb has the names behind its own "by"; "for", "from" and "into" may stand anywhere."""
    found = find_credit(line, all_of(line))
    names = [(c.role, c.name.phrase.text) for c in found[1]] if found else []
    assert ", ".join(name for role, name in names if role == "translator") == translators
    assert ", ".join(name for role, name in names if role == "commissioning-body") == body
    original = find_original_language(line, all_of(line))
    assert (original.value if original else "") == language
    assert ", ".join(f"{c.role} {c.name.phrase.text}" for c in find_providers(line, all_of(line))) == others


def test_credit_rests_on_its_sentence() -> None:
    """The credit is the sentence from its verb to its full stop, and what it was made for rests on "for …"."""
    line = "RGANI, f. 5. Obtained by Jo Dee; translated from Russian by A. B. Lee for CWIHP. Edited by X."
    found = find_credit(line, all_of(line))
    assert found and found[0].value == "translated from Russian by A. B. Lee for CWIHP."
    assert [c.evidence.spans[0].of(line) for c in found[1]] == [found[0].value, "for CWIHP"]
    original = find_original_language(line, all_of(line))
    assert original and original.span.of(line) == "translated from Russian"
    assert [c.evidence.spans[0].of(line) for c in find_providers(line, all_of(line))] == ["Obtained by Jo Dee", "Edited by X."]


def test_no_verb_is_lost() -> None:
    """Every credit of a long line is read once, in order."""
    line = "; ".join(f"translated by A. Lee{number}" for number in range(40))
    assert [credit.span.of(line) for credit in read_credits(line, all_of(line))] == line.split("; ")
