"""When each track changes hands: nominal handovers, and where rest days move them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rotation.horizon.clock import instant
from rotation.horizon.days import DayCalendar
from rotation.model.settings import OnRestDay
from rotation.model.tracks import Handover, Track

__all__ = ["Turn", "nominal_handovers", "turns"]

# Any Monday will do where a track returns every week.
EVERY_WEEK = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class Turn:
    """A regular shift before special periods are cut out of it.

    Attributes
    ----------
    nominal : datetime.date
        Local date of the handover by the weekly pattern: the identity of the shift.
    start, end : datetime.datetime
        UTC, half-open, after rest days moved them.
    """

    nominal: date
    start: datetime
    end: datetime


def nominal_handovers(track: Track, first: date, last: date) -> list[tuple[date, time]]:
    """Return the local date and time of every handover of the weekly pattern.

    Parameters
    ----------
    track : Track
        Whose pattern.
    first, last : datetime.date
        Local dates, both inclusive.

    Returns
    -------
    list of (datetime.date, datetime.time)
        In order of time.
    """
    return sorted(
        (day, handover.time)
        for handover in track.handovers
        for day in _days_of(track, handover, first, last)
    )


def _days_of(track: Track, handover: Handover, first: date, last: date) -> Iterator[date]:
    anchor = track.anchor or EVERY_WEEK
    cycle = 7 * track.weeks
    day = anchor + timedelta(days=(handover.weekday - anchor.weekday()) % 7)
    day += timedelta(days=-((day - first).days // cycle) * cycle)
    while day <= last:
        yield day
        day += timedelta(days=cycle)


def turns(
    track: Track,
    days: DayCalendar,
    zone: ZoneInfo,
    *,
    on_rest_day: OnRestDay,
    first: date,
    last: date,
) -> list[Turn]:
    """Return the shifts between the handovers of a span, special periods left aside.

    The shift of the last handover has no end yet and is not among them.

    Parameters
    ----------
    track : Track
        Whose handovers.
    days : DayCalendar
        Which days are rest days.
    zone : zoneinfo.ZoneInfo
        The rotation's zone.
    on_rest_day : OnRestDay
        Whether a handover on a rest day waits for the next workday.
    first, last : datetime.date
        Local dates of nominal handovers, both inclusive.

    Returns
    -------
    list of Turn
        In order of time, each ending where the next begins.
    """
    moves = on_rest_day is OnRestDay.NEXT_WORKDAY
    kept: list[Turn] = []
    # From the back: a shift that begins no earlier than the next kept one has no length.
    following: datetime | None = None
    for nominal, clock in reversed(nominal_handovers(track, first, last)):
        start = instant(zone, days.next_workday(nominal) if moves else nominal, clock)
        if following is not None:
            if start >= following:
                continue
            kept.append(Turn(nominal, start, following))
        following = start
    return kept[::-1]
