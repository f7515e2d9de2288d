"""Events of no length at midnight in UTC, as programs write that think in days."""

from pathlib import Path

import pytest
from calendar_cases import OWN, calendar, event, read, remarks, spans

AT = "DTSTART:20261207T{time}Z\nDTEND:20261207T{time}Z"
MARKED = AT + "\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE"


@pytest.mark.parametrize(
    ("zone", "time", "day"),
    [
        ("America/New_York", "000000", "12-07T05:00 12-08T05:00"),
        ("America/New_York", "050000", "12-07T05:00 12-08T05:00"),
        ("Europe/Berlin", "000000", "12-06T23:00 12-07T23:00"),
        ("Asia/Tokyo", "000000", "12-06T15:00 12-07T15:00"),
        ("Asia/Tokyo", "150000", "12-07T15:00 12-08T15:00"),
    ],
)
def test_a_marked_event_is_the_day_that_is_meant(
    tmp_path: Path, zone: str, time: str, day: str
) -> None:
    """Midnight in UTC means the written day, any other time the day of the person's zone."""
    toml = OWN.replace("Europe/London", zone)
    assert spans(read(tmp_path, calendar(event(MARKED.format(time=time))), toml)) == [f"ada {day}"]


def test_midnight_in_utc_without_a_mark_is_reported(tmp_path: Path) -> None:
    """Nobody is away by it, and that is not silent, wherever the person lives."""
    toml = OWN.replace("Europe/London", "America/New_York")
    rotation = read(tmp_path, calendar(event(AT.format(time="000000"))), toml)
    assert not rotation.time_off
    assert "starts and ends at midnight" in remarks(rotation)
    assert not remarks(read(tmp_path, calendar(event(AT.format(time="083000"))), toml))
