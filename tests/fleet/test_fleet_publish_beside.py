"""Plans of several teams are published together only if nobody is on call in two at once (D49).

Ada is in `search` and, as `byron`, in `web/api`, six hours later.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from fleet_cases import PEOPLE, ZONES, lines, team_of, write_plans
from tests.teams import files_in, write_team

from rotation.export.lock import taken
from rotation.fleet import FleetPublication, publish_fleet

TODAY = date(2026, 9, 14)
Weeks = Mapping[str, tuple[str, ...]]
"""The holders of the weeks of each team."""


def write_both(folder: Path, *, published: Weeks, plans: Weeks) -> Path:
    """Write the fleet without `db`, with what is published and what is planned."""
    for team in PEOPLE.keys() - {"db"}:
        rows = lines(published[team], ZONES[team]) if team in published else ""
        write_team(folder / team, team_of(team, "min_rest_days = 0"), published=rows)
    write_plans(folder, plans)
    return folder


def problems(report: FleetPublication) -> list[str]:
    """Return why each team was refused; empty for what is published."""
    return [row.problems[0] if row.faults else "" for row in report.rows]


@pytest.mark.parametrize("write", [False, True])
def test_of_two_plans_that_double_book_the_later_is_refused(tmp_path: Path, *, write: bool) -> None:
    """With the place, the other team and the days, and what to do; the first is published."""
    plans = {"search": ("ada", "ben", "ben", "ben"), "web/api": ("byron", "cy", "cy", "cy")}
    write_both(tmp_path, published={}, plans=plans)
    before = files_in(tmp_path / "web/api")
    report = publish_fleet(tmp_path, today=TODAY, write=write)
    assert (report.exit_code, files_in(tmp_path / "web/api")) == (1, before)
    assert problems(report) == [
        "",
        "search/out/schedule.csv:2: breaks a rule: elsewhere: Byron would hold A-2026-10-19 but is "
        "on call for search, 19-26 October; plan the fleet again: `rotation fleet plan`",
    ]


def test_what_another_team_has_published_since_is_seen(tmp_path: Path) -> None:
    """A trade there, or a plan of that team alone, at the line of its file."""
    published = {"search": ("ben", "ada", "ben", "ben")}
    plans = {**published, "web/api": ("cy", "byron", "cy", "cy")}
    write_both(tmp_path, published=published, plans=plans)
    report = publish_fleet(tmp_path, today=TODAY)
    refused = "search/published.csv:3: breaks a rule: elsewhere: Byron would hold A-2026-10-26"
    assert problems(report)[0] == ""
    assert problems(report)[1].startswith(refused)


def test_teams_may_exchange_somebody(tmp_path: Path) -> None:
    """What counts is what the others will have published, not what they have now."""
    published = {"search": ("ada", "ben", "ben"), "web/api": ("cy", "cy", "byron")}
    plans = {"search": ("ben", "ben", "ada"), "web/api": ("byron", "cy", "cy")}
    write_both(tmp_path, published=published, plans=plans)
    report = publish_fleet(tmp_path, today=TODAY)
    assert (report.exit_code, report.summary) == (0, "2 teams; published: 2")
    assert [row.changed for row in report.rows] == [2, 2]


def test_a_team_that_fails_only_while_it_is_written_keeps_its_shifts(tmp_path: Path) -> None:
    """The teams after it are judged by what it has published."""
    published = {"search": ("ada", "ben", "ben"), "web/api": ("cy", "cy", "byron")}
    plans = {"search": ("ben", "ben", "ada"), "web/api": ("byron", "cy", "cy")}
    write_both(tmp_path, published=published, plans=plans)
    with taken(tmp_path / "search", "rotation plan"):
        report = publish_fleet(tmp_path, today=TODAY)
    assert [row.exit_code for row in report.rows] == [2, 1]
    assert problems(report)[1].startswith("search/published.csv:2: breaks a rule: elsewhere: ")


def test_a_plan_that_relies_on_a_refused_one_is_refused(tmp_path: Path) -> None:
    """A team whose plan is not published keeps the shifts that it would have given away."""
    published = {"search": ("ben", "ben"), "web/api": ("byron", "cy")}
    plans = {"search": ("ada", "ben"), "web/api": ("cy", "zoe")}
    write_both(tmp_path, published=published, plans=plans)
    before = files_in(tmp_path)
    report = publish_fleet(tmp_path, today=TODAY)
    assert files_in(tmp_path) == before
    search, web = problems(report)
    assert search.startswith("web/api/published.csv:2: breaks a rule: elsewhere: Ada Byron would")
    assert "zoe" in web
    assert report.summary.endswith("failed: 2; each team is whole or unchanged")


def test_what_is_double_booked_already_refuses_no_other_plan(tmp_path: Path) -> None:
    """As for one team: only what a publication breaks anew is in its way."""
    published = {"search": ("ada", "ben", "ben"), "web/api": ("byron", "cy", "cy")}
    plans = {**published, "search": ("ada", "ben", "ada")}
    write_both(tmp_path, published=published, plans=plans)
    report = publish_fleet(tmp_path, today=TODAY)
    assert (report.exit_code, [row.changed for row in report.rows]) == (0, [1, 0])
