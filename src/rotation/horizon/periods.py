"""Special periods: their days, and the volunteer shifts they are cut into."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from rotation.errors import BadInput, Fault
from rotation.horizon.clock import midnight
from rotation.model.rest_days import MonthDay
from rotation.model.tracks import SpecialPeriod

__all__ = ["PeriodOccurrence", "occurrences"]


@dataclass(frozen=True, slots=True)
class PeriodOccurrence:
    """A special period in one year.

    Attributes
    ----------
    period : SpecialPeriod
        As configured.
    first, last : datetime.date
        Local days, both inclusive.
    start, end : datetime.datetime
        UTC, half-open: the midnights around them.
    """

    period: SpecialPeriod
    first: date
    last: date
    start: datetime
    end: datetime

    def cuts(self) -> list[tuple[date, date]]:
        """Return the volunteer shifts: the first local date, and the date after the last."""
        after = self.last + timedelta(days=1)
        length = timedelta(days=self.period.shift_days)
        cuts = []
        day = self.first
        while day < after:
            cuts.append((day, min(day + length, after)))
            day += length
        return cuts


def occurrences(
    periods: tuple[SpecialPeriod, ...], zone: ZoneInfo, first_year: int, last_year: int
) -> tuple[PeriodOccurrence, ...]:
    """Return the special periods that begin in some years.

    Parameters
    ----------
    periods : tuple of SpecialPeriod
        In any order.
    zone : zoneinfo.ZoneInfo
        The rotation's zone.
    first_year, last_year : int
        Both inclusive.

    Returns
    -------
    tuple of PeriodOccurrence
        In order of time.

    Raises
    ------
    BadInput
        When a period ends before it begins, or two overlap.
    """
    in_years: list[PeriodOccurrence] = []
    faults: list[Fault] = []
    for period in periods:
        days = _days_of(period, first_year, last_year)
        if any(last < first for first, last in days):
            what = f"{period.name} ends on {period.last_day}, before it begins"
            faults.append(Fault(_place(period), what, "give last_day a later date"))
            continue
        for first, last in days:
            end = midnight(zone, last + timedelta(days=1))
            in_years.append(PeriodOccurrence(period, first, last, midnight(zone, first), end))
    in_years.sort(key=lambda o: (o.first, o.last, o.period.name))
    for earlier, later in pairwise(in_years):
        if later.first <= earlier.last:
            what = f"{later.period.name} begins on {later.first}, inside {earlier.period.name}"
            what += f" ({earlier.first} to {earlier.last})"
            faults.append(Fault(_place(later.period), what, "let one end before the other begins"))
    if faults:
        # The same two periods overlap every year; one report is enough.
        raise BadInput(list({(fault.place, fault.hint): fault for fault in faults}.values()))
    return tuple(in_years)


def _days_of(period: SpecialPeriod, first_year: int, last_year: int) -> list[tuple[date, date]]:
    first, last = period.first_day, period.last_day
    if isinstance(first, MonthDay) and isinstance(last, MonthDay):
        wraps = last < first
        return [
            (first.in_year(year), last.in_year(year + wraps))
            for year in range(first_year, last_year + 1)
        ]
    if isinstance(first, MonthDay) or isinstance(last, MonthDay):
        what = f"{period.name} mixes a day of every year with a full date"
        raise BadInput(Fault(_place(period), what, "write both days alike"))
    return [(first, last)] if first_year <= first.year <= last_year else []


def _place(period: SpecialPeriod) -> str:
    return f"{period.source}: special_period" if period.source else "special_period"
