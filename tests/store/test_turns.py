"""The queue before the workers."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import cast

import pytest

from fonds.errors import QueryLimitError, StateError
from fonds.store.sandbox import Worker
from fonds.store.turns import Turns

FIRST, SECOND = cast(Worker, object()), cast(Worker, object())
LONG = 30.0


def _wait_for(turns: Turns, waiting: int) -> None:
    while turns.waiting != waiting:
        threading.Event().wait(0.001)


def test_idle() -> None:
    """An idle worker is handed out at once, the one used last first."""
    turns = Turns(0)
    assert turns.give(FIRST)
    assert turns.give(SECOND)
    assert [turns.take(LONG), turns.take(LONG)] == [SECOND, FIRST]


def test_in_order() -> None:
    """Whoever has waited longest is served first, and nobody twice."""
    turns, served = Turns(5), list[int]()
    with ThreadPoolExecutor(3) as pool:

        def ask(number: int) -> None:
            turns.take(LONG)
            served.append(number)

        for number in range(3):
            pool.submit(ask, number)
            _wait_for(turns, number + 1)
        for number in range(3):
            turns.give(FIRST)
            while len(served) <= number:
                threading.Event().wait(0.001)
    assert served == [0, 1, 2]


def test_too_many() -> None:
    """Beyond the number that may wait, one is asked to come back later."""
    turns = Turns(1)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(turns.take, LONG)
        _wait_for(turns, 1)
        with pytest.raises(QueryLimitError, match="Too many queries are waiting") as caught:
            turns.take(LONG)
        assert caught.value.limit == "load"
        turns.give(FIRST)
        assert first.result(LONG) is FIRST


def test_in_vain() -> None:
    """Who has waited in vain leaves the queue, and the worker goes to the next one."""
    turns = Turns(1)
    with pytest.raises(QueryLimitError, match="became free in time"):
        turns.take(0.01)
    assert turns.waiting == 0
    assert turns.give(FIRST)
    assert turns.take(0.01) is FIRST


def test_closing() -> None:
    """At the end those who wait are told so, and the idle workers come back to be ended."""
    turns = Turns(1)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(turns.take, LONG)
        _wait_for(turns, 1)
        assert turns.close() == []
        with pytest.raises(StateError, match="stopping"):
            waiting.result(LONG)
    assert not turns.give(FIRST)
    with pytest.raises(StateError, match="stopping"):
        turns.take(LONG)


def test_one_client_leaves_a_worker_to_others() -> None:
    """A client that has its share of the workers waits, also before one that is free; another client gets that one."""
    turns = Turns(5, share=1)
    turns.give(FIRST)
    turns.give(SECOND)
    assert turns.take(LONG, "a") is SECOND
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(turns.take, LONG, "a")
        _wait_for(turns, 1)
        assert turns.take(LONG, "b") is FIRST
        turns.give(FIRST, "b")
        assert turns.waiting == 1
        turns.give(SECOND, "a")
        assert waiting.result(LONG) is SECOND
    assert turns.take(LONG, "b") is FIRST


def test_one_client_asks_so_many_at_a_time() -> None:
    """More queries of one client than it may have, running and waiting, are told so; others and nameless ones are not."""
    turns = Turns(5, each=2)
    turns.give(FIRST)
    assert turns.take(LONG, "a") is FIRST
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(turns.take, LONG, "a")
        _wait_for(turns, 1)
        with pytest.raises(QueryLimitError, match="You have 2 queries") as caught:
            turns.take(LONG, "a")
        assert caught.value.limit == "client"
        for other in ("b", ""):
            with pytest.raises(QueryLimitError, match="became free in time") as caught:
                turns.take(0.001, other)
            assert caught.value.limit == "load"
        turns.give(FIRST, "a")
        assert waiting.result(LONG) is FIRST
    turns.give(FIRST, "a")
    assert [turns.take(LONG, "a"), turns._asking["a"], turns._running["a"]] == [FIRST, 1, 1]
    turns.give(FIRST, "a")
    assert not turns._asking
    assert not turns._running


def test_own_queries_in_the_way() -> None:
    """Who waits in vain for a worker that is free but beyond its share is told that it asks too much."""
    turns = Turns(5, share=1)
    turns.give(FIRST)
    turns.give(SECOND)
    turns.take(LONG, "a")
    with pytest.raises(QueryLimitError) as caught:
        turns.take(0.001, "a")
    assert caught.value.limit == "client"


def test_a_fresh_worker_comes_last() -> None:
    """A worker that is still starting is handed out only where there is no other."""
    turns = Turns(0)
    turns.give(FIRST)
    turns.give(SECOND, fresh=True)
    assert [turns.take(LONG), turns.take(LONG)] == [FIRST, SECOND]
