"""Signposting of the running site, found by a client we did not write."""

from typing import Any

import pytest

from acceptance_rows import SLUGS

BASE = "http://127.0.0.1:8000"
LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
FORMATS = {"application/ld+json", "text/turtle", "application/n-triples", "application/rdf+xml"}
LETTER = next(slug for slug in SLUGS.values() if "masoud" in slug)


def _finder(module: str, name: str) -> Any:
    return getattr(pytest.importorskip(module, reason="the package `signposting` (extra `test`) is not here"), name)


def _targets(links: Any) -> set[str]:
    return {str(link.target) for link in links}


@pytest.mark.parametrize("accept", ["application/linkset+json", "application/linkset"])
def test_a_link_set_says_all_of_a_document(site: str, accept: str) -> None:
    """From the page a client finds the link set, and in it author, licence, formats, page and collection of the document."""
    page = _finder("signposting", "find_signposting_http")(f"{site}/doc/{LETTER}")
    assert {str(link.type) for link in page.linksets} == {"application/linkset+json", "application/linkset"}
    chosen = next(str(link.target) for link in page.linksets if str(link.type) == accept)
    whole = _finder("signposting", "find_signposting_linkset")(chosen, accept)
    found = whole.for_context(f"{BASE}/doc/{LETTER}")
    assert str(found.citeAs.target) == f"{BASE}/doc/{LETTER}"
    assert _targets(found.authors) == {f"{BASE}/agent/masoud-ahmad-shah"}
    assert str(found.license.target) == LICENCE
    assert {str(link.type) for link in found.describedBy} == FORMATS
    assert _targets(found.items) == {f"{BASE}/doc/{LETTER}.html"}
    assert str(found.collection.target) == f"{BASE}/dataset"
    assert _targets(found.types) == {"https://schema.org/Message", "https://schema.org/AboutPage"}


def test_a_page_bears_level_one_in_its_header(site: str) -> None:
    """A page's own header names author, licence, text and formats; a document whose author is not stated names none."""
    found = _finder("signposting", "find_signposting_http")(f"{site}/doc/{LETTER}")
    assert _targets(found.authors) == {f"{BASE}/agent/masoud-ahmad-shah"}
    assert str(found.license.target) == LICENCE
    assert {str(link.type) for link in found.describedBy} == FORMATS
    assert _targets(found.items) == {f"{BASE}/doc/{LETTER}.html"}
    other = next(slug for slug in SLUGS.values() if slug != LETTER)
    assert not find_authors(site, other)


def find_authors(site: str, slug: str) -> set[str]:
    """Return the authors that a client finds for a document's page."""
    return _targets(_finder("signposting", "find_signposting_http")(f"{site}/doc/{slug}").authors)


def test_each_format_leads_back(site: str) -> None:
    """In the link set every format describes the document."""
    whole = _finder("signposting", "find_signposting_linkset")(f"{site}/doc/{LETTER}/linkset")
    back = [link for link in whole.signposts if str(link.rel) == "describes"]
    assert len(back) == len(FORMATS)
    assert _targets(back) == {f"{BASE}/doc/{LETTER}"}


