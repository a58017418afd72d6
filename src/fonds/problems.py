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
    "folder-without-pages": Kind(
        "warning", "The folder holds no page.", "Name a folder with files of a kind that is read; the README lists them."
    ),
    "file-empty": Kind("error", "The file has no text.", "Save the page again, or remove the file."),
    "file-not-utf8": Kind("error", "The file is not UTF-8 text.", "Save it as UTF-8."),
    "encoding-guessed": Kind(
        "warning", "The page does not say in what encoding it is; it was read in the one its bytes look like.",
        "Look whether its letters are right; else save it as UTF-8.",
    ),
    "file-too-large": Kind(
        "error", "The file is larger than a page may be.", "Raise the setting 'page_bytes' if it is a page."
    ),
    "xml-malformed": Kind(
        "error", "The file is not well-formed XML; nothing of it was published.", "Correct it at that place."
    ),
    "xml-refused": Kind(
        "error", "The file does what Fonds refuses in XML, for safety; nothing of it was published.",
        "Save it without entities (characters themselves instead of &name;) and without such nesting.",
    ),
    "file-unreadable": Kind("error", "The file could not be read.", "Look at its permissions and type."),
    "file-kind-unknown": Kind("note", "No reader knows this kind of file; it was left out.", ""),
    "worker-lost": Kind(
        "error", "The process that read this file ended each time before it was done; the file was left out.",
        "Look whether there is memory enough (publish with fewer workers); else report it with the file.",
    ),
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
    # ── descriptions (EAD, MODS, Dublin Core) ────────────────────────────────────────────────────────
    "ead-without-documents": Kind(
        "warning", "The finding aid describes no single documents; nothing was read.",
        "Documents are components of the level 'item'; files and series are where documents lie.",
    ),
    "ead-level-unstated": Kind(
        "note", "The component states no level that is known; as the lowest one it was taken as a document.",
        "State the level in the finding aid ('item', or 'file' for what is no single document).",
    ),
    "ead-internal": Kind(
        "note", "Components are marked as internal, or as drafts, in the finding aid; they were left out.", ""
    ),
    "identifier-repeated": Kind(
        "note", "Two documents of the file have the same identifier; the later one got a number behind it.",
        "Give each one of its own: else a document's address is another's when one is taken out.",
    ),
    "record-without-content": Kind(
        "warning", "A record holds nothing that Fonds reads; it was left out.",
        "Ask the repository for oai_dc, mods or ead.",
    ),
    "role-unfitting": Kind(
        "note", "A sender or addressee is stated of what is no correspondence; the name counts as a contributor's.",
        "State the genre in the curation file, if it is a letter.",
    ),
    "language-several": Kind(
        "note", "The description names several languages; which one the document is in stays open.", ""
    ),
    # ── harvesting ───────────────────────────────────────────────────────────────────────────────────
    "harvest-failed": Kind(
        "warning", "A repository, or files elsewhere, could not be fetched to the end; what came is kept, and published.",
        "Run `fonds harvest` again later; it goes on where it stopped.",
    ),
    "harvest-missing": Kind(
        "warning", "Nothing has been fetched from this address yet.", "Run `fonds harvest`."
    ),
    "harvest-record-broken": Kind(
        "warning", "A record of the repository has no identifier, or nothing in it; it was left out.",
        "Tell the repository.",
    ),
    "harvest-list-empty": Kind(
        "warning", "The address lists nothing at all any more; nothing was removed for that.",
        "Look at the address; run `fonds harvest` again once it is right.",
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
    # ── tables ───────────────────────────────────────────────────────────────────────────────────────
    "table-too-large": Kind(
        "error", "The table is larger than a file of many documents may be; nothing of it was published.",
        "Divide it, or raise the setting 'file_bytes' (for one line or row: 'page_bytes').",
    ),
    "table-not-utf8": Kind(
        "error", "The table is not UTF-8 text; nothing of it was published.",
        "Save it as UTF-8 (in Excel: \"CSV UTF-8\"), or as XLSX.",
    ),
    "table-malformed": Kind(
        "error", "The table breaks the rules of its format; nothing of it was published.", "Correct it at that place."
    ),
    "table-header-broken": Kind(
        "error", "The names of the columns cannot be told apart; nothing of the table was published.",
        "Give every column a name of its own, or say in fonds.toml which one is meant.",
    ),
    "table-column-missing": Kind(
        "error", "A column that fonds.toml names is not in the table; nothing of the table was published.",
        "Correct the name in fonds.toml or in the table.",
    ),
    "table-columns-unknown": Kind(
        "warning", "No column of the table tells of documents: a title, or who wrote to whom; nothing was read.",
        "Say in fonds.toml which column is which field (docs/tables.md).",
    ),
    "table-column-unread": Kind(
        "note", "Columns of the table are no field; their cells stay in the text of the record and say nothing.",
        "Say in fonds.toml which field they are, if they are one.",
    ),
    "table-sheet-missing": Kind(
        "error", "The workbook has no such sheet, or none that is not hidden; nothing of it was published.",
        "Name the sheet in fonds.toml.",
    ),
    "table-sheets-unread": Kind(
        "note", "One sheet of the workbook was read.", "Name another one in fonds.toml, if that is meant."
    ),
    "table-cells-merged": Kind(
        "warning", "Cells of the sheet are merged; what they say counts for the first of their rows only.",
        "Separate them, and repeat the value in every row it is meant for.",
    ),
    "workbook-broken": Kind(
        "error", "The workbook cannot be read, or does what Fonds refuses for safety; nothing of it was published.",
        "Save it anew as XLSX, without a password.",
    ),
    "table-row-ragged": Kind(
        "error", "A row has not as many cells as the header; it was left out.",
        "Put cells that hold the delimiter or a line end into quotation marks.",
    ),
    "table-row-too-large": Kind(
        "error", "A row is larger than a page may be; it was left out.", "Raise the setting 'page_bytes' if it is right."
    ),
    "table-id-missing": Kind(
        "error", "A row has no id; it was left out.", "Fill in the column that names rows for ever."
    ),
    "table-id-duplicate": Kind(
        "error", "Two rows have the same id; the second was left out.", "Give each row an id of its own."
    ),
    "table-date-unreadable": Kind(
        "warning", "The cell of a date holds no date Fonds can read; it is not published.",
        "Write it as YYYY-MM-DD or EDTF, or say in fonds.toml what figures mean (dates).",
    ),
    "table-cell-unreadable": Kind(
        "warning", "A cell of the workbook has no value.", "Let the spreadsheet compute it, and save it again."
    ),
    "table-cell-several": Kind(
        "warning", "A cell seems to hold several values where one is read.",
        "Say in fonds.toml what stands between values (separator), or leave one.",
    ),
    "table-iri-unreadable": Kind(
        "warning", "A cell holds no web addresses, or not one for each name; it was not used.",
        "Write addresses in full (https://…), one for each name, in the same order.",
    ),
    "table-genre-unknown": Kind(
        "warning", "The cell of the genre holds no genre Fonds knows.", "Use a word or a code of the genre scheme."
    ),
    "table-language-unknown": Kind(
        "warning", "The cell of the language holds no language Fonds knows.",
        "Use a tag (de) or its name: English, German, French or its own.",
    ),
    "table-party-misplaced": Kind(
        "warning", "Only letters have sender and addressee; for this genre they are not published.",
        "Move them to author or participants, or correct the genre.",
    ),
    "signature-unclear": Kind(
        "note", "A signature is initials or a given name, or no name at all; it was left out.",
        "State the author in the curation file, if it is known.",
    ),
    "participant-unclear": Kind(
        "note", "A line of a list of participants names nobody who could be told; it was left out.", ""
    ),
    "name-list-contradiction": Kind(
        "warning", "A name points at somebody with another surname in the file's own list of persons; it is kept as written.",
        "Correct the pointer or the list.",
    ),
    # ── RDF already made ─────────────────────────────────────────────────────────────────────────────
    "rdf-malformed": Kind(
        "error", "The file is not what its format says; nothing of it was published.", "Correct it at that place."
    ),
    "rdf-refused": Kind(
        "error", "The file does what Fonds refuses in RDF, for safety; nothing of it was published.",
        "Put contexts into the file itself, and divide it where it is too large or nested too deep.",
    ),
    "rdf-without-documents": Kind(
        "warning", "The file describes no document in terms that Fonds knows; nothing was read.",
        "A document has a class of schema.org and a title, and says who wrote to whom, when, or what it is.",
    ),
    "rdf-statement-unread": Kind(
        "warning", "A statement has no room in the record; it was left out.", "State it in the curation file, if it matters."
    ),
    "rdf-value-unreadable": Kind(
        "warning", "The value of a statement is not what its property takes; it was left out.", "Correct it in the file."
    ),
    "rdf-list-only": Kind(
        "note", "What a statement leads to is neither person, body nor place; it is said if the authority lists know it.",
        "Add it to the list.",
    ),
    "rdf-vocabulary-unknown": Kind("note", "A statement is of a vocabulary that Fonds does not use; it was left out.", ""),
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
    "curation-slug-taken": Kind(
        "warning", "The slug of the curation file belongs to another document, or did.", "Choose another one."
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
        "Decide on it with `fonds authorities worklist`.",
    ),
    "worklist-row-broken": Kind(
        "error", "A row of the worklist cannot be understood; nothing of the file was imported.",
        "Correct that cell and give the file again.",
    ),
    "service-failed": Kind(
        "error", "A service for reconciling names did not answer as it should.",
        "Try again later, or correct its address.",
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
    # ── what is kept back ────────────────────────────────────────────────────────────────────────────
    "document-withheld": Kind(
        "note", "The document was purged and is withheld; it was left out.",
        "Take it out of its source; or let it be published again with `fonds purge SLUG --lift`.",
    ),
    "document-like-withheld": Kind(
        "warning", "It has the day and the title of a document that was purged, so it may be a copy; it was left out.",
        "Take it out of its source; or, if it is another document, give it a slug of its own in its curation file.",
    ),
    "document-embargoed": Kind(
        "note", "The document is under an embargo; it was left out.",
        "The first publish on that day, or later, publishes it.",
    ),
    # ── soundness ────────────────────────────────────────────────────────────────────────────────────
    "catalogue-damaged": Kind(
        "error", "The catalogue's file is damaged.", "Run `fonds restore BACKUP --replace` with the last sound backup."
    ),
    "changelog-contradiction": Kind(
        "error", "The change log and the documents contradict each other.",
        "Run `fonds restore BACKUP --replace` with the last sound backup.",
    ),
    "version-missing": Kind(
        "error", "What is published has no content in the catalogue.",
        "Run `fonds restore BACKUP --replace` with the last sound backup.",
    ),
    "digest-wrong": Kind(
        "error", "The content is not what was released.",
        "Run `fonds restore BACKUP --replace` with the last sound backup.",
    ),
    "link-wrong": Kind(
        "error", "The links between documents and entities are not what the document says.",
        "Run `fonds restore BACKUP --replace` with the last sound backup.",
    ),
    "slug-wrong": Kind(
        "error", "The register of slugs contradicts the documents.",
        "Run `fonds restore BACKUP --replace` with the last sound backup.",
    ),
    "stamp-wrong": Kind(
        "error", "Datestamps do not follow each other; a harvester may have missed something.",
        "Run `fonds restore BACKUP --replace` with the last sound backup.",
    ),
    "release-wrong": Kind(
        "error", "A release says another number than there are.",
        "Run `fonds restore BACKUP --replace` with the last sound backup.",
    ),
    "count-wrong": Kind("error", "A number that lists show is not what is there.", "Run `fonds rebuild`."),
    "search-wrong": Kind(
        "error", "The search index does not hold the documents that are published.", "Run `fonds rebuild --search`."
    ),
    "set-wrong": Kind(
        "error", "Harvesters are told another set of this document than it belongs to.", "Run `fonds rebuild`.",
    ),
    "fragment-wrong": Kind(
        "error", "Harvesters are given something else than the document says.", "Run `fonds rebuild`.",
    ),
    "withheld-present": Kind(
        "error", "Something that was purged is in the catalogue.", "Purge it again: `fonds purge SLUG --why …`."
    ),
    "store-damaged": Kind("error", "The store cannot be read.", "Run `fonds rebuild`."),
    "store-unreadable": Kind(
        "warning", "Documents are served, but no query can be answered: the store cannot be read.", "Run `fonds rebuild`."
    ),
    "dump-damaged": Kind(
        "warning", "A dump is not what was written, or does not hold the whole release.",
        "Remove its folder; a running server makes it again.",
    ),
    "store-differs": Kind("error", "The store does not hold what the catalogue says.", "Run `fonds rebuild`."),
}
"""Every code there is."""
