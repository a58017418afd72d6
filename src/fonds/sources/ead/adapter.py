"""Finding aids as files (floor 3): streamed; each component that is one document becomes a part.

Documents are components of the level *item* (or an ``otherlevel`` that says the same). A component that states no
level we know and holds no others is taken as one too, with a note: nothing is said of it that would be wrong of a
small file. Files, series and fonds are the archival units their documents lie in, no documents themselves.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fonds.problems import Problem
from fonds.sources.description.flattening import local_name
from fonds.sources.description.parts import Envelope, part_of
from fonds.sources.ead.component import CONDITIONS, describe
from fonds.sources.ead.elements import (
    ARCHDESC,
    COMPONENTS,
    LEVELS,
    NAMESPACES,
    SINGLE,
    ancestors,
    did_of,
    first_words,
    is_component,
    is_internal,
    level_of,
)
from fonds.sources.parts import Part, ReadOptions, part_id, unique_id
from fonds.sources.xml_files import XmlFile, canonical, iter_inner, read_xml, root_of

MEDIA_TYPE = "application/xml"
ROOTS = frozenset(f"{{{namespace}}}ead" if namespace else "ead" for namespace in NAMESPACES)


def claims(head: bytes) -> bool:
    """Whether a file with these first bytes is a finding aid."""
    return root_of(head) in ROOTS


def read_ead(path: Path, key: str, options: ReadOptions) -> Iterator[Part | Problem]:
    """Yield the documents of a finding aid, or why nothing of it is read."""
    file = read_xml(path, key, options.file_bytes)
    if isinstance(file, Problem):
        yield file
        return
    prefix = file.root.removesuffix("ead")
    tags = tuple(f"{prefix}{name}" for name in (*COMPONENTS, ARCHDESC))
    yield from _parts(iter_inner(file, *tags), file, Envelope())


def record_parts(record: Any, file: XmlFile, envelope: Envelope) -> Iterator[Part | Problem]:
    """Yield the documents of a finding aid that is one record among others."""
    units = (each for each in record.iter() if is_component(each) or local_name(each) == ARCHDESC)
    yield from _parts(units, file, envelope)


def _parts(units: Iterator[Any], file: XmlFile, envelope: Envelope) -> Iterator[Part | Problem]:
    used: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    internal = 0
    for unit in units:
        level = level_of(unit)
        seen[level or "none stated"] += 1
        if not _is_document(unit, level):
            continue
        if is_internal(unit):
            internal += 1
            continue
        used["documents"] += 1
        yield _part(unit, file, envelope, used, single=level in SINGLE)
    if internal:
        yield Problem("ead-internal", str(file.path), f"{internal:,} of them")
    if not used and not internal:
        levels = ", ".join(f"{count:,} × {level}" for level, count in sorted(seen.items()))
        yield Problem("ead-without-documents", str(file.path), levels)


def _is_document(unit: Any, level: str) -> bool:
    if level in SINGLE:
        return True
    leaf = is_component(unit) and not any(is_component(child) for child in unit)
    return leaf and level not in LEVELS and did_of(unit) is not None


def _part(unit: Any, file: XmlFile, envelope: Envelope, used: Counter[str], *, single: bool) -> Part:
    """Return the part of one component, made from it and from what the units above say of themselves."""
    above = (_data(each, only=("did", *CONDITIONS)) for each in ancestors(unit))
    data = b"\n".join((*above, _data(unit)))
    id_ = part_id(unit.get("id") or first_words(did_of(unit), "unitid")) if did_of(unit) is not None else ""
    id_ = id_ or hashlib.sha256(data).hexdigest()[:12]
    named = id_
    id_ = unique_id(f"#{named}", used)[1:]
    repeated = id_ != named
    here = envelope.inner(id_, unit.sourceline)
    description = describe(unit, here.key(file), single=single)
    if not single:
        description.note("ead-level-unstated")
    if repeated:
        description.note("identifier-repeated", f"“{named}”")
    layout = "ead3" if "ead3" in file.root or "ead3" in unit.tag else "ead2002"
    return part_of(unit, description, file, here, layout=layout, media_type=MEDIA_TYPE, data=data)


def _data(unit: Any, only: tuple[str, ...] = ()) -> bytes:
    """Return the canonical bytes of a unit's own description, its components left out; ``only`` of these elements."""
    names = ((child, local_name(child)) for child in unit)
    own = (child for child, name in names if name not in ("", "dsc", *COMPONENTS) and (name in only or not only))
    return repr(sorted(unit.attrib.items())).encode() + b"".join(map(canonical, own))
