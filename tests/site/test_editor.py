"""The SPARQL editor in a real browser: it loads, breaks no policy, asks nobody else, and shows a result."""

from typing import Any
from urllib.parse import quote

import pytest

from fonds.web.editor import find_editor

QUERY = "SELECT ?document WHERE { ?document a <https://schema.org/Message> } ORDER BY ?document"


def test_editor_in_a_browser(site: str, browser: Any) -> None:
    """The editor opens with the query it is led to, runs it without a violation, and the rows stand in its table."""
    if find_editor() is None:
        pytest.skip("the SPARQL editor is not installed (python hatch_build.py fetches it)")
    told: list[str] = []
    asked: list[str] = []
    page = browser.new_page(viewport={"width": 420, "height": 900})
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}/sparql?query={quote(QUERY)}")
    page.wait_for_selector("#editor .CodeMirror", timeout=20_000)
    assert page.is_hidden("#plain")
    assert QUERY in page.evaluate("window.fondsEditor.getTab().getYasqe().getValue()")
    assert page.locator("#answer").count() == 1
    page.click(".tabPanel.active .yasqe_queryButton")
    page.wait_for_selector(".tabPanel.active .yasr tbody tr", timeout=20_000)
    assert page.locator(".tabPanel.active .yasr tbody tr").count() == 2
    assert page.locator("#answer").count() == 0
    assert told == []
    assert [url for url in asked if not url.startswith((site, "data:", "blob:"))] == []
