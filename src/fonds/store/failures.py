"""Our exceptions as messages (floor 3): how an error crosses from one process to another, and back.

Only classes of our own tree are made again, and only by name: the sender does not choose what is run.
"""

from fonds.errors import FondsError, QueryLimitError, QueryRefusedError, StateError, UsageError
from fonds.store.frames import Header

_CLASSES: dict[str, type[FondsError]] = {
    each.__name__: each for each in (QueryRefusedError, StateError, UsageError)
}


def failure_header(error: FondsError) -> Header:
    """Return an error as the header of a message."""
    name = next((each.__name__ for each in type(error).__mro__ if each.__name__ in _CLASSES), "StateError")
    if isinstance(error, QueryLimitError):
        return {"error": "limit", "limit": error.limit, "message": error.message, "remedy": error.remedy}
    return {"error": name, "message": error.message, "remedy": error.remedy}


def parse_failure(header: Header) -> FondsError | None:
    """Return the error a header tells of, or None where it tells of none."""
    if "error" not in header:
        return None
    if header["error"] == "limit":
        return QueryLimitError(header["limit"], header["message"], header["remedy"])
    return _CLASSES.get(header["error"], StateError)(header["message"], header["remedy"])
