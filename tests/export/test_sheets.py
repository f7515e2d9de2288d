import csv
import io
import sys
import time
import zipfile
from datetime import UTC, datetime

import openpyxl
import pytest

from rotation.errors import BadInput
from rotation.export.sheets import Sheet, sheet_csv, workbook

EVIL = '=HYPERLINK("http://evil.example","click")'
SHEET = Sheet("Ledger", ("name", "load", "share"), ((EVIL, 3, 2.5), ("Zoë\r\n@x", -1, None)))
MOMENT = datetime(2026, 12, 1, tzinfo=UTC)


def test_a_workbook_reads_back() -> None:
    """Heads, text, numbers and empty cells come back as they are, a formula as text."""
    book = openpyxl.load_workbook(io.BytesIO(workbook([SHEET], MOMENT)))
    page = book["Ledger"]

    assert [[c.value for c in row] for row in page.iter_rows()] == [
        ["name", "load", "share"],
        [EVIL, 3, 2.5],
        ["Zoë @x", -1, None],
    ]
    assert page["A2"].data_type == "s"
    assert page["A2"].quotePrefix
    assert book.properties.created == MOMENT.replace(tzinfo=None)


def test_a_workbook_is_the_same_bytes_twice() -> None:
    """Two seconds later (ZIP's step) nothing has changed, and nothing names the clock's time."""
    first = workbook([SHEET], MOMENT)
    time.sleep(2.1)
    assert workbook([SHEET], MOMENT) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-12-01T00:00:00Z" in archive.read("docProps/core.xml")


def test_csv_reads_back() -> None:
    """Numbers come back exactly; text that reads like a formula has a `'` in front."""
    rows = list(csv.reader(io.StringIO(sheet_csv(SHEET))))

    assert rows == [["name", "load", "share"], [f"'{EVIL}", "3", "2.5"], ["Zoë @x", "-1", ""]]


def test_without_openpyxl_the_fix_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the command that installs it."""
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(BadInput, match="pip install openpyxl"):
        workbook([SHEET], MOMENT)
