"""Time off that is easily lost: odd addresses, and days that repeat for people far away."""

from pathlib import Path

import pytest
from config_cases import VALID
from tests.teams import write_files

from rotation.config import load
from rotation.errors import BadInput

HEAD = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nX-WR-TIMEZONE:America/New_York\n"
TEAM = VALID + '[files]\ntime_off = "team.ics"\n'


def spans(folder: Path, toml: str, name: str, *lines: str) -> list[str]:
    """Return who is away when, UTC, by one event of a calendar of New York."""
    event = ("BEGIN:VEVENT", "UID:1@x", "DTSTAMP:20261101T000000Z", *lines, "END:VEVENT")
    text = HEAD + "\n".join(event) + "\nEND:VCALENDAR\n"
    files = {"rotation.toml": toml, name: text.replace("\n", "\r\n")}
    absences = load(write_files(folder, files)).time_off
    return [f"{t.engineer} {t.start:%m-%dT%H:%M} {t.end:%m-%dT%H:%M}" for t in absences]


def test_an_empty_address_is_nobodys(tmp_path: Path) -> None:
    """An attendee without an address is not the engineer without one: only a title names her."""
    lines = ("ATTENDEE:mailto:", "DTSTART;VALUE=DATE:20260701")
    named = spans(tmp_path, TEAM, "team.ics", "SUMMARY:Grace Hopper", *lines)
    assert named == ["grace 07-01T04:00 07-02T04:00"]
    with pytest.raises(BadInput, match="names no engineer"):
        spans(tmp_path, TEAM, "team.ics", "SUMMARY:Vacation", *lines)


def test_days_that_repeat_are_days_where_the_person_lives(tmp_path: Path) -> None:
    """Each occurrence of a whole day is a local day of the person, whatever the file's zone."""
    toml = VALID.replace('id = "ada"\n', 'id = "ada"\ntime_off = "ada.ics"\n')
    toml = toml.replace("Europe/London", "Asia/Tokyo")
    lines = ("SUMMARY:Away", "DTSTART;VALUE=DATE:20260706", "RRULE:FREQ=WEEKLY;COUNT=3")
    assert spans(tmp_path, toml, "ada.ics", *lines) == [
        "ada 07-05T15:00 07-06T15:00",
        "ada 07-12T15:00 07-13T15:00",
        "ada 07-19T15:00 07-20T15:00",
    ]
