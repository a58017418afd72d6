"""The description of the dataset: every number is counted, every address answers, and readers we did not write take it."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import extruct
import pytest
import rdflib
from flask import Flask
from flask.testing import FlaskClient
from rdflib.namespace import DCAT, DCTERMS, RDF, SDO, VOID, XSD

from fonds.catalogue.rows import Filters
from fonds.crosswalks.facts import site_facts
from fonds.feeds.changes import ChangeLog
from fonds.feeds.dumps.keeping import refresh
from fonds.feeds.dumps.shelf import drop_dumps
from fonds.settings import Settings
from fonds.web.pages.data_services import SERVICES
from publishing.archive import Archive
from web.archive import BASE, LETTER, open_catalogue
from web.conftest import served

SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
DATASET = rdflib.URIRef(f"{BASE}/dataset")
HTML = {"Accept": "text/html"}
FEEDS = (
    "/sitemap.xml", "/sitemap-site.xml", "/sitemap-documents-1.xml", "/feed.atom", "/changes", "/changes/1", "/ldes", "/ldes/view",
    "/ldes/1", "/.well-known/resourcesync", "/resourcesync/capabilitylist.xml", "/resourcesync/changelist.xml",
    "/resourcesync/changelist-1.xml", "/resourcesync/resourcelist.xml", "/resourcesync/resourcedump.xml", "/dataset",
)


@pytest.fixture(scope="module")
def graph(app: Flask, settings: Settings) -> Iterator[rdflib.Graph]:
    """Return the description of the archive's dataset, with its dumps made."""
    refresh(Path(settings.state), site_facts(settings))
    yield rdflib.Graph().parse(data=app.test_client().get("/dataset.ttl").data, format="turtle")
    drop_dumps(Path(settings.state))


def path_of(address: object) -> str:
    """Return where to ask this site for an address of its own."""
    parts = urlsplit(str(address))
    assert str(address).startswith(BASE), address
    return parts.path + (f"?{parts.query}" if parts.query else "")


def test_each_dump_is_a_distribution(client: FlaskClient, graph: rdflib.Graph) -> None:
    """Each file of the dumps is a distribution whose addresses give as many bytes, of the digests, as it says."""
    files = {each["name"]: each for each in json.loads(client.get("/dumps/dumps.json").data)["files"]}
    downloads = [each for each in graph.objects(DATASET, DCAT.distribution) if (each, DCAT.downloadURL, None) in graph]
    assert len(downloads) == len(files) > 5
    assert set(downloads) == set(graph.objects(DATASET, SDO.distribution))
    for each in downloads:
        packed = client.get(path_of(graph.value(each, DCAT.downloadURL))).data
        plain = client.get(path_of(graph.value(each, SDO.contentUrl))).data
        size, checksum = graph.value(each, DCAT.byteSize), graph.value(each, SPDX.checksum)
        assert isinstance(size, rdflib.Literal) and size.datatype == XSD.nonNegativeInteger and int(size) == len(packed)
        assert str(graph.value(checksum, SPDX.checksumValue)).lower() == hashlib.sha256(packed).hexdigest()
        assert graph.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256 and isinstance(checksum, rdflib.URIRef)
        assert str(graph.value(each, SDO.sha256)) == hashlib.sha256(plain).hexdigest()
        assert str(graph.value(each, SDO.contentSize)) == f"{len(plain)} B"
        assert str(graph.value(each, DCAT.mediaType)).endswith(str(graph.value(each, SDO.encodingFormat)))
        assert ((each, DCAT.compressFormat, None) in graph) == (packed[:2] == b"\x1f\x8b")
        assert graph.value(each, DCAT.accessURL) and graph.value(each, DCTERMS.license)
    assert len(list(graph.objects(DATASET, VOID.dataDump))) == 2


def test_each_service_answers(client: FlaskClient, graph: rdflib.Graph) -> None:
    """Each data service serves the dataset at an address that answers, and so does what describes it."""
    services = list(graph.subjects(RDF.type, DCAT.DataService))
    assert len(services) == len(SERVICES) == 5
    for service in services:
        assert graph.value(service, DCAT.servesDataset) == DATASET
        for name in (DCAT.endpointURL, DCAT.endpointDescription):
            assert client.get(path_of(graph.value(service, name))).status_code == 200, service
        (access,) = graph.subjects(DCAT.accessService, service)
        assert (DATASET, DCAT.distribution, access) in graph


def test_numbers_are_counted(graph: rdflib.Graph, settings: Settings) -> None:
    """Documents and days are those of the live documents, looked at one by one."""
    with open_catalogue(settings) as catalogue, catalogue.snapshot() as reader:
        trees = [json.loads(found.tree) for item in ChangeLog(reader).live() if (found := reader.find_tree(item.slug))]
        listed = [each.listing for each in reader.documents(Filters()).items]
    assert len(listed) == len(trees)
    days, last = sorted(each.earliest for each in listed if each.earliest), sorted(each.latest for each in listed)
    period = graph.value(DATASET, DCTERMS.temporal)
    assert (str(graph.value(period, DCAT.startDate)), str(graph.value(period, DCAT.endDate))) == (days[0], last[-1])
    assert str(graph.value(DATASET, SDO.temporalCoverage)) == f"{days[0]}/{last[-1]}"
    assert int(str(graph.value(DATASET, VOID.documents))) == len(trees)


def test_languages_are_those_of_the_documents(tmp_path: Path) -> None:
    """The languages of the dataset are those that anything in it is stated to be in, also after a release of few changes."""
    archive = Archive(tmp_path)
    archive.write("a.txt", 0)
    archive.publish()
    for number in (1, 2):
        with open_catalogue(archive.settings) as catalogue, catalogue.snapshot() as reader:
            lines = [line for piece in reader.ntriples() for line in piece.decode().splitlines()]
        stated = {line.split('"')[1] for line in lines if ' <https://schema.org/inLanguage> "' in line}
        for app in served(archive.settings):
            told = rdflib.Graph().parse(data=app.test_client().get("/dataset.ttl").data, format="turtle")
        dataset = rdflib.URIRef(f"{archive.settings.base_iri}/dataset")
        assert {str(tag) for tag in told.objects(dataset, SDO.inLanguage)} == stated != set()
        iso = "http://id.loc.gov/vocabulary/iso639-1/"
        assert {str(iri) for iri in told.objects(dataset, DCTERMS.language)} == {iso + tag for tag in stated}
        archive.write(f"b-{number}.txt", number, title="Telegram from Karel Novak")
        archive.publish()


def test_what_registers_ask_for_is_there(graph: rdflib.Graph) -> None:
    """Names bear their language, and licence, publisher, creator and the dates of the description are stated."""
    for name in (SDO.name, SDO.description, DCTERMS.title, DCTERMS.description):
        assert all(isinstance(each, rdflib.Literal) and each.language for each in graph.objects(DATASET, name)), name
        assert len(list(graph.objects(DATASET, name))) == 1, name
    for name in (
        SDO.license, SDO.publisher, SDO.creator, SDO.datePublished, SDO.dateModified, SDO.sdDatePublished, SDO.version,
        DCTERMS.license, DCTERMS.publisher, DCTERMS.issued, DCTERMS.modified, DCTERMS.identifier, rdflib.URIRef(f"{DCAT}version"),
        DCAT.landingPage,
    ):
        assert graph.value(DATASET, name), name
    assert not [each for each in graph.all_nodes() if isinstance(each, rdflib.BNode)]


def test_search_engines_read_the_dataset(client: FlaskClient, graph: rdflib.Graph) -> None:
    """The page holds what dataset search engines require and recommend, as extruct reads it, and the same as the graph."""
    page = client.get("/dataset", headers=HTML).text
    (found,) = extruct.extract(page, syntaxes=["json-ld"])["json-ld"]
    assert (found["@context"], found["@type"], found["@id"]) == ("https://schema.org", "Dataset", str(DATASET))
    assert found["name"] and 50 <= len(found["description"]) <= 5_000
    for name in ("license", "creator", "temporalCoverage", "version", "url", "identifier", "isAccessibleForFree"):
        assert found[name], name
    assert found["creator"]["name"] == "The Archivists"
    assert {each["contentUrl"] for each in found["distribution"]} == {
        str(graph.value(each, SDO.contentUrl)) for each in graph.objects(DATASET, SDO.distribution)
    }
    assert all(each["@type"] == "DataDownload" and each["encodingFormat"] for each in found["distribution"])


def test_void_is_well_known(client: FlaskClient, graph: rdflib.Graph) -> None:
    """The well-known address of VoID leads to the same graph."""
    first = client.get("/.well-known/void")
    assert first.status_code == 302
    answer = client.get(urljoin("/.well-known/void", first.headers["Location"]), headers={"Accept": "text/turtle"})
    assert answer.mimetype == "text/turtle"
    assert set(rdflib.Graph().parse(data=answer.data, format="turtle")) == set(graph)


@pytest.mark.parametrize("path", ["/", "/doc", f"/doc/{LETTER}", "/agent/masoud-ahmad-shah", "/queries", "/dataset", "/dumps"])
def test_every_page_leads_to_feed_and_dataset(client: FlaskClient, path: str) -> None:
    """From every page a feed reader finds the feed, and whoever wants all of it the dataset."""
    page = client.get(path, headers=HTML).text
    head = page.partition("</head>")[0]
    for relation, end in (('rel="alternate" type="application/atom+xml"', "feed.atom"), ('rel="collection"', "dataset")):
        assert f'{relation} href="' in head and f'{end}"' in head.partition(relation)[2].partition(">")[0] + ">"


def test_robots_may_harvest(client: FlaskClient) -> None:
    """Crawlers are kept from what is computed for each request, and from nothing that is there to be harvested."""
    robots = RobotFileParser()
    robots.parse(client.get("/robots.txt").text.splitlines())
    assert robots.site_maps() == [f"{BASE}/sitemap.xml"]
    assert not any(robots.can_fetch("x", path) for path in ("/search?q=a", "/sparql?query=ASK{}"))
    assert all(robots.can_fetch("x", path) for path in (*FEEDS, "/oai?verb=Identify", "/dumps/all.nt.gz", f"/doc/{LETTER}"))
    browser = {"Accept": "text/html,application/xhtml+xml"}
    assert client.get("/oai?verb=ListRecords&metadataPrefix=oai_dc", headers=browser).headers["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize("path", FEEDS)
def test_before_the_first_release_feeds_ask_for_patience(empty: Flask, path: str) -> None:
    """Before anything is published each feed answers 503, and when to come again."""
    answer = empty.test_client().get(path)
    assert answer.status_code == 503 and int(answer.headers["Retry-After"]) > 0


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/sitemap-.xml", 404), ("/sitemap-documents-0.xml", 404), ("/sitemap-documents-2.xml", 404), ("/sitemap-site-1.xml", 404),
        ("/sitemap-documents-%D9%A1.xml", 404), ("/sitemap-documents-99999999999999999999.xml", 404), ("/feed.atom?page=0", 400),
        ("/feed.atom?page=-1", 400), ("/feed.atom?page=%D9%A1", 400), ("/feed.atom?page=99999999999999999999", 400),
        ("/feed.atom?page=1", 404), ("/feed.atom?page=2", 404), ("/changes/0", 404), ("/changes/2", 404), ("/changes/x", 404),
        ("/changes/99999999999999999999999", 404), ("/ldes/0", 404), ("/ldes/2", 404), ("/ldes/group-1", 404), ("/ldes/group-0", 404),
        ("/ldes/1%0A", 404), ("/ldes/view.exe", 404), ("/resourcesync/changelist-0.xml", 404), ("/resourcesync/changelist-2.xml", 404),
    ],
)
def test_what_is_not_there_is_told(client: FlaskClient, path: str, status: int) -> None:
    """A page of a feed that is not there, or never could be, is an answer in words and no failure."""
    assert client.get(path).status_code == status
