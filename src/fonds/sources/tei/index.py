"""Letter indexes (floor 3): CMIF, the Correspondence Metadata Interchange Format, one record a ``correspDesc``.

An index holds no letters: a record has neither title nor body of its own, its title is supplied from sender,
addressee and date, and its source line is the edition (``bibl``) that ``@source`` names.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Any

from fonds.problems import Problem
from fonds.record.curation import Curation
from fonds.record.evidence import Found, Span, normalised, stated
from fonds.record.record import Dated, Record, SourceFile
from fonds.sources.archive_page.decisions import decide_dates, decide_genre, decide_title
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.parts import Part, part_id, part_key, unique_id
from fonds.sources.rendering import TextBuilder
from fonds.sources.tei.correspondence import Correspondence, read_correspondence, supplied_title
from fonds.sources.tei.named import TEI, text_of
from fonds.sources.xml_files import XmlFile, canonical, iter_elements

MEDIA_TYPE = "application/tei+xml"
GENRE = "correspondence"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def read_index(file: XmlFile) -> Iterator[Part]:
    """Yield a part for each letter of an index, in the order of the file."""
    editions: dict[str, str] = {}
    used: Counter[str] = Counter()
    for element in iter_elements(file, f"{TEI}bibl", f"{TEI}correspDesc"):
        if element.tag == f"{TEI}bibl":
            editions.setdefault(element.get(_XML_ID) or "", text_of(element))
        else:
            yield _part(file, element, editions, used)


def _part(file: XmlFile, element: Any, editions: dict[str, str], used: Counter[str]) -> Part:
    named = (element.get("source") or "").removeprefix("#")
    edition = editions.get(named) or (next(iter(editions.values())) if len(editions) == 1 else "")
    data = canonical(element) + edition.encode()
    digest = hashlib.sha256(data).hexdigest()
    id_ = part_id(element.get(_XML_ID) or element.get("key") or "") or digest[:12]
    id_ = unique_id(id_, used, digest[:8])
    key = part_key(file.key, id_)
    text = TextBuilder()
    found = read_correspondence(element, text, key)
    line = text.line("source", edition).span if edition else None
    source = SourceFile(key, file.path.name, MEDIA_TYPE, digest, len(data), text.text)
    return Part(source, partial(_parse, source, found, line), id_, element.sourceline)


def _parse(source: SourceFile, found: Correspondence, edition: Span | None, curation: Curation, lexicon: Lexicon) -> Record:
    """Return the record of one letter."""
    supplied = supplied_title(found)
    words = supplied.evidence.spans if supplied else ()
    genre, wrong = decide_genre(Found(GENRE, normalised("correspondence-description", *words)), curation, lexicon)
    title, wrong_title = decide_title(supplied, curation)
    dates, wrong_dates = decide_dates(tuple(found.dates), curation)
    return Record(
        source=source, curation=curation, layout="cmif", title=title, genre=genre, dates=dates,
        contributions=tuple(found.contributions), place_written=next(iter(found.places), None),
        further_places=tuple(found.places[1:]), transfers=tuple(found.transfers),
        mentions=tuple(found.mentions), addresses=tuple(found.addresses),
        identifiers=(found.identifier,) if found.identifier else (), original_language=found.language,
        source_line=Found(edition.of(source.page), stated("edition", edition)) if edition else None,
        problems=(*found.problems, *wrong, *wrong_title, *wrong_dates, *_missing(source, title, dates)),
    )


def _missing(source: SourceFile, title: Found[str] | None, dates: tuple[Dated, ...]) -> Iterator[Problem]:
    if title is None:
        yield Problem("title-missing", source.key, "neither sender nor addressee is known")
    if not dates:
        yield Problem("date-missing", source.key)
