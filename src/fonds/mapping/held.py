"""Cited documents that are held (floor 4): what names the citation names the document instead, and back again. Pure.

A page says "your letter of 31 July 1989"; that is ``{doc}#cited-…``, known by these words alone. Where exactly one
held document is what they mean (`identity.py`), every statement that led to the fragment leads to that document, and
the fragment stays: ``{doc} fonds:citedAs`` it, its ``schema:sameAs`` is the document held. All three rest on the words
of the citation, as *normalised* by the rule ``held-document``: they name the same document in another form. What the
words say is kept beside it as the page's own evidence, no longer published. A row keeps what was taken away in its
``references``, so that :func:`restored` gives back the very row the page alone makes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import orjson

from fonds.catalogue.rows import DocumentRow, Reference
from fonds.mapping.statements import Site
from fonds.rdf.literals import Triple, iri_term, name_term, ntriples, parse_ntriples
from fonds.record.evidence import Status

RULE = "held-document"
"""The rule of all evidence that rests on a held document."""

_SAME, _CITED_AS = name_term("schema:sameAs"), name_term("fonds:citedAs")


def repointed(row: DocumentRow, meant: Mapping[str, str], site: Site) -> DocumentRow:
    """Return a row as its page alone makes it with citations led to held documents: fragment → slug.

    The row is to be completed (`rows.py`) afterwards: links, tree and digest follow from the triples.
    """
    doc = site.iris.document(row.slug)
    held = {iri_term(f"{doc}#{fragment}"): slug for fragment, slug in meant.items()}
    own = set(parse_ntriples(row.own))
    said = sorted(triple for triple in own if triple[2] in held)
    references = tuple(
        Reference(held[triple[2]], _relation(triple, doc), ntriples([triple]).decode().strip()) for triple in said
    )
    own.difference_update(said)
    own.update(_added(references, doc, site))
    rows = orjson.loads(row.evidence)
    return replace(
        row, own=ntriples(sorted(own)), references=references,
        evidence=orjson.dumps([*rows, *_resting(rows, set(said), held, doc, site)]),
    )


def restored(row: DocumentRow, site: Site) -> DocumentRow:
    """Return a row as its page alone makes it; to be completed afterwards, too."""
    if not row.references:
        return row
    doc = site.iris.document(row.slug)
    own = set(parse_ntriples(row.own)).difference(_added(row.references, doc, site))
    own.update(_said(each) for each in row.references)
    rows = [each for each in orjson.loads(row.evidence) if each["rule"] != RULE]
    return replace(row, own=ntriples(sorted(own)), references=(), evidence=orjson.dumps(rows))


def meant_by(row: DocumentRow) -> dict[str, str]:
    """Return which held document each citation of a row leads to: fragment → slug."""
    return {_said(each)[2].partition("#")[2].rstrip(">"): each.slug for each in row.references}


def _added(references: tuple[Reference, ...], doc: str, site: Site) -> Iterator[Triple]:
    for each in references:
        subject, predicate, fragment = _said(each)
        held = iri_term(site.iris.document(each.slug))
        yield subject, predicate, held
        yield fragment, _SAME, held
        yield iri_term(doc), _CITED_AS, fragment


def _said(reference: Reference) -> Triple:
    (triple,) = parse_ntriples(reference.said.encode())
    return triple


def _relation(triple: Triple, doc: str) -> str:
    """Return how a document refers to another one; ``cited-…`` where a part of that is what it refers to."""
    name = triple[1][1:-1].replace("#", "/").rpartition("/")[2]
    return name if triple[0] == iri_term(doc) else f"cited-{name}"


def _resting(
    rows: list[dict[str, Any]], said: set[Triple], held: Mapping[str, str], doc: str, site: Site
) -> Iterator[dict[str, Any]]:
    """Yield the evidence of what is said instead, once for the same words."""
    done: set[tuple[str, str, str, bytes]] = set()
    for row in rows:
        if (row["s"], row["p"], row["o"]) not in said:
            continue
        target = iri_term(site.iris.document(held[row["o"]]))
        instead = ((row["s"], row["p"], target), (row["o"], _SAME, target), (iri_term(doc), _CITED_AS, row["o"]))
        for subject, predicate, obj in instead:
            key = (subject, predicate, obj, orjson.dumps(row["quotes"]))
            if key not in done:
                done.add(key)
                status = Status.NORMALISED.value if row["status"] == Status.STATED else row["status"]
                yield {**row, "s": subject, "p": predicate, "o": obj, "rule": RULE, "status": status}
