"""What a goal says of itself: its own bounds (V6), and rosters to start from (V7)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.solve.every_roster import keeping, over_problems

from rotation.errors import BadInput, SolverDisagreement
from rotation.goals import Goal, Target, Tier, named
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules import DEFAULT_RULES, View
from rotation.solve.parameters import Parameters
from rotation.solve.tiers import solve
from rotation.testing import make_problem, make_shift, rosters, tiny_goals, tiny_problems

WEEKS = tuple(f"A-2026-12-{day:02}" for day in (7, 14, 21, 28))
PROBLEM = make_problem(["ada", "ben"], [make_shift(week, rest_days=0) for week in WEEKS])


@dataclass
class Claiming:
    """A goal that says more of itself."""

    goal: Goal
    own: Sequence[Fraction | int | None] = ()
    begin: Sequence[Roster] = ()
    name: str = "claiming"
    title: str = "a goal with a bound of its own"
    tiers: tuple[Tier, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.tiers = self.goal.tiers

    def measure(self, problem: Problem, roster: Roster) -> Sequence[Fraction]:
        return self.goal.measure(problem, roster)

    def post(self, problem: Problem, view: View) -> Sequence[Target]:
        return self.goal.post(problem, view)

    def own_bounds(self, problem: Problem) -> Sequence[Fraction | int | None]:
        assert problem.shifts
        return self.own or [None] * len(self.tiers)

    def starts(self, problem: Problem) -> Iterable[Roster]:
        assert problem.shifts
        return self.begin


@over_problems(40)
@given(st.data(), st.sampled_from([-2, -1, 0, 1]))
def test_no_own_bound_makes_a_false_proof(data: st.DataObject, away: int) -> None:
    """Right or wrong, it proves nothing: what is proved is the best of all rosters."""
    problem = data.draw(tiny_problems())
    goal = data.draw(tiny_goals(problem))
    allowed = keeping(problem)
    if not allowed:
        return
    best = min(Fraction(goal.measure(problem, roster)[0]) for roster in allowed)
    begin = data.draw(st.lists(st.sampled_from([*rosters(problem)]), max_size=2))
    claiming = Claiming(goal, [best + away], begin)
    try:
        solved = solve(problem, DEFAULT_RULES, [claiming])
    except SolverDisagreement:
        assert away > 0
        return
    (objective,) = solved.objectives
    assert objective.own_bound == best + away
    assert objective.value == best or away > 0
    assert not objective.proved or objective.value == best
    assert objective.bound <= best
    if away <= 0:
        assert objective.value == best


def test_at_its_own_bound_a_search_ends_without_a_proof() -> None:
    """Two weeks each: whoever says so gets such a roster, and no proof beyond what was shown."""
    (opened,) = named(["open"])
    zeros = [0] * len(opened.tiers)
    solved = solve(PROBLEM, DEFAULT_RULES, [Claiming(opened, zeros)])
    assert [o.own_bound for o in solved.objectives] == zeros
    without = Parameters(effort=1e-9)
    (shifts,) = named(["shifts"])
    given_start = Roster(dict(zip(WEEKS, ["ada", "ada", "ben", "ben"], strict=True)))
    claiming = Claiming(shifts, [0], [given_start])
    solved = solve(PROBLEM, DEFAULT_RULES, [claiming], without)
    (objective,) = solved.objectives
    assert (solved.roster, objective.value, objective.own_bound) == (given_start, 0, 0)


def test_a_refuted_bound_is_a_mistake_of_the_goal() -> None:
    """Nobody needs a week open: who says that one is open at least is wrong, and is named."""
    (opened,) = named(["open"])
    wrong = [1] * len(opened.tiers)
    with pytest.raises(SolverDisagreement, match=r"goal claiming.* own bound is 1"):
        solve(PROBLEM, DEFAULT_RULES, [Claiming(opened, wrong)])


def test_there_is_one_bound_for_each_tier() -> None:
    """A bound too many is a mistake of the author."""
    with pytest.raises(BadInput, match="own_bounds gives 2 for 1 tiers"):
        solve(PROBLEM, DEFAULT_RULES, [Claiming(*named(["shifts"]), own=[0, 0])])


def test_a_start_is_kept_as_far_as_the_rules_allow() -> None:
    """A roster that breaks a rule is repaired where the dealing can; a strange one is refused."""
    rules = DEFAULT_RULES
    beside = make_problem(["ada", "ben"], [make_shift(f"{t}-2026-12-07") for t in "AB"])
    both = Roster(dict.fromkeys(("A-2026-12-07", "B-2026-12-07"), "ben"))
    opened = named(["open"])
    solved = solve(beside, rules, [Claiming(*opened, begin=[both])], Parameters(effort=1e-9))
    assert sorted(map(str, solved.roster.values())) == ["ada", "ben"]
    for holders in ({"C-2026-12-07": "ada"}, {**both, "B-2026-12-07": "zoe"}):
        with pytest.raises(BadInput, match="goal claiming: starts with a roster of another"):
            solve(beside, rules, [Claiming(*opened, begin=[Roster(holders)])])
