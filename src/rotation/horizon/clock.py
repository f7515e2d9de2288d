"""A zone's wall clock and the instants behind it.

Ambiguous times are read as in RFC 5545 section 3.3.5: a local time that a clock change skips has
the offset before the change, and a time that occurs twice is the first one. `zoneinfo` does the
same with `fold=0`.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

__all__ = ["FAR_FUTURE", "FAR_PAST", "NOON", "instant", "midnight", "noons", "wall", "years_before"]

# Not `datetime.min` and `.max`: these survive a conversion to any zone.
FAR_PAST = datetime(1900, 1, 1, tzinfo=UTC)
FAR_FUTURE = datetime(2300, 1, 1, tzinfo=UTC)

NOON = time(12)


def instant(zone: ZoneInfo, day: date, clock: time) -> datetime:
    """Return the UTC instant of a local wall-clock time."""
    return datetime.combine(day, clock, tzinfo=zone).astimezone(UTC)


def midnight(zone: ZoneInfo, day: date) -> datetime:
    """Return the UTC instant at which a local day begins."""
    return instant(zone, day, time())


def wall(zone: ZoneInfo, moment: datetime) -> datetime:
    """Return the wall-clock time of a zone at an instant, without zone and fold."""
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)


def years_before(day: date, years: int) -> date:
    """Return the same day some years earlier; 29 February becomes 28 February."""
    year = day.year - years
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def noons(zone: ZoneInfo, start: datetime, end: datetime) -> tuple[date, date]:
    """Return the local days whose noon lies in `[start, end)`, as a half-open range of dates.

    Parameters
    ----------
    zone : zoneinfo.ZoneInfo
        Whose noons.
    start, end : datetime.datetime
        UTC, half-open.

    Returns
    -------
    tuple of (datetime.date, datetime.date)
        First day, and the day after the last; equal when there is none.
    """
    return _first_noon(zone, start), _first_noon(zone, end)


def _first_noon(zone: ZoneInfo, moment: datetime) -> date:
    day = wall(zone, moment).date()
    return day if instant(zone, day, NOON) >= moment else day + timedelta(days=1)
