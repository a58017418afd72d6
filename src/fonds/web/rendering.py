"""Pages as bytes (floor 7): the only module that knows Jinja. Everything is escaped; an unknown name is an error.

Templates are given plain values and the page's own links. The stylesheet's address carries its digest,
so browsers may keep it for ever.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from fonds.crosswalks.schemaorg import render_snippet
from fonds.rdf.formats import FORMATS
from fonds.web.pages.dates import date_words
from fonds.web.pages.evidence import shortened
from fonds.web.pages.links import Links
from fonds.web.pages.words import class_words, genre_words, relation_words, sentence

STATIC = Path(__file__).parent / "static"
"""What is served below ``/static``."""

_TEMPLATES = Path(__file__).parent / "templates"
_STYLE = "fonds.css"


class Pages(NamedTuple):
    """Renders the pages of one site. ``navigation`` are paths below the site and what they are called."""

    title: str
    publisher: str
    contact: str
    navigation: tuple[tuple[str, str], ...]

    def render(self, template: str, links: Links, **values: Any) -> bytes:
        """Return a page, UTF-8. ``template`` is a file of ``templates/``."""
        page = _environment().get_template(template)
        common = {
            "site": self, "links": links, "formats": FORMATS, "style": static_address(_STYLE), "static": static_address,
        }
        return page.render(**{**common, **values}).encode()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters.update(
        date_words=date_words, genre_words=genre_words, relation_words=relation_words,
        class_words=class_words, shortened=shortened, snippet=_snippet, counted=counted, sentence=sentence,
        thousands=thousands,
    )
    return environment


def counted(number: int, one: str, several: str = "") -> str:
    """Return a number with its noun.

    >>> counted(1, "document"), counted(1200, "document"), counted(2, "body", "bodies")
    ('1 document', '1,200 documents', '2 bodies')
    """
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"


def thousands(number: int) -> str:
    """Return a number with its thousands apart. A text's own ``format`` would escape each part, ten times as slow.

    >>> thousands(1200)
    '1,200'
    """
    return f"{number:,}"


def _snippet(data: dict[str, Any]) -> Markup:
    """Return JSON for a script element, escaped so that no parser can take any of it for its end."""
    return Markup(render_snippet(data))  # noqa: S704 (render_snippet leaves no markup)


@cache
def static_address(name: str) -> str:
    """Return the path of a static file; another content has another address, for it is kept for ever."""
    return f"static/{name}?v={hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]}"
