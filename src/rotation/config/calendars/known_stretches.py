"""The stretches of time in which repetitions of calendars are known (I19), without a clock."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta

from rotation.config.calendars.components import Component
from rotation.config.calendars.moments import FIRST_YEAR, LAST_YEAR
from rotation.model.settings import RotationData

__all__ = ["known_stretches"]

_BACK, _AHEAD = timedelta(days=400), timedelta(days=3 * 366)


def known_stretches(
    rotation: RotationData, events: Iterable[Component]
) -> tuple[tuple[datetime, datetime], ...]:
    """Return the stretches of time in which repetitions are expanded.

    Each record, each joining, each start of a repeating event and each stamp of an event adds one,
    from 400 days before it to 1098 days after. A wrong date among them only adds a stretch that
    nobody needs.

    Parameters
    ----------
    rotation : RotationData
        The team with its records.
    events : iterable of Component
        Every event of its calendars.

    Returns
    -------
    tuple of tuple of datetime.datetime
        UTC, in order, without touching each other.
    """
    marks = {
        *((entry.start, entry.end) for entry in (*rotation.history, *rotation.published)),
        *(_mark(datetime.combine(e.joined, time(), UTC)) for e in rotation.engineers),
        *(_mark(at) for event in events for at in _touched(event)),
    }
    stretches: list[tuple[datetime, datetime]] = []
    for first, last in sorted((first - _BACK, last + _AHEAD) for first, last in marks):
        if stretches and first <= stretches[-1][1]:
            stretches[-1] = stretches[-1][0], max(stretches[-1][1], last)
        else:
            stretches.append((first, last))
    return tuple(stretches)


def _mark(at: datetime) -> tuple[datetime, datetime]:
    return at, at


def _touched(component: Component) -> Iterator[datetime]:
    """Yield when an event was last changed, and when it begins to repeat."""
    times = component.times
    starts = times.start if times.rules and times.start is not None else None
    for at in (times.stamp, times.modified, starts.instant(UTC) if starts else None):
        if at is not None and FIRST_YEAR < at.year < LAST_YEAR:
            yield at
