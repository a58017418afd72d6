"""Documents as aggregators and reference managers want them, by profile, suffix and header."""

import json

import pytest
import rispy
from flask.testing import FlaskClient
from lxml import etree
from pybtex.database import parse_string
from pyld import jsonld

from fonds.crosswalks.citations import CITATIONS
from fonds.crosswalks.table import CROSSWALKS
from web.archive import BARE, BASE, HOSTILE, LETTER, MESSAGE, PRESENT, RENAMED, WITHDRAWN, told

GIVEN = [each for each in CROSSWALKS.values() if each.name != "edm"]


@pytest.mark.parametrize("crosswalk", GIVEN, ids=lambda each: each.name)
def test_profiles_by_name_and_by_header(client: FlaskClient, crosswalk: object) -> None:
    """A profile comes by its short name and by its namespace, as XML of its own type, the same bytes."""
    assert isinstance(crosswalk, type(GIVEN[0]))
    by_name = client.get(f"/doc/{LETTER}?profile={crosswalk.profile}")
    by_header = client.get(f"/doc/{LETTER}", headers={"Accept-Profile": f"<{crosswalk.namespace}>"})
    assert by_name.status_code == by_header.status_code == 200 and by_name.data == by_header.data
    assert by_name.mimetype == crosswalk.media_type
    assert by_name.headers["Content-Profile"] == f"<{crosswalk.namespace}>"
    assert etree.fromstring(by_name.data).tag.startswith(f"{{{crosswalk.namespace}}}")
    assert (by_header.headers["Vary"], by_name.headers.get("Vary")) == ("Accept, Accept-Profile", None)


def test_schema_org_alone(client: FlaskClient) -> None:
    """``?profile=schema`` gives what the page says of the document in schema.org, as JSON-LD that an RDF parser reads."""
    given = client.get(f"/doc/{LETTER}?profile=schema")
    by_header = client.get(f"/doc/{LETTER}", headers={"Accept-Profile": "<https://schema.org/>"})
    assert given.status_code == 200 and given.data == by_header.data and given.mimetype == "application/ld+json"
    assert given.headers["Content-Profile"] == "<https://schema.org/>"
    (script,) = etree.HTML(client.get(f"/doc/{LETTER}.html").data).iter("script")
    assert told(given) == json.loads(script.text)
    offline = {**told(given), "@context": {"@vocab": "https://schema.org/"}}
    triples = str(jsonld.to_rdf(offline, {"format": "application/n-quads"})).splitlines()
    of_it = [line.split(" ")[1:] for line in triples if line.startswith(f"<{BASE}/doc/{LETTER}> ")]
    assert [of[1] for of in of_it if of[0].endswith("#type>")] == ["<https://schema.org/Message>"]
    assert len([of for of in of_it if of[0] == "<https://schema.org/name>"]) == 1
    assert client.get(f"/doc/{WITHDRAWN}?profile=schema").status_code == 410


def test_the_profile_wanted_most(client: FlaskClient) -> None:
    """Weights decide between profiles; one that does not exist, and our own, leave the choice to the Accept header."""
    mods, terms = CROSSWALKS["mods"].namespace, "https://w3id.org/fonds/terms"
    asked = client.get(f"/doc/{LETTER}", headers={"Accept-Profile": f"<{terms}>;q=0.5, <{mods}>;q=0.9"})
    assert asked.mimetype == "application/mods+xml"
    for header in (f"<{terms}>, <{mods}>;q=0.9", "<http://example.org/other>", f"<{mods}>;q=0", ";;,<<"):
        assert client.get(f"/doc/{LETTER}", headers={"Accept-Profile": header}).mimetype == "text/html"


def test_what_is_refused_says_why(client: FlaskClient) -> None:
    """A format a document cannot honestly be given in is a 406 with the reasons; an unknown one names those there are."""
    refused = client.get(f"/doc/{LETTER}?profile=edm", headers={"Accept": "application/json"})
    assert refused.status_code == 406 and "'edm_rights'" in told(refused)["detail"]
    none = client.get(f"/doc/{BARE}?profile=cmif", headers={"Accept": "application/json"})
    assert none.status_code == 406 and "sender" in told(none)["detail"]
    unknown = client.get(f"/doc/{LETTER}?profile=marc", headers={"Accept": "application/json"})
    assert unknown.status_code == 406 and all(each.profile in told(unknown)["detail"] for each in GIVEN)


def test_citations_are_read(client: FlaskClient) -> None:
    """Every form of citation is read by the parser of others, by suffix and by media type alike."""
    answers = {name: client.get(f"/doc/{LETTER}.{each.suffix}") for name, each in CITATIONS.items()}
    address = f"{BASE}/doc/{LETTER}"
    (entry,) = parse_string(answers["bibtex"].text, "bibtex").entries.values()
    (reference,) = rispy.loads(answers["ris"].text)
    (item,) = json.loads(answers["csl"].data)
    assert entry.fields["url"] == item["URL"] == address and reference["urls"] == [address]
    for name, each in CITATIONS.items():
        asked = client.get(f"/doc/{LETTER}", headers={"Accept": f"{each.media_type}, text/html;q=0.1"})
        assert asked.data == answers[name].data and asked.mimetype == each.media_type == answers[name].mimetype


def test_a_page_leads_to_its_citations(client: FlaskClient) -> None:
    """The page and its Link header lead to every citation, and the page says to reference managers what it is about."""
    page = client.get(f"/doc/{LETTER}.html")
    tags = {each.get("name"): each.get("content") for each in etree.HTML(page.data).iter("meta") if each.get("name")}
    assert tags["citation_author"] == "Ahmad Shah Masoud" and tags["DC.identifier"] == f"{BASE}/doc/{LETTER}"
    for each in CITATIONS.values():
        assert f'<{LETTER}.{each.suffix}>; rel="alternate"; type="{each.media_type}"' in ", ".join(page.headers.getlist("Link"))
        assert page.text.count(f'href="{LETTER}.{each.suffix}"') == 2
    links = {each.get("href") for each in etree.HTML(page.data).iter("a")}
    assert {f"{LETTER}?profile={each.profile}" for each in GIVEN} <= links and f"{LETTER}?profile=edm" not in links


def test_markup_in_a_title_stays_text(client: FlaskClient) -> None:
    """A document full of markup breaks out of no tag in the head, and can be cited."""
    page = etree.HTML(client.get(f"/doc/{HOSTILE}.html").data)
    (title,) = [each.get("content") for each in page.iter("meta") if each.get("name") == "DC.title"]
    assert title.startswith("</script><script>alert('1')</script>")
    assert [each for each in page.iter("script") if each.get("type") != "application/ld+json"] == []
    assert all(client.get(f"/doc/{HOSTILE}.{each.suffix}").status_code == 200 for each in CITATIONS.values())


@pytest.mark.parametrize("tail", [".bib", ".csl.json", "?profile=dc"])
def test_what_is_gone_is_gone_in_every_form(client: FlaskClient, tail: str) -> None:
    """A withdrawn document is gone, a renamed one leads to its new address in the same form, an unknown one is unknown."""
    assert client.get(f"/doc/{WITHDRAWN}{tail}").status_code == 410
    moved = client.get(f"/doc/{RENAMED}{tail}")
    assert moved.status_code == 301 and moved.headers["Location"].endswith(f"/doc/{PRESENT}{tail}")
    assert client.get(f"/doc/never-was{tail}").status_code == 404
    assert client.get(f"/doc/{MESSAGE}{tail}").status_code == 200
