"""Calendars of time off: the tables of what is read how, and files that were made to hurt."""

from pathlib import Path

import pytest
from calendar_cases import GOOD, OWN, START, ZONED, calendar, event, read, remarks, spans

from rotation.config import load
from rotation.errors import BadInput

CASES = {
    "all-day, end exclusive": (
        event("DTSTART;VALUE=DATE:20260701\nDTEND;VALUE=DATE:20260703"),
        ["ada 06-30T23:00 07-02T23:00"],
    ),
    "all-day without end": (event("DTSTART;VALUE=DATE:20260701"), ["ada 06-30T23:00 07-01T23:00"]),
    "all-day, end is start": (
        event("DTSTART;VALUE=DATE:20260701\nDTEND;VALUE=DATE:20260701"),
        ["ada 06-30T23:00 07-01T23:00"],
    ),
    "an instant": (event("DTSTART:20260701T100000Z"), []),
    "nominal days": (
        event("DTSTART;TZID=America/New_York:20260307T120000\nDURATION:P1D"),
        ["ada 03-07T17:00 03-08T16:00"],
    ),
    "exact hours": (
        event("DTSTART;TZID=America/New_York:20260307T120000\nDURATION:PT23H"),
        ["ada 03-07T17:00 03-08T16:00"],
    ),
    "exact hours, repeated": (
        event(
            "DTSTART;TZID=America/New_York:20260306T120000\nDURATION:PT30H\nRRULE:FREQ=DAILY;COUNT=2"
        ),
        ["ada 03-06T17:00 03-07T23:00", "ada 03-07T17:00 03-08T23:00"],
    ),
    "floating": (
        event("DTSTART:20260701T100000\nDTEND:20260701T110000"),
        ["ada 07-01T09:00 07-01T10:00"],
    ),
    "IANA": (
        event("DTSTART;TZID=Asia/Tokyo:20260701T100000\nDTEND;TZID=Asia/Tokyo:20260701T110000"),
        ["ada 07-01T01:00 07-01T02:00"],
    ),
    "IANA, redefined": (
        ZONED.format(name="Asia/Tokyo", offset="-0800")
        + event("DTSTART;TZID=Asia/Tokyo:20260701T100000\nDTEND;TZID=Asia/Tokyo:20260701T110000"),
        ["ada 07-01T01:00 07-01T02:00"],
    ),
    "a zone of the file": (
        ZONED.format(name="Customized Time Zone", offset="-0300")
        + event("DTSTART;TZID=Customized Time Zone:20260701T100000\nDURATION:PT1H"),
        ["ada 07-01T13:00 07-01T14:00"],
    ),
    "Outlook's own": (
        ZONED.format(name="tzone://Microsoft/Custom", offset="+0200")
        + event('DTSTART;TZID="tzone://Microsoft/Custom":20260701T100000\nDURATION:PT1H'),
        ["ada 07-01T08:00 07-01T09:00"],
    ),
    "a Windows name": (
        event("DTSTART;TZID=W. Europe Standard Time:20260701T100000\nDURATION:PT1H"),
        ["ada 07-01T08:00 07-01T09:00"],
    ),
    "clock jumps over it": (
        event("DTSTART;TZID=America/New_York:20260308T023000\nDURATION:PT1H"),
        ["ada 03-08T07:30 03-08T08:30"],
    ),
    "clock comes twice": (
        event("DTSTART;TZID=America/New_York:20261101T013000\nDURATION:PT1H"),
        ["ada 11-01T05:30 11-01T06:30"],
    ),
    "a day up to a time": (
        event("DTSTART;VALUE=DATE:20260701\nDTEND:20260702T100000Z"),
        ["ada 06-30T23:00 07-02T10:00"],
    ),
    "end before length": (
        event("DTSTART:20260701T100000Z\nDTEND:20260701T110000Z\nDURATION:PT5H"),
        ["ada 07-01T10:00 07-01T11:00"],
    ),
    "weekly, with an exception, moved and cancelled ones": (
        event(
            "DTSTART:20260701T100000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=5\n"
            "EXDATE:20260708T100000Z"
        )
        + "\n"
        + event("RECURRENCE-ID:20260715T100000Z\nDTSTART:20260716T120000Z\nDURATION:PT2H")
        + "\n"
        + event(
            "RECURRENCE-ID:20260722T100000Z\nDTSTART:20260722T100000Z\nDURATION:PT1H\n"
            "STATUS:CANCELLED"
        ),
        [
            "ada 07-01T10:00 07-01T11:00",
            "ada 07-16T12:00 07-16T14:00",
            "ada 07-29T10:00 07-29T11:00",
        ],
    ),
    "this and future": (
        event("DTSTART:20260701T100000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=3")
        + "\n"
        + event(
            "RECURRENCE-ID;RANGE=THISANDFUTURE:20260708T100000Z\n"
            "DTSTART:20260708T120000Z\nDTEND:20260708T150000Z"
        ),
        [
            "ada 07-01T10:00 07-01T11:00",
            "ada 07-08T12:00 07-08T15:00",
            "ada 07-15T12:00 07-15T15:00",
        ],
    ),
    "a period added": (
        event(
            "DTSTART:20260701T100000Z\nDTEND:20260701T110000Z\n"
            "RDATE;VALUE=PERIOD:20260705T100000Z/PT3H"
        ),
        ["ada 07-01T10:00 07-01T11:00", "ada 07-05T10:00 07-05T13:00"],
    ),
    "Google free/busy: instances without master": (
        event("RECURRENCE-ID:20260701T100000Z\nDTSTART:20260701T100000Z\nDURATION:PT1H", "Busy")
        + "\n"
        + event("RECURRENCE-ID:20260708T100000Z\nDTSTART:20260708T100000Z\nDURATION:PT1H", "Busy"),
        ["ada 07-01T10:00 07-01T11:00", "ada 07-08T10:00 07-08T11:00"],
    ),
    "UNTIL a day": (
        event("DTSTART:20260701T100000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL=20260703"),
        [f"ada 07-0{day}T10:00 07-0{day}T11:00" for day in (1, 2, 3)],
    ),
    "cancelled": (event("DTSTART:20260701T100000Z\nDURATION:PT1H\nSTATUS:CANCELLED"), []),
    "declined": (
        event(
            "DTSTART:20260701T100000Z\nDURATION:PT1H\n"
            "ATTENDEE;PARTSTAT=DECLINED:mailto:Ada@example.com"
        ),
        [],
    ),
    "free is away": (
        event("DTSTART:20260701T100000Z\nDURATION:PT1H\nTRANSP:TRANSPARENT"),
        ["ada 07-01T10:00 07-01T11:00"],
    ),
    "VFREEBUSY": (
        "BEGIN:VFREEBUSY\nFREEBUSY;FBTYPE=BUSY:20260701T100000Z/20260701T110000Z,"
        "20260702T100000Z/PT1H\nFREEBUSY;FBTYPE=FREE:20260703T100000Z/PT1H\n"
        "FREEBUSY;FBTYPE=X-WORKINGELSEWHERE:20260703T150000Z/PT1H\n"
        "FREEBUSY:20260704T100000Z/PT1H\nEND:VFREEBUSY",
        [
            "ada 07-01T10:00 07-01T11:00",
            "ada 07-02T10:00 07-02T11:00",
            "ada 07-04T10:00 07-04T11:00",
        ],
    ),
    "a newer version of one UID": (
        event("DTSTART:20260701T100000Z\nDURATION:PT1H\nSEQUENCE:2")
        + "\n"
        + event("DTSTART:20260702T100000Z\nDURATION:PT1H\nSEQUENCE:1"),
        ["ada 07-01T10:00 07-01T11:00"],
    ),
    "alarms and links": (
        event(
            "DTSTART:20260701T100000Z\nDURATION:PT1H\nATTACH:file:///etc/passwd\nBEGIN:VALARM\n"
            "ACTION:AUDIO\nTRIGGER:-PT1M\nREPEAT:2147483647\nDURATION:PT1S\nEND:VALARM"
        ),
        ["ada 07-01T10:00 07-01T11:00"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_taken_as_what(tmp_path: Path, case: str) -> None:
    """Each row of the table of docs/time-off-calendars.md holds, without a remark."""
    body, expected = CASES[case]
    rotation = read(tmp_path, calendar(body))
    assert spans(rotation) == expected
    assert remarks(rotation) == ""


LOUD = {
    "unknown zone": (
        event("DTSTART;TZID=Nowhere:20260701T100000\nDTEND;TZID=Nowhere:20260701T110000"),
        ["ada 07-01T09:00 07-01T10:00"],
        "unknown time zone 'Nowhere'; it is read in the person's own zone",
    ),
    "a zone that is a path": (
        event("DTSTART;TZID=../../etc/passwd:20260701T100000\nDURATION:PT1H"),
        ["ada 07-01T09:00 07-01T10:00"],
        "unknown time zone '../../etc/passwd'",
    ),
    "one UID, two events": (
        event("DTSTART:20260701T100000Z\nDURATION:PT1H")
        + "\n"
        + event("DTSTART:20260702T100000Z\nDURATION:PT1H"),
        ["ada 07-01T10:00 07-01T11:00", "ada 07-02T10:00 07-02T11:00"],
        "shares its UID with others (lines 4, 11); all are read",
    ),
    "an exception nobody can read": (
        event("DTSTART:20260701T100000Z\nDURATION:PT1H\nEXDATE:soon"),
        ["ada 07-01T10:00 07-01T11:00"],
        "EXDATE that cannot be read",
    ),
    "INTERVAL=0": (
        event("DTSTART:20260701T100000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;INTERVAL=0"),
        ["ada 07-01T10:00 07-01T11:00"],
        "RRULE that cannot be read; only its start is read",
    ),
    "no frequency": (
        event("DTSTART:20260701T100000Z\nDURATION:PT1H\nRRULE:FREQ=OFTEN"),
        ["ada 07-01T10:00 07-01T11:00"],
        "RRULE that cannot be read; only its start is read",
    ),
    "COUNT and UNTIL": (
        event(
            "DTSTART:20260701T100000Z\nDURATION:PT1H\n"
            "RRULE:FREQ=DAILY;COUNT=3;UNTIL=20260702T100000Z"
        ),
        ["ada 07-01T10:00 07-01T11:00", "ada 07-02T10:00 07-02T11:00"],
        "both COUNT and UNTIL; it is read up to the earlier end",
    ),
    "a broken length": (
        event("DTSTART;VALUE=DATE:20260701\nDURATION:banana"),
        ["ada 06-30T23:00 07-01T23:00"],
        "DURATION that cannot be read",
    ),
    "an overflow": (
        event("DTSTART;VALUE=DATE:20260701\nDURATION:P99999999999D"),
        ["ada 06-30T23:00 07-01T23:00"],
        "DURATION that cannot be read",
    ),
}


@pytest.mark.parametrize("case", LOUD)
def test_what_is_read_with_a_remark(tmp_path: Path, case: str) -> None:
    """What is read otherwise than written is read, and said."""
    body, expected, message = LOUD[case]
    rotation = read(tmp_path, calendar(body))
    assert spans(rotation) == expected
    assert message in remarks(rotation)
    assert "left out" not in remarks(rotation)


LEFT_OUT = {
    "every second": (START + "RRULE:FREQ=SECONDLY", "repeats secondly"),
    "every minute": (START + "RRULE:FREQ=MINUTELY;COUNT=2", "repeats minutely"),
    "a huge COUNT": (START + "RRULE:FREQ=DAILY;COUNT=999999999", "repeats 999,999,999 times"),
    "hourly since 1970": (
        "DTSTART:19700101T100000Z\nDURATION:PT1M\nRRULE:FREQ=HOURLY",
        "counted from its start",
    ),
    "hourly": (START + "RRULE:FREQ=HOURLY", "more than the 5,000 occurrences"),
    "every second of a day": (
        START
        + "RRULE:FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=1,2,3,4,5,6,7,8,9;BYSECOND=1,2,3,4,5,6,7,8,9",
        "counted from its start",
    ),
    "hours that never come": (
        START + "RRULE:FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5",
        "days that may never come",
    ),
    "30 February": (START + "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "may never come"),
    "Mondays are not Tuesdays": (START + "RRULE:FREQ=DAILY;INTERVAL=7;BYDAY=TU", "never"),
    "ends before it starts": (
        "DTSTART:20260701T100000Z\nDTEND:20260701T090000Z",
        "ends before it starts",
    ),
    "negative length": ("DTSTART:20260701T100000Z\nDURATION:-PT1H", "ends before it starts"),
    "a huge length": ("DTSTART:20260701T100000Z\nDURATION:P9000D", "longer than 400 days"),
    "the year 9999": ("DTSTART;VALUE=DATE:99991231", "can hold"),
    "the year 1899": ("DTSTART;VALUE=DATE:18991231", "outside the years 1900 to 2200"),
    "the year 2201": ("DTSTART;VALUE=DATE:22010101", "outside the years 1900 to 2200"),
    "an instance of 1899": (START + "RECURRENCE-ID:18991231T000000Z", "no readable RECURRENCE-ID"),
    "an instance of 2201": (START + "RECURRENCE-ID:22010101T000000Z", "no readable RECURRENCE-ID"),
    "the year 1600": ("DTSTART;VALUE=DATE:16001231", "outside the years 1900 to 2200"),
    "30 February, once": ("DTSTART;VALUE=DATE:20260230", "no readable DTSTART"),
    "no day": ("DTSTART;VALUE=DATE:00000000", "no readable DTSTART"),
    "dashes": ("DTSTART:2026-07-01T10:00:00Z", "no readable DTSTART"),
    "24:00": ("DTSTART:20260701T240000Z", "no readable DTSTART"),
    "no start": ("DTEND:20260701T100000Z", "has no start"),
    "an instance of no time": (START + "RECURRENCE-ID:then", "no readable RECURRENCE-ID"),
}


@pytest.mark.parametrize("case", LEFT_OUT)
def test_what_is_left_out_is_named(tmp_path: Path, case: str) -> None:
    """An event that cannot be read is named with file, line, title and reason; others stay."""
    lines, message = LEFT_OUT[case]
    rotation = read(tmp_path, calendar(event(lines, "Bad"), GOOD))
    assert spans(rotation) == ["ada 12-21T00:00 12-24T00:00"]
    (remark,) = rotation.remarks
    assert remark.place == "ada.ics:4: VEVENT"
    assert remark.what.startswith("'Bad' ")
    assert message in remark.what
    assert remark.what.endswith(": left out")


@pytest.mark.parametrize(
    "lines",
    [
        "DTSTART;VALUE=DATE:19000101",
        "DTSTART;VALUE=DATE:22001230",
        START + "EXDATE:19000101T000000Z\nRRULE:FREQ=DAILY;COUNT=2",
        START + "EXDATE:22001231T000000Z\nRRULE:FREQ=DAILY;COUNT=2",
    ],
)
def test_the_first_and_the_last_year_are_read(tmp_path: Path, lines: str) -> None:
    """1900 and 2200 are years like the others, for events and for what belongs to a series."""
    assert read(tmp_path, calendar(event(lines), GOOD)).remarks == ()


REFUSED = {
    "UTF-16": (calendar(GOOD).decode().encode("utf-16"), "UTF-16"),
    "NUL": (calendar(GOOD.replace("Good", "Go\0d")), "NUL"),
    "a sign-in page": (b"<!doctype html>", "not a calendar (a sign-in page?)"),
    "empty": (b"", "not a calendar"),
    "no end of the event": (calendar(GOOD.replace("\nEND:VEVENT", "")), "cut off"),
    "no end at all": (calendar(GOOD)[:150], "cut off"),
    "crossed": (calendar("BEGIN:VEVENT\nBEGIN:VALARM\nEND:VEVENT\nEND:VALARM"), "cut off"),
    "nested": (calendar("BEGIN:VEVENT\n" * 20000), "cut off"),
    "too large": (calendar(event("DESCRIPTION:" + "x" * 5_000_000)), "larger than"),
    "too many": (calendar("BEGIN:VEVENT\nEND:VEVENT\n" * 10_001), "more than the 10,000 events"),
    "an odd offset": (calendar(ZONED.format(name="Z", offset="+9999"), GOOD), "cannot be read"),
    "clocks that always change": (
        calendar(ZONED.format(name="Z", offset="+0100").replace("YEARLY", "SECONDLY"), GOOD),
        "do not change once a year",
    ),
    "a month that no year has": (
        calendar(
            ZONED.format(name="Z", offset="+0100").replace("YEARLY", "YEARLY;BYMONTH=31"), GOOD
        ),
        "do not change once a year",
    ),
    "very many zones": (
        calendar(*(ZONED.format(name=f"Z{n}", offset="+0100") for n in range(201)), GOOD),
        "more than 200 changes",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_calendar_is_refused(tmp_path: Path, case: str) -> None:
    """A file that may have lost events is bad input, never zero events."""
    data, message = REFUSED[case]
    with pytest.raises(BadInput) as caught:
        read(tmp_path, data)
    assert len(caught.value.faults) == 1
    assert message in str(caught.value)
    assert "ada.ics" in str(caught.value)


@pytest.mark.parametrize(
    "data",
    [
        calendar(GOOD).replace(b"Good", b"Zo\xeb"),
        calendar(GOOD).replace(b"Good", b"Zo\xff\xfe"),
        calendar(GOOD).replace(b"Good", b"Zo\xc3\r\n \xab"),
    ],
)
def test_wrong_letters_are_read_with_one_warning(tmp_path: Path, data: bytes) -> None:
    """Latin-1, bad UTF-8 and folds inside a character cost letters of titles, no absences."""
    rotation = read(tmp_path, data)
    assert spans(rotation) == ["ada 12-21T00:00 12-24T00:00"]
    assert remarks(rotation).count("not all UTF-8") == len(rotation.remarks) == 1


def test_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    """A byte order mark and 200,000 empty lines change nothing."""
    rotation = read(tmp_path, b"\xef\xbb\xbf" + calendar(GOOD) + b"\n" * 200_000)
    assert spans(rotation) == ["ada 12-21T00:00 12-24T00:00"]
    assert rotation.remarks == ()


def test_one_outlooks_zone_is_not_anothers(tmp_path: Path) -> None:
    """Two "Customized Time Zone" in one process each keep their own rules."""
    lines = "DTSTART;TZID=Customized Time Zone:20260701T090000\nDURATION:PT1H"
    files = [
        calendar(ZONED.format(name="Customized Time Zone", offset=offset), event(lines))
        for offset in ("-0400", "+0200")
    ]
    assert [spans(read(tmp_path, data))[0] for data in files] == [
        "ada 07-01T13:00 07-01T14:00",
        "ada 07-01T07:00 07-01T08:00",
    ]


def test_floating_times_follow_the_calendars_zone(tmp_path: Path) -> None:
    """X-WR-TIMEZONE is the zone of floating times, and not of whole days."""
    floating = event("DTSTART:20260701T100000\nDURATION:PT1H", uid="f@x")
    rotation = read(tmp_path, calendar(floating, GOOD, head="X-WR-TIMEZONE:Asia/Tokyo\n"))
    assert spans(rotation) == ["ada 07-01T01:00 07-01T02:00", "ada 12-21T00:00 12-24T00:00"]


def test_free_time_can_be_skipped(tmp_path: Path) -> None:
    """`time_off_skips_free` skips what is free, Outlook's word before the standard's."""
    free = event("DTSTART;VALUE=DATE:20260701\nTRANSP:TRANSPARENT", uid="1@x")
    oof = event(
        "DTSTART;VALUE=DATE:20260801\nTRANSP:TRANSPARENT\nX-MICROSOFT-CDO-BUSYSTATUS:OOF", uid="2@x"
    )
    toml = OWN.replace('"ada.ics"\n', '"ada.ics"\ntime_off_skips_free = true\n')
    (tmp_path / "ada.ics").write_bytes(calendar(free, oof))
    (tmp_path / "rotation.toml").write_text(toml, encoding="utf-8")
    assert spans(load(tmp_path)) == ["ada 07-31T23:00 08-01T23:00"]


def test_messages_say_the_interval_and_not_the_title(tmp_path: Path) -> None:
    """A title is private: it is in the note, and one line whatever it holds."""
    timed = event("DTSTART:20260701T100000Z\nDURATION:PT2H", "Doc\\nBEGIN:VEVENT", "t@x")
    rotation = read(tmp_path, calendar(timed, GOOD))
    first, second = rotation.time_off
    assert (first.wording, first.note) == ("2026-07-01 11:00 to 13:00", "Doc BEGIN:VEVENT")
    assert (second.wording, str(second.source)) == ("2026-12-21 to 2026-12-23", "ada.ics:11")
