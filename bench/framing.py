"""How many times faster is the compiled framer than pyld? Run ``python bench/framing.py``; ratios count.

pyld is measured twice: as anyone would call it, with the whole frame, and at its best, with the frame cut
down to the places this one document uses (no site could do that for each document).
"""

import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from fonds.rdf.contexts import bundled_frame, framed  # noqa: E402
from fonds.rdf.framing import bundled_framer  # noqa: E402
from fonds.rdf.literals import Triple  # noqa: E402
from fonds.rdf.namespaces import expand  # noqa: E402
from rdf.graphs import CONTEXT_IRI, SEEDS, seed_graph  # noqa: E402


def best(call: Callable[[], object], times: int) -> float:
    """Return the least milliseconds a call took."""
    taken = []
    for _ in range(times):
        start = perf_counter()
        call()
        taken.append(perf_counter() - start)
    return min(taken) * 1000


def cut(frame: Mapping[str, Any], subjects: set[str], graph: list[Triple]) -> dict[str, Any]:
    """Return the frame without the places that no subject reaches."""
    kept = {key: value for key, value in frame.items() if key.startswith("@")}
    for key, value in frame.items():
        if not key.startswith("@"):
            reached = {o for s, p, o in graph if s in subjects and p == f"<{expand(key)}>"}
            if reached:
                kept[key] = cut(value, reached, graph)
    return kept


def measure(seed: str, root: str) -> str:
    """Return one line: what pyld and the framer take for one seed."""
    framer = bundled_framer(CONTEXT_IRI)
    graph = seed_graph(seed)
    frames = {"pyld": bundled_frame(), "pyld at its best": cut(bundled_frame(), {f"<{root}>"}, graph)}
    ours = best(lambda: framer.frame(root, graph), 500)
    line = f"seed {seed}: {len(graph)} triples, ours {ours:.2f} ms"
    for name, frame in frames.items():
        if framed(root, graph, CONTEXT_IRI, frame) != framer.frame(root, graph):
            raise SystemExit(f"seed {seed}: {name} gives another tree")
        theirs = best(partial(framed, root, graph, CONTEXT_IRI, frame), 7)
        line += f", {name} {theirs:.1f} ms (× {theirs / ours:.0f})"
    return line


if __name__ == "__main__":
    for number, iri in SEEDS.items():
        print(measure(number, iri))
