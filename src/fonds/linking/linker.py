"""The linker (floor 3): a Record and the authority lists → which entity each name is. Pure.

Rules: a name is looked up whole; its scope counts; a name in no list becomes an entity of its own and a note for
the worklist. Who is already sender, addressee, author, subject or place is not mentioned again. What a person
decided in the curation file is added, replaces or forbids (`decisions.py`).
"""

import hashlib
from dataclasses import replace

from fonds.linking.authorities import Authority, AuthorityList
from fonds.linking.decisions import apply_decisions, forbid, is_replaced
from fonds.linking.entities import PLACE_TYPES, Entity, entity_of, key_slug, local_entity
from fonds.linking.folded import Folded
from fonds.linking.identified import Identified
from fonds.linking.identities import identity_of
from fonds.linking.linked import Linked, Part, Reference, refer
from fonds.linking.marked import link_marked_mentions, link_subjects, link_transfers
from fonds.linking.matcher import Match, Matcher, find_words, stands_before
from fonds.linking.namesakes import without_namesakes
from fonds.linking.spelling import fold_name
from fonds.problems import Problem
from fonds.record.evidence import Span, normalised, stated
from fonds.record.lines import Lines
from fonds.record.names import Name, Phrase, is_short_for
from fonds.record.record import Record
from fonds.record.references import Book, CitedDocument, Instrument
from fonds.slugs import slugify

__all__ = ["Linked", "Linker", "Part", "Reference"]

_SIDES = {"sender": "from", "author": "from", "addressee": "to"}
AGENT_KINDS = ("agent",)
PLACE_KINDS = ("place",)
_ORGANISATION_ROLES = frozenset({"commissioning-body", "funder", "instructing-body", "publisher"})


class Linker:
    """Links records against one AuthorityList; ``correspondence`` are the genres that have sender and addressee."""

    def __init__(self, authorities: AuthorityList, correspondence: frozenset[str] = frozenset()) -> None:
        self.authorities = authorities
        self._correspondence = correspondence
        self._matcher = Matcher(authorities)
        self._identities = {identity_of(iri): row for row in authorities.rows.values() for iri in row.same_as}

    def heir_of(self, key: str, label: str) -> str:
        """Return the id of the row that an entity is in the lists, by its identity or its name; empty: in none, or several."""
        kind, _, slug = key.partition("/")
        row = self._identities.get(slug) or self.authorities.find(label, (kind,))
        return row.id if row else ""

    def link(self, record: Record) -> Linked:
        """Return the record with every name resolved; problems are those of naming only."""
        linked = Linked(record)
        linked.is_correspondence = record.genre is not None and record.genre.value in self._correspondence
        _Linking(linked, self.authorities, self._matcher, self._identities).run()
        return linked


def _is_fuller(full: str, short: str) -> bool:
    """Whether a name says more than another that it may stand for; names that differ in stops or capitals do not."""
    return is_short_for(short, full) and not is_short_for(full, short)


class _Linking:
    """The linking of one record."""

    def __init__(
        self, linked: Linked, authorities: AuthorityList, matcher: Matcher, identities: dict[str, Authority]
    ) -> None:
        self.linked = linked
        self.record = linked.record
        self.page = linked.record.source.page
        self.authorities = authorities
        self.matcher = matcher
        self.identified = Identified(linked, authorities, identities)
        self.noted: set[str] = set()
        self._lines: Lines | None = None
        self._folded: Folded | None = None
        self._surnames: dict[str, dict[tuple[str, str | None], Name]] | None = None

    def run(self) -> None:
        """Rules first, then what a person decided, then mentions: they depend on who has a part already."""
        self.link_contributions()
        self.link_provenance()
        self.link_citations()
        self.link_about()
        self.link_place_written()
        link_transfers(self)
        link_subjects(self)
        apply_decisions(self.linked, self.authorities)
        forbid(self.linked, told=False)
        if not is_replaced(self.linked, "mentions"):
            link_marked_mentions(self)
            self.link_mentions()
        forbid(self.linked, told=True)

    # ── names ────────────────────────────────────────────────────────────────────────────────────────

    def line(self, offset: int) -> int:
        """The line of an offset, for a Problem."""
        self._lines = self._lines or Lines(self.page)
        return self._lines.line(offset)

    def folded(self) -> Folded:
        """The page as names are matched in it."""
        self._folded = self._folded or Folded(self.page)
        return self._folded

    def agent(self, name: Name, *, kind: str = "", role: str = "") -> Entity:
        """Return the agent a name stands for: by the lists, by a fuller name of this record, or one of its own."""
        kind = kind or name.kind
        if name.same_as:
            return self.identified.entity(name, kind, AGENT_KINDS)
        if name.full:
            entity = self.entity(name.full, kind, AGENT_KINDS)
            self.linked.fuller.setdefault(entity.key, name.full)
            return entity
        text = name.phrase.text
        if kind == "person" and not self.authorities.knows_agent(text):
            if known := next((a for a in name.aliases if self.authorities.knows_agent(a.text)), None):
                return self.entity(known, kind, AGENT_KINDS)
            if fuller := self.fuller_name(text, role):
                return self.agent(fuller, kind="person", role=role)
            if self.authorities.candidates(text, ("place",)):
                kind = "unknown"
        entity = self.entity(name.phrase, kind, AGENT_KINDS)
        if name.aliases and not entity.authority:
            self.linked.aliases.setdefault(entity.key, name.aliases)
        return entity

    def place(self, name: Name) -> Entity:
        """Return the place a name stands for."""
        return self.identified.entity(name, "place", PLACE_KINDS) if name.same_as else self.entity(
            name.phrase, "place", PLACE_KINDS
        )

    def entity(self, words: Phrase, kind: str, kinds: tuple[str, ...]) -> Entity:
        """Look a name up; where no list has it, make an entity of its own and note it for the worklist."""
        scoped: list[Authority] = []
        if listed := self.authorities.candidates(words.text, kinds):
            rows = [row for row in listed if self.counts(row, words)]
            scoped = [row for row in rows if row.scope_of(words.text)] or rows
            if len(scoped) == 1:
                return entity_of(scoped[0])
        text = " ".join(words.text.split())
        entity = local_entity(text, kind)
        by_key = self.authorities.rows.get(entity.key)
        same = by_key is not None and fold_name(by_key.name) == fold_name(text)
        if by_key and same and not scoped and not self.authorities.rejects(text, by_key.id):
            return entity_of(by_key)
        if by_key:
            entity = replace(entity, key=f"{entity.key}-{hashlib.sha256(text.encode()).hexdigest()[:6]}")
        if scoped:
            self.note("authority-ambiguous", words, f"“{text}”: {', '.join(row.id for row in scoped)}")
        else:
            self.note("name-unreconciled", words, f"“{text}”")
        return entity

    def counts(self, row: Authority, words: Phrase) -> bool:
        """Whether the scope of a name lets it count in this record, at this place."""
        scope = row.scope_of(words.text)
        if scope is None or scope.whole_name:
            return True
        text = self.folded().text
        if scope.named:
            return find_words(text, fold_name(scope.named)) >= 0
        first = find_words(text, fold_name(row.name))
        return not scope.after_full_name or 0 <= first < self.folded().at(words.span.start)

    def fuller_name(self, text: str, role: str) -> Name | None:
        """Return the one fuller name in this record that ``text`` may be short for, or its first spelling there.

        "A. GROMYKO" below a letter from "A. Gromyko" is who stands first. A sender is not taken for the addressee of
        the same surname.
        """
        short = fold_name(text)
        found: dict[str, Name] = {}
        behind = False
        for (full, side), name in self.surnames().get(short.split()[-1].casefold(), {}).items():
            behind = behind or full == short
            same_side = {_SIDES.get(role), side} != {"from", "to"}
            if full != short and same_side and is_short_for(short, full) and not (behind and is_short_for(full, short)):
                found.setdefault(full, name)
        fullest = [key for key in found if not any(_is_fuller(other, key) for other in found)]
        alike = all(is_short_for(key, fullest[0]) for key in fullest[1:])
        return found[fullest[0]] if fullest and alike else None

    def surnames(self) -> dict[str, dict[tuple[str, str | None], Name]]:
        """Persons named in this record by their last word, then by name and side of the correspondence."""
        if self._surnames is None:
            self._surnames = {}
            for other in (*self.record.contributions, *self.record.attendees):
                full = fold_name(other.name.phrase.text)
                if other.name.kind == "person" and full:
                    names = self._surnames.setdefault(full.split()[-1].casefold(), {})
                    names.setdefault((full, _SIDES.get(other.role)), other.name)
        return self._surnames

    def note(self, code: str, words: Phrase, detail: str = "") -> None:
        """Tell once of a name."""
        detail = detail or f"“{' '.join(words.text.split())}”"
        if detail not in self.noted:
            self.noted.add(detail)
            where = self.record.source.key
            self.linked.problems.append(Problem(code, where, detail, self.line(words.span.start)))

    # ── fields ───────────────────────────────────────────────────────────────────────────────────────

    def link_contributions(self) -> None:
        """Who has a part: agents by role, and the offices they held then."""
        for contribution in (*self.record.contributions, *self.record.attendees):
            kind = contribution.name.kind
            if contribution.role in _ORGANISATION_ROLES and kind in ("person", "unknown"):
                kind = "organization"
            entity = self.agent(contribution.name, kind=kind, role=contribution.role)
            part = self.linked.part(contribution.role, entity, contribution.name.phrase)
            part.evidence.append(contribution.evidence)
            for office in contribution.name.offices:
                self.add_capacity(part, office)
            if contribution.mention:
                refer(self.linked.mentions, entity, contribution.evidence)

    def add_capacity(self, part: Part, office: Phrase) -> None:
        """The office written at a name."""
        position = self.entity(office, "position", ("position",))
        if all(known.key != position.key for known, _ in part.capacities):
            part.capacities.append((position, stated("office-before-name", office.span)))

    def link_provenance(self) -> None:
        """Archive, units, book and notice."""
        if self.record.archival:
            self.linked.archive = self.agent(self.record.archival.archive)
            path = f"archival-unit/{self.linked.archive.key.rpartition('/')[2]}"
            for unit in self.record.archival.units:
                path = f"{path}/{slugify(f'{unit.label} {unit.number}')}"
                self.linked.unit_keys.append(path)
        if self.record.book:
            self.link_book(self.record.book)
        if self.record.notice:
            self.link_notice()

    def link_book(self, book: Book) -> None:
        """A printed work, known by its author, title and year."""
        self.linked.book_authors = [
            (self.agent(name, kind="person"), name.phrase) for name in book.author
        ]
        surname = book.author[0].phrase.text.split()[-1] if book.author else ""
        year = str(book.year.value) if book.year else ""
        key = f"creative-work/{key_slug(f'{surname} {book.title.text}', year)}"
        row = self.authorities.rows.get(key)
        script = "latn" if book.title.text.isascii() or "a" < book.title.text[:1].lower() < "ɐ" else ""
        language = f"und-{script}" if script else "und"
        self.linked.book = entity_of(row) if row else Entity(key, "Book", book.title.text, language)
        if book.publisher:
            self.linked.book_publisher = self.agent(book.publisher, kind="organization")
        if book.place:
            self.linked.book_place = self.entity(book.place.phrase, "place", ("place",))

    def link_notice(self) -> None:
        """The rights notice, the collection it speaks of and who speaks."""
        notice = self.record.notice
        assert notice is not None  # noqa: S101 - the caller looked; this tells the type checker
        if notice.collection:
            row = self.authorities.find(notice.collection.text, ("collection",))
            name = notice.collection.text
            self.linked.collection = entity_of(row) if row else Entity(
                f"collection/{slugify(name)}", "Collection", name, self.record.language
            )
            key, label = f"rights/{slugify(name)}-notice", f"{name} notice"
        else:
            digest = hashlib.sha256(notice.text.value.encode()).hexdigest()[:8]
            key, label = f"rights/notice-{digest}", "Rights notice"
        row = self.authorities.rows.get(key)
        self.linked.notice = entity_of(row) if row else Entity(key, "CreativeWork", label, "en")
        if notice.publisher:
            entity = self.agent(notice.publisher.value, kind="organization")
            part = self.linked.part("publisher", entity, notice.publisher.value.phrase)
            part.evidence.append(notice.publisher.evidence)

    def link_citations(self) -> None:
        """Instruments are works; cited documents belong to the record."""
        for citation in self.record.citations:
            target = citation.target
            if isinstance(target, Instrument):
                refer(self.linked.works, self.instrument(target), citation.evidence)
            else:
                self.link_cited(target)

    def link_cited(self, cited: CitedDocument) -> None:
        """Who issued a cited document, and the whole it is part of."""
        if cited.issuer:
            name = cited.issuer.value
            self.linked.issuers[cited.key] = self.agent(name, kind="organization")
        if isinstance(cited.part_of, CitedDocument):
            self.link_cited(cited.part_of)
        elif isinstance(cited.part_of, Instrument):
            self.linked.instruments[cited.key] = self.instrument(cited.part_of)

    def instrument(self, instrument: Instrument) -> Entity:
        """A named instrument: a row with its name (and year, where both have one), else one of its own."""
        text = instrument.name.text
        year = instrument.year.value if instrument.year else None
        row = self.authorities.find(text, ("creative-work",))
        if row and (year is None or row.date is None or row.date.year == year):
            return entity_of(row)
        self.note("name-unreconciled", instrument.name)
        key = f"creative-work/{key_slug(text, str(year or ''))}"
        return Entity(key, "Legislation", text, self.record.language)

    def link_about(self) -> None:
        """What the title says it is about: entities of the lists only; places are also where it is about."""
        for words in self.record.about:
            for match in self.matcher.find(self.page, (words.span,), folded=self.folded()):
                self.note_year(match)
                evidence = stated("title-subject", match.quote)
                if match.authority.type in PLACE_TYPES:
                    refer(self.linked.places, entity_of(match.authority), evidence)
                elif match.authority.id.startswith("creative-work/"):
                    refer(self.linked.works, entity_of(match.authority), evidence)
                elif not match.authority.id.startswith("position/"):
                    refer(self.linked.about, entity_of(match.authority), evidence)

    def link_place_written(self) -> None:
        """The place of the dateline, and others where a description names several."""
        for found in (self.record.place_written, *self.record.further_places):
            if found:
                refer(self.linked.places_written, self.place(found.value), found.evidence)

    def note_year(self, match: Match) -> None:
        """The year after an event's name: evidence for its date, or a contradiction of the list."""
        date = match.authority.date
        if not match.year or date is None:
            return
        words = Span(match.core.start, match.quote.end)
        if date.year == match.year:
            self.linked.dated.setdefault(match.authority.id, normalised("event-year", words))
        else:
            detail = f"“{words.of(self.page)}”, but {match.authority.id} has {date.iso}"
            self.note("event-year-contradiction", Phrase("", words), detail)

    # ── mentions ─────────────────────────────────────────────────────────────────────────────────────

    def link_mentions(self) -> None:
        """Names of the lists in title, body and summary: mentions, works referred to, offices at names."""
        linked = self.linked
        found = self.matcher.find(self.page, self.record.prose, self.record.used, self.folded())
        matches = without_namesakes(found, self.record)
        settled = {part.entity.key for part in linked.in_role("sender", "addressee", "author", "participant")}
        settled |= {*linked.about, *linked.places, *linked.places_written}
        forms: set[tuple[str, str]] = set()
        entities: dict[str, Entity] = {}
        for before, match in zip([None, *matches], matches, strict=False):
            if match.authority.kind == "position":
                continue
            entity = entities.get(match.authority.id)
            if entity is None:
                entity = entities[match.authority.id] = entity_of(match.authority)
            self.note_year(match)
            words = Span(match.core.start, match.quote.end) if match.year else match.core
            written = Phrase(" ".join(words.of(self.page).split()), match.core)
            new = (entity.key, written.text) not in forms
            forms.add((entity.key, written.text))
            office = before if before and stands_before(self.page, before, match) else None
            if entity.key in settled:
                self.add_office(entity, office)
            else:
                self.add_mention(entity, match, written, office, new=new)

    def add_mention(
        self, entity: Entity, match: Match, written: Phrase, office: Match | None, *, new: bool
    ) -> None:
        """Add one match; each form of a name is evidence once."""
        evidence = stated("authority-name", match.quote)
        if entity.kind == "creative-work":
            if new:
                refer(self.linked.works, entity, evidence)
            return
        if new:
            refer(self.linked.mentions, entity, evidence)
        if entity.kind == "agent":
            part = self.linked.part("mentioned", entity, written)
            if new:
                part.evidence.append(evidence)
            if office:
                part.hold(entity_of(office.authority), office.quote)

    def add_office(self, entity: Entity, office: Match | None) -> None:
        """An office that the text writes before the name of a party is held by it."""
        for part in self.linked.in_role("sender", "addressee") if office else ():
            if part.entity.key == entity.key and office:
                part.hold(entity_of(office.authority), office.quote)
