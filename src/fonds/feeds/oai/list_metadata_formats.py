"""ListMetadataFormats (OAI-PMH, section 4.4): the formats of the repository, or of one record."""

from fonds.crosswalks.crosswalk import Crosswalk
from fonds.feeds.oai.arguments import Arguments
from fonds.feeds.oai.faults import OaiError
from fonds.feeds.oai.repository import Repository
from fonds.feeds.oai.writing import render_body, render_text


def list_metadata_formats(repository: Repository, asked: Arguments) -> list[bytes]:
    """Return the body of the response; OaiError where a record can be had in none."""
    refused = repository.find(asked.identifier)[1] if asked.identifier else frozenset()
    formats = [each for name, each in repository.formats().items() if name not in refused]
    if not formats:
        raise OaiError("noMetadataFormats", "This record can be had in none of the formats.")
    return render_body("ListMetadataFormats", map(_format, formats))


def _format(crosswalk: Crosswalk) -> str:
    parts = ("metadataPrefix", crosswalk.name), ("schema", crosswalk.schema), ("metadataNamespace", crosswalk.namespace)
    return f"<metadataFormat>{''.join(render_text(*part) for part in parts)}</metadataFormat>"
