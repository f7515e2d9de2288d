"""Properties of the shifts of generated rotations."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from horizon_builders import rotation
from hypothesis import given, settings
from hypothesis import strategies as st

from rotation.horizon import shifts_in_progress, shifts_of
from rotation.horizon.timeline import Timeline
from rotation.model.settings import OnRestDay, RotationData
from rotation.model.shifts import ShiftKind
from rotation.model.tracks import (
    CompanyDay,
    Handover,
    HolidayRules,
    MonthDay,
    SpecialPeriod,
    Track,
    TrackSettings,
)

# With clock changes at midnight, of half an hour, of none, and in the south.
ZONES = (
    "America/Havana",
    "America/New_York",
    "America/Sao_Paulo",
    "Africa/Cairo",
    "Asia/Beirut",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Europe/London",
    "Pacific/Apia",
    "Pacific/Chatham",
    "UTC",
)

handovers = st.builds(
    Handover,
    st.integers(0, 6),
    st.builds(time, st.integers(0, 23), st.sampled_from([0, 1, 30, 59])),
)


@st.composite
def tables(draw: st.DrawFn) -> TrackSettings:
    """Draw settings that hand over on one to three weekdays, every week to every third."""
    found = draw(st.lists(handovers, min_size=1, max_size=3, unique_by=lambda h: h.weekday))
    anchor = date(2026, 1, 1) + timedelta(days=draw(st.integers(0, 400)))
    return TrackSettings(tuple(sorted(found)), draw(st.integers(1, 3)), anchor)


@st.composite
def tracks(draw: st.DrawFn, name: str) -> Track:
    """Draw a track whose settings change up to twice, and that may begin and end."""
    found = draw(st.lists(tables(), min_size=1, max_size=3))
    # Settings of three weeks hold for three at least, so that each gives a handover.
    day = date(2024, 1, 1) + timedelta(days=draw(st.integers(0, 400)))
    cuts = [day]
    for _ in found:
        cuts.append(cuts[-1] + timedelta(days=draw(st.integers(21, 300))))
    begins, ends = draw(st.booleans()), draw(st.booleans())
    return Track(
        name,
        tuple(
            replace(
                one,
                first_day=cuts[n] if n or begins else None,
                last_day=cuts[n + 1] - timedelta(days=1) if n + 1 < len(found) or ends else None,
            )
            for n, one in enumerate(found)
        ),
    )


@st.composite
def special_periods(draw: st.DrawFn) -> tuple[SpecialPeriod, ...]:
    """Draw up to three periods of a year that do not overlap; the last may cross New Year."""
    periods = []
    day = date(2023, 2, 1)
    for name in "PQR"[: draw(st.integers(0, 3))]:
        first = day + timedelta(days=draw(st.integers(0, 110 if name == "P" else 12)))
        last = first + timedelta(days=draw(st.integers(0, 13)))
        bounds = (MonthDay(first.month, first.day), MonthDay(last.month, last.day))
        lengths = (draw(st.integers(1, 4)), draw(st.integers(1, 5)))
        periods.append(SpecialPeriod(name, *bounds, *lengths))
        day = last + timedelta(days=1)
    if draw(st.booleans()):
        first = date(2023, 12, draw(st.integers(10, 31)))
        last = date(2024, 1, draw(st.integers(1, 20)))
        bounds = (MonthDay(first.month, first.day), MonthDay(last.month, last.day))
        lengths = (draw(st.integers(1, 4)), draw(st.integers(1, 5)))
        periods.append(SpecialPeriod("New Year", *bounds, *lengths))
    return tuple(periods)


@st.composite
def rotations(draw: st.DrawFn) -> RotationData:
    """Draw a rotation with two tracks."""
    closed = date(2023, 1, 1) + timedelta(days=draw(st.integers(0, 300)))
    extra = [closed + timedelta(days=n) for n in range(draw(st.integers(0, 15)))]
    holidays = HolidayRules(
        draw(st.sampled_from([None, "US"])),
        extra=tuple(CompanyDay(MonthDay(day.month, day.day), "Closed") for day in extra),
    )
    return rotation(
        draw(tracks("A")),
        draw(tracks("B")),
        timezone=draw(st.sampled_from(ZONES)),
        on_rest_day=draw(st.sampled_from(list(OnRestDay))),
        holidays=holidays,
        special_periods=draw(special_periods()),
    )


instants = st.builds(
    lambda hours: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(hours=hours),
    st.integers(0, 24 * 366 * 36),
)


@settings(deadline=None, max_examples=60)
@given(rotations(), instants, st.integers(1, 500))
def test_shifts_tile_time(data: RotationData, start: datetime, days: int) -> None:
    """Every instant at which a track exists lies in exactly one shift of it; ids are unique."""
    end = start + timedelta(days=days)
    shifts = (*shifts_in_progress(data, start), *shifts_of(data, start, end))
    assert len({s.id for s in shifts}) == len(shifts)
    assert all(start <= s.start < end for s in shifts_of(data, start, end))
    timeline = Timeline(data)
    for track in data.tracks:
        begins, ends = timeline.span(track)
        own = [s for s in shifts if s.track == track.name]
        if min(end, ends) <= max(start, begins):
            assert own == []
            continue
        assert own[0].start <= max(start, begins)
        assert own[0].start >= begins
        assert min(end, ends) <= own[-1].end <= ends
        assert all(s.start < s.end for s in own)
        assert all(one.end == other.start for one, other in pairwise(own))


@settings(deadline=None, max_examples=60)
@given(rotations(), instants, st.integers(1, 400), st.integers(0, 500), st.integers(1, 400))
def test_shifts_do_not_depend_on_the_horizon(
    data: RotationData, start: datetime, days: int, later: int, more: int
) -> None:
    """Two horizons agree on every shift that begins in both, its name and bounds."""
    end, other = start + timedelta(days=days), start + timedelta(days=later)
    other_end = other + timedelta(days=more)
    one = [s for s in shifts_of(data, start, end) if other <= s.start < other_end]
    two = [s for s in shifts_of(data, other, other_end) if start <= s.start < end]
    assert one == two


@settings(deadline=None, max_examples=40)
@given(rotations(), st.integers(2024, 2060), st.integers(1, 400))
def test_the_margin_is_wide_enough(data: RotationData, year: int, days: int) -> None:
    """Shifts made from further away are the same: nothing reaches over the margin."""
    near, far = Timeline(data), Timeline(data)
    far._margin += timedelta(days=days)
    assert near.year(year) == far.year(year)


@settings(deadline=None, max_examples=40)
@given(rotations(), instants)
def test_every_local_day_is_counted_once(data: RotationData, start: datetime) -> None:
    """The days of the shifts of a track add up to the noons between first start and last end."""
    shifts = [s for s in shifts_of(data, start, start + timedelta(days=200)) if s.track == "A"]
    if not shifts:  # before the track began, or after it ended
        return
    zone = Timeline(data).zone
    bounds = shifts[0].start.astimezone(zone), shifts[-1].end.astimezone(zone)
    # A day more or less at each end, by whether the noon of the bound's own day lies inside.
    days = (bounds[1].date() - bounds[0].date()).days
    days += (bounds[0].time() <= time(12)) - (bounds[1].time() <= time(12))
    assert sum(s.loads.days for s in shifts) == days
    for shift in shifts:
        loads = shift.loads
        assert loads.holidays == len(shift.holidays)
        assert bool(loads.holidays) <= loads.rest_days <= loads.days
        assert loads.volunteer_days == (loads.days if shift.kind is ShiftKind.VOLUNTEER else 0)
        assert loads.shifts == (shift.kind is ShiftKind.REGULAR)
        assert shift.rested.astimezone(zone).date() == shift.end.astimezone(
            zone
        ).date() + timedelta(days=data.min_rest_days)


@settings(deadline=None, max_examples=40)
@given(rotations(), instants)
def test_each_id_finds_its_shift(data: RotationData, start: datetime) -> None:
    """A shift is found by its id alone, and is the nearest to an id that names none."""
    timeline = Timeline(data)
    shifts = timeline.shifts(start, start + timedelta(days=60))
    for shift in shifts:
        assert timeline.find(shift.id) == shift
        assert timeline.nearest_id(shift.id) == shift.id
