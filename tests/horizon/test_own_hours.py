"""Hours and days off of people, by their own clock."""

from datetime import UTC, date, datetime, time
from fractions import Fraction
from zoneinfo import ZoneInfo

from horizon_builders import entry
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.teams import handover, make_team, member

from rotation.model.fairness import Quantity, fair_shares
from rotation.model.rest_days import HolidayRules
from rotation.model.settings import Configured, RotationData
from rotation.model.shifts import Window
from rotation.model.tracks import DayKind, Track, TrackSettings, WeeklyWindow
from rotation.problems import build_problem
from rotation.problems.own_hours import own_hours
from rotation.testing import make_shift

EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
DAYTIME = WeeklyWindow(EVERY_DAY, time(7), time(22))


def team(**fields: object) -> RotationData:
    """Return a team of Ada, with some fields of hers."""
    return make_team(member("ada", **fields), timezone="UTC")


def local(zone: str, *parts: int) -> datetime:
    return datetime(*parts, tzinfo=ZoneInfo(zone)).astimezone(UTC)  # type: ignore[misc, arg-type]


def test_hours_are_those_of_the_persons_clock_through_a_change() -> None:
    """In London 07:00 is 07:00 UTC on 27 March 2027, and 06:00 from the next day on."""
    shift = make_shift("A-2027-03-27", days=2)
    (ada,) = own_hours(team(timezone="Europe/London", available=(DAYTIME,)), [shift]).values()
    assert ada.available == (
        Window(datetime(2027, 3, 27, 7, tzinfo=UTC), datetime(2027, 3, 27, 22, tzinfo=UTC)),
        Window(datetime(2027, 3, 28, 6, tzinfo=UTC), datetime(2027, 3, 28, 21, tzinfo=UTC)),
    )
    assert ada.hours == "07:00-22:00 (Europe/London)"


def test_a_day_off_is_a_local_day() -> None:
    """Friday in Auckland begins on Thursday in UTC."""
    shift = make_shift("A-2027-01-28", start="2027-01-28T12:00", days=1)
    (ada,) = own_hours(team(timezone="Pacific/Auckland", off=(4,)), [shift]).values()
    begin, end = (local("Pacific/Auckland", 2027, 1, day) for day in (29, 30))
    assert (ada.available, ada.days_off) == (None, (Window(begin, end),))
    assert not ada.allow(shift)
    assert ada.allow(make_shift("A-2027-01-28", start="2027-01-28T10:00", days=1))


def test_workdays_are_those_of_the_persons_country() -> None:
    """On 26 January 2027 Australia rests; a team of another country works."""
    office = WeeklyWindow(DayKind.WORKDAYS, time(), time(), 1)
    shift = make_shift("A-2027-01-25", days=3)
    for country, days in (("AU", [25, 27]), (None, [25, 26, 27])):
        rotation = team(timezone="UTC", country=country, available=(office,))
        assert rotation.holidays == HolidayRules()
        (ada,) = own_hours(rotation, [shift]).values()
        held = [day for day in (25, 26, 27) if ada.allow(make_shift(f"A-2027-01-{day}", days=1))]
        assert held == days


def test_nobody_without_hours_has_some() -> None:
    """Whoever writes neither hours nor days off can be on call always."""
    assert own_hours(team(), [make_shift("A-2027-01-25")]) == {}


@settings(max_examples=60, derandomize=True, deadline=None)
@given(
    st.sampled_from(
        ["UTC", "America/New_York", "Europe/London", "Asia/Kolkata", "Australia/Lord_Howe"]
    ),
    st.integers(0, 23),
    st.integers(1, 24),
    st.lists(st.tuples(st.integers(0, 24 * 300), st.integers(1, 60)), min_size=1, max_size=4),
)
def test_hours_agree_with_a_clock_read_hour_by_hour(
    zone: str, opens: int, length: int, windows: list[tuple[int, int]]
) -> None:
    """A window fits where each of its quarters of an hour is within the hours of the clock."""
    closes = (opens + length) % 24
    weekly = WeeklyWindow(EVERY_DAY, time(opens), time(closes), int(closes <= opens))
    first = datetime(2027, 1, 4, tzinfo=UTC).timestamp()
    shifts = [
        make_shift(
            "A-2027-01-04", start=datetime.fromtimestamp(first + 3600 * at, UTC), days=hours / 24
        )
        for at, hours in windows
    ]
    (ada,) = own_hours(team(timezone=zone, available=(weekly,)), shifts).values()
    for shift in shifts:
        steps = range(int(shift.start.timestamp()), int(shift.end.timestamp()), 900)
        clocks = [datetime.fromtimestamp(step, ZoneInfo(zone)) for step in steps]
        inside = all((clock.hour - opens) % 24 < length for clock in clocks)
        assert ada.allow(shift) is inside


# From 09:00 UTC, which is 04:00 in New York.
HELD_BEFORE = (
    entry("A-2027-01-04", "2027-01-04 04:00", "2027-01-11 04:00", "ben"),
    entry("A-2027-01-11", "2027-01-11 04:00", "2027-01-18 04:00", "ben"),
    entry("A-2027-01-18", "2027-01-18 04:00", "2027-01-25 04:00", "ben"),
)


def _office(**fields: object) -> RotationData:
    """Return a team with office hours; Ada has longer ones, and Ben any."""
    office = WeeklyWindow(EVERY_DAY, time(9), time(17))
    moments = (handover("Mon 09:00"),)
    return make_team(
        member("ada", timezone="UTC", available=(DAYTIME,)),
        member("ben", timezone="UTC"),
        tracks=tuple(
            Track(name, (TrackSettings(moments, windows=(office,)),)) for name in ("A", "B")
        ),
        timezone="UTC",
        min_rest_days=0,
        **fields,
    )


def test_what_was_carried_can_be_in_somebodys_hours() -> None:
    """Ben had three weeks, and two are planned: Ada may hold all five, and half are hers."""
    begin, end = (datetime(2027, 1, day, 9, tzinfo=UTC) for day in (25, 27))
    problem = build_problem(_office(history=HELD_BEFORE), begin, end, date(2027, 1, 20))
    ada = problem.person("ada")
    assert [ada.may_hold(held.shift) for held in problem.carried] == [True] * 3
    half = Fraction(len(HELD_BEFORE) + len(problem.shifts), 2)
    assert fair_shares(problem, Quantity.SHIFTS) == {"ada": half, "ben": half}


def test_shifts_ahead_can_be_in_somebodys_hours() -> None:
    """Ada can hold the shift behind the horizon that follows her last one (R14)."""
    table = Configured("rules.follow", (("first", "A"), ("then", "B")))
    begin, end = (datetime(2027, 1, day, 9, tzinfo=UTC) for day in (25, 27))
    problem = build_problem(_office(settings=(table,)), begin, end, date(2027, 1, 20))
    assert problem.ahead
    assert all(map(problem.person("ada").could_hold, problem.ahead))
