"""Filling a worklist (floor 4) with the candidates of an outside service, batch by batch.

When the service fails, what it has said so far is kept, and a Problem tells how far it came.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from fonds.linking.candidates import Candidate
from fonds.linking.worklist import MOST, WorklistRow
from fonds.problems import Problem
from fonds.reconciling.protocol import Manifest, Proposal, Query

BATCH = 10
"""Queries asked at once, where the manifest asks for no fewer."""
Rejects = Callable[[str, str], bool]
"""Whether a person said that a name is not an entity."""


class Asked(Protocol):
    """What answers: a Service, or another one in tests."""

    def manifest(self) -> Manifest | Problem:
        """Return what the service is."""

    def ask(self, queries: Sequence[Query], manifest: Manifest) -> list[tuple[Proposal, ...]] | Problem:
        """Return the results of a batch."""


def ask_service(
    rows: Sequence[WorklistRow], service: Asked, *, rejects: Rejects, limit: int = MOST,
    progress: Callable[[str, int, int], None] = lambda step, done, total: None,
) -> tuple[list[WorklistRow], list[Problem]]:
    """Return the rows with the service's candidates, and what went wrong.

    More candidates are asked for than are shown, so that rejected ones leave room for others.
    """
    manifest = service.manifest()
    if isinstance(manifest, Problem):
        return list(rows), [manifest]
    size = min(BATCH, manifest.batch_size or BATCH)
    filled: list[WorklistRow] = []
    for start in range(0, len(rows), size):
        progress("asking", start, len(rows))
        some = rows[start : start + size]
        queries = [Query(row.name.name, manifest.type_for(row.name.type), 2 * limit) for row in some]
        found = service.ask(queries, manifest)
        if isinstance(found, Problem):
            detail = f"{found.detail}; {start} of {len(rows)} names were asked"
            return [*filled, *rows[start:]], [replace(found, detail=detail)]
        filled += [
            replace(row, outside=_candidates(row, proposals, manifest, rejects)[:limit])
            for row, proposals in zip(some, found, strict=True)
        ]
    progress("asking", len(rows), len(rows))
    return filled, []


def _candidates(
    row: WorklistRow, proposals: Sequence[Proposal], manifest: Manifest, rejects: Rejects
) -> tuple[Candidate, ...]:
    """Return what a service proposes under its address (or its bare identifier), without what a person rejected."""
    found = (
        Candidate(manifest.iri_of(one.id) or one.id, one.name, one.score, manifest.name, one.match) for one in proposals
    )
    likeliest = sorted(found, key=lambda one: (not one.match, -one.score))
    return tuple(one for one in likeliest if not any(rejects(form, one.id) for form in row.name.own_forms))
