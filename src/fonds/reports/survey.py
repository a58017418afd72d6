"""The survey of pages (floor 6): what `fonds check` tells archivists, gathered one document after the other.

What is missing and how often; what mending it would repair; names nobody has reconciled; contradictions, with the
words around them. Only numbers and a few examples of each are kept, so any number of documents can be looked at.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from fonds.linking.linked import Linked
from fonds.problems import KINDS, Problem

EXAMPLES = 20
"""Places of one kind that are told one by one; the JSON report tells all."""
MOST_NAMES = 200
"""Names that are listed, those in most documents first."""
AROUND = 60
"""Code points of context on either side of a quote."""
CONTRADICTIONS = frozenset(
    {
        "date-contradiction", "marking-contradiction", "event-year-contradiction", "authority-ambiguous",
        "entity-extra-withheld",
    }
)
NAME = "name-unreconciled"
_QUOTED = re.compile(r"“([^“”]{1,400})”")

FIELDS: tuple[tuple[str, str, Callable[[Linked], bool], Callable[[Linked], bool]], ...] = (
    ("title", "Title", lambda _: True, lambda d: d.record.title is not None),
    ("date", "Date", lambda _: True, lambda d: bool(d.record.dates)),
    ("genre", "Kind of document", lambda _: True, lambda d: d.record.genre is not None),
    ("sender", "Sender", lambda d: d.is_correspondence, lambda d: bool(d.in_role("sender"))),
    ("recipient", "Recipient", lambda d: d.is_correspondence, lambda d: bool(d.in_role("addressee"))),
    ("participants", "Participants", lambda d: bool(d.record.attendees), lambda d: bool(d.in_role("participant"))),
    ("author", "Author", lambda _: True, lambda d: bool(d.in_role("author"))),
    ("place", "Place it was written at", lambda _: True, lambda d: bool(d.places_written)),
    ("summary", "Summary", lambda _: True, lambda d: d.record.summary is not None),
    ("body", "Text", lambda _: True, lambda d: d.record.body is not None),
    ("language", "Language of the text", lambda _: True, lambda d: d.record.language != "und"),
    ("source", "Source", lambda _: True, lambda d: d.record.source_line is not None or d.record.archival is not None),
    (
        "reference", "Archival reference or book that could be read", lambda d: d.record.source_line is not None,
        lambda d: d.record.archival is not None or d.record.book is not None,
    ),
    ("notice", "Rights notice", lambda _: True, lambda d: d.record.notice is not None),
)
"""Code, words, whether a document should have it, whether it does."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: ``before``, ``words`` and ``after`` are the text, empty where it cannot be shown."""

    where: str
    line: int | None = None
    detail: str = ""
    before: str = ""
    words: str = ""
    after: str = ""


@dataclass(slots=True)
class Coverage:
    """How many of the documents that should have a field do, and the first that do not."""

    code: str
    label: str
    expected: int = 0
    given: int = 0
    missing: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The part of them that have it, 0 to 1; 1 where none needs it."""
        return self.given / self.expected if self.expected else 1.0


@dataclass(slots=True)
class Finding:
    """All there is of one kind of problem: in how many documents, in how many of them nothing else needs a look."""

    code: str
    problems: int = 0
    documents: int = 0
    alone: int = 0
    places: list[Place] = field(default_factory=list)


@dataclass(slots=True)
class Unreconciled:
    """A name in no list: in how many documents, and one of its places."""

    name: str
    documents: int
    place: Place


@dataclass(slots=True)
class Survey:
    """What was seen so far. ``layouts`` counts documents by layout; ``clean`` those without errors and warnings."""

    documents: int = 0
    left_out: int = 0
    clean: int = 0
    layouts: Counter[str] = field(default_factory=Counter)
    coverage: dict[str, Coverage] = field(default_factory=lambda: {
        code: Coverage(code, label) for code, label, _, _ in FIELDS
    })
    findings: dict[str, Finding] = field(default_factory=dict)
    names: dict[str, Unreconciled] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, where: str, problems: Iterable[Problem], linked: Linked | None) -> None:
        """Look at one document, or at a place where none could be read (``linked`` is None)."""
        found = list(dict.fromkeys(problems))
        self.problems.extend(found)
        if linked is None:
            self.left_out += any(problem.severity == "error" for problem in found)
        else:
            self.documents += 1
            self.layouts[linked.record.layout] += 1
            self.clean += all(problem.severity == "note" for problem in found)
            self._cover(where, linked)
        self._find(found, linked)

    @property
    def told_apart(self) -> frozenset[str]:
        """Codes that have a part of the report of their own."""
        return CONTRADICTIONS | {NAME}

    def repairs(self) -> list[Finding]:
        """Return what can be mended, what would repair most documents first; notes come after all else."""
        order = {"error": 0, "warning": 0, "note": 1}
        rows = [row for row in self.findings.values() if KINDS[row.code].remedy and row.code != NAME]
        return sorted(rows, key=lambda row: (order[KINDS[row.code].severity], -row.documents, row.code))

    def contradictions(self) -> list[Finding]:
        """Return the kinds of contradiction that were met."""
        return [row for code, row in sorted(self.findings.items()) if code in CONTRADICTIONS]

    def common_names(self) -> list[Unreconciled]:
        """Return the names in no list, those in most documents first."""
        return sorted(self.names.values(), key=lambda row: (-row.documents, row.name))

    def _cover(self, where: str, linked: Linked) -> None:
        for code, _, should, has in FIELDS:
            row = self.coverage[code]
            if should(linked):
                row.expected += 1
                if has(linked):
                    row.given += 1
                elif len(row.missing) < EXAMPLES:
                    row.missing.append(where)

    def _find(self, found: list[Problem], linked: Linked | None) -> None:
        grave = {problem.code for problem in found if problem.severity != "note"}
        for code in dict.fromkeys(problem.code for problem in found):
            row = self.findings.setdefault(code, Finding(code))
            row.documents += 1
            row.alone += grave <= {code}
        page = linked.record.source.page if linked else ""
        for problem in found:
            row = self.findings[problem.code]
            row.problems += 1
            if len(row.places) < EXAMPLES or problem.code in CONTRADICTIONS:
                row.places.append(place_of(problem, page))
            if problem.code == NAME:
                self._name(problem, page)

    def _name(self, problem: Problem, page: str) -> None:
        name = problem.detail.strip("“”")
        known = self.names.get(name)
        if known:
            known.documents += 1
        else:
            self.names[name] = Unreconciled(name, 1, place_of(problem, page))


def place_of(problem: Problem, page: str) -> Place:
    """Return where a problem stands, with the words it quotes as they stand in the page.

    >>> place_of(Problem("date-contradiction", "a.txt", "“1 May”"), "Kabul, 1 May 1979").after
    ' 1979'
    """
    quoted = _QUOTED.findall(problem.detail)
    for words in reversed(quoted):
        match = re.search(r"\s+".join(map(re.escape, words.rstrip("…").split())), page) if words.strip("… ") else None
        if match:
            start, end = match.span()
            before, after = page[max(0, start - AROUND) : start], page[end : end + AROUND]
            return Place(problem.where, problem.line, problem.detail, _flat(before), _flat(match[0]), _flat(after))
    return Place(problem.where, problem.line, problem.detail)


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)
