"""A rule with settings from outside: a module, an entry point and a table, and nothing else."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from rotation.config import write_template

PAGE = Path(__file__).parents[2] / "docs" / "extending.md"


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """Lay the rule of docs/extending.md out as an installed package has it."""
    blocks = re.findall(
        r"^```python\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    (module,) = (block for block in blocks if "class Cap:" in block)
    site = tmp_path / "site"
    info = site / "team_rules-1.0.dist-info"
    info.mkdir(parents=True)
    (site / "team_rules.py").write_text(module, encoding="utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: team-rules\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[rotation.rules]\ncap = team_rules:CAP\n")
    return site


def run(site: Path, folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run the command line where the package is installed."""
    path = os.pathsep.join(filter(None, (str(site), os.environ.get("PYTHONPATH"))))
    return subprocess.run(
        [sys.executable, "-m", "rotation", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_commands_keep_a_configured_rule_and_judge_its_table(
    installed: Path, tmp_path: Path
) -> None:
    """`plan` knows it, `check` finds it broken with its line, and what is wrong has one, too."""
    team = tmp_path / "team"
    write_template(team)
    config = team / "rotation.toml"
    text = config.read_text(encoding="utf-8").rstrip("\n")
    dates = ("--month", "2027-02", "--today", "2026-12-01", "--effort", "1")

    assert run(installed, team, "plan", *dates).returncode == 0
    schedule = team / "out" / "schedule.csv"

    config.write_text(f"{text}\n\n[[rules.cap]]\nmost_shifts = 1\nin_days = 60\n", encoding="utf-8")
    line = text.count("\n") + 4
    checked = run(installed, team, "check", str(schedule))
    assert checked.returncode == 1
    assert f"rotation.toml:{line}" in checked.stdout
    assert " begins 2 shifts within 60 days, " in checked.stdout

    config.write_text(f"{text}\n\n[[rules.cap]]\nmost_shifts = 0\nin_day = 60\n", encoding="utf-8")
    refused = run(installed, team, "check", str(schedule))
    assert refused.returncode == 2
    assert f"rotation.toml:{line}: rules.cap.most_shifts: the number 0 is outside" in refused.stderr
    assert f"rotation.toml:{line + 1}: rules.cap.in_day: unknown key" in refused.stderr
