"""The page of a canned query (floor 7): its form, its result, the text, code that asks it, and how it is cited.

A value that does not fit is told beside its field, with the form as it was filled in.
"""

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from fonds.canned.binding import bind_example
from fonds.errors import ParameterError
from fonds.rdf.formats import HTML, RESULTS, Format
from fonds.web.answers import GRAPHS, cut_headers, cut_words, wanted
from fonds.web.citations import citation_headers, citation_of, cite_as, window_links
from fonds.web.errors import status_of
from fonds.web.findings import Finding, Findings
from fonds.web.offers import Offers, find_examples, find_offers, suggested
from fonds.web.pages.citations import Citation
from fonds.web.pages.code import Call, Example, examples
from fonds.web.pages.fields import Field, make_field
from fonds.web.pages.highlight import highlighted
from fonds.web.pages.links import Links
from fonds.web.pages.results import Result, result_page
from fonds.web.questions import Question
from fonds.web.representation import Header, Link, Representation, link_header
from fonds.web.responses import ASKING, SCRIPTED
from fonds.web.site import Site
from fonds.web.views import PictureHtml, picture_of

if TYPE_CHECKING:
    from fonds.canned.parameters import Parameter


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a page shows below its form: everything that was found, ready for the template."""

    finding: Finding
    result: Result
    picture: PictureHtml | None
    citation: Citation
    code: tuple[Example, ...]
    permalink: str
    pages: dict[str, str]


def query_page(site: Site, findings: Findings, question: Question) -> Representation:
    """Return the page; with a result where every value that is needed is given and fits."""
    missing = _missing(question)
    if missing and {name for name, _ in question.pairs()} <= {each.name for each in question.canned.parameters}:
        return _rendered(site, findings, question, missing=missing)
    try:
        finding = findings.find(question, wanted("html"), digest=True)
    except ParameterError as error:
        return _rendered(site, findings, question, error=error, missing=missing)
    return _rendered(site, findings, question, finding=finding)


def result_formats(question: Question) -> tuple[Format, ...]:
    """Return the formats a question is answered in, besides its page."""
    return RESULTS if question.canned.form in ("SELECT", "ASK") else GRAPHS


def _missing(question: Question) -> list["Parameter"]:
    given = {name for name, _ in question.pairs()}
    return [each for each in question.canned.parameters if each.required and each.name not in given]


def _rendered(
    site: Site, findings: Findings, question: Question, *, finding: Finding | None = None,
    error: ParameterError | None = None, missing: list["Parameter"] | None = None,
) -> Representation:
    canned = question.canned
    links = Links(site.iris, f"/queries/{canned.name}")
    outcome = None if finding is None else _outcome(site, finding, links)
    fields = _fields(site, findings, question, error)
    asks = any(each.suggest for each in fields)
    examples = {each.parameter.name: list(each.examples) for each in fields}
    text = finding.text if finding else bind_example(canned, site.iris, examples)
    body = site.pages.render(
        "query.html", links, query=canned, fields=fields, asks=asks, outcome=outcome,
        text=highlighted(text.strip()), command=_command(question), formats_here=result_formats(question), error=error,
        missing=[each for each in fields if each.parameter in (missing or [])],
        editor=links.to(f"sparql?{urlencode({'query': text})}"), limit=question.limit,
    )
    status = 200 if error is None else status_of(error)
    headers: tuple[Header, ...] = (ASKING,) if asks else (SCRIPTED,) if outcome and outcome.picture else ()
    if finding is not None:
        headers += (*cut_headers(site, finding.answer), *citation_headers(finding), _link_header(site, finding))
    return Representation(body, HTML.content_type, status, headers=headers)


def _outcome(site: Site, finding: Finding, links: Links) -> Outcome:
    question = finding.question
    stem = f"{site.iris.base}/queries/{question.canned.name}"
    uncited = Question(question.canned, question.values, question.limit, question.offset)
    call = Call(lambda suffix: f"{stem}.{suffix}{uncited.tail()}", finding.text, f"{site.iris.base}/sparql")
    return Outcome(
        finding=finding,
        result=result_page(finding.answer, links, cut_words(site, finding.answer)),
        picture=picture_of(site, finding, links),
        citation=citation_of(site, finding),
        code=examples(call, question.canned.form),
        permalink=question.citing(finding.release.number, finding.digest).tail(),
        pages={
            relation: f"{question.canned.name}{question.at(offset).tail()}"
            for relation, offset in finding.window.places().items()
        },
    )


def _command(question: Question) -> str:
    """Return what asks the same on the command line, quoted as a shell needs it."""
    given = [word for name, value in question.pairs() for word in ("--param", f"{name}={value}")]
    rows = [] if question.limit is None else ["--limit", str(question.limit)]
    rows += ["--offset", str(question.offset)] if question.offset else []
    return shlex.join(["fonds", "query", question.canned.name, *given, *rows])


def _link_header(site: Site, finding: Finding) -> tuple[str, str]:
    question = finding.question
    stem, tail = question.canned.name, question.tail()
    formats = [
        Link(f"{stem}.{form.suffix}{tail}", "alternate", form.media_type) for form in result_formats(question)
    ]
    described = Link(f"{stem}/citation{tail}", "describedby", "application/json")
    return link_header([cite_as(site, finding), described, *window_links(finding, None), *formats])


def _fields(
    site: Site, findings: Findings, question: Question, error: ParameterError | None
) -> list[Field]:
    release = site.reading.release()
    given: dict[str, list[str]] = {}
    for name, text in question.pairs():
        given.setdefault(name, []).append(text)
    found = []
    for each in question.canned.parameters:
        offers: Offers = find_offers(site, findings, question.canned, each, release)
        wrong = f"{error}" if error is not None and error.parameter == each.name else ""
        found.append(make_field(
            each, tuple(given.get(each.name, ())), offers.choices, closed=offers.complete, suggest=suggested(each),
            error=wrong, examples=find_examples(site, each, offers.choices),
        ))
    return found
