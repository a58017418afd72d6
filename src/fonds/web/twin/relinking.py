"""Links of pages as files (floor 7): from file to file, and nothing left that leads nowhere.

Only tags are touched; all else stays as the page had it, byte for byte. The pages are our own: whatever comes from
elsewhere was escaped when they were made, so what looks like a tag is one. A link that no file answers becomes plain
text, a form a word about what it would need.
"""

import re
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import quote, unquote, urljoin, urlsplit

from fonds.web.twin.layout import from_file

FORM = (
    '<p class="absent">This is a copy of the site as files: it shows what is here as it stands, and cannot be asked for '
    "anything else.</p>"
)
"""What stands in the place of a form."""

_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)((?:\"[^\"]*\"|'[^']*'|[^'\">])*)>")
_ATTRIBUTE = re.compile(r"\s+([^\s=/>]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
_LEADING = frozenset({"href", "xlink:href", "src", "data", "poster"})
_OF_LINKS = frozenset({*_LEADING, "rel", "type", "download", "target"})
_HERE = "http://twin.invalid"
_SAFE = "/-._~!$&'()*+,;=:@"

Find = Callable[[str, str], str | None]
"""Path below the site (without slash at its beginning) and query → file of the twin, None where there is none."""


class Relinker:
    """Makes the links of pages lead to files. ``base`` is the base IRI: what begins with it is of this site, too."""

    def __init__(self, find: Find, base: str) -> None:
        self._find = find
        self._base = f"{base}/"

    def relink(self, page: str, address: str, own: str) -> str:
        """Return a page whose address below the site is ``address``, as the file ``own``."""
        parts: list[str] = []
        at, dead, drawing = 0, "", False
        while found := _TAG.search(page, at):
            parts.append(page[at : found.start()])
            at = found.end()
            slash, name, said = found[1], found[2].lower(), found[3]
            if name == "form":
                at = page.index("</form>", at) + len("</form>")
                parts.append("" if 'role="search"' in said else FORM)
            elif name == "svg":
                drawing = not slash
                parts.append(found[0])
            elif slash:
                parts.append(f"</{dead}>" if name == "a" and dead else found[0])
                dead = "" if name == "a" else dead
            elif (href := self._leads(name, said, address)) is None:
                parts.append(found[0])
            elif target := self._target(href, own):
                parts.append(_with(name, said, target))
            elif name == "a":
                dead = "g" if drawing else "span"
                parts.append(_with(dead, said, ""))
        return "".join([*parts, page[at:]])

    def _leads(self, name: str, said: str, address: str) -> tuple[str, str, str] | None:
        """Return path, query and fragment of where a tag leads on this site; None for elsewhere, and for the page itself."""
        values = {key.lower(): unescape(value.strip("\"'")) for key, value in _ATTRIBUTE.findall(said)}
        href = next((values[key] for key in _LEADING if key in values), None)
        if href is None or href.startswith("#") or values.get("rel") in ("canonical", "cite-as"):
            return None
        if name == "link" and values.get("rel", "").startswith("schema."):
            return None
        if href.startswith(self._base):
            href = f"{_HERE}/{href.removeprefix(self._base)}"
        elif href == self._base[:-1]:
            href = f"{_HERE}/"
        whole = urlsplit(urljoin(f"{_HERE}/{address}", href))
        if f"{whole.scheme}://{whole.netloc}" != _HERE:
            return None
        return unquote(whole.path).removeprefix("/"), whole.query, whole.fragment

    def _target(self, leads: tuple[str, str, str], own: str) -> str:
        path, query, fragment = leads
        file = self._find(path, query)
        if file is None:
            return ""
        return quote(from_file(file, own), safe=_SAFE) + (f"#{fragment}" if fragment else "")


def _with(name: str, said: str, target: str) -> str:
    """Return a tag that leads to a target, or (empty) nowhere: then it has none of what links have."""
    if target:
        def changed(match: re.Match[str]) -> str:
            return f' {match[1]}="{escape(target)}"' if match[1].lower() in _LEADING else match[0]
    else:
        def changed(match: re.Match[str]) -> str:
            return "" if match[1].lower() in _OF_LINKS else match[0]
    return f"<{name}{_ATTRIBUTE.sub(changed, said)}>"
