"""The clock (floor 1): the only place that asks what time it is.

Mappers never see it: a record says the same whenever it is made. A publish is given the time once, at its
commit, through :data:`Clock`, so tests pass their own.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache

Clock = Callable[[], datetime]
"""Returns the present as an aware datetime in UTC."""


def system_clock() -> datetime:
    """Return now, in UTC."""
    return datetime.now(UTC)


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


class Appointment:
    """A datestamp given a little before what it stamps can be seen, so that it is never older than that.

    Feeds promise whole seconds, and whoever harvests remembers the second they were answered in: what is stamped with
    a second must be seen before that second is over. ``seconds`` is how long it may take until then.

    >>> noon = datetime(2026, 1, 1, 12, 0, 0, 700_000, tzinfo=UTC)
    >>> Appointment(None, lambda: noon, 0.2).stamp, Appointment(None, lambda: noon, 0.4).stamp
    ('2026-01-01T12:00:00Z', '2026-01-01T12:00:01Z')
    """

    def __init__(
        self, previous: datetime | None, clock: Clock, seconds: float, *, timer: Callable[[], float] = time.monotonic
    ) -> None:
        self._timer = timer
        self._begun = timer()
        now = clock()
        aimed = (now + timedelta(seconds=seconds)).replace(microsecond=0)
        moment = after(previous, lambda: aimed)
        self.stamp = stamp(moment)
        self._early = (aimed - now).total_seconds()
        self._over = (moment - now).total_seconds() + 1

    def seconds_left(self) -> float:
        """Return how long it is until the stamp would be older than what it stamps; negative where it is already."""
        return self._begun + self._over - self._timer()

    def wait(self, before: float = 0.0) -> None:
        """Wait until it is time: ``before`` seconds before the stamp. Where the clock went backwards that is now."""
        time.sleep(max(0.0, self._begun + self._early - before - self._timer()))
