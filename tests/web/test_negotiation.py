"""The Accept header, header by header."""

import pytest

from fonds.rdf.formats import FORMATS, HTML, JSONLD, NTRIPLES, RDFXML, TURTLE, Format
from fonds.web.negotiation import DESCRIPTIONS, LONGEST_HEADER, choose, find_by_suffix, named

EXPANDED = 'application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded"'
CHROMIUM = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,"
    "application/signed-exchange;v=b3;q=0.7"
)
RDFLIB = "text/turtle;q=1, application/rdf+xml;q=0.9, application/n-triples;q=0.8, */*;q=0.1"
AXIOS = "application/json, text/plain, */*"

HEADERS: tuple[tuple[str, Format | None], ...] = (
    ("", HTML),
    ("   ", HTML),
    ("*/*", HTML),
    ("text/html", HTML),
    ("TEXT/HTML", HTML),
    ("application/xhtml+xml", HTML),
    (CHROMIUM, HTML),
    ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", HTML),
    ("application/ld+json", JSONLD),
    ("application/json", JSONLD),
    (AXIOS, JSONLD),
    ("application/ld+json, application/json;q=0.9", JSONLD),
    ("text/turtle", TURTLE),
    ("text/turtle; charset=utf-8", TURTLE),
    (RDFLIB, TURTLE),
    ("application/n-triples", NTRIPLES),
    ("application/rdf+xml", RDFXML),
    ("application/rdf+xml, text/turtle;q=0.5", RDFXML),
    ("text/turtle;q=0.5, application/rdf+xml;q=0.8", RDFXML),
    ("text/turtle, application/rdf+xml", TURTLE),
    ("application/rdf+xml, text/turtle", RDFXML),
    ("application/rdf+xml, */*", RDFXML),
    ("*/*, application/rdf+xml", RDFXML),
    ("text/*", HTML),
    ("text/*, text/html;q=0", TURTLE),
    ("application/*", JSONLD),
    ("application/*;q=0.9, text/turtle;q=0.8", JSONLD),
    ("application/*, application/ld+json;q=0", NTRIPLES),
    ("*/*;q=0.5, text/html;q=0.1", JSONLD),
    ("text/html;q=0, */*", JSONLD),
    ("text/html;q=0, application/ld+json;q=0, */*;q=0.1", TURTLE),
    ("text/html;q=0", None),
    ("*/*;q=0", None),
    ("*/*;q=0, text/turtle", TURTLE),
    ("text/turtle;q=0.000", None),
    ("text/turtle;q=0.001", TURTLE),
    ("image/png", None),
    ("image/*", None),
    ("application/xml", None),
    ("text/plain", None),
    ("text/turtle;q=high", HTML),
    ("text/turtle;q=-1, text/html;q=0.1", HTML),
    ("text/turtle;q=7, text/html", TURTLE),
    (", ,;,", HTML),
    ("turtle", HTML),
    ("*", HTML),
    ("*/turtle, application/rdf+xml", RDFXML),
    ("text/turtle;version=1.2", TURTLE),
    ('text/html;level="a,b;q=0", text/turtle;q=0.9', HTML),
    (EXPANDED, JSONLD),
)


@pytest.mark.parametrize(("header", "expected"), HEADERS)
def test_header(header: str, expected: Format | None) -> None:
    """An Accept header leads to one format, and to none where it allows nothing we have."""
    choice = choose(header)
    assert (choice.format if choice else None) == expected


@pytest.mark.parametrize(
    ("header", "media_type"),
    [
        ("application/json", "application/json"),
        ("application/json, application/ld+json;q=0.5", "application/json"),
        ("application/ld+json, application/json", "application/ld+json"),
        ("application/*", "application/ld+json"),
        ("application/ld+json;q=0, */*;q=0.2, text/html;q=0", "text/turtle"),
        ("application/xhtml+xml", "text/html"),
    ],
)
def test_answer_is_named_as_it_was_asked_for(header: str, media_type: str) -> None:
    """A format with two names goes by the one asked for, and a range never brings in the second name."""
    choice = choose(header)
    assert choice is not None
    assert choice.media_type == media_type


@pytest.mark.parametrize(
    ("header", "form"),
    [
        ("application/ld+json", "framed"),
        (EXPANDED, "expanded"),
        (EXPANDED.replace("expanded", "flattened"), "flattened"),
        (EXPANDED.replace("expanded", "compacted"), "framed"),
        (EXPANDED.replace("expanded", "unheard-of"), "framed"),
        ("application/ld+json;q=0.5, " + EXPANDED, "expanded"),
        (EXPANDED + ";q=0.1, application/ld+json", "framed"),
        (EXPANDED + ";q=0, application/ld+json", "framed"),
        (EXPANDED.replace("http:", "https://a.example/ http:").replace("expanded", "flattened"), "flattened"),
    ],
)
def test_profile_asks_for_a_form(header: str, form: str) -> None:
    """The profiles of JSON-LD ask for its forms, and one nobody knows is as if it were not there."""
    choice = choose(header)
    assert choice is not None
    assert (choice.format, choice.form) == (JSONLD, form)


def test_only_what_is_offered_is_chosen() -> None:
    """A page that exists as HTML only is not given as anything else."""
    assert choose("text/turtle", (HTML,)) is None
    assert choose("text/turtle, */*;q=0.1", (HTML,)) == named(HTML)


def test_default_is_the_first_format_offered() -> None:
    """Who states no wish gets the first format offered."""
    for offered in (DESCRIPTIONS, FORMATS):
        choice = choose("*/*", offered)
        assert choice is not None
        assert choice.format is offered[0]


def test_endless_header_is_cut() -> None:
    """Of a header longer than anybody sends only the beginning is read."""
    assert choose("image/png," * LONGEST_HEADER + "text/html") is None


@pytest.mark.parametrize("form", DESCRIPTIONS)
def test_suffix_names_its_format(form: Format) -> None:
    """Each format has a suffix that leads to it."""
    assert find_by_suffix(form.suffix) == named(form)


@pytest.mark.parametrize("suffix", ["", "xml", "TTL", "html.ttl"])
def test_unknown_suffix_leads_nowhere(suffix: str) -> None:
    """What is no suffix of ours is not taken for one."""
    assert find_by_suffix(suffix) is None


def test_content_type_says_utf8_for_text() -> None:
    """Text types say their encoding, the others are defined to be UTF-8 and stay plain."""
    assert [named(form).content_type for form in DESCRIPTIONS] == [
        "text/html; charset=utf-8", "application/ld+json", "text/turtle; charset=utf-8",
        "application/n-triples", "application/rdf+xml",
    ]
