"""What is measured of a site that is read: cold start, listings, one document, the framer, requests."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from http.client import HTTPConnection, HTTPException
from random import Random
from statistics import median
from typing import Any

import pyoxigraph as ox
from archive_world import COUNTRIES, SUBJECTS, person
from flask import Flask, Response
from framing import best
from scale_figures import Figure, at_least, at_most
from scale_states import State
from scale_watch import FONDS, environment
from serving import ask
from werkzeug.test import EnvironBuilder, run_wsgi_app

from fonds.bundled import bundled_path
from fonds.canned.binding import bind
from fonds.canned.loading import load_queries
from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.rows import Filters
from fonds.rdf.contexts import bundled_frame, framed
from fonds.rdf.framing import bundled_framer
from fonds.rdf.iris import Iris
from fonds.rdf.literals import parse_ntriples
from fonds.web.app import create_app

ASKED = 200
"""Questions of each kind; of a hundred the slowest one counts (p99)."""
ROUNDS = 5
JSONLD = {"Accept": "application/ld+json"}


# ── what there is to ask for ─────────────────────────────────────────────────────────────────────────────


def some_slugs(state: State, number: int) -> list[str]:
    """Return the slugs of documents from all over a site."""
    random, found = Random(1), set[str]()
    with state.open() as catalogue:
        years = [year for year in range(1945, 1990) if catalogue.documents(Filters(year=year), limit=1).total]
        for _ in range(number):
            year = Filters(year=random.choice(years))
            last = max(1, catalogue.documents(year, limit=1).total - 20)
            found.update(item.slug for item in catalogue.documents(year, random.randrange(last), 20).items)
            if len(found) >= number * 2:
                break
    return random.sample(sorted(found), min(number, len(found)))


def some_entities(catalogue: Catalogue, kind: str) -> list[str]:
    """Return keys of a kind: those that most documents name, and others by chance."""
    found = sorted(catalogue.entities(kind, 0, 20_000).items, key=lambda item: -item.documents)
    rest = found[20:]
    return [item.key for item in (*found[:20], *Random(2).sample(rest, min(len(rest), ASKED - 20)))]


def some_words() -> list[str]:
    """Return what people may search for: subjects, towns, families, all of them together."""
    random = Random(3)
    towns = [town for country in COUNTRIES for town in country.towns]
    families = [person(number).surname for number in range(60)]
    single = [*SUBJECTS, *towns, *families, "relations", "conference 1962", '"Foreign Minister"', "telegram"]
    pairs = (f"{random.choice(SUBJECTS)} {random.choice(towns)}" for _ in range(ASKED))
    return [*single, *pairs][:ASKED]


# ── listings ─────────────────────────────────────────────────────────────────────────────────────────────


def listings(state: State) -> Iterator[Figure]:
    """Time lists as the catalogue gives them and as whole requests, all in this process."""
    with state.open() as catalogue:
        agents, events = some_entities(catalogue, "agent"), some_entities(catalogue, "event")
        years, words = [1945 + number % 45 for number in range(ASKED)], some_words()
        asked: dict[str, Sequence[Callable[[], object]]] = {
            "by agent": [partial(catalogue.documents, Filters(agent=key), 0, 50) for key in agents],
            "by event": [partial(catalogue.documents, Filters(event=key), 0, 50) for key in events],
            "by year": [partial(catalogue.documents, Filters(year=year), 50 * (n % 4), 50) for n, year in enumerate(years)],
            "search": [partial(catalogue.search, text, None, 0, 20) for text in words],
        }
        for name, questions in asked.items():
            if questions:
                yield p99(f"list {name}, p99, the catalogue's answer", partial(list, questions))
    paths = {
        "by agent": [f"/search?agent={key}" for key in agents], "by event": [f"/search?event={key}" for key in events],
        "by year": [f"/search?year={year}" for year in years[:45]], "search": [f"/search?q={text}" for text in words],
    }
    for name, addresses in paths.items():
        if addresses:
            yield p99(f"list {name}, p99, the whole page made anew", partial(_requests, state, addresses))
    yield p99("front page made anew", partial(_requests, state, ["/"]))


def p99(what: str, questions: Callable[[], Sequence[Callable[[], object]]]) -> Figure:
    """Return the milliseconds that 99 of 100 questions stay below, and beside them those of processor time.

    Each is asked in some rounds, and the quickest counts: what else the machine does is not the question's fault.
    """
    walls, processors = list[list[float]](), list[list[float]]()
    for _ in range(ROUNDS):
        asked, wall, processor = questions(), list[float](), list[float]()
        for question in asked:
            before = time.thread_time()
            wall.append(timed(question))
            processor.append(time.thread_time() - before)
        walls.append(wall)
        processors.append(processor)
    return at_most(what, 10, _slowest(walls), "ms").noting(f"processor {_slowest(processors):.1f} ms")


def _slowest(rounds: list[list[float]]) -> float:
    each = sorted(map(min, zip(*rounds, strict=True)))
    return each[min(len(each) - 1, int(len(each) * 0.99))] * 1000


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that something takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _requests(state: State, paths: Sequence[str]) -> list[Callable[[], object]]:
    """Return requests to an application that has answered none of them yet. RuntimeError where all get the same page."""
    app = site(state)
    request(app, "/doc?page=2")  # opens the catalogue, which is part of the start
    if len(paths) > 1 and len({request(site(state), path) for path in paths[:3]}) == 1:
        raise RuntimeError(f"{paths[0]} and others give the same page")
    return [partial(request, app, path) for path in paths]


def site(state: State) -> Flask:
    """Return the application of a site, nothing in its caches."""
    return create_app(state.settings, catalogue=state.open)


def request(app: Any, path: str, headers: dict[str, str] | None = None) -> bytes:
    """Return the body of a page. RuntimeError where it is none."""
    body, status, _ = run_wsgi_app(app, EnvironBuilder(path, headers=headers or {}).get_environ())
    if not status.startswith("200"):
        raise RuntimeError(f"{path}: {status}")
    return b"".join(body)


# ── one document ─────────────────────────────────────────────────────────────────────────────────────────


def growth(state: State, small: State) -> Iterator[Figure]:
    """Compare the reading of one document with that in a small site, turn by turn."""
    readers = (_catalogue_reader, _store_reader, _page_reader)
    for name, make in zip(("from the catalogue", "from the store", "as a page, read anew"), readers, strict=True):
        ratios, large_ms = [], []
        large, little = make(state), make(small)
        for _ in range(5):
            seconds = median(map(timed, large()))
            ratios.append(seconds / median(map(timed, little())))
            large_ms.append(seconds * 1000)
        figure = at_most(f"one document {name}, against {small.documents:,} documents", 2.5, median(ratios), "×")
        yield figure.noting(f"{median(large_ms):.2f} ms")


Questions = Callable[[], list[Callable[[], object]]]


def _catalogue_reader(state: State) -> Questions:
    catalogue, slugs = state.open(), iter(_endless(some_slugs(state, 500)))

    def read(slug: str) -> object:
        found = catalogue.find_document(slug)
        return found and found.tree

    return lambda: [partial(read, next(slugs)) for _ in range(100)]


def _store_reader(state: State) -> Questions:
    store, slugs = ox.Store.read_only(str(state.store)), iter(_endless(some_slugs(state, 100)))
    query, iris = load_queries(bundled_path("queries"))["document-in-full"], Iris(state.settings.base_iri)

    def read(slug: str) -> int:
        found: Any = store.query(bind(query, {"document": f"doc/{slug}"}, iris))
        return sum(1 for _ in found)

    return lambda: [partial(read, next(slugs)) for _ in range(20)]


def _page_reader(state: State) -> Questions:
    slugs = iter(_endless(some_slugs(state, 500)))

    def fresh() -> list[Callable[[], object]]:
        app = site(state)
        request(app, f"/doc/{next(slugs)}")
        return [partial(request, app, f"/doc/{next(slugs)}") for _ in range(60)]

    return fresh


def _endless(slugs: list[str]) -> Iterator[str]:
    while True:
        yield from slugs


# ── the server ───────────────────────────────────────────────────────────────────────────────────────────


def cold_start(state: State) -> Iterator[Figure]:
    """Start the server some times, each until it has given its first page."""
    before = os.times()
    taken = [_first_answer(state) for _ in range(3)]
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    figure = at_most("cold start: `fonds serve` until the first answer", 1, median(taken), "s")
    yield figure.noting(f"processor {spent / 3:.1f} s, its end included")


def _first_answer(state: State) -> float:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    start = time.perf_counter()
    command = [*FONDS, "--site", str(state.folder / "fonds.toml"), "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while time.perf_counter() - start < 120:
            try:
                connection = HTTPConnection("127.0.0.1", port, timeout=120)
                connection.request("GET", "/doc")
                if connection.getresponse().status == 200:
                    return time.perf_counter() - start
            except (OSError, HTTPException):
                time.sleep(0.02)
        raise RuntimeError("the server gave no page within two minutes")
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)


# ── the framer and requests ──────────────────────────────────────────────────────────────────────────────


def framing(state: State, number: int = 25) -> Iterator[Figure]:
    """Frame documents of a site with the framer and with pyld; both must give the same tree."""
    context = f"{state.settings.base_iri}/context.jsonld"
    framer, frame, iris = bundled_framer(context), bundled_frame(), Iris(state.settings.base_iri)
    ratios = []
    with state.open() as catalogue:
        for slug in some_slugs(state, number):
            row = catalogue.find_version_row(slug, 1)
            root, graph = iris.document(slug), [*parse_ntriples(row.own), *parse_ntriples(row.cards)] if row else []
            if framed(root, graph, context, frame) != framer.frame(root, graph):
                raise RuntimeError(f"{slug}: pyld gives another tree")
            theirs = best(partial(framed, root, graph, context, frame), 2)
            ratios.append(theirs / best(partial(framer.frame, root, graph), 20))
    yield at_least("framed JSON-LD against pyld, equal trees", 25, min(ratios), "×").noting(f"median {median(ratios):.0f} ×")


def serving(state: State, number: int = 300) -> Iterator[Figure]:
    """One document as JSON-LD, as a share of a bare Flask route with an equal body: cached, and each for the first time."""
    slugs = some_slugs(state, number)
    bodies = {f"/doc/{slug}": request(site(state), f"/doc/{slug}", JSONLD) for slug in slugs}
    bare = Flask("bare")
    bare.add_url_rule("/doc/<name>", "doc", lambda name: Response(bodies[f"/doc/{name}"], content_type="application/ld+json"))
    cold, warm = [], []
    for _ in range(5):
        app = site(state)
        request(app, "/doc")
        base = _seconds(bare, bodies)
        cold.append(base / _seconds(app, bodies))
        base = _seconds(bare, bodies)
        warm.append(base / _seconds(app, bodies))
    yield at_least("a document from a worker's cache, share of a bare Flask route", 0.65, median(warm), "")
    yield at_least("a document read anew, share of a bare Flask route", 0.40, median(cold), "")


def _seconds(app: Any, paths: dict[str, bytes]) -> float:
    """Return what all requests take, made beforehand."""
    environs = [EnvironBuilder(path, headers=JSONLD).get_environ() for path in paths]
    start = time.perf_counter()
    for environ in environs:
        ask(app, environ)
    return time.perf_counter() - start
