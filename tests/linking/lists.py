"""Small authority lists and records for the tests of linking."""

from pathlib import Path

from fonds.linking.authorities import COLUMNS, AuthorityList, read_authorities
from fonds.linking.linker import Linked, Linker
from fonds.linking.matcher import Matcher
from fonds.record.curation import Curation
from fonds.record.evidence import Span
from sources.pages import kit, read

HEADER = ",".join(name for name in COLUMNS if name not in ("latitude", "longitude"))
"""The columns every kind of list has; those of coordinates may be left out."""


def write(folder: Path, *rows: str, header: str = HEADER) -> AuthorityList:
    """Write one list and read the folder."""
    (folder / "list.csv").write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return read_authorities(folder)


def row(key: str, type_: str, name: str, alternates: str = "", scope: str = "", dates: str = "") -> str:
    """Return one line of a list."""
    return ",".join((key, type_, f'"{name}"', "en", f'"{alternates}"', f'"{scope}"', "", "", dates, ""))


def matches(authorities: AuthorityList, text: str) -> list[str]:
    """Return id and quoted words of every match in a text."""
    found = Matcher(authorities).find(text, (Span(0, len(text)),))
    return [f"{match.authority.id.partition('/')[2]}: {match.quote.of(text)}" for match in found]


def link(authorities: AuthorityList, text: str, curation: Curation | None = None) -> Linked:
    """Read a page with the bundled words and link it with other lists."""
    return Linker(authorities, kit().lexicon.correspondence).link(read(text, curation))
