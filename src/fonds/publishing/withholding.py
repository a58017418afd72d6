"""Withholding (floor 6): pages that must not be published: what was purged, and what is under an embargo."""

import re
from datetime import UTC

from fonds.catalogue.rows import SourceState
from fonds.clock import Clock
from fonds.mapping.mapper import UNDATED
from fonds.problems import Problem
from fonds.publishing.run import Run
from fonds.publishing.tasks import Document

_UNDER_EMBARGO = "Under embargo until {}."
"""What the tombstone of a document says that was live before."""
_DAY = re.compile(_UNDER_EMBARGO.replace(".", r"\.").format(r"(\d{4}-\d\d-\d\d)"))


def kept_back(run: Run, document: Document, state: SourceState | None) -> Problem | None:
    """Return why a document is not published, or None. ``state`` is what is published of it.

    One with another source and other bytes, but the day and the title of what was purged, may be a copy of it. A live
    document that has come under an embargo becomes a tombstone.
    """
    if run.withholds and (known := run.catalogue.find_withheld(document.key, document.file_digest)):
        return Problem("document-withheld", document.where, f"{known.slug}, since {known.stamp[:10]}: {known.reason}")
    dated = not document.wanted.startswith(UNDATED)
    if state is None and dated and not document.rename and run.catalogue.is_withheld(document.wanted):
        return Problem("document-like-withheld", document.where, document.wanted)
    problem = embargoed(document.embargo, document.where, run.options.clock)
    if problem and state is not None and state.state == "live":
        run.gone.append(state.slug)
        run.reasons[state.slug] = _UNDER_EMBARGO.format(document.embargo)
    return problem


def embargoed(embargo: str, where: str, clock: Clock) -> Problem | None:
    """Return that something is under an embargo still (its day, YYYY-MM-DD, begins at midnight, UTC), or None."""
    if not embargo or clock().astimezone(UTC).date().isoformat() >= embargo:
        return None
    return Problem("document-embargoed", where, f"until {embargo}")


def is_kept_back(reason: str, clock: Clock) -> bool:
    """Whether a tombstone says that its document is under an embargo, and the day has not come.

    >>> from datetime import datetime
    >>> [is_kept_back("Under embargo until 2030-01-01.", lambda: datetime(year, 1, 1, tzinfo=UTC)) for year in (2029, 2030)]
    [True, False]
    """
    found = _DAY.fullmatch(reason)
    return found is not None and embargoed(found[1], "", clock) is not None
