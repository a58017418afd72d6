"""What formats say of a site (floor 5), from its settings."""

from fonds.crosswalks.crosswalk import SiteFacts
from fonds.settings import Settings


def site_facts(settings: Settings) -> SiteFacts:
    """Return the facts; a setting that nobody made is an empty text in them."""
    return SiteFacts(
        base=settings.base_iri, title=settings.title, publisher=settings.publisher, contact=settings.contact,
        licence=settings.metadata_licence, edm_rights=settings.edm_rights, edm_provider=settings.edm_provider,
    )
