"""Negative controls: good descriptions with one thing wrong, and the rule that must say so.

A control drops and adds triples. Its words are tokens of the acceptance rows, or literals in N-Triples with
prefixed datatypes (``"1979"^^xsd:gYear``). ``PART`` is the participation of the letter's addressee.
"""

from dataclasses import dataclass

from fonds.rdf.literals import Term, Triple, iri_term, name_term
from fonds.rdf.namespaces import expand
from vocab.graphs import good_graph, resolve


@dataclass(frozen=True)
class Control:
    """``drop`` holds pairs of subject and predicate (all values go), ``add`` whole statements."""

    name: str
    rule: str
    add: tuple[tuple[str, str, str], ...] = ()
    drop: tuple[tuple[str, str], ...] = ()
    seed: str = "003"

    def triples(self) -> set[Triple]:
        """The description with the fault in it."""
        dropped = {(self.term(subject), name_term(predicate)) for subject, predicate in self.drop}
        kept = {each for each in good_graph(self.seed) if each[:2] not in dropped}
        return kept | {(self.term(s), name_term(p), self.term(o)) for s, p, o in self.add}

    def term(self, word: str) -> Term:
        """Turn a word of the control into a term."""
        if word.startswith('"'):
            text, mark, datatype = word.rpartition("^^")
            return f"{text}^^<{expand(datatype)}>" if mark else word
        if word == "PART":
            return resolve("PART(/agent/vorontsov-yuli role:addressee)", self.seed)
        return iri_term(word) if word.startswith(("http", "urn:")) else resolve(word, self.seed)


UNIT = "/archival-unit/tskhsd/f-89"
CC_BY = "https://creativecommons.org/licenses/by/4.0/"

CONTROLS = (
    Control("no title", "title", drop=(("DOC", "dcterms:title"), ("DOC", "schema:name"))),
    Control("two English titles", "title", add=(("DOC", "dcterms:title", '"Other"@en'),)),
    Control("a name that is not the title", "title-name", add=(("DOC", "schema:name", '"Письмо"@ru'),)),
    Control(
        "two markings", "marking", seed="000", add=(("DOC", "fonds:securityMarking", "marking:secret"),)
    ),
    Control(
        "a marking of no list", "marking", seed="000", drop=(("DOC", "fonds:securityMarking"),),
        add=(("DOC", "fonds:securityMarking", "marking:cosmic"),),
    ),
    Control("two replies", "one-reply", add=(("DOC", "rico:isReplyTo", "/doc/other"),)),
    Control("an invented licence", "no-licence", add=(("TEXT", "schema:license", CC_BY),)),
    Control("an invented licence in Dublin Core", "no-licence", add=(("DOC", "dcterms:license", CC_BY),)),
    Control(
        "a marking as access right", "no-access", seed="000",
        add=(("DOC", "dcterms:accessRights", "marking:top-secret"),),
    ),
    Control(
        "a condition of access", "no-access", add=(("TEXT", "schema:conditionsOfAccess", '"Top Secret"@en'),)
    ),
    Control("no link to the record", "one-record", drop=(("DOC", "foaf:isPrimaryTopicOf"),)),
    Control("two records", "one-record", add=(("DOC", "foaf:isPrimaryTopicOf", "DOC#record-2"),)),
    Control(
        "a genre of no list", "genre-scheme", drop=(("DOC", "schema:genre"), ("DOC", "dcterms:type")),
        add=(("DOC", "schema:genre", "genre:haiku"), ("DOC", "dcterms:type", "genre:haiku")),
    ),
    Control("a genre in words", "genre-scheme", add=(("DOC", "schema:genre", '"letter"@en'),)),
    Control("a genre without its twin", "genre-twin", drop=(("DOC", "dcterms:type"),)),
    Control(
        "a letter as a report", "genre-class", drop=(("DOC", "rdf:type"),),
        add=(("DOC", "rdf:type", "schema:Report"),),
    ),
    Control("a letter that is a work too", "genre-class", add=(("DOC", "rdf:type", "schema:CreativeWork"),)),
    Control(
        "a message without a genre", "genre-class", drop=(("DOC", "schema:genre"), ("DOC", "dcterms:type"))
    ),
    Control(
        "a document of no class", "genre-class", drop=(("DOC", "rdf:type"),),
        add=(("DOC", "rdf:type", "schema:ArchiveComponent"),),
    ),
    Control(
        "a telephone call with a sender", "no-letter-roles",
        drop=(("DOC", "schema:genre"), ("DOC", "dcterms:type")),
        add=(
            ("DOC", "schema:genre", "genre:telephone-conversation"),
            ("DOC", "dcterms:type", "genre:telephone-conversation"),
        ),
    ),
    Control(
        "a decree with a recipient", "letter-roles",
        drop=(("DOC", "schema:genre"), ("DOC", "dcterms:type"), ("DOC", "rdf:type")),
        add=(
            ("DOC", "schema:genre", "genre:decree"), ("DOC", "dcterms:type", "genre:decree"),
            ("DOC", "rdf:type", "schema:Legislation"),
        ),
    ),
    Control("a recipient in words", "agent-link", add=(("DOC", "schema:recipient", '"Vorontsov"@en'),)),
    Control("a role instead of the recipient", "agent-link", add=(("DOC", "schema:recipient", "PART"),)),
    Control("a concept as author", "agent-link", add=(("DOC", "dcterms:creator", "role:author"),)),
    Control(
        "two dates", "created",
        add=(
            ("DOC", "dcterms:created", '"1989-09-03"^^xsd:date'),
            ("DOC", "schema:dateCreated", '"1989-09-03"^^xsd:date'),
        ),
    ),
    Control(
        "a day that is not in the calendar", "created",
        drop=(("DOC", "dcterms:created"), ("DOC", "schema:dateCreated")),
        add=(
            ("DOC", "dcterms:created", '"1989-02-30"^^xsd:date'),
            ("DOC", "schema:dateCreated", '"1989-02-30"^^xsd:date'),
        ),
    ),
    Control(
        "a thirteenth month", "created", drop=(("DOC", "dcterms:created"), ("DOC", "schema:dateCreated")),
        add=(
            ("DOC", "dcterms:created", '"1989-13"^^xsd:gYearMonth'),
            ("DOC", "schema:dateCreated", '"1989-13"^^xsd:gYearMonth'),
        ),
    ),
    Control(
        "a date as text", "created", drop=(("DOC", "dcterms:created"), ("DOC", "schema:dateCreated")),
        add=(("DOC", "dcterms:created", '"1989-09-02"'), ("DOC", "schema:dateCreated", '"1989-09-02"')),
    ),
    Control("a date said once only", "created-twin", drop=(("DOC", "schema:dateCreated"),)),
    Control("two dates in EDTF", "edtf", add=(("DOC", "dcterms:date", '"1989"^^edtf:EDTF-level0'),)),
    Control(
        "a date that is not EDTF", "edtf", drop=(("DOC", "dcterms:date"),),
        add=(("DOC", "dcterms:date", '"1989-09-02"^^xsd:date'),),
    ),
    Control("two earliest days", "earliest", add=(("DOC", "fonds:earliest", '"1989-09-01"^^xsd:date'),)),
    Control(
        "a year as latest day", "latest", drop=(("DOC", "fonds:latest"), ("DOC", "fonds:earliest")),
        add=(("DOC", "fonds:latest", '"1989"^^xsd:gYear'),),
    ),
    Control(
        "earliest after latest", "bounds", drop=(("DOC", "fonds:earliest"),),
        add=(("DOC", "fonds:earliest", '"1990-01-01"^^xsd:date'),),
    ),
    Control("a date without its latest day", "dated", drop=(("DOC", "fonds:latest"),)),
    Control("a date without EDTF", "dated", drop=(("DOC", "dcterms:date"),)),
    Control("a record about nothing", "one-topic", drop=(("RECORD", "foaf:primaryTopic"),)),
    Control("a record about two", "one-topic", add=(("RECORD", "foaf:primaryTopic", "/doc/other"),)),
    Control("a record without a file", "record-source", drop=(("RECORD", "prov:wasDerivedFrom"),)),
    Control("a record of no dataset", "record-dataset", drop=(("RECORD", "dcterms:isPartOf"),)),
    Control("a licence of metadata said once", "record-licence", drop=(("RECORD", "schema:sdLicense"),)),
    Control(
        "an invented author", "not-stated", seed="000",
        add=(("DOC", "schema:author", "/agent/cpsu-politburo"),),
    ),
    Control("a file without a digest", "source-digest", drop=(("SOURCE", "schema:sha256"),)),
    Control(
        "a digest that is none", "source-digest", drop=(("SOURCE", "schema:sha256"),),
        add=(("SOURCE", "schema:sha256", '"abc"'),),
    ),
    Control("a translation and an example", "text-of", add=(("TEXT", "schema:exampleOfWork", "DOC"),)),
    Control("a text of nothing", "text-of", drop=(("TEXT", "schema:translationOfWork"),)),
    Control("a text nothing points to", "text-linked", drop=(("DOC", "schema:workTranslation"),)),
    Control("a text without a language", "text-language", drop=(("TEXT", "schema:inLanguage"),)),
    Control(
        "a language that is no tag", "text-language", drop=(("TEXT", "schema:inLanguage"),),
        add=(("TEXT", "schema:inLanguage", '"English, translated"'),),
    ),
    Control("a notice in words", "text-rights", add=(("TEXT", "dcterms:rights", '"Some rights"@en'),)),
    Control("a source said once only", "text-source", drop=(("TEXT", "schema:isBasedOn"),)),
    Control("a part of nobody", "participation-agent", drop=(("PART", "fonds:agent"),)),
    Control("a part of two", "participation-agent", add=(("PART", "fonds:agent", "/agent/pdpa"),)),
    Control(
        "a role of no list", "participation-role", drop=(("PART", "schema:roleName"),),
        add=(("PART", "schema:roleName", "role:hero"),),
    ),
    Control("a part without a status", "participation-status", drop=(("PART", "fonds:assertionStatus"),)),
    Control(
        "a genre as status", "participation-status", drop=(("PART", "fonds:assertionStatus"),),
        add=(("PART", "fonds:assertionStatus", "genre:letter"),),
    ),
    Control("a part under two names", "participation-name", add=(("PART", "fonds:nameAsWritten", '"Yuli"'),)),
    Control("a part of no document", "participation-document", drop=(("DOC", "fonds:participation"),)),
    Control("a confidence of two", "confidence", add=(("PART", "fonds:confidence", '"2.0"^^xsd:decimal'),)),
    Control("a confidence in words", "confidence", add=(("PART", "fonds:confidence", '"high"'),)),
    Control(
        "inferred, and not how surely", "confidence-given", drop=(("PART", "fonds:assertionStatus"),),
        add=(("PART", "fonds:assertionStatus", "status:inferred"),),
    ),
    Control("a claim without words", "claim", drop=(("DOC#claim-1", "schema:text"),)),
    Control(
        "a cited letter as a message", "cited",
        add=(("DOC#cited-1989-07-31-letter", "rdf:type", "schema:Message"),),
    ),
    Control(
        "a cited letter that is no work", "cited", drop=(("DOC#cited-1989-07-31-letter", "rdf:type"),),
        add=(("DOC#cited-1989-07-31-letter", "rdf:type", "fonds:CitedDocument"),),
    ),
    Control(
        "a citation that leads to nothing held", "cited-as",
        add=(("DOC", "fonds:citedAs", "DOC#cited-1989-07-31-letter"),),
    ),
    Control(
        "a citation that is two documents", "cited-as",
        add=(
            ("DOC", "fonds:citedAs", "DOC#cited-1989-07-31-letter"),
            ("DOC#cited-1989-07-31-letter", "schema:sameAs", "/doc/one"),
            ("DOC#cited-1989-07-31-letter", "schema:sameAs", "/doc/two"),
        ),
    ),
    Control("no label", "label", drop=(("/agent/pdpa", "rdfs:label"),)),
    Control("two labels", "label", add=(("TEXT", "rdfs:label", '"The text"'),)),
    Control(
        "a label in a language", "label", drop=(("DOC", "rdfs:label"),),
        add=(("DOC", "rdfs:label", '"A"@en'),),
    ),
    Control("an agent of no class", "typed", drop=(("/agent/pdpa", "rdf:type"),)),
    Control("an agent without a name", "named", drop=(("/agent/pdpa", "schema:name"),)),
    Control(
        "a name in no language", "language", drop=(("/agent/pdpa", "schema:name"),),
        add=(("/agent/pdpa", "schema:name", '"PDPA"'),),
    ),
    Control("a summary in no language", "language", add=(("DOC", "schema:abstract", '"A letter."'),)),
    Control("a name that says Unknown", "filler", add=(("/agent/pdpa", "schema:name", '"Unknown"@en'),)),
    Control("an empty identifier", "filler", seed="000", add=((UNIT, "schema:identifier", '""'),)),
    Control("the text None", "filler", add=(("DOC", "schema:itemLocation", '"None"'),)),
    Control(
        "an alternate name that is the name", "alternate-name",
        add=(("/place/moscow", "schema:alternateName", '"Moscow"@en'),),
    ),
    Control("sameAs as text", "same-as", add=(("/place/moscow", "schema:sameAs", '"Q649"'),)),
    Control("sameAs to no web address", "same-as", add=(("/place/moscow", "schema:sameAs", "urn:wd:Q649"),)),
    Control(
        "an identity settled somehow", "identity-status",
        add=(("/place/moscow", "fonds:identityStatus", "role:author"),),
    ),
    Control("a unit without a level", "archival-unit", seed="000", drop=((UNIT, "fonds:levelAsWritten"),)),
    Control("a unit without an identifier", "archival-unit", seed="000", drop=((UNIT, "schema:identifier"),)),
    Control("a unit nobody holds", "archival-unit", seed="000", drop=((UNIT, "schema:holdingArchive"),)),
    Control(
        "a unit with two parents", "archival-unit", seed="000",
        add=(
            (f"{UNIT}/p-14", "schema:isPartOf", "/archival-unit/tskhsd/f-90"),
            (f"{UNIT}/p-14", "schema:isPartOf", UNIT),
        ),
    ),
    Control(
        "an earliest year", "earliest", drop=(("DOC", "fonds:earliest"), ("DOC", "fonds:latest")),
        add=(("DOC", "fonds:earliest", '"1989"^^xsd:gYear'),),
    ),
    Control("two latest days", "latest", add=(("DOC", "fonds:latest", '"1989-09-03"^^xsd:date'),)),
    Control(
        "a record from nowhere", "record-source",
        drop=(("RECORD", "prov:wasDerivedFrom"), ("RECORD", "dcterms:source")),
    ),
    Control(
        "a record from words", "record-source",
        add=(("RECORD", "prov:wasDerivedFrom", '"page.txt"'), ("RECORD", "dcterms:source", '"page.txt"')),
    ),
    Control("a record with two sources", "record-source", add=(("RECORD", "dcterms:source", "/doc/other"),)),
    Control(
        "a record of no dataset at all", "record-dataset",
        drop=(("RECORD", "dcterms:isPartOf"), ("RECORD", "schema:isPartOf")),
    ),
    Control(
        "a record of two datasets", "record-dataset",
        add=(("RECORD", "dcterms:isPartOf", "/dataset-2"), ("RECORD", "schema:isPartOf", "/dataset-2")),
    ),
    Control("two datasets, said once", "record-dataset", add=(("RECORD", "schema:isPartOf", "/dataset-2"),)),
    Control(
        "metadata under two licences", "record-licence",
        add=(("RECORD", "dcterms:license", CC_BY), ("RECORD", "schema:sdLicense", CC_BY)),
    ),
    Control(
        "a licence of metadata in words", "record-licence",
        drop=(("RECORD", "dcterms:license"), ("RECORD", "schema:sdLicense")),
        add=(("RECORD", "dcterms:license", '"CC0"'), ("RECORD", "schema:sdLicense", '"CC0"')),
    ),
    Control("a file with two digests", "source-digest", add=(("SOURCE", "schema:sha256", f'"{"1" * 64}"'),)),
    Control("a text in two languages", "text-language", add=(("TEXT", "schema:inLanguage", '"ru"'),)),
    Control(
        "a notice in words, twice", "text-rights",
        add=(("TEXT", "dcterms:rights", '"Some"@en'), ("TEXT", "schema:usageInfo", '"Some"@en')),
    ),
    Control("a notice for schema.org only", "text-rights", drop=(("TEXT", "dcterms:rights"),)),
    Control(
        "a source in words", "text-source",
        add=(("TEXT", "dcterms:source", '"A book"@en'), ("TEXT", "schema:isBasedOn", '"A book"@en')),
    ),
    Control(
        "a part of a name in words", "participation-agent", drop=(("PART", "fonds:agent"),),
        add=(("PART", "fonds:agent", '"Vorontsov"'),),
    ),
    Control("a part without a role", "participation-role", drop=(("PART", "schema:roleName"),)),
    Control("a part in two roles", "participation-role", add=(("PART", "schema:roleName", "role:author"),)),
    Control(
        "a part with two statuses", "participation-status",
        add=(("PART", "fonds:assertionStatus", "status:curated"),),
    ),
    Control("a part without a name", "participation-name", drop=(("PART", "fonds:nameAsWritten"),)),
    Control(
        "a name as written in a language", "participation-name", drop=(("PART", "fonds:nameAsWritten"),),
        add=(("PART", "fonds:nameAsWritten", '"Yuli Vorontsov"@en'),),
    ),
    Control(
        "two confidences", "confidence",
        add=(
            ("PART", "fonds:confidence", '"0.2"^^xsd:decimal'),
            ("PART", "fonds:confidence", '"0.3"^^xsd:decimal'),
        ),
    ),
    Control(
        "an identity settled twice", "identity-status",
        add=(
            ("/place/moscow", "fonds:identityStatus", "status:curated"),
            ("/place/moscow", "fonds:identityStatus", "status:unreconciled"),
        ),
    ),
    Control("a latitude alone", "coordinates", add=(("/place/moscow", "schema:latitude", '"55.75"^^xsd:decimal'),)),
    Control(
        "a place beyond the pole", "coordinates",
        add=(
            ("/place/moscow", "schema:latitude", '"95.75"^^xsd:decimal'),
            ("/place/moscow", "schema:longitude", '"37.6"^^xsd:decimal'),
        ),
    ),
    Control(
        "degrees as words", "coordinates",
        add=(
            ("/place/moscow", "schema:latitude", '"55.75"^^xsd:decimal'),
            ("/place/moscow", "schema:longitude", '"37 E"'),
        ),
    ),
    Control(
        "no record at all", "no-target",
        drop=(("DOC", "foaf:isPrimaryTopicOf"), ("RECORD", "foaf:primaryTopic"), ("RECORD", "rdf:type")),
    ),
)
"""Every control; each rule has at least one."""

