"""When teams are solved together, and which rosters they are planned from then."""

from datetime import date
from pathlib import Path

import pytest
from tests.teams import TRACK, head, person, write_team

from rotation.config.fleet import read_fleet
from rotation.fleet.report import TeamRow
from rotation.fleet.sharing import people_of_fleet
from rotation.fleet.together import JointRosters, JointTask, plan_or_solve
from rotation.fleet.turns import Turns
from rotation.fleet.work import Task, TeamOutcome

FIRST, SECOND = "A-2026-09-28", "A-2026-10-05"
TODAY = date(2026, 9, 1)
OPTIONS = {"start": date(2026, 10, 5), "weeks": 1, "effort": 1}


def team(*who: str) -> str:
    """Return a team of one track without rest, whose people have addresses."""
    people = "".join(person(name, f'email = "{name}@example.com"') for name in who)
    return head("min_rest_days = 0") + TRACK + people


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of two teams with Ada; in `a` nobody works two weekends in a row."""
    folder = tmp_path_factory.mktemp("pair")
    limit = "[[rules.weekends]]\nat_most = 1\nof = 2\n"
    write_team(folder / "a", team("ada", "ben") + limit)
    write_team(folder / "b", team("ada", "emil"))
    return folder


def tasks(folder: Path) -> tuple[Task, ...]:
    """Return what a run wants of both."""
    return tuple(Task(name, str(folder / name), TODAY, None, OPTIONS) for name in ("a", "b"))


@pytest.mark.parametrize(
    ("holder", "kept"), [("ada", False), ("emil", True)], ids=["broken", "kept"]
)
def test_rosters_that_break_a_rule_across_teams_are_replaced(
    pair: Path, holder: str, *, kept: bool
) -> None:
    """Even if as few shifts are open without; those that keep all rules are left alone (D32)."""
    rosters = {"a": {FIRST: "ada", SECOND: "ben"}, "b": {FIRST: "emil", SECOND: holder}}
    outcome = plan_or_solve(
        JointTask(
            *("a", str(pair / "a"), TODAY, None, OPTIONS),
            teams=tasks(pair),
            rosters=rosters,
            people=people_of_fleet(read_fleet(pair)).shared,
        )
    )
    assert isinstance(outcome, JointRosters)
    assert (outcome.row.faults, outcome.open) == ((), 0)
    assert (not outcome.rosters) == kept
    for first, second in ("ab", "ba") if outcome.rosters else ():
        beside = outcome.rosters[first][FIRST], outcome.rosters[second][SECOND]
        assert beside != ("ada", "ada")


@pytest.mark.parametrize("regular", [0, 1])
def test_open_turns_of_shadows_and_volunteers_make_no_joint_model(pair: Path, regular: int) -> None:
    """It would have no fewer: it counts regular shifts, as the goal `open` does first (D24)."""
    turns = Turns(tasks(pair), people_of_fleet(read_fleet(pair)))
    ready, done = list(turns.first()), []
    while ready and not isinstance(ready[0], JointTask):
        task = ready.pop()
        done.append(task.team)
        outcome = TeamOutcome(TeamRow(task.team, 0, open=1), open_regular=regular)
        ready += turns.after(task, outcome)
    assert sorted(done) == ["a", "b"]
    assert [isinstance(task, JointTask) for task in ready] == [True] * regular
