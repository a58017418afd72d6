"""What is remembered of every document: exact, in order, and small."""

import random
from pathlib import Path

import pytest

from fonds.problems import Problem
from fonds.publishing.files import Files
from fonds.publishing.register import Places, Register
from fonds.publishing.report import ProblemLog
from fonds.publishing.run import Pending, Waiting
from fonds.publishing.spool import Spool


def test_a_register_is_a_dictionary(tmp_path: Path) -> None:
    """Thousands of entries set, set again and taken out are what a dictionary holds, in the order they were last set."""
    chance = random.Random(7)
    with Spool(tmp_path) as spool:
        register, expected = Register(spool), dict[str, str]()
        for number in range(6_000):
            key = f"key {chance.randrange(2_000)}"
            if number % 5 == 4 and key in expected:
                del register[key]
                del expected[key]
            else:
                register[key] = expected[key] = f"value {number}"
                expected[key] = expected.pop(key)
        assert list(register.items()) == list(expected.items()) and len(register) == len(expected)
        with pytest.raises(KeyError):
            register["nowhere"]
        with pytest.raises(KeyError):
            del register["nowhere"]


def test_keys_of_one_number_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words that happen to have the same number are still different words."""
    monkeypatch.setattr("fonds.publishing.register.hash", lambda _: 5, raising=False)
    with Spool(tmp_path) as spool:
        register = Register(spool)
        for key in "abc":
            register[key] = key.upper()
        del register["b"]
        assert dict(register) == {"a": "A", "c": "C"} and "b" not in register


def test_places_of_negative_and_equal_numbers() -> None:
    """A number may be any of 64 bits, and have several places; all of them come back, the lowest first."""
    places = Places()
    numbers = [-(2**63), 2**63 - 1, 0, -1, *range(5_000)]
    for place, number in enumerate(numbers):
        places.add(number, place)
    places.replace(-1, 3, 7_777)
    assert list(places.find(0)) == [2, 4] and list(places.find(-1)) == [7_777] and list(places.find(-7)) == []
    assert list(places) == sorted([*range(3), *range(4, len(numbers)), 7_777]) and len(places) == len(numbers)


def test_files_come_by_key_and_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files in any order, more than are sorted at a time, come sorted; of one named twice the later path counts."""
    monkeypatch.setattr("fonds.publishing.files.STRETCH", 10)
    pairs = [(f"k{number:03}", f"path {number}") for number in range(95)]
    random.Random(3).shuffle(pairs)
    with Spool(tmp_path) as spool:
        files = Files(spool, [*pairs, ("k007", "again")])
        expected = sorted({**dict(pairs), "k007": "again"}.items())
        assert (list(files), len(files)) == (expected, 95)
        assert (list(Files(spool, [])), len(Files(spool, []))) == ([], 0)


def test_a_log_of_problems_is_a_list() -> None:
    """Thousands of problems come back as they went, by number, by stretch and one by one."""
    problems = [Problem("date-missing", f"{number}.txt", "", number or None) for number in range(2_500)]
    log = ProblemLog(problems[:5])
    log.extend(problems[5:])
    assert list(log) == problems and len(log) == 2_500 and log == problems
    assert (log[0], log[1_500], log[-1], log[1_020:1_030]) == (problems[0], problems[1_500], problems[-1], problems[1_020:1_030])
    assert ProblemLog() == [] and ProblemLog() != [problems[0]] and repr(ProblemLog(problems[:1])) == repr(problems[:1])
    with pytest.raises(IndexError):
        log[2_500]


def test_what_waits_keeps_its_order(tmp_path: Path) -> None:
    """A place that is held free is filled later, or given up."""
    with Spool(tmp_path) as spool:
        one, two, three = (Pending(slug, f"{slug}.txt", 0, frozenset({slug}), known=False) for slug in "abc")
        waiting = Waiting(spool, [one])
        middle, never = waiting.reserve(), waiting.reserve()
        waiting.append(three)
        waiting.fill(middle, two)
        waiting.close_up()
        assert (list(waiting), len(waiting), waiting[-1], waiting[:2]) == ([one, two, three], 3, three, [one, two])
        assert never == 2
