"""Files that commands append to for years: none grows so much that it could not be read again."""

from pathlib import Path

import pytest
from cli_cases import Run
from tests.teams import files_in

from rotation.limits import Limit

TODAY = ("--today", "2026-10-20")
SWAP = ("swap", "A-2026-11-02", "A-2026-11-09", *TODAY, "--force", "--why", "test")


@pytest.mark.parametrize("limit", [Limit("a CSV file", 1, "rows"), Limit("x", 100, "bytes")])
def test_a_file_that_would_outgrow_its_limit_is_not_written(
    limit: Limit, copied: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command is refused before anything is written, with what to do."""
    monkeypatch.setattr(f"rotation.export.records.CSV_{limit.unit.upper()}", limit)
    before = files_in(copied)
    ran = run("trade", copied, *SWAP)
    assert ran.code == 2
    assert (
        f"trades.csv: would have more than the {limit} that are read; nothing was changed"
        in ran.err
    )
    assert "remove the rows of shifts that are in history from it first" in ran.err
    assert files_in(copied) == before


def test_exactly_as_many_rows_as_are_read_are_written(
    copied: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The header is none of them; one more is too many."""
    monkeypatch.setattr("rotation.export.records.CSV_ROWS", Limit("a CSV file", 2, "rows"))
    assert run("trade", copied, *SWAP).code == 0
    assert len((copied / "trades.csv").read_text(encoding="utf-8").splitlines()) == 3
    assert run("trade", copied, *SWAP, "--again").code == 2


def test_a_published_plan_that_is_too_long_is_not_written(
    copied: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The draft stays, and so does the published plan."""
    monkeypatch.setattr("rotation.export.records.CSV_ROWS", Limit("a CSV file", 8, "rows"))
    assert run("plan", copied, "--month", "2026-12", "--effort", "1", *TODAY).code in (0, 1)
    before = files_in(copied)
    ran = run("publish", copied, *TODAY)
    assert ran.code == 2
    assert "published.csv: would have more than the 8 rows" in ran.err
    assert "move shifts that are over to history first: `rotation archive`" in ran.err
    assert files_in(copied) == before


def test_what_is_over_can_be_moved_away(copied: Path, run: Run) -> None:
    """Shifts go to history with their trades, as living.md has it, and nothing else changes."""
    assert run("trade", copied, *SWAP).code == 0
    later = ("--today", "2026-12-10")
    checked = run("fairness", copied, *later).out
    window = ("--since", "2026-11-01", "--until", "2026-12-01")
    ran = run("show", copied, *window, "--format", "csv", *later)
    assert ran.code == 0
    moved = {line.partition(",")[0] for line in ran.out.splitlines()[1:]}
    (copied / "history.csv").write_text(ran.out, encoding="utf-8")
    for name, column in (("published.csv", 0), ("trades.csv", 2), ("changes.csv", 1)):
        head, *lines = (copied / name).read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if line.split(",")[column] not in moved]
        assert len(kept) < len(lines)
        (copied / name).write_text("".join([head, *kept]), encoding="utf-8")
    after = run("fairness", copied, *later)
    assert (after.out, after.err) == (checked, "")
    assert "A-2026-11-02,A,regular" in ran.out
    shown = run("show", copied, *window, "--format", "csv", *later)
    assert shown.out == ran.out
