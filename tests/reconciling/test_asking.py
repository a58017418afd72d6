"""Filling a worklist: outside candidates stand beside our own, and nothing is decided."""

from collections.abc import Sequence

from fonds.linking.candidates import Candidate, LocalName
from fonds.linking.worklist import WorklistRow
from fonds.problems import Problem
from fonds.reconciling.asking import BATCH, ask_service
from fonds.reconciling.protocol import Manifest, Proposal, Query
from fonds.reconciling.service import Service
from reconciling.local_service import running


def rows(*names: str) -> list[WorklistRow]:
    """Return rows for names of persons."""
    return [WorklistRow(LocalName(f"agent/{number}", "Person", name)) for number, name in enumerate(names)]


class Fake:
    """A service that proposes each name itself, and fails at a batch."""

    def __init__(self, fails_at: int = 99, batch_size: int = 0) -> None:
        self.fails_at = fails_at
        self.batches: list[list[str]] = []
        self._manifest = Manifest("Fake", batch_size=batch_size)

    def manifest(self) -> Manifest | Problem:
        """Say what it is."""
        return self._manifest

    def ask(self, queries: Sequence[Query], manifest: Manifest) -> list[tuple[Proposal, ...]] | Problem:
        """Propose every name itself."""
        if len(self.batches) == self.fails_at:
            return Problem("service-failed", "fake", "it broke")
        self.batches.append([query.name for query in queries])
        return [(Proposal(query.name, query.name, 1.0),) for query in queries]


def never(name: str, key: str) -> bool:
    """Nobody was told apart."""
    return False


def test_candidates_of_a_service() -> None:
    """A row gets the service's candidates with address, score and certainty, the certain first; its own stay."""
    (given,) = rows("Ivan Petrov")
    own = (Candidate("agent/petrov", "Petrov", 65),)
    given = WorklistRow(given.name, candidates=own, decided={"decision": "accept"})
    with running() as local:
        (row,), problems = ask_service([given], Service(local.address, 5), rejects=never, limit=2)
    assert problems == [] and row.candidates == own and row.decided == {"decision": "accept"}
    space = "https://names.example/entity/"
    assert row.outside == (
        Candidate(f"{space}N1", "Ivan Petrov", 100, "Names of the test", True),
        Candidate(f"{space}N2", "Ivan Petrovich Petrov", 81.5, "Names of the test", False),
    )


def test_what_was_rejected_is_not_proposed_again() -> None:
    """A rejected address makes room for the next candidate."""
    space = "https://names.example/entity/"
    with running() as local:
        (row,), _ = ask_service(
            rows("Ivan Petrov"), Service(local.address, 5), limit=2,
            rejects=lambda name, key: (name, key) == ("Ivan Petrov", f"{space}N1"),
        )
    assert [one.id for one in row.outside] == [f"{space}N2", f"{space}N4"]


def test_names_are_asked_in_batches() -> None:
    """Every name is asked once, in batches no larger than the service wants."""
    names = [f"n{number}" for number in range(2 * BATCH + 3)]
    for size, wanted in ((0, BATCH), (4, 4), (5_000, BATCH)):
        service = Fake(batch_size=size)
        filled, problems = ask_service(rows(*names), service, rejects=never)
        assert problems == [] and [name for batch in service.batches for name in batch] == names
        assert max(map(len, service.batches)) == wanted and [row.outside[0].id for row in filled] == names


def test_a_service_that_stops_in_the_middle() -> None:
    """What a service has said before it failed is kept, and it is told how far it came."""
    given = rows(*(f"n{number}" for number in range(25)))
    filled, (problem,) = ask_service(given, Fake(fails_at=2), rejects=never)
    assert [bool(row.outside) for row in filled] == [True] * 20 + [False] * 5
    assert [row.name for row in filled] == [row.name for row in given]
    assert problem.detail == "it broke; 20 of 25 names were asked"


def test_a_service_that_never_starts() -> None:
    """Without a manifest nothing is asked, and the worklist is as it was."""
    given = rows("X")
    filled, (problem,) = ask_service(given, Service("http://127.0.0.1:1/", 2, lambda _: None), rejects=never)
    assert filled == given and problem.code == "service-failed"
