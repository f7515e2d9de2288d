"""Hours of an interval by kind: working hours, off hours, weekends and holidays."""

from dataclasses import dataclass, fields
from datetime import datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from rotation.horizon.clock import instant, midnight, wall
from rotation.horizon.days import DayCalendar

__all__ = ["HourSplitter", "Hours"]


@dataclass(frozen=True, slots=True)
class Hours:
    """Exact time by kind; the four kinds share no instant.

    Attributes
    ----------
    working, off_hours : datetime.timedelta
        On workdays, inside and outside the working hours.
    weekend : datetime.timedelta
        On weekend days that are not holidays.
    holiday : datetime.timedelta
        On holidays, whatever the weekday.
    """

    working: timedelta = timedelta()
    off_hours: timedelta = timedelta()
    weekend: timedelta = timedelta()
    holiday: timedelta = timedelta()

    def __add__(self, other: "Hours") -> "Hours":
        return Hours(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Hours)))

    def times(self, factor: Fraction) -> "Hours":
        """Return the hours with a weight, to the microsecond: exact for hundredths of seconds."""
        if factor == 1:
            return self
        return Hours(
            *(getattr(self, f.name) * factor.numerator / factor.denominator for f in fields(Hours))
        )

    @property
    def rest_days(self) -> timedelta:
        """Time on rest days: weekends and holidays."""
        return self.weekend + self.holiday

    @property
    def total(self) -> timedelta:
        """The sum of all kinds."""
        return self.working + self.off_hours + self.rest_days


class HourSplitter:
    """Splits intervals at the midnights and working hours of a zone.

    Parameters
    ----------
    zone : zoneinfo.ZoneInfo
        The zone of the clock.
    days : DayCalendar
        Which days are holidays and weekends.
    working_hours : tuple of (datetime.time, datetime.time)
        Half-open, of one local day.
    """

    def __init__(self, zone: ZoneInfo, days: DayCalendar, working_hours: tuple[time, time]) -> None:
        self.zone = zone
        self._days = days
        self._opens, self._closes = working_hours

    def split(self, start: datetime, end: datetime) -> Hours:
        """Return the hours of an interval; their sum is its exact length.

        Parameters
        ----------
        start, end : datetime.datetime
            UTC, half-open.
        """
        hours = Hours()
        # A day begins at its first midnight: where midnight occurs twice, `wall` is a day late.
        day = wall(self.zone, start).date()
        opens = midnight(self.zone, day)
        while opens < end:
            after = day + timedelta(days=1)
            closes = midnight(self.zone, after)
            begin, finish = max(start, opens), min(end, closes)
            if begin < finish:
                length = finish - begin
                if self._days.names(day):
                    hours += Hours(holiday=length)
                elif self._days.is_rest_day(day):
                    hours += Hours(weekend=length)
                else:
                    first = max(begin, instant(self.zone, day, self._opens))
                    last = min(finish, instant(self.zone, day, self._closes))
                    working = max(last - first, timedelta())
                    hours += Hours(working=working, off_hours=length - working)
            day, opens = after, closes
        return hours
