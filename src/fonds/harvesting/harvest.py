"""A harvest (floor 3): what is new, changed or deleted in a repository since the last one, into the mirror.

Where a repository keeps no lasting note of deletions, or another one stands behind the same name now, all its
identifiers are compared with the mirror's. A list that breaks off loses nothing: what came is kept, and the next
harvest goes on where it stopped.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fonds.harvesting.address import Address
from fonds.harvesting.mirror import Mirror, file_name
from fonds.harvesting.progress import Progress, read_progress, write_progress
from fonds.problems import Problem

if TYPE_CHECKING:
    from fonds.harvesting.client import Client, Identity, Limits

RECORDS = "records"
PROGRESS = "harvest.json"
Tell = Callable[[str, int, int], None]
"""Told what is being done, how many records came, and 0: nobody knows how many there are."""


@dataclass(slots=True)
class Harvested:
    """What a harvest did; ``complete`` where the repository's list came to its end."""

    name: str
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    deleted: int = 0
    complete: bool = False
    problems: list[Problem] = field(default_factory=list)

    def count(self, outcome: str) -> None:
        """Count a record."""
        setattr(self, outcome, getattr(self, outcome) + 1)


def records_folder(home: Path) -> Path:
    """Return where the records of a harvest's folder are."""
    return home / RECORDS


def harvest(
    name: str, address: Address, home: Path, limits: "Limits | None" = None, *, full: bool = False,
    tell: Tell = lambda step, done, total: None,
) -> Harvested:
    """Bring the mirror below ``home`` up to date; what the repository does wrong is among the problems.

    ``full`` forgets how far the last harvest came. OSError where the folder cannot be written.
    """
    from fonds.harvesting.client import Client, Limits, RepositoryError

    report = Harvested(name)
    run = _Run(report, address, Mirror(records_folder(home)), home / PROGRESS, Client(address.base, limits or Limits()), tell)
    try:
        run.run(full=full)
    except RepositoryError as error:
        report.problems.append(Problem("harvest-failed", f"{name}={address.base}", error.detail))
    return report


@dataclass(slots=True)
class _Run:
    """One harvest in the making."""

    report: Harvested
    address: Address
    mirror: Mirror
    path: Path
    client: "Client"
    tell: Tell
    progress: Progress = field(init=False)

    def __post_init__(self) -> None:
        self.progress = read_progress(self.path, self.address)

    def run(self, *, full: bool) -> None:
        identity = self.client.identify()
        if full:
            self.progress = Progress(self.address.base, self.address.prefix, self.address.set)
        before = frozenset(self.mirror.files())
        compared = bool(before) and (identity.deletions != "persistent" or not self.progress.since)
        self._list_records(identity)
        if compared:
            self._compare(before)
        self.progress.since, self.progress.begun, self.progress.token = self.progress.begun, "", ""
        write_progress(self.path, self.progress)
        self.report.complete = True

    def _list_records(self, identity: "Identity") -> None:
        """Take all parts of the list; a token of a harvest that broke off may have run out by now."""
        from fonds.harvesting.client import RepositoryError

        if self.progress.token:
            try:
                self._take(resumptionToken=self.progress.token)
                return
            except RepositoryError as error:
                if error.code not in ("badResumptionToken", "badArgument"):
                    raise
        self.progress.token = ""
        self.progress.begun = identity.date
        since = self.progress.since if identity.seconds else self.progress.since[:10]
        self._take(**self.address.arguments, **({"from": since} if since else {}))

    def _take(self, **arguments: str) -> None:
        done = 0
        for page in self.client.pages("ListRecords", **arguments):
            for record in page.items:
                self._record(record)
                done += 1
            self.tell(f"harvesting {self.report.name}", done, 0)
            self.progress.token = page.token
            write_progress(self.path, self.progress)

    def _record(self, record: Any) -> None:
        from lxml import etree

        from fonds.harvesting.client import OAI

        header = record.find(f"{OAI}header")
        identifier = (header.findtext(f"{OAI}identifier") or "").strip() if header is not None else ""
        if not identifier or header is None:
            self._note("harvest-record-broken", "it has no identifier")
        elif header.get("status") == "deleted":
            self.report.deleted += self.mirror.remove(identifier)
        elif record.find(f"{OAI}metadata") is None:
            self._note("harvest-record-broken", f"{identifier} has no metadata")
        else:
            data = etree.tostring(record, encoding="utf-8", xml_declaration=True, with_tail=False)
            self.report.count(self.mirror.put(identifier, data))

    def _compare(self, before: frozenset[str]) -> None:
        """Remove what the repository no longer lists, of what was there before this harvest."""
        listed: set[str] = set()
        for page in self.client.pages("ListIdentifiers", **self.address.arguments):
            listed.update(_listed(header) for header in page.items)
            self.tell(f"comparing {self.report.name}", len(listed), 0)
        listed.discard("")
        if not listed:
            self._note("harvest-list-empty", f"{len(before):,} records are kept")
            return
        for name in sorted(before - listed):
            self.report.deleted += self.mirror.remove_file(name)

    def _note(self, code: str, detail: str) -> None:
        self.report.problems.append(Problem(code, f"{self.report.name}={self.address.base}", detail))


def _listed(header: Any) -> str:
    """Return the file of a record that a header says is there; empty for one that is deleted."""
    from fonds.harvesting.client import OAI

    identifier = (header.findtext(f"{OAI}identifier") or "").strip()
    return file_name(identifier) if identifier and header.get("status") != "deleted" else ""
