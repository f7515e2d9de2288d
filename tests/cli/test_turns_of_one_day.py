"""The table of a plan whose track hands over several times a day."""

from pathlib import Path

from cli_cases import Run

_TEAM = """\
[rotation]
name = "T"
timezone = "Europe/Berlin"
min_rest_days = 0
[[track]]
name = "A"
handover = ["06:00", "18:00"]
[[engineer]]
name = "Ada"
joined = 2024-01-01
[[engineer]]
name = "Ben"
joined = 2024-01-01
"""


def test_each_turn_of_a_day_is_shown_with_its_times(tmp_path: Path, run: Run) -> None:
    """Dates alone would be the same for both turns of a day."""
    (tmp_path / "rotation.toml").write_text(_TEAM, encoding="utf-8")
    horizon = ("--from", "2027-02-02", "--to", "2027-02-03", "--today", "2026-12-01")
    ran = run("plan", tmp_path, *horizon, "--dry-run")
    assert ran.code == 0
    assert "Tue  2 Feb 06:00 - Tue  2 Feb 18:00" in ran.out
    assert "Tue  2 Feb 18:00 - Wed  3 Feb 06:00" in ran.out
