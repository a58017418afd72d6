"""Documents and entities in every format, by suffix and by Accept header."""

import json
from typing import Any
from urllib.parse import urljoin

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from pyld import jsonld

from fonds.rdf.contexts import load_context
from fonds.rdf.formats import FORMATS, JSONLD, NTRIPLES, RDFXML, TURTLE, Format
from web.archive import BASE, HOSTILE, LETTER, MESSAGE, PRESENT, RENAMED, WITHDRAWN, told

OXIGRAPH = {
    TURTLE.name: ox.RdfFormat.TURTLE,
    NTRIPLES.name: ox.RdfFormat.N_TRIPLES,
    RDFXML.name: ox.RdfFormat.RDF_XML,
}
THINGS = (
    f"doc/{LETTER}", f"doc/{MESSAGE}", f"doc/{HOSTILE}", "agent/masoud-ahmad-shah", "place/afghanistan",
    "archival-unit/tskhsd/f-89/p-14/d-32", "creative-work/lyakhovskiy-plamya-afgana-1999", "dataset",
    "vocab", "vocab/terms", "vocab/genre", "vocab/genre/letter",
)


def triples(form: Format, body: bytes) -> set[str]:
    """Parse a serialisation with a parser that is not ours."""
    if form is JSONLD:
        options = {"documentLoader": load_context, "format": "application/n-quads"}
        text: Any = jsonld.to_rdf(json.loads(body), options)
        return {str(quad.triple) for quad in ox.parse(text.encode(), ox.RdfFormat.N_QUADS)}
    return {str(quad.triple) for quad in ox.parse(body, OXIGRAPH[form.name])}


@pytest.mark.parametrize("thing", THINGS)
def test_all_formats_say_the_same(client: FlaskClient, thing: str) -> None:
    """Every serialisation of a thing is read by outside parsers as one and the same graph."""
    graphs = {form.name: triples(form, client.get(f"/{thing}.{form.suffix}").data) for form in FORMATS}
    assert graphs["ntriples"]
    assert all(graph == graphs["ntriples"] for graph in graphs.values())


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("form", FORMATS)
def test_suffix_and_header_lead_to_the_same_bytes(client: FlaskClient, thing: str, form: Format) -> None:
    """A format comes under its own media type, the same bytes by suffix and by Accept header."""
    by_suffix = client.get(f"/{thing}.{form.suffix}", headers={"Accept": "image/png"})
    by_header = client.get(f"/{thing}", headers={"Accept": form.media_type})
    assert by_suffix.status_code == by_header.status_code == 200
    assert by_suffix.mimetype == by_header.mimetype == form.media_type
    assert by_suffix.data == by_header.data
    assert by_header.headers["Vary"] == ("Accept, Accept-Profile" if thing.startswith("doc/") else "Accept")
    assert "Vary" not in by_suffix.headers


@pytest.mark.parametrize("form", ["expanded", "flattened"])
def test_forms_of_jsonld_say_the_same(client: FlaskClient, form: str) -> None:
    """The expanded and the flattened form hold the triples of the framed tree."""
    framed = client.get(f"/doc/{LETTER}.jsonld")
    other = client.get(f"/doc/{LETTER}?form={form}")
    assert other.mimetype == JSONLD.media_type
    assert other.data != framed.data
    assert triples(JSONLD, other.data) == triples(JSONLD, framed.data)


def test_profile_in_the_header_asks_for_a_form(client: FlaskClient) -> None:
    """The profile parameter of the JSON-LD media type has the effect of ``?form=``."""
    header = {"Accept": 'application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded"'}
    assert client.get(f"/doc/{LETTER}", headers=header).data == client.get(f"/doc/{LETTER}?form=expanded").data


def test_json_is_answered_with_jsonld(client: FlaskClient) -> None:
    """Who asks for application/json gets the JSON-LD document under that name."""
    answer = client.get(f"/doc/{LETTER}", headers={"Accept": "application/json"})
    assert answer.content_type == "application/json"
    assert told(answer) == told(client.get(f"/doc/{LETTER}.jsonld"))


def test_data_speak_of_the_base_iri(client: FlaskClient) -> None:
    """Data name the site's IRIs wherever they are served from."""
    assert told(client.get(f"/doc/{LETTER}.jsonld"))["id"] == f"{BASE}/doc/{LETTER}"


def test_link_header_names_every_format(client: FlaskClient) -> None:
    """The Link header has the canonical IRI and each other format, at addresses that answer."""
    header = client.get(f"/doc/{LETTER}").headers["Link"]
    assert f'<{BASE}/doc/{LETTER}>; rel="canonical"' in header
    assert 'rel="profile"' in header
    for form in FORMATS:
        assert f'<{LETTER}.{form.suffix}>; rel="alternate describedby"; type="{form.media_type}"' in header
        assert client.get(f"/doc/{LETTER}.{form.suffix}").status_code == 200


@pytest.mark.parametrize(
    ("path", "location"),
    [
        (f"/doc/{RENAMED}", f"../doc/{PRESENT}"),
        (f"/doc/{RENAMED}.ttl", f"../doc/{PRESENT}.ttl"),
        (f"/doc/{RENAMED}.html", f"../doc/{PRESENT}.html"),
        (f"/doc/{RENAMED}?form=expanded", f"../doc/{PRESENT}?form=expanded"),
        (f"/doc/{RENAMED}/evidence.jsonld", f"../../doc/{PRESENT}/evidence.jsonld"),
        ("/agent/old", "../agent/hostile"),
        ("/agent/old.nt", "../agent/hostile.nt"),
        ("/agent/red-army/", "../../agent/red-army"),
        ("/doc/", "../doc"),
        ("/dataset///", "../../../dataset"),
    ],
)
def test_what_has_moved_redirects(client: FlaskClient, path: str, location: str) -> None:
    """A renamed document, a merged entity and a trailing slash lead on for ever, suffix and query kept."""
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (301, location)


@pytest.mark.parametrize("path", [f"/doc/{RENAMED}", f"/doc/{RENAMED}.ttl", "/agent/old.nt", "/agent/red-army/"])
def test_redirect_ends_at_the_thing(client: FlaskClient, path: str) -> None:
    """Whoever follows a redirect arrives."""
    location = client.get(path).headers["Location"]
    assert client.get(urljoin(path, location)).status_code == 200


@pytest.mark.parametrize("form", FORMATS)
def test_withdrawn_document_leaves_a_tombstone(client: FlaskClient, form: Format) -> None:
    """A withdrawn document answers 410 and says when, why and what took its place, in the format asked for."""
    answer = client.get(f"/doc/{WITHDRAWN}", headers={"Accept": form.media_type})
    assert (answer.status_code, answer.mimetype) == (410, form.media_type)
    said = triples(form, answer.data)
    assert any("invalidatedAtTime" in triple for triple in said)
    assert any("heirs" in triple for triple in said)
    assert any("isReplacedBy" in triple and LETTER in triple for triple in said)


def test_withdrawn_document_has_a_page(client: FlaskClient) -> None:
    """People are told of the withdrawal too, without markup from the reason."""
    answer = client.get(f"/doc/{WITHDRAWN}")
    assert (answer.status_code, answer.mimetype) == (410, "text/html")
    assert "of the heirs" in answer.text
    assert "<b>at" not in answer.text


def test_entity_nobody_speaks_of_is_gone(client: FlaskClient) -> None:
    """An entity that lost its last document is a tombstone."""
    assert client.get("/agent/lonely.ttl").status_code == 410


@pytest.mark.parametrize(
    "path",
    [
        "/doc/never-was", "/doc/never-was.ttl", f"/doc/{LETTER}.exe", f"/doc/{LETTER}/nothing",
        "/doc/never-was/evidence", "/agent/nobody", "/agent/masoud-ahmad-shah/more", "/nothing", "/vocab/nothing",
        "/vocab/genre/nothing", "/vocab/nothing/letter", "/static/nothing.css", "/static/..%2fapp.py",
        "/doc/..%2f..%2fetc%2fpasswd", "/doc/%00", "/archival-unit/../agent/red-army", f"/doc/{LETTER.upper()}",
        "/datasets", "/vocab.exe", "/agent/%E2%80%AE", "/doc/' OR 1=1 --",
    ],
)
def test_what_never_was_is_not_found(client: FlaskClient, path: str) -> None:
    """An address that never stood for anything is a 404, whatever is tried."""
    assert client.get(path).status_code == 404


def test_nothing_acceptable_is_told_with_what_there_is(client: FlaskClient) -> None:
    """Who accepts nothing we have is told what there is."""
    answer = client.get(f"/doc/{LETTER}", headers={"Accept": "image/png"})
    assert (answer.status_code, answer.mimetype) == (406, "application/problem+json")
    assert told(answer)["available"] == ["text/html", *(form.media_type for form in FORMATS)]


def test_unknown_form_is_named(client: FlaskClient) -> None:
    """A form that does not exist is a 400 naming the parameter."""
    answer = client.get(f"/doc/{LETTER}?form=sideways")
    assert (answer.status_code, told(answer)["parameter"]) == (400, "form")


def test_unknown_profile_is_refused(client: FlaskClient) -> None:
    """A profile nobody wrote is a 406, and our own is no change."""
    assert client.get(f"/doc/{LETTER}?profile=marc").status_code == 406
    assert client.get(f"/doc/{LETTER}.ttl?profile=fonds").data == client.get(f"/doc/{LETTER}.ttl").data


@pytest.mark.parametrize("tail", ["linkset", "linkset.json"])
def test_the_link_set_of_what_is_gone(client: FlaskClient, tail: str) -> None:
    """A withdrawn document has no link set any more and says so, a renamed one leads on, an unknown one is unknown."""
    gone = client.get(f"/doc/{WITHDRAWN}/{tail}")
    assert gone.status_code == 410 and f"{BASE}/doc/{WITHDRAWN}" in told(gone)["remedy"]
    moved = client.get(f"/doc/{RENAMED}/{tail}")
    assert moved.status_code == 301 and moved.headers["Location"].endswith(f"doc/{PRESENT}/{tail}")
    assert client.get(f"/doc/never-was/{tail}").status_code == 404
