"""What documents are recognised by (floor 4): the number, days, makers and addressees of one that is held, and what
a citation tells of them. Pure; `held.py` says what follows when the two meet.

A citation means a held document when nothing contradicts it and one of these rows holds:

| the citation gives | and the held document has |
|---|---|
| a number and a day, and not who made it | the same number and that day |
| a number and who made it | the same number and that maker |
| a number, a day and the body that issued it | the same number and day, no known maker, and the body's words in its title |
| a day and "your": our addressees made it, our senders got it | that day, such a maker and such an addressee |

*Who made it* is the issuer the words name, or by "your" an addressee of the citing document, by "our" its sender. Two
agents are one when their keys are; bodies also when their names have the same words in any order ("CPSU CC Politburo",
"Politburo of the CC CPSU"), if no preposition but "of" tells that the order matters.
*Contradictions*: another number, or one where the citation has one and the document none; a genre that is neither the
same nor wider or narrower; days that cannot meet; makers, or addressees, with none in common; a document later than
the one that answers or cites it (a whole may be later than its part); a number without a date, and more than a year
between the two: series of numbers begin again. A citation of a part (point, page) is none of the whole, and an
inference of the text's grammar identifies nothing. Where several fit, none is taken.

To add a row: a case in :func:`fits`, and a mark for it in :func:`_marks`, which is what the catalogue's index finds
documents by: a citation and what it may mean share a mark in every row.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from fonds.catalogue.rows import Identity
from fonds.linking.entities import Entity
from fonds.linking.linker import Linked
from fonds.rdf import iris
from fonds.rdf.literals import Triple, iri_term, name_term, ntriples, parse_term
from fonds.rdf.vocabulary import lineage
from fonds.record.evidence import Status
from fonds.record.references import Citation, CitedDocument
from fonds.slugs import slugify

_MAKERS = ("sender", "author", "issuing-body")
_OTHER_SIDE: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "addressee": (("addressee",), ("sender",)),
    "sender": (("sender",), ()),
}
"""Whose it is ("your": the addressee's; "our": the sender's) → our roles that made it, our roles that got it."""
_NOBODY: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
_NOT_LATER = frozenset({"reply-to", "reference", "transmits", "encloses"})
"""Relations to what was there before; a whole may be of a later day than its part."""
_A_YEAR = 366
_UNSAID = frozenset({"of", "the"})
_ORDERING = frozenset({"at", "by", "for", "from", "in", "on", "to", "with"})
"""Words that a body's name may be without, and words by which the order of the others matters."""
_LONGEST = 2_000
"""Letters of a title whose words count."""
_MOST_PARTIES = 12
"""Makers or addressees more than which tell nobody apart."""
_SIGN = re.compile(r"(?:(?:nos?|nr|number)(?:\.\s*|\s+|(?=\d))|n[°º]\s*|#\s*)(?=\w*\d)")
_DAY = r"\d{4}-\d\d-\d\d"
_DAYS = re.compile(rf"{_DAY}|\[{_DAY}(?:, ?{_DAY}){{1,9}}\]")
_CARD = frozenset(
    name_term(name)
    for name in (
        "rdf:type", "rdfs:label", "schema:name", "schema:genre", "dcterms:type", "dcterms:date", "fonds:earliest",
        "fonds:latest", "dcterms:created", "schema:dateCreated",
    )
)
"""What others show of a document that they cite."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a held document is known by. Days are xsd:date, ``genre`` is a code; empty: not known.

    Agents are keys, of bodies also the words of the key in order (after ``~``). ``words`` are those of the title,
    where nothing else tells who made it.
    """

    number: str = ""
    genre: str = ""
    days: tuple[str, ...] = ()
    earliest: str = ""
    latest: str = ""
    makers: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sought:
    """What one citation tells of the document it means.

    ``fragment`` is that of the node in the citing document, ``label`` the citation as written. The document is not
    later than ``before``. ``near`` is the citing document's first day: what a number without a date is near to.
    ``words`` are those of the issuer's name.
    """

    fragment: str
    label: str
    number: str = ""
    genre: str = ""
    days: tuple[str, ...] = ()
    earliest: str = ""
    latest: str = ""
    makers: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    before: str = ""
    near: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Described:
    """What an Identity describes: what the document is known by and what it seeks."""

    known: Known
    sought: tuple[Sought, ...]


# ── made ─────────────────────────────────────────────────────────────────────────────────────────────────


def identity_of(linked: Linked, doc: str, own: Sequence[Triple]) -> Identity:
    """Return what a document is known by and what it seeks; ``own`` are its triples, as its page alone has them.

    The description also changes with what others show of the document (``shown`` is a digest of that).
    """
    said = _by_subject(own)
    known = _known(linked, said.get(iri_term(doc), ()))
    sought = tuple(_all_sought(linked, doc, known, said))
    shown = hashlib.blake2b(ntriples(card_of(doc, own)), digest_size=8).hexdigest()
    plain = {"known": _bare(known), "sought": [_bare(each) for each in sought], "shown": shown}
    return Identity(
        described=json.dumps(plain, ensure_ascii=False, separators=(",", ":")),
        marks=_numbers(_marks(known.number, known.days, known.makers)),
        sought=_numbers(mark for each in sought for mark in marks_of(each)),
    )


def read_described(described: str) -> Described:
    """Return what the text of an Identity says; nothing where it is empty."""
    if not described:
        return Described(Known(), ())
    plain = json.loads(described)
    return Described(
        Known(**_tuples(plain["known"])),
        tuple(Sought(**_tuples(each)) for each in plain["sought"]),
    )


def card_of(doc: str, own: Iterable[Triple]) -> list[Triple]:
    """Return what others show of a document that they cite, sorted; ``own`` are its triples."""
    node = iri_term(doc)
    return sorted(triple for triple in own if triple[0] == node and triple[1] in _CARD)


def marks_of(sought: Sought) -> tuple[str, ...]:
    """Return the marks of the documents that a citation may mean; none where it tells too little."""
    days = sought.days if sought.number or sought.addressees else ()
    return tuple(_marks(sought.number, days, sought.makers))


def mark_number(mark: str) -> int:
    """Return the number a mark is kept under: what it stands for is looked at again, so two may share one."""
    return int.from_bytes(hashlib.blake2b(mark.encode(), digest_size=8).digest(), signed=True)


def fold_number(text: str) -> str:
    """Return a number as numbers are compared: without its sign, in small letters, dashes as hyphens.

    >>> fold_number("№ 121/A"), fold_number("No. 121/a"), fold_number("P149–XIV"), fold_number("Nord 7")
    ('121/a', '121/a', 'p149-xiv', 'nord 7')
    """
    folded = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    folded = re.sub(r"[‐-―−]", "-", folded)
    sign = _SIGN.match(folded)
    return folded[sign.end() :] if sign else folded


def _known(linked: Linked, said: Sequence[tuple[str, str]]) -> Known:
    number, genre, title = linked.record.number, linked.record.genre, linked.record.title
    makers = _agents(linked, *_MAKERS)
    sent = _values(said, "schema:dateSent")
    days = {*_days(said), *(value for value in sent if re.fullmatch(_DAY, value))}
    return Known(
        number=fold_number(number.value) if number else "", genre=genre.value if genre else "",
        days=tuple(sorted(days)), earliest=_value(said, "fonds:earliest"), latest=_value(said, "fonds:latest"),
        makers=makers, addressees=_agents(linked, "addressee"),
        words=_words(title.value) if number and title and not makers else (),
    )


def _all_sought(
    linked: Linked, doc: str, known: Known, said: Mapping[str, Sequence[tuple[str, str]]]
) -> Iterator[Sought]:
    """Yield what each citation seeks, and each whole that something cited is a part of; each node once."""
    done: set[str] = set()
    sides = {whose: (_agents(linked, *made), _agents(linked, *got)) for whose, (made, got) in _OTHER_SIDE.items()}
    for citation in linked.record.citations:
        target: object = citation.target
        while isinstance(target, CitedDocument):
            fragment = iris.cited_iri(doc, target.key).partition("#")[2]
            is_part = target.locator or target.pages or target.part_of
            if not is_part and fragment not in done:
                done.add(fragment)
                node = said.get(iri_term(f"{doc}#{fragment}"), ())
                parties = sides.get(target.author_role.value if target.author_role else "", _NOBODY)
                sought = _sought(linked, citation, target, fragment, known, node, parties)
                if marks_of(sought):
                    yield sought
            target = target.part_of


def _sought(
    linked: Linked, citation: Citation, target: CitedDocument, fragment: str, known: Known,
    node: Sequence[tuple[str, str]], parties: tuple[tuple[str, ...], tuple[str, ...]],
) -> Sought:
    """Return what a citation seeks; ``parties`` are who made it and who got it, by whose it is said to be."""
    makers, addressees = parties
    if target.key in linked.issuers:
        makers = _agent(linked.issuers[target.key])
    return Sought(
        fragment=fragment, label=" ".join(target.label.split()),
        number=fold_number(target.number.value) if target.number else "",
        genre=target.genre.value if target.genre else "",
        days=_days(node), earliest=_value(node, "fonds:earliest"), latest=_value(node, "fonds:latest"),
        makers=makers, addressees=addressees,
        before=known.latest if citation.relation in _NOT_LATER else "", near=known.earliest,
        words=_words(target.issuer.value.phrase.text) if target.issuer and target.number else (),
    )


def _agents(linked: Linked, *roles: str) -> tuple[str, ...]:
    """Return who plays these roles by the words, not by a guess; nobody where there are too many to tell apart."""
    found = {
        part.entity.key: part.entity for part in linked.in_role(*roles)
        if any(item.status is not Status.INFERRED for item in part.evidence)
    }
    if len(found) > _MOST_PARTIES:
        return ()
    return tuple(sorted({form for entity in found.values() for form in _agent(entity)}))


def _agent(entity: Entity) -> tuple[str, ...]:
    """Return what an agent is compared by: its key, and of a body the words of it in order."""
    words = entity.key.rpartition("/")[2].split("-")
    if entity.type == "Person" or not _ORDERING.isdisjoint(words):
        return (entity.key,)
    return (entity.key, f"~{'-'.join(sorted(set(words) - _UNSAID))}")


def _words(text: str) -> tuple[str, ...]:
    """Return the words of a name or a title, each once, sorted, without those that may be left out."""
    return tuple(sorted(set(slugify(text, _LONGEST).split("-")) - _UNSAID))


def _marks(number: str, days: Iterable[str], makers: Iterable[str]) -> Iterator[str]:
    """Yield a mark for every two things that tell documents apart."""
    days, makers = tuple(days), tuple(makers)
    if number:
        yield from (f"{number}|{day}" for day in days)
        yield from (f"{number}|{maker}" for maker in makers)
    yield from (f"{day}|{maker}" for day in days for maker in makers)


# ── compared ─────────────────────────────────────────────────────────────────────────────────────────────


def fits(sought: Sought, known: Known) -> bool:
    """Whether a held document is what a citation means: see the table above."""
    if _contradicts(sought, known):
        return False
    day, maker = _meet(sought.days, known.days), _meet(sought.makers, known.makers)
    if sought.number and not sought.makers:
        return day
    if sought.number:
        return maker or (day and not known.makers and _is_named(sought.words, known.words))
    return day and maker and _meet(sought.addressees, known.addressees)


def _contradicts(sought: Sought, known: Known) -> bool:
    return (
        bool(sought.number and sought.number != known.number)
        or not _same_kind(sought.genre, known.genre)
        or _apart(sought, known)
        or _differ(sought.makers, known.makers)
        or _differ(sought.addressees, known.addressees)
        or bool(sought.before and known.earliest and known.earliest > sought.before)
        or (not sought.earliest and not sought.latest and _is_far(sought.near, known.earliest))
    )


def _same_kind(one: str, other: str) -> bool:
    return not one or not other or one in lineage("genre", other) or other in lineage("genre", one)


def _apart(sought: Sought, known: Known) -> bool:
    """Whether no day can be both's; a day it was sent on counts beside the day it bears."""
    if _meet(sought.days, known.days):
        return False
    return bool(
        (sought.earliest and known.latest and known.latest < sought.earliest)
        or (sought.latest and known.earliest and sought.latest < known.earliest)
        or (sought.days and known.days)
    )


def _differ(ones: tuple[str, ...], others: tuple[str, ...]) -> bool:
    return bool(ones and others) and not _meet(ones, others)


def _is_named(body: tuple[str, ...], title: tuple[str, ...]) -> bool:
    return bool(body) and set(body) <= set(title)


def _meet(ones: tuple[str, ...], others: tuple[str, ...]) -> bool:
    return not set(ones).isdisjoint(others)


def _is_far(one: str, other: str) -> bool:
    """Whether two days are known to lie more than a year apart."""
    if not one or not other:
        return False
    try:
        return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) > _A_YEAR
    except ValueError:
        return False


# ── triples and JSON ─────────────────────────────────────────────────────────────────────────────────────


def _by_subject(own: Sequence[Triple]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for subject, predicate, obj in own:
        found.setdefault(subject, []).append((predicate, obj))
    return found


def _values(said: Sequence[tuple[str, str]], name: str) -> list[str]:
    predicate = name_term(name)
    return [parse_term(obj).value for each, obj in said if each == predicate]


def _value(said: Sequence[tuple[str, str]], name: str) -> str:
    return next(iter(_values(said, name)), "")


def _days(said: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return the day of a date, or those of a set of days; none for anything less certain."""
    texts = _values(said, "dcterms:date")
    return tuple(sorted({day for text in texts if _DAYS.fullmatch(text) for day in re.findall(_DAY, text)}))


def _numbers(marks: Iterable[str]) -> tuple[int, ...]:
    return tuple(sorted({mark_number(mark) for mark in marks}))


def _bare(made: Known | Sought) -> dict[str, Any]:
    return {name: value for name, value in asdict(made).items() if value}


def _tuples(plain: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in plain.items()}
