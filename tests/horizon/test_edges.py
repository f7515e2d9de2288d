"""What happens at the very instant at which something begins or ends."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from horizon_builders import at, changing, engineer, entry, rotation, table, track

from rotation.horizon.home import home_hours
from rotation.horizon.timeline import Timeline
from rotation.model.rest_days import HolidayRules
from rotation.model.settings import HomeZone
from rotation.model.shifts import ShiftKind
from rotation.problems import build_rounds

TODAY = date(2026, 5, 20)


@pytest.mark.parametrize(
    ("moment", "period"),
    [
        ("2026-12-24 23:59", ""),
        ("2026-12-25 00:00", "Christmas week"),
        ("2027-01-01 23:59", "Christmas week"),
        ("2027-01-02 00:00", ""),
    ],
)
def test_a_period_holds_its_first_instant_and_not_the_one_behind(moment: str, period: str) -> None:
    """From the midnight that its first day begins with to the one that its last day ends with."""
    assert Timeline(rotation()).period_at(at(moment)) == period


@pytest.mark.parametrize(("last_day", "volunteer"), [(24, []), (25, ["A-2026-12-25"])])
def test_a_track_that_ends_where_a_period_begins_has_none_of_it(
    last_day: int, volunteer: list[str]
) -> None:
    """No shift is without time: a track that ends with 24 December has no Christmas."""
    ending = changing("A", table("Mon 11:00", last_day=date(2026, 12, last_day)))
    shifts = Timeline(rotation(ending)).year(2026)
    assert [
        s.id for s in shifts if s.kind is ShiftKind.VOLUNTEER and s.start >= at("2026-12-01")
    ] == volunteer
    assert all(shift.start < shift.end for shift in shifts)
    assert max(shift.end for shift in shifts) == at(f"2026-12-{last_day + 1}")


def test_who_comes_or_goes_as_a_round_begins_is_in_or_out() -> None:
    """A round that begins at midnight has who joins with that day, not who left with the last."""
    team = (
        engineer("Ada", leaves=date(2026, 6, 14)),
        engineer("Ben"),
        engineer("Dee", joined="2026-06-05"),
    )
    data = rotation(track("A", "Mon 00:00"), engineers=team, special_periods=(), grace_days=10)
    problem = build_rounds(data, today=TODAY, rounds=2, first=date(2026, 6, 1))
    assert [(round_.people, round_.shifts) for round_ in problem.rounds] == [
        (("ada", "ben"), ("A-2026-06-01", "A-2026-06-08")),
        (("ben", "dee"), ("A-2026-06-15", "A-2026-06-22")),
    ]


def test_rounds_find_their_last_shift_across_the_end_of_summer_time() -> None:
    """Eight weeks of 24 hours end an hour early in winter; the shift of that last day counts."""
    names = ("Ada", "Ben", "Cy", "Dee", "Eve", "Fay", "Gus", "Hal")
    running = entry("A-2026-09-28", "2026-09-28 11:00", "2026-10-05 11:00", "ada")
    data = rotation(
        track("A", "Mon 11:00"),
        engineers=tuple(map(engineer, names)),
        special_periods=(),
        holidays=HolidayRules(),
        published=(running,),
    )
    problem = build_rounds(data, today=date(2026, 9, 25), rounds=1, first=date(2026, 9, 29))
    (only,) = problem.rounds
    assert len(only.shifts) == len(names)
    assert (only.shifts[0], only.shifts[-1]) == ("A-2026-10-05", "A-2026-11-23")
    assert problem.end == at("2026-11-24")


@pytest.mark.parametrize("weeks", [1, 4, 13])
def test_a_year_with_a_change_of_settings_leaves_no_hole(weeks: int) -> None:
    """However long a cycle is, the shifts of a track follow each other, years and changes too."""
    first = table("Mon 11:00", weeks=weeks, anchor=date(2024, 1, 1), last_day=date(2026, 12, 20))
    then = table("Thu 09:00", weeks=weeks, anchor=date(2024, 1, 4), first_day=date(2026, 12, 21))
    timeline = Timeline(rotation(changing("A", first, then), special_periods=()))
    shifts = [shift for year in (2025, 2026, 2027) for shift in timeline.year(year)]
    assert all(a.end == b.start for a, b in pairwise(shifts))
    assert shifts[-1].end - shifts[0].start > timedelta(days=3 * 365 - 7 * weeks)


def test_working_hours_that_begin_as_the_horizon_ends_are_none() -> None:
    """The hours of the first day count from midnight on, those of the day behind do not."""
    home = HomeZone(("America/New_York",), (time(0), time(8)))
    data = rotation(track("A", "Mon 11:00"), home_zone=home, special_periods=())
    shifts = Timeline(data).year(2026)

    def hours(start: str, end: str) -> tuple[tuple[datetime, datetime], ...]:
        return home_hours(data, at(start), at(end), shifts)

    assert hours("2026-11-09", "2026-11-10") == ((at("2026-11-09 00:00"), at("2026-11-09 08:00")),)
    assert hours("2026-11-09 08:00", "2026-11-10") == ()
    assert hours("2026-11-09 07:59", "2026-11-10 00:01") == (
        (at("2026-11-09 07:59"), at("2026-11-09 08:00")),
        (at("2026-11-10 00:00"), at("2026-11-10 00:01")),
    )
