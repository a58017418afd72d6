"""Identify (OAI-PMH, section 4.2): what the repository is."""

import re

from fonds.feeds.oai.arguments import Arguments
from fonds.feeds.oai.repository import Repository
from fonds.feeds.oai.writing import XSI, render_body, render_text

_DOMAIN = re.compile(r"[a-zA-Z][a-zA-Z0-9\-]*(\.[a-zA-Z][a-zA-Z0-9\-]*)+")
_SCHEME = "http://www.openarchives.org/OAI/2.0/oai-identifier"


def identify(repository: Repository, _asked: Arguments) -> list[bytes]:
    """Return the body of the response."""
    provider = repository.provider
    return render_body("Identify", [
        render_text("repositoryName", provider.title), render_text("baseURL", provider.address),
        "<protocolVersion>2.0</protocolVersion>", render_text("adminEmail", provider.email),
        render_text("earliestDatestamp", repository.reader.earliest_stamp()),
        "<deletedRecord>persistent</deletedRecord>", "<granularity>YYYY-MM-DDThh:mm:ssZ</granularity>",
        "<compression>gzip</compression>", *_identifiers(repository),
    ])


def _identifiers(repository: Repository) -> list[str]:
    """Return the description of our identifiers, where the host has a name of the form that its schema asks for."""
    provider = repository.provider
    first = repository.reader.feed_items(repository.span("", ""), most=1)
    if not _DOMAIN.fullmatch(provider.namespace) or not first:
        return []
    return [
        "<description>",
        f'<oai-identifier xmlns="{_SCHEME}" xmlns:xsi="{XSI}" xsi:schemaLocation="{_SCHEME} {_SCHEME}.xsd">',
        "<scheme>oai</scheme>", render_text("repositoryIdentifier", provider.namespace), "<delimiter>:</delimiter>",
        render_text("sampleIdentifier", f"{provider.stem}{first[0].slug}"), "</oai-identifier>", "</description>",
    ]
