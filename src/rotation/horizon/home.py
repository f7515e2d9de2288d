"""Working hours of the home zone as instants, and the people there."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from rotation.horizon.clock import instant, wall
from rotation.horizon.days import DayCalendar, rules_of
from rotation.model.settings import RotationData
from rotation.model.shifts import Shift

__all__ = ["home_hours", "people_at_home"]


def people_at_home(rotation: RotationData) -> frozenset[str]:
    """Return the ids of people whose zone is one of the home zones."""
    zones = rotation.home_zone.zones if rotation.home_zone else ()
    return frozenset(e.id for e in rotation.engineers if e.timezone in zones)


def home_hours(
    rotation: RotationData, start: datetime, end: datetime, shifts: Iterable[Shift]
) -> tuple[tuple[datetime, datetime], ...]:
    """Return the working hours of the home zone's workdays in `[start, end)`.

    Only days with a running shift count, because a window may be centuries long.

    Parameters
    ----------
    rotation : RotationData
        Workdays are those of somebody at home, by their own country (P10); without anybody, those
        of its holidays. Hours are local to the first home zone.
    start, end : datetime.datetime
        UTC, half-open.
    shifts : iterable of Shift
        Those of the problem, in any order.

    Returns
    -------
    tuple of (datetime, datetime)
        UTC, half-open, in order; none without a home zone.
    """
    home = rotation.home_zone
    if home is None:
        return ()
    zone, calendars = ZoneInfo(home.zones[0]), _calendars(rotation)
    hours = []
    for day in sorted({day for shift in shifts for day in _days(zone, shift)}):
        if not all(calendar.is_rest_day(day) for calendar in calendars):
            opens, closes = (instant(zone, day, clock) for clock in home.working_hours)
            first, last = max(opens, start), min(closes, end)
            if first < last:
                hours.append((first, last))
    return tuple(hours)


def _calendars(rotation: RotationData) -> tuple[DayCalendar, ...]:
    """Return the rest days of the people at home, each place once; without people, the team's."""
    at_home = people_at_home(rotation)
    places = {rules_of(e, rotation.holidays): None for e in rotation.engineers if e.id in at_home}
    return tuple(DayCalendar(rules) for rules in places or {rotation.holidays: None})


def _days(zone: ZoneInfo, shift: Shift) -> Iterator[date]:
    """Return the local days on which a shift runs, including its last one."""
    first, last = (wall(zone, moment).toordinal() for moment in (shift.start, shift.end))
    return map(date.fromordinal, range(first, last + 1))
