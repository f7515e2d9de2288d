from hypothesis import given, settings
from levelling_cases import assert_levels

from rotation.goals.holidays import Holidays
from rotation.model.problem import Problem
from rotation.testing import assert_goal_agrees, tiny_problems

GOAL = Holidays()


def test_history_capacity_and_absence_count() -> None:
    """Squares are around shares by weight, history included, among those present."""
    assert_levels(GOAL, "holidays")


@settings(max_examples=50, deadline=None, derandomize=True)
@given(tiny_problems(elsewhere=True))
def test_measure_and_model_agree(problem: Problem) -> None:
    """On every roster, rules or not; also where loads in other teams count together (F30)."""
    assert assert_goal_agrees(GOAL, problem, rules=()) > 0
