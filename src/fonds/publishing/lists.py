"""Where the authority lists of a site lie (floor 6): the lists it uses, and its own, over them."""

from pathlib import Path

from fonds.bundled import bundled_path
from fonds.linking.authorities import AuthorityList, read_authorities
from fonds.settings import Settings

OWN = "authorities"
"""The folder of a site's own lists beside its settings, where the bundled lists are in use."""


def own_folder(settings: Settings) -> Path:
    """Return the folder that decisions are written to: the site's own lists."""
    return Path(settings.own_authorities or settings.authorities or OWN)


def list_folders(settings: Settings) -> tuple[Path, ...]:
    """Return the folders to read, a later one over the earlier; the own one only once it is there."""
    base = Path(settings.authorities) if settings.authorities else bundled_path("vocab", "authorities")
    own = own_folder(settings)
    return (base, own) if own.is_dir() and own.resolve() != base.resolve() else (base,)


def read_lists(settings: Settings) -> AuthorityList:
    """Read the lists of a site. SettingsError where the folder it names is missing."""
    return read_authorities(*list_folders(settings))
