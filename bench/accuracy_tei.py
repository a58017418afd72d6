"""Marked-up volumes and letter indexes: what their tags say, held against what is read of them.

The tags are read by the standard library's parser and by paths of their own, never by the reader that is judged.
*FRUS*: a side is right where every name tagged on it stands among the names and offices given for it; a conversation
is right where its talkers are participants, and nobody is sender or recipient. Names and places in square brackets
that only say "not declassified" are none. A day is right where it is the only one and just ``@when``, a marking where
it is the one that a sentence of the source note begins with. *CMIF*: every person, body, place, IRI and date.
"""

import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from accuracy_figures import Figure, Section

from fonds.publishing.kit import make_kit
from fonds.record.curation import Curation
from fonds.record.dates import DateExpression
from fonds.record.names import Contribution, Name
from fonds.record.record import Record
from fonds.record.spans import AnyDate
from fonds.settings import Settings
from fonds.sources.parts import Part, ReadOptions
from fonds.sources.tei.adapter import read_tei

NS = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
SIDES = {"from": "sender", "to": "addressee"}
TALKS = frozenset({"memorandum-of-conversation", "telephone-conversation", "minutes", "transcript", "interview"})
DATING = ("when", "from", "to", "notBefore", "notAfter")
FIELDS = ("sender", "recipient", "talkers", "date", "place", "classification")
_WITHHELD = re.compile(r"\[[^\]]*not declassified\]")
_MARKING = re.compile(
    r"(?:^(?:\[?Source[:,] )?|[.”\"] )"
    r"(Top Secret|Secret|Confidential|Limited Official Use|Official Use Only|Unclassified|Restricted)"
    r"(?= [A-Z]|[.;,)\]]|$)"
)
_UNMARKED = re.compile(r"No classification")
_MARKS = re.compile(r"[^\w\s]")


def measure(corpora: Path) -> Section:
    """Read every volume and every index once."""
    section = Section("TEI: volumes with tagged heads, letter indexes")
    volumes, indexes = sorted(corpora.glob("frus/*.xml")), sorted(corpora.glob("cmif/*.xml"))
    if not volumes and not indexes:
        section.skipped = f"there are no frus/*.xml and no cmif/*.xml in {corpora}"
        return section
    count: Counter[str] = Counter()
    taken = 0.0
    for path in volumes:
        start = time.process_time()
        records = dict(_records(path))
        taken += time.process_time() - start
        for element in ElementTree.parse(path).iter(f"{NS}div"):  # noqa: S314 - our own corpora
            if element.get("type") == "document":
                count["documents"] += 1
                _judge(section, count, path.stem, element, records[element.get(XML_ID, "")])
    for path in indexes:
        _judge_index(section, count, path)
    section.figures = [
        Figure(f"FRUS: {name}, where tagged", count[f"{name} right"], count[name], bar=99) for name in FIELDS
    ]
    section.figures.append(Figure("FRUS: conversations given sender or recipient", count["false"], count["talks"], most=0))
    for name in ("letters", "persons and bodies", "places", "IRIs", "dates"):
        section.figures.append(Figure(f"CMIF: {name} carried", count[f"{name} right"], count[name], bar=100))
    if count["documents"]:
        section.notes.append(f"{1000 * taken / count['documents']:.1f} ms a document of FRUS to read and understand it")
    return section


def _records(path: Path) -> Iterator[tuple[str, Record]]:
    lexicon = make_kit(Settings()).lexicon
    for part in read_tei(path, path.stem, ReadOptions()):
        if isinstance(part, Part):
            yield part.id, part.parse(Curation(), lexicon)


def _judge(section: Section, count: Counter[str], volume: str, element: ElementTree.Element, record: Record) -> None:
    head = element.find(f"{NS}head")
    told = f"{volume} {element.get(XML_ID)}: {_words(head)[:160]}"
    talk = record.genre is not None and record.genre.value in TALKS
    if talk:
        count["talks"] += 1
        count["false"] += any(c.role in SIDES.values() for c in record.contributions)
    for side, role in SIDES.items():
        tags = [_words(each) for each in head.iter() if each.get("type") == side] if head is not None else []
        tags = [tag for tag in tags if not _WITHHELD.fullmatch(tag)]
        given = record.attendees if talk else tuple(c for c in record.contributions if c.role == role)
        said = " | ".join(_fold(words) for c in given for words in _all_words(c))
        name = "talkers" if talk else "recipient" if side == "to" else role
        right = all(_fold(tag) in said for tag in tags)
        _count(section, count, name, right, f"{told}\n      {tags}; {said}", there=bool(tags))
    dateline = next((d for d in element.iter(f"{NS}dateline")), None)
    if dateline is not None:
        _judge_dateline(section, count, dateline, record, told)
    note = next((n for n in element.iter(f"{NS}note") if n.get("type") == "source"), None)
    if note is not None:
        _judge_marking(section, count, _words(note), record, told)


def _judge_dateline(
    section: Section, count: Counter[str], dateline: ElementTree.Element, record: Record, told: str
) -> None:
    place, date = dateline.find(f"{NS}placeName"), dateline.find(f"{NS}date")
    tagged = _words(place)
    written = record.place_written.value.phrase.text if record.place_written else ""
    there = bool(tagged) and not _WITHHELD.fullmatch(tagged)
    _count(section, count, "place", _fold(written) == _fold(tagged), f"{told}\n      {tagged}; {written}", there=there)
    when = date.get("when", "")[:10] if date is not None else ""
    days = [dated.date.value.edtf for dated in record.dates]
    _count(section, count, "date", days == [when], f"{told}\n      {when}; {days}", there=bool(when))


def _judge_marking(section: Section, count: Counter[str], note: str, record: Record, told: str) -> None:
    found, none = _MARKING.search(note), _UNMARKED.search(note)
    tagged = found[1].lower() if found and not (none and none.start() < found.start()) else ""
    written = record.marking.value.written.lower() if record.marking else ""
    _count(section, count, "classification", written == tagged, f"{told}\n      {note[:160]}; {written}", there=True)


def _judge_index(section: Section, count: Counter[str], path: Path) -> None:
    try:
        letters = list(ElementTree.parse(path).iter(f"{NS}correspDesc"))  # noqa: S314 - our own corpora
    except ElementTree.ParseError:
        found = list(read_tei(path, path.stem, ReadOptions()))
        refused = len(found) == 1 and not isinstance(found[0], Part)
        section.notes.append(f"{path.name} is not well-formed: {'refused as a whole' if refused else 'NOT REFUSED'}")
        return
    records = [record for _, record in _records(path)]
    _count(section, count, "letters", len(letters) == len(records), path.name, there=True, times=len(letters))
    for element, record in zip(letters, records, strict=False):
        names, iris, dates = _said(record)
        for action in element.iter(f"{NS}correspAction"):
            kind = action.get("type", "sent")
            told = f"{path.stem} {element.get('key') or element.get(XML_ID)}: {_words(action)[:100]}"
            for each in action.iter():
                _judge_name(section, count, each, kind, names, iris, told)
            date = next((d for d in action.iter(f"{NS}date") if any(d.get(name) for name in DATING)), None)
            if date is not None:
                right = (kind, tuple(date.get(name, "") for name in DATING)) in dates
                _count(section, count, "dates", right, told, there=True)


def _judge_name(
    section: Section, count: Counter[str], element: ElementTree.Element, kind: str, names: set[tuple[str, str]],
    iris: set[tuple[str, str]], told: str,
) -> None:
    tag = element.tag.removeprefix(NS)
    if tag not in ("persName", "orgName", "placeName"):
        return
    refs = [ref for ref in (element.get("ref") or "").split() if ref.startswith("http")]
    if any("correspsearch.net/unknown" in ref.lower() for ref in refs):
        return
    words = _words(element) or next(iter(refs), "")
    name = "places" if tag == "placeName" else "persons and bodies"
    _count(section, count, name, (kind, words) in names, f"{told}: {words}", there=bool(words))
    for ref in refs:
        _count(section, count, "IRIs", (kind, ref) in iris, f"{told}: {ref}", there=True)


def _said(record: Record) -> tuple[set[tuple[str, str]], set[tuple[str, str]], set[tuple[str, tuple[str, ...]]]]:
    """Return names, IRIs and dates of a record, each with the kind of action it belongs to."""
    kinds = {"sender": "sent", "addressee": "received", "forwarder": "forwarded"}
    named: list[tuple[str, Name]] = [(kinds[c.role], c.name) for c in record.contributions]
    named += [("sent", place.value) for place in (record.place_written, *record.further_places) if place]
    named += [(t.kind, t.place.value) for t in record.transfers if t.place]
    dated = [("sent", d.date.value) for d in record.dates]
    dated += [(t.kind, t.date.value) for t in record.transfers if t.date]
    return (
        {(kind, name.phrase.text) for kind, name in named},
        {(kind, iri.text) for kind, name in named for iri in name.same_as},
        {(kind, _attributes(date)) for kind, date in dated},
    )


def _attributes(date: AnyDate) -> tuple[str, ...]:
    """Return a date as the attributes that say it."""
    if isinstance(date, DateExpression):
        return (date.iso, "", "", "", "")
    first, last = (end.iso if end else "" for end in (date.first, date.last))
    if first == last:
        return (first, "", "", "", "")
    return ("", "", "", first, last) if date.choice else ("", first, last, "", "")


def _count(
    section: Section, count: Counter[str], name: str, right: bool, told: str, *, there: bool, times: int = 1
) -> None:
    if there:
        count[name] += times
        count[f"{name} right"] += times * right
        if not right:
            section.worst.append(f"[{name}] {told}")


def _all_words(contribution: Contribution) -> Iterator[str]:
    name = contribution.name
    yield name.phrase.text
    for office in name.offices:
        yield office.text
        yield f"{office.text} {name.phrase.text}"


def _words(element: ElementTree.Element | None) -> str:
    return " ".join(_pieces(element).split()) if element is not None else ""


def _pieces(element: ElementTree.Element) -> str:
    """Return the words of an element, those of notes within it left out."""
    words = element.text or ""
    for child in element:
        words += ("" if child.tag == f"{NS}note" else _pieces(child)) + (child.tail or "")
    return words


def _fold(text: str) -> str:
    return " ".join(_MARKS.sub("", text).casefold().split()).removeprefix("the ")

