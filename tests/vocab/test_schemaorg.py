"""Every schema.org term that Fonds uses is one that schema.org has."""

import json
import re
from pathlib import Path

import pytest

from fonds.bundled import bundled_path
from fonds.rdf.vocabulary import CLASSES, FILES, OTHER_CLASS
from vocab.graphs import ROWS

DEFINITIONS = Path(__file__).parents[3] / "shared" / "schemas" / "schemaorg"
"""schema.org's own files, beside the checkout; they are not ours to ship."""


def _defined() -> set[str]:
    found: set[str] = set()
    for path in DEFINITIONS.glob("*.jsonld"):
        graph = json.loads(path.read_text(encoding="utf-8"))["@graph"]
        found.update(node["@id"] for node in graph if node["@id"].startswith("schema:"))
    return found


def _used() -> dict[str, str]:
    """Term → where it is used."""
    vocab = bundled_path("vocab")
    files = [*(vocab / f"{name}.ttl" for name in (*FILES, "shapes")), *ROWS.glob("*.tsv")]
    files += [path for name in ("context.jsonld", "frame.jsonld") if (path := vocab / name).exists()]
    used = dict.fromkeys((*CLASSES.values(), OTHER_CLASS), "vocabulary.py")
    for path in files:
        text = path.read_text(encoding="utf-8").replace("https://schema.org/", "schema:")
        used.update((term, path.name) for term in re.findall(r"\bschema:[A-Za-z][A-Za-z0-9]*", text))
    for path in (vocab / "authorities").glob("*.csv"):
        types = re.findall(r"^[a-z-]+/[^,]+,([A-Za-z]+),", path.read_text(encoding="utf-8"), re.MULTILINE)
        used.update((f"schema:{name}", path.name) for name in types)
    return used


def test_every_schemaorg_term_exists() -> None:
    """Vocabulary, shapes, context, frame, authority lists and acceptance rows use real terms only."""
    defined = _defined()
    if not defined:
        pytest.skip(f"schema.org's definitions are not at {DEFINITIONS}: no term was looked up")
    used = _used()
    assert len(used) > 50
    assert {term: where for term, where in used.items() if term not in defined} == {}
