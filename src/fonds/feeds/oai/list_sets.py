"""ListSets (OAI-PMH, section 4.6): the parts of the archive that can be harvested alone."""

from fonds.catalogue.disseminations import ListedSet
from fonds.feeds.oai.arguments import Arguments
from fonds.feeds.oai.repository import SETS_PAGE, Repository
from fonds.feeds.oai.tokens import Token, parse_token
from fonds.feeds.oai.writing import render_body, render_text, render_token
from fonds.rdf.iris import concept
from fonds.rdf.vocabulary import find_term

VERB = "ListSets"
ROOTS = {
    "genre": "All that have a genre", "archive": "All that lie in an archive",
    "collection": "All that belong to a collection", "decade": "All that have a date",
}
"""The sets that others lie in, and how they are called."""


def list_sets(repository: Repository, asked: Arguments) -> list[bytes]:
    """Return the body of the response; the list goes on below a token where there are many."""
    reader = repository.reader
    begun = (
        parse_token(asked.token, VERB, repository.key()) if asked.token
        else Token(VERB, "", "", "", "", 0, 0, 0, 0, reader.count_sets())
    )
    found = reader.sets(begun.after, SETS_PAGE + 1)
    shown, more = found[:SETS_PAGE], len(found) > SETS_PAGE
    following = begun.on(shown[-1].number, len(shown)).sign(repository.key()) if more else ""
    token = render_token(following, begun.cursor, begun.size) if more or begun.cursor else ""
    return render_body("ListSets", [*map(_set, shown), token])


def _set(each: ListedSet) -> str:
    return f"<set>{render_text('setSpec', each.spec)}{render_text('setName', set_name(each))}</set>"


def set_name(each: ListedSet) -> str:
    """Return what a set is called: after the entity it is about, the concept, or by its own name."""
    kind, _, name = each.spec.partition(":")
    if not name:
        return ROOTS.get(kind, kind)
    if kind == "genre":
        term = find_term(concept("genre", name))
        return term.label if term else name
    return each.label or name
