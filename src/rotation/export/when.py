"""Days and instants as people write them: the same whatever the locale."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

__all__ = ["MONTHS", "WEEKDAYS", "day_text", "moment_text"]

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_text(day: date, *, year: bool = False) -> str:
    """Return `Mon 7 Dec`, or `Mon 7 Dec 2026`."""
    text = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return f"{text} {day.year}" if year else text


def moment_text(moment: datetime, zone: ZoneInfo, *, year: bool = False) -> str:
    """Return `Mon 7 Dec 11:00 EST`, with or without the year."""
    local = moment.astimezone(zone)
    return f"{day_text(local.date(), year=year)} {local:%H:%M} {local.tzname()}"
