"""How right is what Fonds reads? ``python bench/accuracy.py CORPORA [--only SECTION …] [--worst N]``

One command prints each figure beside its bar, and the worst cases. CORPORA is the folder with the corpora (by
default ``corpora`` in the current one); a section whose corpus is not there says so and is skipped. The command fails
where a bar is missed. A new section is a module ``accuracy_NAME.py`` beside this one with
``measure(corpora: Path) -> Section`` (see `accuracy_figures.py`), and its name in :data:`SECTIONS`.
"""

import argparse
import importlib
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent / "src")]

from accuracy_figures import Section  # noqa: E402

SECTIONS = (
    "titles",
    "untagged",
    "tei",
    "throughput",
)
"""What is measured, in the order it is printed."""


def measure(name: str, corpora: Path) -> Section:
    """Measure one section."""
    found: Section = importlib.import_module(f"accuracy_{name}").measure(corpora)
    return found


def main() -> int:
    """Print every section; 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="?", default=Path("corpora"))
    parser.add_argument("--only", nargs="+", choices=SECTIONS, default=SECTIONS, help="sections to measure")
    parser.add_argument("--worst", type=int, default=50, help="print so many of the worst cases of each section")
    given = parser.parse_args()
    missed = 0
    for name in given.only:
        section = measure(name, given.corpora)
        print(section.report(given.worst))
        missed += len(section.missed)
    if missed:
        print(f"{missed} bars are missed.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
