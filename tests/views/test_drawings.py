"""What each type of view draws, and what it says of the rows it cannot draw."""

from itertools import pairwise
from pathlib import Path

import pytest
from PIL import ImageFont

from fonds.canned.view import View
from fonds.views.drawn import count
from views.results import BASE, marks, picture, words

BROADEST = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf")
"""What browsers letter in where nothing else is installed."""


def place(element: object, name: str) -> float:
    """Return a coordinate."""
    return float(element.get(name))  # type: ignore[attr-defined]


def test_columns_stand_at_their_year() -> None:
    """Years without a bar are gaps: the distance of columns is that of their years, their height that of the amounts."""
    made = picture("bar", [{"year": year, "documents": n} for year, n in ((1979, 4), (1980, 2), (1989, 1))])
    first, second, third = marks(made, "rect", "v-c0")
    near, far = place(second, "x") - place(first, "x"), place(third, "x") - place(second, "x")
    assert far == pytest.approx(9 * near, rel=0.01)
    assert place(first, "height") == pytest.approx(2 * place(second, "height"), rel=0.01)
    assert "3 bars, from 1979 to 1989" in made.description


def test_bars_in_the_order_of_rows() -> None:
    """Bars with names keep the order of the rows, lie under each other and are as long as their amounts."""
    made = picture("bar", [{"name": name, "documents": n} for name, n in (("B", 30), ("A", 10), ("Я", 20))])
    bars = marks(made, "rect", "v-c0")
    assert [place(bar, "width") / place(bars[1], "width") for bar in bars] == pytest.approx([3, 1, 2], rel=0.01)
    assert all(above < below for above, below in pairwise(place(bar, "y") for bar in bars))
    assert [each for each in words(made) if each in "BAЯ"] == ["B", "A", "Я"]


def test_series_are_stacked() -> None:
    """Series stand upon each other, each in a colour that the legend names."""
    rows = [{"year": 1979, "documents": 3, "genre": "Letter"}, {"year": 1979, "documents": 1, "genre": "Note"}]
    made = picture(View("bar", (("series", "genre"),), (1, 2)), rows)
    lower, upper = marks(made, "rect", "v-c0")[-1], marks(made, "rect", "v-c1")[-1]
    assert place(upper, "y") + place(upper, "height") == pytest.approx(place(lower, "y"), abs=0.1)
    assert {"Letter", "Note"} <= set(words(made))


def test_losses_hang_down() -> None:
    """Amounts below zero hang from the line of zero."""
    up, down = marks(picture("bar", [{"year": 1, "n": 2}, {"year": 2, "n": -2}]), "rect", "v-c0")
    assert place(up, "y") + place(up, "height") == pytest.approx(place(down, "y"), abs=0.1)


@pytest.mark.parametrize(
    ("amounts", "words_"),
    [
        ((3,), "1 bar: N0 with 3 (n)."), ((3, 3), "2 bars, from N0 to N1. Each has 3 (n)."),
        ((3, 5), "2 bars, from N0 to N1. The longest is N1 with 5 (n)."),
        ((5, 3, 5), "3 bars, from N0 to N2. The longest, 2 of them, have 5 (n)."),
    ],
)
def test_longest_bars_are_told(amounts: tuple[int, ...], words_: str) -> None:
    """Only a bar that is longer than all others is called the longest."""
    made = picture("bar", [{"name": f"N{place}", "n": n} for place, n in enumerate(amounts)])
    assert made.description == words_


def test_bars_without_numbers() -> None:
    """Rows without an amount are counted, not drawn as nothing."""
    made = picture("bar", [{"name": "A", "documents": 1}, {"name": "B", "documents": None}, {"name": "C", "documents": "x"}])
    assert (made.shown, made.total) == (1, 1)
    assert made.notes == ("2 rows have no number to draw.",)


DATED: list[dict[str, object]] = [
    {"document": f"{BASE}/doc/a", "title": "A day", "date": "1979-12-27"},
    {"document": f"{BASE}/doc/b", "title": "A month", "date": "1980-03"},
    {"document": f"{BASE}/doc/c", "title": "A year", "date": "1981"},
]
BY_DATE = View("timeline", (("start", "date"),), (1, 2))


def test_dates_are_as_long_as_they_are_uncertain() -> None:
    """A day is a dot, a month a bar, a year one twelve times as long; each begins where its first day is."""
    made = picture(BY_DATE, DATED)
    (_,) = marks(made, "circle")
    month, year = marks(made, "rect", "v-c0")
    assert place(year, "width") == pytest.approx(place(month, "width") * 365 / 31, rel=0.05)


def test_undated_rows_are_told() -> None:
    """Rows without a date, with none that is read, and with an end before the start are counted apart."""
    rows: list[dict[str, object]] = [
        *DATED, {"title": "none", "date": None}, {"title": "bad", "date": "soon"}, {"title": "BCE", "date": "-0044"},
        {"title": "back", "date": "1980", "latest": "1979-01-01"},
    ]
    made = picture(BY_DATE, rows)
    assert (made.shown, made.total) == (3, 3)
    assert made.notes == (
        "1 row without a date is not on the time line.", "2 rows have a date that cannot be drawn.",
        "1 row ends before it begins and is not drawn.",
    )


@pytest.mark.parametrize("dates", [("0001-01-01", "9999-12-31"), ("1979-12-27",), ("2000", "2000"), ("1979-12-30", "1980-01-02")])
def test_time_lines_of_any_length(dates: tuple[str, ...]) -> None:
    """One day, a few days and all years there are can be drawn, with an axis that says where one is."""
    made = picture(BY_DATE, [{"title": date, "date": date} for date in dates])
    assert made.shown == len(dates)
    assert [each for each in words(made) if any(letter.isdigit() for letter in each) and each not in dates]


PLACES = [
    {"name": "Kabul", "latitude": 34.53, "longitude": 69.17, "documents": 9},
    {"name": "Moscow", "latitude": 55.75, "longitude": 37.62, "documents": 1},
]


def test_north_is_up() -> None:
    """On the map Moscow lies above Kabul and to its left, and the larger number has the larger mark."""
    made = picture("map", PLACES)
    kabul, moscow = marks(made, "circle")
    assert place(moscow, "cy") < place(kabul, "cy")
    assert place(moscow, "cx") < place(kabul, "cx")
    assert place(moscow, "r") < place(kabul, "r")
    assert marks(made, "path", "v-land")


def test_places_without_coordinates_are_told() -> None:
    """A place without coordinates, or with impossible ones, is counted and never guessed."""
    rows = [*PLACES, {"name": "Atlantis", "documents": 4}, {"name": "Nowhere", "latitude": 91, "longitude": 0}]
    made = picture("map", rows)
    assert (made.shown, made.total) == (2, 2)
    assert made.notes == (
        "1 row has no coordinates and is not on the map.", "1 row has coordinates that are none on earth.",
    )


def edges(*pairs: str) -> list[dict[str, object]]:
    """Return rows of a network: "ab" is a line from a to b."""
    return [{"source": f"{BASE}/agent/{pair[0]}", "target": f"{BASE}/agent/{pair[1]}"} for pair in pairs]


def test_network_joins_names() -> None:
    """Every name is one mark, every pair one line, and its arrow points to the target."""
    made = picture("network", edges("ab", "ab", "bc", "de"))
    assert len(marks(made, "circle")) == 5
    assert len(marks(made, "path", "v-edge")) == len(marks(made, "polygon")) == 3
    assert made.description.startswith("A network of 5 names and 3 lines between them.")


def test_network_without_direction() -> None:
    """Where a query says that its lines have no direction, there are no arrows."""
    assert not marks(picture(View("network", arrows=False), edges("ab", "bc")), "polygon")


def test_network_says_what_joins_nothing() -> None:
    """A row with one end, and a name joined to itself, are told."""
    made = picture("network", [*edges("ab", "cc"), {"source": f"{BASE}/agent/x", "target": None}])
    assert made.notes == ("1 row names only one end and joins nothing.", "1 row joins a name to itself.")


def test_large_networks_keep_the_strongest() -> None:
    """Of too many names those joined to most are drawn, and the picture says of how many."""
    rows = [
        {"source": f"{BASE}/agent/hub", "sourceName": "Hub", "target": f"{BASE}/agent/{n}", "documents": n + 1}
        for n in range(400)
    ]
    made = picture(View("network", (("source", "source"), ("target", "target")), (1, 1, 1)), rows)
    assert (made.shown, made.total) == (120, 401)
    assert "Hub" in words(made)
    assert made.notes[0].startswith("The 120 names joined to most of 401 are drawn, with 119 of 400 lines")


def branches(*pairs: str) -> list[dict[str, object]]:
    """Return rows of a tree: "ba" hangs b on a, "a" is a root."""
    return [
        {"node": f"{BASE}/doc/{pair[0]}", "parent": f"{BASE}/doc/{pair[1]}" if len(pair) > 1 else None, "title": pair[0]}
        for pair in pairs
    ]


def test_trees_hang_below_their_parents() -> None:
    """Children stand below their parent and one step to its right, before its next sibling."""
    made = picture("tree", branches("a", "ba", "ca", "db"))
    lettered = [each for each in words(made) if each in "abcd"]
    assert lettered == ["a", "b", "d", "c"]
    xs = [place(dot, "cx") for dot in marks(made, "circle")]
    assert [x - xs[0] for x in xs] == [0, 26, 52, 26]


def test_rings_are_cut_open() -> None:
    """Nodes that hang on each other are each drawn once."""
    made = picture("tree", branches("ab", "bc", "ca", "x"))
    assert sorted(each for each in words(made) if each in "abcx") == ["a", "b", "c", "x"]
    assert made.description.startswith("2 trees with 4 nodes")


def test_deep_trees() -> None:
    """A chain of a thousand letters is drawn as far as the picture goes."""
    rows = [{"node": f"{BASE}/doc/{n}", "parent": f"{BASE}/doc/{n - 1}", "title": f"t{n}"} for n in range(1, 1000)]
    made = picture("tree", rows)
    assert (made.shown, made.total) == (200, 1000)


@pytest.mark.parametrize("title", ["Verylong" * 20, "Letter from the Ambassador to the Minister of Foreign Affairs " * 2])
def test_bold_letters_stay_on_their_card(title: str) -> None:
    """No line of a title is broader than its card, lettered in the broadest common font for screens."""
    if not BROADEST.exists():
        pytest.skip("DejaVu Sans Bold is not on this machine (Debian: fonts-dejavu-core)")
    made = picture("cards", [{"title": title}])
    (card,) = marks(made, "rect", "v-card")
    font = ImageFont.truetype(BROADEST, 150)
    lines = [each for each in words(made) if each.rstrip("…") and each.rstrip("…") in title]
    assert len(lines) > 1
    assert all(14 + font.getlength(each) / 10 <= place(card, "width") for each in lines)


def test_cards() -> None:
    """A card has date, title and the beginning of its text; a row with nothing is no card."""
    rows: list[dict[str, object]] = [
        {"title": "A letter", "date": "1979", "text": "word " * 300, "document": f"{BASE}/doc/a"}, {"title": None},
    ]
    made = picture("cards", rows)
    assert len(marks(made, "rect", "v-card")) == 1
    assert {"A letter", "1979"} <= set(words(made))
    assert any(each.endswith("…") for each in words(made))
    assert made.notes == ("1 row has nothing to put on a card.",)


MANY: dict[str, list[dict[str, object]]] = {
    "bar": [{"name": f"Name {n}", "documents": n + 1} for n in range(10_000)],
    "timeline": [{"title": f"T{n}", "date": f"19{n % 100:02}"} for n in range(10_000)],
    "map": [{"name": f"P{n}", "latitude": n % 80, "longitude": n % 170} for n in range(10_000)],
    "network": [{"source": f"{BASE}/a/{n}", "target": f"{BASE}/a/{n // 2}"} for n in range(1, 10_000)],
    "tree": [{"node": f"{BASE}/a/{n}", "parent": f"{BASE}/a/{n // 2}"} for n in range(1, 10_000)],
    "cards": [{"title": f"T{n}"} for n in range(10_000)],
}


@pytest.mark.parametrize("kind", MANY)
def test_pictures_are_bounded(kind: str) -> None:
    """Of ten thousand rows as many are drawn as can be read, and the picture says how many of how many."""
    made = picture(kind, MANY[kind])
    assert made.shown < made.total
    assert made.total >= 9_999
    assert any(f"{made.shown:,}" in note and count(made.total, "x").split()[0] in note for note in made.notes)
    assert len(made.svg) < 400_000
