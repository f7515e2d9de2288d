from collections import Counter

import pytest
from hypothesis import given, settings

from rotation.errors import BadInput
from rotation.goals import DEFAULT_GOALS, Few, fitting, named, registered
from rotation.goals.base import Target, Tier
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules.base import View
from rotation.testing import assert_goal_agrees, make_problem, make_shift, tiny_problems


def test_goals_come_by_name_in_the_order_asked() -> None:
    """`named` keeps the user's order."""
    assert [goal.name for goal in named(["spacing", "open"])] == ["spacing", "open"]
    assert registered()[: len(DEFAULT_GOALS)] == DEFAULT_GOALS


def test_every_goal_measures_what_it_describes() -> None:
    """All goals on the same problems, with hours, shadows, weights and soft rules; none is idle."""
    compared: Counter[str] = Counter()

    @settings(max_examples=30, deadline=None, derandomize=True, database=None)
    @given(tiny_problems(soft=True))
    def agrees(problem: Problem) -> None:
        for goal in fitting((*registered(), *named(sorted(problem.soft))), problem):
            compared[goal.name] += assert_goal_agrees(goal, problem)

    agrees()
    idle = {goal.name for goal in registered() if not compared[goal.name]}
    assert idle <= {"rounds"}  # only in plans by rounds


def test_an_unknown_goal_is_reported_with_the_nearest() -> None:
    """A misspelt goal is bad input with the nearest known name."""
    with pytest.raises(BadInput, match="no goal 'spacings'; did you mean spacing"):
        named(["spacings"])


def test_tiers_of_a_goal_are_told_apart() -> None:
    """Tiers of one goal have names of their own, and every tier its unit and title."""
    for goal in DEFAULT_GOALS:
        parts = [tier.part for tier in goal.tiers]
        assert len(set(parts)) == len(parts)
        assert all(tier.title and tier.unit for tier in goal.tiers)


def test_the_disagreement_of_a_wrong_goal_is_shown() -> None:
    """A goal that measures something else than it posts fails with the roster."""

    class Wrong:
        name, title = "wrong", "never"
        tiers: tuple[Tier, ...] = (Tier("", "wrong", "shifts"),)

        def measure(self, problem: Problem, roster: Roster) -> list[int]:
            return [1 + len(roster) - len(problem.shifts)]

        def post(self, problem: Problem, view: View) -> list[Target]:
            return [Few(((1, view.is_open(problem.shifts[0].id)),))]

    problem = make_problem(["ada"], [make_shift("A-2026-12-07")])
    with pytest.raises(AssertionError, match=r"measured .* described .* on Roster"):
        assert_goal_agrees(Wrong(), problem)  # type: ignore[arg-type]
