"""Descriptions → Records (floor 3): the title's grammar, what markup and title say together, what a person decided.

Markup counts before the title: a role it states is not read from the title again. The title's names get the
identities that the markup gives the same names.
"""

import math
from dataclasses import dataclass, replace

from fonds.problems import Problem
from fonds.record.coverage import Coverage
from fonds.record.curation import Curation
from fonds.record.evidence import Evidence, Found, Span, normalised, stated
from fonds.record.names import Contribution, Name, Phrase, is_short_for
from fonds.record.record import Record, SourceFile
from fonds.record.spans import AnyDate
from fonds.sources.archive_page.decisions import decide_dates, decide_genre, decide_title
from fonds.sources.description.description import GENERAL_GENRES, Description
from fonds.sources.description.headings import natural_order
from fonds.sources.description.roles import CONTRIBUTOR
from fonds.sources.grammar.archival import find_archival_reference
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.grammar.title import Title
from fonds.sources.grammar.titles import CORRESPONDENCE, parse_title
from fonds.sources.language import find_language

LETTER_ROLES = ("sender", "addressee")


@dataclass(frozen=True, slots=True)
class _Parties:
    """Who has a part, who attended, and whom the title names beside them."""

    contributions: tuple[Contribution, ...]
    attendees: tuple[Contribution, ...]
    mentions: tuple[Found[Name], ...]
    problems: tuple[Problem, ...] = ()


def make_record(
    source: SourceFile, layout: str, description: Description, curation: Curation, lexicon: Lexicon
) -> Record:
    """Return the record of one description; ``layout`` names the format."""
    genre, wrong = decide_genre(_genre(description, lexicon), curation, lexicon)
    title = _read_title(source.page, description, lexicon, genre)
    if genre is None:
        genre, wrong = decide_genre(title.genre or _letter(description), curation, lexicon)
    parties = _parties(source, description, title, genre, lexicon)
    named, wrong_title = decide_title(description.title or description.supplied, curation)
    dates, wrong_dates = decide_dates(tuple(description.dates), curation)
    line, archival = description.source_line, description.archival
    languages = description.languages
    record = Record(
        source=source, curation=curation, layout=layout, language=_language(description), title=named, genre=genre,
        dates=dates, contributions=parties.contributions, attendees=parties.attendees, about=title.about,
        number=title.number, draft=title.draft, place_written=description.place, summary=description.summary,
        archival=archival or (find_archival_reference(source.page, line.span) if line else None), source_line=line,
        original_language=languages[0] if len(languages) == 1 else None, mentions=parties.mentions,
        subjects=tuple(description.subjects), keywords=tuple(description.keywords), extent=description.extent,
        addresses=tuple(description.addresses), identifiers=tuple(description.identifiers),
        notice=description.notice, used=title.used, prose=_prose(description),
    )
    missing = _doubts(description, record, title)
    problems = (*description.problems, *wrong, *wrong_title, *wrong_dates, *parties.problems, *missing)
    return replace(record, problems=problems)


# ── genre and title ──────────────────────────────────────────────────────────────────────────────────────


def genre_code(words: str, lexicon: Lexicon) -> str:
    """Return the genre a word stands for, as catalogues write it: plural, with a gloss in brackets; empty for none.

    >>> genre_code("Letters (correspondence)", Lexicon({"letter": "letter"}))
    'letter'
    """
    bare = " ".join(words.partition("(")[0].lower().strip(" .").split())
    forms = [bare]
    forms += [bare[:-1]] if bare.endswith("s") else []
    forms += [bare[:-2]] if bare.endswith("es") else []
    forms += [f"{bare[:-3]}y"] if bare.endswith("ies") else []
    known = (lexicon.genres.get(form) for form in forms)
    return next((code for code in known if code), CORRESPONDENCE if bare in lexicon.correspondence else "")


def _genre(description: Description, lexicon: Lexicon) -> Found[str] | None:
    """Return the genre by the words for it; one that says more goes before "correspondence"."""
    found = [
        Found(code, normalised("genre-word", words.span))
        for words in description.genre_words if (code := genre_code(words.text, lexicon))
    ]
    return next((genre for genre in found if genre.value != CORRESPONDENCE), found[0] if found else None)


def _letter(description: Description) -> Found[str] | None:
    """A document that the markup gives a sender or an addressee is correspondence of some kind."""
    spans = [c.evidence.spans[0] for c in description.contributions if c.role in LETTER_ROLES]
    return Found(CORRESPONDENCE, normalised("letter-roles", *spans)) if spans else None


def _read_title(page: str, description: Description, lexicon: Lexicon, genre: Found[str] | None) -> Title:
    if description.title is None:
        return Title()
    title = parse_title(page, description.title.span, lexicon, genre=genre)
    return title if description.single else replace(title, contributions=(), attendees=(), used=())


# ── names ────────────────────────────────────────────────────────────────────────────────────────────────


def _parties(
    source: SourceFile, description: Description, title: Title, genre: Found[str] | None, lexicon: Lexicon
) -> _Parties:
    marked = list(description.contributions)
    roles = {contribution.role for contribution in marked}
    known = [*description.title_names, *(c.name for c in marked), *(s.value for s in description.subjects)]
    told = [c._replace(name=_identified(c.name, known)) for c in title.contributions if c.role not in roles]
    attendees = tuple(c._replace(name=_identified(c.name, known)) for c in title.attendees)
    problems: list[Problem] = []
    if genre is None or genre.value not in lexicon.correspondence:
        for at, contribution in enumerate(marked):
            if contribution.role in LETTER_ROLES:
                marked[at] = contribution._replace(role=CONTRIBUTOR)
                detail = f"“{contribution.name.phrase.text}”, {contribution.role}"
                problems.append(Problem("role-unfitting", source.key, detail, description.line))
        told = [contribution for contribution in told if contribution.role not in LETTER_ROLES]
    contributions = (*marked, *told)
    taken = Coverage(c.name.phrase.span for c in (*contributions, *attendees))
    parties = [c.name for c in (*contributions, *attendees)]
    mentions = tuple(
        Found(name, stated("title-name", name.phrase.span)) for name in description.title_names
        if not taken.meets(name.phrase.span) and not any(_is_same(name, party) for party in parties)
    )
    return _Parties(contributions, attendees, mentions, tuple(problems))


def _is_same(name: Name, party: Name) -> bool:
    """Whether a name marked in a title is one that has a part in the document, by its words or its identity."""
    words = {name.phrase.text, natural_order(name.phrase.text)} & {party.phrase.text, party.full and party.full.text}
    same = {iri.text for iri in name.same_as} & {iri.text for iri in party.same_as}
    return bool(words or same)


def _identified(name: Name, known: list[Name]) -> Name:
    """Return a name of the title with what the markup knows of it: the same words, or the only fuller name there."""
    here = {other.phrase.span: other for other in known if other.phrase.span.meets(name.phrase.span)}
    if len(here) == 1:
        other = next(iter(here.values()))
        return name._replace(
            phrase=other.phrase, same_as=other.same_as, full=other.full,
            kind=name.kind if other.kind == "unknown" else other.kind,
        )
    fuller = {
        (full.text, other.same_as): (other, full)
        for other in known if (full := other.full or other.phrase) and is_short_for(name.phrase.text, full.text)
    }
    if len(fuller) != 1 or name.kind not in ("person", "unknown"):
        return name
    other, full = next(iter(fuller.values()))
    return name._replace(same_as=other.same_as, full=full)


# ── the rest ─────────────────────────────────────────────────────────────────────────────────────────────


def _language(description: Description) -> str:
    """Return the language of the description's own words, as stated or as its title and summary show it."""
    if description.title_language:
        return description.title_language
    found = [text.value for text in (description.title, description.summary) if text]
    return find_language("\n".join(found))


def _prose(description: Description) -> tuple[Span, ...]:
    return tuple(found.span for found in (description.title, description.summary) if found)


def _doubts(description: Description, record: Record, title: Title) -> list[Problem]:
    """Return what is missing, contradictory or unclear."""
    key, line = record.source.key, description.line
    found: list[Problem] = []
    if record.title is None:
        found.append(Problem("title-missing", key, line=line))
    if not record.dates:
        found.append(Problem("date-missing", key, line=line))
    elif not _agree(record):
        found.append(Problem("date-contradiction", key, ", ".join(d.date.value.edtf for d in record.dates), line))
    if record.genre is None:
        words = [w.text for w in description.genre_words if not set(w.text.lower().split()) <= GENERAL_GENRES]
        found.append(Problem("genre-unknown", key, ", ".join(f"“{word}”" for word in words), line))
    if len(description.languages) > 1:
        found.append(Problem("language-several", key, ", ".join(tag.value for tag in description.languages), line))
    if record.source_line and not record.archival:
        found.append(Problem("source-unreadable", key, f"“{record.source_line.value}”", line))
    if description.single:
        found.extend(Problem("name-unclear", key, f"“{words.text}”", line) for words in title.unclear)
        found.extend(Problem("name-left-out", key, f"“{words.text}”", line) for words in title.left_out)
    return found


def _agree(record: Record) -> bool:
    """Whether all dates allow the one that leaves the fewest days open."""
    values = [dated.date.value for dated in record.dates]
    finest = min(values, key=_width)
    return all(value.allows(finest) for value in values)


def _width(date: AnyDate) -> float:
    first, last = date.earliest, date.latest
    return (last - first).days if first and last else math.inf


def supply_title(words: str, *parts: Phrase) -> Found[str]:
    """Return a title that a description does not write, made of its own words (ISAD(G) 3.1.2, supplied titles)."""
    evidence: Evidence = normalised("supplied-title", *(part.span for part in parts))
    return Found(words, evidence)
