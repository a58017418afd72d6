"""Each field of the archive page: it has a value, it is blank, it is missing."""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from fonds.record.record import Record
from sources.pages import NOTICE, codes, page, read

LETTER = "Letter from Mao Zedong to Joseph Stalin"
BODY = "We await your advice on it."
SUMMARY = "Mao waits for advice."


class Field(NamedTuple):
    """How a field is told, and three pages: with a value, with a blank one, without the field.

    ``problem`` is the Problem of a page where it is blank or missing, empty where that is nothing to tell.
    """

    get: Callable[[Record], object]
    value: object
    full: str
    blank: str
    missing: str
    problem: str = ""


def letter(**parts: str) -> str:
    """Return a short letter with some parts changed."""
    title, body = parts.pop("title", LETTER), parts.pop("body", BODY)
    return page(title, body, **{"summary": SUMMARY, **parts})


def label(name: str, value: str) -> tuple[str, str, str]:
    """Return three pages: a label with a value, the label alone, no such label."""
    return letter(labels=f"{name}\n\n{value}"), letter(labels=f"{name}\n\n"), letter(labels="Some Donor")


FIELDS: dict[str, Field] = {
    "date": Field(
        lambda r: r.dates[0].date.value.edtf if r.dates else None, "1962-05-05",
        letter(), letter(date=" \u00a0 "), letter(date=""), "date-missing",
    ),
    "title": Field(
        lambda r: r.title and r.title.value, LETTER,
        letter(), letter(title="\t ", body="It is here. It was read."),
        letter(title="", body="It is here. It was read."),
        "title-missing",
    ),
    "genre": Field(
        lambda r: r.genre and r.genre.value, "letter",
        letter(), letter(title="Mao Zedong and Stalin"), letter(title="", body="It is here. It was read."), "",
    ),
    "credit of a donor": Field(
        lambda r: [c.name.phrase.text for c in r.contributions if c.role == "funder"] or None, ["Leon Levy Foundation"],
        letter(credit="This document was made possible with support from Leon Levy Foundation"),
        letter(credit="This document was made possible with support from"), letter(),
    ),
    "body": Field(
        lambda r: r.body and r.body.value, BODY, letter(), letter(body="  ", summary=""), letter(body="", summary=""),
        "body-missing",
    ),
    "summary": Field(
        lambda r: r.summary and r.summary.value, SUMMARY, letter(), letter(summary=" \t"), letter(summary=""),
        "summary-missing",
    ),
    "archival reference": Field(
        lambda r: [unit.number for unit in r.archival.units] if r.archival else None, ["5", "30", "12"],
        letter(), letter(source="   "), letter(source=""), "source-missing",
    ),
    "book": Field(
        lambda r: r.book and r.book.title.text, "Kitai", letter(source="A. Orlov, Kitai (Moscow: Nauka, 1999), p. 5."),
        letter(source="A. Orlov, (Moscow: Nauka, 1999), p. 5."), letter(source=""),
    ),
    "translator": Field(
        lambda r: [c.name.phrase.text for c in r.contributions if c.role == "translator"] or None, ["Gary Goldberg"],
        letter(source="RGANI, F. 5. Translated by Gary Goldberg."), letter(source="RGANI, F. 5. Translated by ."),
        letter(),
    ),
    "original language": Field(
        lambda r: r.original_language and r.original_language.value, "ru",
        letter(source="RGANI, F. 5. Translated from Russian by Gary Goldberg."),
        letter(source="RGANI, F. 5. Translated from  by Gary Goldberg."), letter(),
    ),
    "notice": Field(
        lambda r: r.notice and r.notice.text.value, NOTICE, letter(), letter(notice="  "), letter(notice=""),
        "notice-missing",
    ),
    "identifier": Field(
        lambda r: r.identifier and r.identifier.value, "116131", *label("Record ID", "116131"),
    ),
    "upload date": Field(
        lambda r: r.uploaded and r.uploaded.value.iso, "2011-11-20", *label("Original Uploaded Date", "2011-11-20"),
    ),
    "marking": Field(
        lambda r: r.marking and r.marking.value.code, "top-secret",
        letter(body=f"Top Secret\n\n{BODY}"), letter(body=f"[ ]\n\n{BODY}"), letter(),
    ),
    "attachment number": Field(
        lambda r: r.position and r.position.value, "1",
        letter(body=f"Attachment 1\n\n{BODY}"), letter(body=f"Attachment\n\n{BODY}"), letter(),
    ),
    "salutation": Field(
        lambda r: r.salutation and r.salutation.value.phrase.text, "Stalin",
        letter(body=f"Dear Comrade Stalin,\n\n{BODY}"), letter(body=f"Dear Comrade,\n\n{BODY}"), letter(),
    ),
    "signature": Field(
        lambda r: [c.name.phrase.text for c in r.contributions if c.role == "author"] or None, ["Mao Zedong"],
        letter(body=f"{BODY}\n\nRespectfully, Mao Zedong"), letter(body=f"{BODY}\n\nRespectfully, [signature]"),
        letter(),
    ),
    "dateline": Field(
        lambda r: r.place_written and r.place_written.value.phrase.text, "Beijing",
        letter(body=f"{BODY}\n\nBeijing, 4 May 1962"), letter(body=f"{BODY}\n\n, 4 May 1962"), letter(),
    ),
    "day received": Field(
        lambda r: r.received and r.received.value.iso, "1962-05-06",
        letter(body=f"Received: 6 May 1962\n\n{BODY}"), letter(body=f"Received:\n\n{BODY}"), letter(),
    ),
    "day sent": Field(
        lambda r: r.sent and r.sent.value.iso, "1962-05-04",
        letter(body=f"Sent: 4 May 1962\n\n{BODY}"), letter(body=f"Sent:\n\n{BODY}"), letter(),
    ),
    "number": Field(
        lambda r: r.number and r.number.value, "17",
        letter(title="Telegram No. 17 from Mao Zedong to Stalin"),
        letter(title="Telegram No. from Mao Zedong to Stalin"),
        letter(),
    ),
    "reference line": Field(
        lambda r: [c.target.key for c in r.citations if hasattr(c.target, "key")] or None, ["minutes-177-point-151"],
        letter(body=f"Reference: point 151 of Minutes Nº 177\n\n{BODY}"), letter(body=f"Reference:\n\n{BODY}"),
        letter(),
    ),
}


@pytest.mark.parametrize("name", FIELDS)
def test_has_a_value(name: str) -> None:
    """A field that the page fills has just that value, resting on words of the page."""
    field = FIELDS[name]
    record = read(field.full)
    assert field.get(record) == field.value
    assert field.problem not in codes(record.problems)


@pytest.mark.parametrize("name", FIELDS)
def test_is_blank(name: str) -> None:
    """A field with nothing in it has no value, and is told where it matters."""
    field = FIELDS[name]
    record = read(field.blank)
    assert field.get(record) is None
    assert not field.problem or field.problem in codes(record.problems)


@pytest.mark.parametrize("name", FIELDS)
def test_is_missing(name: str) -> None:
    """A field that is not there has no value, and is told where it matters."""
    field = FIELDS[name]
    record = read(field.missing)
    assert field.get(record) is None
    assert not field.problem or field.problem in codes(record.problems)


@pytest.mark.parametrize("name",
    ["Original Uploaded Date", "Upload Date", "Record ID", "Language", "Type", "Original Archive"])
def test_label_alone_is_an_empty_field(name: str) -> None:
    """A label with nothing after it is kept as an empty field, and what cannot be its value does not become one."""
    assert [found.value for found in read(letter(labels=name)).empty_fields] == [name]
    assert [found.value for found in read(letter(labels=f"{name}:")).empty_fields] == [name]


def test_label_with_its_value_on_one_line() -> None:
    """A value may stand behind its label; words that do not fit stay a line of their own."""
    record = read(letter(labels="Record ID: 116131\nOriginal Uploaded Date 2011-11-20\nLanguage: Russian"))
    assert record.identifier and record.identifier.value == "116131"
    assert record.uploaded and record.uploaded.value.iso == "2011-11-20"
    assert record.empty_fields == ()
    stray = read(letter(labels="Record ID of the donor\nType of paper"))
    assert stray.identifier is None and codes(stray.problems) == ["line-unread"]


def test_values_that_do_not_fit() -> None:
    """Words after "Record ID" are no number, figures after a date label are no date."""
    record = read(letter(labels="Record ID\n\nLeon Levy Foundation\n\nOriginal Uploaded Date\n\n12-34"))
    assert (record.identifier, record.uploaded) == (None, None)
    assert [found.value for found in record.empty_fields] == ["Record ID", "Original Uploaded Date"]
