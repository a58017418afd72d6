"""MODS elements → a description (floor 3): one function an element (MODS User Guidelines, version 3).

Only what MODS says of the document itself is taken: elements inside ``relatedItem`` are of something else. A date
counts where the element says that it is the date of creation; a place, where it stands beside such a date.
"""

from collections.abc import Callable, Iterable
from typing import Any

from fonds.record.evidence import Found, Span, stated
from fonds.record.spans import AnyDate, DateSpan, make_span
from fonds.sources.description.dates import parse_coded, parse_written
from fonds.sources.description.description import Description
from fonds.sources.description.flattening import local_name, words_of
from fonds.sources.description.languages import tag_of_code
from fonds.sources.description.markup import plain_words
from fonds.sources.description.roles import CONTRIBUTOR
from fonds.sources.mods.names import KINDS, children, name_iris, name_words, role_words, roles_of

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
CREATION = ("production", "creation", "manufacture")
"""``@eventType`` of an originInfo that tells of the document's own making."""
_CODED = frozenset({"w3cdtf", "iso8601", "edtf", "temper"})


def describe(record: Any, key: str) -> Description:
    """Write out a MODS record."""
    description = Description(key, record.sourceline)
    for read in _READERS:
        read(record, description)
    return description


# ── title and names ──────────────────────────────────────────────────────────────────────────────────────


def _titles(record: Any, description: Description) -> None:
    infos = sorted(children(record, "titleInfo"), key=lambda info: (bool(info.get("type")), info.get("usage") != "primary"))
    for number, info in enumerate(infos):
        first = number == 0
        if (found := description.add_title(title_words(info), "title" if first else "also called")) and first:
            language = info.get("lang") or info.get(LANG) or ""
            description.title_language = tag_of_code(language) if found else ""


def title_words(info: Any) -> str:
    """Return a title with its article, subtitle and part, as they are printed."""
    parts = {name: [words_of(each) for each in children(info, name)] for name in _TITLE_PARTS}
    article = " ".join(parts["nonSort"])
    title = " ".join(parts["title"])
    joined = f"{article}{title}" if article.endswith(("'", "’", "-")) else f"{article} {title}".strip()
    for name, mark in (("subTitle", ": "), ("partNumber", ", "), ("partName", ", ")):
        for words in parts[name]:
            joined = f"{joined}{mark}{words}" if joined else words
    return joined


_TITLE_PARTS = ("nonSort", "title", "subTitle", "partNumber", "partName")


def _names(record: Any, description: Description) -> None:
    for name in children(record, "name"):
        words, beside = name_words(name)
        said = role_words(name)
        label = said[0] if said else "name"
        found = description.add_name(label, words, kind=KINDS.get(name.get("type") or "", ""), iris=name_iris(name))
        if found is None:
            continue
        description.add_line("beside the name", beside)
        if len(said) > 1:
            description.add_line("role", ", ".join(said))
        for role in tuple(roles_of(name)) or (found[1] or CONTRIBUTOR,):
            description.add_contribution(role, found[0], "mods-name")


# ── dates and places ─────────────────────────────────────────────────────────────────────────────────────


def _origin(record: Any, description: Description) -> None:
    for info in children(record, "originInfo"):
        created = children(info, "dateCreated")
        if created:
            _created(created, description)
        own = bool(created) or (info.get("eventType") or "").lower() in CREATION
        for place in children(info, "place"):
            _place(place, description, own=own)
        for name in ("dateIssued", "copyrightDate", "dateOther", "publisher"):
            for element in children(info, name):
                description.add_line(name, words_of(element))


def _created(elements: list[Any], description: Description) -> None:
    """Read the dates of creation: coded ones before those in words, a beginning and an end as one date."""
    coded = [each for each in elements if _is_coded(each)]
    if coded:
        for element in elements:
            if not _is_coded(element):
                description.add_line("date in words", words_of(element))
    coded = coded or elements
    ends = {each.get("point"): each for each in coded if each.get("point") in ("start", "end")}
    if ends:
        _interval(ends, description)
    for element in coded:
        if element.get("point") not in ends:
            words = words_of(element)
            code = words if parse_coded(words) else ""
            description.add_date("dateCreated", words, code, element.get("qualifier") or "", element.sourceline)


def _is_coded(element: Any) -> bool:
    return (element.get("encoding") or "").lower() in _CODED


def _interval(ends: dict[Any, Any], description: Description) -> None:
    words = {point: words_of(element) for point, element in ends.items()}
    doubts = dict.fromkeys(each.get("qualifier") for each in ends.values() if each.get("qualifier"))
    first, last = (parse_coded(words.get(point, "")) or parse_written(words.get(point, "")) for point in ("start", "end"))
    said = f"{words.get('start', '')} / {words.get('end', '')}".strip()
    found = description.text.line("dateCreated", said)
    value = _joined(first, last) if (first or "start" not in words) and (last or "end" not in words) else None
    if value is None:
        description.note("date-unreadable", f"“{said}”", next(iter(ends.values())).sourceline)
        return
    description.put_date("dateCreated", value, found.span, ", ".join(doubts))


def _joined(first: AnyDate | None, last: AnyDate | None) -> AnyDate | None:
    """Return the date from one date to another; doubts of either end are doubts of the whole."""
    doubts = [each for each in (first, last) if isinstance(each, DateSpan)]
    begin = first.first if isinstance(first, DateSpan) else first
    end = last.last if isinstance(last, DateSpan) else last
    return make_span(
        begin, end, uncertain=any(each.uncertain for each in doubts), approximate=any(each.approximate for each in doubts)
    )


def _place(place: Any, description: Description, *, own: bool) -> None:
    terms = [term for term in children(place, "placeTerm") if term.get("type") != "code"]
    for term in terms:
        if not own or description.place:
            description.add_line("place of publication" if not own else "place", words_of(term))
        elif found := description.add_name("place", words_of(term), kind="place", iris=name_iris(term)):
            description.place = Found(found[0], stated("mods-place", found[0].phrase.span))


# ── what it is and what it is about ──────────────────────────────────────────────────────────────────────


def _kind(record: Any, description: Description) -> None:
    for genre in children(record, "genre"):
        description.add_genre("genre", words_of(genre))
    for physical in children(record, "physicalDescription"):
        for extent in children(physical, "extent"):
            if (found := description.add_line("extent", words_of(extent))) and description.extent is None:
                description.extent = Found(found.text, stated("extent", found.span))
        for form in children(physical, "form"):
            description.add_line("form", words_of(form))
    for language in children(record, "language"):
        terms = children(language, "languageTerm")
        code = next((words_of(term) for term in terms if term.get("type") == "code"), "")
        words = next((words_of(term) for term in terms if term.get("type") != "code"), "")
        if words or code:
            description.add_language(code, words)


def _subjects(record: Any, description: Description) -> None:
    for subject in children(record, "subject"):
        topics = children(subject, "topic", "genre", "occupation", "titleInfo", "temporal")
        names = children(subject, "name", "geographic", "hierarchicalGeographic")
        alone = len(topics) + len(names) == 1
        for element in names:
            _named_subject(element, subject if alone else None, description)
        words = " – ".join(filter(None, (words_of(topic) for topic in topics)))
        iris = name_iris(topics[0]) if len(topics) == 1 else []
        iris = iris or (name_iris(subject) if not names else [])
        if words:
            description.add_subject("subject", words, "subject", iris)


def _named_subject(element: Any, subject: Any, description: Description) -> None:
    iris = name_iris(element) or (name_iris(subject) if subject is not None else [])
    if local_name(element) == "name":
        words, _ = name_words(element)
        description.add_subject("subject", words, KINDS.get(element.get("type") or "", "unknown"), iris)
        return
    words = words_of(element)
    if local_name(element) == "hierarchicalGeographic":
        words = ", ".join(reversed([words_of(child) for child in element if words_of(child)]))
    description.add_subject("place", words, "place", iris)


def _summary(record: Any, description: Description) -> None:
    abstracts = [plain_words(words_of(each)) for each in children(record, "abstract")]
    description.summary = description.add_text("abstract", [words for words in abstracts if words], "abstract")
    for name in ("tableOfContents", "note"):
        for element in children(record, name):
            description.add_line(element.get("type") or name, words_of(element))


# ── where it is, and on what conditions ──────────────────────────────────────────────────────────────────


def _identifiers(record: Any, description: Description) -> None:
    for element in children(record, "identifier"):
        if element.get("invalid") != "yes":
            description.add_identifier(element.get("type") or "identifier", words_of(element))
    for info in children(record, "recordInfo"):
        for element in children(info, "recordIdentifier"):
            description.add_line("record identifier", words_of(element))


def _location(record: Any, description: Description) -> None:
    for location in children(record, "location"):
        for url in children(location, "url"):
            description.add_address(words_of(url))
        archive = next((words_of(each) for each in children(location, "physicalLocation") if words_of(each)), "")
        marks = [words_of(each) for each in children(location, "shelfLocator") if words_of(each)]
        marks += [
            words_of(each) for holding in location.iter() if local_name(holding) == "copyInformation"
            for each in children(holding, "shelfLocator") if words_of(each)
        ]
        words = ", ".join(filter(None, (archive, *marks)))
        if (found := description.add_line("location", words)) and description.source_line is None:
            description.source_line = Found(found.text, stated("source-line", Span(found.span.start, found.span.end)))


def _related(record: Any, description: Description) -> None:
    for item in children(record, "relatedItem"):
        titles = ", ".join(filter(None, (title_words(info) for info in children(item, "titleInfo"))))
        places = [words_of(each) for each in item.iter() if local_name(each) in ("physicalLocation", "shelfLocator")]
        words = ", ".join(filter(None, (titles, *places)))
        found = description.add_line(item.get("type") or "related", words)
        if found and item.get("type") == "host" and description.source_line is None:
            description.source_line = Found(found.text, stated("source-line", found.span))


def _conditions(record: Any, description: Description) -> None:
    said = [words_of(each) for each in children(record, "accessCondition")]
    description.add_notice("conditions", [words for words in said if words])


_READERS: Iterable[Callable[[Any, Description], None]] = (
    _titles, _names, _origin, _kind, _subjects, _summary, _identifiers, _location, _related, _conditions,
)
