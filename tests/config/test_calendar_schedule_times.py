"""Schedules kept in calendars: times, zones and lost lines are read as in time off, or refused."""

import pytest
from schedule_cases import A1, brief, faults, ics, read

TITLE = "SUMMARY:Grace (A)\n"
TIMES = (
    "DTSTART;TZID=America/New_York:20260302T110000\nDTEND;TZID=America/New_York:20260309T110000\n"
)


@pytest.mark.parametrize(
    "times",
    [
        TIMES.replace("America/New_York", "america/new_york"),
        TIMES.replace("America/New_York", '"(UTC-05:00) Eastern Time (US & Canada)"'),
        "DTSTART;TZID=GMT-0500:20260302T110000\nDTEND;TZID=GMT-0400:20260309T110000",
        "DTSTART;TZID=America/New_York:20260302T160000Z\nDTEND;TZID=Asia/Tokyo:20260309T150000Z",
        "DTSTART;TZID=Europe/Berlin;VALUE=DATE:20260302\nDTEND;TZID=Asia/Tokyo:20260309",
        "DTSTART;TZID=America/New_York:20260302T110000\nDURATION:P6DT24H",
    ],
)
def test_times_are_read_as_in_time_off(times: str) -> None:
    """Zones under any name, days with a zone, UTC with a zone, days and hours of a length."""
    (entry,) = read(ics(TITLE + times))
    assert (entry.shift, entry.start, entry.end) == (A1.id, A1.start, A1.end)


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\r\n"])
def test_line_ends_are_read_as_in_time_off(end: bytes) -> None:
    """CR alone loses no shift."""
    assert brief(read(ics(TITLE + TIMES).replace(b"\r\n", end))) == [(A1.id, "gh")]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("DTSTART;VALUE=DATE:20260302\nDTEND;VALUE=DATE;:20260309", "no readable DTEND"),
        ("DTSTART:20260302T160000Z\nDTEND X:20260309T150000Z", "no readable DTEND"),
        ("DTSTART:20260302T160000Z\nDURATION:P1M", "no readable DURATION"),
        ("DTSTART;X:20260302T160000Z\nDTEND:20260309T150000Z", "no readable DTSTART"),
        (TIMES + "STATUS;:CANCELLED", "no readable STATUS"),
        (TIMES + "STATUS:CANCELED", "no readable STATUS"),
        (TIMES + "RRULE;X:FREQ=WEEKLY", "repeating event (RRULE)"),
        (TIMES + "RRULE:", "repeating event (RRULE)"),
        (TIMES + "EXRULE:FREQ=WEEKLY", "repeating event (EXRULE)"),
        (TIMES + "RECURRENCE-ID;X:20260302T160000Z", "repeating event (RECURRENCE-ID)"),
    ],
)
def test_a_line_that_cannot_be_read_is_an_error(lines: str, message: str) -> None:
    """In a schedule nothing is guessed: what time off reports is bad input here."""
    (fault,) = faults(ics(TITLE + lines))
    assert fault.startswith("team.ics:3: VEVENT: 'Grace (A)' ")
    assert message in fault


def test_an_unknown_zone_of_the_calendar_is_an_error() -> None:
    """Times without zone are nowhere then."""
    floating = TITLE + "DTSTART:20260302T110000\nDTEND:20260309T110000"
    (fault,) = faults(ics(floating, head="X-WR-TIMEZONE:Mars"))
    assert "is in the unknown time zone 'Mars'" in fault
    assert brief(read(ics(floating, head="X-WR-TIMEZONE:eastern standard time"))) == [(A1.id, "gh")]


# -- versions -------------------------------------------------------------------------------------

ONE = "UID:x\nSEQUENCE:1\nDTSTAMP:20260102T000000Z\n" + TITLE
GONE = ONE + "STATUS:CANCELLED\n"


@pytest.mark.parametrize(
    ("other", "left"),
    [
        (GONE + TIMES, False),
        (GONE.replace("20260102", "20260103") + TIMES, False),
        (GONE.replace("20260102", "20260101") + TIMES, True),
        (GONE.replace("SEQUENCE:1", "SEQUENCE:2") + TIMES, False),
        (GONE.replace("SEQUENCE:1", "SEQUENCE:2") + "DTSTART:nonsense", False),
        (GONE.replace("SEQUENCE:1", "SEQUENCE:0") + TIMES, True),
        (GONE.replace("UID:x", "UID:y") + TIMES, True),
    ],
)
def test_a_cancellation_counts_as_any_version(other: str, left: bool) -> None:
    """The newest version counts, a cancellation made at once, too, and whatever times it has."""
    for events in ((ONE + TIMES, other), (other, ONE + TIMES)):
        assert brief(read(ics(*events))) == ([(A1.id, "gh")] if left else [])


def test_a_calendar_that_cancels_holds_no_shift() -> None:
    """METHOD:CANCEL takes back what another calendar of the file says."""
    assert read(ics(ONE + TIMES, head="METHOD:CANCEL")) == ()
    newer = ONE.replace("SEQUENCE:1", "SEQUENCE:2")
    assert read(ics(ONE + TIMES) + ics(newer, head="METHOD:CANCEL")) == ()


def test_versions_without_a_readable_number_are_an_error() -> None:
    """One event may have any SEQUENCE; of two versions it must say which is newer."""
    assert brief(read(ics(ONE.replace("SEQUENCE:1", "SEQUENCE:x") + TIMES))) == [(A1.id, "gh")]
    (fault,) = faults(ics(ONE + TIMES, GONE.replace("SEQUENCE:1", "SEQUENCE:x") + TIMES))
    assert "has versions that differ (lines 3, 11)" in fault
