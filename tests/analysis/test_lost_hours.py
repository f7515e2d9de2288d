"""Hours that a track had a week before, and that no track has since clocks changed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.teams import make_team, weekly

from rotation.horizon.clock import instant, midnight, wall
from rotation.model.rest_days import HolidayRules
from rotation.model.roster import Roster
from rotation.model.settings import RotationData
from rotation.model.source import Source
from rotation.model.tracks import DayKind, Track, WeeklyWindow
from rotation.plans.horizon_notes import horizon_notes
from rotation.plans.lost_hours import LostHours, lost_hours
from rotation.plans.note import Topic
from rotation.problems import build_problem
from rotation.rules import DEFAULT_RULES, Rule
from rotation.testing import make_settings

WEEK = timedelta(days=7)
PLACE = Source("rotation.toml", 12)
TOGETHER = make_settings("rules.together", PLACE, at_least=1)
ZONES = ("Europe/London", "America/New_York", "Australia/Sydney", "Asia/Tokyo")
WORKDAYS, EVERY_DAY = range(5), range(7)


def region(name: str, zone: str, first: int, last: int, days: range = WORKDAYS) -> Track:
    """Return a track with the same hours on some days, by its own clock."""
    window = WeeklyWindow(tuple(days), time(first), time(last))
    plain = weekly(name, "Mon 00:00").settings[0]
    return Track(name, (replace(plain, timezone=zone, windows=(window,)),))


EU = region("EU", "Europe/London", 8, 16)
US = region("US", "America/New_York", 11, 19)


def team(*tracks: Track, zone: str = "Europe/London", **more: object) -> RotationData:
    names = tuple(track.name for track in tracks)
    fields = {
        "timezone": zone,
        "settings": (TOGETHER,),
        "holidays": HolidayRules("GB", "ENG"),
        **more,
    }
    made = make_team("ada", "ben", tracks=tracks, **fields)
    return replace(made, engineers=tuple(replace(e, tracks=names) for e in made.engineers))


def lost(rotation: RotationData, first: str, last: str) -> tuple[LostHours, ...]:
    """Return what is lost from one local day to the midnight of another."""
    zone = ZoneInfo(rotation.timezone)
    start, end = (midnight(zone, date.fromisoformat(day)) for day in (first, last))
    return lost_hours(rotation, build_problem(rotation, start, end, date(2026, 1, 1)))


def days(run: LostHours, zone: str) -> list[str]:
    clock = ZoneInfo(zone)
    spans = [(wall(clock, span.start), wall(clock, span.end)) for span in run.days]
    return [f"{start:%m-%d %H:%M} {end:%H:%M}" for start, end in spans]


@pytest.mark.parametrize(
    ("zone", "first", "track", "expected"),
    [
        # New York goes forward on 14 March, London on the 28th.
        ("Europe/London", "2027-03-01", "US", [f"03-{n} 23:00 00:00" for n in range(15, 20)]),
        ("America/New_York", "2027-03-01", "EU", [f"03-{n} 03:00 04:00" for n in range(15, 20)]),
        # London goes back on 31 October, New York on 7 November.
        ("Europe/London", "2027-10-18", "US", [f"11-0{n} 23:00 00:00" for n in range(1, 6)]),
    ],
)
def test_between_two_clock_changes_hours_are_lost(
    zone: str, first: str, track: str, expected: list[str]
) -> None:
    """In the first week of those between: in the next ones the week before was like it."""
    after = date.fromisoformat(first) + 6 * WEEK
    (one_run,) = lost(team(EU, US, zone=zone), first, str(after))
    assert (one_run.source, one_run.tracks) == (PLACE, (track,))
    assert days(one_run, zone) == expected


@pytest.mark.parametrize(("rules", "listed"), [(DEFAULT_RULES, True), (DEFAULT_RULES[:1], False)])
def test_a_plan_lists_them_with_the_table(rules: tuple[Rule, ...], listed: bool) -> None:
    """One line for the days of a week, with the hours and the place; none without the rule."""
    rotation = team(EU, US)
    zone = ZoneInfo(rotation.timezone)
    start, end = midnight(zone, date(2027, 3, 8)), midnight(zone, date(2027, 3, 29))
    problem = build_problem(rotation, start, end, date(2026, 1, 1))
    plan = SimpleNamespace(
        rotation=rotation,
        problem=problem,
        roster=Roster({shift.id: None for shift in problem.shifts}),
        rows=(),
        today=date(2026, 1, 1),
        rules=rules,
        goals=(),
    )
    notes = {note.topic: note.lines for note in horizon_notes(plan)}  # type: ignore[arg-type]
    text = "2027-03-15 to 2027-03-19, 23:00 to 00:00: covered by US a week before"
    expected = (f"{text} (rotation.toml:12)",) if listed else None
    assert notes.get(Topic.LOST_HOURS) == expected


@pytest.mark.parametrize(
    "tracks",
    [
        (EU, region("UK", "Europe/London", 16, 23)),  # one clock
        (  # somebody else has the hours
            EU,
            region("US", "America/New_York", 11, 18),
            region("night", "Europe/London", 21, 23),
        ),
        (EU, region("AP", "Asia/Tokyo", 9, 17)),  # no clock changes against the rotation's
    ],
)
def test_hours_that_somebody_has_are_not_lost(tracks: tuple[Track, ...]) -> None:
    """Nor those of a track whose clock goes with the rotation's, on a holiday (26 March)."""
    assert lost(team(*tracks), "2027-03-08", "2027-03-27") == ()


def test_holidays_and_ends_lose_nothing() -> None:
    """Easter Monday 2027 follows a clock change; what a track does not have then is its own."""
    office = region("EU", "Europe/London", 8, 16)
    workdays = WeeklyWindow(DayKind.WORKDAYS, time(8), time(16))
    own = replace(office.settings[0], windows=(workdays,))
    tokyo = region("AP", "Asia/Tokyo", 20, 23)
    rotation = team(Track("EU", (own,)), tokyo, zone="UTC")
    (run,) = lost(rotation, "2027-03-28", "2027-04-10")
    assert days(run, "UTC") == [f"{day} 15:00 16:00" for day in ("03-30", "03-31", "04-01")]
    ending = replace(EU, settings=(replace(EU.settings[0], last_day=date(2027, 3, 27)),))
    assert lost(team(ending, tokyo, zone="UTC"), "2027-03-28", "2027-04-10") == ()


def test_without_a_table_nothing_is_looked_at() -> None:
    """The rule asks for people at the same time; without it, hours are what they are."""
    assert lost(team(EU, US, settings=()), "2027-03-01", "2027-04-12") == ()
    other = make_settings("rules.together", at_least=1, tracks=("EU",))
    assert lost(team(EU, US, settings=(other,)), "2027-03-01", "2027-04-12") == ()


def hours_lost(rotation: RotationData, first: date, last: date) -> Iterator[datetime]:
    """Yield every lost hour, one after the other; every track has its hours every day."""
    clock = ZoneInfo(rotation.timezone)
    own = [(track.settings[0].timezone, track.settings[0].windows[0]) for track in rotation.tracks]

    def at(zone: str, moment: datetime) -> datetime:
        return wall(ZoneInfo(zone), moment)

    def has(zone: str, window: WeeklyWindow, moment: datetime) -> bool:
        return window.opens <= at(zone, moment).time() < window.closes

    def moved(zone: str, moment: datetime, by: timedelta) -> datetime:
        then = at(zone, moment) + by
        return instant(ZoneInfo(zone), then.date(), then.time())

    now, end = midnight(clock, first), midnight(clock, last)
    if len({zone for zone, _ in own}) == 1:
        return
    while now < end:
        before = moved(rotation.timezone, now, -WEEK)
        if any(has(*track, before) for track in own) and not any(has(*t, now) for t in own):
            yield now
        now += timedelta(hours=1)


@st.composite
def teams(draw: st.DrawFn) -> RotationData:
    """Return tracks around the world that hand over at their midnights."""
    tracks = []
    for name in "ABC"[: draw(st.integers(2, 3))]:
        first = draw(st.integers(4, 20))
        last = draw(st.integers(first + 1, 23))
        tracks.append(region(name, draw(st.sampled_from(ZONES)), first, last, EVERY_DAY))
    return team(*tracks, zone=draw(st.sampled_from(("UTC", *ZONES))))


@settings(derandomize=True, max_examples=15, deadline=None)
@given(teams(), st.sampled_from(["2027-03-08", "2027-03-22", "2027-10-25"]))
def test_the_lost_hours_are_those_of_every_hour(rotation: RotationData, first: str) -> None:
    """Looked at one by one, whatever the clocks are."""
    day = date.fromisoformat(first)
    spans = sorted(span for run in lost(rotation, first, str(day + 2 * WEEK)) for span in run.days)
    hours = {
        span.start + n * timedelta(hours=1)
        for span in spans
        for n in range((span.end - span.start) // timedelta(hours=1))
    }
    assert hours == set(hours_lost(rotation, day, day + 2 * WEEK))
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(span.start.tzinfo is UTC for span in spans)
