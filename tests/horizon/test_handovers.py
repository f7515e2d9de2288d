from datetime import date, time

from horizon_builders import at, rotation, spans, track

from rotation.horizon import shifts_of
from rotation.horizon.handovers import nominal_handovers
from rotation.model.rest_days import CompanyDay, HolidayRules
from rotation.model.settings import OnRestDay

PLAIN = HolidayRules()


def plain(*handovers: str, **settings: object) -> object:
    """Build one track without holidays and special periods."""
    values = {"holidays": PLAIN, "special_periods": (), **settings}
    return rotation(track("A", *handovers), **values)


def test_two_weeks_count_from_the_anchor_in_both_directions() -> None:
    """With weeks = 2 the handovers fall every second week before and after the anchor."""
    every_second = track("A", "Mon 11:00", weeks=2, anchor=date(2026, 11, 30))
    data = rotation(every_second, holidays=PLAIN, special_periods=())
    ids = [s.id for s in shifts_of(data, at("2026-10-31"), at("2027-01-01"))]
    assert ids == ["A-2026-11-02", "A-2026-11-16", "A-2026-11-30", "A-2026-12-14", "A-2026-12-28"]


def test_each_weekday_counts_from_its_first_on_or_after_the_anchor() -> None:
    """An anchor on a Wednesday puts Friday into its week and Monday into the next."""
    both = track("A", "Mon 09:00", "Fri 17:00", weeks=2, anchor=date(2026, 4, 1))
    data = rotation(both, holidays=PLAIN, special_periods=())
    assert spans(shifts_of(data, at("2026-04-01"), at("2026-04-20"))) == [
        ("A-2026-04-03", "2026-04-03 17:00", "2026-04-06 09:00"),
        ("A-2026-04-06", "2026-04-06 09:00", "2026-04-17 17:00"),
        ("A-2026-04-17", "2026-04-17 17:00", "2026-04-20 09:00"),
    ]


def test_several_weekdays_split_the_week() -> None:
    """Monday 09:00 and Friday 17:00 part the weekend from the week."""
    times = spans(shifts_of(plain("Mon 09:00", "Fri 17:00"), at("2026-06-01"), at("2026-06-08")))
    assert times == [
        ("A-2026-06-01", "2026-06-01 09:00", "2026-06-05 17:00"),
        ("A-2026-06-05", "2026-06-05 17:00", "2026-06-08 09:00"),
    ]


def test_a_handover_moved_behind_the_next_one_is_gone() -> None:
    """Saturday 17:00 and Sunday 09:00 both move to Monday: Saturday's shift would begin later."""
    data = plain("Wed 12:00", "Sat 17:00", "Sun 09:00")
    assert spans(shifts_of(data, at("2026-06-03"), at("2026-06-10"))) == [
        ("A-2026-06-03", "2026-06-03 12:00", "2026-06-08 09:00"),
        ("A-2026-06-07", "2026-06-08 09:00", "2026-06-10 12:00"),
    ]


def test_handovers_moved_to_one_day_stay_when_in_order() -> None:
    """Saturday 09:00 and Sunday 17:00 both move to Monday, and both shifts remain."""
    data = plain("Sat 09:00", "Sun 17:00")
    assert spans(shifts_of(data, at("2026-06-08"), at("2026-06-15"))) == [
        ("A-2026-06-06", "2026-06-08 09:00", "2026-06-08 17:00"),
        ("A-2026-06-07", "2026-06-08 17:00", "2026-06-15 09:00"),
    ]


def test_a_handover_moved_onto_the_next_one_is_gone() -> None:
    """Of Sunday, Monday and a holiday Tuesday at one hour only the last before Wednesday stays."""
    holiday = HolidayRules(
        extra=(CompanyDay(date(2026, 6, 8), "x"), CompanyDay(date(2026, 6, 9), "y"))
    )
    data = plain("Sun 11:00", "Mon 11:00", "Tue 11:00", "Thu 11:00", holidays=holiday)
    assert spans(shifts_of(data, at("2026-06-05"), at("2026-06-12"))) == [
        ("A-2026-06-09", "2026-06-10 11:00", "2026-06-11 11:00"),
        ("A-2026-06-11", "2026-06-11 11:00", "2026-06-15 11:00"),
    ]


def test_handovers_inside_a_closure_of_weeks_are_gone() -> None:
    """Three Mondays inside a closure all move onto the Monday after it, which alone stays."""
    closed = tuple(CompanyDay(date(2026, 8, day), "Summer") for day in range(3, 22))
    data = plain("Mon 11:00", holidays=HolidayRules(extra=closed))
    assert spans(shifts_of(data, at("2026-07-27"), at("2026-08-25"))) == [
        ("A-2026-07-27", "2026-07-27 11:00", "2026-08-24 11:00"),
        ("A-2026-08-24", "2026-08-24 11:00", "2026-08-31 11:00"),
    ]


def test_keep_leaves_handovers_where_they_are() -> None:
    """With on_rest_day = "keep" a handover stays on its holiday."""
    data = plain("Fri 17:00", holidays=HolidayRules("US"), on_rest_day=OnRestDay.KEEP)
    times = spans(shifts_of(data, at("2027-12-24"), at("2028-01-01")))
    assert [span[:2] for span in times] == [
        ("A-2027-12-24", "2027-12-24 17:00"),
        ("A-2027-12-31", "2027-12-31 17:00"),
    ]


def test_a_handover_in_the_gap_takes_the_offset_before_it() -> None:
    """02:30 on 8 March 2026 does not exist in New York: the handover is at 03:30 EDT, 07:30 UTC."""
    data = plain("Sun 02:30", on_rest_day=OnRestDay.KEEP)
    (shift,) = shifts_of(data, at("2026-03-08"), at("2026-03-09"))
    assert shift.start == at("2026-03-08 07:30", "UTC")


def test_a_handover_that_comes_twice_is_the_first() -> None:
    """01:30 on 1 November 2026 comes twice in New York: the handover is the one in EDT."""
    data = plain("Sun 01:30", on_rest_day=OnRestDay.KEEP)
    (shift,) = shifts_of(data, at("2026-11-01"), at("2026-11-02"))
    assert shift.start == at("2026-11-01 05:30", "UTC")


def test_tracks_are_sorted_by_start_and_name() -> None:
    """Shifts that begin together are in the order of their tracks' names."""
    data = rotation(track("B", "Mon 11:00"), track("A", "Mon 11:00"), special_periods=())
    ids = [s.id for s in shifts_of(data, at("2026-06-01"), at("2026-06-09"))]
    assert ids == ["A-2026-06-01", "B-2026-06-01", "A-2026-06-08", "B-2026-06-08"]


def test_both_ends_of_a_span_are_inside() -> None:
    """A handover on the first day and one on the last belong to it, one a day outside does not."""
    monday, next_monday = date(2026, 6, 1), date(2026, 6, 8)
    mondays = track("A", "Mon 11:00")
    both = [(monday, time(11), *mondays.settings), (next_monday, time(11), *mondays.settings)]
    assert nominal_handovers(mondays, monday, next_monday) == both
    assert nominal_handovers(mondays, date(2026, 6, 2), date(2026, 6, 7)) == []
