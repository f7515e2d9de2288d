"""What a question adds to a problem means the same to whoever counts and to the solver."""

import pytest

from rotation.explain.question_rules import Assigned, Filled, KeptOff, Stay
from rotation.model.roster import Roster
from rotation.rules.base import Rule
from rotation.testing import (
    assert_goal_agrees,
    assert_rule_agrees,
    make_problem,
    make_shift,
    rosters,
)

FIRST, SECOND, THIRD = (f"A-2026-12-{day:02}" for day in (1, 5, 9))
PROBLEM = make_problem(
    ["ada", "ben"], [make_shift(s, days=4, rest_days=0) for s in (FIRST, SECOND, THIRD)]
)


@pytest.mark.parametrize(
    ("rule", "accepted"),
    [
        (Assigned("ada", SECOND, "asked"), 3 * 3),
        (Filled(SECOND), 2 * 3 * 3),
        (KeptOff("ben", [FIRST, THIRD], "asked"), 2 * 3 * 2),
        (KeptOff("ben", [], "asked"), 3 * 3 * 3),
    ],
)
def test_a_question_is_written_twice_alike(rule: Rule, accepted: int) -> None:
    """Of the 27 rosters of three shifts both halves accept those that answer the question."""
    assert assert_rule_agrees(rule, PROBLEM) == accepted


def test_few_moves_are_counted_alike() -> None:
    """Every shift with another holder counts, an open one that is filled as well."""
    known = Roster({FIRST: "ada", SECOND: None, THIRD: "ben"})
    goal = Stay(known)
    assert_goal_agrees(goal, PROBLEM)
    for roster in rosters(PROBLEM):
        assert goal.measure(PROBLEM, roster) == [sum(roster[s] != known[s] for s in known)]


def test_what_an_assignment_implies_is_forbidden_for_the_model_alone() -> None:
    """Who cannot hold what by other rules is no variable; the other rules say so to `check`."""
    rule = Assigned("ada", FIRST, "asked", [("ada", SECOND), ("ben", THIRD)])
    with pytest.raises(AssertionError):
        assert_rule_agrees(rule, PROBLEM, solver=False)
    held = Roster({FIRST: "ada", SECOND: "ada", THIRD: "ben"})
    assert not list(rule.check(PROBLEM, held))
