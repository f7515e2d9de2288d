"""Several handovers on one day: ids, days, what is recorded, and clock changes."""

from datetime import date

import pytest
from horizon_builders import at, changing, entry, rotation, spans, table, track

from rotation.horizon import shifts_of
from rotation.horizon.ids import Names, parse_id
from rotation.horizon.timeline import Timeline
from rotation.model.identity import calendar_uid, named_day, named_track
from rotation.model.rest_days import MonthDay
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry, Shift, ShiftKind
from rotation.model.tracks import SpecialPeriod, Track
from rotation.written.aligned import align
from rotation.written.entries import shifts_from_entries
from rotation.written.fits import unknown_shift

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def daily(*clocks: str) -> Track:
    return track("A", *(f"{day} {clock}" for day in WEEKDAYS for clock in clocks))


def plain(*tracks: Track, **fields: object) -> RotationData:
    return rotation(*tracks, **{"special_periods": (), **fields})


def shifts(data: RotationData, first: str, last: str) -> tuple[Shift, ...]:
    return shifts_of(data, at(first), at(last))


def test_ids_have_the_time_where_a_weekday_has_several_handovers() -> None:
    """Three turns a day, named by their nominal local times (H28)."""
    ids = [
        s.id for s in shifts(plain(daily("06:00", "14:00", "22:00")), "2026-06-01", "2026-06-02")
    ]
    assert ids == ["A-2026-06-01T0600", "A-2026-06-01T1400", "A-2026-06-01T2200"]


def test_only_the_weekdays_with_several_have_the_time() -> None:
    """On Mondays there are two handovers, on Thursdays there is one."""
    data = plain(track("A", "Mon 06:00", "Mon 14:00", "Thu 09:00"))
    assert spans(shifts(data, "2026-06-01", "2026-06-08")) == [
        ("A-2026-06-01T0600", "2026-06-01 06:00", "2026-06-01 14:00"),
        ("A-2026-06-01T1400", "2026-06-01 14:00", "2026-06-04 09:00"),
        ("A-2026-06-04", "2026-06-04 09:00", "2026-06-08 06:00"),
    ]


def test_each_turn_has_the_day_on_which_it_begins() -> None:
    """The night from Friday to Saturday is a Friday, the one from Sunday to Monday a rest day."""
    data = plain(daily("06:00", "14:00", "22:00"))
    nights = [s for s in shifts(data, "2026-06-05", "2026-06-08") if s.id.endswith("T2200")]
    assert [(s.loads.days, s.loads.rest_days) for s in nights] == [(1, 0), (1, 1), (1, 1)]
    assert all(s.loads.shifts == 1 for s in nights)


def test_a_turn_of_more_than_a_day_has_the_days_of_its_noons() -> None:
    """Monday's second turn goes on until Thursday: it has Tuesday and Wednesday."""
    data = plain(track("A", "Mon 06:00", "Mon 14:00", "Thu 09:00"))
    week = shifts(data, "2026-06-01", "2026-06-08")
    assert [s.loads.days for s in week] == [1, 2, 4]


def test_a_turn_is_found_by_its_id_and_by_no_other() -> None:
    """The day alone names no turn of a day with several; one of the same day is offered."""
    timeline = Timeline(plain(daily("06:00", "14:00", "22:00")))
    turn = timeline.find("A-2026-06-01T1400")
    assert turn is not None
    assert turn.start == at("2026-06-01 14:00")
    assert timeline.find("A-2026-06-01") is None
    assert timeline.nearest_id("A-2026-06-01T1500") == "A-2026-06-01T1400"
    assert timeline.nearest_id("A-2026-06-02") == "A-2026-06-02T0600"
    assert timeline.nearest_id("A-2026-06-02T0100") == "A-2026-06-02T0600"
    assert timeline.nearest_id("A-2026-06-02T2300") == "A-2026-06-02T2200"


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        (
            "A-2026-06-02",
            "did you mean A-2026-06-02T0600? "
            "(TRACK-YYYY-MM-DDTHHMM, as that day has several handovers)",
        ),
        ("A-2026-06-02T0700", "did you mean A-2026-06-02T0600?"),
    ],
)
def test_the_fault_of_an_unknown_turn_names_the_form(wrong: str, hint: str) -> None:
    """Whoever left out the time learns that there is one."""
    timeline = Timeline(plain(daily("06:00", "14:00", "22:00")))
    assert unknown_shift(timeline, "pin", wrong).hint == hint


@pytest.mark.parametrize("wrong", ["A-2026-06-01T2400", "A-2026-06-01T06", "A-2026-06-01T0660"])
def test_what_is_no_time_is_no_id(wrong: str) -> None:
    """Hours end with 23, minutes with 59, and both have two digits."""
    assert parse_id(wrong) is None


def test_an_id_names_track_day_and_event() -> None:
    """Messages and calendars read track and day from an id with a time; its UID is its own."""
    turn, part = "A-2026-06-01T0600", "A-2026-06-01T0600+2"
    assert (named_track(part, ""), named_day(part)) == ("A", date(2026, 6, 1))
    ids = {calendar_uid("team", "team", name, "x.invalid") for name in (turn, part, turn[:-5])}
    assert len(ids) == 3


def test_recorded_turns_keep_an_older_name() -> None:
    """A turn that was written under the older name of its track is found under both."""
    renamed = changing("EU", *daily("06:00", "18:00").settings, was=("A",))
    line = entry("A-2026-06-01T1800", "2026-06-01 18:00", "2026-06-02 06:00", "ada")
    names = Names(plain(renamed, history=(line,)))
    assert names.known("EU-2026-06-01T1800+2") == "A-2026-06-01T1800+2"
    assert names.known("A-2026-06-02T0600") == "EU-2026-06-02T0600"


def test_nothing_moves_by_itself_with_several_handovers_a_day() -> None:
    """Turns of a weekend stay where they are, although the rotation moves handovers (H30)."""
    ids = [s.id for s in shifts(plain(daily("08:00", "20:00")), "2026-06-06", "2026-06-08")]
    assert [name[2:] for name in ids] == [
        *("2026-06-06T0800", "2026-06-06T2000", "2026-06-07T0800", "2026-06-07T2000")
    ]


def test_a_turn_whose_hours_the_clock_skips_has_no_length() -> None:
    """Of handovers at 02:30 and 03:00 on 8 March 2026 in New York only the second is left."""
    early = list(shifts(plain(daily("02:30", "03:00")), "2026-03-08", "2026-03-09"))
    assert [s.id for s in early] == ["A-2026-03-08T0300"]


def test_a_change_to_several_handovers_a_day_cuts_nothing() -> None:
    """Until the change ids have no time; the last daily turn runs to the new handover."""
    old = table(*(f"{day} 09:00" for day in WEEKDAYS), last_day=date(2026, 5, 31))
    new = table(
        *(f"{day} {clock}" for day in WEEKDAYS for clock in ("06:00", "18:00")),
        first_day=date(2026, 6, 1),
    )
    data = plain(changing("A", old, new), on_rest_day="keep")
    assert spans(shifts(data, "2026-05-31", "2026-06-02")) == [
        ("A-2026-05-31", "2026-05-31 09:00", "2026-06-01 06:00"),
        ("A-2026-06-01T0600", "2026-06-01 06:00", "2026-06-01 18:00"),
        ("A-2026-06-01T1800", "2026-06-01 18:00", "2026-06-02 06:00"),
    ]


def test_the_parts_of_a_turn_share_its_one_day() -> None:
    """The part with the middle of the turn has its day and counts as the shift."""
    lines = (
        entry("A-2026-06-01T0600", "2026-06-01 06:00", "2026-06-01 09:00", "ada"),
        entry("A-2026-06-01T0600+2", "2026-06-01 09:00", "2026-06-01 18:00", "ben"),
    )
    first, second = shifts_from_entries(plain(daily("06:00", "18:00")), lines)
    assert (first.loads.days, first.loads.shifts) == (0, 0)
    assert (second.loads.days, second.loads.shifts) == (1, 1)


def test_a_published_day_is_carried_over_to_its_turns() -> None:
    """A published day of one holder becomes the turns that lie in it, with new ids (T6)."""
    line = entry("A-2026-06-01", "2026-06-01 06:00", "2026-06-02 06:00", "ada")
    data = plain(daily("06:00", "18:00"), published=(line,))
    after = align(data, date(2026, 5, 20)).after.published
    assert [(e.shift, e.engineer) for e in after] == [
        ("A-2026-06-01T0600", "ada"),
        ("A-2026-06-01T1800", "ada"),
    ]


def test_a_second_piece_takes_day_and_time_of_its_start() -> None:
    """A turn that goes on after a special period: its own name is that of its first piece."""
    eve = SpecialPeriod("Eve", MonthDay(12, 31), MonthDay(12, 31), min_stub_days=1)
    data = rotation(track("A", "Mon 06:00", "Mon 14:00"), special_periods=(eve,))
    assert spans(shifts(data, "2026-12-28 14:00", "2027-01-04")) == [
        ("A-2026-12-28T1400", "2026-12-28 14:00", "2026-12-31 00:00"),
        ("A-2026-12-31", "2026-12-31 00:00", "2027-01-01 00:00"),
        ("A-2027-01-01T0000", "2027-01-01 00:00", "2027-01-04 06:00"),
    ]


def test_lines_know_the_day_of_their_kind() -> None:
    """A line of an unknown track counts around the clock: every noon."""
    line = Entry(
        "Z-2026-06-01T0600", "Z", ShiftKind.REGULAR, at("2026-06-01"), at("2026-06-04"), "ada"
    )
    (shift,) = shifts_from_entries(plain(daily("06:00", "18:00")), (line,))
    assert shift.loads.days == 3
