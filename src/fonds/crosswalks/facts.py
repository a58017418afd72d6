"""The facts of a site that formats need (floor 5), from its settings."""

from fonds.crosswalks.crosswalk import SiteFacts
from fonds.settings import Settings


def site_facts(settings: Settings) -> SiteFacts:
    """Return what the formats say of the site itself."""
    return SiteFacts(
        base=settings.base_iri, title=settings.title, publisher=settings.publisher, contact=settings.contact,
        licence=settings.metadata_licence,
    )
