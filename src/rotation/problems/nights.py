"""The nights of people by their own clock, as instants in the windows of some shifts."""

from collections.abc import Mapping, Sequence
from datetime import time
from functools import partial
from zoneinfo import ZoneInfo

from rotation.horizon.days import DayCalendar
from rotation.horizon.weekly_hours import WeeklyHours, merged
from rotation.model.clock_hours import ClockHours
from rotation.model.rest_days import HolidayRules
from rotation.model.settings import RotationData
from rotation.model.shifts import Shift, Window
from rotation.model.tracks import WeeklyWindow

__all__ = ["nights_of"]

_NIGHT = WeeklyWindow(tuple(range(7)), time(22), time(6), days_later=1)


def nights_of(rotation: RotationData, shifts: Sequence[Shift]) -> Mapping[str, ClockHours]:
    """Return the nights of everybody, by id; people of one time zone have the same.

    Parameters
    ----------
    rotation : RotationData
        Its people.
    shifts : sequence of Shift
        Only nights with a window of these in them are made.
    """
    zones = sorted({engineer.timezone for engineer in rotation.engineers})
    nights = {zone: ClockHours(zone, partial(_made, zone, shifts)) for zone in zones}
    return {engineer.id: nights[engineer.timezone] for engineer in rotation.engineers}


def _made(timezone: str, shifts: Sequence[Shift]) -> tuple[Window, ...]:
    """Return the parts of nights, 22:00 to 06:00, that are in windows of shifts."""
    # No night depends on the holidays.
    weekly = WeeklyHours((_NIGHT,), ZoneInfo(timezone), DayCalendar(HolidayRules()))
    windows = merged(window for shift in shifts for window in shift.windows)
    return tuple(merged(part for w in windows for part in weekly.between(w.start, w.end)))
