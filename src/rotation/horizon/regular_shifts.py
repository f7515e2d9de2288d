"""Regular shifts around special periods: cut, joined and named."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rotation.errors import BadInput, Fault
from rotation.horizon.clock import wall
from rotation.horizon.handovers import UncutShift
from rotation.horizon.periods import PeriodOccurrence
from rotation.model.identity import turn_name
from rotation.model.tracks import MIN_STUB_DAYS, SpecialPeriod, TrackSettings

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
    settings : TrackSettings
        Those of its nominal handover.
    clock : datetime.time or None
        The local time in its id, where the weekday has several handovers.
    before, after : SpecialPeriod or None
        The period that cut off its beginning, or its end.
    ended : bool
        Whether the end of its track cut off its end.
    uncut : datetime.timedelta
        The length of the whole shift.
    """

    nominal: date
    start: datetime
    end: datetime
    settings: TrackSettings
    clock: time | None = None
    before: SpecialPeriod | None = None
    after: SpecialPeriod | None = None
    ended: bool = False
    uncut: timedelta = timedelta()

    @property
    def turn(self) -> str:
        """Nominal day, and time where it is needed: the id that it has by default."""
        return turn_name(self.nominal, self.clock)

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
        rest: ShiftPiece | None = ShiftPiece(
            turn.nominal,
            turn.start,
            turn.end,
            turn.settings,
            turn.clock,
            ended=turn.cut,
            uncut=turn.end - turn.start,
        )
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
        limit = timedelta(days=days)
        if piece.uncut < limit and (piece.settings.windows or piece.settings.several_a_day):
            # A turn of a day is no remainder because it is short, but where little of it is left.
            limit = piece.uncut / 2
        return wall(zone, piece.end) - wall(zone, piece.start) < limit

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
    zone_of: Callable[[TrackSettings], ZoneInfo],
    over: Callable[[str, datetime], bool] = lambda _turn, _moment: False,
) -> list[tuple[str, ShiftPiece]]:
    """Give each piece of a track a unique date for its id, and a time where it needs one.

    That is its nominal handover, unless a volunteer shift or an earlier piece of the same nominal
    shift has it; then the local date of its start or, if taken, the next free date.

    Parameters
    ----------
    pieces : iterable of ShiftPiece
        The pieces of one track, in order of time.
    volunteer_dates : collection of datetime.date
        Dates in the ids of the track's volunteer shifts.
    zone_of : callable
        Returns the zone of some settings of the track.
    over : callable
        Returns, for a date with its time and an instant, whether a shift is written under it that
        is over then: what begins there is another one.

    Returns
    -------
    list of (str, ShiftPiece)
        In order of time; `2026-12-07` or `2026-12-07T0600`, every one once.

    Raises
    ------
    BadInput
        If no date is free within `FURTHEST_NAME_DAYS`.
    """
    pieces = list(pieces)
    dates = set(map(turn_name, volunteer_dates))
    first_of: dict[str, ShiftPiece] = {}
    for piece in pieces:
        if piece.turn not in dates and not over(piece.turn, piece.start):
            first_of.setdefault(piece.turn, piece)
    taken = {*dates, *first_of}
    named = []
    for piece in pieces:
        turn = piece.turn
        if first_of.get(turn) is not piece:
            turn = _free_turn(piece, taken, zone_of(piece.settings))
            taken.add(turn)
        named.append((turn, piece))
    return named


def _free_turn(piece: ShiftPiece, taken: Collection[str], zone: ZoneInfo) -> str:
    start = wall(zone, piece.start)
    clock = None if piece.clock is None else start.time()
    for days in range(FURTHEST_NAME_DAYS + 1):
        turn = turn_name(start.date() + timedelta(days=days), clock)
        if turn not in taken:
            return turn
    period = piece.before
    place = f"{period.source}: special_period" if period and period.source else "special_period"
    what = f"no date is free to name the shift that resumes on {start.date()}"
    raise BadInput(Fault(place, what, "give the period a larger min_stub_days or shift_days"))
