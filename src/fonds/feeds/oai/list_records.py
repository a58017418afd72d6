"""ListRecords (OAI-PMH, section 4.5): records that changed within a window, page by page."""

from fonds.catalogue.disseminations import Harvested
from fonds.crosswalks.crosswalk import Crosswalk
from fonds.feeds.oai.arguments import Arguments
from fonds.feeds.oai.lists import list_part
from fonds.feeds.oai.repository import Repository
from fonds.feeds.oai.writing import render_headers


def list_records(repository: Repository, asked: Arguments) -> str:
    """Return the body of the response."""
    part = list_part("ListRecords", repository, asked)
    records = render_records(repository, part.documents, repository.format(part.prefix))
    return "\n".join(["<ListRecords>", *records, *filter(None, [part.token]), "</ListRecords>"])


def render_records(repository: Repository, documents: list[Harvested], crosswalk: Crosswalk) -> list[str]:
    """Return documents as records; one that is gone has a header and no metadata."""
    return [
        f"<record>{header}<metadata>{metadata}</metadata></record>" if metadata else f"<record>{header}</record>"
        for header, metadata in zip(
            render_headers(repository, documents), repository.metadata(documents, crosswalk), strict=True
        )
    ]
