"""Which format an answer comes in."""

import pytest

from fonds.errors import UsageError
from fonds.store.answer import TABLES, Kind, answer_format, check_formats


@pytest.mark.parametrize("kind", list(TABLES))
def test_default(kind: Kind) -> None:
    """A kind nobody named a format for comes in the first one there is."""
    assert answer_format(kind, {}) is TABLES[kind][0]


@pytest.mark.parametrize(("name", "media_type"), [
    ("csv", "text/csv"), ("text/csv", "text/csv"), ("xml", "application/sparql-results+xml"),
])
def test_names(name: str, media_type: str) -> None:
    """A format is named by its name, suffix or media type."""
    assert answer_format("select", {"select": name}).media_type == media_type


def test_tables_are_no_graphs() -> None:
    """A graph cannot be had as CSV, and the error lists what it can be had as."""
    with pytest.raises(UsageError, match="jsonld, turtle, ntriples, rdfxml"):
        answer_format("construct", {"construct": "csv"})


def test_unknown_kind() -> None:
    """A kind that does not exist is named before the query is run."""
    with pytest.raises(UsageError, match="'describe' is no kind"):
        check_formats({"describe": "turtle"})
