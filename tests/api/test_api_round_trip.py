"""What is planned passes the check, whatever the tracks."""

from datetime import date, time
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

import rotation
from rotation.goals import named
from rotation.model.people import Engineer
from rotation.model.rest_days import HolidayRules, MonthDay
from rotation.model.tracks import Handover, SpecialPeriod, Track, TrackSettings

TODAY = date(2026, 11, 1)
hours = st.sampled_from([time(0), time(9), time(11), time(17)])


@st.composite
def tracks(draw: st.DrawFn, name: str) -> Track:
    days = draw(st.lists(st.integers(0, 6), min_size=1, max_size=5, unique=True))
    handovers = tuple(sorted(Handover(day, draw(hours)) for day in days))
    weeks = draw(st.sampled_from([1, 1, 2, 3]))
    anchor = date(2026, 11, 30) if weeks > 1 else None
    return Track(name, (TrackSettings(handovers, weeks, anchor),))


@settings(max_examples=12, deadline=None, derandomize=True)
@given(st.tuples(tracks("a"), tracks("b"), tracks("c")), st.sampled_from(["2026-12", "2027-01"]))
def test_plans_pass_the_check(lanes: tuple[Track, ...], month: str) -> None:
    """A first plan, its files and its frame keep every rule for tracks of unequal shifts."""
    people = tuple(
        Engineer(f"P {i}", date(2020, 1, 1), id=f"p{i}", timezone="UTC", tracks=("a", "b", "c"))
        for i in range(6)
    )
    team = rotation.Rotation(
        name="Team",
        calendar_id="team",
        timezone="Europe/Berlin",
        tracks=lanes,
        engineers=people,
        min_rest_days=0,
        holidays=HolidayRules("US"),
        special_periods=(SpecialPeriod("Christmas", MonthDay(12, 24), MonthDay(1, 1)),),
    )
    plan = team.plan(month=month, today=TODAY, goals=named(["open"]))
    assert rotation.check(team, plan, today=TODAY) == []
    with TemporaryDirectory() as folder:
        plan.write(folder)
        assert rotation.check(team, Path(folder) / "schedule.csv", today=TODAY) == []
