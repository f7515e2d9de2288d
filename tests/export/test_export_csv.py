"""`schedule.csv`."""

import csv
import io
from dataclasses import replace
from datetime import datetime

import pytest
from export_builders import ROWS, SPRING, engineer, row, team

from rotation.export import schedule_csv


def test_the_file_is_as_documented() -> None:
    r"""Columns, order, local instants with offset and `\n` are those of docs/files.md."""
    assert schedule_csv(team(), ROWS) == (
        "shift,track,kind,start,end,engineer,email,status,rest_days,holidays,revision,revised\n"
        "A-2026-03-02,A,regular,2026-03-02T11:00:00-05:00,2026-03-09T11:00:00-04:00,"
        "ada,ada@example.com,planned,2,,0,2026-02-01T07:00:00-05:00\n"
        "B-2026-03-04,B,regular,2026-03-11T11:00:00-04:00,2026-03-18T11:00:00-04:00,"
        "li,,planned,2,,2,2026-02-01T07:00:00-05:00\n"
        "A-2026-12-25,A,volunteer,2026-12-25T00:00:00-05:00,2026-12-27T00:00:00-05:00,"
        ",,open,2,Christmas Day,0,2026-02-01T07:00:00-05:00\n"
    )


def test_reading_back_gives_the_rows() -> None:
    """Identity, instants, holder and revision survive the file exactly."""
    lines = list(csv.DictReader(io.StringIO(schedule_csv(team(), ROWS))))
    assert [
        (
            line["shift"],
            line["kind"],
            datetime.fromisoformat(line["start"]),
            datetime.fromisoformat(line["end"]),
            line["engineer"] or None,
            line["status"],
            int(line["revision"]),
            datetime.fromisoformat(line["revised"]),
        )
        for line in lines
    ] == [
        (
            r.shift.id,
            str(r.shift.kind),
            r.shift.start,
            r.shift.end,
            r.engineer,
            str(r.status),
            r.revision,
            r.revised,
        )
        for r in ROWS
    ]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1"])
def test_no_cell_becomes_a_formula(name: str) -> None:
    """A holiday or an address that starts like a formula is text to a spreadsheet."""
    nasty = replace(SPRING, holidays=(name, "Christmas Day"))
    people = (engineer("ada", "Ada", f"{name}@example.com"),)
    text = schedule_csv(replace(team(), engineers=people), [row(nasty, "ada")])
    (line,) = csv.DictReader(io.StringIO(text))
    assert line["holidays"].startswith("'")
    assert line["holidays"].endswith("; Christmas Day")
    assert line["email"].startswith("'")


def test_a_line_break_in_a_holiday_makes_no_line() -> None:
    """One shift stays one line, quoted where a name has commas or quotes."""
    nasty = replace(SPRING, holidays=('Day\r\nof, "rest"',))
    text = schedule_csv(team(), [row(nasty, "ada")])
    assert text.count("\n") == 2
    assert "\r" not in text
    (line,) = csv.DictReader(io.StringIO(text))
    assert line["holidays"] == 'Day of, "rest"'


def test_a_holder_the_rotation_does_not_know_is_written_by_id() -> None:
    """Somebody long gone still stands in the line, without address."""
    (line,) = csv.DictReader(io.StringIO(schedule_csv(team(), [row(SPRING, "gone")])))
    assert (line["engineer"], line["email"]) == ("gone", "")
