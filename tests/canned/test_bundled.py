"""The queries that are shipped, asked of a small archive whose answers were worked out by hand."""

from pathlib import Path

import pyoxigraph
import pytest
from rdflib.plugins.sparql.parser import parseQuery

from canned.asking import Archive, Case, Row
from fonds.bundled import bundled_path
from fonds.canned.binding import Value, bind, run
from fonds.canned.loading import load_queries
from fonds.canned.query import SITE_BASE, CannedQuery
from fonds.rdf.iris import Iris
from fonds.settings import Settings

BASE = "https://letters.example.org/archive"
IRIS = Iris(BASE)
DATA = Path(__file__).with_name("archive.ttl")
MESSAGE, TELEGRAM, REPORT = "doc/1979-12-27-message", "doc/1980-01-03-telegram", "doc/1989-10-report"
LETTER, ANSWER, UNDATED = "doc/1989-09-02-letter", "doc/1989-10-05-letter", "doc/undated-letter"
MEMORANDUM = "doc/1980-06-17-memorandum"
CITED = f"{LETTER}#cited-1989-07-31-letter"
MASOUD, VORONTSOV, RABBANI = "agent/masoud-ahmad-shah", "agent/vorontsov-yuli", "agent/rabbani-burhanuddin"
CASTRO, LE_DUAN, AMBASSADORS = "agent/castro-fidel", "agent/le-duan", "agent/soviet-ambassadors"
N_MASOUD, N_VORONTSOV, N_RABBANI = "Masoud, Ahmad Shah", "Yuli Vorontsov", "Burhanuddin Rabbani"
T_LETTER, T_ANSWER = "Letter from Masoud to Vorontsov", "Letter from Vorontsov to Masoud and Rabbani"
T_UNDATED = "Undated letter from Masoud"
T_MESSAGE, T_TELEGRAM, T_REPORT = (
    "Message to Soviet Ambassadors", "Telegram to the Soviet Ambassadors", "Report on the situation",
)
T_MEMORANDUM, T_CITED = "Memorandum of conversation", "letter of 31 July 1989"
D_MESSAGE, D_TELEGRAM, D_LETTER, D_ANSWER = "1979-12-27", "1980-01-03", "1989-09-02", "1989-10-05"
D_MEMORANDUM = "1980-06-17"
MARKING, PROPERTY = "https://w3id.org/fonds/marking/", "https://schema.org/"

CASES: list[Case] = [
    (
        "documents-by-sender", {"sender": MASOUD},
        [(LETTER, T_LETTER, D_LETTER, D_LETTER), (UNDATED, T_UNDATED, "", "")],
    ),
    ("documents-by-sender", {"sender": AMBASSADORS}, []),
    (
        "documents-by-recipient", {"recipient": AMBASSADORS},
        [(MESSAGE, T_MESSAGE, D_MESSAGE, D_MESSAGE), (TELEGRAM, T_TELEGRAM, D_TELEGRAM, D_TELEGRAM)],
    ),
    (
        "documents-by-recipient", {"recipient": VORONTSOV},
        [(LETTER, T_LETTER, D_LETTER, D_LETTER), (UNDATED, T_UNDATED, "", "")],
    ),
    ("documents-by-recipient", {"recipient": RABBANI}, [(ANSWER, T_ANSWER, D_ANSWER, D_ANSWER)]),
    ("documents-by-recipient", {"recipient": LE_DUAN}, []),
    (
        "who-wrote-to-whom", {},
        [
            (MASOUD, N_MASOUD, VORONTSOV, N_VORONTSOV, "2", D_LETTER, D_LETTER),
            (CASTRO, "Fidel Castro", AMBASSADORS, "Soviet Ambassadors", "1", D_TELEGRAM, D_TELEGRAM),
            (VORONTSOV, N_VORONTSOV, RABBANI, N_RABBANI, "1", D_ANSWER, D_ANSWER),
            (VORONTSOV, N_VORONTSOV, MASOUD, N_MASOUD, "1", D_ANSWER, D_ANSWER),
        ],
    ),
    (
        "documents-about-event", {"event": "event/april-revolution-1978"},
        [
            (MESSAGE, T_MESSAGE, D_MESSAGE, "mentions", D_MESSAGE),
            (ANSWER, T_ANSWER, D_ANSWER, "mentions", D_ANSWER),
            (UNDATED, T_UNDATED, "", "about", ""),
        ],
    ),
    (
        "documents-about-event", {"event": "event/invasion-of-afghanistan"},
        [(MESSAGE, T_MESSAGE, D_MESSAGE, "about", D_MESSAGE)],
    ),
    (
        "documents-naming-place", {"place": "place/afghanistan"},
        [
            (MESSAGE, T_MESSAGE, D_MESSAGE, "about", D_MESSAGE),
            (MEMORANDUM, T_MEMORANDUM, D_MEMORANDUM, "mentions", D_MEMORANDUM),
            (LETTER, T_LETTER, D_LETTER, "about", D_LETTER),
        ],
    ),
    (
        "documents-naming-place", {"place": "place/moscow"},
        [
            (MEMORANDUM, T_MEMORANDUM, D_MEMORANDUM, "written at", D_MEMORANDUM),
            (ANSWER, T_ANSWER, D_ANSWER, "written at", D_ANSWER),
        ],
    ),
    (
        "people-named-together", {},
        [
            (MASOUD, N_MASOUD, VORONTSOV, N_VORONTSOV, "4"),
            (CASTRO, "Fidel Castro", LE_DUAN, "Le Duan", "3"),
            (RABBANI, N_RABBANI, VORONTSOV, N_VORONTSOV, "1"),
            (CASTRO, "Fidel Castro", VORONTSOV, N_VORONTSOV, "1"),
            (LE_DUAN, "Le Duan", VORONTSOV, N_VORONTSOV, "1"),
            (MASOUD, N_MASOUD, RABBANI, N_RABBANI, "1"),
        ],
    ),
    (
        "people-named-together", {"at_least": "4"}, [(MASOUD, N_MASOUD, VORONTSOV, N_VORONTSOV, "4")],
    ),
    (
        "named-together-with", {"agent": VORONTSOV},
        [
            (MASOUD, N_MASOUD, "4"),
            ("agent/red-army", "Red Army", "2"),
            (RABBANI, N_RABBANI, "1"),
            (CASTRO, "Fidel Castro", "1"),
            (LE_DUAN, "Le Duan", "1"),
        ],
    ),
    ("timeline-by-year", {}, [("1979", "1"), ("1980", "2"), ("1989", "3")]),
    ("timeline-by-year", {"from": "1980", "until": "1988"}, [("1980", "2")]),
    (
        "documents-by-date", {"from": "1989-10-03", "until": "1990-01-01"},
        [
            (REPORT, T_REPORT, "1989-10", "1989-10-01", "1989-10-31"),
            (ANSWER, T_ANSWER, D_ANSWER, D_ANSWER, D_ANSWER),
        ],
    ),
    (
        "documents-by-date", {"from": "1979-12-27", "until": "1980-01-03"},
        [
            (MESSAGE, T_MESSAGE, D_MESSAGE, D_MESSAGE, D_MESSAGE),
            (TELEGRAM, T_TELEGRAM, D_TELEGRAM, D_TELEGRAM, D_TELEGRAM),
        ],
    ),
    (
        "reply-chains", {},
        [
            (MESSAGE, T_MESSAGE, "0", MESSAGE, T_MESSAGE, D_MESSAGE, "true", ""),
            (MESSAGE, T_MESSAGE, "1", TELEGRAM, T_TELEGRAM, D_TELEGRAM, "true", MESSAGE),
            (CITED, T_CITED, "0", CITED, T_CITED, "1989-07-31", "false", ""),
            (CITED, T_CITED, "1", LETTER, T_LETTER, D_LETTER, "true", CITED),
            (CITED, T_CITED, "2", ANSWER, T_ANSWER, D_ANSWER, "true", LETTER),
            (CITED, T_CITED, "3", UNDATED, T_UNDATED, "", "true", ANSWER),
        ],
    ),
    (
        "reply-chains", {"letter": TELEGRAM},
        [
            (MESSAGE, T_MESSAGE, "0", MESSAGE, T_MESSAGE, D_MESSAGE, "true", ""),
            (MESSAGE, T_MESSAGE, "1", TELEGRAM, T_TELEGRAM, D_TELEGRAM, "true", MESSAGE),
        ],
    ),
    ("reply-chains", {"letter": MEMORANDUM}, []),
    (
        "cited-not-held", {},
        [
            (f"{MESSAGE}#cited-decree-177", "CPSU Politburo Decree 177", "", MESSAGE, T_MESSAGE),
            (CITED, T_CITED, "1989-07-31", LETTER, T_LETTER),
            (f"{MESSAGE}#cited-minutes-177-point-151", "point 151 of Minutes 177", "", MESSAGE, T_MESSAGE),
        ],
    ),
    (
        "documents-citing", {},
        [
            (LETTER, T_LETTER, REPORT, T_REPORT, "1989-10", "cites", "1989-10-01"),
            (LETTER, T_LETTER, ANSWER, T_ANSWER, D_ANSWER, "answers", D_ANSWER),
            (ANSWER, T_ANSWER, UNDATED, T_UNDATED, "", "answers", ""),
            (MESSAGE, T_MESSAGE, TELEGRAM, T_TELEGRAM, D_TELEGRAM, "answers", D_TELEGRAM),
        ],
    ),
    (
        "documents-citing", {"cited": MESSAGE},
        [(MESSAGE, T_MESSAGE, TELEGRAM, T_TELEGRAM, D_TELEGRAM, "answers", D_TELEGRAM)],
    ),
    ("documents-citing", {"cited": UNDATED}, []),
    (
        "archive-holdings", {"archive": "agent/tskhsd"},
        [
            (MESSAGE, T_MESSAGE, D_MESSAGE, "TsKhSD, F. 89, P. 14, D. 32", D_MESSAGE),
            (REPORT, T_REPORT, "1989-10", "TsKhSD, F. 5", "1989-10-01"),
            (UNDATED, T_UNDATED, "", "", ""),
        ],
    ),
    (
        "who-was-to-be-told", {},
        [
            (MESSAGE, T_MESSAGE, D_MESSAGE, CASTRO, "Fidel Castro", "F. Castro"),
            (MESSAGE, T_MESSAGE, D_MESSAGE, LE_DUAN, "Le Duan", ""),
            (TELEGRAM, T_TELEGRAM, D_TELEGRAM, LE_DUAN, "Le Duan", "Comrade Le Duan"),
        ],
    ),
    (
        "who-was-to-be-told", {"document": MESSAGE},
        [
            (MESSAGE, T_MESSAGE, D_MESSAGE, CASTRO, "Fidel Castro", "F. Castro"),
            (MESSAGE, T_MESSAGE, D_MESSAGE, LE_DUAN, "Le Duan", ""),
        ],
    ),
    (
        "who-was-to-be-told", {"document": TELEGRAM, "person": LE_DUAN},
        [(TELEGRAM, T_TELEGRAM, D_TELEGRAM, LE_DUAN, "Le Duan", "Comrade Le Duan")],
    ),
    ("who-was-to-be-told", {"document": TELEGRAM, "person": CASTRO}, []),
    (
        "offices-held", {"person": VORONTSOV},
        [
            ("position/first-deputy-foreign-minister", "First Deputy Foreign Minister",
             LETTER, T_LETTER, D_LETTER, D_LETTER),
            ("position/special-envoy", "Special Envoy", LETTER, T_LETTER, D_LETTER, D_LETTER),
            ("position/special-envoy", "Special Envoy", ANSWER, T_ANSWER, D_ANSWER, D_ANSWER),
        ],
    ),
    (
        "security-markings", {},
        [
            (f"{MARKING}top-secret", "top secret", "2", D_MESSAGE, D_MESSAGE),
            (f"{MARKING}secret", "", "1", "1989-10-01", "1989-10-31"),
        ],
    ),
    (
        "translators", {},
        [("agent/goldberg-gary", "Gary Goldberg", "2"), ("agent/lind-anna", "Anna Lind", "1")],
    ),
    (
        "not-stated", {},
        [(f"{PROPERTY}author", "2"), (f"{PROPERTY}locationCreated", "1"), (f"{PROPERTY}sender", "1")],
    ),
]


NUMBERED = [f"{case[0]}-{number}" for number, case in enumerate(CASES)]


@pytest.fixture(scope="module")
def queries() -> dict[str, CannedQuery]:
    """The queries of the package."""
    return load_queries(bundled_path("queries"))


@pytest.fixture(scope="module")
def archive() -> Archive:
    """The small archive."""
    return Archive.of_turtle(DATA, BASE)


@pytest.mark.parametrize(("name", "values", "expected"), CASES, ids=NUMBERED)
def test_answers(
    queries: dict[str, CannedQuery], archive: Archive, name: str, values: dict[str, Value], expected: list[Row],
) -> None:
    """Two engines that share no code give the rows, in the order, that a person found by reading the data."""
    assert archive.first(queries[name], values)[1] == expected
    assert archive.second(queries[name], values) == expected


def test_document_in_full(queries: dict[str, CannedQuery], archive: Archive) -> None:
    """A document in full is every statement of it and its parts, and the names, no more, of what it names."""
    bound = bind(queries["document-in-full"], {"document": LETTER}, IRIS)
    result = archive.store.query(bound)
    assert isinstance(result, pyoxigraph.QueryTriples)
    found = {(archive.shown(t.subject), archive.shown(t.predicate), archive.shown(t.object)) for t in result}
    own = {
        archive.rows([triple])[0] for triple in archive.graph
        if archive.shown(triple[0]) == LETTER or archive.shown(triple[0]).startswith(f"{LETTER}#")
    }
    assert len(own) == 47
    assert own <= found
    assert {subject for subject, _, _ in found - own} == {
        MASOUD, VORONTSOV, RABBANI, "agent/red-army", "agent/goldberg-gary", "agent/lind-anna",
        "place/soviet-union", "place/afghanistan", "position/first-deputy-foreign-minister",
        "position/special-envoy", "creative-work/plamya-afgana-1999", f"{LETTER}-enclosure",
    }
    assert {predicate.rpartition("/")[2].rpartition("#")[2] for _, predicate, _ in found - own} == {
        "label", "type", "name", "sameAs",
    }
    second = archive.graph.query(bound).graph
    assert second is not None
    assert {archive.rows([triple])[0] for triple in second} == found


def test_document_in_full_shows_the_archival_chain(queries: dict[str, CannedQuery], archive: Archive) -> None:
    """Of an archival unit the units above it are described too, up to the archive."""
    result = run(queries["document-in-full"], {"document": MESSAGE}, IRIS, archive.store.query)
    assert isinstance(result, pyoxigraph.QueryTriples)
    found = {(archive.shown(t.subject), archive.shown(t.predicate).rpartition("/")[2], archive.shown(t.object)) for t in result}
    assert ("archival-unit/tskhsd/f-89/p-14", "isPartOf", "archival-unit/tskhsd/f-89") in found
    assert ("archival-unit/tskhsd/f-89", "identifier", "89") in found
    assert not any(subject == TELEGRAM for subject, _, _ in found)


def test_every_query_explains_itself(queries: dict[str, CannedQuery]) -> None:
    """Every query and parameter tells people what it is, shows an example, and uses only known decorators."""
    for query in queries.values():
        assert query.summary and query.description and query.tags, query.name
        assert not query.notes, query.name
        for parameter in query.parameters:
            assert parameter.label and parameter.description, (query.name, parameter.name)


def test_every_file_runs_as_it_is(queries: dict[str, CannedQuery], archive: Archive) -> None:
    """A file pasted into any SPARQL tool is a query already: two parsers accept it unbound."""
    for query in queries.values():
        parseQuery(query.text)
        archive.store.query(query.text)


def test_unbound_file_equals_its_example(queries: dict[str, CannedQuery]) -> None:
    """On one's own machine, giving a file's examples changes nothing but the spelling of its IRIs."""
    query = queries["documents-by-sender"]
    bound = bind(query, {"sender": query.parameters[0].example[0]}, Iris(SITE_BASE.rstrip("/")), limit=7)
    spelt_out = query.text[query.start :].strip().replace("{ <agent/", f"{{ <{SITE_BASE}agent/")
    assert bound == f"{spelt_out}\nLIMIT 7\n"


def test_pages_of_rows_meet(queries: dict[str, CannedQuery], archive: Archive) -> None:
    """Pages one after the other hold all rows, none twice and none left out."""
    whole = run(queries["people-named-together"], {}, IRIS, archive.store.query)
    pages = [
        run(queries["people-named-together"], {}, IRIS, archive.store.query, limit=2, offset=offset)
        for offset in (0, 2, 4)
    ]
    assert isinstance(whole, pyoxigraph.QuerySolutions)
    joined = [row for page in pages if isinstance(page, pyoxigraph.QuerySolutions) for row in archive.rows(page)]
    assert joined == archive.rows(whole)


def test_site_base_is_the_default_setting() -> None:
    """The BASE in the files is the address that a site has before anybody sets one."""
    assert f"{Settings().base_iri}/" == SITE_BASE
