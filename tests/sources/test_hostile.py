"""Pages made to be slow: more of anything costs time in proportion, never in its square."""

from collections.abc import Callable
from functools import partial

import pytest

from fonds.record.evidence import Span
from fonds.sources.grammar.titles import LONGEST_TITLE, parse_title
from sources.linear import is_linear
from sources.pages import kit, page, read

TITLE = "Letter from A. Gromyko to L. Brezhnev"
FEW = 1_000
TIMES = 8
RATIO = 24
"""Linear work takes 8 times as long for 8 times the page, quadratic work 64 times."""


def body(text: str) -> str:
    """Return a page with a body."""
    return page(TITLE, text, summary="A summary stands here.")


def tail(text: str) -> str:
    """Return a page with a source line."""
    return page(TITLE, "It has begun.", source=text)


MANY: dict[str, Callable[[int], str]] = {
    "one line": lambda n: "x" * n,
    "spaces in a line": lambda n: body("a" + " " * n + "b"),
    "spaces before a comma": lambda n: tail("A. B" + " " * n + ", C"),
    "empty lines": lambda n: body("a" + "\n " * n + "b"),
    "short lines": lambda n: body("ab\n" * n),
    "short paragraphs": lambda n: body("ab\n\n" * n),
    "lines of the tail": lambda n: page(TITLE, "It has begun.", labels="ab\n\n" * n),
    "labels": lambda n: page(TITLE, "It has begun.", labels="Record ID\n" * n),
    "headings": lambda n: "Document Information\n" * n,
    "date lines": lambda n: "5 May 1960\n" * n,
    "dates": lambda n: body("5 May 1960, " * n),
    "points": lambda n: body("point 1 of " * n),
    "citations": lambda n: body("point 1 of Minutes No. 17; " * n),
    "number signs": lambda n: body("No. 1 " * n),
    "open brackets": lambda n: body("(" * n),
    "nested brackets": lambda n: body("[(" * n + ")]" * n),
    "brackets in the title": lambda n: page("Letter from " + "(" * n, "It has begun."),
    "salutations": lambda n: body("Dear " * n),
    "salutation of spaces": lambda n: body("Dear " + " " * n + "x"),
    "forms of address": lambda n: body("Cde. X " * n),
    "names to inform": lambda n: body("Inform " + "Abc Def and " * n + "X of it."),
    "persons to visit": lambda n: body("Visit Cde. Kadar and inform him. " * n),
    "instructions": lambda n: body("on the instructions of the " * n),
    "treaties": lambda n: body("Treaty of Peace, " * n),
    "articles": lambda n: body("Article 5 of the UN Charter, " * n),
    "capitals": lambda n: body("Soviet " * n),
    "replies": lambda n: body("in reply to your letter of " * n),
    "closing formulas": lambda n: body("Respectfully,\n" * n),
    "address lines": lambda n: body("To: A. B\n" * n),
    "translators": lambda n: tail("Translated for " * n),
    "units": lambda n: tail("A, " + "F. 1, " * n),
    "books": lambda n: tail("A. B, C (" * n),
    "funders": lambda n: body("made possible with support from " + "X and the " * n),
    "notices": lambda n: page(TITLE, "It has begun.", notice="The P welcomes reuse of " + "C materials " * n),
    "mentions": lambda n: body("Afghanistan and the Soviet Union and Amin " * n),
    "labels in a line": lambda n: page(TITLE, "It has begun.", labels="Source Rights " * n),
    "lines of labels": lambda n: page(TITLE, "It has begun.", labels=("Source Rights " * 15 + "x\n") * (n // 20)),
    "run of labels": lambda n: "Author(s)\n\nRelated Documents\n\n" * n,
    "labels and sentences": lambda n: "Author(s)\nSomebody said so.\n" * n,
    "authors": lambda n: page(TITLE, "It has begun.", labels="Author(s):\n" + "Orlov, Anna\n" * n),
    "authors on a line": lambda n: page(TITLE, "It has begun.", labels="Author(s): " + "A; " * n),
    "paragraphs first": lambda n: "Somebody said so.\n\n" * n + body("x"),
    "dates first": lambda n: "Somebody said so.\n" + "circa 1950\n" * n,
    "marks of the old site": lambda n: "get citation\n" * n + "VIEW DOCUMENT IN\n" * n,
    "formats": lambda n: "get citation\n\nVIEW DOCUMENT IN\n" + "English HTML\n" * n,
    "quotes": lambda n: 'get citation\n\n"' + '," ' * n + "\n\nVIEW DOCUMENT IN\n\nx",
    "blocks in quotes": lambda n: "get citation\n\n" + '"A, B," C\n\n' * n + "VIEW DOCUMENT IN\n\nx",
    "old site without blank lines": lambda n: "get citation\n" + "a b\n" * n + "VIEW DOCUMENT IN\nx",
    "cover labels": lambda n: 'A\nCitation:\n"A," 1950, X Digital Archive, B\n' + "Summary:\nContents:\n" * n,
    "cover of spaces": lambda n: 'A\nCitation:\n"A," 1950, X Digital Archive, B\nContents:' + " " * n + "x",
    "contents": lambda n: 'A\nCitation:\n"A," 1950, X Digital Archive, B\nContents:\n' + "- English Text " * n,
    "capitals of a title": lambda n: page("LETTER FROM " + "A" * n, "It has begun."),
    "times": lambda n: body("Date and time: 5 May 1960 " + "10:15 " * n),
    "date lines of a head": lambda n: body("Date: 5 May 1960\n" * n),
    "commas before a credit": lambda n: tail("A" + ", " * n + "Translated by B"),
    "combining marks": lambda n: body("e\u0301" * n),
}


def linked(text: str) -> None:
    """Read and link a page."""
    kit().linker.link(read(text))


@pytest.mark.parametrize("name", MANY)
def test_work_is_linear(name: str) -> None:
    """Eight times the page takes far less than 64 times the time, both measured side by side."""
    read(body("A page to load the libraries with."))
    assert is_linear(partial(linked, MANY[name](FEW)), partial(linked, MANY[name](TIMES * FEW)), RATIO)


def titled(characters: int) -> None:
    """Understand a title of so many characters, most of them spaces before a date."""
    title = "Session of the Politburo" + " " * (characters - 37) + "x 5 May 1962"
    parse_title(title, Span(0, len(title)), kit().lexicon)


def test_title_of_spaces() -> None:
    """The longest title there can be, of nothing but spaces, takes no longer than the square of its length."""
    titled(100)
    assert is_linear(partial(titled, LONGEST_TITLE // 16), partial(titled, LONGEST_TITLE // 4), 32)


def test_page_of_twenty_megabytes() -> None:
    """A page of one line of the largest size is read: it has no title, and nothing is invented."""
    record = read("word " * 4_000_000)
    assert record.title is None and record.contributions == () and record.body is not None
