"""Diagnostics go to the logger `rotation`, and are silent by default."""

import logging
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from rotation import Rotation

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


def test_nothing_is_printed_by_default() -> None:
    """Without a handler nothing is printed, not even a warning."""
    script = (
        "import logging, rotation.diagnostics as d;"
        "d.logger_of('rotation.solve').error('nobody listens')"
    )

    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)

    assert (ran.stdout, ran.stderr) == (b"", b"")
