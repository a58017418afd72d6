"""Resumption tokens (floor 6): all that is needed to go on with a list, signed, so that nothing is kept for them.

A token never expires, and may be used again: it gives the same documents, each as it is then. It says after which
document to go on, and which one was the last when the list began; a publish meanwhile takes nothing out of what is
left, adds nothing, and moves nothing, for documents are listed by their numbers, which never change. What is published
meanwhile bears a later datestamp than the list's first response, so the next harvest from that one brings it.

The key lies in the catalogue: every worker has it, backups keep it, and a restored or moved site goes on with lists
that were begun before. A site whose state was made anew has another key, and other numbers: its tokens of before are
refused, and the harvester begins again.
"""

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import astuple, dataclass, replace
from typing import Self

from fonds.feeds.oai.faults import OaiError

_MAC_BYTES = 12


@dataclass(frozen=True, slots=True)
class Token:
    """Where a list stands. ``after`` and ``last`` are numbers of documents (or sets), ``known`` of a release.

    ``cursor`` items were given already, of ``size`` in all. ``since`` and ``until`` are datestamps with seconds.
    """

    verb: str
    prefix: str
    set: str
    since: str
    until: str
    after: int
    last: int
    known: int
    cursor: int
    size: int

    def on(self, after: int, given: int) -> Self:
        """Return the token for what follows when so many more were given."""
        return replace(self, after=after, cursor=self.cursor + given)

    def sign(self, key: str) -> str:
        """Write it, of letters that need no escaping anywhere."""
        said = json.dumps(astuple(self), separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(_mac(said, key) + said).decode().rstrip("=")


def parse_token(text: str, verb: str, key: str) -> Token:
    """Return what a token says. OaiError (badResumptionToken) for one we did not sign, or of another verb."""
    try:
        signed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        said = signed[_MAC_BYTES:]
        if hmac.compare_digest(signed[:_MAC_BYTES], _mac(said, key)):
            token = Token(*json.loads(said))
            if token.verb == verb and token.sign(key) == text:
                return token
    except (binascii.Error, ValueError, TypeError):
        pass
    raise OaiError("badResumptionToken", "This is no resumptionToken of this verb here. Begin the list again.")


def _mac(said: bytes, key: str) -> bytes:
    return hmac.digest(key.encode(), said, hashlib.sha256)[:_MAC_BYTES]
