"""Weekly hours as text: `Mon-Fri 08:00-18:00`, `22:00-06:00`, `workdays 09:00-17:00`, `Sat-Sun`."""

import re
from collections.abc import Sequence
from datetime import time
from itertools import combinations

from rotation.config.faults import Wrong
from rotation.config.text import nearest, quote
from rotation.config.times import weekday, weekdays
from rotation.model.tracks import DayKind, WeeklyWindow

__all__ = ["clock", "overlapping", "weekly_window"]

_HOURS = re.compile(r"(\d{1,2}:\d{2})\s*-\s*(\d{1,2}:\d{2})", re.ASCII)
_SPAN = re.compile(r"([A-Za-z]+)\s+(\d{1,2}:\d{2})\s*-\s*([A-Za-z]+)\s+(\d{1,2}:\d{2})", re.ASCII)
_DAYS_AND_HOURS = re.compile(r"(?P<days>[A-Za-z_,\s-]*?)\s*(?P<hours>\d.*)?", re.ASCII)
_EVERY_DAY = tuple(range(7))
_EXAMPLE = "write days and hours, as 'Mon-Fri 08:00-18:00'"
_DAY, _WEEK = 24 * 60, 7 * 24 * 60


def weekly_window(text: str) -> WeeklyWindow:
    """Return the window for a text, or raise `Wrong` with the reason.

    Parameters
    ----------
    text : str
        Days (`Mon-Fri`, `Sat,Sun`, `workdays`, `rest_days`; every day without any) and hours
        (`08:00-18:00`; `22:00-06:00` is over midnight, `00:00-24:00` the whole day, which is also
        meant without hours), or a span such as `Fri 17:00-Mon 09:00`.
    """
    written = text.strip()
    span = _SPAN.fullmatch(written)
    if span is not None:
        first, last = weekday(span[1]), weekday(span[3])
        return _made((first,), span[2], span[4], (last - first) % 7, text)
    parts = _DAYS_AND_HOURS.fullmatch(written)
    hours = parts and parts["hours"]
    if parts is None or not written or (hours and not _HOURS.fullmatch(hours)):
        raise Wrong(f"{quote(text)} is not a window", _EXAMPLE)
    days = _days(parts["days"]) if parts["days"] else _EVERY_DAY
    if not hours:
        return WeeklyWindow(days, time(), time(), 1)
    opens, closes = hours.replace(" ", "").split("-")
    return _made(days, opens, closes, 0, text)


def _made(
    days: tuple[int, ...] | DayKind, opens: str, closes: str, days_later: int, text: str
) -> WeeklyWindow:
    first, last = clock(opens), clock(closes, midnight=True)
    if closes == "24:00":
        days_later += 1
    elif days_later == 0 and last <= first:
        # `22:00-06:00` ends on the next day, `Fri 17:00-Fri 09:00` in the next week.
        days_later = 7 if _SPAN.fullmatch(text.strip()) else 1
    return WeeklyWindow(days, first, last, days_later)


def clock(text: str, *, midnight: bool = False) -> time:
    """Return a time of day for `08:00`; with `midnight`, `24:00` is the end of the day."""
    hour, minute = map(int, text.split(":"))
    if midnight and (hour, minute) == (24, 0):
        return time()
    if hour > 23 or minute > 59:
        raise Wrong(f"there is no time {text}", "a day runs from 00:00 to 23:59")
    return time(hour, minute)


def _days(text: str) -> tuple[int, ...] | DayKind:
    word = text.strip().lower()
    if word in tuple(DayKind):
        return DayKind(word)
    if "-" not in word and "," not in word:
        near = nearest(word, [str(kind) for kind in DayKind])
        if near is not None:
            raise Wrong(f"unknown days {quote(text.strip())}", f"did you mean '{near}'?")
    return weekdays(text)


def overlapping(windows: Sequence[WeeklyWindow], weekend: Sequence[int]) -> tuple[int, int] | None:
    """Return the places of the first two windows that share time in a week without holidays.

    A window may also overlap itself, when it is longer than the time to its next beginning; the two
    places are equal then.

    Parameters
    ----------
    windows : sequence of WeeklyWindow
        Of one track or person.
    weekend : sequence of int
        The weekdays of the weekend.
    """
    minutes = [_minutes(window, weekend) for window in windows]
    for n, spans in enumerate(minutes):
        if any(_meet(*pair) for pair in combinations(spans, 2)):
            return n, n
    for (n, spans), (m, others) in combinations(enumerate(minutes), 2):
        if any(_meet(span, other) for span in spans for other in others):
            return n, m
    return None


def _minutes(window: WeeklyWindow, weekend: Sequence[int]) -> list[tuple[int, int]]:
    """Return where a window lies in a week, in minutes from Monday; it may end after the week."""
    if isinstance(window.days, DayKind):
        rests = window.days is DayKind.REST_DAYS
        days: Sequence[int] = [day for day in _EVERY_DAY if (day in weekend) is rests]
    else:
        days = window.days
    opens = 60 * window.opens.hour + window.opens.minute
    closes = 60 * window.closes.hour + window.closes.minute + window.days_later * _DAY
    return [(day * _DAY + opens, day * _DAY + closes) for day in days]


def _meet(span: tuple[int, int], other: tuple[int, int]) -> bool:
    """Tell whether two spans share a minute, in this week or one of its neighbours."""
    return any(
        span[0] < other[1] + shift and other[0] + shift < span[1] for shift in (-_WEEK, 0, _WEEK)
    )
