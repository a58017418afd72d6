"""Files of many generated documents (volumes, indexes of letters, tables), authority lists and settings."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from archive_facts import Facts, Party
from archive_world import (
    COLLECTION,
    COUNTRIES,
    EVENTS,
    NOTICE,
    OFFICES,
    event,
    people_of,
    person,
)

Written = tuple[Facts, list[str], str]
"""A document's facts, the paragraphs of its text and its summary."""

_TEI = "http://www.tei-c.org/ns/1.0"
_PEOPLE = "https://people.example.org/"
_COLUMNS = (
    "id", "title", "date", "genre", "sender", "addressee", "place", "summary", "archive", "reference", "language", "rights",
)
_LISTED = ("id", "type", "name", "name_lang", "alternate_names", "scope", "same_as", "see_also", "dates", "note")
_LIST_NOTE = "invented"


def volume(number: int, documents: Iterable[Written]) -> bytes:
    """A TEI volume of documents, each with head, source note, dateline, text and signature."""
    body = "".join(_division(facts, text) for facts, text, _ in documents)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="{_TEI}"><teiHeader><fileDesc><titleStmt>'
        f'<title type="complete">Papers of the {COLLECTION}, Volume {number}</title></titleStmt><publicationStmt>'
        f"<date>1999</date><availability><p>{NOTICE}</p></availability></publicationStmt><sourceDesc><p>Generated.</p>"
        f'</sourceDesc></fileDesc></teiHeader><text><body><div type="compilation" xml:id="comp1"><head>Documents</head>\n'
        f"{body}</div></body></text></TEI>\n"
    ).encode()


def _division(facts: Facts, text: list[str]) -> str:
    marking = f"{facts.marking}." if facts.marking else "No classification marking."
    paragraphs = "".join(f"<p>{escape(each)}</p>\n" for each in _without_frame(facts, text))
    signed = f"<closer><signed>{escape(facts.sender.name)}</signed></closer>" if facts.is_letter and facts.sender.who else ""
    when = f"<date when={quoteattr(facts.date.edtf)}>{facts.date.american}</date>" if facts.date.year else "undated"
    return (
        f'<div type="document" xml:id="d{facts.number}" n="{facts.number}"><head>{facts.number}. {escape(facts.title)}'
        f'<note n="1" type="source">Source: {escape(facts.reference)}. {marking}</note></head>\n'
        f"<dateline><placeName>{facts.place}</placeName>, {when}.</dateline>\n{paragraphs}{signed}</div>\n"
    )


def _without_frame(facts: Facts, text: list[str]) -> Iterator[str]:
    """Yield the paragraphs that are no marking, dateline or signature: a volume has places for these."""
    framed = {facts.marking, f"{facts.place}, {facts.date.european}", f"Respectfully, {facts.sender.name}"}
    return (paragraph for paragraph in text if paragraph not in framed)


def index(number: int, documents: Iterable[Written]) -> bytes:
    """An index of letters (CMIF): who wrote to whom, when and from where; no title, no text."""
    letters = "".join(
        f'<correspDesc key="{facts.number}" xml:id="l{facts.number}" source="#b1"><correspAction type="sent">'
        f"{_named(facts.sender)}<placeName>{facts.place}</placeName>{_when(facts)}</correspAction>"
        f'<correspAction type="received">{_named(facts.recipient)}</correspAction></correspDesc>\n'
        for facts, _, _ in documents
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="{_TEI}"><teiHeader><fileDesc><titleStmt>'
        f"<title>Letters of the {COLLECTION} {number}</title><editor>Dora Lindqvale</editor></titleStmt><publicationStmt>"
        f'<publisher>{COLLECTION}</publisher><idno type="url">https://archive.example.org/index-{number}.xml</idno>'
        f'<date when="2020-01-01"/><availability><licence target="https://creativecommons.org/publicdomain/zero/1.0/">'
        f'{NOTICE}</licence></availability></publicationStmt><sourceDesc><bibl type="print" xml:id="b1">Letters, '
        f"{COLLECTION}, 1999.</bibl></sourceDesc></fileDesc><profileDesc>\n{letters}</profileDesc></teiHeader>"
        "<text><body><p/></body></text></TEI>\n"
    ).encode()


def _named(party: Party) -> str:
    if party.who is None:
        return f"<orgName>{escape(party.name)}</orgName>"
    return f'<persName ref="{_PEOPLE}{party.name.replace(" ", "-").lower()}">{escape(party.name)}</persName>'


def _when(facts: Facts) -> str:
    return f'<date when="{facts.date.edtf}">{facts.date.european}</date>' if facts.date.day else ""


def csv_table(_number: int, documents: Iterable[Written]) -> bytes:
    """A table with commas, a row a document."""
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, _COLUMNS)
    writer.writeheader()
    writer.writerows(_row(facts, summary) for facts, _, summary in documents)
    return file.getvalue().encode()


def json_lines(_number: int, documents: Iterable[Written]) -> bytes:
    """JSON Lines, an object a document, with its text."""
    return "".join(
        json.dumps(_row(facts, summary) | {"body": "\n\n".join(text)}, ensure_ascii=False) + "\n"
        for facts, text, summary in documents
    ).encode()


def _row(facts: Facts, summary: str) -> dict[str, str]:
    parties = (facts.sender.name, facts.recipient.name) if facts.is_letter else ("", "")
    return dict(zip(_COLUMNS, (
        str(facts.number), facts.title, facts.date.edtf, _GENRE_WORDS.get(facts.genre, facts.genre), *parties,
        facts.place, summary, facts.archive, facts.unit, facts.language, NOTICE,
    ), strict=True))


_GENRE_WORDS = {"conversation": "memorandum of conversation", "note-verbale": "note verbale"}


# ── lists and settings ───────────────────────────────────────────────────────────────────────────────────


def authority_lists(documents: int) -> Iterator[tuple[str, bytes]]:
    """Yield the authority lists of an archive: places, events, offices, bodies, and most of the better known people."""
    yield "places.csv", _list(
        row for country in COUNTRIES for row in (
            (f"place/{country.name.lower()}", "Country", country.name),
            *((f"place/{town.lower().replace(' ', '-')}", "City", town) for town in country.towns),
        )
    )
    names = sorted({event(number) for number in range(EVENTS)})
    yield "events.csv", _list((f"event/{_slug(name)}", "Event", name) for name, _ in names)
    yield "positions.csv", _list(
        (f"position/{_slug(office)}", "Occupation", office)
        for office in (f"{country.adjective} {office}" for country in COUNTRIES for office in OFFICES)
    )
    yield "agents.csv", _list(_agents(documents))


def _agents(documents: int) -> Iterator[tuple[str, str, str]]:
    for country in COUNTRIES:
        for body in ("Ministry of Foreign Affairs", "Council of Ministers"):
            yield f"agent/{_slug(f'{country.adjective} {body}')}", "GovernmentOrganization", f"{country.adjective} {body}"
    for number in range(people_of(documents) * 2 // 3):
        if number % 5:
            name = person(number).name
            yield f"agent/{_slug(name)}", "Person", name


def _list(rows: Iterable[Sequence[str]]) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(_LISTED)
    writer.writerows((*row, "en" if row[1] != "Person" else "und-latn", *[""] * 5, _LIST_NOTE) for row in rows)
    return file.getvalue().encode()


def _slug(text: str) -> str:
    return text.lower().replace(" ", "-")


def settings(root: Path) -> bytes:
    """The ``fonds.toml`` of an archive in a folder: every address is one of a domain that nobody can own."""
    columns = "\n".join(f'{name} = "{name}"' for name in _COLUMNS[1:])
    return f"""# Generated for measuring; no historical document.
title = "Generated archive for measuring"
base_iri = "https://archive.example.org"
sources = [{json.dumps(f"made={root / 'files'}")}]
authorities = {json.dumps(str(root / "authorities"))}
state = {json.dumps(str(root / "var"))}

[tables.rows]
files = "table-*.csv"
id = "id"

[tables.rows.columns]
{columns}

[tables.texts]
files = "table-*.jsonl"
id = "id"

[tables.texts.columns]
{columns}
body = "body"
""".encode()
