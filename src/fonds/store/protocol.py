"""The two seams of the store (floor 3): something that holds a graph, and something that runs strangers'
queries.

They are two because they answer for different things. A :class:`Store` runs the text it is given with no
limit of time or memory, so only our own text goes there. A :class:`QueryService` takes anybody's text.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from fonds.store.answer import Answer, Formats


class Store(Protocol):
    """A graph that can be asked, on disk or elsewhere."""

    def query(
        self, query: str, *, formats: Formats, rows: int | None = None, size: int | None = None
    ) -> Answer:
        """Answer one query; ``rows`` and ``size`` (bytes) shorten the answer, None does not.

        Raises QueryRefusedError where the engine cannot read the query, StateError where it cannot be
        reached.
        """
        ...

    def count(self) -> int:
        """Return the number of triples, by counting them: linear in the size of the store."""
        ...

    def close(self) -> None:
        """Let go of files; the store cannot be asked afterwards."""
        ...


class QueryService(Protocol):
    """Runs queries within limits of time, memory, number and size."""

    def run(
        self, query: str, *, store: Path | str, formats: Formats | None = None, trusted: bool = False,
        client: str = "", abandoned: Callable[[], bool] | None = None,
    ) -> Answer:
        """Answer one query over the store in that directory, or over the SPARQL endpoint at that address.

        ``trusted`` says that the text is this site's own (a canned query with typed values): it is held to
        the same limits, but not read a second time for what it may not do. ``client`` names who asks, among whom
        the processes are shared; empty: the site itself. ``abandoned`` is asked now and
        then, from another thread, whether anybody still waits; when nobody does the query is stopped. Raises
        QueryRefusedError, QueryLimitError (time, memory, load, client, length), UsageError for an unknown format, and
        StateError where the store cannot be used.
        """
        ...

    def counts(self) -> dict[str, int]:
        """Return how many queries were answered, cut, refused, failed or stopped (by limit), and now wait."""
        ...
