from fractions import Fraction

from hypothesis import given, settings

from rotation.goals.volunteers import Volunteers
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Loads, ShiftKind
from rotation.testing import (
    assert_goal_agrees,
    make_lock,
    make_offer,
    make_person,
    make_problem,
    make_shift,
    tiny_problems,
)

GOAL = Volunteers()
SHIFTS = [make_shift(f"A-2026-12-{day}", days=2, kind=ShiftKind.VOLUNTEER) for day in (25, 27, 29)]
FIRST, SECOND, THIRD = (shift.id for shift in SHIFTS)
ADA = make_person(
    "ada",
    offers=[
        make_offer("ada", "2026-12-25", "2026-12-31", preference=3),
        make_offer("ada", "2026-12-25", "2026-12-27", preference=1),
    ],
    carried=Loads(volunteer_days=2),
)
BEN = make_person("ben", offers=[make_offer("ben", "2026-12-27", "2026-12-31", preference=2)])
CHI = make_person("chi", carried=Loads(volunteer_days=50))


def test_days_are_even_among_those_who_offered() -> None:
    """Shares are equal among the volunteers, with what they carried; others do not count."""
    problem = make_problem([ADA, BEN, CHI], SHIFTS)
    roster = Roster({FIRST: "ada", SECOND: "ben", THIRD: "ben"})
    # 8 days for two: both have 4.
    assert GOAL.measure(problem, roster)[0] == 0
    assert GOAL.measure(problem, Roster({FIRST: "ada", SECOND: "ada", THIRD: "ben"}))[0] == 8


def test_the_best_preference_of_the_holder_counts() -> None:
    """A shift inside two offers counts with the better preference; an open one counts nothing."""
    problem = make_problem([ADA, BEN], SHIFTS)
    roster = Roster({FIRST: "ada", SECOND: "ada", THIRD: None})
    assert GOAL.measure(problem, roster)[1] == 1 + 3


def test_a_settled_shift_never_offered_counts_three() -> None:
    """A volunteer shift published to somebody who never offered counts as "if needed"."""
    problem = make_problem([ADA, BEN, CHI], SHIFTS, locks=[make_lock(FIRST, "chi")])
    roster = Roster({FIRST: "chi", SECOND: "ben", THIRD: None})
    assert GOAL.measure(problem, roster)[1] == Fraction(3 + 2)
    assert assert_goal_agrees(GOAL, problem) > 1


@settings(max_examples=60, deadline=None, derandomize=True)
@given(tiny_problems())
def test_measure_and_model_agree(problem: Problem) -> None:
    """Both halves count the same on every roster that keeps the rules."""
    assert_goal_agrees(GOAL, problem)
