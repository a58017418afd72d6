"""ListRecords (OAI-PMH, section 4.5): records that changed within a window, page by page."""

from fonds.catalogue.disseminations import Harvested
from fonds.crosswalks.crosswalk import Crosswalk
from fonds.feeds.oai.arguments import Arguments
from fonds.feeds.oai.lists import list_part
from fonds.feeds.oai.repository import Repository
from fonds.feeds.oai.writing import render_body, render_headers


def list_records(repository: Repository, asked: Arguments) -> bytes:
    """Return the body of the response."""
    part = list_part("ListRecords", repository, asked)
    records = render_records(repository, part.documents, repository.format(part.prefix))
    return render_body("ListRecords", [*records, part.token])


def render_records(repository: Repository, documents: list[Harvested], crosswalk: Crosswalk) -> list[bytes]:
    """Return documents as records; one that is gone has a header and no metadata."""
    return [
        b"".join((b"<record>", header.encode(), b"<metadata>", metadata, b"</metadata></record>")) if metadata
        else f"<record>{header}</record>".encode()
        for header, metadata in zip(
            render_headers(repository, documents), repository.metadata(documents, crosswalk), strict=True
        )
    ]
