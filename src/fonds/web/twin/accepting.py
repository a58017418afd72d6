"""The Accept header as patterns (floor 7), for file servers that know regular expressions and no weights.

What ``web/negotiation`` computes is written out as a list: patterns in the order in which they are to be tried, each with
the suffix it chooses. Weights count in tenths; of formats of one weight the one named first counts if it begins the
header, else our own order does.
"""

from collections.abc import Iterator

from fonds.rdf.formats import Format

_WEIGHTS = ("1", "0?\\.9", "0?\\.8", "0?\\.7", "0?\\.6", "0?\\.5", "0?\\.4", "0?\\.3", "0?\\.2", "0?\\.1", "0?\\.0[0-9]*[1-9]")
_PARAMETERS = "(?:\\s*;\\s*(?!q=)[^,;]*)*"
_END = "\\s*(?:,|$)"
EMPTY = "^\\s*$"


def patterns(formats: tuple[Format, ...]) -> Iterator[tuple[str, str]]:
    """Yield patterns (PCRE, letters of either case) and the suffix each chooses; the first that is found counts.

    A header in which none is found accepts nothing that is offered.
    """
    yield EMPTY, formats[0].suffix
    for weight in _WEIGHTS:
        said = _said(weight)
        if weight == "1":
            yield from ((f"^\\s*(?:{_names(form)}){said}", form.suffix) for form in formats)
        yield from ((f"(?:^|,)\\s*(?:{_names(form)}){said}", form.suffix) for form in formats)
        for family in dict.fromkeys(form.media_type.partition("/")[0] for form in formats):
            first = next(form for form in formats if form.media_type.startswith(f"{family}/"))
            yield f"(?:^|,)\\s*{family}/\\*{said}", first.suffix
        yield f"(?:^|,)\\s*\\*/\\*{said}", formats[0].suffix


def _names(form: Format) -> str:
    names = (form.media_type, *form.aliases)
    return "|".join(name.replace("+", "\\+").replace(".", "\\.") for name in names)


def _said(weight: str) -> str:
    """Return what may follow a media type of a weight; one that says none has the weight 1."""
    if weight == "1":
        return f"{_PARAMETERS}(?:\\s*;\\s*q=1(?:\\.0*)?[^,]*)?{_END}"
    return f"{_PARAMETERS}\\s*;\\s*q={weight}[0-9]*[^,]*{_END}"
