"""Months as calendars: weeks from Monday on, with a bar per shift.

Instants are aware, in the rotation's zone; people are given by name.
"""

from datetime import date, datetime
from typing import NamedTuple

from rotation.model.shifts import ShiftKind, Window

__all__ = ["CalendarLine", "Month", "MonthBar", "MonthDate", "MonthWeek"]


class CalendarLine(NamedTuple):
    """A line of a schedule.

    Attributes
    ----------
    shift, track : str
        Id and name.
    kind : ShiftKind
        Regular or volunteer.
    start, end : datetime.datetime
        In the rotation's zone, half-open.
    person : str or None
        Id of the holder; None when nobody holds it.
    holder : str
        The name; empty when nobody holds it.
    windows : tuple of Window
        When the holder is on call, in the rotation's zone; those that meet are one.
    shadow : bool
        Whether it is an extra turn, which may stay open.
    """

    shift: str
    track: str
    kind: ShiftKind
    start: datetime
    end: datetime
    person: str | None
    holder: str
    windows: tuple[Window, ...]
    shadow: bool = False

    @property
    def open(self) -> bool:
        """Whether somebody is still needed."""
        return not self.holder and not self.shadow


class MonthDate(NamedTuple):
    """A day of the month's calendar.

    Attributes
    ----------
    day : datetime.date
        Local.
    inside : bool
        Whether it belongs to the month, and not to a neighbour.
    rest : bool
        Whether it is a rest day of the rotation.
    holidays : tuple of str
        Names, with the track where they are those of a track's own place.
    """

    day: date
    inside: bool
    rest: bool
    holidays: tuple[str, ...]


class MonthBar(NamedTuple):
    """The part of a line in one week, or one of several parts with days between them.

    Attributes
    ----------
    line : CalendarLine
        Whose.
    windows : tuple of Window
        When its holder is on call then, in the rotation's zone.
    first, after : int
        Quarters of days from Monday's midnight, half-open, 0 to 28. Hours of a day take the day.
    lane : int
        The row below the days, from 0.
    """

    line: CalendarLine
    windows: tuple[Window, ...]
    first: int
    after: int
    lane: int


class MonthWeek(NamedTuple):
    """A week, from Monday on."""

    days: tuple[MonthDate, ...]
    bars: tuple[MonthBar, ...]

    @property
    def lanes(self) -> int:
        """The number of rows that its bars take."""
        return 1 + max((bar.lane for bar in self.bars), default=-1)


class Month(NamedTuple):
    """A month as whole weeks."""

    first: date
    weeks: tuple[MonthWeek, ...]
