"""Every frame of the package, found by walking it: documented, in order, whole and with zones."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from fractions import Fraction
from importlib import import_module
from inspect import getmembers, isabstract, isclass, isfunction, unwrap
from pathlib import Path
from pkgutil import walk_packages

import pandas as pd
import pytest

import rotation
from rotation import Rotation, explain, trades
from rotation.analysis.carried import carried_frame, written
from rotation.analysis.quantities import QUANTITIES
from rotation.config.exported.stints import Export, Stint
from rotation.display.answers import Answer, Answers
from rotation.display.frames import frame_of, schedule_frame
from rotation.display.results import Displayed, Result
from rotation.explain import Compromise, LongerRest, Order
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
from rotation.imports.imported import import_export
from rotation.imports.merged import merge_export
from rotation.plans.plan import Plan
from rotation.remotes import Push, RemoteCheck

PAGE = (Path(__file__).parents[2] / "docs" / "frames.md").read_text(encoding="utf-8")
DOCUMENTED = [
    tuple(re.findall(r"^\| `(\w+)` \| \S", block, re.MULTILINE))
    for block in re.findall(r"^\| column \| what it is \|\n\|---\|---\|\n((?:\|.*\n)+)", PAGE, re.M)
]
"""The columns of each table of the page."""
LOOKED_AT = ("track", "start", "end", "engineer")
"""What people look at first."""
SHORTER = {"shift", "rank", "team"}
"""What may stand before: shift and place where a frame has no times, the team of a fleet."""
OTHERS = {Answer, Answers, Result, Displayed}
"""Classes whose frames are those of others."""
TODAY = date(2026, 9, 20)
NOW = datetime(2026, 12, 16, 12, tzinfo=UTC)


def defined() -> Iterator[tuple[str, object]]:
    """Yield each class and function that the package defines."""
    for module in walk_packages(rotation.__path__, "rotation."):
        if not module.name.endswith("__main__"):
            for _, thing in getmembers(import_module(module.name)):
                if getattr(thing, "__module__", "") == module.name:
                    yield module.name, thing


CLASSES = [thing for _, thing in defined() if isclass(thing) and hasattr(thing, "to_frame")]
WITH_COLUMNS = [kind for kind in CLASSES if getattr(kind, "columns", ())]


@pytest.mark.parametrize("kind", WITH_COLUMNS, ids=lambda kind: kind.__name__)
def test_columns_are_documented_and_in_order(kind: type[Result]) -> None:
    """A table of the page has the columns; what people look at first comes first, each once."""
    columns = kind.columns
    assert columns in DOCUMENTED
    assert len(set(columns)) == len(columns)
    own = [column for column in columns if column not in SHORTER]
    first = [column for column in LOOKED_AT if column in columns]
    assert own[: len(first)] == first


@pytest.fixture(scope="module")
def frames(team: Rotation, plan: Plan) -> Mapping[object, pd.DataFrame]:
    """Return a frame of each class and function that gives one."""
    published = team.publish(plan, TODAY).after
    line = next(row for row in plan.rows if row.engineer)
    giver, day, shift = line.engineer or "", line.shift.first_day, line.shift.id
    other = next(engineer.id for engineer in team.engineers if engineer.id != giver)
    suggestion, ledger = trades.suggest(published, shift, TODAY), plan.ledger()
    trade = trades.cover(published, shift, other, TODAY, force=True)
    stints = (Stint(r.shift.start, r.shift.end, r.shift.track, r.engineer or "") for r in plan.rows)
    export = Export(tuple(stints), team.timezone)
    nothing = dict.fromkeys(QUANTITIES, Fraction())
    account = TeamAccount("web", "ada", nothing, {})
    made: list[object] = [
        *(plan, ledger, published.replan(TODAY), suggestion, suggestion.refusals, trade),
        *(plan.why(giver, day, track=line.shift.track), plan.conflicts(most=1)),
        *(plan.fixes(most=0), *(Answers((), kind) for kind in (Compromise, LongerRest, Order))),
        *(published.who(NOW), published.next_shifts(giver, NOW), team.publish(plan, TODAY)),
        *(trades.leave(published, giver, day, TODAY), trade.edition),
        *(published.sync(_calendar(team, plan), TODAY), published.notes(day)),
        *(published.archive(date(2027, 2, 1)), trade.edition.after.undo(TODAY)),
        *(import_export(export, TODAY), merge_export(team, export, date(2030, 1, 1))),
        team.addresses(),
        *(Push(team, "pager", NOW), RemoteCheck(team, "pager", NOW, {}, (), ())),
        FleetReport((TeamRow("web/api", 0, 1, 0, proved=True),)),
        FleetOnCall((team_on_call(published.who(at=NOW), "web/api", 0),)),
        FleetPublication((TeamPublication("web/api", 0, 4, 4, 0, 0, 0),)),
        FleetPush((TeamPush("web/api", "pager", 0, 4),)),
        FleetLedger((FleetAccount(FleetPerson("web:ada", "Ada", ()), (account,)),)),
        FleetShifts("ada", NOW, (("web/api", published.next_shifts(giver, at=NOW)),)),
        *(team.check(plan), team.hours("2026-12", draft=plan)),
    ]
    given: dict[object, pd.DataFrame] = {
        result._of if isinstance(result, Answers) else type(result): result.to_frame()  # type: ignore[attr-defined]
        for result in made
        if hasattr(result, "to_frame")
    }
    carried = carried_frame(team, written(team, plan.rows))
    return given | {
        carried_frame: carried,
        schedule_frame: schedule_frame(team, plan.rows),
        explain.trade_off_frame: explain.trade_off_frame(plan, "min_rest_days", []),
        type(ledger).to_wide: ledger.to_wide(),
    }


def _calendar(team: Rotation, plan: Plan) -> bytes:
    files = team.publish(plan, TODAY).files()
    return next(data for path, data in files.items() if path.name == "schedule.ics")


def test_every_frame_is_looked_at(frames: Mapping[object, pd.DataFrame]) -> None:
    """Each class with `to_frame`, and each public function that returns a frame, is in `frames`."""
    functions = {
        thing
        for _, thing in defined()
        if isfunction(thing)
        and "DataFrame" in str(unwrap(thing).__annotations__.get("return"))
        and not thing.__name__.startswith("_")
    }
    kinds = {kind for kind in CLASSES if not isabstract(kind) and kind not in OTHERS}
    names = {getattr(thing, "__name__", "") for thing in frames} | {"PlannedSchedule", "Option"}
    wanted = {thing.__name__ for thing in (*kinds, *functions - {frame_of})}
    assert wanted - names == set()


def test_instants_are_in_the_rotations_zone(
    team: Rotation, frames: Mapping[object, pd.DataFrame]
) -> None:
    """A column of instants is aware, in the rotation's zone; no other cell has an instant."""
    with_instants = 0
    for thing, frame in frames.items():
        for column in frame.columns:
            cells = frame[column]
            if isinstance(cells.dtype, pd.DatetimeTZDtype):
                assert str(cells.dt.tz) == team.timezone, (thing, column)
                with_instants += 1
            else:
                instants = [c for c in cells if isinstance(c, datetime) and not pd.isna(c)]
                assert instants == [], (thing, column)
    assert with_instants > 6


def test_no_column_is_hidden(frames: Mapping[object, pd.DataFrame]) -> None:
    """In a terminal of 80 letters every column of every frame is printed, none twice."""
    for thing, frame in frames.items():
        assert frame.columns.is_unique, thing
        with pd.option_context("display.max_columns", 0, "display.width", 80):
            text = str(frame)
        assert [name for name in frame.columns if name not in text] == [], thing
        assert "..." not in text.splitlines()[0]
