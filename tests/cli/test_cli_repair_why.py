"""The reason that `rotation repair` writes into the change log."""

from pathlib import Path

import pytest
from cli_cases import Run, write_team

PUBLISHED = "A-2026-11-02,A,regular,2026-11-02T11:00-05:00,2026-11-09T11:00-05:00,ada,planned\n"
TODAY = ("--today", "2026-09-20")


@pytest.mark.parametrize(("words", "why"), [((), "repair"), (("--why", "merged"), "merged")])
def test_the_reason_is_repair_unless_another_is_given(
    tmp_path: Path, run: Run, words: tuple[str, ...], why: str
) -> None:
    """It stands in the last column of the line that takes the lost trade back."""
    team = write_team(tmp_path, published=PUBLISHED)
    assert run("trade", team, "cover", "A-2026-11-02", "cleo", *TODAY).code == 0
    (team / "trades.csv").unlink()
    assert run("repair", team, *TODAY, *words).code == 0
    *_, last = (team / "changes.csv").read_text(encoding="utf-8").splitlines()
    assert last.endswith(f",cleo,ada,2,{why}")
