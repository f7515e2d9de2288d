from hypothesis import given, settings

from rotation.goals.open import Open
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.shifts import ShiftKind
from rotation.testing import assert_goal_agrees, make_problem, make_shift, tiny_problems

GOAL = Open()


def test_kinds_and_rest_days_are_counted_apart() -> None:
    """Open regular shifts come first, open volunteer shifts second, their rest days third."""
    shifts = [make_shift("A-2026-12-07"), make_shift("A-2026-12-14"), make_shift("B-2026-12-07")]
    shifts.append(make_shift("A-2026-12-25", days=2, kind=ShiftKind.VOLUNTEER))
    rest_days = sum(s.loads.rest_days for s in shifts if s.id != "B-2026-12-07")
    assert rest_days > 0
    problem = make_problem(["ada"], shifts)
    roster = Roster(dict.fromkeys((s.id for s in shifts), None) | {"B-2026-12-07": "ada"})
    assert list(GOAL.measure(problem, roster)) == [2, 1, rest_days]


@settings(max_examples=50, deadline=None, derandomize=True)
@given(tiny_problems())
def test_measure_and_model_agree(problem: Problem) -> None:
    """Both halves count the same on every roster, rules or not."""
    assert assert_goal_agrees(GOAL, problem, rules=()) > 0
