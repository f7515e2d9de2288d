"""Generated goals against all rosters of tiny problems: in counts, lines, and a whole plan."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from tests.solve.every_roster import keeping, over_problems

from rotation.goals import Goal, Level, named
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules import DEFAULT_RULES
from rotation.solve.counts import CountModel
from rotation.solve.lines.frame import frame_of
from rotation.solve.lines.generation import Generation
from rotation.solve.lines.measures import measure_of
from rotation.solve.lines.program import LineProgram
from rotation.solve.solver import Solver
from rotation.solve.tiers import solve
from rotation.statements.packing import Packing
from rotation.statements.shift_classes import countable
from rotation.statements.view import ModelView
from rotation.testing import assert_goal_agrees, tiny_goals, tiny_problems

thorough = over_problems(40)


@st.composite
def with_goal(draw: st.DrawFn) -> tuple[Problem, Goal]:
    problem = draw(tiny_problems())
    return problem, draw(tiny_goals(problem))


def score(problem: Problem, roster: Roster, *goals: Goal) -> tuple[Fraction, ...]:
    return tuple(Fraction(n) for goal in goals for n in goal.measure(problem, roster))


@thorough
@given(with_goal())
def test_generated_goals_agree(case: tuple[Problem, Goal]) -> None:
    """What a generated goal measures is what it describes to a model."""
    problem, goal = case
    assert_goal_agrees(goal, problem)


@thorough
@given(with_goal(), st.sampled_from(["before", "behind", "between"]))
def test_generated_goals_equal_brute_force(case: tuple[Problem, Goal], place: str) -> None:
    """Wherever it stands among others, the best of all rosters is reached and proved."""
    problem, goal = case
    opened, shifts = named(["open", "shifts"])
    orders = {"before": [goal, shifts], "behind": [opened, shifts, goal]}
    goals = orders.get(place, [opened, goal, shifts])
    allowed = keeping(problem)
    if not allowed:
        return
    solved = solve(problem, DEFAULT_RULES, goals)
    assert score(problem, solved.roster, *goals) == min(score(problem, r, *goals) for r in allowed)
    assert all(o.proved or o.value == o.own_bound for o in solved.objectives)


@thorough
@given(with_goal())
def test_counts_and_lines_of_generated_goals_are_no_false_bound(
    case: tuple[Problem, Goal],
) -> None:
    """Where they know a goal, neither claims more than the least of all rosters."""
    problem, goal = case
    allowed = keeping(problem)
    if not allowed:
        return
    view = ModelView(problem)
    for rule in DEFAULT_RULES:
        rule.post(problem, view)
    (target,) = goal.post(problem, view)
    values = [score(problem, roster, goal)[0] for roster in allowed]
    if countable(view, target):
        counted = CountModel(view, [target]).bound(Solver(), 10.0)
        assert counted is not None
        assert counted[0] <= min(values)
    packing = Packing(view)
    frame = frame_of(view, packing.candidates)
    if frame is not None and isinstance(target, Level):
        most = {p: packing.heaviest(p, target.amounts_of(p)) for p in target.base}
        aim = measure_of(view, target, max(values), most, frame.can)
        assert aim is not None
        program = LineProgram(frame, [], aim)
        relaxed = Generation(program, [], lambda: False, 10.0).relax(200)
        assert relaxed.finished
        assert relaxed.bound is not None
        assert aim.at_least(relaxed.bound) <= min(values)
