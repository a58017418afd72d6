"""Firms in titles are one party, people joined by the same signs are several, and what may be either is said to be unclear."""

import pytest

from fonds.record.names import Name
from fonds.sources.grammar.names import kind_of
from sources.layout_pages import NOTICE, labelled
from sources.pages import read
from sources.test_title_shapes import parse

FIRMS = {
    "Letter from Smith & Co to Foreign Office": ["Smith & Co"],
    "Letter from Messrs. Smith & Co. to Lord Palmerston": ["Smith & Co."],
    "Letter from Jardine, Matheson & Co. to the Foreign Office": ["Jardine, Matheson & Co."],
    "Letter from Baring Brothers & Co., Ltd. to the Treasury": ["Baring Brothers & Co., Ltd."],
    "Letter from Johnson, Smith & Wesson Ltd to Harold Wilson": ["Johnson, Smith & Wesson Ltd"],
    "Letter from William Smith and Sons to Board of Trade": ["William Smith and Sons"],
    "N M Rothschild & Sons to the Chancellor of the Exchequer": ["N M Rothschild & Sons"],
    "Letter from Imperial Chemical Industries Limited to HM Treasury": ["Imperial Chemical Industries Limited"],
    "Letter from Dow Chemical Company, Inc. to McNamara": ["Dow Chemical Company, Inc."],
    "Letter from Arthur Andersen & Co., Chicago, to John Dean": ["Arthur Andersen & Co."],
    "Letter from Brown, Shipley & Co. and Baring Brothers & Co. to the Bank of England": [
        "Brown, Shipley & Co.", "Baring Brothers & Co.",
    ],
}
PEOPLE = {
    "Letter from Mr. Smith & Mr. Jones to Lord Salisbury": ["Smith", "Jones"],
    "Letter from A. Gromyko & D. Ustinov to the Politburo": ["A. Gromyko", "D. Ustinov"],
    "Letter from Gromyko & Andropov to the Politburo": ["Gromyko", "Andropov"],
    "Letter from Karl Marx & Friedrich Engels to Kautsky": ["Karl Marx", "Friedrich Engels"],
    "Letter from Kim and Son to the Foreign Ministry": ["Kim", "Son"],
}
EITHER = {
    "Letter from Marks & Spencer to Board of Trade": "Marks & Spencer",
    "Report by Booz, Allen & Hamilton to the Secretary of the Navy": "Booz, Allen & Hamilton",
}


def given(title: str) -> list[Name]:
    """Return the names on the sender's side."""
    return [c.name for c in parse(title).contributions if c.role in ("sender", "author")]


@pytest.mark.parametrize("title", FIRMS)
def test_firm(title: str) -> None:
    """A firm is one organisation, whatever signs stand in its name."""
    assert [(name.phrase.text, name.kind) for name in given(title)] == [(text, "organization") for text in FIRMS[title]]
    assert parse(title).unclear == ()


@pytest.mark.parametrize("title", PEOPLE)
def test_people(title: str) -> None:
    """People whom their words show to be people are one each."""
    assert [(name.phrase.text, name.kind) for name in given(title)] == [(text, "person") for text in PEOPLE[title]]


@pytest.mark.parametrize("title", EITHER)
def test_either(title: str) -> None:
    """Bare words that "&" joins stay one name, of no kind, and are told."""
    assert [(name.phrase.text, name.kind) for name in given(title)] == [(EITHER[title], "unknown")]
    assert [words.text for words in parse(title).unclear] == [EITHER[title]]


def test_addressed_firm() -> None:
    """A firm is one party on the recipient's side too."""
    read_ = parse("Letter from the Secretary of State to Smith & Sons")
    assert [c.name.phrase.text for c in read_.contributions if c.role == "addressee"] == ["Smith & Sons"]


def test_firm_among_the_authors() -> None:
    """The name of a firm under a label is no person’s name turned round."""
    values = ("Author(s):", "Johnson, Smith & Wesson Ltd", "Smith & Co., Ltd", "Source:", "AJ, F. 5.", "Rights", NOTICE)
    record = read(labelled("Report on the Railway", "It is built.", *values))
    authors = {(c.name.phrase.text, c.name.kind) for c in record.contributions if c.role == "author"}
    assert authors == {("Johnson, Smith & Wesson Ltd", "organization"), ("Smith & Co., Ltd", "organization")}


def test_kind_of_firms() -> None:
    """A name that ends as firms' names do is an organisation's; "and Son" may be a person's."""
    assert {kind_of(text) for text in ("Rolls-Royce Ltd", "Krupp AG", "Smith & Son", "Smith and Company")} == {"organization"}
    assert kind_of("Kim and Son") == "unknown"
