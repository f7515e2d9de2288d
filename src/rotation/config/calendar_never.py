"""Rules of repetition that surely come again.

dateutil looks for the next match of a rule up to the year 9999 and cannot be stopped; "every hour
of 30 February" takes it half a minute. So only those rules are walked that are known to match.
"""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import product
from math import gcd
from typing import Any

__all__ = ["comes"]

_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def comes(numbers: Callable[[str], Sequence[Any]], frequency: str, start: date) -> bool:
    """Tell whether a rule surely matches some day within a few decades.

    Parameters
    ----------
    numbers : callable
        From a part of the rule to its values.
    frequency : str
        `HOURLY` to `YEARLY`.
    start : datetime.date
        Day of DTSTART.
    """
    parts = ("BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "BYYEARDAY", "BYWEEKNO", "BYEASTER")
    used = {name for name in parts if numbers(name)}
    interval = next(iter(numbers("INTERVAL")), 1)
    if frequency == "HOURLY":
        # Days that are sought hour by hour are walked hour by hour.
        return not used - {"BYDAY"} and (interval == 1 or not (used or numbers("BYHOUR")))
    if used in ({"BYYEARDAY"}, {"BYWEEKNO"}, {"BYWEEKNO", "BYDAY"}):
        highest = max(abs(n) for n in numbers(*(used - {"BYDAY"})))
        return frequency == "YEARLY" and interval == 1 and highest <= 365
    if used - {"BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS"}:
        return False
    if interval != 1 and used - {"BYDAY"}:
        return frequency in {"MONTHLY", "YEARLY"} and _every_time(numbers, frequency, start, used)
    if frequency == "DAILY" and used and gcd(interval, 7) != 1:
        return False
    return _days_exist(numbers, frequency, start, used) and _nth_exist(numbers, frequency, used)


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
    """Judge "the second Monday" and "the last working day"."""
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
    """Judge rules that skip months or years: what they want must be there each time."""
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
