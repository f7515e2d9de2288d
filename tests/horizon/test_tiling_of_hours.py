"""Hours and days of generated tracks whose settings change, against their definitions (H9, H10)."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from horizon_builders import rotation
from horizon_strategies import ZONES, instants, special_periods
from hypothesis import given, settings
from hypothesis import strategies as st
from test_tracks_with_hours import is_open, tracks_with_hours

from rotation.horizon import DayCalendar, shifts_in_progress, shifts_of
from rotation.horizon.timeline import Timeline
from rotation.model.settings import RotationData
from rotation.model.tracks import SpecialPeriod, Track, TrackSettings

DAY = timedelta(days=1)
MINUTES = st.lists(st.integers(0, 60 * 24 * 60), min_size=40, max_size=40)


@st.composite
def changing_hours(draw: st.DrawFn) -> tuple[RotationData, date]:
    """Return a track with hours whose settings change once or twice, and a day of a change."""
    tables = draw(st.lists(tracks_with_hours(), min_size=2, max_size=3))
    zone = draw(st.sampled_from([None, *ZONES]))
    first = date(draw(st.integers(2025, 2045)), 1, 1) + timedelta(days=draw(st.integers(0, 364)))
    cuts = [first]
    for _ in tables:
        cuts.append(cuts[-1] + timedelta(days=draw(st.integers(21, 60))))
    ends, weeks = draw(st.booleans()), draw(st.integers(1, 2))
    own = tuple(
        replace(
            table,
            timezone=zone,
            weeks=weeks,
            anchor=first,
            first_day=cuts[n],
            last_day=cuts[n + 1] - DAY if n + 1 < len(tables) or ends else None,
        )
        for n, table in enumerate(tables)
    )
    data = rotation(
        Track("A", own),
        timezone=draw(st.sampled_from(ZONES)),
        special_periods=draw(special_periods()),
    )
    return data, draw(st.sampled_from(cuts))


@settings(deadline=None, max_examples=40, derandomize=True)
@given(changing_hours(), MINUTES)
def test_hours_of_settings_that_change_are_covered_once(
    case: tuple[RotationData, date], minutes: list[int]
) -> None:
    """At every instant one shift is on call, or none: by the settings of the shift that runs."""
    data, change = case
    (track,) = data.tracks
    here = ZoneInfo(track.settings[0].timezone or data.timezone)
    middle = datetime.combine(change, time(0), here).astimezone(UTC)
    start, end = middle - 30 * DAY, middle + 30 * DAY
    near = shifts_of(data, start - 90 * DAY, end + 90 * DAY)
    assert len({shift.id for shift in near}) == len(near)
    assert all(shift.windows for shift in near)
    assert all(a.end <= b.start for a, b in pairwise(near))
    assert all(s.start <= s.windows[0].start and s.windows[-1].end <= s.end for s in near)
    begins, ends = Timeline(data).span(track)
    for minute in minutes:
        moment = start + timedelta(minutes=minute)
        running = [s for s in near if s.start <= moment < s.end]
        holders = [s for s in running if any(w.start <= moment < w.end for w in s.windows)]
        if not begins <= moment < ends:
            assert holders == []
        elif len(running) == 1 and running[0].nominal is not None:
            own = track.at(running[0].nominal)
            calendar = DayCalendar(own.holidays or data.holidays)
            assert len(holders) == is_open(own, here, calendar, moment)


@settings(deadline=None, max_examples=60, derandomize=True)
@given(tracks_with_hours(), st.sampled_from(ZONES), special_periods(), instants)
def test_every_day_with_hours_is_counted_once(
    own: TrackSettings, zone: str, periods: tuple[SpecialPeriod, ...], start: datetime
) -> None:
    """The days of all shifts add up to the days that have hours, by their definition."""
    if own.several_a_day:
        own = replace(own, handover=own.handover[:1])
    data = rotation(Track("A", (own,)), timezone=zone, special_periods=periods)
    end = start + 60 * DAY
    shifts = [s for s in shifts_of(data, start, end) if s.start >= start]
    if not shifts:
        return
    first, after = shifts[0].start, shifts[-1].end
    days = deciding_moments(
        own,
        ZoneInfo(own.timezone or zone),
        DayCalendar(own.holidays or data.holidays),
        first,
        after,
    )
    assert sum(shift.loads.days for shift in shifts) == sum(
        first <= m < after for m in days.values()
    )


def deciding_moments(
    own: TrackSettings, zone: ZoneInfo, calendar: DayCalendar, first: datetime, after: datetime
) -> dict[date, datetime]:
    """Return for each local day with hours the instant that decides whose it is."""
    edges = _edges(own, zone, first - 8 * DAY, after + 8 * DAY)
    stretches: list[list[datetime]] = []
    for a, b in pairwise(edges):
        if is_open(own, zone, calendar, a):
            if stretches and stretches[-1][1] == a:
                stretches[-1][1] = b
            else:
                stretches.append([a, b])
    short: dict[date, tuple[timedelta, datetime, datetime]] = {}
    moments: dict[date, datetime] = {}
    for opens, closes in stretches:
        local = [moment.astimezone(zone).replace(tzinfo=None) for moment in (opens, closes)]
        if local[1] - local[0] > DAY:
            for n in range((local[1].date() - local[0].date()).days + 1):
                day = local[0].date() + n * DAY
                noon = datetime.combine(day, time(12), zone).astimezone(UTC)
                if opens <= noon < closes:
                    moments[day] = noon
        else:
            known = short.get(local[0].date())
            if known is None or closes - opens > known[0]:
                short[local[0].date()] = (closes - opens, opens, closes)
    for day, (length, opens, _) in short.items():
        moments.setdefault(day, opens + length / 2)
    return moments


def _edges(own: TrackSettings, zone: ZoneInfo, first: datetime, after: datetime) -> list[datetime]:
    """Return every instant at which hours may begin or end, in order."""
    day, last = first.astimezone(zone).date() - 5 * DAY, after.astimezone(zone).date()
    edges = set()
    while day <= last:
        for window in own.windows:
            for clock, later in ((window.opens, 0), (window.closes, window.days_later)):
                edges.add(datetime.combine(day + later * DAY, clock, zone).astimezone(UTC))
        day += DAY
    return sorted(edges)


@settings(deadline=None, max_examples=40, derandomize=True)
@given(tracks_with_hours(), st.sampled_from(ZONES), special_periods(), instants)
def test_ids_of_turns_with_hours_are_unique_and_found(
    own: TrackSettings, zone: str, periods: tuple[SpecialPeriod, ...], start: datetime
) -> None:
    """Several handovers a day included: each id is one shift's, and finds it."""
    data = rotation(Track("A", (own,)), timezone=zone, special_periods=periods)
    shifts = (*shifts_in_progress(data, start), *shifts_of(data, start, start + 40 * DAY))
    assert max(Counter(shift.id for shift in shifts).values(), default=1) == 1
    timeline = Timeline(data)
    assert all(timeline.find(shift.id) == shift for shift in shifts)
