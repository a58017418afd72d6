"""Citable results (floor 7): the permalink of a result, its citation, and what has changed since it was cited.

A permalink names the version of the query (the digest of its file), the values, the release and the digest of the rows.
Asked again it is answered by its own release while that release's store is kept (setting ``snapshots_kept``), else by the
present one; whatever differs is said in the page, in the header ``Fonds-Citation`` and by ``/queries/{name}/citation``.
"""

import json

from fonds.rdf.formats import Format
from fonds.web.findings import Finding
from fonds.web.pages.citations import Citation
from fonds.web.questions import pairs_words
from fonds.web.representation import Header, Link, Representation
from fonds.web.site import Site

RELEASE = "Fonds-Release"
"""The header that says which release was asked."""
VERSION = "Fonds-Query-Version"
"""The header that says which version of the query was asked."""
CITATION = "Fonds-Citation"
"""The header that says whether what was cited is the same: ``same``, or the codes of what differs."""


def citation_of(site: Site, finding: Finding) -> Citation:
    """Return the citation of what was found, with the digest of its rows where that was wanted."""
    canned = finding.question.canned
    labels = {parameter.name: parameter.label for parameter in canned.parameters}
    return Citation(
        publisher=site.settings.publisher,
        title=canned.summary,
        values=pairs_words(finding.question.pairs(), labels),
        site=site.settings.title,
        query=canned.name,
        version=canned.version,
        release=finding.release.number,
        released=finding.release.stamp,
        address=permalink(site, finding),
    )


def permalink(site: Site, finding: Finding) -> str:
    """Return the address that gives the same rows again, or says what has changed."""
    question = finding.question.citing(finding.release.number, finding.digest)
    return f"{site.iris.base}/queries/{question.canned.name}{question.tail()}"


def cite_as(site: Site, finding: Finding) -> Link:
    """Return the link to the permalink (RFC 8574)."""
    return Link(permalink(site, finding), "cite-as")


def citation_headers(finding: Finding) -> tuple[Header, ...]:
    """Return what was asked, and whether it is as it was cited."""
    headers: list[Header] = [(RELEASE, str(finding.release.number)), (VERSION, finding.question.canned.version)]
    if finding.question.cited.given:
        headers.append((CITATION, ", ".join(each.code for each in finding.changes) or "same"))
    return tuple(headers)


def represent_citation(site: Site, finding: Finding) -> Representation:
    """Return the citation as JSON, with what has changed since the result was cited."""
    citation, question = citation_of(site, finding), finding.question
    told = {
        "citation": citation.text,
        "address": citation.address,
        "query": citation.query,
        "version": citation.version,
        "release": citation.release,
        "released": citation.released,
        "parameters": question.values,
        "rows": finding.answer.rows,
        "total": finding.window.total,
        "digest": finding.digest,
        "csl": citation.csl(),
    }
    if question.cited.given:
        told["asCited"] = not finding.changes
        told["changes"] = [{"code": each.code, "words": each.words} for each in finding.changes]
        told["cited"] = {
            "release": question.cited.release, "version": question.cited.version or None,
            "digest": question.cited.digest or None, "rows": question.cited.rows if question.cited.digest else None,
        }
    body = json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"
    return Representation(body, "application/json", headers=citation_headers(finding))


def window_links(finding: Finding, form: Format | None) -> list[Link]:
    """Return the links to the first, previous, next and last rows, in the format of a suffix or as this address gives."""
    stem = finding.question.canned.name + (f".{form.suffix}" if form else "")
    kind = form.media_type if form else ""
    return [
        Link(f"{stem}{finding.question.at(offset).tail()}", relation, kind)
        for relation, offset in finding.window.places().items()
    ]
