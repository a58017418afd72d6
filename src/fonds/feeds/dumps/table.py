"""All dumps (floor 6), in the order in which they are listed."""

from fonds.feeds.dumps.beacon import AUTHORITIES, Beacon
from fonds.feeds.dumps.dump import Dump
from fonds.feeds.dumps.graphs import write_all_turtle, write_lines, write_ntriples
from fonds.feeds.dumps.network import write_network
from fonds.feeds.dumps.rows import write_rows

DUMPS: tuple[Dump, ...] = (
    Dump("all.nt", "application/n-triples", "Everything as N-Triples", "triples", write_ntriples),
    Dump("all.ttl", "text/turtle", "Everything as Turtle", "triples", write_all_turtle),
    Dump("all.jsonl", "application/jsonl", "Everything as JSON-LD, one description a line", "descriptions", write_lines),
    Dump("documents.csv", "text/csv", "The core of each document as a table", "documents", write_rows),
    Dump("network.gexf", "application/gexf+xml", "Who wrote to whom, as a network", "pairs of correspondents", write_network),
    *(
        Dump(
            f"beacon-{each.name}.txt", "text/plain", f"BEACON: what is held on entries of {each.label}", "links", Beacon(each),
            packed=False,
        )
        for each in AUTHORITIES
    ),
)
"""One row a file."""
