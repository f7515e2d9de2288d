"""Days and instants as people write them: the same whatever the locale."""

from datetime import datetime
from zoneinfo import ZoneInfo

from rotation.model.words import MONTHS, WEEKDAYS, day_text

__all__ = ["MONTHS", "WEEKDAYS", "day_text", "moment_text"]


def moment_text(moment: datetime, zone: ZoneInfo, *, year: bool = False) -> str:
    """Return `Mon 7 Dec 11:00 EST`, with or without the year."""
    local = moment.astimezone(zone)
    return f"{day_text(local.date(), year=year)} {local:%H:%M} {local.tzname()}"
