"""Generated problems: valid by construction, and small enough to try every roster."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from rotation.model.problem import Block, BlockKind, Lock, LockKind, Person, Problem
from rotation.model.settings import Configured
from rotation.model.shifts import Held, Loads, Shift, ShiftKind
from rotation.testing.builders import (
    make_block,
    make_held,
    make_hours,
    make_lock,
    make_offer,
    make_person,
    make_problem,
    make_settings,
    make_shift,
)

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

__all__ = ["tiny_problems"]

_FIRST = datetime(2026, 12, 7, tzinfo=UTC)
_NAMES = ("ada", "ben", "chi", "dee")
# (people, shifts): at most 256 rosters each.
_SIZES = ((2, 2), (2, 3), (2, 4), (2, 5), (3, 2), (3, 3), (3, 4), (4, 2), (4, 3))


def tiny_problems() -> SearchStrategy[Problem]:
    """Return a hypothesis strategy of problems with 2-4 people and 2-5 shifts on 1-2 tracks.

    Everything that a rule may encounter occurs: windows by day and by night, time off and
    membership, newcomers, offers with and
    without a number, carried shifts before, during and after the horizon, locks of every kind that
    may break rules, pins included; some shifts without a lock are published; skills and hours of
    people; tables of rules that hold only where a team writes them. Some problems have no roster
    that keeps every rule.
    """
    from hypothesis import strategies as st  # noqa: PLC0415 - only this function needs it

    return st.composite(_problem)()


_HOUR = timedelta(hours=1)


def _at(hours: int) -> datetime:
    return _FIRST + timedelta(hours=hours)


def _problem(draw: DrawFn) -> Problem:
    from hypothesis import strategies as st  # noqa: PLC0415 - only this function needs it

    n_people, n_shifts = draw(st.sampled_from(_SIZES))
    rest_days = draw(st.sampled_from((0, 1, 2, 7)))
    shifts = _shifts(draw, n_shifts, rest_days)
    names = _NAMES[:n_people]
    people = [_person(draw, name, shifts) for name in names]
    carried = _carried(draw, names, shifts, rest_days)
    locks: list[Lock] = []
    for shift in shifts:
        # One shift in three is locked.
        if draw(st.integers(0, 2)) == 2:
            kind = draw(st.sampled_from(LockKind))
            locks.append(make_lock(shift.id, draw(st.sampled_from(names)), kind))
    locked = {lock.shift for lock in locks}
    published = {
        shift.id: draw(st.sampled_from(names))
        for shift in shifts
        if shift.id not in locked and draw(st.booleans())
    }
    tables = _settings(draw, names)
    return make_problem(
        people, shifts, carried=carried, locks=locks, published=published, settings=tables
    )


def _settings(draw: DrawFn, names: tuple[str, ...]) -> list[Configured]:
    """Return tables of limits, weekends and people kept apart: a few of each, or none."""
    from hypothesis import strategies as st  # noqa: PLC0415 - only this function needs it

    limits = [
        make_settings(
            "rules.limit",
            shifts=draw(st.sampled_from((1, 1, 2))),
            days=draw(st.sampled_from((1, 3, 9, 21, 21))),
            tracks=draw(st.sampled_from(((), (), ("A",), ("A", "B")))),
            engineers=draw(st.sampled_from(((), (), names[:1]))),
        )
        for _ in range(draw(st.sampled_from((0, 1, 1, 2))))
    ]
    weekends = [
        make_settings("rules.weekends", at_most=at_most, of=draw(st.integers(at_most + 1, 4)))
        for at_most in draw(st.sampled_from(((), (1,), (1,), (2,), (1, 2))))
    ]
    apart = [
        make_settings("rules.apart", engineers=people, neighbours=draw(st.booleans()))
        for people in draw(st.sampled_from(((), (names[:2],), (names[:2],), (names[-3:],))))
    ]
    rest = [
        make_settings("rules.rest", hours=draw(st.sampled_from((1, 11, 48))), tracks=tracks)
        for tracks in draw(st.sampled_from(((), (), (("A",),), (("A", "B"),), (("A",), ("B",)))))
    ]
    together = [
        make_settings("rules.together", skill="x", tracks=tracks, at_least=least, at_most=most)
        for tracks, least, most in draw(
            st.sampled_from(((), (), (((), 1, 0),), ((("A", "B"), 0, 1),), ((("A",), 1, 1),)))
        )
    ]
    follow = [
        make_settings("rules.follow", first=first, then=then)
        for first, then in draw(st.sampled_from(((), (), (("A", "B"),), (("A", "C"),))))
    ]
    return [*limits, *weekends, *apart, *rest, *together, *follow]


def _shifts(draw: DrawFn, count: int, rest_days: int) -> list[Shift]:
    """Return shifts that cover one track, or two tracks staggered by some hours."""
    from hypothesis import strategies as st  # noqa: PLC0415 - only this function needs it

    clock = {"A": 0, "B": draw(st.sampled_from((0, 12, 48)))}
    shifts = []
    for _ in range(count):
        track = draw(st.sampled_from(("A", "B")))
        days = draw(st.sampled_from((1, 2, 3, 7)))
        kind = draw(st.sampled_from((ShiftKind.REGULAR, ShiftKind.REGULAR, ShiftKind.VOLUNTEER)))
        volunteer = days if kind is ShiftKind.VOLUNTEER else 0
        loads = Loads(
            shifts=0 if volunteer else 1,
            days=days,
            rest_days=draw(st.integers(0, 2)),
            holidays=draw(st.integers(0, 1)),
            volunteer_days=volunteer,
        )
        start = _at(clock[track])
        name = f"{track}-{start.date()}"
        hours = draw(st.sampled_from((None, None, (0, 10), (12, 22))))
        shifts.append(
            make_shift(
                name,
                days=days,
                start=start,
                kind=kind,
                rest_days=rest_days,
                loads=loads,
                needs=draw(st.sampled_from(((), (), (), ("x",), ("x", "y")))),
                windows=_windows(start, days, hours),
            )
        )
        clock[track] += 24 * days
    return shifts


def _windows(
    start: datetime, days: int, hours: tuple[int, int] | None
) -> list[tuple[datetime, datetime]]:
    """Return the same hours of each day of a shift; none around the clock."""
    if hours is None:
        return []
    opens, closes = (timedelta(hours=hour) for hour in hours)
    begins = [start + timedelta(days=day) for day in range(days)]
    return [(begin + opens, begin + closes) for begin in begins]


def _person(draw: DrawFn, name: str, shifts: list[Shift]) -> Person:
    from hypothesis import strategies as st  # noqa: PLC0415 - only this function needs it

    edges = sorted({s.start for s in shifts} | {s.end for s in shifts})
    edge = st.sampled_from(edges)
    hour = st.sampled_from((-1, 0, 1)).map(lambda n: timedelta(hours=n))
    blocks: list[Block] = []
    for _ in range(draw(st.sampled_from((0, 1, 1, 2)))):
        start = draw(edge) + draw(hour)
        end = start + timedelta(hours=draw(st.sampled_from((1, 24, 72))))
        kind = draw(st.sampled_from(BlockKind))
        because = f"{name.title()} is not there from {start.date()}"
        blocks.append(make_block(start, end, because, kind=kind))
    offers = []
    for _ in range(draw(st.integers(0, 2))):
        first, last = sorted((draw(edge), draw(edge)))
        offers.append(
            make_offer(
                name,
                min(first, edges[-2]),
                max(last, edges[1]),
                max_shifts=draw(st.sampled_from((None, 1, 1, 2))),
                preference=draw(st.integers(1, 3)),
            )
        )
    hours = None
    if draw(st.integers(0, 3)) == 3:
        bounds = sorted(
            {draw(edge) + draw(st.sampled_from((0, 9, 17, 24))) * _HOUR for _ in "1234"}
        )
        days_off = [(day, day + 24 * _HOUR) for day in draw(st.sampled_from(((), edges[:1])))]
        hours = make_hours(
            *zip(bounds[::2], bounds[1::2], strict=False),
            days_off=days_off,
            always=draw(st.booleans()),
        )
    new_until = draw(st.sampled_from((_FIRST, edges[len(edges) // 2], edges[-1])))
    return make_person(
        name,
        tracks=draw(st.sampled_from((("A", "B"), ("A", "B"), ("A",), ("B",)))),
        blocks=blocks,
        new_until=new_until,
        offers=offers,
        weight=draw(st.integers(0, 3)),
        carried=Loads(
            shifts=draw(st.integers(0, 2)),
            rest_days=draw(st.integers(0, 3)),
            holidays=draw(st.integers(0, 1)),
            volunteer_days=draw(st.integers(0, 2)),
        ),
        skills=draw(st.sampled_from((("x", "y"), ("x", "y"), ("x",), ()))),
        hours=hours,
        present=draw(st.sampled_from((True, True, True, False))),
    )


def _carried(
    draw: DrawFn, names: tuple[str, ...], shifts: list[Shift], rest_days: int
) -> list[Held]:
    from hypothesis import strategies as st  # noqa: PLC0415 - only this function needs it

    last = max(s.end for s in shifts) - _FIRST
    carried = []
    for number in range(draw(st.integers(0, 3))):
        days = draw(st.sampled_from((1, 2, 7)))
        behind = last - timedelta(days=1), last, last + timedelta(days=2)
        before = timedelta(days=-9), timedelta(days=-days), timedelta(days=-1)
        beside = tuple(s.end - _FIRST for s in shifts)
        start = _FIRST + draw(st.sampled_from(before + beside + behind))
        kind = draw(st.sampled_from((ShiftKind.REGULAR, ShiftKind.REGULAR, ShiftKind.VOLUNTEER)))
        name = f"{'CDE'[number]}-{start.date()}"
        shift = make_shift(name, days=days, start=start, kind=kind, rest_days=rest_days)
        carried.append(make_held(shift, draw(st.sampled_from(names))))
    return carried
