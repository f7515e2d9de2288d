import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from end_to_end_cases import PERIOD, environment, rotation, write_team
from tests.teams import files_in


@pytest.fixture
def command(tmp_path: Path) -> list[str]:
    """Return the command that plans a team."""
    team = write_team(tmp_path / "team")
    return [sys.executable, "-m", "rotation", "plan", str(team), *PERIOD]


@pytest.mark.parametrize("form", ["table", "json"])
def test_a_reader_may_leave(command: list[str], tmp_path: Path, form: str) -> None:
    """When the reader of standard output goes away, as `head` does, there is no complaint.

    The files are written all the same.
    """
    child = subprocess.Popen(
        [*command, "--format", form, "--quiet"] if form == "json" else command,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdout.close()
    errors = child.stderr.read()
    child.stderr.close()

    assert (child.wait(300), errors) == (0, b"")
    assert (tmp_path / "team" / "out" / "plan.json").is_file()


def test_closed_streams_are_no_error(command: list[str], tmp_path: Path) -> None:
    """With standard output and error closed the plan is written and ends with 0."""
    shell = ["sh", "-c", '"$@" >&- 2>&-', "sh", *command]

    assert subprocess.run(shell, env=environment(), check=False, timeout=300).returncode == 0
    assert "plan.json" in files_in(tmp_path / "team" / "out")


def test_an_error_goes_to_standard_error_in_utf_8(tmp_path: Path) -> None:
    """Messages with any letter are printed, whatever the locale."""
    ran = rotation("plan", tmp_path / "Ünïcode", LC_ALL="C", PYTHONIOENCODING="ascii")

    assert (ran.returncode, ran.stdout) == (2, "")
    assert "Ünïcode: no such file" in ran.stderr


@pytest.mark.parametrize("no_color", ["", "1"])
def test_a_terminal_shows_colours_and_progress(command: list[str], no_color: str) -> None:
    """On a terminal there are colours and progress, and neither with NO_COLOR."""
    ours, child_end = pty.openpty()
    changed = {"NO_COLOR": no_color, "TERM": "xterm-256color", "COLUMNS": "200"}
    child = subprocess.Popen(
        [*command, "--dry-run"], env=environment(**changed), stdout=child_end, stderr=child_end
    )
    os.close(child_end)
    seen = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # how Linux says that the other end is closed
            break
        if not piece:
            break
        seen += piece
    os.close(ours)

    assert child.wait(300) == 0
    assert "Bela Bartók".encode() in seen
    assert (b"\x1b[32m" in seen) is (no_color == "")
    assert (b"planning" in seen) is (no_color == "")
