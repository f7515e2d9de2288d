from pathlib import Path

from matplotlib.figure import Figure

from rotation import Rotation
from rotation.analysis import plots
from rotation.plans.plan import Plan


def test_the_ledger_of_a_plan_is_its_own(team: Rotation, plan: Plan) -> None:
    """Without dates the window is the plan's, and so is every line of the ledger."""
    mine, its = team.ledger(draft=plan), plan.ledger()

    assert type(mine) is type(its)
    assert (mine.start, mine.end, mine.lines) == (its.start, its.end, its.lines)
    assert mine.to_frame().equals(its.to_frame())
    assert mine.to_wide().equals(its.to_wide())
    assert its.to_wide()["volunteer_days_planned"].sum() > 0


def test_a_frame_and_a_file_are_drafts_too(team: Rotation, plan: Plan, tmp_path: Path) -> None:
    """A plan's frame, and the schedule it wrote, carry the same loads."""
    plan.write(tmp_path)
    since = team.ledger(draft=plan).dates[0]
    expected = [line.load for line in plan.ledger().lines]

    for draft in (plan.to_frame(), tmp_path / "schedule.csv"):
        lines = team.ledger(since=since, draft=draft).lines
        assert [line.load for line in lines] == expected


def test_plots_take_a_ledger_or_its_frame(plan: Plan) -> None:
    """Both give the same picture, of one ledger and of two."""
    ledger = plan.ledger()
    for draw in (
        lambda it: plots.load_against_share(it, "rest_days", ax=Figure().subplots()),
        lambda it: plots.before_after(it, it, ax=Figure().subplots()),
    ):
        assert plots.png(draw(ledger)) == plots.png(draw(ledger.to_wide()))


def test_hours_of_a_plan(team: Rotation, plan: Plan) -> None:
    """Every hour of the planned part of a month is somebody's, or open."""
    lines = team.hours("2026-12", draft=plan)

    assert sum(len(line.pieces) for line in lines) > 0
    assert team.hours("2026-12") != lines
