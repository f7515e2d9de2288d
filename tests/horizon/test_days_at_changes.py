"""Days where the settings of a track change, or where it begins or ends, against H10 and H67."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from horizon_builders import at, changing, rotation, table
from horizon_strategies import ZONES
from hypothesis import given, settings
from hypothesis import strategies as st
from test_tiling_of_hours import changing_hours

from rotation.horizon import shifts_of
from rotation.horizon.shift_days import ShiftDays
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry, Shift
from rotation.model.tracks import Track, WeeklyWindow
from rotation.written.entries import shifts_from_entries

DAY = timedelta(days=1)
WEEK = (0, 1, 2, 3, 4, 5, 6)


@st.composite
def changes(draw: st.DrawFn) -> tuple[RotationData, date]:
    """Return a track with a change that is not made of turns of one day, and a day near one."""
    data, change = draw(changing_hours())
    (track,) = data.tracks
    tables = tuple(replace(own, handover=own.handover[:1]) for own in track.settings)
    if draw(st.booleans()):
        around_the_clock = replace(tables[0], windows=())
        tables = (around_the_clock, *tables[1:])
    return data.amended(tracks=(Track("A", tables),)), change


def around(data: RotationData, change: date) -> tuple[Shift, ...]:
    middle = datetime.combine(change, time(0), UTC)
    return shifts_of(data, middle - 90 * DAY, middle + 90 * DAY)


def recorded(shift: Shift) -> Entry:
    return Entry(shift.id, shift.track, shift.kind, shift.start, shift.end, "ada")


def whose_days(shifts: Sequence[Shift], zone: ZoneInfo) -> dict[date, str]:
    """Return by definition whose each local day is, from the hours that are really covered."""
    stretches: list[list[datetime]] = []
    for window in (window for shift in shifts for window in shift.windows):
        if stretches and stretches[-1][1] == window.start:
            stretches[-1][1] = window.end
        else:
            stretches.append([window.start, window.end])
    moments: dict[date, datetime] = {}
    longest: dict[date, timedelta] = {}
    for opens, closes in stretches:
        local = [moment.astimezone(zone).replace(tzinfo=None) for moment in (opens, closes)]
        day = local[0].date()
        if local[1] - local[0] <= DAY:
            if closes - opens > longest.get(day, timedelta()):
                moments[day], longest[day] = opens + (closes - opens) / 2, closes - opens
            continue
        while day <= local[1].date():
            noon = datetime.combine(day, time(12), zone).astimezone(UTC)
            if opens <= noon < closes:
                moments[day], longest[day] = noon, timedelta.max
            day += DAY
    return {
        day: next(s.id for s in shifts if s.start <= moment < s.end)
        for day, moment in moments.items()
    }


@settings(deadline=None, max_examples=40, derandomize=True)
@given(changes())
def test_each_local_day_with_hours_counts_once(case: tuple[RotationData, date]) -> None:
    """Whatever hours two tables have: the longest window decides, recorded or planned."""
    data, change = case
    (track,) = data.tracks
    shifts = around(data, change)
    expected = whose_days(shifts, ZoneInfo(track.settings[0].timezone or data.timezone))
    inner = shifts[1:-1]
    for shift in inner:
        assert list(shift.dates) == sorted(day for day, own in expected.items() if own == shift.id)
    lines = shifts_from_entries(data, tuple(map(recorded, inner)))
    assert [line.dates for line in lines] == [shift.dates for shift in inner]


@settings(deadline=None, max_examples=25, derandomize=True)
@given(changes(), st.lists(st.sampled_from(ZONES), min_size=3, max_size=3))
def test_no_day_counts_twice_or_is_lost_where_the_clock_changes(
    case: tuple[RotationData, date], zones: list[str]
) -> None:
    """A team moves to another place: every day on which a window of a day begins counts once."""
    data, change = case
    tables = tuple(
        replace(own, timezone=zone, on_rest_day=None)
        for own, zone in zip(data.tracks[0].settings, zones, strict=False)
    )
    moved = data.amended(tracks=(Track("A", tables),), special_periods=())
    shifts = around(moved, change)[1:-1]
    counted = Counter(day for shift in shifts for day in shift.dates)
    assert max(counted.values(), default=1) == 1
    places = ShiftDays(moved)
    begun = {
        window.start.astimezone(places.place(shift).zone).date()
        for shift in shifts
        for window in shift.windows
        if window.end - window.start <= timedelta(hours=20) and window.start > shift.start
    }
    assert begun - {min(begun, default=None), max(begun, default=None)} <= set(counted)


def hours(*, opens: int, closes: int) -> tuple[WeeklyWindow, ...]:
    later = 1 if closes in {0, 24} or closes < opens else 0
    return (WeeklyWindow(WEEK, time(opens), time(closes % 24), later),)


@pytest.mark.parametrize(
    ("before", "after", "holder"),
    [
        pytest.param(hours(opens=0, closes=10), hours(opens=14, closes=22), 0, id="longest"),
        pytest.param(
            hours(opens=9, closes=12), hours(opens=13, closes=17), 1, id="later is longer"
        ),
        pytest.param(hours(opens=9, closes=12), hours(opens=14, closes=17), 0, id="first of equal"),
        pytest.param(hours(opens=8, closes=18), hours(opens=10, closes=18), 1, id="one window"),
        pytest.param(hours(opens=4, closes=18), hours(opens=10, closes=18), 0, id="its middle"),
        pytest.param((), hours(opens=14, closes=22), 1, id="no noon, but hours"),
        pytest.param(hours(opens=9, closes=12), (), 1, id="noon of the next"),
    ],
)
def test_a_day_of_two_tables_belongs_to_its_longest_window(
    before: tuple[WeeklyWindow, ...], after: tuple[WeeklyWindow, ...], holder: int
) -> None:
    """On Monday 8 June at 12:00 the settings change; hours before and after it are real."""
    old = replace(table("Mon 12:00", last_day=date(2026, 6, 7)), windows=before)
    new = replace(table("Mon 12:00", first_day=date(2026, 6, 8)), windows=after)
    data = rotation(changing("A", old, new), special_periods=())
    shifts = shifts_of(data, at("2026-06-01"), at("2026-06-15"))
    assert [date(2026, 6, 8) in shift.dates for shift in shifts] == [holder == 0, holder == 1]


def test_the_last_night_of_a_track_is_a_day() -> None:
    """Nights from 22:00 to 08:00; of the last one, two hours are left before the track ends."""
    nights = replace(
        table("Mon 12:00", last_day=date(2026, 6, 14)), windows=hours(opens=22, closes=8)
    )
    data = rotation(changing("A", nights), special_periods=())
    (last,) = shifts_of(data, at("2026-06-08"), at("2026-06-20"))
    assert (last.end, last.dates[-1]) == (at("2026-06-15"), date(2026, 6, 14))


def test_the_first_hours_of_a_track_are_a_day() -> None:
    """The middle of Monday's hours is over when the track begins, not that of those that are."""
    late = replace(
        table("Mon 15:00", first_day=date(2026, 6, 8)), windows=hours(opens=8, closes=18)
    )
    data = rotation(changing("A", late), special_periods=())
    first = shifts_of(data, at("2026-06-01"), at("2026-06-14"))[0]
    assert first.dates[0] == date(2026, 6, 8)


def test_a_day_without_a_noon_of_its_own_belongs_to_whoever_takes_over() -> None:
    """In New York until noon of London's Monday, from then on in London: Monday has no noon."""
    old = replace(table("Mon 08:00", last_day=date(2026, 6, 7)), timezone="America/New_York")
    new = replace(table("Mon 13:00", first_day=date(2026, 6, 8)), timezone="Europe/London")
    data = rotation(changing("A", old, new), special_periods=())
    first, second = shifts_of(data, at("2026-06-01"), at("2026-06-15"))
    assert (first.dates[-1], second.dates[0]) == (date(2026, 6, 7), date(2026, 6, 8))


def test_noon_of_one_day_at_two_places_counts_once() -> None:
    """London's Monday has its noon before the change, and New York's one after it."""
    old = replace(table("Mon 08:00", last_day=date(2026, 6, 7)), timezone="Europe/London")
    new = replace(table("Mon 11:00", first_day=date(2026, 6, 8)), timezone="America/New_York")
    data = rotation(changing("A", old, new), special_periods=())
    first, second = shifts_of(data, at("2026-06-01"), at("2026-06-15"))
    assert (first.dates[-1], second.dates[0]) == (date(2026, 6, 8), date(2026, 6, 9))
