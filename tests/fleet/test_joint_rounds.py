"""Further rounds of teams that share people: fewer open shifts, and plans of teams that failed."""

import shutil
from collections.abc import Callable
from concurrent.futures import Future
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from benchmarks.fleets import FleetTeam, held_in, meetings, ring, write
from tests.teams import files_in

from rotation.config.fleet import read_fleet
from rotation.fleet import FleetReport, plan_fleet
from rotation.fleet.pools import PlainLoop
from rotation.fleet.sharing import people_of_fleet
from rotation.fleet.together import JointRosters, JointTask
from rotation.fleet.work import Task, TeamOutcome, read_team
from rotation.model.roster import Roster
from rotation.rules import hard, registered
from rotation.solve.joint import JointTeam, solve_jointly

FIRST = date(2026, 10, 19)
SPAN: dict[str, Any] = {"start": FIRST, "weeks": 3, "effort": 0.2}
TODAY = date(2026, 9, 1)


class Noting(PlainLoop):
    """An executor that notes what became of each task."""

    def __init__(self) -> None:
        self.outcomes: list[tuple[Task, TeamOutcome]] = []

    def submit(self, fn: Callable[..., TeamOutcome], /, *args: Task) -> Future[TeamOutcome]:  # type: ignore[override]
        """Run the work."""
        future = super().submit(fn, *args)
        self.outcomes.append((args[0], future.result()))
        return future

    @property
    def single(self) -> list[tuple[Task, TeamOutcome]]:
        """Those of single teams."""
        return [pair for pair in self.outcomes if not isinstance(pair[0], JointTask)]


Scarce = tuple[Path, tuple[FleetTeam, ...], FleetReport, Noting]


@pytest.fixture(scope="module")
def scarce(tmp_path_factory: pytest.TempPathFactory) -> Scarce:
    """Return a ring of three people per team whose turns leave more shifts open than need be."""
    folder = tmp_path_factory.mktemp("scarce")
    fleet = ring(4, seed=8, first=FIRST, weeks=3, own=1, tracks=1)
    write(folder, fleet)
    noting = Noting()
    report = plan_fleet(folder, **SPAN, today=TODAY, executor=noting, workers=1)
    return folder, fleet, report, noting


def test_no_more_shifts_are_open_than_a_joint_model_proves_necessary(scarce: Scarce) -> None:
    """Begun from rosters that hold nothing; the first round of turns left more open (D24)."""
    folder, fleet, report, noting = scarce
    first = {task.team: outcome.row for task, outcome in noting.single[:4]}
    count = sum(row.open or 0 for row in report.rows)
    assert count < sum(row.open or 0 for row in first.values())
    joints = [task for task, _ in noting.outcomes if isinstance(task, JointTask)]
    assert [task.whole for task in joints] == [False] * (len(joints) - 1) + [True]
    asked = joints[-1]
    teams = {}
    for task in asked.teams:
        rotation = read_team(task)
        problem = rotation.problem(today=TODAY, start=FIRST, weeks=3)
        nobody = Roster(dict.fromkeys(shift.id for shift in problem.shifts))
        teams[task.team] = JointTeam(problem, tuple(hard(registered(), problem)), nobody)
    joint = solve_jointly(teams, people_of_fleet(read_fleet(folder)).shared)
    assert joint.proved
    assert count == joint.bound
    assert not list(meetings(fleet, held_in(folder, fleet)))


def test_a_second_round_begins_with_the_joint_rosters(scarce: Scarce) -> None:
    """Each team sees what its later neighbours hold in them, and is written as planned last."""
    folder, _, report, noting = scarce
    better = [n for n, (_, o) in enumerate(noting.outcomes) if getattr(o, "rosters", None)]
    joint = noting.outcomes[better[-1]][1]
    assert isinstance(joint, JointRosters)
    second = [pair for pair in noting.outcomes[better[-1] :] if not isinstance(pair[0], JointTask)]
    assert sorted(task.team for task, _ in second) == sorted(joint.rosters)
    for task, outcome in second:
        assert task.start == joint.rosters[task.team]
        assert files_in(folder / task.team / "out") == outcome.files
    begun, _ = second[0]
    seen = {(e.team, e.shift.id) for e in begun.elsewhere if e.team in joint.shared}
    assert seen
    assert seen <= {(team, held.shift.id) for team, own in joint.shared.items() for held in own}
    last = {task.team: outcome.row.open for task, outcome in noting.single}
    assert {row.team: row.open for row in report.rows} == last


def test_a_second_run_has_the_same_bytes(scarce: Scarce) -> None:
    """Whatever was remembered of the last round (D3)."""
    folder, _, report, _ = scarce
    before = {name: data for name, data in files_in(folder).items() if "/out/" in name}
    assert plan_fleet(folder, **SPAN, today=TODAY, workers=1) == report
    assert {name: data for name, data in files_in(folder).items() if "/out/" in name} == before


def test_teams_that_were_planned_in_several_rounds_are_skipped_together(
    scarce: Scarce, tmp_path: Path
) -> None:
    """Neither a team nor a joint model is solved again; if one has changed, all are (D42)."""
    folder, fleet, report, _ = scarce
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    before = files_in(copy)
    noting = Noting()
    steps: list[tuple[int, int]] = []

    def note(done: int, everything: int) -> None:
        steps.append((done, everything))

    options: dict[str, Any] = {**SPAN, "today": TODAY, "executor": noting, "workers": 1}
    again = plan_fleet(copy, **options, progress=note)
    assert (noting.outcomes, steps) == ([], [(4, 4)])
    assert again == report
    assert {row.unchanged for row in again.rows} == {True}
    assert files_in(copy) == before
    out = copy / report.rows[0].team / "out/schedule.csv"
    out.write_bytes(b"")
    steps.clear()
    assert plan_fleet(copy, **options, progress=note) == report
    # It is not done before the last round is.
    assert steps.index((4, 4)) == len(steps) - 1
    assert any(isinstance(task, JointTask) for task, _ in noting.outcomes)
    assert files_in(copy) == before
    assert len(noting.single) > len(fleet)
