from explain_cases import hold, plan_of
from hypothesis import HealthCheck, assume, given, settings

from rotation.errors import BadInput
from rotation.explain import Proof, conflicts
from rotation.goals.open import Open
from rotation.model.problem import Problem
from rotation.solve.outcome import Outcome
from rotation.testing import tiny_problems

SEARCH = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)


def planned(problem: Problem) -> Outcome:
    """Plan a problem; pins that break a rule make no plan, so they are left out."""
    try:
        return plan_of(problem, goals=(Open(),))
    except BadInput:
        assume(False)
        raise


@SEARCH
@given(tiny_problems())
def test_a_conflict_cannot_hold_and_none_of_its_facts_is_needless(problem: Problem) -> None:
    """The facts of a conflict hold on no roster; without any one of them they hold on one."""
    plan = planned(problem)
    answers = conflicts(plan)
    explained = [shift for conflict in answers for shift in conflict.shifts]
    assert sorted(explained) == sorted(plan.roster.open_shifts())
    for conflict in answers:
        assert conflict.proof is Proof.IMPOSSIBLE
        assert conflict.minimal
        needs = [fact for fact in conflict.facts if fact.claim.needs]
        assert [s for fact in needs[: len(conflict.shifts)] for s in fact.shifts] == list(
            conflict.shifts
        )
        for shift in conflict.shifts:
            # Shifts with the same facts share a conflict: each by itself is minimal.
            others = {f.shifts[0] for f in needs} & set(conflict.shifts) - {shift}
            facts = [f for f in conflict.facts if not (f.claim.needs and f.shifts[0] in others)]
            assert not hold(problem, facts)
            for fact in facts:
                assert hold(problem, [other for other in facts if other is not fact]), str(fact)


@SEARCH
@given(tiny_problems())
def test_explaining_twice_gives_the_same(problem: Problem) -> None:
    """Equal plans have equal conflicts."""
    plan = planned(problem)
    assert conflicts(plan) == conflicts(plan)
