"""No cell that we write is a formula, and what was written is read as it was (O4, I41)."""

import ast
import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from export_builders import team
from hypothesis import given
from hypothesis import strategies as st
from tests.teams import TRACK, head, write_files

import rotation
from rotation.cli import main
from rotation.config.csv_table import read_table
from rotation.config.faults import Faults
from rotation.config.people import People
from rotation.config.records import CHANGES, TRADES, read_changes, read_trades
from rotation.export.csv_text import csv_text
from rotation.export.records import grown
from rotation.export.text import clean
from rotation.model.formulas import guarded, unguarded
from rotation.model.trades import LoggedChange, Trade

NOON = datetime(2026, 11, 4, 12, tzinfo=UTC)
TRADE = Trade(2, NOON, "A-2026-12-07", NOON, NOON.replace(day=9), "ada", None, 1)
CHANGE = LoggedChange(NOON, "A-2026-12-07", NOON, NOON.replace(day=9), "ada", None, 1, "")
FORMULA = re.compile(r"\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?(e-?[0-9]+)?")
TEXTS = st.text("='+-@ \t\r\n\u200dab\uff1d\ue000", max_size=6)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Return a folder for all examples; each writes every file it names."""
    with TemporaryDirectory() as name:
        yield Path(name)


@given(TEXTS)
def test_a_guarded_text_is_no_formula_and_comes_back(text: str) -> None:
    """Texts that begin with a `'` come back, too, and most texts stay as they are."""
    written = guarded(text)
    assert not FORMULA.match(written)
    assert unguarded(written) == text
    assert written in (text, f"'{text}")
    (cells,) = csv.reader(io.StringIO(csv_text([(text, 1)]), newline=""))
    assert cells == [guarded(clean(text)), "1"]


@pytest.mark.parametrize("text", ["'tis", "it's", "'", "''", "O'Neill", "a=b", "1-2", ""])
def test_other_texts_are_left_alone(text: str) -> None:
    """A quote that guards nothing belongs to the text."""
    assert guarded(text) == unguarded(text) == text


@given(why=TEXTS, forced=TEXTS, kind=st.sampled_from([TRADE, CHANGE]))
def test_reasons_come_back(folder: Path, why: str, forced: str, kind: Trade | LoggedChange) -> None:
    """Whatever a reason begins with, the file can be read, and says what was said, on one line."""
    line = replace(kind, why=why, **({"forced": forced} if isinstance(kind, Trade) else {}))
    data = grown(team(), b"", [line])
    cells = [cell for row in csv.reader(io.StringIO(data.decode())) for cell in row]
    assert not any(FORMULA.match(cell) for cell in cells)
    faults = Faults()
    reader, columns = (read_trades, TRADES) if isinstance(kind, Trade) else (read_changes, CHANGES)
    (folder / "records.csv").write_bytes(data)
    rows = read_table(folder / "records.csv", "records.csv", columns, faults)
    (read,) = reader(rows, People.of(team().engineers))
    assert not faults
    assert read.why == unicodedata.normalize("NFC", clean(why))
    assert replace(read, why="", source=None, **_forced(read)) == replace(
        line, why="", **_forced(line)
    )
    if isinstance(read, Trade) and isinstance(line, Trade):
        assert read.forced == clean(line.forced)


def test_a_column_that_is_added_guards_nothing_twice() -> None:
    """A file without the column `forced` is written anew, its reasons as they were."""
    old = grown(team(), b"", [replace(CHANGE, why=why) for why in ("=1", "'=1", "'tis")])
    narrow = b"\n".join(line.rpartition(b",")[0] for line in old.splitlines()) + b"\n"
    head, *lines = grown(team(), narrow, [replace(CHANGE, why="-x")]).decode().splitlines()
    assert head.endswith(",revision,why")
    assert [line.rpartition(",")[2] for line in lines] == ["", "", "", "'-x"]
    wide = grown(team(), _trades(["=1", "'=1", "'tis"]), [replace(TRADE, forced="@rest")]).decode()
    assert [row["why"] for row in csv.DictReader(io.StringIO(wide))][:3] == ["'=1", "''=1", "'tis"]
    assert wide.splitlines()[-1].endswith(",'@rest")


def test_only_one_place_writes_csv() -> None:
    """Every table goes through `csv_text`, whose cells are guarded."""
    sources = Path(rotation.__file__).parent
    writers = {
        path.relative_to(sources).as_posix()
        for path in sources.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"writer", "DictWriter", "to_csv"}
    }
    assert writers == {"export/csv_text.py"}


HEAD = head('calendar_id = "team"', "notice_days = 3", name="=1+cmd|' /C calc'!A0")
TABLES = """[[special_period]]
name = "@SUM(1+1)"
first_day = "12-24"
last_day = "12-28"
[[holidays.extra]]
date = "12-25"
name = "=HYPERLINK(A1)"
[[holidays.extra]]
date = 2026-11-11
name = "-2+3"
[calendar]
summary = "={name}"
category = "+cat"
duty = "@duty"
"""
NAMES = ("=cmd|' /C calc'!A0", "+1", "-2", "@x", "'=y", "\uff1d1")
PEOPLE = "".join(
    f'[[engineer]]\nname = "{name}"\nid = "p{n}"\naliases = ["+{n}x"]\njoined = 2020-01-06\n'
    for n, name in enumerate(NAMES)
)
TODAY = ("--today", "2026-10-20")
COMMANDS = (
    ("plan", ".", "--month", "2026-11", *TODAY, "--format", "csv"),
    ("publish", ".", *TODAY, "--why", "=cmd|' /C calc'!A0", "--quiet"),
    ("trade", ".", "cover", "{first}", "{other}", *TODAY, "--why", "=1", "--force", "--quiet"),
    ("trade", ".", "cover", "{second}", "{other}", *TODAY, "--why", "'=1", "--force", "--quiet"),
    ("plan", ".", "--month", "2026-12", *TODAY, "--format", "csv"),
    ("publish", ".", *TODAY, "--why", "@more", "--force", "--quiet"),
    ("replan", ".", *TODAY, "--why", "+x", "--quiet"),
    ("fairness", ".", *TODAY, "--csv", "fairness.csv", "--xlsx", "fairness.xlsx"),
    ("fairness", ".", *TODAY, "--format", "csv"),
    ("hours", ".", "--month", "2026-11", *TODAY, "--csv", "hours.csv", "--xlsx", "hours.xlsx"),
    ("hours", ".", "--month", "2026-11", *TODAY, "--format", "csv"),
    ("volunteers", "open", ".", *TODAY),
    ("check", ".", "published.csv", "--today", "2026-10-20", "--format", "csv"),
)


def test_no_cell_of_any_file_is_a_formula(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every command that writes a table is run on a team whose every text is a formula."""
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path, {"rotation.toml": HEAD + TRACK + TABLES + PEOPLE})
    printed = {}
    for command in COMMANDS:
        published = rotation.load(".").published
        first, second = (published[n] if published else None for n in (1, 2))
        arguments = {"first": first and first.shift, "second": second and second.shift}
        arguments["other"] = "p0" if first and first.engineer != "p0" else "p1"
        main([word.format(**arguments) if word.startswith("{") else word for word in command])
        out, err = capsys.readouterr()
        assert "error" not in err, (command, err)
        if command[-1] == "csv":
            printed[" ".join(command)] = out
    files = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*")}
    tables = {name for name in files if name.endswith((".csv", ".xlsx"))}
    assert tables >= {
        *("out/schedule.csv", "out/difference.csv", "published.csv", "trades.csv", "changes.csv"),
        *("fairness.csv", "hours.csv", "fairness.xlsx", "hours.xlsx"),
    }
    assert any(name.startswith("out/volunteers-") for name in tables)
    for name in tables:
        if name.endswith(".csv"):
            printed[name] = (tmp_path / name).read_text(encoding="utf-8")
        else:
            _look_through(tmp_path / name)
    for name, text in printed.items():
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
        assert len(cells) > 5, name
        formulas = [c for c in cells if FORMULA.match(c) and not NUMBER.fullmatch(c)]
        assert formulas == [], name
    whys = [change.why for change in rotation.load(".").changes]
    assert {"=1", "'=1"} <= set(whys)


def _look_through(workbook: Path) -> None:
    """Assert that every text of a workbook is stored as text, and stays text when edited."""
    rows = (row for page in openpyxl.load_workbook(workbook) for row in page.iter_rows())
    texts = [cell for row in rows for cell in row if isinstance(cell.value, str)]
    assert all(cell.data_type == "s" for cell in texts)
    evil = [cell for cell in texts if FORMULA.match(cell.value)]
    assert evil
    assert all(cell.quotePrefix for cell in evil)


def _trades(whys: list[str]) -> bytes:
    """Return trades with these reasons, without the column of what was forced."""
    data = grown(team(), b"", [replace(TRADE, why=why) for why in whys])
    return b"\n".join(line.rpartition(b",")[0] for line in data.splitlines()) + b"\n"


def _forced(line: Trade | LoggedChange) -> dict[str, str]:
    return {"forced": ""} if isinstance(line, Trade) else {}
