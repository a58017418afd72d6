"""Completing (floor 6): the rows of this publish made whole, once, when it is known what is said of all that a document
leads to, and which of the documents it cites are held.

Most documents of a large archive name somebody whom others call by another name, so no row is framed before all are
heard. That is as much work as reading them was: it goes to the same executor, in tasks that bring the present
descriptions along.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from fonds.catalogue.rows import DocumentRow
from fonds.mapping.held import repointed
from fonds.mapping.reach import key_of
from fonds.mapping.rows import completed
from fonds.mapping.statements import Site
from fonds.problems import Problem
from fonds.publishing.agreement import Agreement
from fonds.publishing.disseminating import pack_disseminated
from fonds.publishing.drafts import unpickled_draft
from fonds.publishing.executors import run_all
from fonds.publishing.kit import Kit
from fonds.publishing.resolving import Resolution
from fonds.publishing.run import Pending, Run, Waiting
from fonds.publishing.spool import pickled_document
from fonds.publishing.workplace import working
from fonds.rdf.checks import check_triples
from fonds.rdf.literals import Triple, ntriples, parse_ntriples
from fonds.settings import Settings

TOGETHER = 100
"""Documents of a task."""
_REMEMBERED = 8_192

@dataclass(frozen=True, slots=True)
class Incomplete:
    """A document, as a pickled draft, with what it is to be completed with.

    ``entities`` are the N-Triples of all it leads to, ``meant`` what its citations mean (fragment → slug), ``held`` the
    N-Triples of what others show of those documents. ``judged``: more is said than was held against the rules when it
    was mapped.
    """

    path: str
    draft: bytes
    entities: Mapping[str, bytes]
    meant: Mapping[str, str]
    held: Mapping[str, bytes]
    judged: bool


@dataclass(frozen=True, slots=True)
class Completion:
    """A task. ``kit`` is the digest of what it is to be done with, ``places`` say where its documents wait."""

    settings: Settings
    kit: str
    documents: tuple[Incomplete, ...]
    places: tuple[int, ...]

    def halves(self) -> tuple["Completion", ...]:
        """Return two tasks with half of the documents each; nothing where there is one."""
        middle = len(self.documents) // 2
        if not middle:
            return ()
        return (
            replace(self, documents=self.documents[:middle], places=self.places[:middle]),
            replace(self, documents=self.documents[middle:], places=self.places[middle:]),
        )


# ── in the process that works ────────────────────────────────────────────────────────────────────────────


def complete(task: Completion) -> list[bytes | list[Problem]]:
    """Return each document completed and pickled, or the rules of the model that it breaks."""
    with working(task.settings, task.kit) as kit:
        return [_complete(each, kit) for each in task.documents]


def _complete(each: Incomplete, kit: Kit) -> bytes | list[Problem]:
    row = unpickled_draft(each.draft).row()
    try:
        if each.meant:
            row = repointed(row, each.meant, kit.site)
        row = completed(row, _finder(each.entities), kit.framer, kit.site, _finder(each.held))
    except Exception as error:  # a fault of Fonds, which must not cost the other pages
        return [Problem("crashed", each.path, f"{type(error).__name__}: {error}")]
    broken = check_row(row, each.path, kit.site) if each.judged else []
    return broken or pickled_document(pack_disseminated(row, kit.disseminate))


def check_row(row: DocumentRow, path: str, site: Site) -> list[Problem]:
    """Return the rules of the model that a document breaks."""
    description = [*parse_ntriples(row.own), *parse_ntriples(row.cards)]
    return check_triples(description, path, licence=site.document_licence)


def _finder(said: Mapping[str, bytes]) -> Callable[[str], tuple[Triple, ...]]:
    return lambda key: _parsed(said[key]) if key in said else ()


@lru_cache(_REMEMBERED)
def _parsed(data: bytes) -> tuple[Triple, ...]:
    return tuple(parse_ntriples(data))


# ── in the process that publishes ────────────────────────────────────────────────────────────────────────


class Completing:
    """The completing of one publish."""

    def __init__(self, run: Run, agreement: Agreement) -> None:
        self._run = run
        self._agreement = agreement
        self._said = lru_cache(_REMEMBERED)(self._write_entity)
        self._near = lru_cache(_REMEMBERED)(self._find_near)

    def complete(self, resolution: Resolution) -> tuple[Waiting, dict[str, list[Problem]]]:
        """Return what waits made whole, its citations led to what is held; and what breaks a rule only so, by slug."""
        run = self._run
        waiting = Waiting(run.spool)
        under_way: dict[int, Pending] = {}
        broken: dict[int, tuple[str, list[Problem]]] = {}
        for task, results in run_all(run.executor, complete, self._tasks(resolution, waiting, under_way)):
            lost = [[Problem("worker-lost", each.path)] for each in task.documents]
            for place, result in zip(task.places, results or lost, strict=True):
                pending = under_way.pop(place)
                if isinstance(result, bytes):
                    waiting.fill(place, replace(pending, place=run.spool.keep_pickled(result)))
                else:
                    broken[place] = pending.slug, result
        waiting.close_up()
        return waiting, dict(broken[place] for place in sorted(broken))

    def _tasks(self, resolution: Resolution, waiting: Waiting, under_way: dict[int, Pending]) -> Iterator[Completion]:
        together: dict[int, Incomplete] = {}
        for pending in self._run.pending:
            place = waiting.reserve()
            under_way[place] = pending
            together[place] = self._incomplete(pending, resolution)
            if len(together) == TOGETHER:
                yield self._task(together)
                together = {}
        if together:
            yield self._task(together)

    def _task(self, together: Mapping[int, Incomplete]) -> Completion:
        run = self._run
        return Completion(run.worker_settings, run.kit.digest, tuple(together.values()), tuple(together))

    def _incomplete(self, pending: Pending, resolution: Resolution) -> Incomplete:
        entities = {key: said for key in self._reached(pending.named) if (said := self._said(key))}
        meant = resolution.meant_by(pending.slug, pending.path) if pending.slug in resolution.seeking else {}
        held = {slug: ntriples(list(resolution.find_held(slug))) for slug in sorted(set(meant.values()))}
        draft = self._run.spool.read_pickled(pending.place)
        judged = bool(meant) or not self._agreement.restated.isdisjoint(pending.named)
        return Incomplete(pending.path, draft, entities, meant, held, judged)

    def _reached(self, named: frozenset[str]) -> set[str]:
        """Return these entities, and all that they lead to as they are described."""
        found = set(named)
        waiting = list(named)
        while waiting:
            new = self._near(waiting.pop()) - found
            found |= new
            waiting.extend(new)
        return found

    def _write_entity(self, key: str) -> bytes:
        return ntriples(list(self._agreement.find_entity(key) or ()))

    def _find_near(self, key: str) -> frozenset[str]:
        iris = self._run.kit.site.iris
        return frozenset(filter(None, (key_of(obj, iris) for _, _, obj in self._agreement.find_entity(key) or ())))
