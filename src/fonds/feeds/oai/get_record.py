"""GetRecord (OAI-PMH, section 4.1): one record in one format."""

from fonds.feeds.oai.arguments import Arguments
from fonds.feeds.oai.faults import OaiError
from fonds.feeds.oai.list_records import render_records
from fonds.feeds.oai.repository import Repository
from fonds.feeds.oai.writing import render_body


def get_record(repository: Repository, asked: Arguments) -> list[bytes]:
    """Return the body of the response; OaiError where there is no such record, or not in that format."""
    crosswalk = repository.format(asked.metadata_prefix)
    found, refused = repository.find(asked.identifier)
    if crosswalk.name in refused and not found.is_gone:
        raise OaiError("cannotDisseminateFormat", f"This record cannot be given as {crosswalk.name}.")
    return render_body("GetRecord", render_records(repository, [found], crosswalk))
