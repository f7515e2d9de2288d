"""Working hours of the home zone as instants, and who lives there."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from rotation.horizon.clock import instant, wall
from rotation.horizon.days import DayCalendar
from rotation.model.settings import RotationData

__all__ = ["home_hours", "people_at_home"]


def people_at_home(rotation: RotationData) -> frozenset[str]:
    """Return the ids of those whose own zone is one of the home zone's."""
    zones = rotation.home_zone.zones if rotation.home_zone else ()
    return frozenset(e.id for e in rotation.engineers if e.timezone in zones)


def home_hours(
    rotation: RotationData, start: datetime, end: datetime
) -> tuple[tuple[datetime, datetime], ...]:
    """Return the working hours of the home zone's workdays that lie in `[start, end)`.

    Parameters
    ----------
    rotation : RotationData
        Workdays are those of its holidays, hours local to the first home zone.
    start, end : datetime.datetime
        UTC, half-open.

    Returns
    -------
    tuple of (datetime, datetime)
        UTC, half-open, in order; none without a home zone.
    """
    home = rotation.home_zone
    if home is None:
        return ()
    zone, days = ZoneInfo(home.zones[0]), DayCalendar(rotation.holidays)
    found = []
    day = wall(zone, start).date()
    while day <= wall(zone, end).date():
        if not days.is_rest_day(day):
            opens, closes = (instant(zone, day, clock) for clock in home.working_hours)
            first, last = max(opens, start), min(closes, end)
            if first < last:
                found.append((first, last))
        day += timedelta(days=1)
    return tuple(found)
