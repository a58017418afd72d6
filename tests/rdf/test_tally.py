"""Triples counted on their way into a store."""

from collections import Counter

import pytest
from rdflib import RDF, Graph, Literal, URIRef

from fonds.catalogue.compression import fold
from fonds.rdf.literals import lang_string, ntriples, plain
from fonds.rdf.tally import Tally

CLASS, LANGUAGE = str(RDF.type), "https://schema.org/inLanguage"
HARD = "a .\n  <http://e/no> <http://e/no> <http://e/no> .\n\r\u2028\\"
"""Looks like lines and what is left out of them."""
OWN = ntriples([
    (f"<http://e/{subject}>", f"<{predicate}>", said)
    for subject in range(9)
    for predicate, objects in {
        CLASS: ["<http://e/A>", plain("no class"), "<http://e/B\\u00e9>"][: 2 + subject % 2],
        LANGUAGE: [plain("en"), lang_string("en", "de"), "<http://e/no-tag>"][subject % 3 :],
        "http://e/says": [plain(HARD), plain(f" {subject}"), lang_string(HARD, "en")],
    }.items()
    for said in objects
])


@pytest.mark.parametrize("folded", [False, True])
def test_the_numbers_of_triples(folded: bool) -> None:
    """What is counted, folded or not, in pieces or not, is what rdflib counts in the same triples."""
    graph, tally = Graph().parse(data=OWN, format="nt"), Tally()
    middle = OWN.index(b"<http://e/4>")
    for part in (OWN[:middle], b"", OWN[middle:]):
        tally.add((fold(part) or b"") if folded and part else part)
    assert tally.triples == len(graph) == OWN.count(b"\n")
    assert tally.properties == Counter(str(name) for name in graph.predicates())
    assert tally.classes == Counter(str(each) for each in graph.objects(None, RDF.type) if isinstance(each, URIRef))
    tags = (each for each in graph.objects(None, URIRef(LANGUAGE)) if isinstance(each, Literal))
    assert tally.languages == Counter(map(str, tags))
    assert len(tally.classes) == 2 and tally.languages == {"en": 9}
