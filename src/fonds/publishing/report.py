"""What a publish did (floor 6): numbers and Problems, plain enough for any view of it."""

from collections import Counter
from dataclasses import dataclass, field

from fonds.problems import Problem


@dataclass(slots=True)
class Report:
    """One publish. ``release`` is 0 where nothing was released; ``stopped`` says why, if it was on purpose.

    ``read`` counts files read; each of them is new, changed, unchanged or left out, and what could not be read at all
    is left out, too. ``followed`` counts documents of other pages whose description changed with an entity's.
    """

    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    deleted: int = 0
    left_out: int = 0
    followed: int = 0
    release: int = 0
    documents: int = 0
    entities: int = 0
    triples: int = 0
    stopped: str = ""
    layouts: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)

    @property
    def in_vain(self) -> bool:
        """Whether there were errors and no page came of it."""
        return bool(self.problems_of("error")) and not self.new + self.changed + self.unchanged + self.deleted

    def problems_of(self, *severities: str) -> list[Problem]:
        """Return the problems that are this grave."""
        return [problem for problem in self.problems if problem.severity in severities]

    def counts(self) -> dict[str, int]:
        """The numbers, in the order they are told."""
        names = (
            "read", "new", "changed", "unchanged", "deleted", "left_out", "followed", "release", "documents",
            "entities", "triples",
        )
        return {name: getattr(self, name) for name in names}
