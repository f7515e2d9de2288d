"""Time zones of calendars, under any name that programs write."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from calendar_cases import START, TEAM, ZONED, calendar, event, read, remarks, spans
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from rotation.config.calendars.zones import zone_of
from rotation.config.windows_zones import DISPLAY_NAMES

SUMMER, WINTER = datetime(2026, 7, 1, 12), datetime(2026, 12, 1, 12)  # noqa: DTZ001 - put in zones


def offsets(name: str) -> tuple[float, float] | None:
    """Return the hours ahead of UTC in winter and in summer, None for an unknown zone."""
    zone = zone_of(name)
    if zone is None:
        return None
    there = [at.replace(tzinfo=zone).utcoffset() or timedelta() for at in (WINTER, SUMMER)]
    return there[0] / timedelta(hours=1), there[1] / timedelta(hours=1)


NAMES = {
    "America/New_York": (-5, -4),
    "america/new_york": (-5, -4),
    "AMERICA/NEW_YORK": (-5, -4),
    "America/New York": (-5, -4),
    '"America/New_York"': (-5, -4),
    "America/New_York (EST)": (-5, -4),
    "/America/New_York": (-5, -4),
    "/freeassociation.sourceforge.net/America/New_York": (-5, -4),
    "/mozilla.org/20050126_1/America/New_York": (-5, -4),
    "http://tzurl.org/zoneinfo/America/Argentina/Buenos_Aires": (-3, -3),
    "US/Eastern": (-5, -4),
    "EST5EDT": (-5, -4),
    "Asia/Calcutta": (5.5, 5.5),
    "Eastern Standard Time": (-5, -4),
    "eastern standard time": (-5, -4),
    "W. Europe Standard Time": (1, 2),
    "Pacific Standard Time (Mexico)": (-8, -7),
    "(UTC-05:00) Eastern Time (US & Canada)": (-5, -4),
    "(GMT-05:00) Eastern Time (US & Canada)": (-5, -4),
    "(UTC-05:00) Eastern Time (US and Canada)": (-5, -4),
    "Eastern Time (US & Canada)": (-5, -4),
    "(GMT+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna": (1, 2),
    "(UTC) Coordinated Universal Time": (0, 0),
    "tzone://Microsoft/Utc": (0, 0),
    "TZONE://Microsoft/UTC": (0, 0),
    "UTC": (0, 0),
    "utc": (0, 0),
    "Z": (0, 0),
    "GMT": (0, 0),
    "Etc/GMT+5": (-5, -5),
    "etc/gmt-5": (5, 5),
    "GMT-0500": (-5, -5),
    "GMT-05:00": (-5, -5),
    "GMT-5": (-5, -5),
    "GMT+5": (5, 5),
    "UTC-05:00": (-5, -5),
    "UTC\u221205:00": (-5, -5),
    "UTC+05:30": (5.5, 5.5),
    "UTC-11": (-11, -11),
    "UTC+12": (12, 12),
    "(UTC+01:00)": (1, 1),
    "+0530": (5.5, 5.5),
    "-05:00": (-5, -5),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_zone_is_found_under_its_names(name: str) -> None:
    """IANA, Windows, what Windows shows, vendors' prefixes and offsets, in any letter case."""
    assert offsets(name) == NAMES[name]


@pytest.mark.parametrize(
    "name",
    [
        *("", "/", "Nowhere", "Eastern", "EDT", "Central Standard Time 1", "Europe", "Mars/Base"),
        *("tzone://Microsoft/Custom", "UTC+25", "GMT+15", "GMT+05:99", "../../etc/passwd"),
        *("localtime", "Factory", "(UTC-05:00) My own zone", "posixrules", "UTC+5:30:15"),
    ],
)
def test_a_zone_that_nobody_knows_is_none(name: str) -> None:
    """A guess would be hours off in silence; no file outside the zones' table is opened."""
    assert zone_of(name) is None


def test_every_windows_zone_has_its_display_name() -> None:
    """CLDR's table is there in full: each Windows name, and each name that Windows shows."""
    assert set(DISPLAY_NAMES.values()) == set(WINDOWS_TO_OLSON)
    for shown, name in DISPLAY_NAMES.items():
        zone = ZoneInfo(WINDOWS_TO_OLSON[name])
        for written in (shown, f"(UTC-03:00) {shown}", name.upper()):
            read = zone_of(written)
            assert read is not None
            assert [at.replace(tzinfo=read).utcoffset() for at in (WINTER, SUMMER)] == [
                at.replace(tzinfo=zone).utcoffset() for at in (WINTER, SUMMER)
            ]


@given(
    head=st.sampled_from(["GMT", "UTC", "gmt", ""]),
    sign=st.sampled_from("+-"),
    hours=st.integers(0, 14),
    minutes=st.sampled_from([0, 15, 30, 45]),
    colon=st.sampled_from(["", ":"]),
)
@settings(max_examples=100, deadline=None, derandomize=True)
def test_an_offset_has_the_sign_that_is_written(
    head: str, sign: str, hours: int, minutes: int, colon: str
) -> None:
    """A plus is ahead of UTC, a minus behind, however the offset is written."""
    zone = zone_of(f"{head}{sign}{hours:02}{colon}{minutes:02}")
    ahead = timedelta(hours=hours, minutes=minutes)
    assert zone is not None
    assert SUMMER.replace(tzinfo=zone).utcoffset() == (ahead if sign == "+" else -ahead)


@pytest.mark.parametrize("name", ["Eastern", *(name for name in NAMES if name[0] != "T")])
def test_a_zone_in_a_title_is_nobodys_surname(tmp_path: Path, name: str) -> None:
    """A first name and the name of a zone is the person, not a namesake."""
    body = event(START, f"Ada {name}")
    assert [t.engineer for t in read(tmp_path, calendar(body), TEAM).time_off] == ["ada"]


# -- in files -------------------------------------------------------------------------------------

HOUR = "DTSTART;TZID={0}:20260701T100000\nDTEND;TZID={0}:20260701T110000"


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ('"(UTC-05:00) Eastern Time (US & Canada)"', "14:00"),
        ('"tzone://Microsoft/Utc"', "10:00"),
        ("asia/tokyo", "01:00"),
        ("GMT-0500", "15:00"),
        ('"UTC-05:00"', "15:00"),
        ("Asia/\n Tokyo", "01:00"),
    ],
)
def test_an_event_in_a_zone_of_any_name(tmp_path: Path, name: str, start: str) -> None:
    """Events are read where they take place, without a word."""
    rotation = read(tmp_path, calendar(event(HOUR.format(name))))
    assert [f"{t.start:%H:%M}" for t in rotation.time_off] == [start]
    assert remarks(rotation) == ""


@pytest.mark.parametrize("name", ["Asia/Tokyo", "asia/tokyo", "Tokyo Standard Time", "UTC+09:00"])
def test_the_zone_of_a_calendar_under_any_name(tmp_path: Path, name: str) -> None:
    """X-WR-TIMEZONE is understood as a TZID is."""
    floating = event("DTSTART:20260701T100000\nDURATION:PT1H")
    rotation = read(tmp_path, calendar(floating, head=f"X-WR-TIMEZONE:{name}\n"))
    assert spans(rotation) == ["ada 07-01T01:00 07-01T02:00"]
    assert remarks(rotation) == ""


def test_an_unknown_zone_of_a_calendar_is_reported_where_it_matters(tmp_path: Path) -> None:
    """Times without zone are read in the person's own then, with a warning; days need none."""
    floating = event("DTSTART:20260701T100000\nDURATION:PT1H")
    rotation = read(tmp_path, calendar(floating, head="X-WR-TIMEZONE:Nowhere\n"))
    assert spans(rotation) == ["ada 07-01T09:00 07-01T10:00"]
    assert "unknown time zone 'Nowhere'; it is read in the person's own zone" in remarks(rotation)
    day = event("DTSTART;VALUE=DATE:20261208")
    assert remarks(read(tmp_path, calendar(day, head="X-WR-TIMEZONE:Nowhere\n"))) == ""


def mine(offset: str, name: str = "Mine") -> str:
    """Return a zone of a file."""
    return ZONED.format(name=name, offset=offset)


@pytest.mark.parametrize(
    ("zone", "name", "start"),
    [
        (mine("+0900"), "Mine", "01:00"),
        (mine("+0900"), "MINE", "01:00"),
        (mine("+0900"), "/Mine", "01:00"),
        (mine("-0800", "Tokyo Standard Time"), "Tokyo Standard Time", "18:00"),
        (mine("+0900", "GMT-0500"), "GMT-0500", "01:00"),
        (mine("-0800", "asia/tokyo"), "asia/tokyo", "01:00"),
        (mine("-0800", "Asia/Tokyo"), "ASIA/TOKYO", "01:00"),
    ],
)
def test_what_a_file_says_of_a_zone(tmp_path: Path, zone: str, name: str, start: str) -> None:
    """It counts, before or after the events, but for IANA names in any letter case."""
    for parts in ((zone, event(HOUR.format(name))), (event(HOUR.format(name)), zone)):
        rotation = read(tmp_path, calendar(*parts))
        assert [f"{t.start:%H:%M}" for t in rotation.time_off] == [start]
        assert remarks(rotation) == ""


def test_two_calendars_in_a_file_keep_their_own_zones(tmp_path: Path) -> None:
    """One name defined twice means what each calendar says; one may borrow the other's."""
    first, second, third = (event(HOUR.format("Mine"), uid=f"{n}@x") for n in range(3))
    third = third.replace("20260701", "20260702")
    data = calendar(mine("+0900"), first) + calendar(mine("-0500"), second)
    assert spans(read(tmp_path, data)) == [
        "ada 07-01T01:00 07-01T02:00",
        "ada 07-01T15:00 07-01T16:00",
    ]
    data = calendar(mine("+0900"), first) + calendar(third)
    assert spans(read(tmp_path, data)) == [
        "ada 07-01T01:00 07-01T02:00",
        "ada 07-02T01:00 07-02T02:00",
    ]


BERLIN = """BEGIN:VTIMEZONE
TZID:Mine
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""


@pytest.mark.parametrize("day", ["20260329", "20261025", "20260701", "20261231"])
@pytest.mark.parametrize("hour", ["0000", "0130", "0200", "0230", "0300", "0330", "2330"])
def test_a_defined_zone_is_the_systems_where_they_agree(
    tmp_path: Path, day: str, hour: str
) -> None:
    """Skipped and doubled hours included, Berlin as Exchange defines it is Europe/Berlin."""
    lines = f"DTSTART;TZID=Mine:{day}T{hour}00\nDURATION:PT1H"
    (away,) = read(tmp_path, calendar(BERLIN, event(lines))).time_off
    system = datetime.strptime(day + hour, "%Y%m%d%H%M").replace(tzinfo=ZoneInfo("Europe/Berlin"))
    assert away.start == system.astimezone(UTC)


def test_exceptions_and_ends_in_a_gap_and_in_a_doubled_hour(tmp_path: Path) -> None:
    """An exception is an instant where the clock skips, and of two equal hours the first."""
    gap = (
        "DTSTART;TZID=Europe/Berlin:20260328T023000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3\n"
        "EXDATE:20260329T013000Z"
    )
    assert [t.start.day for t in read(tmp_path, calendar(event(gap))).time_off] == [28, 30]
    for exception, left in (("003000Z", [24, 26]), ("013000Z", [24, 25, 26])):
        doubled = (
            "DTSTART;TZID=Europe/Berlin:20261024T023000\nDURATION:PT1H\n"
            f"RRULE:FREQ=DAILY;COUNT=3\nEXDATE:20261025T{exception}"
        )
        assert [t.start.day for t in read(tmp_path, calendar(event(doubled))).time_off] == left


def test_a_zone_of_a_file_without_changes_is_let_be(tmp_path: Path) -> None:
    """A VTIMEZONE of an IANA name that says nothing of offsets refuses no file."""
    bare = "BEGIN:VTIMEZONE\nTZID:Asia/Tokyo\nEND:VTIMEZONE"
    rotation = read(tmp_path, calendar(bare, event(HOUR.format("Asia/Tokyo"))))
    assert spans(rotation) == ["ada 07-01T01:00 07-01T02:00"]
