"""Plans that a fleet remembers: what has not changed is skipped, and nothing else (D35 to D39)."""

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest
from tests.teams import files_in, person, write_team
from unsteady import SPAN, TEAM, TODAY, Unsteady, outputs

import rotation
from rotation.fleet import FleetReport, TeamRow, plan_fleet
from rotation.fleet.key import plan_key
from rotation.fleet.memory import MEMORY, Memory, Remembered
from rotation.fleet.work import Task, plan_team
from rotation.model.elsewhere import Elsewhere
from rotation.other_teams import with_other_teams
from rotation.testing import make_shift

OTHER = TEAM.replace('"Team"', '"Other"') + '[time_off]\nunmatched = "skip"\n'
GHOST = "ghost,2026-11-02,2026-11-03,vacation,\n"


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, FleetReport]:
    """Return a fleet of two teams that was planned, and its report."""
    folder = tmp_path_factory.mktemp("planned") / "fleet"
    write_team(folder / "a", TEAM)
    write_team(folder / "c/d", OTHER, time_off=GHOST)
    return folder, plan_fleet(folder, **SPAN, workers=1)


@pytest.fixture
def fleet(planned: tuple[Path, FleetReport], tmp_path: Path) -> Path:
    """Return a copy of it, which has moved."""
    return shutil.copytree(planned[0], tmp_path / "moved")


@pytest.fixture
def once(planned: tuple[Path, FleetReport]) -> Iterator[None]:
    """Let nothing be planned: every team has to be the one that was planned before."""
    with patch("rotation.planned.Planned.plan", side_effect=AssertionError("planned again")):
        yield


def skipped(report: FleetReport) -> list[str]:
    """Return the teams that were not planned again."""
    return [row.team for row in report.rows if row.unchanged]


def run(fleet: Path, **options: object) -> FleetReport:
    """Plan a fleet in this process."""
    return plan_fleet(fleet, **{**SPAN, "workers": 1, **options})


def remembered_in(fleet: Path) -> list[Path]:
    """Return the files of what is remembered."""
    return sorted((fleet / MEMORY).glob("*.json*"))


# -- what is skipped ----------------------------------------------------------------------------


@pytest.mark.usefixtures("once")
def test_what_has_not_changed_is_not_planned_again(
    planned: tuple[Path, FleetReport], fleet: Path
) -> None:
    """The report is the same, and not a byte changes (D35)."""
    before = files_in(fleet)
    report = run(fleet)
    assert skipped(report) == ["a", "c/d"]
    assert report == planned[1]
    assert [len(row.warnings) for row in report.rows] == [0, 1]
    assert report.to_dict() == planned[1].to_dict()
    assert files_in(fleet) == before
    assert (fleet / MEMORY / ".gitignore").read_text(encoding="ascii") == "*\n"


def test_only_the_team_that_changed_is_planned_again(fleet: Path) -> None:
    """Its plan is that of the team alone, and remembered in its turn."""
    (fleet / "a/rotation.toml").write_text(TEAM + person("dee"), encoding="utf-8")
    assert skipped(run(fleet)) == ["c/d"]
    alone = rotation.load(fleet / "a", today=TODAY).plan(**SPAN).files()
    assert {n: d for n, d in outputs(fleet).items() if n.startswith("a/")} == {
        f"a/out/{name}": data for name, data in alone.items()
    }
    assert skipped(run(fleet)) == ["a", "c/d"]


@pytest.mark.parametrize("spoilt", ["changed", "lost", "folder"])
def test_an_output_that_was_changed_by_hand_is_written_again(fleet: Path, spoilt: str) -> None:
    """A changed file, one that is missing, and all of them; files of others do not count (D36)."""
    before = outputs(fleet)
    file = fleet / "a/out/schedule.csv"
    if spoilt == "changed":
        file.write_bytes(file.read_bytes() + b"\n")
    elif spoilt == "lost":
        file.unlink()
    else:
        shutil.rmtree(file.parent)
    (fleet / "c/d/out/notes.txt").write_text("mine", encoding="utf-8")
    assert skipped(run(fleet)) == ["c/d"]
    assert outputs(fleet) == {**before, "c/d/out/notes.txt": b"mine"}


def test_every_team_is_planned_again_if_it_is_asked_for(fleet: Path) -> None:
    """With the same bytes."""
    before = files_in(fleet)
    assert skipped(run(fleet, again=True)) == []
    assert files_in(fleet) == before


def test_a_dry_run_skips_and_remembers_nothing(fleet: Path) -> None:
    """What it reports is the same (D38)."""
    (fleet / "a/rotation.toml").write_text(TEAM + person("dee"), encoding="utf-8")
    before = files_in(fleet)
    report = run(fleet, write=False)
    assert skipped(report) == ["c/d"]
    assert files_in(fleet) == before
    assert run(fleet) == report


def test_a_plan_that_was_cut_short_is_not_remembered(fleet: Path) -> None:
    """It may differ from run to run; one that a time limit spared is like any other (D38)."""
    with patch("rotation.solve.stop.Deadline.reason", return_value="time limit"):
        cut = run(fleet, time_limit=1000, today=date(2026, 9, 21))
    assert {row.proved for row in cut.rows} == {False}
    assert remembered_in(fleet) == []
    run(fleet)
    assert skipped(run(fleet, time_limit=1000)) == ["a", "c/d"]


def test_a_team_that_fails_keeps_its_plan(fleet: Path) -> None:
    """Once its files are as before, so is its plan."""
    toml = fleet / "a/rotation.toml"
    toml.write_text("[rotation", encoding="utf-8")
    assert run(fleet).exit_code == 2
    toml.write_text(TEAM, encoding="utf-8")
    assert skipped(run(fleet)) == ["a", "c/d"]


# -- the key ------------------------------------------------------------------------------------


def test_the_key_covers_whatever_decides_the_files(tmp_path: Path) -> None:
    """Input, lines of files, day, options, versions, shifts elsewhere: each has a key (D35)."""
    team = rotation.load(write_team(tmp_path / "a", TEAM), today=TODAY)
    same = rotation.load(write_team(tmp_path / "elsewhere/b", TEAM), today=TODAY)
    options = {"start": date(2026, 11, 2), "weeks": 2, "effort": None, "time_limit": None}
    lower = rotation.load(write_team(tmp_path / "lower", f"# a line\n{TEAM}"), today=TODAY)
    more = rotation.load(write_team(tmp_path / "more", TEAM + person("dee")), today=TODAY)
    busy = with_other_teams(team, (Elsewhere("ben", "search", make_shift("S-2026-12-07")),), ())
    keys = [
        plan_key(team, TODAY, options),
        *(plan_key(other, TODAY, options) for other in (lower, more, busy)),
        plan_key(team, date(2026, 9, 21), options),
        plan_key(team, TODAY, {**options, "weeks": 3}),
        plan_key(team, TODAY, {**options, "effort": 2.0}),
    ]
    with patch("rotation.fleet.key._versions", return_value={"rotation": "99"}):
        keys.append(plan_key(team, TODAY, options))
    with patch("zoneinfo.TZPATH", (str(tmp_path),)):
        (tmp_path / "tzdata.zi").write_text("# version 2099a\n", encoding="ascii")
        keys.append(plan_key(team, TODAY, options))
    assert len(set(keys)) == len(keys)
    assert plan_key(same, TODAY, {**options, "time_limit": 5.0}) == keys[0]


def test_versions_are_those_that_plans_name_and_of_packages_with_rules() -> None:
    """An entry point of a package that adds a rule brings its release."""
    from rotation.fleet import key  # noqa: PLC0415 - its cache is emptied

    class Package:
        name, version = "more-rules", "3.1"

    class Point:
        dist = Package()

    key._versions.cache_clear()
    try:
        with patch("rotation.fleet.key.entry_points", return_value=[Point()]):
            known = key._versions()
    finally:
        key._versions.cache_clear()
    assert known["more-rules"] == "3.1"
    assert {"rotation", "python", "ortools", "holidays", "tzdata"} <= known.keys()


def test_what_shared_people_hold_is_known_of_a_team_that_is_skipped(fleet: Path) -> None:
    """Teams that are planned after it see the same shifts."""
    task = Task("a", str(fleet / "a"), TODAY, None, _options(), files=True, shared=("ben", "cy"))
    fresh = plan_team(task)
    again = plan_team(replace(task, remembered=Memory(fleet).of("a")))
    assert again.row.unchanged
    assert again.held == fresh.held
    assert {h.engineer for h in again.held} == {"ben", "cy"}


def _options() -> Mapping[str, object]:
    """Return the options with which the fleet was planned, as `plan_fleet` gives them on."""
    given = {name: value for name, value in SPAN.items() if name != "today"}
    return dict.fromkeys(("month", "end", "rounds", "time_limit")) | given


# -- the files of the memory --------------------------------------------------------------------


def _with(**changes: object) -> Callable[[bytes], bytes]:
    return lambda data: json.dumps({**json.loads(data), **changes}).encode()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda data: data[: len(data) // 2],
        lambda _: b"[1, 2]",
        lambda _: b"[" * 100_000,
        lambda data: b"\xff" + data,
        _with(format=2),
        _with(team="c/d"),
        _with(key=None),
        _with(key="0" * 64),
        _with(files={}),
        _with(files=["schedule.csv"]),
        _with(files={"../../b": "0" * 64}),
        _with(row={"exit_code": True, "open": 0, "broken": 0, "proved": 1, "short_notice": 0}),
        _with(row={}),
        _with(roster={"A-2026-11-02": 3}),
        _with(roster=None),
        _with(warnings=[["a place", "what", "", "", True, 1]]),
        _with(warnings=[["a place", 3, "", "", 1]]),
    ],
)
def test_a_damaged_memory_is_none(fleet: Path, spoil: Callable[[bytes], bytes]) -> None:
    """Whatever is written there, the team is planned as if it never had been (D37)."""
    memory = Memory(fleet)
    path = memory._path("a")
    kept = memory.of("a")
    assert kept is not None
    path.write_bytes(spoil(path.read_bytes()))
    spoilt = memory.of("a")
    assert spoilt is None or spoilt.key != kept.key or not spoilt.intact_in(fleet / "a/out")


def test_teams_that_are_gone_are_forgotten(fleet: Path) -> None:
    """With what a killed run left there; files of others stay."""
    (fleet / MEMORY / "notes.txt").touch()
    Path(f"{Memory(fleet)._path('a')}.new").touch()
    shutil.rmtree(fleet / "a")
    other = Path(f"{Memory(fleet)._path('c/d')}.new")
    other.touch()  # perhaps of a run at this very moment
    run(fleet)
    assert remembered_in(fleet) == [Memory(fleet)._path("c/d"), other]
    assert (fleet / MEMORY / "notes.txt").exists()


@pytest.mark.parametrize("blocked", ["file", "full"])
def test_a_memory_that_cannot_be_written_is_a_warning(fleet: Path, blocked: str) -> None:
    """Every team is planned and written (D37)."""
    before = outputs(fleet)
    shutil.rmtree(fleet / MEMORY)
    shutil.rmtree(fleet / "a/out")
    if blocked == "file":
        (fleet / MEMORY).touch()
        report = run(fleet)
    else:
        full = OSError(28, "No space left on device", f"{MEMORY}/x.json")
        with patch("rotation.fleet.memory.Memory._write", side_effect=full):
            report = run(fleet)
    assert (report.exit_code, skipped(report)) == (0, [])
    assert outputs(fleet) == before
    (warning,) = report.warnings
    assert MEMORY in warning.place
    assert warning.hint == "its teams will be planned again, changed or not"


def test_nothing_is_remembered_of_a_team_that_cannot_be_written(fleet: Path) -> None:
    """Its folder vanished, or its output folder is a file: its row fails, others go on (D37)."""

    def vanish(task: Task, before: int) -> None:
        if task.team == "a":
            shutil.rmtree(task.folder)

    report = run(fleet, again=True, executor=Unsteady(vanish, late=True))
    assert [row.exit_code for row in report.rows] == [2, 0]
    write_team(fleet / "a", TEAM)
    (fleet / "a/out").touch()
    blocked = run(fleet)
    assert "is a file, not a folder" in blocked.rows[0].problems[0]
    assert [p.name for p in remembered_in(fleet)] == [Memory(fleet)._path("c/d").name]
    (fleet / "a/out").unlink()
    assert skipped(run(fleet)) == ["c/d"]


def test_a_memory_changes_whole_or_not_at_all(tmp_path: Path) -> None:
    """A process that dies while it writes leaves what was there."""
    memory = Memory(tmp_path)
    first = Remembered("1", {"plan.json": "0" * 64}, TeamRow("a", 0, 0, 0, True, 0), {"A": None})
    memory.keep("a", first)
    with (
        patch("rotation.export.steps.put", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        memory.keep("a", replace(first, key="2"))
    assert memory.of("a") == first
    memory.keep("a", replace(first, key="3"))
    assert memory.of("a") == replace(first, key="3")
