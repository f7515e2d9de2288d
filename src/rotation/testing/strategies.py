"""Generated problems: valid by construction, and small enough to try every roster."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rotation.model.problem import Lock, LockKind, Problem
from rotation.rules import DEFAULT_RULES, soft_rules
from rotation.testing.builders import make_lock, make_problem
from rotation.testing.generated_people import daily, draw_person, draw_wishes
from rotation.testing.generated_shifts import draw_ahead, draw_carried, draw_shifts
from rotation.testing.generated_tables import draw_tables

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

__all__ = ["tiny_problems"]

_NAMES = ("ada", "ben", "chi", "dee")
# (people, shifts): at most 256 rosters each.
_SIZES = ((2, 2), (2, 3), (2, 4), (2, 5), (3, 2), (3, 3), (3, 4), (4, 2), (4, 3))


def tiny_problems(*, soft: bool = False, elsewhere: bool = False) -> SearchStrategy[Problem]:
    """Return a hypothesis strategy of problems with 2-4 people and 2-5 shifts on 1-2 tracks.

    Everything that a rule or goal may encounter occurs: turns of hours, days and weeks; windows by
    day and by night; tracks that count for more or less, with a level, that are counted as one, or
    shadows; time off, bearable or not, and membership; newcomers; offers with and without a number;
    skills and hours of people, their nights, and capacities by date; wishes, a home zone and off
    hours; carried shifts before, during and after the horizon, and those ahead of it; locks of
    every kind that may break rules, pins included; some shifts without a lock are published; tables
    of every rule that a team may write. Some problems have no roster that keeps every rule.

    Parameters
    ----------
    soft : bool
        Whether some of these rules need not hold in some problems. The rules to plan with are then
        `rotation.rules.hard(rules, problem)`.
    elsewhere : bool
        Whether some people hold a shift in another team, published or planned, or have loads there
        that count together.

    Examples
    --------
    >>> from hypothesis import HealthCheck, given, settings
    >>> from rotation.testing import tiny_problems
    >>> slow = [HealthCheck.too_slow]
    >>> @settings(max_examples=3, deadline=None, derandomize=True, suppress_health_check=slow)
    ... @given(tiny_problems())
    ... def people_have_ids(problem):
    ...     assert all(person.id for person in problem.people)
    >>> people_have_ids()
    """
    from hypothesis import strategies as st  # noqa: PLC0415 - only this function needs it

    return st.composite(_problem)(soft=soft, elsewhere=elsewhere)


def _problem(draw: DrawFn, *, soft: bool, elsewhere: bool) -> Problem:
    from hypothesis import strategies as st  # noqa: PLC0415 - only this function needs it

    n_people, n_shifts = draw(st.sampled_from(_SIZES))
    rest_days = draw(st.sampled_from((0, 1, 2, 7)))
    shifts = draw_shifts(draw, n_shifts, rest_days)
    names = _NAMES[:n_people]
    bears_hours = draw(st.sampled_from((0, 0, 0, 6, 30)))
    people = [draw_person(draw, name, shifts, bears_hours, elsewhere=elsewhere) for name in names]
    carried = draw_carried(draw, names, shifts, rest_days)
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
    off_hours = {"A": daily(3, 427), "B": daily(20, 420)} if draw(st.booleans()) else {}
    alike = not any(shift.shadow for shift in shifts) and draw(st.integers(0, 3)) == 3
    problem = make_problem(
        people,
        shifts,
        carried=carried,
        locks=locks,
        published=published,
        settings=draw_tables(draw, names),
        soft=_softened(draw) if soft else (),
        ahead=draw_ahead(draw, shifts),
        off_hours=off_hours,
        groups={"A": "C", "B": "C"} if alike else {},
    )
    at_home = draw(st.sampled_from(((), names[:1], names[1:])))
    return replace(
        problem,
        wishes=draw_wishes(draw, names, shifts),
        at_home=frozenset(at_home),
        home_hours=tuple(daily(9, 480)[30:40]) if at_home else (),
    )


def _softened(draw: DrawFn) -> tuple[str, ...]:
    from hypothesis import strategies as st  # noqa: PLC0415 - only this function needs it

    names = [rule.name for rule in soft_rules(rule.name for rule in DEFAULT_RULES)]
    return tuple(draw(st.lists(st.sampled_from(names), unique=True, max_size=3)))
