"""Goals from outside whose statements forbid rosters, which only rules may."""

from collections.abc import Callable, Sequence
from fractions import Fraction

import pytest

from rotation.errors import SolverDisagreement
from rotation.goals import Few, Goal, Tier, named
from rotation.goals.base import Target
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules import DEFAULT_RULES, View
from rotation.solve.tiers import solve
from rotation.testing import make_person, make_problem, make_shift


class OpenShifts:
    """Counts open shifts, and states whatever a test gives it."""

    name = "mine"
    title = "few open shifts"
    tiers: tuple[Tier, ...] = (Tier("", "open shifts", "shifts"),)

    def __init__(self, states: Callable[[Problem, View], None]) -> None:
        self._states = states

    def measure(self, problem: Problem, roster: Roster) -> Sequence[Fraction]:
        del problem
        return [Fraction(sum(holder is None for holder in roster.values()))]

    def post(self, problem: Problem, view: View) -> Sequence[Target]:
        self._states(problem, view)
        return [Few(tuple((1, view.is_open(shift.id)) for shift in problem.shifts))]


def team() -> Problem:
    shifts = [make_shift(f"A-2026-12-{day:02}") for day in (7, 14, 21)]
    return make_problem([make_person("ann"), make_person("ben")], shifts)


def cuts(problem: Problem, view: View) -> None:
    """Ann may hold nothing: the dealt roster is one of those that are cut off."""
    view.at_most(0, [view.works("ann", shift.id) for shift in problem.shifts])


def forbids(problem: Problem, view: View) -> None:
    for shift in problem.shifts:
        view.forbid("ann", shift.id)


def requires(problem: Problem, view: View) -> None:
    view.require("ben", problem.shifts[0].id)
    view.require("ben", problem.shifts[1].id)
    view.require("ben", problem.shifts[2].id)


def asks_of_flags(problem: Problem, view: View) -> None:
    """Ask for a flag that has to be true and false wherever Ann holds the first shift."""
    flag = view.flag("wrong")
    off = view.negate(view.works("ann", problem.shifts[0].id))
    view.at_least(1, [off, flag])
    view.at_least(1, [off, view.negate(flag)])


def describes(problem: Problem, view: View) -> None:
    """Say with a flag whether Ann serves at all, as a goal may."""
    flag = view.flag("ann serves")
    for shift in problem.shifts:
        view.at_least(1, [view.negate(view.works("ann", shift.id)), flag])


@pytest.mark.parametrize("states", [cuts, asks_of_flags, forbids, requires])
@pytest.mark.parametrize("before", [[], ["open", "shifts"], ["open", "shifts", "spacing"]])
def test_a_goal_that_forbids_the_roster_at_hand_is_reported(
    states: Callable[[Problem, View], None], before: list[str]
) -> None:
    """Whether its turn comes before there is a roster, or after: never kept in silence."""
    goals: list[Goal] = [*named(before), OpenShifts(states)]
    with pytest.raises(SolverDisagreement, match="goal mine: its statements forbid a roster"):
        solve(team(), DEFAULT_RULES, goals)


def test_flags_that_only_describe_are_no_fault() -> None:
    """A goal says what its flags mean; every roster has values for them."""
    goals: list[Goal] = [*named(["open", "shifts"]), OpenShifts(describes)]
    solved = solve(team(), DEFAULT_RULES, goals)
    assert all(objective.proved for objective in solved.objectives)
    assert None not in solved.roster.values()
