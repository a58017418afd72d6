"""What the tests of the shipped queries share: two engines, and rows as a person writes them down."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph
import rdflib

from fonds.canned.binding import Value, bind
from fonds.canned.query import CannedQuery
from fonds.rdf.iris import Iris

Row = tuple[str, ...]
Case = tuple[str, dict[str, Value], list[Row]]
"""A query's name, the values given, the rows expected."""


@dataclass(frozen=True)
class Archive:
    """One graph in two engines that share no code. ``base`` is the site's address, left out of what is shown."""

    base: str
    store: pyoxigraph.Store
    graph: rdflib.Graph

    @classmethod
    def of_turtle(cls, path: Path, base: str) -> "Archive":
        """Read a file of Turtle into both."""
        store = pyoxigraph.Store()
        store.load(path.read_bytes(), pyoxigraph.RdfFormat.TURTLE)
        return cls(base, store, rdflib.Graph().parse(path, format="turtle"))

    def first(self, query: CannedQuery, values: dict[str, Value]) -> tuple[Row, list[Row]]:
        """Return the columns and rows that the engine of sites gives."""
        found = self.store.query(bind(query, values, Iris(self.base)))
        assert isinstance(found, pyoxigraph.QuerySolutions)
        return tuple(variable.value for variable in found.variables), self.rows(found)

    def second(self, query: CannedQuery, values: dict[str, Value]) -> list[Row]:
        """Return the rows that an engine of other making gives."""
        found = self.graph.query(bind(query, values, Iris(self.base)))
        return self.rows(row for row in found if isinstance(row, rdflib.query.ResultRow))

    def rows(self, found: Iterable[Iterable[object]]) -> list[Row]:
        """Return rows of either engine as texts."""
        return [tuple(self.shown(term) for term in row) for row in found]

    def shown(self, term: object) -> str:
        """Write a term as the expected rows do: local paths, lexical values, nothing for nothing."""
        if term is None:
            return ""
        # rdflib spells the zone of a time as a difference.
        rdflib_text = str(term).replace("+00:00", "Z") if isinstance(term, rdflib.term.Node) else ""
        text = rdflib_text or str(getattr(term, "value", term))
        return text.removeprefix(f"{self.base}/")
