"""The local days of a shift: each day belongs to whoever holds the track at one instant of it."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from rotation.horizon.clock import NOON, instant, noons, wall
from rotation.horizon.track_places import TrackPlace
from rotation.model.shifts import Window

__all__ = ["days_held"]

_DAY = timedelta(days=1)


def days_held(
    place: TrackPlace, whole: tuple[datetime, datetime], start: datetime, end: datetime
) -> list[date]:
    """Return the local days of a shift, or of a part of one, in order.

    Around the clock a day belongs to whoever is on call at its noon. A track with hours has the
    days on which one of its windows begins: each belongs to whoever holds the middle of the longest
    one, or of the first of several. A window of more than 24 hours has the days whose noon it
    contains. A shift of at most 24 hours of a track with several handovers a day has the day on
    which it begins.

    Parameters
    ----------
    place : TrackPlace
        The clock and the hours of the track.
    whole : tuple of (datetime.datetime, datetime.datetime)
        The bounds of the whole shift, UTC.
    start, end : datetime.datetime
        The part of it that is asked for, UTC, half-open.
    """
    if place.several_a_day and _length(place.zone, Window(*whole)) <= _DAY:
        held = place.hours.between(*whole) or (Window(*whole),)
        return [wall(place.zone, held[0].start).date()] if start <= _middle(held) < end else []
    if place.hours.always:
        return list(_noon_days(place.zone, Window(start, end)))
    # Windows that begin on the first or the last day may lie outside and be longer.
    near = place.hours.stretches(start - _DAY, end + _DAY)
    deciding: dict[date, datetime] = {}
    begun: dict[date, list[Window]] = {}
    for window in near:
        if _length(place.zone, window) > _DAY:
            days = _noon_days(place.zone, window)
            deciding |= {day: instant(place.zone, day, NOON) for day in days}
        else:
            begun.setdefault(wall(place.zone, window.start).date(), []).append(window)
    deciding = {day: _middle(windows) for day, windows in begun.items()} | deciding
    return sorted(day for day, moment in deciding.items() if start <= moment < end)


def _noon_days(zone: ZoneInfo, window: Window) -> Iterator[date]:
    first, after = noons(zone, window.start, window.end)
    return (first + timedelta(days=n) for n in range((after - first).days))


def _middle(windows: Iterable[Window]) -> datetime:
    """Return the middle of the longest window, of several the first."""
    longest = max(windows, key=lambda window: window.end - window.start)
    return longest.start + (longest.end - longest.start) / 2


def _length(zone: ZoneInfo, window: Window) -> timedelta:
    """Return how long a window is by the wall clock."""
    return wall(zone, window.end) - wall(zone, window.start)
