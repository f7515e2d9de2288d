"""The examples of hours, roles and limits: each keeps what its README says, and is proved."""

from collections import Counter
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import rotation
from rotation.api import Rotation
from rotation.model.shifts import Shift
from rotation.plans.plan import Plan

EXAMPLES = Path(__file__).parents[2] / "examples"
TODAY = date(2026, 12, 1)
HOUR = timedelta(hours=1)

SPANS = {
    "business-hours": (date(2027, 3, 1), date(2027, 4, 1)),
    "day-night": (date(2027, 3, 1), date(2027, 4, 12)),
    "follow-the-sun": (date(2027, 1, 4), date(2027, 7, 5)),
    "primary-secondary": (date(2027, 1, 4), date(2027, 7, 5)),
}


class Planned:
    """An example, its plan, and who holds what."""

    def __init__(self, name: str) -> None:
        first, after = SPANS[name]
        self.team: Rotation = rotation.load(EXAMPLES / name, today=TODAY)
        self.plan: Plan = self.team.plan(start=first, end=after, today=TODAY)
        self.zone = ZoneInfo(self.team.timezone)

    def of(self, *tracks: str) -> list[tuple[Shift, str]]:
        """Return the shifts of some tracks with their holders, in order of time."""
        shifts = [s for s in self.plan.problem.shifts if s.track in tracks]
        return [(s, str(self.plan.roster[s.id])) for s in shifts]

    def local(self, moment: datetime) -> datetime:
        """Return an instant by the rotation's clock."""
        return moment.astimezone(self.zone)


@cache
def planned(name: str) -> Planned:
    """Plan an example once."""
    return Planned(name)


@pytest.fixture(scope="module", params=SPANS)
def every(request: pytest.FixtureRequest) -> Planned:
    """Each of the examples."""
    return planned(request.param)


@pytest.fixture(scope="module")
def ladder() -> Planned:
    """Plan the ladder of primary and secondary."""
    return planned("primary-secondary")


@pytest.fixture(scope="module")
def control_room() -> Planned:
    """Plan days and nights."""
    return planned("day-night")


@pytest.fixture(scope="module")
def desk() -> Planned:
    """Plan the workdays of a month."""
    return planned("business-hours")


@pytest.fixture(scope="module")
def regions() -> Planned:
    """Plan three regions for half a year."""
    return planned("follow-the-sun")


def test_every_shift_is_held_every_rule_kept_and_every_goal_proved(every: Planned) -> None:
    """No example shows a plan that could be better, or breaks what its lines ask for."""
    plan = every.plan
    assert plan.open_regular == ()
    assert rotation.check(every.team, plan, today=TODAY) == []
    assert [o.name for o in plan.objectives if not o.proved] == []
    assert plan.unable == ()


def test_the_secondary_is_the_next_primary(ladder: Planned) -> None:
    """Week after week, and nobody is both at once."""
    first, second = ladder.of("primary"), ladder.of("secondary")
    assert len(first) == len(second) >= 26
    for (_, secondary), (_, primary) in zip(second[:-1], first[1:], strict=True):
        assert secondary == primary
    assert all(a != b for (_, a), (_, b) in zip(first, second, strict=True))


def test_somebody_senior_is_always_on_the_ladder(ladder: Planned) -> None:
    """Of the two on call, one has the skill."""
    senior = {e.id for e in ladder.team.engineers if "senior" in e.skills}
    assert len(senior) == 4
    for (_, a), (_, b) in zip(ladder.of("primary"), ladder.of("secondary"), strict=True):
        assert senior & {a, b}


def test_newcomers_watch_and_are_not_counted(ladder: Planned) -> None:
    """The two who learn hold the shadow turns, and nothing else; skiing leaves two open."""
    turns = ladder.of("shadow")
    away = [s.first_day for s, who in turns if who == "None"]
    shadows = {who for _, who in turns} - {"None"}
    assert away == [date(2027, 1, 19), date(2027, 1, 26)]
    assert shadows == {"hana-novotna", "isabel-moreira"}
    assert not shadows & {who for _, who in ladder.of("primary", "secondary")}


def test_everybody_rests_eleven_hours(control_room: Planned) -> None:
    """Between any two turns of one person, whichever turns they are."""
    turns = control_room.of("day", "night")
    for person in {who for _, who in turns}:
        mine = [shift for shift, who in turns if who == person]
        for before, after in pairwise(mine):
            assert after.windows[0].start - before.windows[-1].end >= 11 * HOUR


def test_nobody_has_five_nights_in_a_fortnight(control_room: Planned) -> None:
    """In no stretch of fourteen days; and Franz has none at all."""
    nights = control_room.of("night")
    for shift, person in nights:
        days = [(s.first_day - shift.first_day).days for s, who in nights if who == person]
        assert sum(0 <= day < 14 for day in days) <= 4
    assert "franz-moser" not in {who for _, who in nights}


def test_holidays_and_weekends_have_no_shift(desk: Planned) -> None:
    """Good Friday, 26 March, and Easter Monday are no workdays; every other one is somebody's."""
    days = [desk.local(s.windows[0].start).date() for s, _ in desk.of("desk")]
    march = [date(2027, 3, 1) + timedelta(days=n) for n in range(31)]
    workdays = [d for d in march if d.weekday() < 5 and d.day not in {26, 29}]
    assert [day for day in days if day.month == 3] == workdays


def test_days_off_are_kept(desk: Planned) -> None:
    """Nobody serves on a day that is off, nor on two days in a row."""
    off = {e.id: e.off for e in desk.team.engineers}
    shifts = desk.of("desk")
    assert any(off.values())
    for shift, person in shifts:
        assert desk.local(shift.windows[0].start).weekday() not in off[person]
    for (_, a), (_, b) in pairwise(shifts):
        assert a != b


def test_three_regions_make_a_whole_day(regions: Planned) -> None:
    """Every instant of half a year is one region's, and everybody serves in theirs."""
    windows = sorted(
        (window.start, window.end)
        for shift, _ in regions.of("apac", "emea", "amer")
        for window in shift.windows
        if window.start >= regions.plan.problem.start
    )
    assert all(a[1] == b[0] for a, b in pairwise(windows))
    tracks = {e.id: e.tracks for e in regions.team.engineers}
    assert all(s.track in tracks[who] for s, who in regions.of("apac", "emea", "amer"))


def test_hours_are_near_the_share(regions: Planned) -> None:
    """Within 48 hours for everybody who serves one region, over half a year of about 1,456."""
    for track in ("apac", "emea", "amer"):
        hours: Counter[str] = Counter()
        for shift, person in regions.of(track):
            hours[person] += sum(round((w.end - w.start) / HOUR) for w in shift.windows)
        own = [e.id for e in regions.team.engineers if e.tracks == (track,)]
        share = Fraction(sum(hours[person] for person in own), len(own))
        assert sum(hours.values()) == pytest.approx(1456, abs=20)
        assert all(abs(hours[person] - share) <= 48 for person in own)


def test_nights_are_the_fewest_for_these_hours(regions: Planned) -> None:
    """Proved, and only those have nights whose clock cannot help it."""
    nights = next(o for o in regions.plan.objectives if o.name == "night_hours.total")
    assert nights.proved
    assert nights.value > 0
    zones = {e.id: ZoneInfo(e.timezone) for e in regions.team.engineers}
    sleepless = {
        person
        for shift, person in regions.of("apac", "emea", "amer")
        for window in shift.windows
        if window.start.astimezone(zones[person]).hour < 6
        or window.end.astimezone(zones[person]).hour in {23, 0}
    }
    assert sleepless == {"rohan-mehta", "henry-clarke"}


def test_one_of_two_weekends_is_free(regions: Planned) -> None:
    """Nobody has two weekends in a row."""
    for track in ("apac", "emea", "amer"):
        half_year = [
            pair for pair in regions.of(track) if pair[0].start >= regions.plan.problem.start
        ]
        weekends = [who for shift, who in half_year if shift.windows[0].start.weekday() == 5]
        assert len(weekends) == 26
        assert all(a != b for a, b in pairwise(weekends))
