"""What every blueprint is given (floor 7): one frozen object, made by ``app.py``."""

from dataclasses import dataclass
from pathlib import Path

from fonds.feeds.ledger import Ledger
from fonds.rdf.contexts import CONTEXT_NAME
from fonds.rdf.iris import Iris
from fonds.settings import Settings
from fonds.store.counts import Counts, find_counts
from fonds.store.protocol import QueryService
from fonds.web.reading import Reading
from fonds.web.rendering import Pages


@dataclass(frozen=True, slots=True)
class Site:
    """One site as it is served. ``queries`` runs SPARQL; None where the server was made without it.

    ``ledger`` is told who fetched a feed; None where nobody wants to know. ``shelf`` is where dumps lie; None: in the state
    directory.
    """

    settings: Settings
    iris: Iris
    reading: Reading
    pages: Pages
    queries: QueryService | None = None
    ledger: Ledger | None = None
    shelf: Path | None = None

    @property
    def dumps(self) -> Path:
        """The directory that dumps lie in, a folder a release."""
        return self.shelf or Path(self.settings.state)

    @property
    def context(self) -> str:
        """The IRI of the JSON-LD context."""
        return f"{self.iris.base}/{CONTEXT_NAME}"

    def store(self) -> Path:
        """Return the directory of the current release's store; StateError before the first release."""
        return Path(self.settings.state) / self.reading.release().store

    def counts(self) -> Counts | None:
        """Return the numbers of the current release's store; None where it has not been counted (yet)."""
        return find_counts(self.store())
