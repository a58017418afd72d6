"""Tasks (floor 6): some files to read, understand, map, check and pack, and what comes of it.

A task says all that is needed, so that any process does it, on this machine or another one; whatever needs the
catalogue is decided where the result is put together (`deciding.py`). One task is done at a time in a process, with
words, lists and vocabulary that are read once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal
from zlib import crc32

from fonds.linking.touching import Edit
from fonds.problems import Problem
from fonds.publishing.drafts import pickled_draft
from fonds.publishing.heard import said_of
from fonds.publishing.kit import Kit
from fonds.publishing.page import PageInput, PageRead, numbered_inputs, understand, work_on
from fonds.publishing.shaping import Shaping
from fonds.publishing.workplace import working
from fonds.settings import Settings

DocumentState = Literal["unchanged", "made", "refused"]


@dataclass(frozen=True, slots=True)
class Known:
    """What the catalogue knows of a source: its slug, and the digest of its input where the document is live.

    ``lists`` are the authority lists it was read with, where they have been edited since.
    """

    slug: str
    digest: str
    lists: str = ""


@dataclass(frozen=True, slots=True)
class FileJob:
    """One file, or of a large one the documents of one ``share`` of several.

    ``order`` is its place among the files of the publish. ``known`` are its sources by key. ``again``: only these
    documents are made, under these slugs, whatever is known of them.
    """

    path: str
    key: str
    order: int
    share: int = 0
    shares: int = 1
    known: Mapping[str, Known] = field(default_factory=dict)
    again: Mapping[str, str] = field(default_factory=dict)

    def takes(self, key: str) -> bool:
        """Whether a document belongs to this job."""
        if self.again:
            return key in self.again
        return self.shares == 1 or share_of(key, self.shares) == self.share


def share_of(key: str, shares: int) -> int:
    """Return which share of a file a document belongs to; it depends on nothing but its key."""
    return crc32(key.encode()) % shares


@dataclass(frozen=True, slots=True)
class Task:
    """Files to work on. ``kit`` is the digest of what they are to be worked on with.

    ``edits`` are those of the authority lists that documents may have been read with, by the digest of these.
    ``shaped``: SHACL judges one document of so many; 0: none.
    """

    number: int
    settings: Settings
    kit: str
    jobs: tuple[FileJob, ...]
    edits: Mapping[str, Edit] = field(default_factory=dict)
    shaped: int = 0

    def halves(self) -> tuple["Task", ...]:
        """Return two tasks with half of the files each; nothing where there is one file."""
        middle = len(self.jobs) // 2
        if not middle:
            return ()
        return replace(self, jobs=self.jobs[:middle]), replace(self, jobs=self.jobs[middle:])


@dataclass(frozen=True, slots=True)
class Told:
    """What is wrong with a file, or with a place in it, at its place among all that the file holds."""

    order: int
    ordinal: int
    path: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Document:
    """What came of one document.

    ``untouched``: it is unchanged, and the lists' edits do not concern it. ``wanted`` is empty where it was not
    understood; ``slug`` is the one it was mapped under. ``voices`` and ``place`` tell where the descriptions of its
    entities and the draft lie: in the result, later in the spool. Which entities are ``named`` is said once
    it has arrived.
    """

    order: int
    ordinal: int
    path: str
    key: str
    part: str
    file_digest: str
    input_digest: str
    state: DocumentState
    wanted: str = ""
    slug: str = ""
    rename: bool = False
    embargo: str = ""
    untouched: bool = False
    layout: str = ""
    problems: tuple[Problem, ...] = ()
    named: tuple[str, ...] = ()
    voices: tuple[int, ...] = ()
    place: int = -1

    @property
    def where(self) -> str:
        """How people are told of it."""
        return f"{self.path}#{self.part}" if self.part else self.path


@dataclass(slots=True)
class Result:
    """What came of a task. ``voices`` holds each different description of an entity once, ``drafts`` the documents."""

    items: list[Told | Document] = field(default_factory=list)
    voices: dict[tuple[str, bytes], int] = field(default_factory=dict)
    drafts: list[bytes] = field(default_factory=list)


# ── in the process that publishes ────────────────────────────────────────────────────────────────────────


def look_at(job: FileJob, kit: Kit) -> list[Document] | None:
    """Return the documents of a file that says what it said before; None where there is anything to be done.

    Where the authority lists were edited since it was read, that is to be found out, too: None.
    """
    if job.shares > 1 or not job.known or any(known.lists or not known.digest for known in job.known.values()):
        return None
    documents: list[Document] = []
    for ordinal, found in numbered_inputs(Path(job.path), job.key, kit, job.takes):
        known = job.known.get(found.source.key) if isinstance(found, PageInput) else None
        if known is None or isinstance(found, Problem) or known.digest != found.digest:
            return None
        documents.append(_unchanged(found, job, ordinal))
    return documents


def _unchanged(page: PageInput, job: FileJob, ordinal: int) -> Document:
    return Document(
        job.order, ordinal, job.path, page.source.key, page.part.id, page.source.sha256, page.digest, "unchanged",
        rename=bool(page.curation.slug), embargo=page.curation.embargo,
    )


# ── in the process that works ────────────────────────────────────────────────────────────────────────────


def work(task: Task) -> Result:
    """Do a task. StateError where this process has other authority lists or rules than the task was made with."""
    with working(task.settings, task.kit) as kit:
        making = _Working(task, kit)
        for job in task.jobs:
            making.read_file(job)
        return making.finish()


class _Working:
    """One task in the making."""

    def __init__(self, task: Task, kit: Kit) -> None:
        self._task = task
        self._kit = kit
        self._result = Result()
        self._shaping = Shaping(task.shaped, kit.site.document_licence)

    def read_file(self, job: FileJob) -> None:
        """Read a file, and make what is new or changed of it."""
        missing = set(job.again)
        ordinal = -1
        items = self._result.items
        for ordinal, found in numbered_inputs(Path(job.path), job.key, self._kit, job.takes):
            if isinstance(found, PageInput):
                missing.discard(found.source.key)
                items.append(self._document(found, job, ordinal))
            elif job.share == 0 and not job.again:
                items.append(Told(job.order, ordinal, job.path, found))
        for number, key in enumerate(sorted(missing), ordinal + 1):
            problem = Problem("file-unreadable", job.path, f"it changed while it was read: {key}")
            items.append(Told(job.order, number, job.path, problem))

    def finish(self) -> Result:
        """Return what came of the task; documents that SHACL refuses are refused."""
        items = self._result.items
        for number, problems in self._shaping.refused():
            made = items[number]
            if isinstance(made, Document):
                items[number] = replace(made, state="refused", problems=(*made.problems, *problems), voices=(), place=-1)
        return self._result

    def _document(self, page: PageInput, job: FileJob, ordinal: int) -> Document:
        source = page.source
        known = job.known.get(source.key)
        document = _unchanged(page, job, ordinal)
        if known and known.digest == page.digest and not job.again:
            edit = self._task.edits.get(known.lists)
            if edit is None or not edit.touches(source.page):
                return replace(document, untouched=edit is not None)
        read = understand(page, self._kit)
        if isinstance(read, list):
            return replace(document, state="refused", problems=tuple(read))
        slug = job.again.get(source.key) or (known.slug if known and not document.rename else read.wanted_slug)
        layout = read.linked.record.layout
        return self._mapped(replace(document, wanted=read.wanted_slug, slug=slug, layout=layout), page, read)

    def _mapped(self, document: Document, page: PageInput, read: PageRead) -> Document:
        worked = work_on(page, read, document.slug, self._kit, whole=False)
        if isinstance(worked, Problem) or worked.broken:
            broken = (worked,) if isinstance(worked, Problem) else worked.broken
            return replace(document, state="refused", problems=(*read.problems, *broken))
        result, mapped = self._result, worked.mapped
        if self._shaping.takes(document.key):
            self._shaping.add(len(result.items), page.where, mapped.description)
        voices = tuple(
            result.voices.setdefault((key, said_of(triples)), len(result.voices))
            for key, triples in mapped.entities.items()
        )
        place = len(result.drafts)
        result.drafts.append(pickled_draft(worked.row))
        return replace(document, state="made", problems=read.problems, voices=voices, place=place)
