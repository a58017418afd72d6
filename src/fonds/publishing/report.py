"""What a publish did (floor 6): numbers and Problems, plain enough for any view of it."""

from collections import Counter
from dataclasses import dataclass, field

from fonds.problems import Problem


@dataclass(slots=True)
class Report:
    """One publish. ``release`` is 0 where nothing was released; ``stopped`` says why, if it was on purpose."""

    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    deleted: int = 0
    left_out: int = 0
    release: int = 0
    documents: int = 0
    entities: int = 0
    triples: int = 0
    stopped: str = ""
    layouts: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether any page could not be published."""
        return any(problem.severity == "error" for problem in self.problems)

    def problems_of(self, *severities: str) -> list[Problem]:
        """Return the problems that are this grave."""
        return [problem for problem in self.problems if problem.severity in severities]

    def counts(self) -> dict[str, int]:
        """The numbers, in the order they are told."""
        names = (
            "read", "new", "changed", "unchanged", "deleted", "left_out", "release", "documents", "entities",
            "triples",
        )
        return {name: getattr(self, name) for name in names}
