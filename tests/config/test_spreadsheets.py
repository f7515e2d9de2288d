"""What spreadsheets, downloads and calendars leave behind: read where nothing is lost, or fixed."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from config_cases import VALID, FaultsOf, Team
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.teams import write_files

from rotation.api import read_schedule
from rotation.cli import main
from rotation.config import load
from rotation.config.csv_table import Columns, read_table
from rotation.config.faults import Faults
from rotation.errors import BadInput

HEADER = "engineer,start,end"
ROW = "ada,2026-12-21,2026-12-23"


def spread(folder: Path, text: str | bytes) -> None:
    """Write the small team with a file of time off as some program saved it."""
    toml = VALID + '[files]\ntime_off = "time_off.csv"\n'
    write_files(folder, {"rotation.toml": toml, "time_off.csv": text})


def messages(folder: Path) -> list[str]:
    """Return what loading the folder reports."""
    with pytest.raises(BadInput) as caught:
        load(folder)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    "text",
    [
        f"sep=,\n{HEADER}\n{ROW}\n",
        f'"sep=,"\r\n{HEADER}\r\n{ROW}\r\n',
        f"\ufeffSEP=,\n{HEADER}\n{ROW}\n",
        f"sep=,,,\n{HEADER}\n{ROW}\n",
        f"{HEADER},,,\n{ROW},,,\n",
        f"{HEADER},,,\n{ROW}\n",
        f"{HEADER}\n{ROW},,,\n",
        f"{HEADER},,\n{ROW},,\n,,,,\n",
        "engineer,,start,end\nada,,2026-12-21,2026-12-23\n",
        '"Engineer","Start","End"\n"ada","2026-12-21","2026-12-23"\n',
        "sep=;\nengineer;start;end\nada;2026-12-21;2026-12-23\n",
        "engineer;start;end;;\r\nada;2026-12-21;2026-12-23;;\r\n;;;;\r\n",
        '"engineer";"start";"end"\nada;2026-12-21;2026-12-23\n',
        "sep=;;;\nengineer\tstart\tend\nada\t2026-12-21\t2026-12-23\n",
        f"{HEADER}\n{ROW}\n".replace(",", "\t").encode("utf-16"),
        "\ufeffengineer;start;end;note\nada;2026-12-21;2026-12-23;a, b\n".encode("utf-16-be"),
    ],
)
def test_what_spreadsheets_add_is_read(tmp_path: Path, text: str | bytes) -> None:
    """Nothing is lost in empty columns, quotes, the separator of a country or UTF-16."""
    spread(tmp_path, text)
    assert [absence.wording for absence in load(tmp_path).time_off] == ["2026-12-21 to 2026-12-23"]


BLANK = st.lists(st.sampled_from(("", " ")), max_size=4)

ROWS = st.lists(st.tuples(st.sampled_from("abc"), BLANK), max_size=4, unique_by=lambda row: row[0])


@settings(derandomize=True, max_examples=60)
@given(
    BLANK, st.lists(st.tuples(st.sampled_from("abc"), BLANK), max_size=4, unique_by=lambda r: r[0])
)
def test_empty_cells_at_the_ends_say_nothing(
    tmp_path_factory: pytest.TempPathFactory,
    behind: list[str],
    rows: list[tuple[str, list[str]]],
) -> None:
    """Whatever is missing or too much there, the rows are those without it."""
    path = tmp_path_factory.mktemp("ends") / "any.csv"
    lines = [["one", "two", *behind], *([name, name, *more] for name, more in rows)]
    path.write_text("".join(",".join(line) + "\n" for line in lines))
    faults = Faults()
    records = read_table(path, "any.csv", Columns(("one",), ("two",)), faults)
    assert not faults
    assert [(row["one"], row["two"]) for row in records] == [(name, name) for name, _ in rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"{HEADER},\n{ROW},x\nada,2026-12-24,2026-12-24,y\n",
            [
                "time_off.csv:2: column 4: has no name but holds 'x'; "
                "name the column, or empty its cells",
                "time_off.csv:3: column 4: has no name but holds 'y'; "
                "name the column, or empty its cells",
            ],
        ),
        (
            f"{HEADER}\n{ROW},x,\n",
            [
                "time_off.csv:2: has 5 cells, but the header has 3; "
                "put text that holds a comma in double quotes"
            ],
        ),
        (
            f"{HEADER},\nada,2026-12-21\n",
            [
                "time_off.csv:2: has 2 cells, but the header has 4; "
                "cells are missing; an empty cell needs its comma too"
            ],
        ),
        (
            "engineer;start;end;\nada;2026-12-21;2026-12-23;a; b\n",
            [
                "time_off.csv:2: has 5 cells, but the header has 4; "
                "put text that holds a semicolon in double quotes"
            ],
        ),
        (
            "engineer|start|end\n",
            ["time_off.csv:1: is separated by vertical bars; save it with commas"],
        ),
        (
            f'"{HEADER}"\n"{ROW}"\n',
            ["time_off.csv:1: each whole line is in quotes; put only single cells in quotes"],
        ),
        (
            f"{HEADER},knd,\n",
            [
                "time_off.csv:1: column 5 has no name; name it, or remove it",
                "time_off.csv:1: knd: unknown column; did you mean 'kind'?",
            ],
        ),
    ],
)
def test_what_would_be_lost_is_refused(tmp_path: Path, text: str, expected: list[str]) -> None:
    """A cell that belongs to no column is reported, and so are other separators."""
    spread(tmp_path, text)
    assert messages(tmp_path) == expected


def archive(*names: str) -> bytes:
    """Return a ZIP archive with files of these names."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as packed:
        for name in names:
            packed.writestr(name, "x")
    return buffer.getvalue()


SAVE = "save it as CSV (in Excel: CSV UTF-8), and name that file"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (archive("[Content_Types].xml", "xl/workbook.xml"), f"is an Excel workbook; {SAVE}"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), f"is an Excel workbook; {SAVE}"),
        (
            archive("mimetype-application/vnd.oasis.opendocument.spreadsheet"),
            f"is an OpenDocument spreadsheet; {SAVE}",
        ),
        (
            archive("Index/Document.iwa"),
            "is a Numbers spreadsheet; export it as CSV, and name that file",
        ),
        (archive("time_off.csv"), "is a ZIP archive; unpack it, and name the file in it"),
        (b"\x1f\x8b\x08\0", "is compressed; unpack it, and name the file in it"),
        (b"%PDF-1.7\n", "is a PDF; ask for it as CSV or as a calendar (.ics)"),
        (
            b"\n<!DOCTYPE html>\n<html>",
            "is a web page; download the file itself; the page may ask for a login",
        ),
        (
            b"BEGIN:VCALENDAR\r\n",
            "is a calendar; rename it so that it ends in .ics; calendars are read for time_off "
            "and volunteers, by `check`, `publish --schedule` and `sync`",
        ),
        (f"{HEADER}\n".encode("utf-16")[:-1], "encoded as UTF-16; save it as UTF-8"),
    ],
)
def test_another_format_is_named(tmp_path: Path, data: bytes, message: str) -> None:
    """A file that is not CSV is recognised by how it begins, with what to do."""
    spread(tmp_path, data)
    assert messages(tmp_path) == [f"time_off.csv: {message}"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (archive("xl/workbook.xml"), "is an Excel workbook, not a calendar; export it again as"),
        (
            f"{HEADER}\n{ROW}\n".encode(),
            "not a calendar, but a table?; rename it so that it ends in .csv",
        ),
        (b"<!DOCTYPE html><p>Hello, you", "not a calendar (a sign-in page?); export it again as"),
    ],
)
def test_a_calendar_of_another_format_is_named(tmp_path: Path, data: bytes, expected: str) -> None:
    """The reverse: something else under the name of a calendar."""
    (tmp_path / "rotation.toml").write_text(VALID + '[files]\ntime_off = "team.ics"\n')
    (tmp_path / "team.ics").write_bytes(data)
    (message,) = messages(tmp_path)
    assert message.startswith(f"team.ics: {expected}")


@pytest.mark.parametrize(
    ("key", "name", "expected"),
    [
        (
            "history",
            "old.ics",
            "'old.ics' is a calendar, but history must be CSV; "
            "write its shifts as CSV, in the format of out/schedule.csv",
        ),
        (
            "published",
            "plan.ICS",
            "'plan.ICS' is a calendar, but published must be CSV; "
            "`rotation publish --schedule` takes a calendar",
        ),
        (
            "wishes",
            "x.ics",
            "'x.ics' is a calendar, but wishes must be CSV; "
            "write the wishes as CSV: engineer,start,end,want",
        ),
        (
            "trades",
            "x.ical",
            "'x.ical' is a calendar, but trades must be CSV; "
            "leave the key out: commands write this file",
        ),
        (
            "time_off",
            "https://calendar.google.com/calendar/ical/x/basic.ics",
            "'https://calendar.google.com/calendar/ical/x/basic.ics' is a URL; only files are "
            "read; download it first, as `curl -L -o team.ics` does with the address, and name "
            "that file",
        ),
        (
            "time_off",
            "webcal://example.com/a.ics",
            "'webcal://example.com/a.ics' is a URL; only files are read; download it "
            "first, as `curl -L -o team.ics` does with 'https://example.com/a.ics', and name that "
            "file",
        ),
        (
            "history",
            "https://docs.google.com/spreadsheets/d/1/edit",
            "'https://docs.google.com/spreadsheets/d/1/edit' is a URL; only files are "
            "read; download the sheet as CSV, and name that file",
        ),
        (
            "wishes",
            "file:///tmp/w.csv",
            "'file:///tmp/w.csv' is a URL; only files are read; write the path alone",
        ),
        (
            "public",
            "https://example.com/rota",
            "'https://example.com/rota' is a URL; a folder is needed; "
            "name a folder, and upload its files from there",
        ),
        (
            "time_off",
            "~/off.csv",
            "there is no file '~/off.csv'; write the full path: `~` and variables are not expanded",
        ),
        (
            "time_off",
            "cal/*.ics",
            "there is no file 'cal/*.ics'; name each file in a list; patterns are not expanded",
        ),
        (
            "time_off",
            "cal\\off.csv",
            "there is no file 'cal\\\\off.csv'; write the path with `/`, relative to rotation.toml",
        ),
    ],
)
def test_a_name_that_cannot_be_read_says_what_can(
    tmp_path: Path, faults_of: FaultsOf, key: str, name: str, expected: str
) -> None:
    """Calendars where CSV is read, addresses, and what a shell would expand."""
    literal = name.replace("\\", "\\\\")
    (message,) = faults_of(VALID + f'[files]\n{key} = "{literal}"\n')
    assert message.partition(f": files.{key}: ")[2] == expected


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("https://example.com/plan.csv", "is a URL; only files are read; download it"),
        ("plan.xlsx", "is neither .csv nor .ics; save the sheet as CSV (in Excel: CSV UTF-8)"),
        ("plan.pdf", "is neither .csv nor .ics; give a schedule, such as out/schedule.csv, or a c"),
    ],
)
def test_a_schedule_by_its_name(team: Team, tmp_path: Path, name: str, message: str) -> None:
    """The same for a schedule that is checked, published or drafted."""
    with pytest.raises(BadInput) as caught:
        read_schedule(team(), name)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("sync", "https://example.com/team.ics"), "https://example.com/team.ics: is a URL"),
        (("plan", "https://example.com/rotation.toml"), "only files are read: download it first"),
        (("plan", "off.csv"), "off.csv: is not a configuration; give the team's rotation.toml"),
    ],
)
def test_an_argument_that_cannot_be_read_says_what_can(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    message: str,
) -> None:
    """An address in place of a calendar or a configuration, and a table in place of the latter."""
    (tmp_path / "rotation.toml").write_text(VALID)
    monkeypatch.chdir(tmp_path)
    assert main(list(words)) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("name", ["time-off.csv", "Time_Off.csv", "time_of.csv"])
def test_a_file_beside_the_one_that_is_not_there_is_suggested(tmp_path: Path, name: str) -> None:
    """Under a key, and as a schedule; a file that is not like it is none."""
    spread(tmp_path, f"{HEADER}\n{ROW}\n")
    (tmp_path / "rotation.toml").write_text(VALID + f'[files]\ntime_off = "{name}"\n')
    (message,) = messages(tmp_path)
    assert message.endswith(f"there is no file '{name}'; did you mean 'time_off.csv'?")
    (tmp_path / "rotation.toml").write_text(VALID)
    team = load(tmp_path)
    with pytest.raises(BadInput) as caught:
        read_schedule(team, tmp_path / name)
    meant = tmp_path / "time_off.csv"
    assert str(caught.value) == f"{tmp_path / name}: no such file; did you mean '{meant}'?"
    with pytest.raises(BadInput) as caught:
        read_schedule(team, tmp_path / "plan.csv")
    assert str(caught.value) == f"{tmp_path / 'plan.csv'}: no such file"


@pytest.mark.parametrize(
    ("header", "meant"),
    [
        ("name,from,to", {"name": "engineer", "from": "start", "to": "end"}),
        (
            "Employee Name,Start Date,End_Date,Leave Type",
            {
                "Employee Name": "engineer",
                "Start Date": "start",
                "End_Date": "end",
                "Leave Type": "kind",
            },
        ),
        (
            "email,begin,until,comment",
            {
                "email": "engineer",
                "begin": "start",
                "until": "end",
                "comment": "note",
            },
        ),
    ],
)
def test_columns_of_other_programs_are_known(
    tmp_path: Path, header: str, meant: dict[str, str]
) -> None:
    """A header with other names is one, and says what each is called here."""
    spread(tmp_path, f"{header}\n{ROW}\n")
    assert messages(tmp_path) == [
        f"time_off.csv:1: {name}: unknown column; did you mean '{column}'?"
        for name, column in sorted(meant.items())
    ]
