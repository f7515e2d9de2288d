"""What teams that share people see of each other in a run."""

import csv
import shutil
from collections.abc import Callable
from concurrent.futures import Future
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from tests.teams import NEW_YORK, TRACK, files_in, head, person, write_team

from rotation.config.fleet import read_fleet
from rotation.fleet import FleetReport, check_fleet, plan_fleet
from rotation.fleet.pools import PlainLoop
from rotation.fleet.report import TeamRow
from rotation.fleet.sharing import people_of_fleet
from rotation.fleet.together import JointTask
from rotation.fleet.turns import Turns
from rotation.fleet.work import Task, TeamOutcome
from rotation.model.shifts import Held
from rotation.testing import make_shift

TODAY = date(2026, 9, 20)
SPAN: dict[str, Any] = {"today": TODAY, "start": date(2026, 10, 5), "weeks": 4, "effort": 1}
SEEN = dict[str, list[tuple[str, str, str]]]
"""Per team: who is on call in which team for which shift."""


def team(*who: str) -> str:
    """Return a team of one track whose people have addresses."""
    people = "".join(person(name, f'email = "{name}@example.com"') for name in who)
    return head() + TRACK + people


def week(day: str, who: str) -> str:
    """Return the line of a published shift that begins on a Monday of autumn 2026."""
    first = datetime.fromisoformat(f"2026-{day} 11:00").replace(tzinfo=ZoneInfo(NEW_YORK))
    start, end = first.isoformat(), (first + timedelta(days=7)).isoformat()
    return f"A-2026-{day},A,regular,{start},{end},{who},planned\n"


class Watching(PlainLoop):
    """An executor that notes what each team sees, and may lose a team.

    Parameters
    ----------
    losing : str
        The team whose work fails.
    """

    def __init__(self, losing: str = "") -> None:
        self.tasks: list[Task] = []
        self._losing = losing

    def submit(self, fn: Callable[..., TeamOutcome], /, *args: Task) -> Future[TeamOutcome]:  # type: ignore[override]
        """Run the work."""
        if not isinstance(args[0], JointTask):
            self.tasks.append(args[0])
        if args[0].team != self._losing:
            return super().submit(fn, *args)
        future: Future[TeamOutcome] = Future()
        future.set_exception(ZeroDivisionError("lost"))
        return future

    @property
    def seen(self) -> SEEN:
        """What each team saw."""
        return {
            task.team: [(e.engineer, e.team, e.shift.id) for e in task.elsewhere]
            for task in self.tasks
        }


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of three teams: the middle one is scarce, and shares with both others."""
    folder = tmp_path_factory.mktemp("path")
    write_team(folder / "a", team("ada", "ben", "cy", "dora"))
    write_team(folder / "b", team("ada", "emil", "fay"))
    write_team(folder / "c", team("fay", "gus", "hal", "ida"))
    write_team(folder / "d", team("jo", "kim", "lu"))
    return folder


@pytest.fixture(scope="module")
def watched(path: Path) -> tuple[FleetReport, Watching, dict[str, bytes]]:
    """Return the report, what was seen, and the files of a run one after the other."""
    watching = Watching()
    report = plan_fleet(path, **SPAN, executor=watching, workers=1)
    return report, watching, outputs(path)


def outputs(folder: Path) -> dict[str, bytes]:
    """Return the files that a run has written."""
    return {name: data for name, data in files_in(folder).items() if "/out/" in name}


def holders(folder: Path, name: str) -> dict[str, str]:
    """Return who holds the shifts of a written plan."""
    with (folder / name / "out/schedule.csv").open(encoding="utf-8", newline="") as lines:
        return {row["shift"]: row["engineer"] for row in csv.DictReader(lines)}


def test_later_teams_see_the_plans_of_their_neighbours(
    path: Path, watched: tuple[FleetReport, Watching, dict[str, bytes]]
) -> None:
    """Of shared people only; the scarcest team begins, and one that shares nobody sees nobody."""
    report, watching, _ = watched
    assert watching.tasks[0].team == "b"
    assert watching.seen["b"] == watching.seen["d"] == []
    plan = holders(path, "b")
    for neighbour, who in (("a", "ada"), ("c", "fay")):
        there = sorted(shift for shift, holder in plan.items() if holder == who)
        assert watching.seen[neighbour] == [(who, "b", shift) for shift in there]
        assert there
    assert [row.shared for row in report.rows] == [1, 2, 1, 0]
    assert {row.exit_code for row in report.rows} == {0}


def test_processes_and_a_loop_write_the_same(
    path: Path, watched: tuple[FleetReport, Watching, dict[str, bytes]]
) -> None:
    """The bytes of teams that share people, too (D3)."""
    report, _, written = watched
    shutil.rmtree(path / "a/out")
    assert plan_fleet(path, **SPAN, workers=2) == report
    assert outputs(path) == written


def test_what_a_team_sees_does_not_depend_on_who_is_done_first(tmp_path: Path) -> None:
    """Whoever of those that can run is done next: the first, the last, or any (D3)."""
    ring = "abcdefg"
    for number, name in enumerate(ring):
        write_team(tmp_path / name, team(f"p{number}", f"p{(number + 1) % 7}", f"q{number}"))
    tasks = [
        Task(name, str(tmp_path / name), TODAY, None, {"start": SPAN["start"]}) for name in ring
    ]
    people = people_of_fleet(read_fleet(tmp_path))
    runs = []
    for seed in range(6):
        turns = Turns(tasks, people)
        done: dict[str, Task] = {}
        ready = list(turns.first())
        while ready:
            task = ready.pop((seed + 2 * len(done)) % len(ready))
            held = Held(make_shift("A-2026-10-05"), task.shared[0])
            done[task.team] = task
            ready += turns.after(task, TeamOutcome(TeamRow(task.team, 0), held=(held,)))
        runs.append(done)
    assert all(len(done) == turns.number for done in runs)
    assert all(done == runs[0] for done in runs)
    assert len({tuple(done) for done in runs}) > 1
    assert {len(task.elsewhere) for task in runs[0].values()} == {0, 1}


def test_what_a_run_plans_again_is_not_seen(tmp_path: Path) -> None:
    """History, what lies outside the horizon and inside the notice are; time off is, too (D21)."""
    write_team(tmp_path / "a", team("ada", "ben", "cy"))
    write_team(
        tmp_path / "b",
        team("ada", "ben", "dora", "emil", "fay"),
        history=week("09-07", "ada").replace(",planned", ""),
        published="".join(
            week(day, who)
            for day, who in (
                ("09-28", "ada"),  # before the horizon
                ("10-05", "emil"),  # of somebody who is only there
                ("10-12", "ben"),  # inside the notice of 30 days
                ("10-26", "ada"),  # this is planned again
                ("11-02", "ben"),  # behind the horizon
            )
        ),
        time_off="ada,2026-10-19,2026-10-23,vacation,\n",
    )
    watching = Watching()
    plan_fleet(tmp_path, **SPAN, executor=watching, write=False)
    assert [task.team for task in watching.tasks] == ["a", "b"]
    settled = [
        ("ada", "b", "A-2026-09-07"),
        ("ada", "b", "A-2026-09-28"),
        ("ben", "b", "A-2026-10-12"),
        ("ben", "b", "A-2026-11-02"),
    ]
    assert watching.seen["a"] == settled
    (away,) = watching.tasks[0].time_off
    assert (away.engineer, away.start.date()) == ("ada", date(2026, 10, 19))
    checked = Watching()
    check_fleet(tmp_path, today=TODAY, executor=checked)
    assert checked.seen["a"] == sorted((*settled, ("ada", "b", "A-2026-10-26")), key=lambda e: e[2])


def test_of_a_team_that_failed_the_published_plan_counts(tmp_path: Path) -> None:
    """All of it, because that is what its people rely on."""
    write_team(tmp_path / "a", team("ada", "ben", "cy", "dora"))
    write_team(tmp_path / "b", team("ada", "emil"), published=week("10-26", "ada"))
    for losing, seen in (("b", [("ada", "b", "A-2026-10-26")]), ("", None)):
        watching = Watching(losing)
        report = plan_fleet(tmp_path, **SPAN, executor=watching, write=False)
        assert [task.team for task in watching.tasks] == ["b", "a"]
        if seen is not None:
            assert watching.seen["a"] == seen
            assert report.rows[0].notes == ("b failed: its published plan counts",)
            assert str(report).splitlines()[0].endswith("; b failed: its published plan counts")
        else:
            assert len(watching.seen["a"]) > 1


def test_plans_before_a_failure_are_made_again_where_they_meet_what_is_published(
    tmp_path: Path,
) -> None:
    """The team that failed had its turn later, and keeps its published plan (D22)."""
    write_team(tmp_path / "a", team("ada", "ben"), time_off="ben,2026-10-20,2026-10-30,vacation,\n")
    before = None
    for published, order in ((week("10-26", "cy"), "ab"), (week("10-26", "ada"), "aba")):
        write_team(tmp_path / "b", team("ada", "cy", "dora", "emil"), published=published)
        watching = Watching(losing="b")
        row = plan_fleet(tmp_path, **SPAN, executor=watching, write=False).rows[0]
        assert "".join(task.team for task in watching.tasks) == order
        assert watching.seen["a"] == ([("ada", "b", "A-2026-10-26")] if order == "aba" else [])
        assert before is None or (row.open or 0) > before
        before = row.open or 0
        assert row.notes == ("b failed: its published plan counts",)


def test_a_team_that_cannot_be_read_stops_nobody(tmp_path: Path) -> None:
    """Its row says why, and those of its neighbours that nothing of it is seen."""
    write_team(tmp_path / "a", team("ada", "ben", "cy"), published=week("10-05", "ben"))
    write_team(tmp_path / "b", team("ada").replace("New_York", "New_Yrk"))
    report = plan_fleet(tmp_path, **SPAN, workers=1, write=False)
    assert [(row.exit_code, row.shared) for row in report.rows] == [(0, 1), (2, 1)]
    assert report.rows[0].notes == ("b failed: what its people do there is not seen",)
    assert report.rows[1].notes == ()
    assert check_fleet(tmp_path, today=TODAY, workers=1).rows[0].notes == report.rows[0].notes
    (tmp_path / "b/rotation.toml").write_text("[[", encoding="utf-8")
    report = plan_fleet(tmp_path, **SPAN, workers=1, write=False)
    assert [(row.exit_code, row.shared) for row in report.rows] == [(0, 0), (2, 0)]


def test_a_check_finds_what_two_teams_have_published_for_one_person(tmp_path: Path) -> None:
    """Both at once, or too soon after one another: broken in the rows of both (D23)."""
    days = ("10-05", "10-12", "10-19", "10-26", "11-02")
    for name, holders in (("a", "ada ben bo ada"), ("b", "ada cy cleo cy ada")):
        people = holders.split()
        published = "".join(map(week, days, people))
        write_team(tmp_path / name, team(*dict.fromkeys(people)), published=published)
    write_team(tmp_path / "c", team("ada", "dora"))
    watching = Watching()
    report = check_fleet(tmp_path, today=TODAY, executor=watching)
    assert [(row.broken, row.shared) for row in report.rows] == [(2, 1), (2, 1), (None, 1)]
    assert "nothing is published" in report.rows[2].problems[0]
    assert [row.exit_code for row in report.rows[:2]] == [1, 1]
    assert len(watching.seen["c"]) == 4


def test_a_limit_of_one_team_holds_for_what_another_one_plans(tmp_path: Path) -> None:
    """Ada begins at most two shifts in five weeks, though only `a` says so (D33)."""
    limit = "[[rules.limit]]\nshifts = 2\ndays = 35\n"
    no_rest = "min_rest_days = 0\ntimezone"
    for name, toml in (("a", team("ada", "ben") + limit), ("b", team("ada", "emil"))):
        write_team(tmp_path / name, toml.replace("timezone", no_rest, 1))
    watching = Watching()
    report = plan_fleet(tmp_path, **SPAN, executor=watching, workers=1)
    assert {row.team: row.broken for row in report.rows} == {"a": 0, "b": 0}
    begun = [who for name in ("a", "b") for who in holders(tmp_path, name).values()]
    assert begun.count("ada") == 2
    limits = {
        task.team: [dict(own.values)["shifts"] for own in task.limits] for task in watching.tasks
    }
    assert limits == {"a": [], "b": [2]}


def test_weekends_of_one_team_hold_for_what_another_one_plans(tmp_path: Path) -> None:
    """Ada works no two weekends in a row, in both teams together, though only `a` says so (D33)."""
    limit = "[[rules.weekends]]\nat_most = 1\nof = 2\n"
    no_rest = "min_rest_days = 0\ntimezone"
    for name, toml in (("a", team("ada", "ben", "bo") + limit), ("b", team("ada", "emil"))):
        write_team(tmp_path / name, toml.replace("timezone", no_rest, 1))
    watching = Watching()
    plan_fleet(tmp_path, **SPAN, executor=watching, workers=1)
    held = [
        shift for n in ("a", "b") for shift, who in holders(tmp_path, n).items() if who == "ada"
    ]
    weeks = sorted(date.fromisoformat(shift[2:]) for shift in held)
    assert len(weeks) > 1
    assert all(later - first > timedelta(days=7) for first, later in pairwise(weeks))
    (table,) = next(task.limits for task in watching.tasks if task.team == "b")
    assert str(dict(table.places)["at_most"]).startswith("../a/rotation.toml:")


def test_the_hours_of_rest_of_a_team_hold_beside_its_planned_shifts(tmp_path: Path) -> None:
    """In `a` only Ada can hold the first week and in `b` the second: she needs ten days between."""
    hours = '[[rules.rest]]\nhours = 240\ntracks = ["A"]\n'
    no_days = "min_rest_days = 0\ntimezone"
    for name, other, days, table in (
        ("a", "ben", "2026-10-06,2026-10-09", hours),
        ("b", "emil", "2026-10-13,2026-10-16", ""),
    ):
        toml = team("ada", other).replace("timezone", no_days, 1) + table
        write_team(tmp_path / name, toml, time_off=f"{other},{days},vacation,\n")
    plan_fleet(tmp_path, **SPAN, workers=1)
    first, second = (
        holders(tmp_path, name)[week]
        for name, week in (("a", "A-2026-10-05"), ("b", "A-2026-10-12"))
    )
    assert sorted((first, second)) == ["", "ada"]
