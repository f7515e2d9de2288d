"""`rotation fleet plan` and `rotation fleet check`."""

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_cases import Run
from tests.teams import TRACK, head, person, write_team

import rotation.cli.fleet

TODAY = ("--today", "2026-09-20")
MONTH = (*TODAY, "--month", "2026-11", "--effort", "1", "--workers", "1")


@pytest.fixture
def fleet(published: Path, tmp_path: Path) -> Path:
    """Return a folder with a team whose plan is published, and one that cannot be read."""
    shutil.copytree(published, tmp_path / "fleet/search")
    (tmp_path / "fleet/web/api").mkdir(parents=True)
    (tmp_path / "fleet/web/api/rotation.toml").write_text("[rotation]\nname = 3\n", "utf-8")
    return tmp_path / "fleet"


def test_a_table_has_a_row_per_team(fleet: Path, run: Run) -> None:
    """Why a team failed is on standard error; the others are planned and written."""
    shutil.rmtree(fleet / "search/out")
    ran = run("fleet", "plan", fleet, *MONTH)
    assert ran.code == 2
    head, _, search, web, summary = ran.out.strip().splitlines()
    assert head.split() == ["Team", "Open", "Proved", "Short", "notice", "Broken", "rules", "Time"]
    assert search.split()[:-2] == ["search", "0", "yes", "0", "0"]
    assert web.split()[:-2] == ["web/api", "failed"]
    assert summary == "2 teams, 1 failed, 0 shifts open, 0 broken rules"
    place = "error: web/api: rotation.toml:2: rotation.name: expects a text"
    assert any(line.startswith(place) for line in ran.err.splitlines())
    assert (fleet / "search/out/plan.json").is_file()


def test_shared_people_have_a_column_and_a_note(tmp_path: Path, run: Run) -> None:
    """The note says how commands for one team look across teams, unless they do already."""
    for name, own in (("db", "ben"), ("web", "cy")):
        people = "".join(person(who, f'email = "{who}@example.com"') for who in ("ada", own))
        write_team(tmp_path / name, head() + TRACK + people)
    line = ("fleet", "plan", tmp_path, *MONTH)
    ran = run(*line)
    assert ran.out.splitlines()[1].split()[-3:] == ["Shared", "people", "Time"]
    assert [row.split()[-3] for row in ran.out.splitlines()[3:5]] == ["1", "1"]
    note = "note: 1 person belongs to several teams; commands for one team, such as "
    note += "`rotation replan`, see their shifts in the others only with a fleet.toml beside the "
    # Somebody can hold no shift of `web` because of those in `db`.
    unable = "warning: 1 warning in all (web 1); --format json lists them\n"
    assert ran.err == f"{unable}{note}teams, which may be empty\n"
    assert run(*line, "--quiet").err == ""
    (tmp_path / "fleet.toml").touch()
    assert run(*line).err == unable


def test_data_has_no_times(fleet: Path, run: Run) -> None:
    """Equal inputs give equal bytes, as JSON and as CSV."""
    line = ("fleet", "check", fleet, *TODAY, "--workers", "1", "--format")
    first, second = run(*line, "json"), run(*line, "json")
    assert first == second
    document = json.loads(first.out)
    assert (first.code, document["exit_code"]) == (2, 2)
    search, web = document["teams"]
    assert search == {
        "team": "search",
        "exit_code": 0,
        "open": 0,
        "proved": None,
        "short_notice": None,
        "broken": 0,
        "shared": 0,
        "notes": [],
        "warnings": [],
        "problems": [],
    }
    header, row, failed = run(*line, "csv").out.splitlines()
    assert header == "team,exit_code,open,proved,short_notice,broken,shared,note,warnings,problem"
    assert row == "search,0,0,,,0,0,,0,"
    more = f" (and {len(web['problems']) - 1} more)"
    assert failed == f"web/api,2,,,,,0,,0,{web['problems'][0]}{more}"


def test_warnings_of_teams_are_counted(fleet: Path, run: Run) -> None:
    """The line says where most of them are and how to see them; JSON has them all (D41)."""
    shutil.rmtree(fleet / "web")
    toml = fleet / "search/rotation.toml"
    skip = '[time_off]\nunmatched = "skip"\n'
    toml.write_text(toml.read_text(encoding="utf-8") + skip, encoding="utf-8")
    (fleet / "search/time_off.csv").write_text(
        "engineer,start,end\nghost,2026-11-02,2026-11-03\n", encoding="utf-8"
    )
    line = ("fleet", "check", fleet, *TODAY, "--workers", "1")
    ran = run(*line)
    assert ran.code == 0
    assert ran.err == "warning: 1 warning in all (search 1); --format json lists them\n"
    assert run(*line, "--quiet").err == ""
    alone = run("check", fleet / "search", *TODAY).err
    (team,) = json.loads(run(*line, "--format", "json").out)["teams"]
    assert [f"warning: {text}" for text in team["warnings"]] == alone.splitlines()


def test_a_problem_of_all_teams_is_printed_once(fleet: Path, run: Run) -> None:
    """With the option as it was typed, and no more than three teams by name."""
    (fleet / "web/api/rotation.toml").unlink()
    for name in "abcd":
        shutil.copytree(fleet / "search", fleet / name)
    ran = run("fleet", "plan", fleet, *TODAY, "--month", "2026-13", "--quiet", "--workers", "1")
    what = "--month: 2026-13 is not a month; write YYYY-MM, such as 2026-12"
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"error: a, b, c and 2 more: {what}\n"


def test_an_interrupted_run_reports_what_is_done(
    fleet: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C after the first of three teams."""

    def stopped(folder: Path, *, progress: Callable[[int, int], None], **options: object) -> None:
        progress(1, 3)
        raise KeyboardInterrupt

    monkeypatch.setattr(rotation.cli.fleet, "plan_fleet", stopped)
    ran = run("fleet", "plan", fleet, *MONTH)
    done = "interrupted: 1 of 3 teams were planned and written; the others are as they were\n"
    assert (ran.code, ran.err) == (130, done)


def test_the_next_command_is_about_the_first_team_that_needs_somebody(
    fleet: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A team that failed is checked; where all is well the fleet is planned, or checked."""
    monkeypatch.setenv("NO_COLOR", "1")
    for stream in (sys.stdout, sys.stderr):
        monkeypatch.setattr(stream, "isatty", lambda: True)
    line = ("fleet", "check", fleet, *TODAY, "--workers", "1")

    def following() -> str:
        return run(*line).err.splitlines()[-1]

    assert following() == f"Next: rotation check {fleet}/web/api --today 2026-09-20"
    shutil.rmtree(fleet / "web")
    assert following() == f"Next: rotation fleet {fleet} plan --today 2026-09-20"
