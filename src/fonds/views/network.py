"""The network (floor 5): who is joined to whom, laid out by forces, each connected part for itself.

networkx lays out a part (Fruchterman and Reingold) from a fixed seed, so the same rows give the same picture; parts are
then packed in lines, the largest first. A line is as thick as its weight; an arrow tells its direction, where it has one.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from fonds.views.drawing import SIZE, Drawing
from fonds.views.drawn import Drawn, amount, count
from fonds.views.lettering import shorten, width
from fonds.views.rows import NOTHING, Row, Rows, Value

MOST_NODES = 120
"""Names in a picture."""
_SEED = 5
_ROUNDS = 150


@dataclass(slots=True)
class _Node:
    key: str
    name: str
    iri: str
    x: float = 0.0
    y: float = 0.0
    weight: float = 0.0


Edge = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Part:
    """A connected part: key and place (between 0 and 1) of each name, and the pixels it takes."""

    places: list[tuple[str, float, float]]
    room: float
    across: float
    tall: float


def draw_network(rows: Rows, roles: Mapping[str, str], sheet: Drawing, *, arrows: bool = True) -> Drawn:
    """Draw lines from source to target; without ``arrows`` they only join both."""
    drawn = Drawn("name")
    nodes, edges = _graph(rows, roles, drawn)
    strongest = sorted(nodes.values(), key=lambda node: -node.weight)
    drawn.keep(strongest, MOST_NODES)
    if not nodes:
        return drawn
    chosen = {node.key for node in strongest[:MOST_NODES]}
    kept = {key: node for key, node in nodes.items() if key in chosen}
    lines = {edge: weight for edge, weight in edges.items() if edge[0] in kept and edge[1] in kept}
    if len(kept) < len(nodes):
        drawn.notes[-1] = (
            f"The {MOST_NODES} names joined to most of {len(nodes):,} are drawn, with {len(lines):,} of "
            f"{len(edges):,} lines between them; the table has all rows."
        )
    _place(sheet, kept, tuple(lines))
    heaviest = max(lines.values(), default=1.0)
    broad = 4.5 if len(lines) <= 100 else 3.0
    for edge, weight in lines.items():
        thick = 1.0 + broad * math.sqrt(weight / heaviest)
        ends = (kept[edge[0]], kept[edge[1]])
        _line(sheet, ends, weight, thick, arrow=arrows, both=(edge[1], edge[0]) in lines)
    silent = _dots(sheet, list(kept.values()))
    if silent:
        drawn.notes.append(f"{count(silent, 'name')} would cover others; pointing at the mark tells them.")
    drawn.words = _words(kept, lines)
    return drawn


def _graph(rows: Rows, roles: Mapping[str, str], drawn: Drawn) -> tuple[dict[str, _Node], dict[Edge, float]]:
    nodes: dict[str, _Node] = {}
    edges: dict[Edge, float] = {}
    open_, alone = 0, 0
    for row in rows.rows:
        source, target = row.get(roles["source"], NOTHING), row.get(roles["target"], NOTHING)
        weight = row.get(roles.get("weight", ""), NOTHING).number
        weight = 1.0 if weight is None or weight <= 0 else weight
        if not source.text or not target.text:
            open_ += 1
            continue
        for role, value in (("source", source), ("target", target)):
            if value.text not in nodes:
                nodes[value.text] = _node(value, row, roles.get(f"{role}Label", ""))
        ends = (nodes[source.text], nodes[target.text])
        for node in ends:
            node.weight += weight
        alone += ends[0] is ends[1]
        edges[source.text, target.text] = edges.get((source.text, target.text), 0.0) + weight
    drawn.leave_out(open_, "names only one end and joins nothing", "name only one end and join nothing")
    drawn.leave_out(alone, "joins a name to itself", "join a name to itself")
    return nodes, {edge: weight for edge, weight in edges.items() if edge[0] != edge[1]}


def _node(value: Value, row: Row, label: str) -> _Node:
    return _Node(value.text, row.get(label, NOTHING).words or value.words, value.iri)


def _place(sheet: Drawing, nodes: dict[str, _Node], edges: tuple[Edge, ...]) -> None:
    """Give each node its place, part by part in lines from left to right."""
    line: list[_Part] = []
    y = 0.0
    for places in _parts(tuple(nodes), edges):
        long = max(width(shorten(nodes[key].name, 190, SIZE), SIZE) for key, _, _ in places)
        tall = 0.0 if len(places) <= 2 else min(60 + 72 * math.sqrt(len(places)), 900)
        across = min(max(tall * 1.7, 240), sheet.width - long - 60) if len(places) > 1 else 0.0
        part = _Part(places, across + long + 60, across, tall)
        if line and sum(each.room for each in line) + part.room > sheet.width:
            y, line = _set_line(sheet, nodes, line, y), []
        line.append(part)
    sheet.height = _set_line(sheet, nodes, line, y) + 4


def _set_line(sheet: Drawing, nodes: dict[str, _Node], line: list[_Part], y: float) -> float:
    """Place the parts of one line, as a whole in the middle; return where the next begins."""
    x = (sheet.width - sum(part.room for part in line)) / 2
    for part in line:
        for key, at_x, at_y in part.places:
            nodes[key].x = x + (part.room - part.across) / 2 + at_x * part.across
            nodes[key].y = y + 28 + at_y * part.tall
        x += part.room
    return y + max(part.tall for part in line) + 62


@lru_cache(maxsize=64)
def _parts(nodes: tuple[str, ...], edges: tuple[Edge, ...]) -> list[list[tuple[str, float, float]]]:
    """Return the connected parts, the largest first: key and place of each node, between 0 and 1."""
    import networkx

    graph = networkx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(edges)
    order = {key: place for place, key in enumerate(nodes)}
    parts = [sorted(part, key=order.__getitem__) for part in networkx.connected_components(graph)]
    parts.sort(key=lambda part: (-len(part), order[part[0]]))
    return [_laid_out(part, [edge for edge in edges if edge[0] in set(part)]) for part in parts]


def _laid_out(part: Sequence[str], edges: Sequence[Edge]) -> list[tuple[str, float, float]]:
    """Lay out one part. Its graph is made anew: a subgraph would go through its names in the order of a set."""
    import networkx

    if len(part) <= 2:
        return [(key, place / max(len(part) - 1, 1), 0.5) for place, key in enumerate(part)]
    graph = networkx.Graph()
    graph.add_nodes_from(part)
    graph.add_edges_from(edges)
    found = networkx.spring_layout(graph, seed=_SEED, iterations=_ROUNDS, k=1.6 / math.sqrt(len(part)))
    xs, ys = (_spread([float(found[key][axis]) for key in part]) for axis in (0, 1))
    return list(zip(part, xs, ys, strict=True))


def _spread(values: list[float]) -> list[float]:
    """Return values between 0 and 1, moved half-way to even distances: forces leave the middle too crowded to read."""
    low, high = min(values), max(values)
    order = sorted(range(len(values)), key=lambda place: (values[place], place))
    even = {place: rank / (len(values) - 1) for rank, place in enumerate(order)}
    return [
        round(0.4 * ((value - low) / (high - low) if high > low else 0.5) + 0.6 * even[place], 4)
        for place, value in enumerate(values)
    ]


def _line(
    sheet: Drawing, ends: tuple[_Node, _Node], weight: float, thick: float, *, arrow: bool, both: bool
) -> None:
    """Draw one line with its arrow in the middle; two names that write to each other get two bent lines."""
    start, end = ends
    across, down = end.x - start.x, end.y - start.y
    long = math.hypot(across, down) or 1.0
    ux, uy = across / long, down / long
    bend = min(18.0, long * 0.16) if both else 0.0
    middle_x, middle_y = (start.x + end.x) / 2 - uy * bend, (start.y + end.y) / 2 + ux * bend
    told = f"{start.name} {'→' if arrow else '–'} {end.name}: {amount(weight)}"
    data = {"from": start.key, "to": end.key}
    # The bend of a quadratic curve lies half-way to its control point.
    curve = f"{middle_x - uy * bend:.1f} {middle_y + ux * bend:.1f} {end.x:.1f} {end.y:.1f}"
    sheet.mark("path", "v-edge", title=told, data=data, stroke_width=thick, stroke_opacity="0.55",
               d=f"M{start.x:.1f} {start.y:.1f}Q{curve}")
    if not arrow:
        return
    tip, half = 4 + thick * 0.8, 2.5 + thick * 0.6
    corners = ((tip, 0.0), (-tip, half), (-tip, -half))
    placed = " ".join(f"{middle_x + ux * a - uy * b:.1f},{middle_y + uy * a + ux * b:.1f}" for a, b in corners)
    sheet.mark("polygon", "v-soft", points=placed, data=data, title=told)


def _dots(sheet: Drawing, nodes: list[_Node]) -> int:
    """Draw the names, the heaviest first; return how many found no room for their letters."""
    heaviest = max(node.weight for node in nodes) or 1.0
    sizes = {node.key: 4 + 7 * math.sqrt(node.weight / heaviest) for node in nodes}
    for node in nodes:
        sheet.mark("circle", "v-c0", cx=node.x, cy=node.y, r=sizes[node.key], title=node.name, iri=node.iri,
                   data={"node": node.key}, stroke="#fffdf9", stroke_width=1.5)
    taken: list[tuple[float, float, float]] = [(node.x, node.y + 4, 16.0) for node in nodes]
    silent = 0
    for node in sorted(nodes, key=lambda each: -each.weight):
        words, size = shorten(node.name, 190, SIZE), sizes[node.key]
        wide = width(words, SIZE)
        x = min(max(node.x, wide / 2 + 4), sheet.width - wide / 2 - 4)
        y = _free(taken, x, wide, (node.y + size + 14, node.y - size - 6, node.y + size + 28))
        if y is None:
            silent += 1
            continue
        sheet.text(x, y, words, anchor="middle", iri=node.iri, title=node.name, data={"node": node.key}, halo=True)
        taken.append((x, y, wide))
    return silent


def _free(taken: list[tuple[float, float, float]], x: float, wide: float, choices: Sequence[float]) -> float | None:
    """Return the first height at which words cover no others and no mark."""
    for y in choices:
        if all(abs(y - at_y) >= SIZE + 1 or abs(x - at_x) >= (wide + other) / 2 for at_x, at_y, other in taken):
            return y
    return None


def _words(nodes: Mapping[str, _Node], lines: Mapping[Edge, float]) -> str:
    told = f"A network of {count(len(nodes), 'name')} and {count(len(lines), 'line')} between them."
    heaviest = max(lines.values(), default=0.0)
    strongest = [edge for edge, weight in lines.items() if weight == heaviest]
    if len(strongest) != 1:
        return told
    (source, target), = strongest
    return f"{told} The thickest joins {nodes[source].name} to {nodes[target].name} ({amount(heaviest)})."
