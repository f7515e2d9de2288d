"""Tracks with hours, a clock and rest days of their own."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from horizon_builders import at, changing, entry, rotation, spans, table
from horizon_strategies import ZONES, instants, special_periods
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.teams import NEW_YORK, handover

from rotation.horizon import DayCalendar, shifts_in_progress, shifts_of
from rotation.model.rest_days import HolidayRules, MonthDay
from rotation.model.settings import RotationData
from rotation.model.shifts import Shift, ShiftKind
from rotation.model.tracks import (
    DayKind,
    OnRestDay,
    SpecialPeriod,
    Track,
    TrackSettings,
    WeeklyWindow,
)
from rotation.testing import make_offer, make_person
from rotation.written.entries import shifts_from_entries

WEEK = (0, 1, 2, 3, 4, 5, 6)
OFFICE = WeeklyWindow((0, 1, 2, 3, 4), time(8), time(18))
NIGHTS = WeeklyWindow(WEEK, time(20), time(8), 1)
EVERY_MORNING = [f"{day} 08:00" for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")]


def hours(*windows: WeeklyWindow, handovers: list[str] | None = None, **own: object) -> Track:
    moments = handovers or ["Mon 08:00"]
    return changing("A", replace(table(*moments), windows=windows, **own))


def plain(*tracks: Track, **fields: object) -> RotationData:
    return rotation(*tracks, **{"special_periods": (), **fields})


def of(data: RotationData, first: str, last: str) -> tuple[Shift, ...]:
    return shifts_of(data, at(first), at(last))


def local_windows(shift: Shift, zone: str = NEW_YORK) -> list[str]:
    here = ZoneInfo(zone)
    return [
        f"{w.start.astimezone(here):%a %H:%M} {w.end.astimezone(here):%a %H:%M}"
        for w in shift.windows
    ]


def test_a_shift_keeps_its_bounds_and_has_windows() -> None:
    """From handover to handover, with the hours in between (H31)."""
    (shift,) = of(plain(hours(OFFICE)), "2026-06-01", "2026-06-08")
    assert (shift.start, shift.end) == (at("2026-06-01 08:00"), at("2026-06-08 08:00"))
    assert local_windows(shift) == [
        f"{day} 08:00 {day} 18:00" for day in ("Mon", "Tue", "Wed", "Thu", "Fri")
    ]


def test_a_handover_inside_a_window_cuts_it() -> None:
    """The holder of the time before the handover has the first part of the window."""
    first, second = of(
        plain(hours(OFFICE, handovers=["Mon 08:00", "Wed 12:00"])), "2026-06-01", "2026-06-08"
    )
    assert local_windows(first)[-1] == "Wed 08:00 Wed 12:00"
    assert local_windows(second)[0] == "Wed 12:00 Wed 18:00"


def test_a_shift_without_any_window_does_not_exist() -> None:
    """Daily handovers and hours on workdays: no shift on Saturday and Sunday, nor on a holiday."""
    data = plain(hours(WeeklyWindow(DayKind.WORKDAYS, time(9), time(17)), handovers=EVERY_MORNING))
    ids = [s.id for s in of(data, "2026-07-02", "2026-07-07")]
    # 4 July 2026 is a Saturday, observed on Friday.
    assert ids == ["A-2026-07-02", "A-2026-07-06"]


def test_a_track_has_a_clock_of_its_own() -> None:
    """Handovers and hours are those of London, whatever the rotation's clock says."""
    data = plain(hours(OFFICE, timezone="Europe/London"))
    shift, _ = of(data, "2026-03-23", "2026-04-01")
    # London changes its clock on 29 March 2026, three weeks after New York.
    assert spans((shift,), "Europe/London") == [
        ("A-2026-03-23", "2026-03-23 08:00", "2026-03-30 08:00")
    ]
    assert shift.end - shift.start == timedelta(hours=167)


def test_a_track_has_rest_days_of_its_own() -> None:
    """25 May 2026 is Memorial Day in the United States and the Spring Bank Holiday in London."""
    data = plain(
        changing("A", table("Mon 08:00")),
        changing("B", replace(table("Mon 08:00"), holidays=HolidayRules("DE"))),
    )
    monday, germany = of(data, "2026-07-06", "2026-07-13")
    assert (monday.loads.rest_days, germany.loads.rest_days) == (2, 2)
    fourth = [s.loads.rest_days for s in of(data, "2026-06-29", "2026-07-06")]
    assert fourth == [3, 2]


def test_a_handover_moves_by_the_rest_days_of_its_own_track() -> None:
    """Whit Monday is a holiday in Germany; with hours, only `next_workday` moves a handover."""
    germany = HolidayRules("DE")
    moved = changing("A", replace(table("Mon 08:00"), holidays=germany))
    kept = changing("B", replace(table("Mon 08:00"), holidays=germany, windows=(OFFICE,)))
    moving = replace(kept.settings[0], on_rest_day=OnRestDay.NEXT_WORKDAY)
    data = plain(moved, kept, changing("C", moving))
    starts = {s.track: s.start for s in of(data, "2026-05-25", "2026-05-30")}
    tuesday, monday = at("2026-05-26 08:00"), at("2026-05-25 08:00")
    assert starts == {"A": tuesday, "B": monday, "C": tuesday}


def test_a_day_belongs_to_the_middle_of_its_window() -> None:
    """The night from Friday to Saturday is Friday's, whoever takes over on Saturday morning."""
    data = plain(hours(NIGHTS, handovers=["Mon 20:00", "Sat 02:01", "Sun 20:00"]))
    week, weekend, sunday = of(data, "2026-06-01", "2026-06-08")
    assert [week.loads.days, weekend.loads.days, sunday.loads.days] == [5, 1, 1]
    before = plain(hours(NIGHTS, handovers=["Mon 20:00", "Sat 01:59", "Sun 20:00"]))
    week, weekend, sunday = of(before, "2026-06-01", "2026-06-08")
    assert [week.loads.days, weekend.loads.days, sunday.loads.days] == [4, 2, 1]
    assert [s.loads.rest_days for s in (week, weekend, sunday)] == [0, 1, 1]


def test_a_window_of_more_than_a_day_has_the_days_of_its_noons() -> None:
    """From Friday at 17:00 to Monday at 09:00 it is Saturday and Sunday."""
    weekend = WeeklyWindow((4,), time(17), time(9), 3)
    (shift,) = of(plain(hours(weekend)), "2026-06-01", "2026-06-08")
    assert (shift.loads.days, shift.loads.rest_days) == (2, 2)


def test_of_two_windows_of_a_day_the_longer_counts_then_the_first() -> None:
    """A day is one day, however many windows begin on it."""
    short = WeeklyWindow((0,), time(8), time(10))
    longer = WeeklyWindow((0,), time(12), time(16))
    equal = WeeklyWindow((0,), time(12), time(14))
    cut = ["Mon 08:00", "Mon 11:00"]
    kept = plain(hours(short, longer, handovers=cut), on_rest_day=OnRestDay.KEEP)
    days = [s.loads.days for s in of(kept, "2026-06-01", "2026-06-03")]
    assert days == [1, 1]  # several handovers a day: each turn has its day
    once = plain(hours(short, longer, handovers=["Mon 08:00", "Tue 11:00"]))
    assert [s.loads.days for s in of(once, "2026-06-01", "2026-06-03")] == [1]
    morning = plain(hours(short, equal, handovers=["Mon 11:00"]))
    (shift,) = of(morning, "2026-06-01", "2026-06-08")
    # The first of two equal ones: that of next Monday at 08:00 is still its own.
    assert shift.loads.days == 1


def test_a_volunteer_shift_has_the_windows_that_begin_in_its_days() -> None:
    """A night over the midnight of a special period is not cut: it belongs where it begins."""
    eve = SpecialPeriod("Eve", MonthDay(12, 25), MonthDay(12, 26), shift_days=1)
    data = rotation(hours(NIGHTS, handovers=["Mon 20:00"]), special_periods=(eve,))
    assert spans(of(data, "2026-12-21", "2026-12-28")) == [
        ("A-2026-12-21", "2026-12-21 20:00", "2026-12-25 08:00"),
        ("A-2026-12-25", "2026-12-25 08:00", "2026-12-26 08:00"),
        ("A-2026-12-26", "2026-12-26 08:00", "2026-12-27 08:00"),
        ("A-2026-12-28", "2026-12-27 08:00", "2027-01-04 20:00"),
    ]


def test_a_turn_of_a_day_is_no_remainder_because_it_is_short() -> None:
    """Of the turns around Christmas Day the one with most of its day stays; the other one joins."""
    day = SpecialPeriod("Day", MonthDay(12, 25), MonthDay(12, 25))
    own = hours(WeeklyWindow(WEEK, time(9), time(17)), handovers=EVERY_MORNING)
    around = of(rotation(own, special_periods=(day,)), "2026-12-23", "2026-12-28")
    assert spans(around) == [
        ("A-2026-12-23", "2026-12-23 08:00", "2026-12-24 08:00"),
        ("A-2026-12-24", "2026-12-24 08:00", "2026-12-25 00:00"),
        ("A-2026-12-25", "2026-12-25 00:00", "2026-12-26 00:00"),
        ("A-2026-12-26", "2026-12-26 00:00", "2026-12-27 08:00"),
        ("A-2026-12-27", "2026-12-27 08:00", "2026-12-28 08:00"),
    ]


def test_an_offer_of_its_days_is_one_of_a_shift_whose_night_goes_on() -> None:
    """Somebody who offers 24 December has its night, which ends on 25 December (I12)."""
    eve = SpecialPeriod("Eve", MonthDay(12, 24), MonthDay(12, 25), shift_days=1)
    data = rotation(hours(NIGHTS), special_periods=(eve,))
    first, second = (
        s for s in of(data, "2026-12-21", "2026-12-28") if s.kind is ShiftKind.VOLUNTEER
    )
    offer = make_offer("ada", at("2026-12-24"), at("2026-12-25"))
    ada = make_person("ada", tracks=["A"], offers=[offer])
    assert ada.could_hold(first)
    assert not ada.could_hold(second)
    line = replace(
        entry("A-2026-12-24", "2026-12-24 08:00", "2026-12-25 08:00", "ada"),
        kind=ShiftKind.VOLUNTEER,
    )
    assert shifts_from_entries(data, (line,)) == (first,)


def test_a_period_may_hold_on_some_tracks_only() -> None:
    """The others go on as on any other day."""
    eve = SpecialPeriod("Eve", MonthDay(12, 24), MonthDay(12, 25), tracks=("B",))
    data = rotation(
        changing("A", table("Mon 08:00")), changing("B", table("Mon 08:00")), special_periods=(eve,)
    )
    kinds = {(s.track, s.kind) for s in of(data, "2026-12-24", "2026-12-26")}
    assert kinds == {("B", ShiftKind.VOLUNTEER)}
    running = shifts_in_progress(data, at("2026-12-25"))
    assert {s.id for s in running} == {"A-2026-12-21", "B-2026-12-24"}


def test_settings_of_a_shift_are_those_of_its_nominal_handover() -> None:
    """Role and weight are copied; a recorded line has those of its day."""
    old = table("Mon 08:00", last_day=date(2026, 5, 31))
    new = replace(
        table("Mon 08:00", first_day=date(2026, 6, 1)),
        level=2,
        needs=("database",),
        windows=(OFFICE,),
    )
    data = plain(changing("A", old, new))
    first, second = of(data, "2026-05-26", "2026-06-02")
    assert (first.level, first.needs, len(first.windows)) == (1, (), 1)
    assert (second.level, second.needs, len(second.windows)) == (2, ("database",), 5)
    lines = (
        entry("A-2026-05-26", "2026-05-26 08:00", "2026-06-01 08:00", "ada"),
        entry("A-2026-06-01", "2026-06-01 08:00", "2026-06-08 08:00", "ada"),
    )
    assert [len(s.windows) for s in shifts_from_entries(data, lines)] == [1, 5]


clocks = st.sampled_from([time(0), time(1, 30), time(2, 30), time(8), time(17), time(22)])


@st.composite
def windows(draw: st.DrawFn) -> WeeklyWindow:
    days = draw(st.sampled_from([(0,), (0, 1, 2, 3, 4), (5, 6), WEEK, *DayKind]))
    opens, closes = draw(clocks), draw(clocks)
    return WeeklyWindow(days, opens, closes, draw(st.integers(int(closes <= opens), 2)))


@st.composite
def tracks_with_hours(draw: st.DrawFn) -> TrackSettings:
    moments = draw(
        st.lists(
            st.sampled_from(
                [f"{day} {clock}" for day in ("Mon", "Wed", "Sat") for clock in ("01:30", "08:00")]
            ),
            min_size=1,
            max_size=4,
            unique=True,
        )
    )
    return TrackSettings(
        tuple(sorted(map(handover, moments))),
        timezone=draw(st.sampled_from([None, *ZONES])),
        windows=tuple(draw(st.lists(windows(), min_size=1, max_size=3))),
        holidays=draw(st.sampled_from([None, HolidayRules("DE")])),
        on_rest_day=draw(st.sampled_from([None, *OnRestDay])),
    )


@settings(deadline=None, max_examples=40, derandomize=True)
@given(
    tracks_with_hours(),
    st.sampled_from(ZONES),
    special_periods(),
    instants,
    st.lists(st.integers(0, 30 * 24 * 60), min_size=30, max_size=30),
)
def test_windows_cover_the_hours_of_a_track_exactly_once(
    own: TrackSettings,
    zone: str,
    periods: tuple[SpecialPeriod, ...],
    start: datetime,
    minutes: list[int],
) -> None:
    """At every instant inside its hours one shift is on call, and at any other none (H9)."""
    data = rotation(Track("A", (own,)), timezone=zone, special_periods=periods)
    end = start + timedelta(days=30)
    # A shift without windows does not exist, so its neighbours may be far away.
    around = shifts_of(data, start - timedelta(days=70), end)
    assert all(a.end <= b.start for a, b in pairwise(around))
    assert all(s.start <= s.windows[0].start and s.windows[-1].end <= s.end for s in around)
    assert all(a.end < b.start for s in around for a, b in pairwise(s.windows))
    calendar = DayCalendar(own.holidays or data.holidays)
    here = ZoneInfo(own.timezone or zone)
    for minute in minutes:
        moment = start + timedelta(minutes=minute)
        holders = [s.id for s in around for w in s.windows if w.start <= moment < w.end]
        assert len(holders) == is_open(own, here, calendar, moment)


def is_open(own: TrackSettings, zone: ZoneInfo, calendar: DayCalendar, moment: datetime) -> bool:
    """Tell whether an instant is inside the hours, by their definition as instants (H31, H5)."""
    today = moment.astimezone(zone).date()
    for back in range(-1, 5):
        day = today - timedelta(days=back)
        for window in own.windows:
            if isinstance(window.days, DayKind):
                begins = calendar.is_rest_day(day) is (window.days is DayKind.REST_DAYS)
            else:
                begins = day.weekday() in window.days
            ends = day + timedelta(days=window.days_later)
            opens = datetime.combine(day, window.opens, zone).astimezone(UTC)
            closes = datetime.combine(ends, window.closes, zone).astimezone(UTC)
            if begins and opens <= moment < closes:
                return True
    return False


@settings(deadline=None, max_examples=25, derandomize=True)
@given(tracks_with_hours(), st.sampled_from(ZONES), special_periods(), instants)
def test_each_day_with_hours_belongs_to_one_shift(
    own: TrackSettings, zone: str, periods: tuple[SpecialPeriod, ...], start: datetime
) -> None:
    """Shifts in a row never share a day, unless there are several handovers on it."""
    if own.several_a_day:
        own = replace(own, handover=own.handover[:1])
    data = rotation(Track("A", (own,)), timezone=zone, special_periods=periods)
    shifts = shifts_of(data, start, start + timedelta(days=60))
    here = ZoneInfo(own.timezone or zone)
    days = [
        (
            s.windows[-1].end.astimezone(here).date() - s.windows[0].start.astimezone(here).date()
        ).days
        + 1
        for s in shifts
    ]
    assert all(0 <= s.loads.days <= n for s, n in zip(shifts, days, strict=True))
    if shifts:
        whole = shifts[-1].end.astimezone(here).date() - shifts[0].start.astimezone(here).date()
        assert sum(s.loads.days for s in shifts) <= whole.days + 1
