"""Authority lists: a row that cannot be used is told by file and line, and the others stand."""

from pathlib import Path

import pytest

from fonds.errors import SettingsError
from fonds.linking.authorities import parse_authorities, read_authorities
from fonds.linking.spelling import fold, fold_name
from linking.lists import HEADER, row, write

GOOD = row("agent/tito", "Person", "Josip Broz Tito", "Tito|J. B. Tito")


def test_good_row(tmp_path: Path) -> None:
    """A row gives name, alternates, scopes, addresses and date, and is found by each of its forms."""
    authorities = write(
        tmp_path,
        'event/war,Event,"the  War",en,"War| the Conflict |War","War: only after the full name; the Conflict: only in '
        'documents that also name Kabul",https://example.org/a|http://example.org/b,,1978-04,a note',
    )
    assert authorities.problems == ()
    found = authorities.rows["event/war"]
    assert (found.name, found.alternates, found.kind) == ("the War", ("War", "the Conflict"), "event")
    assert found.same_as == ("https://example.org/a",
        "http://example.org/b") and found.date and found.date.iso == "1978-04"
    after, named = found.scope_of("War"), found.scope_of("the  Conflict")
    assert after and after.after_full_name and named and named.named == "Kabul" and found.scope_of("the War") is None
    for form in found.forms:
        assert authorities.find(form) is found and authorities.find(form, ("agent",)) is None


BROKEN: dict[str, str] = {
    "agent/x,Person,X": "it has 3 cells",
    row("Tito", "Person", "Tito"): "id 'Tito'",
    row("person/tito", "Person", "Tito"): "id 'person/tito'",
    row("agent/Tito", "Person", "Tito"): "id 'agent/Tito'",
    row("agent/x", "Country", "X"): "type 'Country'",
    row("agent/x", "Person", " "): "no name",
    row("agent/x", "Person", "—"): "no name",
    row("agent/x", "Person", "X").replace(",en,", ",English!,"): "name_lang",
    row("event/x", "Event", "X", dates="April 1978"): "dates 'April 1978'",
    row("event/x", "Event", "X", dates="1978-02-30"): "dates",
    row("agent/x", "Person", "X", scope="sometimes"): "scope 'sometimes'",
    row("agent/x", "Person", "X", scope="Y: anywhere"): "no name of this row",
    'agent/x,Person,X,en,,,ftp://example.org,,,': "no http(s) address",
    'agent/x,Person,X,en,,,http://example.org/a b,,,': "no http(s) address",
    'agent/x,Person,"X" Y,en,,,,,,': "expected after",
}


@pytest.mark.parametrize("line", BROKEN)
def test_broken_row(tmp_path: Path, line: str) -> None:
    """A broken row is left out and told by file and line; the rows around it stand."""
    authorities = write(tmp_path, GOOD, line, row("agent/stalin", "Person", "Stalin"))
    (problem,) = authorities.problems
    assert (problem.code, problem.where, problem.line) == ("authority-row-broken", str(tmp_path / "list.csv"), 3)
    assert BROKEN[line] in problem.detail and problem.kind.remedy
    assert set(authorities.rows) == {"agent/tito", "agent/stalin"}


PLACES = "id,type,name,latitude,longitude"


def test_coordinates_of_a_place(tmp_path: Path) -> None:
    """A place lies where its row says, in the numbers of the row; one without coordinates lies nowhere."""
    lines = ("place/a,City,A,34.5167,+69.18", "place/b,City,B,-6,106.8", "place/c,City,C,,")
    rows = write(tmp_path, *lines, header=PLACES).rows
    assert [rows[f"place/{slug}"].point for slug in "abc"] == [("34.5167", "69.18"), ("-6", "106.8"), None]


@pytest.mark.parametrize(
    ("line", "detail"),
    [
        ("place/a,City,A,34.5167,", "a latitude or a longitude alone"),
        ("place/a,City,A,,69", "a latitude or a longitude alone"),
        ("place/a,City,A,91,0", "latitude '91'"),
        ("place/a,City,A,0,-180.5", "longitude '-180.5'"),
        ("place/a,City,A,\"34,5\",69", "latitude '34,5'"),
        ("place/a,City,A,34° N,69", "latitude '34° N'"),
        ("place/a,City,A,nan,1e2", "latitude 'nan'"),
        ("agent/a,Person,A,34,69", "for places"),
    ],
)
def test_coordinates_that_are_none(tmp_path: Path, line: str, detail: str) -> None:
    """What is no pair of degrees on earth, or no place's, is told, and the row does not count."""
    authorities = write(tmp_path, line, header=PLACES)
    (problem,) = authorities.problems
    assert detail in problem.detail
    assert authorities.rows == {}


def test_quotes_that_do_not_close(tmp_path: Path) -> None:
    """A quote that is never closed costs its own row only."""
    authorities = write(tmp_path, GOOD, 'agent/x,Person,"X,en,,,,,,', row("agent/stalin", "Person", "Stalin"))
    assert [(p.code, p.line) for p in authorities.problems] == [("authority-row-broken", 3)]
    assert set(authorities.rows) == {"agent/tito", "agent/stalin"}


def test_double_id(tmp_path: Path) -> None:
    """Of two rows with one id the first stands, in whatever file, and the second is told with the place of the first."""
    (tmp_path / "a.csv").write_text(f"{HEADER}\n{GOOD}\n", encoding="utf-8")
    authorities = write(tmp_path, row("agent/tito", "Person", "Another"))
    (problem,) = authorities.problems
    assert (problem.where, problem.line) == (str(tmp_path / "list.csv"), 2) and "a.csv:2" in problem.detail
    assert authorities.rows["agent/tito"].name == "Josip Broz Tito"


def test_ambiguous_form(tmp_path: Path) -> None:
    """A form of two rows is told, unless a scope tells them apart."""
    first, second = row("agent/a", "Person", "A. Amin", "Amin"), row("agent/b", "Person", "B. Amin", "Amin")
    authorities = write(tmp_path, first, second)
    (problem,) = authorities.problems
    assert (problem.code, problem.line) == ("authority-ambiguous", 3) and "agent/a, agent/b" in problem.detail
    assert authorities.find("Amin") is None and len(authorities.candidates("Amin")) == 2
    scoped = row("agent/b", "Person", "B. Amin", "Amin", "Amin: only after the full name")
    assert write(tmp_path, first, scoped).problems == ()


@pytest.mark.parametrize(
    ("header", "detail"),
    [("type,name", "no column id"), ("id;type;name", "separated by commas"), ("id,type,name,name", "one name"),
        ("", "no column")],
)
def test_wrong_header(tmp_path: Path, header: str, detail: str) -> None:
    """A list without the columns it needs is told, and gives no rows."""
    authorities = write(tmp_path, "a,b", header=header)
    assert [p.line for p in authorities.problems] == [1] and detail in authorities.problems[0].detail
    assert authorities.rows == {}


def test_unknown_column(tmp_path: Path) -> None:
    """A column nobody knows is told and not read; columns that are left out are empty."""
    authorities = write(tmp_path, "agent/x,Person,X,yes", header="id,type,name,cheked")
    assert [(p.code, p.detail) for p in authorities.problems] == [("authority-column-unknown", "'cheked'")]
    assert authorities.rows["agent/x"].language == "und" and authorities.rows["agent/x"].date is None


def test_rows_of_spreadsheets(tmp_path: Path) -> None:
    """A byte-order mark, CRLF, empty rows and cells with line ends are nothing to tell."""
    text = f'\ufeff{HEADER}\r\n,,,,,,,,,\r\n\r\nagent/x,Person,"X\r\nY",en,,,,,,\r\nagent/tito,Person,,en,,,,,,\r\n'
    (tmp_path / "list.csv").write_bytes(text.encode())
    authorities = read_authorities(tmp_path)
    assert authorities.rows["agent/x"].name == "X Y"
    assert [problem.line for problem in authorities.problems] == [6]


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """A list that is no UTF-8 is told with its line, a folder named like a list too; other lists stand."""
    (tmp_path / "a.csv").write_bytes(HEADER.encode() + b"\nagent/x,Person,\xff,en,,,,,,\n")
    (tmp_path / "b.csv").mkdir()
    authorities = write(tmp_path, GOOD)
    assert [(p.code, p.line) for p in authorities.problems] == [("authority-row-broken", 2),
        ("authority-row-broken", None)]
    assert set(authorities.rows) == {"agent/tito"}


def test_no_folder(tmp_path: Path) -> None:
    """A folder that is not there is a wrong setting, an empty one has no rows."""
    with pytest.raises(SettingsError, match="no folder"):
        read_authorities(tmp_path / "absent")
    assert read_authorities(tmp_path).rows == {} and list(parse_authorities(b"", "x")) == []


def test_digest_changes_with_every_row(tmp_path: Path) -> None:
    """The digest of the lists is that of their files."""
    before = write(tmp_path, GOOD).digest
    assert write(tmp_path, GOOD).digest == before and write(tmp_path, GOOD,
        row("agent/x", "Person", "X")).digest != before


def test_folding() -> None:
    """Apostrophes, hyphens and spaces are folded in place; a whole name is composed and its spaces are single."""
    assert fold("a’b–c\u00a0d\ne") == "a'b-c d e"
    assert fold_name("Ka\u0301da\u0301r\r\n  János") == "Kádár János"
