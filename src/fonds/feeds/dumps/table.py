"""All dumps (floor 6), in the order in which they are listed."""

from fonds.feeds.dumps.beacon import AUTHORITIES, Beacon
from fonds.feeds.dumps.dump import Content, Dump
from fonds.feeds.dumps.graphs import write_all_turtle, write_lines, write_ntriples
from fonds.feeds.dumps.letters import NAME, refuse_letters, write_letters
from fonds.feeds.dumps.network import write_network
from fonds.feeds.dumps.rows import write_rows
from fonds.feeds.resourcesync.resources import resource_dumps

DUMPS: tuple[Dump, ...] = (
    Dump("all.nt", "application/n-triples", "Everything as N-Triples", "triples", write_ntriples),
    Dump("all.ttl", "text/turtle", "Everything as Turtle", "triples", write_all_turtle),
    Dump("all.jsonl", "application/jsonl", "Everything as JSON-LD, one description a line", "descriptions", write_lines),
    Dump("documents.csv", "text/csv", "The core of each document as a table", "documents", write_rows),
    Dump(NAME, "application/tei+xml", "All letters as CMIF, for correspSearch", "letters", write_letters, refuse_letters),
    Dump("network.gexf", "application/gexf+xml", "Who wrote to whom, as a network", "pairs of correspondents", write_network),
    *(
        Dump(
            f"beacon-{each.name}.txt", "text/plain", f"BEACON: what is held on entries of {each.label}", "links", Beacon(each),
            packed=False,
        )
        for each in AUTHORITIES
    ),
)
"""One row a file; those that depend on the size of an archive are added by :func:`all_dumps`."""


def all_dumps(content: Content) -> tuple[Dump, ...]:
    """Return the dumps of a release: those of the table, and the lists and packages of ResourceSync."""
    return (*DUMPS, *resource_dumps(content))
