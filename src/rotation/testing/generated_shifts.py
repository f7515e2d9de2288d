"""Generated shifts: around the clock and with hours, several a day, of every weight and kind."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from rotation.model.shifts import Held, Loads, Shift, ShiftKind
from rotation.testing.builders import make_held, make_shift

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn

__all__ = ["FIRST", "HOUR", "draw_ahead", "draw_carried", "draw_shift", "draw_shifts"]

FIRST = datetime(2026, 12, 7, tzinfo=UTC)
"""Where the first shift begins."""

HOUR = timedelta(hours=1)

_KINDS = (ShiftKind.REGULAR, ShiftKind.REGULAR, ShiftKind.VOLUNTEER)
_LENGTHS = (8, 12, 24, 24, 48, 72, 168)
_DailyHours = tuple[tuple[int, int], ...]
_DAILY: tuple[_DailyHours, ...] = (
    ((0, 10),),
    ((12, 22),),
    ((2, 6), (7, 11)),
    ((20, 29),),
)
"""Hours of each day since a shift begins, in which somebody is on call; one goes on at night."""


@dataclass(frozen=True, slots=True)
class _TrackTraits:
    """What all shifts of a track have in common."""

    counts: Fraction
    level: int
    shadow: bool
    rest_days: int


def draw_shifts(draw: DrawFn, count: int, rest_days: int) -> list[Shift]:
    """Return shifts that cover one track, or two tracks staggered by some hours.

    Parameters
    ----------
    draw : hypothesis.strategies.DrawFn
        Draws from a strategy.
    count : int
        How many.
    rest_days : int
        The rest after each, but for an hour where a clock changes.
    """
    from hypothesis import strategies as st  # noqa: PLC0415 - only this function needs it

    clock = {"A": FIRST, "B": FIRST + draw(st.sampled_from((0, 8, 12, 48))) * HOUR}
    traits = {track: _traits(draw, rest_days, shadow=track == "B") for track in clock}
    shifts: list[Shift] = []
    for _ in range(count):
        track = draw(st.sampled_from(("A", "B")))
        shift = _shift(draw, track, clock[track], traits[track])
        shifts.append(shift)
        clock[track] = shift.end
    return shifts


def draw_shift(draw: DrawFn, track: str, start: datetime, rest_days: int) -> Shift:
    """Return a shift of any kind, length and hours, a shadow turn now and then.

    Parameters
    ----------
    draw : hypothesis.strategies.DrawFn
        Draws from a strategy.
    track : str
        Its track.
    start : datetime.datetime
        Where it begins.
    rest_days : int
        The rest after it, but for an hour where a clock changes.
    """
    return _shift(draw, track, start, _traits(draw, rest_days, shadow=True))


def _traits(draw: DrawFn, rest_days: int, *, shadow: bool) -> _TrackTraits:
    from hypothesis import strategies as st  # noqa: PLC0415 - only this function needs it

    extra = shadow and draw(st.integers(0, 5)) == 5
    weights = (Fraction(1), Fraction(1), Fraction(1), Fraction(1, 2), Fraction(5, 4), Fraction(0))
    counts = Fraction(0) if extra else draw(st.sampled_from(weights))
    return _TrackTraits(counts, draw(st.sampled_from((1, 1, 2))), extra, rest_days)


def _shift(draw: DrawFn, track: str, start: datetime, traits: _TrackTraits) -> Shift:
    from hypothesis import strategies as st  # noqa: PLC0415 - only this function needs it

    hours = draw(st.sampled_from(_LENGTHS))
    kind = ShiftKind.REGULAR if traits.shadow else draw(st.sampled_from(_KINDS))
    volunteer = kind is ShiftKind.VOLUNTEER
    windows = _windows(draw, start, hours)
    shift = make_shift(
        _id(track, start, several_a_day=hours < 24),
        days=hours / 24,
        start=start,
        kind=kind,
        rest_days=traits.rest_days,
        loads=Loads() if traits.shadow else _loads(draw, hours, volunteer=volunteer),
        needs=draw(st.sampled_from(((), (), (), ("x",), ("x", "y")))),
        windows=windows,
        counts=traits.counts,
        level=traits.level,
        shadow=traits.shadow,
        weekends=() if traits.shadow else None,
        offered=(start, start + (hours - 6) * HOUR) if _goes_on(draw, kind) else None,
    )
    # An hour more or less from some window on, as over a change of the clock.
    late = draw(st.sampled_from((0, 0, 0, 1, -1))) if traits.rest_days else 0
    place = draw(st.integers(0, len(shift.windows) - 1)) if late else 0
    rests = [rested + late * HOUR * (n >= place) for n, rested in enumerate(shift.rests)]
    return replace(shift, rests=tuple(rests), rested=rests[-1])


def _id(track: str, start: datetime, *, several_a_day: bool = False) -> str:
    """Return an id with the time of the day, where the day may have several handovers."""
    clock = several_a_day or start.hour
    return f"{track}-{start:%Y-%m-%dT%H%M}" if clock else f"{track}-{start:%Y-%m-%d}"


def _goes_on(draw: DrawFn, kind: ShiftKind) -> bool:
    """Draw whether the last night of a volunteer shift goes on behind the days offered."""
    from hypothesis import strategies as st  # noqa: PLC0415 - only this function needs it

    return kind is ShiftKind.VOLUNTEER and draw(st.integers(0, 3)) == 3


def _loads(draw: DrawFn, hours: int, *, volunteer: bool) -> Loads:
    from hypothesis import strategies as st  # noqa: PLC0415 - only this function needs it

    days = hours // 24 or draw(st.integers(0, 1))
    return Loads(
        shifts=0 if volunteer else 1,
        days=days,
        rest_days=draw(st.integers(0, 2)),
        holidays=draw(st.integers(0, 1)),
        volunteer_days=days if volunteer else 0,
    )


def _windows(draw: DrawFn, start: datetime, length: int) -> list[tuple[datetime, datetime]]:
    """Return the same hours of each day of a shift, or a stretch of it; none around the clock."""
    from hypothesis import strategies as st  # noqa: PLC0415 - only this function needs it

    hours: _DailyHours | None = draw(st.sampled_from((None, None, None, ((3, length),), *_DAILY)))
    if hours is None:
        return []
    daily = hours in _DAILY
    bounds = sorted(
        (day + opens, min(day + closes, length))
        for day in (range(-24, length, 24) if daily else (0,))
        for opens, closes in hours
        if day + closes > 0 and day + opens < length
    )
    return [(start + max(opens, 0) * HOUR, start + closes * HOUR) for opens, closes in bounds]


def draw_carried(
    draw: DrawFn, names: Sequence[str], shifts: Sequence[Shift], rest_days: int
) -> list[Held]:
    """Return up to three held shifts before, beside and behind the horizon.

    Parameters
    ----------
    draw : hypothesis.strategies.DrawFn
        Draws from a strategy.
    names : sequence of str
        Ids of people.
    shifts : sequence of Shift
        Those to decide.
    rest_days : int
        The rest after each.
    """
    from hypothesis import strategies as st  # noqa: PLC0415 - only this function needs it

    last = max(s.end for s in shifts) - FIRST
    carried: list[Held] = []
    for number in range(draw(st.integers(0, 3))):
        days = draw(st.sampled_from((1, 2, 7)))
        behind = last - timedelta(days=1), last, last + timedelta(days=2)
        before = timedelta(days=-9), timedelta(days=-days), timedelta(days=-1)
        beside = tuple(s.end - FIRST for s in shifts)
        start = FIRST + draw(st.sampled_from(before + beside + behind))
        kind = draw(st.sampled_from(_KINDS))
        shadow = kind is ShiftKind.REGULAR and draw(st.integers(0, 7)) == 7
        track = draw(st.sampled_from(("A", "B", "CDE"[number], "CDE"[number])))
        shift = make_shift(
            _id(track, start),
            days=days,
            start=start,
            kind=kind,
            rest_days=rest_days,
            loads=Loads() if shadow else None,
            windows=_windows(draw, start, 24 * days),
            counts=Fraction(0) if shadow else draw(st.sampled_from((Fraction(1), Fraction(1, 2)))),
            shadow=shadow,
            weekends=() if shadow else None,
        )
        # No two shifts of a track at one time.
        if not any(shift.meets(s.start, s.end) for s in shifts if s.track == track) and not any(
            shift.meets(held.shift.start, held.shift.end)
            for held in carried
            if held.shift.track == track
        ):
            carried.append(make_held(shift, draw(st.sampled_from(tuple(names)))))
    return carried


def draw_ahead(draw: DrawFn, shifts: Sequence[Shift]) -> list[Shift]:
    """Return up to two regular shifts behind the horizon, the first of their tracks.

    Parameters
    ----------
    draw : hypothesis.strategies.DrawFn
        Draws from a strategy.
    shifts : sequence of Shift
        Those to decide.
    """
    from hypothesis import strategies as st  # noqa: PLC0415 - only this function needs it

    last = max(shift.end for shift in shifts)
    ahead: list[Shift] = []
    for track in draw(st.sampled_from(((), (), ("A",), ("B",), ("A", "B")))):
        start = last + draw(st.sampled_from((0, 0, 12, 24))) * HOUR
        needs = draw(st.sampled_from(((), (), ("x",))))
        ahead.append(make_shift(_id(track, start), days=1, start=start, rest_days=0, needs=needs))
    return ahead
