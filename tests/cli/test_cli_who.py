"""`rotation who`: who is on call at an instant, and who comes next."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from cli_cases import Run, write_team
from tests.teams import TEAM

PUBLISHED = """A-2026-12-07,A,regular,2026-12-07T11:00-05:00,2026-12-14T11:00-05:00,ada,planned
B-2026-12-09,B,regular,2026-12-09T11:00-05:00,2026-12-16T11:00-05:00,,open
A-2026-12-14,A,regular,2026-12-14T11:00-05:00,2026-12-21T11:00-05:00,bela,planned
"""
WORKED = """B-2026-12-02,B,regular,2026-12-02T11:00-05:00,2026-12-05T11:00-05:00,cleo
B-2026-12-02+2,B,regular,2026-12-05T11:00-05:00,2026-12-09T11:00-05:00,dora
"""


def asked(run: Run, folder: Path, *arguments: str) -> dict[str, tuple[object, ...]]:
    """Return who is on call now, the handover and who is next, by track."""
    document = json.loads(run("who", folder, "--format", "json", *arguments).out)
    return {
        lane["track"]: (
            lane["now"] and lane["now"]["engineer"],
            lane["handover"] and lane["handover"][:16],
            lane["next"] and lane["next"]["engineer"],
        )
        for lane in document["tracks"]
    }


def test_now_next_and_the_handover(tmp_path: Path, run: Run) -> None:
    """History says who took over within a shift, the published plan who comes then."""
    team = write_team(tmp_path, published=PUBLISHED, history=WORKED)
    assert asked(run, team, "--at", "2026-12-05T10:59") == {
        "A": (None, "2026-12-07T11:00", "ada"),
        "B": ("cleo", "2026-12-05T11:00", "dora"),
    }
    assert asked(run, team, "--at", "2026-12-07T16:00+00:00") == {
        "A": ("ada", "2026-12-14T11:00", "bela"),
        "B": ("dora", "2026-12-09T11:00", None),
    }


def test_a_day_means_its_noon(tmp_path: Path, run: Run) -> None:
    """On the day of a handover at 11:00 the one who comes on is meant, by --at and --today."""
    team = write_team(tmp_path, published=PUBLISHED)
    for option in ("--at", "--today"):
        assert asked(run, team, option, "2026-12-14")["A"] == ("bela", "2026-12-21T11:00", None)


def test_an_open_shift_is_nobody_and_a_hole_is_not_published(tmp_path: Path, run: Run) -> None:
    """Both are told in words of their own, and both end with 1; a track that is held does not."""
    team = write_team(tmp_path, published=PUBLISHED, history=WORKED)
    ran = run("who", team, "--at", "2026-12-10T08:00")
    assert ran.code == 1
    assert "Ada Byron" in ran.out
    assert "nobody" in ran.out
    hole = run("who", team, "--at", "2026-12-17T08:00")
    assert "nothing published" in hole.out
    assert run("who", team, "--at", "2026-12-08T08:00").code == 0


def test_no_instant_is_reported(tmp_path: Path, run: Run) -> None:
    """What is neither a day nor an instant is a usage error that shows how to write one."""
    ran = run("who", write_team(tmp_path), "--at", "noon")
    assert ran.code == 2
    assert "YYYY-MM-DDTHH:MM" in ran.err


def test_it_needs_neither_solver_nor_frames(tmp_path: Path) -> None:
    """Asking who is on call imports neither OR-Tools nor pandas: it stays fast."""
    team = write_team(tmp_path, published=PUBLISHED)
    script = (
        "import sys; from rotation.cli import main\n"
        f"main(['who', {str(team)!r}, '--today', '2026-12-08'])\n"
        "print(sorted({'ortools', 'pandas', 'icalendar'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"


def test_addresses_stay_whole_on_a_narrow_terminal(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a line has no room for name and address, the address has a line of its own."""
    monkeypatch.setattr("rotation.cli.terminal.WIDTH_ELSEWHERE", 80)
    address = "ada.byron.of.lovelace@example.com"
    toml = TEAM.replace('id = "ada"\n', f'id = "ada"\nemail = "{address}"\n')
    team = write_team(tmp_path, toml, published=PUBLISHED)
    shown = run("who", team, "--at", "2026-12-08").out
    assert f"<{address}>" in shown
    assert max(map(len, shown.splitlines())) <= 80
