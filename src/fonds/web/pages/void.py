"""What a graph holds, in numbers (floor 7): VoID statistics with a partition for each class and each property.

The numbers are those of the release's store (``store/counts``), so they say what is in it and nothing else. Where a
store was not counted the release's own are all there is.
"""

from collections.abc import Iterator, Mapping
from urllib.parse import quote

from fonds.catalogue.rows import Release
from fonds.rdf.iris import Iris
from fonds.rdf.literals import Term, Triple, iri_term, name_term, typed
from fonds.rdf.namespaces import VOID, shorten
from fonds.store.counts import Counts


def void_triples(node: Term, iris: Iris, release: Release, counts: Counts | None) -> Iterator[Triple]:
    """Yield the statistics of a ``void:Dataset`` (VoID, section 4), and its partitions with their own.

    ``void:entities`` are documents and the people, places and so on that they speak of: what has a page.
    """
    yield node, name_term("rdf:type"), _void("Dataset")
    yield node, _void("triples"), _number(counts.triples if counts else release.triples)
    yield node, _void("entities"), _number(release.documents + release.entities)
    if counts is None:
        return
    yield node, _void("classes"), _number(len(counts.classes))
    yield node, _void("properties"), _number(len(counts.properties))
    if counts.subjects is not None and counts.objects is not None:
        yield node, _void("distinctSubjects"), _number(counts.subjects)
        yield node, _void("distinctObjects"), _number(counts.objects)
    yield from _partitions(node, iris, "class", "entities", counts.classes)
    yield from _partitions(node, iris, "property", "triples", counts.properties)


def _partitions(node: Term, iris: Iris, kind: str, unit: str, numbers: Mapping[str, int]) -> Iterator[Triple]:
    for iri, number in numbers.items():
        part = iri_term(f"{iris.dataset()}#{kind}-{quote(shorten(iri), safe=':')}")
        yield node, _void(f"{kind}Partition"), part
        yield part, name_term("rdf:type"), _void("Dataset")
        yield part, _void(kind), iri_term(iri)
        yield part, _void(unit), _number(number)


def _number(number: int) -> Term:
    return typed(str(number), "xsd:integer")


def _void(name: str) -> Term:
    return iri_term(VOID + name)
