"""`rotation fleet publish`."""

import json
import shutil
import sys
from pathlib import Path

import pytest
from cli_cases import Run
from tests.fleet.fleet_cases import PEOPLE, team_of, write_plans
from tests.teams import files_in, write_team

import rotation.cli.fleet_publish
from rotation.fleet.asking import TeamsDone

TODAY = ("--today", "2026-09-14")
PLANS = {"search": ("ada", "ben"), "web/api": ("byron", "cy"), "db": ("ada", "")}
"""Ada would be on call twice at once, and a shift of `db` is open."""


@pytest.fixture
def fleet(tmp_path: Path) -> Path:
    """Return a fleet with plans to publish."""
    for team in PEOPLE:
        write_team(tmp_path / team, team_of(team, "min_rest_days = 0"), published="")
    write_plans(tmp_path, PLANS)
    return tmp_path


def test_a_publication_of_a_fleet(fleet: Path, run: Run) -> None:
    """A row per team, and that each is whole or unchanged (D48); a dry run shows the same."""
    before = files_in(fleet)
    dry = run("fleet", "publish", fleet, *TODAY, "--dry-run")
    assert files_in(fleet) == before
    ran = run("fleet", "publish", fleet, *TODAY, "--why", "agreed")
    assert (ran.code, ran.err) == (dry.code, dry.err)
    head, _, *rows, summary = ran.out.strip().splitlines()
    assert head.split() == ["Team", "Shifts", "New", "Changed", "Open", "Short", "notice"]
    assert [row.split() for row in rows] == [
        ["db", "2", "2", "0", "1", "0"],
        ["search", "2", "2", "0", "0", "0"],
        ["web/api", "failed"],
    ]
    assert summary == "3 teams; published: 2, failed: 1; each team is whole or unchanged"
    assert dry.out.splitlines()[-2:] == [
        summary.replace("published", "to publish"),
        "Nothing was written (--dry-run).",
    ]
    assert ran.err.startswith("error: web/api: search/out/schedule.csv:2: breaks a rule: ")
    assert ran.err.endswith("plan the fleet again: `rotation fleet plan`\n")
    assert not (fleet / "web/api/public").exists()
    document = json.loads(run("fleet", "publish", fleet, *TODAY, "--format", "json").out)
    assert (document["exit_code"], document["done"]) == (1, False)
    assert [len(row["problems"]) for row in document["teams"]] == [0, 0, 1]


def test_secrets_of_addresses_are_those_of_this_process(
    fleet: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `rotation publish`: without the secret that a team asks for nothing of it is published."""
    toml = fleet / "db/rotation.toml"
    toml.write_text(toml.read_text("utf-8") + '[calendar]\nsecret_env = "DB_SECRET"\n', "utf-8")
    lost = run("fleet", "publish", fleet, *TODAY)
    assert lost.code == 2
    assert "error: db: environment variable DB_SECRET: is not set" in lost.err
    assert not (fleet / "db/public").exists()
    monkeypatch.setenv("DB_SECRET", "correct-horse-battery")
    assert run("fleet", "publish", fleet, *TODAY).code == 1
    assert (fleet / "db/public").exists()


def test_what_follows_a_publication(fleet: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first team that needs somebody; then who is on call."""
    monkeypatch.setenv("NO_COLOR", "1")
    for stream in (sys.stdout, sys.stderr):
        monkeypatch.setattr(stream, "isatty", lambda: True)

    def following() -> str:
        return run("fleet", "publish", fleet, *TODAY).err.splitlines()[-1]

    assert following() == f"Next: rotation check {fleet}/db --today 2026-09-14"
    shutil.rmtree(fleet / "db")
    assert following() == f"Next: rotation publish {fleet}/web/api --dry-run --today 2026-09-14"
    write_plans(fleet, {"web/api": ("cy", "cy")})
    assert following() == f"Next: rotation fleet {fleet} who --today 2026-09-14"


def test_a_publication_that_is_stopped(
    fleet: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C between two teams: what is published stays."""

    def stopped(folder: Path, *, progress: TeamsDone, **options: object) -> None:
        progress(2, 3)
        raise KeyboardInterrupt

    monkeypatch.setattr(rotation.cli.fleet_publish, "publish_fleet", stopped)
    ran = run("fleet", "publish", fleet, *TODAY)
    done = "interrupted: 2 of 3 teams were published; the others are as they were\n"
    assert (ran.code, ran.err) == (130, done)
