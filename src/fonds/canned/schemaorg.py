"""schema.org as people write it (floor 4): the data say ``https``, many queries say ``http``; both are understood."""

from fonds.canned.scanner import QueryTextError, scan

_HTTP, _HTTPS = "<http://schema.org/", "<https://schema.org/"


def with_https(text: str) -> str:
    """Return a query in which every IRI of schema.org is the ``https`` one; strings and comments stay as they are.

    Text that is no SPARQL comes back as it is: the engine says what is wrong with it.

    >>> with_https('PREFIX s: <http://schema.org/> ASK { ?d s:name "<http://schema.org/>" }')
    'PREFIX s: <https://schema.org/> ASK { ?d s:name "<http://schema.org/>" }'
    """
    if _HTTP not in text:
        return text
    try:
        tokens = scan(text)
    except QueryTextError:
        return text
    return "".join(
        _HTTPS + token.text.removeprefix(_HTTP) if token.kind == "iri" and token.text.startswith(_HTTP) else token.text
        for token in tokens
    )
