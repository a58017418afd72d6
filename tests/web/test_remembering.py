"""What a worker remembers."""

from functools import partial

import pytest

from fonds.web.remembering import Remembered


def test_a_value_is_made_once_until_it_makes_room() -> None:
    """A value stays while it is asked for; the one that nobody asked for longest goes first."""
    remembered, made = Remembered(2), list[str]()

    def make(key: str) -> str:
        made.append(key)
        return key.upper()

    assert [remembered.get(key, partial(make, key)) for key in ("a", "b", "a", "c", "a", "b")] == list("ABACAB")
    assert made == ["a", "b", "c", "b"]


def test_a_failure_is_not_remembered() -> None:
    """What could not be made is tried again, and "nothing" is a value."""
    remembered, tries = Remembered(), iter([ValueError, None])

    def make() -> None:
        failure = next(tries)
        if failure:
            raise failure

    with pytest.raises(ValueError, match=r"^$"):
        remembered.get("k", make)
    assert remembered.get("k", make) is None
    assert remembered.get("k", make) is None
