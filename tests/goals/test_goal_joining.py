from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings

from rotation.goals import fitting
from rotation.goals.joining import Joining, entering
from rotation.model.problem import BlockKind, LockKind, Problem
from rotation.model.roster import Roster
from rotation.testing import (
    assert_goal_agrees,
    make_block,
    make_held,
    make_lock,
    make_person,
    make_problem,
    make_shift,
    tiny_problems,
)

GOAL = Joining()
MONDAY = date(2026, 12, 7)


def weeks(count: int, tracks: str = "AB") -> list:
    days = (MONDAY + timedelta(weeks=week) for week in range(count))
    return [make_shift(f"{track}-{day}") for day in days for track in tracks]


def grace(until: str) -> list:
    return [make_block("2000-01-01", until, "grace", kind=BlockKind.GRACE)]


def twelve_and_one() -> Problem:
    """Twelve people with half a year published, and a thirteenth who serves for 16 weeks of it."""
    shifts = weeks(26)
    team = [make_person(f"p{n:02d}", weight=547) for n in range(12)]
    # From the second day of a week: the shifts of that week have begun.
    serves = MONDAY + timedelta(weeks=9, days=1)
    served = (MONDAY + timedelta(weeks=26) - serves).days
    zoe = make_person("zoe", blocks=grace(str(serves)), weight=served)
    published = {shift.id: f"p{n % 12:02d}" for n, shift in enumerate(shifts)}
    return make_problem([*team, zoe], shifts, published=published)


def test_a_thirteenth_gets_the_whole_part_of_what_is_left() -> None:
    """Of 32 shifts left to serve in, each of 13 has 32/13: who enters gets two."""
    assert entering(twelve_and_one()) == {"zoe": 2}


def test_half_a_capacity_enters_with_half_a_share() -> None:
    """Weight for each day served, not weight in the window, decides the share: 32/25, so one."""
    whole = twelve_and_one()
    zoe = whole.person("zoe")
    people = [*whole.people[:-1], make_person("zoe", blocks=zoe.blocks, weight=zoe.weight // 2)]
    problem = make_problem(people, whole.shifts, published=whole.published)
    assert entering(problem) == {"zoe": 1}


def test_a_capacity_that_changes_counts_on_its_days() -> None:
    """Half a capacity from the last eight weeks on: 16/13 + 16/25 of the shifts, so one."""
    whole = twelve_and_one()
    change = MONDAY + timedelta(weeks=18)
    zoe = whole.person("zoe")
    half = (MONDAY + timedelta(weeks=26) - change).days
    changed = make_person(
        "zoe",
        blocks=zoe.blocks,
        weight=2 * zoe.weight - half,
        capacities=[(str(change), Fraction(1, 2))],
    )
    people = [*(replace(p, weight=2 * p.weight) for p in whole.people[:-1]), changed]
    assert entering(replace(whole, people=tuple(people))) == {"zoe": 1}


@pytest.mark.parametrize("how", ["published", "locked", "carried", "absent", "short"])
def test_only_who_holds_nothing_and_has_a_share_enters(how: str) -> None:
    """A regular shift published, locked or carried, absence, and less than a shift: no entry."""
    shifts = weeks(2, "A")
    before = make_shift("A-2026-11-02")
    published = {shifts[0].id: "ada"} | ({shifts[1].id: "zoe"} if how == "published" else {})
    locks = [make_lock(shifts[1].id, "zoe", LockKind.NOTICE)] if how == "locked" else []
    carried = [make_held(before, "zoe")] if how == "carried" else []
    others = ["ada", "ben", "chi"] if how == "short" else ["ada"]
    zoe = make_person("zoe", present=how != "absent")
    problem = make_problem(
        [*others, zoe], shifts, published=published, locks=locks, carried=carried
    )
    assert entering(problem) == {}
    assert fitting([GOAL], problem) == ()


def test_too_few_and_too_many_shifts_count_squared() -> None:
    """The value is the squared difference from the whole share, summed over who enters."""
    shifts = weeks(4, "A")
    published = {shift.id: "ada" for shift in shifts}
    problem = make_problem(["ada", "zoe"], shifts, published=published)
    assert entering(problem) == {"zoe": 2}
    for held, value in ((0, 4), (1, 1), (2, 0), (4, 4)):
        holders = {s.id: "zoe" if n < held else "ada" for n, s in enumerate(shifts)}
        assert GOAL.measure(problem, Roster(holders)) == [value]


@settings(max_examples=50, deadline=None, derandomize=True)
@given(tiny_problems())
def test_measure_and_model_agree(problem: Problem) -> None:
    """Both halves count the same on every roster, rules or not."""
    assert assert_goal_agrees(GOAL, problem, rules=()) > 0
