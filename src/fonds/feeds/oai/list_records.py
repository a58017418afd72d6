"""ListRecords (OAI-PMH, section 4.5): records that changed within a window, page by page."""

from fonds.catalogue.disseminations import Harvested
from fonds.crosswalks.crosswalk import Crosswalk
from fonds.feeds.oai.arguments import Arguments
from fonds.feeds.oai.lists import list_part
from fonds.feeds.oai.repository import Repository
from fonds.feeds.oai.writing import render_body, render_headers


def list_records(repository: Repository, asked: Arguments) -> list[bytes]:
    """Return the body of the response."""
    part = list_part("ListRecords", repository, asked)
    records = render_records(repository, part.documents, repository.format(part.prefix))
    return render_body("ListRecords", [*records, part.token])


def render_records(repository: Repository, documents: list[Harvested], crosswalk: Crosswalk) -> list[bytes]:
    """Return the lines of documents as records; one that is gone has a header and no metadata."""
    lines: list[bytes] = []
    found = zip(render_headers(repository, documents), repository.metadata(documents, crosswalk), strict=True)
    for header, metadata in found:
        if metadata:
            lines += (f"<record>{header}<metadata>".encode(), metadata, b"</metadata></record>")
        else:
            lines.append(f"<record>{header}</record>".encode())
    return lines
