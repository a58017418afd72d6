"""Withholding (floor 6): pages that must not be published: what was purged, and what is under an embargo."""

from datetime import UTC

from fonds.catalogue.rows import SourceState
from fonds.clock import Clock
from fonds.problems import Problem
from fonds.publishing.page import PageInput
from fonds.publishing.run import Run


def kept_back(run: Run, page: PageInput, state: SourceState | None) -> Problem | None:
    """Return why a page is not published, or None. ``state`` is what is published of it.

    A live document that has come under an embargo becomes a tombstone.
    """
    if known := run.catalogue.find_withheld(page.source.key, page.source.sha256):
        return Problem("document-withheld", page.where, f"{known.slug}, since {known.stamp[:10]}: {known.reason}")
    problem = embargoed(page, run.options.clock)
    if problem and state is not None and state.state == "live":
        run.gone.append(state.slug)
        run.reasons[state.slug] = f"Under embargo until {page.curation.embargo}."
    return problem


def embargoed(page: PageInput, clock: Clock) -> Problem | None:
    """Return that a page is under an embargo still (its day begins at midnight, UTC), or None."""
    embargo = page.curation.embargo
    if not embargo or clock().astimezone(UTC).date().isoformat() >= embargo:
        return None
    return Problem("document-embargoed", page.where, f"until {embargo}")
