"""The address of a harvest (floor 3): ``oai:https://host/oai?metadataPrefix=mods&set=x``, as fonds.toml has it."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from fonds.errors import SettingsError

SCHEME = "oai:"
DEFAULT_PREFIX = "oai_dc"
_RESERVED = ("verb", "from", "until", "resumptionToken", "identifier")


@dataclass(frozen=True, slots=True)
class Address:
    """Which records of which repository: its base URL, the format asked for, and a set (empty: all)."""

    base: str
    prefix: str = DEFAULT_PREFIX
    set: str = ""

    @property
    def arguments(self) -> dict[str, str]:
        """What a list of records is asked for with."""
        return {"metadataPrefix": self.prefix, **({"set": self.set} if self.set else {})}


def is_address(text: str) -> bool:
    """Whether a place of a source is a repository, no path."""
    return text.lower().startswith(SCHEME)


def parse_address(text: str) -> Address:
    """Return the parts of an address. SettingsError where it is none.

    >>> parse_address("oai:https://example.org/oai?set=letters&metadataPrefix=mods")
    Address(base='https://example.org/oai', prefix='mods', set='letters')
    >>> parse_address("oai:https://example.org/index?page=oai")
    Address(base='https://example.org/index?page=oai', prefix='oai_dc', set='')
    """
    wrong = SettingsError(
        f"sources has the address {text!r}.", "Write it as oai:https://HOST/PATH?metadataPrefix=oai_dc&set=NAME"
    )
    try:
        parts = urlsplit(text[len(SCHEME) :])
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        raise wrong from None
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    names = [name for name, _ in pairs]
    doubled = any(names.count(name) > 1 for name in ("metadataPrefix", "set"))
    if not usable or parts.fragment or parts.username or doubled or set(names) & set(_RESERVED):
        raise wrong
    asked = dict(pairs)
    rest = [(name, value) for name, value in pairs if name not in ("metadataPrefix", "set")]
    base = urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(rest), ""))
    return Address(base, asked.get("metadataPrefix") or DEFAULT_PREFIX, asked.get("set", ""))
