"""Links (floor 7): from IRIs of the data to addresses as seen from one page.

Data speak of the base IRI; a page may be served anywhere. So links are relative to the path of the page
itself: right at any host, below any prefix, behind a proxy that strips one, and in a copy on disk.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote

from fonds.rdf.iris import Iris
from fonds.rdf.namespaces import VOCABULARY

_SAFE_PATH = "/-._~!$&'()*+,;=:@%?#"
PLAIN = re.compile(r"[A-Za-z0-9/._~-]*")
"""What stands in an address, and in HTML, as it is: most paths, and quoting them takes ten times as long as a look."""
_SCHEMES = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses as seen from the page at ``path`` (below the site, beginning with a slash)."""

    iris: Iris
    path: str

    @property
    def root(self) -> str:
        """The way up to the front page, ending in a slash.

        >>> Links(Iris("http://x"), "/doc/a").root, Links(Iris("http://x"), "/").root
        ('../', './')
        """
        return "../" * (self.path.count("/") - 1) or "./"

    def to(self, path: str) -> str:
        """Return the address of a path below the site; it has no slash at its beginning.

        >>> Links(Iris("http://x"), "/doc/a").to("agent/b")
        '../agent/b'
        """
        return self.root + (path if PLAIN.fullmatch(path) else quote(path, safe=_SAFE_PATH))

    def iri(self, iri: str) -> str:
        """Return where to find out about an IRI: here, in our vocabulary, or elsewhere; empty for no web address.

        >>> links = Links(Iris("http://x"), "/doc/a")
        >>> links.iri("http://x/doc/a#record"), links.iri("https://w3id.org/fonds/genre/letter")
        ('#record', '../vocab/genre/letter')
        >>> links.iri("javascript:alert(1)")
        ''
        """
        local = self.iris.local(iri)
        if local is not None:
            path, mark, fragment = local.partition("#")
            own = f"/{path}" == self.path
            return f"{mark}{fragment}" if own and mark else self.to(local)
        if iri == self.iris.base:
            return self.root
        if iri.startswith(VOCABULARY):
            return self.to(f"vocab/{iri.removeprefix(VOCABULARY)}")
        return iri if iri.startswith(_SCHEMES) else ""
