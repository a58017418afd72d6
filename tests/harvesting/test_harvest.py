"""Harvesting: everything comes, once; what changes and goes is followed; what breaks off goes on."""

import json
from pathlib import Path

import pytest

from fonds.harvesting.address import Address
from fonds.harvesting.client import Limits
from fonds.harvesting.harvest import Harvested, harvest, records_folder
from fonds.harvesting.mirror import file_name
from harvesting.provider import Fault, Repository, oai_dc
from harvesting.schemas import schema


def run(repository: Repository, folder: Path, *, prefix: str = "oai_dc", set_: str = "", full: bool = False) -> Harvested:
    """Harvest into a folder, never waiting."""
    limits = Limits(seconds=5, bytes=1_000_000, sleep=lambda _seconds: None)
    return harvest("partner", Address(repository.address, prefix, set_), folder, limits, full=full)


def kept(folder: Path) -> list[str]:
    """Return the names of the mirror's records, as the provider has them."""
    return sorted(path.name.removesuffix(".xml").rpartition("%3a")[2] for path in records_folder(folder).glob("*.xml"))


def codes(report: Harvested) -> list[str]:
    """Return the codes of a harvest's problems."""
    return [problem.code for problem in report.problems]


def test_everything_comes(repository: Repository, tmp_path: Path) -> None:
    """All parts of a list are kept, one record a file, under the record's own identifier."""
    report = run(repository, tmp_path)
    assert (report.new, report.complete, report.problems) == (5, True, [])
    assert kept(tmp_path) == ["0", "1", "2", "3", "4"]
    record = (records_folder(tmp_path) / file_name("oai:Example.org:3")).read_text()
    assert "Letter No. 3" in record and "<identifier>oai:Example.org:3</identifier>" in record
    assert repository.verbs() == ["Identify", "ListRecords", "ListRecords", "ListRecords"]


def test_only_what_changed_is_asked_for_again(repository: Repository, tmp_path: Path) -> None:
    """The second harvest asks from the repository's own time of the first one; nothing new is no fault."""
    run(repository, tmp_path)
    report = run(repository, tmp_path)
    assert repository.asked[-1]["from"] == "2026-02-01T00:00:00Z"
    assert (report.new, report.changed, report.complete, report.problems) == (0, 0, True, [])
    repository.put("3", oai_dc("Letter No. 33"), "2026-02-02T00:00:00Z")
    repository.put("7", oai_dc("Letter No. 7"), "2026-02-03T00:00:00Z")
    repository.now = "2026-03-01T00:00:00Z"
    report = run(repository, tmp_path)
    assert (report.new, report.changed, report.unchanged) == (1, 1, 0)
    assert "Letter No. 33" in (records_folder(tmp_path) / file_name("oai:Example.org:3")).read_text()


def test_days_only(repository: Repository, tmp_path: Path) -> None:
    """A repository whose dates are days is asked with a day."""
    repository.granularity = "YYYY-MM-DD"
    run(repository, tmp_path)
    run(repository, tmp_path)
    assert repository.asked[-1]["from"] == "2026-02-01"


def test_deletions_are_followed(repository: Repository, tmp_path: Path) -> None:
    """The file of a record that the repository says is deleted is removed; deleting what never came is nothing."""
    run(repository, tmp_path)
    repository.put("1", None, "2026-02-02T00:00:00Z")
    repository.put("9", None, "2026-02-02T00:00:00Z")
    report = run(repository, tmp_path)
    assert report.deleted == 1 and kept(tmp_path) == ["0", "2", "3", "4"]
    assert "ListIdentifiers" not in repository.verbs()


@pytest.mark.parametrize("policy", ["no", "transient"])
def test_forgotten_deletions_are_found_by_comparing(repository: Repository, tmp_path: Path, policy: str) -> None:
    """Where a repository keeps no lasting note of deletions, what it no longer lists is removed."""
    repository.deletions = policy
    run(repository, tmp_path)
    del repository.items["oai:Example.org:1"]
    report = run(repository, tmp_path)
    assert report.deleted == 1 and kept(tmp_path) == ["0", "2", "3", "4"] and report.complete


def test_an_empty_list_removes_nothing(repository: Repository, tmp_path: Path) -> None:
    """A repository that suddenly lists nothing at all is reported, and costs no record."""
    repository.deletions = "no"
    run(repository, tmp_path)
    repository.items.clear()
    report = run(repository, tmp_path)
    assert codes(report) == ["harvest-list-empty"] and len(kept(tmp_path)) == 5


def test_another_set_is_another_harvest(repository: Repository, tmp_path: Path) -> None:
    """A changed set is harvested from the beginning, and what is not in it is removed."""
    repository.put("5", oai_dc("Letter No. 5"), spec="letters")
    run(repository, tmp_path)
    report = run(repository, tmp_path, set_="letters")
    assert "from" not in repository.asked[-2] and repository.asked[-1]["set"] == "letters"
    assert kept(tmp_path) == ["5"] and report.deleted == 5


def test_a_full_harvest_forgets(repository: Repository, tmp_path: Path) -> None:
    """A full harvest asks for every record again and removes what is not listed."""
    run(repository, tmp_path)
    del repository.items["oai:Example.org:0"]
    report = run(repository, tmp_path, full=True)
    assert (report.unchanged, report.deleted) == (4, 1)


def test_a_list_that_breaks_off_goes_on(repository: Repository, tmp_path: Path) -> None:
    """What came before a fault is kept, and the next harvest goes on with the token it stopped at."""
    repository.faults.append(Fault("resumptionToken=4", b"<OAI-PMH", times=1))
    report = run(repository, tmp_path)
    assert codes(report) == ["harvest-failed"] and not report.complete and len(kept(tmp_path)) == 4
    assert "well-formed" in report.problems[0].detail
    report = run(repository, tmp_path)
    assert [asked.get("resumptionToken") for asked in repository.asked[-1:]] == ["4||"]
    assert report.complete and report.new == 1 and len(kept(tmp_path)) == 5
    assert json.loads((tmp_path / "harvest.json").read_text())["since"] == "2026-02-01T00:00:00Z"


def test_a_token_that_ran_out_begins_again(repository: Repository, tmp_path: Path) -> None:
    """Where the token has run out by the next harvest, the list is asked for anew."""
    repository.faults.append(Fault("resumptionToken=4", status=404, times=1))
    run(repository, tmp_path)
    state = json.loads((tmp_path / "harvest.json").read_text())
    (tmp_path / "harvest.json").write_text(json.dumps({**state, "token": "stale"}))
    report = run(repository, tmp_path)
    assert report.complete and (report.new, report.unchanged) == (1, 4)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"since": 7}', "[" * 100_000])
def test_a_broken_state_is_none(repository: Repository, tmp_path: Path, text: str) -> None:
    """A file of progress that is broken counts as none: everything is harvested again."""
    run(repository, tmp_path)
    (tmp_path / "harvest.json").write_text(text)
    report = run(repository, tmp_path)
    assert report.complete and report.unchanged == 5


def test_busy_repositories_are_asked_again(repository: Repository, tmp_path: Path) -> None:
    """A repository that asks to come back is asked again after the time it names."""
    waits: list[float] = []
    repository.faults.append(Fault("ListRecords", status=503, headers={"Retry-After": "7"}, times=2))
    limits = Limits(seconds=5, sleep=waits.append)
    report = harvest("partner", Address(repository.address), tmp_path, limits)
    assert report.complete and waits == [7.0, 7.0]


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (Fault("ListRecords", status=500), "status 500"),
        (Fault("ListRecords", status=404), "status 404"),
        (Fault("ListRecords", status=503, headers={"Retry-After": "99999"}), "99,999 seconds"),
        (Fault("ListRecords", b"<html><body>We are down</body></html>"), "no OAI-PMH"),
        (Fault("ListRecords", b""), "well-formed"),
        (Fault("ListRecords", b"\x00\xff" * 50), "well-formed"),
        (Fault("ListRecords", b"<a>" * 100_000), "nests"),
        (Fault("ListRecords", b'<!DOCTYPE OAI-PMH [<!ENTITY a "b">]><OAI-PMH>&a;</OAI-PMH>'), "document type"),
        (Fault("ListRecords", b" " * 2_000_000), "larger"),
        (Fault("ListRecords", status=302, headers={"Location": "http://169.254.169.254/x"}), "redirects to"),
        (Fault("ListRecords", status=302, headers={"Location": "/oai?verb=ListRecords"}), "redirects more"),
        (Fault("Identify", b'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"/>'), "does not identify"),
    ],
)
def test_hostile_and_broken_answers(repository: Repository, tmp_path: Path, fault: Fault, told: str) -> None:
    """Whatever a repository answers, the harvest ends with one sentence on it, and the mirror stays as it was."""
    run(repository, tmp_path)
    before = kept(tmp_path)
    repository.faults.append(fault)
    report = run(repository, tmp_path)
    assert codes(report) == ["harvest-failed"] and told in report.problems[0].detail
    assert not report.complete and kept(tmp_path) == before


def test_an_endless_list_ends(repository: Repository, tmp_path: Path) -> None:
    """A resumption token that comes again ends the harvest, as its list would never end."""
    record = '<record><header><identifier>oai:x:1</identifier></header><metadata><a/></metadata></record>'
    body = (
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-01-01T00:00:00Z</responseDate>'
        f"<ListRecords>{record}<resumptionToken>again</resumptionToken></ListRecords></OAI-PMH>"
    )
    repository.faults.append(Fault("ListRecords", body.encode()))
    report = run(repository, tmp_path)
    assert "same resumption token" in report.problems[0].detail


def test_a_format_it_does_not_have(repository: Repository, tmp_path: Path) -> None:
    """The repository's own words on a format it does not have are told."""
    report = run(repository, tmp_path, prefix="mods")
    assert "cannotDisseminateFormat: only oai_dc" in report.problems[0].detail


def test_records_with_nothing_in_them(repository: Repository, tmp_path: Path) -> None:
    """A record without identifier or metadata is told of, and the others are kept."""
    body = (
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-01-01T00:00:00Z</responseDate>'
        "<ListRecords><record/><record><header><identifier>oai:x:1</identifier></header></record>"
        "<record><header><identifier>oai:x:2</identifier></header><metadata><a/></metadata></record>"
        "</ListRecords></OAI-PMH>"
    )
    repository.faults.append(Fault("ListRecords", body.encode()))
    report = run(repository, tmp_path)
    assert codes(report) == ["harvest-record-broken"] * 2 and report.new == 1 and report.complete


def test_redirects_within_the_host_are_followed(repository: Repository, tmp_path: Path) -> None:
    """A repository that moved to another path of its host is found there."""
    there = {"Location": f"{repository.address}/new?verb=Identify"}
    repository.faults.append(Fault("/oai?verb=Identify", status=301, headers=there))
    report = run(repository, tmp_path)
    assert report.complete and "/oai/new?verb=Identify" in repository.paths


def test_nobody_answers(tmp_path: Path) -> None:
    """An address where nobody listens is one sentence."""
    limits = Limits(seconds=2, sleep=lambda _seconds: None)
    report = harvest("partner", Address("http://127.0.0.1:9/oai"), tmp_path, limits)
    assert codes(report) == ["harvest-failed"] and "could not be reached" in report.problems[0].detail


@pytest.mark.parametrize("identifier", ["../../etc/passwd", "oai:x:..", ".hidden", "a/b\\c", "CON", "oai:ä:ß", "~", "x" * 900])
def test_file_names_are_safe(repository: Repository, tmp_path: Path, identifier: str) -> None:
    """Whatever its identifier, a record's file stays in the mirror and has a name of plain characters."""
    repository.items = {}
    repository.put("1", oai_dc("Letter"))
    repository.items = {identifier: repository.items["oai:Example.org:1"]}
    run(repository, tmp_path)
    (path,) = records_folder(tmp_path).iterdir()
    assert path.parent == records_folder(tmp_path) and not path.name.startswith(".")
    assert path.name.isascii() and len(path.name) < 200 and path.name.lower() == path.name


def test_the_provider_keeps_the_protocol(repository: Repository) -> None:
    """What our own provider answers is valid by the protocol's schema, so that the tests ask the right thing."""
    from lxml import etree

    rules = schema("oai-pmh", "oai-all.xsd")
    repository.put("8", None)
    repository.address = "http://127.0.0.1/oai"
    for asked in (
        {"verb": "Identify"}, {"verb": "ListRecords", "metadataPrefix": "oai_dc"}, {"verb": "x"},
        {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc"}, {"verb": "ListRecords", "resumptionToken": "4||"},
        {"verb": "ListRecords", "metadataPrefix": "mods"},
    ):
        answer = etree.fromstring(repository.answer(asked).encode())
        assert rules.validate(answer), rules.error_log
