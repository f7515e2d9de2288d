from collections.abc import Sequence

from explain_cases import allowed, rank, values
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from rotation.explain.question_rules import Assigned, KeptOff
from rotation.goals import DEFAULT_GOALS, named
from rotation.goals.base import Goal
from rotation.model.objective import Sense
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules import DEFAULT_RULES, split
from rotation.rules.base import Rule
from rotation.solve.tiers import Solved, solve
from rotation.testing import rosters, tiny_problems

SEARCH = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)


def judge(
    problem: Problem, solved: Solved, kept: Sequence[Roster], goals: tuple[Goal, ...]
) -> None:
    """Compare with the rosters that keep the rules: the best is found, no bound is a false one."""
    best = min(rank(values(problem, r, goals), goals) for r in kept)
    assert rank([o.value for o in solved.objectives], goals) == best
    for objective in solved.objectives:
        least = objective.sense is Sense.LEAST
        assert objective.bound <= objective.value if least else objective.bound >= objective.value
    assert all(objective.proved for objective in solved.objectives)


@SEARCH
@given(tiny_problems(), st.data())
def test_any_start_leads_to_the_best_plan(problem: Problem, data: st.DataObject) -> None:
    """Whatever roster a search starts from, rules broken or not, it ends with a best one."""
    every = list(rosters(problem))
    kept = allowed(problem)
    assume(kept)
    start = every[data.draw(st.integers(0, len(every) - 1))]
    solved = solve(problem, DEFAULT_RULES, DEFAULT_GOALS, start=start)
    judge(problem, solved, kept, DEFAULT_GOALS)


@settings(SEARCH, max_examples=20)  # each solves three times
@given(tiny_problems(), st.data(), st.permutations([goal.name for goal in DEFAULT_GOALS]))
def test_bounds_of_fewer_rules_are_no_false_bounds(
    problem: Problem, data: st.DataObject, order: list[str]
) -> None:
    """What is known of a problem speeds up one with a rule more, and never promises too much."""
    kept = allowed(problem)
    assume(kept)
    goals = named(order[:4])
    first = solve(problem, DEFAULT_RULES, goals)
    # What a lock breaks is tolerated, so a question about it says nothing to every roster.
    free = [s.id for s in problem.shifts if s.id not in problem.locks]
    assume(free)
    shift = data.draw(st.sampled_from(free))
    person = data.draw(st.sampled_from(problem.people)).id
    holder = first.roster[shift]
    more: Rule = Assigned(person, shift, "asked")
    if holder == person:
        more = KeptOff(person, [shift], "kept off")
    fewer = [r for r in kept if not split(problem, more.check(problem, r))[0]]
    assume(fewer)
    rules = (*DEFAULT_RULES, more)
    solved = solve(problem, rules, goals, start=Roster(first.roster), known=first.objectives)
    judge(problem, solved, fewer, goals)
    # The same goals in another order share the first ones only.
    other = (*goals[:2], *reversed(goals[2:]))
    turned = solve(problem, DEFAULT_RULES, other, start=first.roster, known=first.objectives)
    judge(problem, turned, kept, other)
