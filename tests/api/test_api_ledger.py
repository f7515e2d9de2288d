from pathlib import Path

from rotation import Rotation
from rotation.plans.plan import Plan


def test_the_ledger_of_a_plan_is_its_own(team: Rotation, plan: Plan) -> None:
    """Without dates the window is the plan's, and every number that of `Plan.ledger()`."""
    mine, its = team.ledger(draft=plan).to_wide(), plan.ledger()

    columns = [column for column in its.columns if not column.endswith("_planned")]
    assert "volunteer_days_share" in columns
    assert mine[columns].equals(its[columns])


def test_a_frame_and_a_file_are_drafts_too(team: Rotation, plan: Plan, tmp_path: Path) -> None:
    """A plan's frame, and the schedule it wrote, carry the same loads."""
    plan.write(tmp_path)
    since = team.ledger(draft=plan).dates[0]
    expected = [line.load for line in plan.lines()]

    for draft in (plan.to_frame(), tmp_path / "schedule.csv"):
        found = team.ledger(since=since, draft=draft).lines
        assert [line.load for line in found] == expected


def test_hours_of_a_plan(team: Rotation, plan: Plan) -> None:
    """Every hour of the planned part of a month is somebody's, or open."""
    lines = team.hours("2026-12", draft=plan)

    assert sum(len(line.pieces) for line in lines) > 0
    assert team.hours("2026-12") != lines
