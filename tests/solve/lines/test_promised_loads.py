"""Where counts promise loads that no calendar allows, lines decide the tiers."""

from fractions import Fraction

import pytest
from tests.solve.every_roster import keeping
from tests.solve.lines.measured import stated

from rotation.goals import named
from rotation.goals.base import Few
from rotation.model.objective import Sense
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules import DEFAULT_RULES
from rotation.solve.counts import CountModel
from rotation.solve.minimiser import Minimiser
from rotation.solve.parameters import Parameters
from rotation.solve.solver import Solver
from rotation.solve.tiers import solve
from rotation.testing import make_block, make_person, make_problem, make_shift

MONDAYS = [f"2026-{month:02}-{day:02}" for month, day in ((9, 7), (9, 14), (9, 21), (9, 28))]
MONDAYS += ["2026-10-05", "2026-10-12"]

GOALS = named(["open", "shifts", "rest_days", "holidays"])


def team() -> Problem:
    """Six weeks, two weeks of rest: each person can hold two, as counts know.

    What they do not know: Ann and Ben are there in the same two weeks, and in the other four there
    is only Eve. Three people with two shifts each are six; four can be held.
    """
    shifts = [make_shift(f"A-{monday}", rest_days=14) for monday in MONDAYS]
    away = [("2026-09-14", "2026-09-28"), ("2026-10-05", "2026-10-19")]
    blocks = [make_block(first, last) for first, last in away]
    people = [make_person("ann", blocks=blocks), make_person("ben", blocks=blocks), "eve"]
    return make_problem(people, shifts)


def ladder_is_not_needed(self: Minimiser, *tier: object) -> None:
    raise AssertionError(f"a ladder of attempts for {tier}")


def values(problem: Problem, roster: Roster) -> list[Fraction]:
    return [
        Fraction(value if tier.sense is Sense.LEAST else -value)
        for goal in GOALS
        for value, tier in zip(goal.measure(problem, roster), goal.tiers, strict=True)
    ]


def test_counts_promise_what_the_calendar_does_not_allow() -> None:
    """All six shifts held: the bound of counts, which no roster reaches."""
    problem = team()
    view = stated(problem)
    (target, *_) = GOALS[0].post(problem, view)
    assert isinstance(target, Few)
    bounded = CountModel(view, [target]).bound(Solver(), 1.0)
    assert bounded is not None
    assert bounded[0] == 0
    assert min(len(roster.open_shifts()) for roster in keeping(problem)) == 2


def test_lines_prove_the_best_without_the_ladder(monkeypatch: pytest.MonkeyPatch) -> None:
    """The values are those of the best of all rosters, tier by tier, and each tier is proved."""
    monkeypatch.setattr(Minimiser, "_everywhere", ladder_is_not_needed)
    problem = team()
    solved = solve(problem, DEFAULT_RULES, GOALS, Parameters())
    assert values(problem, solved.roster) == min(values(problem, r) for r in keeping(problem))
    assert all(objective.proved for objective in solved.objectives)
    assert solved.effort < 0.5
    assert solve(problem, DEFAULT_RULES, GOALS).roster == solved.roster
