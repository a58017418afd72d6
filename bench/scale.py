"""Every bar of size and speed, beside its figure: ``python bench/scale.py [SIZE …] [--records] [--results FILE]``

For each SIZE (default 1000) an archive is generated, published with the command, published again with nothing changed
and with a hundredth changed; its triples are loaded by the engine alone; then the site is read. What a ratio compares is
measured in the same run, turn by turn. ``--records`` makes the site of finished records instead, which takes a fraction
of the time: for sizes whose pages nobody wants to wait for. ``--results`` keeps the figures of all runs in a file, so
that the table has a column a size. Some 80 KB of disk a document are needed at most: pages, catalogue, two stores, triples.
"""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from shutil import rmtree
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests"), str(ROOT / "bench")]

from scale_figures import Figure, at_least, at_most, collect, missed, plain, read_columns, table, write_columns  # noqa: E402
from scale_reading import cold_start, framing, growth, listings, serving  # noqa: E402
from scale_states import (  # noqa: E402
    BareLoad,
    State,
    bare_load,
    changed,
    load,
    publish,
    published,
    records,
    size_of,
    write_triples,
)

SMALL = 1_000
"""Documents of the site that growth is measured against."""
GIGABYTE = 1_000
SECTIONS = ("sizes", "load", "publish", "cold", "listings", "growth", "framing", "serving", "again")
"""What is measured, in this order: the site is published a second time when all else is known of it."""


class Run:
    """One size: its site, and what is measured of it. ``small`` is made when it is first asked for."""

    def __init__(self, folder: Path, size: int, given: argparse.Namespace) -> None:
        self._folder = folder
        self._given = given
        self.size = size
        self.state = self._make("site", size)
        self._bare: list[BareLoad] = []

    @cached_property
    def triples(self) -> Path:
        """All triples of the site in a file."""
        path = self._folder / "triples.nt"
        write_triples(self.state, path)
        return path

    def _make(self, name: str, size: int) -> State:
        given, folder = self._given, self._folder / name
        if given.records:
            folder.mkdir()
            return records(folder, size, given.workers, given.length)
        return published(folder, size, given.seed, given.workers)

    def bare(self, times: int) -> None:
        """Load the triples with the engine alone, some times more."""
        for _ in range(times):
            self._bare.append(bare_load(self._folder / "bare", self.triples))

    @property
    def bare_seconds(self) -> float:
        """What ``bulk_load`` and ``optimize`` of the triples take."""
        return median(each.seconds for each in self._bare)

    # ── sections ─────────────────────────────────────────────────────────────────────────────────────

    def load(self) -> Iterator[Figure]:
        """Compare the loading of what the catalogue holds with that of a ready file."""
        shares = []
        for _ in range(self._rounds):
            self.bare(1)
            with self.state.open() as catalogue:
                ours = load(self._folder / "loaded", catalogue.turtle())
            shares.append(self._bare[-1].seconds / ours)
        yield at_least("finished records → queryable store, of `bulk_load` + `optimize` of a file", 0.85, median(shares), "×")

    def publish(self) -> Iterator[Figure]:
        """Compare a whole publish with the bare loading of its triples."""
        done = self.state.published
        if done is None:
            yield plain("finished records written and released", self.size / self.state.seconds, "documents/s")
            yield at_most("most memory of one process", 2 * GIGABYTE, self.state.peak_mb, "MB")
            self._drop_triples()
            return
        self.bare(self._rounds)
        yield at_most("publish of pages, against `bulk_load` + `optimize` alone", 2, done.seconds / self.bare_seconds, "×")
        spent = median(each.processor_seconds for each in self._bare)
        yield plain("… the same in processor time", done.processor_seconds / spent, "×")
        yield plain("… pages a second of wall time", self.size / done.seconds, "/s").noting(f"{done.processes} processes")
        yield plain("… pages a second of processor time", self.size / done.processor_seconds, "/s")
        yield at_most("most memory of one process", 2 * GIGABYTE, done.peak_mb, "MB")
        self._drop_triples()

    def _drop_triples(self) -> None:
        """Give back the room of the file, which may be the largest of all."""
        if "triples" in self.__dict__:
            self.triples.unlink()
            del self.triples

    def again(self) -> Iterator[Figure]:
        """Publish again: nothing changed, then a hundredth."""
        done = self.state.published
        if done is None:
            return
        same = publish(self.state.folder, self._given.workers)
        yield at_most("publish again, nothing changed, of the first time", 5, 100 * same.seconds / done.seconds, "%")
        changed(self.state.folder, self.size, self._given.seed, max(1, self.size // 100))
        some = publish(self.state.folder, self._given.workers)
        yield at_most("publish again, 1 % changed, of the first time", 10, 100 * some.seconds / done.seconds, "%")
        first = done.processor_seconds
        yield plain("… nothing changed, in processor time", 100 * same.processor_seconds / first, "%")
        yield plain("… 1 % changed, in processor time", 100 * some.processor_seconds / first, "%")
        yield plain("… most memory of one process", max(same.peak_mb, some.peak_mb), "MB")

    def sizes(self) -> Iterator[Figure]:
        """Weigh catalogue and store."""
        yield at_most("catalogue, a document", 16, size_of(self.state.catalogue) / self.size / 1_000, "KB")
        yield at_most("store, a triple", 150, size_of(self.state.store) / self.state.triples, "B")
        yield plain("triples a document", self.state.triples / self.size, "")

    def growth(self) -> Iterator[Figure]:
        """Compare with a small site of the same kind."""
        if self.size > SMALL:
            small = self._make("small", SMALL)
            yield from growth(self.state, small)
            rmtree(small.folder)

    @property
    def _rounds(self) -> int:
        return 5 if self.size <= 2_000 else 3 if self.size <= 20_000 else 1

    def section(self, name: str) -> Iterable[Figure]:
        """Return the figures of one section."""
        reading: dict[str, Callable[[State], Iterator[Figure]]] = {
            "cold": cold_start, "listings": listings, "framing": framing, "serving": serving,
        }
        if name in reading:
            return reading[name](self.state)
        own: dict[str, Callable[[], Iterator[Figure]]] = {
            "load": self.load, "publish": self.publish, "again": self.again, "sizes": self.sizes, "growth": self.growth,
        }
        return own[name]()


def measure(size: int, given: argparse.Namespace) -> dict[str, Figure]:
    """Return the figures of one size, and say each as it is known."""
    folder = Path(tempfile.mkdtemp(prefix="scale-", dir=given.folder))
    try:
        run = Run(folder, size, given)
        figures: list[Figure] = []
        for name in SECTIONS:
            if name in given.only:
                for figure in run.section(name):
                    print(f"{size:>9,}  {figure.what}: {figure.told}  [{figure.bar}]", flush=True)
                    figures.append(figure)
        return collect(figures)
    finally:
        rmtree(folder, ignore_errors=True)


def machine() -> str:
    """Return a line that says when and on what this was measured."""
    pages = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    when = datetime.now(UTC).strftime("%Y-%m-%d")
    cores = len(os.sched_getaffinity(0))
    return f"{when}, {cores} cores, {pages / 2**30:.0f} GiB, {platform.python_implementation()} {platform.python_version()}"


def main() -> None:
    """Measure the sizes asked for, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", default=[SMALL], metavar="SIZE")
    parser.add_argument("--records", action="store_true", help="make the site of finished records, not of pages")
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)), help="processes that read pages")
    parser.add_argument("--only", nargs="+", choices=SECTIONS, default=SECTIONS, help="sections to measure")
    parser.add_argument("--results", type=Path, help="a file that keeps the figures of all runs")
    parser.add_argument("--folder", type=Path, help="where the sites are made, and removed again")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--length", type=float, default=1.0, help="how long the texts of finished records are")
    given = parser.parse_args()
    columns = read_columns(given.results)
    for size in given.sizes:
        name = f"{size:,} {'records' if given.records else 'pages'}"
        columns[name] = columns.get(name, {}) | measure(size, given)
        if given.results:
            write_columns(given.results, columns)
    print(f"\n{table(columns)}\n\nMeasured {machine()}: `python bench/scale.py {' '.join(sys.argv[1:])}`")
    if misses := missed(columns):
        print("\nMissed:", *misses, sep="\n  ")


if __name__ == "__main__":
    main()
