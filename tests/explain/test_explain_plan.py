from datetime import date
from pathlib import Path

import pytest

import rotation
from rotation import explain
from rotation.plans.plan import Plan

ARTSY = Path(__file__).parents[2] / "examples" / "artsy"


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Plan two weeks of the example team."""
    return rotation.load(ARTSY).plan(start=date(2027, 1, 11), weeks=2, today=date(2026, 11, 23))


def test_a_plan_answers_as_the_free_functions_do(plan: Plan) -> None:
    """Each method of a plan gives what the function of its name gives, with a frame."""
    for name in ("conflicts", "fixes", "compromises", "orders"):
        answers = getattr(plan, name)()
        assert answers == getattr(explain, name)(plan)
        assert len(answers.to_frame()) == sum(len(a.records()) for a in answers)


def test_a_plan_says_why_and_why_not(plan: Plan) -> None:
    """Whoever is on call is asked about with `why`, somebody else with `why_not`."""
    shift = plan.problem.regular()[0]
    holder = plan.roster[shift.id]
    assert holder is not None
    day = shift.first_day.replace(day=shift.first_day.day + 1)
    (mine,) = plan.why(holder, day, track=shift.track)
    assert (mine.shift, mine.person) == (shift.id, holder)
    other = next(p.id for p in plan.problem.people if p.id not in plan.roster.values())
    (refusal,) = plan.why_not(other, day, track=shift.track)
    assert (refusal.shift, refusal.person) == (shift.id, other)
    assert len(plan.why(holder, day, track=shift.track).to_frame()) >= 1
