"""The hours and days off of people, as instants around the windows of some shifts."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from zoneinfo import ZoneInfo

from rotation.horizon.clock import midnight, wall
from rotation.horizon.days import DayCalendar, rules_of
from rotation.horizon.weekly_hours import WeeklyHours, merged
from rotation.model.own_hours import OwnHours
from rotation.model.people import Engineer
from rotation.model.rest_days import HolidayRules
from rotation.model.settings import RotationData
from rotation.model.shifts import Shift, Window
from rotation.model.spelling import listed
from rotation.model.tracks import WeeklyWindow
from rotation.model.words import weekday_words, window_words

__all__ = ["own_hours"]

_DAY = timedelta(days=1)

_Clock = tuple[str, tuple[WeeklyWindow, ...], HolidayRules]


def own_hours(rotation: RotationData, shifts: Iterable[Shift]) -> Mapping[str, OwnHours]:
    """Return the hours of everybody who has some, by id.

    Only stretches with a window in them are made, because a problem may reach over centuries.

    Parameters
    ----------
    rotation : RotationData
        Its people. Workdays and rest days are those of a person's country (P10).
    shifts : iterable of Shift
        Those of the problem.
    """
    limited = [e for e in rotation.engineers if e.available or e.off]
    if not limited:
        return {}
    windows = sorted({window for shift in shifts for window in shift.windows})
    available: dict[_Clock, tuple[Window, ...]] = {}
    days: dict[tuple[str, tuple[int, ...]], tuple[Window, ...]] = {}
    hours = {}
    for engineer in limited:
        zone = ZoneInfo(engineer.timezone)
        rules = rules_of(engineer, rotation.holidays)
        clock = (engineer.timezone, engineer.available, rules)
        if engineer.available and clock not in available:
            weekly = WeeklyHours(engineer.available, zone, DayCalendar(rules))
            available[clock] = tuple(
                merged(part for w in windows for part in weekly.between(w.start, w.end))
            )
        off = (engineer.timezone, engineer.off)
        if off not in days:
            days[off] = _days_off(engineer.off, zone, windows)
        hours[engineer.id] = _made(engineer, available.get(clock), days[off])
    return hours


def _made(
    engineer: Engineer, available: tuple[Window, ...] | None, days_off: tuple[Window, ...]
) -> OwnHours:
    return OwnHours(
        available,
        days_off,
        hours=f"{listed(map(window_words, engineer.available))} ({engineer.timezone})",
        days=weekday_words(engineer.off),
        hours_source=engineer.place("available"),
        days_source=engineer.place("off"),
    )


def _days_off(
    weekdays: tuple[int, ...], zone: ZoneInfo, windows: Iterable[Window]
) -> tuple[Window, ...]:
    """Return the local days of some weekdays on which a window begins."""
    begun = {wall(zone, window.start).date() for window in windows}
    return tuple(
        Window(midnight(zone, day), midnight(zone, day + _DAY))
        for day in sorted(begun)
        if day.weekday() in weekdays
    )
