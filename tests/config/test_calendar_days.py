"""Days in calendars: what is a day, the last one of a series, exceptions, and events of no length.

Ada lives in London, where December has the times of UTC.
"""

from pathlib import Path

import pytest
from calendar_cases import OWN, ZONED, calendar, event, read, remarks, spans

BERLIN = "X-WR-TIMEZONE:Europe/Berlin\n"
NEW_YORK = "X-WR-TIMEZONE:America/New_York\n"


def days(folder: Path, lines: str, head: str = "", toml: str = OWN) -> str:
    """Return the days of December 2026 that begin an absence; nothing else may be read or said."""
    rotation = read(folder, calendar(event(lines), head=head), toml)
    assert remarks(rotation) == ""
    assert all(t.wording.startswith("on 2026-12-") for t in rotation.time_off)
    return " ".join(str(int(t.wording[-2:])) for t in rotation.time_off)


DAYS = {
    "VALUE=DATE with a TZID": (
        "DTSTART;TZID={0};VALUE=DATE:20261208\nDTEND;TZID={0};VALUE=DATE:20261210"
    ),
    "eight digits with a TZID": "DTSTART;TZID={0}:20261208\nDTEND;TZID={0}:20261210",
    "in small letters": "dtstart;tzid={0};value=date:20261208\ndtend;tzid={0};value=date:20261210",
    "with quotes": 'DTSTART;VALUE="DATE";TZID="{0}":20261208\nDTEND;TZID="{0}":20261210',
    "a day called a time": "DTSTART;VALUE=DATE-TIME:20261208\nDTEND;VALUE=DATE-TIME:20261210",
    "a time called a day": (
        "DTSTART;TZID={0};VALUE=DATE:20261208T000000\nDTEND;TZID={0};VALUE=DATE:20261210T000000Z"
    ),
    "a length in days": "DTSTART;TZID={0};VALUE=DATE:20261208\nDURATION:P2D",
}


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "america/new_york", "Nowhere"])
@pytest.mark.parametrize("case", DAYS)
def test_a_day_is_a_day_whatever_zone_stands_beside_it(
    tmp_path: Path, case: str, zone: str
) -> None:
    """Eight digits, or VALUE=DATE, are a day of the person; a TZID is ignored, known or not."""
    rotation = read(tmp_path, calendar(event(DAYS[case].format(zone))))
    assert spans(rotation) == ["ada 12-08T00:00 12-10T00:00"]
    assert remarks(rotation) == ""


def test_a_zone_written_by_a_php_library_moves_no_day(tmp_path: Path) -> None:
    """A whole day in a zone that the file defines in its own way, with the end at its start."""
    zone = (
        "BEGIN:VTIMEZONE\nTZID:europe/vienna\nBEGIN:DAYLIGHT\nDTSTART:20260329T020000Z\n"
        "TZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nEND:DAYLIGHT\nBEGIN:STANDARD\n"
        "DTSTART:20261025T030000Z\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nEND:STANDARD\n"
        "END:VTIMEZONE"
    )
    lines = (
        "DTSTART;TZID=europe/vienna;VALUE=DATE:20261208\n"
        "DTEND;TZID=europe/vienna;VALUE=DATE:20261208"
    )
    rotation = read(tmp_path, calendar(zone, event(lines)))
    assert spans(rotation) == ["ada 12-08T00:00 12-09T00:00"]
    assert remarks(rotation) == ""


def test_a_time_in_utc_ignores_a_zone_beside_it(tmp_path: Path) -> None:
    """RFC 5545 section 3.2.19: a TZID is not applied to times in UTC."""
    lines = "DTSTART;TZID=Asia/Tokyo:20261208T100000Z\nDTEND;TZID=Asia/Tokyo:20261208T110000Z"
    assert spans(read(tmp_path, calendar(event(lines)))) == ["ada 12-08T10:00 12-08T11:00"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("DTSTART:20261208T090000Z\nDTEND;VALUE=DATE:20261208", "12-08T09:00 12-09T00:00"),
        ("DTSTART:20261208T090000Z\nDTEND;VALUE=DATE:20261210", "12-08T09:00 12-10T00:00"),
        ("DTSTART;VALUE=DATE:20261208\nDTEND:20261210T000000", "12-08T00:00 12-10T00:00"),
        (
            "DTSTART;TZID=Asia/Tokyo:20261208T090000\nDTEND:20261208T170000",
            "12-08T00:00 12-08T08:00",
        ),
    ],
)
def test_days_and_times_together(tmp_path: Path, lines: str, expected: str) -> None:
    """A day ends where it says, the day of the start included; an end shares its start's clock."""
    assert spans(read(tmp_path, calendar(event(lines)))) == [f"ada {expected}"]


# -- the last day of a series ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("until", "head", "last"),
    [
        ("20261210", "", 10),
        ("20261210T000000Z", "", 10),
        ("20261210T235959Z", "", 10),
        ("20261210T000000Z", NEW_YORK, 10),
        ("20261210T235959Z", BERLIN, 10),
        ("20261209T230000Z", "", 9),
        ("20261209T230000Z", BERLIN, 10),
        ("20261210T040000Z", NEW_YORK, 9),
        ("20261210T050000Z", NEW_YORK, 10),
        ("20261210T120000", NEW_YORK, 10),
        ("20261210T000000", BERLIN, 10),
    ],
)
def test_the_last_day_of_whole_days(tmp_path: Path, until: str, head: str, last: int) -> None:
    """UNTIL is inclusive; in UTC it is the written day at its ends, else that of the calendar."""
    lines = f"DTSTART;VALUE=DATE:20261208\nRRULE:FREQ=DAILY;UNTIL={until}"
    assert days(tmp_path, lines, head) == " ".join(map(str, range(8, last + 1)))


def test_the_only_zone_of_a_calendar_is_where_its_days_are(tmp_path: Path) -> None:
    """Exchange writes the last day as local midnight; its only VTIMEZONE says where."""
    until = "DTSTART;VALUE=DATE:20261208\nRRULE:FREQ=DAILY;UNTIL=20261209T230000Z\n"
    exceptions = ("", "EXDATE:20261209T000000", "EXDATE;TZID=Mine:20261209T000000")
    exceptions = (*exceptions, "EXDATE:20261208T230000Z")
    zone = ZONED.format(name="Mine", offset="+0100")
    events = [event(until + lines, uid=f"{n}@x") for n, lines in enumerate(exceptions)]
    read_days = [
        [int(t.wording[-2:]) for t in read(tmp_path, calendar(zone, body)).time_off]
        for body in events
    ]
    assert read_days == [[8, 9, 10], [8, 10], [8, 10], [8, 10]]
    # Of two zones none is the calendar's: then the person's counts.
    other = ZONED.format(name="Other", offset="-0500")
    assert [t.wording for t in read(tmp_path, calendar(zone, other, events[0])).time_off] == [
        "on 2026-12-08",
        "on 2026-12-09",
    ]


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("20261210", 10),
        ("20261210T100000Z", 10),
        ("20261210T095959Z", 9),
        ("20261210T190000", 10),
        ("20261210T185959", 9),
        ("20261209T235959Z", 9),
    ],
)
def test_the_last_day_of_timed_events(tmp_path: Path, until: str, last: int) -> None:
    """A day means its end in the zone of DTSTART; a time without zone is on that clock."""
    lines = (
        f"DTSTART;TZID=Asia/Tokyo:20261208T190000\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL={until}"
    )
    rotation = read(tmp_path, calendar(event(lines)))
    assert [t.start.day for t in rotation.time_off] == list(range(8, last + 1))
    assert remarks(rotation) == ""


def test_the_last_day_of_times_without_zone(tmp_path: Path) -> None:
    """A bare day is the last one; a UTC time is converted to the calendar's clock."""
    for until in ("20261210", "20261210T150000Z"):
        lines = f"DTSTART:20261208T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL={until}"
        rotation = read(tmp_path, calendar(event(lines), head=NEW_YORK))
        assert [t.start.day for t in rotation.time_off] == [8, 9, 10]


# -- exceptions and moved instances ---------------------------------------------------------------

TIMED = "DTSTART;TZID=Europe/Berlin:20261208T100000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=4\n"


@pytest.mark.parametrize(
    ("exception", "left"),
    [
        ("EXDATE;TZID=Europe/Berlin:20261209T100000", [8, 10, 11]),
        ("EXDATE:20261209T090000Z", [8, 10, 11]),
        ("EXDATE;TZID=Asia/Tokyo:20261209T180000", [8, 10, 11]),
        ("EXDATE:20261209T100000", [8, 10, 11]),
        ("EXDATE;VALUE=DATE:20261209", [8, 10, 11]),
        ("EXDATE;TZID=Asia/Tokyo:20261209", [8, 10, 11]),
        ("EXDATE;TZID=Europe/Berlin:20261209T110000", [8, 9, 10, 11]),
        ("EXDATE:20261209T100000Z", [8, 9, 10, 11]),
        ("EXDATE;TZID=Asia/Tokyo:20261209T100000", [8, 9, 10, 11]),
        ("EXDATE:20261209T090000Z,20261211T090000Z", [8, 10]),
    ],
)
def test_an_exception_of_timed_events(tmp_path: Path, exception: str, left: list[int]) -> None:
    """It takes out the same instant, in whatever zone, or all of a day; nothing else."""
    rotation = read(tmp_path, calendar(event(TIMED + exception)))
    assert [t.start.day for t in rotation.time_off] == left
    assert remarks(rotation) == ""


def test_a_day_takes_out_every_time_on_it(tmp_path: Path) -> None:
    """The day is one of DTSTART's zone: three of five hours are on 9 December in Tokyo."""
    lines = (
        "DTSTART;TZID=Asia/Tokyo:20261208T220000\nDURATION:PT10M\nRRULE:FREQ=HOURLY;COUNT=5\n"
        "EXDATE;VALUE=DATE:20261209"
    )
    assert spans(read(tmp_path, calendar(event(lines)))) == [
        "ada 12-08T13:00 12-08T13:10",
        "ada 12-08T14:00 12-08T14:10",
    ]


@pytest.mark.parametrize(
    ("exception", "head", "left"),
    [
        ("EXDATE;VALUE=DATE:20261209", "", "8 10"),
        ("EXDATE;TZID=Asia/Tokyo:20261209", "", "8 10"),
        ("EXDATE:20261209T000000", "", "8 10"),
        ("EXDATE;TZID=Asia/Tokyo:20261209T000000", "", "8 10"),
        ("EXDATE:20261209T000000Z", "", "8 10"),
        ("EXDATE:20261208T230000Z", "", "9 10"),
        ("EXDATE:20261208T230000Z", BERLIN, "8 10"),
        ("EXDATE;TZID=UTC:20261208T230000", BERLIN, "8 10"),
        ("EXDATE:20261209T000000Z", NEW_YORK, "9 10"),
        ("EXDATE:20261209T050000Z", NEW_YORK, "8 10"),
    ],
)
def test_an_exception_of_whole_days(tmp_path: Path, exception: str, head: str, left: str) -> None:
    """It is the day as written, and in UTC the day it is in the calendar's zone."""
    lines = f"DTSTART;VALUE=DATE:20261208\nRRULE:FREQ=DAILY;COUNT=3\n{exception}"
    assert days(tmp_path, lines, head) == left


@pytest.mark.parametrize(
    ("instance", "left"),
    [
        ("RECURRENCE-ID:20261209T090000Z", [8, 10, 11, 20]),
        ("RECURRENCE-ID;TZID=Asia/Tokyo:20261209T180000", [8, 10, 11, 20]),
        ("RECURRENCE-ID:20261209T100000", [8, 10, 11, 20]),
        ("RECURRENCE-ID;VALUE=DATE:20261209", [8, 10, 11, 20]),
        ("RECURRENCE-ID;TZID=Europe/Berlin:20261209T110000", [8, 9, 10, 11, 20]),
    ],
)
def test_a_moved_instance_is_found_by_its_instant(
    tmp_path: Path, instance: str, left: list[int]
) -> None:
    """In whatever zone it is written, and not by what a clock elsewhere shows."""
    moved = event(f"{instance}\nDTSTART:20261220T090000Z\nDURATION:PT1H")
    rotation = read(tmp_path, calendar(event(TIMED), moved))
    assert [t.start.day for t in rotation.time_off] == left


@pytest.mark.parametrize(
    ("instance", "head"),
    [
        ("RECURRENCE-ID;TZID=Asia/Tokyo:20261209", ""),
        ("RECURRENCE-ID:20261209T000000", NEW_YORK),
        ("RECURRENCE-ID:20261208T230000Z", BERLIN),
    ],
)
def test_a_moved_day_is_found_by_its_day(tmp_path: Path, instance: str, head: str) -> None:
    """Of whole days, the day is what counts: as written, or in the calendar's zone."""
    days = event("DTSTART;VALUE=DATE:20261208\nRRULE:FREQ=DAILY;COUNT=3")
    moved = event(f"{instance}\nDTSTART;VALUE=DATE:20261220")
    rotation = read(tmp_path, calendar(days, moved, head=head))
    assert [int(t.wording[-2:]) for t in rotation.time_off] == [8, 10, 20]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("DTSTART;VALUE=DATE:20261208\nRDATE;TZID=Asia/Tokyo:20261210,20261212", "8 10 12"),
        ("DTSTART;VALUE=DATE:20261208\nRDATE;VALUE=DATE:20261210\nRDATE:20261212", "8 10 12"),
        ("DTSTART;VALUE=DATE:20261208\nRDATE:20261210T100000", "8 10"),
    ],
)
def test_added_days(tmp_path: Path, lines: str, expected: str) -> None:
    """RDATE adds days to whole days, however they are written."""
    assert days(tmp_path, lines) == expected


def test_an_added_day_is_whole(tmp_path: Path) -> None:
    """A day that is added to a timed event is away from midnight to midnight."""
    lines = "DTSTART:20261208T100000Z\nDURATION:PT1H\nRDATE;VALUE=DATE:20261210"
    assert spans(read(tmp_path, calendar(event(lines)))) == [
        "ada 12-08T10:00 12-08T11:00",
        "ada 12-10T00:00 12-11T00:00",
    ]


# -- events of no length --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lines",
    [
        "DTSTART:20261208T000000\nDTEND:20261208T000000\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
        "DTSTART:20261208T000000\nX-MICROSOFT-MSNCALENDAR-ALLDAYEVENT:true",
        "DTSTART:20261208T000000Z\nDURATION:PT0S\nX-FUNAMBOL-ALLDAY:1",
        "DTSTART;TZID=Asia/Tokyo:20261208T000000\nDTEND;TZID=Asia/Tokyo:20261208T000000\n"
        "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
        "DTSTART;VALUE=DATE:20261208\nDURATION:PT0S",
        "DTSTART;VALUE=DATE:20261208\nDURATION:-P0D",
        "DTSTART;VALUE=DATE:20261208\nDURATION:PT8H",
        "DTSTART;VALUE=DATE:20261208\nDTEND:20261208T000000",
    ],
)
def test_a_day_of_no_length_is_a_day(tmp_path: Path, lines: str) -> None:
    """With a mark that it lasts all day, or as a day, an event of no length takes the day."""
    assert days(tmp_path, lines) == "8"


def test_days_of_no_length_repeat(tmp_path: Path) -> None:
    """Each occurrence of an all-day event of no length is a day."""
    lines = (
        "DTSTART:20261208T000000\nDTEND:20261208T000000\nRRULE:FREQ=DAILY;COUNT=2\n"
        "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"
    )
    assert days(tmp_path, lines) == "8 9"


@pytest.mark.parametrize(
    ("lines", "head"),
    [
        ("DTSTART:20261208T000000\nDTEND:20261208T000000", ""),
        ("DTSTART:20261208T000000", ""),
        ("DTSTART:20261208T000000Z\nDURATION:PT0S", ""),
        ("DTSTART:20261207T230000Z\nDTEND:20261207T230000Z", BERLIN),
        ("DTSTART;TZID=Asia/Tokyo:20261208T000000", ""),
        ("DTSTART:20261208T000000\nX-MICROSOFT-CDO-ALLDAYEVENT:FALSE", ""),
    ],
)
def test_midnight_of_no_length_is_reported(tmp_path: Path, lines: str, head: str) -> None:
    """Without a mark nothing says that a whole day is meant: it is left out, and said so."""
    rotation = read(tmp_path, calendar(event(lines), head=head))
    assert rotation.time_off == ()
    assert "'Away' starts and ends at midnight" in remarks(rotation)
    assert ": left out; make it an all-day event" in remarks(rotation)


def test_a_reminder_is_no_absence(tmp_path: Path) -> None:
    """An event of no length at another time is a reminder, as every calendar shows it."""
    rotation = read(tmp_path, calendar(event("DTSTART:20261208T100000Z\nDTEND:20261208T100000Z")))
    assert (rotation.time_off, remarks(rotation)) == ((), "")
