"""The exception tree (floor 0). Exceptions are for people who run Fonds; faults of data are Problems.

::

    FondsError                      everything Fonds raises on purpose
    ├── UsageError                  the call is wrong: exit 2, HTTP 400
    │   ├── SettingsError           an unknown key, a value of the wrong type
    │   ├── ParameterError          a canned query's parameter is unknown, missing or ill-typed
    │   └── NotFoundError           a name that nothing answers to: HTTP 404
    ├── VocabularyError             a file of ours (context, query, shapes) is broken
    ├── StateError                  the state directory cannot be used: exit 3, HTTP 503
    └── QueryError                  a SPARQL query was not answered
        ├── QueryRefusedError       not allowed here, or not SPARQL: HTTP 400
        └── QueryLimitError         ran into a limit of time, memory or number: HTTP 503 or 429

To add one: put it under the nearest parent; ``web/errors.py`` maps it to a status by its class.
"""


class FondsError(Exception):
    """Everything Fonds raises on purpose. ``remedy`` says what the reader can do about it."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class UsageError(FondsError):
    """The call is wrong; calling again the same way cannot help."""


class SettingsError(UsageError):
    """A setting is unknown or has a value that does not fit."""


class ParameterError(UsageError):
    """A canned query's parameter is unknown, missing or ill-typed; ``parameter`` names it."""

    def __init__(self, parameter: str, message: str, remedy: str = "") -> None:
        super().__init__(message, remedy)
        self.parameter = parameter


class NotFoundError(UsageError):
    """A name that nothing answers to."""


class VocabularyError(FondsError):
    """A file that Fonds itself lives on (context, frame, shapes, query) is broken."""


class StateError(FondsError):
    """The state directory (catalogue, store) cannot be used as it is."""


class QueryError(FondsError):
    """A SPARQL query was not answered."""


class QueryRefusedError(QueryError):
    """The query is not SPARQL, or asks for something this endpoint never does."""


class QueryLimitError(QueryError):
    """The query ran into a limit. ``limit`` is one of time, memory, load, client or length."""

    def __init__(self, limit: str, message: str, remedy: str = "") -> None:
        super().__init__(message, remedy)
        self.limit = limit
