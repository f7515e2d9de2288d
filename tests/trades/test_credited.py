"""What was traded is credited to whoever works it, in hours and in ledgers."""

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from living_cases import write

import rotation
from rotation import Rotation
from rotation.horizon.hours import Hours
from rotation.model.shifts import Loads
from rotation.trades import cover

TODAY = date(2027, 3, 1)
PUBLISHED = """shift,track,kind,start,end,engineer
A-2027-03-08,A,regular,2027-03-08T11:00-05:00,2027-03-15T11:00-04:00,ada
A-2027-03-15,A,regular,2027-03-15T11:00-04:00,2027-03-22T11:00-04:00,cleo
"""
NEW_YORK = ZoneInfo("America/New_York")


@pytest.fixture
def team(tmp_path: Path) -> Rotation:
    """Return a team in which Bela has the weekend of Ada's week; the clock goes forward in it."""
    before = rotation.load(write(tmp_path / "team", published=PUBLISHED))
    first, after = (datetime(2027, 3, day, tzinfo=NEW_YORK) for day in (13, 15))
    deal = cover(before, "A-2027-03-08", "bela", TODAY, start=first, end=after)
    assert not deal.edition.broken
    deal.edition.write()
    return rotation.load(tmp_path / "team")


def test_hours_are_those_of_whoever_works(team: Rotation) -> None:
    """Bela has 24 hours of Saturday and 23 of Sunday; Ada has the other 120 of 167, once.

    Ada: working 6 on Monday, 8 a day to Friday and 2 on the last Monday; off-hours 7, 16 and 9.
    """
    hours = {line.engineer.id: line.hours for line in team.hours("2027-03")}
    assert hours["ada"] == Hours(timedelta(hours=6 + 4 * 8 + 2), timedelta(hours=7 + 4 * 16 + 9))
    assert hours["bela"] == Hours(weekend=timedelta(hours=24 + 23))
    assert sum((h.total for h in hours.values()), timedelta()) == timedelta(hours=167 + 168)


def test_ledgers_are_those_of_whoever_works(team: Rotation) -> None:
    """The shift counts once, for Ada, who has most of its days; its rest days are Bela's."""
    window = {"since": date(2027, 3, 1), "until": date(2027, 4, 1)}
    lines = {line.person.id: line for line in team.ledger(**window).lines}
    assert lines["ada"].load == Loads(shifts=1, days=5)
    assert lines["bela"].load == Loads(days=2, rest_days=2)
    assert lines["cleo"].load == Loads(shifts=1, days=7, rest_days=2)
    assert lines["bela"].hours.total == timedelta(hours=47)


def test_what_was_traded_is_credited_once_it_is_history(team: Rotation, tmp_path: Path) -> None:
    """A line that moves from the published plan to history, as published, is worked as traded."""
    worked = write(
        tmp_path / "later",
        history=PUBLISHED,
        trades=(tmp_path / "team" / "trades.csv").read_text(encoding="utf-8"),
    )
    later = rotation.load(worked)
    assert later.history
    assert not later.published
    for month in ("2027-02", "2027-03", "2027-04"):
        assert [(p.engineer.id, p.hours) for p in later.hours(month)] == [
            (p.engineer.id, p.hours) for p in team.hours(month)
        ]
