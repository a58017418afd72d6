"""The rules of the model over plain triples (floor 2): fast enough to be asked of every record.

Most rules say how many values some properties have and what each value is: those are rows of :data:`ROWS`
and :data:`SORTS`. The others are functions, in :data:`FUNCTIONS`. ``vocab/shapes.ttl`` says the same in
SHACL, and a test proves that both judge alike. To add a rule, see ``rdf/rules.py``.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from fonds.problems import Problem
from fonds.rdf.facts import Facts
from fonds.rdf.literals import Term, Triple, name_term, parse_term
from fonds.rdf.rules import NO_TARGET, Kind, Violation, rule_problems, without_licence
from fonds.rdf.values import (
    as_day,
    is_agent,
    is_confidence,
    is_day,
    is_decimal,
    is_digest,
    is_edtf,
    is_iri,
    is_language,
    is_period,
    is_plain,
    is_said,
    is_tagged,
    is_web_address,
    member_of,
)
from fonds.rdf.vocabulary import CLASSES, OTHER_CLASS, concept_parts, lineage

Nodes = Callable[[Facts], set[Term]]
"""Finds the resources a rule is about."""
Found = Iterator[tuple[str, Term]]
"""Yields the name of a rule and the resource that breaks it."""


def check_triples(
    triples: Iterable[Triple], where: str, *, licence: str = "", kind: Kind = "document"
) -> list[Problem]:
    """Return a Problem for every rule that a description (own triples and cards) breaks.

    ``licence`` is the one the site's settings state for documents, if any.
    """
    return rule_problems(find_violations(triples, licence=licence, kind=kind), where)


def find_violations(
    triples: Iterable[Triple], *, licence: str = "", kind: Kind = "document"
) -> set[Violation]:
    """Return every rule that is broken, with the resource that breaks it."""
    facts = Facts(without_licence(triples, licence))
    found = {pair for function in FUNCTIONS for pair in function(facts)}
    targets = (_documents, _records) if kind == "document" else (_typed,)
    if not all(find(facts) for find in targets):
        found.add((NO_TARGET, ""))
    return {Violation(rule, parse_term(focus).value if focus else "") for rule, focus in found}


_n = cache(name_term)

# ── what a rule is about ─────────────────────────────────────────────────────────────────────────────────


def _typed(facts: Facts) -> set[Term]:
    return facts.having(_n("rdf:type"))


def _labelled(facts: Facts) -> set[Term]:
    return facts.having(_n("rdfs:label"), _n("schema:name"))


def _documents(facts: Facts) -> set[Term]:
    return facts.reached(_n("foaf:primaryTopic")) | facts.having(_n("foaf:isPrimaryTopicOf"))


def _records(facts: Facts) -> set[Term]:
    named = facts.having(_n("foaf:primaryTopic")) | facts.reached(_n("foaf:isPrimaryTopicOf"))
    return named | facts.of_class(_n("foaf:Document"))


def _texts(facts: Facts) -> set[Term]:
    ways = facts.having(_n("schema:translationOfWork"), _n("schema:exampleOfWork"))
    return ways | facts.reached(_n("schema:workTranslation"), _n("schema:workExample"))


def _published(facts: Facts) -> set[Term]:
    return _documents(facts) | _texts(facts)


def _files(facts: Facts) -> set[Term]:
    return facts.reached(_n("prov:wasDerivedFrom"))


def _participations(facts: Facts) -> set[Term]:
    return facts.of_class(_n("fonds:Participation")) | facts.reached(_n("fonds:participation"))


def _claims(facts: Facts) -> set[Term]:
    return facts.of_class(_n("schema:Claim")) | facts.reached(_n("schema:interpretedAsClaim"))


def _citations(facts: Facts) -> set[Term]:
    return facts.reached(_n("fonds:citedAs"))


# ── rules that say how many values there are, and what each is ───────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Row:
    """Of each of ``nodes``: between ``least`` and ``most`` values of ``properties``, all of a sort.

    Without ``nodes`` the rule is about whatever has one of the properties, or their ``twin``: a property that
    must have exactly the same values. Properties are prefixed names.
    """

    rule: str
    nodes: Nodes | None
    properties: tuple[str, ...]
    least: int = 0
    most: int | None = None
    each: Callable[[Term], bool] | None = None
    twin: str = ""


_AGENT_LINKS = (
    "schema:sender", "schema:recipient", "schema:author", "schema:creator", "dcterms:creator",
    "fonds:intendedFor",
)
_IN_A_LANGUAGE = (
    "schema:name", "schema:alternateName", "dcterms:title", "schema:text", "schema:abstract",
    "dcterms:abstract", "schema:creditText", "fonds:securityMarkingAsWritten",
)
_OPEN = re.compile(r"^(\[\.\.|\.\./)|(\.\.\]|/\.\.)$")
_WORDS = (
    *_IN_A_LANGUAGE, "rdfs:label", "schema:identifier", "schema:itemLocation",
    "dcterms:bibliographicCitation", "fonds:nameAsWritten", "fonds:levelAsWritten",
)

ROWS: tuple[Row, ...] = (
    Row("title", _documents, ("dcterms:title",), least=1),
    Row("title-name", _documents, ("dcterms:title",), twin="schema:name"),
    Row("marking", _documents, ("fonds:securityMarking",), most=1, each=member_of("marking")),
    Row("one-reply", _documents, ("rico:isReplyTo",), most=1),
    Row("no-licence", _published, ("schema:license", "dcterms:license"), most=0),
    Row("no-access", _published, ("dcterms:accessRights", "schema:conditionsOfAccess"), most=0),
    Row("one-record", _documents, ("foaf:isPrimaryTopicOf",), least=1, most=1),
    Row("genre-scheme", _documents, ("schema:genre", "dcterms:type"), each=member_of("genre")),
    Row("genre-twin", _documents, ("schema:genre",), twin="dcterms:type"),
    Row("created", None, ("dcterms:created",), most=1, each=is_period),
    Row("created-twin", None, ("dcterms:created",), twin="schema:dateCreated"),
    Row("edtf", None, ("dcterms:date",), most=1, each=is_edtf),
    Row("earliest", None, ("fonds:earliest",), most=1, each=is_day),
    Row("latest", None, ("fonds:latest",), most=1, each=is_day),
    Row("one-topic", _records, ("foaf:primaryTopic",), least=1, most=1),
    Row("record-source", _records, ("prov:wasDerivedFrom",), least=1, each=is_iri, twin="dcterms:source"),
    Row("record-dataset", _records, ("dcterms:isPartOf",), least=1, most=1, twin="schema:isPartOf"),
    Row("record-licence", _records, ("dcterms:license",), most=1, each=is_iri, twin="schema:sdLicense"),
    Row("source-digest", _files, ("schema:sha256",), least=1, most=1, each=is_digest),
    Row("text-language", _texts, ("schema:inLanguage",), least=1, most=1, each=is_language),
    Row("text-rights", _texts, ("dcterms:rights",), each=is_iri, twin="schema:usageInfo"),
    Row("text-source", _texts, ("dcterms:source",), each=is_iri, twin="schema:isBasedOn"),
    Row("participation-agent", _participations, ("fonds:agent",), least=1, most=1, each=is_iri),
    Row("participation-role", _participations, ("schema:roleName",), least=1, most=1, each=member_of("role")),
    Row("participation-status", _participations, ("fonds:assertionStatus",), 1, 1, each=member_of("status")),
    Row("participation-name", _participations, ("fonds:nameAsWritten",), least=1, most=1, each=is_plain),
    Row("confidence", None, ("fonds:confidence",), most=1, each=is_confidence),
    Row("claim", _claims, ("schema:text",), least=1),
    Row("cited-as", _citations, ("schema:sameAs",), least=1, most=1, each=is_iri),
    Row("label", _typed, ("rdfs:label",), least=1, most=1, each=is_plain),
    Row("typed", _labelled, ("rdf:type",), least=1),
    Row("identity-status", None, ("fonds:identityStatus",), most=1, each=member_of("status")),
)
"""The rules of this form."""

SORTS: tuple[tuple[str, tuple[str, ...], Callable[[Term], bool]], ...] = (
    ("agent-link", _AGENT_LINKS, is_agent),
    ("language", _IN_A_LANGUAGE, is_tagged),
    ("filler", _WORDS, is_said),
    ("same-as", ("schema:sameAs",), is_web_address),
)
"""Rules, properties, and what each value of theirs is, wherever it stands."""


def _rows(facts: Facts) -> Found:
    targets = {find: find(facts) for find in {row.nodes for row in ROWS if row.nodes}}
    for row, properties, twin in _rows_in_terms():
        said = facts.having(*properties, *twin)
        nodes = targets[row.nodes] if row.nodes else said
        if not row.least:
            nodes = nodes & said  # of the others nothing is said, so nothing is wrong
        yield from _row_violations(row, properties, twin, facts, nodes)


@cache
def _rows_in_terms() -> tuple[tuple[Row, tuple[Term, ...], tuple[Term, ...]], ...]:
    """Return the rows with their properties, and their twin, as terms."""
    return tuple((row, tuple(map(_n, row.properties)), (_n(row.twin),) if row.twin else ()) for row in ROWS)


def _row_violations(
    row: Row, properties: tuple[Term, ...], twin: tuple[Term, ...], facts: Facts, nodes: set[Term]
) -> Found:
    least, each = row.least, row.each
    most = float("inf") if row.most is None else row.most
    for node in nodes:
        values = facts.values(node, *properties)
        fits = least <= len(values) <= most and (each is None or all(map(each, values)))
        if not fits or (twin and values != facts.values(node, *twin)):
            yield row.rule, node


def _sorts(facts: Facts) -> Found:
    for rule, properties, fits in SORTS:
        for name in properties:
            for node, values in facts.said(_n(name)).items():
                if not all(map(fits, values)):
                    yield rule, node


# ── the other rules ──────────────────────────────────────────────────────────────────────────────────────


def _title(facts: Facts) -> Found:
    for node in _documents(facts):
        tags = [parse_term(term).tag for term in facts.values(node, _n("dcterms:title")) if is_tagged(term)]
        if len(tags) != len(set(tags)):
            yield "title", node


def _genres(facts: Facts, node: Term) -> set[str]:
    """Return the codes of a document's genres and of all that stand above them."""
    parts = map(concept_parts, facts.values(node, _n("schema:genre")))
    return {above for scheme, code in parts if scheme == "genre" for above in lineage("genre", code)}


def _genre_class(facts: Facts) -> Found:
    classes = {_n(name) for name in (*CLASSES.values(), OTHER_CLASS)}
    for node in _documents(facts):
        meant = {_n(CLASSES[code]) for code in _genres(facts, node) & CLASSES.keys()} or {_n(OTHER_CLASS)}
        if facts.types(node) & classes != meant or len(meant) > 1:
            yield "genre-class", node


def _letter_roles(facts: Facts) -> Found:
    roles = (_n("schema:sender"), _n("schema:recipient"))
    for node in facts.having(*roles):
        if not facts.types(node) & {_n("schema:Message"), _n("fonds:CitedDocument")}:
            yield "letter-roles", node
    for node in _documents(facts):
        if "administrative-record" in _genres(facts, node) and facts.values(node, *roles):
            yield "no-letter-roles", node


def _dates(facts: Facts) -> Found:
    earliest, latest = _n("fonds:earliest"), _n("fonds:latest")
    for node in facts.having(earliest):
        first, last = (list(map(as_day, facts.values(node, each))) for each in (earliest, latest))
        if any(a is None or b is None or a > b for a in first for b in last):
            yield "bounds", node
    needed = (_n("dcterms:date"), earliest, latest)
    for node in _documents(facts):
        dated, begun, ended = (bool(facts.values(node, each)) for each in needed)
        bounded = (begun or ended) if _is_open(facts.values(node, needed[0])) else (begun and ended)
        if (dated or begun or ended or facts.values(node, _n("dcterms:created"))) and not (dated and bounded):
            yield "dated", node


def _is_open(dates: Iterable[Term]) -> bool:
    """Whether the dates are EDTF expressions with an end nobody states (ISO 8601-2, "..")."""
    values = [parse_term(date).value for date in dates]
    return bool(values) and all(_OPEN.search(value) for value in values)


def _not_stated(facts: Facts) -> Found:
    for record in facts.having(_n("fonds:notStated")):
        missing = facts.values(record, _n("fonds:notStated"))
        if any(facts.values(node, *missing) for node in facts.values(record, _n("foaf:primaryTopic"))):
            yield "not-stated", record


def _text_links(facts: Facts) -> Found:
    translated, example = _n("schema:translationOfWork"), _n("schema:exampleOfWork")
    for node in _texts(facts):
        if (len(facts.values(node, translated)) == 1) == (len(facts.values(node, example)) == 1):
            yield "text-of", node
        if len(facts.pointing(node, _n("schema:workTranslation"), _n("schema:workExample"))) != 1:
            yield "text-linked", node


def _participation_links(facts: Facts) -> Found:
    for node in _participations(facts):
        if len(facts.pointing(node, _n("fonds:participation"))) != 1:
            yield "participation-document", node
    inferred = _n("status:inferred")
    for node in facts.having(_n("fonds:assertionStatus")):
        if inferred in facts.values(node, _n("fonds:assertionStatus")) and not facts.values(
            node, _n("fonds:confidence")
        ):
            yield "confidence-given", node


def _cited(facts: Facts) -> Found:
    for node in facts.of_class(_n("fonds:CitedDocument")):
        types = facts.types(node)
        if _n("schema:Message") in types or _n("schema:CreativeWork") not in types:
            yield "cited", node


def _names(facts: Facts) -> Found:
    for node in facts.having(_n("rdf:type")):
        if "#" not in node and not facts.values(node, _n("schema:name")):
            yield "named", node
    for node in facts.having(_n("schema:alternateName")):
        if facts.values(node, _n("schema:alternateName")) & facts.values(node, _n("schema:name")):
            yield "alternate-name", node


_DEGREES = (("schema:latitude", 90), ("schema:longitude", 180))


def _coordinates(facts: Facts) -> Found:
    for node in facts.having(*(_n(name) for name, _ in _DEGREES)):
        for name, most in _DEGREES:
            found = facts.values(node, _n(name))
            if len(found) != 1 or not all(is_decimal(term, -most, most) for term in found):
                yield "coordinates", node


_OF_A_UNIT = ("fonds:levelAsWritten", "schema:identifier", "schema:holdingArchive", "schema:isPartOf")


def _archival_units(facts: Facts) -> Found:
    for node in facts.of_class(_n("schema:ArchiveComponent")) | facts.having(_n("fonds:levelAsWritten")):
        if "/archival-unit/" not in node:
            continue
        levels, identifiers, holders, parents = (facts.values(node, _n(name)) for name in _OF_A_UNIT)
        single = len(levels) == len(identifiers) == len(holders) == 1 and len(parents) <= 1
        if not single or not all(map(is_iri, holders | parents)):
            yield "archival-unit", node


FUNCTIONS: tuple[Callable[[Facts], Found], ...] = (
    _rows, _sorts, _title, _genre_class, _letter_roles, _dates, _not_stated, _text_links,
    _participation_links, _cited, _names, _coordinates, _archival_units,
)
"""What finds violations: the two tables, and the rules of any other form."""
