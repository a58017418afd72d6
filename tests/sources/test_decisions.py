"""What a person decides of title, date and genre: the page's own words give way, and bad values are told."""

from pathlib import Path

import pytest

from sources.pages import codes, curated, page, read, told

TITLE = "Letter from Tito to Stalin"
TEXT = page(TITLE, "We await your advice on it.", summary="Tito waits.")


def entry(action: str, field: str, value: str, quote: str = "await your advice") -> str:
    """Return one table of a curation file."""
    return f'[[{action}]]\nfield = "{field}"\nvalue = "{value}"\nquote = "{quote}"\n'


@pytest.mark.parametrize("action", ["add", "replace"])
def test_date(tmp_path: Path, action: str) -> None:
    """A decided date replaces every date of the page, at its own precision, and rests on the quote."""
    for value in ("1948", "1948-03", "1948-03-27"):
        record = read(TEXT, curated(tmp_path, TEXT, entry(action, "date", value)))
        assert [(d.position, d.date.value.edtf, d.date.evidence.rule) for d in record.dates] == [("curated", value,
            "curation")]
        assert record.dates[0].date.span.of(TEXT) == "await your advice" and codes(record.problems) == []


def test_two_dates(tmp_path: Path) -> None:
    """Two decided dates that differ are alternatives, and are told."""
    record = read(TEXT, curated(tmp_path, TEXT, entry("add", "date", "1948"), entry("add", "date", "1949")))
    assert [dated.date.value.edtf for dated in record.dates] == ["1948", "1949"]
    assert codes(record.problems) == ["date-contradiction"]


def test_forbidden_date(tmp_path: Path) -> None:
    """A forbidden date is taken away where the page says just that; the page then has none."""
    record = read(TEXT, curated(tmp_path, TEXT, entry("forbid", "date", "1962-05-05")))
    assert record.dates == () and codes(record.problems) == ["date-missing"]
    assert read(TEXT, curated(tmp_path, TEXT, entry("forbid", "date", "1962-05"))).dates != ()


@pytest.mark.parametrize("value",
    ["1948-02-30", "about 1948", "1948/1949", "27.3.1948", "1948-3", "1948-03-27T12:00", "19480327"])
def test_date_that_is_none(tmp_path: Path, value: str) -> None:
    """A value that is no day, month or year is told at its line of the curation file, and the page is kept back."""
    record = read(TEXT, curated(tmp_path, TEXT, entry("replace", "date", value)))
    problem = next(p for p in record.problems if p.code == "curation-value-unreadable")
    assert (problem.where, problem.line) == (str(tmp_path / "page.curation.toml"), 3)
    assert value in problem.detail and problem.severity == "error"


def test_page_without_date_or_title_is_mended(tmp_path: Path) -> None:
    """A page without date and title is whole with those of its curation file."""
    bare = page("", "The meeting was opened at noon. It was short.", date="", summary="A meeting is opened.")
    assert told(bare)["problems"] == ["date-missing", "title-missing"]
    said = told(
        bare,
        curated(
            tmp_path, bare, entry("add", "title", "Minutes of  a Meeting", "opened at noon"),
            entry("add", "date", "1962-05", "opened at noon"), entry("add", "genre", "minutes", "The meeting"),
        ),
    )
    assert (said["title"], said["dates"], said["genre"]) == ("Minutes of a Meeting", ["1962-05 curated"], "minutes")
    assert "problems" not in said


def test_unreadable_date_line_is_mended(tmp_path: Path) -> None:
    """A decided date stands in for a line nobody can read."""
    text = page(TITLE, "We await your advice on it.", date="31.2.1962", summary="Tito waits.")
    assert told(text)["problems"] == ["date-unreadable"]
    assert "problems" not in told(text, curated(tmp_path, text, entry("add", "date", "1962")))


def test_title(tmp_path: Path) -> None:
    """A decided title replaces the page's, whose parties stay; one without a letter or figure is told."""
    record = read(TEXT, curated(tmp_path, TEXT, entry("replace", "title", "Tito asks Stalin")))
    assert record.title and (record.title.value, record.title.evidence.rule) == ("Tito asks Stalin", "curation")
    assert [c.name.phrase.text for c in record.contributions] == ["Tito", "Stalin"]
    bad = read(TEXT, curated(tmp_path, TEXT, entry("replace", "title", "—")))
    assert codes(bad.problems) == ["curation-value-unreadable"] and bad.title and bad.title.value == TITLE
    gone = read(TEXT, curated(tmp_path, TEXT, entry("forbid", "title", TITLE)))
    assert gone.title is None and codes(gone.problems) == ["title-missing"]


def test_genre(tmp_path: Path) -> None:
    """A decided genre says whether names are sender or attendees; one of no scheme is told."""
    text = page("Parley between Tito and Stalin", "Tito: Yes.\n\nStalin: Yes.", summary="They agree.")
    assert "participant" not in told(text) and told(text)["problems"] == ["genre-unknown"]
    said = told(text, curated(tmp_path, text, entry("add", "genre", "memorandum-of-conversation", "Tito: Yes")))
    assert said["participant"] == ["Tito", "Stalin"] and "problems" not in said
    talk = told(TEXT, curated(tmp_path, TEXT, entry("replace", "genre", "memorandum-of-conversation")))
    assert "sender" not in talk and "addressee" not in talk
    record = read(TEXT, curated(tmp_path, TEXT, entry("replace", "genre", "Letter!")))
    assert codes(record.problems) == ["curation-value-unreadable"] and record.genre and record.genre.value == "letter"
    none = read(TEXT, curated(tmp_path, TEXT, entry("forbid", "genre", "letter")))
    assert none.genre is None and codes(none.problems) == ["genre-unknown"]
