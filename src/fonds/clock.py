"""The clock (floor 1): the only place that asks what time it is.

Mappers never see it: a record says the same whenever it is made. A publish is given the time once, at its
commit, through :data:`Clock`, so tests pass their own.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache

Clock = Callable[[], datetime]
"""Returns the present as an aware datetime in UTC."""


def system_clock() -> datetime:
    """Return now, in UTC, at whole seconds (the granularity every feed promises)."""
    return datetime.now(UTC).replace(microsecond=0)


def after(previous: datetime | None, clock: Clock) -> datetime:
    """Return the clock's time, or one second after ``previous`` where the clock is not later than that.

    Datestamps are strictly increasing even when a machine's clock goes backwards.

    >>> noon = datetime(2026, 1, 1, 12, tzinfo=UTC)
    >>> after(noon, lambda: noon).isoformat()
    '2026-01-01T12:00:01+00:00'
    """
    now = clock()
    if previous is None or now > previous:
        return now
    return previous + timedelta(seconds=1)


def stamp(moment: datetime) -> str:
    """Write a moment as every feed does: ``YYYY-MM-DDThh:mm:ssZ``.

    >>> stamp(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    '2026-01-02T03:04:05Z'
    """
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@lru_cache(maxsize=1_024)
def parse_stamp(text: str) -> datetime:
    """Read what :func:`stamp` wrote.

    >>> parse_stamp("2026-01-02T03:04:05Z").hour
    3
    """
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
