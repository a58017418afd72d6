"""correspDesc (floor 3): who sent a letter, who received or forwarded it, where and when (TEI P5, 2.4.6; CMIF).

What is said stands in attributes and short elements, so it is written out as lines, and each value rests on its line.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from fonds.problems import Problem
from fonds.record.evidence import Evidence, Found, Span, normalised, stated
from fonds.record.names import Contribution, Name, Phrase
from fonds.record.record import Dated, Transfer
from fonds.sources.rendering import TextBuilder
from fonds.sources.tei.datable import DATING, certainty, parse_datable
from fonds.sources.tei.named import AGENTS, PLACES, TEI, iris_of, is_iri, is_nobody, local_name, text_of

SENT = "sent"
_ROLES: dict[str, str] = {
    SENT: "sender", "received": "addressee", "forwarded": "forwarder", "redirected": "forwarder",
    "transmitted": "forwarder",
}
_KINDS: dict[str, str] = {"received": "received", "forwarded": "forwarded", "redirected": "forwarded"}
_KINDS["transmitted"] = "forwarded"


@dataclass(slots=True)
class Correspondence:
    """What one correspDesc says. ``places`` are where it was sent from."""

    contributions: list[Contribution] = field(default_factory=list)
    dates: list[Dated] = field(default_factory=list)
    places: list[Found[Name]] = field(default_factory=list)
    transfers: list[Transfer] = field(default_factory=list)
    mentions: list[Found[Name]] = field(default_factory=list)
    addresses: list[Found[str]] = field(default_factory=list)
    identifier: Found[str] | None = None
    language: Found[str] | None = None
    problems: list[Problem] = field(default_factory=list)


def read_correspondence(element: Any, text: TextBuilder, key: str) -> Correspondence:
    """Write out a correspDesc and return what it says; ``key`` names the record in Problems."""
    found = Correspondence()
    if number := element.get("key"):
        line = text.line("number", number)
        found.identifier = Found(line.text, stated("correspondence-key", line.span))
    for address in (element.get("ref") or "").split():
        _address(found, text, address)
    for action in element.iter(f"{TEI}correspAction"):
        _read_action(action, text, found, key)
    for ref in element.iter(f"{TEI}ref"):
        _read_reference(ref, text, found)
    return found


def supplied_title(found: Correspondence) -> Found[str] | None:
    """Return a title made of sender, addressee and date, for a letter that has none; None where nobody is known."""
    senders, addressees = (
        [c.name.phrase for c in found.contributions if c.role == role] for role in ("sender", "addressee")
    )
    if not senders and not addressees:
        return None
    words = " and ".join(name.text for name in senders)
    words += (" to " if senders else "To ") * bool(addressees) + " and ".join(name.text for name in addressees)
    spans = [name.span for name in (*senders, *addressees)]
    if found.dates:
        words += f", {found.dates[0].date.value.slug}"
        spans.append(found.dates[0].date.span)
    return Found(words, normalised("supplied-title", *spans))


def _read_action(action: Any, text: TextBuilder, found: Correspondence, key: str) -> None:
    kind = action.get("type") or SENT
    if kind not in _ROLES:
        text.line("action", f"{kind} {text_of(action)}")
        found.problems.append(Problem("correspondence-action-unknown", key, f"type {kind!r}", action.sourceline))
        return
    places: list[Found[Name]] = []
    places_are = ""
    date: Dated | None = None
    for child in action.iter():
        tag = local_name(child)
        if tag in AGENTS and _is_outermost(child, action):
            found.contributions.extend(_agent(child, tag, kind, text))
        elif tag in PLACES and places_are in ("", tag) and not _is_part(child, action):
            places_are = tag
            places.extend(_place(child, kind, text))
        elif tag == "date" and date is None:
            date = _date(child, kind, text, found, key)
    if kind == SENT:
        found.places.extend(places)
        found.dates.extend([date] if date else [])
    elif date or places:
        found.transfers.append(Transfer(_KINDS[kind], date.date if date else None, places[0] if places else None))
        found.transfers.extend(Transfer(_KINDS[kind], None, place) for place in places[1:])


def _is_part(place: Any, action: Any) -> bool:
    """Whether a place is a part of the name of another one, or of a person's ("Duke of Weimar")."""
    around = place.getparent()
    while around is not None and around is not action:
        if local_name(around) in PLACES or local_name(around) in AGENTS:
            return True
        around = around.getparent()
    return False


def _is_outermost(element: Any, action: Any) -> bool:
    parent = element.getparent()
    return parent is action or local_name(parent) not in AGENTS


def _agent(element: Any, tag: str, kind: str, text: TextBuilder) -> Iterator[Contribution]:
    if found := _name(element, AGENTS[tag], f"{kind} by", text):
        yield Contribution(_ROLES[kind], found.value, found.evidence)


def _place(element: Any, kind: str, text: TextBuilder) -> Iterator[Found[Name]]:
    if found := _name(element, "place", f"{kind} at", text):
        yield found


def _name(element: Any, kind: str, label: str, text: TextBuilder) -> Found[Name] | None:
    """Write out a name with its IRIs and the editor's doubts; None for a name that says nobody is known."""
    if is_nobody(element):
        return None
    iris = iris_of(element)
    text.add(f"{label}: ")
    words = text.add(text_of(element) or iris[0])
    identities = tuple(_bracketed(text, iri) for iri in iris)
    doubt = certainty(element)
    if doubt:
        text.add(f" ({doubt})")
    text.add("\n")
    evidence = stated("correspondence-action", words.span)._replace(certainty=doubt)
    return Found(Name(words, kind=kind, same_as=identities), evidence)


def _bracketed(text: TextBuilder, iri: str) -> Phrase:
    text.add(" <")
    phrase = text.add(iri)
    text.add(">")
    return phrase


def _date(element: Any, kind: str, text: TextBuilder, found: Correspondence, key: str) -> Dated | None:
    said = " ".join(f"{name}={element.get(name)}" for name in DATING if element.get(name))
    written, doubt = text_of(element), certainty(element)
    if not said and not written:
        return None
    text.add(f"{kind} on: ")
    start = text.length
    text.add(" — ".join(filter(None, (written, said))))
    span = Span(start, text.length)
    text.add(f" ({doubt})\n" if doubt else "\n")
    value = parse_datable(element)
    if value is None:
        found.problems.append(Problem("date-unreadable", key, f"“{span.of(text.text)}”", element.sourceline))
        return None
    evidence: Evidence = normalised("correspondence-date", span)._replace(certainty=doubt)
    return Dated(kind, Found(value, evidence))


def _read_reference(ref: Any, text: TextBuilder, found: Correspondence) -> None:
    """Read a ref of a note: the types that CMIF 2 defines; others are written out and say nothing."""
    kind = (ref.get("type") or "").removeprefix("cmif:")
    target, words = ref.get("target") or "", text_of(ref)
    if kind in _MENTIONS and (words or target):
        line = text.line(kind, words or target)
        same = (_bracketed(text, target),) if is_iri(target) and words else ()
        found.mentions.append(
            Found(Name(line, kind=_MENTIONS[kind], same_as=same), stated("correspondence-note", line.span))
        )
    elif kind in ("isAvailableAsTEIfile", "isAvailableAsPDF", "hasEdition") and is_iri(target):
        _address(found, text, target)
    elif kind == "hasLanguage" and (target or words):
        line = text.line("language", target or words)
        found.language = Found(line.text, stated("correspondence-language", line.span))
    elif target or words:
        text.line(kind or "see", " ".join(filter(None, (words, target))))


_MENTIONS: dict[str, str] = {
    "mentionsPerson": "person", "mentionsOrg": "organization", "mentionsPlace": "place", "mentionsSubject": "subject",
}


def _address(found: Correspondence, text: TextBuilder, iri: str) -> None:
    if is_iri(iri):
        line = text.line("address", iri)
        found.addresses.append(Found(line.text, stated("correspondence-address", line.span)))
