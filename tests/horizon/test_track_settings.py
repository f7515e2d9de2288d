"""Tracks that begin, end, change their settings or their name."""

from dataclasses import replace
from datetime import date

import pytest
from horizon_builders import at, changing, entry, rotation, spans, table, track

from rotation.horizon import shifts_in_progress, shifts_of
from rotation.horizon.ids import Names
from rotation.horizon.timeline import Timeline
from rotation.model.rest_days import CompanyDay, HolidayRules, MonthDay
from rotation.model.settings import OnRestDay, RotationData
from rotation.model.shifts import ShiftKind
from rotation.model.tracks import SpecialPeriod, Track
from rotation.problems import build_rounds

PLAIN = HolidayRules()


def plain(*tracks: Track, **settings: object) -> RotationData:
    """Build a team without holidays and special periods."""
    return rotation(*tracks, **{"holidays": PLAIN, "special_periods": (), **settings})


def test_a_shift_has_the_settings_of_its_nominal_handover() -> None:
    """The last shift of the old table runs to the first handover of the new one: nothing is cut."""
    data = plain(
        changing(
            "A",
            table("Mon 09:00", last_day=date(2027, 3, 31)),
            table("Wed 10:00", first_day=date(2027, 4, 1)),
        )
    )
    assert spans(shifts_of(data, at("2027-03-20"), at("2027-04-15"))) == [
        ("A-2027-03-22", "2027-03-22 09:00", "2027-03-29 09:00"),
        ("A-2027-03-29", "2027-03-29 09:00", "2027-04-07 10:00"),
        ("A-2027-04-07", "2027-04-07 10:00", "2027-04-14 10:00"),
        ("A-2027-04-14", "2027-04-14 10:00", "2027-04-21 10:00"),
    ]


def test_a_later_time_of_day_moves_one_bound() -> None:
    """With the change on a handover day only that shift's start and its predecessor's end move."""
    data = plain(
        changing(
            "A",
            table("Mon 09:00", last_day=date(2027, 3, 28)),
            table("Mon 10:00", first_day=date(2027, 3, 29)),
        )
    )
    assert spans(shifts_of(data, at("2027-03-22"), at("2027-03-30"))) == [
        ("A-2027-03-22", "2027-03-22 09:00", "2027-03-29 10:00"),
        ("A-2027-03-29", "2027-03-29 10:00", "2027-04-05 10:00"),
    ]


def test_fewer_handovers_make_a_longer_shift_at_the_change() -> None:
    """From every week to every third: the shift of the change runs to the first handover then."""
    third = table("Mon 09:00", weeks=3, anchor=date(2027, 4, 12), first_day=date(2027, 4, 1))
    data = plain(changing("A", table("Mon 09:00", last_day=date(2027, 3, 31)), third))
    assert spans(shifts_of(data, at("2027-03-29"), at("2027-05-04"))) == [
        ("A-2027-03-29", "2027-03-29 09:00", "2027-04-12 09:00"),
        ("A-2027-04-12", "2027-04-12 09:00", "2027-05-03 09:00"),
        ("A-2027-05-03", "2027-05-03 09:00", "2027-05-24 09:00"),
    ]


def test_a_handover_that_a_rest_day_moves_over_the_change_is_gone() -> None:
    """A shift left without length is gone (H4), here the last one of the old table."""
    data = plain(
        changing(
            "A",
            table("Sat 09:00", last_day=date(2027, 3, 28)),
            table("Mon 09:00", first_day=date(2027, 3, 29)),
        )
    )
    shifts = spans(shifts_of(data, at("2027-03-20"), at("2027-04-01")))
    # Saturdays are rest days: the handover of 27 March would be on Monday the 29th.
    assert shifts == [
        ("A-2027-03-20", "2027-03-22 09:00", "2027-03-29 09:00"),
        ("A-2027-03-29", "2027-03-29 09:00", "2027-04-05 09:00"),
    ]


@pytest.mark.parametrize("first", [date(2027, 6, 1), date(2027, 6, 7)])
def test_a_track_begins_with_its_first_handover(first: date) -> None:
    """1 June 2027 is a Tuesday: the first Monday on or after it is the 7th; nothing is before."""
    data = plain(track("A", "Mon 09:00"), changing("B", table("Mon 11:00", first_day=first)))
    shifts = [s for s in shifts_of(data, at("2027-05-01"), at("2027-06-20")) if s.track == "B"]
    assert spans(tuple(shifts)) == [
        ("B-2027-06-07", "2027-06-07 11:00", "2027-06-14 11:00"),
        ("B-2027-06-14", "2027-06-14 11:00", "2027-06-21 11:00"),
    ]
    assert [s.track for s in shifts_in_progress(data, at("2027-06-03"))] == ["A"]
    assert Timeline(data).find("B-2027-05-31") is None


def test_a_first_handover_on_a_rest_day_begins_the_track_where_it_moves() -> None:
    """The track begins when somebody takes it over, on the next workday."""
    closed = HolidayRules(extra=(CompanyDay(date(2027, 6, 7), "Closed"),))
    data = plain(changing("B", table("Mon 11:00", first_day=date(2027, 6, 1))), holidays=closed)
    first = shifts_of(data, at("2027-05-01"), at("2027-06-10"))
    assert spans(first) == [("B-2027-06-07", "2027-06-08 11:00", "2027-06-14 11:00")]


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        # Thursday: three days and 15 hours of the shift are left, and stay.
        (date(2027, 4, 1), ("A-2027-03-29", "2027-03-29 09:00", "2027-04-02 00:00")),
        # Wednesday: two days and 15 hours join the shift before.
        (date(2027, 3, 31), ("A-2027-03-22", "2027-03-22 09:00", "2027-04-01 00:00")),
        # Sunday: the shift of the week, 9 hours shorter.
        (date(2027, 4, 4), ("A-2027-03-29", "2027-03-29 09:00", "2027-04-05 00:00")),
    ],
)
def test_a_track_ends_at_the_midnight_after_its_last_day(
    last: date, expected: tuple[str, str, str]
) -> None:
    """A remainder of less than three days joins its predecessor."""
    data = plain(changing("A", table("Mon 09:00", last_day=last)))
    shifts = spans(shifts_of(data, at("2027-03-15"), at("2027-06-01")))
    assert shifts[-1] == expected
    assert shifts_in_progress(data, at("2027-04-05")) == ()


def test_a_shift_that_ends_with_its_track_is_no_remainder() -> None:
    """Turns of a day that hand over at midnight end whole, however short they are."""
    daily = tuple(f"{day} 00:00" for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))
    keep = OnRestDay.KEEP
    data = plain(changing("A", table(*daily, last_day=date(2027, 4, 1))), on_rest_day=keep)
    shifts = spans(shifts_of(data, at("2027-03-31"), at("2027-05-01")))
    assert shifts == [
        ("A-2027-03-31", "2027-03-31 00:00", "2027-04-01 00:00"),
        ("A-2027-04-01", "2027-04-01 00:00", "2027-04-02 00:00"),
    ]


def test_the_only_shift_of_a_track_stays_however_short() -> None:
    """A remainder without a predecessor has nothing to join."""
    data = plain(
        changing("A", table("Mon 09:00", first_day=date(2027, 3, 29), last_day=date(2027, 3, 30)))
    )
    assert spans(shifts_of(data, at("2027-01-01"), at("2027-06-01"))) == [
        ("A-2027-03-29", "2027-03-29 09:00", "2027-03-31 00:00")
    ]


def test_a_special_period_is_cut_to_the_days_of_a_track() -> None:
    """Volunteer shifts begin with the track and end with it; the other track has them whole."""
    easter = SpecialPeriod("Easter", MonthDay(3, 25), MonthDay(4, 5), shift_days=3)
    # Of a shift before the period only that remains which is a shift: Monday 29 March is in it.
    data = plain(
        track("A", "Mon 09:00"),
        changing("B", table("Mon 09:00", first_day=date(2027, 3, 29), last_day=date(2027, 4, 4))),
        special_periods=(easter,),
    )
    shifts = shifts_of(data, at("2027-03-01"), at("2027-05-01"))
    assert spans(tuple(s for s in shifts if s.track == "B")) == [
        ("B-2027-03-29", "2027-03-29 09:00", "2027-03-31 00:00"),
        ("B-2027-03-31", "2027-03-31 00:00", "2027-04-03 00:00"),
        ("B-2027-04-03", "2027-04-03 00:00", "2027-04-05 00:00"),
    ]
    assert {s.kind for s in shifts if s.track == "B"} == {ShiftKind.VOLUNTEER}
    whole = [s.id for s in shifts if s.track == "A" and s.kind is ShiftKind.VOLUNTEER]
    assert whole == ["A-2027-03-25", "A-2027-03-28", "A-2027-03-31", "A-2027-04-03"]


def test_what_resumes_has_another_name_than_what_is_over() -> None:
    """A shift of two weeks around a period: its second piece has its name, if the first has not."""
    second = changing("A", table("Mon 09:00", weeks=2, anchor=date(2027, 3, 22)))
    period = SpecialPeriod("Easter", date(2027, 3, 24), date(2027, 4, 1))
    worked = entry("A-2027-03-22", "2027-03-22 09:00", "2027-03-29 09:00", "ada")

    def resumed(**written: object) -> str:
        data = plain(second, special_periods=(period,), **written)
        return next(s.id for s in shifts_of(data, at("2027-04-02"), at("2027-04-06")))

    assert resumed() == "A-2027-03-22"
    assert resumed(history=(worked,)) == resumed(published=(worked,)) == "A-2027-04-02"
    later = replace(worked, start=at("2027-04-02"), end=at("2027-04-05 09:00"))
    assert resumed(published=(later,)) == "A-2027-03-22"


def test_what_is_written_keeps_the_older_name_of_its_track() -> None:
    """Only shifts that were never written take the new name; both names find both."""
    week = entry("A-2027-03-29", "2027-03-29 09:00", "2027-04-05 09:00", "ada")
    data = plain(
        changing("EU", table("Mon 09:00"), was=("A",)),
        history=(replace(week, track="EU", shift="A-2027-03-22"),),
        published=(replace(week, track="EU"), replace(week, track="EU", shift="A-2027-04-05+2")),
    )
    shifts = shifts_of(data, at("2027-03-20"), at("2027-04-25"))
    assert [s.id for s in shifts] == [
        *("A-2027-03-22", "A-2027-03-29", "A-2027-04-05"),
        *("EU-2027-04-12", "EU-2027-04-19"),
    ]
    assert {s.track for s in shifts} == {"EU"}
    timeline = Timeline(data)
    assert timeline.find("EU-2027-03-29") == timeline.find("A-2027-03-29") == shifts[1]
    assert timeline.find("EU-2027-04-12") == timeline.find("A-2027-04-12") == shifts[3]
    assert timeline.nearest_id("A-2027-04-13") == "EU-2027-04-12"
    names = Names(data)
    assert names.known("EU-2027-04-05+3") == "A-2027-04-05+3"
    assert names.known("A-2027-04-12+2") == "EU-2027-04-12+2"
    assert names.known("B-2027-04-12") == "B-2027-04-12"


def test_rounds_reach_over_a_change_to_fewer_handovers() -> None:
    """Three people and a handover in three weeks: two rounds are six shifts, of 16 weeks here."""
    third = table("Mon 09:00", weeks=3, anchor=date(2027, 4, 5), first_day=date(2027, 4, 5))
    data = plain(changing("A", table("Mon 09:00", last_day=date(2027, 4, 4)), third))
    problem = build_rounds(data, today=date(2027, 3, 1), rounds=2, first=date(2027, 4, 5))
    assert [len(shifts.shifts) for shifts in problem.rounds] == [3, 3]
    assert problem.shifts[-1].id == "A-2027-06-28"
