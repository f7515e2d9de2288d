"""`rotation fleet who`."""

import csv
import io
import json
import sys
from pathlib import Path

import pytest
from cli_cases import Run
from tests.fleet.fleet_cases import HOLDERS, write_fleet

AT = ("--at", "2026-11-02T13:00+01:00")


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a fleet of three teams, which is only read."""
    return write_fleet(tmp_path_factory.mktemp("fleet"))


def test_a_table_has_a_row_per_team_and_track(
    fleet: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who, until when, and who is next, by the clock of each team; it fits 80 columns."""
    ran = run("fleet", "who", fleet, *AT)
    assert ran.code == 1
    assert ran.err.splitlines() == [
        f"warning: {team}: 1 broken rule; `rotation check` there says more"
        for team in ("search", "web/api")
    ]
    title, _, head, _, *rows, summary = ran.out.splitlines()
    assert title == "Mon 2 Nov 2026 13:00 CET (Europe/Berlin)"
    assert head.split("  ")[0].strip() == "Team"
    assert [row.split()[0] for row in rows if row.strip()] == ["db", "search", "web/api"]
    assert "Byron <ADA@example.com>" in rows[2]
    assert "Mon 2 Nov 11:00 EST" in rows[2]
    assert summary == "3 teams, 2 with broken rules"
    monkeypatch.setenv("COLUMNS", "80")
    assert max(map(len, run("fleet", "who", fleet, *AT).out.splitlines())) <= 80


def test_data_of_who_is_that_of_single_teams(fleet: Path, run: Run) -> None:
    """JSON has the tracks of `rotation who` for each team, CSV local times."""
    document = json.loads(run("fleet", "who", fleet, *AT, "--format", "json").out)
    alone = json.loads(run("who", fleet / "web/api", *AT, "--format", "json").out)
    (team,) = (team for team in document["teams"] if team["team"] == "web/api")
    assert (team["at"], team["tracks"]) == (alone["at"], alone["tracks"])
    rows = list(csv.DictReader(io.StringIO(run("fleet", "who", fleet, *AT, "--format=csv").out)))
    assert rows[2]["handover"] == "2026-11-02T11:00:00-05:00"


def test_a_person_has_the_shifts_of_all_teams(fleet: Path, run: Run) -> None:
    """By start, with the team."""
    line = ("fleet", "who", fleet, *AT, "--person", "ada@example.com")
    ran = run(*line)
    title, _, _, _, *rows, foot = ran.out.splitlines()
    assert title == "Ada Byron, from Mon 2 Nov 2026 13:00 CET (Europe/Berlin)"
    assert [row.split()[0] for row in rows] == ["web/api", "search", "web/api"]
    assert foot == "3 shifts: 1 of search, 2 of web/api"
    shifts = json.loads(run(*line, "--format", "json").out)["shifts"]
    assert [shift["start"] for shift in shifts] == [
        "2026-10-26T16:00:00+01:00",
        "2026-11-02T11:00:00+01:00",
        "2026-11-09T17:00:00+01:00",
    ]


def test_options_are_named_as_they_were_typed(fleet: Path, run: Run) -> None:
    """A time of day without an offset, and a name of nobody."""
    ran = run("fleet", "who", fleet, "--at", "2026-11-02T13:00")
    assert ran.code == 2
    assert ran.err.startswith("error: --at: 2026-11-02T13:00 is another instant in each of")
    ran = run("fleet", "who", fleet, "--person", "zoe", "--today", "2026-11-02")
    assert (ran.code, ran.err) == (
        2,
        "error: --person: nobody in the fleet is called 'zoe'; give an address or a name\n",
    )


def test_what_needs_somebody_is_next(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A team that failed is checked, one without anybody is shown; otherwise all are checked."""
    write_fleet(tmp_path, {**HOLDERS, "search": ("ada", "ben", "", "ben")})
    monkeypatch.setenv("NO_COLOR", "1")
    for stream in (sys.stdout, sys.stderr):
        monkeypatch.setattr(stream, "isatty", lambda: True)

    def following(*more: str) -> str:
        return run("fleet", "who", tmp_path, *AT, *more).err.splitlines()[-1]

    assert following() == f"Next: rotation show {tmp_path}/search"
    bens = following("--person", "ben")
    assert bens == f"Next: rotation trade {tmp_path}/search suggest A-2026-11-09"
    (tmp_path / "db/published.csv").unlink()
    assert following() == f"Next: rotation check {tmp_path}/db"
