"""A representation (floor 7): the bytes of one answer and what is to be said of them, before there is a response.

Plain data, so that answers can be made once and kept for many requests. The entity tag is strong: it is the
digest of the bytes (or of all that they are made of) and of the media type, so two formats never share one, and the
same answer has the same tag in every worker.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

Header = tuple[str, str]
"""Name and value."""


@dataclass(frozen=True, slots=True)
class Representation:
    """One answer. ``location`` is set for redirects, relative to the request; ``modified`` where it is known.

    ``made_of`` stands for the body in the entity tag, where the body follows from it and it is shorter.
    ``ready`` is where ``responses.py`` keeps the headers it has written for it.
    """

    body: bytes
    content_type: str
    status: int = 200
    modified: datetime | None = None
    headers: tuple[Header, ...] = ()
    location: str = ""
    made_of: bytes = field(default=b"", repr=False)
    etag: str = field(init=False)
    ready: dict[tuple[bool, bool], list[Header]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        digest = hashlib.sha256(b"%s\0%s" % (self.content_type.encode(), self.made_of or self.body))
        object.__setattr__(self, "etag", digest.hexdigest()[:24])

    @property
    def size(self) -> int:
        """About how many bytes it takes in memory."""
        return len(self.body) + 500


class Link(NamedTuple):
    """One link of a Link header (RFC 8288). The target is an IRI, or relative to the request."""

    target: str
    relation: str
    media_type: str = ""

    def __str__(self) -> str:
        """The link as the header has it.

        >>> str(Link("a.ttl", "alternate", "text/turtle"))
        '<a.ttl>; rel="alternate"; type="text/turtle"'
        """
        kind = f'; type="{self.media_type}"' if self.media_type else ""
        return f'<{self.target}>; rel="{self.relation}"{kind}'


def link_header(links: Sequence[Link]) -> Header:
    """Return all links as one header."""
    return ("Link", ", ".join(map(str, links)))
