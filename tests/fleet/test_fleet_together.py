"""A fleet whose loads count together: each team looks at what its neighbours have just planned."""

import pickle
import shutil
from collections.abc import Callable
from concurrent.futures import Future
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.teams import TRACK, files_in, head, person, write_team

from rotation.fleet import plan_fleet
from rotation.fleet.pools import PlainLoop
from rotation.fleet.work import Task, TeamOutcome

SPAN: dict[str, Any] = {
    "today": date(2026, 9, 20),
    "start": date(2026, 11, 2),
    "weeks": 6,
    "effort": 1,
}
ABLE = "min_rest_days = 0"
WEEKS = TRACK.replace("11:00", "00:00")


def team(*who: str) -> str:
    """Return a team of one track whose people have addresses."""
    people = "".join(person(name, f'email = "{name}@example.com"') for name in who)
    return head(ABLE, timezone="UTC") + WEEKS + people


@pytest.fixture
def fleet(tmp_path: Path) -> Path:
    """Return two teams that share Ada; the scarcer one has her and Ben, who is away for weeks."""
    away = "ben,2026-11-02,2026-12-06,vacation,\n"
    write_team(tmp_path / "a", team("ada", "ben"), time_off=away)
    write_team(tmp_path / "b", team("ada", "cy", "dora", "emil"))
    return tmp_path


def loads_of(folder: Path, name: str) -> dict[str, int]:
    """Return how many shifts everybody holds in a written plan."""
    plan = (folder / name / "out/schedule.csv").read_text(encoding="utf-8").splitlines()[1:]
    holders = [line.split(",")[5] for line in plan]
    return {who: holders.count(who) for who in sorted(set(holders))}


def written(folder: Path) -> dict[str, bytes]:
    """Return the files that a run has written, and remove them."""
    files = {name: data for name, data in files_in(folder).items() if "/out/" in name}
    for name in "ab":
        shutil.rmtree(folder / name / "out")
    return files


class Sent(PlainLoop):
    """An executor whose tasks and outcomes are pickled, as for a worker."""

    def submit(self, fn: Callable[..., TeamOutcome], /, *args: Task) -> Future[TeamOutcome]:  # type: ignore[override]
        """Run the work on a copy."""
        future: Future[TeamOutcome] = Future()
        outcome = pickle.loads(pickle.dumps(fn))(*pickle.loads(pickle.dumps(args)))  # noqa: S301
        future.set_result(pickle.loads(pickle.dumps(outcome)))  # noqa: S301
        return future


def test_a_team_makes_up_for_what_its_neighbour_asks_of_somebody(fleet: Path) -> None:
    """Ada covers Ben's vacation in one team; the other one asks her no more (F30, F31)."""
    plan_fleet(fleet, **SPAN, workers=1)
    assert loads_of(fleet, "a") == {"ada": 5, "ben": 1}
    assert loads_of(fleet, "b")["ada"] == 1
    apart = written(fleet)

    (fleet / "fleet.toml").write_text('loads = "together"\n', encoding="utf-8")
    report = plan_fleet(fleet, **SPAN, executor=Sent(), workers=2)
    assert [row.exit_code for row in report.rows] == [0, 0]
    assert loads_of(fleet, "a") == {"ada": 5, "ben": 1}
    assert loads_of(fleet, "b") == {"cy": 2, "dora": 2, "emil": 2}

    # What has not changed is known, and a team that is planned again sees the same.
    assert [row.unchanged for row in plan_fleet(fleet, **SPAN, workers=1).rows] == [True, True]
    shutil.rmtree(fleet / "b/out")
    again = plan_fleet(fleet, **SPAN, workers=1)
    assert [row.unchanged for row in again.rows] == [True, False]
    assert loads_of(fleet, "b") == {"cy": 2, "dora": 2, "emil": 2}

    (fleet / "fleet.toml").write_text('loads = "apart"\n', encoding="utf-8")
    plan_fleet(fleet, **SPAN, workers=1)
    assert written(fleet) == apart


def test_a_neighbour_that_cannot_be_read_counts_nothing(fleet: Path) -> None:
    """Its own row fails; the others are planned as if it had nobody (D2)."""
    (fleet / "fleet.toml").write_text('loads = "together"\n', encoding="utf-8")
    (fleet / "a/time_off.csv").write_text("engineer\nnobody\n", encoding="utf-8")
    report = plan_fleet(fleet, **SPAN, workers=1, write=False)
    assert [row.exit_code for row in report.rows] == [2, 0]
