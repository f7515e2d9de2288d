"""Calendars of time off for tests, and what is read of them."""

from datetime import UTC, datetime
from pathlib import Path

from config_cases import VALID
from tests.teams import write_files

from rotation.config import load
from rotation.model.settings import RotationData

__all__ = [
    "GOOD",
    "OWN",
    "START",
    "TEAM",
    "ZONED",
    "calendar",
    "event",
    "instant",
    "read",
    "remarks",
    "spans",
]

START = "DTSTART:20260701T100000Z\nDURATION:PT1H\n"
"""An hour."""
OWN = VALID.replace('id = "ada"\n', 'id = "ada"\ntime_off = "ada.ics"\n')
TEAM = VALID + '[files]\ntime_off = "team.ics"\n'


def calendar(*components: str, head: str = "") -> bytes:
    """Return a calendar with CRLF line ends."""
    body = "\n".join(component.strip("\n") for component in components)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{head}{body}\nEND:VCALENDAR\n"
    return text.replace("\n\n", "\n").replace("\n", "\r\n").encode()


def event(
    lines: str, title: str = "Away", uid: str = "u@x", stamp: str = "20261101T000000Z"
) -> str:
    """Return an event; without DTSTAMP when there is no stamp."""
    stamped = f"DTSTAMP:{stamp}\n" if stamp else ""
    return f"BEGIN:VEVENT\nUID:{uid}\n{stamped}SUMMARY:{title}\n{lines.strip()}\nEND:VEVENT"


GOOD = event("DTSTART;VALUE=DATE:20261221\nDTEND;VALUE=DATE:20261224", "Good", "good@x")


def read(folder: Path, data: bytes, toml: str = OWN) -> RotationData:
    """Load the small team with a calendar; Ada lives in London, the team in New York."""
    name = "ada.ics" if "ada.ics" in toml else "team.ics"
    return load(write_files(folder, {"rotation.toml": toml, name: data}))


def spans(rotation: RotationData) -> list[str]:
    """Return who is away when, UTC."""
    return [f"{t.engineer} {t.start:%m-%dT%H:%M} {t.end:%m-%dT%H:%M}" for t in rotation.time_off]


def remarks(rotation: RotationData) -> str:
    """Return the remarks as a text."""
    return "\n".join(map(str, rotation.remarks))


def instant(day: str) -> datetime:
    """Return midnight of a day, UTC."""
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


ZONED = """BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:{offset}
TZOFFSETTO:{offset}
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
END:STANDARD
END:VTIMEZONE
"""
"""A zone of one offset all year."""
