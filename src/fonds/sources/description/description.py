"""A description in the making (floor 3): what a reader finds, written out line by line, each value with its words.

Readers of a format fill it; they know nothing of titles' grammar or of what a person curated (`records.py`).
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace

from fonds.problems import Problem
from fonds.record.evidence import Found, Span, normalised, stated
from fonds.record.names import Contribution, Name, Phrase
from fonds.record.record import Dated, Notice
from fonds.record.references import ArchivalReference
from fonds.record.spans import AnyDate, DateSpan, make_span
from fonds.sources.description.dates import parse_coded, parse_written, says_undated
from fonds.sources.description.headings import name_end, natural_order
from fonds.sources.description.identifiers import web_address
from fonds.sources.description.languages import tag_of_code, tags_of_words
from fonds.sources.description.roles import split_role
from fonds.sources.grammar.names import kind_of
from fonds.sources.rendering import TextBuilder, one_line

GENERAL_GENRES = frozenset(
    """text still image stillimage collection dataset physical object physicalobject sound moving movingimage
    manuscript manuscripts document documents archival material materials item mixed""".split()
)
"""Words of kinds of things so general that a document of ours is one of them by itself."""


@dataclass(slots=True)
class Description:
    """What one description says. ``key`` names the record in Problems, ``line`` is where it begins in its file.

    ``title`` are the title's words, ``title_names`` the names marked in them, ``supplied`` a title the source does
    not write. ``genre_words`` are words for kinds of documents, which the vocabulary may know. ``single`` says that
    the description is of one document: only then does its title tell of sender and addressee.
    """

    key: str
    line: int | None = None
    text: TextBuilder = field(default_factory=TextBuilder)
    title: Found[str] | None = None
    supplied: Found[str] | None = None
    title_names: list[Name] = field(default_factory=list)
    title_language: str = ""
    genre_words: list[Phrase] = field(default_factory=list)
    dates: list[Dated] = field(default_factory=list)
    undated: bool = False
    contributions: list[Contribution] = field(default_factory=list)
    place: Found[Name] | None = None
    subjects: list[Found[Name]] = field(default_factory=list)
    keywords: list[Found[str]] = field(default_factory=list)
    addresses: list[Found[str]] = field(default_factory=list)
    identifiers: list[Found[str]] = field(default_factory=list)
    languages: list[Found[str]] = field(default_factory=list)
    summary: Found[str] | None = None
    extent: Found[str] | None = None
    notice: Notice | None = None
    archival: ArchivalReference | None = None
    source_line: Found[str] | None = None
    single: bool = True
    problems: list[Problem] = field(default_factory=list)
    _said: set[tuple[str, Hashable]] = field(default_factory=set)

    def _is_new(self, what: str, value: Hashable) -> bool:
        """Whether a value is said for the first time; it is not after that."""
        new = (what, value) not in self._said
        self._said.add((what, value))
        return new

    def note(self, code: str, detail: str = "", line: int | None = None) -> None:
        """Add a Problem of this record."""
        self.problems.append(Problem(code, self.key, detail, line or self.line))

    # ── words ────────────────────────────────────────────────────────────────────────────────────────

    def add_title(self, words: str, label: str = "title") -> Phrase | None:
        """Write the title; one that is there already stays the title. Empty words are none."""
        if not one_line(words):
            return None
        found = self.text.line(label, words)
        self.title = self.title or Found(found.text, stated("title", found.span))
        return found

    def add_line(self, label: str, words: str | None) -> Phrase | None:
        """Write words that nothing is made of, so that who looks sees them; empty ones are left out."""
        return self.text.line(label, words) if words and one_line(words) else None

    def add_text(self, label: str, paragraphs: Iterable[str], rule: str) -> Found[str] | None:
        """Write paragraphs as one text; None where there are none."""
        words = "\n\n".join(paragraphs)
        if not words.strip():
            return None
        self.text.add(f"{label}: ")
        found = self.text.add(words)
        self.text.add("\n")
        return Found(words, stated(rule, found.span))

    def add_identifier(self, label: str, words: str | None) -> None:
        """Write what the document is known by; a web address is where it can be seen."""
        if address := web_address(words):
            self.add_address(address)
        elif (found := self.add_line(label, words)) and self._is_new("identifier", found.text):
            self.identifiers.append(Found(found.text, stated("identifier", found.span)))

    def add_address(self, words: str | None) -> None:
        """Write a web address of the document; what is none is left out."""
        address = web_address(words)
        if address and self._is_new("address", address):
            found = self.text.line("address", address)
            self.addresses.append(Found(address, stated("address", found.span)))

    def add_keyword(self, label: str, words: str | None) -> None:
        """Write a subject that is no name."""
        if (found := self.add_line(label, words)) and self._is_new("keyword", found.text):
            self.keywords.append(Found(found.text, stated("keyword", found.span)))

    def add_genre(self, label: str, words: str | None) -> None:
        """Write a word for the kind of document."""
        if found := self.add_line(label, words):
            self.genre_words.append(found)

    def add_language(self, code: str | None, words: str | None) -> None:
        """Write the languages a code or words name."""
        tags = [tag] if (tag := tag_of_code(code or "")) else tags_of_words(words or "")
        said = " — ".join(filter(None, dict.fromkeys((one_line(words or ""), one_line(code or "")))))
        found = self.add_line("language", said)
        for tag in tags:
            if found and self._is_new("language", tag):
                self.languages.append(Found(tag, normalised("language", found.span)))

    def add_notice(self, label: str, paragraphs: list[str]) -> None:
        """Write conditions of access or use; all of them are one notice. The last call counts."""
        if found := self.add_text(label, paragraphs, "conditions"):
            self.notice = Notice(found)

    # ── names ────────────────────────────────────────────────────────────────────────────────────────

    def add_name(
        self, label: str, words: str, *, kind: str = "", iris: Iterable[str] = (), spoken: bool = True
    ) -> tuple[Name, str] | None:
        """Write a name with its IRIs; return it with the role written in the words themselves (empty: none).

        ``kind`` empty: what the form of the words tells. An inverted heading of a person is written in natural order
        too (``spoken``), which is the name's fuller form. None where there are no words.
        """
        words = one_line(words)
        start, end, role = split_role(words)
        name = words[start:end]
        turned = natural_order(name[: name_end(name)]) if spoken and kind in ("", "person") else ""
        kind = kind or ("person" if turned else kind_of(name[: name_end(name)]))
        end = start + name_end(name) if kind in ("person", "unknown") else end
        if not any(char.isalnum() for char in words[start:end]):
            return None
        self.text.add(f"{label}: ")
        at = self.text.length
        self.text.add(words)
        phrase = Phrase(words[start:end], Span(at + start, at + end))
        full = self._bracketed(" (", turned, ")") if turned else None
        same = tuple(self._bracketed(" <", iri, ">") for iri in dict.fromkeys(filter(None, iris)))
        self.text.add("\n")
        return Name(phrase, kind=kind, same_as=same, full=full), role

    def add_contribution(self, role: str, name: Name, rule: str) -> None:
        """Add who has a part, once for each role."""
        if self._is_new(role, name.phrase.text):
            self.contributions.append(Contribution(role, name, stated(rule, name.phrase.span)))

    def add_subject(self, label: str, words: str, kind: str, iris: Iterable[str] = ()) -> None:
        """Add what the document is about: a name, or a heading of a list of subjects."""
        iris = tuple(filter(None, iris))
        if kind == "subject" and not iris:
            self.add_keyword(label, words)
        elif found := self.add_name(label, words, kind=kind, iris=iris):
            name = found[0]
            if self._is_new("subject", name.phrase.text):
                self.subjects.append(Found(name, stated("subject", name.phrase.span)))

    def _bracketed(self, before: str, words: str, behind: str) -> Phrase:
        self.text.add(before)
        phrase = self.text.add(words)
        self.text.add(behind)
        return phrase

    # ── dates ────────────────────────────────────────────────────────────────────────────────────────

    def add_date(self, position: str, words: str, code: str = "", doubt: str = "", line: int | None = None) -> None:
        """Write a date as its words and its code say it; where both are there the code counts, with the words' doubts.

        ``doubt`` is the source's own word: approximate, circa, questionable … Words that are no date are told of.
        """
        words, code = one_line(words), one_line(code)
        said = " — ".join(filter(None, dict.fromkeys((words, code))))
        if not said:
            return
        self.text.add(f"{position}: ")
        span = self.text.add(said).span
        self.text.add(f" ({doubt})\n" if doubt else "\n")
        written = parse_written(words) if words else None
        coded = parse_coded(code) if code else None
        value = _as_written(coded, written) if coded and written else coded or written
        if value is not None:
            self.put_date(position, value, span, doubt)
        elif says_undated(words):
            self.undated = True
        else:
            self.note("date-unreadable", f"“{said}”", line)

    def put_date(self, position: str, value: AnyDate, span: Span, doubt: str = "") -> None:
        """Add a date that rests on words already written."""
        found = doubted(value, doubt)
        evidence = normalised("date", span)._replace(certainty=doubt)
        if self._is_new("date", found):
            self.dates.append(Dated(position, Found(found, evidence)))


def _as_written(coded: AnyDate, written: AnyDate) -> AnyDate:
    """Return a coded date with what its form has left out: "circa", "?", "between" in the words beside it."""
    if not isinstance(written, DateSpan):
        return coded
    first, last = (coded.first, coded.last) if isinstance(coded, DateSpan) else (coded, coded)
    same = (first, last) == (written.first, written.last)
    found = make_span(
        first, last, choice=(isinstance(coded, DateSpan) and coded.choice) or (same and written.choice),
        uncertain=written.uncertain or (isinstance(coded, DateSpan) and coded.uncertain),
        approximate=written.approximate or (isinstance(coded, DateSpan) and coded.approximate),
    )
    return found or coded


def doubted(value: AnyDate, doubt: str) -> AnyDate:
    """Return a date with the doubt its source has in words.

    >>> doubted(parse_coded("1911"), "circa").edtf, doubted(parse_coded("1911"), "inferred").edtf
    ('1911~', '1911')
    """
    words = doubt.lower()
    approximate = any(word in words for word in ("approx", "circa", "ca.", "estimat", "ungef", "environ"))
    uncertain = any(word in words for word in ("question", "uncertain", "doubt", "probab", "possib", "unsicher"))
    if not approximate and not uncertain:
        return value
    if isinstance(value, DateSpan):
        return replace(
            value, uncertain=value.uncertain or uncertain, approximate=value.approximate or approximate
        )
    return make_span(value, value, uncertain=uncertain, approximate=approximate) or value
