"""Dates of shifts that were worked out by hand, to the letter (H3 to H8)."""

from datetime import timedelta

from horizon_builders import at, rotation, spans, track

from rotation.horizon import shifts_in_progress, shifts_of
from rotation.model.shifts import Loads, ShiftKind


def test_christmas_2026_is_cut_and_joined_as_in_the_example() -> None:
    """B's 23-25 December joins B-2026-12-16; A's 2-4 January joins A-2027-01-04."""
    times = spans(shifts_of(rotation(), at("2026-12-14"), at("2027-01-12")))
    assert [span for span in times if span[0].startswith("A")] == [
        ("A-2026-12-14", "2026-12-14 11:00", "2026-12-21 11:00"),
        ("A-2026-12-21", "2026-12-21 11:00", "2026-12-25 00:00"),
        ("A-2026-12-25", "2026-12-25 00:00", "2026-12-27 00:00"),
        ("A-2026-12-27", "2026-12-27 00:00", "2026-12-29 00:00"),
        ("A-2026-12-29", "2026-12-29 00:00", "2026-12-31 00:00"),
        ("A-2026-12-31", "2026-12-31 00:00", "2027-01-02 00:00"),
        ("A-2027-01-04", "2027-01-02 00:00", "2027-01-11 11:00"),
        ("A-2027-01-11", "2027-01-11 11:00", "2027-01-19 11:00"),
    ]
    assert [span for span in times if span[0].startswith("B")] == [
        ("B-2026-12-16", "2026-12-16 11:00", "2026-12-25 00:00"),
        ("B-2026-12-25", "2026-12-25 00:00", "2026-12-27 00:00"),
        ("B-2026-12-27", "2026-12-27 00:00", "2026-12-29 00:00"),
        ("B-2026-12-29", "2026-12-29 00:00", "2026-12-31 00:00"),
        ("B-2026-12-31", "2026-12-31 00:00", "2027-01-02 00:00"),
        ("B-2026-12-30", "2027-01-02 00:00", "2027-01-06 11:00"),
        ("B-2027-01-06", "2027-01-06 11:00", "2027-01-13 11:00"),
    ]


def test_special_period_gives_volunteer_shifts_named_after_it() -> None:
    """The four shifts a track of Christmas week are volunteer shifts; no other shift is."""
    shifts = shifts_of(rotation(), at("2026-12-01"), at("2027-01-12"))
    volunteer = [s for s in shifts if s.kind is ShiftKind.VOLUNTEER]
    assert len(volunteer) == 8
    assert {s.period for s in volunteer} == {"Christmas week"}
    assert {s.period for s in shifts if s not in volunteer} == {""}
    first = next(s for s in volunteer if s.id == "A-2026-12-25")
    assert first.loads == Loads(shifts=0, days=2, rest_days=2, holidays=1, volunteer_days=2)
    assert first.holidays == ("Christmas Day",)


def test_days_belong_to_whoever_is_on_call_at_noon() -> None:
    """A-2026-11-23 holds the noons of seven days: Thanksgiving and a weekend among them."""
    shifts = {s.id: s for s in shifts_of(rotation(), at("2026-11-20"), at("2026-11-26"))}
    thanksgiving = shifts["A-2026-11-23"]
    assert thanksgiving.loads == Loads(shifts=1, days=7, rest_days=3, holidays=1)
    assert thanksgiving.holidays == ("Thanksgiving Day",)


def test_a_week_over_a_clock_change_keeps_its_hour() -> None:
    """The week of 8 March 2026 has 167 hours, that of 1 November 169; both begin at 11:00."""
    data = rotation(track("A", "Mon 11:00"))
    for day, end, hours in (
        ("2026-03-02", "2026-03-09 11:00", 167),
        ("2026-10-26", "2026-11-02 11:00", 169),
    ):
        (shift,) = shifts_of(data, at(day), at(day) + timedelta(days=1))
        assert spans((shift,)) == [(f"A-{day}", f"{day} 11:00", end)]
        assert shift.end - shift.start == timedelta(hours=hours)
        assert shift.loads.days == 7


def test_rest_ends_at_the_same_wall_clock() -> None:
    """Seven days of rest after 2 March 11:00 end on 9 March 11:00, over the clock change."""
    (shift,) = shifts_of(rotation(track("A", "Mon 11:00")), at("2026-02-23"), at("2026-02-24"))
    assert shift.end == at("2026-03-02 11:00")
    assert shift.rested == at("2026-03-09 11:00")


def test_friday_handover_moves_over_new_year_2028() -> None:
    """Friday 31 December 2027 is New Year observed: the handover waits until Monday 3 January."""
    data = rotation(track("A", "Fri 17:00"), special_periods=())
    assert spans(shifts_of(data, at("2027-12-16"), at("2028-01-08"))) == [
        ("A-2027-12-17", "2027-12-17 17:00", "2027-12-27 17:00"),
        ("A-2027-12-24", "2027-12-27 17:00", "2028-01-03 17:00"),
        ("A-2027-12-31", "2028-01-03 17:00", "2028-01-07 17:00"),
        ("A-2028-01-07", "2028-01-07 17:00", "2028-01-14 17:00"),
    ]


def test_a_moved_shift_belongs_to_the_horizon_it_begins_in() -> None:
    """A-2027-12-31 begins in January 2028, and is in progress at no instant of December."""
    data = rotation(track("A", "Fri 17:00"), special_periods=())
    january = shifts_of(data, at("2028-01-01"), at("2028-02-01"))
    december = shifts_of(data, at("2027-12-01"), at("2028-01-01"))
    assert january[0].id == "A-2027-12-31"
    assert december[-1].id == "A-2027-12-24"
    assert [s.id for s in shifts_in_progress(data, at("2028-01-01"))] == ["A-2027-12-24"]
    assert shifts_in_progress(data, january[0].start) == ()
