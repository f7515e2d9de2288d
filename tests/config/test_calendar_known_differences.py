"""Calendars of which a second library makes something else, with both answers and the reason.

The first ones show what `test_calendar_second_library` corrects in generated calendars; the others
hold what the second library refuses or does not know.
"""

import pytest
from calendar_cases import ZONED, calendar, event
from ical.exceptions import CalendarParseError
from second_library import brief, ours, second_reading, spans_of
from test_calendar_second_library import DIFFERENCES

from rotation.model.settings import RotationData

BERLIN = "DTSTART;TZID=Europe/Berlin:"
SERIES = event(f"{BERLIN}20261020T100000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3")
DAY = "DTSTART;VALUE=DATE:20261210\n"
DAYS = event(f"{DAY}RRULE:FREQ=DAILY;UNTIL=20261211T230000Z")
MINE = ZONED.format(name="Mine", offset="+0100")
REFUSED = None

KNOWN: dict[str, tuple[bytes, list[str], list[str] | None]] = {
    "exact_hours: 30 hours are 30 hours": (
        calendar(event(f"{BERLIN}20261024T100000\nDURATION:PT30H")),
        ["10-24T08:00 10-25T14:00"],
        ["10-24T08:00 10-25T15:00"],
    ),
    "own_start: DTSTART counts beside its rule": (
        calendar(
            event("DTSTART:20261202T100000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=1")
        ),
        ["12-02T10:00 12-02T11:00", "12-07T10:00 12-07T11:00"],
        ["12-07T10:00 12-07T11:00"],
    ),
    "own_start: DTSTART counts beside added dates": (
        calendar(event(f"{DAY}RDATE;VALUE=DATE:20261224")),
        ["12-10T00:00 12-11T00:00", "12-24T00:00 12-25T00:00"],
        ["12-24T00:00 12-25T00:00"],
    ),
    "single_exception: an event that happens once may be excepted": (
        calendar(event(f"{DAY}EXDATE;VALUE=DATE:20261210")),
        [],
        ["12-10T00:00 12-11T00:00"],
    ),
    "same_instant: an instance is an instant": (
        calendar(
            SERIES, event("RECURRENCE-ID:20261021T080000Z\nSTATUS:CANCELLED\nDTSTART:20261021")
        ),
        ["10-20T08:00 10-20T09:00", "10-22T08:00 10-22T09:00"],
        [f"10-2{day}T08:00 10-2{day}T09:00" for day in (0, 1, 2)],
    ),
    "same_instant: and not what another clock shows": (
        calendar(
            SERIES,
            event(
                "RECURRENCE-ID;TZID=Asia/Tokyo:20261021T100000\nSTATUS:CANCELLED\nDTSTART:20261021"
            ),
        ),
        [f"10-2{day}T08:00 10-2{day}T09:00" for day in (0, 1, 2)],
        ["10-20T08:00 10-20T09:00", "10-22T08:00 10-22T09:00"],
    ),
    "this and future is one instance there": (
        calendar(
            SERIES,
            event(
                "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261021T100000\n"
                f"{BERLIN}20261021T120000\nDURATION:PT1H"
            ),
        ),
        ["10-20T08:00 10-20T09:00", "10-21T10:00 10-21T11:00", "10-22T10:00 10-22T11:00"],
        ["10-20T08:00 10-20T09:00", "10-21T10:00 10-21T11:00", "10-22T08:00 10-22T09:00"],
    ),
    "an added day lasts like the event there": (
        calendar(
            event(
                "DTSTART:20261210T100000Z\nDURATION:PT1H\nRDATE;VALUE=DATE:20261224\nRRULE:FREQ=DAILY;COUNT=1"
            )
        ),
        ["12-10T10:00 12-10T11:00", "12-24T00:00 12-25T00:00"],
        ["12-10T10:00 12-10T11:00", "12-24T10:00 12-24T11:00"],
    ),
    "local midnight as UNTIL is the day before there": (
        calendar(MINE, DAYS),
        [f"12-1{day}T00:00 12-1{day + 1}T00:00" for day in (0, 1, 2)],
        [f"12-1{day}T00:00 12-1{day + 1}T00:00" for day in (0, 1)],
    ),
    "local midnight as EXDATE is the day before there": (
        calendar(MINE, event(f"{DAY}RRULE:FREQ=DAILY;COUNT=2\nEXDATE:20261210T230000Z")),
        ["12-10T00:00 12-11T00:00"],
        ["12-11T00:00 12-12T00:00"],
    ),
    "the newest version does not count there": (
        calendar(event(DAY), event(f"{DAY}STATUS:CANCELLED\nSEQUENCE:1")),
        [],
        ["12-10T00:00 12-11T00:00"],
    ),
    "nor does METHOD:CANCEL": (
        calendar(event(DAY), head="METHOD:CANCEL\n"),
        [],
        ["12-10T00:00 12-11T00:00"],
    ),
    "a day that ends where it starts is none there": (
        calendar(event(f"{DAY}DTEND;VALUE=DATE:20261210")),
        ["12-10T00:00 12-11T00:00"],
        [],
    ),
    "an all-day mark is not looked at there": (
        calendar(event("DTSTART:20261210T000000\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE")),
        ["12-10T00:00 12-11T00:00"],
        [],
    ),
    "a TZID is applied to times in UTC there": (
        calendar(event("DTSTART;TZID=Asia/Tokyo:20261210T100000Z\nDURATION:PT1H")),
        ["12-10T10:00 12-10T11:00"],
        ["12-10T01:00 12-10T02:00"],
    ),
    "UNTIL as a day of timed events": (
        calendar(event("DTSTART:20261210T100000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL=20261211")),
        ["12-10T10:00 12-10T11:00", "12-11T10:00 12-11T11:00"],
        REFUSED,
    ),
    "a zone in small letters": (
        calendar(event("DTSTART;TZID=asia/tokyo:20261210T100000\nDURATION:PT1H")),
        ["12-10T01:00 12-10T02:00"],
        REFUSED,
    ),
    "a zone of Windows": (
        calendar(event("DTSTART;TZID=Tokyo Standard Time:20261210T100000\nDURATION:PT1H")),
        ["12-10T01:00 12-10T02:00"],
        REFUSED,
    ),
    "lines that end in CR": (
        calendar(event(DAY)).replace(b"\r\n", b"\r"),
        ["12-10T00:00 12-11T00:00"],
        REFUSED,
    ),
}


@pytest.mark.parametrize("case", KNOWN)
def test_a_difference_is_known(unaway: RotationData, case: str) -> None:
    """Each difference is there, so that a newer release of the second library shows up here."""
    data, own, other = KNOWN[case]
    assert brief([(t.start, t.end) for t in ours(unaway, data).time_off]) == own
    if other is REFUSED:
        with pytest.raises(CalendarParseError):
            second_reading(data)
    else:
        assert brief(spans_of(second_reading(data))) == other
        assert own != other


def test_every_correction_has_its_calendar() -> None:
    """What DIFFERENCES correct is shown in KNOWN, one calendar at least for each."""
    shown = {name.partition(":")[0] for name in KNOWN if ":" in name}
    assert {correction.__name__ for correction in DIFFERENCES} <= shown


@pytest.mark.parametrize(
    "body",
    [
        event(
            "DTSTART;TZID=Asia/Tokyo;VALUE=DATE:20261210\nDTEND;TZID=Asia/Tokyo;VALUE=DATE:20261212"
        ),
        event("DTSTART;VALUE=DATE:20261210\nDURATION:PT0S"),
        event("DTSTART;VALUE=DATE:20261210\nRRULE:FREQ=DAILY;UNTIL=20261212T000000Z"),
        event(
            f"{BERLIN}20261020T100000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE:20261021T080000Z"
        ),
        event(
            f"{BERLIN}20261020T100000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE;VALUE=DATE:20261021"
        ),
        event(
            f"{BERLIN}20261020T100000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE;TZID=Europe/Berlin:20261021T110000"
        ),
        event(
            f"{BERLIN}20261020T100000\nDTEND;TZID=Asia/Tokyo:20261020T200000\nRRULE:FREQ=DAILY;COUNT=9"
        ),
        event(f"{BERLIN}20261025T003000\nDURATION:PT5M\nRRULE:FREQ=HOURLY;COUNT=6"),
        event("RECURRENCE-ID:20261022T080000Z\nDTSTART:20261022T140000Z\nDURATION:PT2H"),
        f"{MINE}{event('DTSTART;TZID=Mine:20261210T100000' + chr(10) + 'DURATION:PT1H')}",
    ],
)
def test_both_agree_on_what_was_read_wrongly_once(unaway: RotationData, body: str) -> None:
    """Where the second library reads what this one used to lose, both say the same now."""
    data = calendar(body)
    absences = ours(unaway, data).time_off
    assert absences
    assert sorted((t.start, t.end) for t in absences) == spans_of(second_reading(data))
