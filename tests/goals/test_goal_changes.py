from hypothesis import given, settings

from rotation.goals import fitting
from rotation.goals.changes import Changes
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.testing import assert_goal_agrees, make_problem, make_shift, tiny_problems

GOAL = Changes()
SHIFTS = [make_shift("A-2026-12-07"), make_shift("A-2026-12-14"), make_shift("A-2026-12-21")]


def test_another_holder_and_nobody_are_changes() -> None:
    """A published shift counts when somebody else holds it or nobody; a new shift never does."""
    published = {"A-2026-12-07": "ada", "A-2026-12-14": "ben"}
    problem = make_problem(["ada", "ben"], SHIFTS, published=published)
    first, second, third = (shift.id for shift in problem.shifts)
    for holders, changes in (
        (("ada", "ben", "ada"), 0),
        (("ada", "ben", None), 0),
        (("ben", "ben", "ada"), 1),
        ((None, "ada", "ben"), 2),
    ):
        roster = Roster(dict(zip((first, second, third), holders, strict=True)))
        assert GOAL.measure(problem, roster) == [changes], holders


def test_without_anything_published_there_is_no_such_goal() -> None:
    """A plan of shifts that nobody relies on yet does not speak of changes."""
    nothing = make_problem(["ada"], SHIFTS)
    assert fitting([GOAL], nothing) == ()
    published = make_problem(["ada"], SHIFTS, published={SHIFTS[0].id: "ada"})
    assert fitting([GOAL], published) == (GOAL,)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(tiny_problems())
def test_measure_and_model_agree(problem: Problem) -> None:
    """Both halves count the same on every roster, rules or not."""
    assert assert_goal_agrees(GOAL, problem, rules=()) > 0
