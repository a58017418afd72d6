"""What was read and found harmless need not be read again."""

from contextlib import suppress
from pathlib import Path

import pytest

from fonds.errors import FondsError, QueryRefusedError
from fonds.store.harmless import Harmless
from fonds.store.supervisor import Supervisor


def test_the_longest_unasked_makes_room() -> None:
    """Of 257 texts the one that was asked for longest ago is forgotten."""
    known = Harmless()
    for number in range(256):
        known.add(f"ASK {{ ?s ?p {number} }}")
    assert "ASK { ?s ?p 0 }" in known
    known.add("ASK { ?s ?p 256 }")
    assert "ASK { ?s ?p 0 }" in known and "ASK { ?s ?p 1 }" not in known and "ASK { ?s ?p 256 }" in known


def test_long_texts_are_not_kept() -> None:
    """A text of more than 10,000 characters is read each time."""
    known = Harmless()
    known.add("ASK { ?s ?p ?o }" + " " * 10_000)
    assert "ASK { ?s ?p ?o }" + " " * 10_000 not in known


@pytest.mark.parametrize("query", ["ASK { SERVICE <http://example.org/> { ?s ?p ?o } }", "ASK FROM <file:///x> { ?s ?p ?o }"])
def test_what_was_refused_stays_refused(directory: Path, service: Supervisor, query: str) -> None:
    """A query that is refused is refused however often it is asked, also where it was asked as the site's own before."""
    with suppress(FondsError):
        service.run(query, store=directory, trusted=True)
    for _ in range(3):
        with pytest.raises(QueryRefusedError):
            service.run(query, store=directory)
