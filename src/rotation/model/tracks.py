"""Tracks, special periods and holidays, as a team settles them."""

from dataclasses import dataclass, field
from datetime import date, time

from rotation.model.source import Source

__all__ = ["CompanyDay", "Day", "Handover", "HolidayRules", "MonthDay", "SpecialPeriod", "Track"]


@dataclass(frozen=True, slots=True, order=True)
class MonthDay:
    """A day of every year, such as 12-25; never 02-29."""

    month: int
    day: int

    def __str__(self) -> str:
        return f"{self.month:02d}-{self.day:02d}"

    def in_year(self, year: int) -> date:
        """Return this day of `year`."""
        return date(year, self.month, self.day)


Day = date | MonthDay
"""A full date means that year only; a month and day, every year."""


@dataclass(frozen=True, slots=True, order=True)
class Handover:
    """A weekday (Monday is 0) and a local wall-clock time, to the minute."""

    weekday: int
    time: time


@dataclass(frozen=True, slots=True)
class Track:
    """One lane of a rotation.

    Attributes
    ----------
    name : str
        Letters, digits, `_`, `-` and `.`: part of every shift's id.
    handovers : tuple of Handover
        Sorted, at most one a weekday.
    weeks : int
        The handovers return every `weeks` weeks.
    anchor : datetime.date or None
        First day of a cycle; needed when `weeks > 1`. Each handover falls on its first weekday
        on or after the anchor and every `weeks` weeks from there, before and after.
    """

    name: str
    handovers: tuple[Handover, ...]
    weeks: int = 1
    anchor: date | None = None
    source: Source | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class SpecialPeriod:
    """Whole local days that run outside normal shifts, cut into volunteer shifts.

    Attributes
    ----------
    name : str
        For people.
    first_day, last_day : Day
        Both inclusive; both full dates or both month-days. A last month-day before the first
        one lies in the next year.
    shift_days : int
        Length of a volunteer shift in local days; the last may be shorter.
    min_stub_days : int
        A remainder of a regular shift shorter than this joins its neighbour.
    """

    name: str
    first_day: Day
    last_day: Day
    shift_days: int = 2
    min_stub_days: int = 3
    source: Source | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class CompanyDay:
    """A rest day of the company's own."""

    day: Day
    name: str
    source: Source | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class HolidayRules:
    """Which days are weekends and public holidays.

    Attributes
    ----------
    country : str or None
        ISO 3166-1 code known to the `holidays` library; None means weekends only.
    subdivision : str or None
        State or province code of that country.
    exclude : tuple of str
        Holiday names (without `(observed)`) that the team works on.
    extra : tuple of CompanyDay
        Days added.
    weekend : tuple of int or None
        Weekdays (Monday is 0) of the weekly rest; None means those of the country.
    categories : tuple of str
        Which holidays of the country count, as the library sorts them; empty means those that it
        calls public, or what else is the country's usual category.
    """

    country: str | None = None
    subdivision: str | None = None
    exclude: tuple[str, ...] = ()
    extra: tuple[CompanyDay, ...] = ()
    weekend: tuple[int, ...] | None = None
    categories: tuple[str, ...] = ()
    source: Source | None = field(default=None, compare=False)
