"""What every page is worked on with, and what makes a page be worked on again."""

from dataclasses import fields, replace
from pathlib import Path
from shutil import copytree

import pytest

from fonds.bundled import bundled_path
from fonds.errors import SettingsError
from fonds.publishing.kit import input_digest, make_kit
from fonds.settings import Settings

OTHER: dict[str, object] = {
    "base_iri": "https://archive.example", "metadata_licence": "https://creativecommons.org/licenses/by/4.0/",
    "document_licence": "https://creativecommons.org/licenses/by/4.0/", "published_inferences": ("schema:author",),
}
"""Settings that change what is said of pages, each with another value."""


@pytest.mark.parametrize("name", OTHER)
def test_settings_that_change_what_is_said(name: str) -> None:
    """Pages are read again when a setting changes what is said of them."""
    assert make_kit(Settings(**{name: OTHER[name]})).digest != make_kit(Settings()).digest  # type: ignore[arg-type]


def test_settings_that_change_nothing_that_is_said() -> None:
    """Pages are not read again because of a port, a limit, or where the state lies."""
    silent = {field.name for field in fields(Settings)} - OTHER.keys() - {"authorities"}
    same = make_kit(Settings()).digest
    others = {"port": 9, "title": "T", "state": "x", "page_bytes": 5, "query_rows": 3, "languages": ("fr",)}
    assert others.keys() <= silent
    assert make_kit(replace(Settings(), **others)).digest == same  # type: ignore[arg-type]


def test_another_list_is_another_digest(tmp_path: Path) -> None:
    """A changed row of an authority list makes pages be read again."""
    lists = copytree(bundled_path("vocab", "authorities"), tmp_path / "lists")
    settings = Settings(authorities=str(lists))
    before = make_kit(settings)
    path = lists / "places.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("USSR", "U.S.S.R."), encoding="utf-8")
    assert make_kit(settings).digest != before.digest


def test_another_vocabulary_is_another_digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new version of the vocabulary, the context or the frame makes pages be read again."""
    vocab = copytree(bundled_path("vocab"), tmp_path / "vocab")
    before = make_kit(Settings()).digest
    monkeypatch.setattr("fonds.publishing.kit.bundled_path", tmp_path.joinpath)
    assert make_kit(Settings()).digest == before
    (vocab / "frame.jsonld").write_text("{}", encoding="utf-8")
    assert make_kit(Settings()).digest != before


def test_digest_of_the_input_covers_file_curation_and_kit() -> None:
    """A document is made again when its file, its curation file, or anything else it is made from changes."""
    one, two = make_kit(Settings()), make_kit(Settings(base_iri="https://archive.example"))
    digests = {input_digest(one, "a", ""), input_digest(one, "b", ""), input_digest(one, "a", "c"), input_digest(two, "a", "")}
    assert len(digests) == 4 and input_digest(one, "a", "") in digests


def test_a_missing_folder_of_lists_is_a_setting_to_correct() -> None:
    """A folder of lists that is not there is named, with the setting."""
    with pytest.raises(SettingsError, match="authorities"):
        make_kit(Settings(authorities="/nowhere"))


@pytest.mark.parametrize("name", ["publisher", "dct:publisher"])
def test_an_unknown_property_is_a_setting_to_correct(name: str) -> None:
    """A property whose inferences are to be published is written with a known prefix."""
    with pytest.raises(SettingsError, match="published_inferences") as caught:
        make_kit(Settings(published_inferences=(name,)))
    assert "schema:publisher" in str(caught.value)
