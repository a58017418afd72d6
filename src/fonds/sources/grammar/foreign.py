"""Titles in other languages (floor 3): "Brief von X an Y", "Lettre de X à Y", "Письмо X Y".

One pass over the words behind the genre: a preposition of the language opens a part, its subject ends all parts, and
what stands first without one is whose text it is ("Schreiben des Botschafters X an Y"). Names stay in the case they
stand in. What language says which word is data: `tongues.py`.
"""

import re
from dataclasses import dataclass, field

from fonds.record.evidence import Found, Span, normalised, stated
from fonds.record.names import Contribution, Name, Phrase
from fonds.sources.grammar.cases import Word, by_case
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.grammar.names import is_acronym, is_initials, is_place, looks_personal, phrase
from fonds.sources.grammar.tongues import Tongue

_TOKEN = re.compile(r"[dlDL]['’](?=\w)|[^\W\d_]+\([^\W\d_]\)|[^\s,;:()\[\]«»“”„\"–—]+|[,;:(\[«“„\"–—]")
_ENDS = frozenset(":([«“„\"–—;")
_ATTENDED = frozenset({"about", "between", "with"})
_SENT = frozenset({"about", "by", "from", "place", "to", "to-body", "to-party", "via"})
_SUBJECT = frozenset({"about"})
_ONLY_TO = frozenset({"to"})
OWN_WRITINGS = frozenset({"diary"})
ISSUED = frozenset({"declaration", "decree", "minutes"})
"""Genres whose text a body issues, which stands first behind the genre ("Beschluss des Politbüros")."""
_ROLES = {"from": "sender", "to": "addressee", "by": "author", "own": "sender"}
MOST_TOKENS = 80
MOST_BEFORE_TALK = 5
LOOKED_AT = 6
"""Words behind a genre that tell the language, where the genre alone does not."""
MOST_NAMES = 12
LONGEST_NAME = 4


@dataclass(slots=True)
class Reading:
    """What a title in another language says: its parties, and the words in which office and name are not clear."""

    genre: Found[str]
    contributions: list[Contribution] = field(default_factory=list)
    attendees: list[Contribution] = field(default_factory=list)
    unclear: list[Phrase] = field(default_factory=list)
    left_out: list[Phrase] = field(default_factory=list)


def find_tongue(page: str, genre: Span, end: int, lexicon: Lexicon) -> Tongue | None:
    """Return the language a title goes on in after its genre; None where that is English.

    A word that is English too ("Note", "Message") needs a preposition of the other language behind it.
    """
    word = _folded(page, genre)
    for tongue in lexicon.tongues.get(word) or lexicon.tongues.get(word.removesuffix("s"), ()):
        if not _is_english(word, lexicon) and word not in tongue.shared:
            return tongue
        if word in tongue.shared and not _goes_on(page, genre.end, end, tongue):
            continue
        if word in tongue.shared:
            return tongue
        following = next(_TOKEN.finditer(page, genre.end, min(end, genre.end + 40)), None)
        if following and following[0].lower() in {*tongue.opens, *tongue.genitives}:
            return tongue
    return None


def is_foreign_only(page: str, genre: Span, lexicon: Lexicon) -> bool:
    """Whether a word is one for a genre in another language, and none for it in English ("Brief")."""
    word = _folded(page, genre)
    return word in lexicon.tongues and not _is_english(word, lexicon)


def _folded(page: str, genre: Span) -> str:
    return " ".join(genre.of(page).lower().replace("’", "'").split())


def _is_english(word: str, lexicon: Lexicon) -> bool:
    return word in lexicon.english or word.removesuffix("s") in lexicon.english


def _goes_on(page: str, start: int, end: int, tongue: Tongue) -> bool:
    """Whether what follows is in a language: nothing does, or one of the next words is a word of it."""
    tokens = [match[0].lower() for match, _ in zip(_TOKEN.finditer(page, start, end), range(LOOKED_AT), strict=False)]
    known = {*tongue.opens, *tongue.genitives, *tongue.articles}
    numbered = bool(tokens) and (tokens[0].startswith("nr") or tokens[0][:1].isdigit())
    return not tokens or numbered or any(token in known for token in tokens)


def read_foreign(page: str, rest: Span, genre: Found[str], tongue: Tongue, lexicon: Lexicon) -> Reading:
    """Read the parties that the words of a title behind its genre name."""
    words = _words(page, rest)
    reading = Reading(genre)
    skipped = _find_talk(words, tongue)
    if skipped and (code := _talk_code(words[:skipped], tongue, lexicon)) and genre.value not in ("letter", "telegram"):
        reading.genre = Found(code, normalised("title-talk", Span(genre.span.start, words[skipped - 1].span.end)))
        words = words[skipped:]
    if reading.genre.value in lexicon.conversations:
        _read_conversation(page, reading, _parts(words, tongue, _ATTENDED), tongue)
    elif reading.genre.value in lexicon.correspondence:
        _read_letter(page, reading, _parts(words, tongue, _SENT), tongue)
    else:
        given = reading.genre.value in lexicon.reports
        _read_report(page, reading, _parts(words, tongue, _SENT), tongue, given=given)
    return reading


def read_bare(page: str, body: Span, lexicon: Lexicon) -> Reading | None:
    """Read "X an Y" without a genre, in a language whose words show both to be parties; None in any other."""
    if lexicon.prepositions.isdisjoint(page[body.start : body.end].lower().split()):
        return None
    words = _words(page, body)
    for tongue in lexicon.languages:
        if not words or not _is_party(words[0], tongue):
            continue
        opened = next((i for i, kind in _openers(words, tongue, _ONLY_TO).items() if kind == "to"), 0)
        behind = words[opened + 1 :]
        if not opened or not _is_party(_following(words, opened, tongue), tongue):
            continue
        form = Found("correspondence", normalised("title-form", Span(words[0].span.start, words[-1].span.end)))
        reading = Reading(form)
        _add(page, reading, "sender", words[:opened], tongue)
        _add(page, reading, "addressee", _parts(behind, tongue, _SUBJECT)["own"], tongue)
        return reading
    return None


def _words(page: str, span: Span) -> list[Word]:
    return [
        Word(match[0], Span(*match.span()))
        for match, _ in zip(_TOKEN.finditer(page, span.start, span.end), range(MOST_TOKENS), strict=False)
    ]


def _find_talk(words: list[Word], tongue: Tongue) -> int:
    """Return how many words lead up to the talk a text records ("Vermerk | über ein Gespräch"); 0 where none do."""
    if not words or tongue.opens.get(words[0].lower) != "about":
        return 0
    for index, word in enumerate(words[1 : 1 + MOST_BEFORE_TALK], 1):
        if tongue.begins("talk", word.text):
            return index + 1
        if word.lower in tongue.opens:
            return 0
    return 0


def _talk_code(words: list[Word], tongue: Tongue, lexicon: Lexicon) -> str | None:
    phoned = any(tongue.begins("phone", word.text) for word in words)
    return lexicon.genres.get("telephone conversation" if phoned else "conversation")


def _parts(words: list[Word], tongue: Tongue, kinds: frozenset[str]) -> dict[str, list[Word]]:
    """Cut the words at the language's prepositions that open one of some kinds of part.

    The first of each kind counts, what follows a subject or a date does not.
    """
    chosen = _openers(words, tongue, kinds)
    parts: dict[str, list[Word]] = {"own": []}
    kind = "own"
    for index, word in enumerate(words):
        opened = chosen.get(index)
        if opened == "about" or word.text in _ENDS:
            break
        if opened:
            kind = opened
            parts.setdefault(kind, [])
        elif word.text[:1].isdigit() and "-" not in word.text:
            kind = "date"
            parts.setdefault(kind, [])
        else:
            parts[kind].append(word)
    return parts


def _openers(words: list[Word], tongue: Tongue, kinds: frozenset[str]) -> dict[int, str]:
    """Return which words open a part. Of several "to" the first before a party counts, else the first."""
    found: dict[int, str] = {}
    tos: list[int] = []
    for index, word in enumerate(words):
        second = words[index + 1].lower if index + 1 < len(words) else ""
        kind = tongue.opens.get(f"{word.lower} {second}") or tongue.opens.get(word.lower)
        following = _following(words, index, tongue)
        if kind is None:
            continue
        kind = "about" if kind == "to-party" and not _is_party(following, tongue) else kind
        if following is not None and following.text[:1].isdigit():
            found[index] = "date"
        elif kind not in kinds:
            continue
        elif kind in ("to", "to-party") or (kind == "to-body" and following and tongue.begins("body", following.text)):
            tos.append(index)
        elif kind != "to-body" and (kind == "about" or kind not in found.values()):
            found[index] = kind
        if kind == "about":
            break
    party = [i for i in tos if _is_party(_following(words, i, tongue), tongue)]
    if len(tos) > 1 and not party and _is_seat(words, tos[0], tos[1], tongue):
        tos = tos[1:]
    if tos:
        found[(party or tos)[0]] = "to"
    return found


def _is_seat(words: list[Word], to: int, following: int, tongue: Tongue) -> bool:
    """Whether one word between two "to" is where an office or a body is: "l'ambassadeur de France à Berlin | à X"."""
    held = any(tongue.begins("office", word.text) or tongue.begins("body", word.text) for word in words[:to])
    return held and following - to == 2 and words[to + 1].text[:1].isupper()


def _following(words: list[Word], index: int, tongue: Tongue) -> Word | None:
    return next((word for word in words[index + 1 : index + 4] if word.lower not in tongue.articles), None)


def _is_party(word: Word | None, tongue: Tongue) -> bool:
    """Whether a word is the first of a party for sure."""
    if word is None:
        return False
    return word.lower in tongue.courtesy or tongue.begins("office", word.text) or tongue.begins("body", word.text)


def _read_conversation(page: str, reading: Reading, parts: dict[str, list[Word]], tongue: Tongue) -> None:
    """Attendees: between whom, with whom, and whose talk it was; the body whose meeting it was."""
    own = parts.get("own", [])
    met = next((i for i, word in enumerate(own[:3]) if tongue.begins("session", word.text)), None)
    own = own if met is None else own[met + 1 :]
    while own and tongue.opens.get(own[0].lower) == "from":
        own = own[1:]
    if reading.genre.value in ISSUED:
        _add_issuer(page, reading, own, tongue)
    name = _name(page, own, Reading(reading.genre), tongue) if own else None
    if name and ("with" in parts or name.kind == "organization"):
        _add(page, reading, "participant", own, tongue)
    for kind in ("between", "with"):
        _add(page, reading, "participant", parts.get(kind, []), tongue)


def _read_report(
    page: str, reading: Reading, parts: dict[str, list[Word]], tongue: Tongue, *, given: bool
) -> None:
    """The author, where "by" or a whole "from X to Y" names one; a diary is its owner's where initials name them."""
    _add(page, reading, "author", parts.get("by", []), tongue)
    own = parts.get("own", [])
    if reading.genre.value in OWN_WRITINGS and any(is_initials(word.text) for word in own):
        _add(page, reading, "author", own, tongue)
    if reading.genre.value in ISSUED and "by" not in parts:
        _add_issuer(page, reading, own, tongue)
    source = parts.get("from") or (own if own and own[0].lower in tongue.genitives else [])
    if given and source and "to" in parts and "by" not in parts:
        _add(page, reading, "author", source, tongue)
        _add(page, reading, "intended-informee", parts["to"], tongue)


def _add_issuer(page: str, reading: Reading, own: list[Word], tongue: Tongue) -> None:
    """Read the body right behind a genre: whose text it is by the case of the words ("Beschluss des Politbüros")."""
    if not own or own[0].text == "," or not (own[0].lower in tongue.genitives or tongue.genitive_endings):
        return
    first = next((word for word in own if word.lower not in tongue.articles), None)
    if first and (tongue.begins("body", first.text) or is_acronym(first.text)):
        _add(page, reading, "issuing-body", own, tongue)


def _read_letter(page: str, reading: Reading, parts: dict[str, list[Word]], tongue: Tongue) -> None:
    """Sender and addressee; what stands first is the sender's where another part, or its case, shows it."""
    own = parts.get("own", [])
    if own and "from" not in parts:
        sender, addressee = by_case(own, tongue) if "to" not in parts else (own, [])
        marked = own[0].lower in tongue.genitives or bool(tongue.genitive_endings) or "to" in parts
        if own[0].text == ",":
            marked, sender = "to" in parts, own[1:]
        _add(page, reading, "sender", sender if marked else [], tongue)
        _add(page, reading, "addressee", addressee, tongue)
    for kind in ("from", "to", "by"):
        _add(page, reading, _ROLES[kind], parts.get(kind, []), tongue)
    via = parts.get("via", [])
    if any(word.lower in tongue.courtesy or is_initials(word.text) or tongue.begins("office", word.text) for word in via):
        _add(page, reading, "channel", via, tongue)


def _add(page: str, reading: Reading, role: str, words: list[Word], tongue: Tongue) -> None:
    """Read the names of one part and add them in a role."""
    into = reading.attendees if role == "participant" else reading.contributions
    pieces = _pieces(words, tongue)
    for position, (joint, piece) in enumerate(pieces[:MOST_NAMES]):
        name = _name(page, piece, reading, tongue)
        if joint == "," and position and not _closed(pieces[position:]):
            _apposition(page, reading, into, piece, name, tongue)
        elif name and not name.offices and is_place(name.phrase.text):
            reading.left_out.append(name.phrase)
        elif name:
            into.append(Contribution(role, name, stated(f"title-{tongue.language}-{role}", name.phrase.span)))


def _pieces(words: list[Word], tongue: Tongue) -> list[tuple[str, list[Word]]]:
    """Cut a part at commas and "and"; each piece with what joins it to the one before."""
    pieces: list[tuple[str, list[Word]]] = [("", [])]
    for word in words:
        if word.text == "," or word.lower in tongue.joins:
            joint = "," if word.text == "," else "and"
            if pieces[-1][1]:
                pieces.append((joint, []))
            else:
                pieces[-1] = (joint, [])
        else:
            pieces[-1][1].append(word)
    return [(joint, piece) for joint, piece in pieces if piece]


def _closed(pieces: list[tuple[str, list[Word]]]) -> bool:
    """Whether "and" closes the list a comma began."""
    return any(joint == "and" for joint, _ in pieces[1:])


def _apposition(
    page: str, reading: Reading, into: list[Contribution], words: list[Word], name: Name | None, tongue: Tongue
) -> None:
    """What follows a comma: the office of a person named before it, else words that are left out."""
    last = into[-1] if into else None
    whole = phrase(page, words[0].span.start, words[-1].span.end)
    office = any(tongue.begins("office", word.text) for word in words[:3])
    if last and name and last.name.kind == "unknown" and words[0].lower in tongue.courtesy:
        into[-1] = Contribution(last.role, Name(name.phrase, (last.name.phrase, *name.offices), "person"), last.evidence)
    elif last and office and name and not name.offices and last.name.kind == "person":
        into[-1] = Contribution(
            last.role, Name(last.name.phrase, (*last.name.offices, name.phrase), "person"), last.evidence
        )
    else:
        reading.left_out.append(whole)


def _name(page: str, words: list[Word], reading: Reading, tongue: Tongue) -> Name | None:
    """Read one name: article and form of address are left out, an office before it stands apart."""
    while words and (words[0].lower in tongue.articles or words[0].lower in tongue.courtesy):
        words = words[1:]
    if not words:
        return None
    whole = phrase(page, words[0].span.start, words[-1].span.end)
    start = _name_start(words, tongue)
    if start is None:
        reading.unclear.append(whole)
        return Name(whole)
    if 0 < start < len(words):
        office = phrase(page, words[0].span.start, words[start - 1].span.end)
        bare = words[start:]
        while len(bare) > 1 and bare[0].lower in tongue.courtesy:
            bare = bare[1:]
        office = phrase(page, office.span.start, words[start - 1].span.end)
        return Name(phrase(page, bare[0].span.start, bare[-1].span.end), (office,), "person")
    return Name(whole, kind=_kind(whole.text, words, tongue, office=start == len(words)))


def _name_start(words: list[Word], tongue: Tongue) -> int | None:
    """Return the word the name begins at: 0 without an office, all words where no name follows, None if unclear."""
    if tongue.begins("body", words[0].text) or not any(tongue.begins("office", word.text) for word in words[:3]):
        return 0
    told = next((i for i, w in enumerate(words) if i and (is_initials(w.text) or w.lower in tongue.courtesy)), None)
    if told:
        return told
    last = max(i for i, word in enumerate(words[:3]) if tongue.begins("office", word.text))
    rest = words[last + 1 :]
    if not rest:
        return len(words)
    bare = len(rest) <= LONGEST_NAME and all(
        word.text[:1].isupper() and not is_acronym(word.text) and not _belongs(word, tongue) for word in rest
    )
    if bare:
        return last + 1
    ends = len(rest) > 1 and rest[-1].text[:1].isupper() and not is_acronym(rest[-1].text) and not _belongs(rest[-1], tongue)
    return None if ends and tongue.begins("body", rest[-2].text) else len(words)


def _belongs(word: Word, tongue: Tongue) -> bool:
    return word.lower in tongue.opens or word.lower in tongue.articles or tongue.begins("body", word.text)


def _kind(text: str, words: list[Word], tongue: Tongue, *, office: bool) -> str:
    if office:
        return "unknown"
    if any(tongue.begins("body", word.text) for word in words) or all(is_acronym(word.text) for word in words):
        return "organization"
    return "person" if looks_personal(text) else "unknown"
