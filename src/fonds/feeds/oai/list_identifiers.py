"""ListIdentifiers (OAI-PMH, section 4.3): the headers of ListRecords alone."""

from fonds.feeds.oai.arguments import Arguments
from fonds.feeds.oai.lists import list_part
from fonds.feeds.oai.repository import Repository
from fonds.feeds.oai.writing import render_body, render_headers


def list_identifiers(repository: Repository, asked: Arguments) -> list[bytes]:
    """Return the body of the response."""
    part = list_part("ListIdentifiers", repository, asked)
    headers = render_headers(repository, part.documents)
    return render_body("ListIdentifiers", [*headers, part.token])
