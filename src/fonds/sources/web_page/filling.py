"""Filling in (floor 3): what a page's own metadata say, where its words leave a field open. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from fonds.problems import Problem
from fonds.record.curation import Curation
from fonds.record.dates import parse_iso
from fonds.record.evidence import Found, normalised, stated
from fonds.record.names import Contribution, Name, Phrase
from fonds.record.record import Dated, Notice, Record, Transfer
from fonds.record.spans import AnyDate
from fonds.sources.archive_page.decisions import decide_dates
from fonds.sources.grammar.dates import parse_date_line
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.grammar.provenance import find_archival_reference
from fonds.sources.language import find_language

RULE = "page-metadata"
LEAST_SUMMARY = 60
"""Letters a page's general description must have to be taken for a summary of the document."""


@dataclass(frozen=True, slots=True)
class Line:
    """One value of the metadata, where it was written out."""

    field: str
    words: Phrase
    kind: str = "unknown"
    iris: tuple[Phrase, ...] = ()

    @property
    def name(self) -> Name:
        """The value as a name."""
        return Name(self.words, kind=self.kind, same_as=self.iris)

    @property
    def text(self) -> Found[str]:
        """The value as a text."""
        return Found(self.words.text, stated(RULE, self.words.span))


@dataclass(frozen=True, slots=True)
class Filling:
    """What filling in needs to know: the key for Problems, the text, the words, the decisions."""

    key: str
    page: str
    lexicon: Lexicon
    curation: Curation


def fill(record: Record, lines: Iterable[Line], filling: Filling) -> Record:
    """Return the record with every open field filled that the metadata know, in the order of the lines."""
    by_field: dict[str, list[Line]] = {}
    for line in lines:
        by_field.setdefault(line.field, []).append(line)
    for step in _STEPS:
        record = step(record, by_field, filling)
    return record


By = dict[str, list[Line]]
_Step = Callable[[Record, By, Filling], Record]


def _genre(record: Record, by: By, filling: Filling) -> Record:
    if record.genre is None:
        for line in by.get("genre", ()):
            if code := filling.lexicon.genres.get(line.words.text.casefold()):
                return replace(record, genre=Found(code, normalised(RULE, line.words.span)))
    return record


def _dates(record: Record, by: By, filling: Filling) -> Record:
    """The first date of the metadata that can be read, where the words have none; then what a person decided."""
    if record.dates:
        return record
    lines = by.get("date", ())
    read = [(line, _date(line, filling)) for line in lines]
    found = next((date for _, date in read if date), None)
    dates, wrong = decide_dates((Dated("metadata", found),) if found else (), filling.curation)
    problems = [*wrong, *(_unreadable(line, filling) for line, date in read if date is None)]
    record = _without(record, "date-missing")
    if not dates:
        problems.append(Problem("date-missing", filling.key))
    return replace(record, dates=dates, problems=(*record.problems, *problems))


def _unreadable(line: Line, filling: Filling) -> Problem:
    return Problem("date-unreadable", filling.key, f"“{line.words.text[:80]}”")


def _date(line: Line, filling: Filling) -> Found[AnyDate] | None:
    words = line.words
    if value := parse_iso(words.text.partition("T")[0]):
        return Found(value, stated(RULE, words.span) if value.iso == words.text else normalised(RULE, words.span))
    read = parse_date_line(filling.page, words.span)
    return Found(read[0], normalised(RULE, words.span)) if read else None


def _transfers(record: Record, by: By, filling: Filling) -> Record:
    for line in by.get("received", ()):
        if not record.received and not record.transfers and (date := _date(line, filling)):
            record = replace(record, transfers=(Transfer("received", date),))
    return record


def _people(record: Record, by: By, filling: Filling) -> Record:
    """Sender, addressee, author: only where nobody has that part by the page's words, and never in a conversation."""
    talk = record.genre is not None and record.genre.value in filling.lexicon.conversations
    held = {contribution.role for contribution in record.contributions}
    letter = record.genre is not None and record.genre.value in filling.lexicon.correspondence
    added = [
        Contribution(role, line.name, stated(RULE, line.words.span))
        for role in ("author", "sender", "addressee") if role not in held
        for line in by.get(role, ())
        if role == "author" or (letter and not talk)
    ]
    known = {line.words.text.casefold(): line.iris for lines in by.values() for line in lines if line.iris}
    return replace(
        record, contributions=(*(_identified(each, known) for each in record.contributions), *added),
        attendees=tuple(_identified(each, known) for each in record.attendees),
    )


def _identified(contribution: Contribution, known: dict[str, tuple[Phrase, ...]]) -> Contribution:
    """Return a contribution with the IRIs that the metadata give just this name."""
    iris = known.get(contribution.name.phrase.text.casefold(), ())
    return contribution._replace(name=contribution.name._replace(same_as=iris)) if iris else contribution


def _subjects(record: Record, by: By, filling: Filling) -> Record:
    subjects = [Found(line.name, line.text.evidence) for field in ("subject", "place") for line in by.get(field, ())]
    mentions = [Found(line.name, line.text.evidence) for line in by.get("mention", ())]
    keywords = [line.text for line in by.get("keyword", ())]
    return replace(
        record, subjects=(*record.subjects, *subjects), mentions=(*record.mentions, *mentions),
        keywords=(*record.keywords, *keywords),
    )


def _place(record: Record, by: By, filling: Filling) -> Record:
    found = by.get("place-written", ())
    if record.place_written is None and found:
        return replace(record, place_written=Found(found[0].name, found[0].text.evidence))
    return record


def _summary(record: Record, by: By, filling: Filling) -> Record:
    if record.summary is None:
        lines = [*by.get("summary", ()), *(line for line in by.get("page-summary", ()) if _says_enough(line.words.text))]
        if lines:
            record = replace(_without(record, "summary-missing"), summary=lines[0].text)
    return record


def _says_enough(words: str) -> bool:
    return sum(map(str.isalpha, words)) >= LEAST_SUMMARY


def _source(record: Record, by: By, filling: Filling) -> Record:
    found = by.get("source", ())
    if record.source_line is None and found:
        words = found[0].words
        archival = find_archival_reference(filling.page, words.span)
        record = replace(_without(record, "source-missing"), source_line=found[0].text, archival=archival or record.archival)
    return record


def _notice(record: Record, by: By, filling: Filling) -> Record:
    found = by.get("notice", ())
    if record.notice is None and found:
        return replace(_without(record, "notice-missing"), notice=Notice(found[0].text))
    return record


def _labels(record: Record, by: By, filling: Filling) -> Record:
    identifier = record.identifier or next((line.text for line in by.get("identifier", ())), None)
    addresses = tuple({
        line.words.text: line.text for line in by.get("address", ()) if line.words.text.startswith(("http://", "https://"))
    }.values())
    uploaded = record.uploaded
    for line in by.get("uploaded", ()):
        date = parse_iso(line.words.text.partition("T")[0])
        uploaded = uploaded or (Found(date, normalised(RULE, line.words.span)) if date else None)
    return replace(record, identifier=identifier, addresses=(*record.addresses, *addresses), uploaded=uploaded)


def _language(record: Record, by: By, filling: Filling) -> Record:
    if record.language == "und":
        words = " ".join(found.value for found in (record.body, record.summary, record.title) if found)
        return replace(record, language=find_language(words))
    return record


def _without(record: Record, code: str) -> Record:
    return replace(record, problems=tuple(problem for problem in record.problems if problem.code != code))


_STEPS: tuple[_Step, ...] = (
    _genre, _dates, _transfers, _people, _subjects, _place, _summary, _source, _notice, _labels, _language,
)
"""One function a field or a group of fields, in the order they are filled: later ones depend on the genre."""
