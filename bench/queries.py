"""Queries: what the supervisor adds to the engine, and what others notice of a query that runs away.

``python bench/queries.py``: publishes the shipped pages into a temporary state directory. Each canned query is asked of
the engine in this process, of the supervisor, and as a request to the application, turn by turn; the bar is 2 ms and 10 %
over the engine. Then another client asks a small query again and again, by turns alone and beside queries that run away:
the bar is a 99th percentile below three times that of the turns alone before and after it, each runaway gone within its
limit and a second, its process within its memory. ``--seconds 3`` is the time limit the runaways are given; one that ends
sooner is sent again until that is over, and whoever asks beside it goes on while the process that was lost is replaced.
"""

import argparse
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from werkzeug.test import EnvironBuilder, run_wsgi_app

from fonds.catalogue.catalogue import Catalogue
from fonds.errors import QueryError, QueryLimitError
from fonds.publishing.publish import publish
from fonds.publishing.sources import given_sources
from fonds.publishing.stores import catalogue_path
from fonds.settings import Settings, load_settings
from fonds.store.confine import resident_megabytes
from fonds.store.embedded import EmbeddedStore
from fonds.store.sandbox import Limits
from fonds.store.supervisor import Supervisor

ROUNDS = 60
REPLACED = 1.5
"""Seconds in which a process that was lost has been replaced and is warm."""
MEMORY_MB = 400
SMALL = "SELECT ?d { ?d a <https://schema.org/Message> }"
FACTS = " . ".join(f"?s{n} ?p{n} ?o{n}" for n in range(4))
DOUBLED = "BIND('0123456789abcdef' AS ?x0) " + " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(27))
RUNAWAYS = {
    "cross product": f"SELECT (COUNT(*) AS ?n) {{ {FACTS} }}",
    "cross product, sorted": f"SELECT * {{ {FACTS} }} ORDER BY ?o3 ?s0",
    "huge GROUP BY": f"SELECT ?s0 ?s1 ?s2 (COUNT(*) AS ?n) {{ {FACTS} }} GROUP BY ?s0 ?s1 ?s2",
    "deep paths": "SELECT (COUNT(*) AS ?n) { " + " . ".join(f"?a{n} (!<urn:x>)* ?a{n + 1}" for n in range(6)) + " }",
    "100 kB of nesting": "SELECT * " + "{" * 49_000 + "}" * 49_000,
    "catastrophic REGEX": f"SELECT * {{ {FACTS} FILTER(REGEX(CONCAT(STR(?o0), STR(?o1)), '^(([a-z])+.)+[A-Z]([a-z])+$')) }}",
    "one long text": f"SELECT (STRLEN(?x27) AS ?n) {{ ?s ?p ?o . ?t ?q ?r . {DOUBLED} }}",
}


@dataclass(frozen=True, slots=True)
class Beside:
    """What was seen beside a runaway: latencies of others in milliseconds, how it ended, and its largest process."""

    latencies: list[float]
    ended: str
    seconds: float
    megabytes: float


def percentile(values: list[float], share: float) -> float:
    """Return the value that this share of all does not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def milliseconds(act: Callable[[], object]) -> float:
    """Return how long one call takes."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1_000


# ── canned queries ───────────────────────────────────────────────────────────────────────────────────────


def canned_texts(settings: Settings) -> Iterator[tuple[str, str, str]]:
    """Yield name, text and address of every canned query that can be asked without a value, or with its examples."""
    from fonds.bundled import bundled_path
    from fonds.canned.binding import bind
    from fonds.canned.loading import load_queries
    from fonds.rdf.iris import Iris

    for name, query in load_queries(bundled_path("queries")).items():
        if not any(parameter.required for parameter in query.parameters):
            yield name, bind(query, {}, Iris(settings.base_iri)), f"/queries/{name}.json"


def measure_canned(settings: Settings, store: Path, supervisor: Supervisor) -> None:
    """Print what the supervisor, and the whole request, add to the engine for canned queries."""
    from fonds.web.app import create_app

    path = catalogue_path(Path(settings.state))
    app = create_app(settings, catalogue=lambda: Catalogue.open(path, read_only=True), queries=supervisor)
    formats = {"select": "json", "ask": "json", "construct": "turtle"}
    added: dict[str, list[tuple[float, str]]] = {"the supervisor": [], "the whole request": []}
    with EmbeddedStore(store) as engine:
        for query, text, address in canned_texts(settings):
            taken: dict[str, list[float]] = {"engine": [], **{name: [] for name in added}}
            for _ in range(ROUNDS):
                asked: dict[str, Callable[[], Any]] = {
                    "engine": partial(engine.query, text, formats=formats),
                    "the supervisor": partial(supervisor.run, text, store=store, formats=formats, trusted=True),
                    "the whole request": partial(_requested, app, EnvironBuilder(address).get_environ()),
                }
                for name, act in asked.items():
                    taken[name].append(milliseconds(act))
            base = statistics.median(taken["engine"])
            for name, over in added.items():
                over.append((statistics.median(taken[name]) - 1.1 * base, query))
    print(f"canned queries ({len(added['the supervisor'])}), milliseconds beyond 110 % of the engine in the process (bar 2):")
    for name, over in added.items():
        print(f"  {name}: median {statistics.median(each for each, _ in over):.2f}, most {max(over)[0]:.2f} ({max(over)[1]})")


def _requested(app: Any, environ: dict[str, Any]) -> bytes:
    body, _, _ = run_wsgi_app(app, environ)
    return b"".join(body)


# ── runaways ─────────────────────────────────────────────────────────────────────────────────────────────


def children() -> list[int]:
    """Return the processes that this one has started (Linux)."""
    found = [path.read_text() for path in Path("/proc/self/task").glob("*/children")]
    return [int(pid) for text in found for pid in text.split()]


@contextmanager
def watched() -> Iterator[list[float]]:
    """Note the size of the largest child process while the block lasts."""
    largest, over = [0.0], threading.Event()

    def look() -> None:
        while not over.wait(0.02):
            largest[0] = max([largest[0], *(resident_megabytes(pid) or 0.0 for pid in children())])

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield largest
    finally:
        over.set()
        thread.join()


def bystander(supervisor: Supervisor, store: Path, until: Callable[[], bool]) -> list[float]:
    """Ask a small query again and again, as another client, and return how long each took."""
    latencies = []
    while not until():
        latencies.append(milliseconds(lambda: supervisor.run(SMALL, store=store, client="other")))
        time.sleep(0.005)
    return latencies


def beside(supervisor: Supervisor, store: Path, query: str, seconds: float) -> Beside:
    """Run a query away, again and again for so long, and a small one beside it."""
    ended: list[tuple[str, float]] = []
    over = threading.Event()

    def run() -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            start = time.perf_counter()
            try:
                supervisor.run(query, store=store, client="runaway")
                how = "answered"
            except QueryError as error:
                how = error.limit if isinstance(error, QueryLimitError) else "refused"
            ended.append((how, time.perf_counter() - start))
            time.sleep(REPLACED)
        over.set()

    thread = threading.Thread(target=run)
    with watched() as largest:
        thread.start()
        latencies = bystander(supervisor, store, over.is_set)
        thread.join()
    return Beside(latencies, *max(ended, key=lambda each: each[1]), largest[0])


def alone(supervisor: Supervisor, store: Path, seconds: float) -> list[float]:
    """Ask the small query alone for so long."""
    end = time.monotonic() + seconds
    return bystander(supervisor, store, lambda: time.monotonic() > end)


def measure_runaways(store: Path, seconds: float) -> None:
    """Print what others notice of each runaway."""
    with Supervisor(Limits(seconds=seconds, memory_mb=MEMORY_MB)) as supervisor:
        alone(supervisor, store, 5.0)  # meanwhile the processes are started and warmed
        before = alone(supervisor, store, seconds)
        for name, query in RUNAWAYS.items():
            seen = beside(supervisor, store, query, seconds)
            after = alone(supervisor, store, seconds)
            base, slow = percentile(before + after, 0.99), percentile(seen.latencies, 0.99)
            print(
                f"{name}: {seen.ended} after {seen.seconds:.2f} s ({seen.seconds - seconds:+.2f} s of its limit), "
                f"{seen.megabytes:.0f} MB; others: 99th percentile {slow:.2f} ms = {slow / base:.2f} × {base:.2f} ms alone "
                f"({len(seen.latencies)} and {len(before + after)} queries)"
            )
            before = after


def main() -> None:
    parser = argparse.ArgumentParser(description="What the query supervisor costs, and what it keeps from others.")
    parser.add_argument("--seconds", type=float, default=3.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(environment={}, state=folder)
        publish(given_sources((), settings), settings)
        with Catalogue.open(catalogue_path(Path(folder)), read_only=True) as catalogue:
            release = catalogue.current_release()
        assert release is not None  # noqa: S101 (it was published above)
        store = Path(folder) / release.store
        with Supervisor(Limits(workers=1)) as supervisor:
            measure_canned(settings, store, supervisor)
        measure_runaways(store, options.seconds)


if __name__ == "__main__":
    main()
