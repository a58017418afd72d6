"""Store directories (floor 6): one a release, beside the catalogue; the catalogue's commit says which one counts."""

import secrets
import shutil
from collections.abc import Iterable
from pathlib import Path

from fonds.catalogue.catalogue import FILE_NAME
from fonds.rdf.literals import ntriples
from fonds.rdf.vocabulary import vocabulary_triples
from fonds.store.embedded import build_store

PREFIX = "store-"


def catalogue_path(state: Path) -> Path:
    """Return where the catalogue of a state directory is."""
    return state / FILE_NAME


def new_store_name() -> str:
    """Return a name no directory has: what a killed publish left behind never stands in the way."""
    return f"{PREFIX}{secrets.token_hex(6)}"


def fill_store(state: Path, name: str, chunks: Iterable[bytes]) -> int:
    """Build a release's store from the catalogue's triples and our vocabulary; return how many it holds."""

    def everything() -> Iterable[bytes]:
        yield ntriples(vocabulary_triples())
        yield from chunks

    return build_store(state / name, everything())


def drop_store(state: Path, name: str) -> None:
    """Remove one store directory, if it is there."""
    shutil.rmtree(state / name, ignore_errors=True)


def drop_stores(state: Path, keep: Iterable[str]) -> None:
    """Remove every store directory that is not to be kept: old snapshots and what killed publishes left."""
    kept = set(keep)
    for directory in state.glob(f"{PREFIX}*"):
        if directory.is_dir() and directory.name not in kept:
            drop_store(state, directory.name)
