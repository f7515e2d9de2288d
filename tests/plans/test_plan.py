"""A plan is checked before anybody sees it."""

from datetime import date

import pytest
from tests.teams import make_team, weekly

from rotation.errors import BadInput, SolverDisagreement
from rotation.goals import DEFAULT_GOALS
from rotation.model.problem import LockKind, Problem
from rotation.model.source import Source
from rotation.plans.plan import Plan
from rotation.rules import DEFAULT_RULES, Violation
from rotation.testing import make_block, make_lock, make_person, make_problem, make_shift

TODAY = date(2026, 12, 1)
TEAM = make_team("ada", "ben", tracks=(weekly("A"),), timezone="UTC")


def plan(problem: Problem, rules: tuple[object, ...] = DEFAULT_RULES) -> Plan:
    return Plan.of(TEAM, problem, TODAY, rules=rules, goals=DEFAULT_GOALS)


class Deaf:
    """A rule that says nothing to the model."""

    name = "deaf"
    title = "nobody works"

    def check(self, problem, roster):
        held = [shift for shift, holder in roster.items() if holder]
        return [Violation(self.name, f"{shift} is held", (shift,)) for shift in held]

    def post(self, problem, view):
        """Say nothing: the mistake."""


def test_a_roster_that_breaks_a_rule_is_never_given_out() -> None:
    """When solver and check disagree there is no plan but an error that is ours."""
    problem = make_problem(["ada", "ben"], [make_shift("A-2026-12-07")])
    with pytest.raises(SolverDisagreement, match="A-2026-12-07 is held"):
        plan(problem, (*DEFAULT_RULES, Deaf()))


def test_a_pin_that_breaks_a_rule_is_refused_with_its_place() -> None:
    """The message names the pin's line, the rule's sentence and the other fact's line."""
    block = make_block("2026-12-08", "2026-12-09", "Ada is away", source=Source("time_off.csv", 4))
    shifts = [make_shift("A-2026-12-07")]
    pin = make_lock("A-2026-12-07", "ada", LockKind.PIN, source=Source("rotation.toml", 30))
    problem = make_problem([make_person("ada", blocks=[block]), "ben"], shifts, locks=[pin])
    with pytest.raises(BadInput) as caught:
        plan(problem)
    (fault,) = caught.value.faults
    assert fault.place == "rotation.toml:30: pin"
    assert "A-2026-12-07" in fault.what
    assert "time_off.csv:4" in fault.what


def test_what_published_shifts_break_is_tolerated_and_reported() -> None:
    """A settled shift over a late absence stays, and the plan says so."""
    block = make_block("2026-12-08", "2026-12-09", "Ada is away")
    shifts = [make_shift("A-2026-12-07"), make_shift("A-2026-12-14")]
    lock = make_lock("A-2026-12-07", "ada", LockKind.NOTICE)
    problem = make_problem([make_person("ada", blocks=[block]), "ben"], shifts, locks=[lock])
    made = plan(problem)
    assert made.roster["A-2026-12-07"] == "ada"
    assert [v.rule for v in made.tolerated] == ["time_off"]
    assert made.roster["A-2026-12-14"] == "ben"


def test_short_notice_is_what_begins_inside_it_unsettled() -> None:
    """Locked shifts were told before; open or new ones were not."""
    shifts = [make_shift("A-2026-12-07"), make_shift("A-2026-12-14"), make_shift("A-2026-12-21")]
    lock = make_lock("A-2026-12-07", "ada", LockKind.NOTICE)
    base = make_problem(["ada", "ben"], shifts, locks=[lock])
    problem = Problem(
        base.start,
        base.end,
        base.window_start,
        shifts[2].start,
        base.people,
        base.shifts,
        locks=base.locks,
    )
    assert [shift.id for shift in plan(problem).short_notice] == ["A-2026-12-14"]


class OnlyWithAda:
    """Ben holds track A only while Ada holds track B."""

    name = "only_with_ada"
    title = "Ben is on A only with Ada on B"

    def check(self, problem, roster):
        del problem
        alone = roster["A-2026-12-07"] == "ben" and roster["B-2026-12-07"] != "ada"
        text = "Ben holds A-2026-12-07 without Ada on B"
        return [Violation(self.name, text, ("A-2026-12-07", "B-2026-12-07"))] if alone else []

    def post(self, problem, view):
        del problem
        ben, ada = view.works("ben", "A-2026-12-07"), view.works("ada", "B-2026-12-07")
        view.at_least(1, [view.negate(ben), ada], because="Ben is on A only with Ada on B")


def test_a_pin_is_not_blamed_for_what_planning_fixes() -> None:
    """A rule that the pinned shift keeps only together with a planned one is left to the solver."""
    shifts = [make_shift("A-2026-12-07"), make_shift("B-2026-12-07")]
    pin = make_lock("A-2026-12-07", "ben", LockKind.PIN)
    problem = make_problem(["ada", "ben", "chi"], shifts, locks=[pin])
    made = plan(problem, (*DEFAULT_RULES, OnlyWithAda()))
    assert dict(made.roster) == {"A-2026-12-07": "ben", "B-2026-12-07": "ada"}
