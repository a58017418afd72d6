"""The repository (floor 6): one site as one request sees it."""

import json
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit

from fonds.catalogue.disseminations import Harvested, HarvestReader
from fonds.catalogue.feeding import Span
from fonds.crosswalks.crosswalk import Crosswalk, SiteFacts, find_email
from fonds.crosswalks.table import CROSSWALKS
from fonds.feeds.oai.faults import OaiError

READY = "oai_dc"
"""The format whose fragments are kept."""

PAGE = 250
"""Records of a response."""

SETS_PAGE = 1_000
"""Sets of a response."""

_UNSTATED = "contact-not-stated@fonds.invalid"
"""The protocol demands an address, and nobody stated one; names that end so never lead anywhere (RFC 2606)."""


@dataclass(frozen=True, slots=True)
class Provider:
    """What a site says of itself to harvesters. ``base`` is the base IRI, ``page`` how many records a response has."""

    base: str
    title: str
    contact: str
    page: int = PAGE

    @property
    def address(self) -> str:
        """The base URL of the protocol."""
        return f"{self.base}/oai"

    @property
    def namespace(self) -> str:
        """What identifiers name the site by: its host (``oai-identifier``), without a port."""
        return urlsplit(self.base).hostname or "localhost"

    @property
    def stem(self) -> str:
        """How all identifiers begin; a site below a path of its host has the path in it."""
        path = urlsplit(self.base).path.strip("/")
        return f"oai:{self.namespace}:{path}{'/' if path else ''}"

    @property
    def email(self) -> str:
        """The address of who answers for it."""
        return find_email(self.contact) or _UNSTATED


@dataclass(slots=True)
class Repository:
    """What verbs ask. ``reader`` is a snapshot; ``now`` is a datestamp from before it was taken."""

    provider: Provider
    reader: HarvestReader
    now: str
    _specs: dict[str, str] = field(default_factory=dict)

    def formats(self) -> dict[str, Crosswalk]:
        """Return the formats the site offers, by their prefixes."""
        offered = self.reader.site_word("formats").split() or [READY]
        return {name: CROSSWALKS[name] for name in offered if name in CROSSWALKS}

    def format(self, prefix: str) -> Crosswalk:
        """Return a format that is offered; OaiError for another one."""
        found = self.formats().get(prefix)
        if found is None:
            raise OaiError("cannotDisseminateFormat", f"There is no format {prefix} here; ListMetadataFormats has all.")
        return found

    def facts(self) -> SiteFacts:
        """Return what formats say of the site, as of the last publish."""
        said = self.reader.site_word("facts")
        return _facts(said) if said else SiteFacts(self.provider.base, self.provider.title, "", "", "")

    def key(self) -> str:
        """Return the key of tokens."""
        return self.reader.site_word("token_key")

    def span(self, since: str, until: str) -> Span:
        """Return a window as releases; OaiError (noRecordsMatch) where none lies in it."""
        span = self.reader.find_span(since, until)
        if span is None:
            raise OaiError("noRecordsMatch", "Nothing changed in that time.")
        return span

    def slug(self, identifier: str) -> str:
        """Return the slug of an identifier; OaiError for one that is none of ours."""
        if not identifier.startswith(self.provider.stem):
            raise OaiError("idDoesNotExist", f"Identifiers begin with {self.provider.stem} here.")
        return identifier.removeprefix(self.provider.stem)

    def find(self, identifier: str) -> tuple[Harvested, frozenset[str]]:
        """Return a document and the formats that refuse it; OaiError (idDoesNotExist) where there is none."""
        found = self.reader.find_harvested(self.slug(identifier))
        if found is None:
            raise OaiError("idDoesNotExist", "There is no record with that identifier.")
        return found

    def set_number(self, spec: str) -> int:
        """Return the number of a set, 0 where none is asked for; OaiError for one that does not exist."""
        if not spec:
            return 0
        number = self.reader.find_set(spec)
        if number is None:
            raise OaiError("noRecordsMatch", "There is no set of that name; ListSets has all.")
        return number

    def spec_elements(self, numbers: str) -> str:
        """Return sets, given by their numbers, as they stand in a header: those below which none of them lies."""
        if numbers not in self._specs:
            specs = sorted(filter(None, (self.reader.find_spec(int(each)) for each in numbers.split())))
            leaves = [spec for spec in specs if not any(each.startswith(f"{spec}:") for each in specs)]
            self._specs[numbers] = "".join(f"<setSpec>{spec}</setSpec>" for spec in leaves)
        return self._specs[numbers]

    def metadata(self, documents: list[Harvested], crosswalk: Crosswalk) -> list[bytes]:
        """Return the metadata of documents in order; empty for one that is gone, or that has just been refused."""
        ready = [b""] * len(documents)
        if crosswalk.name == READY:
            ready = self.reader.fragments([each.number for each in documents])
        return [
            b"" if each.is_gone else found or self._render(each.slug, crosswalk)
            for each, found in zip(documents, ready, strict=True)
        ]

    def _render(self, slug: str, crosswalk: Crosswalk) -> bytes:
        stored = self.reader.find_tree(slug)
        if stored is None:
            return b""
        return crosswalk.render(json.loads(stored.tree), self.facts())


@lru_cache(maxsize=4)
def _facts(said: str) -> SiteFacts:
    return SiteFacts(**json.loads(said))


