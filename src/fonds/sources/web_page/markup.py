"""HTML → text (floor 3): the words of a page in their order, block by block, without menus, scripts and footers.

Elements that say what they are (``nav``, ``footer``, ARIA roles) are left out by name. Where the text has no layout of
an archive's page, a library tells which of its lines are the main text (`find_main`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fonds.record.evidence import Span
from fonds.sources.rendering import one_line

_DROPPED = "script style nav footer aside form noscript template iframe svg canvas button select dialog head".split()
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "dialog"})
_MARKS = re.compile(r"[\u200b\ufeff\u00ad\ufffd\x00-\x08\x0b-\x1f\x7f]")
_LEAST = 25
"""Letters a line must have to be told for main text by itself."""
DEEPEST = 200
MOST_HEADINGS = 8
ENOUGH_BYTES = 50_000
"""Bytes by which an encoding is told."""
_CLASSES = frozenset(
    """breadcrumb breadcrumbs cc-window comment-list comment-respond comments consent cookie-banner cookie-bar
    cookie-consent cookie-notice mw-editsection newsletter pagination respond share-buttons sidebar social-share subscribe
    toc""".split()
)
"""Classes and identifiers by which sites of all kinds mark what is no part of a page's own text."""
_TAG = re.compile(rb"<[^<>]{0,2000}>")
_ENCODINGS = ["cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1255", "cp1256", "gb18030", "big5", "shift_jis", "euc_kr"]
_CENTRAL = frozenset({"Czech", "Slovak", "Polish", "Hungarian", "Croatian", "Slovene", "Romanian"})


@dataclass(frozen=True, slots=True)
class Markup:
    """A parsed page: its tree, and what its own elements name. Texts are on one line each; empty where not there.

    ``guessed`` is the encoding the bytes look like, where the page states none and is not UTF-8.
    """

    tree: Any
    title: str
    headings: tuple[str, ...]
    language: str
    canonical: str
    guessed: str = ""


def parse_markup(data: bytes) -> Markup | None:
    """Parse a page as browsers do, whatever its faults; None where nothing of it is markup.

    The encoding is the byte-order mark's, else the page's own declaration, else UTF-8 where the bytes are that, else
    what they look like.
    """
    from lxml import etree, html

    encoding, guessed = _encoding(data)
    if guessed:
        data, encoding = data.decode(guessed, "replace").encode(), "utf-8"
    parser = html.HTMLParser(encoding=encoding, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        tree = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, LookupError):
        return None
    headings = tree.xpath("//h1")
    canonical = tree.xpath("//link[translate(@rel, 'CANONIL', 'canonil') = 'canonical']/@href")
    return Markup(
        tree, one_line(tree.findtext(".//title") or ""),
        tuple(filter(None, (one_line(heading.text_content()) for heading in headings[:MOST_HEADINGS]))),
        (tree.get("lang") or "").strip(), str(canonical[0]).strip() if canonical else "", guessed,
    )


def render_text(markup: Markup) -> str:
    """Return the words of a page as a browser would show them, furniture left out; the tree is not changed."""
    from copy import deepcopy

    from inscriptis import Inscriptis
    from inscriptis.css_profiles import STRICT_CSS_PROFILE
    from inscriptis.html_properties import Display
    from inscriptis.model.config import ParserConfig
    from inscriptis.model.html_element import HtmlElement

    tree = deepcopy(markup.tree)
    for element in list(tree.iter()):
        if isinstance(element.tag, str) and _is_furniture(element) and element.getparent() is not None:
            element.drop_tree()
        elif element.tag in ("ul", "ol", "li"):
            element.tag = "div"  # else bullets and numbers are written that are no words of the page
    css = STRICT_CSS_PROFILE.copy()
    for name in ("dt", "dd", "figcaption", "section", "article", "main", "header", "address", "summary", "details"):
        css[name] = HtmlElement(display=Display.block, margin_before=1, margin_after=1)
    text = Inscriptis(tree, ParserConfig(css=css)).get_text()
    lines = [_MARKS.sub("", line).strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def find_main(text: str, markup: Markup) -> Span | None:
    """Return the stretch of the text that is the page's main text, from its first line to its last; None if unsure."""
    from lxml import html
    from trafilatura import bare_extraction

    found = bare_extraction(html.tostring(markup.tree, encoding="unicode"), include_comments=False, favor_precision=True)
    text_of_main = getattr(found, "text", None) or ""
    main = {" ".join(line.split()) for line in text_of_main.split("\n")}
    whole = " ".join(main)
    lines = list(_lines(text))
    sure = [
        at for at, (words, _) in enumerate(lines)
        if sum(map(str.isalpha, words)) >= _LEAST and (words in main or (len(words) > 2 * _LEAST and words in whole))
    ]
    if not sure:
        return None
    first, last = sure[0], sure[-1]
    while last + 1 < len(lines) and lines[last + 1][0] in main:
        last += 1
    while first and lines[first - 1][0] in main:
        first -= 1
    return Span(lines[first][1].start, lines[last][1].end)


def _lines(text: str) -> Iterator[tuple[str, Span]]:
    """Yield the lines that are not empty, with single spaces, and where each stands."""
    start = 0
    for line in text.split("\n"):
        if words := " ".join(line.split()):
            yield words, Span(start, start + len(line))
        start += len(line) + 1


def _is_furniture(element: Any) -> bool:
    if element.tag in _DROPPED or (element.get("role") or "").lower() in _ROLES:
        return True
    if element.tag == "header":
        return not any(parent.tag in ("article", "main") for parent in element.iterancestors())
    marks = f"{element.get('class') or ''} {element.get('id') or ''}".lower().split()
    if not _CLASSES.isdisjoint(marks) and element.tag not in ("html", "body", "main", "article"):
        return True
    style = (element.get("style") or "").replace(" ", "").lower()
    return "hidden" in element.attrib or element.get("aria-hidden") == "true" or "display:none" in style


def _encoding(data: bytes) -> tuple[str | None, str]:
    """Return the encoding to read with (None: let the parser find the declaration), and the one that was guessed."""
    if data.startswith(b"\xef\xbb\xbf"):
        return "utf-8", ""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16", ""
    if re.search(rb"charset\s*=", data[:4096], re.IGNORECASE):
        return None, ""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        guessed = _guess(data)
        return guessed, guessed
    return "utf-8", ""


def _guess(data: bytes) -> str:
    """Return the encoding bytes look like; of those for Latin letters, that of western Europe where none is sure."""
    from charset_normalizer import from_bytes

    best = from_bytes(_TAG.sub(b" ", data[:ENOUGH_BYTES]), cp_isolation=_ENCODINGS).best()
    if best is None or (best.encoding == "cp1250" and best.language not in _CENTRAL):
        return "windows-1252"
    return best.encoding.replace("cp125", "windows-125").replace("_", "-")
