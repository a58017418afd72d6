"""One door to every kind of store (floor 3)."""

from pathlib import Path

from fonds.store.protocol import Store


def is_endpoint(where: Path | str) -> bool:
    """Tell whether this names a SPARQL endpoint (an http or https address), not a directory.

    >>> is_endpoint("https://example.org/sparql"), is_endpoint("var/store/7")
    (True, False)
    """
    return isinstance(where, str) and where.startswith(("http://", "https://"))


def open_store(where: Path | str, *, seconds: float = 30.0) -> Store:
    """Open the store in a directory for reading, or the SPARQL endpoint at an address.

    ``seconds`` is how long an endpoint may take for one answer. Raises StateError where a directory holds no
    store; an endpoint is first asked when it is queried.
    """
    if is_endpoint(where):
        from fonds.store.endpoint import EndpointStore

        return EndpointStore(str(where), seconds)
    from fonds.store.embedded import EmbeddedStore

    return EmbeddedStore(Path(where))
