"""The fields a column may be (floor 3), and the headers that mean them where no mapping says so.

To add one: a row of :data:`FIELDS`, and what makes a value of its cells in `assembly.py`.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """One field: ``words`` say what it holds, ``headers`` name it in a table without a mapping (lower case).

    ``several``: a cell may hold more than one value. ``identified``: an authority's IRI may stand in another column.
    """

    name: str
    words: str
    headers: tuple[str, ...] = ()
    several: bool = False
    identified: bool = False


FIELDS: dict[str, Field] = {
    field.name: field
    for field in (
        Field("id", "what names the row for ever"),
        Field("title", "the title", ("dc:title", "dcterms:title", "schema:name")),
        Field("date", "when it was written", ("dc:date", "dcterms:date", "dcterms:created", "schema:datecreated")),
        Field("date-sent", "when it was sent, where that is said apart", ("schema:datesent",)),
        Field("date-received", "when it was received", ("schema:datereceived",)),
        Field("genre", "a word for its kind, or a code of the genre scheme", ("dc:type", "dcterms:type", "schema:genre")),
        Field("sender", "who sent it", ("from", "schema:sender"), several=True, identified=True),
        Field("addressee", "to whom", ("recipient", "to", "schema:recipient"), several=True, identified=True),
        Field(
            "author", "who wrote it", ("authors", "dc:creator", "dcterms:creator", "schema:author"), several=True,
            identified=True,
        ),
        Field("participants", "who took part in a conversation", ("participant", "attendees"), several=True, identified=True),
        Field("place", "where it was written", ("place-written", "schema:locationcreated"), identified=True),
        Field("place-received", "where it was received", (), identified=True),
        Field(
            "summary", "what it says, in the archive's words",
            ("abstract", "dc:description", "dcterms:abstract", "schema:abstract"),
        ),
        Field("body", "the text itself", ("text", "schema:text")),
        Field("language", "the language it was written in", ("dc:language", "dcterms:language", "schema:inlanguage")),
        Field("archive", "the archive that holds it", ("schema:holdingarchive",)),
        Field("reference", "where it lies there, or the whole archival reference", ("shelfmark", "schema:itemlocation")),
        Field("source", "where its text is from, as a citation", ("citation", "dc:source", "dcterms:bibliographiccitation")),
        Field("identifier", "other identifiers", ("identifiers", "dc:identifier", "dcterms:identifier"), several=True),
        Field(
            "subjects", "what it is about, in words", ("subject", "dc:subject", "dcterms:subject"), several=True,
            identified=True,
        ),
        Field("places", "where it is about", ("dcterms:spatial", "schema:contentlocation"), several=True, identified=True),
        Field("mentions", "whom it mentions", ("schema:mentions",), several=True, identified=True),
        Field("keywords", "words to find it by", ("schema:keywords",), several=True),
        Field("extent", "how large it is", ("dcterms:extent",)),
        Field("rights", "a rights notice", ("dc:rights", "dcterms:rights")),
        Field("url", "where it can be seen", ("urls", "schema:url"), several=True),
    )
}
"""Every field there is, by its name."""

PARTIES = ("sender", "addressee", "author", "participants")
"""Fields that name who has a part in a document."""
TELLING = ("title", *PARTIES)
"""A table without any of these describes no documents."""


def field_of(header: str) -> str:
    """Return the field a header names by itself; empty where it names none.

    >>> field_of("Date Sent"), field_of("dcterms:created"), field_of("Shelf")
    ('date-sent', 'date', '')
    """
    name = "-".join(header.lower().replace("_", " ").split())
    if name in FIELDS:
        return name
    return next((field.name for field in FIELDS.values() if name in field.headers), "")
