"""Fleets: the bytes of single plans, whatever happens to the teams beside and to the workers."""

import os
import shutil
import zoneinfo
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import nullcontext
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.teams import person, write_team
from unsteady import SPAN, TEAM, TODAY, Unsteady, dying, outputs

import rotation
from rotation.errors import BadInput, gravest
from rotation.export.lock import taken
from rotation.fleet import FleetReport, TeamRow, check_fleet, plan_fleet
from rotation.fleet.engine import run_all
from rotation.fleet.pools import shares, spawned, usable_cores
from rotation.fleet.work import Task, TeamOutcome

BAD = TEAM.replace("New_York", "New_Yrk")


@pytest.fixture
def fleet(tmp_path: Path) -> Path:
    """Return a folder of two good teams with a bad one between them."""
    folder = tmp_path / "fleet"
    write_team(folder / "a", TEAM)
    write_team(folder / "b", BAD)
    write_team(folder / "c/d", TEAM.replace('"Team"', '"Other"'))
    return folder


# -- the same bytes -----------------------------------------------------------------------------


def test_an_instant_is_a_day_in_the_zone_of_each_team(tmp_path: Path) -> None:
    """At one instant it is Monday in Auckland and Sunday in New York."""
    write_team(tmp_path / "east", TEAM.replace("America/New_York", "Pacific/Auckland"))
    write_team(tmp_path / "west", TEAM)
    days = {}

    def look(task: Task, before: int) -> None:
        del before
        days[task.team] = task

    now = datetime(2026, 9, 20, 20, tzinfo=UTC)
    report = plan_fleet(tmp_path, **{**SPAN, "today": None}, now=now, executor=Unsteady(look))
    assert report.exit_code == 0
    for team, day in (("east", 21), ("west", 20)):
        planned = rotation.load(tmp_path / team).plan(**{**SPAN, "today": date(2026, 9, day)})
        assert (tmp_path / team / "out/plan.json").read_bytes() == planned.files()["plan.json"]


# -- teams that fail ----------------------------------------------------------------------------


def test_a_folder_that_vanishes_is_a_row(fleet: Path) -> None:
    """Before it is read, and before it is written: the others are planned (D2)."""
    for vanishing, late in (("a", False), ("c/d", True)):
        copy = shutil.copytree(fleet, fleet.parent / f"without-{vanishing[0]}")

        def vanish(task: Task, before: int, team: str = vanishing, folder: Path = copy) -> None:
            if (task.team, before) == (team, 0):
                shutil.rmtree(folder / team)

        report = plan_fleet(copy, **SPAN, executor=Unsteady(vanish, late=late))
        codes = {row.team: row.exit_code for row in report.rows}
        assert codes == {"a": 0, "b": 2, "c/d": 0} | {vanishing: 2}
        assert not (copy / vanishing).exists()


def test_a_team_in_use_is_a_row(fleet: Path) -> None:
    """Nothing is written there, and its lock is named."""
    with taken(fleet / "a", "rotation publish"):
        report = plan_fleet(fleet, **SPAN, workers=1)
    assert "rotation publish (process" in report.rows[0].problems[0]
    assert [row.exit_code for row in report.rows] == [2, 2, 0]
    assert {name[0] for name in outputs(fleet)} == {"c"}


@pytest.mark.parametrize(("times", "code"), [(1, 0), (2, 75)])
def test_input_that_changes_meanwhile_is_planned_again_once(
    fleet: Path, times: int, code: int
) -> None:
    """What is written is of the input that is there; if it changes again, nothing is (D4)."""
    toml = fleet / "a/rotation.toml"

    def change(task: Task, before: int) -> None:
        if task.team == "a" and before < times:
            toml.write_text(TEAM + person(f"new{before}"), encoding="utf-8")

    row = plan_fleet(fleet, **SPAN, executor=Unsteady(change, late=True)).rows[0]
    assert row.exit_code == code
    if code:
        assert not (fleet / "a/out").exists()
        assert row.problems == (
            "its files change all the time, and nothing was written; try again",
        )
    else:
        alone = rotation.load(fleet / "a", today=TODAY).plan(**SPAN).files()
        assert (fleet / "a/out/plan.json").read_bytes() == alone["plan.json"]


# -- workers that die ---------------------------------------------------------------------------


def test_a_team_whose_worker_died_runs_again_once(fleet: Path) -> None:
    """The second time it is planned, or it has failed; no other team suffers (D5)."""
    lost = plan_fleet(fleet, **SPAN, executor=dying(2))
    assert lost.rows[0].problems[0].startswith("the worker process died twice")
    assert [row.exit_code for row in lost.rows] == [2, 2, 0]
    again = plan_fleet(fleet, **SPAN, executor=dying(1))
    assert [row.exit_code for row in again.rows] == [0, 2, 0]


def test_an_error_of_the_executor_is_a_row(fleet: Path) -> None:
    """Whatever an executor raises in place of a result."""

    def fail(task: Task, before: int) -> None:
        if task.team == "a":
            raise ZeroDivisionError(before)

    report = check_fleet(fleet, today=TODAY, executor=Unsteady(fail))
    assert report.rows[0].problems == ("ZeroDivisionError: 0; that is a bug: please report it",)
    assert report.exit_code == 70


def kill_once(task: Task) -> TeamOutcome:
    """Kill the process of the first worker that gets the team `b`."""
    assert "SECRET_TOKEN" not in os.environ
    assert list(zoneinfo.TZPATH) == [str(Path(task.folder).parent)]
    assert os.environ["OMP_NUM_THREADS"] == "1"
    if hasattr(os, "sched_getaffinity"):
        assert len(os.sched_getaffinity(0)) == 1
    if task.team == "b" and not Path(task.folder).exists():
        Path(task.folder).touch()
        os._exit(1)
    return TeamOutcome(TeamRow(task.team, 0))


def test_a_real_worker_that_dies_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its team and all others end well; workers have a core, zones and no secret (D5, D40)."""
    monkeypatch.setenv("SECRET_TOKEN", "x" * 20)
    monkeypatch.setattr("zoneinfo.TZPATH", (str(tmp_path),))
    first = usable_cores()[:1]
    monkeypatch.setattr("rotation.fleet.pools.usable_cores", lambda: first)
    tasks = [Task(team, str(tmp_path / team), TODAY, None) for team in "abc"]
    rows: list[TeamRow] = []

    def finish(task: Task, outcome: TeamOutcome) -> tuple[Task, ...]:
        rows.append(outcome.row)
        return ()

    run_all(kill_once, tasks, finish, spawned, workers=1, ahead=2)
    assert sorted(row.team for row in rows) == ["a", "b", "c"]
    assert {row.exit_code for row in rows} == {0}


def test_cores_are_shared_out_evenly() -> None:
    """Each worker has its own, and some share one only if there are too few (D40)."""
    assert shares((0, 1, 4, 5), 2) == ((0, 4), (1, 5))
    assert shares((0, 1, 2), 2) == ((0, 2), (1,))
    assert shares((3, 7), 3) == ((3,), (7,), (3,))
    assert shares((), 2) == ((), ())


def test_no_more_teams_are_begun_than_wanted() -> None:
    """Results of a thousand teams do not pile up in the parent."""
    running, most = 0, 0

    class Counting(Executor):
        def submit(self, fn: Callable[..., TeamOutcome], /, *args: Task) -> Future[TeamOutcome]:  # type: ignore[override]
            nonlocal running, most
            running += 1
            most = max(most, running)
            future: Future[TeamOutcome] = Future()
            future.set_result(fn(*args))
            return future

    def finish(task: Task, outcome: TeamOutcome) -> tuple[Task, ...]:
        nonlocal running
        del task, outcome
        running -= 1
        return ()

    tasks = [Task(str(number), "", TODAY, None) for number in range(50)]
    run_all(
        lambda task: TeamOutcome(TeamRow(task.team, 0)),
        tasks,
        finish,
        lambda _: nullcontext(Counting()),
        workers=3,
        ahead=6,
    )
    assert (running, most) == (0, 6)


# -- reports ------------------------------------------------------------------------------------


def test_a_report_has_the_gravest_exit_code() -> None:
    """Bad input counts more than try again, and that more than an open shift (D2)."""
    codes = [0, 1, 75, 2, 70]
    assert [gravest(codes[: n + 1]) for n in range(5)] == codes
    assert gravest(()) == 0
    report = FleetReport((TeamRow("a", 1, open=2, broken=1, seconds=1.5), TeamRow("b", 75)))
    assert report.exit_code == 75
    assert report == FleetReport((TeamRow("a", 1, open=2, broken=1), TeamRow("b", 75)))


def test_a_day_is_needed(fleet: Path) -> None:
    """Nothing but the command line reads the clock."""
    with pytest.raises(BadInput, match="today: is missing"):
        check_fleet(fleet)
