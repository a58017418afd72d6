"""Verifying (floor 6): whether catalogue, store and change log of a site tell the same story.

The catalogue judges its own tables (`catalogue/soundness.py`). Here the digests of what was released are made again
from the content, the links again from what documents say, and the store is held against the catalogue.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.rows import Release
from fonds.catalogue.soundness import Described, Soundness, check_file, looked_through
from fonds.catalogue.stored import Beside
from fonds.crosswalks.crosswalk import SiteFacts
from fonds.crosswalks.facts import site_facts
from fonds.crosswalks.grounds import beside_of
from fonds.errors import StateError
from fonds.feeds.dumps.making import damaged
from fonds.feeds.dumps.shelf import find_dumps
from fonds.mapping.rows import content_digest
from fonds.problems import Problem
from fonds.publishing.disseminating import dissemination
from fonds.publishing.run import Progress
from fonds.publishing.state import check_not_lost
from fonds.publishing.stores import catalogue_path, is_left
from fonds.rdf.iris import Iris
from fonds.settings import Settings
from fonds.store.embedded import EmbeddedStore

_MOST = 20
"""Triples that are told of a store that differs."""
_TOLD_EVERY = 200


@dataclass(slots=True)
class Verified:
    """What was looked at, and what is wrong."""

    documents: int = 0
    entities: int = 0
    triples: int = 0
    changes: int = 0
    release: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    def counts(self) -> dict[str, int]:
        """The numbers, in the order they are told."""
        return {name: getattr(self, name) for name in ("release", "documents", "entities", "triples", "changes")}


def verify(settings: Settings, *, deep: bool = False, progress: Progress | None = None) -> Verified:
    """Look through a site. ``deep`` reads every version there ever was, and asks the store for every triple.

    StateError where there is no catalogue, or one of another version of Fonds.
    """
    tell = progress or (lambda step, done, total: None)
    state = Path(settings.state)
    path = catalogue_path(state)
    found = Verified()
    check_not_lost(state)
    if path.exists() and (faults := check_file(path)):
        found.problems.extend(Problem("catalogue-damaged", str(path), fault) for fault in faults)
        return found
    with Catalogue.open(path, read_only=True), looked_through(path) as catalogue:
        release = catalogue.current_release()
        if release is None:
            raise StateError("Nothing has been published yet, so there is nothing to verify.", "Run `fonds publish`.")
        found.release, found.changes = release.number, catalogue.last_change()
        tell("checking the tables", 0, 0)
        found.problems.extend(catalogue.contradictions())
        common = catalogue.find_common(release.vocabulary) or b""
        beside = beside_of(common, release.evidence, Iris(settings.base_iri))
        _check_content(catalogue, found, release, beside, deep, tell)
        found.problems.extend(_left_stores(state, catalogue))
        if deep:
            tell("checking what harvesters are given", 0, 0)
            found.problems.extend(_wrong_fragments(catalogue, settings))
        tell("checking the store", 0, 0)
        found.problems.extend(_check_dumps(state, release))
        found.problems.extend(_check_store(state / release.store, catalogue, found, release, beside, deep=deep))
    return found


def _check_dumps(state: Path, release: Release) -> Iterator[Problem]:
    """Yield what is wrong with the newest dumps: files, and what those of the current release count."""
    shelved = find_dumps(state)
    if shelved is None:
        return
    folder, manifest = shelved
    for name, why in damaged(folder, manifest):
        yield Problem("dump-damaged", f"{folder.name}/{name}", why)
    described = release.documents + release.entities
    expected = {"documents": release.documents, "descriptions": described, "triples": release.triples}
    for each in manifest.files if manifest.stamp == release.stamp else ():
        if each.things in expected and each.number != expected[each.things]:
            there = f"{each.number:,} {each.things} where the release has {expected[each.things]:,}"
            yield Problem("dump-damaged", f"{folder.name}/{each.file}", there)


def _check_content(
    catalogue: Soundness, found: Verified, release: Release, beside: Beside, deep: bool, tell: Progress
) -> None:
    found.triples += beside.common.count(b"\n")
    for number, each in enumerate(catalogue.documents(all_versions=deep)):
        if number % _TOLD_EVERY == 0:
            tell("checking documents", number, 0 if deep else release.documents)
        found.documents += each.is_present
        found.triples += _lines(each)
        wrong = _wrong(each, each.evidence)
        found.problems.extend(wrong)
        if each.is_present and not wrong and beside.prefix is not None and each.source.startswith(beside.prefix):
            found.triples += beside.written(each.name, each.evidence).count(b"\n")
        if each.is_present and each.listing != each.listed:
            found.problems.append(Problem("digest-wrong", each.name, "what lists show of it"))
        if each.is_present and each.links != each.linked:
            differing = sorted({link.entity for link in each.links ^ each.linked})
            found.problems.append(Problem("link-wrong", each.name, ", ".join(differing[:_MOST])))
    for each in catalogue.entities(all_versions=deep):
        found.entities += each.is_present
        found.triples += _lines(each)
        found.problems.extend(_wrong(each))


def _left_stores(state: Path, catalogue: Soundness) -> list[Problem]:
    """Return the stores that were made before something was purged: they hold it still."""
    purged = max((each.release for each in catalogue.withheld()), default=0)
    return [
        Problem("withheld-present", each.store, f"made before release {purged}, a purge that was not finished")
        for each in catalogue.releases() if each.number < purged and is_left(state, each.store)
    ]


def _wrong_fragments(catalogue: Soundness, settings: Settings) -> Iterator[Problem]:
    """Yield the documents of which something else is kept ready for harvesters than would be made now."""
    facts = catalogue.site_word("facts")
    make = dissemination(SiteFacts(**json.loads(facts)) if facts else site_facts(settings))
    for item in catalogue.live_items():
        (ready,) = catalogue.fragments([item.number])
        tree = catalogue.find_tree(item.slug)
        if ready and tree and ready != make(tree.tree)[0]:
            yield Problem("fragment-wrong", item.slug, "")


def _lines(each: Described) -> int:
    return each.own.count(b"\n") if each.is_present else 0


def _wrong(each: Described, evidence: bytes = b"") -> list[Problem]:
    if content_digest(each.own, each.cards, evidence) == each.digest:
        return []
    return [Problem("digest-wrong", each.name, f"version {each.version}")]


def _check_store(
    directory: Path, catalogue: Soundness, found: Verified, release: Release, beside: Beside, *, deep: bool
) -> list[Problem]:
    try:
        with EmbeddedStore(directory) as store:
            held = store.count()
            problems: list[Problem] = []
            if held != release.triples:
                told = f"the release says {release.triples:,} triples; there are {held:,}"
                problems.append(Problem("store-differs", directory.name, told))
            if held != found.triples:
                told = f"the catalogue has {found.triples:,} triples; the store has {held:,}"
                problems.append(Problem("store-differs", directory.name, told))
            if deep:
                parts = ([beside.common], catalogue.ntriples(), catalogue.evidence(beside))
                absent = [line for part in parts for line in store.absent(part, _MOST)]
                problems.extend(Problem("store-differs", directory.name, f"missing: {line}") for line in absent)
            return problems
    except StateError as error:
        return [Problem("store-damaged", directory.name, error.message)]
