"""Arguments (floor 6): what a request says, each with the form the schema asks of it.

A value that the schema of responses would refuse is no argument at all, for the response has to repeat it. So nothing
that is repeated there can break the response.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from fonds.feeds.oai.faults import OaiError

LONGEST = 2_000
"""Characters of a value."""

_PREFIX = re.compile(r"[A-Za-z0-9\-_.!~*'()]+")
_SPEC = re.compile(r"[A-Za-z0-9\-_.!~*'()]+(?::[A-Za-z0-9\-_.!~*'()]+)*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SECOND = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_PLAIN = re.compile(r"[!-~\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")
"""Letters that XML can hold, without blanks: identifiers are IRIs, and tokens are of our own making."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """The arguments of a request besides its verb, as they are written; empty: not given."""

    identifier: str = ""
    metadata_prefix: str = ""
    set: str = ""
    since: str = ""
    until: str = ""
    token: str = ""

    def given(self) -> dict[str, str]:
        """Return what is given, by the names of the protocol."""
        values = {NAMES[field.name]: str(getattr(self, field.name)) for field in fields(self)}
        return {name: value for name, value in values.items() if value}

    @property
    def first_moment(self) -> str:
        """The datestamp that ``from`` asks for, with seconds; empty where there is none."""
        return f"{self.since}T00:00:00Z" if _DAY.fullmatch(self.since) else self.since

    @property
    def last_moment(self) -> str:
        """The datestamp that ``until`` asks for: of a day, its last second."""
        return f"{self.until}T23:59:59Z" if _DAY.fullmatch(self.until) else self.until


NAMES = {
    "identifier": "identifier", "metadata_prefix": "metadataPrefix", "set": "set", "since": "from", "until": "until",
    "token": "resumptionToken",
}
"""Our name of an argument → the protocol's."""

_FORMS = {"identifier": _PLAIN, "metadataPrefix": _PREFIX, "set": _SPEC, "resumptionToken": _PLAIN}


def parse_arguments(
    pairs: Sequence[tuple[str, str]], required: frozenset[str], optional: frozenset[str], *, exclusive: bool
) -> Arguments:
    """Return the arguments of a verb. OaiError (badArgument) for anything that section 3.6 calls so.

    ``exclusive``: a resumptionToken may stand instead of all others.
    """
    given: dict[str, str] = {}
    for name, value in pairs:
        if name == "verb":
            continue
        if name not in (*required, *optional) and not (exclusive and name == "resumptionToken"):
            raise OaiError("badArgument", f"This verb has no argument {_shown(name)}.")
        if name in given:
            raise OaiError("badArgument", f"The argument {name} stands there more than once.")
        given[name] = value
    for name, value in given.items():
        _check_form(name, value)
    if "resumptionToken" in given and len(given) > 1:
        raise OaiError("badArgument", "A resumptionToken stands alone: it holds all other arguments.")
    if missing := sorted(required - given.keys()) if "resumptionToken" not in given else []:
        raise OaiError("badArgument", f"The argument {missing[0]} is missing.")
    found = Arguments(**{ours: given.get(theirs, "") for ours, theirs in NAMES.items()})
    _check_window(found)
    return found


def _check_form(name: str, value: str) -> None:
    form = _FORMS.get(name)
    if not value:
        raise OaiError("badArgument", f"The argument {name} is empty.")
    if len(value) > LONGEST:
        raise OaiError("badArgument", f"The argument {name} has more than {LONGEST:,} characters.")
    if form and not form.fullmatch(value):
        raise OaiError("badArgument", f"The argument {name} has characters in it that cannot stand there.")
    if name in ("from", "until"):
        _check_moment(name, value)


def _check_moment(name: str, value: str) -> None:
    try:
        if _DAY.fullmatch(value):
            datetime.strptime(value, "%Y-%m-%d")  # noqa: DTZ007 - only looked at
        elif _SECOND.fullmatch(value):
            datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ")  # noqa: DTZ007 - only looked at
        else:
            raise ValueError
    except ValueError:
        raise OaiError(
            "badArgument", f"The argument {name} is no date of the form YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ."
        ) from None


def _check_window(found: Arguments) -> None:
    if found.since and found.until:
        if len(found.since) != len(found.until):
            raise OaiError("badArgument", "from and until must be of one granularity.")
        if found.since > found.until:
            raise OaiError("badArgument", "from is later than until.")


def _shown(name: str) -> str:
    return repr(name[:40]) if name.isprintable() and name.isascii() else "of that name"


