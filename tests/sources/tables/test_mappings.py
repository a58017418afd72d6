"""The tables of fonds.toml: what is refused by name, and which table reads a file."""

from pathlib import Path
from typing import Any

import pytest

from fonds.errors import SettingsError
from fonds.publishing.kit import make_kit
from fonds.settings import Settings, load_settings
from fonds.sources.parts import ReadOptions
from fonds.sources.tables.fields import FIELDS, field_of
from fonds.sources.tables.mapping import read_mappings
from sources.tables.sheets import found, kit, records, write


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"colums": {}}, r"unknown key 'colums'. Did you mean 'columns'"),
        ({"columns": {"sendr": "x"}}, r"\[tables.letters.columns\] has the unknown field 'sendr'. Did you mean 'sender'"),
        ({"columns": {"separator": ";"}}, r"stands above, in \[tables.letters\]"),
        ({"columns": {"title": 7}}, r"columns\]: title is 7. It must be a column"),
        ({"columns": "title"}, r"columns is no table"),
        ({"iris": {"title": "x"}}, r"names 'title', which has no IRIs"),
        ({"columns": {"sender": ["a", "b"]}, "iris": {"sender": "x"}}, r"has 1 columns for sender, .* has 2"),
        ({"delimiter": ";;"}, r"delimiter is ';;'. It must be one character"),
        ({"dates": "european"}, r"dates is 'european'. It must be 'day-first' or 'month-first'"),
        ({"header": 0}, r"header is 0"),
        ({"header": True}, r"header is True"),
        ({"files": []}, r"files is \[\]"),
        ({"id": ""}, r"id is ''"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(table: dict[str, Any], words: str) -> None:
    """A key, a field or a value that cannot be is a sentence that names it, before anything is read."""
    with pytest.raises(SettingsError, match=words):
        make_kit(Settings(tables={"letters": table}))


def test_tables_come_from_the_settings_file_only(tmp_path: Path) -> None:
    """Tables are written in fonds.toml; a variable cannot hold them, and a single table must be one."""
    site = tmp_path / "fonds.toml"
    site.write_text('[tables.letters]\nid = "Nr"\n[tables.letters.columns]\ntitle = "T"\n', encoding="utf-8")
    settings = load_settings(site, {})
    assert read_mappings(settings.tables)[0].columns == {"id": ("Nr",), "title": ("T",)}
    with pytest.raises(SettingsError, match="FONDS_TABLES"):
        load_settings(None, {"FONDS_TABLES": "letters"})
    site.write_text("tables = 7\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"tables is 7.*\[tables.NAME\]"):
        load_settings(site, {})


def test_the_first_table_that_fits_reads_a_file(tmp_path: Path) -> None:
    """A pattern may be a name, a pattern or a list; without one the table's own name counts."""
    path = write(tmp_path, "T,U\nx,y\n", "letters-2.csv")
    for files, title in (("letters*.csv", "x"), (["a.csv", "*-2.csv"], "x"), ("other.csv", "y")):
        tables = {"one": {"files": files, "columns": {"title": "T"}}, "two": {"files": "*", "columns": {"title": "U"}}}
        assert [each.title and each.title.value for each in records(path, **tables)] == [title]
    assert [each.title and each.title.value for each in records(
        write(tmp_path, "T,U\nx,y\n", "own.csv"), own={"columns": {"title": "T"}}
    )] == ["x"]


def test_a_missing_column_refuses_the_table_and_hints_at_another(tmp_path: Path) -> None:
    """A column the mapping names and the table has not is told with what it is for and the nearest there is."""
    path = write(tmp_path, "Titel,Datum\nx,1979\n")
    tables = {"letters": {"columns": {"title": "Titel", "date": "Datun"}}}
    (problem,) = found(path, ReadOptions(tables=tables))
    assert str(problem).startswith(f"{path}: A column that fonds.toml names is not in the table")
    assert "column 'Datun', for date; did you mean 'Datum'?" in str(problem)


def test_columns_are_found_whatever_their_capitals_and_spaces(tmp_path: Path) -> None:
    """Headers and mapping are compared without regard to capitals where nothing matches exactly."""
    path = write(tmp_path, '"  Titel\nkurz ",Datum\nx,1979\n')
    (one,) = records(path, letters={"columns": {"title": "titel kurz", "date": "DATUM"}})
    assert one.title and one.title.value == "x" and one.dates


def test_a_changed_mapping_changes_the_digest_of_documents() -> None:
    """What a mapping says is part of what a document is made from, so that rows are read again."""
    assert kit(letters={"columns": {"title": "a"}}).digest != kit(letters={"columns": {"title": "b"}}).digest


def test_every_field_is_documented_and_named_once() -> None:
    """docs/tables.md has a row for each field, and no header stands for two fields."""
    text = (Path(__file__).parents[3] / "docs" / "tables.md").read_text(encoding="utf-8")
    assert [name for name in FIELDS if f"| `{name}` |" not in text] == []
    headers = [header for field in FIELDS.values() for header in (field.name, *field.headers)]
    assert len(set(headers)) == len(headers)
    assert all(field_of(header.upper()) == name for name, field in FIELDS.items() for header in field.headers)
