"""Proofs stay true under the rules that a team writes as tables, whatever finds them."""

from fractions import Fraction

from hypothesis import given, settings
from tests.solve.every_roster import keeping

from rotation.goals import fitting, named
from rotation.model.objective import Sense
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules import DEFAULT_RULES
from rotation.solve.tiers import solve
from rotation.testing import tiny_problems


@settings(max_examples=50, deadline=None, derandomize=True, database=None)
@given(tiny_problems())
def test_a_plan_is_the_best_of_all_rosters(problem: Problem) -> None:
    """With limits, weekends, rest in hours and ladders, every tier is proved at the true best."""
    goals = fitting(named(["open", "shifts", "short_gaps", "spacing"]), problem)

    def rank(roster: Roster) -> list[Fraction]:
        return [
            value if tier.sense is Sense.LEAST else -value
            for goal in goals
            for tier, value in zip(goal.tiers, goal.measure(problem, roster), strict=True)
        ]

    kept = keeping(problem, DEFAULT_RULES)
    if not kept:
        return
    solved = solve(problem, DEFAULT_RULES, goals)
    assert rank(solved.roster) == min(map(rank, kept))
    assert all(objective.proved for objective in solved.objectives)
