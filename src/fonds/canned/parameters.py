"""Typed parameters (floor 4): a caller's text → one RDF term, or a ParameterError that names the parameter.

A type is a row of :data:`TYPES`: what it is called in headers, a hint for people, and a function that reads
text. Every term is built by ``fonds.rdf.literals``; no text passes through unread.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from fonds.errors import ParameterError
from fonds.rdf.iris import ENTITY_KINDS, Iris, concept
from fonds.rdf.literals import Term, iri_term, lang_string, plain, typed
from fonds.rdf.namespaces import PREFIXES, SCHEMA, VOCABULARY, expand

LONGEST_TEXT = 2_000
"""Characters one value may have."""
MOST_VALUES = 100
"""Values a parameter with ``many`` may have."""
FROM_DATA = "from the data"
"""Offers: whatever the query's own pattern finds for the variable."""

_IRI_CHARACTER = r"(?:[^\s<>\"{}|^`\\%#\[\]]|%[0-9A-Fa-f]{2})"
_IRI = re.compile(rf"[A-Za-z][A-Za-z0-9+.-]*:{_IRI_CHARACTER}+(?:#{_IRI_CHARACTER}*)?")
_KEY = re.compile(rf"(?:doc|{'|'.join(ENTITY_KINDS)})(?:/[a-z0-9-]+)+(?:#[a-z0-9-]+)?")
_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What one parameter takes. ``variable`` is its name in the query, ``name`` the one callers use.

    Without a value, ``default`` (texts, as a caller would give them) is taken; without a default,
    ``optional`` means that nothing restricts the variable, and otherwise the parameter is required.
    ``language`` makes a string one in that language; ``datatype`` (a full IRI) belongs to the type
    ``literal``. Only ``choices`` are allowed where there are any; ``offers`` are offered and restrict nothing: a
    SELECT whose first column gives values, or :data:`FROM_DATA`.
    """

    name: str
    variable: str
    type: str = "string"
    label: str = ""
    description: str = ""
    default: tuple[str, ...] = ()
    example: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    offers: str = ""
    many: bool = False
    optional: bool = False
    language: str = ""
    datatype: str = ""

    @property
    def required(self) -> bool:
        """True where the query cannot be run without a value."""
        return not self.default and not self.optional

    @property
    def hint(self) -> str:
        """What a value looks like, in words that follow "must be"."""
        return TYPES[self.type].hint


@dataclass(frozen=True, slots=True)
class ParameterType:
    """A type: ``hint`` follows "must be"; ``read`` makes the term, or raises ValueError."""

    hint: str
    read: Callable[[str, Parameter, Iris], Term]


def parameter_terms(parameter: Parameter, texts: list[str], iris: Iris) -> list[Term]:
    """Return the terms of the given texts, without repetition, in their order.

    Raises ParameterError, naming the parameter, for a text that does not fit and for too many of them.
    """
    most = MOST_VALUES if parameter.many else 1
    if len(texts) > most:
        allowed = f"at most {most} values" if parameter.many else "one value"
        raise ParameterError(
            parameter.name, f"The parameter {parameter.name!r} takes {allowed}, not {len(texts)}."
        )
    return list(dict.fromkeys(_term(parameter, text, iris) for text in texts))


def _term(parameter: Parameter, text: str, iris: Iris) -> Term:
    if parameter.choices and text.strip() not in parameter.choices:
        wanted = f"It must be one of: {', '.join(parameter.choices)}."
    elif len(text) > LONGEST_TEXT or _CONTROL.search(text):
        wanted = f"It must be text of at most {LONGEST_TEXT} characters, without control characters."
    else:
        try:
            return TYPES[parameter.type].read(text, parameter, iris)
        except ValueError:
            wanted = f"It must be {parameter.hint}."
    shown = text if len(text) <= 80 else text[:80] + "…"
    raise ParameterError(parameter.name, f"The parameter {parameter.name!r} does not take {shown!r}.", wanted)


def _known(key: str, *kinds: str) -> str:
    """Return the key when it is one of these kinds'; only archival units have more than two segments."""
    kind, _, rest = key.partition("/")
    nested = "/" in rest and kind != "archival-unit"
    if kind not in kinds or nested or "#" in key or not _KEY.fullmatch(key):
        raise ValueError(key)
    return key


def _below(text: str, iris: Iris) -> str:
    """Return the path below the site's base of a full IRI, a local path or a key."""
    text = text.strip()
    return iris.local(text) or text.removeprefix("/")


def _kind_reader(*kinds: str) -> Callable[[str, Parameter, Iris], Term]:
    def read(text: str, parameter: Parameter, iris: Iris) -> Term:
        return iri_term(iris.entity(_known(_below(text, iris), *kinds)))

    return read


def _concept_reader(scheme: str) -> Callable[[str, Parameter, Iris], Term]:
    def read(text: str, parameter: Parameter, iris: Iris) -> Term:
        code = text.strip().removeprefix(f"{VOCABULARY}{scheme}/").removeprefix(f"{scheme}:")
        return iri_term(concept(scheme, _matched(_CODE, code)))

    return read


def _concept(text: str, parameter: Parameter, iris: Iris) -> Term:
    """A concept of any scheme of ours: its IRI, ``genre/letter`` or ``genre:letter``."""
    scheme, _, code = text.strip().removeprefix(VOCABULARY).replace(":", "/", 1).partition("/")
    return iri_term(concept(_matched(_CODE, scheme), _matched(_CODE, code)))


def _iri(text: str, parameter: Parameter, iris: Iris) -> Term:
    """A full IRI, one of our prefixed names, or a key or path of this site (with a fragment, if need be)."""
    text = text.strip()
    if _KEY.fullmatch(text.removeprefix("/")):
        return iri_term(iris.entity(text.removeprefix("/")))
    if text.partition(":")[0] in PREFIXES:
        text = expand(text)
    if text.startswith("http://schema.org/"):
        text = SCHEMA + text.removeprefix("http://schema.org/")
    if not text.isprintable():
        raise ValueError(text)
    parts = urlsplit(_matched(_IRI, text))
    if parts.scheme in ("http", "https") and (not parts.hostname or parts.port == 0):
        raise ValueError(text)  # and reading .port raises where it is no number
    return iri_term(text)


def _string(text: str, parameter: Parameter, iris: Iris) -> Term:
    return lang_string(text, parameter.language) if parameter.language else plain(text)


def _literal(text: str, parameter: Parameter, iris: Iris) -> Term:
    return f"{plain(text.strip())}^^{iri_term(parameter.datatype)}"


def _integer(text: str, parameter: Parameter, iris: Iris) -> Term:
    return typed(str(int(_matched(re.compile(r"[+-]?[0-9]{1,18}"), text.strip()))), "xsd:integer")


def _decimal(text: str, parameter: Parameter, iris: Iris) -> Term:
    return typed(_matched(re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]{1,18})?"), text.strip()), "xsd:decimal")


def _number(text: str, parameter: Parameter, iris: Iris) -> Term:
    """A number as SPARQL reads it where it is written without quotes: 3 is an integer, 3.0 a decimal."""
    text = text.strip()
    return _integer(text, parameter, iris) if text.lstrip("+-").isdigit() else _decimal(text, parameter, iris)


def _date(text: str, parameter: Parameter, iris: Iris) -> Term:
    day = _matched(re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), text.strip())
    return typed(date.fromisoformat(day).isoformat(), "xsd:date")


def _month_day(text: str, parameter: Parameter, iris: Iris) -> Term:
    day = _matched(re.compile(r"[0-9]{2}-[0-9]{2}"), text.strip())
    date.fromisoformat(f"2000-{day}")  # a leap year: the 29th of February is a day
    return plain(day)


def _year(text: str, parameter: Parameter, iris: Iris) -> Term:
    return typed(_matched(re.compile(r"[0-9]{1,4}"), text.strip()).zfill(4), "xsd:gYear")


def _boolean(text: str, parameter: Parameter, iris: Iris) -> Term:
    words = {"true": "true", "1": "true", "yes": "true", "false": "false", "0": "false", "no": "false"}
    word = words.get(text.strip().lower())
    if word is None:
        raise ValueError(text)
    return typed(word, "xsd:boolean")


def _matched(pattern: re.Pattern[str], text: str) -> str:
    if pattern.fullmatch(text) is None:
        raise ValueError(text)
    return text


TYPES: dict[str, ParameterType] = {
    "agent": ParameterType("a person, group or organisation, such as agent/red-army", _kind_reader("agent")),
    "archive": ParameterType("a holding archive, such as agent/tskhsd", _kind_reader("agent")),
    "archival-unit": ParameterType(
        "an archival unit, such as archival-unit/tskhsd/f-89", _kind_reader("archival-unit")
    ),
    "boolean": ParameterType("true or false", _boolean),
    "collection": ParameterType(
        "a collection, such as collection/digital-archive", _kind_reader("collection")
    ),
    "concept": ParameterType("a concept of the vocabulary, such as genre/letter", _concept),
    "creative-work": ParameterType("a work, such as creative-work/un-charter", _kind_reader("creative-work")),
    "date": ParameterType("a day, such as 1979-12-27", _date),
    "decimal": ParameterType("a number, such as 0.5", _decimal),
    "document": ParameterType("a document, such as doc/1979-12-27-message", _kind_reader("doc")),
    "entity": ParameterType(
        f"an entity ({', '.join(ENTITY_KINDS)}), such as place/moscow", _kind_reader(*ENTITY_KINDS)
    ),
    "event": ParameterType("an event, such as event/april-revolution-1978", _kind_reader("event")),
    "genre": ParameterType("a genre, such as letter", _concept_reader("genre")),
    "integer": ParameterType("a whole number, such as 10", _integer),
    "iri": ParameterType("a full IRI, such as https://example.org/thing", _iri),
    "literal": ParameterType("a value of the datatype the query names", _literal),
    "marking": ParameterType("a security marking, such as top-secret", _concept_reader("marking")),
    "month-day": ParameterType("a month and a day of it, such as 12-27", _month_day),
    "number": ParameterType("a number, such as 3", _number),
    "place": ParameterType("a place, such as place/moscow", _kind_reader("place")),
    "position": ParameterType("an office, such as position/prime-minister", _kind_reader("position")),
    "rights": ParameterType("a rights notice, such as rights/digital-archive-notice", _kind_reader("rights")),
    "role": ParameterType("a role, such as sender", _concept_reader("role")),
    "status": ParameterType("a status of statements, such as stated", _concept_reader("status")),
    "string": ParameterType("text", _string),
    "year": ParameterType("a year of four digits, such as 1979", _year),
}
"""Every type a header may name."""
