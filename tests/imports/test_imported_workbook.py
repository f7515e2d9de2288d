from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from rotation.errors import BadInput
from rotation.imports import import_schedule

openpyxl = pytest.importorskip("openpyxl")
TODAY = date(2026, 11, 23)


def workbook(path: Path, first: object = date(2026, 10, 5)) -> Path:
    """Write a workbook with weeks as rows, and return its path."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Week", "Primary", "Secondary"])
    for n in range(8):
        week = date(2026, 10, 5) + timedelta(weeks=n) if n else first
        sheet.append([week, ("Ada", "Ben", "Cleo")[n % 3], ("Cleo", "Ada", "Ben")[n % 3]])
    book.save(path)
    return path


def test_a_workbook_is_read_like_a_table(tmp_path: Path) -> None:
    """Date cells are exact, whatever they look like."""
    path = workbook(tmp_path / "rota.xlsx", datetime(2026, 10, 5))  # noqa: DTZ001 - a cell
    made = import_schedule(path, TODAY, timezone="Europe/Berlin", clock=time(9))
    assert [line.shift for line in made.rotation.history][::7] == [
        "Primary-2026-10-05",
        "Secondary-2026-10-26",
    ]
    assert len(made.rotation.published) == 4


def test_a_cell_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    """An error of the spreadsheet is a fault with its place."""
    with pytest.raises(BadInput, match=r"rota\.xlsx:A2: Week"):
        import_schedule(workbook(tmp_path / "rota.xlsx", "#REF!"), TODAY, timezone="UTC")
