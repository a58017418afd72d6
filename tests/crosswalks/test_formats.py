"""Formats for harvesters: valid for every document, by judges we did not write; nothing said that is not known."""

from typing import Any
from xml.etree import ElementTree

import pyoxigraph
import pytest
import rdflib
from lxml import etree

from crosswalks.judges import faults, tool
from crosswalks.trees import BARE, DOC, NASTY, SITE, agent, hostile, letter, part
from fonds.crosswalks.table import CROSSWALKS

DC = "{http://purl.org/dc/elements/1.1/}"
TERMS = "{http://purl.org/dc/terms/}"
TEI = "{http://www.tei-c.org/ns/1.0}"
MODS = "{http://www.loc.gov/mods/v3}"
EDM = "http://www.europeana.eu/schemas/edm/"
Tree = dict[str, Any]


def record(name: str, tree: Tree) -> Any:
    """Return a record as an element, by a strict parser."""
    crosswalk = CROSSWALKS[name]
    assert crosswalk.refusals(tree, SITE) == ()
    return etree.fromstring(crosswalk.render(tree, SITE))


def words(element: Any, name: str) -> list[str]:
    """Return the texts of all elements of a name."""
    return [each.text for each in element.iter(name)]


@pytest.mark.parametrize("name", ["oai_dc", "oai_dcterms", "edm", "cmif"])
def test_every_record_is_valid(name: str, many: tuple[Tree, ...]) -> None:
    """Whatever is not refused is valid against the official schema, and most documents are not refused."""
    offered = [tree for tree in many if not CROSSWALKS[name].refusals(tree, SITE)]
    assert [found for tree in offered if (found := faults(name, CROSSWALKS[name].render(tree, SITE)))] == []
    assert len(offered) > 20 and (len(offered) == len(many) or name in ("edm", "cmif"))


@pytest.mark.parametrize("name", list(CROSSWALKS))
def test_hostile_texts_stay_texts(name: str) -> None:
    """Markup, quotes and what XML has no character for break out of no element and no attribute, in any format."""
    tree = hostile()
    assert CROSSWALKS[name].refusals(tree, SITE) == ()
    made = CROSSWALKS[name].render(tree, SITE)
    assert etree.fromstring(made) is not None and ElementTree.fromstring(made) is not None  # noqa: S314 - our own
    assert {each.tag for each in etree.fromstring(made).iter() if "evil" in str(each.tag) or str(each.tag) == "b"} == set()
    known = "".join(each for each in NASTY if each not in "\x00\x07\x1b\ud800\ufffe")
    assert known in "".join(etree.fromstring(made).itertext()) or name == "cmif"
    if name != "mods":
        assert faults(name, made) == ""


def test_mods_is_read_by_bibutils(many: tuple[Tree, ...]) -> None:
    """A program that knows MODS reads a collection of records and finds every one of them, with its title."""
    made = b"".join(CROSSWALKS["mods"].render(tree, SITE) for tree in many)
    collection = b'<modsCollection xmlns="http://www.loc.gov/mods/v3">' + made + b"</modsCollection>"
    found = tool("xml2bib", collection)
    assert found.count("\n@") + found.startswith("@") == len(many)
    assert found.lower().count("title=") >= len(many)


def test_europeana_sees_one_object_and_one_aggregation(many: tuple[Tree, ...]) -> None:
    """Two RDF parsers read the same number of statements: one object, shown at its page, one right."""
    for tree in [tree for tree in many if not CROSSWALKS["edm"].refusals(tree, SITE)][:40]:
        made = CROSSWALKS["edm"].render(tree, SITE)
        graph = rdflib.Graph().parse(data=made, format="xml")
        assert len(graph) == len(set(pyoxigraph.parse(made, format=pyoxigraph.RdfFormat.RDF_XML)))
        (thing,) = graph.subjects(rdflib.RDF.type, rdflib.URIRef(f"{EDM}ProvidedCHO"))
        (shown,) = graph.objects(None, rdflib.URIRef(f"{EDM}isShownAt"))
        assert (str(thing), str(shown)) == (tree["id"], f"{tree['id']}.html")
        (right,) = graph.objects(rdflib.URIRef(f"{thing}#aggregation"), rdflib.URIRef(f"{EDM}rights"))
        assert str(right) == SITE.edm_rights
        assert not list(graph.subjects(rdflib.RDF.type, rdflib.URIRef(f"{EDM}Event")))


def test_a_sender_is_no_author() -> None:
    """Who sent it is a contributor with the part played; only an author is a creator, and then not a contributor too."""
    sent = record("oai_dc", letter())
    assert words(sent, f"{DC}creator") == [] and words(sent, f"{DC}contributor") == ["B (sender)", "C (addressee)"]
    written = record("oai_dc", letter(author=[agent("b", "B")]))
    assert words(written, f"{DC}creator") == ["B"] and words(written, f"{DC}contributor") == ["C (addressee)"]
    assert "dc:sender" not in etree.tostring(sent).decode()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"certainty": "certainty: low"}, "B (author, uncertain)"),
        ({"certainty": "evidence: conjecture"}, "B (author, conjectured)"),
        ({"status": "https://w3id.org/fonds/status/inferred"}, "B (author, inferred)"),
    ],
)
def test_a_doubtful_author_is_no_creator(more: dict[str, str], said: str) -> None:
    """An author whom the source doubts is named with the doubt, in every format that has creators."""
    tree = letter(sender=None, author=[agent("b", "B")], participation=[part("author", agent("b", "B"), **more)])
    for name in ("oai_dc", "oai_dcterms", "edm"):
        found = record(name, tree)
        assert words(found, f"{DC}creator") == [] and said in words(found, f"{DC}contributor")
    assert "aut" not in words(record("mods", tree), f"{MODS}roleTerm")


@pytest.mark.parametrize(
    ("stated", "simple", "qualified"),
    [
        ("1989-09-02", ["1989-09-02"], "1989-09-02"),
        ("1989", ["1989"], "1989"),
        ("1989-09-02?", [], "1989-09-02?"),
        ("[1989-09-02..1989-09-20]", ["1989-09"], "[1989-09-02..1989-09-20]"),
        ("[1989-09-02..1990]", [], "[1989-09-02..1990]"),
        ("[1989..]", [], "[1989..]"),
        ("1989-09-02/1989-09-05", ["1989-09-02/1989-09-05"], "1989-09-02/1989-09-05"),
        ("1989-09-02?/1989-09-05?", [], "1989-09-02?/1989-09-05?"),
        ("198X", [], "198X"),
        ("1989/..", [], "1989/.."),
        ("1989-21", [], "1989-21"),
    ],
)
def test_dates_are_as_sure_as_they_are(stated: str, simple: list[str], qualified: str) -> None:
    """Simple Dublin Core has a date only as far as W3CDTF can truly say it; the rest is EDTF, or said in words."""
    dates: dict[str, Any] = {"date": None, "dateCreated": None, "date" if stated in simple else "dateLevel2": stated}
    tree = letter(**dates)
    found = record("oai_dc", tree)
    assert words(found, f"{DC}date") == simple
    assert any(stated in text for text in words(found, f"{DC}description")) == (stated not in simple)
    (created,) = record("oai_dcterms", tree).iter(f"{TERMS}created")
    assert (created.text, bool(created.attrib)) == (qualified, stated in ("1989", "1989-09-02"))
    assert stated in words(record("edm", tree), f"{TERMS}created")


def test_no_rights_are_invented() -> None:
    """A record without a stated licence or notice has none in any format; the metadata's licence is not the document's."""
    for name in ("oai_dc", "oai_dcterms", "edm"):
        found = record(name, letter(isPrimaryTopicOf={"id": "x", "sdLicense": [SITE.licence]}))
        assert words(found, f"{DC}rights") == []
    assert words(record("mods", letter()), f"{MODS}accessCondition") == []
    stated = record("oai_dc", letter(license=["https://example.org/terms"]))
    assert words(stated, f"{DC}rights") == ["https://example.org/terms"]


def test_the_language_of_a_translation_is_said_to_be_one() -> None:
    """Where only the translation's language is known it is given with that remark; an unknown language is not given."""
    text = {"id": f"{DOC}#text-en", "type": ["Text"], "inLanguage": ["en"]}
    for name in ("oai_dc", "oai_dcterms", "edm"):
        found = record(name, letter(workExample=None, workTranslation=[text]))
        assert words(found, f"{DC}language") == ["en"] and any("translation" in each for each in words(found, f"{DC}description"))
        assert not any("translation" in each for each in words(record(name, letter()), f"{DC}description"))
    unknown = letter(workExample=[text | {"inLanguage": ["und"]}])
    assert words(record("oai_dc", unknown), f"{DC}language") == []
    assert CROSSWALKS["edm"].refusals(unknown, SITE) != ()


def test_what_nobody_decided_is_refused_in_words() -> None:
    """A site that chose no rights, publisher or licence gives no EDM and no CMIF, and names the settings."""
    told = " ".join(CROSSWALKS["edm"].refusals(letter(), BARE))
    assert "'edm_rights'" in told and "'publisher'" in told
    told = " ".join(CROSSWALKS["cmif"].refusals(letter(), BARE))
    assert "'metadata_licence'" in told and "'publisher'" in told
    assert all(not CROSSWALKS[name].refusals(letter(), BARE) for name in ("oai_dc", "oai_dcterms", "mods"))


@pytest.mark.parametrize(
    ("tree", "refused"),
    [
        (letter(), {}),
        (letter(type=["CreativeWork"], sender=None, recipient=None), {"cmif"}),
        (letter(sender=None, recipient=None), {"cmif"}),
        (letter(genre=None), {"edm"}),
        (letter(workExample=None), {"edm"}),
        (letter(genre=None, workExample=None), {"edm"}),
    ],
)
def test_refusals_name_what_is_missing(tree: Tree, refused: set[str]) -> None:
    """What a format demands and the record does not say is a refusal, of that format alone."""
    assert {name for name, each in CROSSWALKS.items() if each.refusals(tree, SITE)} == set(refused)


@pytest.mark.parametrize("name", list(CROSSWALKS))
def test_records_of_one_response_do_not_get_in_each_others_way(name: str) -> None:
    """Two records in one document are read by a parser that takes no ID twice, as OAI-PMH puts them."""
    several = (letter(), letter(id=f"{DOC}-2"))
    together = b"".join(CROSSWALKS[name].render(tree, SITE) for tree in several)
    found = etree.fromstring(b"<both>" + together + b"</both>")
    assert len(found) == 2
    for each in found.iter("{*}TEI"):
        (source,), (description,) = each.iter("{*}bibl"), each.iter("{*}correspDesc")
        assert description.get("source") == f"#{source.get('{http://www.w3.org/XML/1998/namespace}id')}"
