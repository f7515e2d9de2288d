"""Fleets are published team by team: each whole or as it was."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from fleet_cases import PEOPLE, team_of, write_plans
from tests.teams import files_in, write_team

import rotation
from rotation.api import read_schedule
from rotation.export.lock import taken
from rotation.fleet import FleetPublication, publish_fleet

TODAY = date(2026, 9, 21)
PLANS = {
    "search": ("ada", "ben", "ben", "ben"),
    "web/api": ("cy", "cy", "byron", "cy"),
    "db": ("ada", "dora", "ada", "dora"),
}
"""Nobody is on call in two teams at once."""


@pytest.fixture
def fleet(tmp_path: Path) -> Path:
    """Return the fleet with plans to publish, and nothing published."""
    for team in PEOPLE:
        write_team(tmp_path / team, team_of(team, "min_rest_days = 0"), published="")
    write_plans(tmp_path, PLANS)
    return tmp_path


def published(report: FleetPublication) -> dict[str, int]:
    """Return the exit code of each team."""
    return {row.team: row.exit_code for row in report.rows}


def test_each_team_has_the_bytes_of_its_own_publication(fleet: Path) -> None:
    """And a second time there is nothing to publish, which is fine (D48)."""
    alone: dict[Path, bytes] = {}
    for team in PEOPLE:
        own = rotation.load(fleet / team, today=TODAY)
        plan = read_schedule(own, fleet / team / "out/schedule.csv")
        alone |= own.publish(plan, TODAY).files()
    first = publish_fleet(fleet, today=TODAY)
    assert published(first) == {"db": 0, "search": 0, "web/api": 0}
    assert {path: path.read_bytes() for path in alone} == alone
    assert [(row.shifts, row.new, row.changed) for row in first.rows] == [(4, 4, 0)] * 3
    assert first.summary == "3 teams; published: 3"
    before = files_in(fleet)
    again = publish_fleet(fleet, today=TODAY)
    assert again.summary == "3 teams; published: 0, as before: 3"
    assert (again.exit_code, files_in(fleet)) == (0, before)


def test_a_team_that_fails_stops_no_other_and_stays_as_it_was(fleet: Path) -> None:
    """Without a plan, with a plan that fits no more, in use, with an open shift (D48)."""
    (fleet / "db/out/schedule.csv").unlink()
    text = (fleet / "search/rotation.toml").read_text("utf-8")
    gone = text[: text.index("[[engineer]]")] + text[text.rindex("[[engineer]]") :]
    (fleet / "search/rotation.toml").write_text(gone, encoding="utf-8")
    write_plans(fleet, {"web/api": ("cy", "byron", "", "byron")})
    before = files_in(fleet)
    report = publish_fleet(fleet, today=TODAY)
    assert published(report) == {"db": 2, "search": 2, "web/api": 1}
    db, search, web = report.rows
    assert db.problems == ("db/out/schedule.csv: there is no plan to publish; plan first",)
    with pytest.raises(rotation.BadInput) as alone:
        read_schedule(rotation.load(fleet / "search"), fleet / "search/out/schedule.csv")
    (fault,) = alone.value.faults
    assert search.faults == (replace(fault, place=fault.place.removeprefix(f"{fleet}/")),)
    assert (web.open, web.faults) == (1, ())
    assert report.summary == ("3 teams; published: 1, failed: 2; each team is whole or unchanged")
    changed = {name for name, data in files_in(fleet).items() if before.get(name) != data}
    assert changed
    assert all(name.startswith("web/api/") for name in changed)
    with taken(fleet / "web/api", "rotation plan"):
        in_use = publish_fleet(fleet, today=TODAY)
    assert "rotation plan (process" in in_use.rows[2].problems[0]


def test_a_broken_rule_refuses_the_team(fleet: Path) -> None:
    """As `rotation publish` does, with the exit code 1; a dry run shows the same."""
    write_team(fleet / "db", team_of("db", "min_rest_days = 8"), published="")
    before = files_in(fleet)
    dry = publish_fleet(fleet, today=TODAY, write=False)
    assert files_in(fleet) == before
    assert dry.summary == "3 teams; to publish: 2, failed: 1; each team is whole or unchanged"
    report = publish_fleet(fleet, today=TODAY)
    assert [row.faults for row in report.rows] == [row.faults for row in dry.rows]
    assert (report.exit_code, published(report)["db"]) == (1, 1)
    problem, *_ = report.rows[0].problems
    assert problem.startswith("breaks a rule: rest: ")
    assert problem.endswith("; plan the team again, or publish it alone with --force and --why")
