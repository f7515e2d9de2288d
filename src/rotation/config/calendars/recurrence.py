"""Recurrence rules that certainly match again.

dateutil searches the next match of a rule up to the year 9999 and cannot be stopped; "every hour of
30 February" takes it half a minute. So only rules that certainly match are walked.
"""

from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import product
from math import gcd
from typing import Any

__all__ = ["comes"]

_WALKED = {"DAILY": 1_500, "WEEKLY": 210, "MONTHLY": 360, "YEARLY": 30}
"""The number of days, weeks, months or years that are checked: a few, or all leap years."""
_CHOOSING = frozenset({"BYDAY", "BYMONTHDAY"})
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def comes(numbers: Callable[[str], Sequence[Any]], frequency: str, start: date) -> bool:
    """Return whether a rule certainly matches some day within a few decades.

    Parameters
    ----------
    numbers : callable
        Returns the values of a part of the rule.
    frequency : str
        `HOURLY` to `YEARLY`.
    start : datetime.date
        Day of DTSTART.
    """
    parts = ("BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "BYYEARDAY", "BYWEEKNO", "BYEASTER")
    used = {name for name in parts if numbers(name)}
    interval = next(iter(numbers("INTERVAL")), 1)
    if frequency == "HOURLY":
        # Days searched hour by hour are walked hour by hour.
        return not used - {"BYDAY"} and (interval == 1 or not (used or numbers("BYHOUR")))
    if used in ({"BYYEARDAY"}, {"BYWEEKNO"}, {"BYWEEKNO", "BYDAY"}):
        highest = max(abs(n) for n in numbers(*(used - {"BYDAY"})))
        return frequency == "YEARLY" and interval == 1 and highest <= 365
    if used - {"BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS"}:
        return False
    if interval == 1 or not used - {"BYDAY"}:
        evenly = frequency != "DAILY" or not used or gcd(interval, 7) == 1
        often = evenly and _nth_exist(numbers, frequency, used)
    else:
        often = frequency in {"MONTHLY", "YEARLY"} and _every_time(numbers, frequency, start, used)
    if often or not _days_exist(numbers, frequency, start, used):
        return _days_exist(numbers, frequency, start, used)
    own = {start.day} if frequency in {"MONTHLY", "YEARLY"} and not used & _CHOOSING else set()
    return any(
        _matches(numbers, own, days) for days in _periods(numbers, frequency, start, interval)
    )


def _periods(
    numbers: Callable[[str], Sequence[Any]], frequency: str, start: date, interval: int
) -> Iterator[list[date]]:
    """Yield the days from which a rule chooses, for some time ahead."""
    for n in range(0, _WALKED[frequency], interval):
        if frequency == "DAILY":
            yield [start + timedelta(days=n)]
        elif frequency == "WEEKLY":
            monday = start - timedelta(days=start.weekday()) + timedelta(weeks=n)
            on = numbers("BYDAY") or [_WEEKDAYS[start.weekday()]]
            yield [monday + timedelta(days=_WEEKDAYS.index(str(day)[-2:])) for day in on]
        elif frequency == "MONTHLY":
            year, month = divmod(start.year * 12 + start.month - 1 + n, 12)
            yield _month(year, month + 1)
        else:
            yield [day for month in range(1, 13) for day in _month(start.year + n, month)]


def _month(year: int, month: int) -> list[date]:
    return [date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]


def _matches(numbers: Callable[[str], Sequence[Any]], own: set[int], days: Sequence[date]) -> bool:
    """Return whether a rule certainly takes one of these days; `own` is the day of its start."""
    months = set(map(int, numbers("BYMONTH")))
    month_days = set(map(int, numbers("BYMONTHDAY"))) or own
    by_day = {str(day) for day in numbers("BYDAY")}
    in_year = len(days) > len(_LONGEST) * 28 and not months
    taken = 0
    for day in days:
        length = monthrange(day.year, day.month)[1]
        if months and day.month not in months:
            continue
        if month_days and month_days.isdisjoint({day.day, day.day - length - 1}):
            continue
        first = day.timetuple().tm_yday if in_year else day.day
        whole = len(days) if in_year else length
        name = _WEEKDAYS[day.weekday()]
        nth = {name, f"{(first - 1) // 7 + 1}{name}", f"-{(whole - first) // 7 + 1}{name}"}
        if not by_day or not by_day.isdisjoint(nth | {f"+{number}" for number in nth}):
            taken += 1
    positions = [abs(int(position)) for position in numbers("BYSETPOS")]
    return taken >= max(positions, default=1)


def _days_exist(
    numbers: Callable[[str], Sequence[Any]], frequency: str, start: date, used: set[str]
) -> bool:
    own = [start.day] if frequency in {"MONTHLY", "YEARLY"} and "BYDAY" not in used else [1]
    days, months = numbers("BYMONTHDAY") or own, numbers("BYMONTH") or range(1, 13)
    return any(
        1 <= month <= 12 and 1 <= abs(day) <= _LONGEST[month - 1]
        for month, day in product(map(int, months), map(int, days))
    )


def _nth_exist(numbers: Callable[[str], Sequence[Any]], frequency: str, used: set[str]) -> bool:
    """Check "the second Monday" and "the last working day"."""
    nth = [abs(int(str(day)[:-2] or 0)) for day in numbers("BYDAY")]
    positions = [abs(int(n)) for n in numbers("BYSETPOS")]
    if frequency in {"DAILY", "WEEKLY"}:
        return not positions and not any(nth)
    if any(nth) and "BYMONTHDAY" in used:
        return False
    whole_year = frequency == "YEARLY" and "BYMONTH" not in used
    if max(nth, default=0) > (52 if whole_year else 4):
        return False
    least = 4 if nth and not any(nth) and "BYMONTHDAY" not in used else 1
    return all(1 <= position <= least for position in positions)


def _every_time(
    numbers: Callable[[str], Sequence[Any]], frequency: str, start: date, used: set[str]
) -> bool:
    """Check rules that skip months or years: their days must exist every time."""
    if "BYMONTH" in used and frequency == "MONTHLY":
        return False
    days = numbers("BYMONTHDAY") or ([] if "BYDAY" in used else [start.day])
    always = not days or any(1 <= abs(int(day)) <= 28 for day in days)
    if {"BYDAY", "BYMONTHDAY"} <= used:
        return False
    return (
        always
        and _days_exist(numbers, frequency, start, used)
        and _nth_exist(numbers, frequency, used)
    )
