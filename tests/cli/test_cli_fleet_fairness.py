"""`rotation fleet fairness`, and what it returns in Python."""

import csv
import io
import json
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from cli_cases import Run
from tests.fleet.fleet_cases import write_fleet
from tests.teams import COLUMNS

import rotation
from rotation.fleet import fairness_fleet

TODAY = ("--today", "2026-11-30")
HOLDERS = {
    "search": ("ada", "ben", "ada", "ada"),
    "web/api": ("cy", "byron", "cy", "cy"),
    "db": ("ada", "dora", "dora", "dora"),
}
"""Ada is one above her share in `search` and one below it in `web/api`."""


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a fleet of three teams, which is only read."""
    return write_fleet(tmp_path_factory.mktemp("fleet"), HOLDERS)


def test_people_of_several_teams_have_the_sum_of_their_shares(fleet: Path) -> None:
    """Each team counts as its own ledger does; the sums are exact (D47)."""
    ledger = fairness_fleet(fleet, today=date(2026, 11, 30))
    (ada,) = ledger.shared.accounts
    assert (ada.person.id, ada.person.teams) == ("ada@example.com", ("search", "web/api"))
    for team in ada.teams:
        own = rotation.load(fleet / team.team).ledger(since=date(2025, 11, 30))
        (line,) = (line for line in own.lines if line.person.id == team.engineer)
        for quantity, load in team.loads.items():
            assert (load, team.shares.get(quantity)) == (
                line.amount(quantity),
                line.shares.get(quantity),
            )
    assert [team.difference("shifts") for team in ada.teams] == [1, -1]
    assert (ada.load("shifts"), ada.share("shifts"), ada.difference("shifts")) == (4, 4, 0)
    assert sum((a.load("shifts") for a in ledger.accounts), Fraction()) == 12
    assert [a.person.id for a in ledger.accounts if len(a.person.teams) == 1] == [
        *("db:ada", "search:ben", "web/api:cy", "db:dora"),
    ]


def test_a_table_has_the_sum_above_the_teams(
    fleet: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of those in several teams; with --all everybody, and the furthest above first."""
    monkeypatch.setenv("COLUMNS", "80")
    ran = run("fleet", "fairness", fleet, *TODAY)
    assert ran.code == 0
    title, _, _, _, *rows, summary = ran.out.splitlines()
    assert title == "shifts from 2025-11-30 to 2026-11-16"
    assert [row.split() for row in rows] == [
        ["Ada", "Byron", "all", "teams", "4", "4", "+0.00"],
        ["Ada", "Byron", "search", "3", "2", "+1.00"],
        ["Ada", "Byron", "web/api", "1", "2", "-1.00"],
    ]
    assert summary == "1 person in 2 teams"
    every = run("fleet", "fairness", fleet, *TODAY, "--all").out.splitlines()
    assert [line.split()[0] for line in every[4:-1]] == ["Cy", "Dora", *["Ada"] * 3, "Ada", "Ben"]
    assert every[-1] == "5 people in 3 teams"


def test_data_and_limits(fleet: Path, run: Run) -> None:
    """JSON has the sums, CSV the teams only; a limit is about the sums."""
    line = ("fleet", "fairness", fleet, *TODAY, "--format")
    document = json.loads(run(*line, "json").out)
    (ada,) = document["people"]
    assert (ada["load"]["shifts"], ada["difference"]["shifts"]) == (4, 0)
    assert [team["difference"]["shifts"] for team in ada["teams"]] == [1, -1]
    rows = list(csv.DictReader(io.StringIO(run(*line, "csv").out)))
    assert [row["load"] for row in rows if row["quantity"] == "shifts"] == ["3", "1"]
    assert run("fleet", "fairness", fleet, *TODAY, "--max-difference", "0.5").code == 0
    far = run("fleet", "fairness", fleet, *TODAY, "--max-difference", "0.5", "--all", "--quiet")
    assert far.code == 1
    assert far.err.splitlines()[0] == ("Ada Else is -1.00 shifts from a fair share, more than 0.5")
    wrong = run("fleet", "fairness", fleet, *TODAY, "--by", "shift")
    assert (wrong.code, wrong.err) == (
        2,
        "error: --by: there is no ledger 'shift'; did you mean 'shifts'?\n",
    )


def test_a_team_that_fails_is_reported(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the code of bad input; the others are counted, and nobody may be in several."""
    write_fleet(tmp_path, HOLDERS)
    (tmp_path / "web/api/published.csv").unlink()
    monkeypatch.setenv("NO_COLOR", "1")
    for stream in (sys.stdout, sys.stderr):
        monkeypatch.setattr(stream, "isatty", lambda: True)
    ran = run("fleet", "fairness", tmp_path, *TODAY)
    assert ran.code == 2
    assert ran.out.endswith("Nobody belongs to several teams; --all shows everybody.\n")
    first, following = ran.err.splitlines()
    assert first.startswith("error: web/api: ")
    assert following == f"Next: rotation check {tmp_path}/web/api --today 2026-11-30"


def test_a_team_with_nothing_published_has_nothing_to_count(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is no failure, and its people stay those of several teams (D61)."""
    monkeypatch.setenv("COLUMNS", "80")
    write_fleet(tmp_path, HOLDERS)
    (tmp_path / "web/api/published.csv").write_text(COLUMNS["published"], encoding="utf-8")
    ran = run("fleet", "fairness", tmp_path, *TODAY)
    assert (ran.code, ran.err) == (0, "")
    *_, row, summary, remark = ran.out.splitlines()
    assert row.split() == ["Ada", "Byron", "search", "3", "2", "+1.00"]
    assert summary == "1 person in 2 teams"
    assert remark == "web/api has nothing to count: nothing of the time is published."
    later = run("fleet", "fairness", tmp_path, *TODAY, "--since", "2026-12-01", "--format", "json")
    document = json.loads(later.out)
    assert (later.code, document["empty"]) == (0, ["db", "search", "web/api"])
    assert [(who["name"], who["teams"]) for who in document["people"]] == [("Ada Byron", [])]
