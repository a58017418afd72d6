"""Problems (floor 0): coded facts about data, told to archivists in a report, never raised.

A new kind of problem is one row of :data:`KINDS`; a test fails when a code is used that has no row.
"""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]
"""*error*: this page is not published; *warning*: published, someone should look; *note*: good to know."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What one code means: how grave it is, a sentence for archivists, and what they can do."""

    severity: Severity
    meaning: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One fact about one place. ``line`` counts from 1; None where no line is to blame."""

    code: str
    where: str
    detail: str = ""
    line: int | None = None

    @property
    def kind(self) -> Kind:
        """The row of :data:`KINDS` this problem belongs to."""
        return KINDS[self.code]

    @property
    def severity(self) -> Severity:
        """How grave it is, by its code."""
        return self.kind.severity

    def __str__(self) -> str:
        """One line a person can act on.

        >>> print(Problem("date-missing", "pages/17.txt"))
        pages/17.txt: The page states no date. Add one in the curation file, if it is known.
        """
        place = self.where if self.line is None else f"{self.where}:{self.line}"
        detail = f" ({self.detail})" if self.detail else ""
        return f"{place}: {self.kind.meaning}{detail} {self.kind.remedy}".rstrip()


KINDS: dict[str, Kind] = {
    # ── reading ──────────────────────────────────────────────────────────────────────────────────────
    "path-missing": Kind("error", "There is nothing at this path.", "Name a page or a folder of pages."),
    "folder-without-pages": Kind("warning", "The folder holds no page.", "Pages are files that end in .txt."),
    "file-empty": Kind("error", "The file has no text.", "Save the page again, or remove the file."),
    "file-not-utf8": Kind("error", "The file is not UTF-8 text.", "Save it as UTF-8."),
    "file-too-large": Kind(
        "error", "The file is larger than a page may be.", "Raise the setting 'page_bytes' if it is a page."
    ),
    "xml-malformed": Kind(
        "error", "The file is not well-formed XML; nothing of it was published.", "Correct it at that place."
    ),
    "xml-refused": Kind(
        "error", "The file does what Fonds refuses in XML, for safety; nothing of it was published.",
        "Save it without entity declarations and without such nesting.",
    ),
    "file-unreadable": Kind("error", "The file could not be read.", "Look at its permissions and type."),
    "file-kind-unknown": Kind("note", "No reader knows this kind of file; it was left out.", ""),
    "file-duplicate": Kind(
        "warning", "The file has the same bytes as another one; it was left out.", "Remove one of the two."
    ),
    "tei-without-documents": Kind(
        "warning", "The TEI file holds neither documents nor descriptions of letters; nothing was read.",
        "Documents are div elements of the type 'document', letters have a correspDesc in their header.",
    ),
    "correspondence-action-unknown": Kind(
        "note", "A description of a letter tells of an action that Fonds does not know; it was left out.", ""
    ),
    "layout-unknown": Kind(
        "warning", "The page has none of the known layouts; what could be had was taken.",
        "Compare the page with the documentation of layouts.",
    ),
    "title-missing": Kind(
        "error", "The page has no title.", "Add a line with a title, or state one in the curation file."
    ),
    "date-missing": Kind("warning", "The page states no date.", "Add one in the curation file, if it is known."),
    "date-unreadable": Kind(
        "warning", "The words where the date stands are no date Fonds can read.",
        "State the date in the curation file.",
    ),
    "date-contradiction": Kind(
        "warning", "The page states two dates that differ; both are kept, as a set.",
        "State the right one in the curation file.",
    ),
    "body-missing": Kind("warning", "The page has no body text.", "Check that the whole page was saved."),
    "summary-missing": Kind("note", "The page has no summary.", ""),
    "source-missing": Kind(
        "warning", "The page states no source.", "Add the archival reference or citation to the page."
    ),
    "source-unreadable": Kind(
        "note", "The source line has a form no rule knows; it is kept as it stands.", ""
    ),
    "related-left-out": Kind(
        "note", "Words about another document stand on the page; they were left out.", ""
    ),
    "citation-differs": Kind(
        "warning", "The citation that the page proposes has another title or date than its head; the head is kept.",
        "Correct the one that is wrong.",
    ),
    "language-contradiction": Kind(
        "warning", "A label names another language of the original than the translator's credit; the credit is kept.",
        "Correct the one that is wrong.",
    ),
    "line-unread": Kind("note", "A line of the page belongs to nothing that is known; it was left out.", ""),
    "notice-missing": Kind("note", "The page has no rights notice.", ""),
    "genre-unknown": Kind(
        "note", "The title begins with no known genre.", "Add the word to the genres, or state one."
    ),
    "marking-contradiction": Kind(
        "warning", "The page bears two different markings; the first one is kept.", ""
    ),
    "name-unclear": Kind(
        "warning", "An office and a name could not be told apart; the words are kept as one name.",
        "Add the person or the office to the authority list.",
    ),
    "language-unexpected": Kind(
        "note", "The page seems to be in a language that the setting 'languages' does not name.", ""
    ),
    "name-left-out": Kind(
        "note", "Words after a name may be a place or another name; they were left out.",
        "Write \"and\" between names, or add the name to the authority list.",
    ),
    # ── curation ─────────────────────────────────────────────────────────────────────────────────────
    "curation-broken": Kind("error", "The curation file cannot be read.", "Correct it at that place."),
    "curation-quote-missing": Kind(
        "error", "A quote of the curation file is not in the page.", "Copy the words exactly from the page."
    ),
    "curation-orphan": Kind(
        "warning", "The curation file stands beside no page.", "Rename it after its page, or remove it."
    ),
    "curation-entity-unknown": Kind(
        "error", "The curation file names an entity that is in no authority list.", "Add it to a list."
    ),
    "curation-value-unreadable": Kind(
        "error", "A value of the curation file does not fit its field.", "Correct it."
    ),
    "curation-without-effect": Kind(
        "warning", "The curation file forbids something that no rule found.", "Remove the entry, or correct it."
    ),
    # ── naming ───────────────────────────────────────────────────────────────────────────────────────
    "authority-row-broken": Kind(
        "error", "A row of an authority list cannot be used; the row was left out.", "Correct the row."
    ),
    "authority-column-unknown": Kind(
        "warning", "An authority list has a column Fonds does not know; it was not read.",
        "Correct its name, if it is one of Fonds's columns.",
    ),
    "authority-ambiguous": Kind(
        "warning", "A name stands for two entities of the authority list; it was not matched.",
        "Give one of them a scope.",
    ),
    "event-year-contradiction": Kind(
        "warning", "The page gives an event another year than the authority list.", "Correct the list, if it is wrong."
    ),
    "name-unreconciled": Kind(
        "note", "A name is not in the authority list; it became an entity of its own.",
        "Add it to the list, or accept it.",
    ),
    "entity-extra-withheld": Kind(
        "warning", "Two records describe one entity differently; what differs was withheld.",
        "Give the entity a row in the authority list.",
    ),
    "citation-ambiguous": Kind(
        "note", "Several documents fit what the page cites; it was linked to none of them.", ""
    ),
    # ── checks ───────────────────────────────────────────────────────────────────────────────────────
    "shape-violated": Kind(
        "error", "What would be said of this page breaks a rule of the model.", "See the rule's text."
    ),
    "quote-mismatch": Kind("error", "A statement's quote is not at its place in the file.", "Report this."),
    "crashed": Kind(
        "error", "Fonds could not work on this page because of a fault of its own; it was left out.",
        "Please report it with the page.",
    ),
}
"""Every code there is."""
