"""Pages on the screen of a telephone: whatever words an archive has, nobody has to push a page to the side."""

import json
import urllib.request
from typing import Any

WIDTH = 390
PATHS = ("/", "/doc", "/agent", "/search?q=soviet", "/queries", "/sparql", "/dataset", "/dumps", "/oai", "/as/europeana")
WORD = """() => {
  for (const each of document.querySelectorAll("h1, h1 a, main p, main dd a, main li a")) {
    if (!each.children.length) { each.textContent = "x".repeat(800); }
  }
}"""
BEYOND = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_nothing_is_wider_than_the_screen(site: str, browser: Any) -> None:
    """No page is wider than a telephone, nor a document or a list in which every name is one endless word."""
    with urllib.request.urlopen(f"{site}/changes/1") as answer:
        document = json.load(answer)["orderedItems"][0]["object"]["id"].partition("/doc/")[2]
    beyond: dict[str, int] = {}
    page = browser.new_page(viewport={"width": WIDTH, "height": 800})
    for path in (*PATHS, f"/doc/{document}", f"/doc/{document}/evidence"):
        page.goto(f"{site}{path}")
        beyond[path] = page.evaluate(BEYOND)
        page.evaluate(WORD)
        beyond[f"{path} with long words"] = page.evaluate(BEYOND)
    assert len(beyond) == 2 * len(PATHS) + 4
    assert {path: pixels for path, pixels in beyond.items() if pixels > 0} == {}
