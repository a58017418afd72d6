"""What stands in the store beside the descriptions (floor 6): the vocabulary, the canned queries, and evidence where
it is wanted.

Reading the queries takes longer than looking at a thousand unchanged pages. So a release keeps a digest of all that its
vocabulary and queries were made of, and where that is the same the catalogue still has what they come to. A file that is
broken, or was mended, is another one: it is read, and told of.
"""

import hashlib
from itertools import chain
from pathlib import Path

from fonds import __version__
from fonds.bundled import bundled_path
from fonds.canned.folder import find_query_files
from fonds.catalogue.stored import Beside, StoredReader
from fonds.crosswalks.grounds import beside_of
from fonds.errors import StateError
from fonds.publishing.sources import EXAMPLE
from fonds.rdf.iris import Iris
from fonds.rdf.literals import ntriples
from fonds.rdf.vocabulary import FILES, vocabulary_triples
from fonds.settings import Settings


def make_beside(settings: Settings, catalogue: StoredReader | None = None) -> Beside:
    """Return what the settings want; with a catalogue, what it holds of the same files is not made again.

    VocabularyError where a file of the vocabulary or a query is broken.
    """
    wanted = settings.evidence_in_store
    prefix = f"{EXAMPLE}:" if wanted is None else "" if wanted else None
    iris = Iris(settings.base_iri)
    queries = Path(settings.queries) if settings.queries else bundled_path("queries")
    made_of = _digest(queries, iris)
    common = _find_kept(catalogue, made_of) if catalogue else None
    return beside_of(_made(queries, iris) if common is None else common, prefix, iris, made_of)


def _find_kept(catalogue: StoredReader, made_of: str) -> bytes | None:
    try:
        return catalogue.find_common_made_of(made_of)
    except StateError:  # damaged: it is made again
        return None


def _made(queries: Path, iris: Iris) -> bytes:
    from fonds.canned.descriptions import description_triples
    from fonds.canned.loading import load_queries

    return ntriples([*vocabulary_triples(), *description_triples(load_queries(queries).values(), iris)])


def _digest(queries: Path, iris: Iris) -> str:
    """Return the digest of all that is made here; empty where a file cannot be read: whoever reads it tells why."""
    digest = hashlib.sha256(f"{__version__}\0{iris.base}".encode())
    vocabulary = ((f"{name}.ttl", bundled_path("vocab", f"{name}.ttl")) for name in FILES)
    try:
        for name, path in chain(vocabulary, find_query_files(queries).items()):
            data = path.read_bytes()
            digest.update(f"\0{name}\0{len(data)}\0".encode() + data)
    except OSError:
        return ""
    return digest.hexdigest()
