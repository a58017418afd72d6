"""Results as the query service gives them, for the tests of pictures."""

import json
from collections.abc import Mapping, Sequence

from lxml import etree

from fonds.canned.view import View
from fonds.views.picture import Picture, make_picture
from fonds.views.rows import parse_rows

BASE = "http://archive.example"
SVG = "{http://www.w3.org/2000/svg}"


def body(rows: Sequence[Mapping[str, object]], names: Sequence[str] = ()) -> bytes:
    """Return rows as SPARQL results in JSON; what begins with a scheme is an IRI, None is unbound."""
    variables = list(names) or list(dict.fromkeys(name for row in rows for name in row))
    bindings = [{name: _term(str(value)) for name, value in row.items() if value is not None} for row in rows]
    return json.dumps({"head": {"vars": variables}, "results": {"bindings": bindings}}).encode()


def _term(text: str) -> dict[str, str]:
    iri = text.startswith(("http://", "https://", "urn:", "javascript:", "data:"))
    return {"type": "uri" if iri else "literal", "value": text}


def picture(view: View | str, rows: Sequence[Mapping[str, object]], names: Sequence[str] = ()) -> Picture:
    """Draw rows as a file that leads to the IRIs themselves."""
    wanted = View(view) if isinstance(view, str) else view
    made = make_picture(wanted, parse_rows(body(rows, names)), "A question", str, credit="The Reading Room")
    assert made is not None
    return made


def parsed(made: Picture) -> etree._Element:
    """Return a picture as lxml reads it, strictly."""
    return etree.fromstring(made.svg, etree.XMLParser(resolve_entities=False, no_network=True))


def marks(made: Picture, tag: str, look: str = "") -> list[etree._Element]:
    """Return the elements of a kind and a class."""
    found = parsed(made).iter(f"{SVG}{tag}")
    return [each for each in found if look in each.get("class", "").split() or not look]


def words(made: Picture) -> list[str]:
    """Return what is lettered, in the order of drawing."""
    return [(each.text or "") for each in parsed(made).iter(f"{SVG}text")]
