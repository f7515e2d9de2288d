from hypothesis import given, settings

from rotation.goals.open import Open
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.shifts import ShiftKind
from rotation.testing import assert_goal_agrees, make_problem, make_shift, tiny_problems

GOAL = Open()


def test_regular_and_volunteer_shifts_are_counted_apart() -> None:
    """Open regular shifts are the first number, open volunteer shifts the second."""
    shifts = [make_shift("A-2026-12-07"), make_shift("A-2026-12-14"), make_shift("B-2026-12-07")]
    shifts.append(make_shift("A-2026-12-25", days=2, kind=ShiftKind.VOLUNTEER))
    problem = make_problem(["ada"], shifts)
    roster = Roster(dict.fromkeys((s.id for s in shifts), None) | {"B-2026-12-07": "ada"})
    assert list(GOAL.measure(problem, roster)) == [2, 1]


@settings(max_examples=50, deadline=None, derandomize=True)
@given(tiny_problems())
def test_measure_and_model_agree(problem: Problem) -> None:
    """Both halves count the same on every roster, rules or not."""
    assert assert_goal_agrees(GOAL, problem, rules=()) > 0
