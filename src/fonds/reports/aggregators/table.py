"""The aggregators whose eyes can be borrowed (floor 6): one row each."""

from fonds.errors import NotFoundError
from fonds.reports.aggregators.base import BASE
from fonds.reports.aggregators.correspsearch import CORRESPSEARCH
from fonds.reports.aggregators.dpla import DPLA
from fonds.reports.aggregators.europeana import EUROPEANA
from fonds.reports.aggregators.google import GOOGLE
from fonds.reports.aggregators.nde import NDE
from fonds.reports.aggregators.rule import Aggregator

AGGREGATORS: dict[str, Aggregator] = {
    each.name: each for each in (EUROPEANA, DPLA, CORRESPSEARCH, BASE, NDE, GOOGLE)
}
"""By name, in the order in which they are listed."""


def get_aggregator(name: str) -> Aggregator:
    """Return an aggregator; NotFoundError, with those there are, for another name."""
    if name not in AGGREGATORS:
        raise NotFoundError(f"There is no aggregator {name[:40]!r}.", f"There are: {', '.join(AGGREGATORS)}.")
    return AGGREGATORS[name]
