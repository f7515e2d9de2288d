from pathlib import Path
from time import process_time

import pytest

from rotation.config import csv_table
from rotation.config.csv_table import read_table
from rotation.config.faults import Faults
from rotation.limits import CSV_BYTES, CSV_COLUMNS, CSV_ROWS, Limit

ROW = "ada,2026-01-05\n"


def read(folder: Path, text: str) -> tuple[int, list[str]]:
    """Return how many rows are read, and what is said of the file."""
    file = folder / "off.csv"
    file.write_text(text, encoding="utf-8")
    faults = Faults()
    rows = read_table(file, "off.csv", ("engineer", "start"), ("note",), faults)
    return len(rows), [str(fault) for fault in faults.listed()]


@pytest.mark.parametrize("blank", [0, 1, 3])
def test_rows_are_read_up_to_the_limit(
    blank: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The header is not counted, blank rows are, and with one row too many none is read."""
    monkeypatch.setattr(csv_table, "CSV_ROWS", Limit("a CSV file", 5, "rows", "split it"))
    rows = [f"ada,2026-01-0{n}\n" for n in range(1, 6 - blank)]
    text = "".join(["engineer,start\n", *["\n"] * blank, *rows])
    assert read(tmp_path, text) == (5 - blank, [])
    said = "off.csv:7: has more than the 5 rows that are read; split it"
    assert read(tmp_path, text + ROW) == (0, [said])


def test_columns_beyond_the_limit_are_not_judged_one_by_one(tmp_path: Path) -> None:
    """A header of too many columns is one fault."""
    header = ",".join(["engineer", "start", *(f"c{n}" for n in range(CSV_COLUMNS.most - 1))])
    said = "off.csv:1: has 101 columns, more than the 100 columns that are read"
    assert read(tmp_path, f"{header}\n{ROW}") == (0, [f"{said}; is this the right file?"])


LARGE = {
    "as many rows as are read": ("ada,2026-01-05\n" * CSV_ROWS.most, "the same row as line 2"),
    "one row more": ("ada,2026-01-05\n" * (CSV_ROWS.most + 1), "more than the 100,000 rows"),
    "blank lines": ("\n" * (CSV_BYTES.most - 20), "more than the 100,000 rows"),
    "commas": ("," * (CSV_BYTES.most - 20) + "\nx", "has 1 cell, the header 2"),
    "cells": ("ada," * (CSV_BYTES.most // 4 - 10), "has 3999991 cells, the header 2"),
    "one cell": ("a" * (CSV_BYTES.most - 20), "field larger than field limit"),
    "an open quote": ('"' + "a\n" * (CSV_BYTES.most // 2 - 20), "field larger than field limit"),
    "one byte too many": ("a" * (CSV_BYTES.most - 14), "is larger than the 16 MB"),
}


@pytest.mark.parametrize("what", LARGE)
def test_large_files_are_soon_refused(what: str, tmp_path: Path) -> None:
    """No file within the limits takes more than two seconds to be refused."""
    text, said = LARGE[what]
    started = process_time()
    _, faults = read(tmp_path, f"engineer,start\n{text}")
    assert process_time() - started < 2
    assert said in faults[0]
