from datetime import date
from pathlib import Path

import pytest

from rotation import Engineer, Rotation, Track
from rotation.imports import import_schedule

TODAY = date(2026, 11, 23)
TRACKS = {
    "two weekly tracks": [Track("A", "Mon 11:00"), Track("B", "Wed 11:00")],
    "hours of workdays": [Track("desk", "Mon 09:00", windows="Mon-Fri 09:00-17:00")],
    "turns of two weeks": [Track("A", "Thu 10:00", weeks=2, anchor=date(2026, 12, 3))],
    "two handovers a week": [Track("A", ["Mon 10:00", "Fri 16:00"])],
}


@pytest.mark.parametrize("kind", TRACKS)
def test_what_was_published_comes_back(tmp_path: Path, kind: str) -> None:
    """Plan, publish, import the team's calendar: the same people at the same instants."""
    names = ("Ada", "Ben", "Cleo", "Dan", "Emil", "Fay")
    people = [Engineer(name, joined=date(2024, 1, 1)) for name in names]
    tracks = TRACKS[kind]
    rules = {"min_rest_days": 0, "on_rest_day": "keep"}
    team = Rotation("Team", "America/New_York", tracks=tracks, engineers=people, **rules)
    plan = team.plan(start=date(2026, 12, 1), end=date(2027, 2, 1), today=TODAY, effort=1)
    after = team.publish(plan, TODAY).after
    files = team.publish(plan, TODAY).files()
    (data,) = (data for path, data in files.items() if path.name == "schedule.ics")
    source = tmp_path / "schedule.ics"
    source.write_bytes(data)
    made = import_schedule(source, TODAY, timezone=team.timezone).rotation
    facts = [
        [(e.shift, e.track, e.start, e.end, e.engineer) for e in rotation.published]
        for rotation in (after, made)
    ]
    assert facts[0] == facts[1]
    assert made.engineers[0].name == team.engineers[0].name
