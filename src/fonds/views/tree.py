"""The tree (floor 5): what hangs on what, one line a node, indented below its parent.

So drawn, a chain of replies or the levels of an archive keep their long titles, which trees that grow sideways cut. A
node with several parents hangs on the first that the rows name; a ring is cut open where it is first entered.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from fonds.views.drawing import SIZE, Drawing
from fonds.views.drawn import Drawn, count
from fonds.views.lettering import BOLD, shorten
from fonds.views.rows import NOTHING, Rows

MOST = 200
"""Lines that are drawn."""
_LINE = 25.0
_INDENT = 26.0
_DEEPEST = 20
"""Indents; what is deeper stands at the deepest."""


@dataclass(slots=True)
class _Node:
    key: str
    name: str
    iri: str
    children: list[str] = field(default_factory=list)
    placed: bool = False


def draw_tree(rows: Rows, roles: Mapping[str, str], sheet: Drawing) -> Drawn:
    """Draw nodes below their parents."""
    drawn = Drawn("node")
    nodes, parents = _forest(rows, roles, drawn)
    drawn.keep(list(nodes), MOST)
    places: dict[str, float] = {}
    deepest = 0
    walked = list(_walk(nodes, parents))
    for line, (node, depth) in enumerate(walked[:MOST]):
        deepest = max(deepest, depth)
        _draw(sheet, node, depth, line, places.get(parents.get(node.key, "") if depth else ""))
        places[node.key] = line * _LINE + 18
        sheet.height = (line + 1) * _LINE + 14
    roots = sum(not depth for _, depth in walked)
    drawn.words = f"{count(roots, 'tree')} with {count(len(nodes), 'node')} and {deepest + 1} levels."
    return drawn


def _forest(rows: Rows, roles: Mapping[str, str], drawn: Drawn) -> tuple[dict[str, _Node], dict[str, str]]:
    nodes: dict[str, _Node] = {}
    parents: dict[str, str] = {}
    unnamed = several = 0
    for row in rows.rows:
        value = row.get(roles["node"], NOTHING)
        if not value.text:
            unnamed += 1
            continue
        name = row.get(roles.get("label", ""), NOTHING).words or value.words
        nodes.setdefault(value.text, _Node(value.text, name, value.iri))
        parent = row.get(roles.get("parent", ""), NOTHING).text
        if parent and parents.setdefault(value.text, parent) != parent:
            several += 1
    for row in rows.rows:
        value = row.get(roles.get("parent", ""), NOTHING)
        if value.text and value.text not in nodes:
            nodes[value.text] = _Node(value.text, value.words, value.iri)
    for key, parent in parents.items():
        nodes[parent].children.append(key)
    drawn.leave_out(unnamed, "names nothing and is left out", "name nothing and are left out")
    drawn.leave_out(several, "names a further parent, which is left out", "name further parents, which are left out")
    return nodes, parents


def _walk(nodes: Mapping[str, _Node], parents: Mapping[str, str]) -> Iterator[tuple[_Node, int]]:
    """Yield every node once with its depth, parents before their children; rings last."""
    roots = [node for node in nodes.values() if node.key not in parents]
    for root in [*roots, *nodes.values()]:
        waiting = [(root, 0)]
        while waiting:
            node, depth = waiting.pop()
            if node.placed:
                continue
            node.placed = True
            yield node, depth
            waiting += [(nodes[key], depth + 1) for key in reversed(node.children)]


def _draw(sheet: Drawing, node: _Node, depth: int, line: int, above: float | None) -> None:
    x, y = 24 + min(depth, _DEEPEST) * _INDENT, line * _LINE + 18
    if above is not None:
        stem = x - _INDENT
        sheet.mark("path", "v-edge", d=f"M{stem:.0f} {above + 6:.0f}V{y:.0f}H{x - 6:.0f}")
    sheet.mark("circle", "v-c0" if not depth else "v-c1", cx=x, cy=y, r=5, title=node.name, iri=node.iri)
    bold = not depth and bool(node.children)
    words = shorten(node.name, (sheet.width - x - 30) / (BOLD if bold else 1), SIZE)
    sheet.text(x + 12, y + 4.5, words, iri=node.iri, title=node.name, bold=bold)
