"""Faults (floor 6): what a request may have wrong, by the codes of OAI-PMH (section 3.6)."""

from typing import Literal

from fonds.errors import FondsError

Code = Literal[
    "badArgument", "badResumptionToken", "badVerb", "cannotDisseminateFormat", "idDoesNotExist", "noRecordsMatch",
    "noMetadataFormats", "noSetHierarchy",
]


class OaiError(FondsError):
    """A request that is answered with an error in the body, and HTTP status 200."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code = code
