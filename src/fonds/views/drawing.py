"""A drawing (floor 5): marks on a sheet → SVG. The only module that writes markup of pictures.

Every mark has a class, for a page's stylesheet, and the attributes of :data:`STYLES` beside it, so that the file looks
the same alone: attributes give way to any stylesheet, need no ``style`` (which strict content policies forbid) and are
understood by every renderer. Colours are those of Okabe and Ito, darkened until each has a contrast of 3 to the paper
(WCAG 2.2, 1.4.11); words have 4.5 or more. Text and attributes go through an XML tree, never through string building.

Addresses are made by the function the sheet is given; what is not a web address leads nowhere.
"""

from collections.abc import Callable
from xml.etree import ElementTree

from fonds.rdf.xml_characters import without_forbidden
from fonds.views.lettering import BOLD, FAMILY, shorten

SIZE = 13.0
"""Pixels of ordinary lettering."""

SMALL = 11.5
"""Pixels of what stands at axes."""

_STYLES: dict[str, dict[str, str]] = {
    "v-paper": {"fill": "#fffdf9"},
    "v-ink": {"fill": "#23201b"},
    "v-soft": {"fill": "#5d564c"},
    "v-rule": {"stroke": "#ddd5c7", "fill": "none"},
    "v-edge": {"stroke": "#8c8375", "fill": "none"},
    "v-sea": {"fill": "#f0f2ee"},
    "v-land": {"fill": "#ece4d4", "stroke": "#cfc3ad"},
    "v-card": {"fill": "#fffdf9", "stroke": "#ddd5c7"},
    "v-c0": {"fill": "#0f5f96"},
    "v-c1": {"fill": "#b24a00"},
    "v-c2": {"fill": "#007a5a"},
    "v-c3": {"fill": "#9c4a80"},
    "v-c4": {"fill": "#8a6d00"},
    "v-c5": {"fill": "#2d7fae"},
    "v-rest": {"fill": "#6b655b"},
}

COLOURS = tuple(name for name in _STYLES if name.startswith("v-c") and name[3:].isdigit())
"""Classes of the colours that part groups; groups beyond them share ``v-rest``."""

Href = Callable[[str], str]
"""IRI → where a reader is led from the picture; empty for nowhere."""

Attribute = str | float



class Drawing:
    """A sheet of so many pixels in width. ``href`` makes addresses of IRIs; ``height`` grows with what is drawn."""

    def __init__(self, width: float, href: Href) -> None:
        self.width = width
        self.height = 0.0
        self.href = href
        self.body = ElementTree.Element("g")

    def mark(
        self, tag: str, look: str, *, title: str = "", iri: str = "", data: dict[str, str] | None = None,
        **attributes: Attribute,
    ) -> ElementTree.Element:
        """Add an element. ``title`` is its tooltip; with ``iri`` it leads there. ``_`` in names stands for ``-``."""
        parent = self.body
        target = self.href(iri) if iri else ""
        if target.startswith(("http://", "https://", "./", "../", "#")):
            # Not for the tab key: to assistive technology a picture is one thing, and its table has the same links.
            parent = ElementTree.SubElement(parent, "a", {"href": _clean(target), "tabindex": "-1"})
        element = ElementTree.SubElement(parent, tag, {"class": look, **_STYLES.get(look, {})})
        for name, value in attributes.items():
            element.set(name.rstrip("_").replace("_", "-"), value if isinstance(value, str) else number(value))
        for name, value in (data or {}).items():
            element.set(f"data-{name}", _clean(value))
        if title:
            ElementTree.SubElement(element, "title").text = _clean(shorten(title, 2_400, 8))
        return element

    def text(
        self, x: float, y: float, words: str, look: str = "v-ink", *, size: float = SIZE, anchor: str = "start",
        bold: bool = False, halo: bool = False, title: str = "", iri: str = "", data: dict[str, str] | None = None,
    ) -> None:
        """Letter one line; ``y`` is its foot. ``halo`` keeps lines that run behind the words from them."""
        element = self.mark("text", look, title=title, iri=iri, data=data, x=x, y=y, font_size=size)
        if bold:
            element.set("font-weight", "600")
        if halo:
            element.attrib |= {"paint-order": "stroke", "stroke": _STYLES["v-paper"]["fill"], "stroke-width": "3"}
            element.set("class", f"{look} v-halo")
        if anchor != "start":
            element.set("text-anchor", anchor)
        element.text = _clean(words)

    def line(self, x1: float, y1: float, x2: float, y2: float, look: str = "v-rule") -> None:
        """Draw a straight line."""
        self.mark("line", look, x1=x1, y1=y1, x2=x2, y2=y2)


def _clean(text: str) -> str:
    return without_forbidden(text, "")


def number(value: float) -> str:
    """Write a coordinate with at most two decimals, the same on every machine.

    >>> number(3.0), number(1 / 3), number(-0.001)
    ('3', '0.33', '0')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def render_drawing(drawing: Drawing, title: str, description: str, *, heading: str, foot: list[str]) -> bytes:
    """Return the drawing as a whole SVG file (SVG 2; the title and desc of its section 5.8).

    ``heading`` is lettered above, ``foot`` below; without them it is made to stand in a page, not to be a file.
    """
    above = 40.0 if heading else 0.0
    height = above + drawing.height + (14 + 18 * len(foot) if foot else 0)
    root = ElementTree.Element("svg", {
        "xmlns": "http://www.w3.org/2000/svg", "class": "picture", "role": "img",
        "aria-labelledby": "picture-title picture-desc", "viewBox": f"0 0 {number(drawing.width)} {number(height)}",
        "width": number(drawing.width), "height": number(height), "font-family": FAMILY,
    })
    ElementTree.SubElement(root, "title", {"id": "picture-title"}).text = _clean(title)
    ElementTree.SubElement(root, "desc", {"id": "picture-desc"}).text = _clean(description)
    ElementTree.SubElement(root, "rect", {
        "class": "v-paper", **_STYLES["v-paper"], "width": number(drawing.width), "height": number(height),
    })
    drawing.body.set("transform", f"translate(0 {number(above)})")
    root.append(drawing.body)
    frame = Drawing(drawing.width, lambda _: "")
    if heading:
        frame.text(16, 26, shorten(heading, (drawing.width - 32) / BOLD, 17), size=17, bold=True)
    for place, words in enumerate(foot):
        y = above + drawing.height + 18 + 18 * place
        frame.text(16, y, shorten(words, drawing.width - 32, SMALL), "v-soft", size=SMALL)
    root.append(frame.body)
    svg: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=bool(heading))
    return svg
