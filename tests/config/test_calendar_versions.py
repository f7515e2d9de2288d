"""One UID several times: which version counts, and what takes it back."""

from pathlib import Path

import pytest
from calendar_cases import TEAM, calendar, event, read, remarks, spans
from config_cases import VALID
from tests.teams import write_files

from rotation.config import load

WEEK = "DTSTART;VALUE=DATE:20261207\nDTEND;VALUE=DATE:20261212\n"
AWAY = ["ada 12-07T00:00 12-12T00:00"]
GONE = WEEK + "STATUS:CANCELLED\n"
OLDER, NEWER = "20261030T000000Z", "20261105T000000Z"
SERIES = event(
    "DTSTART;TZID=Europe/Berlin:20261207T100000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=4"
)


def starts(folder: Path, *versions: str) -> list[int]:
    """Return the days of December on which Ada is away; nothing may be said."""
    rotation = read(folder, calendar(*versions))
    assert remarks(rotation) == ""
    return [t.start.day for t in rotation.time_off]


VERSIONS = {
    "cancelled later": (event(WEEK), event(GONE + "SEQUENCE:1", stamp=NEWER), []),
    "cancelled later, stamped earlier": (
        event(WEEK),
        event(GONE + "SEQUENCE:1", stamp=OLDER),
        [],
    ),
    "cancelled at the same number, later": (event(WEEK), event(GONE, stamp=NEWER), []),
    "cancelled at the same number, at once": (event(WEEK), event(GONE), []),
    "cancelled at the same number, earlier": (event(WEEK), event(GONE, stamp=OLDER), AWAY),
    "cancelled before": (event(WEEK + "SEQUENCE:2"), event(GONE + "SEQUENCE:1"), AWAY),
    "cancelled by a number of two digits": (
        event(WEEK + "SEQUENCE:9"),
        event(GONE + "SEQUENCE:10"),
        [],
    ),
    "by LAST-MODIFIED": (
        event(WEEK + "LAST-MODIFIED:20261101T000000Z", stamp=""),
        event(GONE + "LAST-MODIFIED:20261102T000000Z", stamp=""),
        [],
    ),
    "cancelled with nothing but its name": (
        event(WEEK),
        event("STATUS:cancelled\nSEQUENCE:1"),
        [],
    ),
    "another event is cancelled": (event(WEEK), event(GONE + "SEQUENCE:1", uid="v@x"), AWAY),
}


@pytest.mark.parametrize("case", VERSIONS)
@pytest.mark.parametrize("turned", [False, True])
def test_a_cancellation_counts_as_any_version(tmp_path: Path, case: str, turned: bool) -> None:
    """The highest SEQUENCE counts; of equal ones a cancellation that was not made earlier."""
    first, second, expected = VERSIONS[case]
    versions = (second, first) if turned else (first, second)
    rotation = read(tmp_path, calendar(*versions))
    assert spans(rotation) == expected
    assert remarks(rotation) == ""


def test_a_cancelled_event_may_come_back(tmp_path: Path) -> None:
    """A version after the cancellation counts."""
    versions = (event(WEEK), event(GONE + "SEQUENCE:1"), event(WEEK + "SEQUENCE:2"))
    assert spans(read(tmp_path, calendar(*versions))) == AWAY


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        (
            event(WEEK, stamp=""),
            event(GONE, stamp=""),
            "(line 10), and nothing says which is newer",
        ),
        (event(WEEK), event(GONE, stamp=""), "(line 11), and nothing says which is newer"),
        (event(WEEK), event(GONE + "SEQUENCE:x"), "no readable SEQUENCE, and cancels nothing"),
        (event(WEEK + "SEQUENCE:x"), event(GONE + "SEQUENCE:5"), "SEQUENCE that cannot be read"),
    ],
)
def test_a_doubt_leaves_the_absence(tmp_path: Path, first: str, second: str, message: str) -> None:
    """Where nothing says which version is newer, the absence counts, and the doubt is reported."""
    rotation = read(tmp_path, calendar(first, second))
    assert spans(rotation) == AWAY
    assert message in remarks(rotation)


METHOD = "METHOD:{}\n"


def test_a_calendar_that_cancels(tmp_path: Path) -> None:
    """METHOD:CANCEL cancels all that is in it, with or without STATUS and times."""
    for method in ("CANCEL", "cancel"):
        for lines in (WEEK, ""):
            data = calendar(event(WEEK), head=METHOD.format("REQUEST")) + calendar(
                event(lines + "SEQUENCE:1"), head=METHOD.format(method)
            )
            assert read(tmp_path, data).time_off == ()
    assert spans(read(tmp_path, calendar(event(WEEK), head=METHOD.format("PUBLISH")))) == AWAY


def files(folder: Path, toml: str, **named: bytes) -> list[str]:
    """Return who is away when, by calendars of several files."""
    calendars = {f"{name}.ics": data for name, data in named.items()}
    return spans(load(write_files(folder, {"rotation.toml": toml, **calendars})))


OWN_TWO = VALID.replace('id = "ada"\n', 'id = "ada"\ntime_off = ["a.ics", "b.ics"]\n')
TEAM_TWO = VALID + '[files]\ntime_off = ["a.ics", "b.ics"]\n'


@pytest.mark.parametrize("toml", [OWN_TWO, TEAM_TWO])
def test_another_file_of_the_same_owner_cancels(tmp_path: Path, toml: str) -> None:
    """What one file says of an event, another file of the same owner takes back."""
    a = calendar(event(WEEK, "Ada"))
    b = calendar(event(GONE + "SEQUENCE:1", "Ada"), head=METHOD.format("CANCEL"))
    assert files(tmp_path, toml, a=a, b=b) == []
    assert files(tmp_path, toml, a=b, b=a) == []
    assert files(tmp_path, toml, a=a, b=calendar(event(WEEK, "Ada", "v@x"))) == AWAY


def test_a_file_of_another_owner_cancels_nothing(tmp_path: Path) -> None:
    """A person's calendar takes nothing out of the team's, nor the other way round."""
    toml = TEAM.replace('id = "ada"\n', 'id = "ada"\ntime_off = "ada.ics"\n')
    there, gone = (calendar(event(lines, "Ada")) for lines in (WEEK, GONE + "SEQUENCE:1"))
    assert files(tmp_path, toml, team=there, ada=gone) == AWAY
    assert files(tmp_path, toml, team=gone, ada=there) == AWAY


def test_versions_in_two_files_are_named_by_file_and_line(tmp_path: Path) -> None:
    """Equal numbers that say different things are all read, and the remark names both places."""
    later = event(WEEK.replace("1207", "1208"))
    spanned = files(tmp_path, OWN_TWO, a=calendar(event(WEEK)), b=calendar(later))
    assert spanned == [*AWAY, "ada 12-08T00:00 12-12T00:00"]
    (remark,) = load(tmp_path).remarks
    assert "shares its UID with others (a.ics:4, b.ics:4); all are read" in remark.what


# -- instances ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("instance", "left"),
    [
        ("RECURRENCE-ID:20261208T090000Z", [7, 9, 10]),
        ("RECURRENCE-ID;TZID=Asia/Tokyo:20261208T180000", [7, 9, 10]),
        ("RECURRENCE-ID;VALUE=DATE:20261208", [7, 9, 10]),
        ("RECURRENCE-ID;RANGE=THISANDFUTURE:20261208T090000Z", [7]),
        ("recurrence-id;range=thisandfuture:20261208T090000Z", [7]),
        ("RECURRENCE-ID;TZID=Europe/Berlin:20261208T110000", [7, 8, 9, 10]),
    ],
)
@pytest.mark.parametrize("times", ["", "DTSTART:20261208T090000Z\n"])
def test_an_instance_is_cancelled(
    tmp_path: Path, instance: str, left: list[int], times: str
) -> None:
    """One instance, or it and all later ones, with or without a start of their own."""
    assert starts(tmp_path, SERIES, event(f"{times}{instance}\nSTATUS:CANCELLED")) == left


MOVED = "RECURRENCE-ID:20261208T090000Z\nDTSTART:20261220T090000Z\nDURATION:PT1H\n"


def test_a_moved_instance_is_cancelled(tmp_path: Path) -> None:
    """What was moved and then cancelled is neither here nor there."""
    gone = event(MOVED + "STATUS:CANCELLED\nSEQUENCE:1")
    assert starts(tmp_path, SERIES, event(MOVED), gone) == [7, 9, 10]
    assert starts(tmp_path, event(MOVED), gone) == []
    assert starts(tmp_path, SERIES, event(MOVED), event(MOVED, stamp=NEWER)) == [7, 9, 10, 20]


def test_what_cancels_a_series_cancels_its_instances(tmp_path: Path) -> None:
    """A cancelled event takes moved instances with it, unless those were made after."""
    gone = event("SEQUENCE:1\nSTATUS:CANCELLED", stamp=NEWER)
    assert starts(tmp_path, SERIES, event(MOVED), gone) == []
    assert starts(tmp_path, SERIES, event(MOVED + "SEQUENCE:2"), gone) == [20]


def test_an_instance_that_is_unknown_cancels_nothing(tmp_path: Path) -> None:
    """A cancellation with a RECURRENCE-ID that cannot be read is not one of the whole series."""
    for lost in ("RECURRENCE-ID:soon", "RECURRENCE-ID;X:20261208T090000Z"):
        rotation = read(tmp_path, calendar(SERIES, event(f"{lost}\nSTATUS:CANCELLED\nSEQUENCE:3")))
        assert [t.start.day for t in rotation.time_off] == [7, 8, 9, 10]
        assert "has no readable RECURRENCE-ID, and cancels nothing" in remarks(rotation)


def test_two_versions_of_an_instance_are_both_read(tmp_path: Path) -> None:
    """Of equal number and different, both count, and a warning says so."""
    other = MOVED.replace("DTSTART:20261220", "DTSTART:20261221")
    rotation = read(tmp_path, calendar(SERIES, event(MOVED), event(other)))
    assert [t.start.day for t in rotation.time_off] == [7, 9, 10, 20, 21]
    assert "shares its UID with others (lines 12, 20); all are read" in remarks(rotation)
