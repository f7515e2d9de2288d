"""Days, times and durations in calendars (RFC 5545 sections 3.3.4 to 3.3.9)."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from rotation.config.faults import Wrong

__all__ = ["DAY", "FIRST_YEAR", "LAST_YEAR", "Length", "Moment", "length_of", "moment_of"]

DAY = timedelta(days=1)
FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Events outside these years are left out."""
_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?", re.IGNORECASE | re.ASCII)
_LENGTH = re.compile(
    r"([-+]?)P(?=T?\d)(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, or a time on the clock of a zone.

    Attributes
    ----------
    at : datetime.date
        As written: a date, or a datetime without zone.
    zone : datetime.tzinfo or None
        The zone of a time; None for days and for times without a zone.
    """

    at: date
    zone: tzinfo | None = None

    @property
    def whole(self) -> bool:
        """Whether it is a whole day."""
        return not isinstance(self.at, datetime)

    @property
    def clock(self) -> datetime:
        """The written value as a wall-clock time; a day begins at midnight."""
        return self.at if isinstance(self.at, datetime) else datetime.combine(self.at, time())

    def instant(self, zone: tzinfo) -> datetime:
        """Return it in UTC; a day, or a time without zone, is in `zone`."""
        return self.clock.replace(tzinfo=self.zone or zone).astimezone(UTC)

    def wall(self, zone: tzinfo) -> datetime:
        """Return the wall-clock time in `zone` then, without the zone."""
        if self.zone is None or self.zone == zone:
            return self.clock
        return self.clock.replace(tzinfo=self.zone).astimezone(zone).replace(tzinfo=None)

    def day(self, zone: tzinfo) -> date:
        """Return its day: the written one, and for a UTC time that of `zone`."""
        return (self.wall(zone) if self.zone is UTC else self.clock).date()


@dataclass(frozen=True, slots=True)
class Length:
    """A DURATION: days and weeks are calendar days, the rest is exact.

    Attributes
    ----------
    days : int
        Days, each 23 to 25 hours long (RFC 5545 section 3.3.6).
    exact : datetime.timedelta
        The exact time added after them.
    """

    days: int
    exact: timedelta

    def after(self, start: Moment, zone: tzinfo) -> datetime:
        """Return the end, UTC, after a start; a start without zone is in `zone`."""
        end = Moment(start.clock + self.days * DAY, start.zone)
        return end.instant(zone) + self.exact

    @property
    def whole_days(self) -> int:
        """The number of whole days it takes; at least one."""
        return max(1, self.days - (-self.exact // DAY)) if self.days >= 0 else self.days


def moment_of(text: str, *, whole: bool = False) -> Moment:
    """Read a day, or a time in UTC or without zone.

    Parameters
    ----------
    text : str
        The value.
    whole : bool
        Whether VALUE=DATE makes it a day, whatever time follows.

    Raises
    ------
    Wrong
        If it is neither.
    """
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        raise Wrong("is neither a day nor a time")
    year, month, day, hour, minute, second, utc = match.groups()
    try:
        written = date(int(year), int(month), int(day))
        if whole or hour is None:
            return Moment(written)
        # A leap second, 23:59:60, is the second before it (RFC 5545 section 3.3.12).
        clock = time(int(hour), int(minute), min(int(second), 59))
    except ValueError:
        raise Wrong("is neither a day nor a time") from None
    return Moment(datetime.combine(written, clock), UTC if utc else None)


def length_of(text: str) -> Length:
    """Read a DURATION; raise `Wrong` for any other text."""
    match = _LENGTH.fullmatch(text.strip())
    if match is None:
        raise Wrong("is not a length of time")
    sign = -1 if match[1] == "-" else 1
    weeks, days, hours, minutes, seconds = (int(number or 0) for number in match.groups()[1:])
    try:
        exact = timedelta(hours=hours, minutes=minutes, seconds=seconds)
        whole = timedelta(weeks=weeks, days=days)
    except OverflowError:
        raise Wrong("is longer than any calendar") from None
    return Length(sign * whole.days, sign * exact)
