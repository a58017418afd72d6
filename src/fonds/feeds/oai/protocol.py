"""The protocol (floor 6): from the arguments of a request to the bytes of its response. A verb is a row of VERBS."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fonds.feeds.oai.arguments import Arguments, parse_arguments
from fonds.feeds.oai.faults import OaiError
from fonds.feeds.oai.get_record import get_record
from fonds.feeds.oai.identify import identify
from fonds.feeds.oai.list_identifiers import list_identifiers
from fonds.feeds.oai.list_metadata_formats import list_metadata_formats
from fonds.feeds.oai.list_records import list_records
from fonds.feeds.oai.list_sets import list_sets
from fonds.feeds.oai.repository import Repository
from fonds.feeds.oai.writing import render_error, render_response


@dataclass(frozen=True, slots=True)
class Verb:
    """What a verb needs, what it may have besides, and whether it goes on below a resumptionToken."""

    answer: Callable[[Repository, Arguments], list[bytes]]
    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    exclusive: bool = False


_WINDOW = frozenset({"from", "until", "set"})
_PREFIX = frozenset({"metadataPrefix"})

VERBS: dict[str, Verb] = {
    "Identify": Verb(identify),
    "ListMetadataFormats": Verb(list_metadata_formats, optional=frozenset({"identifier"})),
    "ListSets": Verb(list_sets, exclusive=True),
    "ListIdentifiers": Verb(list_identifiers, _PREFIX, _WINDOW, exclusive=True),
    "ListRecords": Verb(list_records, _PREFIX, _WINDOW, exclusive=True),
    "GetRecord": Verb(get_record, _PREFIX | {"identifier"}),
}
"""The six verbs (section 4)."""


def answer(repository: Repository, pairs: Sequence[tuple[str, str]]) -> bytes:
    """Return the response to a request with these arguments, in the order they came, repeated ones too.

    Faults are told in it (section 3.6). Of a request with a bad verb or argument nothing is repeated (section 3.2).
    """
    said: dict[str, str] = {}
    try:
        name, verb = _verb(pairs)
        arguments = parse_arguments(pairs, verb.required, verb.optional, exclusive=verb.exclusive)
        said = {"verb": name, **arguments.given()}
        body = verb.answer(repository, arguments)
    except OaiError as error:
        said = {} if error.code in ("badVerb", "badArgument") else said
        body = render_error(error)
    return render_response(repository.provider.address, repository.now, said, body)


def _verb(pairs: Sequence[tuple[str, str]]) -> tuple[str, Verb]:
    named = [value for name, value in pairs if name == "verb"]
    if len(named) != 1:
        raise OaiError("badVerb", "The argument verb is missing." if not named else "There is more than one verb.")
    if named[0] not in VERBS:
        raise OaiError("badVerb", f"There is no such verb. There are: {', '.join(VERBS)}.")
    return named[0], VERBS[named[0]]
