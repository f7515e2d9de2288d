"""A team with three shifts, calendars of its schedule, and what is read of them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from tests.teams import TRACK_A, make_team, member, weekly

from rotation.config.calendars.schedule import entries_from_ics
from rotation.errors import BadInput
from rotation.model.people import Engineer
from rotation.model.schedule import Row
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry, Loads, Shift, ShiftKind, Status

ZONE = ZoneInfo("America/New_York")
REVISED = datetime(2026, 2, 1, tzinfo=UTC)


def engineer(person: str, name: str, email: str = "") -> Engineer:
    """Return somebody who serves both tracks."""
    return member(person, name, tracks=("A", "Beta"), email=email)


# Two Anns, of whom one's name begins the other's; an id that is a track's name.
PEOPLE = (
    engineer("a", "Zoë Ångström", "zoe@example.com"),
    engineer("ann", "Ann", "ann@example.com"),
    engineer("ann-lee", "Ann Lee", "ann.lee@example.com"),
    engineer("li", "李小龍"),
    engineer("gh", "Grace Hopper"),
)
TEAM = make_team(
    *PEOPLE, name="On-call", calendar_id="eng", tracks=(TRACK_A, weekly("Beta", "Wed 11:00"))
)


def shift(shift_id: str, start: str, end: str) -> Shift:
    """Return a shift between two days, 11:00 in New York."""
    first, last = (
        datetime.fromisoformat(f"{day}T11:00").replace(tzinfo=ZONE).astimezone(UTC)
        for day in (start, end)
    )
    track = shift_id.split("-", maxsplit=1)[0]
    loads = Loads(1, 7, 2)
    return Shift(
        shift_id, track, ShiftKind.REGULAR, first, last, last, date.fromisoformat(start), loads
    )


A1 = shift("A-2026-03-02", "2026-03-02", "2026-03-09")
A2 = shift("A-2026-03-09", "2026-03-09", "2026-03-16")
B1 = shift("Beta-2026-03-04", "2026-03-04", "2026-03-11")
KNOWN = (A1, B1, A2)


def rows(*holders: str | None) -> list[Row]:
    """Return the known shifts with these holders."""
    return [
        Row(s, h, Status.PLANNED if h else Status.OPEN, n, REVISED)
        for n, (s, h) in enumerate(zip(KNOWN, holders, strict=True))
    ]


def read(data: bytes, team: RotationData = TEAM) -> tuple[Entry, ...]:
    """Read a calendar against the known shifts."""
    return entries_from_ics(data, team, KNOWN, "team.ics")


def brief(entries: tuple[Entry, ...]) -> list[tuple[str, str | None]]:
    """Return shift and holder of each entry."""
    return [(entry.shift, entry.engineer) for entry in entries]


def faults(data: bytes, team: RotationData = TEAM) -> list[str]:
    """Return what is wrong with a calendar."""
    with pytest.raises(BadInput) as caught:
        read(data, team)
    return [str(fault) for fault in caught.value.faults]


def ics(*events: str, head: str = "") -> bytes:
    """Return a foreign calendar; an event is its lines, UID and times unless it has them."""
    body = []
    for number, event in enumerate(events):
        lines = event.strip().splitlines()
        names = {line.partition(":")[0].partition(";")[0] for line in lines}
        lines += [f"UID:{number}@example.org"] if "UID" not in names else []
        if "DTSTART" not in names:
            lines += ["DTSTART:20260302T160000Z", "DTEND:20260309T150000Z"]
        body += ["BEGIN:VEVENT", *lines, "END:VEVENT"]
    text = ["BEGIN:VCALENDAR", "VERSION:2.0", *head.splitlines(), *body, "END:VCALENDAR", ""]
    return "\r\n".join(text).encode()


SECOND = "DTSTART:20260309T150000Z\nDTEND:20260316T150000Z"
