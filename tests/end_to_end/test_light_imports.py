import json
import subprocess
import sys
from pathlib import Path

from end_to_end_cases import environment, write_team

LINES = """shift,track,kind,start,end,engineer
A-2026-11-02,A,regular,2026-11-02T11:00-05:00,2026-11-09T11:00-05:00,ada
B-2026-11-04,B,regular,2026-11-04T11:00-05:00,2026-11-12T11:00-05:00,bela
"""
SCRIPT = """
import contextlib, io, json, sys
import rotation
from rotation.cli import main

HEAVY = ("ortools", "pandas", "numpy", "rich", "icalendar", "matplotlib")
seen = {"import": [name for name in HEAVY if name in sys.modules]}
for name, arguments in (
    ("--help", ["--help"]),
    ("plan --help", ["plan", "--help"]),
    ("check", ["check", sys.argv[1], sys.argv[1] + "/schedule.csv"]),
):
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            code = main(arguments)
        except SystemExit as ending:
            code = ending.code
    seen[name] = [code, *(heavy for heavy in HEAVY if heavy in sys.modules)]
print(json.dumps(seen))
"""


def test_help_and_check_stay_light(tmp_path: Path) -> None:
    """`import rotation`, `--help` and `check` of a CSV load no solver, pandas or rich."""
    team = write_team(tmp_path / "team")
    (team / "schedule.csv").write_text(LINES, encoding="utf-8")

    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(team)],
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=300,
    )

    assert json.loads(ran.stdout) == {
        "import": [],
        "--help": [0],
        "plan --help": [0],
        "check": [0],
    }
