from datetime import date
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from explain_cases import allowed, plan_of, rank, values
from hypothesis import HealthCheck, Phase, assume, given, settings

from rotation.errors import BadInput
from rotation.explain import Ending, Reason, compromises, orders, why, why_not
from rotation.goals import DEFAULT_GOALS, fitting, named
from rotation.horizon.clock import noons
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift
from rotation.rules import DEFAULT_RULES
from rotation.solve.outcome import Outcome
from rotation.testing import tiny_problems

UTC = ZoneInfo("UTC")
SEARCH = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)


FEW = settings(SEARCH, max_examples=8, phases=[Phase.explicit, Phase.generate])
"""Each example solves a problem a dozen times."""


def planned(problem: Problem) -> Outcome:
    """Plan a problem; pins that break a rule make no plan, so they are left out."""
    try:
        return plan_of(problem)
    except BadInput:
        assume(False)
        raise


def day_of(shift: Shift) -> date:
    """Return a day of a turn: that of its first noon, or else the one on which it begins."""
    first, after = noons(UTC, shift.start, shift.end)
    return first if first < after else shift.windows[0].start.date()


def judge(plan: Outcome, answer: Reason, left: list[Roster]) -> None:
    """Compare an answer with the rosters that do otherwise."""
    if not left:
        assert answer.ending in (Ending.SETTLED, Ending.FORBIDDEN, Ending.IMPOSSIBLE)
        assert answer.facts
        return
    goals = fitting(DEFAULT_GOALS, plan.problem)
    ranked = [(rank(values(plan.problem, r, goals), goals), r) for r in left]
    best = min(numbers for numbers, _ in ranked)
    assert answer.proved
    assert rank([e.after for e in answer.effects], goals) == best
    now = rank(values(plan.problem, plan.roster, goals), goals)
    assert (answer.ending is Ending.EQUAL) == (best == now)
    assert (answer.ending is Ending.COSTS) == (best > now)
    moved = [
        sum(r[s.id] != plan.roster[s.id] for s in plan.problem.shifts)
        for numbers, r in ranked
        if numbers == best
    ]
    assert len(answer.moves) == min(moved)


@SEARCH
@given(tiny_problems())
def test_why_not_agrees_with_every_roster(problem: Problem) -> None:
    """`why_not` says what the best of all rosters with that person costs, and who would move."""
    plan = planned(problem)
    rosters = allowed(problem)
    for shift in problem.shifts[:2]:
        day = day_of(shift)
        turns = [s.id for s in problem.shifts if s.track == shift.track and day_of(s) == day]
        for person in problem.people[:3]:
            left = [turn for turn in turns if plan.roster[turn] != person.id]
            if not left:
                with pytest.raises(BadInput, match="ask with why"):
                    why_not(plan, person.id, day, track=shift.track)
                continue
            answers = why_not(plan, person.id, day, track=shift.track)
            assert [(a.person, a.shift) for a in answers] == [(person.id, turn) for turn in left]
            for answer in answers:
                judge(plan, answer, [r for r in rosters if r[answer.shift] == person.id])


@SEARCH
@given(tiny_problems())
def test_why_agrees_with_every_roster(problem: Problem) -> None:
    """`why` says what the best of all rosters without that person there costs."""
    plan = planned(problem)
    rosters = allowed(problem)
    for shift in problem.shifts[:3]:
        holder = plan.roster[shift.id]
        if holder is not None:
            answers = why(plan, holder, day_of(shift), track=shift.track)
            assert {answer.person for answer in answers} == {holder}
            (answer,) = (answer for answer in answers if answer.shift == shift.id)
            judge(plan, answer, [r for r in rosters if r[shift.id] != holder])


@FEW
@given(tiny_problems())
def test_the_cost_of_a_rule_agrees_with_every_roster(problem: Problem) -> None:
    """What a goal would be without a rule is the best of all rosters that keep the others."""
    plan = planned(problem)
    names = [objective.name for objective in plan.objectives]
    best: dict[str, list[Fraction]] = {}
    for compromise in compromises(plan):
        place = names.index(compromise.objective.name)
        for without in compromise.costs:
            if without.what in ("overlap", "rest", "newcomers", "volunteers", "locks"):
                if without.what not in best:
                    left = [rule for rule in DEFAULT_RULES if rule.name != without.what]
                    every = [values(problem, r, plan.goals) for r in allowed(problem, left)]
                    best[without.what] = min(every, key=lambda v: rank(v, plan.goals))
                assert without.effect is not None
                assert without.effect.after == best[without.what][place], without.what


@FEW
@given(tiny_problems())
def test_another_order_agrees_with_every_roster(problem: Problem) -> None:
    """What another order of goals would give is the best of all rosters by that order."""
    plan = planned(problem)
    for order in orders(plan):
        goals = named(order.goals)
        every = [(rank(values(problem, r, goals), goals), r) for r in allowed(problem)]
        _, roster = min(every, key=lambda item: item[0])
        assert [e.after for e in order.effects] == values(problem, roster, plan.goals)
        assert any(effect.change for effect in order.effects)
