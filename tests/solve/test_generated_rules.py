"""Sums with weights, conditions and counts against all rosters of tiny problems (V2 to V4)."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from tests.solve.every_roster import keeping, over_problems

from rotation.errors import Impossible
from rotation.explain.facts import facts_of, implied_off
from rotation.goals import DEFAULT_GOALS, Goal, Level, named
from rotation.model.objective import Sense
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules import DEFAULT_RULES, Rule
from rotation.solve.counts import CountModel
from rotation.solve.lines.bounds import Duals, bound
from rotation.solve.lines.frame import frame_of
from rotation.solve.lines.generation import Generation
from rotation.solve.lines.measures import measure_of
from rotation.solve.lines.program import LineProgram
from rotation.solve.solver import Solver
from rotation.solve.tiers import solve
from rotation.statements.packing import Packing
from rotation.statements.view import ModelView
from rotation.testing import assert_rule_agrees, tiny_problems, tiny_rules

thorough = over_problems(40)


@st.composite
def with_rule(draw: st.DrawFn) -> tuple[Problem, Rule]:
    problem = draw(tiny_problems())
    return problem, draw(tiny_rules(problem))


def score(problem: Problem, roster: Roster, goals: tuple[Goal, ...]) -> tuple[Fraction, ...]:
    """Small is good, in every place."""
    return tuple(
        Fraction(value if tier.sense is Sense.LEAST else -value)
        for goal in goals
        for value, tier in zip(goal.measure(problem, roster), goal.tiers, strict=True)
    )


@thorough
@given(with_rule())
def test_generated_rules_agree(case: tuple[Problem, Rule]) -> None:
    """What is added up by hand is what plain Python and CP-SAT make of the statements."""
    problem, rule = case
    assert_rule_agrees(rule, problem)


@thorough
@given(with_rule())
def test_plans_with_generated_rules_equal_brute_force(case: tuple[Problem, Rule]) -> None:
    """The best of all rosters is reached and proved, or it is proved that there is none."""
    problem, rule = case
    rules = (*DEFAULT_RULES, rule)
    goals = tuple(DEFAULT_GOALS[:4])
    allowed = keeping(problem, rules)
    if not allowed:
        try:
            solve(problem, rules, goals)
        except Impossible:
            return
        raise AssertionError("no roster keeps the rules, and one was returned")
    solved = solve(problem, rules, goals)
    assert solved.roster in allowed
    assert score(problem, solved.roster, goals) == min(score(problem, r, goals) for r in allowed)
    assert all(objective.proved for objective in solved.objectives)


@thorough
@given(with_rule(), st.lists(st.floats(-9, 9), min_size=9, max_size=9))
def test_counts_and_lines_under_generated_rules_are_no_false_bound(
    case: tuple[Problem, Rule], numbers: list[float]
) -> None:
    """What counts make of a sum with weights, and lines of a condition, rules no roster out."""
    problem, rule = case
    rules = (*DEFAULT_RULES, rule)
    allowed = keeping(problem, rules)
    if not allowed:
        return
    view = ModelView(problem)
    for each in rules:
        each.post(problem, view)
    packing = Packing(view)
    for person in problem.people:
        for roster in allowed:
            held = [shift for shift, holder in roster.items() if holder == person.id]
            assert packing.most(person.id, [shift.id for shift in problem.shifts]) >= len(held)
    (goal,) = named(["shifts"])
    (target,) = goal.post(problem, view)
    assert isinstance(target, Level)
    values = [goal.measure(problem, roster)[0] for roster in allowed]
    counted = CountModel(view, [target]).bound(Solver(), 10.0)
    assert counted is not None
    assert counted[0] <= min(values)
    frame = frame_of(view, packing.candidates)
    if frame is None:
        return
    for row in frame.rows:
        for roster in allowed:
            place = {shift.id: number for number, shift in enumerate(problem.shifts)}
            lines = [
                [place[shift] for shift, holder in roster.items() if holder == person.id]
                for person in problem.people
            ]
            opened = [place[shift] for shift, holder in roster.items() if holder is None]
            added = [row.of_line(number, line) or 0 for number, line in enumerate(lines)]
            assert sum(added) + sum(row.opens.get(shift, 0) for shift in opened) <= row.limit
    most = {p: packing.heaviest(p, target.amounts) for p in target.base}
    aim = measure_of(view, target, max(values), most, frame.can)
    assert aim is not None
    program = LineProgram(frame, [], aim)
    relaxed = Generation(program, [], lambda: False, 10.0).relax(200)
    assert relaxed.finished
    assert relaxed.bound is not None
    assert aim.at_least(relaxed.bound) <= min(values)
    duals = (numbers * (1 + len(problem.shifts) + len(program.limits)))[::-1]
    wrong = Duals(tuple(duals[: len(problem.shifts)]), tuple(duals[-len(program.limits) :]))
    if program.limits:
        claimed = bound(program, wrong).value
        assert claimed is not None
        assert claimed + aim.constant <= min(values)


@thorough
@given(with_rule())
def test_what_a_holder_rules_out_is_ruled_out(case: tuple[Problem, Rule]) -> None:
    """Whom explanations take to be excluded by a shift is excluded in every roster allowed."""
    problem, rule = case
    facts = facts_of(None, problem, [rule])
    allowed = keeping(problem, (rule,))
    for person in problem.people:
        for shift in problem.shifts:
            for other, excluded in implied_off(facts, person.id, shift.id):
                for roster in allowed:
                    assert roster[shift.id] != person.id or roster[excluded] != other
