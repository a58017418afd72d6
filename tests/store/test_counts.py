"""What a release of few changes does to the numbers of its store."""

from pathlib import Path

from fonds.store.counts import Counts, count_changed

LANGUAGE = "https://schema.org/inLanguage"


def test_languages_come_and_go() -> None:
    """A language whose last statement is removed is gone, one that is added counts; IRIs of languages are no tags."""
    before = Counts(3, {}, {LANGUAGE: 3}, languages={"en": 1, "fr": 2})
    removed = [f'<http://x/a> <{LANGUAGE}> "en" .\n<http://x/b> <{LANGUAGE}> "fr" .\n'.encode()]
    added = [f'<http://x/a> <{LANGUAGE}> "de" .\n<http://x/a> <{LANGUAGE}> <http://x/deu> .\n'.encode()]
    after = count_changed(before, Path(), Path(), lambda: removed, lambda: added)
    assert (after.languages, after.triples) == ({"fr": 1, "de": 1}, 3)
    uncounted = count_changed(Counts(3, {}, {LANGUAGE: 3}), Path(), Path(), lambda: removed, lambda: added)
    assert uncounted.languages is None, "numbers that never counted them do not begin with a part"
