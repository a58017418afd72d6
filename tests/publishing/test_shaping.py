"""SHACL judges what is published, beside the plain checks: all of a small publish, a sample of a large one."""

from dataclasses import replace

import pytest

from fonds.problems import Problem
from fonds.publishing import shaping, tasks
from fonds.publishing.kit import Kit, make_kit
from fonds.publishing.page import PageInput, PageRead, Worked, read_inputs, understand, work_on
from fonds.publishing.shaping import SAMPLED, Shaping
from fonds.rdf.checks import find_violations
from fonds.rdf.literals import Triple, iri_term, name_term, plain
from fonds.rdf.shapes import find_shape_violations
from fonds.settings import Settings
from publishing.archive import Archive, codes
from publishing.pages import write_pages
from sources.tei.files import corpus
from vocab.graphs import BASE, good_graph

EVERY = 40
"""Of the corpora's documents, every so manieth is judged twice here."""


@pytest.fixture
def unlabelled(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """Return an archive of three letters; mapping forgets a label of one of them, and the plain checks see nothing."""

    def forgetful(page: PageInput, read: PageRead, slug: str, kit: Kit, **_: object) -> Worked | Problem:
        worked = work_on(page, read, slug, kit)
        assert isinstance(worked, Worked)
        if "00001" in str(page.path):
            own = tuple(triple for triple in worked.mapped.own if triple[1] != name_term("rdfs:label"))
            worked = replace(worked, mapped=replace(worked.mapped, own=own))
        return replace(worked, broken=())

    monkeypatch.setattr(tasks, "work_on", forgetful)
    write_pages(archive.pages, range(3))
    return archive


def test_what_breaks_a_shape_is_left_out(unlabelled: Archive) -> None:
    """One document is not released and is named with the rule; the rest goes on."""
    unlabelled.settings = replace(unlabelled.settings, shacl_documents=10)
    report = unlabelled.publish()
    assert (report.new, report.left_out) == (2, 1)
    (problem,) = {each.where for each in report.problems if each.severity == "error"}
    assert problem.endswith("00001.txt")


def test_strict_releases_nothing_then(unlabelled: Archive) -> None:
    """Where a person asked for all or nothing, it is nothing."""
    unlabelled.settings = replace(unlabelled.settings, shacl_documents=10)
    report = unlabelled.publish(strict=True)
    assert report.release == 0 and report.stopped


def test_the_judge_can_be_sent_away(unlabelled: Archive) -> None:
    """With 0 documents to judge, the plain checks alone decide."""
    unlabelled.settings = replace(unlabelled.settings, shacl_documents=0)
    report = unlabelled.publish()
    assert (report.new, codes(report)) == (3, [])


def test_the_sample_depends_on_keys_alone() -> None:
    """About one document in so many is judged, and the same ones whoever works and in whatever order."""
    keys = [f"letters:{number}.txt" for number in range(2_000)]
    taken = {key for key in keys if Shaping(SAMPLED, "").takes(key)}
    assert taken == {key for key in reversed(keys) if Shaping(SAMPLED, "").takes(key)}
    assert 0.5 < len(taken) * SAMPLED / len(keys) < 1.5
    assert all(Shaping(1, "").takes(key) for key in keys) and not any(Shaping(0, "").takes(key) for key in keys)


def test_what_others_call_otherwise_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents that label one person in two ways are judged apart, and neither is refused or judged again alone."""
    alone: list[str] = []

    def noted(_: object, where: str, **__: object) -> list[Problem]:
        alone.append(where)
        return []

    monkeypatch.setattr(shaping, "check_shapes", noted)
    descriptions = [_with_label(words) for words in ("Chou En-lai", "Zhou Enlai", "Zhou Enlai")]
    assert find_shape_violations([*descriptions[0], *descriptions[1]]) != set()
    judging = Shaping(1, "")
    for number, description in enumerate(descriptions):
        judging.add(number, str(number), description)
    assert list(judging.refused()) == [] and alone == []


def _with_label(words: str) -> list[Triple]:
    """Return the good description with these words as the label of a person."""
    person, label = iri_term(f"{BASE}/agent/red-army"), name_term("rdfs:label")
    held = sorted(each for each in good_graph("003") if each[:2] != (person, label))
    return [*held, (person, label, plain(words))]


@pytest.mark.parametrize("folder", ["frus", "cmif"])
def test_both_judges_agree_on_the_corpora(folder: str) -> None:
    """Every fortieth document of the corpora breaks no rule, nor does it without its types; both judges say the same."""
    kit = make_kit(Settings())
    judged = 0
    for path in sorted(corpus(folder).glob("*.xml")):
        for number, page in enumerate(read_inputs(path, path.name, kit)):
            if isinstance(page, Problem) or number % EVERY:
                continue
            read = understand(page, kit)
            assert isinstance(read, PageRead)
            worked = work_on(page, read, read.wanted_slug, kit)
            assert isinstance(worked, Worked)
            description = worked.mapped.description
            assert find_shape_violations(description) == set() == find_violations(description)
            damaged = [triple for triple in description if triple[1] != name_term("rdf:type")][number % 3 :: 2]
            assert find_shape_violations(damaged) == find_violations(damaged) != set()
            judged += 1
    assert judged > 15
