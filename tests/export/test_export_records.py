"""Files that only grow: what was there stays, and nothing that has to be recorded is lost."""

from dataclasses import replace
from datetime import UTC, datetime

from export_builders import team

from rotation.export.records import grown
from rotation.model.trades import LoggedChange, Trade

NOON = datetime(2026, 11, 4, 12, tzinfo=UTC)
TRADE = Trade(2, NOON, "A-2026-12-07", NOON, NOON.replace(day=9), "ada", None, 1, "ill")
HEADER = "to,from,trade,when,shift,start,end,revision,why"


def test_lines_go_behind_what_is_there_in_its_own_order_and_line_ends() -> None:
    """Another order of columns, a BOM and CRLF stay; a missing line break is added."""
    old = f"\ufeff{HEADER}\r\n,ada,1,a,b,c,d,1,x".encode()
    new = grown(team(), old, [TRADE])
    assert new.startswith(old + b"\r\n")
    added = new[len(old) :].decode()
    assert added.startswith("\r\n,ada,2,2026-11-04T")
    assert added.endswith(",1,ill\r\n")


def test_what_was_forced_is_recorded_whatever_columns_there_are() -> None:
    """A file without the column `forced` gets it, empty for the lines before."""
    old = f"{HEADER}\n,ada,1,a,b,c,d,1,x\n\n".encode()
    first, before, blank, after = (
        grown(team(), old, [replace(TRADE, forced="rest")]).decode().splitlines()
    )
    assert first == f"{HEADER},forced"
    assert before == ",ada,1,a,b,c,d,1,x,"
    assert blank == ""
    assert after.endswith(",ill,rest")


def test_a_new_file_begins_with_its_columns() -> None:
    """Nothing, and nothing but blank lines, are a new file."""
    change = LoggedChange(NOON, "A-2026-12-07", NOON, NOON.replace(day=9), "ada", "bela", 1, "a,b")
    for old in (b"", b"\n \n"):
        head, line = grown(team(), old, [change]).decode().splitlines()
        assert head == "when,shift,start,end,from,to,revision,why"
        assert line.endswith(',ada,bela,1,"a,b"')


def test_what_a_spreadsheet_adds_stays_and_is_no_column() -> None:
    """A first line `sep=,` and columns without a name; rows may lack their commas for these."""
    old = f"sep=,\r\n{HEADER},,\r\n,ada,1,a,b,c,d,1,x\r\n".encode()
    assert grown(team(), old, [TRADE]).startswith(old)
    lines = grown(team(), old, [replace(TRADE, forced="rest")]).decode().split("\r\n")
    assert lines[:3] == ["sep=,", f"{HEADER},,,forced", ",ada,1,a,b,c,d,1,x,,,"]
    assert lines[3].endswith(",1,ill,,,rest")
