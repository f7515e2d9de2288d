"""Shifts, their loads, and the lines of schedule files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from types import NoneType

from rotation.arguments import optional
from rotation.model.argument_names import made_by_name
from rotation.model.parts import (
    INSTANT,
    SOURCE,
    TEXT,
    WHOLE,
    RotationPart,
    are_exact,
    fill,
    word,
)
from rotation.model.source import Argument, Source

__all__ = ["Amount", "Entry", "Held", "Loads", "Shift", "ShiftKind", "Status", "Window", "joined"]


class ShiftKind(StrEnum):
    """A regular shift needs a person; a volunteer shift needs a person who offered.

    Examples
    --------
    >>> from rotation import ShiftKind
    >>> plan.rows[0].shift.kind is ShiftKind.REGULAR
    True
    """

    REGULAR = "regular"
    VOLUNTEER = "volunteer"


class Status(StrEnum):
    """The status of a line: planned, open, or locked, which is settled before planning.

    Examples
    --------
    >>> [str(row.status) for row in plan.rows]
    ['planned', 'planned', 'planned', 'planned', 'open']
    """

    PLANNED = "planned"
    LOCKED = "locked"
    OPEN = "open"


Amount = int | Fraction
"""A number of a ledger: whole, unless shifts count for less or more than one."""


@dataclass(frozen=True, slots=True)
class Loads:
    """What a person carries, one number per ledger.

    A local day belongs to one person; `shifts` counts only regular shifts (of a
    split shift, only the part with most days). A holiday counts once,
    however many of its days are held (H25). The loads of a shift are whole; those of a ledger are
    weighed by what shifts count (H38).

    Examples
    --------
    >>> from rotation.testing import make_shift
    >>> week = make_shift("A-2026-12-07").loads
    >>> week + week
    Loads(shifts=2, days=14, rest_days=4, holidays=0, volunteer_days=0)
    """

    shifts: Amount = 0
    days: Amount = 0
    rest_days: Amount = 0
    holidays: Amount = 0
    volunteer_days: Amount = 0

    def __add__(self, other: "Loads") -> "Loads":
        sums = (getattr(self, f.name) + getattr(other, f.name) for f in fields(Loads))
        return Loads(*map(_whole, sums))

    def times(self, factor: Fraction) -> "Loads":
        """Return the loads with a weight; whole numbers stay whole."""
        if factor == 1:
            return self
        return Loads(*(_whole(getattr(self, f.name) * factor) for f in fields(Loads)))


def _whole(amount: Amount) -> Amount:
    """Return a whole number as such, so that it is written as before."""
    return amount.numerator if amount.denominator == 1 else amount


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """A stretch of time in which the holder of a shift is on call: UTC, half-open."""

    start: datetime
    end: datetime


def joined(windows: Iterable[Window]) -> tuple[Window, ...]:
    """Return windows in their order, those that meet as one."""
    made: list[Window] = []
    for window in windows:
        if made and made[-1].end == window.start:
            made[-1] = Window(made[-1].start, window.end)
        else:
            made.append(window)
    return tuple(made)


@dataclass(frozen=True, slots=True)
class Shift:
    """One interval of one track that needs exactly one engineer.

    Attributes
    ----------
    id : str
        `TRACK-YYYY-MM-DD`, the nominal handover date; parts of a split shift add `+2`, `+3`.
    track : str
        Name of the track.
    kind : ShiftKind
        Regular or volunteer.
    start, end : datetime.datetime
        UTC, half-open, `start < end`.
    rested : datetime.datetime
        UTC: the earliest start of the holder's next regular shift, `min_rest_days` local days
        after the end of the last window at the same wall-clock time.
    first_day : datetime.date
        Local date of `start`, for messages.
    loads : Loads
        The loads of its holder.
    holidays : tuple of str
        Plain names of the holidays of its track (H33) whose noon lies inside, in date order.
    period : str
        Name of the special period of a volunteer shift, else empty.
    nominal : datetime.date or None
        Local date of the nominal handover of a regular shift, where it is known; the id may name
        another day (H8). Not part of equality.
    windows : tuple of Window
        When its holder is on call, inside the shift, in order, and never empty; without any, the
        whole shift.
    needs : tuple of str
        Skills that its holder must have, sorted.
    counts : fractions.Fraction
        Weight of its loads in the ledgers.
    level : int
        Who is called first: 1, then 2, and so on.
    shadow : bool
        Whether it is an extra turn, which counts nothing and may stay open.
    offered : tuple of (datetime.datetime, datetime.datetime), or None
        The days of a volunteer shift whose last night reaches beyond them, UTC, half-open; None
        means its own bounds.
    weekends : tuple of datetime.date
        The weekends of which a day is its holder's: the Mondays of their ISO weeks, in order.
    needs_source : Source or None
        Where `needs` is written; not part of equality.
    rests : tuple of datetime.datetime
        UTC: when the rest after each window is over; the last one is `rested`. Without them, every
        rest is as long as the last one.
    dates : tuple of datetime.date
        The local days of its track that are its holder's, in order: `loads.days` many.

    Examples
    --------
    >>> shift = plan.problem.shift("A-2026-12-07")
    >>> shift.start.isoformat(), shift.rested.isoformat()
    ('2026-12-07T10:00:00+00:00', '2026-12-21T10:00:00+00:00')
    >>> shift.loads
    Loads(shifts=1, days=7, rest_days=2, holidays=0, volunteer_days=0)
    """

    id: str
    track: str
    kind: ShiftKind
    start: datetime
    end: datetime
    rested: datetime
    first_day: date
    loads: Loads
    holidays: tuple[str, ...] = ()
    period: str = ""
    nominal: date | None = field(default=None, compare=False)
    windows: tuple[Window, ...] = ()
    needs: tuple[str, ...] = ()
    counts: Fraction = Fraction(1)
    level: int = 1
    shadow: bool = False
    offered: tuple[datetime, datetime] | None = None
    weekends: tuple[date, ...] = ()
    needs_source: Source | None = field(default=None, compare=False)
    rests: tuple[datetime, ...] = field(default=(), compare=False)
    dates: tuple[date, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        if not self.windows:
            object.__setattr__(self, "windows", (Window(self.start, self.end),))
        if not self.rests:
            rest = self.rested - self.windows[-1].end
            before = tuple(window.end + rest for window in self.windows[:-1])
            object.__setattr__(self, "rests", (*before, self.rested))

    @property
    def regular(self) -> bool:
        """Whether it needs somebody, whoever offers: neither a volunteer shift nor a shadow."""
        return self.kind is ShiftKind.REGULAR and not self.shadow

    @property
    def weighed(self) -> Loads:
        """What its holder's ledgers get: its loads, by what it counts."""
        return self.loads.times(self.counts)

    @property
    def days(self) -> tuple[datetime, datetime]:
        """The days for which a volunteer shift is offered, as instants, half-open."""
        return self.offered or (self.start, self.end)

    def overlaps(self, start: datetime, end: datetime) -> bool:
        """Return whether its holder is on call at any instant of `[start, end)`."""
        if self.start >= end or start >= self.end:
            return False
        return any(window.start < end and start < window.end for window in self.windows)

    def during(self, start: datetime, end: datetime) -> tuple[datetime, datetime]:
        """Return from when to when its holder is on call in `[start, end)`, where they are."""
        inside = [w for w in self.windows if w.start < end and start < w.end]
        return max(inside[0].start, start), min(inside[-1].end, end)

    def meets(self, start: datetime, end: datetime) -> bool:
        """Return whether any instant of `[start, end)` lies between its bounds."""
        return self.start < end and start < self.end

    def inside(self, start: datetime, end: datetime) -> bool:
        """Return whether its days lie in `[start, end)`."""
        first, after = self.days
        return start <= first and after <= end

    def together(self, other: "Shift") -> bool:
        """Return whether the holders of two shifts are on call at a common instant."""
        if not self.meets(other.start, other.end):
            return False
        return any(other.overlaps(window.start, window.end) for window in self.windows)

    @property
    def with_rest(self) -> tuple[Window, ...]:
        """Its windows with the rest after each; those that meet are one."""
        if len(self.windows) == 1:
            return (Window(self.windows[0].start, self.rested),)
        spans: list[Window] = []
        for window, rested in zip(self.windows, self.rests, strict=True):
            if spans and window.start < spans[-1].end:
                spans[-1] = Window(spans[-1].start, max(spans[-1].end, rested))
            else:
                spans.append(Window(window.start, rested))
        return tuple(spans)

    def unrested(self, other: "Shift") -> bool:
        """Return whether less than the rest lies between a window of one and one of the other."""
        return any(
            mine.start < second.end and second.start < mine.end
            for mine in self.with_rest
            for second in other.with_rest
        )

    def within(self, start: datetime, end: datetime) -> "Shift":
        """Return the part in `[start, end)`, with the windows there; loads stay those of all."""
        windows = tuple(
            Window(max(window.start, start), min(window.end, end))
            for window in self.windows
            if window.start < end and start < window.end
        )
        return replace(
            self, start=max(self.start, start), end=min(self.end, end), windows=windows, rests=()
        )


_ENTRY = {
    "shift": TEXT,
    "track": TEXT,
    "kind": word(ShiftKind),
    "start": INSTANT,
    "end": INSTANT,
    "engineer": optional(TEXT),
    "status": word(Status),
    "revision": WHOLE,
    "revised": optional(INSTANT),
    "source": SOURCE,
}
_OWN_ENTRY: Mapping[str, frozenset[type]] = {
    **dict.fromkeys(("shift", "track"), frozenset({str})),
    **dict.fromkeys(("start", "end"), frozenset({datetime})),
    "kind": frozenset({ShiftKind}),
    "engineer": frozenset({NoneType, str}),
    "status": frozenset({Status}),
    "revision": frozenset({int}),
    "revised": frozenset({NoneType, datetime}),
    "source": frozenset({NoneType, Source, Argument}),
}


@made_by_name
@dataclass(frozen=True, slots=True, init=False, repr=False)
class Entry(RotationPart):
    """A line of a schedule file (`history.csv`, `published.csv`, `schedule.csv`) as written.

    Parameters
    ----------
    shift, track : str
        Shift id and track name.
    kind : ShiftKind or str
        `regular` or `volunteer`.
    start, end : datetime.datetime
        Aware, half-open; UTC in a rotation.
    engineer : str, optional
        Engineer id; None is an open shift.
    status : Status or str
        As written, or what the engineer implies.
    revision : int
        Visible changes since first published.
    revised : datetime.datetime, optional
        Aware: the last one.
    source : Source, optional
        Not part of equality.

    Raises
    ------
    BadInput
        For a value of a wrong type, such as a datetime without a time zone.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> from rotation import Entry
    >>> start, end = (datetime(2026, 12, day, 16, tzinfo=UTC) for day in (7, 14))
    >>> Entry("A-2026-12-07", "A", "regular", start, end, "ada").status
    <Status.PLANNED: 'planned'>
    """

    shift: str
    track: str
    kind: ShiftKind
    start: datetime
    end: datetime
    engineer: str | None
    status: Status = Status.PLANNED
    revision: int = 0
    revised: datetime | None = None
    source: Source | None = field(default=None, compare=False)

    def __init__(  # noqa: PLR0917 - the fields in their order
        self,
        shift: str,
        track: str,
        kind: ShiftKind | str,
        start: datetime,
        end: datetime,
        engineer: str | None,
        status: Status | str = Status.PLANNED,
        revision: int = 0,
        revised: datetime | None = None,
        source: Source | None = None,
    ) -> None:
        values = locals()
        fill(self, {} if are_exact(values, _OWN_ENTRY) else _ENTRY, values)

    __repr__ = RotationPart.__repr__

    @property
    def reads(self) -> tuple[str | None, datetime, datetime]:
        """What people see of it: who, from when, to when. A change of that is a revision."""
        return self.engineer, self.start, self.end


@dataclass(frozen=True, slots=True)
class Held:
    """A shift outside the decision, with the person who carried it or is published for it."""

    shift: Shift
    engineer: str
    source: Source | None = field(default=None, compare=False)
