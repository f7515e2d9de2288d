"""Events of a schedule whose UID says more than their times, and cancelled instances."""

from datetime import UTC, date, datetime

import pytest
from calendar_cases import calendar, event
from tests.teams import TRACK_A, make_team

from rotation.config.calendars.schedule import calendar_span, entries_from_ics
from rotation.model.identity import TEAM_FEED, calendar_uid, person_feed
from rotation.model.shifts import Loads, Shift, ShiftKind

TEAM = make_team("ada", name="On-call", calendar_id="eng", timezone="UTC", tracks=(TRACK_A,))


def week(day: int) -> Shift:
    start, end = datetime(2026, 3, day, 11, tzinfo=UTC), datetime(2026, 3, day + 7, 11, tzinfo=UTC)
    name = f"A-2026-03-{day:02}"
    return Shift(name, "A", ShiftKind.REGULAR, start, end, end, date(2026, 3, day), Loads(1, 7, 2))


KNOWN = (week(2), week(9))


def read(*events: str) -> list[str]:
    """Return the shifts of a calendar as id and day."""
    entries = entries_from_ics(calendar(*events), TEAM, KNOWN, "team.ics")
    return [f"{entry.shift} on {entry.start:%d}" for entry in entries]


def moved(shift: str, feed: str, domain: str = "rotation.invalid") -> str:
    """Return the event of a shift, moved into the second week."""
    uid = calendar_uid("eng", feed, shift, domain)
    return event("DTSTART:20260312T110000Z\nDTEND:20260313T110000Z", "Ada on call (A)", uid)


@pytest.mark.parametrize("feed", [TEAM_FEED, person_feed("ada")])
@pytest.mark.parametrize("part", ["", "+2", "+3", "+4"])
def test_an_event_of_ours_keeps_its_shift_wherever_it_is_moved(feed: str, part: str) -> None:
    """Its UID names a shift, or one of up to four parts of it, in the team's or a person's file."""
    assert read(moved(f"A-2026-03-02{part}", feed)) == [f"A-2026-03-02{part} on 12"]


@pytest.mark.parametrize(
    "foreign",
    [
        moved("A-2026-03-02+5", TEAM_FEED),
        moved("A-2026-03-02+1", TEAM_FEED),
        moved("A-2026-03-02", TEAM_FEED, "elsewhere.example"),
        moved("A-2026-03-02", person_feed("nobody")),
    ],
)
def test_any_other_event_belongs_to_the_shift_it_lies_in(foreign: str) -> None:
    """A part beyond, another domain or another person's file is a UID like any other."""
    assert read(foreign) == ["A-2026-03-09 on 12"]


def test_a_cancelled_instance_takes_no_event_back() -> None:
    """An instance of a series is cancelled, not the event that shares its UID."""
    times = "DTSTART:20260312T110000Z\nDTEND:20260313T110000Z"
    first = event(times, "Ada on call (A)", "one@x")
    gone = f"{times}\nSTATUS:CANCELLED\nSEQUENCE:9"
    instance = event(f"{gone}\nRECURRENCE-ID:20260312T110000Z", "Ada on call (A)", "one@x")
    unread = event(f"{gone}\nRECURRENCE-ID:never", "Ada on call (A)", "one@x")
    whole = event(gone, "Ada on call (A)", "one@x")
    assert read(first, instance) == ["A-2026-03-09 on 12"]
    assert read(first, unread) == ["A-2026-03-09 on 12"]
    assert read(first, whole) == []


def test_the_span_of_a_calendar_is_that_of_what_counts() -> None:
    """From the first start to the last end of what is not cancelled, whatever its order."""
    long = event("DTSTART:20260303T110000Z\nDTEND:20260320T110000Z", "Ada", "a@x")
    late = event("DTSTART:20260312T110000Z\nDTEND:20260313T110000Z", "Ada", "b@x")
    gone = event("DTSTART:20260101T110000Z\nDTEND:20261231T110000Z\nSTATUS:CANCELLED", "Ada", "c@x")
    span = (datetime(2026, 3, 3, 11, tzinfo=UTC), datetime(2026, 3, 20, 11, tzinfo=UTC))
    assert calendar_span(calendar(late, gone, long), TEAM, "team.ics") == span
    assert calendar_span(calendar(gone), TEAM, "team.ics") is None
