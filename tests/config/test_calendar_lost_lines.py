"""Lines of calendars that cannot be read: what is left counts, and it is reported."""

from datetime import timedelta
from pathlib import Path

import pytest
from calendar_cases import GOOD, TEAM, calendar, event, read, remarks, spans
from hypothesis import given, settings
from hypothesis import strategies as st

from rotation.config.calendars.files import CalendarFile
from rotation.config.calendars.lines import calendars_in
from rotation.config.calendars.moments import length_of
from rotation.config.calendars.time_off import with_calendars
from rotation.config.calendars.times import times_of
from rotation.config.calendars.zones import Zones
from rotation.config.faults import Faults, Wrong
from rotation.config.unmatched import UnmatchedTimeOff
from rotation.model.settings import RotationData

WEEK = "DTSTART;VALUE=DATE:20261207\nDTEND;VALUE=DATE:20261212\n"
BROKEN = (
    "{0};:{1}",
    "{0};X:{1}",
    "{0} X={1}:{1}",
    "{0} {1}",
    "{0};VALUE=DATE;:{1}",
    '{0};A="b:{1}',
)


def reported(folder: Path, lines: str) -> tuple[list[str], str]:
    """Return who is away when by one event, and the only remark about it."""
    rotation = read(folder, calendar(event(lines), GOOD))
    (remark,) = rotation.remarks
    assert remark.place == "ada.ics:4: VEVENT"
    assert remark.what.startswith("'Away' has ")
    assert "ada 12-21T00:00 12-24T00:00" in spans(rotation)
    return [span for span in spans(rotation) if "12-21" not in span], remark.what


@pytest.mark.parametrize("form", BROKEN)
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DTEND", "20261212"),
        ("DURATION", "P5D"),
        ("RRULE", "FREQ=WEEKLY;COUNT=4"),
        ("RDATE", "20261209"),
        ("EXDATE", "20261207"),
        ("STATUS", "CANCELLED"),
        ("SEQUENCE", "1"),
    ],
)
def test_a_line_that_is_no_content_line_is_reported(
    tmp_path: Path, name: str, value: str, form: str
) -> None:
    """Whatever breaks the line, the day of DTSTART counts, and the property is named."""
    lines = "DTSTART;VALUE=DATE:20261207\n" + form.format(name, value)
    absences, what = reported(tmp_path, lines)
    assert absences == ["ada 12-07T00:00 12-08T00:00"]
    assert f" {name} that cannot be read; " in what


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("DURATION:P1Y", "DURATION"),
        ("DURATION:P", "DURATION"),
        ("RDATE:soon", "RDATE"),
        ("EXDATE:", "EXDATE"),
        ("EXRULE:FREQ=DAILY;COUNT=3", "EXRULE"),
        ("STATUS:CANCELED", "STATUS"),
        ("STATUS:NEEDS-ACTION", "STATUS"),
        ("SEQUENCE:two", "SEQUENCE"),
        ("SEQUENCE:-1", "SEQUENCE"),
        ("DTEND;VALUE=DATE:20261213", "DTEND"),
        ("ATTENDEE;PARTSTAT:mailto:ada@example.com", "ATTENDEE"),
        ("RECURRENCE-ID;RANGE=THISANDPRIOR:20261207", "RANGE"),
    ],
)
def test_a_value_that_cannot_be_read_is_reported(tmp_path: Path, line: str, name: str) -> None:
    """A value that is none, two that differ, and EXRULE, which is not read, are named."""
    absences, what = reported(tmp_path, WEEK + line)
    expected = "12-08" if name == "DTEND" else "12-12"  # of two ends that differ, none counts
    assert absences == [f"ada 12-07T00:00 {expected}T00:00"]
    assert f" {name} that cannot be read; " in what


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("DTSTART;TZID=Asia/Tokyo:20261207T000000\nDTEND;X:1", ["ada 12-06T15:00 12-07T15:00"]),
        ("DTSTART:20261207T000000\nDURATION:P1Y", ["ada 12-07T00:00 12-08T00:00"]),
        ("DTSTART:20261207T000000Z\nDTEND X:1", ["ada 12-07T00:00 12-08T00:00"]),
        ("DTSTART;VALUE=DATE:20261207\nDTEND;X:1\nDURATION:P3D", ["ada 12-07T00:00 12-10T00:00"]),
        ("DTSTART:20261207T090000Z\nDTEND;X:1\nDURATION:PT8H", ["ada 12-07T09:00 12-07T17:00"]),
    ],
)
def test_what_is_left_of_an_end(tmp_path: Path, lines: str, expected: list[str]) -> None:
    """From midnight on it is that day; of DTEND and DURATION the readable one counts."""
    assert reported(tmp_path, lines)[0] == expected


def test_what_has_no_length_left_is_left_out(tmp_path: Path) -> None:
    """A time with an end that cannot be read is an instant: nobody is away, and that is said."""
    rotation = read(tmp_path, calendar(event("DTSTART:20261207T090000Z\nDTEND;X:20261212T000000Z")))
    assert rotation.time_off == ()
    assert "has a DTEND that cannot be read" in remarks(rotation)
    assert "has no length that can be read: left out" in remarks(rotation)


@pytest.mark.parametrize(
    ("line", "starts"),
    [
        ("RDATE;VALUE=DATE:20261209,banana,20261211", ["07", "09", "11"]),
        ("RRULE:FREQ=DAILY;COUNT=3\nEXDATE;VALUE=DATE:banana,20261208", ["07", "09"]),
    ],
)
def test_of_a_list_the_dates_that_can_be_read_count(
    tmp_path: Path, line: str, starts: list[str]
) -> None:
    """One bad value of a list loses the others neither as additions nor as exceptions."""
    absences, _ = reported(tmp_path, f"DTSTART;VALUE=DATE:20261207\n{line}")
    assert [span[7:9] for span in absences] == starts


def test_each_event_is_named(tmp_path: Path) -> None:
    """Four people, four broken lines, four warnings: leave neither shrinks nor goes in silence."""
    starts = "DTSTART;VALUE=DATE:20261207\n"
    bodies = [
        event("DTSTART;TZID=Europe/London:20261207T000000\nDTEND;X:20261212T000000", "Ada", "1@x"),
        event(f"{starts}DTEND;VALUE=DATE;:20261212", "Grace", "2@x"),
        event("DTSTART;VALUE=DATE:20261201\nDTEND VALUE=DATE:20261212", "Ada", "3@x"),
        event("DTSTART;VALUE=DATE:20261204\nRRULE;X:FREQ=WEEKLY;COUNT=4", "Grace", "4@x"),
    ]
    rotation = read(tmp_path, calendar(*bodies), TEAM)
    assert spans(rotation) == [
        "ada 12-01T00:00 12-02T00:00",
        "ada 12-07T00:00 12-08T00:00",
        "grace 12-04T05:00 12-05T05:00",
        "grace 12-07T05:00 12-08T05:00",
    ]
    assert [fault.place for fault in rotation.remarks] == [
        f"team.ics:{line}: VEVENT" for line in (4, 11, 18, 25)
    ]


def test_an_event_whose_start_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    """Without DTSTART there is nothing to read: it is left out and reported."""
    for start in ("DTSTART;X:20261207", "DTSTART VALUE=DATE:20261207", "DTSTART:7 December"):
        absences, what = reported(tmp_path, f"{start}\nDTEND;VALUE=DATE:20261212")
        assert (absences, what) == ([], "'Away' has no readable DTSTART: left out")


@pytest.mark.parametrize(
    "line",
    ["DTEND : 20261212", "DTEND ; VALUE = DATE : 20261212", "DT END:20261212", "DTEND:2026\n 1212"],
)
def test_padding_is_understood(tmp_path: Path, line: str) -> None:
    """Blanks around names and signs, and folds, lose nothing."""
    rotation = read(tmp_path, calendar(event(f"DTSTART;VALUE=DATE:20261207\n{line}")))
    assert spans(rotation) == ["ada 12-07T00:00 12-12T00:00"]
    assert remarks(rotation) == ""


# -- rules ----------------------------------------------------------------------------------------

ODD = [
    "",
    "FREQ=",
    "COUNT=2",
    "FREQ=FORTNIGHTLY",
    "FREQ=WEEKLY;COUNT=-1",
    "FREQ=WEEKLY;COUNT=0",
    "FREQ=WEEKLY;COUNT4",
    "FREQ=WEEKLY;COUNT=four",
    "FREQ=WEEKLY;INTERVAL=-2",
    "FREQ=WEEKLY;BYDAY=XX",
    "FREQ=WEEKLY;BYDAY=MO,",
    "FREQ=MONTHLY;BYMONTHDAY=32",
    "FREQ=YEARLY;BYMONTH=13",
    "FREQ=DAILY;BYHOUR=24",
    "FREQ=WEEKLY;FREQ=DAILY",
    "FREQ=WEEKLY;WKST=MONDAY",
    "FREQ=WEEKLY;UNTIL=soon",
    "FREQ=WEEKLY;EVERY=2",
    "RSCALE=HEBREW;FREQ=YEARLY",
]


@pytest.mark.parametrize("rule", ODD)
def test_a_rule_that_is_none_leaves_the_event(tmp_path: Path, rule: str) -> None:
    """The single event is kept, and its rule is reported."""
    absences, what = reported(tmp_path, f"{WEEK}RRULE:{rule}")
    assert absences == ["ada 12-07T00:00 12-12T00:00"]
    assert "RRULE that cannot be read; only its start is read" in what


def test_a_rule_that_ends_before_it_starts_leaves_the_event(tmp_path: Path) -> None:
    """UNTIL before DTSTART is reported, and the event is there once."""
    rotation = read(tmp_path, calendar(event(f"{WEEK}RRULE:FREQ=DAILY;UNTIL=20261206")))
    assert spans(rotation) == ["ada 12-07T00:00 12-12T00:00"]
    assert "repeats until a time before its start; only its start is read" in remarks(rotation)


def test_a_rule_of_one_instance_is_reported(tmp_path: Path) -> None:
    """What stands for one instance repeats nothing: it is read once, and its rule is named."""
    for lines in ("", WEEK.replace("1207", "1201") + "RRULE:FREQ=WEEKLY;COUNT=3"):
        moved = event(f"RECURRENCE-ID;VALUE=DATE:20261208\n{WEEK}RRULE:FREQ=WEEKLY;COUNT=3")
        rotation = read(tmp_path, calendar(*([event(lines)] if lines else []), moved))
        assert "ada 12-07T00:00 12-12T00:00" in spans(rotation)
        assert "repeats although it is one instance of a series" in remarks(rotation)


def test_for_ever_may_be_a_date(tmp_path: Path) -> None:
    """Some programs write the last day of all years as the end of what has none."""
    for until in ("99991231", "99991231T235959Z"):
        start = "DTSTART;TZID=Asia/Tokyo:20261207T100000\nDURATION:PT1H"
        rotation = read(tmp_path, calendar(event(f"{start}\nRRULE:FREQ=DAILY;UNTIL={until}")))
        assert remarks(rotation) == ""
        assert len(rotation.time_off) > 1000


def test_of_dates_outside_of_all_years_the_others_count(tmp_path: Path) -> None:
    """A stray date of a list, or of a moved instance, loses neither the list nor the series."""
    for line in ("RDATE:99991231T235959Z,20261209", "EXDATE:00010101T000000Z,20261208T000000"):
        absences, what = reported(tmp_path, f"DTSTART;VALUE=DATE:20261207\n{line}")
        assert absences[0] == "ada 12-07T00:00 12-08T00:00"
        assert f" {line[:5].rstrip(':')}" in what
    moved = event("RECURRENCE-ID:99991231T235959Z\nDTSTART:20261224T100000Z\nDURATION:PT1H")
    rotation = read(tmp_path, calendar(event("DTSTART;VALUE=DATE:20261207"), moved))
    assert spans(rotation) == ["ada 12-07T00:00 12-08T00:00"]
    assert "has no readable RECURRENCE-ID: left out" in remarks(rotation)


@pytest.mark.parametrize(
    "rule",
    [
        "freq=weekly;count=2",
        "FREQ=WEEKLY;COUNT=2;",
        " FREQ = WEEKLY ; COUNT = 2",
        "COUNT=2;FREQ=WEEKLY",
        "RSCALE=GREGORIAN;FREQ=WEEKLY;SKIP=OMIT;COUNT=2",
    ],
)
def test_a_rule_may_be_spelled_freely(tmp_path: Path, rule: str) -> None:
    """Letter case, order, blanks and a trailing semicolon change nothing."""
    rotation = read(tmp_path, calendar(event(f"DTSTART;VALUE=DATE:20261207\nRRULE:{rule}")))
    assert spans(rotation) == ["ada 12-07T00:00 12-08T00:00", "ada 12-14T00:00 12-15T00:00"]
    assert remarks(rotation) == ""


# -- lengths --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("length", "end"),
    [
        ("P1D", "03-28T10:00"),
        ("P1DT1H", "03-28T11:00"),
        ("PT24H", "03-28T11:00"),
        ("PT25H", "03-28T12:00"),
        ("P0DT25H", "03-28T12:00"),
        ("p1dt1h", "03-28T11:00"),
        ("+P1W", "04-03T10:00"),
        ("P1W1DT30M", "04-04T10:30"),
    ],
)
def test_days_are_of_the_calendar_and_hours_exact(tmp_path: Path, length: str, end: str) -> None:
    """Berlin's clocks change in the night to 28 March 2027: a day has 23 hours then."""
    lines = f"DTSTART;TZID=Europe/Berlin:20270327T120000\nDURATION:{length}"
    assert spans(read(tmp_path, calendar(event(lines)))) == [f"ada 03-27T11:00 {end}"]


def test_lengths_of_series_periods_and_busy_times(tmp_path: Path) -> None:
    """Where a length is written changes nothing about what it is."""
    series = event(
        "DTSTART;TZID=Europe/Berlin:20270326T120000\nDURATION:P1DT1H\nRRULE:FREQ=DAILY;COUNT=2"
    )
    period = event(
        "DTSTART;TZID=Europe/Berlin:20270301T120000\nDURATION:PT1H\n"
        "RDATE;TZID=Europe/Berlin;VALUE=PERIOD:20270327T140000/P1DT1H",
        uid="2@x",
    )
    busy = (
        "BEGIN:VFREEBUSY\nFREEBUSY;TZID=Europe/Berlin:20270327T160000/P1DT1H,soon\n"
        "FREEBUSY:20270401T100000Z/20270401T090000Z\nEND:VFREEBUSY"
    )
    rotation = read(tmp_path, calendar(series, period, busy))
    assert spans(rotation) == [
        "ada 03-01T11:00 03-01T12:00",
        "ada 03-26T11:00 03-27T12:00",
        "ada 03-27T11:00 03-28T11:00",
        "ada 03-27T13:00 03-28T13:00",
        "ada 03-27T15:00 03-28T15:00",
    ]
    assert "has a period that cannot be read: left out" in remarks(rotation)
    assert "has a period that ends before it starts: left out" in remarks(rotation)


# -- anything at all ------------------------------------------------------------------------------

FIELDS = {
    "DTSTART": "start",
    "DTEND": "end",
    "DURATION": "end",
    "RECURRENCE-ID": "instance",
    "RRULE": "rules",
    "RDATE": "added",
    "EXDATE": "excepted",
    "DTSTAMP": "stamp",
}


@given(
    name=st.sampled_from(sorted(FIELDS)),
    sign=st.sampled_from(";: =,"),
    rest=st.text(st.sampled_from(";:=,/\"'PTZD-+0129 XVALUEFREQ"), max_size=24),
)
@settings(max_examples=200, deadline=None, derandomize=True)
def test_a_line_is_read_or_named(name: str, sign: str, rest: str) -> None:
    """Whatever follows the name of a property: there is a value of it, or its name is reported."""
    data = f"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{name}{sign}{rest}\nEND:VEVENT\nEND:VCALENDAR\n"
    (written,) = calendars_in(data.encode(), "ada.ics")
    times = times_of(written.blocks[0], Zones({}), cancelled=False)
    assert bool(getattr(times, FIELDS[name])) != (name in times.unread) or times.unread == (name,)


DATES = st.sampled_from(
    [
        *("20261207", "20261207T000000", "20261207T100000Z", "20260329T023000", "20261032"),
        *("00010101", "00010101T000000Z", "99991231", "99991231T235959Z", "19000101", "22001231"),
    ]
)
PARAMETERS = st.sampled_from(
    ["", ";TZID=Europe/Berlin", ";TZID=Nowhere", ";VALUE=DATE", ";RANGE=THISANDFUTURE", ";X"]
)
PROPERTIES = st.sampled_from(["DTSTART", "DTEND", "RDATE", "EXDATE", "RECURRENCE-ID", "DTSTAMP"])
TAILS = st.sampled_from(["", "/PT1H", "/P400D", "/20261220T000000", ",20261210"])
OTHERS = st.one_of(
    DATES.map("RRULE:FREQ=DAILY;UNTIL={}".format),
    st.sampled_from([f"RRULE:{rule}" for rule in ODD]),
    st.sampled_from(
        [
            *("RRULE:FREQ=WEEKLY;BYDAY=MO", "RRULE:FREQ=YEARLY;INTERVAL=99999;COUNT=4999"),
            *("DURATION:P1DT1H", "DURATION:P99999W", "DURATION:-P1D", "DURATION:PT0S"),
            *("STATUS:CANCELLED", "SEQUENCE:1", "SEQUENCE:x", "EXRULE:FREQ=DAILY"),
        ]
    ),
)
ANY_LINES = st.lists(
    st.one_of(st.builds("{}{}:{}{}".format, PROPERTIES, PARAMETERS, DATES, TAILS), OTHERS),
    max_size=5,
)


@given(
    events=st.lists(
        st.tuples(st.sampled_from(["1@x", "2@x"]), DATES, ANY_LINES), min_size=1, max_size=4
    ),
    head=st.sampled_from(["", "X-WR-TIMEZONE:Asia/Tokyo\n", "X-WR-TIMEZONE:Mars\n"]),
)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_whatever_lines_there_are_are_read_or_named(
    unaway: RotationData, events: list[tuple[str, str, list[str]]], head: str
) -> None:
    """No combination of odd lines is an error, nor is one left to what a library stumbles over."""
    bodies = [event("\n".join([f"DTSTART:{at}", *lines]), uid=uid) for uid, at, lines in events]
    path = Path(unaway.places.folder) / "ada.ics"
    path.write_bytes(calendar(*bodies, head=head))
    faults, nobodys = Faults(), UnmatchedTimeOff("error", ())
    rotation = with_calendars(unaway, [CalendarFile(path, "ada.ics", "ada")], nobodys, faults)
    assert not faults
    assert "cannot be repeated" not in remarks(rotation)


@given(
    days=st.integers(0, 60),
    hours=st.integers(0, 100),
    minutes=st.integers(0, 59),
    weeks=st.booleans(),
)
@settings(max_examples=50, deadline=None, derandomize=True)
def test_a_length_keeps_days_and_hours_apart(
    days: int, hours: int, minutes: int, weeks: bool
) -> None:
    """However many hours there are, none becomes a day."""
    text = (
        f"P{days // 7}W{days % 7}DT{hours}H{minutes}M" if weeks else f"P{days}DT{hours}H{minutes}M"
    )
    length = length_of(text)
    assert (length.days, length.exact) == (days, timedelta(hours=hours, minutes=minutes))
    with pytest.raises(Wrong):
        length_of(text + "X")
