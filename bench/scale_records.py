"""Finished records: a catalogue and a store of any size, made without reading so many pages.

Some hundred generated pages are published; what the catalogue holds of them is copied, generation after generation,
each under other slugs, years, persons and archival units. What stands in the catalogue then is what a publish of so many
pages would have written, the words of the texts apart, which come again. Figures got from it are marked "records".
"""

import hashlib
import re
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any

from archive import Archive
from archive_files import authority_lists, settings
from archive_world import people_of, zipf
from scale_watch import FONDS, watch

from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.evidence import shorten
from fonds.catalogue.packing import PackedDocument, pack_document
from fonds.catalogue.rows import DocumentRow, EntityRow, Link, Reference
from fonds.settings import load_settings

FIRST = 3_000_000
"""The first number of a model: seven figures that stand for nothing else, in its source, reference and unit."""
MODELS = 300
RECORDS_STORE = "store-records"
"""The directory of the store that belongs to them."""
_TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_YEAR = re.compile(r"19[4-8]\d")
_NUMBER = re.compile(r"[34]\d{6}(?!\d)")
"""The number of a model or of a copy: what bears it belongs to that one document."""
_MASK = (1 << 62) - 1


@dataclass(frozen=True, slots=True)
class Model:
    """A page as the catalogue holds it, its texts cut where a copy differs: what stands at odd places is replaced."""

    row: DocumentRow
    texts: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class EntityModel:
    """An entity in the same way."""

    row: EntityRow
    texts: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Models:
    """All models, and the words in them that a copy has others for."""

    documents: tuple[Model, ...]
    entities: tuple[EntityModel, ...]
    holes: frozenset[str]
    slugs: frozenset[str]
    names: frozenset[str]


def make_models(folder: Path, length: float, documents: int = MODELS) -> Models:
    """Publish some pages and return what the catalogue holds of them."""
    archive = Archive(FIRST + documents, shares={"archive-page": 3.0, "archive-page-labelled": 1.0}, length=length)
    for number in range(FIRST, FIRST + documents):
        path, data, _ = archive.page(number)
        place = folder / "files" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    (folder / "authorities").mkdir()
    for name, data in authority_lists(documents):
        (folder / "authorities" / name).write_bytes(data)
    (folder / "fonds.toml").write_bytes(settings(folder))
    watch([*FONDS, "--site", str(folder / "fonds.toml"), "publish"])
    state = Path(load_settings(folder / "fonds.toml", environment={}).state)
    with Catalogue.open(state / "catalogue.sqlite", read_only=True) as catalogue:
        slugs = [state.slug for state in catalogue.sources()]
        rows = [row for slug in slugs if (row := catalogue.find_version_row(slug, 1))]
        keys = sorted({link.entity for row in rows for link in row.links})
        found = [each for key in keys if (each := catalogue.find_entity(key))]
        names = frozenset(
            word.rpartition(" ")[2] for each in found if each.type == "Person" for word in (each.label,) if " " in word
        )
        entities = [
            EntityRow(each.key, each.type, each.label, each.tree, each.own, each.cards, each.digest) for each in found
        ]
    return _cut(rows, entities, names)


def _cut(rows: list[DocumentRow], entities: list[EntityRow], names: frozenset[str]) -> Models:
    slugs = frozenset(row.slug for row in rows)
    keys = frozenset(entity.key.rpartition("/")[2] for entity in entities if entity.type == "Person")
    holes = slugs | names | keys

    def cut(text: str) -> tuple[str, ...]:
        pieces, end = list[str](), 0
        for match in _TOKEN.finditer(text):
            if match[0] in holes or _YEAR.search(match[0]) or _NUMBER.search(match[0]):
                pieces += (text[end : match.start()], match[0])
                end = match.end()
        return (*pieces, text[end:])

    documents = tuple(_model(row, cut) for row in rows)
    things = tuple(EntityModel(each, tuple(map(cut, _entity_texts(each)))) for each in entities)
    return Models(documents, things, holes, slugs, names)


def _model(row: DocumentRow, cut: Callable[[str], tuple[str, ...]]) -> Model:
    """Cut a row. Of its evidence that is what neither page nor triples say: a quote may begin within a word, and a place
    may look like a year."""
    evidence = shorten(row.evidence, row.page_text, row.own)
    places, ways, said = evidence.partition(b',"ways":')
    return Model(replace(row, evidence=places + ways), tuple(map(cut, _document_texts(row, said))))


def _document_texts(row: DocumentRow, evidence: bytes) -> tuple[str, ...]:
    links = "\n".join(f"{link.entity}\t{link.relation}" for link in row.links)
    said = "\n".join(f"{each.slug}\t{each.relation}\t{each.said}" for each in row.references)
    listed = "\0".join((row.listing.label, row.listing.date, row.listing.earliest, row.listing.latest, row.listing.summary))
    words = "\0".join((row.search.title, row.search.summary, row.search.names, row.search.body))
    bytes_ = (each.decode() for each in (row.tree, row.own, row.cards, evidence))
    return (row.slug, row.source, *bytes_, row.page_text, links, said, listed, words, row.identity.described)


def _entity_texts(row: EntityRow) -> tuple[str, ...]:
    return (row.key, row.label, row.tree.decode(), row.own.decode(), row.cards.decode())


# ── one generation ───────────────────────────────────────────────────────────────────────────────────────


class Copier:
    """Makes generations of an archive of ``documents`` documents."""

    def __init__(self, models: Models, documents: int) -> None:
        self._models = models
        self._known = set[str]()
        self._variants = max(1, people_of(documents) * 2 // max(1, len(models.names)))

    def generation(self, number: int) -> tuple[list[PackedDocument], list[EntityRow]]:
        """Return the documents of a generation, packed, and the entities that they name, but for those returned before."""
        word = self._words(number)
        documents = [pack_document(_document(model, word, number)) for model in self._models.documents]
        return documents, [_entity(model, word) for model in self._models.entities if self._is_new(word, model)]

    def _is_new(self, word: Callable[[str], str], model: EntityModel) -> bool:
        [key] = _filled(model.texts[:1], word)
        known = key in self._known
        if not _NUMBER.search(key):  # what bears a number is in no other generation
            self._known.add(key)
        return not known

    def _words(self, generation: int) -> Callable[[str], str]:
        """Return what makes the words of a generation out of those of the models: numbers, years, family names, slugs."""
        years = generation * 7 % 40
        tails = dict[str, str]()
        for name in self._models.names:
            variant = zipf(Random(f"{generation} {name}"), self._variants)
            tail = f"{chr(97 + variant // 26 % 26)}{chr(97 + variant % 26)}" if variant else name[-2:]
            tails[name.lower()] = tail
        first = generation * len(self._models.documents)

        def year(match: re.Match[str]) -> str:
            return str(1945 + (int(match[0]) - 1945 + years) % 45)

        known = dict[str, str]()

        def word(text: str) -> str:
            made = known.get(text)
            if made is None:
                made = _YEAR.sub(year, text)
                made = _NUMBER.sub(lambda match: str(int(match[0]) + first), made)
                made = re.sub(r"[^\W\d_]+", lambda match: _renamed(match[0], tails), made)
                made = f"{made}-g{generation}" if text in self._models.slugs else made
                known[text] = made
            return made

        return word


def _renamed(word: str, tails: dict[str, str]) -> str:
    tail = tails.get(word.lower())
    return word[:-2] + tail if tail else word


def _filled(texts: tuple[tuple[str, ...], ...], word: Callable[[str], str]) -> list[str]:
    filled = []
    for pieces in texts:
        parts = list(pieces)
        parts[1::2] = map(word, parts[1::2])
        filled.append("".join(parts))
    return filled


def _document(model: Model, word: Callable[[str], str], generation: int) -> DocumentRow:
    slug, source, tree, own, cards, evidence, page, links, said, listed, words, described = _filled(model.texts, word)
    label, date, earliest, latest, summary = listed.split("\0")
    title, short, names, body = words.split("\0")
    row, move = model.row, generation * 0x9E3779B97F4A7C15
    return replace(
        row, slug=slug, source=source, tree=tree.encode(), own=own.encode(), cards=cards.encode(),
        evidence=row.evidence + evidence.encode(), page_text=page,
        links=tuple(Link(*line.split("\t")) for line in links.splitlines()),
        references=tuple(Reference(*line.split("\t", 2)) for line in said.splitlines()),
        listing=replace(row.listing, label=label, date=date, earliest=earliest, latest=latest, summary=summary),
        search=replace(row.search, title=title, summary=short, names=names, body=body),
        content_digest=_digest(own + evidence), file_digest=_digest(page), input_digest=_digest(page + source),
        identity=replace(
            row.identity, described=described, marks=tuple((mark ^ move) & _MASK for mark in row.identity.marks),
            sought=tuple((mark ^ move) & _MASK for mark in row.identity.sought),
        ),
    )


def _entity(model: EntityModel, word: Callable[[str], str]) -> EntityRow:
    key, label, tree, own, cards = _filled(model.texts, word)
    return EntityRow(key, model.row.type, label, tree.encode(), own.encode(), cards.encode(), _digest(own + cards))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


# ── many, in several processes ───────────────────────────────────────────────────────────────────────────

_copier: list[Copier] = []
"""The copier of a worker process."""


def _begin(models: Models, documents: int) -> None:
    _copier.append(Copier(models, documents))


def _make(generation: int) -> tuple[list[PackedDocument], list[EntityRow]]:
    return _copier[0].generation(generation)


def copies(models: Models, documents: int, workers: int) -> Iterator[tuple[list[PackedDocument], list[EntityRow]]]:
    """Yield generations until there are so many documents; few are made ahead, so memory stays the same."""
    whole = -(-documents // len(models.documents))
    with ProcessPoolExecutor(
        workers, mp_context=get_context("fork"), initializer=_begin, initargs=(models, documents)
    ) as pool:
        waiting: deque[Future[Any]] = deque()
        for generation in range(whole):
            waiting.append(pool.submit(_make, generation))
            if len(waiting) > workers + 1:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def write_records(catalogue_path: Path, models: Models, documents: int, workers: int, release: Callable[..., object]) -> int:
    """Write so many finished records as one release; ``release`` makes the store and commits. Return how many.

    The workers are there before the catalogue is opened: a process that is forked later would share its file.
    """
    written, known = 0, set[str]()
    generations = copies(models, documents, workers)
    first = next(generations)
    with Catalogue.open(catalogue_path) as catalogue, catalogue.release(RECORDS_STORE, software="bench") as writer:
        for packed, entities in chain((first,), generations):
            for document in packed[: documents - written]:
                writer.put(document)
                written += 1
            for entity in entities:
                if entity.key not in known:
                    writer.put_entity(entity)
                if not _NUMBER.search(entity.key):
                    known.add(entity.key)
        release(writer)
    return written
