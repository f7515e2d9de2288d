"""Regular shifts around special periods: cut, joined and named."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from rotation.errors import BadInput, Fault
from rotation.horizon.clock import wall
from rotation.horizon.handovers import UncutShift
from rotation.horizon.periods import PeriodOccurrence
from rotation.model.tracks import MIN_STUB_DAYS, SpecialPeriod

__all__ = ["FURTHEST_NAME_DAYS", "ShiftPiece", "cut", "join", "name"]

FURTHEST_NAME_DAYS = 31
"""How far from its start a shift may take a date for its id."""


@dataclass(frozen=True, slots=True)
class ShiftPiece:
    """A piece of a regular shift between special periods.

    Attributes
    ----------
    nominal : datetime.date
        The nominal date of the whole shift.
    start, end : datetime.datetime
        UTC, half-open.
    before, after : SpecialPeriod or None
        The period that cut off its beginning, or its end.
    ended : bool
        Whether the end of its track cut off its end.
    """

    nominal: date
    start: datetime
    end: datetime
    before: SpecialPeriod | None = None
    after: SpecialPeriod | None = None
    ended: bool = False

    @property
    def short_before(self) -> int:
        """The days below which it is a remainder, if its beginning was cut off; else 0."""
        return self.before.min_stub_days if self.before else 0

    @property
    def short_after(self) -> int:
        """The days below which it is a remainder, if its end was cut off; else 0."""
        if self.ended:
            return MIN_STUB_DAYS
        return self.after.min_stub_days if self.after else 0


def cut(turns: Iterable[UncutShift], periods: Iterable[PeriodOccurrence]) -> list[ShiftPiece]:
    """Cut the special periods (in order of time, disjoint) out of the shifts of a track."""
    periods = tuple(periods)
    pieces = []
    for turn in turns:
        rest: ShiftPiece | None = ShiftPiece(turn.nominal, turn.start, turn.end, ended=turn.cut)
        for occurrence in periods:
            if rest is None or occurrence.end <= rest.start or rest.end <= occurrence.start:
                continue
            if rest.start < occurrence.start:
                earlier = replace(rest, end=occurrence.start, after=occurrence.period)
                pieces.append(replace(earlier, ended=False))
            later = replace(rest, start=occurrence.end, before=occurrence.period)
            rest = later if occurrence.end < rest.end else None
        if rest is not None:
            pieces.append(rest)
    return pieces


def join(pieces: Iterable[ShiftPiece], zone: ZoneInfo) -> list[ShiftPiece]:
    """Join remainders shorter than their period's `min_stub_days` to their neighbours.

    A remainder joins the piece on the side away from its period, which keeps its name. If there
    are only two remainders between two periods, the earlier joins the later. A remainder at the end
    of the track joins the piece before it if it is shorter than `MIN_STUB_DAYS`.

    Parameters
    ----------
    pieces : iterable of ShiftPiece
        The pieces of one track, in order of time.
    zone : zoneinfo.ZoneInfo
        The zone of the wall clock, in which lengths are measured.
    """

    def short(piece: ShiftPiece, days: int) -> bool:
        return wall(zone, piece.end) - wall(zone, piece.start) < timedelta(days=days)

    forward: list[ShiftPiece] = []
    for piece in pieces:
        last = forward[-1] if forward else None
        if last is not None and last.end == piece.start and short(last, last.short_before):
            forward[-1] = replace(piece, start=last.start)
        else:
            forward.append(piece)
    backward: list[ShiftPiece] = []
    for piece in reversed(forward):
        later = backward[-1] if backward else None
        if later is not None and piece.end == later.start and short(later, later.short_after):
            backward[-1] = replace(piece, end=later.end)
        else:
            backward.append(piece)
    return backward[::-1]


def name(
    pieces: Iterable[ShiftPiece],
    volunteer_dates: Collection[date],
    zone: ZoneInfo,
    over: Callable[[date, datetime], bool] = lambda _day, _moment: False,
) -> list[tuple[date, ShiftPiece]]:
    """Give each piece of a track a unique date for its id.

    That is its nominal handover date, unless a volunteer shift or an earlier piece of the same
    nominal shift has it; then the local date of its start or, if taken, the next free date.

    Parameters
    ----------
    pieces : iterable of ShiftPiece
        The pieces of one track, in order of time.
    volunteer_dates : collection of datetime.date
        Dates in the ids of the track's volunteer shifts.
    zone : zoneinfo.ZoneInfo
        The rotation's zone.
    over : callable
        Returns, for a date and an instant, whether a shift is written under the date that is over
        then: what begins there is another one.

    Returns
    -------
    list of (datetime.date, ShiftPiece)
        In order of time; every date once.

    Raises
    ------
    BadInput
        If no date is free within `FURTHEST_NAME_DAYS`.
    """
    pieces = list(pieces)
    first_of: dict[date, ShiftPiece] = {}
    for piece in pieces:
        if piece.nominal not in volunteer_dates and not over(piece.nominal, piece.start):
            first_of.setdefault(piece.nominal, piece)
    taken = {*volunteer_dates, *first_of}
    named = []
    for piece in pieces:
        day = piece.nominal
        if first_of.get(day) is not piece:
            day = _free_date(piece, taken, zone)
            taken.add(day)
        named.append((day, piece))
    return named


def _free_date(piece: ShiftPiece, taken: Collection[date], zone: ZoneInfo) -> date:
    start = wall(zone, piece.start).date()
    for days in range(FURTHEST_NAME_DAYS + 1):
        if start + timedelta(days=days) not in taken:
            return start + timedelta(days=days)
    period = piece.before
    place = f"{period.source}: special_period" if period and period.source else "special_period"
    what = f"no date is free to name the shift that resumes on {start}"
    raise BadInput(Fault(place, what, "give the period a larger min_stub_days or shift_days"))
