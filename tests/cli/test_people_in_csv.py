"""Commands about people who are in a CSV file."""

from pathlib import Path

from cli_cases import Run


def test_leave_names_the_row_and_its_column(tmp_path: Path, run: Run) -> None:
    """Who leaves is in the CSV file, so that is where `leaves` has to be written."""
    (tmp_path / "rotation.toml").write_text(
        '[rotation]\nname = "T"\ntimezone = "UTC"\n[files]\nengineers = "people.csv"\n'
        '[[track]]\nname = "A"\nhandover = "Mon 11:00"\n',
        encoding="utf-8",
    )
    (tmp_path / "people.csv").write_text(
        "name,joined,leaves\nAda,2024-01-01,\nBo,2024-01-01,\n", encoding="utf-8"
    )
    ran = run("leave", "bo", "2026-12-10", tmp_path, "--accept", "--today", "2026-11-27")
    assert ran.code == 0
    assert ran.err == (
        "warning: people.csv:3: bo has no `leaves`; write 2026-12-10 into the column leaves there, "
        "or the next plan will still count on Bo\n"
    )
