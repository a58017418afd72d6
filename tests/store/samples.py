"""A small graph with everything that is hard to write, and the queries the tests put to it."""

from fonds.rdf.literals import Triple, iri_term, lang_string, name_term, ntriples, plain, typed

BASE = "http://example.org"
LABELS = ("Letter", "Письмо", 'He said "no", twice', "tab\there", "two\nlines", "back\\slash", "<b>&amp;</b>", "a\rb")
PREFIXES = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX dcterms: <http://purl.org/dc/terms/> "
LABELLED = PREFIXES + "SELECT ?d ?label ?missing WHERE { ?d rdfs:label ?label } ORDER BY ?d"
EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
SMALL = PREFIXES + f'ASK {{ <{BASE}/doc/0> rdfs:label "Letter" }}'


def document(number: int) -> str:
    """Return the IRI of one of the documents."""
    return f"{BASE}/doc/{number}"


def sample_triples() -> list[Triple]:
    """Return one document a label, with a title in a language and a date; and a knot of 60 linked things."""
    triples: list[Triple] = []
    for number, label in enumerate(LABELS):
        subject = iri_term(document(number))
        triples.append((subject, name_term("rdfs:label"), plain(label)))
        triples.append((subject, name_term("dcterms:title"), lang_string(label, "en-gb")))
        triples.append((subject, name_term("dcterms:created"), typed("1989-11-03", "xsd:date")))
    for number in range(60):
        near = iri_term(f"{BASE}/knot/{number}")
        for step in (1, 7, 11, 13):
            triples.append((near, iri_term(f"{BASE}/next"), iri_term(f"{BASE}/knot/{(number + step) % 60}")))
    return triples


TRIPLES = sample_triples()
DATA = ntriples(TRIPLES)
