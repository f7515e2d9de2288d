"""What users of the library write, as type checkers see it: `nox -s types`.

Nothing here runs; `assert_type` is for mypy and pyright, which must agree.
"""

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import assert_type

import pandas as pd
import polars as pl

import rotation
from rotation.explain import Answers, Conflict, Reason
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.results import HandoverNotes, Judgement, Ledger, PaidLine, PaidMonth, Plan, Replan
from rotation.rules import Rule, View, Violation, register
from rotation.trades import Edition, OnCall, Suggestion, publish, swap


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


def look(team: rotation.Rotation, plan: Plan, today: date) -> dict[str, object]:
    """Judge, ask, count and announce: each result has a class of its own."""
    judgement = team.check(plan, today=today)
    assert_type(judgement, Judgement)
    assert_type(judgement.holds, bool)
    for violation in judgement:
        assert_type(violation, Violation)
    assert_type(judgement[0].people, tuple[str, ...])
    hours = team.hours("2026-12", draft=plan)
    assert_type(hours, PaidMonth)
    for line in hours:
        assert_type(line, PaidLine)
    assert_type(team.notes(today), HandoverNotes)
    assert_type(team.why("ada", today, plan=plan), Answers[Reason])
    assert_type(team.why_not("ada", today, today=today).remarks, tuple[str, ...])
    replan = team.replan(today, effort=5, time_limit=60.0, progress=print)
    assert_type(replan, Replan[rotation.Rotation])
    assert_type(str(replan), str)
    after = team.publish(plan, today).after
    assert_type(after.check().to_dict(), dict[str, object])
    return team.plan(month="2027-01", effort=0.5, time_limit=30).to_dict()


def trade(team: rotation.Rotation, today: date) -> Edition[rotation.Rotation]:
    """Exchange two shifts, and take back what broke a rule."""
    deal = swap(team, "A-2026-12-07", "B-2026-12-09", today)
    edition = deal.edition
    assert_type(edition, Edition[rotation.Rotation])
    if edition.broken:
        return publish(team, team.published, today)
    assert_type(edition.write(), tuple[Path, ...])
    return edition


def ask(team: rotation.Rotation, today: date, now: datetime) -> None:
    """Look at the published plan, and change it, by methods of the rotation."""
    assert_type(team.who(now), OnCall)
    assert_type(team.suggest("A-2026-12-07", today), Suggestion)
    assert_type(team.swap("A-2026-12-07", "B-2026-12-09", today).edition.after, rotation.Rotation)
    assert_type(team.archive(today, before=today).edition.after, rotation.Rotation)
    assert_type(team.undo(today, why="x").edition.after, rotation.Rotation)
    team.archive(today, since=today)  # type: ignore[call-arg]
    team.who("now")  # type: ignore[arg-type]
    team.swap("A-2026-12-07", today)  # type: ignore[call-arg, arg-type]
    team.plan(month=12)  # type: ignore[arg-type]
    team.plan(week=3)  # type: ignore[call-arg]


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
