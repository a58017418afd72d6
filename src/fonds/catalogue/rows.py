"""What goes into the catalogue and what comes out (floor 3): what goes in, and what is copied or written out field by
field, is a frozen dataclass; all else is a named tuple, which is made in a third of the time, and its class in a sixth:
who only reads is ready sooner.

No database library is imported here: workers that map pages build these rows. Text that is not stated is an
empty string. Bytes are N-Triples (``own``, ``cards``) or JSON (``tree``, ``evidence``), UTF-8.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Generic, Literal, NamedTuple, TypeVar

from fonds.catalogue.compression import inflate, inflate_beside
from fonds.catalogue.stamps import stamped

State = Literal["live", "deleted"]
ChangeKind = Literal["create", "update", "delete"]
Outcome = Literal["created", "updated", "unchanged"]
ReleaseKind = Literal["publish", "rollback", "purge", "rebuild"]
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Listing:
    """What lists show of a document. ``earliest`` and ``latest`` are xsd:date, ``date`` is EDTF."""

    label: str
    genre: str = ""
    date: str = ""
    earliest: str = ""
    latest: str = ""
    archive: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A document speaks of an entity; ``relation`` says how (sender, mentions, contentLocation …)."""

    entity: str
    relation: str

    def __reduce__(self) -> tuple[type["Link"], tuple[str, str]]:
        """Tell what it is made of: a document has dozens of links, and what workers send is mostly them."""
        return Link, (self.entity, self.relation)


@dataclass(frozen=True, slots=True)
class SearchText:
    """The words a document is found by."""

    title: str
    summary: str = ""
    names: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document is recognised by where others cite it, and what it cites itself.

    ``described`` is the mapper's (JSON, empty where nothing is known). ``marks`` are 64-bit numbers that stand for
    what a citation of the document would tell; ``sought`` are those of the documents it cites. Where marks meet, the
    one may be what the other cites: the mapper says whether it is.
    """

    described: str = ""
    marks: tuple[int, ...] = ()
    sought: tuple[int, ...] = ()


NOTHING_KNOWN = Identity()
"""Of a document that cannot be recognised, and cites nothing."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A statement that leads to a held document: its slug, how (isReplyTo, isPartOf, references …).

    ``said`` is the statement as the page alone has it, one line of N-Triples about a document that is only cited.
    """

    slug: str
    relation: str
    said: str


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document as mapped.

    ``content_digest`` covers what the record says (not its stamps or software version) and decides whether
    there is a new version; ``input_digest`` covers whatever it was made from and decides whether to map
    again; ``file_digest`` covers the file alone and lets a move be seen. ``links`` must name every entity
    that the record's triples lead to, parents included: they are what keeps an entity alive. ``references`` are the
    statements that lead to other held documents. ``lists`` is the digest of the authority lists it was read with.
    """

    slug: str
    source: str
    input_digest: str
    content_digest: str
    tree: bytes
    own: bytes
    cards: bytes
    evidence: bytes
    page_text: str
    listing: Listing
    links: tuple[Link, ...] = ()
    search: SearchText = field(default_factory=lambda: SearchText(""))
    file_digest: str = ""
    identity: Identity = NOTHING_KNOWN
    references: tuple[Reference, ...] = ()
    lists: str = ""


@dataclass(frozen=True, slots=True)
class EntityRow:
    """One entity as mapped; ``key`` is its path below the base IRI (``agent/red-army``)."""

    key: str
    type: str
    label: str
    tree: bytes
    own: bytes
    cards: bytes
    digest: str


@dataclass(frozen=True, slots=True)
class Release:
    """One switch of the site. ``store`` is the name of the SPARQL store's directory.

    ``kind`` says what made it (see ReleaseKind), ``note`` tells people more: which release came back, why.
    """

    number: int
    stamp: str
    store: str
    software: str
    rules: str
    settings: str
    kind: ReleaseKind
    note: str
    documents: int
    entities: int
    triples: int
    created: int
    updated: int
    deleted: int
    loose: int = 0
    vocabulary: str = ""
    evidence: str | None = None


class StoredDocument(NamedTuple):
    """A document, or its tombstone: then the bytes are empty and ``reason`` and ``successor`` may say more.

    ``created`` and ``modified`` are the datestamps of the record. The bytes are unpacked when asked for.
    """

    slug: str
    version: int
    state: State
    created: str
    modified: str
    digest: str
    listing: Listing
    reason: str
    successor: str
    packed_text: bytes
    packed_tree: bytes
    packed_own: bytes
    packed_cards: bytes

    @property
    def tree(self) -> bytes:
        """The framed JSON-LD."""
        return stamped(inflate_beside(self.packed_tree, self.packed_text), self.created, self.modified)

    @property
    def own(self) -> bytes:
        """The document's own triples."""
        return stamped(inflate_beside(self.packed_own, self.packed_text), self.created, self.modified)

    @property
    def cards(self) -> bytes:
        """The triples about linked entities that the tree shows."""
        return inflate_beside(self.packed_cards, self.packed_text)


class StoredTree(NamedTuple):
    """The framed JSON-LD of a live document, as it is in a release.

    ``made_of`` is what the bytes depend on, and far shorter than they are.
    """

    tree: bytes
    modified: str
    genre: str
    release: int
    made_of: bytes


class StoredEntity(NamedTuple):
    """An entity; one that is gone has ``state`` deleted, no bytes, and the key it was merged into, if any."""

    key: str
    type: str
    label: str
    state: State
    modified: str
    digest: str
    documents: int
    successor: str
    packed_own: bytes
    packed_tree: bytes
    packed_cards: bytes

    @property
    def tree(self) -> bytes:
        """The framed JSON-LD."""
        return inflate_beside(self.packed_tree, self.packed_own)

    @property
    def own(self) -> bytes:
        """The entity's own triples."""
        return inflate(self.packed_own)

    @property
    def cards(self) -> bytes:
        """The triples about other entities that the tree shows."""
        return inflate_beside(self.packed_cards, self.packed_own)


class Version(NamedTuple):
    """One version of a document: when it was released, in which release, and the digest of what it says."""

    version: int
    stamp: str
    release: int
    digest: str


class Change(NamedTuple):
    """One entry of the change log; ``seq`` only grows. ``successor`` is the slug that took over, if any."""

    seq: int
    kind: ChangeKind
    slug: str
    version: int
    release: int
    stamp: str
    reason: str
    successor: str


class FeedItem(NamedTuple):
    """A document as feeds list it, or its tombstone. ``number`` never changes and only grows from one to the next.

    ``created`` and ``modified`` are datestamps; of a tombstone ``modified`` is that of the deletion.
    """

    number: int
    slug: str
    state: State
    version: int
    created: str
    modified: str
    reason: str
    successor: str


class Withheld(NamedTuple):
    """A document that was taken out of everything and must not come back: since when, and why."""

    slug: str
    source: str
    reason: str
    release: int
    stamp: str


class SourceState(NamedTuple):
    """What the catalogue knows of one source, for a publisher that decides what to read again."""

    source: str
    slug: str
    state: State
    file_digest: str
    input_digest: str
    content_digest: str
    lists: str


@dataclass(frozen=True, slots=True)
class Filters:
    """Which documents a list shows. ``agent``, ``place``, ``event`` and ``archive`` are entity keys.

    ``year`` is the year of the earliest possible date. ``relation`` narrows the agent, or, where no agent is
    asked for, the place or event; alone it asks for documents that have any such link.
    """

    genre: str = ""
    year: int | None = None
    agent: str = ""
    place: str = ""
    event: str = ""
    archive: str = ""
    relation: str = ""


class Page(NamedTuple, Generic[Item]):
    """A stretch of a list. Where ``capped`` there are more than ``total``; nobody counted how many."""

    total: int
    items: Sequence[Item]
    capped: bool = False


class ListedDocument(NamedTuple):
    """A document in a list; ``relations`` are those to the entity the list is about, if it is about one."""

    slug: str
    listing: Listing
    relations: tuple[str, ...] = ()


class Fragment(NamedTuple):
    """A piece of text, and whether it is a word that was searched for."""

    text: str
    found: bool


class Hit(NamedTuple):
    """A document that was found: its title and the best passage, with the words found."""

    slug: str
    listing: Listing
    title: tuple[Fragment, ...]
    passage: tuple[Fragment, ...]


class ListedEntity(NamedTuple):
    """An entity in a list, with the number of documents linked to it."""

    key: str
    type: str
    label: str
    documents: int


class EntityLink(NamedTuple):
    """One link of a document, with what is needed to show it."""

    key: str
    type: str
    label: str
    relation: str


class FacetValue(NamedTuple):
    """One value a list can be narrowed to. ``label`` is empty where the value is a code or a year."""

    value: str
    label: str
    documents: int


@dataclass(frozen=True, slots=True)
class Facets:
    """What a list can be narrowed to; where ``capped`` the numbers count its first documents only."""

    genre: tuple[FacetValue, ...] = ()
    year: tuple[FacetValue, ...] = ()
    agent: tuple[FacetValue, ...] = ()
    place: tuple[FacetValue, ...] = ()
    event: tuple[FacetValue, ...] = ()
    archive: tuple[FacetValue, ...] = ()
    capped: bool = False
