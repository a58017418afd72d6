"""Answers made ahead."""

from threading import Event

from fonds.web.ahead import KEPT, KEPT_SECONDS, Ahead


class Hands:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Return the time it is set to."""
        return self.now


def test_what_was_begun_is_taken_once() -> None:
    """An answer is made once and given once; who comes while it is made waits for it."""
    ahead: Ahead[str] = Ahead()
    made: list[str] = []
    going = Event()

    def make() -> str:
        going.wait(10)
        made.append("page 2")
        return "page 2"

    ahead.begin("token", 1, make)
    ahead.begin("token", 1, make)
    going.set()
    assert ahead.take("token", 1) == "page 2"
    assert ahead.take("token", 1) is None
    assert made == ["page 2"]


def test_an_answer_of_another_release_is_not_given() -> None:
    """After a release, or when it has lain too long, an answer is not given; what failed is none."""
    clock = Hands()
    ahead: Ahead[str] = Ahead(clock)
    ahead.begin("a", 1, lambda: "of release 1")
    assert ahead.take("a", 2) is None
    ahead.begin("b", 1, lambda: "old")
    clock.now += KEPT_SECONDS + 1
    assert ahead.take("b", 1) is None
    ahead.begin("c", 1, lambda: str(1 // 0))
    assert ahead.take("c", 1) is None


def test_few_are_kept() -> None:
    """Of many that were begun and never taken only the newest are kept."""
    ahead: Ahead[int] = Ahead()
    for number in range(KEPT + 5):
        ahead.begin(number, 1, lambda number=number: number)  # type: ignore[misc]
    taken = [ahead.take(number, 1) for number in range(KEPT + 5)]
    assert taken == [*[None] * 5, *range(5, KEPT + 5)]
