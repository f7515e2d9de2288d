from dataclasses import replace
from datetime import date

import pytest
from horizon_builders import CHRISTMAS, at, rotation, spans, track

from rotation.errors import BadInput
from rotation.horizon import shifts_of
from rotation.model.rest_days import HolidayRules, MonthDay
from rotation.model.settings import OnRestDay, RotationData
from rotation.model.shifts import ShiftKind
from rotation.model.source import Source
from rotation.model.tracks import SpecialPeriod


def special(first: str, last: str, **settings: int) -> SpecialPeriod:
    """Build a period of one year from two full dates."""
    days = (date.fromisoformat(first), date.fromisoformat(last))
    return SpecialPeriod(f"from {first}", *days, source=Source("rotation.toml", 50), **settings)


def weekly(*periods: SpecialPeriod, handovers: tuple[str, ...] = ("Mon 11:00",)) -> RotationData:
    """Build one track without holidays, Mondays at 11:00 by default."""
    return rotation(
        track("A", *handovers),
        holidays=HolidayRules(),
        special_periods=periods,
        on_rest_day=OnRestDay.KEEP,
    )


def regular(data: RotationData, first: str, last: str) -> list[tuple[str, str, str]]:
    """List the regular shifts that begin in some days."""
    shifts = shifts_of(data, at(first), at(last))
    return spans(tuple(s for s in shifts if s.kind is ShiftKind.REGULAR))


def test_an_odd_last_day_makes_a_shorter_shift() -> None:
    """Five days in shifts of two end with a shift of one day."""
    data = weekly(special("2026-06-09", "2026-06-13"))
    shifts = shifts_of(data, at("2026-06-09"), at("2026-06-14"))
    assert [(s.id, s.loads.volunteer_days) for s in shifts] == [
        ("A-2026-06-09", 2),
        ("A-2026-06-11", 2),
        ("A-2026-06-13", 1),
    ]


def test_a_full_date_means_that_year_only() -> None:
    """A period with full dates cuts 2026 and leaves 2027 alone."""
    data = weekly(special("2026-06-09", "2026-06-13"))
    for year, count in ((2025, 0), (2026, 3), (2027, 0)):
        shifts = shifts_of(data, at(f"{year}-06-01"), at(f"{year}-07-01"))
        assert sum(s.kind is ShiftKind.VOLUNTEER for s in shifts) == count


def test_a_period_inside_one_shift_cuts_it_in_two() -> None:
    """The later piece of a shift cut in two is named by the day it resumes."""
    data = weekly(special("2026-06-11", "2026-06-11", min_stub_days=2))
    assert regular(data, "2026-06-08", "2026-06-16") == [
        ("A-2026-06-08", "2026-06-08 11:00", "2026-06-11 00:00"),
        ("A-2026-06-12", "2026-06-12 00:00", "2026-06-15 11:00"),
        ("A-2026-06-15", "2026-06-15 11:00", "2026-06-22 11:00"),
    ]


def test_a_remainder_of_exactly_the_minimum_stays() -> None:
    """Three days are not shorter than three days; a minute less is."""
    stays = weekly(special("2026-06-12", "2026-06-13"), handovers=("Tue 00:00",))
    assert regular(stays, "2026-06-02", "2026-06-12") == [
        ("A-2026-06-02", "2026-06-02 00:00", "2026-06-09 00:00"),
        ("A-2026-06-09", "2026-06-09 00:00", "2026-06-12 00:00"),
    ]
    joins = weekly(special("2026-06-12", "2026-06-13"), handovers=("Tue 00:01",))
    assert regular(joins, "2026-06-02", "2026-06-12") == [
        ("A-2026-06-02", "2026-06-02 00:01", "2026-06-12 00:00"),
    ]


def test_lengths_are_read_off_the_wall_clock() -> None:
    """Friday to Monday midnight over the March change is 71 hours, and three days all the same."""
    data = weekly(special("2026-03-09", "2026-03-10"), handovers=("Fri 00:00",))
    assert ("A-2026-03-06", "2026-03-06 00:00", "2026-03-09 00:00") in regular(
        data, "2026-03-01", "2026-03-09"
    )


def test_min_stub_days_of_zero_joins_nothing() -> None:
    """Without a minimum even half a day stays a shift of its own."""
    data = weekly(special("2026-06-09", "2026-06-11", min_stub_days=0))
    assert regular(data, "2026-06-08", "2026-06-13") == [
        ("A-2026-06-08", "2026-06-08 11:00", "2026-06-09 00:00"),
        ("A-2026-06-12", "2026-06-12 00:00", "2026-06-15 11:00"),
    ]


def test_a_handover_at_the_edge_of_a_period_leaves_no_remainder() -> None:
    """Shifts that end or begin exactly where the period does are not cut, however short."""
    data = weekly(
        special("2026-06-09", "2026-06-10"), handovers=("Mon 00:00", "Tue 00:00", "Thu 00:00")
    )
    assert regular(data, "2026-06-08", "2026-06-12") == [
        ("A-2026-06-08", "2026-06-08 00:00", "2026-06-09 00:00"),
        ("A-2026-06-11", "2026-06-11 00:00", "2026-06-15 00:00"),
    ]


def test_what_lies_alone_between_two_periods_stays_its_own_shift() -> None:
    """A remainder cut at both ends has no neighbour to join."""
    data = weekly(special("2026-06-03", "2026-06-09"), special("2026-06-12", "2026-06-16"))
    assert regular(data, "2026-06-03", "2026-06-16") == [
        ("A-2026-06-08", "2026-06-10 00:00", "2026-06-12 00:00")
    ]


def test_two_remainders_between_two_periods_become_one_shift() -> None:
    """Where both halves between two periods are short, the earlier joins the later."""
    data = weekly(special("2026-06-06", "2026-06-13"), special("2026-06-17", "2026-06-19"))
    assert regular(data, "2026-06-06", "2026-06-20") == [
        ("A-2026-06-15", "2026-06-14 00:00", "2026-06-17 00:00")
    ]


def test_a_short_and_a_long_remainder_between_two_periods_become_one_shift() -> None:
    """The short one joins the long one, on whichever side it lies, and takes its name."""
    early = weekly(special("2026-06-06", "2026-06-13"), special("2026-06-20", "2026-06-23"))
    assert regular(early, "2026-06-06", "2026-06-20") == [
        ("A-2026-06-15", "2026-06-14 00:00", "2026-06-20 00:00")
    ]
    late = weekly(special("2026-06-07", "2026-06-09"), special("2026-06-16", "2026-06-19"))
    assert regular(late, "2026-06-07", "2026-06-16") == [
        ("A-2026-06-08", "2026-06-10 00:00", "2026-06-16 00:00")
    ]


def test_remainders_on_both_sides_join_the_shift_between_them() -> None:
    """A whole shift between two periods takes both remainders in."""
    data = weekly(special("2026-06-06", "2026-06-13"), special("2026-06-24", "2026-06-26"))
    assert regular(data, "2026-06-06", "2026-06-24") == [
        ("A-2026-06-15", "2026-06-14 00:00", "2026-06-24 00:00")
    ]


def test_each_side_of_a_remainder_asks_its_own_period() -> None:
    """A remainder joins by the min_stub_days of the period that cut it, not of another."""
    lenient = special("2026-06-07", "2026-06-13", min_stub_days=1)
    strict = special("2026-06-24", "2026-06-26", min_stub_days=3)
    assert regular(weekly(lenient, strict), "2026-06-07", "2026-06-24") == [
        ("A-2026-06-08", "2026-06-14 00:00", "2026-06-15 11:00"),
        ("A-2026-06-15", "2026-06-15 11:00", "2026-06-24 00:00"),
    ]


def test_periods_may_follow_each_other_at_once() -> None:
    """Nothing regular lies between two periods that touch."""
    data = weekly(special("2026-06-02", "2026-06-09"), special("2026-06-10", "2026-06-16"))
    assert regular(data, "2026-06-02", "2026-06-18") == [
        ("A-2026-06-15", "2026-06-17 00:00", "2026-06-22 11:00")
    ]


def test_a_name_taken_by_a_volunteer_shift_gives_way() -> None:
    """A shift whose nominal date names a volunteer shift is named by the day it resumes."""
    data = weekly(special("2026-06-13", "2026-06-16"))
    shifts = shifts_of(data, at("2026-06-13"), at("2026-06-18"))
    assert [(s.id, s.kind.value) for s in shifts] == [
        ("A-2026-06-13", "volunteer"),
        ("A-2026-06-15", "volunteer"),
        ("A-2026-06-17", "regular"),
    ]


def test_a_name_taken_twice_moves_to_the_next_free_day() -> None:
    """With handovers at 11:00 every day from Tuesday, the piece that resumes finds Sunday free."""
    every_day = tuple(f"{day} 11:00" for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat"))
    period = special("2026-06-08", "2026-06-10", shift_days=1, min_stub_days=0)
    shifts = regular(weekly(period, handovers=every_day), "2026-06-08", "2026-06-16")
    assert shifts[:2] == [
        ("A-2026-06-14", "2026-06-11 00:00", "2026-06-11 11:00"),
        ("A-2026-06-11", "2026-06-11 11:00", "2026-06-12 11:00"),
    ]


def test_two_pieces_that_need_another_name_get_different_ones() -> None:
    """The second piece finds the day it resumes on taken by the first, and takes the next."""
    every_day = tuple(f"{day} 11:00" for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat"))
    settings = {"shift_days": 1, "min_stub_days": 0}
    periods = (
        special("2026-06-08", "2026-06-10", **settings),
        special("2026-06-13", "2026-06-13", **settings),
    )
    shifts = regular(weekly(*periods, handovers=every_day), "2026-06-11", "2026-06-15")
    assert [span[:2] for span in shifts] == [
        ("A-2026-06-14", "2026-06-11 00:00"),
        ("A-2026-06-11", "2026-06-11 11:00"),
        ("A-2026-06-12", "2026-06-12 11:00"),
        ("A-2026-06-21", "2026-06-14 00:00"),
    ]


def test_no_free_name_is_refused() -> None:
    """Seven handovers a week and a volunteer shift a day leave no date to name a remainder by."""
    every_day = tuple(f"{day} 11:00" for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))
    period = special("2026-06-08", "2026-06-10", shift_days=1, min_stub_days=0)
    with pytest.raises(BadInput, match=r"rotation\.toml:50: special_period: no date is free"):
        shifts_of(weekly(period, handovers=every_day), at("2026-06-01"), at("2026-07-01"))


def test_a_month_day_period_ends_in_the_next_year() -> None:
    """21 December to 6 January crosses the year; its odd last day is 6 January."""
    long = replace(CHRISTMAS, first_day=MonthDay(12, 21), last_day=MonthDay(1, 6))
    shifts = shifts_of(rotation(special_periods=(long,)), at("2026-12-21"), at("2027-01-07"))
    volunteer = [s.id for s in shifts if s.kind is ShiftKind.VOLUNTEER and s.track == "A"]
    assert (volunteer[0], volunteer[-1], len(volunteer)) == ("A-2026-12-21", "A-2027-01-06", 9)


def test_overlapping_periods_are_refused() -> None:
    """Two periods that share a day are named with place and days, once."""
    other = SpecialPeriod(
        "New Year", MonthDay(1, 1), MonthDay(1, 3), source=Source("rotation.toml", 60)
    )
    with pytest.raises(BadInput) as raised:
        shifts_of(rotation(special_periods=(CHRISTMAS, other)), at("2026-12-01"), at("2027-02-01"))
    (fault,) = raised.value.faults
    assert fault.place == "rotation.toml:60: special_period"
    assert "inside Christmas week" in fault.what


@pytest.mark.parametrize(
    ("first", "last", "what"),
    [
        (date(2026, 6, 3), date(2026, 6, 2), "before it begins"),
        (date(2026, 6, 3), MonthDay(6, 5), "mixes"),
    ],
)
def test_a_period_that_makes_no_sense_is_refused(first: date, last: date, what: str) -> None:
    """A period that ends before it begins, or mixes two kinds of days, is a fault."""
    with pytest.raises(BadInput, match=what):
        shifts_of(weekly(SpecialPeriod("Odd", first, last)), at("2026-06-01"), at("2026-07-01"))
