"""Fleets that are disturbed, and continued: what is remembered stays true (D5, D37, D39)."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Thread
from unittest.mock import patch

import pytest
from fleet_cases import PEOPLE, team_of
from tests.teams import files_in, write_team
from unsteady import SPAN, TEAM, dying, outputs

from rotation.fleet import FleetReport, plan_fleet

TEAMS = ("a", "b")


@pytest.fixture
def fleet(tmp_path: Path) -> Path:
    """Return a fleet of two teams that was never planned."""
    for team in TEAMS:
        write_team(tmp_path / "fleet" / team, TEAM.replace('"Team"', f'"{team}"'))
    return tmp_path / "fleet"


def skipped(report: FleetReport) -> list[str]:
    """Return the teams that were not planned again."""
    return [row.team for row in report.rows if row.unchanged]


def test_a_team_whose_worker_died_is_the_only_one_that_is_planned_next(fleet: Path) -> None:
    """What became of the others is remembered, and nothing of this one (D5)."""
    lost = plan_fleet(fleet, **SPAN, executor=dying(2))
    assert [row.exit_code for row in lost.rows] == [2, 0]
    again = plan_fleet(fleet, **SPAN, workers=1)
    assert skipped(again) == ["b"]
    assert again.exit_code == 0
    assert skipped(plan_fleet(fleet, **SPAN, workers=1)) == ["a", "b"]


@contextmanager
def meanwhile(act: "list[FleetReport]", fleet: Path) -> Iterator[None]:
    """Run the same fleet in a second thread, whole, while the first is writing a team."""

    def second() -> None:
        act.append(plan_fleet(fleet, **SPAN, workers=1))

    begun = []

    def reached(step: str) -> None:
        if step.startswith("replace ") and not begun:  # what is remembered, before the exchange
            begun.append(step)
            thread = Thread(target=second)
            thread.start()
            thread.join()

    with patch("rotation.export.steps.reached", reached):
        yield


def test_two_fleets_at_once_do_not_harm_each_other(fleet: Path) -> None:
    """The lock of a team is held by one; the other says so, and plans its other teams (D4)."""
    second: list[FleetReport] = []
    with meanwhile(second, fleet):
        first = plan_fleet(fleet, **SPAN, workers=1)
    assert first.exit_code == 0
    (busy,) = second
    assert [row.exit_code for row in busy.rows] == [2, 0]
    assert "rotation fleet plan (process" in busy.rows[0].problems[0]
    assert busy.rows[0].problems[0].endswith("wait until it is done, and try again")
    after = files_in(fleet)
    assert not [name for name in after if ".lock" in name or ".journal" in name]
    third = plan_fleet(fleet, **SPAN, workers=1)
    assert (third, skipped(third)) == (first, ["a", "b"])
    assert files_in(fleet) == after


def test_teams_that_share_people_are_planned_again_only_where_it_matters(tmp_path: Path) -> None:
    """With the bytes of a fleet planned anew; a team sees what skipped ones hold (D35)."""
    fleet = tmp_path / "fleet"
    for team in PEOPLE:
        write_team(fleet / team, team_of(team, "min_rest_days = 0"), time_off="")
    span = {**SPAN, "start": date(2026, 11, 2), "weeks": 3}
    first = plan_fleet(fleet, **span, workers=1)
    assert [row.shared for row in first.rows] == [0, 1, 1]
    again = plan_fleet(fleet, **span, workers=1)
    assert (again, skipped(again)) == (first, ["db", "search", "web/api"])
    # Somebody of `search` only is away: what Ada holds there changes, so `web/api` does, too.
    away = "engineer,start,end\nben,2026-11-02,2026-11-15\n"
    (fleet / "search/time_off.csv").write_text(away, encoding="utf-8")
    fresh = tmp_path / "fresh"
    shutil.copytree(fleet, fresh, ignore=shutil.ignore_patterns("out", ".rotation*"))
    report = plan_fleet(fleet, **span, workers=1)
    assert skipped(report) == ["db"]
    assert report == plan_fleet(fresh, **span, workers=1)
    assert outputs(fleet) == outputs(fresh)
