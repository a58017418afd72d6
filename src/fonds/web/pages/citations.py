"""Citations of results (floor 7): a sentence for footnotes, and the same for reference managers (CSL-JSON)."""

from dataclasses import dataclass
from typing import Any

from fonds.web.pages.dates import date_words


@dataclass(frozen=True, slots=True)
class Citation:
    """What is cited: whose it is, the question, its values in words, where it was asked and when that was released.

    ``address`` is the permalink; ``released`` begins with a day in digits; ``publisher`` may be empty.
    """

    publisher: str
    title: str
    values: str
    site: str
    query: str
    version: str
    release: int
    released: str
    address: str

    @property
    def text(self) -> str:
        """Return the sentence. The day of access is left to who cites.

        >>> Citation("The Archive", "Letters", "Year: 1979", "Reading Room", "letters", "0a1b2c3d4e5f", 7,
        ...          "2026-01-02T12:00:00Z", "http://x/queries/letters?year=1979&release=7").text
        'The Archive. “Letters” (Year: 1979). Query letters, version 0a1b2c3d4e5f. Reading Room, release 7 of \
2 January 2026. http://x/queries/letters?year=1979&release=7'
        """
        whose = f"{self.publisher}. " if self.publisher else ""
        values = f" ({self.values})" if self.values else ""
        return (
            f"{whose}“{self.title}”{values}. Query {self.query}, version {self.version}. "
            f"{self.site}, release {self.release} of {date_words(self.released[:10])}. {self.address}"
        )

    def csl(self) -> dict[str, Any]:
        """Return an item of CSL-JSON, which Zotero, Mendeley and pandoc read."""
        day = [int(part) for part in self.released[:10].split("-")]
        item: dict[str, Any] = {
            "type": "dataset", "id": f"{self.query}-{self.release}-{self.version}", "title": self.title,
            "container-title": self.site, "version": f"release {self.release}, query {self.version}",
            "issued": {"date-parts": [day]}, "URL": self.address,
        }
        if self.publisher:
            item |= {"author": [{"literal": self.publisher}], "publisher": self.publisher}
        if self.values:
            item["note"] = self.values
        return item
