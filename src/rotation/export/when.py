"""Days and instants as people write them: the same whatever the locale."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from rotation.model.words import MONTHS, WEEKDAYS, day_text

__all__ = ["MONTHS", "WEEKDAYS", "clock_words", "day_text", "days_text", "moment_text"]


def clock_words(moment: datetime) -> str:
    """Return `Mon 7 Dec 11:00`, by the clock of the instant's own zone."""
    return f"{day_text(moment)} {moment:%H:%M}"


def days_text(first: date, last: date) -> str:
    """Return the days from one to another, both inclusive: `25-26 Dec`, `31 Dec-1 Jan`."""
    ending = f"{last.day} {MONTHS[last.month - 1]}"
    if first == last:
        return ending
    begin = (
        str(first.day) if first.month == last.month else f"{first.day} {MONTHS[first.month - 1]}"
    )
    return f"{begin}-{ending}"


def moment_text(moment: datetime, zone: ZoneInfo, *, year: bool = False) -> str:
    """Return `Mon 7 Dec 11:00 EST`, with or without the year."""
    local = moment.astimezone(zone)
    return f"{day_text(local.date(), year=year)} {local:%H:%M} {local.tzname()}"
