"""What `plan.json` says of a plan as a whole, and how far back calendars go."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from tests.teams import TRACK_A, make_team

from rotation.goals import Few, Target, Tier, named
from rotation.horizon.clock import midnight
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Entry, ShiftKind
from rotation.plans.files import plan_document
from rotation.plans.plan import Plan
from rotation.problems import build_problem
from rotation.rules import DEFAULT_RULES, View
from rotation.solve.stop import StopByHand
from rotation.written.roster_lines import settled_rows

TODAY = date(2026, 12, 1)
DAYS = date(2026, 12, 7), date(2026, 12, 21)
TEAM = make_team("ada", tracks=(TRACK_A,))


def line(end: datetime) -> Entry:
    return Entry("A-2026-10-26", "A", ShiftKind.REGULAR, end - timedelta(days=5), end, "ada")


def planned(stop: StopByHand) -> Plan:
    zone = ZoneInfo(TEAM.timezone)
    problem = build_problem(TEAM, *(midnight(zone, day) for day in DAYS), TODAY)
    return Plan.of(TEAM, problem, TODAY, rules=DEFAULT_RULES, goals=named(["open"]), stop=stop)


def test_a_plan_that_was_stopped_says_why() -> None:
    """Such a plan is not reproducible; one that ran to its end has no reason."""
    stop = StopByHand()
    whole = plan_document(planned(stop), [], "")
    stop.set()
    cut = plan_document(planned(stop), [], "")
    assert (whole["stopped"], whole["reproducible"], whole["proved"]) == (None, True, True)
    assert (cut["stopped"], cut["reproducible"]) == ("stopped by hand", False)


class FewHeld:
    """Few shifts are held, and the goal says that no roster has less than -1."""

    name = "few_held"
    title = "few shifts are held"
    tiers = (Tier("", "shifts held", "shifts"),)

    def measure(self, problem: Problem, roster: Roster) -> Sequence[Fraction]:
        return [Fraction(len(problem.shifts) - len(roster.open_shifts()))]

    def post(self, problem: Problem, view: View) -> Sequence[Target]:
        literals = [view.negate(view.is_open(shift.id)) for shift in problem.shifts]
        return [Few(tuple((1, literal) for literal in literals))]

    def own_bounds(self, problem: Problem) -> Sequence[int]:
        return [-1]


def test_a_bound_of_a_goal_itself_is_named_as_such() -> None:
    """`plan.json` has it beside the bound that was shown, which alone is a proof (V6)."""
    problem = planned(StopByHand()).problem
    goals = [*named(["open"]), FewHeld()]
    plan = Plan.of(TEAM, problem, TODAY, rules=DEFAULT_RULES, goals=goals)
    objectives = plan_document(plan, [], "")["objectives"]
    assert isinstance(objectives, list)
    assert [o.get("own_bound") for o in objectives] == [*[None] * (len(objectives) - 1), -1]
    assert "own_bound" not in objectives[0]
    assert (objectives[-1]["proved"], objectives[-1]["bound"]) == (True, objectives[-1]["value"])


@pytest.mark.parametrize(("late", "shown"), [(timedelta(0), 0), (timedelta(seconds=1), 1)])
def test_calendars_go_back_thirty_days(late: timedelta, shown: int) -> None:
    """What ended 30 days ago is shown no more; a second later it still is (O8)."""
    first = datetime(2026, 11, 1, 4, tzinfo=UTC)  # 1 November in New York, 30 days before TODAY
    team = replace(TEAM, published=(line(first + late),))
    assert len(settled_rows(team, (), TODAY)) == shown
