import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import rotation
from rotation import BadInput, Rotation
from rotation.config import read_schedule
from rotation.plans.plan import Plan


def test_a_plan_passes_in_every_form(
    team: Rotation, plan: Plan, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A plan, its frame and the entries of its file are each judged to keep every rule."""
    out = tmp_path_factory.mktemp("out")
    plan.write(out)

    assert rotation.check(team, plan) == []
    assert rotation.check(team, plan.to_frame()) == []
    assert rotation.check(team, read_schedule(out / "schedule.csv", team)) == []
    assert rotation.check(team, []) == []


def test_the_order_and_index_of_a_frame_do_not_count(team: Rotation, plan: Plan) -> None:
    """A frame in another zone, order and with another index, or with few columns, is the same."""
    frame = plan.to_frame()[["engineer", "end", "start", "kind", "track", "shift"]].iloc[::-1]
    frame.index = pd.Index(range(100, 100 + len(frame)))
    frame["start"] = frame["start"].dt.tz_convert("Asia/Tokyo")

    assert rotation.check(team, frame) == []


def test_a_changed_frame_breaks_a_rule(team: Rotation, plan: Plan) -> None:
    """One person on every shift breaks overlap, rest and what people offered."""
    frame = plan.to_frame().assign(engineer="cleo")

    violations = rotation.check(team, frame)

    assert {violation.rule for violation in violations} == {"overlap", "rest", "volunteers"}
    assert all("Cleo" in str(violation) for violation in violations)


def test_open_shifts_break_no_rule(team: Rotation, plan: Plan) -> None:
    """A schedule that nobody holds keeps every rule, whether the holder is None, NaN or empty."""
    frame = plan.to_frame()

    for nobody in (None, float("nan"), ""):
        assert rotation.check(team, frame.assign(engineer=nobody)) == []


def test_chosen_rules_are_the_only_ones(team: Rotation, plan: Plan) -> None:
    """With `rules=[]` only the cover of the tracks is judged."""
    frame = plan.to_frame().assign(engineer="cleo")

    assert rotation.check(team, frame, rules=[]) == []
    assert [v.rule for v in rotation.check(team, frame.drop(index=3), rules=[])] == ["coverage"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda f: f.drop(columns=["kind", "end"]), "has no column kind, end; give the columns of"),
        (lambda f: pd.concat([f, f.iloc[[2]]]), "more than once; give each shift one line"),
        (lambda f: f.assign(start=f["start"].dt.tz_localize(None)), "has no time zone"),
        (lambda f: f.assign(start=f["start"].astype(str)), "has no time zone"),
        (lambda f: f.assign(end=f["end"].where(f.index > 1)), "end is NaT, which has no time zone"),
    ],
)
def test_a_frame_that_is_no_schedule_is_refused(
    team: Rotation, plan: Plan, change: object, message: str
) -> None:
    """A frame without a column, with a shift twice, or with naive times is refused."""
    assert callable(change)

    with pytest.raises(BadInput, match=message):
        rotation.check(team, change(plan.to_frame()))


def test_today_locks_what_is_published(folder: Path, plan: Plan, tmp_path: Path) -> None:
    """With `today` published shifts inside the notice are locked; without it they are free."""
    for path in folder.iterdir():
        shutil.copy(path, tmp_path)
    config = tmp_path / "rotation.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("[files]", '[files]\npublished = "published.csv"'), "utf-8")
    (tmp_path / "published.csv").write_bytes(plan.files()["schedule.csv"])
    settled = rotation.load(tmp_path)
    frame = plan.to_frame()
    spare = next(e.id for e in settled.engineers if e.id not in set(frame["engineer"][:4]))
    frame.loc[0, "engineer"] = spare

    inside = rotation.check(settled, frame, today=date(2026, 12, 1))

    assert [v.shifts for v in inside if v.rule == "locks"] == [(frame["shift"][0],)]
    assert "locks" not in {v.rule for v in rotation.check(settled, frame)}
