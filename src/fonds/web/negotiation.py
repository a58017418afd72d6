"""Choosing a representation (floor 7): one pure function over the Accept header (RFC 9110, section 12.5.1).

Each media range gives the formats it matches its weight; where several match one format the most specific
counts, and a weight of 0 forbids. Among equal weights the more specific range wins, then the one named first,
then our own order. An absent or empty header takes the first format offered. Parameters other than ``q`` do
not narrow a range, since all our formats are plain media types, with one use: the ``profile`` of JSON-LD
(JSON-LD 1.1, section 9.4) asks for its expanded or flattened form. Elements that are no media range are
ignored.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from fonds.rdf.formats import FORMATS, HTML, JSONLD, Format

Form = Literal["framed", "expanded", "flattened"]
"""How a JSON-LD document is arranged; framed is ours."""

FORMS: tuple[Form, ...] = ("framed", "expanded", "flattened")
"""All forms; the first is the default."""

DESCRIPTIONS: tuple[Format, ...] = (HTML, *FORMATS)
"""What everything that has an IRI is offered in; the first is the default."""

PROFILES: dict[str, Form] = {
    "http://www.w3.org/ns/json-ld#framed": "framed",
    "http://www.w3.org/ns/json-ld#compacted": "framed",
    "http://www.w3.org/ns/json-ld#expanded": "expanded",
    "http://www.w3.org/ns/json-ld#flattened": "flattened",
}
"""JSON-LD profile → form; the framed tree is in compacted form too."""

LONGEST_HEADER = 2_000
"""Characters of an Accept header that are read; what follows is as if it were not there."""


class Choice(NamedTuple):
    """What was chosen: the format, the media type to name it by, and the form where JSON-LD was asked for in one."""

    format: Format
    media_type: str
    form: Form = "framed"

    @property
    def content_type(self) -> str:
        """The Content-Type header."""
        if self.media_type == self.format.media_type:
            return self.format.content_type
        return self.media_type


class _Range(NamedTuple):
    media_type: str
    weight: float
    form: Form | None

    @property
    def specificity(self) -> int:
        """0 for ``*/*``, 1 for ``type/*``, 2 for a media type, 3 for one with a profile we know."""
        return 3 if self.form else 2 - self.media_type.count("*")

    def covers(self, choice: Choice) -> bool:
        """Whether a choice falls into the range; only one that is named is given under another name."""
        if self.form not in (None, choice.form):
            return False
        if "*" not in self.media_type:
            return choice.media_type == self.media_type
        return choice.media_type == choice.format.media_type and (
            self.media_type == "*/*" or choice.media_type.startswith(self.media_type[:-1])
        )


@lru_cache(maxsize=512)
def choose(accept: str, offered: tuple[Format, ...] = DESCRIPTIONS) -> Choice | None:
    """Return what to answer with, or None where nothing offered is acceptable.

    >>> choose("text/turtle;q=0.5, application/rdf+xml").format.name
    'rdfxml'
    >>> choose("image/png") is None
    True
    """
    ranges = tuple(_ranges(accept[:LONGEST_HEADER]))
    if not ranges:
        return named(offered[0])
    best: tuple[tuple[float, int, int], Choice] | None = None
    for choice in _choices(offered):
        covering = [(each.specificity, -place) for place, each in enumerate(ranges) if each.covers(choice)]
        if not covering:
            continue
        specificity, place = max(covering)
        rank = (ranges[-place].weight, specificity, place)
        if rank[0] > 0 and (best is None or rank > best[0]):
            best = (rank, choice)
    if best is None:
        return None
    return named(HTML) if best[1].format is HTML else best[1]


def named(form: Format, shape: Form = "framed") -> Choice:
    """Return the choice of a format under its own media type, as a suffix makes it."""
    return Choice(form, form.media_type, shape)


def find_by_suffix(suffix: str, offered: Sequence[Format] = DESCRIPTIONS) -> Choice | None:
    """Return the choice a suffix makes, or None where no format has it."""
    return next((named(form) for form in offered if form.suffix == suffix), None)


def _choices(offered: tuple[Format, ...]) -> Iterator[Choice]:
    """Yield everything that can be chosen, in our own order."""
    for form in offered:
        for media_type in (form.media_type, *form.aliases):
            shapes = FORMS if form is JSONLD else FORMS[:1]
            yield from (Choice(form, media_type, shape) for shape in shapes)


def _ranges(header: str) -> Iterator[_Range]:
    for element in _split(header, ","):
        media_type, *parameters = (part.strip() for part in _split(element, ";"))
        kind, slash, subtype = media_type.lower().partition("/")
        if not slash or not kind or not subtype or (kind == "*" and subtype != "*"):
            continue
        values = dict(_parameter(text) for text in parameters)
        weight = _weight(values.get("q", "1"))
        if weight is not None:
            profiles = values.get("profile", "").split()
            form = next((PROFILES[iri] for iri in profiles if iri in PROFILES), None)
            yield _Range(f"{kind}/{subtype}", weight, form)


def _parameter(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    return name.strip().lower(), value.strip().strip('"')


def _weight(text: str) -> float | None:
    """Return a weight between 0 and 1, or None for what is no number (RFC 9110, section 12.4.2)."""
    try:
        weight = float(text)
    except ValueError:
        return None
    return min(weight, 1.0) if weight >= 0 else None


def _split(text: str, separator: str) -> Iterator[str]:
    """Yield the parts between separators that stand outside of quotes."""
    part, quoted = "", False
    for character in text:
        if character == '"':
            quoted = not quoted
        if character == separator and not quoted:
            yield part
            part = ""
        else:
            part += character
    yield part
