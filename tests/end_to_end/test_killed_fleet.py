"""A fleet that is killed half-way and continued ends as one that was left alone (D39)."""

import json
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest
from killed_cases import TEAM, kill_at, put_back, run_here, sending, small_forks, tree
from tests.teams import write_team

import rotation
from rotation.planned import Planned
from rotation.plans.plan import Plan

NAMES = ("One", "Two")
TODAY = date(2026, 10, 20)
LINE = ("--today", f"{TODAY}", "--from", "2026-11-02", "--weeks", "1", "--effort", "1")

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs forks")
_POINTS = 8
"""How many of the steps are tried; every single one of an exchange is in `test_killed.py`."""


@contextmanager
def recorded(plans: dict[str, Plan], log: Path) -> Iterator[None]:
    """Let each team have its plan, and its name in a file, in place of a search."""

    def plan(own: Planned, **options: object) -> Plan:
        del options
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{own.name}\n")
        return plans[own.name]

    with patch.object(Planned, "plan", plan):
        yield


def planned_in(log: Path) -> list[str]:
    """Return the teams that were planned since the last call."""
    names = log.read_text(encoding="utf-8").split() if log.exists() else []
    log.unlink(missing_ok=True)
    return names


def test_a_fleet_killed_half_way_is_continued(tmp_path: Path) -> None:
    """Equal bytes, and no team that was written is planned again."""
    fleet, log = tmp_path / "fleet", tmp_path / "log"
    plans = {}
    for name in NAMES:
        folder = write_team(fleet / name, TEAM.replace('"Team"', f'"{name}"'))
        team = rotation.load(folder, today=TODAY)
        plans[name] = team.plan(today=TODAY, start=date(2026, 11, 2), weeks=1, effort=1)
        plans[name].files()
    line = ["fleet", "plan", str(fleet), *LINE, "--workers", "1", "--format", "json"]
    before = tree(fleet)
    steps: list[str] = []
    with recorded(plans, log):
        whole = run_here(line, steps.append)
        assert sorted(planned_in(log)) == sorted(NAMES)
        after = tree(fleet)
        assert run_here(line) == whole
        assert planned_in(log) == []
        with small_forks():
            for at in range(0, len(steps), len(steps) // _POINTS):
                put_back(fleet, before)
                assert kill_at(line, at) == -signal.SIGKILL, steps[at]
                first, left = planned_in(log), tree(fleet)
                assert run_here(line) == whole
                again = planned_in(log)
                assert tree(fleet) == after, f"killed before step {at}, {steps[at]}"
                # All but the team that was being written are planned once.
                assert sorted({*first, *again}) == sorted(NAMES)
                twice = [name for name in first if name in again]
                assert twice in ([], first[-1:])
                assert not any(left.get(f"{name}/out/plan.json") for name in twice)
    # Ctrl-C leaves no team half-way, and says how many are done.
    put_back(fleet, before)
    with recorded(plans, log):
        at = [n for n, step in enumerate(steps) if step.startswith("stage in")][1]
        stopped = run_here(line, sending(signal.SIGINT, at))
        assert stopped.code == 130
        assert stopped.err.startswith("interrupted: 1 of 2 teams were planned and written")
        assert run_here(line) == whole
        assert planned_in(log) == ["One", "Two", "Two"]
        assert tree(fleet) == after
    assert json.loads(whole.out)["exit_code"] == 0
