"""Source lines (floor 3): where the document lies, where the text was printed, who translated, paid, gave leave.

"TsKhSD, F. 89, P. 14, D. 32." is an archival reference: it describes the document. "Author, Title (Translation)
(Place: Publisher, Year), p. 523." is a book: it describes the text.
"""

import re

from fonds.record.evidence import Evidence, Found, Span, inferred, normalised, stated
from fonds.record.names import Contribution, Name, Phrase
from fonds.record.record import Notice
from fonds.record.references import ArchivalReference, ArchivalUnit, Book
from fonds.sources.grammar.lexicon import BODIES
from fonds.sources.grammar.names import bare_word, kind_of, phrase, split_names, strip_article
from fonds.sources.language import language_tag

_CREDIT = re.compile(
    r"(?P<whole>\b(?:Translat(?:ed|ion)|translated)(?:\s+from\s+(?:the\s+)?(?P<language>[\w-]+)"
    r"(?P<more>\s+and\s+[\w-]+)?(?:\s+original)?)?(?:\s+into\s+(?:the\s+)?\w+)?"
    r"(?:\s+for\s+(?:the\s+)?(?P<body>[^.;\n]{1,120}?))?\s+by:?\s+(?P<names>[^\n;]{2,300}?)"
    r"(?:\s+for\s+(?:the\s+)?(?P<body_after>[^\n;.]{2,120}?))?)"
    r"(?P<stop>(?<![\s.][A-Z])(?<!\b[JS]r)\.(?=\s|\Z)|\s*\Z|\s*[\n;]"
    r"|(?=,?\s+(?:and\s+)?(?:edited|annotated|introduced|obtained|provided|contributed|revised)\b))"
)
_FUNDER = re.compile(
    r"\s*(?:This\s+document\s+was\s+)?made\s+possible\s+(?:in\s+part\s+)?(?:with|by|through)\s+(?:the\s+)?(?:generous\s+)?"
    r"(?:support|funding|a\s+grant|grants)\s+(?:from|of|by)\s+(?P<names>.+?)\.?\s*\Z",
    re.IGNORECASE,
)
_FUNDER_JOINT = re.compile(r";\s*|,\s+and\s+(?:the\s+)?|\s+and\s+(?:the\s+)?|,\s+(?:the\s+)?")
_UNIT = re.compile(
    r"(?P<label>(?:f(?:ond|onds)?|fondo|op(?:is)?|p(?:er(?:echen)?|apka)?|d(?:elo)?|t|vol|box|folder|file|series|record\s+group|rg"
    r"|reel|carton|bundle|dossier|sygn|teczka|dy|j|bd|kart|inv|ae|a\.e|spr|zesp|karton|job)\b\.?)\s*"
    r"(?P<number>[\w/-]*\d[\w/-]*|[IVXLC]+\b)",
    re.IGNORECASE,
)
_BOOK = re.compile(
    r"(?P<author>[^,(]{1,120}(?:,\s+(?:and\s+)?[^,(]{1,80}?)??(?:,\s*eds?\.|\s\(eds?\.\))?),\s+(?P<title>[“\"]?[^()]+?[”\"]?)\s*"
    r"(?:\((?P<translation>[^():]+)\)\s*)?"
    r"\((?P<publication>(?:(?P<place>[^():]+):\s*(?P<publisher>[^()]+?),\s*|(?P<place_only>[^():,\d]+),\s*)?(?P<year>1\d{3}|20\d\d))\)"
    r"(?:,?\s*(?P<pages>pp?\.\s*(?P<page>[\divxlc]+(?:\s*[-–—]\s*[\divxlc]+)?)))?"
)
_EDITED = re.compile(r"(?:,\s*|\s+\()eds?\.\)?\Z")
_NO_AUTHOR = re.compile(
    r"(?:published|printed|from|in|see|source|text|cited|quoted|reprinted|available)\b", re.IGNORECASE
)
_SOURCE_LABEL = re.compile(r"(?:source|archive|citation)\s*:\s+", re.IGNORECASE)
_SHORT = re.compile(r"\s*\([^\W\d_a-z][\w.-]{1,14}\)")
_COLLECTION = re.compile(
    r"\b(?:collections?|papers|files?|records|fonds?|series|department|division|section)\b", re.IGNORECASE
)
LONGEST_LINE = 1_200
"""Characters of a source line that are read by rule; a longer one is kept as it stands."""
LONGEST_CREDIT = 600
_WELCOME = re.compile(
    r"\s*(?:The\s+)?(?P<body>[^\W\d_a-z][^.]*?)\s+welcomes?\s+(?:the\s+)?(?:re)?use\s+of\s+(?:the\s+|its\s+)?"
    r"(?P<collection>[^\W\d_a-z][^.]*?)\s+(?:materials|documents|content|items|records)\b"
)
_SENTENCE_END = re.compile(r"(?<=[\w)])\.(?=\s+[^\W\d_a-z][^\W\d_]{2,}\s+[^\W\d_])")
"""A full stop after a reference, before a sentence of its own ("Obtained by …")."""
PUBLISHER_CONFIDENCE = 0.8


def find_credit(page: str, line: Span) -> tuple[Found[str], list[Contribution]] | None:
    """Read "Translated [from LANGUAGE] [for BODY] by NAMES [for BODY].": the sentence as it stands and its parties.

    >>> page = "Translated from Russian by Gary Goldberg for CWIHP."
    >>> [(c.role, c.name.phrase.text) for c in find_credit(page, Span(0, len(page)))[1]]
    [('translator', 'Gary Goldberg'), ('commissioning-body', 'CWIHP')]
    """
    match = _credit(page, line)
    if not match:
        return None
    end = match.end("stop") if match["stop"] == "." else match.end("whole")
    whole = Span(match.start("whole"), end)
    found = [
        Contribution("translator", name, stated("translated-by", whole))
        for name in _translators(page, Span(*match.span("names")))
    ]
    for group in ("body", "body_after"):
        if match[group]:
            words = phrase(page, *match.span(group))
            place = Span(page.rindex("for", whole.start, words.span.start), words.span.end)
            name = Name(words, kind="organization")
            found.append(Contribution("commissioning-body", name, stated("translated-for", place)))
    return Found(whole.of(page), stated("credit-sentence", whole)), found


def _credit(page: str, line: Span) -> re.Match[str] | None:
    start = max(line.start, line.end - LONGEST_LINE)
    return _CREDIT.search(page, start, line.end)


def _translators(page: str, span: Span) -> list[Name]:
    """Return the names of a credit; a bracket behind one says where somebody works, and is left out."""
    end = page.find("(", span.start, span.end)
    names = split_names(page, phrase(page, span.start, end if end > span.start else span.end).span)
    return [name for name in names if name.phrase.text[:1].isupper() or not name.phrase.text[:1].isascii()]


def find_original_language(page: str, line: Span) -> Found[str] | None:
    """Read the language a credit says the text was translated from; two languages give none.

    >>> find_original_language("Translated from the Russian by A. B.", Span(0, 36)).value
    'ru'
    """
    match = _credit(page, line)
    if not match or not match["language"] or match["more"]:
        return None
    tag = language_tag(match["language"])
    words = Span(match.start("whole"), match.end("language"))
    return Found(tag, normalised("translated-from", words)) if tag else None


def find_funders(page: str, block: Span) -> list[Contribution]:
    """Read a credit line of support: "made possible with support from NAMES".

    >>> page = "Made possible with support from the Leon Levy Foundation and the MacArthur Foundation"
    >>> [c.name.phrase.text for c in find_funders(page, Span(0, len(page)))]
    ['Leon Levy Foundation', 'MacArthur Foundation']
    """
    if block.end - block.start > LONGEST_CREDIT:
        return []
    match = _FUNDER.match(page, block.start, block.end)
    if not match:
        return []
    line = phrase(page, match.start(), match.end())
    return [
        Contribution("funder", Name(words, kind="organization"), stated("support-from", line.span))
        for words in _funders(page, phrase(page, *match.span("names")).span)
    ]


def _funders(page: str, names: Span) -> list[Phrase]:
    """Cut a list of funders where both sides are bodies: "John D. and Catherine T. MacArthur Foundation" is one."""
    parts: list[Phrase] = []
    start = names.start
    for joint in [*_FUNDER_JOINT.finditer(page, names.start, names.end), None]:
        end = joint.start() if joint else names.end
        following = page[joint.end() : names.end] if joint else ""
        sure = joint is None or ";" in joint[0] or "the" in joint[0].split()
        next_one = re.split(r",|;|\sand\s", following, maxsplit=1)[0]
        if not sure and not (_is_body(page[start:end]) and _is_body(next_one)):
            continue
        words = strip_article(page, phrase(page, start, end).span)
        parts.append(phrase(page, words.start, words.end))
        start = joint.end() if joint else end
    return [part for part in parts if part.text]


def _is_body(text: str) -> bool:
    return any(bare_word(word) in BODIES for word in text.split())


def find_archival_reference(page: str, line: Span) -> ArchivalReference | None:
    """Read "ARCHIVE, LABEL NUMBER, LABEL NUMBER …": the archive and its units, labels as printed.

    A collection without a number between them is a level of its own: the chain would be wrong without it, so that
    such a line is left as it stands.

    >>> page = "TsKhSD, F. 89, P. 14, D. 32."
    >>> reference = find_archival_reference(page, Span(0, len(page)))
    >>> reference.archive.phrase.text, [(unit.label, unit.number) for unit in reference.units]
    ('TsKhSD', [('F.', '89'), ('P.', '14'), ('D.', '32')])
    """
    line = _bare_line(page, line)
    if line.end - line.start > LONGEST_LINE:
        return None
    parts = _comma_parts(page, line)
    first = next((i for i, part in enumerate(parts) if _UNIT.fullmatch(part.text)), None)
    if not first:
        return None
    if any(_COLLECTION.search(part.text) for part in parts[1:first]):
        return None
    named = phrase(page, parts[0].span.start, parts[first - 1].span.end)
    short = _SHORT.search(named.text)
    archive = phrase(page, named.span.start, named.span.start + short.start()) if short else named
    if any(char in _SHORT.sub("", named.text) for char in "()“”\"") or not named.text[0].isupper():
        return None
    units: list[ArchivalUnit] = []
    end = line.end
    for part in parts[first:]:
        match = _UNIT.fullmatch(part.text)
        if not match:
            break
        units.append(ArchivalUnit(match["label"], match["number"], part))
    if (stop := _SENTENCE_END.search(page, units[-1].phrase.span.end, line.end)) is not None:
        end = stop.end()
    return ArchivalReference(Name(archive, kind="archive"), tuple(units), phrase(page, archive.span.start, end))


def _bare_line(page: str, line: Span) -> Span:
    """Leave out "Source:" before a source line."""
    match = _SOURCE_LABEL.match(page, line.start, line.end)
    return Span(match.end(), line.end) if match else line


def _comma_parts(page: str, line: Span) -> list[Phrase]:
    parts = []
    start = line.start
    for match in re.compile(rf",\s+|;\s+|{_SENTENCE_END.pattern}\s*|\.?\s*\Z").finditer(page, line.start, line.end):
        if match.start() > start:
            parts.append(phrase(page, start, match.start()))
        start = match.end()
    return [part for part in parts if part.text]


def find_book(page: str, line: Span, *, rule: str = "book-citation") -> Book | None:
    """Read "AUTHOR, TITLE (TRANSLATION) (PLACE: PUBLISHER, YEAR), p. N"; editors ("eds.") are no authors.

    >>> page = "A. Lyakhovskiy, Plamya Afgana (Moscow: Iskon, 1999), p. 523."
    >>> book = find_book(page, Span(0, len(page)))
    >>> book.author[0].phrase.text, book.title.text, book.publisher.phrase.text, book.pages.value
    ('A. Lyakhovskiy', 'Plamya Afgana', 'Iskon', '523')
    """
    line = _bare_line(page, line)
    if line.end - line.start > LONGEST_LINE:
        return None
    match = _BOOK.match(page, line.start, line.end)
    if not match or _NO_AUTHOR.match(match["author"]):
        return None
    edited = _EDITED.search(match["author"])
    authors = split_names(page, Span(match.start("author"), match.start("author") + edited.start())) if edited else (
        split_names(page, Span(*match.span("author")))
    )
    if any(name.kind != "person" for name in authors):
        return None
    title = phrase(page, *match.span("title"))
    bare = title.text.strip("“”\"")
    start = title.span.start + title.text.index(bare)
    where = "place" if match["place"] else "place_only"
    place = phrase(page, *match.span(where)) if match[where] else None
    publisher = phrase(page, *match.span("publisher")) if match["publisher"] else None
    return Book(
        author=() if edited else tuple(authors),
        title=Phrase(bare, Span(start, start + len(bare))),
        evidence=normalised(rule, phrase(page, line.start, line.end).span),
        translation=phrase(page, *match.span("translation")) if match["translation"] else None,
        place=Name(place, kind="place") if place else None,
        publisher=Name(publisher, kind="organization") if publisher else None,
        publication=phrase(page, *match.span("publication")),
        year=Found(int(match["year"]), stated(rule, Span(*match.span("year")))),
        pages=Found(match["page"], stated(rule, Span(*match.span("pages")))) if match["pages"] else None,
    )


def find_notice(page: str, block: Span) -> Notice:
    """Read a rights notice; "X welcomes reuse of Y materials" tells who speaks and of what collection.

    That X publishes the texts is a step the notice does not take, so it is inferred.
    """
    words = phrase(page, block.start, block.end)
    text = Found(words.text, stated("rights-notice", words.span))
    match = _WELCOME.match(page, block.start, min(block.end, block.start + LONGEST_LINE))
    if not match:
        return Notice(text)
    body = phrase(page, *match.span("body"))
    evidence: Evidence = inferred("notice-speaker", PUBLISHER_CONFIDENCE, Span(words.span.start, match.end()))
    kind = "organization" if kind_of(body.text) == "unknown" else kind_of(body.text)
    return Notice(text, phrase(page, *match.span("collection")), Found(Name(body, kind=kind), evidence))


def is_notice(text: str) -> bool:
    """Whether a block is about rights: it speaks of copyright, rights holders, reuse or licence.

    >>> is_notice("All rights reserved."), is_notice("TsKhSD, F. 89")
    (True, False)
    """
    return re.search(
        r"copyright|rights[\s-]holder|all rights reserved|\breuse of\b|creative commons|public domain|©", text, re.I
    ) is not None


