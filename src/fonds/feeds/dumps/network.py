"""Who wrote to whom as a network (floor 6): GEXF 1.3, for Gephi and whatever else draws graphs.

A node is whoever sent or was sent a document, an edge leads from sender to recipient and weighs as many documents. Both
are counted in memory: some 200 bytes a pair of correspondents.
"""

from collections import Counter
from io import BufferedIOBase

from fonds.crosswalks.markup import attribute
from fonds.crosswalks.nodes import Node, first, label, nodes
from fonds.feeds.dumps.dump import Content

NAMESPACE = "http://gexf.net/1.3"
"""The format's namespace; its schema stands there."""

_HEAD = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="{NAMESPACE}" version="1.3">\n'
    '<graph defaultedgetype="directed" mode="static">\n<attributes class="node">\n'
    '<attribute id="iri" title="iri" type="string"/>\n</attributes>\n<attributes class="edge">\n'
    '<attribute id="earliest" title="earliest" type="string"/>\n<attribute id="latest" title="latest" type="string"/>\n'
    "</attributes>\n"
)
Pair = tuple[str, str]


class Network:
    """What has been counted: names of nodes by IRI, documents and days by pair."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.weights: Counter[Pair] = Counter()
        self.days: dict[Pair, tuple[str, str]] = {}

    def add(self, tree: Node) -> None:
        """Count one document: once for each pair of its senders and recipients."""
        earliest, latest = first(tree, "earliest"), first(tree, "latest")
        for sender in nodes(tree, "sender"):
            for recipient in nodes(tree, "recipient"):
                pair = self._known(sender), self._known(recipient)
                self.weights[pair] += 1
                if earliest and latest:
                    before = self.days.get(pair, (earliest, latest))
                    self.days[pair] = min(before[0], earliest), max(before[1], latest)

    def _known(self, node: Node) -> str:
        return self.names.setdefault(str(node["id"]), label(node)) and str(node["id"])


def write_network(content: Content, output: BufferedIOBase) -> int:
    """Write nodes and edges, in the order of their IRIs; return how many edges there are."""
    network = Network()
    for tree in content.documents():
        network.add(tree)
    numbers = {iri: number for number, iri in enumerate(sorted(network.names))}
    output.write(f"{_HEAD}<nodes>\n".encode())
    for iri, number in numbers.items():
        attributes = f'<attvalues><attvalue for="iri" value={_quoted(iri)}/></attvalues>'
        output.write(f'<node id="{number}" label={_quoted(network.names[iri])}>{attributes}</node>\n'.encode())
    output.write(b"</nodes>\n<edges>\n")
    for number, pair in enumerate(sorted(network.weights)):
        output.write(_edge(number, numbers[pair[0]], numbers[pair[1]], network.weights[pair], network.days.get(pair)).encode())
    output.write(b"</edges>\n</graph>\n</gexf>\n")
    return len(network.weights)


def _edge(number: int, source: int, target: int, weight: int, days: Pair | None) -> str:
    values = "".join(
        f'<attvalue for="{name}" value={_quoted(day)}/>' for name, day in zip(("earliest", "latest"), days or (), strict=False)
    )
    inner = f"<attvalues>{values}</attvalues>" if values else ""
    return f'<edge id="{number}" source="{source}" target="{target}" weight="{weight}">{inner}</edge>\n'


def _quoted(text: str) -> str:
    return f'"{attribute(text)}"'
