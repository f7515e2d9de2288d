"""Three teams in a row in which planning one after the other leaves a shift open (D30, D31)."""

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.teams import TRACK, head, person, write_team

from rotation.fleet import plan_fleet
from rotation.solve import joint
from rotation.solve.joint import JointOutcome, open_in

SPAN: dict[str, Any] = {
    "today": date(2026, 9, 20),
    "start": date(2026, 10, 5),
    "weeks": 4,
    "effort": 1,
}
WEEKS = tuple(f"A-2026-10-{day}" for day in ("05", "12", "19", "26"))
FIRST_HALF, THIRD, LAST = (
    "2026-10-05,2026-10-18",
    "2026-10-20,2026-10-24",
    "2026-10-27,2026-10-31",
)


def team(*who: str) -> str:
    """Return a team of one track whose people have addresses, and need no rest."""
    people = "".join(person(name, f'email = "{name}@example.com"') for name in who)
    return head("min_rest_days = 0") + TRACK + people


def away(**stretches: str) -> str:
    """Return the rows of one vacation per person."""
    return "".join(f"{who},{days},vacation,\n" for who, days in stretches.items())


@pytest.fixture
def row(tmp_path: Path) -> Path:
    """Return the folder of three teams.

    Of `b`, which is scarcest, Ada and Ben hold two weeks each in a fair plan: Ada the last two,
    because she is away before. But in the third week `a` has nobody else than Ada. If Ben holds it
    in `b`, he cannot in `c`, where somebody else can.
    """
    write_team(tmp_path / "a", team("ada", "emil", "fay"), time_off=away(emil=THIRD, fay=THIRD))
    write_team(tmp_path / "b", team("ada", "ben"), time_off=away(ada=FIRST_HALF, ben=LAST))
    write_team(tmp_path / "c", team("ben", "gus", "hal"), time_off=away(hal=THIRD))
    return tmp_path


def holders(folder: Path, name: str) -> list[str]:
    """Return who holds each week of October in the output folder of a team."""
    with (folder / name / "out" / "schedule.csv").open(encoding="utf-8") as file:
        engineers = {line["shift"]: line["engineer"] for line in csv.DictReader(file)}
    return [engineers[week] for week in WEEKS]


def test_teams_are_solved_together_where_a_shift_stays_open(row: Path) -> None:
    """The team in the middle is less fair, so that its neighbour has nothing open."""
    report = plan_fleet(row, **SPAN, workers=1)
    assert [(r.team, r.open, r.broken, r.proved) for r in report.rows] == [
        ("a", 0, 0, True),
        ("b", 0, 0, True),
        ("c", 0, 0, True),
    ]
    assert holders(row, "a")[2] == "ada"
    assert holders(row, "b") == ["ben", "ben", "ben", "ada"]
    assert holders(row, "c")[2] == "gus"


def test_one_after_the_other_leaves_one_open(row: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the joint model is for: without it, the third week of the first team is open."""

    def as_before(teams: Mapping[str, joint.JointTeam], *_: object, **__: object) -> JointOutcome:
        rosters = {name: each.roster for name, each in teams.items()}
        left = sum(open_in(each.problem, each.roster) for each in teams.values())
        return JointOutcome(rosters, left, 0, 0.0, "")

    monkeypatch.setattr(joint, "solve_jointly", as_before)
    report = plan_fleet(row, **SPAN, workers=1)
    assert [(r.team, r.open) for r in report.rows] == [("a", 1), ("b", 0), ("c", 0)]
    assert holders(row, "a")[2] == ""
    assert holders(row, "b") == ["ben", "ben", "ada", "ada"]
