"""The data of the published plan's page: only what everybody may see.

There are no reasons, e-mail addresses, offers, wishes, absences, loads or rules in it (O14).
Instants are aware, in the rotation's zone; people are given by name.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from rotation.model.shifts import ShiftKind, Window

__all__ = [
    "HandoverLine",
    "Month",
    "MonthBar",
    "MonthDate",
    "MonthWeek",
    "PublicLine",
    "PublicPage",
]


class PublicLine(NamedTuple):
    """A line of the published plan or of history.

    Attributes
    ----------
    shift, track : str
        Id and name.
    kind : ShiftKind
        Regular or volunteer.
    start, end : datetime.datetime
        In the rotation's zone, half-open.
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
    line : PublicLine
        Whose.
    windows : tuple of Window
        When its holder is on call then, in the rotation's zone.
    first, after : int
        Quarters of days from Monday's midnight, half-open, 0 to 28. Hours of a day take the day.
    lane : int
        The row below the days, from 0.
    """

    line: PublicLine
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


class HandoverLine(NamedTuple):
    """A change of hands after publication.

    Attributes
    ----------
    day : datetime.date
        When it was recorded.
    shift, track : str
        Id and name.
    start, end : datetime.datetime
        Of the line that changed, in the rotation's zone.
    before, after : str
        Names; empty for nobody.
    """

    day: date
    shift: str
    track: str
    start: datetime
    end: datetime
    before: str
    after: str


class PublicPage(NamedTuple):
    """What the page of the published plan shows.

    Attributes
    ----------
    name, timezone : str
        Of the rotation.
    today : datetime.date
        The day of the command that wrote it.
    tracks : tuple of str
        In the order of the rotation; then those that no longer exist.
    months : tuple of Month
        In order.
    lines : tuple of PublicLine
        Those that are not over, by start and track.
    people : tuple of str
        Names of everybody who is in the rotation today or later, in the order of names.
    changes : tuple of HandoverLine
        The latest first.
    until : datetime.datetime or None
        When the last published line ends; None when nothing is ahead.
    """

    name: str
    timezone: str
    today: date
    tracks: tuple[str, ...]
    months: tuple[Month, ...]
    lines: tuple[PublicLine, ...]
    people: tuple[str, ...]
    changes: tuple[HandoverLine, ...]
    until: datetime | None

    def on(self, track: str) -> Sequence[PublicLine]:
        """Return the lines of a track that are not over."""
        return [line for line in self.lines if line.track == track]

    def of(self, person: str) -> Sequence[PublicLine]:
        """Return the lines that somebody holds and that are not over."""
        return [line for line in self.lines if line.holder == person]

    @property
    def open(self) -> Sequence[PublicLine]:
        """The lines that somebody is still needed for."""
        return [line for line in self.lines if line.open]
