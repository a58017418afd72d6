"""Writing (floor 6): the XML of responses, as text; everything that comes from elsewhere is escaped here."""

from collections.abc import Iterable

from fonds.catalogue.disseminations import Harvested
from fonds.crosswalks.markup import attribute, escape
from fonds.feeds.oai.faults import OaiError
from fonds.feeds.oai.repository import Repository

NAMESPACE = "http://www.openarchives.org/OAI/2.0/"
SCHEMA = "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"
XSI = "http://www.w3.org/2001/XMLSchema-instance"

_START = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<OAI-PMH xmlns="{NAMESPACE}" xmlns:xsi="{XSI}" xsi:schemaLocation="{NAMESPACE} {SCHEMA}">\n'
)


def render_response(address: str, now: str, attributes: dict[str, str], body: list[bytes]) -> bytes:
    """Return a whole response. ``attributes`` are what the request said, none of it where it was ill formed."""
    said = "".join(f' {name}="{attribute(value)}"' for name, value in attributes.items())
    start = f"{_START}<responseDate>{now}</responseDate>\n<request{said}>{escape(address)}</request>"
    return b"\n".join((start.encode(), *body, b"</OAI-PMH>\n"))


def render_error(error: OaiError) -> list[bytes]:
    """Return an error."""
    return [f'<error code="{error.code}">{escape(error.message)}</error>'.encode()]


def render_body(verb: str, parts: Iterable[str | bytes]) -> list[bytes]:
    """Return the lines of the element of a verb; empty parts are left out.

    They are put together once, at the very end: a page of records is large.
    """
    lines = [each if isinstance(each, bytes) else each.encode() for each in parts if each]
    return [f"<{verb}>".encode(), *lines, f"</{verb}>".encode()]


def render_text(name: str, words: str) -> str:
    """Return an element with nothing but text."""
    return f"<{name}>{escape(words)}</{name}>"


def render_headers(repository: Repository, documents: list[Harvested]) -> list[str]:
    """Return the headers of documents."""
    stem, specs = repository.provider.stem, repository.spec_elements
    return [
        f'<header{" status=" + GONE if gone else ""}><identifier>{stem}{slug}</identifier>'
        f"<datestamp>{stamp}</datestamp>{specs(numbers)}</header>"
        for _, slug, gone, stamp, numbers in documents
    ]


GONE = '"deleted"'
"""The status of a record that is no longer there."""


def render_token(token: str, cursor: int, size: int) -> str:
    """Return a resumptionToken; an empty one ends a list."""
    return f'<resumptionToken completeListSize="{size}" cursor="{cursor}">{token}</resumptionToken>'
