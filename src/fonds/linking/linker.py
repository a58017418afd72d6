"""The linker (floor 3): a Record and the authority lists → which entity each name is. Pure.

Rules: a name is looked up whole; its scope counts; a name in no list becomes an entity of its own and a note for
the worklist. Who is already sender, addressee, author, subject or place is not mentioned again. What a person
decided in the curation file is added, replaces or forbids.
"""

import hashlib
from dataclasses import dataclass, field, replace

from fonds.linking.authorities import Authority, AuthorityList, fold
from fonds.linking.entities import PLACE_TYPES, Entity, entity_of, local_entity
from fonds.linking.matcher import Match, Matcher, stands_before
from fonds.problems import Problem
from fonds.record.curation import CuratedStatement
from fonds.record.evidence import Evidence, Span, normalised, stated
from fonds.record.names import Name, Phrase, is_short_for
from fonds.record.record import Record
from fonds.record.references import Book, CitedDocument, Instrument
from fonds.slugs import slugify

AGENT_KINDS = ("agent",)
CURATED_ROLES = {"sender": "sender", "recipient": "addressee", "author": "author", "intended-for": "intended-informee"}
_ORGANISATION_ROLES = frozenset({"commissioning-body", "funder", "instructing-body", "publisher"})


@dataclass(slots=True)
class Part:
    """One agent in one role, all the words it rests on, and the offices held then."""

    role: str
    entity: Entity
    written: Phrase
    evidence: list[Evidence] = field(default_factory=list)
    capacities: list[tuple[Entity, Evidence]] = field(default_factory=list)


@dataclass(slots=True)
class Reference:
    """An entity something refers to, and the words for it."""

    entity: Entity
    evidence: list[Evidence] = field(default_factory=list)


@dataclass(slots=True)
class Linked:
    """A record with its names resolved. Keys of the dictionaries are entity keys; ``parts`` are by role and key.

    ``dated`` holds the words that give an event its year, by the event's key.
    """

    record: Record
    parts: dict[tuple[str, str], Part] = field(default_factory=dict)
    about: dict[str, Reference] = field(default_factory=dict)
    places: dict[str, Reference] = field(default_factory=dict)
    places_written: dict[str, Reference] = field(default_factory=dict)
    mentions: dict[str, Reference] = field(default_factory=dict)
    works: dict[str, Reference] = field(default_factory=dict)
    instruments: dict[str, Entity] = field(default_factory=dict)
    book: Entity | None = None
    book_authors: list[tuple[Entity, Phrase]] = field(default_factory=list)
    book_publisher: Entity | None = None
    book_place: Entity | None = None
    archive: Entity | None = None
    unit_keys: list[str] = field(default_factory=list)
    collection: Entity | None = None
    notice: Entity | None = None
    issuers: dict[str, Entity] = field(default_factory=dict)
    dated: dict[str, Evidence] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    is_correspondence: bool = False

    def in_role(self, *roles: str) -> list[Part]:
        """The parts played in any of these roles, in the order they were found."""
        return [part for part in self.parts.values() if part.role in roles]


class Linker:
    """Links records against one AuthorityList; ``correspondence`` are the genres that have sender and addressee."""

    def __init__(self, authorities: AuthorityList, correspondence: frozenset[str] = frozenset()) -> None:
        self.authorities = authorities
        self._correspondence = correspondence
        self._matcher = Matcher(authorities)

    def link(self, record: Record) -> Linked:
        """Return the record with every name resolved; problems are those of naming only."""
        linked = Linked(record)
        linked.is_correspondence = record.genre is not None and record.genre.value in self._correspondence
        self._link_contributions(linked)
        self._link_provenance(linked)
        self._link_citations(linked)
        self._link_about(linked)
        self._link_place_written(linked)
        for statement in record.curation.statements:
            self._apply(linked, statement)
        self._link_mentions(linked)
        _forbid(linked)
        return linked

    # ── names ────────────────────────────────────────────────────────────────────────────────────────

    def _agent(self, linked: Linked, name: Name, *, kind: str = "") -> Entity:
        kind = kind or name.kind
        if kind == "person" and not self.authorities.knows_agent(name.phrase.text):
            named = _named_in_full(linked, name.phrase.text)
            if named:
                return named
        return self._entity(linked, name.phrase, kind, AGENT_KINDS)

    def _entity(self, linked: Linked, words: Phrase, kind: str, kinds: tuple[str, ...]) -> Entity:
        """Look a name up; where no list has it, make an entity of its own and note it for the worklist."""
        row = self.authorities.find(words.text, kinds)
        if row and self._counts(row, words, linked.record.source.page):
            return entity_of(row)
        entity = local_entity(words.text, kind)
        by_key = self.authorities.rows.get(entity.key)
        if by_key and fold(by_key.name) == fold(words.text):
            return entity_of(by_key)
        if by_key:
            entity = replace(entity, key=f"{entity.key}-{hashlib.sha256(words.text.encode()).hexdigest()[:6]}")
        self._note(linked, words)
        return entity

    @staticmethod
    def _counts(row: Authority, words: Phrase, page: str) -> bool:
        scope = row.scopes.get(fold(words.text))
        if scope is None:
            return True
        if scope.named:
            return fold(scope.named) in fold(page)
        return not scope.after_full_name or 0 <= fold(page).find(fold(row.name)) < words.span.start

    @staticmethod
    def _note(linked: Linked, words: Phrase) -> None:
        page, where = linked.record.source.page, linked.record.source.key
        problem = Problem(
            "name-unreconciled", where, f"“{words.text}”", page.count("\n", 0, words.span.start) + 1
        )
        if all(other.detail != problem.detail for other in linked.problems):
            linked.problems.append(problem)

    # ── fields ───────────────────────────────────────────────────────────────────────────────────────

    def _link_contributions(self, linked: Linked) -> None:
        record = linked.record
        for contribution in (*record.contributions, *record.attendees):
            kind = contribution.name.kind
            if contribution.role in _ORGANISATION_ROLES and kind in ("person", "unknown"):
                kind = "organization"
            entity = self._agent(linked, contribution.name, kind=kind)
            part = _part(linked, contribution.role, entity, contribution.name.phrase)
            part.evidence.append(contribution.evidence)
            for office in contribution.name.offices:
                self._add_capacity(linked, part, office)
            if contribution.mention:
                _refer(linked.mentions, entity, contribution.evidence)

    def _add_capacity(self, linked: Linked, part: Part, office: Phrase) -> None:
        position = self._entity(linked, office, "position", ("position",))
        if all(known.key != position.key for known, _ in part.capacities):
            part.capacities.append((position, stated("office-before-name", office.span)))

    def _link_provenance(self, linked: Linked) -> None:
        record = linked.record
        if record.archival:
            linked.archive = self._agent(linked, record.archival.archive)
            path = f"archival-unit/{linked.archive.key.rpartition('/')[2]}"
            for unit in record.archival.units:
                path = f"{path}/{slugify(f'{unit.label} {unit.number}')}"
                linked.unit_keys.append(path)
        if record.book:
            self._link_book(linked, record.book)
        if record.notice:
            self._link_notice(linked)

    def _link_book(self, linked: Linked, book: Book) -> None:
        linked.book_authors = [
            (self._agent(linked, name, kind="person"), name.phrase) for name in book.author
        ]
        surname = book.author[0].phrase.text.split()[-1] if book.author else ""
        year = str(book.year.value) if book.year else ""
        key = f"creative-work/{slugify(f'{surname} {book.title.text} {year}')}"
        row = self.authorities.rows.get(key)
        script = "latn" if book.title.text.isascii() or "a" < book.title.text[:1].lower() < "ɐ" else ""
        language = f"und-{script}" if script else "und"
        linked.book = entity_of(row) if row else Entity(key, "Book", book.title.text, language)
        if book.publisher:
            linked.book_publisher = self._agent(linked, book.publisher, kind="organization")
        if book.place:
            linked.book_place = self._entity(linked, book.place.phrase, "place", ("place",))

    def _link_notice(self, linked: Linked) -> None:
        notice = linked.record.notice
        assert notice is not None  # noqa: S101 - the caller looked; this tells the type checker
        if notice.collection:
            row = self.authorities.find(notice.collection.text, ("collection",))
            name = notice.collection.text
            linked.collection = entity_of(row) if row else Entity(
                f"collection/{slugify(name)}", "Collection", name, linked.record.language
            )
            key, label = f"rights/{slugify(name)}-notice", f"{name} notice"
        else:
            digest = hashlib.sha256(notice.text.value.encode()).hexdigest()[:8]
            key, label = f"rights/notice-{digest}", "Rights notice"
        row = self.authorities.rows.get(key)
        linked.notice = entity_of(row) if row else Entity(key, "CreativeWork", label, "en")
        if notice.publisher:
            entity = self._agent(linked, notice.publisher.value, kind="organization")
            part = _part(linked, "publisher", entity, notice.publisher.value.phrase)
            part.evidence.append(notice.publisher.evidence)

    def _link_citations(self, linked: Linked) -> None:
        for citation in linked.record.citations:
            target = citation.target
            if isinstance(target, Instrument):
                _refer(linked.works, self._instrument(linked, target), citation.evidence)
            else:
                self._link_cited(linked, target)

    def _link_cited(self, linked: Linked, cited: CitedDocument) -> None:
        if cited.issuer:
            name = cited.issuer.value
            linked.issuers[cited.key] = self._agent(linked, name, kind="organization")
        if isinstance(cited.part_of, CitedDocument):
            self._link_cited(linked, cited.part_of)
        elif isinstance(cited.part_of, Instrument):
            linked.instruments[cited.key] = self._instrument(linked, cited.part_of)

    def _instrument(self, linked: Linked, instrument: Instrument) -> Entity:
        """A named instrument: a row with its name (and year, where both have one), else one of its own."""
        text = instrument.name.text
        year = instrument.year.value if instrument.year else None
        row = self.authorities.find(text, ("creative-work",))
        if row and (year is None or row.date is None or row.date.year == year):
            return entity_of(row)
        self._note(linked, instrument.name)
        key = f"creative-work/{slugify(f'{text} {year or str()}')}"
        return Entity(key, "Legislation", text, linked.record.language)

    def _link_about(self, linked: Linked) -> None:
        """What the title says it is about: entities of the lists only; places are also where it is about."""
        page = linked.record.source.page
        for words in linked.record.about:
            for match in self._matcher.find(page, (words.span,)):
                self._note_year(linked, match)
                evidence = stated("title-subject", match.quote)
                if match.authority.type in PLACE_TYPES:
                    _refer(linked.places, entity_of(match.authority), evidence)
                elif match.authority.id.startswith("creative-work/"):
                    _refer(linked.works, entity_of(match.authority), evidence)
                elif not match.authority.id.startswith("position/"):
                    _refer(linked.about, entity_of(match.authority), evidence)

    def _link_place_written(self, linked: Linked) -> None:
        if found := linked.record.place_written:
            entity = self._entity(linked, found.value.phrase, "place", ("place",))
            _refer(linked.places_written, entity, found.evidence)

    def _note_year(self, linked: Linked, match: Match) -> None:
        """The year after an event's name: evidence for its date, or a contradiction of the list."""
        date = match.authority.date
        if not match.year or date is None:
            return
        words = Span(match.core.start, match.quote.end)
        if date.year == match.year:
            linked.dated.setdefault(match.authority.id, normalised("event-year", words))
        else:
            page = linked.record.source.page
            linked.problems.append(
                Problem("event-year-contradiction", linked.record.source.key,
                        f"“{words.of(page)}”, but {match.authority.id} has {date.iso}",
                        page.count("\n", 0, words.start) + 1)
            )

    # ── curation ─────────────────────────────────────────────────────────────────────────────────────

    def _apply(self, linked: Linked, statement: CuratedStatement) -> None:
        """Add what a person decided about entities; "replace" first drops what the rules found."""
        if statement.action == "forbid" or not statement.evidence.spans:
            return
        if statement.action == "replace":
            _drop(linked, statement.field)
        if statement.field not in (*CURATED_ROLES, "about", "place", "place-written", "mentions"):
            return
        row = self.authorities.rows.get(statement.value)
        if row is None:
            linked.problems.append(
                Problem("curation-entity-unknown", linked.record.source.key, f"{statement.value!r}")
            )
            return
        if (role := CURATED_ROLES.get(statement.field)) is not None:
            page = linked.record.source.page
            span = statement.evidence.spans[0]
            part = _part(linked, role, entity_of(row), Phrase(span.of(page), span))
            part.evidence.append(statement.evidence)
            if role == "intended-informee":
                _refer(linked.mentions, entity_of(row), statement.evidence)
            return
        table = {
            "about": linked.about, "place": linked.places, "place-written": linked.places_written,
            "mentions": linked.mentions,
        }[statement.field]
        _refer(table, entity_of(row), statement.evidence)

    # ── mentions ─────────────────────────────────────────────────────────────────────────────────────

    def _link_mentions(self, linked: Linked) -> None:
        record = linked.record
        matches = self._matcher.find(record.source.page, record.prose, record.used)
        settled = {part.entity.key for part in linked.in_role("sender", "addressee", "author", "participant")}
        settled |= {*linked.about, *linked.places, *linked.places_written}
        forms: set[tuple[str, str]] = set()
        for index, match in enumerate(matches):
            entity = entity_of(match.authority)
            if entity.kind == "position":
                continue
            self._note_year(linked, match)
            written = match.core.of(record.source.page)
            if match.year:
                written = Span(match.core.start, match.quote.end).of(record.source.page)
            known_form = (entity.key, written) in forms
            forms.add((entity.key, written))
            evidence = stated("authority-name", match.quote)
            office = matches[index - 1] if index else None
            has_office = office is not None and office.authority.id.startswith("position/") and stands_before(
                record.source.page, office, match
            )
            if entity.key in settled:
                if has_office and office:
                    self._office_of_settled(linked, entity, office)
                continue
            if entity.kind == "creative-work":
                if not known_form:
                    _refer(linked.works, entity, evidence)
                continue
            if not known_form:
                _refer(linked.mentions, entity, evidence)
            if entity.kind == "agent":
                part = _part(linked, "mentioned", entity, Phrase(written, match.core))
                if not known_form:
                    part.evidence.append(evidence)
                if has_office and office:
                    _hold(part, entity_of(office.authority), office.quote)

    @staticmethod
    def _office_of_settled(linked: Linked, entity: Entity, office: Match) -> None:
        for part in linked.in_role("sender", "addressee"):
            if part.entity.key == entity.key:
                _hold(part, entity_of(office.authority), office.quote)


def _named_in_full(linked: Linked, text: str) -> Entity | None:
    """Return the one person already named in this record of whom ``text`` is a shorter name."""
    found = {
        part.entity.key: part.entity
        for part in linked.parts.values()
        if part.entity.type == "Person" and part.entity.name != text and is_short_for(text, part.entity.name)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _hold(part: Part, position: Entity, span: Span) -> None:
    if all(known.key != position.key for known, _ in part.capacities):
        part.capacities.append((position, stated("office-before-name", span)))


def _part(linked: Linked, role: str, entity: Entity, written: Phrase) -> Part:
    return linked.parts.setdefault((role, entity.key), Part(role, entity, written))


def _refer(table: dict[str, Reference], entity: Entity, evidence: Evidence) -> None:
    reference = table.setdefault(entity.key, Reference(entity))
    if evidence not in reference.evidence:
        reference.evidence.append(evidence)


def _drop(linked: Linked, field_name: str, key: str = "") -> None:
    """Forget what the rules found for a field: all of it, or one entity."""
    role = CURATED_ROLES.get(field_name)
    for part_key in [k for k in linked.parts if k[0] == role and key in ("", k[1])]:
        del linked.parts[part_key]
    tables: dict[str, tuple[dict[str, Reference], ...]] = {
        "about": (linked.about,), "place": (linked.places,), "place-written": (linked.places_written,),
        "mentions": (linked.mentions, linked.works), "intended-for": (linked.mentions,),
    }
    for table in tables.get(field_name, ()):
        for entity_key in [k for k in table if key in ("", k)]:
            del table[entity_key]
    if field_name == "mentions":
        for part_key in [k for k in linked.parts if k[0] == "mentioned" and key in ("", k[1])]:
            del linked.parts[part_key]


def _forbid(linked: Linked) -> None:
    for statement in linked.record.curation.statements:
        if statement.action == "forbid":
            _drop(linked, statement.field, statement.value)

