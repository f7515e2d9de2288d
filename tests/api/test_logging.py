"""Diagnostics go to the logger `rotation`, and are silent by default."""

import logging
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from tests.teams import write_team

import rotation
from rotation import Rotation
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules import View, Violation
from rotation.rules.coverage import Coverage
from rotation.solve.tiers import solve
from rotation.testing import make_problem, make_shift

ASKED = {"start": date(2027, 1, 18), "weeks": 1, "today": date(2026, 9, 20)}


def test_info_has_sizes_and_the_proof_of_each_goal(
    team: Rotation, caplog: pytest.LogCaptureFixture
) -> None:
    """At INFO there are the horizon, a line per goal and the effort, and nobody's id."""
    with caplog.at_level(logging.INFO, logger="rotation"):
        plan = team.plan(**ASKED)  # type: ignore[arg-type]

    messages = [record.getMessage() for record in caplog.records]
    assert messages[0].startswith("horizon 2027-01-18 to ")
    assert f"{len(plan.problem.shifts)} shifts" in messages[0]
    assert len(messages) == len(plan.objectives) + 2
    for goal, message in zip(plan.objectives, messages[1:-1], strict=True):
        assert message.startswith(f"{goal.name}: {goal.value}, bound {goal.bound}, ")
    words = " ".join(messages).casefold()
    assert not any(
        person.id in words or person.name.casefold() in words for person in team.engineers
    )


def test_debug_has_steps_and_written_files(
    team: Rotation, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """At DEBUG there are the steps of the search, and every file that was written."""
    with caplog.at_level(logging.DEBUG, logger="rotation"):
        team.plan(**ASKED).write(tmp_path / "out")  # type: ignore[arg-type]

    messages = {record.getMessage() for record in caplog.records}
    assert "a first roster" in messages
    assert any(message.startswith("wrote ") and "plan.json" in message for message in messages)


def test_debug_has_files_that_are_read_and_the_methods_of_the_search(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """As the user named them; a fall-back says why; and equal inputs give equal messages."""
    write_team(tmp_path, time_off="")
    heard = []
    for _ in range(2):
        caplog.clear()
        with caplog.at_level(logging.DEBUG, logger="rotation"):
            loaded = rotation.load(tmp_path)
            loaded.plan(start=date(2027, 1, 18), weeks=2, today=date(2026, 9, 20))
        heard.append([record.getMessage() for record in caplog.records])
    first, second = heard
    assert first == second
    size = len((tmp_path / "rotation.toml").read_bytes())
    assert first[0] == f"read {tmp_path / 'rotation.toml'}, {size} bytes"
    assert any(message.startswith(f"read {tmp_path / 'time_off.csv'}, ") for message in first)
    assert "open.regular, open.volunteer, open.rest_days: counts, all at once" in first
    assert any(message.startswith("spacing.gap: ") for message in first)


def test_debug_says_why_a_search_falls_back(caplog: pytest.LogCaptureFixture) -> None:
    """A rule from outside that the first roster does not keep: then CP-SAT looks for any."""
    problem = make_problem(["ada", "ben"], [make_shift("A-2026-12-07")])
    with caplog.at_level(logging.DEBUG, logger="rotation"):
        solve(problem, [Coverage(), OnlyBen()], [])
    messages = [record.getMessage() for record in caplog.records]
    assert "CP-SAT looks for any roster, because no first one keeps every rule" in messages


class OnlyBen:
    """A rule that the dealing of a first roster does not know."""

    name = "only_ben"
    title = "everything is Ben's"

    def check(self, problem: Problem, roster: Roster) -> list[Violation]:
        """Say what is not his."""
        return [
            Violation("only_ben", f"{shift} is not Ben's")
            for shift, holder in roster.items()
            if holder != "ben"
        ]

    def post(self, problem: Problem, view: View) -> None:
        """State it."""
        for shift in problem.shifts:
            view.at_least(1, [view.works("ben", shift.id)], because="it is Ben's")


def test_nothing_is_printed_by_default() -> None:
    """Without a handler nothing is printed, not even a warning."""
    script = (
        "import logging, rotation.diagnostics as d;"
        "d.logger_of('rotation.solve').error('nobody listens')"
    )

    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)

    assert (ran.stdout, ran.stderr) == (b"", b"")
