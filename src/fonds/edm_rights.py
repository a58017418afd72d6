"""Europeana's list of rights statements (floor 0): what ``edm:rights`` may hold, exactly as its schema lists it.

Source: the licence patterns of Europeana's ``EDM-EXTERNAL-MAIN.xsd``. Addresses begin with ``http://`` and end in a slash;
Creative Commons licences up to 3.0 have versions for countries. It stands below
everything, since a setting is checked against it and a format written by it.
"""

from functools import cache

_CC = ("by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd")
_PORTS = {
    "1.0": "fi il nl",
    "2.0": "au at be br ca cl hr uk fr de it jp nl pl kr es tw",
    "2.1": "au es jp",
    "2.5": "ar au br bg ca cn co hr dk hu in il it mk my mt mx nl pe pl pt scotland si za es se ch tw",
    "3.0": (
        "au at br cl cn cr hr cz ec eg ee fr de gr gt hk igo ie it lu nl nz no ph pl pt pr ro rs sg za es ch tw th ug us "
        "ve vn"
    ),
    "4.0": "",
}
"""Version of the licences → the countries it was made for."""
_ONLY_PORTS = frozenset({"2.1"})
_STATEMENTS = ("NoC-NC", "NoC-OKLR", "InC", "InC-EDU", "InC-OW-EU", "CNE")

USUAL: tuple[str, ...] = (
    *(f"http://creativecommons.org/publicdomain/{tool}/1.0/" for tool in ("mark", "zero")),
    *(f"http://creativecommons.org/licenses/{kind}/4.0/" for kind in _CC),
    *(f"http://rightsstatements.org/vocab/{name}/1.0/" for name in _STATEMENTS),
)
"""Those that are chosen now; older versions of the licences are taken too."""


def is_edm_rights(iri: str) -> bool:
    """Whether an IRI is in the list.

    >>> is_edm_rights("http://rightsstatements.org/vocab/CNE/1.0/"), is_edm_rights("http://creativecommons.org/licenses/by/2.0/de/")
    (True, True)
    >>> is_edm_rights("https://creativecommons.org/licenses/by/4.0/"), is_edm_rights("http://creativecommons.org/licenses/by/4.0")
    (False, False)
    """
    return iri in USUAL or iri in _older()


@cache
def _older() -> frozenset[str]:
    stem = "http://creativecommons.org/licenses"
    found = {f"{stem}/{kind}/{version}/{port}/" for version, ports in _PORTS.items() for port in ports.split() for kind in _CC}
    found |= {f"{stem}/{kind}/{version}/" for version in _PORTS if version not in _ONLY_PORTS for kind in _CC}
    return frozenset(found | {f"{stem}/by-nd-nc/1.0/{port}" for port in ("", "fi/", "il/", "nl/")})
