"""Frames are what docs/frames.md says, and are printed with all of their columns."""

import pickle
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

from rotation import Rotation
from rotation.analysis.carried import carried_frame, written
from rotation.analysis.quantities import QUANTITIES
from rotation.config.exported.stints import Export, Stint
from rotation.display.answers import Answers
from rotation.explain import trade_off_frame
from rotation.explain.compromises import Compromise, Order
from rotation.explain.conflicts import Conflict
from rotation.explain.fixes import Fixes
from rotation.explain.longer_rest import LongerRest
from rotation.explain.why import Reason
from rotation.fleet import (
    FleetAccount,
    FleetLedger,
    FleetOnCall,
    FleetPublication,
    FleetPush,
    FleetReport,
    FleetShifts,
    TeamAccount,
    TeamPublication,
    TeamPush,
    TeamRow,
)
from rotation.fleet.on_call_report import team_on_call
from rotation.fleet.people import FleetPerson
from rotation.goals import registered
from rotation.imports.imported import import_export
from rotation.imports.merged import merge_export
from rotation.model.fairness import Quantity
from rotation.plans.plan import Plan
from rotation.remotes import Push, RemoteCheck
from rotation.trades import suggest
from rotation.trades.options import Option, Refusal

PAGE = (Path(__file__).parents[2] / "docs" / "frames.md").read_text(encoding="utf-8")
TODAY = date(2026, 9, 20)
NOW = datetime(2026, 12, 16, 12, tzinfo=UTC)
FIRST = ["track", "start", "end", "engineer"]


def tables() -> list[list[str]]:
    """Return the columns of each table of the page."""
    blocks = re.findall(r"^\| column \| what it is \|\n\|---\|---\|\n((?:\|.*\n)+)", PAGE, re.M)
    return [re.findall(r"^\| `(\w+)` \| \S", block, re.M) for block in blocks]


@pytest.fixture(scope="module")
def published(team: Rotation, plan: Plan) -> Rotation:
    """Return the team with the plan published."""
    return team.publish(plan, TODAY).after


@pytest.fixture(scope="module")
def frames(team: Rotation, plan: Plan, published: Rotation) -> Mapping[str, pd.DataFrame]:
    """Return each frame of the page, in its order."""
    ledger, line = plan.ledger(), next(row for row in plan.rows if row.engineer)
    giver, day = line.engineer or "", line.shift.first_day
    other = next(e.id for e in team.engineers if e.id != giver)
    suggestion = suggest(published, line.shift.id, TODAY)
    deal = published.cover(line.shift.id, other, TODAY, force=True)
    stints = (Stint(r.shift.start, r.shift.end, r.shift.track, r.engineer or "") for r in plan.rows)
    export = Export(tuple(stints), team.timezone)
    calendar = next(d for path, d in deal.edition.files().items() if path.name == "schedule.ics")
    account = TeamAccount("web", "ada", dict.fromkeys(QUANTITIES, Fraction()), {})
    return {
        "schedule": plan.to_frame(),
        "replan": published.replan(TODAY).to_frame(),
        "check": team.check(plan.to_frame().assign(engineer="cleo")).to_frame(),
        "carried": carried_frame(team, written(team, plan.rows)),
        "ledger": ledger.to_frame(),
        "wide": ledger.to_wide(),
        "hours": team.hours("2026-12", draft=plan).to_frame(),
        "notes": published.notes(day).to_frame(),
        "addresses": published.addresses().to_frame(),
        "why": plan.why(giver, day, track=line.shift.track).to_frame(),
        "conflicts": plan.conflicts(most=1).to_frame(),
        "fixes": plan.fixes(most=0).to_frame(),
        "compromises": Answers((), Compromise).to_frame(),
        "longer rest": Answers((), LongerRest).to_frame(),
        "orders": Answers((), Order).to_frame(),
        "trade-off": trade_off_frame(plan, "min_rest_days", []),
        "who": published.who(at=NOW).to_frame(),
        "next shifts": published.next_shifts(giver, at=NOW).to_frame(),
        "suggestion": suggestion.to_frame(),
        "refusals": suggestion.refusals.to_frame(),
        "trade": deal.to_frame(),
        "edition": deal.edition.to_frame(),
        "departure": published.leave(other, date(2026, 12, 28), TODAY).to_frame(),
        "archive": published.archive(date(2027, 2, 1)).to_frame(),
        "calendar": published.sync(calendar, TODAY).to_frame(),
        "import": import_export(export, TODAY).to_frame(),
        "merged": merge_export(team, export, date(2030, 1, 1)).to_frame(),
        "push": Push(team, "pager", NOW).to_frame(),
        "remote": RemoteCheck(team, "pager", NOW, {}, (), ()).to_frame(),
        "fleet": FleetReport((TeamRow("web/api", 0, 1, 0, proved=True),)).to_frame(),
        "fleet who": FleetOnCall((team_on_call(published.who(at=NOW), "web", 0),)).to_frame(),
        "fleet shifts": FleetShifts(
            "ada", NOW, (("web", published.next_shifts(giver, at=NOW)),)
        ).to_frame(),
        "fleet publish": FleetPublication((TeamPublication("web", 0, 4, 4, 0, 0, 0),)).to_frame(),
        "fleet push": FleetPush((TeamPush("web", "pager", 0, 4),)).to_frame(),
        "fleet fairness": FleetLedger(
            (FleetAccount(FleetPerson("web:ada", "Ada", ()), (account,)),)
        ).to_frame(),
    }


def test_the_page_lists_the_columns_of_every_frame(frames: Mapping[str, pd.DataFrame]) -> None:
    """Each table of docs/frames.md has the columns of its frame, in order; goals follow."""
    goals = {goal.name for goal in registered()} | {quantity.value for quantity in Quantity}
    goals |= {f"{quantity.value}_change" for quantity in Quantity}

    for (name, frame), columns in zip(frames.items(), tables(), strict=True):
        assert list(frame.columns)[: len(columns)] == columns, name
        further = {column.partition(".")[0] for column in frame.columns[len(columns) :]}
        assert further <= (goals if name in {"fixes", "suggestion", "wide"} else set()), name
    assert frames["wide"].index.name == "engineer"


@pytest.mark.parametrize("kind", [Compromise, Conflict, Fixes, LongerRest, Option, Order, Reason])
def test_a_frame_without_rows_has_its_columns(kind: type[Conflict]) -> None:
    """A frame of no answer has the columns of the class that answers."""
    assert tuple(Answers((), kind).to_frame().columns) == kind.columns
    assert Refusal.columns in {tuple(columns) for columns in tables()}


def test_rows_have_exactly_the_columns_of_their_class(plan: Plan, published: Rotation) -> None:
    """What answers give as rows has the documented keys, so that no column stays empty."""
    shift = next(row.shift for row in plan.rows if row.engineer)
    suggestion = suggest(published, shift.id, TODAY)
    why = plan.why(plan.roster[shift.id] or "", shift.first_day, track=shift.track)
    several = [plan.conflicts(most=1), why, suggestion.refusals]

    for answers in several:
        rows = [row for answer in answers for row in answer.records()]
        assert rows
        keys = {key for row in rows for key in row}
        assert keys == set(answers[0].columns)


def test_what_people_look_at_comes_first(frames: Mapping[str, pd.DataFrame]) -> None:
    """Schedules begin with track, start, end and engineer; instants are in the rotation's zone."""
    for name in ("schedule", "carried"):
        frame = frames[name]
        assert list(frame.columns)[:4] == FIRST
        for column in ("start", "end"):
            assert str(frame[column].dt.tz) == "America/New_York"
    assert str(frames["schedule"]["revised"].dt.tz) == "America/New_York"


def test_no_column_is_left_out_in_a_terminal(frames: Mapping[str, pd.DataFrame]) -> None:
    """With pandas' own display of 80 columns, every column of every frame is printed."""
    options = ("display.max_columns", 0, "display.width", 80, "display.max_rows", 10)
    for name, frame in frames.items():
        for part in (frame, frame.head(3), frame[list(frame.columns)]):
            with pd.option_context(*options):
                text = str(part)
            printed = set(re.findall(r"[\w.]+", text))
            assert set(part.columns) <= printed, name
            assert max(map(len, text.splitlines()), default=0) <= 80 or frame.empty


def test_track_start_end_and_engineer_share_a_line(frames: Mapping[str, pd.DataFrame]) -> None:
    """A schedule is printed with who is on call beside track, start and end, even for long ids."""
    frame = frames["schedule"].assign(engineer="theo-marchand-dubois")

    with pd.option_context("display.max_columns", 0, "display.width", 80):
        head, first, *_ = str(frame).splitlines()

    assert head.split()[:4] == FIRST
    assert first.split()[1:7] == [
        *("A", "2026-12-07", "11:00-05:00", "2026-12-14", "11:00-05:00", "theo-marchand-dubois")
    ]


def test_seconds_of_instants_are_printed_where_there_are_any(plan: Plan) -> None:
    """Instants that somebody moved by seconds are not rounded, and missing ones are shown."""
    frame = plan.to_frame()
    frame["start"] += pd.Timedelta(seconds=7)
    frame.loc[0, "end"] = pd.NaT

    with pd.option_context("display.max_columns", 0, "display.width", 80):
        first = str(frame).splitlines()[1]

    assert "11:00:07-05:00" in first
    assert "NaT" in first


def test_what_a_user_sets_is_respected(plan: Plan) -> None:
    """With a number of columns, pandas leaves out the middle ones as for any frame."""
    frame = plan.to_frame()

    with pd.option_context("display.max_columns", 4):
        assert str(frame) == str(pd.DataFrame(frame))
        assert "holidays" not in str(frame)


def test_frames_are_pickled_and_equal(plan: Plan) -> None:
    """A frame survives a pickle, and equals the plain frame of its data."""
    frame = plan.to_frame()
    again = pickle.loads(pickle.dumps(frame))  # noqa: S301 - our own bytes

    pd.testing.assert_frame_equal(again, frame)
    pd.testing.assert_frame_equal(pd.DataFrame(again), pd.DataFrame(frame))
