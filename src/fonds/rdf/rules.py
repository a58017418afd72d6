"""The rules of the model (floor 2): their names, and what each says to an archivist.

``rdf/checks.py`` holds them over plain triples, ``vocab/shapes.ttl`` (through ``rdf/shapes.py``) over a
graph; this table gives both one name and one sentence for each. To add a rule: a row here, a row or function
there, a shape with that name and message, and a control that fails; tests hold the four together.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from fonds.problems import Problem
from fonds.rdf.literals import Triple, iri_term, name_term

Kind = Literal["document", "entity"]
"""What a description is of: a document's has exactly one document and its record, an entity's has neither."""

NO_TARGET = "no-target"
"""The rule that a check found something to look at: shapes that match nothing pass, and say nothing."""

RULES: dict[str, str] = {
    "title": "A document has a title, and only one in each language.",
    "title-name": "The title and the name of a document are the same words.",
    "marking": "A document has at most one security marking, and it is one of the list of markings.",
    "one-reply": "A document replies to at most one other.",
    "no-licence": "No licence is claimed for a document or its text, except the one the settings state.",
    "no-access": "No condition of access is claimed for a document or its text; a marking is not one.",
    "one-record": "A document has exactly one record.",
    "genre-scheme": "The genre is one of the list of genres.",
    "genre-twin": "schema:genre and dcterms:type name the same genre.",
    "genre-class": "The class of a document is the one its genre makes of it, and no other.",
    "no-letter-roles": "Conversations and minutes have attendees, never a sender or a recipient.",
    "letter-roles": "Only correspondence has a sender and a recipient.",
    "agent-link": "Senders, recipients, authors and those to be told are linked directly, not by a role.",
    "created": "The date of creation is one day, one month or one year that there is in the calendar.",
    "created-twin": "dcterms:created and schema:dateCreated are the same date.",
    "edtf": "The date in EDTF is one expression, with its level as datatype.",
    "earliest": "The earliest day is one day that there is in the calendar.",
    "latest": "The latest day is one day that there is in the calendar.",
    "bounds": "The earliest day is not after the latest.",
    "dated": "A document with any date has it in EDTF, with its earliest and its latest day, as far as no end is open.",
    "one-topic": "A record is about exactly one document.",
    "record-source": "A record names its file, as prov:wasDerivedFrom and as dcterms:source.",
    "record-dataset": "A record is part of exactly one dataset, as dcterms:isPartOf and as schema:isPartOf.",
    "record-licence": "The metadata's licence is one address, as dcterms:license and as schema:sdLicense.",
    "not-stated": "A property that the page does not state has no value.",
    "source-digest": "The file read is known by its SHA-256 digest.",
    "text-of": "A published text is either a translation of one document or an example of one.",
    "text-linked": "One document points to each published text.",
    "text-language": "A published text has one language, as a BCP 47 tag.",
    "text-rights": "A rights notice is a resource of its own, as dcterms:rights and as schema:usageInfo.",
    "text-source": "A text's source is a resource of its own, as dcterms:source and as schema:isBasedOn.",
    "participation-agent": "A participation has exactly one agent.",
    "participation-role": "A participation has exactly one role, and it is one of the list of roles.",
    "participation-status": "A participation says how it rests on the text: exactly one status of the list.",
    "participation-name": "A participation has exactly one name, as written.",
    "participation-document": "A participation belongs to exactly one document.",
    "confidence": "A confidence is one number from 0 to 1.",
    "confidence-given": "What is inferred says how sure it is.",
    "claim": "A claim has its words.",
    "cited": "A document that is only cited is a schema:CreativeWork, never a schema:Message.",
    "cited-as": "What a document that is held is cited as names exactly that one document.",
    "label": "Every resource has exactly one plain label, without a language.",
    "typed": "Every resource has a class.",
    "named": "Every resource with a page of its own has a name.",
    "language": "Names, titles and texts say their language (und: unknown).",
    "filler": 'What is not known is left out: no empty text, no "Unknown", "None" or "n.d.".',
    "alternate-name": "An alternate name differs from the name.",
    "coordinates": "A place lies at one latitude (-90 to 90) and one longitude (-180 to 180), as decimal numbers.",
    "same-as": "schema:sameAs is a web address.",
    "identity-status": "The status of an identity is one of the list.",
    "archival-unit": "An archival unit has one level, identifier and holder, and at most one parent.",
    NO_TARGET: "The description holds nothing that the rules are about.",
}
"""Every rule there is."""


class Violation(NamedTuple):
    """A rule and the resource (its IRI; the text of a literal) that breaks it."""

    rule: str
    focus: str


def rule_problems(violations: Iterable[Violation], where: str) -> list[Problem]:
    """Return violations as Problems, sorted; ``where`` is the page (or entity) the description is of."""
    return [
        Problem("shape-violated", where, f"{each.rule}: {RULES[each.rule]} {each.focus}".rstrip())
        for each in sorted(set(violations))
    ]


def without_licence(triples: Iterable[Triple], licence: str) -> list[Triple]:
    """Return the triples without those that claim ``licence`` for a document or a text.

    ``licence`` is the one the site's settings state (empty: none), which a site may always claim. The licence
    of the metadata stays, even where it is the same.
    """
    held = list(triples)
    if not licence:
        return held
    stated = iri_term(licence)
    records = {subject for subject, predicate, _ in held if predicate == name_term("schema:sdLicense")}
    terms = (name_term("schema:license"), name_term("dcterms:license"))
    return [s_p_o for s_p_o in held if s_p_o[2] != stated or s_p_o[1] not in terms or s_p_o[0] in records]
