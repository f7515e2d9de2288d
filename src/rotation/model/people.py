"""The people of a rotation, with time off, offers and wishes."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from rotation.errors import Fault
from rotation.model.source import Source
from rotation.model.tracks import WeeklyWindow

__all__ = ["Engineer", "Offer", "TimeOff", "TimeOffKind", "Unmatched", "Wish"]


class TimeOffKind(StrEnum):
    """The kind of an absence; only `LEAVE` lowers a fair share."""

    VACATION = "vacation"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Engineer:
    """A member of the rotation, past, present or future.

    Attributes
    ----------
    id : str
        Lower-case letters, digits, `-`, `_` and `.`: safe as a file name.
    name : str
        As the person writes it; printable characters only.
    email : str
        May be empty.
    timezone : str
        IANA name; the zone of the person's whole days of time off.
    joined : datetime.date
        First day with the team; serves from `joined + grace_days`, midnight of the rotation's zone.
    leaves : datetime.date or None
        First day without the person, from midnight of the rotation's zone.
    manager : str or None
        Id of the engineer who takes over the shifts when this one leaves.
    capacity : fractions.Fraction
        1 is full time; scales the fair share.
    capacities : tuple of (datetime.date, fractions.Fraction)
        Changes of the capacity, sorted: each from a local day of the rotation on.
    tracks : tuple of str
        Names of the tracks the person serves, sorted; volunteer shifts included.
    country, subdivision : str or None
        The public holidays for the person's pay; None means the rotation's.
    skills : tuple of str
        What the person can do, sorted.
    available : tuple of WeeklyWindow
        When the person can be on call, by the clock of `timezone`; empty means always.
    off : tuple of int
        Weekdays (Monday is 0) of that clock on which no window of theirs may begin, sorted.
    aliases : tuple of str
        Other names and addresses of the person in files; not part of equality.
    source : Source or None
        Where the person is declared; not part of equality.
    places : tuple of (str, Source)
        Where some keys of theirs are written; not part of equality.
    """

    id: str
    name: str
    joined: date
    timezone: str
    tracks: tuple[str, ...]
    email: str = ""
    leaves: date | None = None
    manager: str | None = None
    capacity: Fraction = Fraction(1)
    capacities: tuple[tuple[date, Fraction], ...] = ()
    country: str | None = None
    subdivision: str | None = None
    skills: tuple[str, ...] = ()
    available: tuple[WeeklyWindow, ...] = ()
    off: tuple[int, ...] = ()
    aliases: tuple[str, ...] = field(default=(), compare=False)
    source: Source | None = field(default=None, compare=False)
    places: tuple[tuple[str, Source], ...] = field(default=(), repr=False, compare=False)

    def place(self, key: str) -> Source | None:
        """Return where a key is written; without it, where the person is declared."""
        return dict(self.places).get(key, self.source)


@dataclass(frozen=True, slots=True)
class TimeOff:
    """An interval in which a person cannot be on call.

    Attributes
    ----------
    engineer : str
        Engineer id.
    start, end : datetime.datetime
        UTC, half-open.
    kind : TimeOffKind
        Vacation, or leave (which lowers the fair share).
    wording : str
        The interval as the user wrote it (`2026-12-21 to 2026-12-27`), for messages.
    note : str
        Free text.
    source : Source or None
        Not part of equality.
    """

    engineer: str
    start: datetime
    end: datetime
    kind: TimeOffKind = TimeOffKind.VACATION
    wording: str = ""
    note: str = ""
    source: Source | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Unmatched:
    """Time off of an unknown person that was over when it was read.

    Attributes
    ----------
    start, end : datetime.datetime
        UTC, half-open.
    kind : TimeOffKind
        Vacation matters to the shifts of its days, leave also to fair shares.
    fault : Fault
        The fault to report if its days matter.
    """

    start: datetime
    end: datetime
    kind: TimeOffKind
    fault: Fault


@dataclass(frozen=True, slots=True)
class Offer:
    """A row of the volunteers' sheet: every volunteer shift wholly inside these days is offered.

    Attributes
    ----------
    engineer : str
        Engineer id.
    start, end : datetime.datetime
        UTC, half-open: from the first midnight to the midnight after the last day, in the
        rotation's zone.
    max_shifts : int or None
        At most this many of the volunteer shifts inside the interval; None means no bound.
    preference : int
        1 (preferred) to 3 (only if needed).
    wording : str
        The days as the user wrote them, for messages.
    source : Source or None
        Not part of equality.
    """

    engineer: str
    start: datetime
    end: datetime
    max_shifts: int | None = None
    preference: int = 2
    wording: str = ""
    source: Source | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Wish:
    """Days on which a person would like to be on call, or rather not.

    Attributes
    ----------
    engineer : str
        Engineer id.
    start, end : datetime.datetime
        UTC, half-open: whole days of the person's zone.
    wanted : bool
        Whether the person wants a shift on these days, or no shift.
    wording : str
        The days as the user wrote them, for messages.
    source : Source or None
        Not part of equality.
    """

    engineer: str
    start: datetime
    end: datetime
    wanted: bool
    wording: str = ""
    source: Source | None = field(default=None, compare=False)
