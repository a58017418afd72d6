"""How long does a format take, and is it valid? ``python bench/formats.py [PATH …] [--every N]``

Every document of the files (by default: the shipped pages) is written in every format and citation; told is of how many,
how many are refused, how many an official schema finds fault with (where the schemas lie beside this folder, in
``../shared/schemas``), and the microseconds a record takes, as a share of those that the oldest writer of the same tree
takes: ``json.dumps``.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from timeit import repeat
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from crosswalks.judges import SCHEMAS, faults  # noqa: E402
from crosswalks.trees import SITE, trees_of  # noqa: E402
from fonds.crosswalks.citations import CITATIONS  # noqa: E402
from fonds.crosswalks.table import CROSSWALKS  # noqa: E402
from fonds.publishing.kit import make_kit  # noqa: E402
from fonds.settings import Settings  # noqa: E402

JUDGED = frozenset({"oai_dc", "oai_dcterms", "edm", "cmif"}) if SCHEMAS.exists() else frozenset()
Tree = dict[str, Any]


def trees(paths: list[Path], every: int) -> Iterator[Tree]:
    """Yield every so manieth document of the files."""
    kit = make_kit(Settings())
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and ".curation" not in file.suffixes:
                yield from trees_of(file, kit, every)


def microseconds(write: Callable[[Tree], object], documents: list[Tree]) -> float:
    """Return the least microseconds a document took, of five rounds."""
    return min(repeat(lambda: [write(tree) for tree in documents], number=1, repeat=5)) / max(len(documents), 1) * 1e6


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, default=[ROOT / "data"])
    parser.add_argument("--every", type=int, default=1, help="take every so manieth document only")
    given = parser.parse_args()
    documents = list(trees(given.paths, given.every))
    plain = microseconds(json.dumps, documents)
    print(f"{len(documents):,} documents; json.dumps of a tree: {plain:.0f} µs")
    print(f"{'format':<12} {'given':>7} {'refused':>8} {'invalid':>8} {'µs':>7} {'of json':>8}")
    for name, crosswalk in CROSSWALKS.items():
        offered = [tree for tree in documents if not crosswalk.refusals(tree, SITE)]
        invalid = sum(bool(faults(name, crosswalk.render(tree, SITE))) for tree in offered) if name in JUDGED else "–"
        spent = microseconds(lambda tree, render=crosswalk.render: render(tree, SITE), offered)  # type: ignore[misc]
        refused = len(documents) - len(offered)
        print(f"{name:<12} {len(offered):>7,} {refused:>8,} {invalid:>8} {spent:>7.0f} {spent / plain:>8.2f}")
    for name, citation in CITATIONS.items():
        spent = microseconds(lambda tree, render=citation.render: render(tree, SITE), documents)  # type: ignore[misc]
        print(f"{name:<12} {len(documents):>7,} {0:>8} {'–':>8} {spent:>7.0f} {spent / plain:>8.2f}")


if __name__ == "__main__":
    main()
