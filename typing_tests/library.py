"""What users of the library write, as type checkers see it: `nox -s types`.

Nothing here runs; `assert_type` is for mypy and pyright, which must agree.
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import assert_type

import pandas as pd
import polars as pl

import rotation
from rotation.analysis.ledger import Ledger
from rotation.explain import Answers, Conflict, Reason
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.plans.plan import Plan
from rotation.rules import Rule, View, Violation, register
from rotation.trades import Edition, publish, swap


def plan_a_month(folder: Path) -> None:
    """Load, plan, look and write."""
    team = rotation.load(folder)
    assert_type(team, rotation.Rotation)
    plan = team.plan(month="2026-12", today=date(2026, 11, 1))
    for objective in plan.objectives:
        assert_type(objective.value, Fraction)
        assert_type(objective.proved, bool)
    assert_type(plan.proved, bool)
    assert_type(plan, Plan)
    assert_type(plan.why("ada", date(2026, 12, 7), track="A"), Answers[Reason])
    assert_type(team.replan(date(2026, 12, 1)).plan.conflicts(), Answers[Conflict])
    assert_type(plan.ledger(), Ledger)
    assert_type(team.ledger(draft=plan), Ledger)
    plan.write(folder / "out")
    for violation in rotation.check(team, plan.to_frame()):
        assert_type(violation, Violation)


def trade(team: rotation.Rotation, today: date) -> Edition:
    """Exchange two shifts, and take back what broke a rule."""
    deal = swap(team, "A-2026-12-07", "B-2026-12-09", today)
    edition = deal.edition
    assert_type(edition, Edition)
    if edition.broken:
        return publish(team, team.published, today)
    assert_type(edition.write(), tuple[Path, ...])
    return edition


def faults(folder: str) -> Sequence[str]:
    """Read what is wrong from the error."""
    try:
        rotation.load(folder)
    except rotation.BadInput as problem:
        assert_type(problem.faults, tuple[rotation.Fault, ...])
        return [fault.place for fault in problem.faults]
    except rotation.RotationError as problem:
        assert_type(problem.exit_code, int)
    return ()


class NeverAlone:
    """A rule from outside the package."""

    name = "never_alone"
    title = "one shift at a time"

    def check(self, problem: Problem, roster: Roster) -> list[Violation]:
        """Find nothing."""
        assert_type(problem.shift("A").id, str)
        assert_type(roster["A"], str | None)
        return []

    def post(self, problem: Problem, view: View) -> None:
        """Say nothing new."""
        for shift in problem.shifts:
            view.at_most(1, [view.is_open(shift.id)], because="it is one shift")


rule: Rule = NeverAlone()
register(rule)


def from_frames(people: pd.DataFrame, off: pl.DataFrame, plan: Plan) -> rotation.Rotation:
    """Make a team of frames, beside parts."""
    tracks = [rotation.Track("A", "Mon 11:00")]
    team = rotation.Rotation.from_frames(
        "Team", "UTC", tracks=tracks, engineers=people, time_off=off, history=plan.to_frame()
    )
    assert_type(team, rotation.Rotation)
    ada = [rotation.Engineer("Ada", date(2024, 3, 4))]
    return rotation.Rotation.from_frames("Team", "UTC", tracks=tracks, engineers=ada, folder=".")
