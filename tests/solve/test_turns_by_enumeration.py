"""Plans with hours, roles, weights and soft rules against all rosters of tiny problems."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.solve.every_roster import keeping, over_problems

from rotation.errors import Impossible
from rotation.goals import Goal, fitting, named
from rotation.model.objective import Sense
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules import DEFAULT_RULES, hard
from rotation.solve.tiers import solve
from rotation.testing import tiny_problems

GOALS = ("hours", "night_hours", "off_hours", "tracks", "filled", "short_gaps", "shifts", "wishes")


def _score(problem: Problem, goals: tuple[Goal, ...], roster: Roster) -> tuple[Fraction, ...]:
    """Small is good, in every place."""
    return tuple(
        Fraction(value if tier.sense is Sense.LEAST else -value)
        for goal in goals
        for value, tier in zip(goal.measure(problem, roster), goal.tiers, strict=True)
    )


@over_problems(40)
@given(tiny_problems(soft=True), st.permutations(GOALS))
def test_plans_of_turns_equal_brute_force(problem: Problem, order: list[str]) -> None:
    """The goals of turns in any order, soft rules among them, reach the best of all rosters."""
    names = [*order[:2], *sorted(problem.soft), *order[2:4]]
    goals, rules = fitting(named(["open", *names]), problem), hard(DEFAULT_RULES, problem)
    allowed = keeping(problem, rules)
    if not allowed:
        with pytest.raises(Impossible):
            solve(problem, rules, goals)
        return
    solved = solve(problem, rules, goals)
    assert solved.roster in allowed
    assert _score(problem, goals, solved.roster) == min(_score(problem, goals, r) for r in allowed)
    assert all(objective.proved for objective in solved.objectives)
