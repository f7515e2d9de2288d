"""The goal `hours` (G22): measured, posted and solved."""

from fractions import Fraction
from itertools import product

from hypothesis import assume, given, settings
from tests.solve.every_roster import keeping

from rotation.goals import named
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules import DEFAULT_RULES
from rotation.solve.tiers import solve
from rotation.testing import (
    assert_goal_agrees,
    make_held,
    make_person,
    make_problem,
    make_shift,
    tiny_problems,
)

(HOURS,) = named(["hours"])


def test_a_long_shift_weighs_more_than_a_short_one() -> None:
    """One week for Ada and two halves of one for Ben are even, by hours and not by shifts."""
    shifts = [
        make_shift("A-2026-12-07", days=6),
        make_shift("A-2026-12-13", days=3),
        make_shift("A-2026-12-16", days=3),
    ]
    problem = make_problem(["ada", "ben"], shifts)
    ids = [shift.id for shift in problem.shifts]
    values = {
        holders: HOURS.measure(problem, Roster(dict(zip(ids, holders, strict=True))))[0]
        for holders in product(("ada", "ben"), repeat=3)
    }
    assert values["ada", "ben", "ben"] == 0
    assert values["ada", "ada", "ben"] == 2 * Fraction(3 * 24) ** 2


def test_history_and_weight_count() -> None:
    """Half the weight is half the hours, and what was carried is part of them."""
    before = make_shift("A-2026-12-01", days=6)
    people = [make_person("ada", weight=2), make_person("ben")]
    shifts = [make_shift("A-2026-12-07", days=6), make_shift("A-2026-12-13", days=6)]
    problem = make_problem(people, shifts, carried=[make_held(before, "ben")], start="2026-12-07")
    both = Roster({"A-2026-12-07": "ada", "A-2026-12-13": "ada"})
    assert list(HOURS.measure(problem, both)) == [0]


@settings(max_examples=40, derandomize=True, deadline=None)
@given(tiny_problems())
def test_posted_as_it_is_measured(problem: Problem) -> None:
    """The model means the same number for every roster of a tiny problem."""
    assert_goal_agrees(HOURS, problem)


@settings(max_examples=8, derandomize=True, deadline=None)
@given(tiny_problems())
def test_solved_as_well_as_by_enumeration(problem: Problem) -> None:
    """The proved value is the least of all rosters that keep the rules, behind open shifts."""
    assume((len(problem.people) + 1) ** len(problem.shifts) <= 700)
    allowed = keeping(problem)
    assume(allowed)
    goals = named(["open", "hours"])
    solved = solve(problem, DEFAULT_RULES, goals)
    values = [[v for goal in goals for v in goal.measure(problem, r)] for r in allowed]
    assert [objective.value for objective in solved.objectives] == min(values)
    assert all(objective.proved for objective in solved.objectives)
