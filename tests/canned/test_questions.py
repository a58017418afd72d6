"""The questions of archivists and historians, asked of an exchange of letters whose answers were worked out by hand."""

from pathlib import Path

import pytest

from canned.asking import Archive, Case
from fonds.bundled import bundled_path
from fonds.canned.binding import Value
from fonds.canned.loading import load_queries
from fonds.canned.query import CannedQuery

BASE = "https://letters.example.org/archive"
DATA = Path(__file__).with_name("exchange.ttl")
LEIBNIZ, HUYGENS, SOPHIA = "agent/leibniz", "agent/huygens", "agent/sophia"
SOCIETY, LIBRARY = "agent/society", "agent/library"
N_LEIBNIZ, N_HUYGENS, N_SOPHIA, N_SOCIETY = (
    "Gottfried Wilhelm Leibniz", "Christiaan Huygens", "Sophia of Hanover", "Royal Society",
)
FROM_LEIBNIZ = (LEIBNIZ, N_LEIBNIZ)
FROM_HUYGENS = (HUYGENS, N_HUYGENS)
FROM_SOPHIA = (SOPHIA, N_SOPHIA)
SCHEMA, GENRE, ROLE = "https://schema.org/", "https://w3id.org/fonds/genre/", "https://w3id.org/fonds/role/"
STATUS, MARKED = "https://w3id.org/fonds/status/", "https://w3id.org/fonds/marking/secret"
A, B, J = "1690-02-28", "1692-02-28", "1704-02-28"
H = "[1702-05-06,1702-06-05]"
UNITS = "archival-unit/library"
MAY = ("doc/j#cited-letter-of-may", "letter of May", "1703-05")

CASES: list[Case] = [
    (
        "ego-network", {"person": LEIBNIZ},
        [
            (LEIBNIZ, N_LEIBNIZ, "heard from", HUYGENS, N_HUYGENS, "3"),
            (LEIBNIZ, N_LEIBNIZ, "wrote to", HUYGENS, N_HUYGENS, "3"),
            (LEIBNIZ, N_LEIBNIZ, "heard from", SOPHIA, N_SOPHIA, "2"),
            (LEIBNIZ, N_LEIBNIZ, "wrote about", SOPHIA, N_SOPHIA, "2"),
            (LEIBNIZ, N_LEIBNIZ, "met", SOCIETY, N_SOCIETY, "1"),
            (LEIBNIZ, N_LEIBNIZ, "wrote about", SOCIETY, N_SOCIETY, "1"),
            (LEIBNIZ, N_LEIBNIZ, "met", SOPHIA, N_SOPHIA, "1"),
            (LEIBNIZ, N_LEIBNIZ, "was let know by", SOPHIA, N_SOPHIA, "1"),
        ],
    ),
    ("ego-network", {"person": "agent/collins"}, []),
    (
        "silences", {"person": LEIBNIZ},
        [
            (HUYGENS, N_HUYGENS, "1692-03-31", "1700-01-01", "2832"),
            (HUYGENS, N_HUYGENS, A, B, "730"),
            (SOPHIA, N_SOPHIA, "1703-02-02", J, "391"),
            (HUYGENS, N_HUYGENS, B, "1692-03-01", "2"),
        ],
    ),
    ("silences", {"person": SOCIETY}, []),
    (
        "letters-between", {"one": HUYGENS, "other": LEIBNIZ},
        [
            ("doc/a", "A", A, *FROM_HUYGENS, *FROM_LEIBNIZ, A),
            ("doc/b", "B", B, *FROM_LEIBNIZ, *FROM_HUYGENS, B),
            ("doc/c", "C", "1692-03", *FROM_HUYGENS, *FROM_LEIBNIZ, "1692-03-01"),
            ("doc/d", "D", "1692-03-20", *FROM_LEIBNIZ, *FROM_HUYGENS, "1692-03-20"),
            ("doc/e", "E", "1700", *FROM_HUYGENS, *FROM_LEIBNIZ, "1700-01-01"),
            ("doc/f", "F", "", *FROM_LEIBNIZ, *FROM_HUYGENS, ""),
        ],
    ),
    (
        "letters-between", {"one": SOPHIA, "other": HUYGENS},
        [("doc/e", "E", "1700", *FROM_HUYGENS, *FROM_SOPHIA, "1700-01-01")],
    ),
    ("letters-between", {"one": SOPHIA, "other": SOCIETY}, []),
    ("informed-not-addressed", {}, [(SOPHIA, N_SOPHIA, "2", "1"), (SOCIETY, N_SOCIETY, "1", "0")]),
    (
        "answered-not-held", {},
        [
            (*MAY, *FROM_HUYGENS, "doc/j", "J", J), (*MAY, *FROM_LEIBNIZ, "doc/j", "J", J),
            ("doc/i#cited-note", "your note", "", "", "", "doc/i", "I", "1703-01-30/1703-02-02"),
        ],
    ),
    ("markings-by-year", {}, [("1692", MARKED, "", "1"), ("1700", MARKED, "", "1")]),
    (
        "holdings-by-fonds", {},
        [(LIBRARY, "Library", f"{UNITS}/lbr-437", "LBr. 437", "2"), (LIBRARY, "Library", "", "", "1")],
    ),
    (
        "archival-units", {"archive": LIBRARY},
        [
            (f"{UNITS}/lbr-437", "LBr. 437", "LBr.", "", "2"),
            (f"{UNITS}/lbr-437/bl-2", "LBr. 437, Bl. 2", "Bl.", f"{UNITS}/lbr-437", "1"),
            (f"{UNITS}/lbr-437/bl-9", "LBr. 437, Bl. 9", "Bl.", f"{UNITS}/lbr-437", "1"),
            (f"{UNITS}/lbr-500", "LBr. 500", "LBr.", "", "0"),
        ],
    ),
    ("archival-units", {"archive": SOCIETY}, []),
    ("translated-by", {"translator": "agent/collins"}, [("doc/a", "A", A, "doc/a#text-en", "en", A)]),
    ("translated-by", {"translator": LEIBNIZ}, []),
    ("funders", {}, [(LIBRARY, "Library", "1", "1"), (SOCIETY, N_SOCIETY, "1", "1")]),
    (
        "events-mentioned", {},
        [("event/congress", "Congress", "0", "2", "2"), ("event/war", "War of the Spanish Succession", "1", "1", "1")],
    ),
    (
        "named-both", {"one": SOPHIA, "other": "place/hanover"},
        [("doc/a", "A", A, A), ("doc/g", "G", "1701~", "1701-01-01"), ("doc/h", "H", H, "1702-05-06")],
    ),
    (
        "named-both", {"one": SOPHIA, "other": SOCIETY},
        [
            ("doc/a", "A", A, A), ("doc/b", "B", B, B), ("doc/e", "E", "1700", "1700-01-01"),
            ("doc/h", "H", H, "1702-05-06"),
        ],
    ),
    ("named-both", {"one": "event/war", "other": "place/the-hague"}, []),
    (
        "places-named", {},
        [
            ("place/hanover", "Hanover", "1", "1", "1", "3", "http://www.wikidata.org/entity/Q1715"),
            ("place/the-hague", "The Hague", "1", "0", "0", "1", ""),
        ],
    ),
    ("places-on-a-map", {}, [("place/the-hague", "The Hague", "52.08", "4.31", "1")]),
    (
        "documents-per-month", {},
        [("1690-02", "1"), ("1692-02", "1"), ("1692-03", "2"), ("1704-02", "1"), ("1705-11", "1")],
    ),
    (
        "documents-per-month", {"from": "1691", "until": "1704"},
        [("1692-02", "1"), ("1692-03", "2"), ("1704-02", "1")],
    ),
    (
        "uncertain-dates", {},
        [
            ("doc/g", "G", "approximate or doubted", "1701~", "1701-01-01", "1701-12-31"),
            ("doc/c", "C", "month", "1692-03", "1692-03-01", "1692-03-31"),
            ("doc/k", "K", "month", "1705-11", "1705-11-01", "1705-11-30"),
            ("doc/h", "H", "one of several", H, "1702-05-06", "1702-06-05"),
            ("doc/i", "I", "span", "1703-01-30/1703-02-02", "1703-01-30", "1703-02-02"),
            ("doc/f", "F", "undated", "", "", ""),
            ("doc/e", "E", "year", "1700", "1700-01-01", "1700-12-31"),
        ],
    ),
    (
        "quality-gaps", {},
        [
            (f"{SCHEMA}abstract", "abstract", "0", "1", "10"),
            (f"{SCHEMA}author", "author", "2", "1", "8"),
            (f"{SCHEMA}dateCreated", "date", "10", "1", "0"),
            (f"{SCHEMA}genre", "genre", "9", "0", "2"),
            (f"{SCHEMA}holdingArchive", "holding archive", "3", "0", "8"),
            (f"{SCHEMA}inLanguage", "original language", "0", "1", "10"),
            (f"{SCHEMA}locationCreated", "place of writing", "2", "1", "8"),
            (f"{SCHEMA}recipient", "recipient", "8", "0", "0"),
            (f"{SCHEMA}sender", "sender", "8", "0", "0"),
        ],
    ),
    (
        "documents-lacking", {"fact": "schema:locationCreated"},
        [
            ("doc/b", "B", B, "not stated", B),
            ("doc/c", "C", "1692-03", "not looked for", "1692-03-01"),
            ("doc/d", "D", "1692-03-20", "not looked for", "1692-03-20"),
            ("doc/e", "E", "1700", "not looked for", "1700-01-01"),
            ("doc/g", "G", "1701~", "not looked for", "1701-01-01"),
            ("doc/i", "I", "1703-01-30/1703-02-02", "not looked for", "1703-01-30"),
            ("doc/j", "J", J, "not looked for", J),
            ("doc/k", "K", "1705-11", "not looked for", "1705-11-01"),
            ("doc/f", "F", "", "not looked for", ""),
        ],
    ),
    ("documents-lacking", {"fact": "schema:dateCreated"}, [("doc/f", "F", "", "not stated", "")]),
    (
        "genres-by-year", {},
        [
            ("1690", f"{GENRE}letter", "letter", "1"), ("1692", f"{GENRE}letter", "letter", "3"),
            ("1700", f"{GENRE}letter", "letter", "1"), ("1701", f"{GENRE}report", "report", "1"),
            ("1702", f"{GENRE}minutes", "", "1"), ("1703", f"{GENRE}letter", "letter", "1"),
            ("1704", f"{GENRE}letter", "letter", "1"),
        ],
    ),
    (
        "offices-of-writers", {},
        [
            (HUYGENS, N_HUYGENS, "position/fellow", "Fellow", "2", A, "1700-12-31"),
            (LEIBNIZ, N_LEIBNIZ, "position/librarian", "Librarian", "2", B, B),
        ],
    ),
    ("on-this-day", {"day": "02-28"}, [("doc/a", "A", A, A), ("doc/b", "B", B, B), ("doc/j", "J", J, J)]),
    ("on-this-day", {"day": "02-29"}, []),
    ("text-languages", {}, [("fr", "2", "0"), ("en", "1", "1")]),
    (
        "texts-of-documents", {},
        [
            ("doc/a", "A", "doc/a#text-fr", "A (French)", "text", "fr", "0", A),
            ("doc/a", "A", "doc/a#text-en", "A (English)", "translation", "en", "2", A),
            ("doc/b", "B", "doc/b#text-fr", "B (French)", "text", "fr", "0", B),
        ],
    ),
    (
        "texts-of-documents", {"document": "doc/b"},
        [("doc/b", "B", "doc/b#text-fr", "B (French)", "text", "fr", "0", B)],
    ),
    (
        "works-cited", {},
        [("creative-work/codex", "Codex", "2", "0", "2"), ("creative-work/oeuvres-9", "Oeuvres 9", "0", "1", "1")],
    ),
    (
        "who-met-whom", {},
        [
            ("doc/h", "H", H, "doc/h#meeting", *FROM_LEIBNIZ, "1702-05-06"),
            ("doc/h", "H", H, "doc/h#meeting", SOCIETY, N_SOCIETY, "1702-05-06"),
            ("doc/h", "H", H, "doc/h#meeting", *FROM_SOPHIA, "1702-05-06"),
        ],
    ),
    ("who-met-whom", {"person": HUYGENS}, []),
    ("names-as-written", {"agent": HUYGENS}, [("Hugens", "2"), ("Huygens", "1")]),
    ("names-as-written", {"agent": "agent/oldenburg"}, []),
    (
        "person-in-documents", {"agent": LEIBNIZ},
        [
            ("doc/a", "A", A, f"{ROLE}addressee", "", A, A),
            ("doc/b", "B", B, f"{ROLE}author", "author", B, B),
            ("doc/b", "B", B, f"{ROLE}sender", "sender", B, B),
            ("doc/f", "F", "", f"{ROLE}sender", "sender", "", ""),
        ],
    ),
    (
        "statements-by-status", {},
        [
            (f"{STATUS}inferred", "", f"{SCHEMA}author", "1", "1", "1"),
            (f"{STATUS}observed", "", f"{SCHEMA}sha256", "1", "1", "0"),
            (f"{STATUS}stated", "", f"{SCHEMA}sender", "2", "2", "0"),
        ],
    ),
    (
        "evidence-of-a-document", {"document": "doc/b"},
        [
            ("doc/b", f"{SCHEMA}sender", LEIBNIZ, f"{STATUS}stated", "", "Leibniz", "5", "doc/b/evidence#s-1"),
            ("doc/b", f"{SCHEMA}author", LEIBNIZ, f"{STATUS}inferred", "0.8", "Leibniz", "5", "doc/b/evidence#s-2"),
            ("doc/b", f"{SCHEMA}sender", LEIBNIZ, f"{STATUS}stated", "", "Leibniz", "40", "doc/b/evidence#s-1"),
            ("doc/b#source", f"{SCHEMA}sha256", "0", f"{STATUS}observed", "", "", "", "doc/b/evidence#s-3"),
        ],
    ),
    ("evidence-of-a-document", {"document": "doc/a"}, []),
]


@pytest.fixture(scope="module")
def queries() -> dict[str, CannedQuery]:
    """The queries of the package."""
    return load_queries(bundled_path("queries"))


@pytest.fixture(scope="module")
def archive() -> Archive:
    """The exchange of letters."""
    return Archive.of_turtle(DATA, BASE)


@pytest.mark.parametrize(
    ("name", "values", "expected"), CASES, ids=[f"{case[0]}-{number}" for number, case in enumerate(CASES)]
)
def test_answers(
    queries: dict[str, CannedQuery], archive: Archive, name: str, values: dict[str, Value], expected: list[tuple[str, ...]]
) -> None:
    """Two engines that share no code give the rows, in the order, that a person found by reading the data."""
    assert archive.first(queries[name], values)[1] == expected
    assert archive.second(queries[name], values) == expected
