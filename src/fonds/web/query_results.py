"""The result of a canned query for programs (floor 7): one format, with the links to its other rows and its citation."""

from flask import request

from fonds.rdf.formats import FORMATS, RESULTS
from fonds.web.answers import Wanted, represent
from fonds.web.citations import citation_headers, cite_as, window_links
from fonds.web.findings import Findings
from fonds.web.negotiation import find_by_suffix
from fonds.web.questions import Question
from fonds.web.representation import Link, Representation, link_header
from fonds.web.site import Site


def represent_result(site: Site, findings: Findings, question: Question, form: Wanted) -> Representation:
    """Return the answer in the format asked for; NotAcceptableError where its kind is not given in it."""
    finding = findings.find(question, form)
    made = represent(site, finding.answer, form)
    name, tail = question.canned.name, question.tail()
    suffix = request.path.rpartition("/")[2].partition(".")[2]
    chosen = find_by_suffix(suffix, (*RESULTS, *FORMATS)) if suffix else None
    links = link_header([
        cite_as(site, finding),
        Link(f"{name}/citation{tail}", "describedby", "application/json"),
        *window_links(finding, chosen.format if chosen else None),
    ])
    headers = (*made.headers, links, *citation_headers(finding))
    return Representation(made.body, made.content_type, made.status, made.modified, headers)
