"""Lists (floor 6): what ListRecords and ListIdentifiers have in common: which documents, from where on, what follows.

A list without ``until`` is one of documents: all that there were at its first response, each as it is when its page is
asked for. With ``until`` a document that changes meanwhile leaves the list, and is in that of the time after it. A page
is never empty, for the schema allows none: where all that was left has changed, it brings the next of these.
"""

from dataclasses import dataclass

from fonds.catalogue.disseminations import Harvested, Selected
from fonds.catalogue.feeding import Span
from fonds.feeds.oai.arguments import Arguments
from fonds.feeds.oai.faults import OaiError
from fonds.feeds.oai.repository import Repository
from fonds.feeds.oai.tokens import Token, parse_token
from fonds.feeds.oai.writing import render_token


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a list: its documents, the format, and the resumptionToken as it stands below them."""

    documents: list[Harvested]
    prefix: str
    token: str


def list_part(verb: str, repository: Repository, asked: Arguments) -> Part:
    """Return the page that is asked for. OaiError where there is nothing, or the arguments do not fit."""
    begun = parse_token(asked.token, verb, repository.key()) if asked.token else _begin(verb, repository, asked)
    repository.format(begun.prefix)
    page = repository.provider.page
    found = _stretch(repository, begun, page + 1)
    documents, more = found[:page], len(found) > page
    following = begun.on(documents[-1].number, len(documents)).sign(repository.key()) if more else ""
    token = render_token(following, begun.cursor, begun.size) if more or begun.cursor else ""
    return Part(documents, begun.prefix, token)


def _begin(verb: str, repository: Repository, asked: Arguments) -> Token:
    """Return the token that the list would have begun with."""
    reader = repository.reader
    repository.format(asked.metadata_prefix)
    number = repository.set_number(asked.set)
    span = repository.span(asked.first_moment, asked.last_moment)
    release = reader.release_number()
    size = reader.count_harvested(Selected(span, asked.metadata_prefix, number, release))
    if not size:
        raise OaiError("noRecordsMatch", "There is nothing that fits.")
    return Token(
        verb, asked.metadata_prefix, asked.set, asked.first_moment, asked.last_moment, 0, reader.highest_item(), release,
        0, size,
    )


def _stretch(repository: Repository, token: Token, most: int) -> list[Harvested]:
    reader = repository.reader
    number = repository.set_number(token.set)
    span = reader.find_span(token.since, token.until)
    if span:
        selected = Selected(span, token.prefix, number, token.known)
        found = reader.harvested(selected, after=token.after, until=token.last, most=most, size=token.size)
        if found:
            return found
    later = Selected(Span(), token.prefix, number, token.known)
    found = reader.harvested(later, after=token.after, until=token.last, most=1)
    if not found:
        raise OaiError("badResumptionToken", "What was left of this list is no longer there. Begin it again.")
    return found
