"""Rules of addresses: the way from an address to a view, and the way back."""

from pathlib import Path

import pytest
from werkzeug.routing import Rule

from fonds.web.app import create_app
from web.archive import open_catalogue, site_settings


def test_way_back_is_compiled_when_it_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The application is made without compiling any way back from names to addresses; whoever goes it gets there."""
    compiled: list[str] = []
    compile_builder = Rule._compile_builder

    def noted(rule: Rule, append_unknown: bool = True) -> object:
        compiled.append(rule.rule)
        return compile_builder(rule, append_unknown)

    monkeypatch.setattr(Rule, "_compile_builder", noted)
    settings = site_settings(tmp_path)
    app = create_app(settings, catalogue=lambda: open_catalogue(settings))
    adapter = app.url_map.bind("archive.example.org")
    assert adapter.match("/doc/a-letter/evidence")[0] == "documents.evidence" and compiled == []
    assert adapter.build("documents.document", {"name": "a letter", "page": 2}) == "/doc/a%20letter?page=2"
    assert compiled == ["/doc/<name>"]
