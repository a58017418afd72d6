"""What stands in the store beside the descriptions (floor 6): the vocabulary, the canned queries, and evidence where
it is wanted."""

from pathlib import Path

from fonds.bundled import bundled_path
from fonds.canned.descriptions import description_triples
from fonds.canned.loading import load_queries
from fonds.catalogue.stored import Beside
from fonds.crosswalks.grounds import beside_of
from fonds.publishing.sources import EXAMPLE
from fonds.rdf.iris import Iris
from fonds.rdf.literals import ntriples
from fonds.rdf.vocabulary import vocabulary_triples
from fonds.settings import Settings


def make_beside(settings: Settings) -> Beside:
    """Return what the settings want. VocabularyError where a file of the vocabulary or a query is broken."""
    wanted = settings.evidence_in_store
    prefix = f"{EXAMPLE}:" if wanted is None else "" if wanted else None
    iris = Iris(settings.base_iri)
    queries = load_queries(Path(settings.queries) if settings.queries else bundled_path("queries"))
    return beside_of(ntriples([*vocabulary_triples(), *description_triples(queries.values(), iris)]), prefix, iris)
