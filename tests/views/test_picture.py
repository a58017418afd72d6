"""What every picture keeps: valid, harmless, the same each time, honest, readable by all."""

import os
import subprocess
import sys

import pytest
from lxml import etree

from fonds.canned.view import ROLES, View
from fonds.views.drawing import _STYLES
from fonds.views.picture import DRAWINGS, make_picture
from fonds.views.rows import parse_rows
from views.results import BASE, SVG, body, marks, parsed, picture, words

LABELS = (
    "Министерство иностранных дел", "中华人民共和国外交部", "וזארת החוץ", "A name " * 60, "</svg><script>alert(1)</script>",
    'a" onload="alert(1)', "&amp; &lt; ]]>", "line\nend\ttab", "null\x00 bell\x07 lone\ud800 \ufffe", "👩🏽‍🚀", " ",
)


def rows(kind: str, label: str) -> list[dict[str, object]]:
    """Return rows of any type of view with a label in every place that is lettered, and addresses that are none."""
    bad = "javascript:alert(1)"
    every: dict[str, list[dict[str, object]]] = {
        "bar": [{"name": label, "documents": 3, "who": bad}],
        "timeline": [{"title": label, "date": "1979", "document": bad}],
        "map": [{"name": label, "latitude": 1, "longitude": 2, "place": bad}],
        "network": [{"source": bad, "sourceName": label, "target": "data:text/html,x", "targetName": label}],
        "tree": [{"node": bad, "title": label}],
        "cards": [{"title": label, "text": label, "date": label, "document": bad}],
    }
    return every[kind]


@pytest.mark.parametrize("kind", DRAWINGS)
@pytest.mark.parametrize("label", LABELS)
def test_any_label(kind: str, label: str) -> None:
    """Whatever the words, the picture is well-formed, runs nothing, leads nowhere odd and names nothing outside."""
    root = parsed(picture(kind, rows(kind, label)))
    names = {etree.QName(each).localname for each in root.iter()}
    assert names <= {"svg", "g", "a", "rect", "circle", "line", "path", "polygon", "text", "title", "desc"}
    for element in root.iter():
        assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
        assert element.get("href", "http://").startswith("http")


@pytest.mark.parametrize("kind", DRAWINGS)
def test_links_lead_where_the_page_says(kind: str) -> None:
    """Marks and words lead to the address that the page makes of their IRI, and to no other."""
    every: dict[str, list[dict[str, object]]] = {
        "bar": [{"name": "A", "documents": 1, "who": f"{BASE}/agent/a"}],
        "timeline": [{"title": "A", "date": "1979", "document": f"{BASE}/agent/a"}],
        "map": [{"name": "A", "latitude": 1, "longitude": 2, "place": f"{BASE}/agent/a"}],
        "network": [{"source": f"{BASE}/agent/a", "target": f"{BASE}/agent/a"}],
        "tree": [{"node": f"{BASE}/agent/a", "title": "A"}],
        "cards": [{"title": "A", "document": f"{BASE}/agent/a"}],
    }
    drawn = make_picture(View(kind), parse_rows(body(every[kind])), "T", lambda iri: iri.replace(BASE, ".."), alone=False)
    assert drawn is not None
    assert {each.get("href") for each in parsed(drawn).iter(f"{SVG}a")} == {"../agent/a"}


@pytest.mark.parametrize("kind", DRAWINGS)
def test_without_rows(kind: str) -> None:
    """A result without rows is told as such, and has no marks."""
    made = picture(kind, [], ["name"])
    assert (made.shown, made.total) == (0, 0)
    assert any(each.startswith("Nothing to show.") for each in words(made))


@pytest.mark.parametrize("kind", DRAWINGS)
def test_without_what_is_needed(kind: str) -> None:
    """Rows that hold nothing of what a picture needs give no picture that looks like one."""
    made = picture(kind, [{"odd": None, "queer": None}], ["odd", "queer"])
    assert made.shown == 0
    assert "nothing that could be drawn" in made.description


def test_tables_need_no_picture() -> None:
    """What is best seen as a table has no picture, and every other type has a drawing."""
    assert make_picture(View("table"), parse_rows(body([{"a": 1}])), "T", str) is None
    assert set(DRAWINGS) == set(ROLES) - {"table"}


@pytest.mark.parametrize("kind", DRAWINGS)
def test_told_to_those_who_do_not_see(kind: str) -> None:
    """A picture is an image with a name and a description that says what is in it and what is not."""
    made = picture(kind, [*rows(kind, "A"), {"title": None}])
    root = parsed(made)
    assert root.get("role") == "img"
    title, desc = root[0], root[1]
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert title.text == "A question"
    assert desc.text == " ".join([made.description, *made.notes])
    assert {"A question", "The Reading Room"} <= set(words(made))
    assert not [each for each in root.iter(f"{SVG}a") if each.get("tabindex") != "-1"]


PROGRAM = """
import sys
from fonds.canned.view import View
from fonds.views.picture import make_picture
from fonds.views.rows import parse_rows
sys.stdout.buffer.write(make_picture(View("network"), parse_rows(sys.stdin.buffer.read()), "T", str).svg)
"""


def test_same_bytes_each_time() -> None:
    """The same rows give the same bytes in every process, however it hashes."""
    pairs = [(n, n * n % 17) for n in range(40)]
    data = body([{"source": f"{BASE}/a/{a}", "target": f"{BASE}/b/{b}"} for a, b in pairs])
    made = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM], input=data, capture_output=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(made) == 1
    assert len(made.pop()) > 1_000


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("look", "least"), [("v-ink", 4.5), ("v-soft", 4.5), *((f"v-c{n}", 3.0) for n in range(6))])
def test_contrast(look: str, least: float) -> None:
    """Words have a contrast of 4.5 to the paper, marks of 3."""
    paper, ink = luminance(_STYLES["v-paper"]["fill"]), luminance(_STYLES[look]["fill"])
    assert (max(paper, ink) + 0.05) / (min(paper, ink) + 0.05) >= least


def test_colours_are_told_apart() -> None:
    """No two groups share a colour; those beyond the colours share one, and the legend says how many they are."""
    genres = [{"year": 1979, "documents": 1, "genre": f"Genre {n}"} for n in range(9)]
    made = picture(View("bar", (("series", "genre"),), (1, 2)), genres)
    assert all(len(marks(made, "rect", f"v-c{n}")) == 2 for n in range(6))
    assert len(marks(made, "rect", "v-rest")) == 4
    assert "3 others" in words(made)
