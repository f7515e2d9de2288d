"""The limits of docs/files.md, as numbers: MB are 10^6 bytes, and the most itself is read."""

from pathlib import Path

import pytest

from rotation import limits
from rotation.limits import Limit
from rotation.reading import read_file

MOST = {
    "ALL_OCCURRENCES": 50_000,
    "CALENDAR_BYTES": 5_000_000,
    "CALENDAR_EVENTS": 10_000,
    "CHARACTERS": 1_000,
    "CSV_BYTES": 16_000_000,
    "CSV_COLUMNS": 100,
    "CSV_ROWS": 100_000,
    "FAULTS": 50_000,
    "GITIGNORE_BYTES": 1_000_000,
    "JOURNALED_BYTES": 64_000_000,
    "JOURNAL_BYTES": 4_000_000,
    "KEY_BYTES": 64_000,
    "LEDGER_BYTES": 16_000_000,
    "OCCURRENCES": 5_000,
    "PLAN_BYTES": 16_000_000,
    "REMOTE_BYTES": 10_000_000,
    "STATE_BYTES": 1_000_000,
    "TOML_BYTES": 1_000_000,
    "TOML_ITEMS": 2_000,
    "TOML_PARTS": 8,
    "WORKBOOK_BYTES": 64_000_000,
    "WORKBOOK_CELLS": 60_000,
    "WORKBOOK_ROWS": 10_000,
    "WORKBOOK_TAGS": 150_000,
}


def test_the_limits_are_these() -> None:
    """To the byte, the row and the event."""
    there = {name: value.most for name, value in vars(limits).items() if isinstance(value, Limit)}
    assert there == MOST


def test_a_file_of_exactly_the_limit_is_read(tmp_path: Path) -> None:
    """A byte more is refused, and says both."""
    file, limit = tmp_path / "x", Limit("a file", 10, "bytes", "split it")
    file.write_bytes(b"0123456789")
    assert read_file(file, limit) == b"0123456789"
    file.write_bytes(b"0123456789+")
    with pytest.raises(OSError, match="10 bytes"):
        read_file(file, limit)


@pytest.mark.parametrize(
    ("most", "unit", "text"),
    [
        (1_000_000, "bytes", "1 MB"),
        (64_000_000, "bytes", "64 MB"),
        (1_500_000, "bytes", "1,500,000 bytes"),
        (1_000_000, "rows", "1,000,000 rows"),
        (100, "columns", "100 columns"),
    ],
)
def test_a_limit_reads_as_people_write_it(most: int, unit: str, text: str) -> None:
    """Whole megabytes are MB, everything else is counted."""
    assert str(Limit("x", most, unit)) == text
