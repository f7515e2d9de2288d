"""Dates, instants and handovers as text, and the instants they mean."""

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from rotation.config.faults import Wrong
from rotation.config.text import describe, nearest, quote
from rotation.model.rest_days import Day, MonthDay
from rotation.model.tracks import Handover

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "day",
    "full_date",
    "handovers",
    "instant",
    "is_date",
    "local",
    "midnight",
    "moment",
    "weekday",
    "weekdays",
]

FIRST_YEAR, LAST_YEAR = 1970, 2100

_DAYS = 1 << 16
"""More than there are in these years: files have many rows on few days."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MONTH_DAY = re.compile(r"(\d{2})-(\d{2})", re.ASCII)
_INSTANT = re.compile(
    r"\d{4}-\d{2}-\d{2}[T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.0+)?)?"
    r"(?P<offset>Z|[+-]\d{2}:?\d{2})?",
    re.ASCII,
)
_HANDOVER = re.compile(r"(?:([A-Za-z][A-Za-z, -]*?)\s+)?(\d{1,2}):(\d{2})", re.ASCII)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _in_bounds(value: date) -> date:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise Wrong(f"{value} is outside the years {FIRST_YEAR} to {LAST_YEAR}")
    return value


def _iso_date(text: str) -> date:
    try:
        return _in_bounds(date.fromisoformat(text))
    except Wrong:
        raise
    except ValueError:
        raise Wrong(f"there is no day {text}") from None


def is_date(text: str) -> bool:
    """Return whether a text looks like `YYYY-MM-DD`; there may be no such day."""
    return _DATE.fullmatch(text) is not None


def full_date(value: object) -> date:
    """Return a date written as a TOML date or as the text `YYYY-MM-DD`."""
    return _full_date(value, "write it as 2026-11-27")


def _full_date(value: object, hint: str) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return _in_bounds(value)
    if isinstance(value, str) and _DATE.fullmatch(value):
        return _iso_date(value)
    raise Wrong(f"expects a date, got {describe(value)}", hint)


def day(value: object) -> Day:
    """Return a full date, or the day of every year for `MM-DD`."""
    match = _MONTH_DAY.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return _full_date(value, "write it as 2026-11-27, or as 11-27 for every year")
    month, number = int(match[1]), int(match[2])
    try:
        date(2024, month, number)
    except ValueError:
        raise Wrong(f"there is no day {match[0]}", _month_first(month, number)) from None
    if (month, number) == (2, 29):
        raise Wrong("02-29 does not come every year", "use 02-28 or 03-01, or give a full date")
    return MonthDay(month, number)


def _month_first(month: int, number: int) -> str:
    if month <= 12:
        return ""
    swapped = f"{number:02}-{month:02}" if 1 <= number <= 12 and month <= 28 else "12-25"
    return f"write MM-DD, such as {swapped}"


def weekday(text: str) -> int:
    """Return the weekday (Monday is 0) for `Mon` or `monday`."""
    name = text.strip().lower()
    days = [n for n, full in enumerate(_WEEKDAYS) if name in (full, full[:3])]
    if not days:
        near = _weekday_meant(name)
        hint = f"did you mean '{near[:3].title()}'?" if near else "one of Mon to Sun"
        raise Wrong(f"unknown weekday {quote(text)}", hint)
    return days[0]


def weekdays(text: str) -> tuple[int, ...]:
    """Return the weekdays (Monday is 0) for `Mon`, `Mon-Fri`, `Sat-Mon` or `Mon,Wed`, sorted."""
    days: set[int] = set()
    for part in text.split(","):
        bounds = [weekday(name) for name in part.split("-")]
        if len(bounds) > 2:
            raise Wrong(f"{quote(part.strip())} is not a range of weekdays", "write it as Mon-Fri")
        first, last = bounds[0], bounds[-1]
        days |= {(first + n) % 7 for n in range((last - first) % 7 + 1)}
    return tuple(sorted(days))


def handovers(text: str) -> tuple[Handover, ...]:
    """Return the handovers for `Mon 11:00`, `Mon-Fri 11:00`, or `11:00` of every day."""
    match = _HANDOVER.fullmatch(text.strip())
    if match is None:
        raise Wrong(
            f"{quote(text)} is not a handover",
            "write a weekday and a time, as 'Mon 11:00', or a time alone for every day",
        )
    days = weekdays(match[1]) if match[1] else tuple(range(7))
    hour, minute = int(match[2]), int(match[3])
    if hour > 23 or minute > 59:
        what = f"there is no time {match[2]}:{match[3]}"
        raise Wrong(what, "a day runs from 00:00 to 23:59")
    return tuple(Handover(day, time(hour, minute)) for day in days)


def _weekday_meant(name: str) -> str | None:
    """Return the weekday that begins with a text or has a similar spelling."""
    begun = [full for full in _WEEKDAYS if full.startswith(name)] if name else []
    letters = ".*".join(map(re.escape, name))
    short = [full for full in _WEEKDAYS if re.fullmatch(letters, full[:3])]
    for meant in (begun, short):
        if len(meant) == 1:
            return meant[0]
    return nearest(name, [*_WEEKDAYS, *(full[:3] for full in _WEEKDAYS)])


@lru_cache(maxsize=_DAYS)
def moment(text: str) -> date | datetime:
    """Return a date, or an instant of ISO 8601 with or without offset, in seconds."""
    if _DATE.fullmatch(text):
        return _iso_date(text)
    value = _iso_instant(text)
    if value is None:
        raise Wrong(
            f"{quote(text)} is neither a date nor an instant",
            "write it as 2026-12-21, 2026-12-21T09:00 or 2026-12-21T09:00-05:00",
        )
    return value


def _iso_instant(text: str) -> datetime | None:
    """Return the parts of an instant; None for a text in another form."""
    match = _INSTANT.fullmatch(text)
    if match is None:
        return None
    try:
        value = datetime.fromisoformat(text)
    except ValueError:
        _iso_date(text[:10])
        raise Wrong(f"there is no offset {match['offset']}") from None
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        _in_bounds(value.date())
    return value


@lru_cache(maxsize=_DAYS)
def instant(text: str) -> datetime:
    """Return the UTC instant of an ISO 8601 text, which must have an offset."""
    value = _iso_instant(text)
    if value is None:
        raise Wrong(f"{quote(text)} is not an instant", "write it as 2026-12-21T09:00:00-05:00")
    if value.tzinfo is None:
        raise Wrong(f"{quote(text)} has no offset", "add one, as in 2026-12-21T09:00:00-05:00")
    return value.astimezone(UTC)


def local(value: datetime, zone: str) -> datetime:
    """Return the UTC instant; without offset, the time is local to `zone`.

    A time that the clock skips is read with the offset before the jump; a time that occurs twice is
    the first one (RFC 5545, section 3.3.5).
    """
    aware = value if value.tzinfo else value.replace(tzinfo=ZoneInfo(zone))
    return aware.astimezone(UTC)


def midnight(value: date, zone: str, days_later: int = 0) -> datetime:
    """Return the UTC instant at which a local day, or one some days later, begins."""
    return _midnight(value + timedelta(days=days_later), zone)


@lru_cache(maxsize=_DAYS)
def _midnight(day: date, zone: str) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
