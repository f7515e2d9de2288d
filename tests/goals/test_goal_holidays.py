from fractions import Fraction

from hypothesis import given, settings

from rotation.goals.holidays import Holidays
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Loads
from rotation.testing import (
    assert_goal_agrees,
    make_person,
    make_problem,
    make_shift,
    tiny_problems,
)

GOAL = Holidays()


def test_history_capacity_and_absence_count() -> None:
    """Squares are around shares by weight, history included, among those present."""
    people = [
        make_person("ada", weight=2, carried=Loads(holidays=1)),
        make_person("ben", weight=1),
        make_person("chi", weight=5, carried=Loads(holidays=9), present=False),
    ]
    shifts = [
        make_shift("A-2026-12-07", loads=Loads(holidays=1)),
        make_shift("A-2026-12-14", loads=Loads(holidays=2)),
        make_shift("A-2026-12-21", loads=Loads(days=7)),
    ]
    problem = make_problem(people, shifts)
    roster = Roster({"A-2026-12-07": "ada", "A-2026-12-14": "ben", "A-2026-12-21": "ben"})
    # Four in all: shares 8/3 and 4/3, both loads are 2.
    assert list(GOAL.measure(problem, roster)) == [Fraction(4, 9) + Fraction(4, 9)]


@settings(max_examples=50, deadline=None, derandomize=True)
@given(tiny_problems())
def test_measure_and_model_agree(problem: Problem) -> None:
    """Both halves count the same on every roster, rules or not."""
    assert assert_goal_agrees(GOAL, problem, rules=()) > 0
