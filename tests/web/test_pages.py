"""What pages are made of: marked text, findings, links, lists; without a server."""

from itertools import pairwise
from random import Random
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest

from fonds.catalogue.rows import FacetValue, Filters
from fonds.rdf.iris import Iris
from fonds.web.pages.document import document_page
from fonds.web.pages.entity import Role, main_relations, merged
from fonds.web.pages.evidence import findings, marks
from fonds.web.pages.links import Links
from fonds.web.pages.lists import LAST_PAGE, SearchAddresses, stretch, stretch_links, timeline
from fonds.web.pages.marked_text import Mark, Piece, anchor, paragraphs, pieces

LINKS = Links(Iris("http://x"), "/doc/a")
DOC = "http://x/doc/a"


def texts(found: tuple[Piece, ...]) -> str:
    """Return the words of pieces."""
    return "".join(piece.text for piece in found)


@pytest.mark.parametrize("seed", range(40))
def test_marks_overlap_in_any_way(seed: int) -> None:
    """However spans overlap, no word is lost or doubled, each piece names just the spans it lies in, each span once."""
    random = Random(seed)
    page = "".join(random.choice("ab é𝕏\n \n") for _ in range(120))
    spans = [sorted(random.sample(range(121), 2)) for _ in range(12)]
    found = [Mark(start, end, number) for number, (start, end) in enumerate(spans)]
    cut = pieces(page, 0, len(page), found)
    assert texts(cut) == page
    at = 0
    for piece in cut:
        covering = {mark.statement for mark in found if mark.start <= at and mark.end >= at + len(piece.text)}
        assert set(piece.statements) == covering
        at += len(piece.text)
    anchors = [name for piece in cut for name in piece.anchors]
    assert sorted(anchors) == sorted({anchor(start, end) for start, end in spans})


def test_paragraphs_are_parted_by_blank_lines() -> None:
    """Blank lines part paragraphs, line ends within one stay, and the blanks around are left out."""
    page = "  one\ntwo \n\n \t\n three\r\n\r\nfour\n"
    assert [texts(each) for each in paragraphs(page, 0, len(page), ())] == ["one\ntwo", "three", "four"]


def test_span_over_two_paragraphs_is_marked_in_both() -> None:
    """A span that runs on is marked in every paragraph it touches, and its address stands once."""
    page = "one two\n\nthree"
    first, second = paragraphs(page, 0, len(page), [Mark(4, 12, 0)])
    assert [piece.statements for piece in (*first, *second)] == [(), (0,), (0,), ()]
    assert [name for piece in (*first, *second) for name in piece.anchors] == ["w-4-12"]


def test_marks_outside_of_the_stretch_are_left_out() -> None:
    """Of a span that begins before the text only what lies inside is marked; empty spans mark nothing."""
    marks_ = [Mark(0, 5, 0), Mark(20, 30, 1), Mark(6, 6, 2)]
    (only,) = paragraphs("0123456789", 3, 9, marks_)
    assert [(piece.text, piece.statements) for piece in only] == [("34", (0,)), ("5678", ())]


def test_offsets_count_code_points() -> None:
    """Characters beyond the basic plane count one."""
    page = "𝕏𝕏 word"
    assert [piece.text for piece in pieces(page, 0, len(page), [Mark(3, 7, 0)])] == ["𝕏𝕏 ", "word"]


def row(predicate: str, term: str, span: tuple[int, int], **more: object) -> dict[str, object]:
    """Return a row of evidence."""
    quote = {"start": span[0], "end": span[1], "exact": "words", "prefix": "", "suffix": ""}
    return {
        "s": f"<{DOC}>", "p": f"<{predicate}>", "o": term, "status": "stated", "rule": "r", "confidence": None,
        "published": True, "quotes": [quote], **more,
    }


def test_twins_are_one_finding() -> None:
    """What both vocabularies say of the same words is told once, and keeps the address of each statement."""
    rows = [
        row("http://purl.org/dc/terms/title", '"A"@en', (0, 5)),
        row("https://schema.org/name", '"A"@en', (0, 5)),
        row("http://www.w3.org/2000/01/rdf-schema#label", '"A"', (0, 5)),
        row("https://schema.org/name", '"A"@en', (7, 9)),
        row("https://schema.org/sender", "<http://x/agent/b>", (0, 5)),
    ]
    found = findings(rows, DOC, LINKS, {"http://x/agent/b": "B"})
    assert [each.rows for each in found] == [("s-1", "s-2", "s-3"), ("s-4",), ("s-5",)]
    assert (found[2].words, found[2].value, found[2].href) == ("sender", "B", "../agent/b")


def test_unpublished_values_are_not_linked() -> None:
    """What is kept out of the graph may have no page, so nothing leads there."""
    found = findings(
        [row("https://schema.org/mentions", "<http://x/agent/b>", (0, 5), published=False)], DOC, LINKS, {}
    )
    assert (found[0].href, found[0].published) == ("", False)
    assert "not published" in found[0].note


def test_whole_text_is_no_mark() -> None:
    """What rests on pages of words marks nothing, or everything would be marked."""
    found = findings([row("https://schema.org/text", '"A"@en', (0, 5_000))], DOC, LINKS, {})
    assert list(marks(found)) == []
    assert found[0].quotes[0].anchor == ""


def test_page_of_a_document_nobody_knows_anything_of() -> None:
    """A tree with nothing but an IRI makes a page."""
    page = document_page({"id": DOC}, [], "", LINKS)
    assert (page.title, page.when, page.parties, page.texts, page.shelf) == ("", "", (), (), None)


def test_fragment_no_part_shows_has_an_address_all_the_same() -> None:
    """Whatever fragment a tree mentions is an address of its page."""
    page = document_page({"id": DOC, "mentions": [f"{DOC}#odd"]}, [], "", LINKS)
    assert page.loose == ("odd",)


def test_author_who_is_the_sender_is_named_once() -> None:
    """Who sent and wrote a letter is shown as sender, and the other role keeps its address."""
    agent = {"id": "http://x/agent/b", "label": "B"}
    part = {"agent": agent, "nameAsWritten": ["B"]}
    tree = {
        "id": DOC,
        "participation": [
            {**part, "id": f"{DOC}#part-sender-b", "role": "https://w3id.org/fonds/role/sender"},
            {**part, "id": f"{DOC}#part-author-b", "role": "https://w3id.org/fonds/role/author"},
        ],
    }
    page = document_page(tree, [], "", LINKS)
    assert [party.who.label for party in page.senders] == ["B"]
    assert (page.authors, page.others, page.silent) == ((), (), ("part-author-b",))


def test_flat_property_without_a_participation_is_shown() -> None:
    """A sender is shown even where no participation says more of them."""
    page = document_page({"id": DOC, "sender": ["http://x/agent/b"]}, [], "", LINKS)
    assert [party.who.href for party in page.senders] == ["../agent/b"]


@pytest.mark.parametrize(
    ("path", "iri", "address"),
    [
        ("/doc/a", "http://x/doc/b", "../doc/b"),
        ("/doc/a", "http://x/doc/a#record", "#record"),
        ("/doc/a/evidence", "http://x/doc/a#record", "../../doc/a#record"),
        ("/archival-unit/a/b/c", "http://x/agent/a", "../../../agent/a"),
        ("/", "http://x/agent/a", "./agent/a"),
        ("/doc/a", "http://x", "../"),
        ("/doc/a", "http://xyz/doc/b", "http://xyz/doc/b"),
        ("/doc/a", "https://w3id.org/fonds/terms#agent", "../vocab/terms#agent"),
        ("/doc/a", "data:text/html,x", ""),
        ("/doc/a", "http://x/doc/a b\"<>", "../doc/a%20b%22%3C%3E"),
    ],
)
def test_links_are_relative_to_their_page(path: str, iri: str, address: str) -> None:
    """An IRI of the site leads there from any page; others lead elsewhere, and what is no web address nowhere."""
    assert Links(Iris("http://x"), path).iri(iri) == address


def test_filters_stand_in_the_address() -> None:
    """A search's address holds its words and filters, escaped; empty ones are left out."""
    addresses = SearchAddresses(LINKS, 'a "b" & c', Filters(genre="letter", year=1989))
    assert addresses.itself() == "../search?q=a+%22b%22+%26+c&genre=letter&year=1989"
    assert addresses.without("year") == "../search?q=a+%22b%22+%26+c&genre=letter"
    assert SearchAddresses(LINKS, "", Filters(genre="letter")).without("genre") == "../search"


def test_one_filter_takes_every_value_in_its_place() -> None:
    """A filter that is set anew stands where it stood, whatever its value holds, and the others stay."""
    addresses = SearchAddresses(LINKS, "x\ny", Filters(genre="letter", year=1989))
    assert list(addresses.each("year", ["1990", "a&b=é"])) == [
        "../search?q=x%0Ay&genre=letter&year=1990", "../search?q=x%0Ay&genre=letter&year=a%26b%3D%C3%A9",
    ]
    assert list(addresses.each("agent", ["agent/a b"])) == ["../search?q=x%0Ay&genre=letter&year=1989&agent=agent%2Fa+b"]
    assert list(SearchAddresses(LINKS, "", Filters()).each("genre", ["memo"])) == ["../search?genre=memo"]


@pytest.mark.parametrize("value", ["agent/red-army", "place/a b", "event/ä", "x~y.z_1", "a&b=c+d", "100%", "a\tb", "/", "x#y?z"])
def test_whatever_a_value_is_its_address_leads_to_it(value: str) -> None:
    """Values in addresses are what a standard parser reads out of them again, and encoded as a browser would."""
    (address,) = SearchAddresses(LINKS, "", Filters()).each("agent", [value])
    assert parse_qs(urlsplit(address).query) == {"agent": [value]}
    assert address == f"../search?{urlencode({'agent': value})}"
    assert LINKS.to(value) == "../" + quote(value, safe="/-._~!$&'()*+,;=:@%?#")


@pytest.mark.parametrize(("number", "shown", "ends"), [(1, 25, ("", "x?page=2")), (3, 10, ("x?page=2", ""))])
def test_stretch_leads_on(number: int, shown: int, ends: tuple[str, str]) -> None:
    """The first page leads to the second, the last one back."""
    part = stretch(number=number, size=25, shown=shown, total=60, address="x")
    assert (part.previous, part.following) == ends
    assert (part.first, part.last) == ((number - 1) * 25 + 1, (number - 1) * 25 + shown)


def test_stretch_of_a_list_nobody_counted_leads_on_to_the_last_page() -> None:
    """A list that may go on beyond what was counted leads on while its pages are full, but never past the last page."""
    assert stretch(number=40, size=25, shown=25, total=1_000, address="x", endless=True).following == "x?page=41"
    assert stretch(number=41, size=25, shown=24, total=1_000, address="x", endless=True).following == ""
    assert stretch(number=LAST_PAGE, size=25, shown=25, total=10**6, address="x").following == ""



@pytest.mark.parametrize("years", [(1979,), (1979, 1980), (1979, 1989), (1805, 1989), (900, 1989), (1900, 1901, 1999)])
def test_timeline_leaves_room_for_its_years(years: tuple[int, ...]) -> None:
    """Bars stand apart in order, and the years written below never run into each other."""
    drawing = timeline([FacetValue(str(year), "", year) for year in years], LINKS)
    assert drawing is not None
    assert [bar.year for bar in drawing.bars] == [str(year) for year in years]
    assert all(left.x + left.width <= right.x for left, right in pairwise(drawing.bars))
    assert all(bar.x >= 0 and bar.x + bar.width <= drawing.width for bar in drawing.bars)
    assert drawing.ticks[0][0] == str(years[0])
    assert all(right - left >= 43.9 for (_, left), (_, right) in pairwise(drawing.ticks))


def test_no_year_no_timeline() -> None:
    """An archive without dates has no timeline."""
    assert timeline([], LINKS) is None


def test_roles_are_told_once() -> None:
    """Twins of the vocabularies are one role, and so are all roles under one heading."""
    assert main_relations({"contributor": 1, "translator": 1, "agent": 1}) == ("translator",)
    assert main_relations({"agent": 2}) == ("agent",)
    one, two = Role("Connected with", (), 1, ""), Role("Connected with", (), 2, "x")
    assert merged([one, two]) == (Role("Connected with", (), 2, "x"),)


def test_a_page_of_a_list_names_its_neighbours_in_its_header() -> None:
    """The header of a page in the middle leads on, back and to the dataset; that of the only page to the dataset alone."""
    middle = stretch(number=2, size=10, shown=10, total=30, address="../doc")
    assert stretch_links(middle, "../dataset") == (
        "Link", '<../doc?page=1>; rel="prev", <../doc?page=3>; rel="next", <../dataset>; rel="collection"'
    )
    only = stretch(number=1, size=10, shown=3, total=3, address="../doc")
    assert stretch_links(only, "../dataset") == ("Link", '<../dataset>; rel="collection"')
