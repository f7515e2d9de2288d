from explain_cases import allowed, plan_of, rank, values
from hypothesis import HealthCheck, Phase, assume, given, settings

from rotation.errors import BadInput
from rotation.explain import ChangeKind, Fix, Fixes, Proof, fixes
from rotation.explain.tried_changes import weighed_goals
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.solve.outcome import Outcome
from rotation.testing import tiny_problems

SEARCH = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)


def filled(plan: Outcome, fix: Fix) -> list[Roster]:
    """Return every roster that keeps the changed rules and fills the shift."""
    change = fix.change
    every = allowed(change.problem, change.rules)
    return [roster for roster in every if roster[change.shift] is not None]


def judge(plan: Outcome, answer: Fixes) -> None:
    """Compare every fix with all rosters of the problem it makes."""
    goals = weighed_goals(plan.goals)
    for fix in answer.fixes:
        rosters = filled(plan, fix)
        held = [s for s, person in plan.roster.items() if person is not None]
        regular = {s.id for s in plan.problem.regular()}
        if fix.change.shift in regular:
            held = [s for s in held if s in regular]
        assert any(all(r[s] is not None for s in held) for r in rosters), fix.text
        assert fix.weighed
        reached = [e.after for e in fix.effects]
        if fix.planned:
            mine = [r for r in rosters if r[fix.change.shift] == fix.taker]
            best = min(rank(values(fix.change.problem, r, goals), goals) for r in mine)
            assert rank(reached, goals) == best, fix.text
        else:
            every = [values(fix.change.problem, r, plan.goals) for r in rosters]
            assert reached in every, fix.text


@settings(SEARCH, max_examples=40)
@given(tiny_problems())
def test_every_fix_fills_at_the_price_it_says(problem: Problem) -> None:
    """A fix, single or a pair, fills the shift on some roster, and its values are a roster's."""
    try:
        plan = plan_of(problem)
    except BadInput:
        assume(False)
        raise
    assume(plan.roster.open_shifts())
    for most in (0, 2):
        for answer in fixes(plan, most=most):
            assert answer.conflict.proof is Proof.IMPOSSIBLE
            assert sum(fix.planned for fix in answer.fixes) <= most
            pairs = {fix.change.kind is ChangeKind.PAIR for fix in answer.fixes}
            assert pairs in (set(), {answer.pairs > 0})
            judge(plan, answer)
