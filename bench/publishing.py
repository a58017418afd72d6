"""A publish against the bare loading of the same triples, and a second publish with nothing changed.

``python bench/publishing.py [PAGES]``: makes PAGES pages (default 400) from the two shipped ones, with other dates,
numbers and names, publishes them into a temporary state directory, publishes them again, and loads the same triples
with ``bulk_load`` and ``optimize`` alone.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from fonds.bundled import bundled_path
from fonds.catalogue.catalogue import Catalogue
from fonds.publishing.publish import publish
from fonds.publishing.sources import Source
from fonds.publishing.stores import catalogue_path
from fonds.settings import load_settings
from fonds.store.embedded import build_store


def make_pages(folder: Path, number: int) -> None:
    """Write pages that differ in what every rule reads: date, names, numbers."""
    models = [path.read_text(encoding="utf-8") for path in sorted(bundled_path("data").glob("*.txt"))]
    for index in range(number):
        page = models[index % 2].replace("Masoud", f"Masoud{chr(97 + index % 26)}").replace("177", str(1000 + index))
        page = page.replace("1989", str(1950 + index % 50)).replace("1979", str(1950 + index % 50))
        (folder / f"page-{index:06}.txt").write_text(page, encoding="utf-8")


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "pages").mkdir()
        make_pages(folder / "pages", number)
        settings = load_settings(environment={}, state=str(folder / "var"))
        sources = (Source(folder / "pages", "bench"),)
        first = timed(lambda: publish(sources, settings))
        again = timed(lambda: publish(sources, settings))
        with Catalogue.open(catalogue_path(folder / "var"), read_only=True) as catalogue:
            chunks = list(catalogue.ntriples())
        load = timed(lambda: build_store(folder / "bare", chunks))
        triples = sum(chunk.count(b"\n") for chunk in chunks)
        print(f"{number:,} pages, {triples:,} triples")
        print(f"first publish: {first / load:.1f} x bulk_load + optimize of the same triples ({number / first:.0f} pages/s)")
        print(f"publish again, nothing changed: {100 * again / first:.1f} % of the first time")


if __name__ == "__main__":
    main()
