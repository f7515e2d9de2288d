"""Details of what is written that a reader relies on: sign-up events, workbooks, numbers, locks."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import icalendar
import openpyxl
import pytest
from export_builders import REVISED, XMAS, shift, team

from rotation.export.document import plan_json
from rotation.export.lock import InUse, is_locked, locked, taken
from rotation.export.sheets import Sheet, workbook
from rotation.export.signup import days_of, signup_calendar, signup_csv, signup_name

ONE_DAY = shift("B-2026-12-27", "2026-12-27T00:00", "2026-12-28T00:00", period="Christmas week")


def test_a_sign_up_event_says_everything() -> None:
    """What is free asks who takes it and how; what is held names who does, and asks nothing."""
    places = [(XMAS, None, 3), (replace(ONE_DAY, holidays=()), "ada", 4)]
    calendar = icalendar.Calendar.from_ical(signup_calendar(team(busy=True), places, REVISED))
    assert str(calendar["X-WR-CALNAME"]).endswith(" - volunteers")
    free, held = calendar.walk("VEVENT")
    duty = team().calendar.duty
    assert str(free["DESCRIPTION"]).split("\n") == [
        "Volunteer shift A-2026-12-25, 2026-12-25, 7 days.",
        "Holidays: Christmas Day",
        duty,
        "Accept the invitation, or sign the sheet with your name.",
    ]
    assert str(held["DESCRIPTION"]).split("\n") == [
        "Volunteer shift B-2026-12-27, 2026-12-27, 7 days.",
        duty,
    ]
    assert str(free["SUMMARY"]) == "Christmas week: who takes 25-26 Dec (A)?"
    assert str(held["SUMMARY"]) == "Christmas week: Zoë Ångström takes 27 Dec (B)"
    assert (free["STATUS"], held["STATUS"]) == ("TENTATIVE", "CONFIRMED")
    assert (free["SEQUENCE"], held["SEQUENCE"]) == (3, 4)
    for event, of in ((free, XMAS), (held, ONE_DAY)):
        # Nobody's time is taken by an event that only asks, whatever the calendars of shifts do.
        assert (event["TRANSP"], event["X-MICROSOFT-CDO-BUSYSTATUS"]) == ("TRANSPARENT", "FREE")
        assert (event["DTSTART"].dt, event["DTEND"].dt) == (of.start, of.end)
        assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == REVISED
        assert list(event["CATEGORIES"].cats) == ["On-call", f"Track {of.track}"]


def test_a_sheet_has_the_days_that_are_signed_for() -> None:
    """The last day is the one before the end's midnight; a shift of a day has that day twice."""
    assert [str(day) for day in days_of(team(), XMAS)] == ["2026-12-25", "2026-12-26"]
    assert [str(day) for day in days_of(team(), ONE_DAY)] == ["2026-12-27", "2026-12-27"]
    assert signup_csv(team(), [(XMAS, "li"), (ONE_DAY, None)]) == (
        "engineer,start,end,max_shifts,preference,shift,days,holidays,held_by\n"
        ",2026-12-25,2026-12-26,,,A-2026-12-25,7,Christmas Day,李小龍\n"
        ",2026-12-27,2026-12-27,,,B-2026-12-27,7,,\n"
    )
    assert (
        signup_name("Christmas & New Year", XMAS.first_day) == "volunteers-christmas-new-year-2026"
    )


def test_a_workbook_is_easy_to_read() -> None:
    """Heads are bold and stay in sight; a column is two wider than its longest cell."""
    sheet = Sheet("Hours", ("id", "a long head"), (("somebody", 1.5), ("b", None)))
    book = openpyxl.load_workbook(
        io.BytesIO(workbook([sheet, sheet], datetime(2026, 1, 1, tzinfo=UTC)))
    )
    assert len(book.sheetnames) == 2
    page = book[book.sheetnames[0]]
    assert [[cell.font.bold for cell in row] for row in page.iter_rows()] == [
        [True, True],
        [False, False],
        [False, False],
    ]
    assert page.freeze_panes == "A2"
    assert (page.column_dimensions["A"].width, page.column_dimensions["B"].width) == (10, 13)
    assert not any(cell.quotePrefix for row in page.iter_rows() for cell in row)
    assert book.properties.creator == "rotation"


def test_numbers_of_a_document_have_six_digits() -> None:
    """Fractions are rounded to six digits, floats are written as they are, nothing is minus 0."""
    document = {
        "third": Fraction(1, 3),
        "whole": Fraction(4, 2),
        "tiny": Fraction(-1, 10**9),
        "float": 0.12345678,
        "zero": -0.0,
        "nested": [{"a": (Fraction(1, 8), None, True)}],
    }
    assert plan_json(document) == (
        '{\n  "third": 0.333333,\n  "whole": 2,\n  "tiny": 0.0,\n  "float": 0.12345678,\n'
        '  "zero": 0.0,\n  "nested": [\n    {\n      "a": [\n        0.125,\n        null,\n'
        "        true\n      ]\n    }\n  ]\n}\n"
    )
    with pytest.raises(TypeError, match=r"document\.a\[1\]: bytes are not text"):
        plan_json({"a": [1, b"x"]})


def test_to_ask_for_a_lock_takes_none(tmp_path: Path) -> None:
    """Whoever asks leaves the lock as it was: free for the next, or held by who holds it."""
    assert not is_locked(tmp_path)
    with locked(tmp_path, "rotation publish"):
        assert is_locked(tmp_path)
        with (
            pytest.raises(InUse, match=r"^rotation publish \(process \d+\)$"),
            taken(tmp_path, "rotation plan"),
        ):
            pass
        assert is_locked(tmp_path)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / ".rotation.lock").touch()  # left behind
    assert not is_locked(tmp_path)
    with locked(tmp_path, "rotation plan"):
        assert is_locked(tmp_path)
