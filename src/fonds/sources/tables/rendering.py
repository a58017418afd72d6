"""The text of a row (floor 3): ``Column: value`` lines, so that every statement has words to rest on.

All cells are there, those of unread columns too. A body stands last, as it is, line ends and all; archive and
reference, which two columns tell apart, stand together on a line of their own, as they are cited.
"""

from dataclasses import dataclass, field

from fonds.record.evidence import Span
from fonds.record.names import Phrase
from fonds.sources.description.headings import name_end, natural_order
from fonds.sources.rendering import TextBuilder, one_line
from fonds.sources.tables.cells import is_nothing, split_phrase
from fonds.sources.tables.columns import TableColumns
from fonds.sources.tables.fields import FIELDS
from fonds.sources.tables.rows import Row

TOGETHER = "Archival reference"
"""The label of archive and reference together."""
PERSONS = ("sender", "addressee", "author", "participants", "mentions")
"""Fields of persons, mostly."""
JOINT = "; "
"""What stands between the values of a list."""


@dataclass(frozen=True, slots=True)
class RenderedRow:
    """A row written out. ``values`` are by column; an empty one keeps its place among those of its cell.

    ``together`` is archive and reference on one line; ``spoken`` are names that stand with the surname first, in the
    order they are spoken, by where they stand.
    """

    row: Row
    text: str
    values: dict[str, list[Phrase]] = field(default_factory=dict)
    together: Phrase | None = None
    spoken: dict[Span, Phrase] = field(default_factory=dict)

    def of(self, columns: TableColumns, name: str) -> list[Phrase]:
        """Return the values of a field that say anything, in order."""
        found = [value for column in columns.fields.get(name, ()) for value in self.values.get(column, ())]
        return [value for value in found if not is_nothing(value.text)]


def render_row(row: Row, columns: TableColumns) -> RenderedRow:
    """Write a row out."""
    bodies = columns.fields.get("body", ())
    several = {
        column for table in (columns.fields, columns.iris) for name, of in table.items() if FIELDS[name].several
        for column in of
    }
    text = TextBuilder()
    values: dict[str, list[Phrase]] = {}
    for column, given in row.cells.items():
        if column not in bodies:
            values[column] = _line(text, column, given, columns.separator if column in several else "")
    together = _together(text, values, columns)
    spoken = _spoken(text, values, columns)
    for column in bodies:
        if given := row.cells.get(column, []):
            text.add(f"{column}:\n")
            values[column] = [text.add(value.strip()) for value in given]
            text.add("\n")
    return RenderedRow(row, text.text, values, together, spoken)


def _line(text: TextBuilder, column: str, given: list[str], separator: str) -> list[Phrase]:
    text.add(f"{one_line(column)}: ")
    found: list[Phrase] = []
    for place, value in enumerate(given):
        text.add(JOINT * (place > 0))
        found.extend(split_phrase(text.add(one_line(value)), separator))
    text.add("\n")
    return found


def _spoken(text: TextBuilder, values: dict[str, list[Phrase]], columns: TableColumns) -> dict[Span, Phrase]:
    """Write the persons' names that have the surname first ("Adenauer, Konrad") in natural order, too."""
    found: dict[Span, Phrase] = {}
    for column in (column for name in PERSONS for column in columns.fields.get(name, ())):
        for value in values.get(column, ()):
            if turned := natural_order(value.text[: name_end(value.text)]):
                found[value.span] = text.line("name", turned)
    return found


def _together(text: TextBuilder, values: dict[str, list[Phrase]], columns: TableColumns) -> Phrase | None:
    """Write archive and reference on one line, where a column has each and the second does not repeat the first."""
    pair = [
        [value for column in columns.fields.get(name, ()) for value in values.get(column, ())]
        for name in ("archive", "reference")
    ]
    if any(len(found) != 1 or is_nothing(found[0].text) for found in pair):
        return None
    archive, reference = pair[0][0].text, pair[1][0].text
    if reference.casefold().startswith(archive.casefold()):
        return None
    return text.line(TOGETHER, f"{archive}, {reference}")


def span_of(values: list[Phrase]) -> Span | None:
    """Return the stretch from the first to the last of some words; None where there are none."""
    return Span(values[0].span.start, values[-1].span.end) if values else None
