"""The page of a document (floor 7): everything its template lays out, from the tree, the evidence and the page read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fonds.crosswalks.annotations import Row
from fonds.crosswalks.nodes import Node, date, edtf, first, fragments, label, language_of, nodes, text, values
from fonds.web.pages.cited import Cited, Shelf, cited, is_unit, shelf
from fonds.web.pages.dates import date_words
from fonds.web.pages.evidence import Finding, body_span, findings, marks, names_in
from fonds.web.pages.links import Links
from fonds.web.pages.marked_text import Piece, paragraphs
from fonds.web.pages.particulars import Particular, particulars
from fonds.web.pages.parties import Party, in_role, parties
from fonds.web.pages.things import Thing, distinct, kind_of, thing, things
from fonds.web.pages.words import KINDS, absence_words, concept_words, genre_words

TEXT_ROLES = ("translator", "funder", "commissioning-body", "publisher", "provider", "editor")
"""Roles played in the published text."""

Paragraphs = tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A published text. ``marked`` says that its words carry marks; ``notice`` is the rights notice in full."""

    fragment: str
    language: str
    paragraphs: Paragraphs
    marked: bool
    translation: bool
    credit: str
    parties: tuple[tuple[str, tuple[Thing, ...]], ...]
    collections: tuple[Thing, ...]
    citation: tuple[str, ...]
    notice: Thing | None
    notice_text: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What the document says, not what the catalogue knows."""

    fragment: str
    words: str
    by: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting the document records."""

    label: str
    when: str
    attendees: tuple[Thing, ...]
    places: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class File:
    """The file that was read."""

    fragment: str
    name: str
    size: str
    format: str
    digest: str
    empty_fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordNode:
    """The metadata record."""

    issued: str
    modified: str
    licences: tuple[Thing, ...]
    software: str
    rules: str
    not_stated: tuple[str, ...]
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """All that a document's page shows. ``named`` are the things it speaks of, by kind; ``description`` is what was
    read of a document whose own words are not held; ``loose`` are fragments of the tree that no part of the page
    shows: they get an address all the same.
    """

    iri: str
    title: str
    language: str
    genre: Thing | None
    kind: str
    when: str
    earliest: str
    latest: str
    position: str
    marking: str
    marking_written: str
    parties: tuple[Party, ...]
    summary: str
    texts: tuple[Text, ...]
    about: tuple[Thing, ...]
    places: tuple[Thing, ...]
    written_at: tuple[Thing, ...]
    particulars: tuple[Particular, ...]
    description: Paragraphs
    named: tuple[tuple[str, tuple[Thing, ...]], ...]
    temporal: str
    cited: tuple[Cited, ...]
    claims: tuple[Claim, ...]
    meeting: Meeting | None
    shelf: Shelf | None
    citation: tuple[str, ...]
    licences: tuple[str, ...]
    record: RecordNode
    loose: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def senders(self) -> tuple[Party, ...]:
        """Who sent it."""
        return in_role(self.parties, "sender")

    @property
    def authors(self) -> tuple[Party, ...]:
        """Who wrote it, where that is not who sent it."""
        known = {party.who for party in self.senders}
        return tuple(party for party in in_role(self.parties, "author") if party.who not in known)

    @property
    def recipients(self) -> tuple[Party, ...]:
        """To whom it is addressed."""
        return in_role(self.parties, "addressee")

    @property
    def informed(self) -> tuple[Party, ...]:
        """Who is to be told of it."""
        return in_role(self.parties, "intended-informee")

    @property
    def others(self) -> tuple[Party, ...]:
        """Everybody else who takes part in it; who takes part in its text is named there."""
        shown = {*self.senders, *self.recipients, *self.informed, *in_role(self.parties, "author", *TEXT_ROLES)}
        return tuple(party for party in self.parties if party not in shown)

    @property
    def silent(self) -> tuple[str, ...]:
        """Addresses of roles that are not shown, since the same person is shown in another one."""
        shown = {*self.senders, *self.authors, *self.recipients, *self.informed, *self.others}
        return tuple(party.fragment for party in self.parties if party not in shown and party.fragment)


def document_page(tree: Node, evidence: Sequence[Row], page: str, links: Links) -> DocumentPage:
    """Return the page of a document. ``page`` is the file as it was read, which the evidence counts in."""
    iri = str(tree["id"])
    found = findings(evidence, iri, links, names_in(tree))
    texts_of = (*nodes(tree, "workTranslation"), *nodes(tree, "workExample"))
    genres = values(tree, "genre") or values(tree, "documentType")
    title = text(tree, "title", "name", "label")
    shown = DocumentPage(
        iri=iri,
        title=title,
        language=language_of(tree, "title", title),
        genre=Thing(genre_words(genres[0]), links.iri(_expanded(genres[0]))) if genres else None,
        kind=kind_of(tree),
        when=date_words(edtf(tree) or date(tree, "dateCreated", "created")),
        earliest=first(tree, "earliest"),
        latest=first(tree, "latest"),
        position=first(tree, "position"),
        marking=concept_words(first(tree, "marking")),
        marking_written=text(tree, "markingAsWritten"),
        parties=parties(tree, texts_of, links),
        summary=text(tree, "abstract", "dcAbstract"),
        texts=tuple(_text(each, evidence, page, found, links) for each in texts_of),
        about=distinct((*things(tree, "about", links), *things(tree, "subject", links))),
        places=distinct((*things(tree, "contentLocation", links), *things(tree, "spatial", links))),
        written_at=things(tree, "locationCreated", links),
        particulars=particulars(tree, links),
        description=paragraphs(page, 0, len(page), marks(found)) if not _has_words(texts_of) else (),
        named=_named(tree, links),
        temporal=date_words(first(tree, "temporal", "temporalLevel1", "temporalLevel2")),
        cited=cited(tree, texts_of, links),
        claims=tuple(_claim(each, links) for each in nodes(tree, "interpretedAsClaim")),
        meeting=_meeting(tree, links),
        shelf=shelf(tree, links),
        citation=values(tree, "bibliographicCitation"),
        licences=values(tree, "license"),
        record=_record(tree, links),
        loose=(),
        findings=found,
    )
    addressed = _addressed(shown)
    loose = (each for each in fragments(tree, iri) if each not in addressed)
    return replace(shown, loose=tuple(dict.fromkeys(loose)))


def _has_words(texts_of: Sequence[Node]) -> bool:
    return any("text" in each for each in texts_of)


def _expanded(iri: str) -> str:
    """Return the IRI of one of our concepts, which a tree may show as a prefixed name."""
    from fonds.rdf.namespaces import PREFIXES

    prefix, colon, local = iri.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else iri


def _text(
    node: Node, evidence: Sequence[Row], page: str, found: Sequence[Finding], links: Links
) -> Text:
    words = text(node, "text")
    span = body_span(evidence, str(node["id"]))
    source, (start, end) = (page, span) if span else (words, (0, len(words)))
    notices = nodes(node, "usageInfo") or nodes(node, "rights")
    roles = (
        ("Translated by", "translator"),
        ("Translated for" if "translator" in node else "Made for", "sourceOrganization"),
        ("Funded by", "funder"),
        ("Edited by", "editor"),
        ("Provided by", "provider"),
        ("Published by", "publisher"),
    )
    named = tuple((heading, things(node, key, links)) for heading, key in roles)
    return Text(
        fragment=str(node["id"]).partition("#")[2],
        language=first(node, "inLanguage"),
        paragraphs=paragraphs(source, start, end, marks(found) if span else ()),
        marked=span is not None,
        translation="translationOfWork" in node,
        credit=text(node, "creditText"),
        parties=tuple((heading, who) for heading, who in named if who),
        collections=tuple(
            thing(each, links) for each in nodes(node, "isPartOf") if not is_unit(str(each["id"]), links.iris)
        ),
        citation=values(node, "bibliographicCitation"),
        notice=thing(notices[0], links) if notices else None,
        notice_text=text(notices[0], "text") if notices else "",
    )


def _named(tree: Node, links: Links) -> tuple[tuple[str, tuple[Thing, ...]], ...]:
    """Return what the document mentions, by kind of entity."""
    groups: dict[str, list[Thing]] = {}
    for node in nodes(tree, "mentions"):
        kind = (links.iris.local(str(node["id"])) or "").partition("/")[0]
        groups.setdefault(KINDS.get(kind, ("", "Others"))[1], []).append(thing(node, links))
    order = [words for _, words in KINDS.values()]
    ranked = sorted(groups.items(), key=lambda pair: order.index(pair[0]) if pair[0] in order else len(order))
    return tuple((heading, tuple(found)) for heading, found in ranked)


def _claim(node: Node, links: Links) -> Claim:
    by = distinct((*things(node, "author", links), *things(node, "creator", links)))
    return Claim(str(node["id"]).partition("#")[2], text(node, "text"), by)


def _meeting(tree: Node, links: Links) -> Meeting | None:
    node = next(iter(nodes(tree, "recordedAt")), None)
    if node is None:
        return None
    when = date_words(date(node, "startDate") or edtf(node))
    return Meeting(label(node), when, things(node, "attendee", links), things(node, "location", links))


def _record(tree: Node, links: Links) -> RecordNode:
    node: Node = next(iter(nodes(tree, "isPrimaryTopicOf")), {})
    licences = values(node, "sdLicense") or values(node, "dcLicense")
    return RecordNode(
        issued=date(node, "issued"),
        modified=date(node, "modified"),
        licences=tuple(Thing(_licence(iri), links.iri(iri)) for iri in licences),
        software=first(node, "softwareVersion"),
        rules=first(node, "rulesVersion"),
        not_stated=tuple(dict.fromkeys(absence_words(iri) for iri in values(node, "notStated"))),
        files=tuple(_file(each) for each in nodes(node, "wasDerivedFrom")),
    )


def _file(node: Node) -> File:
    return File(
        fragment=str(node["id"]).partition("#")[2],
        name=text(node, "name", "label"),
        size=first(node, "contentSize"),
        format=first(node, "encodingFormat", "format"),
        digest=first(node, "sha256"),
        empty_fields=values(node, "emptySourceField"),
    )


def _licence(iri: str) -> str:
    """Return a Creative Commons licence by its usual short name, any other by its address.

    >>> _licence("https://creativecommons.org/licenses/by-sa/4.0/")
    'CC BY-SA 4.0'
    """
    if "creativecommons.org/publicdomain/zero" in iri:
        return "CC0 1.0"
    if "creativecommons.org/licenses/" in iri:
        name, _, version = iri.partition("licenses/")[2].strip("/").partition("/")
        return f"CC {name.upper()} {version}"
    return iri


def _addressed(shown: DocumentPage) -> set[str]:
    """Return the fragments that parts of the page have as their addresses."""
    known = {party.fragment for party in shown.parties} | {each.fragment for each in shown.texts}
    known |= {claim.fragment for claim in shown.claims} | {file.fragment for file in shown.record.files}
    known.add("record")
    if shown.meeting:
        known.add("meeting")
    for each in shown.cited:
        level: Cited | None = each
        while level is not None:
            known |= {level.fragment, *(fragment for fragment, _ in level.wordings)}
            level = level.whole
    return known
