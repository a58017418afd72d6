"""Messages between processes, and errors as messages."""

import io

import pytest

from fonds.errors import FondsError, ParameterError, QueryLimitError, QueryRefusedError, StateError, UsageError
from fonds.store.failures import failure_header, parse_failure
from fonds.store.frames import read_frame, write_frame


def test_there_and_back() -> None:
    """What is written is read, message by message."""
    stream = io.BytesIO()
    write_frame(stream, {"query": "Ω"}, b"\x00\n")
    write_frame(stream, {})
    stream.seek(0)
    assert read_frame(stream) == ({"query": "Ω"}, b"\x00\n")
    assert read_frame(stream) == ({}, b"")
    assert read_frame(stream) is None


def test_torn() -> None:
    """A message torn off anywhere is no message."""
    stream = io.BytesIO()
    write_frame(stream, {"a": 1}, b"body")
    whole = stream.getvalue()
    assert all(read_frame(io.BytesIO(whole[:length])) is None for length in range(len(whole)))


@pytest.mark.parametrize(("error", "kind"), [
    (QueryRefusedError("no", "ask otherwise"), QueryRefusedError), (StateError("gone", "rebuild"), StateError),
    (UsageError("wrong", "right"), UsageError), (ParameterError("p", "wrong"), UsageError),
    (FondsError("else"), StateError),
])
def test_failures(error: FondsError, kind: type[FondsError]) -> None:
    """An error arrives as the nearest class that travels, with its words and remedy."""
    found = parse_failure(failure_header(error))
    assert type(found) is kind
    assert found is not None
    assert (found.message, found.remedy) == (error.message, error.remedy)


def test_limits_travel() -> None:
    """A limit arrives with its name."""
    found = parse_failure(failure_header(QueryLimitError("load", "later", "wait")))
    assert isinstance(found, QueryLimitError)
    assert (found.limit, found.message, found.remedy) == ("load", "later", "wait")


def test_strange_classes() -> None:
    """A message cannot choose a class outside the tree."""
    assert type(parse_failure({"error": "SystemExit", "message": "", "remedy": ""})) is StateError
    assert parse_failure({"kind": "ask"}) is None
