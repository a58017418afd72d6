"""Settings: one table, one frozen object, every place they come from."""

import re
from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from fonds.errors import SettingsError
from fonds.settings import TABLE, Settings, load_settings

SOURCE = Path(__file__).parents[1] / "src" / "fonds"
NOTHING: dict[str, str] = {}


def _load(tmp_path: Path, text: str = "", **variables: str) -> Settings:
    site = tmp_path / "site.toml"
    site.write_text(text, encoding="utf-8")
    return load_settings(site, variables)


def test_table_and_settings_agree() -> None:
    """Every setting has a row with its help, in the same order, and every row is a setting."""
    assert [name for name, _ in TABLE] == [field.name for field in fields(Settings)]
    assert all(words and words[0].islower() and not words.endswith(".") for _, words in TABLE)


@pytest.mark.parametrize("name", [name for name, _ in TABLE])
def test_every_setting_does_something(name: str) -> None:
    """Each setting is read somewhere in the program: none only promises."""
    code = [path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py") if path.name != "settings.py"]
    pages = [path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.html")]
    assert any(re.search(rf"\b(?:settings|site)\.{name}\b", text) for text in [*code, *pages])


def test_defaults_need_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a file and without variables the defaults hold, and they pass their own rules."""
    monkeypatch.chdir(tmp_path)
    assert load_settings(environment=NOTHING) == Settings()
    given = {field.name: getattr(Settings(), field.name) for field in fields(Settings)}
    assert load_settings(environment=NOTHING, **given) == Settings()


def test_settings_are_frozen() -> None:
    """Nobody changes a setting while the program runs."""
    with pytest.raises(FrozenInstanceError):
        Settings().port = 1  # type: ignore[misc]


def test_later_places_win(tmp_path: Path) -> None:
    """Defaults, file, variable, call: each stands above the one before."""
    site = tmp_path / "site.toml"
    site.write_text('port = 1\nhost = "file"\ntitle = "file"\n', encoding="utf-8")
    settings = load_settings(site, {"FONDS_HOST": "variable", "FONDS_TITLE": "variable"}, title="call", state=None)
    assert (settings.port, settings.host, settings.title, settings.state) == (1, "variable", "call", "var")


def test_the_file_is_found_where_the_command_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """fonds.toml of the working directory is read, or the file that FONDS_SITE names."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "fonds.toml").write_text("port = 1\n", encoding="utf-8")
    (tmp_path / "other.toml").write_text("port = 2\n", encoding="utf-8")
    assert load_settings(environment=NOTHING).port == 1
    assert load_settings(environment={"FONDS_SITE": "other.toml"}).port == 2
    with pytest.raises(SettingsError, match=r"none\.toml cannot be read"):
        load_settings(environment={"FONDS_SITE": "none.toml"})


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("query_seconds = 2", "query_seconds", 2.0),
        ("query_seconds = 0.5", "query_seconds", 0.5),
        ('languages = ["en", "de-CH"]', "languages", ("en", "de-CH")),
        ("languages = []", "languages", ()),
        ('sources = ["letters=/srv/letters", "cables=cables"]', "sources", ("letters=/srv/letters", "cables=cables")),
        ('base_iri = "https://archive.example/"', "base_iri", "https://archive.example"),
        ('base_iri = "https://archive.example/site/"', "base_iri", "https://archive.example/site"),
        ('document_licence = ""', "document_licence", ""),
        ("query_waiting = 0", "query_waiting", 0),
    ],
)
def test_values_of_a_file(tmp_path: Path, text: str, name: str, value: object) -> None:
    """TOML values come as the type the setting has."""
    assert getattr(_load(tmp_path, text), name) == value


@pytest.mark.parametrize(
    ("variable", "text", "value"),
    [("PORT", "9", 9), ("QUERY_SECONDS", "1.5", 1.5), ("LANGUAGES", "en, de", ("en", "de")), ("SOURCES", "a=b", ("a=b",))],
)
def test_values_of_a_variable(tmp_path: Path, variable: str, text: str, value: object) -> None:
    """Variables hold text, which becomes what the setting is."""
    assert getattr(_load(tmp_path, **{f"FONDS_{variable}": text}), variable.lower()) == value


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('port = "many"', "a whole number"), ("port = 1.5", "a whole number"), ("port = true", "a whole number"),
        ("port = 70000", "from 0 to 65535"), ("port = -1", "from 0 to 65535"), ("workers = 0", "1 or more"),
        ("page_bytes = 0", "1 or more"), ("snapshots_kept = 0", "1 or more"), ("query_waiting = -1", "0 or more"),
        ("query_seconds = 0", "more than 0"), ('query_seconds = "soon"', "a number"), ("title = 5", "text"),
        ("languages = 5", "a list of texts"), ("languages = [5]", "a list of texts"),
        ('languages = ["en", "en"]', "each once"),
        ('languages = ["English language"]', "language tags"), ('base_iri = "archive.example"', "http:// or https://"),
        ('base_iri = "ftp://x"', "http:// or https://"), ('base_iri = "http://x?y"', "without a query"),
        ('base_iri = "http://a b"', "http:// or https://"), ('base_iri = "http://"', "http:// or https://"),
        ('metadata_licence = ""', "http:// or https://"), ('metadata_licence = "CC0"', "http:// or https://"),
        ('document_licence = "CC BY"', "or empty"), ('sources = ["letters"]', "NAME=PATH"),
        ('sources = ["Letters=x"]', "NAME=PATH"), ('sources = ["a=x", "a=y"]', "each name once"),
        ('sources = ["a="]', "NAME=PATH"),
    ],
)
def test_values_that_do_not_fit(tmp_path: Path, text: str, words: str) -> None:
    """A value of the wrong type, or out of its range, is refused with file, key, value and what it must be."""
    with pytest.raises(SettingsError) as caught:
        _load(tmp_path, text)
    key = text.partition(" ")[0]
    assert caught.value.message.startswith(f"{tmp_path / 'site.toml'}: {key} is ")
    assert caught.value.remedy.startswith("It must be ") and words in caught.value.remedy


@pytest.mark.parametrize("content", [b"port = ", b"\xff", b"port"])
def test_a_file_that_is_no_toml(tmp_path: Path, content: bytes) -> None:
    """A settings file that is not TOML is named."""
    site = tmp_path / "site.toml"
    site.write_bytes(content)
    with pytest.raises(SettingsError, match=r"site\.toml is not TOML"):
        load_settings(site, NOTHING)


@pytest.mark.parametrize(
    ("key", "hint"),
    [("base_uri", "Did you mean 'base_iri'?"), ("colour", "There are base_iri, title, "), ("", "There are")],
)
def test_an_unknown_key_is_refused(tmp_path: Path, key: str, hint: str) -> None:
    """A key there is not is refused by name, with the one probably meant, or all there are."""
    with pytest.raises(SettingsError) as caught:
        _load(tmp_path, f'"{key}" = 1')
    assert repr(key) in caught.value.message and hint in caught.value.remedy


def test_other_variables_are_none_of_ours(tmp_path: Path) -> None:
    """Variables that do not begin with FONDS_ are left alone; an unknown one that does is refused."""
    assert _load(tmp_path, PORT="1", FONDSPORT="2") == Settings()
    with pytest.raises(SettingsError, match="the variable FONDS_PROT"):
        _load(tmp_path, FONDS_PROT="1")


def test_only_settings_read_the_environment() -> None:
    """No other module of the program reads variables; processes it starts are given none of their own."""
    reading = [
        str(path.relative_to(SOURCE)) for path in SOURCE.rglob("*.py")
        if re.search(r"os\.environ|os\.getenv|getenv\(", path.read_text(encoding="utf-8"))
    ]
    assert reading == ["settings.py"]
