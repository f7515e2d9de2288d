"""Properties of the shifts of generated rotations."""

from datetime import datetime, time, timedelta
from itertools import pairwise

from horizon_strategies import instants, rotations
from hypothesis import given, settings
from hypothesis import strategies as st

from rotation.horizon import shifts_in_progress, shifts_of
from rotation.horizon.timeline import Timeline
from rotation.model.settings import RotationData
from rotation.model.shifts import ShiftKind


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
        assert all(shift.end == other.start for shift, other in pairwise(own))


@settings(deadline=None, max_examples=60)
@given(rotations(), instants, st.integers(1, 400), st.integers(0, 500), st.integers(1, 400))
def test_shifts_do_not_depend_on_the_horizon(
    data: RotationData, start: datetime, days: int, later: int, more: int
) -> None:
    """Two horizons agree on every shift that begins in both, its name and bounds."""
    end, other = start + timedelta(days=days), start + timedelta(days=later)
    other_end = other + timedelta(days=more)
    inside = [s for s in shifts_of(data, start, end) if other <= s.start < other_end]
    two = [s for s in shifts_of(data, other, other_end) if start <= s.start < end]
    assert inside == two


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
