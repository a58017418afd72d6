"""Labels of an archive's page (floor 3): the words each has, and the form a value must have to belong to it.

A label stands alone on its line, its value below it, or has the value behind it. To teach a label: a row of
:data:`LABELS`; what is done with its values is told in `values.py`.
"""

import re
from dataclasses import dataclass
from functools import cache

from fonds.record.evidence import Span
from fonds.sources.grammar.dates import parse_date_line
from fonds.sources.grammar.names import INVISIBLE

LONGEST_LABEL_LINE = 300
"""Characters a line may have that begins with a label and no colon."""
_ANY = re.compile(r".{2,200}", re.DOTALL)
_LONG = re.compile(r".{3,4000}", re.DOTALL)
_NAMES = re.compile(r"[^\W_].{1,199}", re.DOTALL)
_NUMBER = re.compile(r"\d{1,20}")
_DATE = re.compile(r"[\w ,/.-]{1,40}")
_WORDS = re.compile(r"[^\W\d_]+(?:[ ,;/&-]+[^\W\d_]+){0,4}")


@dataclass(frozen=True, slots=True)
class Label:
    """What one label says of its values.

    ``words`` are its wordings, lower-case and without a colon. ``form`` is what a value must look like. ``free``:
    almost any words would fit, so that a value on the label's own line needs a colon before it. ``many``: each line
    is a value. ``pills``: the values are names or topics, which belong to the label only where it clearly owns them.
    ``opens``: words that hardly stand in a text as a line of their own, so that they may begin the tail.
    """

    field: str
    words: tuple[str, ...]
    form: re.Pattern[str]
    free: bool = False
    many: bool = False
    pills: bool = False
    opens: bool = False


LABELS: tuple[Label, ...] = (
    Label("uploaded", ("original uploaded date", "original upload date", "uploaded date", "upload date"), _DATE,
          opens=True),
    Label("identifier", ("record id", "record number", "document id"), _NUMBER, opens=True),
    Label("language", ("languages", "language"), _WORDS, free=True),
    Label("original-language", ("original language", "language of original"), _WORDS, free=True, opens=True),
    Label("type", ("document type", "type"), _WORDS, free=True),
    Label("archive", ("original archive", "holding archive", "repository"), _ANY, free=True, opens=True),
    Label("source", ("sources", "source"), _LONG, free=True),
    Label("rights", ("rights statement", "rights"), _LONG, free=True),
    Label("marking", ("original classification", "classification"), _WORDS, free=True, opens=True),
    Label("author", ("author(s)", "authors", "author"), _NAMES, free=True, many=True, pills=True, opens=True),
    Label("people", ("associated people & organizations", "associated people and organizations", "associated people",
                     "associated organizations"), _NAMES, free=True, many=True, pills=True, opens=True),
    Label("places", ("associated places",), _NAMES, free=True, many=True, pills=True, opens=True),
    Label("topics", ("associated topics", "subjects discussed", "subject(s)"), _NAMES, free=True, many=True,
          pills=True, opens=True),
    Label("donor", ("donor(s)", "donors", "donor"), _NAMES, free=True, many=True, pills=True, opens=True),
    Label("related", ("related documents", "related document"), _LONG, free=True, many=True, opens=True),
)
"""Every label of the tail."""

_EDGES = f" :\u00a0\t{INVISIBLE}"
HEADING = "document information"
"""The heading of the tail, which may stand anywhere among the labels."""


@dataclass(slots=True)
class Labelled:
    """A label where it stands, and the values that are its own; none where nothing stands there that is."""

    label: Label
    span: Span
    values: list[Span]


def label_name(words: str) -> str:
    """Return a label as :data:`LABELS` has it.

    >>> label_name("Record ID:")
    'record id'
    """
    return " ".join(words.strip(_EDGES).lower().split())


def label_of(words: str) -> Label | None:
    """Return the label that words are, or None.

    >>> label_of("Author(s):").field
    'author'
    """
    return by_words().get(label_name(words))


def label_line(line: str) -> re.Match[str] | None:
    """Match a line that begins with a label: groups ``label``, ``colon`` and ``value``; a long one needs the colon.

    >>> label_line("Record ID: 17")["value"]
    '17'
    >>> label_line("Recording of it") is None
    True
    """
    found = labelled().fullmatch(line)
    return found if found and (found["colon"] or len(line) < LONGEST_LABEL_LINE) else None


def labels_of_run(line: str) -> list[tuple[int, int]]:
    """Return where each label stands in a line that is nothing but labels, two or more; else nothing.

    >>> labels_of_run("Source  Rights"), labels_of_run("Source of Rights")
    ([(0, 6), (8, 14)], [])
    """
    if len(line) >= LONGEST_LABEL_LINE or not _run().fullmatch(line):
        return []
    found = [match.span() for match in _one().finditer(line)]
    return found if len(found) > 1 or HEADING in line.lower() else []


def fits(page: str, label: Label, value: Span) -> bool:
    """Whether a value has the form its label asks for; a label is no value of another one."""
    text = value.of(page)
    if label.field == "uploaded":
        return parse_date_line(page, value) is not None
    if label_of(text) or label_name(text) == HEADING:
        return False
    return len(text) <= 4_000 and label.form.fullmatch(text) is not None


@cache
def by_words() -> dict[str, Label]:
    """The table by each wording."""
    return {words: label for label in LABELS for words in label.words}


@cache
def _alternatives() -> str:
    longest_first = sorted(by_words(), key=len, reverse=True)
    return "|".join(re.escape(words).replace(r"\ ", r"[^\S\r\n]+") for words in longest_first)


@cache
def labelled() -> re.Pattern[str]:
    """Return the pattern of a line that begins with a label."""
    return re.compile(
        rf"(?P<label>{_alternatives()})(?P<colon>[^\S\r\n]*:)?[^\S\r\n]*(?:(?<=[\s:])(?P<value>\S.*))?", re.IGNORECASE
    )


@cache
def _run() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{_alternatives()}|{HEADING})(?:[^\S\r\n]*:[^\S\r\n]*|[^\S\r\n]+|\Z))+", re.IGNORECASE)


@cache
def _one() -> re.Pattern[str]:
    return re.compile(rf"(?:{_alternatives()}|{HEADING})(?=[\s:]|\Z)", re.IGNORECASE)
