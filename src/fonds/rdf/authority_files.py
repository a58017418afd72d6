"""Authority files (floor 2): GND, VIAF, Wikidata and their like, and all ways in which their addresses are written.

One identity is written with http and https, with and without ``www.`` or a slash at the end. Whoever asks what an
address stands for (keys of names, letter indexes, BEACON files) asks here. To add a file: a row of :data:`AUTHORITY_FILES`.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache


@dataclass(frozen=True, slots=True)
class AuthorityFile:
    """One file: its name in keys and addresses, its name for people, what its addresses begin with, their form."""

    name: str
    label: str
    prefix: str
    form: str


def _file(name: str, label: str, prefix: str, form: str) -> AuthorityFile:
    return AuthorityFile(name, label, prefix, rf"https?://(?:www\.)?{form}/?")


AUTHORITY_FILES = (
    _file("gnd", "Gemeinsame Normdatei", "https://d-nb.info/gnd/", r"d-nb\.info/gnd/(?P<id>[\dX-]+)"),
    _file("wikidata", "Wikidata", "http://www.wikidata.org/entity/", r"wikidata\.org/(?:entity|wiki)/(?P<id>Q\d+)"),
    _file("viaf", "VIAF", "http://viaf.org/viaf/", r"viaf\.org/viaf/(?P<id>\d+)"),
    _file(
        "lc", "LC names", "http://id.loc.gov/authorities/names/",
        r"(?:lccn\.loc\.gov/|id\.loc\.gov/authorities/(?:names/)?)(?P<id>n[a-z]?\d+)(?:\.html)?",
    ),
    _file(
        "lcsh", "LC subject headings", "http://id.loc.gov/authorities/subjects/",
        r"id\.loc\.gov/authorities/(?:subjects/)?(?P<id>sh\w?\d+)(?:\.html)?",
    ),
    _file("geonames", "GeoNames", "https://sws.geonames.org/", r"(?:sws\.)?geonames\.org/(?P<id>\d+)(?:/[^/]*)?"),
    _file("isni", "ISNI", "https://isni.org/isni/", r"isni\.org/(?:isni/)?(?P<id>\d{15}[\dX])"),
    _file(
        "bnf", "BnF", "https://data.bnf.fr/ark:/12148/",
        r"(?:data|catalogue)\.bnf\.fr/(?:ark:/12148/)?(?P<id>cb\w+?)(?:#\w+)?",
    ),
    _file("tgn", "Getty TGN", "http://vocab.getty.edu/tgn/", r"vocab\.getty\.edu/tgn/(?P<id>\d+)"),
    _file("ulan", "Getty ULAN", "http://vocab.getty.edu/ulan/", r"vocab\.getty\.edu/ulan/(?P<id>\d+)"),
    _file(
        "ndl", "NDL", "https://id.ndl.go.jp/auth/ndlna/", r"id\.ndl\.go\.jp/auth/(?:ndlna|entity)/(?P<id>[0-9a-z]+)"
    ),
)
"""All files, in the order in which the key of a name is made of them where it has several."""


@lru_cache(4096)
def parse_authority(iri: str) -> tuple[str, str] | None:
    """Return the name of the authority file an address belongs to, and the number there; None for any other address.

    >>> parse_authority("http://d-nb.info/gnd/118562827"), parse_authority("http://www.geonames.org/2661552/bern.html")
    (('gnd', '118562827'), ('geonames', '2661552'))
    """
    for name, form in _forms():
        if match := form.fullmatch(iri.strip()):
            return name, match["id"]
    return None


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Compile the patterns, when the first address is asked for: a server that starts asks for none."""
    return tuple((file.name, re.compile(file.form, re.IGNORECASE)) for file in AUTHORITY_FILES)
