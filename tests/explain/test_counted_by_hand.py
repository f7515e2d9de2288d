"""What fixes and compromises count and weigh, on problems small enough for paper."""

from fractions import Fraction

from explain_cases import plan_of

from rotation.explain import compromises, conflicts, fixes, fixes_of
from rotation.goals import named
from rotation.model.shifts import Loads
from rotation.testing import make_block, make_person, make_problem, make_shift

WEEK = make_shift("A-2026-12-07")
MONDAY = make_block("2026-12-07", "2026-12-08", "Ada is away on Monday")
FRIDAY = make_block("2026-12-11", "2026-12-12", "Ada is away on Friday")


def test_one_change_fills_a_shift_or_two_do() -> None:
    """With one absence one change is tried; with two that of the conflict, then both together."""
    for blocks, counted in (([MONDAY], (1, 0)), ([MONDAY, FRIDAY], (2, 1))):
        plan = plan_of(make_problem([make_person("ada", blocks=blocks)], [WEEK]))
        (fix_list,) = fixes(plan)
        assert (fix_list.tried, fix_list.pairs) == counted
        assert (fix_list.untried, fix_list.unknown) == (0, 0)
        (fix,) = fix_list.fixes
        assert (fix.taker, fix.planned, fix.moved) == ("ada", True, 0)
        open_shifts = next(effect for effect in fix.effects if effect.name == "open.regular")
        assert (open_shifts.before, open_shifts.after) == (1, 0)


def test_without_plans_and_without_the_solver() -> None:
    """No fix is planned anew, none is given to the solver: what is seen at once is still named."""
    plan = plan_of(make_problem([make_person("ada", blocks=[MONDAY, FRIDAY])], [WEEK]))
    (fix_list,) = fixes_of(plan, conflicts(plan), most=0, ask=0)
    assert (fix_list.fixes, fix_list.tried, fix_list.pairs) == ((), 1, 0)
    single = plan_of(make_problem([make_person("ada", blocks=[MONDAY])], [WEEK]))
    (fix_list,) = fixes_of(single, conflicts(single), most=0, ask=0)
    assert [(fix.taker, fix.planned) for fix in fix_list.fixes] == [("ada", False)]


def test_what_a_goal_would_reach_if_it_came_first() -> None:
    """Two shifts each leave 4 and 2 rest days; 3 and 3 are possible, with 1 and 3 shifts."""
    shifts = [
        make_shift(
            f"A-2026-12-{day:02}",
            days=2,
            rest_days=0,
            loads=Loads(shifts=1, days=2, rest_days=rest_days),
        )
        for day, rest_days in ((1, 3), (5, 1), (9, 1), (13, 1))
    ]
    plan = plan_of(
        make_problem(["ada", "ben"], shifts), goals=named(["open", "shifts", "rest_days"])
    )
    (compromise,) = compromises(plan)
    assert compromise.objective.name == "rest_days"
    assert (compromise.objective.value, compromise.ideal) == (2, 0)
    (cost,) = compromise.costs
    assert cost.what == "goal rest_days first"
    assert cost.effect is not None
    assert (cost.effect.before, cost.effect.after) == (Fraction(2), Fraction(0))
