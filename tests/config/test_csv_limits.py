from pathlib import Path

import pytest
from config_cases import Team
from large_inputs import ROWS, TABLES

from rotation.config import csv_records
from rotation.config import faults as faults_module
from rotation.config.csv_table import Columns, read_table
from rotation.config.faults import Faults
from rotation.errors import BadInput
from rotation.limits import CSV_COLUMNS, CSV_ROWS, Limit
from rotation.model.source import Source

ROW = "ada,2026-01-05\n"


def read(folder: Path, text: str) -> tuple[int, list[str]]:
    """Return how many rows are read, and what is said of the file."""
    file = folder / "off.csv"
    file.write_text(text, encoding="utf-8")
    faults = Faults()
    rows = read_table(file, "off.csv", Columns(("engineer", "start"), ("note",)), faults)
    return len(rows), [str(fault) for fault in faults.listed()]


@pytest.mark.parametrize("blank", [0, 1, 3])
def test_rows_are_read_up_to_the_limit(
    blank: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The header is not counted, blank rows are, and with one row too many none is read."""
    monkeypatch.setattr(csv_records, "CSV_ROWS", Limit("a CSV file", 5, "rows", "split it"))
    rows = [f"ada,2026-01-0{n}\n" for n in range(1, 6 - blank)]
    text = "".join(["engineer,start\n", *["\n"] * blank, *rows])
    assert read(tmp_path, text) == (5 - blank, [])
    message = "off.csv:7: has more than the 5 rows that are read; split it"
    assert read(tmp_path, text + ROW) == (0, [message])


def test_columns_beyond_the_limit_are_not_judged_one_by_one(tmp_path: Path) -> None:
    """A header of too many columns is one fault."""
    header = ",".join(["engineer", "start", *(f"c{n}" for n in range(CSV_COLUMNS.most - 1))])
    message = "off.csv:1: has 101 columns, more than the 100 columns that are read"
    assert read(tmp_path, f"{header}\n{ROW}") == (0, [f"{message}; is this the right file?"])


@pytest.mark.parametrize("what", TABLES)
def test_large_files_are_refused_in_few_words(what: str, tmp_path: Path) -> None:
    """`benchmarks/limits.py` says how long it takes."""
    text, message = TABLES[what]
    _, faults = read(tmp_path, f"engineer,start\n{text()}")
    assert message in faults[0]


COUNT = CSV_ROWS.most // 10
READ = ("good", "by name", "instants", "midnights")


@pytest.mark.parametrize("what", ROWS)
def test_many_rows_are_read_or_refused_in_few_words(what: str, team: Team) -> None:
    """Right rows count, however many; faults are grouped, however many."""
    rows = "".join(f"{ROWS[what](n)}\n" for n in range(COUNT))
    if what in READ:
        assert len(team(time_off=rows).time_off) > COUNT * 0.9
    else:
        with pytest.raises(BadInput) as refused:
            team(time_off=rows)
        assert len(str(refused.value).splitlines()) < 120


def test_what_follows_very_many_faults_is_not_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last fault says so; whatever is added behind it is not kept."""
    monkeypatch.setattr(faults_module, "FAULTS", Limit("a run", 5, "faults", "correct these"))
    faults = Faults()
    for line in range(2, 12):
        faults.add(Source("off.csv", line), "end", f"is {line}")
    assert faults.many
    assert [str(fault) for fault in faults.listed()][4:] == [
        "off.csv:6: end: is 6",
        "off.csv:7: more than 5 faults: the rest is not checked; correct these",
    ]
