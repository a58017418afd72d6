"""Authors of single texts (floor 3): ``titleStmt/author`` of a text without a description of its correspondence.

It names who wrote the work (TEI P5, 2.2.1); who edited it stands in ``editor`` and ``respStmt``. Names whose parts say
what they are stand in the order they are spoken, for there nobody wrote any.
"""

from collections.abc import Iterator
from typing import Any

from fonds.record.evidence import stated
from fonds.record.names import Contribution, Name, Phrase
from fonds.sources.description.headings import name_end, natural_order
from fonds.sources.grammar.names import kind_of
from fonds.sources.rendering import TextBuilder
from fonds.sources.tei.named import AGENTS, TEI, iris_of, is_nobody, local_name, text_of

_PARTS = ("forename", "nameLink", "surname")


def read_authors(header: Any, text: TextBuilder) -> Iterator[Contribution]:
    """Write out the authors a header names, and yield their parts."""
    for author in header.iterfind(f"{TEI}fileDesc/{TEI}titleStmt/{TEI}author"):
        named = [child for child in author if local_name(child) in AGENTS]
        for element in named or [author]:
            if is_nobody(element):
                continue
            name = _write(element, text)
            yield Contribution("author", name, stated("header-author", name.phrase.span))


def _write(element: Any, text: TextBuilder) -> Name:
    parts = [text_of(part) for kind in _PARTS for part in element.iter(f"{TEI}{kind}")]
    iris = iris_of(element)
    words = (" ".join(filter(None, parts)) if len(parts) > 1 else "") or text_of(element) or iris[0]
    text.add("author: ")
    phrase = text.add(words)
    spoken = natural_order(words[: name_end(words)])
    full = _bracketed(text, " (", spoken, ")") if spoken else None
    same = tuple(_bracketed(text, " <", iri, ">") for iri in iris)
    text.add("\n")
    kind = AGENTS.get(local_name(element), "unknown")
    kind = kind if kind != "unknown" else "person" if spoken else kind_of(words)
    return Name(phrase, kind=kind, same_as=same, full=full)


def _bracketed(text: TextBuilder, before: str, words: str, behind: str) -> Phrase:
    text.add(before)
    phrase = text.add(words)
    text.add(behind)
    return phrase
